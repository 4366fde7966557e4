"""What a curator edits: one entry with the new things it names, as a small YAML file."""

from __future__ import annotations

from typing import Any

from faultlines.errors import Fault, Findings
from faultlines.review.decide import entities_of
from faultlines.review.desk import Desk
from faultlines.review.entry import as_item, flow, to_yaml
from faultlines.seeds.yamltext import read_yaml

EDITED = "the edited text"
"""How its faults name it."""
_TOP = "# Save and close to put this in the candidate's place; close without saving to leave it."
_THINGS = "# Its new things: labels as a human would write them; another id makes another thing."


def to_edit(desk: Desk, index: int) -> str:
    """The text for the editor."""
    entry = desk.entries[index]
    lines = to_yaml(entry) if isinstance(entry, dict) else [f"# {entry}", "subject:", "relation:", "object:", "at: []"]
    things = entities_of(desk, index)
    tail = [_THINGS, "entities:", *(line for thing in things for line in as_item([flow(thing)], 2))] if things else []
    return "\n".join([_TOP, *lines, *tail, ""])


def edited(text: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Entry and things of an edited text; Findings where it is no such text."""
    document = read_yaml(EDITED, text)
    value = document.value
    faults = list(document.faults)
    if not faults and not isinstance(value, dict):
        faults.append(
            Fault(EDITED, 1, "must hold fields: subject, relation, object, at and more, each on its own line")
        )
    if faults:
        raise Findings(faults)
    things = value.pop("entities", None) or []
    if not isinstance(things, list) or not all(isinstance(thing, dict) for thing in things):
        raise Findings([Fault(EDITED, document.line(("entities",)), "entities must be a list of {id, class, label}")])
    return value, things
