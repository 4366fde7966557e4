"""Who speaks a sentence, and whatever it speaks of: the pairs that no clause gives.

Pairs of all that a sentence names were judged once, too: of them few were given, and most of those were wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from faultlines.extract.lookup import Lookup
from faultlines.extract.pairs import Pair, Step

SPEAKER: Final = "far speaker"
_EMPTY: Final = frozenset({"PUNCT", "ADP", "DET", "SPACE", "ADV", "CCONJ", "SCONJ"})
"""Parts of speech that stand for nothing."""


def across(lookup: Lookup, given: Collection[tuple[str, int]]) -> Iterator[Pair]:
    """Every pair of a sentence's speaker and a thing or actor in it, but for those `given`, by holder and place."""
    refs = lookup.refs
    holders = [ref for ref in (refs.speaker.many, refs.speaker.one) if ref is not None]
    if not holders:
        return
    seen = set(given)
    for token in lookup.sentence:
        if token.tag_ == "MD" or token.pos_ in _EMPTY:
            continue
        found = lookup.ends(token)
        if not found and token.i in refs.at and token.pos_ in ("PROPN", "ADJ", "NOUN"):
            found = (refs.at[token.i].ref,)
        for content in found:
            for holder in holders:
                if holder.id == content.id or holder.label == content.label or (holder.id, token.i) in seen:
                    continue
                seen.add((holder.id, token.i))
                yield Pair(token, holder, token, SPEAKER, content, token, (Step("", token),))
