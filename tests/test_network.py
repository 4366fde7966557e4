"""Networks: every edge is a statement and keeps its evidence."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import networkx as nx
import pytest

import faultlines as fl
from faultlines.analysis.network import network, sign
from faultlines.analysis.pages import alliances, red_lines, sanctions, spheres
from faultlines.errors import QueryError
from faultlines.model import Statement
from faultlines.store import KnowledgeGraph
from faultlines.terms import Polarity
from test_model import RECORD


def test_every_statement_about_things_is_one_edge(kg: KnowledgeGraph) -> None:
    graph = fl.network(kg)
    assert isinstance(graph, nx.MultiDiGraph)
    edges = {(tail, data["relation"], head, key) for tail, head, key, data in graph.edges(keys=True, data=True)}
    of_things = [
        s for s in kg.statements(derived=None) if ":" in s.subject and "statement:" not in s.subject + s.object
    ]
    assert edges == {(s.subject, s.relation, s.object, s.key) for s in of_things}
    assert len(graph.edges) == len(of_things) > 30 - 1


def test_an_edge_leads_back_to_its_statement(kg: KnowledgeGraph, documents: dict[str, str]) -> None:
    for _, _, key, data in network(kg).edges(keys=True, data=True):
        statement = kg.statement(key)
        for field in ("relation", "polarity", "modality", "confidence", "source"):
            assert data[field] == getattr(statement, field)
        assert list(data["record"])[: len(RECORD)] == RECORD
        assert data["record"]["quotation"] == kg.quotation(statement)
        assert data["sign"] == sign(statement) in (-1, 0, 1)


def test_nodes_have_their_label_and_class(kg: KnowledgeGraph) -> None:
    graph = network(kg)
    assert graph.nodes["actor:arland"] == {"label": "Arland", "cls": "State", "kind": "actor"}
    assert graph.nodes["event:salt-embargo"]["cls"] == "SanctionsMeasure"
    assert "actor:dalmaria" not in graph  # nobody says anything of it


@pytest.mark.parametrize(
    ("relation", "polarity", "wanted"),
    [
        ("alliedWith", "affirmed", 1),
        ("alliedWith", "denied", 0),
        ("opposes", "affirmed", -1),
        ("opposes", "denied", 0),
        ("seeks", "affirmed", 0),
    ],
)
def test_to_deny_an_act_is_not_the_opposite_act(relation: str, polarity: str, wanted: int) -> None:
    statement = Statement(subject="actor:a", relation=relation, object="issue:b", polarity=Polarity(polarity))
    assert sign(statement) == wanted


def test_a_network_of_a_time(kg: KnowledgeGraph) -> None:
    def has(graph: Any, relation: str) -> bool:
        return any(r == relation for _, _, r in graph.edges(data="relation"))

    assert has(network(kg, at="2030"), "imposesSanctionsOn")
    assert not has(network(kg, at="2029-12"), "imposesSanctionsOn")
    assert has(network(kg, at="2035-12-31"), "partyTo")
    assert not has(network(kg, at="2036"), "partyTo")
    assert network(kg, at="2036").graph["at"] == "2036"
    with pytest.raises(QueryError, match="is no date"):
        network(kg, at="soon")


def test_a_network_takes_the_filters_of_statements(kg: KnowledgeGraph) -> None:
    graph = network(kg, source="courier-2031-05", family="sphere")
    assert {r for _, _, r in graph.edges(data="relation")} == {"claimsInfluenceOver", "contestsInfluenceIn"}
    assert not any(d["record"]["method"].startswith("rule:") for *_, d in network(kg, derived=False).edges(data=True))
    assert not list(network(kg, subject="Dalmaria"))


def test_two_statements_between_two_ends_are_two_edges(kg: KnowledgeGraph) -> None:
    edges = network(kg, derived=False).get_edge_data("actor:arland", "issue:strait-toll")
    assert sorted(data["polarity"] for data in edges.values()) == ["affirmed", "denied"]
    assert {data["source"] for data in edges.values()} == {"courier-2031-05", "gazette-2031-06"}


@pytest.mark.parametrize("page", [alliances, red_lines, spheres, sanctions])
def test_a_page_shows_only_what_is_in_the_graph(kg: KnowledgeGraph, page: Callable[[KnowledgeGraph], Any]) -> None:
    graph = page(kg)
    known = {s.key for s in kg.statements(derived=None)}
    assert graph.number_of_edges() > 0
    assert {str(key).split("/")[0] for _, _, key in graph.edges(keys=True)} <= known
    assert graph.graph["title"]
    assert graph.graph["sentence"].endswith(".")


def test_the_page_of_red_lines_has_both_sources_and_their_match(kg: KnowledgeGraph) -> None:
    graph = red_lines(kg)
    assert graph.graph["red_lines"] == ["issue:bordurian-naval-base", "issue:foreign-warships-in-strait"]
    assert graph.graph["matches"] == [("issue:bordurian-naval-base", "closeMatch", "issue:foreign-warships-in-strait")]
    to = {(tail, head) for tail, head, relation in graph.edges(data="relation") if relation == "to"}
    assert to == {
        ("issue:bordurian-naval-base", "actor:borduria"),
        ("issue:foreign-warships-in-strait", "actor:arland"),
    }


def test_the_page_of_sanctions_has_measure_and_function(kg: KnowledgeGraph) -> None:
    records = [record for *_, record in sanctions(kg).edges(data="record")]
    said = {(r["subject"], r["relation"], r["object"]) for r in records}
    assert ("actor:borduria", "imposesSanctionsOn", "actor:arland") in said
    assert ("event:salt-embargo", "hasFunction", "concept:punitive") in said
    (measure,) = {i for r in records if r["relation"] == "imposesSanctionsOn" for i in r["instrument"]}
    assert measure == "event:salt-embargo"


def test_the_page_of_alliances_is_of_actors(kg: KnowledgeGraph) -> None:
    graph = alliances(kg)
    assert {kind for _, kind in graph.nodes(data="kind")} == {"actor"}
    assert graph.graph["blocs"].keys() <= {"actor:arland", "actor:borduria", "actor:carpania", "actor:toll-union"}


def test_statements_come_back_from_a_network(kg):
    found = {s.key: s for s in fl.from_network(fl.network(kg))}
    known = {s.key: s for s in kg.statements(derived=None) if not s.subject.startswith("statement:")}
    assert found == {key: s for key, s in known.items() if not s.object.startswith("statement:")}
    assert len(found) > 20


def test_what_a_notebook_shows_is_text(kg):
    for thing in (
        kg,
        kg.actor("Borduria"),
        kg.statements(),
        kg.statements()[0],
        kg.query("SELECT * { ?s a fl:State }"),
    ):
        shown = thing._repr_html_()
        assert shown.count("<table") == shown.count("</table>") > 0
        assert "<script" not in shown
    result = kg.query("SELECT ?s { ?s a fl:State }")
    result._repr_html_()
    assert "actor:arland" in [row[0] for row in result.rows()]
    frame = kg.actor("Borduria").frame()
    assert set(frame["section"]) >= {"What others say of it"}
    assert list(kg.statements().frame()["key"]) == [s.key for s in kg.statements()]
