"""The ontology: complete, as terms.py and rdf.py have it, within OWL 2 RL, and never turning a denial into a fact."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import owlrl
import pyoxigraph
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef

from faultlines.model import Entity, Source, Statement
from faultlines.rdf import camel, entity_triples, plain_triple, read_statement, source_triples, statement_triples
from faultlines.terms import (
    BASE,
    FAMILIES,
    FL,
    KINDS,
    PREFIXES,
    PS,
    RELATIONS,
    TEXT_QUALITIES,
    Modality,
    P,
    Polarity,
    short,
)

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "ontology"
FILES = ("actors.ttl", "positions.ttl", "relations.ttl", "statements.ttl", "vocabulary.ttl")
fl, p, ps = Namespace(FL), Namespace(P), Namespace(PS)
ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")  # how owlrl reports a contradiction

MUTUAL = {
    "alliedWith", "partnerOf", "rivalOf", "cooperatesWith", "negotiatesWith", "meetsWith", "calls", "incompatibleWith",
    "agreesWith", "disagreesWith", "contradicts",
}  # fmt: skip
PLOVER = {
    "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
    "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
}  # fmt: skip


def read(*names: str) -> Graph:
    graph = Graph()
    for name in names:
        graph.parse(FOLDER / name)
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return read(*FILES)


def local(node: object, namespace: str = FL) -> str:
    assert str(node).startswith(namespace), node
    return str(node)[len(namespace) :]


def ours(graph: Graph) -> set[URIRef]:
    """Every term of our three namespaces that occurs anywhere, in any position."""
    return {n for triple in graph for n in triple if isinstance(n, URIRef) and begins(n, FL, P, PS)}


def begins(node: object, *namespaces: str) -> bool:
    """Whether an IRI is of one of the namespaces; rdflib's own startswith takes no tuple."""
    return str(node).startswith(namespaces)


# Files and terms -------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FILES)
def test_both_engines_read_a_file_alike(name: str) -> None:
    path = FOLDER / name
    assert len(Graph().parse(path)) == len(set(pyoxigraph.parse(path=str(path)))) > 20


def test_no_file_is_left_out() -> None:
    assert {path.name for path in FOLDER.glob("*.ttl")} - {"shapes.ttl"} == set(FILES)


def test_the_header_says_what_it_is(ontology: Graph) -> None:
    (header,) = ontology.subjects(RDF.type, OWL.Ontology)
    assert f"{header}#" == FL
    for prefixed in ("dct:title", "dct:description", "dct:license", "owl:versionInfo", "owl:versionIRI"):
        assert ontology.value(header, URIRef(PREFIXES[prefixed.split(":")[0]] + prefixed.split(":")[1])), prefixed
    assert str(ontology.value(header, OWL.versionIRI)).endswith(str(ontology.value(header, OWL.versionInfo)))
    assert not list(ontology.objects(header, OWL.imports))


def test_every_term_is_declared_labelled_and_defined(ontology: Graph) -> None:
    terms = ours(ontology)
    assert len(terms) > 3 * len(RELATIONS)
    for term in terms:
        assert ontology.value(term, RDF.type), f"{term} is used but not declared"
        labels = [*ontology.objects(term, RDFS.label), *ontology.objects(term, SKOS.prefLabel)]
        definitions = list(ontology.objects(term, SKOS.definition))
        assert len(labels) == len(definitions) == 1, f"{term}: {labels}, {definitions}"
        assert all(isinstance(text, Literal) and text.language == "en" for text in labels + definitions), term
        assert str(definitions[0]).endswith("."), f"{term}: a definition is a sentence"


def test_a_term_is_described_in_one_place_only() -> None:
    subjects = [{s for s in read(name).subjects(RDF.type) if begins(s, FL, P, PS)} for name in FILES]
    assert all(subjects)
    assert sum(map(len, subjects)) == len(set.union(*subjects))


def test_rules_queries_and_readme_use_no_unknown_term(ontology: Graph) -> None:
    known = {short(term) for term in ours(ontology)}
    texts = [*FOLDER.glob("rules/*.rq"), *(ROOT / "graph/faultlines/queries").glob("*.rq"), FOLDER / "README.md"]
    assert len(texts) > 2
    for path in texts:
        used = set(re.findall(r"(?<![\w:])(?:fl|ps?):[A-Za-z]\w*", path.read_text(encoding="utf-8")))
        assert used <= known, f"{path.name}: {sorted(used - known)}"


# As the program has it -------------------------------------------------------------------------------


def test_relations_are_those_of_the_program(ontology: Graph) -> None:
    signs = {1: fl.positive, -1: fl.negative, 0: fl.neutral}
    said = {
        local(relation): (family, list(ontology.objects(relation, fl.sign)))
        for relation, family in ontology.subject_objects(fl.family)
    }
    assert said == {name: (fl[f"{camel(r.family)}Family"], [signs[r.sign]]) for name, r in RELATIONS.items()}
    assert len(list(ontology.triples((None, fl.family, None)))) == len(RELATIONS)


