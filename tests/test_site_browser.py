"""What every page must be, in Chromium: those of the invented world and the real ones, as the site lists them."""

from __future__ import annotations

import csv
import hashlib
import io
import os
import shutil
import subprocess
import sys
from collections import Counter
from html import escape
from pathlib import Path
from typing import Any, TypeAlias

import networkx as nx
import pytest
import yaml
from playwright.sync_api import Browser

import views_world as world
from browser_pages import CARDS, PHONE, READY, SHOWN, TEXTS, WIDE, Open
from conftest import WORLD, execute
from faultlines.analysis import pages as networks
from faultlines.analysis.network import evidence
from faultlines.site import PAGES
from faultlines.store import KnowledgeGraph
from faultlines.views import show
from test_views import EVIL, poison

pytest_plugins = ["browser_pages"]

ALL = [*PAGES, "index"]
NETWORKS = {
    "alliances": networks.alliances,
    "red-lines": networks.red_lines,
    "spheres": networks.spheres,
    "sanctions": networks.sanctions,
}
"""Name of a page → the network that it is drawn from."""
FACETS = ("relation", "modality", "polarity", "source", "voice")
COUNTS = """Object.fromEntries([...document.querySelectorAll('output[data-count]')].map(
    o => [o.dataset.count + ' ' + o.dataset.value, Number(o.textContent)]).filter(pair => pair[1]))"""
EVERYTHING = "document.querySelectorAll('input[data-facet]:not(:checked)').forEach(box => box.click())"
IS_FRAMED = "Boolean(window.Faultlines && document.querySelector('#facets'))"


@pytest.fixture
def site(request: pytest.FixtureRequest) -> tuple[KnowledgeGraph, Path]:
    """A graph and the folder of its pages: the world's, or the real one's."""
    return (
        request.getfixturevalue({"world": "kg", "real": "real_kg"}[request.param]),
        request.getfixturevalue(f"{request.param}_site"),
    )


both = pytest.mark.parametrize("site", ["world", "real"], indirect=True)
Site = tuple[KnowledgeGraph, Path]


def records_of(kg: KnowledgeGraph, page: Any) -> dict[str, dict[str, Any]]:
    """The statements of a page by key, as the graph has them."""
    return {key: evidence(kg, kg.statement(key)) for key in page.evaluate("[...Faultlines.statements.keys()]")}


def values(record: dict[str, Any], facet: str) -> set[str]:
    if facet == "voice":
        return set(record["said_by_ids"]) or {"rule"}
    return {record[facet] or "rule"}


@both
@pytest.mark.parametrize("name", ALL)
def test_a_page_opens_on_any_screen_and_on_paper(page_of: Open, site: Site, name: str) -> None:
    file = site[1] / f"{name}.html"
    page = page_of(file)
    page.wait_for_timeout(100)
    assert page.asked == [page.url]  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]
    page.emulate_media(media="print")
    assert page.is_hidden(".bar")
    if page.evaluate(IS_FRAMED):
        assert page.is_hidden(".rail")
        assert page.is_visible(".card:not([hidden]) >> nth=-1")
    page.emulate_media(media="screen", color_scheme="dark")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
    assert page.said == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("width", [1366, 1440, 1024, PHONE[0]])
@pytest.mark.parametrize("name", ["alliances", "ontology"])
def test_the_bar_is_low_and_shows_the_open_page(page_of: Open, real_site: Path, name: str, width: int) -> None:
    page = page_of(real_site / f"{name}.html", (width, 800))
    high, nav, open_ = page.evaluate("""['.bar', '.bar nav', '.bar [aria-current]'].map(s =>
        document.querySelector(s).getBoundingClientRect().toJSON())""")
    assert high["height"] < (50 if width > PHONE[0] else 90)
    assert nav["left"] - 1 <= open_["left"] <= open_["right"] <= nav["right"] + 1
    if width > 1180:
        assert page.evaluate("(n => n.scrollWidth <= n.clientWidth)(document.querySelector('.bar nav'))")


