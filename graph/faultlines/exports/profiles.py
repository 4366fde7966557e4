"""Statements in two other forms that RDF tools know: reifiers of RDF 1.2, and rdf:Statement of 1999."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from pyoxigraph import NamedNode, RdfFormat, Triple, serialize

from faultlines.model import Statement
from faultlines.rdf import node, plain_triple, statement_triples
from faultlines.store import KnowledgeGraph
from faultlines.terms import FL, PREFIXES, PS, P, iri

REIFIES: Final = node("rdf:reifies")
_PARTS: Final = {
    node("fl:subject"): node("rdf:subject"),
    node("fl:relation"): node("rdf:predicate"),
    node("fl:object"): node("rdf:object"),
}
"""Our three words for what rdf:Statement calls otherwise."""


def qualifiers(statement: Statement) -> Iterator[Triple]:
    """All that is said of a statement, its voices and spans, but its subject, relation and object."""
    for triple in statement_triples(statement):
        if triple.predicate not in _PARTS and not triple.predicate.value.startswith((P, PS)):
            yield triple


def reifiers(statement: Statement) -> Iterator[Triple]:
    """A statement as a reifier of its triple, and the triple itself only where it is affirmed and asserted.

    RDF 1.2: what a source denies, forecasts or wishes for is spoken of (a triple term), not stated.
    """
    said = Triple(node(statement.subject), NamedNode(FL + statement.relation), node(statement.object))
    yield Triple(NamedNode(iri(f"statement:{statement.key}")), REIFIES, said)
    if (plain := plain_triple(statement)) is not None:
        yield plain
    yield from qualifiers(statement)


def reified(statement: Statement) -> Iterator[Triple]:
    """A statement as an rdf:Statement, with the plain triple only where it is affirmed and asserted."""
    this = NamedNode(iri(f"statement:{statement.key}"))
    yield Triple(this, node("rdf:type"), node("rdf:Statement"))
    for triple in statement_triples(statement):
        if triple.predicate in _PARTS:
            yield Triple(triple.subject, _PARTS[triple.predicate], triple.object)
    if (plain := plain_triple(statement)) is not None:
        yield plain
    yield from qualifiers(statement)


def others(kg: KnowledgeGraph) -> Iterator[Triple]:
    """What stands in the graph beside statements: entities, sources, the ontology."""
    own: set[str] = set()
    for statement in kg.statements(derived=None):
        own |= {str(triple) for triple in statement_triples(statement)}
        if (plain := plain_triple(statement)) is not None:
            own.add(str(plain))
    for quad in kg.store:
        if str(quad.triple) not in own:
            yield quad.triple


def rdf12(kg: KnowledgeGraph) -> bytes:
    """The graph as Turtle 1.2, every statement a reifier (`rdf:reifies <<( … )>>`)."""
    return _turtle(kg, reifiers)


def reification(kg: KnowledgeGraph) -> bytes:
    """The graph as Turtle, every statement an rdf:Statement."""
    return _turtle(kg, reified)


def _turtle(kg: KnowledgeGraph, form: Callable[[Statement], Iterator[Triple]]) -> bytes:
    triples = {str(t): t for t in others(kg)}
    for statement in kg.statements(derived=None):
        triples.update((str(t), t) for t in form(statement))
    ordered = [triples[text] for text in sorted(triples)]
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=dict(PREFIXES)) or b""
