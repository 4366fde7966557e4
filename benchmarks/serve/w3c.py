"""The W3C's SPARQL 1.1 tests of protocol, query, syntax and result formats, through HTTP.

    python benchmarks/serve/w3c.py FOLDER

FOLDER is the W3C's `data-sparql11`. Every dataset gets a store and a server of its own. Prints for each part how many
tests pass, and which do not; of query tests also on the bare engine.
"""

from __future__ import annotations

import argparse
import csv
import io
import tempfile
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import httpx
import rdflib
from common import client, fill, generation, serving
from pyoxigraph import (
    BlankNode,
    CanonicalizationAlgorithm,
    Dataset,
    Literal,
    NamedNode,
    Quad,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Store,
    parse,
    parse_query_results,
)
from rdflib.collection import Collection

MF: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
QT: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-query#")
UT: Final = rdflib.Namespace("http://www.w3.org/2009/sparql/tests/test-update#")
HT: Final = rdflib.Namespace("http://www.w3.org/2011/http#")
RS: Final = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
CNT: Final = rdflib.Namespace("http://www.w3.org/2011/content#")
BASE: Final = "http://www.example/sparql11/"
PARTS: Final = (
    "aggregates", "bind", "bindings", "cast", "construct", "exists", "functions", "grouping", "negation",
    "project-expression", "property-path", "subquery",
)  # fmt: skip
_TURTLE, _SRX, _SRJ = "text/turtle", "application/sparql-results+xml", "application/sparql-results+json"
_ACCEPT: Final = {".srx": _SRX, ".srj": _SRJ, ".csv": "text/csv", ".tsv": "text/tab-separated-values"}


def manifest(folder: Path) -> tuple[rdflib.Graph, list[Any]]:
    """A manifest and its entries; addresses are below BASE."""
    graph = rdflib.Graph()
    graph.parse(folder / "manifest.ttl", publicID=f"{BASE}{folder.name}/manifest.ttl", format="turtle")
    entries = [e for listed in graph.objects(None, MF.entries) for e in Collection(graph, listed)]
    return graph, entries


Files = tuple[tuple[str, bool], ...]


def dataset(graph: rdflib.Graph, test: Any) -> Files:
    """The data files of a test: their addresses, and whether each is a named graph."""
    action = graph.value(test, MF.action)
    default = sorted(str(o) for o in graph.objects(action, QT.data))
    named = sorted(str(o) for o in graph.objects(action, QT.graphData))
    return (*((name, False) for name in default), *((name, True) for name in named))


def placed(folder: Path, files: Files) -> list[tuple[Path, str, bool]]:
    """The same with the file of each."""
    return [(folder / name.removeprefix(BASE), name, named) for name, named in files]


def evaluations(folder: Path, *parts: str) -> list[tuple[Any, bool, bool]]:
    """Every query test of those parts: whether it passes through HTTP, and on the bare engine."""
    by_dataset: dict[Files, list[tuple[rdflib.Graph, Any]]] = {}
    for graph, test in tests(folder, *parts):
        if any((test, rdflib.RDF.type, kind) in graph for kind in (MF.QueryEvaluationTest, MF.CSVResultFormatTest)):
            by_dataset.setdefault(dataset(graph, test), []).append((graph, test))
    found = []
    for files, group in by_dataset.items():
        bare = Store()
        fill(bare, placed(folder, files))
        with (
            tempfile.TemporaryDirectory() as made,
            serving(generation(Path(made), placed(folder, files)), workers=1) as server,
            client() as http,
        ):
            for graph, test in group:
                name = str(graph.value(graph.value(test, MF.action), QT.query))
                text = f"BASE <{name}>\n{(folder / name.removeprefix(BASE)).read_text(encoding='utf-8')}"
                expected = folder / str(graph.value(test, MF.result)).removeprefix(BASE)
                media = _ACCEPT.get(expected.suffix, "*/*")
                wanted = canonical(*understood(expected))
                answer = http.post(f"{server.address}/sparql", data={"query": text}, headers={"Accept": media})
                said = answer.headers["content-type"].partition(";")[0]
                ours = answer.status_code == 200 and canonical(answer.content, said) == wanted
                found.append((test, ours, canonical(*bare_answer(bare, text, media)) == wanted))
    return found