@both
@pytest.mark.parametrize("name", PAGES)
def test_a_page_works_inside_a_notebook(browser: Browser, site: Site, name: str) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    html = escape((site[1] / f"{name}.html").read_text(encoding="utf-8"))
    page.set_content(f'<iframe srcdoc="{html}" sandbox="allow-scripts allow-downloads" width=900 height=700></iframe>')
    page.frames[1].wait_for_selector(READY, state="attached")
    if page.frames[1].evaluate(IS_FRAMED):
        node = page.frames[1].evaluate("Faultlines.data.nodes[0].id")
        page.frames[1].evaluate("id => Faultlines.change({select: id})", node)
        assert page.frames[1].inner_text("#panel-title") != "Evidence"
    assert said == []
    page.close()


@both
@pytest.mark.parametrize("name", PAGES)
def test_the_panel_and_every_filter_count_what_the_graph_has(page_of: Open, site: Site, name: str) -> None:
    page = page_of(site[1] / f"{name}.html")
    if not page.evaluate(IS_FRAMED):
        return
    known = records_of(site[0], page)
    off: dict[str, set[str]] = {}
    for facet, value in page.evaluate(
        "[...document.querySelectorAll('input[data-facet]:not(:checked)')].map(b => [b.dataset.facet, b.value])"
    ):
        off.setdefault(facet, set()).add(value)

    def shown() -> list[str]:
        return sorted(k for k, r in known.items() if all(values(r, f) - off.get(f, set()) for f in FACETS))

    def count() -> dict[str, int]:
        counts: Counter[str] = Counter()
        for record in known.values():
            missed = [f for f in FACETS if not values(record, f) - off.get(f, set())]
            for facet in FACETS:
                if set(missed) <= {facet}:
                    counts.update(f"{facet} {value}" for value in values(record, facet))
                    if facet == "relation":
                        counts[f"family {record['family']}"] += 1
        return dict(counts)

    assert page.evaluate(SHOWN) == shown()
    assert page.evaluate(COUNTS) == count()
    boxes = page.evaluate(
        "[...document.querySelectorAll('input[data-facet]:checked')].map(b => [b.dataset.facet, b.value])"
    )
    for facet, value in [next(b for b in boxes if b[0] == f) for f in FACETS]:
        box = f'input[data-facet="{facet}"][value="{value}"]'
        page.evaluate("box => document.querySelector(box).click()", box)
        off.setdefault(facet, set()).add(value)
        assert page.evaluate(SHOWN) == page.evaluate(CARDS) == shown(), (facet, value)
        assert page.evaluate(COUNTS) == count(), (facet, value)
    page.keyboard.press("Escape")
    assert page.evaluate("Faultlines.isStart()") is True
    page.evaluate(EVERYTHING)
    assert page.evaluate(CARDS) == sorted(known)


@both
@pytest.mark.parametrize("name", NETWORKS)
def test_a_name_has_the_cards_of_its_statements(page_of: Open, site: Site, name: str) -> None:
    kg, folder = site
    network, page = NETWORKS[name](kg), page_of(folder / f"{name}.html")
    if not network:
        return
    page.evaluate(EVERYTHING)
    for node in network:
        page.evaluate("id => Faultlines.change({select: id})", node)
        edges = [*network.in_edges(node, "record"), *network.out_edges(node, "record")]
        assert page.evaluate(CARDS) == sorted({record["key"] for *_, record in edges}), node


@both
@pytest.mark.parametrize("name", PAGES)
def test_sliders_of_time_keep_what_the_graph_keeps(page_of: Open, site: Site, name: str) -> None:
    kg, folder = site
    page = page_of(folder / f"{name}.html")
    if not page.evaluate(IS_FRAMED):
        return
    page.evaluate(EVERYTHING)
    keys = set(page.evaluate("[...Faultlines.statements.keys()]"))
    for slider in ("at", "said"):
        stops = page.evaluate("id => document.getElementById(id)?.dataset.stops.split(' ') || []", slider)
        for place, stop in enumerate(stops):
            page.evaluate(
                "([id, place]) => { const s = document.getElementById(id); s.value = place;"
                " s.dispatchEvent(new Event('input')); }", [slider, place]
            )  # fmt: skip
            if slider == "at":
                wanted = keys & {s.key for s in kg.statements(at=stop, derived=None)}
            else:
                later = {s.key for s in kg.statements(derived=None) if s.said_on and _first(s.said_on) > _last(stop)}
                wanted = keys - later
            assert page.evaluate(SHOWN) == sorted(wanted), (slider, stop)
            assert f"{slider}={stop}" in page.url
        page.evaluate("id => Faultlines.change({[id]: ''})", slider)


