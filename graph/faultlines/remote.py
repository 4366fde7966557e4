"""RemoteGraph: the same questions to any SPARQL 1.1 endpoint that holds a Faultlines graph."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import islice
from typing import Any, Final

from pyoxigraph import (
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)

from faultlines.errors import MissingExtra, QueryError, StoreError
from faultlines.graph import Graph
from faultlines.names import Names, fill
from faultlines.result import Answer, Result, answered
from faultlines.terms import PREFIXES, short

_PROLOGUE: Final = "".join(f"PREFIX {prefix}: <{namespace}> " for prefix, namespace in PREFIXES.items())
"""On one line, so that the query's own lines keep their numbers in what an endpoint complains of."""
_HYPHENS: Final = re.compile("(?<=[a-z])([A-Z])")
_BATCH: Final = 200
"""So many subjects are asked about in one query."""
_ACCEPT: Final = "application/sparql-results+json, application/n-triples;q=0.9, text/turtle;q=0.5"
_SOURCES: Final = """SELECT ?s ?p ?o WHERE { ?s a fl:Source ; ?p ?o }"""
_COUNTS: Final = """SELECT (SUM(?own) AS ?statements) (SUM(?ruled) AS ?concluded) WHERE {
    ?st a fl:Statement ; fl:method ?method .
    BIND(IF(STRSTARTS(?method, "rule:"), 1, 0) AS ?ruled) BIND(1 - ?ruled AS ?own) }"""


def connect(endpoint: str, *, timeout: float = 30.0, headers: Mapping[str, str] | None = None) -> RemoteGraph:
    """The graph behind a SPARQL endpoint, such as the `/sparql` of `faultlines serve`.

    `timeout` is in seconds and holds for each query; `headers` go with each, for a key or a password.
    Needs the extra `remote`.

    >>> with fl.connect("http://127.0.0.1:8000/sparql") as far:  # nothing is asked until the first query
    ...     far.endpoint
    'http://127.0.0.1:8000/sparql'
    >>> fl.connect("127.0.0.1:8000")
    Traceback (most recent call last):
    faultlines.errors.StoreError: '127.0.0.1:8000' is no address of an endpoint; it begins with http:// or https://
    """
    return RemoteGraph(endpoint, timeout, dict(headers or {}))


class RemoteGraph(Graph):
    """A graph behind a SPARQL endpoint; its names are fetched when first needed."""

    def __init__(self, endpoint: str, timeout: float, headers: Mapping[str, str]) -> None:
        try:
            import httpx
        except ModuleNotFoundError:
            raise MissingExtra("httpx", "remote") from None
        if not endpoint.startswith(("http://", "https://")):
            raise StoreError(f"{endpoint!r} is no address of an endpoint; it begins with http:// or https://")
        self.endpoint = endpoint
        self._client = httpx.Client(timeout=timeout, headers={"Accept": _ACCEPT, **headers}, follow_redirects=True)

    def close(self) -> None:
        """Let go of the connection."""
        self._client.close()

    def query(self, sparql: str) -> Result:
        """Run SPARQL 1.1 with our prefixes known, at the endpoint."""
        return answered(sparql, lambda: self._ask(sparql), self.label)

    def _ask(self, sparql: str) -> Answer:
        import httpx

        try:
            response = self._client.post(self.endpoint, data={"query": _PROLOGUE + sparql})
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise StoreError(f"{self.endpoint}: no answer ({str(error) or type(error).__name__})") from None
        if response.status_code != httpx.codes.OK:
            said = next(iter(response.text.strip().splitlines()), "") or response.reason_phrase
            raise QueryError(f"{self.endpoint}: {response.status_code} {said[:300]}")
        return self._read(response.content, response.headers.get("content-type", "").partition(";")[0].strip())

    def _read(self, data: bytes, media: str) -> Answer:
        results, graph = QueryResultsFormat.from_media_type(media), RdfFormat.from_media_type(media)
        try:
            if results is not None:
                found: QuerySolutions | QueryBoolean = parse_query_results(data, format=results)
                return found
            if graph is not None:
                return (quad.triple for quad in parse(data, format=graph))
        except (SyntaxError, ValueError) as error:
            raise QueryError(f"{self.endpoint}: an answer that cannot be read ({error})") from None
        raise QueryError(f"{self.endpoint}: answers as {media or 'nothing'}, which is no format of SPARQL results")

    def about(self, subjects: Iterable[NamedNode]) -> Iterator[Triple]:
        """Every triple of those subjects, many subjects a query."""
        waiting = iter(subjects)
        while batch := list(islice(waiting, _BATCH)):
            values = " ".join(str(subject) for subject in batch)
            for row in self.query(f"SELECT ?s ?p ?o WHERE {{ VALUES ?s {{ {values} }} ?s ?p ?o }}"):
                yield Triple(row["s"], row["p"], row["o"])

    @cached_property
    def names(self) -> Names:  # type: ignore[override]
        """The index of names, in memory."""
        database = sqlite3.connect(":memory:", check_same_thread=False)
        fill(database, self.query)
        return Names(database)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:  # type: ignore[override]
        """`counts` and `sources`, as the endpoint tells them."""
        sources: dict[str, dict[str, Any]] = {}
        for s, p, o in self.query(_SOURCES):
            known = sources.setdefault(short(s.value).removeprefix("source:"), {"author": [], "republished_by": []})
            name = _FIELDS.get(short(p.value))
            if name in ("author", "republished_by"):
                known[name].append(short(o.value))
            elif name:
                known[name] = _text(o)
        whole = {i: dict.fromkeys(_FIELDS.values(), "") | known for i, known in sorted(sources.items())}
        counted = next(iter(self.query(_COUNTS)))
        counts = {name: int(counted[name].value) if counted[name] else 0 for name in ("statements", "concluded")}
        return {"counts": {**counts, "sources": len(whole), "entities": len(self.labels)}, "sources": whole}


_FIELDS: Final = {
    "dct:title": "title",
    "dct:creator": "author",
    "fl:date": "date",
    "fl:sha256": "sha256",
    "fl:characters": "characters",
    "fl:sourceKind": "kind",
    "fl:stance": "stance",
    "fl:textQuality": "text_quality",
    "fl:publishedFirstBy": "published_first_by",
    "fl:republishedBy": "republished_by",
    "fl:url": "url",
}
"""Predicate of a source → its name in the manifest."""


def _text(term: Any) -> Any:
    if isinstance(term, Literal):
        return int(term.value) if term.datatype.value.endswith("integer") else term.value
    name = short(term.value)
    return _HYPHENS.sub(r"-\1", name.removeprefix("fl:")).lower() if name.startswith("fl:") else name
