"""Statements ↔ triples: nothing is lost, nothing is added, and every RDF library reads the same."""

from __future__ import annotations

import dataclasses

import rdflib
from hypothesis import given
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, Store, Triple, parse, serialize

from faultlines.model import Statement
from faultlines.rdf import (
    entity_triples,
    plain_triple,
    read_statement,
    source_triples,
    statement_triples,
)
from faultlines.seeds import Seeds
from faultlines.terms import FL, ID, PREFIXES, PS, P, iri
from faultlines.validate import seed_triples
from strategies import statements


@given(statements)
def test_a_statement_comes_back_from_its_triples(statement: Statement) -> None:
    assert read_statement(statement.key, statement_triples(statement)) == statement


@given(statements, statements)
def test_a_statement_comes_back_from_among_others(one: Statement, two: Statement) -> None:
    together = [*statement_triples(two), *statement_triples(one)]
    assert read_statement(one.key, together if one.key != two.key else statement_triples(one)) == one


@given(statements)
def test_a_statement_comes_back_from_a_store(statement: Statement) -> None:
    """Oxigraph writes numbers in its own way; what they mean stays."""
    store = Store()
    store.extend(Quad(*triple) for triple in statement_triples(statement))
    back = read_statement(statement.key, [quad.triple for quad in store])
    assert dataclasses.replace(back, confidence=0) == dataclasses.replace(statement, confidence=0)
    assert abs(back.confidence - statement.confidence) < 1e-15


@given(statements)
def test_only_affirmed_and_asserted_statements_give_a_plain_triple(statement: Statement) -> None:
    said = (statement.polarity, statement.modality) == ("affirmed", "asserted")
    plain = plain_triple(statement)
    assert (plain is not None) == (said and statement.method != "rule:lifted-ties")
    if plain is not None:
        assert plain == Triple(
            NamedNode(iri(statement.subject)), NamedNode(FL + statement.relation), NamedNode(iri(statement.object))
        )
    assert plain not in list(statement_triples(statement))


@given(statements)
def test_there_are_no_blank_nodes_and_every_node_is_ours(statement: Statement) -> None:
    for triple in statement_triples(statement):
        assert not isinstance(triple.subject, BlankNode)
        assert not isinstance(triple.object, BlankNode)
        assert str(triple.subject.value).startswith(ID)


def as_rdflib(triple: Triple) -> tuple[rdflib.term.Node, ...]:
    def term(node: NamedNode | BlankNode | Literal | Triple) -> rdflib.term.Node:
        if isinstance(node, NamedNode):
            return rdflib.URIRef(node.value)
        assert isinstance(node, Literal)
        kind = None if node.language else node.datatype.value
        return rdflib.Literal(
            node.value,
            lang=node.language,
            datatype=None if kind == PREFIXES["xsd"] + "string" else kind,
            normalize=False,
        )

    return term(triple.subject), term(triple.predicate), term(triple.object)


def test_rdflib_and_pyoxigraph_see_the_same_graph(seeds: Seeds) -> None:
    triples = list(seed_triples(seeds))
    wanted = {as_rdflib(triple) for triple in triples}
    for form, name in ((RdfFormat.TURTLE, "turtle"), (RdfFormat.N_TRIPLES, "nt"), (RdfFormat.JSON_LD, "json-ld")):
        data = serialize(triples, format=form, prefixes=dict(PREFIXES))
        assert {t.triple if isinstance(t, Quad) else t for t in parse(data, format=form)} == set(triples)
        before, rdflib.NORMALIZE_LITERALS = rdflib.NORMALIZE_LITERALS, False
        try:
            graph = rdflib.Graph().parse(data=data, format=name)
        finally:
            rdflib.NORMALIZE_LITERALS = before
        assert set(graph) == wanted, name


def test_a_statement_has_the_form_that_the_ontology_describes(seeds: Seeds) -> None:
    (line,) = (s for s in seeds.statements if s.relation == "drawsRedLine" and s.subject == "actor:arland")
    store = Store()
    store.extend(Quad(*triple) for triple in statement_triples(line))
    ask = """ASK {
        actor:arland p:drawsRedLine ?st . ?st a fl:Statement ; ps:drawsRedLine issue:bordurian-naval-base ;
          fl:subject actor:arland ; fl:relation fl:drawsRedLine ; fl:object issue:bordurian-naval-base ;
          fl:polarity fl:affirmed ; fl:modality fl:asserted ; fl:to actor:borduria ; fl:listComplete false ;
          fl:saidBy actor:ada-arlind ; fl:via actor:cora-quill ; fl:confidence 0.9 ; fl:method "manual" ;
          fl:saidOn "2031-05-03" ; fl:saidOnFirstDay "2031-05-03"^^xsd:date ; fl:saidOnLastDay "2031-05-03"^^xsd:date ;
          prov:wasDerivedFrom source:courier-2031-05 ;
          fl:voice [ a fl:Voice ; fl:rank 1 ; fl:actor actor:ada-arlind ], [ fl:rank 2 ; fl:actor actor:cora-quill ] ;
          fl:at [ a oa:TextPositionSelector ; oa:start ?start ; oa:end ?end ] .
        FILTER(?end - ?start = %d) }"""
    start, end = line.spans[0]
    assert store.query(ask % (end - start), prefixes=dict(PREFIXES))
    assert {P + "drawsRedLine", PS + "drawsRedLine"} <= {quad.predicate.value for quad in store}


def test_a_chain_of_voices_keeps_its_order(seeds: Seeds) -> None:
    (nested,) = (s for s in seeds.statements if s.relation == "memberOf")
    ranks = [
        (int(t.object.value))
        for voice in range(1, 4)
        for t in statement_triples(nested)
        if str(t.subject.value).endswith(f"/voice/{voice}") and t.predicate.value == FL + "rank"
    ]
    assert ranks == [1, 2, 3]
    assert read_statement(nested.key, statement_triples(nested)).via == (
        "actor:carpanian-foreign-ministry",
        "actor:cora-quill",
    )


def test_an_inexact_date_has_a_first_and_a_last_day(seeds: Seeds) -> None:
    triples = set(source_triples(seeds.sources["gazette-2031-06"]))
    source, day = NamedNode(iri("source:gazette-2031-06")), NamedNode(PREFIXES["xsd"] + "date")
    for name, value in (
        ("date", Literal("2031-06")),
        ("dateFirstDay", Literal("2031-06-01", datatype=day)),
        ("dateLastDay", Literal("2031-06-30", datatype=day)),
        ("textQuality", NamedNode(FL + "machineTranslated")),
        ("republishedBy", NamedNode(iri("actor:ard-courier"))),
    ):
        assert Triple(source, NamedNode(FL + name), value) in triples


def test_an_entity_has_its_names_and_links(seeds: Seeds) -> None:
    triples = {(t.predicate.value, t.object.value) for t in entity_triples(seeds.entities["actor:carpania"])}
    skos = PREFIXES["skos"]
    assert triples == {
        (PREFIXES["rdf"] + "type", FL + "State"),
        (skos + "prefLabel", "Carpania"),
        (skos + "altLabel", "Karpan"),
        (PREFIXES["owl"] + "sameAs", PREFIXES["wd"] + "Q9000003"),
    }


def test_what_was_retired_is_in_no_graph(seeds: Seeds) -> None:
    (retired,) = (s for s in seeds.statements if s.retired)
    assert not [t for t in seed_triples(seeds) if retired.key in str(t)]
    plain = Triple(*(NamedNode(i) for i in (iri(retired.subject), FL + retired.relation, iri(retired.object))))
    assert plain not in set(seed_triples(seeds))