def bare_answer(store: Store, text: str, media: str) -> tuple[bytes, str]:
    """What pyoxigraph itself gives, in the same format."""
    try:
        answer = store.query(text)
        if isinstance(answer, QuerySolutions | QueryBoolean):
            form = QueryResultsFormat.from_media_type(media)
            if form is None:
                form, media = QueryResultsFormat.XML, _SRX
            return answer.serialize(format=form) or b"", media
        return answer.serialize(format=RdfFormat.TURTLE) or b"", _TURTLE
    except (SyntaxError, OSError, RuntimeError):
        return b"", _TURTLE


def understood(expected: Path) -> tuple[bytes, str]:
    """A file of expected results and its media type; rows that are told in Turtle, as XML."""
    data = expected.read_bytes()
    if expected.suffix == ".ttl" and b"ResultSet" in data:
        told = rdflib.Graph().parse(expected, publicID=f"{BASE}{expected.parent.name}/", format="turtle")
        rows = [
            {str(told.value(b, RS.variable)): told.value(b, RS.value) for b in told.objects(solution, RS.binding)}
            for solution in told.objects(None, RS.solution)
        ]
        result = rdflib.query.Result("SELECT")
        result.vars = [rdflib.Variable(str(name)) for name in told.objects(None, RS.resultVariable)]
        result.bindings = [{rdflib.Variable(k): v for k, v in row.items()} for row in rows]
        return result.serialize(format="xml") or b"", _SRX
    return data, _ACCEPT.get(expected.suffix, _TURTLE)


def canonical(data: bytes, media: str) -> Any:
    """An answer so that two equal ones are equal: rows as a graph, blank nodes by what they are joined to."""
    if media == "text/csv":
        return Counter(
            tuple(sorted((k, "_:" if v.startswith("_:") else v) for k, v in row.items()))
            for row in csv.DictReader(io.StringIO(data.decode()))
        )
    if media == _TURTLE:
        quads = [Quad(q.subject, q.predicate, plain(q.object)) for q in parse(data, format=RdfFormat.TURTLE)]
    else:
        form = QueryResultsFormat.from_media_type(media)
        assert form is not None
        found = parse_query_results(data, format=form)
        if isinstance(found, QueryBoolean):
            return bool(found)
        names = [v.value for v in found.variables]
        quads = []
        for row in found:
            this = BlankNode()
            quads.append(Quad(this, NamedNode("x:row"), Literal("")))
            quads += [Quad(this, NamedNode(f"x:{name}"), plain(row[name])) for name in names if row[name] is not None]
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.UNSTABLE)
    return frozenset(map(str, dataset))


def plain(term: Any) -> Any:
    """A number by its value, since engines differ in how they write it."""
    if isinstance(term, Literal):
        kind = term.datatype.value.rpartition("#")[2]
        try:
            if kind in ("integer", "decimal"):
                return Literal(str(Decimal(term.value).normalize()), datatype=term.datatype)
            if kind == "boolean":
                return Literal("true" if term.value in ("1", "true") else "false", datatype=term.datatype)
            if kind in ("double", "float"):
                return Literal(repr(float(term.value)), datatype=term.datatype)
        except (ValueError, ArithmeticError):
            return term
    return term


def syntax(http: httpx.Client, url: str, folder: Path, graph: rdflib.Graph, test: Any) -> bool:
    """Whether a query parses just if it should; what it asks for may still be refused."""
    query = str(graph.value(test, MF.action))
    text = (folder / query.removeprefix(BASE)).read_text(encoding="utf-8")
    answer = http.post(url, data={"query": f"BASE <{query}>\n{text}"})
    good = (test, rdflib.RDF.type, MF.PositiveSyntaxTest11) in graph
    parses = answer.status_code == 200 or not answer.text.startswith("the query does not parse")
    return parses is good