@pytest.mark.parametrize("name", RELATIONS)
def test_a_relation_has_its_pair_and_reads_as_a_sentence(ontology: Graph, name: str) -> None:
    relation = fl[name]
    assert set(ontology.objects(relation, RDF.type)) == {OWL.ObjectProperty}
    assert list(ontology.objects(relation, fl.statementProperty)) == [p[name]]
    assert list(ontology.objects(relation, fl.valueProperty)) == [ps[name]]
    label = str(ontology.value(relation, RDFS.label))
    assert label.isascii()
    assert label == label.lower()
    assert str(ontology.value(p[name], RDFS.label)) == f"{label} (to statement)"
    assert str(ontology.value(ps[name], RDFS.label)) == f"{label} (to object)"
    assert ontology.value(p[name], RDFS.range) == ontology.value(ps[name], RDFS.domain) == fl.Statement


def test_no_pair_without_a_relation(ontology: Graph) -> None:
    pairs = {term for term in ours(ontology) if not begins(term, FL)}
    assert pairs == {space[name] for name in RELATIONS for space in (p, ps)}


def test_labels_of_relations_tell_them_apart(ontology: Graph) -> None:
    labels = {str(ontology.value(fl[name], RDFS.label)) for name in RELATIONS}
    assert len(labels) == len(RELATIONS)


def test_mutual_relations_are_marked(ontology: Graph) -> None:
    marked = {local(relation): value for relation, value in ontology.subject_objects(fl.mutual)}
    assert marked == dict.fromkeys(MUTUAL, Literal(True))


def test_notations_are_codes_of_plover_and_cameo(ontology: Graph) -> None:
    notations = list(ontology.subject_objects(SKOS.notation))
    assert len(notations) > 20
    for relation, code in notations:
        assert local(relation) in RELATIONS
        assert isinstance(code, Literal)
        if code.datatype == fl.plover:
            assert str(code) in PLOVER
        else:
            assert code.datatype == fl.cameo
            assert re.fullmatch(r"(0[1-9]|1\d|20)\d{0,2}", str(code)), code


def test_classes_are_those_of_the_program(ontology: Graph) -> None:
    for kind, classes in KINDS.items():
        root = fl["Issue" if kind == "agreement" else kind.capitalize()]
        for cls in classes:
            assert (fl[cls], RDF.type, OWL.Class) in ontology
            assert root in ontology.transitive_objects(fl[cls], RDFS.subClassOf), f"{cls} is no {root}"
    known = {cls for classes in KINDS.values() for cls in classes}
    declared = {local(c) for c in ontology.subjects(RDF.type, OWL.Class) if begins(c, FL)}
    assert declared - known == {"Actor", "Statement", "Voice", "Source", "RedLine", "SphereOfInfluence"}


@pytest.mark.parametrize(
    ("scheme", "names"),
    [
        ("polarities", {v.value for v in Polarity}),
        ("modalities", {v.value for v in Modality}),
        ("textQualities", {camel(v) for v in TEXT_QUALITIES}),
        ("families", {f"{camel(v)}Family" for v in FAMILIES}),
        ("signs", {"positive", "negative", "neutral"}),
    ],
)
def test_closed_lists_are_those_of_the_program(ontology: Graph, scheme: str, names: set[str]) -> None:
    assert ontology.value(fl[scheme], RDF.type) == SKOS.ConceptScheme
    members = set(ontology.subjects(SKOS.inScheme, fl[scheme]))
    assert {local(m) for m in members} == names
    assert members == set(ontology.objects(fl[scheme], SKOS.hasTopConcept))
    assert members == set(ontology.subjects(SKOS.topConceptOf, fl[scheme]))
    assert all((m, RDF.type, SKOS.Concept) in ontology for m in members)


# What rdf.py writes ----------------------------------------------------------------------------------

