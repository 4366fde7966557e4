"""What every page's scripts read: its statements as far as filters and marks ask of them, names and ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from faultlines.analysis.shared import shared
from faultlines.views import marks
from faultlines.views.facets import values
from faultlines.views.scene import degrees


def bare(network: Any, records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    """For a page that lays out no network: statements, names, and which statement has which ends."""
    degree = degrees(network)
    return {
        **statements(records, (relation for *_, relation in network.edges(data="relation"))),
        "nodes": [
            {
                "id": node,
                "name": str(data["label"]),
                "cls": data["cls"],
                "size": degree[node],
                **{
                    name: value
                    for name, value in (("names", data.get("aliases")), ("text", data.get("definition")))
                    if value
                },
            }
            for node, data in sorted(network.nodes(data=True))
        ],
        "edges": [
            {"id": key, "from": start, "to": end, "relation": data["relation"]}
            | ({"statement": data["record"]["key"]} if data["record"]["key"] != key else {})
            for start, end, key, data in sorted(network.edges(keys=True, data=True), key=lambda edge: edge[:3])
        ],
        "hulls": [],
    }


def statements(records: Mapping[str, Mapping[str, Any]], relations: Iterable[str]) -> dict[str, Any]:
    """What filters, panel and marks ask of statements."""
    also = shared(records.values())
    return {
        "marks": {r: marks.mark(r)._asdict() for r in sorted(set(relations))},
        "families": {r["relation"]: r["family"] for r in sorted(records.values(), key=lambda r: str(r["relation"]))},
        "dashes": {modality: list(dash) for modality, dash in marks.DASHES.items()},
        "opacity": [marks.opacity(0), marks.opacity(1)],
        "statements": {key: _statement(record, also.get(key, [])) for key, record in records.items()},
    }


def _statement(record: Mapping[str, Any], also: list[str]) -> dict[str, Any]:
    """What filters ask of a statement; the scripts know that it is affirmed and asserted where nothing else stands."""
    facets = values(record)
    usual = {"modality": "asserted", "polarity": "affirmed"}
    unusual = {facet: facets[facet][0] for facet, value in usual.items() if facets[facet][0] != value}
    dates = {"since": record["since"], "until": record["until"], "said": record["said_on"], "also": also}
    voice = {"relation": record["relation"], "source": facets["source"][0], "voice": facets["voice"]}
    known = {name: value for name, value in dates.items() if value}
    return {**voice, "confidence": record["confidence"], **unusual, **known}
