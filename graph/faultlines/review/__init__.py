"""From candidates to reviewed statements: shown one by one, accepted, edited, rejected; nothing is lost on the way.

State is a place: a candidate lies in ``candidates/<source>.yaml``; accepting it moves it to
``statements/<source>.yaml`` and adds the rows of its new things to the flat lists; rejecting it leaves a line in
``candidates/<source>.rejected.tsv``, so that it does not come back when the document is read again.

The same by hand, for those who prefer an editor: write ``decision: accept`` or ``decision: reject`` under candidates
and run ``faultlines review --apply FILE``; or move the entry yourself, put rows for its ``new:`` things into the flat
lists, write their ids into the entry, and run ``faultlines check``.
"""
