"""What a decision changes: pure functions from what is on the desk to files before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from faultlines.errors import Fault, Findings
from faultlines.model import Entity
from faultlines.review.blocks import add, edit
from faultlines.review.desk import Desk, sit
from faultlines.review.entry import IDS, flow, renamed, to_yaml
from faultlines.review.journal import Change
from faultlines.review.moves import (
    Files,
    change_of,
    name_of,
    named_in,
    remembered,
    row_files,
    text_of,
    things_of_file,
    without,
)
from faultlines.review.rejected import said
from faultlines.review.rows import settle
from faultlines.review.verify import list_faults, new_file, verify
from faultlines.seeds.files import read_statement_text

_OF_SOURCE = ("author", "published_first_by", "republished_by")


def accept(desk: Desk, index: int, curator: str) -> Change:
    """Move an entry to the reviewed statements, with rows for its new things.

    Raises Findings with what must be mended first.
    """
    if faults := desk.faults(index):
        raise Findings(faults)
    source = desk.candidates.source
    assert source is not None  # noqa: S101  # sit() refuses a file without
    name = f"statements/{source.id}.yaml"
    before = text_of(desk.folder / name)
    entry = desk.entries[index] if before is None else _explicit(desk, index, before)
    used = named_in(entry, IDS)
    if before is None:
        used |= named_in(desk.candidates.read.document.value["source"], _OF_SOURCE)
    ids, rows = settle(_with_owners(used, desk), desk.seeds.entities)
    handles = _free_handle(entry.get("as"), before)
    final = renamed(entry, ids, handles)
    if entry.get("as") in handles:
        final["as"] = handles[entry["as"]]
    final.pop("decision", None)
    after = before if before is not None else new_file(desk, ids, curator)
    if before is not None and not re.search(rf"^curator:\s*[\"']?{re.escape(curator)}[\"']?\s*$", before, re.MULTILINE):
        final["note"] = f"{final.get('note') or ''} Accepted by {curator}.".strip()
    after = add(after, "statements", [to_yaml(final)])
    faults = list_faults(desk, rows) + verify(desk, index, before, after, rows)
    if faults:
        raise Findings(faults)
    files = {name: (before, after), **row_files(desk.folder, rows.values())}
    files[name_of(desk)] = (desk.text, without(desk, index, ids, handles))
    return change_of(files)


def reject(desk: Desk, index: int, curator: str) -> Change:
    """Take an entry out and remember it, unless it has faults, as then it says nothing; references to it go too."""
    entry = desk.entries[index]
    handle = entry.get("as") if isinstance(entry, dict) else None
    files: Files = {name_of(desk): (desk.text, without(desk, index, {}, {}, handle or ""))}
    return change_of({**files, **remembered(desk, index, "rejected", curator)})


def change(
    desk: Desk, index: int, entry: Mapping[str, Any], entities: Sequence[Mapping[str, Any]], curator: str
) -> Change:
    """Put another entry in its place, with other or more things; the old one is remembered, so as not to come back.

    Raises Findings where the new one has faults.
    """
    text = edit(desk.text, "statements", {index: to_yaml(entry)})
    blocks = [item for item in things_of_file(desk) if isinstance(item, dict)]
    at = {item.get("id"): i for i, item in enumerate(blocks)}
    text = edit(
        text,
        "entities",
        {at[e.get("id")]: [flow(e)] for e in entities if e.get("id") in at and e != blocks[at[e.get("id")]]},
    )
    text = add(text, "entities", [[flow(e)] for e in entities if e.get("id") not in at])
    now = sit(desk.folder, desk.path, text)
    if faults := [*now.faults(index), *(set(now.candidates.faults) - set(desk.candidates.faults) - _below(desk, now))]:
        raise Findings(faults)
    files: Files = {name_of(desk): (desk.text, text)}
    if {said(s) for s in desk.statements(index)} != {said(s) for s in now.statements(index)}:
        files |= remembered(desk, index, "edited", curator)
    return change_of(files)


def entities_of(desk: Desk, index: int) -> list[dict[str, Any]]:
    """The file's own things that an entry names, as they are written."""
    entry = desk.entries[index]
    used = named_in(entry, IDS) if isinstance(entry, dict) else set()
    return [item for item in things_of_file(desk) if isinstance(item, dict) and item.get("id") in used]


def _explicit(desk: Desk, index: int, reviewed: str) -> dict[str, Any]:
    """The entry with its voice and date written out where the reviewed file's source block would give others."""
    entry = dict(desk.entries[index])
    ours = desk.candidates.source
    theirs = read_statement_text(reviewed, ours.id if ours else "", "", []).source
    said = desk.statements(index)
    if ours is None or theirs is None or not said or (ours.voice, ours.date) == (theirs.voice, theirs.date):
        return entry
    for field, value in (("said_by", list(said[0].said_by)), ("via", list(said[0].via)), ("said_on", said[0].said_on)):
        if value and field not in entry:
            entry[field] = value
    return entry


def _below(desk: Desk, now: Desk) -> set[Fault]:
    """Faults that were there before and only stand on another line now."""
    known = {fault.message for fault in desk.candidates.faults}
    return {fault for fault in now.candidates.faults if fault.message in known}


def _with_owners(used: set[str], desk: Desk) -> list[Entity]:
    """Those of the things that the lists do not hold, and, of these, whom they belong to."""
    found: dict[str, Entity] = {}
    queue = sorted(used)
    while queue:
        identifier = queue.pop()
        entity = desk.candidates.read.entities.get(identifier)
        if entity is not None and identifier not in desk.seeds.entities and identifier not in found:
            found[identifier] = entity
            queue.extend(entity.belongs_to)
    return list(found.values())


def _free_handle(handle: str | None, reviewed: str | None) -> dict[str, str]:
    """A handle that the reviewed file uses already gets a number."""
    taken = set(re.findall(r"^[\s{-]*as:\s*[\"']?([A-Za-z0-9_-]+)", reviewed or "", re.MULTILINE))
    if handle is None or handle not in taken:
        return {}
    return {handle: next(new for n in range(2, len(taken) + 3) if (new := f"{handle}-{n}") not in taken)}
