"""The one handle: it opens, resolves, filters, quotes, searches and answers, or says in one line why not."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import rdflib

import faultlines as fl
from conftest import WORLD
from faultlines.dates import first_day, last_day
from faultlines.errors import FaultlinesError, QueryError, StoreError, UnknownName
from faultlines.model import Statement
from faultlines.names import fold
from faultlines.seeds import Seeds
from faultlines.sources import add_documents
from faultlines.store import KnowledgeGraph
from faultlines.terms import RELATIONS
from test_model import RECORD

# Names ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "actor:borduria",
        "Borduria",
        "borduria",
        "BORDURIA",
        "  Borduria ",
        "the Hill",
        "The  Hill",
        "hill",
        "HILL",
        "Q9000002",
        "q9000002",
    ],
)
def test_a_name_is_an_id_a_label_an_alias_or_a_wikidata_id(kg: KnowledgeGraph, name: str) -> None:
    assert kg.resolve(name) == "actor:borduria"


def test_an_apostrophe_is_an_apostrophe(kg: KnowledgeGraph) -> None:
    names = ("Carpania's membership of the Toll Union", "carpania’s  membership of the toll union")
    assert {kg.resolve(name) for name in names} == {"issue:carpanian-toll-union-membership"}


def test_an_ambiguous_name_is_not_guessed(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match=r"'karpan' may mean actor:carpania, area:karpan-valley; say which by its id"):
        kg.resolve("karpan")
    assert kg.resolve("karpan", ("actor",)) == "actor:carpania"
    assert kg.resolve("karpan", ("area",)) == "area:karpan-valley"


@pytest.mark.parametrize(
    ("name", "kinds", "message"),
    [
        ("Bordura", ("actor",), r"unknown actor 'Bordura'; did you mean Borduria\?"),
        ("Borduria", ("issue",), "unknown issue 'Borduria'"),
        ("actor:borduri", ("actor",), r"did you mean actor:borduria\?"),
        ("Lighthouse afair", None, r"unknown name 'Lighthouse afair'; did you mean Lighthouse affair\?"),
        ("the hil", ("actor", "area"), r"unknown actor or area 'the hil'; did you mean the Hill\?"),
        ("", None, "unknown name ''"),
        ("x'; DROP TABLE name; --", None, "unknown name"),
    ],
)
def test_an_unknown_name_says_what_is_near(
    kg: KnowledgeGraph, name: str, kinds: tuple[str, ...] | None, message: str
) -> None:
    with pytest.raises(UnknownName, match=message) as caught:
        kg.resolve(name, *([kinds] if kinds else []))
    assert "\n" not in str(caught.value)


def test_labels_know_every_entity(kg: KnowledgeGraph, seeds: Seeds) -> None:
    wanted = {e.id: (e.label, e.cls) for e in seeds.entities.values()}
    assert {i: kg.labels[i] for i in wanted} == wanted
    assert kg.label("actor:nobody") == "actor:nobody"


def test_an_entity_comes_back_as_the_lists_have_it(kg: KnowledgeGraph, seeds: Seeds) -> None:
    for entity in seeds.entities.values():
        found = kg.entity(entity.id)
        for field in (
            "id",
            "cls",
            "label",
            "wikidata",
            "looked_up",
            "belongs_to",
            "broader",
            "close_match",
            "definition",
        ):
            assert getattr(found, field) == getattr(entity, field)
        assert set(found.aliases) == {*entity.aliases, *entity.ambiguous}


def test_fold_is_stable() -> None:
    for name in ("The Hill", "the", "The", " the  the ", "É’s"):
        assert fold(fold(name)) in (fold(name), fold(name).removeprefix("the "))
        assert fold(name)


# Statements -----------------------------------------------------------------------------------------


def said(seeds: Seeds) -> list[Statement]:
    return [s for s in seeds.statements if not s.retired]


def test_every_statement_comes_back_by_its_key(kg: KnowledgeGraph, seeds: Seeds) -> None:
    for statement in said(seeds):
        assert kg.statement(statement.key) == statement


def test_without_a_filter_all_that_sources_say_is_found(kg: KnowledgeGraph, seeds: Seeds) -> None:
    found = kg.statements()
    assert {s.key for s in found} == {s.key for s in said(seeds)}
    assert [(s.source, s.spans) for s in found] == sorted((s.source, s.spans) for s in found)


def _during(date: str, first: str, last: str) -> bool:
    after = not first or first_day(first) <= last_day(date)
    return after and (not last or last_day(last) >= first_day(date))


Test = Callable[[Statement], bool]
FILTERS: list[tuple[dict[str, Any], Test]] = [
    ({"subject": "Arland"}, lambda s: s.subject == "actor:arland"),
    ({"subject": ["Q9000001", "the Hill"]}, lambda s: s.subject in ("actor:arland", "actor:borduria")),
    ({"relation": "seeks"}, lambda s: s.relation == "seeks"),
    ({"relation": ("seeks", "opposes")}, lambda s: s.relation in ("seeks", "opposes")),
    ({"family": "sphere"}, lambda s: RELATIONS[s.relation].family == "sphere"),
    ({"family": ["position", "red-line"]}, lambda s: RELATIONS[s.relation].family in ("position", "red-line")),
    ({"family": "position", "relation": "seeks"}, lambda s: s.relation == "seeks"),
    ({"family": "sphere", "relation": "seeks"}, lambda s: False),
    ({"object": "Toll in the Narrow Strait"}, lambda s: s.object == "issue:strait-toll"),
    (
        {"subject": "Arland", "object": "issue:strait-toll"},
        lambda s: (s.subject, s.object) == ("actor:arland", "issue:strait-toll"),
    ),
    ({"about": "issue:strait-toll"}, lambda s: "issue:strait-toll" in s.about),
    ({"source": "gazette-2031-06"}, lambda s: s.source == "gazette-2031-06"),
    ({"source": ["gazette-2031-06", "courier-2031-05"]}, lambda s: True),
    ({"voice": "Ada Arlind"}, lambda s: "actor:ada-arlind" in s.said_by),
    ({"voice": "Carpanian foreign ministry"}, lambda s: "actor:carpanian-foreign-ministry" in (*s.said_by, *s.via)),
    (
        {"voice": ["Bord", "Hill Gazette"]},
        lambda s: bool({"actor:boris-bord", "actor:hill-gazette"} & {*s.said_by, *s.via}),
    ),
    ({"polarity": "denied"}, lambda s: s.polarity == "denied"),
    ({"modality": ["forecast", "possible"]}, lambda s: s.modality in ("forecast", "possible")),
    ({"said": "2031-06"}, lambda s: bool(s.said_on) and _during("2031-06", s.said_on, s.said_on)),
    ({"said": "2031-05-03"}, lambda s: s.said_on == "2031-05-03"),
    ({"said": "2031"}, lambda s: bool(s.said_on)),
    ({"said": "2031-06-15"}, lambda s: s.said_on == "2031-06"),
    ({"at": "2029"}, lambda s: _during("2029", s.since, s.until)),
    ({"at": "2031"}, lambda s: _during("2031", s.since, s.until)),
    ({"at": "2031-04-28"}, lambda s: _during("2031-04-28", s.since, s.until)),
    ({"at": "2031-04-29"}, lambda s: _during("2031-04-29", s.since, s.until)),
    ({"at": "2036"}, lambda s: _during("2036", s.since, s.until)),
    ({"confidence": 0.8}, lambda s: s.confidence >= 0.8),
    ({"confidence": 0.7}, lambda s: s.confidence >= 0.7),
    ({"subject": [], "relation": None}, lambda s: True),
    (
        {"subject": "Borduria", "modality": "asserted", "source": "courier-2031-05"},
        lambda s: (s.subject, s.modality, s.source) == ("actor:borduria", "asserted", "courier-2031-05"),
    ),
]


@pytest.mark.parametrize(("filters", "test"), FILTERS, ids=lambda value: str(value) if isinstance(value, dict) else "")
def test_a_filter_finds_what_a_recount_finds(
    kg: KnowledgeGraph, seeds: Seeds, filters: dict[str, Any], test: Test
) -> None:
    assert {s.key for s in kg.statements(**filters)} == {s.key for s in said(seeds) if test(s)}


def test_the_filters_above_tell_statements_apart(seeds: Seeds) -> None:
    """A filter that finds all or nothing would prove little."""
    counts = [sum(map(test, said(seeds))) for _, test in FILTERS]
    assert sum(0 < count < len(said(seeds)) for count in counts) >= len(FILTERS) - 6


def test_conclusions_are_asked_for(kg: KnowledgeGraph, seeds: Seeds) -> None:
    conclusions, both = kg.statements(derived=True), kg.statements(derived=None)
    assert len(both) == len(conclusions) + len(said(seeds))
    assert all(s.derived and s.grounds and not s.source for s in conclusions)
    known = {s.key for s in both}
    assert all(set(s.grounds) <= known for s in conclusions)


def test_rules_conclude_what_the_world_gives_them(kg: KnowledgeGraph) -> None:
    concluded = {(s.subject, s.relation, s.object) for s in kg.statements(derived=True)}
    assert ("actor:arland", "opposes", "issue:bordurian-naval-base") in concluded
    assert ("actor:carpania", "opposes", "issue:foreign-warships-in-strait") in concluded
    assert {a for p, r, a in concluded if (p, r) == ("area:narrow-strait", "contestedBy")} >= {"actor:arland"}
    (threat,) = kg.statements(derived=True, relation="threatensRedLine")
    assert threat.object == "issue:bordurian-naval-base"
    said_to_contradict = kg.statements(derived=True, relation="contradicts")
    pairs = [
        {kg.statement(end.removeprefix("statement:")).source for end in (s.subject, s.object)}
        for s in said_to_contradict
    ]
    assert {"courier-2031-05", "gazette-2031-06"} in pairs


@pytest.mark.parametrize(
    ("filters", "message"),
    [
        ({"relation": "oposes"}, r"unknown relation 'oposes'; did you mean opposes\?"),
        ({"family": "spheres"}, r"unknown family 'spheres'; did you mean sphere\?"),
        ({"source": "courier-2031-5"}, r"unknown source 'courier-2031-5'; did you mean courier-2031-05\?"),
        ({"polarity": "negative"}, "unknown polarity 'negative'"),
        ({"modality": "expected"}, "unknown modality 'expected'"),
        ({"said": "May 2031"}, "'May 2031' is no date"),
        ({"at": "2031-13"}, "'2031-13' is no date"),
        ({"subject": "Bordura"}, r"did you mean Borduria\?"),
        ({"voice": "issue:strait-toll"}, "unknown actor"),
        ({"subject": "statement:x> ?p ?o } #"}, "no statement has the key"),
        ({"object": "statement:0123456789abcdef> . ?a ?b <x:y"}, "no statement has the key"),
    ],
)
def test_a_wrong_filter_is_one_clear_line(kg: KnowledgeGraph, filters: dict[str, str], message: str) -> None:
    with pytest.raises(FaultlinesError, match=message):
        kg.statements(**filters)


@pytest.mark.parametrize("key", ["0000000000000000", "", "x y", "x> <y", "statement:0000000000000000", "no\nkey"])
def test_an_unknown_key_is_one_clear_line(kg: KnowledgeGraph, key: str) -> None:
    with pytest.raises(UnknownName, match="no statement has the key"):
        kg.statement(key)


# Sheets ---------------------------------------------------------------------------------------------


def test_a_sheet_holds_all_that_concerns_an_actor_once(kg: KnowledgeGraph, seeds: Seeds) -> None:
    sheet = kg.actor("the Hill")
    assert sheet.actor.id == "actor:borduria"
    own = [s for block in sheet.sections.values() for s in block]
    assert {s.key for s in own} == {s.key for s in said(seeds) if s.subject == "actor:borduria"}
    of_it = {
        s.key for s in said(seeds) if s.subject != "actor:borduria" and "actor:borduria" in (s.object, *s.about, *s.to)
    }
    assert {s.key for s in sheet.of_it} == of_it
    assert len(own) == len({s.key for s in own})
    assert "Sanctions" in sheet.sections


def test_a_sheet_of_a_voice_shows_what_it_says(kg: KnowledgeGraph, seeds: Seeds) -> None:
    sheet = kg.actor("Ada Arlind")
    assert {s.key for s in sheet.by_it} == {s.key for s in said(seeds) if "actor:ada-arlind" in s.said_by}


def test_only_actors_have_a_sheet(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="unknown actor"):
        kg.actor("Narrow Strait")


# Records, quotations, search ------------------------------------------------------------------------


def test_a_record_has_the_documented_fields_in_their_order(kg: KnowledgeGraph, seeds: Seeds) -> None:
    for statement in kg.statements(derived=None):
        assert list(kg.record(statement)) == RECORD
    (line,) = kg.statements(subject="Arland", relation="drawsRedLine")
    record = kg.record(line)
    assert (record["said_by"], record["via"]) == (["Ada Arlind"], ["Cora Quill"])
    assert (record["subject_type"], record["object_type"]) == ("State", "Issue")
    assert record["source_sha256"] == seeds.sources["courier-2031-05"].sha256
    assert record["spans"] == [list(span) for span in line.spans]


def test_no_quotation_without_the_document(kg: KnowledgeGraph) -> None:
    assert {kg.quotation(s) for s in kg.statements(derived=None)} == {None}


def test_a_quotation_is_what_stands_there(kg: KnowledgeGraph, documents: dict[str, str]) -> None:
    (line,) = kg.statements(subject="Arland", relation="drawsRedLine")
    assert kg.quotation(line) == "A Bordurian naval base there “would be a red line for us” … one line of several"
    for statement in kg.statements():
        start, end = statement.spans[0]
        assert (kg.quotation(statement) or "").startswith(documents[statement.source][start:end])


def test_no_quotation_from_another_version_of_the_document(kg: KnowledgeGraph, home: Path, seeds: Seeds) -> None:
    add_documents([WORLD / "documents" / "courier-2031-05.txt"], seeds.sources.values())
    (line,) = kg.statements(subject="Arland", relation="drawsRedLine")
    assert kg.quotation(line)
    (kept,) = (path for path in home.rglob("*.txt"))
    kept.write_bytes(kept.read_bytes().replace(b"Arland", b"Arlund"))
    assert kg.quotation(line) is None


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("lighthouse", {"issue:lighthouse-affair"}),
        ("take tolls together", {"actor:toll-union"}),
        ("LIGHTHOUSE affair", {"issue:lighthouse-affair"}),
        ("", set()),
        ("nothing whatever", set()),
        ('"', set()),
        ("a* OR b NEAR(", set()),
    ],
)
def test_search_finds_labels_and_definitions(kg: KnowledgeGraph, words: str, found: set[str]) -> None:
    assert {i for i, _ in kg.search(words) if not i.startswith("fl:")} == found


def test_a_search_that_no_index_can_hold_is_refused(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="NUL"):
        kg.search("a\0b")


def test_search_finds_notes(kg: KnowledgeGraph, seeds: Seeds) -> None:
    (noted,) = (s for s in seeds.statements if s.note.startswith("Three voices"))
    assert [i for i, _ in kg.search("three voices")] == [f"statement:{noted.key}"]


# Queries --------------------------------------------------------------------------------------------


def test_a_query_gives_rows_of_python_values(kg: KnowledgeGraph) -> None:
    result = kg.query(
        "SELECT ?st ?n ?ok ?c ?none { ?st fl:rank ?n ; fl:confidence ?c . BIND(true AS ?ok) } ORDER BY ?n"
    )
    assert (result.form, result.variables) == ("select", ["st", "n", "ok", "c", "none"])
    rows = list(result.rows())
    assert [row[1:] for row in rows if str(row[0]).count("/") == 0] == [[1, True, 0.7, None], [2, True, 0.7, None]]


@pytest.mark.parametrize(
    ("literal", "value"),
    [
        ('"abc"^^xsd:integer', "abc"),
        ('"1,5"^^xsd:decimal', "1,5"),
        ('"maybe"^^xsd:boolean', "maybe"),
        ('"1"^^xsd:boolean', True),
        ('"0"^^xsd:boolean', False),
        ('"2031"^^xsd:gYear', "2031"),
    ],
)
def test_a_literal_that_is_none_of_its_datatype_is_its_text(kg: KnowledgeGraph, literal: str, value: object) -> None:
    assert list(kg.query(f"SELECT ({literal} AS ?x) {{}}").rows()) == [[value]]


def test_rows_with_labels(kg: KnowledgeGraph) -> None:
    query = "SELECT ?who ?rel { ?who ?rel issue:strait-toll FILTER(?rel = fl:supports) }"
    assert list(kg.query(query).rows()) == [["actor:borduria", "fl:supports"]]
    assert [row[0] for row in kg.query(query).rows(labels=True)] == ["Borduria"]


def test_a_frame_of_any_result(kg: KnowledgeGraph) -> None:
    frame = kg.query("SELECT ?who { ?who fl:partyTo agreement:strait-treaty } ORDER BY ?who").frame(labels=True)
    assert frame.to_dict("list") == {"who": ["Arland", "Borduria"]}
    assert kg.query("ASK { actor:arland fl:opposes issue:strait-toll }").frame().to_dict("list") == {"answer": [True]}
    assert list(kg.query("CONSTRUCT WHERE { ?s fl:partyTo ?o }").frame().columns) == ["subject", "predicate", "object"]


def test_yes_or_no(kg: KnowledgeGraph) -> None:
    assert kg.query("ASK { actor:arland fl:opposes issue:strait-toll }")
    assert not kg.query("ASK { actor:arland fl:supports issue:strait-toll }")


def test_only_ask_is_yes_or_no(kg: KnowledgeGraph) -> None:
    """Asking rows whether there are any would swallow the first."""
    with pytest.raises(QueryError, match="ASK"):
        bool(kg.query("SELECT ?who { ?who fl:opposes issue:strait-toll }"))
    with pytest.raises(QueryError, match="bool"):
        list(kg.query("ASK { ?s ?p ?o }"))


def test_a_denied_or_only_possible_statement_is_no_plain_triple(kg: KnowledgeGraph) -> None:
    rows = kg.query("SELECT ?s ?p ?o { VALUES ?p { fl:seeks fl:memberOf fl:demands fl:alliedWith } ?s ?p ?o }").rows()
    assert {(s, str(p).removeprefix("fl:"), o) for s, p, o in rows} == {
        ("actor:arland", "seeks", "issue:free-passage"),
        ("actor:carpania", "seeks", "issue:free-passage"),
        ("actor:carpania", "seeks", "issue:carpanian-toll-union-membership"),
    }


def test_every_plain_triple_has_a_statement_behind_it(kg: KnowledgeGraph) -> None:
    relations = " ".join(f"fl:{name}" for name in RELATIONS)
    plain = kg.query(f"SELECT ?s ?p ?o {{ VALUES ?p {{ {relations} }} ?s ?p ?o }}")
    triples = {(s, str(p).removeprefix("fl:"), o) for s, p, o in plain.rows()}
    assert triples == {(s.subject, s.relation, s.object) for s in kg.statements(derived=None) if s.plain}


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELEC ?x { ?x ?y ?z }", "does not parse"),
        ("", "does not parse"),
        ("SELECT ?x { ?x nope:y ?z }", "does not parse"),
        ("INSERT DATA { actor:a fl:opposes issue:b }", "does not parse"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "failed"),
    ],
)
def test_a_bad_query_is_one_clear_line(kg: KnowledgeGraph, sparql: str, message: str) -> None:
    with pytest.raises(QueryError, match=message) as caught:
        list(kg.query(sparql))
    assert "\n" not in str(caught.value)


# rdflib ---------------------------------------------------------------------------------------------


def test_rdflib_sees_the_same_store(kg: KnowledgeGraph) -> None:
    dataset = kg.dataset()
    triple = tuple(rdflib.URIRef(i) for i in (fl_id("actor/arland"), FL + "opposes", fl_id("issue/strait-toll")))
    assert triple in dataset
    assert len(dataset) == len(kg.store) == kg.manifest["counts"]["triples"]
    query = "SELECT ?who ?st { ?who p:opposes ?st . ?st ps:opposes issue:strait-toll }"
    ours = {tuple(term.value for term in row) for row in kg.query(query)}
    assert {tuple(map(str, row)) for row in dataset.query(query)} == ours
    assert len(ours) == 2


FL = "https://w3id.org/faultlines/ontology#"


def fl_id(path: str) -> str:
    return f"https://w3id.org/faultlines/id/{path}"


# Opening --------------------------------------------------------------------------------------------


def test_the_handle_is_a_context_manager(store_folder: Path) -> None:
    with KnowledgeGraph.open(store_folder) as one, KnowledgeGraph.open(str(store_folder)) as two:
        assert one.resolve("Arland") == two.resolve("Arland")
        assert repr(one).startswith("<KnowledgeGraph ")
        assert "30 statements" in repr(one)
    one.close()  # once more does no harm


@pytest.fixture
def damaged(store_folder: Path, tmp_path: Path) -> Path:
    """A copy of the store to damage."""
    return Path(shutil.copytree(store_folder, tmp_path / "store"))


def generation(folder: Path) -> Path:
    return folder / (folder / "current").read_text().strip()


def corrupt(path: Path) -> None:
    path.write_bytes(b"\x00\xff rubbish" * 9)


DAMAGE: dict[str, Callable[[Path], Any]] = {
    "no folder": shutil.rmtree,
    "no current": lambda f: (f / "current").unlink(),
    "empty current": lambda f: (f / "current").write_text(""),
    "current of bytes": lambda f: corrupt(f / "current"),
    "current elsewhere": lambda f: (f / "current").write_text("0000-0000\n"),
    "no generation": lambda f: shutil.rmtree(generation(f)),
    "no graph": lambda f: shutil.rmtree(generation(f) / "graph"),
    "empty graph": lambda f: [p.unlink() for p in (generation(f) / "graph").iterdir()],
    "bad graph": lambda f: [corrupt(p) for p in (generation(f) / "graph").glob("MANIFEST*")],
    "no data": lambda f: [p.unlink() for p in (generation(f) / "graph").glob("*.sst")],
    "no manifest": lambda f: (generation(f) / "manifest.json").unlink(),
    "bad manifest": lambda f: corrupt(generation(f) / "manifest.json"),
    "half a manifest": lambda f: (generation(f) / "manifest.json").write_text('{"state": "x'),
    "a list for a manifest": lambda f: (generation(f) / "manifest.json").write_text("[]"),
    "a manifest of less": lambda f: (generation(f) / "manifest.json").write_text("{}"),
    "no names": lambda f: (generation(f) / "names.sqlite").unlink(),
    "empty names": lambda f: (generation(f) / "names.sqlite").write_bytes(b""),
    "bad names": lambda f: corrupt(generation(f) / "names.sqlite"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_store_says_so_in_one_line(damaged: Path, damage: str) -> None:
    DAMAGE[damage](damaged)
    with pytest.raises(StoreError, match="run 'faultlines build'") as caught:
        KnowledgeGraph.open(damaged)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("damage", ["no folder", "current of bytes", "bad graph"])
@pytest.mark.usefixtures("shapeless")
def test_a_build_mends_a_damaged_store(damaged: Path, damage: str) -> None:
    from faultlines.build import build

    DAMAGE[damage](damaged)
    build(WORLD, damaged)
    with KnowledgeGraph.open(damaged) as kg:
        assert kg.resolve("the Hill") == "actor:borduria"


def test_the_manifest_counts_what_is_there(kg: KnowledgeGraph, store_folder: Path) -> None:
    manifest = json.loads((generation(store_folder) / "manifest.json").read_text())
    assert manifest["counts"] == {
        "statements": 30,
        "concluded": len(kg.statements(derived=True)),
        "sources": 2,
        "entities": 30,
        "triples": len(kg.store),
    }
    assert manifest["sources"]["gazette-2031-06"]["text_quality"] == "machine-translated"


# The package ----------------------------------------------------------------------------------------


def test_the_package_has_ten_names_or_fewer() -> None:
    assert len(fl.__all__) <= 10
    for name in fl.__all__:
        assert getattr(fl, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        fl.nothing  # noqa: B018 - asking is the test


def test_load_builds_what_is_missing_and_opens_what_is_there(tmp_path: Path) -> None:
    lines: list[str] = []
    for _ in range(2):
        with fl.load(WORLD, tmp_path / "store") if not lines else fl.load(str(WORLD), str(tmp_path / "store")) as kg:
            assert kg.resolve("Arland") == "actor:arland"
        lines.append(kg.path.name)
    assert lines[0] == lines[1]
