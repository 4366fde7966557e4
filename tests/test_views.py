"""Pages as text: safe, whole, the same each time, and true to the networks they are made from."""

from __future__ import annotations

import base64
import copy
import hashlib
import itertools
import json
import math
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import views_world as world
from faultlines.errors import FaultlinesError
from faultlines.terms import FAMILIES, RELATIONS, Modality
from faultlines.views import marks, show
from faultlines.views.cards import cards
from faultlines.views.compose import compose
from faultlines.views.geometry import Point, hull, parting
from faultlines.views.matrix import red_line_matrix, threats
from faultlines.views.notebook import Inline
from faultlines.views.pack import pack
from faultlines.views.tables import tables
from faultlines.views.times import sliders

EVIL = (
    "</script><script>window.__pwn=1</script>",
    "<img src=x onerror=\"window.__pwn=2\">",
    "' onmouseover='window.__pwn=3",
    '"><a href="javascript:window.__pwn=4">href</a>',
    "{{ 7*7 }} {% raw %} <!-- href -->",
    "Кремль — «красная линия»",
)  # fmt: skip


class Tags(HTMLParser):
    """The elements of a page with their attributes and the text of scripts and styles."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, dict[str, str | None], str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.texts.append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:  # inside a script or style
            tag, attributes, text = self.texts[-1]
            self.texts[-1] = (tag, attributes, text + data)


def unpack(packed: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The rows of what `pack` made, as scripts/page.js makes them."""
    rows: list[dict[str, Any]] = [{} for _ in range(packed["count"])]
    for name, column in packed["columns"].items():
        values = column["values"] if "values" in column else [column["table"][i] for i in column["at"]]
        for row, value in zip(column.get("rows", range(len(rows))), values, strict=True):
            rows[row][name] = value
    return rows


def test_packed_rows_are_the_same_rows() -> None:
    rows = [{"a": "one"}, {"a": "one", "b": 2}, {"a": "one", "c": [None]}, {}]
    assert unpack(pack(rows)) == rows


def data_of(html: str) -> Any:
    """What the scripts of a page read, with nodes, edges and statements as the rows that they stand for."""
    texts = [t for tag, attributes, t in Tags(html).texts if attributes.get("type") == "application/json"]
    data = json.loads("".join(texts))
    return data | {name: unpack(data[name]) for name in ("nodes", "edges", "statements") if name in data}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    written = world.written(world.pages(), tmp_path_factory.mktemp("pages"))
    return {path.stem: path.read_text(encoding="utf-8") for path in written}


def test_every_network_has_its_page_and_the_index_links_them(pages: dict[str, str]) -> None:
    assert set(pages) == {"alliances", "red-lines", "spheres", "sanctions", "index"}
    links = {a["href"] for tag, a in Tags(pages["index"]).tags if tag == "a"}
    assert {f"{name}.html" for name in pages} <= links


def test_a_page_runs_only_what_its_policy_names_by_hash(pages: dict[str, str]) -> None:
    for html in pages.values():
        found = Tags(html)
        policy = next(a["content"] for t, a in found.tags if a.get("http-equiv") == "Content-Security-Policy")
        assert policy is not None
        assert policy.startswith("default-src 'none'")
        assert "connect-src 'none'" in policy
        assert "unsafe" not in policy
        for tag, attributes, text in found.texts:
            if attributes.get("type") != "application/json":
                digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
                assert f"'sha256-{digest}'" in policy, tag


def test_a_page_names_nothing_to_load(pages: dict[str, str]) -> None:
    for html in pages.values():
        found = Tags(html)
        for tag, attributes in found.tags:
            assert tag not in ("link", "iframe", "object", "embed", "base", "img")
            assert not {"src", "srcset", "style", "background", "poster"} & attributes.keys()
            assert not [name for name in attributes if name.startswith("on")]
            assert re.fullmatch(r"[a-z-]+\.html(#select=[^\"<>:]*)?|#[a-z]+", attributes.get("href") or "#x")
        styles = "".join(text for tag, _, text in found.texts if tag == "style")
        assert not re.search(r"url\(|@import|expression", styles)


