"""Overview, positions, names and queries: what the pages show is what the graph says."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from conftest import Run
from faultlines.analysis.entities import entities, everything
from faultlines.analysis.explore import Rows, explore
from faultlines.analysis.overview import overview
from faultlines.analysis.positions import WAYS, positions, seriate, way
from faultlines.site import PAGES
from faultlines.store import KnowledgeGraph
from faultlines.views.entity import EntityPage
from faultlines.views.positions import PositionsPage


def data(html: str) -> dict:
    return json.loads(re.search(r'<script type="application/json" id="data">(.*?)</script>', html, re.DOTALL)[1])


def test_the_overview_counts_and_finds(kg: KnowledgeGraph) -> None:
    found = overview(kg)
    assert found.counts["statements"] == len(kg.statements())
    assert found.counts["actors"] == sum(i.startswith("actor:") for i in kg.labels)
    told = {s.key for s in kg.statements(derived=None)}
    for finding in found.findings:
        assert finding.question.endswith("?")
        for item in finding.items:
            assert item.page in PAGES
            keys = item.select.removeprefix("keys:").split() if item.select.startswith("keys:") else []
            assert set(keys) <= told
            assert keys or item.select in kg.labels
    assert [name.uses for name in found.names] == sorted((name.uses for name in found.names), reverse=True)


def test_the_overview_of_the_real_graph_has_what_newcomers_look_for(real_kg: KnowledgeGraph) -> None:
    found = {f.question: [item.text for item in f.items] for f in overview(real_kg).findings}
    lonely, contested, odds, failed = found.values()
    assert any(text.startswith("Inforos: Colour revolution in Russia;") for text in lonely)
    assert "Libya: Russia (forecast), United States (forecast)" in contested
    assert ["forecast" in text for text in contested] == sorted("forecast" in text for text in contested)
    assert "France and Germany: EU strategic autonomy or Euro-Atlantic unity" in odds
    assert (
        "Eurasia Daily Monitor; Geo-analytics: “Sanctions on Russia harms Russia” – "
        "Russia, reported by Eurasia Daily Monitor: not so"
    ) in odds
    deployment = next(text for text in odds if "Russian deployment" in text)
    assert "“Easing of Russian pressure on Ukraine in 2021 has participant Russia” – " in deployment
    assert any("Geneva summit" in text for text in failed)
    assert len(odds) == len(set(odds))


def test_positions_are_the_statements_for_and_against(kg: KnowledgeGraph) -> None:
    found = positions(kg)
    wanted = {
        s.key for s in kg.statements(relation=list(WAYS), derived=None)
        if s.subject.startswith("actor:") and not s.object.startswith("statement:")
    }  # fmt: skip
    assert {key for *_, key in found.network.edges(keys=True)} == wanted != set()
    for orders in (found.actors, found.issues):
        assert len({tuple(sorted(order)) for order in orders.values()}) == 1
    html = PositionsPage(found).html({})
    for key in wanted:
        assert html.count(f'data-key="{key}"') == 1  # its mark
        assert f'"{key}"' in html.replace(f'data-key="{key}"', "")  # what its card is made from
    assert PositionsPage(found).picture() is not None


def test_denying_is_less_than_the_opposite() -> None:
    assert way("supports", "affirmed") == 1
    assert -1 < way("supports", "denied") < 0 < way("opposes", "denied") < 1


def test_rows_alike_stand_side_by_side() -> None:
    rows = {"a": {"x": 1.0}, "b": {"x": -1.0}, "c": {"x": 1.0, "y": 1.0}, "d": {"y": 1.0}}
    assert seriate(rows) == ["a", "c", "d", "b"]
    assert seriate({}) == []


def test_the_page_of_names_has_every_name_and_statement_once(kg: KnowledgeGraph) -> None:
    found = data(EntityPage(entities(kg)).html({}))
    assert set(found["entities"]) == set(kg.labels)
    statements = kg.statements(derived=None)
    assert set(found["statements"]) == {s.key for s in statements}
    uses = Counter(
        i
        for s in found["statements"].values()
        for i in {s["s"], s["o"], *(i for name in ("by", "via", "about", "to") for i in s.get(name, ()))}
    )
    assert {n.id: n.uses for n in overview(kg).names} == {i: uses[i] for i in kg.labels}, "the index counts the same"
    assert sorted(s["rank"] for s in found["statements"].values() if "rank" in s) == [1, 2]
    for s in statements:
        shown = found["statements"][s.key]
        assert (shown["s"], shown["r"], shown["o"]) == (s.subject, s.relation, s.object)
        assert (shown.get("polarity", "affirmed"), shown.get("modality", "asserted")) == (s.polarity, s.modality)
        assert (shown.get("by", []), shown.get("via", [])) == (list(s.said_by), list(s.via))


def test_the_whole_network_leaves_out_only_statements_about_statements(kg: KnowledgeGraph) -> None:
    drawn = {key for *_, key in everything(kg).edges(keys=True)}
    whole = {s.key: s for s in kg.statements(derived=None)}
    about = {k for k, s in whole.items() if "statement:" in f"{s.subject} {s.object}"}
    assert drawn == set(whole) - about


SELECT = "# Who opposes what?\nSELECT ?who ?what { ?who fl:opposes ?what }"
CONSTRUCT = "CONSTRUCT { ?who fl:opposes ?what . ?what fl:note ?n } WHERE { ?who fl:opposes ?what BIND('x' AS ?n) }"


def test_rows_become_a_table_and_triples_a_network(kg: KnowledgeGraph) -> None:
    rows = explore(kg, SELECT, "q", "Q")
    assert isinstance(rows, Rows)
    assert len(rows.rows) == len(list(kg.query(SELECT).rows())) > 0
    network = explore(kg, CONSTRUCT, "q", "Q")
    assert not isinstance(network, Rows)
    assert {data["relation"] for *_, data in network.edges(data=True)} == {"opposes"}
    assert "not drawn" in network.graph["sentence"]
    asked = explore(kg, "ASK { ?s a fl:State }", "q", "Q")
    assert isinstance(asked, Rows)
    assert asked.rows == [["yes"]]
    plain = explore(kg, "CONSTRUCT { ?s rdfs:label ?n } WHERE { ?s skos:prefLabel ?n }", "q", "Q")
    assert isinstance(plain, Rows)
    assert plain.note


def test_a_triple_that_nobody_states_is_the_querys_own(kg: KnowledgeGraph) -> None:
    text = "CONSTRUCT { actor:arland fl:alliedWith actor:borduria } WHERE {}"
    [record] = [r for *_, r in explore(kg, text, "q", "Q").edges(data="record")]
    assert record["method"] == "rule:your-query"
    assert record["source"] is None


@pytest.mark.parametrize(
    ("text", "shown"), [(SELECT, "Who opposes what?"), ("SELECT * { ?s fl:opposes actor:x }", "Nothing found.")]
)
def test_the_command_writes_what_a_query_finds(
    run: Run, tmp_path: Path, store_folder: Path, text: str, shown: str
) -> None:
    (tmp_path / "My query.rq").write_text(text)
    where = ["--seeds", Path(__file__).parent / "world", "--store", store_folder, "-o", tmp_path / "out"]
    result = run("view", "query", tmp_path / "My query.rq", *where)
    assert result.exit_code == 0, result.output
    assert shown in (tmp_path / "out" / "my-query.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("stem", ["index", "Alliances", "red_lines"])
def test_a_query_does_not_take_the_place_of_a_page(run: Run, tmp_path: Path, store_folder: Path, stem: str) -> None:
    (tmp_path / f"{stem}.rq").write_text(SELECT)
    where = ["--seeds", Path(__file__).parent / "world", "--store", store_folder, "-o", tmp_path / "out"]
    result = run("view", "query", tmp_path / f"{stem}.rq", *where)
    name = stem.lower().replace("_", "-")
    assert result.exit_code == 2
    assert result.stderr == f"{name}.html is a page of the site; give the file of the query another name\n"
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["query"], "'faultlines view query FILE.rq' shows a query"),
        (["alliances", "x.rq"], "other pages take no FILE"),
        (["query", "nowhere.rq"], "nowhere.rq: cannot be read (No such file or directory)"),
    ],
)
def test_a_wrong_call_is_one_line(run: Run, store_folder: Path, arguments: list[str], message: str) -> None:
    where = ["--seeds", Path(__file__).parent / "world", "--store", store_folder]
    result = run("view", *arguments, *where)
    assert result.exit_code == 2
    assert message in result.stderr
