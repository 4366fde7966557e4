"""Every export is read back by another library and holds what the graph holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable

import networkx as nx
import pytest
import rdflib

from faultlines.analysis.network import network
from faultlines.cli import main
from faultlines.errors import FaultlinesError
from faultlines.exports import FORMATS, export, records_csv
from faultlines.store import KnowledgeGraph
from faultlines.terms import ID, PREFIXES, RELATIONS
from test_model import RECORD

Triples = set[tuple[rdflib.term.Node, ...]]


@pytest.fixture
def whole(kg: KnowledgeGraph) -> Triples:
    """The graph as rdflib reads it out of the store itself."""
    return tidy(kg.dataset().triples((None, None, None)))


def rdf(data: bytes, form: str) -> rdflib.Dataset:
    dataset = rdflib.Dataset()
    dataset.parse(data=data, format=form)
    return dataset


def tidy(triples: Iterable[tuple[rdflib.term.Node, ...]]) -> Triples:
    """Texts in one form: some libraries name the datatype of a plain text, some do not."""

    def plain(term: rdflib.term.Node) -> rdflib.term.Node:
        is_text = isinstance(term, rdflib.Literal) and term.datatype == rdflib.XSD.string
        return rdflib.Literal(str(term)) if is_text else term

    return {tuple(map(plain, triple)) for triple in triples}


def triples_of(dataset: rdflib.Dataset) -> Triples:
    return tidy(quad[:3] for quad in dataset.quads((None, None, None, None)))


@pytest.mark.parametrize(("form", "parser"), [("turtle", "turtle"), ("jsonld", "json-ld")])
def test_rdf_holds_the_whole_graph(kg: KnowledgeGraph, whole: Triples, form: str, parser: str) -> None:
    read = triples_of(rdf(export(kg, form), parser))
    assert _without_blanks(read) == _without_blanks(whole)
    assert len(read) == len(whole)


@pytest.mark.parametrize(("form", "parser"), [("trig", "trig"), ("nquads", "nquads")])
def test_quads_hold_the_whole_graph_each_statement_with_its_source(
    kg: KnowledgeGraph, whole: Triples, form: str, parser: str
) -> None:
    dataset = rdf(export(kg, form), parser)
    assert _without_blanks(triples_of(dataset)) == _without_blanks(whole)
    graphs: dict[rdflib.term.Node, set[str]] = {}
    of_relations = {PREFIXES[prefix] + name for prefix in ("p", "fl") for name in RELATIONS}
    for s, p, _, graph in dataset.quads((None, None, None, None)):
        if str(p) not in of_relations:  # those tell of the statement that they lead to
            graphs.setdefault(s, set()).add(str(graph).removeprefix(ID) if str(graph).startswith(ID) else "")
    for statement in kg.statements(derived=None):
        home = f"source/{statement.source or 'rules'}"
        for part in ("", "/voice/1", "/span/1"):
            node = rdflib.URIRef(f"{PREFIXES['statement']}{statement.key}{part}")
            assert graphs.get(node, {home}) == {home}
        links = dataset.quads((None, None, rdflib.URIRef(f"{PREFIXES['statement']}{statement.key}"), None))
        assert {str(g) for _, p, _, g in links if str(p) == PREFIXES["p"] + statement.relation} == {ID + home}
    assert "" in graphs[rdflib.URIRef(ID + "actor/arland")]


def test_no_quad_stands_twice(kg: KnowledgeGraph) -> None:
    lines = export(kg, "nquads").decode().splitlines()
    assert len(lines) == len(set(lines)) >= len(kg.store)
    assert lines == sorted(lines)


def _without_blanks(triples: Triples) -> Triples:
    """The ontology's own lists have blank nodes, whose names mean nothing; data has none."""
    return {t for t in triples if not any(isinstance(term, rdflib.BNode) for term in t)}


def test_a_conclusion_about_statements_lies_with_the_rules(kg: KnowledgeGraph) -> None:
    dataset = rdf(export(kg, "trig"), "trig")
    quads = list(dataset.quads((None, rdflib.URIRef(PREFIXES["fl"] + "contradicts"), None, None)))
    assert {str(graph) for *_, graph in quads} == {ID + "source/rules"}