def _first(date: str) -> str:
    return (date + "-01-01")[:10]


def _last(date: str) -> str:
    return {4: f"{date}-12-31", 7: f"{date}-31"}.get(len(date), date)


@both
@pytest.mark.parametrize("name", PAGES)
def test_one_source_stands_against_another(page_of: Open, site: Site, name: str) -> None:
    page = page_of(site[1] / f"{name}.html")
    if not page.evaluate("Boolean(document.getElementById('one'))"):
        return
    known = records_of(site[0], page)
    page.evaluate(EVERYTHING)
    one, other = page.evaluate("[...document.querySelectorAll('#one option')].map(o => o.value).slice(1, 3)")

    def said(source: str) -> dict[str, tuple[str, ...]]:
        names = ("subject", "relation", "object", "polarity")
        return {k: tuple(r[n] for n in names) for k, r in known.items() if r["source"] == source}

    a, b = said(one), said(other)
    sides = {
        "one": {k for k in a if a[k] not in b.values()},
        "other": {k for k in b if b[k] not in a.values()},
        "both": {k for k in a if a[k] in b.values()} | {k for k in b if b[k] in a.values()},
        "colour": {*a, *b},
    }
    page.select_option("#one", one)
    page.select_option("#other", other)
    for way, wanted in sides.items():
        page.select_option("#way", way)
        assert page.evaluate(SHOWN) == sorted(wanted), way
        assert f"against={one}%7E{other}" in page.url or f"against={one}~{other}" in page.url
    counts = [int(page.inner_text(f"#side-{side}")) for side in ("one", "other", "both")]
    assert counts == [len(sides[side]) for side in ("one", "other", "both")]


@both
@pytest.mark.parametrize("name", PAGES)
def test_the_picture_comes_out_as_a_file(page_of: Open, site: Site, name: str) -> None:
    page = page_of(site[1] / f"{name}.html")
    if page.evaluate("Boolean(window.Faultlines?.picture)"):
        least = 50_000 if site[0].manifest["counts"]["statements"] > 100 else 10_000
        assert page.evaluate("Faultlines.png().then(blob => blob.size)") > least
        assert page.evaluate("Faultlines.svg().text()").startswith("<svg")
    assert page.said == []  # type: ignore[attr-defined]


