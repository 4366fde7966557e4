"""What a decision changes: pure functions from what is on the desk to files before and after."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
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
from faultlines.review.verify import list_faults, new_file, verify, waiting
from faultlines.seeds.files import read_statement_text

_OF_SOURCE = ("author", "published_first_by", "republished_by")


def accept(desk: Desk, indices: Sequence[int], curator: str) -> Change:
    """Move entries to the reviewed statements, with rows for their new things.

    Raises Findings with what must be mended first; what only shows when all is put together is told at the last.
    """
    if faults := [fault for i in indices for fault in desk.faults(i)]:
        raise Findings(faults)
    if late := waiting(desk, indices):
        raise Findings(fault for faults in late.values() for fault in faults)
    source = desk.candidates.source
    assert source is not None  # noqa: S101  # sit() refuses a file without
    name = f"statements/{source.id}.yaml"
    before = text_of(desk.folder / name)
    entries = [desk.entries[i] for i in indices] if before is None else _explicit(desk, indices, before)
    used = {name for entry in entries for name in named_in(entry, IDS)}
    if before is None:
        used |= named_in(desk.candidates.read.document.value["source"], _OF_SOURCE)
    ids, rows = settle(_with_owners(used, desk), desk.seeds.entities)
    handles = _free_handles(entries, before or "", desk.handles)
    after, note = before, ""
    if after is None:
        after = new_file(desk, ids, curator)
    elif not re.search(rf"^curator:\s*[\"']?{re.escape(curator)}[\"']?\s*$", after, re.MULTILINE):
        note = f"Accepted by {curator}."
    after = add(after, "statements", [to_yaml(_final(entry, ids, handles, note)) for entry in entries])
    if faults := list_faults(desk, rows) + verify(desk, indices[-1], before, after, rows):
        raise Findings(faults)
    files = {name: (before, after), **row_files(desk.folder, rows.values())}
    files[name_of(desk)] = (desk.text, without(desk, indices, ids, handles))
    return change_of(files)


def reject(desk: Desk, indices: Sequence[int], curator: str) -> Change:
    """Take entries out and remember them, but for those with faults, which say nothing; references to them go too."""
    handles = {str(e["as"]) for i in indices if isinstance(e := desk.entries[i], dict) and "as" in e}
    files: Files = {name_of(desk): (desk.text, without(desk, indices, {}, {}, handles))}
    return change_of({**files, **remembered(desk, indices, "rejected", curator)})


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
        files |= remembered(desk, [index], "edited", curator)
    return change_of(files)


def entities_of(desk: Desk, index: int) -> list[dict[str, Any]]:
    """The file's own things that an entry names, as they are written."""
    entry = desk.entries[index]
    used = named_in(entry, IDS) if isinstance(entry, dict) else set()
    return [item for item in things_of_file(desk) if isinstance(item, dict) and item.get("id") in used]


def _final(entry: Mapping[str, Any], ids: Mapping[str, str], handles: Mapping[str, str], note: str) -> dict[str, Any]:
    """The entry as it is reviewed."""
    final = renamed(entry, ids, handles)
    final.pop("decision", None)
    if "as" in final:
        final["as"] = handles.get(final["as"], final["as"])
    if note:
        final["note"] = f"{final.get('note') or ''} {note}".strip()
    return final


def _explicit(desk: Desk, indices: Sequence[int], reviewed: str) -> list[dict[str, Any]]:
    """The entries with voice and date written out where the reviewed file's source block would give others."""
    entries = [dict(desk.entries[i]) for i in indices]
    ours = desk.candidates.source
    theirs = read_statement_text(reviewed, ours.id if ours else "", "", []).source
    if ours is None or theirs is None:
        return entries
    ids, _ = settle(_with_owners(set(ours.voice), desk), desk.seeds.entities)
    if (tuple(ids.get(i, i) for i in ours.voice), ours.date) == (theirs.voice, theirs.date):
        return entries
    for index, entry in zip(indices, entries, strict=True):
        for first in desk.statements(index)[:1]:
            written = {"said_by": list(first.said_by), "via": list(first.via), "said_on": first.said_on}
            entry.update({field: value for field, value in written.items() if value and field not in entry})
    return entries


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


def _free_handles(entries: Sequence[Mapping[str, Any]], reviewed: str, own: set[str]) -> dict[str, str]:
    """Handles that the reviewed file uses already, each with a number that makes it free."""
    taken = set(re.findall(r"^[\s{-]*as:\s*[\"']?([A-Za-z0-9_-]+)", reviewed, re.MULTILINE))
    found: dict[str, str] = {}
    for handle in (str(entry["as"]) for entry in entries if "as" in entry):
        if handle in taken:
            free = (f"{handle}-{n}" for n in count(2))
            found[handle] = next(new for new in free if new not in taken and new not in own)
            taken.add(found[handle])
    return found