def test_a_page_is_small(pages: dict[str, str]) -> None:
    assert max(len(html.encode()) for html in pages.values()) < 700_000
    assert len(Path(show(world.crowd(50, 260), "crowd.html")).read_bytes()) < 1_000_000


@pytest.fixture(autouse=True)
def _in_a_folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def poisoned(evil: str) -> dict[str, nx.MultiDiGraph[str]]:
    """All pages with something evil in every text that a source, a list or a user may fill."""
    return {name: poison(graph, evil) for name, graph in (world.pages() | {"spheres": world.spheres()}).items()}


def poison(graph: nx.MultiDiGraph[str], evil: str) -> nx.MultiDiGraph[str]:
    """The network itself, with something evil in every such text."""

    def with_evil(value: Any, name: str = "") -> Any:
        if isinstance(value, dict):
            return {k: with_evil(v, k) for k, v in value.items()}
        if isinstance(value, list | tuple):
            return [with_evil(v, name) for v in value]
        return f"{value}{evil}" if isinstance(value, str) and name in TEXTS else value

    for _, data in graph.nodes(data=True):
        data.update(with_evil(data), aliases=[evil], definition=evil)
    for *_, data in graph.edges(data=True):
        data["record"] = with_evil({**data["record"], "note": evil, "quotation": evil, "said_on": evil})
    graph.graph.update(with_evil(graph.graph), sentence=evil)
    for name in ("bloc_names",):
        if name in graph.graph:
            graph.graph[name] = {k: (f"{v[0]}{evil}", v[1]) for k, v in graph.graph[name].items()}
    return graph


TEXTS = frozenset(
    {"label", "cls", "title", "note", "quotation", "source_title", "subject_label", "object_label", "said_by", "via",
     "relation_label", "about_labels", "to_labels", "instrument_labels", "motivation_labels", "since", "until", "date",
     "author_labels", "publisher_label", "kind", "stance", "text_quality", "mutual", "definition", "aliases"}
)  # fmt: skip


@pytest.mark.parametrize("evil", EVIL)
def test_no_text_becomes_markup(evil: str, tmp_path: Path) -> None:
    clean = world.written(poisoned("&"), tmp_path / "clean")
    dirty = world.written(poisoned(evil), tmp_path / "dirty")
    for one, other in zip(clean, dirty, strict=True):
        a, b = (Tags(path.read_text(encoding="utf-8")) for path in (one, other))
        assert [tag for tag, _ in a.tags] == [tag for tag, _ in b.tags]
        assert [sorted(attributes) for _, attributes in a.tags] == [sorted(attributes) for _, attributes in b.tags]
        assert all(not (attributes.get("href") or "").startswith("javascript") for _, attributes in b.tags)
    data = data_of((tmp_path / "dirty" / "alliances.html").read_text(encoding="utf-8"))
    assert any(node["name"].endswith(evil) for node in data["nodes"])


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    code = (
        "import sys, views_world as w; from pathlib import Path;"
        "w.written(w.pages() | {'crowd': w.crowd(30, 120)}, Path(sys.argv[1]))"
    )
    digests = []
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(world.__file__).parent)}
        subprocess.run([sys.executable, "-c", code, str(tmp_path / seed)], env=environment, check=True)
        files = sorted((tmp_path / seed).iterdir())
        digests.append([(f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files])
    assert digests[0] == digests[1]
    assert len(digests[0]) == 6


def test_a_page_is_utf_8_whatever_the_locale(tmp_path: Path) -> None:
    code = (
        f"import sys, views_world as w; from faultlines.views import show; g = w.network('x', {'Красные линии'!a});"
        f"w.node(g, 'actor:a', {'Кремль'!a}); w.state(g, 'actor:a', 'opposes', 'issue:b'); show(g, sys.argv[1])"
    )
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0",
                   "PYTHONPATH": str(Path(world.__file__).parent)}  # fmt: skip
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "x.html")], env=environment, check=True)
    html = (tmp_path / "x.html").read_bytes().decode("utf-8")
    assert "Красные линии" in html
    assert "Кремль" in html


