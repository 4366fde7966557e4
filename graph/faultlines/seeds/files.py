"""One statement file → its source and its entries with their lines; each fault as a sentence with a repair."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from faultlines.errors import Fault, did_you_mean
from faultlines.model import Entity, Source
from faultlines.seeds.schema import (
    CandidateEntity,
    CandidateEntry,
    CandidateFile,
    CandidateSource,
    SourceBlock,
    StatementEntry,
    StatementFile,
)
from faultlines.seeds.yamltext import Document, read_yaml
from faultlines.seeds.yamltext import Path as Place
from faultlines.terms import KINDS


@dataclass(slots=True)
class ReadFile:
    """What could be read of a statement file."""

    name: str
    document: Document = field(default_factory=Document)
    source: Source | None = None
    sound: bool = False
    """Whether the source block has no fault; else `source` only lets the statements be checked."""
    entries: list[tuple[StatementEntry, int]] = field(default_factory=list)
    """Entries with their position in the list: `document.line(("statements", i, …))`."""
    unread: set[str] = field(default_factory=set)
    """Handles of entries that have faults, so that who refers to them is not blamed too."""
    entities: dict[str, Entity] = field(default_factory=dict)
    """Of a file of candidates: what its statements name and the flat lists lack."""
    voice_needed: bool = True
    """Not so of candidates: who speaks may be for a curator to say."""


def read_statement_file(path: Path, name: str, faults: list[Fault], *, candidates: bool = False) -> ReadFile:
    """Read one file, of reviewed statements or of `candidates`; what is wrong is added to `faults`, what is sound
    is given back.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        faults.append(Fault(name, 0, f"cannot be read: {error.strerror}"))
    except UnicodeDecodeError as error:
        faults.append(Fault(name, 1, f"is not UTF-8 (byte {error.start}); save it as UTF-8"))
    else:
        return read_statement_text(text, path.stem, name, faults, candidates=candidates)
    return ReadFile(name)


def read_statement_text(text: str, stem: str, name: str, faults: list[Fault], *, candidates: bool = False) -> ReadFile:
    """The same of a text, as it stands or will stand in `stem`.yaml; faults name the file `name`."""
    file_model, entry_model = (CandidateFile, CandidateEntry) if candidates else (StatementFile, StatementEntry)
    read = ReadFile(name, voice_needed=not candidates)
    document = read.document = read_yaml(name, text)
    faults.extend(document.faults)
    value = document.value
    if value is None:
        if not document.faults:
            faults.append(Fault(name, 1, "is empty; a statement file has source, curator, statements"))
        return read
    if not isinstance(value, dict):
        faults.append(Fault(name, 1, "must be a mapping with source, curator, statements"))
        return read
    raw = value.get("statements") or []
    if not isinstance(raw, list):
        faults.append(Fault(name, document.line(("statements",)), "statements must be a list; begin each with '- '"))
        raw = []
    # The frame without its statements first, so that one bad statement does not hide the others.
    frame = {**value, "statements": []}
    if candidates:
        frame["entities"] = []
        read.entities = _entities(value.get("entities") or [], document, name, faults)
    try:
        whole = file_model.model_validate(frame)
        read.source = Source(curator=whole.curator, **_present(whole.source))
        read.sound = True
    except ValidationError as error:
        faults.extend(_explain(error, document, (), name, file_model))
        read.source = _stand_in(value.get("source"), error, stem)
    for i, item in enumerate(raw):
        place: Place = ("statements", i)
        try:
            entry = entry_model.model_validate(item)
        except ValidationError as error:
            faults.extend(_explain(error, document, place, name, entry_model))
            if isinstance(item, dict):
                read.unread.add(str(item.get("as")))
            continue
        outside = [span for span in entry.at if span[1] > read.source.characters]
        for start, end in outside:
            faults.append(
                Fault(
                    name,
                    document.line((*place, "at")),
                    f"span [{start}, {end}] ends outside the document of {read.source.characters} characters",
                )
            )
        if outside:
            read.unread.add(str(entry.handle))
            continue
        read.entries.append((entry, i))
    if stem != read.source.id:
        faults.append(
            Fault(name, document.line(("source", "id")), f"the file is named after its source: {read.source.id}.yaml")
        )
    return read


