"""What the endpoint says of itself: SPARQL 1.1 Service Description and VoID."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from faultlines.serve.negotiate import GRAPHS, ROWS
from faultlines.terms import FL, PREFIXES

_SD: Final = "http://www.w3.org/ns/sparql-service-description#"
_VOID: Final = "http://rdfs.org/ns/void#"
_FORMATS: Final = "http://www.w3.org/ns/formats/"
_NAMES: Final = (
    "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle", "N-Triples",
    "JSON-LD", "RDF_XML", "N-Quads", "TriG",
)  # fmt: skip
MEDIA: Final = tuple(media for media in GRAPHS if not media.endswith(("/xml", "/plain", "n3")) and media != ROWS[4])
"""The formats that a description comes in."""


def service(endpoint: str, counts: Mapping[str, Any], media: str) -> bytes:
    """The description of the service at that address."""
    this, dataset, graph = (NamedNode(f"{endpoint}{part}") for part in ("", "#dataset", "#graph"))
    pairs = [
        (this, "type", NamedNode(f"{_SD}Service")),
        (this, "endpoint", this),
        (this, "supportedLanguage", NamedNode(f"{_SD}SPARQL11Query")),
        *((this, "resultFormat", NamedNode(_FORMATS + name)) for name in _NAMES),
        (this, "defaultDataset", dataset),
        (dataset, "type", NamedNode(f"{_SD}Dataset")),
        (dataset, "defaultGraph", graph),
        (graph, "type", NamedNode(f"{_SD}Graph")),
    ]
    triples = [Triple(s, _predicate(_SD, p), o) for s, p, o in pairs]
    if "triples" in counts:
        triples.append(Triple(graph, NamedNode(f"{_VOID}triples"), Literal(int(counts["triples"]))))
    return _written(triples, media)


def void(base: str, counts: Mapping[str, Any], media: str) -> bytes:
    """The data set as VoID tells it."""
    this = NamedNode(f"{base}/.well-known/void#data")
    known: list[tuple[str, NamedNode | Literal]] = [
        ("type", NamedNode(f"{_VOID}Dataset")),
        ("sparqlEndpoint", NamedNode(f"{base}/sparql")),
        ("uriSpace", Literal(PREFIXES["actor"].removesuffix("actor/"))),
        ("exampleResource", NamedNode(f"{PREFIXES['actor']}russia")),
        ("vocabulary", NamedNode(FL.removesuffix("#"))),
        *(
            (name, Literal(int(counts[key])))
            for name, key in (("triples", "triples"), ("entities", "entities"))
            if key in counts
        ),
    ]
    triples = [Triple(this, _predicate(_VOID, name), value) for name, value in known]
    dct = PREFIXES["dct"]
    triples.append(Triple(this, NamedNode(f"{dct}title"), Literal("Faultlines", language="en")))
    licence = NamedNode("https://creativecommons.org/publicdomain/zero/1.0/")
    triples.append(Triple(this, NamedNode(f"{dct}license"), licence))
    return _written(triples, media)


def _predicate(namespace: str, name: str) -> NamedNode:
    return NamedNode(f"{PREFIXES['rdf']}type" if name == "type" else namespace + name)


def _written(triples: list[Triple], media: str) -> bytes:
    prefixes = {"sd": _SD, "void": _VOID, "dct": PREFIXES["dct"]}
    return serialize(triples, format=RdfFormat.from_media_type(media), prefixes=prefixes) or b""
