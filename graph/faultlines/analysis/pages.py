"""The network behind each page: which statements it shows, and what stands out in it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

import networkx as nx

from faultlines.analysis.network import add_entity, add_statement, evidence
from faultlines.store import KnowledgeGraph


def _start(kg: KnowledgeGraph, name: str, title: str, sentence: str) -> nx.MultiDiGraph[str]:
    return nx.MultiDiGraph(
        name=name,
        title=title,
        sentence=sentence,
        counts=dict(kg.manifest["counts"]),
        sources={i: dict(s) for i, s in kg.manifest["sources"].items()},
    )


def _add(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str], **filters: Any) -> None:
    for statement in kg.statements(derived=None, **filters):
        add_statement(kg, graph, statement)


def alliances(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who stands with whom: ties, cooperation, support, pressure and speech between actors; members of blocs."""
    graph = _start(
        kg, "alliances", "Alliances and rivalries", "Who stands with whom, who against whom, and who says so."
    )
    _add(kg, graph, family=["tie", "cooperation", "support", "pressure", "speech"])
    graph.remove_nodes_from([n for n, kind in graph.nodes(data="kind") if kind != "actor"])
    graph.graph["blocs"] = _blocs(kg, graph)
    return graph


def _blocs(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """States and organizations, each with those of the network that belong to it by the flat lists."""
    blocs: dict[str, list[str]] = {}
    for row in kg.query("SELECT ?member ?body WHERE { ?member org:memberOf+ ?body }").rows():
        member, body = str(row[0]), str(row[1])
        if member in graph and kg.labels[body][1] in ("State", "Alliance", "InternationalOrganization"):
            blocs.setdefault(body, []).append(member)
    return {body: sorted({*members, body} & set(graph)) for body, members in sorted(blocs.items())}


def red_lines(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who draws which red line against whom, what threatens it, and the wordings of each source side by side."""
    graph = _start(
        kg,
        "red-lines",
        "Red lines",
        "Which acts whom would provoke, in whose wording, and what threatens to cross them.",
    )
    _add(kg, graph, family="red-line")
    lines = sorted({v for _, v in graph.edges()})
    for line in lines:
        for statement in kg.statements(object=line, family=["position", "effect"], derived=None):
            if statement.relation in ("opposes", "supports", "seeks"):
                add_statement(kg, graph, statement)
    for drawer, line, record in list(graph.edges(data="record")):
        for addressee in record["to"] if record["family"] == "red-line" else ():
            add_entity(kg, graph, addressee)
            key = f"{record['key']}/to/{addressee}"
            extra = {**record, "drawer": drawer, "relation_label": "is addressed to"}
            graph.add_edge(line, addressee, key=key, relation="to", family="red-line", sign=-1, polarity=record["polarity"],
                           modality=record["modality"], confidence=record["confidence"], source=record["source"], record=extra)  # fmt: skip
    graph.graph["red_lines"] = lines
    graph.graph["matches"] = [
        (str(a), str(how).removeprefix("skos:"), str(b))
        for a, how, b in kg.query(
            "SELECT ?a ?how ?b WHERE { VALUES ?how { skos:closeMatch skos:broadMatch } ?a ?how ?b } ORDER BY ?a ?b"
        ).rows()
        if a in lines and b in lines
    ]
    graph.graph["threats"] = [
        evidence(kg, s) for s in kg.statements(relation=["threatensRedLine", "crossesRedLine"], derived=True)
    ]
    graph.graph["behind"] = {
        key: evidence(kg, kg.statement(key)) for threat in graph.graph["threats"] for key in threat["grounds"]
    }
    return graph


def spheres(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who claims influence over what, who contests it, and which places are contested."""
    graph = _start(kg, "spheres", "Spheres of influence", "Who claims influence where, and who contests the claim.")
    _add(kg, graph, family="sphere")
    _add(kg, graph, relation="contestedBy")
    claimants: dict[str, set[str]] = {}
    for place, actor, relation in graph.edges(data="relation"):
        if relation == "contestedBy":
            claimants.setdefault(place, set()).add(actor)
    graph.graph["contested"] = {place: sorted(actors) for place, actors in sorted(claimants.items())}
    return graph


def sanctions(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who sanctions whom, by which measure, with what function and for what reason."""
    graph = _start(
        kg, "sanctions", "Sanctions", "Who sanctions whom, by which measure, to what end, and what is only considered."
    )
    _add(kg, graph, family="sanction")
    _add(kg, graph, relation="hasFunction")
    for statement in kg.statements(relation=["hasType", "usesInstrument"]):
        if statement.subject in graph:
            add_statement(kg, graph, statement)
    return graph


PAGES: Final[Mapping[str, Callable[[KnowledgeGraph], nx.MultiDiGraph[str]]]] = MappingProxyType(
    {"alliances": alliances, "red-lines": red_lines, "spheres": spheres, "sanctions": sanctions}
)
"""Name of a page → the network behind it."""
