"""From entries to statements: ids are known, handles become keys, lists of subjects one statement each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, MutableMapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from faultlines.dates import first_day, last_day
from faultlines.errors import Fault, did_you_mean
from faultlines.model import Entity, Source, Statement
from faultlines.seeds.files import ReadFile
from faultlines.seeds.schema import StatementEntry
from faultlines.terms import RELATIONS

_HANDLES = ("condition", "unless", "responds_to", "advances")
_IDS = ("subject", "object", "about", "to", "instrument", "motivation", "said_by", "via")
_WRITABLE = [name for name, relation in RELATIONS.items() if relation.family != "derived"]


@dataclass(slots=True)
class _Entry:
    """An entry on its way: where it stands, whom it refers to, and at last its statements."""

    entry: StatementEntry
    source: Source
    name: str
    lines: Mapping[str, int]
    sound: bool = True
    voice_needed: bool = True
    keys: tuple[str, ...] | None = None
    open: bool = False
    broken: bool = False


def resolve(
    files: list[ReadFile],
    entities: Mapping[str, Entity],
    places: MutableMapping[str, tuple[str, int]],
    faults: list[Fault],
) -> list[Statement]:
    """The statements of all files, in order; places gets one entry each (``statement:key``)."""
    entries: list[_Entry] = []
    handles: dict[str, _Entry] = {}
    unread: set[str] = set()
    for file in files:
        if file.source is None:
            continue
        document = file.document
        unread.update(f"{file.source.id}#{handle}" for handle in file.unread)
        for field in ("author", "published_first_by", "republished_by"):
            value = getattr(file.source, field)
            for actor in (value,) if isinstance(value, str) else value:
                if actor and actor not in entities:
                    line = document.line(("source", field))
                    faults.append(
                        Fault(file.name, line, f"source names unknown {actor}{did_you_mean(actor, entities)}")
                    )
        for entry, i in file.entries:
            at: tuple[str | int, ...] = ("statements", i)
            known = (*StatementEntry.model_fields, "as")
            lines = {"": document.line(at), **{f: document.line((*at, f)) for f in known}}
            item = _Entry(entry, file.source, file.name, lines, file.sound, file.voice_needed)
            entries.append(item)
            if entry.handle:
                name = f"{file.source.id}#{entry.handle}"
                if name in handles:
                    faults.append(
                        Fault(file.name, item.lines["as"], f"handle {entry.handle} is used twice in this file")
                    )
                handles.setdefault(name, item)
    statements: dict[str, Statement] = {}
    maker = _Maker(entities, handles, unread, faults, places, statements)
    for item in entries:
        maker.make(item)
    return list(statements.values())


@dataclass(slots=True)
class _Maker:
    entities: Mapping[str, Entity]
    handles: Mapping[str, _Entry]
    unread: AbstractSet[str]
    faults: list[Fault]
    places: MutableMapping[str, tuple[str, int]]
    statements: dict[str, Statement]

    def make(self, item: _Entry) -> None:
        """An entry's statements; those it refers to are made first, as its key tells of theirs.

        Without recursion: a chain of conditions may be long.
        """
        stack = [item]
        while stack:
            top = stack[-1]
            if top.keys is not None:
                stack.pop()
                continue
            top.open = True
            first = [t for t in self._targets(top) if t.keys is None and not t.open]
            stack += reversed(first)
            if not first:
                top.keys = self._keys(top)
                top.open = False

    def _targets(self, item: _Entry) -> Iterator[_Entry]:
        for field in _HANDLES:
            for handle in getattr(item.entry, field):
                target = self.handles.get(_full(item, handle))
                if target is not None and not (field == "advances" and handle in self.entities):
                    yield target

    def _keys(self, item: _Entry) -> tuple[str, ...]:
        references = {field: tuple(self._references(item, field)) for field in _HANDLES}
        faults = list(_entry_faults(item, self.entities))
        self.faults.extend(faults)
        keys = []
        if not faults and not item.broken:
            for statement in _statements(item, references):
                place = f"statement:{statement.key}"
                if place in self.places:
                    first = self.places[place]
                    self.faults.append(
                        Fault(
                            item.name,
                            item.lines[""],
                            f"says the same as line {first[1]} of {first[0]}; write one statement with several spans",
                        )
                    )
                    continue
                self.places[place] = (item.name, item.lines[""])
                if item.sound:
                    self.statements[statement.key] = statement
                keys.append(statement.key)
        return tuple(keys)

    def _references(self, item: _Entry, field: str) -> Iterator[str]:
        for handle in getattr(item.entry, field):
            if field == "advances" and handle in self.entities:
                yield handle
                continue
            full = _full(item, handle)
            target = self.handles.get(full)
            if target is None and full in self.unread:
                item.broken = True
            elif target is None:
                item.broken = True
                known = [h.removeprefix(f"{item.source.id}#") for h in self.handles]
                self.faults.append(
                    Fault(
                        item.name,
                        item.lines[field],
                        f"{field} names unknown statement {handle}{did_you_mean(handle, known)}",
                    )
                )
            elif target.open:
                item.broken = True
                self.faults.append(
                    Fault(
                        item.name,
                        item.lines[field],
                        f"{field} {handle} closes a circle of references; break it at one end",
                    )
                )
            else:
                yield from target.keys or ()


def _full(item: _Entry, handle: str) -> str:
    """A handle with the source whose it is."""
    return handle if "#" in handle else f"{item.source.id}#{handle}"


def _entry_faults(item: _Entry, entities: Mapping[str, Entity]) -> Iterator[Fault]:
    entry = item.entry
    for field in _IDS:
        value = getattr(entry, field) or ()
        for identifier in (value,) if isinstance(value, str) else value:
            if identifier not in entities:
                yield Fault(
                    item.name,
                    item.lines[field],
                    f"{field} names unknown {identifier}{did_you_mean(identifier, entities)}",
                )
    if entry.relation not in _WRITABLE:
        why = "is for rules only" if entry.relation in RELATIONS else "is unknown"
        yield Fault(
            item.name,
            item.lines["relation"],
            f"relation {entry.relation} {why}{did_you_mean(entry.relation, _WRITABLE)}",
        )
    if entry.since and entry.until and first_day(entry.since) > last_day(entry.until):
        yield Fault(item.name, item.lines["until"], f"until {entry.until} lies before since {entry.since}")
    if item.sound and item.voice_needed and not entry.said_by and not item.source.voice:
        yield Fault(
            item.name, item.lines[""], "nobody says it: the source names no author or publisher, so said_by is needed"
        )
    for date in entry.inferred:
        if not getattr(entry, date):
            yield Fault(item.name, item.lines["inferred"], f"inferred names {date}, which is not given")


def _statements(item: _Entry, references: Mapping[str, tuple[str, ...]]) -> Iterator[Statement]:
    entry, source = item.entry, item.source
    said_by = entry.said_by or source.voice
    own = set(said_by) <= set(source.voice)
    via = entry.via if entry.via is not None else (() if own else source.voice)
    for subject in entry.subject:
        yield Statement(
            subject=subject,
            relation=entry.relation,
            object=entry.object,
            source=source.id,
            about=entry.about,
            to=entry.to,
            instrument=entry.instrument,
            motivation=entry.motivation,
            **references,
            rank=entry.rank,
            polarity=entry.polarity,
            modality=entry.modality,
            said_by=said_by,
            via=via,
            list_complete=entry.list_complete,
            confidence=entry.confidence,
            said_on=entry.said_on or (source.date if own else ""),
            since=entry.since or "",
            until=entry.until or "",
            inferred=entry.inferred,
            spans=entry.at,
            method=entry.method,
            note=entry.note or "",
            retired=entry.retired or "",
        )
