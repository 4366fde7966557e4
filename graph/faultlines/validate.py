"""What is checked beyond reading: SHACL shapes and the documents a user has. Findings stand at path:line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from pyoxigraph import RdfFormat, Triple, serialize

from faultlines import paths
from faultlines.errors import Fault
from faultlines.rdf import entity_triples, plain_triple, source_triples, statement_triples
from faultlines.seeds import Seeds
from faultlines.sources import document_faults
from faultlines.terms import short

_MISSING: Final = ("UsedShape", "MeetingShape", "RedLineDrawnShape", "SanctionsMeasureShape")
"""Shapes that ask for statements about a thing."""


def seed_triples(seeds: Seeds) -> Iterator[Triple]:
    """The graph of the seeds: entities, sources, statements that are not retired, and plain triples."""
    for entity in seeds.entities.values():
        yield from entity_triples(entity)
    for source in seeds.sources.values():
        yield from source_triples(source)
    for statement in seeds.statements:
        if not statement.retired:
            yield from statement_triples(statement)
            if (plain := plain_triple(statement)) is not None:
                yield plain


def check(seeds: Seeds, ontology: Path | None = None, documents: Path | None = None) -> list[Fault]:
    """All faults of a folder of seeds, in file order: those of reading, of the documents at hand, of the shapes."""
    faults = set(seeds.faults)
    faults.update(document_faults(seeds.sources, seeds.places, documents))
    faults.update(shape_faults(seeds, ontology or paths.ontology()))
    return sorted(faults)


def shape_faults(seeds: Seeds, ontology: Path) -> Iterator[Fault]:
    """What the SHACL shapes refuse, each at the line of the statement, entity or source it concerns.

    Where reading already found faults, statements are missing from the graph; then findings about what is
    missing from it ("used by no statement", "must lead to a statement") would only repeat them, and are left out.
    """
    import pyshacl
    from rdflib import RDF, Graph, Namespace
    from rdflib.term import BNode, URIRef

    sh = Namespace("http://www.w3.org/ns/shacl#")
    data = Graph()
    text = serialize(seed_triples(seeds), format=RdfFormat.N_TRIPLES)
    data.parse(data=text or b"", format="nt")
    shapes = Graph()
    for path in sorted(ontology.glob("*.ttl")):  # the shapes ask the ontology for families and classes
        (shapes if path.name == "shapes.ttl" else data).parse(path)
    _, report, _ = pyshacl.validate(
        data,
        shacl_graph=shapes,
        inference="none",
        advanced=False,
        allow_infos=True,
        allow_warnings=True,
    )
    unread = {place for place in seeds.places if place.startswith("statement:")}
    unread.difference_update(f"statement:{statement.key}" for statement in seeds.statements)
    for result in report.subjects(RDF.type, sh.ValidationResult):
        if report.value(result, sh.resultSeverity) == sh.Info:
            continue
        focus = report.value(result, sh.focusNode)
        shape = report.value(result, sh.sourceShape)
        while isinstance(shape, BNode):  # a property shape; its owner has the name
            shape = next(shapes.subjects(None, shape), None)
        if seeds.faults and isinstance(shape, URIRef) and shape.endswith(_MISSING):
            continue
        value = report.value(result, sh.value)
        if value is not None and short(str(value)) in unread:  # its source block has the fault
            continue
        identifier = short(str(focus)).split("/")[0]
        place = seeds.places.get(identifier, (str(seeds.folder), 1))
        messages = sorted({str(m) for m in report.objects(result, sh.resultMessage)})
        tail = f" ({short(str(value))})" if isinstance(value, URIRef) and value != focus else ""
        yield Fault(*place, "; ".join(messages) + tail)
