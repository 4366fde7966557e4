"""The network of all statements for Gephi, Cytoscape, R and whoever reads GEXF, GraphML or two CSV files."""

from __future__ import annotations

from collections.abc import Mapping
from math import sqrt
from types import MappingProxyType
from typing import Any, Final

from faultlines.exports.records import rows_csv
from faultlines.graph import Graph

COLOURS: Final[Mapping[int, str]] = MappingProxyType({1: "#0072b2", -1: "#cf5300", 0: "#6f7885"})
"""Sign of an edge → its colour: blue with, orange against, grey neither, as on the pages."""
KINDS: Final[Mapping[str, str]] = MappingProxyType(
    {"actor": "#44566b", "area": "#009e73", "event": "#b58900", "issue": "#5b1a78", "agreement": "#5b1a78"}
)
"""Kind of an entity → its colour; the other kinds are grey."""
EDGE: Final = ("relation", "family", "sign", "polarity", "modality", "confidence", "source")
NODE_COLUMNS: Final = ("id", "label", "cls", "kind", "statements", "color")
EDGE_COLUMNS: Final = ("tail", "head", "statement", *EDGE, "said_by", "said_on", "since", "until", "color")


def rgb(colour: str) -> dict[str, int]:
    """A colour in its three parts, 0 to 255.

    >>> rgb("#0072b2")
    {'r': 0, 'g': 114, 'b': 178}
    """
    return {name: int(colour[at : at + 2], 16) for name, at in (("r", 1), ("g", 3), ("b", 5))}


def flat_network(kg: Graph) -> Any:
    """The network of all statements, conclusions included, with plain attributes only.

    Nodes have `label`, `cls`, `kind`, `statements` (how many touch them), `color`; an edge is a statement and has
    `relation`, `family`, `sign` (−1, 0, 1; 0 where denied), `polarity`, `modality`, `confidence` (0 to 1), `source`
    (empty where a rule concluded it), `said_by` (labels joined by ``|``), dates as written, `color`.
    """
    import networkx as nx

    from faultlines.analysis.network import network

    full = network(kg)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, data in sorted(full.nodes(data=True)):
        kept = {field: data[field] for field in ("label", "cls", "kind")}
        color = KINDS.get(data["kind"], "#6f7885")
        flat.add_node(name, **kept, statements=full.degree(name), color=color)
    for tail, head, key, data in sorted(full.edges(keys=True, data=True), key=lambda e: e[:3]):
        record = data["record"]
        dates = {name: record[name] or "" for name in ("said_on", "since", "until")}
        said_by = "|".join(record["said_by"])
        kept = {field: data[field] for field in EDGE}
        color = COLOURS[data["sign"]]
        flat.add_edge(
            tail, head, key=key, statement=key, label=data["relation"], said_by=said_by, color=color, **kept, **dates
        )
    return flat


def graphml(kg: Graph) -> bytes:
    """GraphML; colours stand as `color` (Cytoscape) and as `r`, `g`, `b` with `size` (Gephi)."""
    import networkx as nx

    flat = flat_network(kg)
    for _, data in flat.nodes(data=True):
        data.update(rgb(data["color"]), size=_size(data["statements"]))
    for *_, data in flat.edges(data=True):
        data.update(rgb(data["color"]))
    return ("\n".join(nx.generate_graphml(flat, named_key_ids=True)) + "\n").encode()


def gexf(kg: Graph) -> bytes:
    """GEXF 1.2 with `viz:color`, `viz:size`; an edge that is denied or not asserted is dashed, by `viz:shape`."""
    import networkx as nx

    flat = flat_network(kg)
    for _, data in flat.nodes(data=True):
        data["viz"] = {"color": {**rgb(data["color"]), "a": 1.0}, "size": _size(data["statements"])}
    for *_, key, data in flat.edges(keys=True, data=True):
        data["id"] = key
        plain = (data["polarity"], data["modality"]) == ("affirmed", "asserted")
        data["viz"] = {"color": {**rgb(data["color"]), "a": 1.0}, "shape": "solid" if plain else "dashed"}
    return ("\n".join(nx.generate_gexf(flat, version="1.2draft")) + "\n").encode()


def _size(statements: int) -> float:
    return round(6 + 2 * sqrt(statements), 1)


def nodes_csv(kg: Graph) -> bytes:
    """The nodes of the network as CSV: for igraph in R the vertices, whose first column is the id."""
    rows = ({"id": name, **data} for name, data in flat_network(kg).nodes(data=True))
    return rows_csv(rows, NODE_COLUMNS).encode()


def edges_csv(kg: Graph) -> bytes:
    """The edges as CSV, from `tail` to `head`: for igraph in R the data frame of edges."""
    found = flat_network(kg).edges(data=True)
    rows = ({"tail": a, "head": b, **{k: v for k, v in data.items() if k != "label"}} for a, b, data in found)
    return rows_csv(rows, EDGE_COLUMNS).encode()
