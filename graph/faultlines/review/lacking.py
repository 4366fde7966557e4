"""What the source block of candidates lacks before any of them can be accepted, told once and completed at once."""

from __future__ import annotations

from typing import Final

from faultlines.errors import Fault, Findings
from faultlines.review.blocks import add, head
from faultlines.review.buffer import EDITED, edited
from faultlines.review.desk import Desk, sit
from faultlines.review.entry import flow
from faultlines.review.journal import Change
from faultlines.review.moves import change_of, name_of
from faultlines.seeds.load import shown
from faultlines.terms import TEXT_QUALITIES

_VALUES: Final = {
    "title": "the document's own",
    "kind": "speech, interview, op-ed, news-report, news-analysis, analytical-study …",
    "date": "2031, 2031-07 or 2031-07-03",
    "stance": "what the source declares itself or is known to be, such as independent-analyst; else unknown",
    "text_quality": ", ".join(TEXT_QUALITIES),
}
"""The fields that a reviewed source must have and candidates need not, and what may stand there."""
_VOICE: Final = "the id of who speaks, such as actor:russia, or of who published it first"


def lacking(desk: Desk) -> Fault | None:
    """Everything that the source block lacks, with the possible values, as one fault at its line."""
    value = desk.candidates.read.document.value
    given = value.get("source") if isinstance(value, dict) else None
    block = given if isinstance(given, dict) else {}
    missing = [f"\n  {field}: {values}" for field, values in _VALUES.items() if not block.get(field)]
    source = desk.candidates.source
    if source is None or not source.voice:  # a statement with a voice of its own does without
        missing.append(f"\n  author or published_first_by: {_VOICE}")
    if not missing:
        return None
    line = desk.candidates.read.document.line(("source",))
    return Fault(shown(desk.path), line, f"before you accept, complete the source (key o); it lacks{''.join(missing)}")


def to_complete(desk: Desk) -> str:
    """The source block for the editor, with what it lacks as comments above it."""
    fault = lacking(desk)
    notes = fault.message.splitlines()[1:] if fault is not None else []
    return "\n".join([_TOP, *(f"#{note}" for note in notes), head(desk.text, "source"), _THINGS, ""])


_TOP: Final = "# Save and close to put this in the place of the source block; close without saving to leave it."
_THINGS: Final = """\
# A speaker whom neither your lists nor the candidates hold has a line here, without the #:
# entities:
#   - {id: new:ada-bryce, class: Person, label: Ada Bryce}"""


def completed(desk: Desk, text: str) -> Change:
    """Put an edited source block in its place. Raises Findings where it has faults that the old one has not."""
    value, things = edited(text)
    new = head(text, "source")
    old = head(desk.text, "source").split("\n")
    lines = desk.text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    first = next(i for i, line in enumerate(lines) if line.rstrip("\r") == old[0])
    if value.keys() != {"source"} or not isinstance(value["source"], dict):
        raise Findings([Fault(EDITED, 1, "must hold source: with its fields below it and, if need be, entities:")])
    lines[first : first + len(old)] = [line + end for line in new.split("\n")]
    whole = add("\n".join(lines), "entities", [[flow(thing)] for thing in things])
    now = sit(desk.folder, desk.path, whole)
    known = {fault.message for fault in desk.candidates.faults}
    if faults := [fault for fault in now.candidates.faults if fault.message not in known]:
        raise Findings(faults)
    return change_of({name_of(desk): (desk.text, whole)})
