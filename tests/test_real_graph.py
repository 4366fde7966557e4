"""The real seeds as data: sound, complete, and what the project promises of its best-known triple."""

import json

import pytest
from pyoxigraph import NamedNode
from rdflib import URIRef

import faultlines as fl
from faultlines import paths
from faultlines.seeds import load_seeds
from faultlines.seeds.schema import StatementFile
from faultlines.terms import iri
from faultlines.validate import check


@pytest.fixture(scope="module")
def seeds():
    return load_seeds(paths.seeds())


def test_the_seeds_have_no_faults(seeds):
    assert [str(fault) for fault in check(seeds)] == []


def test_the_editors_schema_is_that_of_the_model():
    committed = json.loads((paths.seeds() / "statement-file.schema.json").read_text(encoding="utf-8"))
    assert committed == StatementFile.model_json_schema(by_alias=True)


def test_every_statement_file_names_the_schema(seeds):
    for path in (seeds.folder / "statements").glob("*.yaml"):
        assert path.read_text(encoding="utf-8").startswith(
            "# yaml-language-server: $schema=../statement-file.schema.json\n"
        )


def test_russia_opposes_ukraines_nato_membership_everywhere(real_kg):
    triple = [iri(i) for i in ("actor:russia", "fl:opposes", "issue:ukraine-nato-membership")]
    assert next(real_kg.store.quads_for_pattern(*map(NamedNode, triple), None), None)
    graph = real_kg.dataset().default_graph
    assert tuple(map(URIRef, triple)) in graph
    network = fl.network(real_kg, at="2021-06")
    edges = network["actor:russia"]["issue:ukraine-nato-membership"]
    assert {"opposes", "drawsRedLine"} <= {edge["relation"] for edge in edges.values()}
    behind = real_kg.statement(next(key for key, edge in edges.items() if edge["relation"] == "opposes"))
    sources = {real_kg.statement(ground).source for ground in behind.grounds} or {behind.source}
    assert {"inforos-2021-07", "trenin-2021-06"} <= sources


def test_every_plain_triple_is_backed_by_a_statement(real_kg):
    backed = {
        (str(s), str(r), str(o))
        for s, r, o in real_kg.query("""SELECT DISTINCT ?s ?r ?o WHERE {
            ?st fl:subject ?s ; fl:relation ?r ; fl:object ?o ; fl:polarity fl:affirmed ; fl:modality fl:asserted }""")
    }
    plain = {
        (str(s), str(r), str(o))
        for s, r, o in real_kg.query("SELECT ?s ?r ?o WHERE { ?r fl:family ?family . ?s ?r ?o }")
    }
    assert plain
    assert plain <= backed


def test_nothing_denied_forecast_or_wanted_alone_is_a_plain_triple(real_kg):
    rows = real_kg.query("""SELECT ?st WHERE {
        ?st fl:subject ?s ; fl:relation ?r ; fl:object ?o . ?s ?r ?o
        FILTER NOT EXISTS {
          ?a fl:subject ?s ; fl:relation ?r ; fl:object ?o ; fl:polarity fl:affirmed ; fl:modality fl:asserted } }""")
    assert list(rows) == []


def test_conclusions_lead_back_to_sources(real_kg):
    concluded = real_kg.statements(derived=True)
    assert concluded
    for statement in concluded:
        open_, seen = [statement.key], set()
        while open_:
            found = real_kg.statement(open_.pop())
            seen.add(found.key)
            assert found.source or found.grounds
            open_.extend(set(found.grounds) - seen)