def test_the_network_given_stays_as_it_was() -> None:
    for network in world.pages().values():
        before = copy.deepcopy(network)
        show(network)
        assert nx.utils.graphs_equal(before, network)
        assert before.graph == network.graph


def test_a_page_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = show(world.sanctions(), tmp_path / "page.html")
    before = page.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "disk full")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(FaultlinesError, match=r"page.html: cannot be written \(disk full\)"):
        show(world.alliances(), tmp_path / "page.html")
    assert page.read_bytes() == before
    assert list(tmp_path.glob(".page*")) == []


@pytest.mark.parametrize("name", ["../up", "A B"])
def test_a_name_that_is_no_file_name_is_refused(name: str, tmp_path: Path) -> None:
    with pytest.raises(FaultlinesError, match="cannot be the name of a page"):
        world.written({name: world.sanctions()}, tmp_path)
    assert not list(tmp_path.iterdir())


def test_one_page_alone_leaves_the_index_of_others_alone(tmp_path: Path) -> None:
    assert [path.name for path in world.written({"sanctions": world.sanctions()}, tmp_path)] == ["sanctions.html"]


def test_a_notebook_gets_a_page_behind_a_wall() -> None:
    inline = show(world.sanctions())
    assert isinstance(inline, Inline)
    frames = [attributes for tag, attributes in Tags(inline._repr_html_()).tags if tag == "iframe"]
    assert len(frames) == 1
    assert frames[0]["srcdoc"] == inline.html
    assert frames[0]["sandbox"] == "allow-scripts allow-downloads"
    assert "kB" in repr(inline)


def test_every_statement_has_its_card_and_its_edges(pages: dict[str, str]) -> None:
    for name, network in world.pages().items():
        keys = {record["key"] for *_, record in network.edges(data="record")}
        if keys:
            data = data_of(pages[name])
            assert len(data["edges"]) == network.number_of_edges()
            assert Counter(statement["key"] for statement in data["statements"]) == Counter(keys)


def test_counts_of_the_filters_are_those_of_the_network(pages: dict[str, str]) -> None:
    network = world.alliances()
    records = [record for *_, record in network.edges(data="record")]
    found = {}
    for match in re.finditer(r'<output data-count="(.+?)" data-value="(.+?)">(\d+)', pages["alliances"]):
        found[match[1], match[2]] = int(match[3])
    expected = Counter(
        pair
        for r in records
        for pair in (
            *((name, r[name]) for name in ("relation", "family", "modality", "polarity")),
            ("source", r["source"] or "rule"),
            *(("voice", v) for v in set(r["said_by_ids"]) or {"rule"}),
        )
    )
    assert {pair: n for pair, n in found.items() if n} == expected


def test_a_pair_counts_each_statement_once() -> None:
    network = world.alliances()
    world.state(network, "actor:borduria", "pressures", "actor:arland", modality="possible", polarity="denied")
    [pairs] = tables(network)
    for row in pairs.rows:
        ends = set(row[0][0].pick.split("~"))
        told = [r for *e, r in network.edges(data="record") if set(e) == ends and r["relation"] not in marks.IN_HULLS]
        counts = [int(n) for cell in row[1:5] for entry in cell for n in re.findall(r"\d+", entry.text)]
        assert sum(counts) == len(told)
    assert any("1 denied and possible" in entry.text for row in pairs.rows for entry in row[4])


