"""The graph in the formats other programs read."""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.model import RECORD_FIELDS
from faultlines.rdf import node, plain_triple
from faultlines.store import KnowledgeGraph
from faultlines.terms import PREFIXES, PS, P, iri

_RDF: Final = {
    "turtle": RdfFormat.TURTLE,
    "trig": RdfFormat.TRIG,
    "nquads": RdfFormat.N_QUADS,
    "jsonld": RdfFormat.JSON_LD,
}


def export(kg: KnowledgeGraph, form: str) -> bytes:
    """The whole graph in one format: `jsonl` and `csv` are the public record, the others RDF or a network."""
    if form not in FORMATS:
        raise FaultlinesError(f"unknown format {form!r}{did_you_mean(form, FORMATS)}")
    return FORMATS[form](kg)


def records_jsonl(records: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def records_csv(records: Iterator[dict[str, Any]] | list[dict[str, Any]]) -> str:
    """The records as CSV; lists are joined by ``|``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, RECORD_FIELDS, lineterminator="\n")
    writer.writeheader()
    for record in records:
        writer.writerow({k: _cell(v) for k, v in record.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "|".join("-".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    return value


def _records(kg: KnowledgeGraph) -> Iterator[dict[str, Any]]:
    return (kg.record(statement) for statement in kg.statements())


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
        owner = "/".join(_name(triple.object if to_statement else triple.subject).split("/")[:_DEPTH])
        for home in homes.get(str(triple)) or homes.get(owner) or (DefaultGraph(),):
            yield Quad(triple.subject, triple.predicate, triple.object, home)


_DEPTH: Final = len(iri("statement:key").split("/"))
"""How deep the IRI of a statement is; those of its voices and spans lie below it."""


def _name(term: NamedNode | BlankNode | Literal | Triple) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def _rdf(kg: KnowledgeGraph, form: str) -> bytes:
    prefixes = dict(PREFIXES)
    if form in ("trig", "nquads"):
        return serialize(sorted(quads(kg), key=str), format=_RDF[form], prefixes=prefixes) or b""
    triples: Iterator[Triple] = (quad.triple for quad in kg.store)
    return serialize(sorted(triples, key=str), format=_RDF[form], prefixes=prefixes) or b""


def flat_network(kg: KnowledgeGraph) -> Any:
    """The network of all statements with plain attributes only, as GraphML and GEXF want them."""
    import networkx as nx

    from faultlines.analysis.network import network

    full = network(kg)
    flat: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for name, data in sorted(full.nodes(data=True)):
        flat.add_node(name, label=data["label"], cls=data["cls"], kind=data["kind"])
    for tail, head, key, data in sorted(full.edges(keys=True, data=True), key=lambda e: e[:3]):
        keep = ("relation", "family", "sign", "polarity", "modality", "confidence", "source")
        said_by = "|".join(data["record"]["said_by"])
        flat.add_edge(
            tail, head, key=key, statement=key, label=data["relation"], said_by=said_by, **{k: data[k] for k in keep}
        )
    return flat


def _graphml(kg: KnowledgeGraph) -> bytes:
    import networkx as nx

    return ("\n".join(nx.generate_graphml(flat_network(kg), named_key_ids=True)) + "\n").encode()


def _gexf(kg: KnowledgeGraph) -> bytes:
    import networkx as nx

    return ("\n".join(nx.generate_gexf(flat_network(kg), version="1.2draft")) + "\n").encode()


FORMATS: Final[Mapping[str, Callable[[KnowledgeGraph], bytes]]] = MappingProxyType(
    {
        "jsonl": lambda kg: records_jsonl(_records(kg)).encode(),
        "turtle": lambda kg: _rdf(kg, "turtle"),
        "trig": lambda kg: _rdf(kg, "trig"),
        "nquads": lambda kg: _rdf(kg, "nquads"),
        "jsonld": lambda kg: _rdf(kg, "jsonld"),
        "csv": lambda kg: records_csv(_records(kg)).encode(),
        "graphml": _graphml,
        "gexf": _gexf,
    }
)
"""Name of a format → how it is made."""
