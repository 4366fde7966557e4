"""The graph as RDF: every triple, or every triple with its source as named graph."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from faultlines.rdf import node, plain_triple
from faultlines.store import KnowledgeGraph
from faultlines.terms import PREFIXES, PS, P, iri

_RDF: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


def quads(kg: KnowledgeGraph) -> Iterator[Quad]:
    """Everything, each source's statements in its own named graph, what rules conclude in that of the rules."""
    homes: dict[str, set[NamedNode]] = defaultdict(set)
    for statement in kg.statements(derived=None):
        graph = node(f"source:{statement.source}" if statement.source else "source:rules")
        homes[iri(f"statement:{statement.key}")].add(graph)
        if (plain := plain_triple(statement)) is not None:
            homes[str(plain)].add(graph)
    for quad in kg.store:
        triple = quad.triple
        to_statement = triple.predicate.value.startswith(P) and not triple.predicate.value.startswith(PS)
        owner = owner_of(triple.object if to_statement else triple.subject)
        for home in homes.get(str(triple)) or homes.get(owner) or (DefaultGraph(),):
            yield Quad(triple.subject, triple.predicate, triple.object, home)


_DEPTH: Final = len(iri("statement:key").split("/"))
"""How deep the IRI of a statement is; those of its voices and spans lie below it."""


def owner_of(term: NamedNode | BlankNode | Literal | Triple) -> str:
    """The IRI of the statement that a node is or belongs to, as voices and spans do; of others as much of theirs."""
    return "/".join((term.value if isinstance(term, NamedNode) else "").split("/")[:_DEPTH])


def rdf(kg: KnowledgeGraph, form: str) -> bytes:
    """Everything as `turtle`, `jsonld`, `trig` or `nquads`; the last two with a named graph a source."""
    prefixes = dict(PREFIXES)
    if form in ("trig", "nquads"):
        return serialize(sorted(quads(kg), key=str), format=_RDF[form], prefixes=prefixes) or b""
    triples: Iterator[Triple] = (quad.triple for quad in kg.store)
    return serialize(sorted(triples, key=str), format=_RDF[form], prefixes=prefixes) or b""