ALL_OF_A_STATEMENT = Statement(
    subject="actor:arland",
    relation="opposes",
    object="issue:river-toll",
    source="harbour-post-2021-07",
    about=("issue:river-trade",),
    to=("actor:borduria",),
    instrument=("concept:note-of-protest",),
    motivation=("issue:free-shipping",),
    condition=("a" * 16,),
    unless=("b" * 16,),
    responds_to=("c" * 16,),
    advances=("d" * 16, "issue:free-shipping"),
    rank=2,
    polarity=Polarity.DENIED,
    said_by=("actor:anna-arl",),
    via=("actor:harbour-post",),
    list_complete=True,
    said_on="2021-07",
    since="2020",
    until="2021-07-09",
    inferred=("since",),
    spans=((120, 164),),
    note="Said of any toll.",
    grounds=("e" * 16,),
)
ALL_OF_A_SOURCE = Source(
    id="harbour-post-2021-07",
    title="A toll on the river",
    kind="news-analysis",
    date="2021-07",
    stance="independent",
    text_quality="machine-translated",
    sha256="0" * 64,
    characters=900,
    curator="faultlines",
    author=("actor:anna-arl",),
    published_first_by="actor:harbour-post",
    republished_by=("actor:inland-post",),
    inferred=("date",),
    url="https://example.org/toll",
    original_sha256="1" * 64,
    reader="reader 1.0",
    note="Two pages are missing.",
)
ALL_OF_AN_ENTITY = Entity(
    id="issue:river-toll",
    cls="Issue",
    label="River toll",
    aliases=("toll",),
    ambiguous=("the levy",),
    wikidata="Q1",
    looked_up="Wikidata, 2021-07-01",
    belongs_to=("actor:arland",),
    broader=("issue:river-trade",),
    close_match=("issue:harbour-toll",),
    broad_match=("issue:tolls",),
    excludes=("issue:free-passage",),
    definition="A toll on ships.",
)
ACTORS = [
    Entity(id=f"actor:{slug}", cls=cls, label=slug)
    for slug, cls in (
        ("arland", "State"),
        ("borduria", "State"),
        ("anna-arl", "Person"),
        ("harbour-post", "Media"),
        ("inland-post", "Media"),
    )
]


def as_graph(*triples: pyoxigraph.Triple) -> Graph:
    return Graph().parse(data=pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES), format="nt")


@pytest.fixture(scope="module")
def written() -> Graph:
    return as_graph(
        *statement_triples(ALL_OF_A_STATEMENT),
        *source_triples(ALL_OF_A_SOURCE),
        *(triple for entity in (ALL_OF_AN_ENTITY, *ACTORS) for triple in entity_triples(entity)),
    )


@pytest.mark.parametrize("value", [ALL_OF_A_STATEMENT, ALL_OF_A_SOURCE, ALL_OF_AN_ENTITY])
def test_the_examples_leave_no_field_out(value: Statement | Source | Entity) -> None:
    empty = {field.name for field in fields(value) if getattr(value, field.name) in ("", (), None)}
    assert empty - {"retired"} == set(), "give the new field a value above, and declare its property in statements.ttl"


def test_every_property_written_is_declared_and_used_as_its_kind(ontology: Graph, written: Graph) -> None:
    standard = tuple(PREFIXES[name] for name in ("rdf", "owl", "skos", "dct", "prov", "oa", "org"))
    for predicate in set(written.predicates()):
        if not begins(predicate, FL, P, PS):
            assert begins(predicate, *standard), predicate
            continue
        (kind,) = ontology.objects(predicate, RDF.type)
        literal = {isinstance(value, Literal) for value in written.objects(None, predicate)}
        expected = {OWL.ObjectProperty: {False}, OWL.DatatypeProperty: {True}, OWL.AnnotationProperty: {True}}
        assert literal == expected[kind], predicate


def test_literals_written_have_the_declared_datatype(ontology: Graph, written: Graph) -> None:
    for predicate, datatype in ontology.subject_objects(RDFS.range):
        for value in written.objects(None, predicate):
            if isinstance(value, Literal):
                assert (value.datatype or URIRef(PREFIXES["xsd"] + "string")) == datatype, predicate


def test_every_field_declared_is_written(written: Graph) -> None:
    kinds = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {s for kind in kinds for s in read("statements.ttl").subjects(RDF.type, kind)}
    assert len(declared) > 40
    assert declared - set(written.predicates()) == set()


# OWL 2 RL --------------------------------------------------------------------------------------------


def test_only_what_owl_rl_and_we_allow_is_used(ontology: Graph) -> None:
    """No chain, no inverse, no symmetry, no restriction: nothing by which a reasoner could make plain triples."""
    axioms = {
        RDF.type,
        RDFS.subClassOf,
        RDFS.subPropertyOf,
        RDFS.domain,
        RDFS.range,
        OWL.disjointWith,
        OWL.differentFrom,
    }
    annotations = {RDFS.label, RDFS.isDefinedBy, OWL.versionInfo, OWL.versionIRI}
    for predicate in set(ontology.predicates()) - axioms - annotations:
        assert begins(predicate, FL, PREFIXES["skos"], PREFIXES["dct"]), predicate
    types = set(ontology.objects(None, RDF.type))
    assert types == {
        OWL.Ontology, OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty,
        RDFS.Datatype, SKOS.Concept, SKOS.ConceptScheme,
    }  # fmt: skip


