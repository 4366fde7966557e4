"""Records from JSONL or a statement file, texts from files and folders; every fault in one run."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from faultlines.errors import Fault, FaultlinesError, Findings, did_you_mean
from faultlines.model import Entity, record
from faultlines.sources import kept_text, read_document
from faultlines.terms import RELATIONS, Modality, Polarity

_TEXTS = frozenset((".txt", ".md"))
_STRINGS = ("subject", "subject_label", "object", "object_label", "source", "source_sha256")
_LISTS = ("said_by", "said_by_ids", "about", "to", "also")
_UNSPEAKABLE = re.compile("[\0\ud800-\udfff]")
"""What a JSON string may escape and no file's name and no output may hold."""


def read_all(paths: Iterable[Path], entities: Mapping[str, Entity]) -> list[dict[str, Any]]:
    """The statements of JSONL files of public records and of YAML statement files, reviewed or candidates.

    Raises Findings with every fault of all of them.
    """
    faults: list[Fault] = []
    found: list[dict[str, Any]] = []
    for path in paths:
        yaml = path.suffix in (".yaml", ".yml")
        found.extend(_from_yaml(path, entities, faults) if yaml else _from_lines(path, faults))
    if faults:
        raise Findings(faults)
    return found


def _from_yaml(path: Path, entities: Mapping[str, Entity], faults: list[Fault]) -> list[dict[str, Any]]:
    from faultlines.seeds.candidates import referred_to
    from faultlines.seeds.files import read_statement_file
    from faultlines.seeds.references import resolve

    read = read_statement_file(path, str(path), faults, candidates=True)
    files = [read, *referred_to(read, path.parent, itself=False)]
    known = {**entities, **read.entities}
    found: list[Fault] = []
    statements = resolve(files, known, {}, found)
    faults.extend(fault for fault in found if fault.path == str(path))
    labels = {entity.id: (entity.label, entity.cls) for entity in known.values()}
    if read.source is None:
        return []
    name, sha256 = read.source.id, read.source.sha256
    return [record(s, labels, lambda _: sha256) for s in statements if s.source == name]


def _from_lines(path: Path, faults: list[Fault]) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be read ({error.strerror})") from None
    except UnicodeDecodeError as error:
        raise FaultlinesError(f"{path}: is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = (
                "nested too deeply" if isinstance(error, RecursionError) else getattr(error, "msg", "a number too long")
            )
            faults.append(Fault(str(path), number, f"is not JSON: {reason}"))
            continue
        wrong = list(_wrong(value))
        faults.extend(Fault(str(path), number, message) for message in wrong)
        if not wrong:
            yield value


def _wrong(value: Any) -> Iterator[str]:
    """What keeps a line from being scored."""
    if not isinstance(value, dict):
        yield "is not a record; one JSON object a line, as `faultlines export -f jsonl` writes it"
        return
    for field in _STRINGS:
        if value.get(field) is not None and not _is_string(value[field]):
            yield f"{field} must be a string, without NUL or half a character"
    for end in ("subject", "object"):
        if not value.get(f"{end}_label") and not value.get(end):
            yield f"{end}_label is missing"
    if value.get("relation") is None:
        yield "relation is missing"
    for relation in (value.get("relation"), *_several(value.get("also"))):
        if relation is not None and (not isinstance(relation, str) or relation not in RELATIONS):
            yield f"relation {relation} is unknown{did_you_mean(str(relation), RELATIONS)}"
    for field, kind in (("polarity", Polarity), ("modality", Modality)):
        given = value.get(field)
        if given is not None and given not in list(kind):
            yield f"{field} {given!r} is none of {', '.join(kind)}{did_you_mean(str(given), kind)}"
    for field in _LISTS:
        if not all(map(_is_string, _several(value.get(field)))) or isinstance(value.get(field), str):
            yield f"{field} must be a list of strings"
    if not value.get("source") and not value.get("source_sha256"):
        yield "names neither source nor source_sha256"
    spans = value.get("spans") or [[value.get("start"), value.get("end")]]
    if not isinstance(spans, list) or not all(map(_is_span, spans)):
        yield "spans must be a list of [start, end]; or give start and end"


def _is_string(value: Any) -> bool:
    return isinstance(value, str) and _UNSPEAKABLE.search(value) is None


def _several(value: Any) -> Iterable[Any]:
    return value if isinstance(value, list) else () if value is None else (value,)


def _is_span(value: Any) -> bool:
    whole = isinstance(value, list) and len(value) == 2 and all(type(n) is int for n in value)
    return whole and 0 <= value[0] < value[1]


def read_texts(places: Iterable[Path], records: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """SHA-256 → text of the records' documents, from files and folders given and from those kept by `sources add`."""
    documents = {(str(r.get("source") or ""), str(r["source_sha256"])) for r in records if r.get("source_sha256")}
    wanted = {sha256 for _, sha256 in documents}
    found: dict[str, str] = {}
    for name, sha256 in sorted(documents):
        if (text := kept_text(name, sha256)) is not None:
            found[sha256] = text
    for place in places:
        files = sorted(p for p in place.rglob("*") if p.suffix in _TEXTS) if place.is_dir() else [place]
        for file in files:
            if wanted <= found.keys():
                break
            try:
                sha256, text = read_document(file)
            except UnicodeDecodeError:
                continue
            except OSError as error:
                raise FaultlinesError(f"{file}: cannot be read ({error.strerror})") from None
            if sha256 in wanted:
                found[sha256] = text
    return found