def test_a_plain_triple_lies_with_each_source_that_says_it(kg: KnowledgeGraph) -> None:
    dataset = rdf(export(kg, "trig"), "trig")
    triple = [
        rdflib.URIRef(ID + "actor/arland"),
        rdflib.URIRef(PREFIXES["fl"] + "opposes"),
        rdflib.URIRef(ID + "issue/strait-toll"),
    ]
    assert {str(graph) for *_, graph in dataset.quads((*triple, None))} == {ID + "source/courier-2031-05"}


def test_turtle_is_written_with_our_prefixes(kg: KnowledgeGraph) -> None:
    text = export(kg, "turtle").decode()
    assert "@prefix actor: <https://w3id.org/faultlines/id/actor/>" in text
    assert "fl:opposes" in text


def test_jsonl_is_the_public_record(kg: KnowledgeGraph) -> None:
    records = [json.loads(line) for line in export(kg, "jsonl").decode().splitlines()]
    assert records == [kg.record(s) for s in kg.statements()]
    assert all(list(record) == RECORD for record in records)


def test_csv_is_the_public_record_in_cells(kg: KnowledgeGraph) -> None:
    rows = list(csv.DictReader(io.StringIO(export(kg, "csv").decode(), newline="")))
    statements = kg.statements()
    assert [row["key"] for row in rows] == [s.key for s in statements]
    assert list(rows[0]) == RECORD
    for row, statement in zip(rows, statements, strict=True):
        record = kg.record(statement)
        assert row["note"] == (record["note"] or "")
        assert row["via"].split("|") == (record["via"] or [""])
        assert row["spans"] == "|".join(f"{start}-{end}" for start, end in record["spans"])
        assert float(row["confidence"]) == record["confidence"]
        assert row["list_complete" if "list_complete" in row else "rank"] == str(record["rank"] or "")


def test_an_empty_csv_still_names_its_columns() -> None:
    assert records_csv([]).strip().split(",") == RECORD


@pytest.mark.parametrize(("form", "read"), [("graphml", nx.read_graphml), ("gexf", nx.read_gexf)])
def test_networkx_reads_its_network_back(kg: KnowledgeGraph, form: str, read: object) -> None:
    ours = network(kg)
    back = read(io.BytesIO(export(kg, form)))  # type: ignore[operator]
    assert set(back) == set(ours)
    assert {n: data["label"] for n, data in back.nodes(data=True)} == dict(ours.nodes(data="label"))
    assert {n: data["cls"] for n, data in back.nodes(data=True)} == dict(ours.nodes(data="cls"))

    def edges(graph: nx.Graph, key: str) -> set[tuple[object, ...]]:
        return {
            (
                a,
                b,
                d.get(key) or k,
                d["relation"],
                d["sign"],
                d["polarity"],
                d["modality"],
                d["confidence"],
                d["source"],
            )
            for a, b, k, d in graph.edges(keys=True, data=True)
        }

    assert edges(back, "statement") == edges(ours, "")


def test_every_format_is_tested_here() -> None:
    here = {"turtle", "jsonld", "trig", "nquads", "jsonl", "csv", "graphml", "gexf"}
    in_test_exports_profiles = {"nanopubs", "rdf12", "reification", "nodes", "edges"}
    assert set(FORMATS) == here | in_test_exports_profiles


def test_the_command_line_offers_every_format() -> None:
    (form,) = [parameter for parameter in main.commands["export"].params if parameter.name == "form"]
    assert set(form.type.choices) == set(FORMATS)


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_is_the_same_twice(kg: KnowledgeGraph, form: str) -> None:
    assert export(kg, form) == export(kg, form)


def test_an_unknown_format_says_what_is_near(kg: KnowledgeGraph) -> None:
    with pytest.raises(FaultlinesError, match=r"unknown format 'turtel'; did you mean turtle\?"):
        export(kg, "turtel")
