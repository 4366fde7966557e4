"""What a worker answers: each a function of the graph and the request, giving a media type and bytes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, TypeVar

from pyoxigraph import NamedNode, RdfFormat, Triple, parse, serialize

from faultlines import paths
from faultlines.errors import UnknownName
from faultlines.serve.limits import Refused
from faultlines.serve.sparql import Answer, Request, query
from faultlines.store import KnowledgeGraph
from faultlines.terms import PREFIXES, RELATIONS, iri

T = TypeVar("T")
MOST_THINGS: Final = 20_000
"""So many names at most go to the editor at once; it asks for the rest by words."""


def statements(kg: KnowledgeGraph, request: Request) -> Answer:
    """Statements that pass the filters, as public records, a page of them."""
    found = _known(lambda: kg.statements(**request["filters"]))
    start, most = request["offset"], request["limit"]
    records = [kg.record(s) for s in found[start : start + most]]
    return _json({"total": len(found), "offset": start, "statements": records})


def statement(kg: KnowledgeGraph, request: Request) -> Answer:
    """One statement's public record."""
    return _json(kg.record(_known(lambda: kg.statement(request["key"]))))


def actors(kg: KnowledgeGraph, request: Request) -> Answer:
    """Every actor's id, class and label, a page of them."""
    found = [(i, label, cls) for i, (label, cls) in sorted(kg.labels.items()) if i.startswith("actor:")]
    start, most = request["offset"], request["limit"]
    rows = [{"id": i, "label": label, "class": cls} for i, label, cls in found[start : start + most]]
    return _json({"total": len(found), "offset": start, "actors": rows})


def actor(kg: KnowledgeGraph, request: Request) -> Answer:
    """One actor's sheet."""
    sheet = _known(lambda: kg.actor(request["name"]))
    known = {"id": sheet.actor.id, "label": sheet.actor.label, "class": sheet.actor.cls}
    facts = {"aliases": list(sheet.actor.aliases), "wikidata": sheet.actor.wikidata or None}
    sections = {title: [kg.record(s) for s in found] for title, found in sheet.blocks.items()}
    return _json({**known, **facts, "sections": sections})


def search(kg: KnowledgeGraph, request: Request) -> Answer:
    """Things and statements whose names or notes hold the words."""
    return _json([{"id": i, "title": title} for i, title in kg.search(request["words"], request["limit"])])


def names(kg: KnowledgeGraph, _: Request) -> Answer:
    """What an editor completes: prefixes, terms of the ontology, things, and the named questions."""
    from faultlines.analysis.reference import reference
    from faultlines.queries import questions

    known = reference(kg)
    terms = {t.name: t.label for part in (known.relations, known.classes, known.values, known.fields) for t in part}
    asked = [
        {
            "name": q.name,
            "sentence": q.sentence,
            "sparql": q.sparql,
            "parameters": [
                {"name": p.name, "meaning": p.meaning, "kinds": p.kinds, "optional": p.optional} for p in q.parameters
            ],
        }
        for q in questions().values()
    ]
    things = {i: label for i, (label, _) in islice(sorted(kg.labels.items()), MOST_THINGS)}
    sources = {f"source:{i}": source["title"] for i, source in sorted(kg.manifest["sources"].items())}
    return _json(
        {
            "prefixes": dict(PREFIXES),
            "terms": terms,
            "signs": {f"fl:{name}": relation.sign for name, relation in RELATIONS.items()},
            "things": things | sources,
            "questions": asked,
            "counts": kg.manifest["counts"],
        }
    )


def question(kg: KnowledgeGraph, request: Request) -> Answer:
    """The SPARQL of a named question with its parameters bound."""
    from faultlines.queries import bind
    from faultlines.queries import question as named

    return "text/plain", bind(kg, _known(lambda: named(request["name"])), request["parameters"]).encode()


def thing(kg: KnowledgeGraph, request: Request) -> Answer:
    """All triples of a thing and, of a statement, of its voices and spans; as RDF, or as a page for people."""
    try:
        this = NamedNode(iri(request["id"]))
    except ValueError:
        raise Refused(404, "nothing here has such an address") from None
    triples = list(kg.about([this]))
    if not triples:
        raise Refused(404, f"nothing here is called {this.value}")
    if request["media"] == "text/html":
        from faultlines.serve.pages import thing_page

        return "text/html", thing_page(kg, request["id"]).encode()
    ends = (t.object for t in triples if isinstance(t.object, NamedNode))
    triples += kg.about(end for end in ends if end.value.startswith(f"{this.value}/"))
    return request["media"], _rdf(triples, request["media"])


def ontology(_: KnowledgeGraph, request: Request) -> Answer:
    """The ontology's own files as one graph."""
    files = sorted(paths.ontology().glob("*.ttl"))
    triples = (quad.triple for path in files for quad in parse(path=str(path), format=RdfFormat.TURTLE))
    return request["media"], _rdf(triples, request["media"])


def counts(kg: KnowledgeGraph, _: Request) -> Answer:
    """How much the graph holds."""
    return _json(dict(kg.manifest["counts"]))


def site(kg: KnowledgeGraph, request: Request) -> Answer:
    """All pages, written into a folder; the names of the files."""
    from faultlines.site import write_site

    return _json([path.name for path in write_site(kg, Path(request["folder"]))])


def _rdf(triples: Iterable[Triple], media: str) -> bytes:
    return serialize(triples, format=RdfFormat.from_media_type(media), prefixes=dict(PREFIXES)) or b""


def _json(value: Any) -> Answer:
    return "application/json", json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _known(find: Callable[[], T]) -> T:
    """What is found; a name that nobody has is a 404."""
    try:
        return find()
    except UnknownName as error:
        raise Refused(404, str(error)) from None


ANSWERS: Final[Mapping[str, Callable[[KnowledgeGraph, Request], Answer]]] = MappingProxyType(
    {
        f.__name__: f
        for f in (query, statements, statement, actors, actor, search, names, question, thing, ontology, counts, site)
    }
)
"""What a request may ask a worker to do."""
