"""Values ↔ RDF: pure functions between the model and triples. The form is described in ontology/README.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Final

from pyoxigraph import Literal, NamedNode, Triple

from faultlines.dates import first_day, last_day
from faultlines.model import Entity, Source, Statement
from faultlines.terms import FL, PREFIXES, PS, WIKIDATA, Modality, P, Polarity, iri, short

_XSD: Final = PREFIXES["xsd"]
_DATE: Final = NamedNode(_XSD + "date")
_COUNT: Final = NamedNode(_XSD + "nonNegativeInteger")


@cache
def node(identifier: str) -> NamedNode:
    """The node of an id (``actor:russia``, ``prov:wasDerivedFrom``)."""
    return NamedNode(iri(identifier))


def _fl(name: str) -> NamedNode:
    return node(f"fl:{name}")


TYPE: Final = node("rdf:type")
LABEL: Final = node("skos:prefLabel")
DERIVED_FROM: Final = node("prov:wasDerivedFrom")

_ID_LISTS: Final = (
    ("about", "about"),
    ("to", "to"),
    ("instrument", "instrument"),
    ("motivation", "motivation"),
    ("said_by", "saidBy"),
    ("via", "via"),
)
_KEY_LISTS: Final = (
    ("condition", "condition"),
    ("unless", "unless"),
    ("responds_to", "respondsTo"),
    ("advances", "advances"),
)
_DATES: Final = (("said_on", "saidOn"), ("since", "since"), ("until", "until"))


def camel(name: str) -> str:
    """A name with hyphens as the local name of a term.

    >>> camel("machine-translated")
    'machineTranslated'
    """
    head, *tail = name.split("-")
    return head + "".join(part.capitalize() for part in tail)


def entity_triples(entity: Entity) -> Iterator[Triple]:
    """What the flat lists say of an entity."""
    this = node(entity.id)
    yield Triple(this, TYPE, _fl(entity.cls))
    yield Triple(this, LABEL, Literal(entity.label, language="en"))
    for alias in (*entity.aliases, *entity.ambiguous):
        yield Triple(this, node("skos:altLabel"), Literal(alias, language="en"))
    if entity.definition:
        yield Triple(this, node("skos:definition"), Literal(entity.definition, language="en"))
    if entity.wikidata:
        yield Triple(this, node("owl:sameAs"), NamedNode(WIKIDATA + entity.wikidata))
    if entity.looked_up:
        yield Triple(this, node("dct:source"), Literal(entity.looked_up))
    for targets, predicate in (
        (entity.belongs_to, "org:memberOf"),
        (entity.broader, "skos:broader"),
        (entity.close_match, "skos:closeMatch"),
        (entity.broad_match, "skos:broadMatch"),
        (entity.excludes, "fl:excludes"),
    ):
        for target in targets:
            yield Triple(this, node(predicate), node(target))


def _decimal(number: float) -> str:
    """A number as xsd:decimal writes it: all of its digits and no exponent."""
    return format(Decimal(repr(number)), "f")


def _dated(this: NamedNode, name: str, text: str) -> Iterator[Triple]:
    if text:
        yield Triple(this, _fl(name), Literal(text))
        yield Triple(this, _fl(f"{name}FirstDay"), Literal(first_day(text).isoformat(), datatype=_DATE))
        yield Triple(this, _fl(f"{name}LastDay"), Literal(last_day(text).isoformat(), datatype=_DATE))


def source_triples(source: Source) -> Iterator[Triple]:
    """What is known of a document."""
    this = node(f"source:{source.id}")
    yield Triple(this, TYPE, _fl("Source"))
    yield Triple(this, node("dct:title"), Literal(source.title))
    for author in source.author:
        yield Triple(this, node("dct:creator"), node(author))
    if source.published_first_by:
        yield Triple(this, _fl("publishedFirstBy"), node(source.published_first_by))
    for publisher in source.republished_by:
        yield Triple(this, _fl("republishedBy"), node(publisher))
    yield Triple(this, _fl("textQuality"), _fl(camel(source.text_quality)))
    yield Triple(this, _fl("characters"), Literal(source.characters))
    for name, text in (
        ("sourceKind", source.kind),
        ("stance", source.stance),
        ("sha256", source.sha256),
        ("curator", source.curator),
        ("note", source.note),
        ("url", source.url),
        ("originalSha256", source.original_sha256),
        ("reader", source.reader),
    ):
        if text:
            yield Triple(this, _fl(name), Literal(text))
    yield from _dated(this, "date", source.date)
    for field in source.inferred:
        yield Triple(this, _fl("inferred"), Literal(field))


def plain_triple(statement: Statement) -> Triple | None:
    """The shorthand without provenance, for statements that are affirmed and asserted."""
    if not statement.plain:
        return None
    return Triple(node(statement.subject), _fl(statement.relation), node(statement.object))


def statement_triples(statement: Statement) -> Iterator[Triple]:
    """A statement with all its fields; its plain triple is not among them."""
    s = statement
    this = NamedNode(f"{PREFIXES['statement']}{s.key}")
    subject, object_ = node(s.subject), node(s.object)
    yield Triple(subject, NamedNode(P + s.relation), this)
    yield Triple(this, NamedNode(PS + s.relation), object_)
    yield Triple(this, TYPE, _fl("Statement"))
    yield Triple(this, _fl("subject"), subject)
    yield Triple(this, _fl("relation"), _fl(s.relation))
    yield Triple(this, _fl("object"), object_)
    yield Triple(this, _fl("polarity"), _fl(s.polarity.value))
    yield Triple(this, _fl("modality"), _fl(s.modality.value))
    yield Triple(this, _fl("method"), Literal(s.method))
    yield Triple(this, _fl("confidence"), Literal(_decimal(s.confidence), datatype=NamedNode(_XSD + "decimal")))
    for field, name in _ID_LISTS:
        for target in getattr(s, field):
            yield Triple(this, _fl(name), node(target))
    for field, name in _KEY_LISTS:
        for target in getattr(s, field):
            yield Triple(this, _fl(name), node(target if ":" in target else f"statement:{target}"))
    for field, name in _DATES:
        yield from _dated(this, name, getattr(s, field))
    for field in s.inferred:
        yield Triple(this, _fl("inferred"), Literal(field))
    if s.rank is not None:
        yield Triple(this, _fl("rank"), Literal(s.rank))
    if s.list_complete is not None:
        yield Triple(this, _fl("listComplete"), Literal(s.list_complete))
    if s.note:
        yield Triple(this, _fl("note"), Literal(s.note))
    if s.source:
        yield Triple(this, DERIVED_FROM, node(f"source:{s.source}"))
    for ground in s.grounds:
        yield Triple(this, DERIVED_FROM, node(f"statement:{ground}"))
    voices = [(1, v) for v in s.said_by] + [(rank, v) for rank, v in enumerate(s.via, 2)]
    for n, (rank, actor) in enumerate(voices, 1):
        voice = NamedNode(f"{this.value}/voice/{n}")
        yield Triple(this, _fl("voice"), voice)
        yield Triple(voice, TYPE, _fl("Voice"))
        yield Triple(voice, _fl("rank"), Literal(rank))
        yield Triple(voice, _fl("actor"), node(actor))
    for n, (start, end) in enumerate(s.spans, 1):
        span = NamedNode(f"{this.value}/span/{n}")
        yield Triple(this, _fl("at"), span)
        yield Triple(span, TYPE, node("oa:TextPositionSelector"))
        yield Triple(span, node("oa:start"), Literal(str(start), datatype=_COUNT))
        yield Triple(span, node("oa:end"), Literal(str(end), datatype=_COUNT))


def read_statement(key: str, triples: Iterable[Triple]) -> Statement:
    """The statement of that key back from triples that hold at least all of its own."""
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        if isinstance(triple.subject, NamedNode) and isinstance(triple.object, NamedNode | Literal):
            values[short(triple.subject.value)][short(triple.predicate.value)].append(triple.object.value)
    this = f"statement:{key}"
    own = values[this]

    def one(name: str) -> str:
        return own.get(f"fl:{name}", [""])[0]

    def ids(name: str, tidy: Callable[[str], str] = short) -> tuple[str, ...]:
        return tuple(sorted(tidy(v) for v in own.get(f"fl:{name}", ())))

    def bare(value: str) -> str:
        return short(value).removeprefix("statement:")

    voices = sorted(_numbered(own["fl:voice"]))
    ranked = [(int(values[v]["fl:rank"][0]), short(values[v]["fl:actor"][0])) for _, v in voices]
    spans = [values[s] for _, s in sorted(_numbered(own["fl:at"]))]
    behind = sorted(short(v) for v in own.get("prov:wasDerivedFrom", ()))
    complete = one("listComplete")
    return Statement(
        subject=short(one("subject")),
        relation=one("relation").removeprefix(FL),
        object=short(one("object")),
        source=next((b.removeprefix("source:") for b in behind if b.startswith("source:")), ""),
        about=ids("about"),
        to=ids("to"),
        instrument=ids("instrument"),
        motivation=ids("motivation"),
        condition=ids("condition", bare),
        unless=ids("unless", bare),
        responds_to=ids("respondsTo", bare),
        advances=ids("advances", bare),
        rank=int(one("rank")) if one("rank") else None,
        polarity=Polarity(one("polarity").removeprefix(FL)),
        modality=Modality(one("modality").removeprefix(FL)),
        said_by=tuple(actor for rank, actor in ranked if rank == 1),
        via=tuple(actor for rank, actor in ranked if rank > 1),
        list_complete=complete in ("true", "1") if complete else None,
        confidence=float(one("confidence")),
        said_on=one("saidOn"),
        since=one("since"),
        until=one("until"),
        inferred=tuple(sorted(own.get("fl:inferred", ()))),
        spans=tuple((int(s["oa:start"][0]), int(s["oa:end"][0])) for s in spans),
        method=one("method"),
        note=one("note"),
        grounds=tuple(b.removeprefix("statement:") for b in behind if b.startswith("statement:")),
    )


def _numbered(iris: Iterable[str]) -> Iterator[tuple[int, str]]:
    for full in iris:
        yield int(full.rpartition("/")[2]), short(full)
