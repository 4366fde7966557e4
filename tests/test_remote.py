"""The same graph behind an endpoint: the answers are those of the store itself, and what goes wrong is one line."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pyoxigraph
import pytest

import faultlines as fl
from faultlines.errors import QueryError, StoreError
from faultlines.store import KnowledgeGraph


class Endpoint(BaseHTTPRequestHandler):
    """A SPARQL endpoint over a store, as plain as can be; it knows none of our prefixes."""

    store: pyoxigraph.Store
    asked: list[str]

    def do_POST(self) -> None:
        text = self.rfile.read(int(self.headers["Content-Length"])).decode()
        query = parse_qs(text)["query"][0]
        self.asked.append(query)
        if self.path == "/broken":
            data = self.store.query(query).serialize(format=pyoxigraph.QueryResultsFormat.JSON)
            return self.answer(200, "application/sparql-results+json", data[: len(data) * 2 // 3])
        if self.path != "/sparql":
            return self.answer(200, "text/html", b"<p>Welcome</p>")
        try:
            result = self.store.query(query)
        except SyntaxError as error:
            return self.answer(400, "text/plain", str(error).encode())
        if isinstance(result, pyoxigraph.QueryTriples):
            form = pyoxigraph.RdfFormat.N_TRIPLES
            return self.answer(200, "application/n-triples; charset=utf-8", result.serialize(format=form))
        data = result.serialize(format=pyoxigraph.QueryResultsFormat.JSON)
        return self.answer(200, "application/sparql-results+json", data)

    def answer(self, status: int, media: str, data: bytes | None) -> None:
        self.send_response(status)
        self.send_header("Content-Type", media)
        self.send_header("Content-Length", str(len(data or b"")))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def endpoint(store_folder) -> Iterator[str]:
    with KnowledgeGraph.open(store_folder) as kg:
        memory = pyoxigraph.Store()
        memory.bulk_extend(kg.store)
    Endpoint.store, Endpoint.asked = memory, []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Endpoint)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/sparql"
    server.shutdown()
    server.server_close()


def test_it_answers_as_the_store_does(endpoint: str, kg: KnowledgeGraph) -> None:
    with fl.connect(endpoint) as far:
        assert far.manifest["counts"] == {n: c for n, c in kg.manifest["counts"].items() if n != "triples"}
        assert far.manifest["sources"] == kg.manifest["sources"]
        assert far.labels == kg.labels
        assert far.resolve("the Hill") == kg.resolve("the Hill")
        assert far.search("toll") == kg.search("toll")
        assert list(far.statements(derived=None)) == list(kg.statements(derived=None))
        assert far.actor("Borduria").blocks == kg.actor("Borduria").blocks
        issue = "Toll in the Narrow Strait"
        rows = [list(fl.ask(graph, "who-opposes", issue=issue).rows(labels=True)) for graph in (far, kg)]
        assert rows[0] == rows[1] != []
        assert set(fl.network(far).edges(keys=True)) == set(fl.network(kg).edges(keys=True))


def test_it_gives_every_form_of_answer(endpoint: str, kg: KnowledgeGraph) -> None:
    with fl.connect(endpoint) as far:
        assert bool(far.query("ASK { actor:arland a fl:State }"))
        text = "CONSTRUCT WHERE { actor:arland skos:prefLabel ?name }"
        assert far.query(text).serialize("ntriples") == kg.query(text).serialize("ntriples") != b""
        assert "Arland" in str(far.query("SELECT ?name { actor:arland skos:prefLabel ?name }")._repr_html_())


def test_many_statements_are_read_in_few_queries(endpoint: str) -> None:
    with fl.connect(endpoint) as far:
        Endpoint.asked.clear()
        assert len(far.statements()) > 20
        assert len(Endpoint.asked) < 6


def test_what_goes_wrong_is_one_line(endpoint: str) -> None:
    with fl.connect(endpoint) as far, pytest.raises(QueryError, match=rf"^{endpoint}: 400 .*expected"):
        far.query("SELEC")
    with (
        fl.connect(endpoint.replace("sparql", "other")) as far,
        pytest.raises(QueryError, match="answers as text/html"),
    ):
        far.query("ASK {}")
    with fl.connect("http://127.0.0.1:9/sparql") as far, pytest.raises(StoreError, match="no answer"):
        far.query("ASK {}")
    with pytest.raises(StoreError, match="no address of an endpoint"):
        fl.connect("localhost:8000")


def test_an_answer_that_breaks_off_is_one_line(endpoint: str) -> None:
    with fl.connect(endpoint.replace("sparql", "broken")) as far:
        for asked in (
            lambda: list(far.query("SELECT ?s ?p ?o { ?s ?p ?o }")),
            lambda: far.query("SELECT ?s ?p ?o { ?s ?p ?o }").serialize("csv"),
            lambda: far.labels,
            lambda: far.manifest,
        ):
            with pytest.raises(QueryError, match=r"^the query failed: "):
                asked()