def test_no_property_of_ours_is_inferred_from_another(ontology: Graph) -> None:
    ties = list(ontology.subject_objects(RDFS.subPropertyOf))
    assert ties
    for narrower, broader in ties:
        assert begins(narrower, FL), narrower
        assert not begins(broader, FL, P, PS), f"{narrower}: a reasoner would derive {broader}"


def test_annotations_about_relations_stay_annotations(ontology: Graph) -> None:
    for name in ("family", "sign", "statementProperty", "valueProperty", "mutual"):
        assert list(ontology.objects(fl[name], RDF.type)) == [OWL.AnnotationProperty]


def test_there_are_no_blank_nodes(ontology: Graph) -> None:
    assert not [n for triple in ontology for n in triple if isinstance(n, BNode)]


def closure(*graphs: Graph) -> Graph:
    everything = Graph()
    for graph in graphs:
        everything += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(everything)
    return everything


def contradictions(graph: Graph) -> list[str]:
    messages = graph.subjects(RDF.type, ERROR)
    return [str(text) for message in messages for text in graph.objects(message) if text != ERROR]


def said(subject: str, relation: str, object_: str, **more: object) -> list[pyoxigraph.Triple]:
    """What the graph holds of a statement: its own triples and, if it has one, its plain triple."""
    statement = Statement(subject=subject, relation=relation, object=object_, source="harbour-post-2021-07", **more)
    plain = plain_triple(statement)
    return [*statement_triples(statement), *([plain] if plain else [])]


def test_a_reasoner_makes_no_fact_of_a_denial(ontology: Graph, written: Graph) -> None:
    issue, actor = Namespace(BASE + "id/issue/"), Namespace(BASE + "id/actor/")
    small = as_graph(
        *said("actor:arland", "drawsRedLine", "issue:river-dam"),
        *said("actor:arland", "drawsRedLine", "issue:river-trade", polarity=Polarity.DENIED),
        *said("actor:arland", "claimsInfluenceOver", "actor:borduria", modality=Modality.POSSIBLE),
        *said("actor:arland", "alliedWith", "actor:borduria"),
    )
    reasoned = closure(ontology, written, small)
    assert contradictions(reasoned) == []
    plain = {(s, local(r), o) for s, r, o in reasoned if begins(r, FL) and local(r) in RELATIONS}
    stated = {(actor.arland, "drawsRedLine", issue["river-dam"]), (actor.arland, "alliedWith", actor.borduria)}
    assert plain == stated
    assert set(reasoned.subjects(RDF.type, fl.RedLine)) == {issue["river-dam"]}
    assert not set(reasoned.subjects(RDF.type, fl.SphereOfInfluence))
    assert (actor["anna-arl"], RDF.type, URIRef(PREFIXES["prov"] + "Agent")) in reasoned


def test_a_reasoner_finds_a_contradiction_where_there_is_one() -> None:
    wrong = as_graph(*entity_triples(ACTORS[0]), *said("actor:borduria", "drawsRedLine", "actor:arland"))
    assert contradictions(closure(read("actors.ttl", "positions.ttl", "vocabulary.ttl"), wrong))


# README.md -------------------------------------------------------------------------------------------

README = (FOLDER / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def triples(turtle: str) -> set[pyoxigraph.Triple]:
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in PREFIXES.items())
    return {quad.triple for quad in pyoxigraph.parse(prefixes + turtle, format=pyoxigraph.RdfFormat.TURTLE)}


def test_the_readme_shows_what_the_program_writes() -> None:
    shown = triples(blocks("turtle")[0])
    stated = {triple.subject.value for triple in shown if triple.predicate.value == FL + "polarity"}
    keys = {iri.removeprefix(PREFIXES["statement"]) for iri in stated}
    statements = [read_statement(key, shown) for key in keys]
    assert len(statements) == 2
    assert {s.key for s in statements} == keys
    plain = {triple for s in statements if (triple := plain_triple(s)) is not None}
    assert shown == plain | {triple for s in statements for triple in statement_triples(s)}


@pytest.mark.parametrize("query", [block for block in blocks("sparql") if "# gives:" in block])
def test_the_readme_gives_the_right_answers(query: str) -> None:
    example = pyoxigraph.Store()
    example.extend(pyoxigraph.Quad(*triple) for triple in triples(blocks("turtle")[0]))
    expected = [line.split()[2:] for line in query.splitlines() if line.startswith("# gives:")]
    rows = example.query(query, prefixes=dict(PREFIXES))
    assert [[short(value.value) for value in row] for row in rows] == expected


def test_the_readme_shows_a_relation_as_it_is(ontology: Graph) -> None:
    shown = as_graph(*triples(blocks("turtle")[1]))
    assert set(shown) == set(ontology.triples((fl.visits, None, None)))


def test_the_readme_names_every_file() -> None:
    for name in (*FILES, "shapes.ttl"):
        assert f"`{name}`" in README
