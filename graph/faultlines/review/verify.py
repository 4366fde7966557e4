"""Whether what is about to be written is sound: the statement file as it would be, and the lists."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from faultlines.errors import Fault
from faultlines.model import Entity
from faultlines.review.blocks import head
from faultlines.review.desk import Desk
from faultlines.review.entry import HANDLES, scalar
from faultlines.review.moves import with_ids
from faultlines.seeds.candidates import referred_to
from faultlines.seeds.files import read_statement_text
from faultlines.seeds.load import Place, links, shared_aliases, shown
from faultlines.seeds.references import resolve

SCHEMA_LINE = "# yaml-language-server: $schema=../statement-file.schema.json\n"


def new_file(desk: Desk, ids: Mapping[str, str], curator: str) -> str:
    """A statement file without statements: the candidates' source block under a curator's name."""
    block = head(desk.text, "source")
    if not block.startswith("source:\n"):  # a program may write it on one line
        given = desk.candidates.read.document.value["source"]
        block = "\n".join(["source:", *(f"  {name}: {scalar(value)}" for name, value in given.items())])
    block = with_ids(block, ids)
    return f"{SCHEMA_LINE}{block}\ncurator: {scalar(curator)}\nstatements:\n"


def list_faults(desk: Desk, rows: Mapping[str, Entity]) -> list[Fault]:
    """What new rows would break in the lists."""
    if not rows:
        return []
    before = dict(desk.seeds.entities)
    after = {**before, **rows}
    places = {**desk.seeds.places, **{i: (shown(desk.path), _line_of(desk, entity)) for i, entity in rows.items()}}
    old = {*links(before, places), *shared_aliases(before, places)}
    return sorted({*links(after, places), *shared_aliases(after, places)} - old)


def _line_of(desk: Desk, entity: Entity) -> int:
    document = desk.candidates.read.document
    for i, (_, known) in enumerate(desk.candidates.read.entities.items()):
        if known.label == entity.label:
            return document.line(("entities", i))
    return 1


def verify(desk: Desk, index: int, before: str | None, after: str, rows: Mapping[str, Entity]) -> list[Fault]:
    """Faults that the statement file would have and has not yet, told at the candidate `index`, which brings them."""
    source = desk.candidates.source
    assert source is not None  # noqa: S101  # sit() refuses a file without
    if before is not None:
        sha256 = re.search(r"\bsha256:\s*[\"']?([0-9a-f]{64})", before)
        if sha256 is not None and sha256[1] != source.sha256:
            message = f"its document is not that of statements/{source.id}.yaml; the spans count in another text"
            return [Fault(shown(desk.path), desk.candidates.read.document.line(("source", "sha256")), message)]
    new = _faults(desk, after, rows)
    old = _faults(desk, before, {}) if new and before is not None else []
    known = {fault.message for fault in old}
    name, line = desk.place(index)
    faults = [
        Fault(name, _line_in_source(desk, f.message) if before is None and f.line < _first(after) else line, f.message)
        for f in new
        if f.message not in known
    ]
    return sorted(set(faults))


def waiting(desk: Desk, indices: Collection[int]) -> dict[int, list[Fault]]:
    """Of the entries that are to leave together, those that refer to one that stays, and how."""
    handles = desk.handles - {str(desk.entries[i].get("as")) for i in indices}
    found: dict[int, list[Fault]] = {}
    for index in indices:
        for field in HANDLES:
            value = desk.entries[index].get(field) or ()
            for handle in [value] if isinstance(value, str) else value:
                if handle in handles:
                    message = f"{field} names {handle}, a candidate still; decide on that one first"
                    found.setdefault(index, []).append(Fault(*desk.place(index), message))
    return found


def _faults(desk: Desk, text: str, rows: Mapping[str, Entity]) -> list[Fault]:
    source = desk.candidates.source
    path = desk.folder / "statements" / f"{source.id if source else ''}.yaml"
    name = shown(path)
    faults: list[Fault] = []
    read = read_statement_text(text, path.stem, name, faults)
    others = referred_to(read, path.parent, itself=False)
    places: dict[str, Place] = {}
    resolve([read, *others], {**desk.seeds.entities, **rows}, places, faults)
    return [fault for fault in faults if fault.path == name]


def _first(text: str) -> int:
    """The line of the key `statements`, from 1."""
    return text.count("\n", 0, text.index("\nstatements:") + 1) + 1


def _line_in_source(desk: Desk, message: str) -> int:
    field = message.partition(" ")[0].rstrip(":")
    return desk.candidates.read.document.line(("source", field))
