"""Files of seeds before and after one entry leaves a file of candidates."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from faultlines.errors import FaultlinesError
from faultlines.model import Entity
from faultlines.review.blocks import edit
from faultlines.review.desk import Desk
from faultlines.review.entry import flow, renamed, to_yaml, without_handles
from faultlines.review.journal import Change, read
from faultlines.review.rejected import rejected_name, remember
from faultlines.review.rows import add_row, list_of

Files = dict[str, tuple[str | None, str | None]]
"""Name inside the folder of seeds → text before and after; None where there is no file."""


def name_of(desk: Desk) -> str:
    """The candidates' file as a change names it."""
    try:
        return desk.path.resolve().relative_to(desk.folder.resolve()).as_posix()
    except ValueError:
        return desk.path.resolve().as_posix()


def text_of(path: Path) -> str | None:
    """The text of a file, None where there is none."""
    data = read(path)
    try:
        return None if data is None else data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise FaultlinesError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None


def change_of(files: Files) -> Change:
    """The same as bytes."""

    def data(text: str | None) -> bytes | None:
        return None if text is None else text.encode()

    return Change({name: (data(before), data(after)) for name, (before, after) in files.items()})


def things_of_file(desk: Desk) -> list[Any]:
    """The block `entities` as it is written."""
    value = desk.candidates.read.document.value
    found = value.get("entities") if isinstance(value, dict) else None
    return found if isinstance(found, list) else []


def named_in(block: Mapping[str, Any], fields: Iterable[str]) -> set[str]:
    """The ids in some fields of an entry or of the source block."""
    values = [block.get(field) or () for field in fields]
    return {str(v) for value in values for v in ([value] if isinstance(value, str) else value)}


def without(
    desk: Desk, indices: Collection[int], ids: Mapping[str, str], handles: Mapping[str, str], gone: Collection[str] = ()
) -> str | None:
    """The file of candidates without some entries; None if these were all.

    The others get the ids that their things got, and lose their references to the handles that are `gone`.
    """
    entries = desk.entries
    changes: dict[int, list[str] | None] = dict.fromkeys(indices)
    if len(entries) == len(changes):
        return None
    for i, entry in enumerate(entries):
        if isinstance(entry, dict) and i not in changes:
            new = renamed(without_handles(entry, gone), ids, handles)
            if new != entry:
                changes[i] = to_yaml(new)
    text = edit(desk.text, "statements", changes)
    things: dict[int, list[str] | None] = {}
    for i, item in enumerate(things_of_file(desk)):
        if not isinstance(item, dict):
            continue
        if item.get("id") in ids:
            things[i] = None
        elif named_in(item, ("belongs_to",)) & ids.keys():
            owners = sorted(ids.get(o, o) for o in named_in(item, ("belongs_to",)))
            things[i] = [flow({**item, "belongs_to": owners})]
    text = edit(text, "entities", things)
    return rename_source(text, ids)


def rename_source(text: str, ids: Mapping[str, str]) -> str:
    """The text with other ids in its source block."""
    start = re.search(r"^source:.*\n(?:[ \t\r#].*\n|\r?\n)*", text, re.MULTILINE)
    if start is None or not ids:
        return text
    return text[: start.start()] + with_ids(start[0], ids) + text[start.end() :]


def with_ids(text: str, ids: Mapping[str, str]) -> str:
    """The text with other ids, where they stand as whole words."""
    for old, new in ids.items():
        text = re.sub(rf"(?<![\w:-]){re.escape(old)}(?![\w-])", new, text)
    return text


def row_files(folder: Path, rows: Iterable[Entity]) -> Files:
    """The lists that get these rows."""
    files: Files = {}
    for row in rows:
        name = list_of(row.id)
        before, now = files.get(name) or (text_of(folder / name),) * 2
        files[name] = (before, add_row(now or "", row))
    return files


def remembered(desk: Desk, indices: Iterable[int], decision: str, curator: str) -> Files:
    """The list of what was rejected, with the statements of some entries."""
    source = desk.candidates.source
    statements = [statement for i in indices for statement in desk.statements(i)]
    if source is None or not statements:
        return {}
    name = rejected_name(source.id)
    before = text_of(desk.folder / name)
    return {name: (before, remember(before or "", statements, source.voice, decision, curator))}
