"""The server's answers: the SPARQL Protocol, what it refuses, negotiation, descriptions, addresses, the JSON API."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from pyoxigraph import QueryResultsFormat, RdfFormat, parse, parse_query_results
from starlette.testclient import TestClient

from faultlines.errors import QueryError
from faultlines.serve import guard
from faultlines.serve.app import application
from faultlines.serve.limits import Limits
from faultlines.serve.negotiate import GRAPHS, ROWS
from faultlines.store import KnowledgeGraph

ARLAND = "SELECT ?what WHERE { actor:arland fl:opposes ?what }"
GRAPH = "CONSTRUCT { actor:arland fl:opposes ?what } WHERE { actor:arland fl:opposes ?what }"
DIRECT = "application/sparql-query"
QUERY, FORM = {"Content-Type": DIRECT}, {"Content-Type": "application/x-www-form-urlencoded"}
CHANGE = {"Content-Type": "application/sparql-update"}
JSON = "application/sparql-results+json"
HOST = "http://127.0.0.1"


@pytest.fixture(scope="module")
def client(store_folder: Path) -> Iterator[TestClient]:
    limits = Limits(seconds=20, rows=500, bytes=200_000, body=100_000)
    app = application(store_folder, workers=1, limits=limits, origins=["https://example.org"], hosts=["127.0.0.1"])
    with TestClient(app, base_url=HOST, follow_redirects=False) as opened:
        yield opened


def values(body: bytes, media: str = JSON) -> list[str]:
    form = QueryResultsFormat.from_media_type(media)
    assert form is not None
    return sorted(str(row[0]) for row in parse_query_results(body, format=form))  # type: ignore[union-attr, misc]


def test_three_ways_to_ask_give_one_answer(client: TestClient, kg: KnowledgeGraph) -> None:
    expected = sorted(str(row["what"]) for row in kg.query(ARLAND))
    assert expected
    for answer in (
        client.get("/sparql", params={"query": ARLAND}),
        client.post("/sparql", data={"query": ARLAND}),
        client.post("/sparql", content=ARLAND, headers=QUERY),
        client.post("/sparql/", content=ARLAND, headers={"Content-Type": "application/sparql-query; charset=UTF-8"}),
    ):
        assert (answer.status_code, answer.headers["content-type"]) == (200, JSON)
        assert values(answer.content) == expected


@pytest.mark.parametrize("media", ROWS)
def test_rows_in_every_format(client: TestClient, media: str) -> None:
    answer = client.get("/sparql", params={"query": ARLAND}, headers={"Accept": media})
    said = answer.headers["content-type"].partition(";")[0]
    assert said in {media, JSON if media.endswith("json") else "application/sparql-results+xml"}
    if said == "text/csv":
        assert answer.text.splitlines()[0] == "what"
    else:
        assert values(answer.content, said) == values(client.get("/sparql", params={"query": ARLAND}).content)


@pytest.mark.parametrize("media", GRAPHS)
def test_graphs_in_every_format(client: TestClient, kg: KnowledgeGraph, media: str) -> None:
    answer = client.get("/sparql", params={"query": GRAPH}, headers={"Accept": media})
    form = RdfFormat.from_media_type(answer.headers["content-type"].partition(";")[0])
    assert form is not None
    assert {str(q.triple) for q in parse(answer.content, format=form)} == {str(triple) for triple in kg.query(GRAPH)}


def test_what_is_liked_best_wins(client: TestClient) -> None:
    def media(query: str, accept: str) -> str:
        answer = client.get("/sparql", params={"query": query}, headers={"Accept": accept})
        return (
            answer.headers["content-type"].partition(";")[0] if answer.status_code == 200 else str(answer.status_code)
        )

    assert media(ARLAND, "text/csv;q=0.3, application/sparql-results+xml;q=0.4") == "application/sparql-results+xml"
    assert media(ARLAND, "text/*") == "text/csv"
    assert media(ARLAND, "*/*;q=0.1, application/sparql-results+json;q=0") == "application/sparql-results+xml"
    assert media(GRAPH, "*/*") == "text/turtle"
    assert media(ARLAND, "image/png") == "406"
    assert media("ASK {}", "text/csv, */*;q=0.1") == JSON


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        (("POST", {"content": b"ASK { ?a ?b '\xff' }", "headers": QUERY}), 400, "not UTF-8"),
        (("POST", {"content": "ASK {}".encode("utf-16"), "headers": QUERY}), 400, "not UTF-8"),
        (("POST", {"content": b"ASK {}", "headers": {"Content-Type": f"{DIRECT};charset=utf-16"}}), 415, "UTF-8"),
        (("POST", {"content": b"query=ASK%20%7B%FF%7D", "headers": FORM}), 400, "not UTF-8"),
        (("POST", {"content": b"query=ASK%20{}&query=ASK%20{}", "headers": FORM}), 400, "one query"),
        (("POST", {"content": b"what=x", "headers": FORM}), 400, "one query"),
        (("POST", {"content": b"ASK {}", "headers": {"Content-Type": "text/plain"}}), 415, "application/sparql-query"),
        (("POST", {"content": b"ASK {}"}), 415, "as nothing"),
        (("POST", {"content": b"DROP ALL", "headers": CHANGE}), 403, "read-only"),
        (("POST", {"content": b"update=DROP%20ALL", "headers": FORM}), 403, "read-only"),
        (("POST", {"content": b"PREFIX x: <x:> # y\nDELETE WHERE { ?a ?b ?c }", "headers": QUERY}), 403, "read-only"),
        (("POST", {"content": b"#" * 100_001, "headers": QUERY}), 413, "100,000 bytes"),
        (("POST", {"content": b"SELECT * WHERE {", "headers": QUERY}), 400, "does not parse"),
        (("POST", {"content": b"SELECT * { ?a ?b ?c . ?d ?e ?f }", "headers": QUERY}), 413, "LIMIT"),
        (("POST", {"content": b"SELECT ?a { ?a ?b ?c }", "headers": {**QUERY, "Accept": "text/csv"}}), 413, "500 rows"),
        (("PUT", {"content": b"ASK {}", "headers": QUERY}), 405, ""),
    ],
)  # fmt: skip
def test_what_is_refused_says_why(client: TestClient, request_: tuple[str, dict], status: int, says: str) -> None:
    answer = client.request(request_[0], "/sparql", **request_[1])
    assert answer.status_code == status
    assert says in answer.text


REFUSED = (
    "SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * { service silent <http://example.org/> { ?a ?b ?c } }",
    "SELECT * {SERVICESILENT<http://example.org/>{?a ?b ?c}}",
    "SELECT * { ?a ?b trueSERVICE<http://example.org/>{?a ?b ?c} }",
    "PREFIX x: <http://example.org/> SELECT * { ?a ?b 1SERVICEx:y{?a ?b ?c} }",
    "SELECT * { \\u0053ERVICE <http://example.org/> { ?a ?b ?c } }",
    "SELECT * { ?a ?b '# }' . SERVICE ?d { ?a ?b ?c } }",
    'SELECT * { ?a ?b """ " \\""" """ . SERVICE ?d { ?a ?b ?c } }',
    "SELECT * { FILTER(?a<1)SERVICE<http://example.org/>{?a ?b ?c} }",
    "SELECT * FROM <http://example.org/> { ?a ?b ?c }",
    "SELECT*FROMNAMED<http://example.org/>{ ?a ?b ?c }",
    "BASE <http://example.org/> SELECT * FROM NAMED <x> { ?a ?b ?c }",
    "PREFIX x: <http://example.org/> ASK FROM x:y { ?a ?b ?c }",
)
HARMLESS = (
    "SELECT * { ?service ?from ?load } # SERVICE <http://example.org/> FROM <x>",
    "SELECT * { ?a ?b 'SERVICE <http://example.org/>' , \"FROM <x>\" , '''\n'SERVICE' ?x {}''' }",
    "PREFIX service: <http://example.org/SERVICE> PREFIX FROM: <x:> SELECT * { ?a service:SERVICE FROM:FROM }",
    "SELECT * { ?a <http://example.org/?SERVICE> ?b FILTER(?a<?b && ?b>?c) }",
    "SELECT * { ?a prov:wasDerivedFrom ?b ; fl:note 'x'@from , _:SERVICE }",
)


@pytest.mark.parametrize("query", REFUSED)
def test_what_leads_elsewhere_is_refused(client: TestClient, query: str) -> None:
    answer = client.post("/sparql", content=query, headers=QUERY)
    assert answer.status_code == 400
    assert answer.text.startswith(("SERVICE: ", "FROM: "))


@pytest.mark.parametrize("query", HARMLESS)
def test_what_only_looks_like_it_passes(query: str) -> None:
    guard.check(query)


def test_a_graph_that_is_here_may_be_read() -> None:
    guard.check("BASE <http://x/y/> SELECT * FROM <z> FROM NAMED <z> {}", lambda: ["http://x/y/z"])
    with pytest.raises(QueryError, match="holds no graph <http://x/y/w>"):
        guard.check("BASE <http://x/y/> SELECT * FROM <z> FROM NAMED <w> {}", lambda: ["http://x/y/z"])


def test_the_protocol_chooses_the_dataset(client: TestClient) -> None:
    def yes(**dataset: str) -> bool:
        body = urlencode({"query": "ASK { ?a ?b ?c }", **dataset})
        return bool(client.post("/sparql", content=body, headers=FORM).json()["boolean"])

    assert yes()
    assert not yes(**{"default-graph-uri": "http://example.org/"})
    assert not yes(**{"named-graph-uri": "http://example.org/"})


def test_the_service_describes_itself(client: TestClient, kg: KnowledgeGraph) -> None:
    answer = client.get("/sparql", headers={"Accept": "text/turtle"})
    triples = {str(q.triple.object) for q in parse(answer.content, format=RdfFormat.TURTLE)}
    assert {f"<{HOST}/sparql>", "<http://www.w3.org/ns/sparql-service-description#SPARQL11Query>"} <= triples
    void = parse(client.get("/.well-known/void").content, format=RdfFormat.TURTLE)
    count = next(q.object.value for q in void if q.predicate.value == "http://rdfs.org/ns/void#triples")
    assert int(count) == kg.manifest["counts"]["triples"]
    assert client.get("/sparql", headers={"Accept": "text/html"}).headers["location"] == "./"


def test_things_have_addresses(client: TestClient, kg: KnowledgeGraph) -> None:
    about = kg.statements(subject="Arland")[0]
    for path, said in (
        ("/id/actor/arland", "Port Ard"),
        ("/id/issue/strait-toll", "opposes"),
        ("/id/source/courier-2031-05", "Arland will not pay at the strait"),
        (f"/id/statement/{about.key}", "Arland"),
    ):
        page = client.get(path, headers={"Accept": "text/html,*/*;q=0.8"})
        assert (page.status_code, page.headers["vary"]) == (200, "Accept, Origin")
        assert said in page.text
        triples = list(parse(client.get(path, headers={"Accept": "text/turtle"}).content, format=RdfFormat.TURTLE))
        assert any(path.removeprefix("/id/") in str(q.subject) for q in triples)
    noted = next(s for s in kg.statements(derived=None) if s.note)
    page = client.get(f"/id/statement/{noted.key}", headers={"Accept": "text/html"}).text
    assert "Curator: " in page  # and not in quotation marks, as if the document said so
    assert "<q>" not in page
    voices = client.get(f"/id/statement/{about.key}", headers={"Accept": "application/n-triples"}).text
    assert "/voice/1> <https://w3id.org/faultlines/ontology#actor>" in voices
    for path in ("/id/actor/nobody", "/id/nothing/arland", "/id/actor/a%3E%20.", "/id/actor/%00", "/id/actor/.."):
        assert client.get(path, headers={"Accept": "text/turtle"}).status_code == 404


def test_the_ontology_has_an_address(client: TestClient) -> None:
    turtle = client.get("/ontology", headers={"Accept": "text/turtle"})
    assert "https://w3id.org/faultlines/ontology#opposes" in {
        q.subject.value for q in parse(turtle.content, format=RdfFormat.TURTLE) if hasattr(q.subject, "value")
    }
    assert client.get("/ontology", headers={"Accept": "text/html"}).headers["location"] == "views/ontology.html"


def test_named_questions_come_with_their_terms(client: TestClient) -> None:
    bound = client.get("/questions/who-opposes", params={"issue": "issue:strait-toll"})
    assert "VALUES ?issue { <https://w3id.org/faultlines/id/issue/strait-toll> }" in bound.text
    assert client.get("/questions/who-oposes").text == "unknown question 'who-oposes'; did you mean who-opposes?\n"
    assert client.get("/questions/who-opposes").status_code == 400


def test_the_api_gives_public_records(client: TestClient, kg: KnowledgeGraph) -> None:
    ours = [kg.record(s) for s in kg.statements(subject="Arland", polarity="affirmed")]
    answer = client.get("/api/statements", params={"subject": "Arland", "polarity": "affirmed", "limit": 2}).json()
    assert answer == {"total": len(ours), "offset": 0, "statements": json.loads(json.dumps(ours[:2]))}
    rest = client.get("/api/statements", params={"subject": "Arland", "polarity": "affirmed", "offset": 2}).json()
    assert rest["statements"] == json.loads(json.dumps(ours[2:]))
    assert client.get(f"/api/statements/{ours[0]['key']}").json() == json.loads(json.dumps(ours[0]))
    assert client.get("/api/actors/Arland").json()["aliases"] == ["Arlandic government", "Port Ard"]
    assert {"id": "actor:arland", "title": "Arland"} in client.get("/api/search", params={"q": "Arland"}).json()
    assert client.get("/api/statements", params={"colour": "red"}).status_code == 400
    assert client.get("/api/search", params={"q": "a\0b"}).status_code == 400
    assert client.get("/api/actors/Arlnd").text == "unknown actor 'Arlnd'; did you mean Arlind or Arland?\n"


def test_only_those_allowed_may_read_across_origins(client: TestClient) -> None:
    def allowed(origin: str) -> str | None:
        return client.get("/sparql?query=ASK{}", headers={"Origin": origin}).headers.get("access-control-allow-origin")

    assert allowed("https://example.org") == "https://example.org"
    assert allowed("https://example.com") is None


def test_another_name_is_not_answered(client: TestClient) -> None:
    assert client.get("/sparql?query=ASK{}", headers={"Host": "evil.example"}).status_code == 421


def test_the_pages_are_served(client: TestClient) -> None:
    assert "Arland" in client.get("/views/alliances.html").text
    assert client.get("/views").headers["location"] == "views/index.html"
    for path in ("/views/..%2f..%2fpyproject.toml", "/views/no.html", "/views/%2e%2e/x.html", "/views//etc/passwd"):
        assert client.get(path).status_code == 404
