"""The network behind each page: which statements it shows, and what stands out in it."""

from __future__ import annotations

from dataclasses import asdict

import networkx as nx

from faultlines.analysis.coalitions import coalitions
from faultlines.analysis.context import add, contested, finish, start
from faultlines.analysis.network import add_about, add_edge, add_statement, evidence
from faultlines.store import KnowledgeGraph


def alliances(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who stands with whom: ties, cooperation, support, pressure and speech between actors; members of blocs."""
    graph = start(
        kg, "alliances", "Alliances and rivalries", "Who stands with whom, who against whom, and who says so."
    )
    families = ("tie", "cooperation", "support", "pressure", "speech")
    add(kg, graph, family=families)
    graph.remove_nodes_from([n for n, kind in graph.nodes(data="kind") if kind != "actor"])
    graph.remove_nodes_from(list(nx.isolates(graph)))
    graph.graph["blocs"] = _blocs(kg, graph)
    graph.graph["coalitions"] = asdict(coalitions(graph))
    finish(kg, graph, families)
    return graph


def _blocs(kg: KnowledgeGraph, graph: nx.MultiDiGraph[str]) -> dict[str, list[str]]:
    """States and organizations, each with those of the network that belong to it by the flat lists."""
    blocs: dict[str, list[str]] = {}
    for row in kg.query("SELECT ?member ?body WHERE { ?member org:memberOf+ ?body }").rows():
        member, body = str(row[0]), str(row[1])
        if member in graph and kg.labels[body][1] in ("State", "Alliance", "InternationalOrganization"):
            blocs.setdefault(body, []).append(member)
    graph.graph["bloc_names"] = {body: kg.labels[body] for body in sorted(blocs)}
    return {body: sorted({*members, body} & set(graph)) for body, members in sorted(blocs.items())}


def red_lines(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who draws which red line against whom, what threatens it, and the wordings of each source side by side."""
    graph = start(
        kg,
        "red-lines",
        "Red lines",
        "Which acts whom would provoke, in whose wording, and what threatens to cross them.",
    )
    add(kg, graph, family="red-line")
    lines = sorted({v for _, v in graph.edges()})
    for line in lines:
        for statement in kg.statements(object=line, relation=["opposes", "supports", "seeks"]):
            add_statement(kg, graph, statement)
    for drawer, line, record in list(graph.edges(data="record")):
        for addressee in record["to"] if record["family"] == "red-line" else ():
            extra = {**record, "drawer": drawer, "relation_label": "is addressed to"}
            add_edge(kg, graph, line, addressee, f"{record['key']}/to/{addressee}", "to", extra)
    graph.graph["red_lines"] = lines
    graph.graph["matches"] = [
        (str(a), str(how).removeprefix("skos:"), str(b))
        for a, how, b in kg.query(
            "SELECT ?a ?how ?b WHERE { VALUES ?how { skos:closeMatch skos:broadMatch } ?a ?how ?b } ORDER BY ?a ?b"
        ).rows()
        if a in lines and b in lines
    ]
    threats = kg.statements(relation=["threatensRedLine", "crossesRedLine"], derived=True)
    graph.graph["threats"] = [evidence(kg, s) for s in threats]
    for statement in threats:
        add_about(kg, graph, statement)
    finish(kg, graph, ("red-line",), ("threatensRedLine", "crossesRedLine"))
    return graph


def spheres(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who claims influence over what, who contests it, and which places are contested."""
    graph = start(kg, "spheres", "Spheres of influence", "Who claims influence where, and who contests the claim.")
    add(kg, graph, family="sphere")
    add(kg, graph, relation="contestedBy")
    graph.graph["contested"] = contested(graph)
    finish(kg, graph, ("sphere",), ("contestedBy",))
    return graph


def sanctions(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """Who sanctions whom, by which measure, with what function and for what reason."""
    graph = start(
        kg, "sanctions", "Sanctions", "Who sanctions whom, by which measure, to what end, and what is only considered."
    )
    add(kg, graph, family="sanction")
    for imposer, target, key, record in list(graph.edges(keys=True, data="record")):
        for measure in record["instrument"]:
            extra = {**record, "drawer": imposer}
            add_edge(kg, graph, imposer, measure, f"{key}/by/{measure}", record["relation"], extra)
            add_edge(kg, graph, measure, target, f"{key}/on/{measure}", record["relation"], extra)
        if record["instrument"]:
            graph.remove_edge(imposer, target, key)
    rows = kg.query("""SELECT DISTINCT ?one WHERE { { ?one a fl:SanctionsMeasure } UNION {
        ?one skos:broader* ?top . ?top skos:prefLabel ?name . FILTER(CONTAINS(LCASE(?name), "sanction")) } }""").rows()
    measures = {str(row[0]) for row in rows}
    for statement in kg.statements(relation=["hasFunction", "hasType", "usesInstrument"], derived=None):
        if (statement.object if statement.relation == "usesInstrument" else statement.subject) in measures:
            add_statement(kg, graph, statement)
    finish(kg, graph, ("sanction",), ("hasFunction", "hasType", "usesInstrument"))
    return graph
