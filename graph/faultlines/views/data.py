"""What every page's scripts read: its statements with all that stands on their cards, names and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from faultlines.analysis.shared import shared
from faultlines.views import marks
from faultlines.views.cards import Card
from faultlines.views.facets import values
from faultlines.views.pack import pack
from faultlines.views.scene import degrees

Record = Mapping[str, Any]


def bare(network: Any) -> dict[str, Any]:
    """For a page that lays out no network: names, and which statement has which ends."""
    degree = degrees(network)
    nodes = [
        {
            "id": node,
            "name": str(data["label"]),
            "cls": data["cls"],
            "size": degree[node],
            **{name: data[key] for name, key in (("names", "aliases"), ("text", "definition")) if data.get(key)},
        }
        for node, data in sorted(network.nodes(data=True))
    ]
    edges = [
        {"id": key, "from": start, "to": end, "relation": data["relation"], "statement": data["record"]["key"]}
        for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
    ]
    return {"nodes": nodes, "edges": edges, "hulls": []}


def packed(drawing: Mapping[str, Any], records: Mapping[str, Record], cards: Sequence[Card]) -> dict[str, Any]:
    """A drawing with its statements, in the form in which the page holds them."""
    place = {key: i for i, key in enumerate(records)}
    edges = [_edge(edge, place, records) for edge in drawing["edges"]]
    return {
        **drawing,
        **_words(records, (edge["relation"] for edge in drawing["edges"])),
        "statements": pack(_statements(records, cards)),
        "nodes": pack(drawing["nodes"]),
        "edges": pack(edges),
    }


def _edge(edge: Mapping[str, Any], place: Mapping[str, int], records: Mapping[str, Record]) -> dict[str, Any]:
    """An edge that names its statement by its number, and of what that statement has only what differs."""
    key = edge["statement"]
    same = {"id": key, "relation": records[key]["relation"]}
    rest = {name: value for name, value in edge.items() if name != "statement" and same.get(name) != value}
    return {**rest, "statement": place[key]}


def _words(records: Mapping[str, Record], relations: Iterable[str]) -> dict[str, Any]:
    """What filters, panel and marks ask of relations and modalities."""
    used = sorted({*relations, *(str(r["relation"]) for r in records.values())})
    return {
        "marks": {relation: marks.mark(relation)._asdict() for relation in used},
        "families": {r["relation"]: r["family"] for r in sorted(records.values(), key=lambda r: str(r["relation"]))},
        "dashes": {modality: list(dash) for modality, dash in marks.DASHES.items()},
        "opacity": [marks.opacity(0), marks.opacity(1)],
    }


def _statements(records: Mapping[str, Record], cards: Sequence[Card]) -> list[dict[str, Any]]:
    also = shared(records.values())
    return [
        _statement(record, also.get(key, []), card) for (key, record), card in zip(records.items(), cards, strict=True)
    ]


def _statement(record: Record, also: list[str], card: Card) -> dict[str, Any]:
    """What filters ask and the card says; that it is affirmed and asserted goes without saying."""
    facets = values(record)
    usual = {"modality": "asserted", "polarity": "affirmed"}
    unusual = {facet: facets[facet][0] for facet, value in usual.items() if facets[facet][0] != value}
    sometimes = {
        "since": record["since"],
        "until": record["until"],
        "said": record["said_on"],
        "also": also,
        "title": card.source_title,
        "dated": card.source_date,
        "characters": card.characters,
        "day": card.said_on,
        "period": card.period,
        "quotation": card.quotation,
        "note": card.note,
        "rule": card.rule,
        "qualifiers": [list(pair) for pair in card.qualifiers],
        "references": [[title, [[r.text, r.said, r.key] for r in told]] for title, told in card.references],
    }
    return {
        "key": card.key,
        "relation": record["relation"],
        "source": facets["source"][0],
        "voice": facets["voice"],
        "confidence": record["confidence"],
        "subject": card.subject,
        "words": card.relation,
        "object": card.object,
        "who": card.voice,
        **unusual,
        **{name: value for name, value in sometimes.items() if value},
    }