def protocol(http: httpx.Client, address: str, graph: rdflib.Graph, test: Any) -> bool:
    """Whether every request of a protocol test is answered as it should be."""
    requests = graph.value(graph.value(test, MF.action), HT.requests)
    for request in Collection(graph, requests):
        path = str(graph.value(request, HT.absolutePath))
        listed = graph.value(request, HT.headers)
        headers = {
            str(graph.value(h, HT.fieldName)): str(graph.value(h, HT.fieldValue))
            for h in (Collection(graph, listed) if listed else ())
        }
        body = graph.value(request, HT.body)
        text = str(graph.value(body, CNT.chars) or "") if body else ""
        coding = str(graph.value(body, CNT.characterEncoding) or "UTF-8") if body else "UTF-8"
        method = str(graph.value(request, HT.methodName))
        answer = http.request(method, address + path, content=text.encode(coding), headers=headers)
        expected = graph.value(request, HT.resp)
        wanted = [str(s)[-3] for s in graph.objects(expected, MF.expectedStatus)]
        if str(answer.status_code)[0] not in wanted:
            return False
        truth = graph.value(expected, MF.expectedBoolean)
        if truth is not None and bool(parse_boolean(answer)) != truth.toPython():
            return False
        form = {"boolean": "sparql-results", "tabular": "sparql-results", "RDF": "turtle"}
        kind = graph.value(expected, MF.expectedFormat)
        if kind is not None and form[str(kind)] not in answer.headers["content-type"]:
            return False
    return True


def parse_boolean(answer: httpx.Response) -> Any:
    """A yes or no in JSON."""
    form = QueryResultsFormat.from_media_type(_SRJ)
    assert form is not None
    return parse_query_results(answer.content, format=form)


def main() -> None:
    """Run all parts and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder.resolve()
    data = [
        (folder / "protocol" / f"data{n}.nt", f"http://kasei.us/2009/09/sparql/data/data{n}.rdf", True)
        for n in (1, 2, 3)
    ]
    kinds = (MF.PositiveSyntaxTest11, MF.NegativeSyntaxTest11)
    with tempfile.TemporaryDirectory() as made, serving(generation(Path(made), data)) as server, client() as http:
        asked = [
            (t, protocol(http, server.address, g, t)) for g, t in tests(folder, "protocol") if "#update_" not in str(t)
        ]
        show("protocol but for updates", asked)
        parsed = [
            (t, syntax(http, f"{server.address}/sparql", folder, g, t))
            for g, t in tests(folder, "syntax-query", *PARTS)
            if any((t, rdflib.RDF.type, k) in g for k in kinds)
        ]
        show("syntax", parsed)
    for what, parts in (("query evaluation", PARTS), ("CSV, TSV and JSON", ("csv-tsv-res", "json-res"))):
        found = evaluations(folder, *parts)
        show(what, [(test, ours) for test, ours, _ in found])
        show(f"{what}, bare pyoxigraph", [(test, bare) for test, _, bare in found])


def tests(folder: Path, *parts: str) -> Iterator[tuple[rdflib.Graph, Any]]:
    """Every test of those parts, with its manifest."""
    for part in parts:
        graph, entries = manifest(folder / part)
        for entry in entries:
            yield graph, entry


def show(what: str, results: list[tuple[Any, bool]]) -> None:
    """One line of figures, and the names of those that fail."""
    failed = [str(test).removeprefix(BASE).replace("/manifest.ttl", "") for test, passed in results if not passed]
    failed = [name.rpartition("#")[2] for name in failed]
    print(
        f"{what}: {len(results) - len(failed)} of {len(results)} pass"
        + (f"; not {', '.join(failed)}" if failed else "")
    )


if __name__ == "__main__":
    main()
