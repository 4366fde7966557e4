"""The graph in the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any, Final

from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.exports.records import records_csv, records_jsonl
from faultlines.store import KnowledgeGraph

__all__ = ["FORMATS", "export", "records_csv", "records_jsonl"]


def _in(module: str, name: str, *arguments: Any) -> Callable[[KnowledgeGraph], bytes]:
    """The function of that name, loaded when it is first wanted: networks and RDF are heavy."""

    def make(kg: KnowledgeGraph) -> bytes:
        made: bytes = getattr(import_module(f"faultlines.exports.{module}"), name)(kg, *arguments)
        return made

    return make


FORMATS: Final[Mapping[str, Callable[[KnowledgeGraph], bytes]]] = MappingProxyType(
    {
        "jsonl": _in("records", "jsonl"),
        "turtle": _in("triples", "rdf", "turtle"),
        "trig": _in("triples", "rdf", "trig"),
        "nquads": _in("triples", "rdf", "nquads"),
        "jsonld": _in("triples", "rdf", "jsonld"),
        "csv": _in("records", "record_table"),
        "graphml": _in("networks", "graphml"),
        "gexf": _in("networks", "gexf"),
        "nodes": _in("networks", "nodes_csv"),
        "edges": _in("networks", "edges_csv"),
        "nanopubs": _in("nanopubs", "nanopubs"),
        "rdf12": _in("profiles", "rdf12"),
        "reification": _in("profiles", "reification"),
    }
)
"""Name of a format → how it is made."""


def export(kg: KnowledgeGraph, form: str) -> bytes:
    """The whole graph in one format.

    `jsonl` and `csv` are the public record; `turtle`, `trig`, `nquads`, `jsonld`, `rdf12`, `reification` and
    `nanopubs` are RDF; `graphml`, `gexf`, and the CSV files `nodes` and `edges` are the network.
    """
    if form not in FORMATS:
        raise FaultlinesError(f"unknown format {form!r}{did_you_mean(form, FORMATS)}")
    return FORMATS[form](kg)
