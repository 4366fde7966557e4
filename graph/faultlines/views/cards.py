"""One card a statement: what is said, by whom, where, how it is meant, and what stands behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from faultlines.views import words
from faultlines.views.marks import mark

Record = Mapping[str, Any]

_QUALIFIERS: Final = {
    "about_labels": "About",
    "to_labels": "Addressed to",
    "instrument_labels": "By means of",
    "motivation_labels": "Because of",
}


@dataclass(frozen=True, slots=True)
class Reference:
    """Another statement that one refers to: its sentence, and its key where the page has its card."""

    text: str
    said: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Card:
    """What a reader sees of one statement."""

    key: str
    subject: str
    relation: str
    object: str
    ink: str
    manner: tuple[str, ...]
    voice: str
    source: str
    source_title: str
    source_date: str
    characters: str
    said_on: str
    period: str
    confidence: str
    quotation: str
    note: str
    rule: str
    qualifiers: tuple[tuple[str, str], ...]
    references: tuple[tuple[str, tuple[Reference, ...]], ...] = field(default=())


def cards(records: Iterable[Record], graph: Mapping[str, Any]) -> list[Card]:
    """A card for each record; `graph` holds the page's sources, rules and the statements behind."""
    records = list(records)
    shown = {record["key"] for record in records}
    return [_card(record, graph, shown) for record in records]


def _card(record: Record, graph: Mapping[str, Any], shown: set[str]) -> Card:
    behind = graph.get("behind", {})
    source = graph.get("sources", {}).get(record["source"], {})
    qualifiers = [(title, ", ".join(record.get(name) or ())) for name, title in _QUALIFIERS.items()]
    references = [
        (title, tuple(_reference(r, graph, shown) for r in record.get(name) or ()))
        for name, title in words.REFERENCES.items()
    ]
    return Card(
        key=record["key"],
        subject=words.subject_words(record, behind),
        relation=("not: " if record["polarity"] == "denied" else "") + words.relation_words(record),
        object=record["object_label"],
        ink=mark(record["relation"]).ink,
        manner=tuple(words.manner_words(record)),
        voice=words.voice_words(record),
        source=record["source"] or "",
        source_title=record["source_title"] or record["source"] or "",
        source_date=words.date_words(source.get("date")),
        characters=span_words(record["spans"]),
        said_on=words.date_words(record["said_on"]),
        period=words.period_words(record),
        confidence=f"{record['confidence']:g}",
        quotation=record.get("quotation") or "",
        note=record["note"] or "",
        rule=rule_words(record, graph),
        qualifiers=(*([("Rank", str(record["rank"]))] if record["rank"] else []), *(q for q in qualifiers if q[1])),
        references=tuple(r for r in references if r[1]),
    )


def span_words(spans: Iterable[Sequence[int]]) -> str:
    """At which characters of its document something stands.

    >>> span_words([(120, 180), (200, 230)]), span_words([])
    ('120–180, 200–230', '')
    """
    return ", ".join(f"{start}–{end}" for start, end in spans)


def rule_words(record: Record, graph: Mapping[str, Any]) -> str:
    """The sentence of the rule that concluded a statement, or nothing for what a source says."""
    kind, _, name = str(record["method"]).partition(":")
    return str(graph.get("rules", {}).get(name) or name.replace("-", " ")) if kind == "rule" else ""


def _reference(reference: str, graph: Mapping[str, Any], shown: set[str]) -> Reference:
    key = reference.removeprefix("statement:")
    record = graph.get("behind", {}).get(key)
    if record is None:
        return Reference(graph.get("labels", {}).get(reference, reference), "")
    manner = "".join(f" [{word}]" for word in words.manner_words(record))
    said = f"{words.voice_words(record)} · {record['source_title'] or 'a rule'}"
    return Reference(words.sentence(record, graph.get("behind", {})) + manner, said, key if key in shown else "")