def meetings(texts: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Pairs of texts of which one lies over the other."""
    boxes = [(t["left"], t["left"] + t["width"], t["top"], t["top"] + t["size"], t["text"]) for t in texts]
    return [
        (a[4], b[4])
        for i, a in enumerate(boxes)
        for b in boxes[i + 1 :]
        if min(a[1], b[1]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[2], b[2]) > 1.5
    ]


@pytest.mark.parametrize("size", [WIDE, (1920, 1080), PHONE], ids=["wide", "wider", "phone"])
@pytest.mark.parametrize("name", NETWORKS)
def test_no_two_labels_of_the_real_networks_overlap(
    page_of: Open, real_site: Path, name: str, size: tuple[int, int]
) -> None:
    page = page_of(real_site / f"{name}.html", size)
    page.wait_for_timeout(250)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 5
    assert meetings(texts) == []
    assert min(t["size"] for t in texts) >= 8.9


Crowd: TypeAlias = "tuple[nx.MultiDiGraph[str], Path]"


@pytest.fixture(scope="module", params=[500, 2000])
def crowd(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Crowd:
    """A poisoned crowd and its page."""
    network = poison(world.multitude(request.param), " " + " ".join(EVIL))
    return network, show(network, tmp_path_factory.mktemp("crowd") / "crowd.html")


def test_a_crowd_works_inside_a_notebook(browser: Browser, crowd: Crowd) -> None:
    page = browser.new_page()
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    html = escape(crowd[1].read_text(encoding="utf-8"))
    page.set_content(f'<iframe srcdoc="{html}" sandbox="allow-scripts allow-downloads" width=900 height=700></iframe>')
    frame = page.frames[1]
    frame.wait_for_selector(READY, state="attached")
    assert frame.evaluate("Faultlines.view.shown.size") == crowd[0].number_of_edges()
    frame.evaluate("Faultlines.change({select: 'actor:a00000'})")
    assert frame.inner_text("#panel-title").startswith("Actor 0")
    assert frame.evaluate("window.__pwn") is None
    assert said == []
    page.close()


def test_a_crowd_built_where_the_locale_knows_ascii_alone_has_the_same_bytes(crowd: Crowd, tmp_path: Path) -> None:
    code = (
        "import sys; import views_world as w; from faultlines.views import show; from test_views import EVIL, poison;"
        "show(poison(w.multitude(int(sys.argv[1])), ' ' + ' '.join(EVIL)), sys.argv[2])"
    )
    plain = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONHASHSEED": "7"}
    path = os.pathsep.join(sys.path)
    nodes = str(crowd[0].number_of_nodes())
    run = [sys.executable, "-c", code, nodes, str(tmp_path / "crowd.html")]
    subprocess.run(run, env={**os.environ, **plain, "PYTHONPATH": path}, check=True)
    made = (tmp_path / "crowd.html").read_bytes()
    assert "Кремль — «красная линия»" in made.decode("utf-8")
    assert hashlib.sha256(made).hexdigest() == hashlib.sha256(crowd[1].read_bytes()).hexdigest()


def test_a_crowd_keeps_what_every_page_keeps(page_of: Open, crowd: Crowd) -> None:
    network, file = crowd
    page = page_of(file)
    page.wait_for_timeout(300)
    texts = page.evaluate(TEXTS)
    assert len(texts) > 20
    assert meetings(texts) == []
    known = {record["key"]: record for *_, record in network.edges(data="record")}
    assert page.evaluate(SHOWN) == sorted(known)
    order = sorted(network, key=lambda name: -network.degree(name))
    for name in (*order[:2], order[-1]):
        page.evaluate("id => Faultlines.change({select: id})", name)
        told = {r["key"] for *_, r in [*network.in_edges(name, "record"), *network.out_edges(name, "record")]}
        assert page.evaluate(CARDS) == sorted(told), name
        drawn = set(page.evaluate("Faultlines.network.body.data.edges.get().filter(e => !e.hidden).map(e => e.id)"))
        assert drawn | page_strands(page) >= told, name
    page.keyboard.press("Escape")
    for relation in ("alliedWith", "rivalOf"):
        page.evaluate("r => document.querySelector(`input[data-facet='relation'][value='${r}']`).click()", relation)
    left = Counter(r["relation"] for r in known.values() if r["relation"] not in ("alliedWith", "rivalOf"))
    assert len(page.evaluate(SHOWN)) == sum(left.values())
    counts = page.evaluate(COUNTS)
    assert {r: counts[f"relation {r}"] for r in left} == dict(left)
    page.fill("#search", "Actor 7")
    page.fill("#search", "")
    page.keyboard.press("Escape")
    assert page.evaluate("Faultlines.isStart()") is True
    assert page.evaluate("Faultlines.png().then(blob => blob.size)") > 50_000
    assert page.evaluate("window.__pwn") is None
    assert page.said == []  # type: ignore[attr-defined]
    assert page.asked == [page.url]  # type: ignore[attr-defined]


def page_strands(page: Any) -> set[str]:
    """The statements that are drawn together with others as one strand."""
    return set(
        page.evaluate(
            "[...Faultlines.groups(Faultlines.view, Faultlines.state).values()].flat(2).map(e => e.statement)"
        )
    )


def test_of_a_crowd_the_busiest_are_drawn_and_all_on_demand(page_of: Open, tmp_path: Path) -> None:
    page = page_of(show(world.multitude(500), tmp_path / "crowd.html"))
    names = "Faultlines.network.body.data.nodes.get().filter(n => !n.hidden).length"
    assert page.evaluate(names) == 80
    known = page.evaluate("Faultlines.nodes.size")
    told = page.inner_text("#drawn")
    lines = page.evaluate("Faultlines.network.body.data.edges.get().filter(e => !e.hidden).length")
    assert 0 < lines < page.evaluate("Faultlines.statements.size")
    assert told.startswith(f"drawn: {lines} of them, between 80 of ")
    least = page.evaluate("Faultlines.data.nodes.reduce((a, b) => (b.size < a.size ? b : a)).id")
    page.evaluate("id => Faultlines.change({select: id})", least)
    name = page.evaluate("id => Faultlines.nodes.get(id).name", least)
    assert name in {" ".join(text["text"].split()) for text in page.evaluate(TEXTS)}
    page.keyboard.press("Escape")
    page.click("#names")
    assert page.evaluate(names) > 400
    assert page.evaluate(names) <= known
    assert "names=all" in page.url
    assert page.inner_text("#drawn") == ""
    page.keyboard.press("Escape")
    assert page.evaluate(names) == 80


def poisoned_seeds(folder: Path, evil: str) -> Path:
    """The world's seeds with something evil in every text that a list or a statement file may hold."""
    shutil.copytree(WORLD, folder, ignore=shutil.ignore_patterns("documents"))
    for path in folder.glob("*.tsv"):
        rows = list(
            csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")), delimiter="\t", quoting=csv.QUOTE_NONE)
        )
        for row in rows:
            row["label"] += evil
            for name in ("definition", "aliases"):
                if name in row:
                    row[name] = (row[name] or row["id"].partition(":")[2]) + evil
        lines = ["\t".join(rows[0]), *("\t".join(value or "" for value in row.values()) for row in rows)]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    for path in (folder / "statements").glob("*.yaml"):
        data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
        data["source"]["title"] += evil
        for statement in data["statements"]:
            statement["note"] = statement.get("note", "") + evil
        path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def poisoned_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of a poisoned world, written by the command line of a machine whose locale knows ASCII alone."""
    folder = tmp_path_factory.mktemp("poison")
    seeds = poisoned_seeds(folder / "seeds", " " + " ".join(EVIL))
    done = execute("view", "all", "-o", folder / "site", "--seeds", seeds, "--store", folder / "store",
                   LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    return folder / "site"


@pytest.mark.parametrize("name", ALL)
def test_no_text_of_a_graph_runs_in_any_page(page_of: Open, poisoned_site: Path, name: str) -> None:
    page = page_of(poisoned_site / f"{name}.html")
    if page.evaluate(IS_FRAMED):
        for node in page.evaluate("Faultlines.data.nodes.map(n => n.id)"):
            page.evaluate("id => Faultlines.change({select: id})", node)
        page.fill("#search", EVIL[0][:20])
        page.fill("#search", "")
        page.evaluate("Faultlines.picture && Faultlines.svg()")
    for pick in page.query_selector_all(".claim")[:4] + page.query_selector_all("[data-pick]")[:8]:
        pick.evaluate("e => e.dispatchEvent(new MouseEvent('click', {bubbles: true}))")
    page.wait_for_timeout(100)
    assert page.evaluate("window.__pwn") is None
    assert len(page.asked) == 1  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]
    page.evaluate("() => { const img = new Image(); img.setAttribute('onerror', 'window.__pwn = 1');"
                  " img.src = 'http://example.org/x'; document.body.append(img); }")  # fmt: skip
    page.wait_for_timeout(100)
    assert page.evaluate("window.__pwn") is None
    assert len(page.asked) == 1  # type: ignore[attr-defined]


def test_cyrillic_survives_a_locale_without_it(poisoned_site: Path) -> None:
    texts = [path.read_bytes().decode("utf-8") for path in poisoned_site.glob("*.html")]
    assert len(texts) == len(ALL)
    assert sum("Кремль — «красная линия»" in text for text in texts) > len(texts) / 2


def test_two_builds_give_the_same_bytes(store_folder: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from faultlines.store import KnowledgeGraph as K;"
        "from faultlines.site import write_site; write_site(K.open(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    digests = []
    for seed in ("1", "2"):
        run = [sys.executable, "-c", code, str(store_folder), str(tmp_path / seed)]
        subprocess.run(run, env={**os.environ, "PYTHONHASHSEED": seed}, check=True)
        files = sorted((tmp_path / seed).iterdir())
        digests.append({f.name: hashlib.sha256(f.read_bytes()).hexdigest() for f in files})
    assert digests[0] == digests[1]
    assert set(digests[0]) == {f"{name}.html" for name in ALL}


def test_the_real_pages_are_small(real_site: Path) -> None:
    """Half a megabyte of each that has a network is the script that draws it."""
    for path in sorted(real_site.glob("*.html")):
        assert len(path.read_bytes()) < 1_000_000, path.name
