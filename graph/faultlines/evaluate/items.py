"""Records as they are compared: ends, meaning, voices, places; what is said twice of one document is one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from faultlines.evaluate.ends import End
from faultlines.evaluate.words import normal
from faultlines.model import Span
from faultlines.terms import Modality, Polarity

Record = Mapping[str, Any]
"""A statement in the public record; gold may also carry `also` (relations equally right) and `arguable`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One statement of one reader."""

    document: str
    subject: End
    relation: str
    object: End
    polarity: str
    modality: str
    said_by: tuple[End, ...]
    spans: tuple[Span, ...]
    also: frozenset[str]
    arguable: bool
    record: Record

    @property
    def accepted(self) -> frozenset[str]:
        """The relations that its annotator holds right."""
        return self.also | {self.relation}


def items(records: Iterable[Record], documents: Mapping[str, str]) -> list[Item]:
    """The records as items, in order; `documents` gives a source's SHA-256 where a record lacks it.

    Equal statements of one document become one with all their spans, arguable only if each is.
    """
    found: dict[tuple[Any, ...], Item] = {}
    for record in records:
        item = _item(record, documents)
        key = (
            item.document,
            _known(item.subject),
            item.relation,
            _known(item.object),
            *(tuple(sorted(normal(str(v)) for v in record.get(field) or ())) for field in ("about", "to")),
            item.polarity,
            item.modality,
            tuple(sorted(normal(voice.label) for voice in item.said_by)),
        )
        if key in found:
            first = found[key]
            item = replace(
                first,
                spans=tuple(sorted({*first.spans, *item.spans})),
                also=first.also | item.also,
                arguable=first.arguable and item.arguable,
                record={**first.record, "spans": sorted(map(list, {*first.spans, *item.spans}))},
            )
        found[key] = item
    return list(found.values())


def _known(end: End) -> str:
    return normal(end.label) or end.id


def _item(record: Record, documents: Mapping[str, str]) -> Item:
    sha256, source = record.get("source_sha256") or "", record.get("source") or ""
    voices = record.get("said_by") or ()
    ids = record.get("said_by_ids") or ()
    spans = record.get("spans") or [[record["start"], record["end"]]]
    return Item(
        document=sha256 or documents.get(source, source),
        subject=End(record.get("subject") or "", record.get("subject_label") or record["subject"]),
        relation=record["relation"],
        object=End(record.get("object") or "", record.get("object_label") or record["object"]),
        polarity=record.get("polarity") or Polarity.AFFIRMED.value,
        modality=record.get("modality") or Modality.ASSERTED.value,
        said_by=tuple(End(ids[i] if len(ids) == len(voices) else "", voice) for i, voice in enumerate(voices)),
        spans=tuple(sorted((int(a), int(b)) for a, b in spans)),
        also=frozenset(record.get("also") or ()),
        arguable=bool(record.get("arguable")),
        record=record,
    )
