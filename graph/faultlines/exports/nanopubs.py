"""Nanopublications: every statement of a source as one small publication of four named graphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from faultlines.model import Statement
from faultlines.rdf import DERIVED_FROM, TYPE, node, statement_triples
from faultlines.store import KnowledgeGraph
from faultlines.terms import FL, PREFIXES, PS, P, iri

NP: Final = "http://www.nanopub.org/nschema#"
DC: Final = "http://purl.org/dc/elements/1.1/"
CC0: Final = "https://creativecommons.org/publicdomain/zero/1.0/"
_ORDER: Final = ("head", "assertion", "provenance", "pubinfo")
_FIELDS: Final = """
    subject relation object polarity modality about to instrument motivation condition unless respondsTo advances rank
    listComplete since sinceFirstDay sinceLastDay until untilFirstDay untilLastDay"""
_ASSERTED: Final = frozenset(FL + name for name in _FIELDS.split())
"""What the statement says; all else is how it came to us."""


def nanopub(statement: Statement, source: Mapping[str, Any]) -> Iterator[Quad]:
    """One statement of a source as a nanopublication.

    The assertion is that the statement says so, with polarity and modality; the plain triple is never asserted, as
    a nanopublication passes on what was said and does not vouch for it. The provenance has voices, span,
    confidence, method and the document (its title, date and hash); the publication info has curator and licence.
    """
    this = NamedNode(iri(f"statement:{statement.key}"))
    np = NamedNode(f"{this.value}/nanopub")
    head, assertion, provenance, info = (NamedNode(f"{np.value}#{part}") for part in _ORDER)
    yield Quad(np, TYPE, NamedNode(NP + "Nanopublication"), head)
    for part, graph in (("hasAssertion", assertion), ("hasProvenance", provenance), ("hasPublicationInfo", info)):
        yield Quad(np, NamedNode(NP + part), graph, head)
    for triple in statement_triples(statement):
        if triple.predicate.value.startswith((P, PS)):
            continue  # short for what fl:subject, fl:relation and fl:object say
        says = triple.subject == this and (triple.predicate.value in _ASSERTED or triple.predicate == TYPE)
        yield _quad(triple, assertion if says else provenance)
    document = node(f"source:{statement.source}")
    yield Quad(assertion, DERIVED_FROM, document, provenance)
    for voice in statement.said_by:
        yield Quad(assertion, node("prov:wasAttributedTo"), node(voice), provenance)
    for name, field in (("dct:title", "title"), ("fl:date", "date"), ("fl:sha256", "sha256")):
        yield Quad(document, node(name), Literal(source[field]), provenance)
    yield Quad(np, NamedNode(DC + "creator"), Literal(source["curator"]), info)
    yield Quad(np, node("dct:license"), NamedNode(CC0), info)
    yield Quad(np, node("dct:subject"), this, info)


def _quad(triple: Triple, graph: NamedNode) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, graph)


def _place(quad: Quad) -> int:
    """Each graph in one piece, in the order in which one reads a nanopublication."""
    return _ORDER.index(str(quad.graph_name).strip("<>").rpartition("#")[2])


def nanopubs(kg: KnowledgeGraph) -> bytes:
    """Every statement of a source as a nanopublication, one after the other, in TriG."""
    rows = kg.query("SELECT ?source ?curator WHERE { ?source a fl:Source ; fl:curator ?curator }").rows()
    curators = {str(source).removeprefix("source:"): str(curator) for source, curator in rows}
    quads: list[Quad] = []
    for statement in kg.statements():
        source = {**kg.manifest["sources"][statement.source], "curator": curators[statement.source]}
        quads.extend(sorted(nanopub(statement, source), key=_place))
    prefixes = {**PREFIXES, "np": NP, "dc": DC}
    return serialize(quads, format=RdfFormat.TRIG, prefixes=prefixes) or b""
