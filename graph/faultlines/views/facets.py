"""The filters of a page: by what one may choose statements, and how many each choice has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from faultlines.terms import FAMILIES, Modality, Polarity
from faultlines.views.words import relation_words

RULE: Final = "rule"
"""The value that stands for source and voice of what a rule concludes."""

Record = Mapping[str, Any]

_TITLES: Final = {"red-line": "red line", "derived": "concluded by rules"}


@dataclass(frozen=True, slots=True)
class Value:
    """One choice."""

    id: str
    label: str
    count: int
    on: bool = True


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to choose; a statement is shown if it has a chosen value in every facet."""

    id: str
    title: str
    values: tuple[Value, ...]
    group: str = ""
    """For relations, their family."""


def values(record: Record) -> dict[str, list[str]]:
    """Facet → the values that a statement has in it."""
    return {
        "relation": [record["relation"]],
        "family": [record["family"]],
        "modality": [record["modality"]],
        "polarity": [record["polarity"]],
        "source": [record["source"] or RULE],
        "voice": sorted(set(record["said_by_ids"])) or [RULE],  # an outlet passes on all that its source has
    }


def facets(records: Iterable[Record], off: Container[str] = ()) -> list[Facet]:
    """The filters of a page; relations that it starts without are switched off."""
    records = list(records)
    counts: dict[str, Counter[str]] = {}
    labels: dict[str, str] = {RULE: "concluded by a rule"}
    family = {}
    for record in records:
        for facet, found in values(record).items():
            counts.setdefault(facet, Counter()).update(found)
        family[record["relation"]] = record["family"]
        labels[record["relation"]] = relation_words(record)
        labels[record["source"] or RULE] = record["source_title"] or record["source"] or labels[RULE]
        labels.update(zip(record["said_by_ids"], record["said_by"], strict=True))

    def chosen(facet: str, ids: Iterable[str]) -> tuple[Value, ...]:
        known = counts.get(facet, Counter())
        return tuple(Value(i, labels.get(i, i), known[i], i not in off) for i in ids)

    def busiest(facet: str) -> list[str]:
        known = counts.get(facet, Counter())
        return sorted(known, key=lambda i: (i == RULE, -known[i], labels.get(i, i)))

    by_family = [
        Facet(
            "relation",
            _TITLES.get(name, name),
            chosen("relation", [r for r in busiest("relation") if family[r] == name]),
            group=name,
        )
        for name in (*FAMILIES, *sorted(set(family.values()) - set(FAMILIES)))
        if name in family.values()
    ]
    return [
        *by_family,
        Facet("modality", "Meant as", chosen("modality", [m.value for m in Modality])),
        Facet("polarity", "Affirmed or denied", chosen("polarity", [p.value for p in Polarity])),
        Facet("source", "Source", chosen("source", busiest("source"))),
        Facet("voice", "Voice: who says it, whoever passes it on", chosen("voice", busiest("voice"))),
    ]