def test_what_is_forecast_alone_is_not_called_contested() -> None:
    [places] = tables(world.spheres())
    states = {row[0][0].text: [entry.text for entry in row[0][1:]] for row in places.rows}
    assert states == {"Isle 0": ["contested"], "Isle 1": [], "Isle 2": ["contested: forecast"]}


def test_a_card_says_which_stage_it_is() -> None:
    [card] = cards([world.record("plan:three-steps", "hasStage", "stage:survey", rank=2)], {})
    assert ("Rank", "2") in card.qualifiers


def test_parallel_statements_are_fanned() -> None:
    edges = [e for e in compose(world.alliances()).edges if {e.start, e.end} == {"actor:arland", "actor:borduria"}]
    assert len(edges) == 5
    assert len({edge.bend for edge in edges}) == 5


def test_sliders_stop_where_something_begins_or_ends() -> None:
    made = [
        world.record("a", "alliedWith", "b", since="2029", until="2031-05", said_on=None),
        world.record("a", "alliedWith", "c", since="2031-05-09", said_on="2031-06"),
        world.record("a", "alliedWith", "d"),
    ]
    holds, said = sliders(made)
    assert [stop for stop, _ in holds.stops] == ["2029", "2030", "2031-05-09", "2031-05"]
    assert (holds.undated, holds.total) == (1, 3)
    assert said.stops == (("2031-06", "June 2031"),)
    assert said.undated == 2
    assert sliders(made[2:]) == []


def overlap(one: Sequence[Point], other: Sequence[Point]) -> bool:
    """Whether two upright boxes do, by more than a hundredth."""
    spans = [[(min(values), max(values)) for values in zip(*corners, strict=True)] for corners in (one, other)]
    return all(min(b, d) - max(a, c) > 0.01 for (a, b), (c, d) in zip(*spans, strict=True))


@pytest.mark.parametrize("network", [*world.pages().values(), world.spheres(20), world.crowd(30, 120)], ids=str)
def test_nothing_overlaps_and_strangers_stay_outside_a_bloc(network: nx.MultiDiGraph[str]) -> None:
    scene = compose(network)
    for arrangement in (scene.wide, scene.tall):
        boxes = {node: arrangement.boxes[node].corners(at) for node, at in arrangement.at.items()}
        assert not [(a, b) for a, b in itertools.combinations(boxes, 2) if overlap(boxes[a], boxes[b])]
        for bloc in scene.hulls:
            corners = [c for m in bloc.members for c in arrangement.boxes[m].corners(arrangement.at[m], 9)]
            for node in scene.nodes:
                if node.id not in bloc.members:
                    box = arrangement.boxes[node.id].corners(arrangement.at[node.id])
                    assert parting(hull(corners), box) is None, (bloc.name, node.label)


def test_versions_of_red_lines_stand_side_by_side() -> None:
    table = red_line_matrix(world.red_lines())
    rows = [tuple(" / ".join(entry.text for entry in cell) for cell in row) for row in table.rows]
    assert rows == [
        ("The same act", "Toll Union / Joining is the line.", "Toll Union / Even to ask is."),
        ("Close, not the same", "Base / A base.", "Port / A port for warships."),
        ("Only here", "Blockade", "not named; the list is left open"),
    ]
    heads = [" / ".join(entry.text for entry in cell) for cell in table.columns[1:]]
    assert heads[0].endswith("three lines of Arland, as said by Ida Quill; a closed list")
    assert heads[1].endswith("two lines of Arland, as said by Ida Quill; the list left open")


def test_a_line_is_threatened_unless_it_is_crossed(pages: dict[str, str]) -> None:
    network = world.red_lines()
    cells = [[entry.text for entry in cell] for cell in threats(network).rows[0]]
    assert cells[1:4] == [["threatens it"], ["“Elbonia – seeks – Toll Union”"], ["forecast"]]
    network.graph["threats"][0]["relation"] = "crossesRedLine"
    assert threats(network).rows[0][1][0].text == "crosses it"


