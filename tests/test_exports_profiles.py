"""Other forms of the statements, each read back by another program and compared statement by statement."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections import defaultdict
from pathlib import Path

import igraph
import pandas as pd
import pyoxigraph
import pytest
import rdflib
from nanopub import Nanopub
from pyoxigraph import NamedNode, RdfFormat, Triple
from rdflib import RDF

from faultlines.analysis.network import network
from faultlines.exports import export
from faultlines.exports.networks import COLOURS, EDGE, flat_network, rgb
from faultlines.model import Statement
from faultlines.rdf import node, plain_triple, read_statement
from faultlines.store import KnowledgeGraph
from faultlines.terms import FL, PREFIXES

STATEMENT = PREFIXES["statement"]
NP = rdflib.Namespace("http://www.nanopub.org/nschema#")


@pytest.fixture
def everything(kg: KnowledgeGraph) -> dict[str, Statement]:
    """Every statement by its key, those that rules conclude too."""
    return {statement.key: statement for statement in kg.statements(derived=None)}


def back(graph: rdflib.Graph) -> list[Triple]:
    """What rdflib read, as triples that the program reads."""
    return list(pyoxigraph.parse(graph.serialize(format="nt").encode(), format=RdfFormat.N_TRIPLES))


# rdf:Statement --------------------------------------------------------------------------------------


def test_rdflib_reads_every_statement_as_an_rdf_statement(kg: KnowledgeGraph, everything: dict[str, Statement]) -> None:
    graph = rdflib.Graph().parse(data=export(kg, "reification"), format="turtle")
    assert {str(s).removeprefix(STATEMENT) for s in graph.subjects(RDF.type, RDF.Statement)} == set(everything)
    for ours, theirs in (("subject", RDF.subject), ("relation", RDF.predicate), ("object", RDF.object)):
        for s, o in list(graph.subject_objects(theirs)):
            graph.add((s, rdflib.URIRef(FL + ours), o))
    triples = back(graph)
    assert {key: read_statement(key, triples) for key in everything} == everything


@pytest.mark.parametrize("form", ["reification", "rdf12"])
def test_a_profile_states_only_what_is_affirmed_and_asserted(
    kg: KnowledgeGraph, everything: dict[str, Statement], form: str
) -> None:
    read = set(pyoxigraph.parse(export(kg, form), format=RdfFormat.TURTLE))
    stated = {t.triple for t in read}
    ends = {(s.subject, s.relation, s.object) for s in everything.values()}
    plain = {plain_triple(s) for s in everything.values()}
    for subject, relation, object_ in ends:
        triple = Triple(node(subject), NamedNode(FL + relation), node(object_))
        assert (triple in stated) is (triple in plain)
    assert {t for t in stated if t.predicate.value.startswith(PREFIXES["p"])} == set()


# RDF 1.2 --------------------------------------------------------------------------------------------

TERM = r"<([^>]+)>"
REIFIES = re.compile(rf"{TERM} {TERM} <<\( {TERM} {TERM} {TERM} \)>> \.")


def test_a_reader_of_n_triples_12_finds_every_triple_term(kg: KnowledgeGraph, everything: dict[str, Statement]) -> None:
    triples = list(pyoxigraph.parse(export(kg, "rdf12"), format=RdfFormat.TURTLE))
    lines = (pyoxigraph.serialize(triples, format=RdfFormat.N_TRIPLES) or b"").decode().splitlines()
    found = {}
    for line in lines:
        if "<<(" in line:
            this, predicate, *terms = REIFIES.fullmatch(line).groups()  # type: ignore[union-attr]
            assert predicate == PREFIXES["rdf"] + "reifies"
            assert this.removeprefix(STATEMENT) not in found
            found[this.removeprefix(STATEMENT)] = terms
    assert found == {
        key: [node(s.subject).value, FL + s.relation, node(s.object).value] for key, s in everything.items()
    }


def test_the_rest_of_rdf_12_holds_every_field(kg: KnowledgeGraph, everything: dict[str, Statement]) -> None:
    triples: list[Triple] = []
    for quad in pyoxigraph.parse(export(kg, "rdf12"), format=RdfFormat.TURTLE):
        said = quad.object
        if isinstance(said, Triple):
            for name, end in (("subject", said.subject), ("relation", said.predicate), ("object", said.object)):
                triples.append(Triple(quad.subject, NamedNode(FL + name), end))
        else:
            triples.append(quad.triple)
    assert {key: read_statement(key, triples) for key in everything} == everything


# Nanopublications -----------------------------------------------------------------------------------


@pytest.fixture
def published(kg: KnowledgeGraph) -> dict[str, rdflib.Dataset]:
    """The quads of each nanopublication, as rdflib reads them, by its IRI."""
    whole = rdflib.Dataset()
    whole.parse(data=export(kg, "nanopubs"), format="trig")
    parts: dict[str, rdflib.Dataset] = defaultdict(rdflib.Dataset)
    for s, p, o, graph in whole.quads((None, None, None, None)):
        parts[str(graph).partition("#")[0]].graph(graph).add((s, p, o))
    return dict(parts)


def test_there_is_one_nanopublication_a_statement(kg: KnowledgeGraph, published: dict[str, rdflib.Dataset]) -> None:
    assert set(published) == {f"{STATEMENT}{s.key}/nanopub" for s in kg.statements()}
    for statement in kg.statements():
        parts = published[f"{STATEMENT}{statement.key}/nanopub"]
        merged = rdflib.Graph()
        for s, p, o, _ in parts.quads((None, None, None, None)):
            merged.add((s, p, o))
        assert read_statement(statement.key, back(merged)) == statement


def test_the_nanopub_library_calls_each_valid(published: dict[str, rdflib.Dataset]) -> None:
    for iri, parts in published.items():
        conjunctive = rdflib.ConjunctiveGraph()
        conjunctive.parse(data=parts.serialize(format="nquads"), format="nquads")
        read = Nanopub(rdf=conjunctive)
        assert read.is_valid
        assert str(read.metadata.np_uri) == iri


def test_a_nanopublication_keeps_to_the_guidelines(published: dict[str, rdflib.Dataset]) -> None:
    for iri, parts in published.items():
        np = rdflib.URIRef(iri)
        graphs = {
            part: parts.graph(rdflib.URIRef(f"{iri}#{part}")) for part in ("head", "assertion", "provenance", "pubinfo")
        }
        assert all(len(graph) for graph in graphs.values())
        head = graphs["head"]
        assert set(head) == {
            (np, RDF.type, NP.Nanopublication),
            (np, NP.hasAssertion, rdflib.URIRef(f"{iri}#assertion")),
            (np, NP.hasProvenance, rdflib.URIRef(f"{iri}#provenance")),
            (np, NP.hasPublicationInfo, rdflib.URIRef(f"{iri}#pubinfo")),
        }
        assert list(graphs["provenance"].predicate_objects(rdflib.URIRef(f"{iri}#assertion")))
        licences = list(graphs["pubinfo"].objects(np, rdflib.DCTERMS.license))
        assert [str(licence) for licence in licences] == ["https://creativecommons.org/publicdomain/zero/1.0/"]


def test_a_nanopublication_asserts_no_more_than_that_it_is_said(
    kg: KnowledgeGraph, published: dict[str, rdflib.Dataset]
) -> None:
    for statement in kg.statements():
        iri = f"{STATEMENT}{statement.key}/nanopub"
        assertion = published[iri].graph(rdflib.URIRef(f"{iri}#assertion"))
        assert {str(s) for s in assertion.subjects()} == {STATEMENT + statement.key}
        polarity = assertion.value(rdflib.URIRef(STATEMENT + statement.key), rdflib.URIRef(FL + "polarity"))
        assert str(polarity) == FL + statement.polarity.value


# Networks -------------------------------------------------------------------------------------------


def test_igraph_reads_graphml_with_signs_and_colours(kg: KnowledgeGraph, tmp_path: Path) -> None:
    path = tmp_path / "network.graphml"
    path.write_bytes(export(kg, "graphml"))
    read = igraph.Graph.Read_GraphML(str(path))
    ours = network(kg)
    assert read.is_directed()
    assert {v["id"]: v["label"] for v in read.vs} == dict(ours.nodes(data="label"))
    edges = {(read.vs[e.source]["id"], read.vs[e.target]["id"], e["statement"]): e for e in read.es}
    assert len(edges) == read.ecount() == ours.number_of_edges()
    for tail, head, key, data in ours.edges(keys=True, data=True):
        edge = edges[tail, head, key]
        assert [edge[name] for name in EDGE] == [data[name] for name in EDGE]
        assert edge["color"] == COLOURS[data["sign"]]
        assert [edge["r"], edge["g"], edge["b"]] == list(rgb(edge["color"]).values())


def test_gexf_has_the_colours_where_gephi_looks(kg: KnowledgeGraph) -> None:
    space = {"g": "http://www.gexf.net/1.2draft", "viz": "http://www.gexf.net/1.2draft/viz"}
    root = ET.fromstring(export(kg, "gexf"))  # noqa: S314 - our own output
    ours = network(kg)
    shown = {}
    (graph,) = root.findall("g:graph", space)
    for edge in graph.findall("g:edges/g:edge", space):
        color, shape = edge.find("viz:color", space), edge.find("viz:shape", space)
        assert color is not None
        assert shape is not None
        parts = {name: int(color.get(name, "")) for name in "rgb"}
        shown[edge.get("source"), edge.get("target"), edge.get("id")] = (parts, shape.get("value"))
    assert shown == {
        (tail, head, key): (
            rgb(COLOURS[data["sign"]]),
            "solid" if (data["polarity"], data["modality"]) == ("affirmed", "asserted") else "dashed",
        )
        for tail, head, key, data in ours.edges(keys=True, data=True)
    }
    assert {shape for _, shape in shown.values()} == {"solid", "dashed"}
    nodes = graph.findall("g:nodes/g:node", space)
    assert {n.get("id"): n.get("label") for n in nodes} == dict(ours.nodes(data="label"))
    assert all(n.find("viz:color", space) is not None and n.find("viz:size", space) is not None for n in nodes)


def test_pandas_reads_nodes_and_edges(kg: KnowledgeGraph) -> None:
    nodes = pd.read_csv(io.BytesIO(export(kg, "nodes")), keep_default_na=False, index_col="id")
    edges = pd.read_csv(io.BytesIO(export(kg, "edges")), keep_default_na=False)
    ours = flat_network(kg)
    assert dict(nodes["label"]) == dict(ours.nodes(data="label"))
    assert dict(nodes["statements"]) == dict(ours.degree())
    assert set(edges["tail"]) | set(edges["head"]) == set(nodes.index)
    read = {(row["tail"], row["head"], row["statement"]): row for row in edges.to_dict("records")}
    assert len(read) == len(edges)
    fields = (*EDGE, "said_by", "said_on", "since", "until", "color")
    for tail, head, key, data in ours.edges(keys=True, data=True):
        assert [read[tail, head, key][name] for name in fields] == [data[name] for name in fields]
    assert set(edges["sign"]) == {-1, 0, 1}