def _entities(raw: object, document: Document, name: str, faults: list[Fault]) -> dict[str, Entity]:
    """The block `entities` of a file of candidates."""
    if not isinstance(raw, list):
        faults.append(Fault(name, document.line(("entities",)), "entities must be a list; begin each with '- '"))
        return {}
    found: dict[str, Entity] = {}
    for i, item in enumerate(raw):
        place: Place = ("entities", i)
        try:
            given = CandidateEntity.model_validate(item)
        except ValidationError as error:
            faults.extend(_explain(error, document, place, name, CandidateEntity))
            continue
        line = document.line(place)
        kind = given.id.partition(":")[0]
        classes = [cls for k, fit in KINDS.items() if kind in (k, "new") for cls in fit]
        if not classes:
            faults.append(
                Fault(name, line, f"unknown kind {kind!r} in {given.id}{did_you_mean(kind, [*KINDS, 'new'])}")
            )
        elif given.cls not in classes:
            tail = did_you_mean(given.cls, classes)
            faults.append(
                Fault(name, line, f"class {given.cls!r} does not fit {kind}; one of {', '.join(classes)}{tail}")
            )
        elif given.id in found:
            faults.append(Fault(name, line, f"{given.id} stands already in this file; one entry a thing"))
        else:
            found[given.id] = Entity(**_present(given))
    return found


def _stand_in(block: object, error: ValidationError, stem: str) -> Source:
    """What is sound of a source block with faults, so that the statements below it are checked all the same."""
    bad = {detail["loc"][1] for detail in error.errors() if len(detail["loc"]) > 1}
    # of candidates a value may be empty, which is as good as none
    given = {k: v for k, v in block.items() if v and k not in bad} if isinstance(block, dict) else {}
    needed = {"id": "x", "title": "?", "kind": "?", "date": "2000", "stance": "?", "text_quality": "original"}
    of_any_text = {"sha256": "0" * 64, "characters": sys.maxsize}
    sound = SourceBlock.model_validate({**needed, **of_any_text, **given})
    return Source(curator="?", **{**_present(sound), "id": given.get("id", stem)})


def _present(block: BaseModel) -> dict[str, Any]:
    return {k: v for k, v in block.model_dump().items() if v is not None}


def _explain(error: ValidationError, document: Document, place: Place, name: str, model: type) -> list[Fault]:
    """Pydantic's errors as our sentences."""
    out: dict[Place, Fault] = {}
    for detail in error.errors():
        loc = tuple(part for part in detail["loc"])
        where = (*place, *loc)
        out.setdefault(where, Fault(name, document.line(where), _sentence(detail, loc, model)))
    return list(out.values())


def _sentence(detail: ErrorDetails, loc: Place, model: type) -> str:
    field_name = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    given = detail.get("input")
    kind = detail["type"]
    shown = repr(given) if len(repr(given)) < 80 else repr(given)[:80] + "…"
    if not loc:
        if model is CandidateEntity:
            return "an entity is a mapping: id, class, label and more"
        return "a statement is a mapping: subject, relation, object, at and more, each on a line of its own"
    if loc == ("source",) and kind != "missing":
        return "source is a mapping: id, title, kind, date and more, each on a line of its own"
    if loc[0] == "at" and kind in ("missing", "too_long", "tuple_type"):
        return "at is [start, end], or a list of such pairs"
    if kind == "extra_forbidden":
        owner = CandidateSource if loc[:1] == ("source",) else model
        known = [info.alias or n for n, info in owner.model_fields.items()]  # type: ignore[attr-defined]  # a pydantic model
        return f"unknown field {field_name!r}{did_you_mean(field_name, known)}"
    if kind == "missing":
        return f"{field_name} is missing"
    if kind == "string_pattern_mismatch" and field_name == "sha256":
        return f"sha256 must be 64 hex digits, not {shown}"
    if kind == "string_pattern_mismatch":
        return f"{field_name} {shown} is not an id of the form kind:slug, such as actor:russia"
    if kind in ("enum", "literal_error"):
        expected = str(detail.get("ctx", {}).get("expected", "")).replace("'", "")
        choices = [c.strip() for c in expected.replace(" or ", ", ").split(",")]
        return f"{field_name} {shown} is none of {', '.join(choices)}{did_you_mean(str(given), choices)}"
    if kind == "value_error":
        return f"{field_name}: {detail['msg'].removeprefix('Value error, ')}"
    if kind == "too_short" or given == "":
        return f"{field_name} is empty; write a value or leave the field out"
    return f"{field_name} {shown}: {detail['msg'][:1].lower()}{detail['msg'][1:]}"