def test_a_page_without_statements_says_so(pages: dict[str, str]) -> None:
    assert "Nothing to draw yet." in pages["spheres"]
    assert "claims influence over" in pages["spheres"]
    assert "no source says anything of this yet" in pages["index"]
    assert "attacks" in pages["alliances"].partition("In no statement on this page")[2][:80]


def test_each_way_of_meaning_has_a_dash_of_its_own() -> None:
    assert set(marks.DASHES) == {m.value for m in Modality}
    assert len(set(marks.DASHES.values())) == len(marks.DASHES)
    assert all(marks.mark(relation).ink in marks.INKS for relation in RELATIONS)
    assert {marks.mark(r).ink for r, known in RELATIONS.items() if known.sign < 0} <= {"minus", "line"}
    assert "sphere" in FAMILIES


def palette(theme: str, sheet: str = "common") -> dict[str, str]:
    """The colours of a theme by name."""
    style = (Path(marks.__file__).parent / "styles" / f"{sheet}.css").read_text(encoding="utf-8")
    light, system, dark = re.split(r"@media \(prefers-color-scheme: dark\)|:root\[data-theme=\"dark\"\]", style)
    found = {part: dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", part)) for part in (light, system, dark)}
    assert found[system] == found[dark]
    return found[light if theme == "light" else dark]


def linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]


def dot(a: Sequence[float], b: Sequence[float]) -> float:
    return sum(x * y for x, y in zip(a, b, strict=True))


def lab(rgb: list[float]) -> tuple[float, float, float]:
    r, g, b = (max(0.0, min(1.0, part)) for part in rgb)
    x, y, z = (
        t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116
        for t in (
            (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047,
            0.2126 * r + 0.7152 * g + 0.0722 * b,
            (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883,
        )
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


SIGHTS = {  # Machado, Oliveira and Fernandes (2009), full severity
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "deuteranopia": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "protanopia": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_hold_apart_in_every_sight(theme: str, sight: str) -> None:
    colours = palette(theme)
    for names in ([f"ink-{ink}" for ink in marks.INKS], [f"tone-{i}" for i in range(marks.TONES)]):
        seen = {n: lab([dot(row, linear(colours[n])) for row in SIGHTS[sight]]) for n in names}
        for a, b in itertools.combinations(names, 2):
            assert math.dist(seen[a], seen[b]) > 15, (a, b)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_colours_stand_out_from_the_ground(theme: str) -> None:
    colours = palette(theme) | palette(theme, "coverage") | palette(theme, "timeline")

    def light(name: str) -> float:
        return dot((0.2126, 0.7152, 0.0722), linear(colours[name])) + 0.05

    def contrast(one: str, other: str) -> float:
        return max(light(one), light(other)) / min(light(one), light(other))

    for name in colours:
        if name.startswith(("ink-", "tone-")):
            assert contrast(name, "paper") >= 3, name
    for text in ("text", "muted", "link"):
        assert min(contrast(text, ground) for ground in ("paper", "raised", "sunken")) >= 4.5, text
    for outcome in ("confirmed", "refuted"):
        assert min(contrast(outcome, ground) for ground in ("paper", "sunken")) >= 4.5, outcome
    depths = [contrast(f"deep{n}", "paper") for n in (1, 2, 3, 4)]
    assert depths == sorted(depths)
    assert depths[0] > 1.5
    assert contrast("text", "chosen") >= 7


def test_the_index_says_what_there_is(pages: dict[str, str]) -> None:
    text = " ".join(re.sub(r"<[^>]+>", " ", pages["index"]).split())
    for words in (
        "20",
        "statements from sources",
        "sources, May 2031–2 June 2031",
        "Who is there?",
        "Ida Quill, The Courier, May 2031",
    ):
        assert words in text
    assert pages["index"].count('<svg class="picture"') == 3
    assert '<a href="alliances.html#select=actor%3Aarland"' in pages["index"]
