"""SPARQL as a worker answers it: guarded, in the format that was asked for, no larger than allowed."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any

from pyoxigraph import (
    BlankNode,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse,
    parse_query_results,
    serialize,
)

from faultlines.errors import QueryError, unparsed
from faultlines.serve import guard
from faultlines.serve.limits import Refused
from faultlines.serve.negotiate import ALIASES, GRAPHS, ROWS, YES_OR_NO, choose
from faultlines.store import KnowledgeGraph
from faultlines.terms import PREFIXES

Answer = tuple[str, bytes]
Request = Mapping[str, Any]


class _Capped:
    """A file that takes so many bytes and no more."""

    def __init__(self, most: int) -> None:
        self.parts: list[bytes] = []
        self.left = most

    def write(self, data: bytes) -> int:
        self.left -= len(data)
        if self.left < 0:
            raise Refused(413, "the answer is larger than this endpoint gives; add a LIMIT")
        self.parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush."""


def query(kg: KnowledgeGraph, request: Request) -> Answer:
    """The answer to SPARQL in the format that the client likes best.

    A graph that the protocol's parameters name and the store does not hold is empty; nothing is fetched.
    """
    text = request["query"]
    guard.check(text, lambda: _graphs(kg), request["base"])
    given: dict[str, Any] = {
        name: [NamedNode(graph) for graph in request[name]]
        for name in ("default_graph", "named_graphs")
        if request.get(name) is not None
    }
    if "default_graph" in given and "named_graphs" not in given:
        given["named_graphs"] = []
    elif "named_graphs" in given and "default_graph" not in given:
        given["default_graph"] = [BlankNode()]  # an empty one
    try:
        answer = kg.store.query(text, base_iri=request["base"], prefixes=dict(PREFIXES), **given)
        media = _media(answer, request.get("accept", ""))
        capped = _Capped(request["bytes"])
        _write(answer, media, capped)
    except SyntaxError as error:
        if guard.is_update(text):
            raise Refused(403, "this endpoint is read-only") from None
        raise unparsed(error, text) from None
    except (OSError, RuntimeError) as error:
        raise QueryError(f"the query failed: {' '.join(str(error).split())}") from None
    body = b"".join(capped.parts)
    if len(body) > request["rows"] and _count(body, media) > request["rows"]:
        raise Refused(413, f"the answer has more than {request['rows']:,} rows; add a LIMIT")
    return media, body


def _graphs(kg: KnowledgeGraph) -> set[str]:
    return {graph.value for graph in kg.store.named_graphs() if isinstance(graph, NamedNode)}


def _media(answer: Any, accept: str) -> str:
    rows = isinstance(answer, QuerySolutions | QueryBoolean)
    offered = YES_OR_NO if isinstance(answer, QueryBoolean) else ROWS if rows else GRAPHS
    media = choose(accept, offered)
    if media is None:
        raise Refused(406, f"this answer comes as {', '.join(offered)}")
    return ALIASES["rows" if rows else "graph"].get(media, media)


def _write(answer: Any, media: str, target: Any) -> None:
    if isinstance(answer, QuerySolutions | QueryBoolean):
        answer.serialize(target, format=QueryResultsFormat.from_media_type(media))
    else:
        form = RdfFormat.from_media_type(media)
        prefixes = dict(PREFIXES) if media in ("text/turtle", "application/trig", "application/rdf+xml") else None
        serialize(answer, target, format=form, prefixes=prefixes)


def _count(body: bytes, media: str) -> int:
    if media == "text/csv":  # which nothing reads back as terms
        return sum(1 for _ in csv.reader(io.StringIO(body.decode()))) - 1
    results = QueryResultsFormat.from_media_type(media)
    if results is None:
        return sum(1 for _ in parse(body, format=RdfFormat.from_media_type(media)))
    found = parse_query_results(body, format=results)
    return sum(1 for _ in found) if isinstance(found, QuerySolutions) else 1
