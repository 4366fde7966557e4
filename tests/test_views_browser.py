"""Pages in the system's own Chromium: offline, safe, legible, and true to the networks they are made from."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Browser, Page

import views_world as world
from browser_pages import CARDS, PHONE, READY, SHOWN, TEXTS, WIDE, Open, until
from faultlines.views import show
from faultlines.views.tables import tables
from test_views import EVIL, poisoned

pytest_plugins = ["browser_pages"]


def records(network: nx.MultiDiGraph[str]) -> dict[str, dict[str, Any]]:
    return {record["key"]: record for *_, record in network.edges(data="record")}


@pytest.mark.parametrize("name", [*world.pages(), "isles", "index"])
def test_a_page_asks_for_nothing_and_complains_of_nothing(page_of: Open, name: str) -> None:
    page = page_of(name)
    page.wait_for_timeout(150)
    assert page.asked == [page.url]  # type: ignore[attr-defined]
    assert page.said == []  # type: ignore[attr-defined]


def test_no_text_runs(page_of: Open, tmp_path: Path) -> None:
    evil = " ".join(EVIL)
    world.written(poisoned(evil), tmp_path)
    page = page_of(tmp_path / "alliances.html")
    for node in page.evaluate("Faultlines.data.nodes.map(n => n.id)"):
        page.evaluate("id => Faultlines.change({select: id})", node)
    page.fill("#search", evil[:20])
    page.fill("#search", "")
    for button in page.query_selector_all(".card:not([hidden]) .claim")[:4]:
        button.click()
    page.evaluate("Faultlines.svg()")
    for opened in (page, *(page_of(tmp_path / f"{name}.html") for name in ("red-lines", "sanctions", "index"))):
        assert opened.evaluate("window.__pwn") is None
        assert len(opened.asked) == 1  # type: ignore[attr-defined]


def test_a_handler_slipped_into_the_page_is_blocked(page_of: Open) -> None:
    page = page_of("alliances")
    page.evaluate("""() => {
        document.body.insertAdjacentHTML('beforeend', '<img src="http://example.org/x" onerror="window.__pwn = 1">' +
            '<a id="evil" href="javascript:window.__pwn = 2">x</a><b id="b" onclick="window.__pwn = 3">x</b>');
        const script = document.createElement('script');
        script.textContent = 'window.__pwn = 4';
        document.body.append(script);
        document.getElementById('evil').click();
        document.getElementById('b').click();
        return fetch('http://example.org/').catch(() => 0);
    }""")
    page.wait_for_timeout(200)
    assert page.evaluate("window.__pwn") is None
    assert page.asked == [page.url]  # type: ignore[attr-defined]


def test_a_name_has_the_cards_of_its_statements(page_of: Open) -> None:
    network, page = world.alliances(), page_of("alliances")
    page.evaluate("for (const box of document.querySelectorAll('input[data-family]')) if (!box.checked || "
                  "box.indeterminate) { box.checked = false; box.click(); }")  # fmt: skip
    for node in network:
        page.evaluate("id => Faultlines.change({select: id})", node)
        keys = {r["key"] for *_, r in [*network.in_edges(node, "record"), *network.out_edges(node, "record")]}
        assert page.evaluate(CARDS) == sorted(keys), node
        words = "1 statement" if len(keys) == 1 else f"{len(keys)} statements"
        assert page.inner_text("#panel-count") == words
        assert page.inner_text("#panel-title") == network.nodes[node]["label"]


def test_a_card_says_who_and_where_and_how(page_of: Open) -> None:
    page = page_of("alliances")
    page.evaluate("for (const box of document.querySelectorAll('input[data-facet]:not(:checked)')) box.click()")
    page.evaluate("Faultlines.allCards()")
    text = " ".join(page.inner_text("#cards").split())
    for words in (
        "Premier Olm, reported by The Gazette, 1 June 2031",
        "Borduria answers, 2 June 2031",
        "our old ally",
        "denied · confidence 0.9",
        "On condition that Arland – allied with – Cascara",
        "Concluded from Arland – allied with – Cascara",
        "An alliance holds both ways.",
        "About Fishing",
        "Holds in May 2031",
    ):
        assert words in text, words


def test_each_filter_shows_and_counts_what_it_says(page_of: Open) -> None:
    known, page = records(world.alliances()), page_of("alliances")
    hulls = {"memberOf", "headOf"}

    def values(record: dict[str, Any], facet: str) -> set[str]:
        if facet == "voice":
            return set(record["said_by_ids"]) or {"rule"}
        return {record[facet] or "rule"}

    def count(off: dict[str, set[str]]) -> dict[str, int]:
        facets = ("relation", "modality", "polarity", "source", "voice")
        passed = {f: [k for k, r in known.items() if values(r, f) - off.get(f, set())] for f in facets}
        counts: Counter[str] = Counter()
        for facet in facets:
            others = set(known).intersection(*(passed[f] for f in facets if f != facet))
            for key in others:
                counts.update(f"{facet} {value}" for value in values(known[key], facet))
                if facet == "relation":
                    counts[f"family {known[key]['family']}"] += 1
        return counts

    read = """Object.fromEntries([...document.querySelectorAll('output[data-count]')].map(
        o => [o.dataset.count + ' ' + o.dataset.value, Number(o.textContent)]).filter(pair => pair[1]))"""
    assert page.evaluate(read) == count({"relation": hulls})
    boxes = "[...document.querySelectorAll('input[data-facet]')].map(b => [b.dataset.facet, b.value])"
    for box in page.evaluate(boxes):
        facet, value = box
        if facet == "relation" and value in hulls:
            continue
        selector = f'input[data-facet="{facet}"][value="{value}"]'
        page.evaluate("selector => document.querySelector(selector).click()", selector)
        off = {"relation": set(hulls)}
        off.setdefault(facet, set()).add(value)
        shown = [k for k, r in known.items() if all(values(r, f) - off[f] for f in off)]
        assert page.evaluate(SHOWN) == sorted(shown), box
        assert page.evaluate(read) == count(off), box
        assert page.evaluate(CARDS) == sorted(shown)
        assert page.evaluate("Faultlines.network.body.data.edges.get().filter(e => !e.hidden).length") == len(shown)
        page.evaluate("selector => document.querySelector(selector).click()", selector)
    for least in (0.65, 0.8):
        page.evaluate("least => Faultlines.change({least})", least)
        wanted = [k for k, r in known.items() if r["confidence"] >= least and r["relation"] not in hulls]
        assert page.evaluate(SHOWN) == sorted(wanted)


def test_what_is_not_said_to_be_so_goes_and_comes_together(page_of: Open) -> None:
    known, page = records(world.alliances()), page_of("alliances")
    page.check("#so")
    so = {k for k, r in known.items() if (r["polarity"], r["modality"]) == ("affirmed", "asserted")}
    assert page.evaluate(SHOWN) == sorted(so - {k for k in so if known[k]["relation"] in ("memberOf", "headOf")})
    page.uncheck("#so")
    assert page.evaluate("Faultlines.isStart()") is True


def test_what_is_not_said_to_be_so_looks_different(page_of: Open) -> None:
    page = page_of("alliances")
    looks = page.evaluate("""Object.fromEntries(Faultlines.data.edges.map(e => {
        const s = Faultlines.statements.get(e.statement), look = Faultlines.edgeLook(e, Faultlines.view);
        const words = s.polarity + ' ' + s.modality;
        return look.hidden ? ['', ''] : [words, JSON.stringify([look.dashes, look.arrows.middle.enabled])];
    }))""")
    looks.pop("")
    assert len(looks) == 6
    assert len(set(looks.values())) == 6


def test_escape_restores_everything(page_of: Open) -> None:
    page = page_of("alliances")
    state = "[Faultlines.view.shown.size, Faultlines.view.picked, location.hash, Faultlines.$('search').value]"
    start = page.evaluate(state)
    page.check("#so")
    page.fill("#search", "Arland")
    page.press("#search", "Enter")
    page.evaluate("Faultlines.change({least: 0.65})")
    assert page.evaluate(state) != start
    assert "select=actor%3Aarland" in page.url
    page.keyboard.press("Escape")
    assert page.evaluate(state) == start
    assert page.evaluate("Faultlines.isStart()") is True
    assert page.is_hidden("#reset")


def test_the_address_holds_the_state(page_of: Open) -> None:
    page = page_of("alliances")
    page.evaluate("Faultlines.change({select: 'actor:borduria', least: 0.65})")
    page.click('input[data-facet="modality"][value="forecast"]')
    again = page_of("alliances", address=page.url.partition("#")[2].join(["#", ""]))
    assert again.inner_text("#panel-title") == "Borduria"
    assert again.evaluate(CARDS) == page.evaluate(CARDS)
    assert again.is_checked('input[data-facet="modality"][value="forecast"]') is False
    index = page_of("index")
    assert "alliances.html#select=actor%3Aarland" in index.content()
    strange = page_of("alliances", address="#select=actor:nobody~x&confidence=many&without-voice=?")
    assert strange.evaluate("Faultlines.view.shown.size") > 0


def test_parallel_statements_are_as_many_edges(page_of: Open) -> None:
    page = page_of("alliances")
    middles = page.evaluate("""Object.values(Faultlines.network.body.edges).filter(e =>
        ['actor:arland', 'actor:borduria'].every(id => [e.fromId, e.toId].includes(id))
    ).map(e => { const p = e.edgeType.getPoint(0.5); return Math.round(p.x) + ' ' + Math.round(p.y); })""")
    assert len(middles) == 5
    assert len(set(middles)) == 5


def drawn(page: Page) -> list[dict[str, Any]]:
    """The edges that are not hidden."""
    found: list[dict[str, Any]] = page.evaluate(
        "Faultlines.network.body.data.edges.get().filter(e => !e.hidden)"
        ".map(e => ({id: e.id, label: (e.label || '').trim(), ends: [e.from, e.to].sort().join('~')}))"
    )
    return found


def test_many_parallel_statements_are_strands_until_one_asks_for_them(page_of: Open) -> None:
    page, pair = page_of("rope"), "actor:arland~actor:borduria"
    between = {r["key"] for a, b, r in world.rope().edges(data="record") if {a, b} == set(pair.split("~"))}
    assert len(between) == 12
    strands = [e for e in drawn(page) if e["ends"] == pair]
    assert all(e["id"].startswith("strand:") for e in strands)
    assert len(strands) <= 6
    lengths = "[...Faultlines.groups(Faultlines.view, Faultlines.state).values()].flat().map(g => g.length)"
    counts = page.evaluate(lengths)
    assert (len(counts), sum(counts)) == (len(strands), 12)
    labels = {e["label"] for e in strands} - {""}
    assert str(max(counts)) in labels <= {str(n) for n in counts}
    for select in (pair, "actor:borduria~actor:arland", f"statement:{min(between)}"):
        page.evaluate("select => Faultlines.change({select})", select)
        assert {e["id"] for e in drawn(page) if e["ends"] == pair} == between, select
    page.evaluate("Faultlines.change({select: 'actor:arland'})")
    assert len([e for e in drawn(page) if e["ends"] == pair]) == len(strands)
    page.keyboard.press("Escape")
    place = page.evaluate("""() => {
        const id = Faultlines.network.body.data.edges.get().find(e => !e.hidden && Number(e.label) > 1).id;
        const at = Faultlines.network.canvasToDOM(Faultlines.network.body.edges[id].edgeType.getPoint(0.4));
        const box = document.querySelector('#network').getBoundingClientRect();
        return [at.x + box.left, at.y + box.top];
    }""")
    page.mouse.click(*place)
    page.wait_for_selector("#panel-title:text-is('Arland – Borduria')")
    assert page.evaluate(CARDS) == sorted(between)


def test_what_stood_at_an_edge_goes_when_it_is_no_longer_chosen(page_of: Open) -> None:
    for name, select in (("alliances", "actor:delmark"), ("rope", "actor:elbonia")):
        page = page_of(name)
        before = [t["text"] for t in page.evaluate(TEXTS)]
        page.evaluate("select => Faultlines.change({select})", select)
        page.wait_for_timeout(50)
        assert [t["text"] for t in page.evaluate(TEXTS)] != before
        page.keyboard.press("Escape")
        page.wait_for_timeout(50)
        assert [t["text"] for t in page.evaluate(TEXTS)] == before


def test_coalitions_colour_the_names(page_of: Open) -> None:
    page = page_of("rope")
    tone = "id => Faultlines.inkOf(Faultlines.nodes.get(id))"
    assert page.evaluate(tone, "actor:arland") == page.evaluate(tone, "actor:delmark")
    page.select_option("#colour", "coalitions")
    tones = {n: page.evaluate(tone, f"actor:{n}") for n in ("arland", "cascara", "borduria", "elbonia", "delmark")}
    assert tones["arland"] == tones["cascara"] != tones["borduria"] == tones["elbonia"]
    assert tones["delmark"] == "ink-node"
    assert page.is_visible("text=9 affirmed, asserted statements of ties and support count")
    assert "colour=coalitions" in page.url
    page.click('[data-pick="coalition:1"]')
    assert page.inner_text("#panel-title") == "Coalition 2"
    assert page.inner_text("#panel-text") == "Borduria, Elbonia"


def test_two_sources_stand_side_by_side(page_of: Open) -> None:
    page = page_of("rope", address="#against=courier-2031-05~gazette-2031-06&way=split")
    known = records(world.rope())
    hulls = {"memberOf", "headOf"}

    def of(source: str) -> set[str]:
        return {k for k, r in known.items() if r["source"] == source and r["relation"] not in hulls}

    page.evaluate("Faultlines.change({select: 'actor:arland~actor:borduria'})")
    halves = page.evaluate("""[[...Faultlines.drawn.shown],
        [...document.querySelectorAll('#beside [data-pick^="statement:"]')].map(g => g.dataset.pick.slice(10))]""")
    assert set(halves[0]) == of("courier-2031-05")
    assert set(halves[1]) == of("gazette-2031-06")
    assert set(page.evaluate(SHOWN)) == of("courier-2031-05") | of("gazette-2031-06")
    assert page.inner_text("#title-one") == "What Arland fears"
    assert page.inner_text("#title-other") == "Borduria answers"
    page.evaluate("""document.querySelector('#beside [data-pick="actor:borduria"] circle')
        .dispatchEvent(new MouseEvent('click', {bubbles: true}))""")
    assert page.inner_text("#panel-title") == "Borduria"
    assert page.evaluate("Faultlines.svg().text()").count("<svg") == 3
    page.keyboard.press("Escape")
    assert page.is_hidden("#beside")
    assert page.said == []  # type: ignore[attr-defined]


def test_edges_take_the_colour_of_their_source(page_of: Open) -> None:
    page = page_of("rope", address="#against=courier-2031-05~gazette-2031-06")
    inks = page.evaluate("""Object.fromEntries(Faultlines.data.edges.map(e => [e.id,
        [Faultlines.side(Faultlines.statements.get(e.statement), Faultlines.state), Faultlines.inkOfEdge(e)]]))""")
    known = records(world.rope())
    said = {s: {(r["subject"], r["relation"], r["object"]) for r in known.values() if r["source"] == s
                and r["polarity"] == "affirmed"} for s in world.SOURCES}  # fmt: skip
    both = set.intersection(*said.values())
    assert both
    for key, (side, ink) in inks.items():
        r = known[key]
        shared = (r["subject"], r["relation"], r["object"]) in both and r["polarity"] == "affirmed"
        mine = {"courier-2031-05": "one", "gazette-2031-06": "other"}.get(r["source"], "")
        assert side == ("both" if mine and shared else mine)
        if side:
            assert ink == {"one": "ink-claim", "other": "ink-derived", "both": "ink-line"}[side]
    assert len({ink for side, ink in inks.values() if side}) == 3


def test_a_strange_address_does_no_harm(page_of: Open) -> None:
    page = page_of("rope", address="#at=soon&said=2031-99&against=a~b&way=x&colour=y&select=coalition:9")
    assert page.evaluate("Faultlines.state.at + Faultlines.state.said + Faultlines.state.one") == ""
    assert page.evaluate("Faultlines.view.picked") is None
    assert page.said == []  # type: ignore[attr-defined]


def test_a_window_that_changes_shows_the_whole_picture(page_of: Open) -> None:
    page = page_of("rope")
    for size in ((1000, 700), PHONE, WIDE):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        until(
            page,
            """() => { const e = Faultlines.extent(), n = Faultlines.network, p = Faultlines.$('network');
            const a = n.canvasToDOM({x: e.left, y: e.top}), b = n.canvasToDOM({x: e.right, y: e.bottom});
            return a.x >= -2 && a.y >= -2 && b.x <= p.clientWidth + 2 && b.y <= p.clientHeight + 2
                && Math.max((b.x - a.x) / p.clientWidth, (b.y - a.y) / p.clientHeight) > 0.6; }""",
        )


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("name", ["alliances", "red-lines", "isles", "sanctions", "crowd", "rope"])
def test_no_two_labels_overlap(page_of: Open, name: str, size: tuple[int, int]) -> None:
    page = page_of(name, size)
    page.wait_for_timeout(250)
    texts = page.evaluate(
        "() => { texts.length = 0; Faultlines.network.redraw(); return texts.filter(t => t.text.trim()); }"
    )
    assert len(texts) > 4
    boxes = [(t["left"], t["left"] + t["width"], t["top"], t["top"] + t["size"], t["text"]) for t in texts]
    for i, a in enumerate(boxes):
        for b in boxes[i + 1 :]:
            across, down = min(a[1], b[1]) - max(a[0], b[0]), min(a[3], b[3]) - max(a[2], b[2])
            assert across <= 1 or down <= 1.5, (a, b)
    assert min(t["size"] for t in texts) >= 8.9


def test_edges_are_named_only_when_chosen(page_of: Open) -> None:
    page = page_of("alliances")
    labels = "Faultlines.network.body.data.edges.get().map(e => (e.label || '').trim()).filter(Boolean).sort()"
    assert page.evaluate(labels) == []
    page.evaluate("Faultlines.change({select: 'actor:delmark'})")
    assert page.evaluate(labels) == ["criticizes"]


def test_a_click_chooses_and_the_rest_steps_back(page_of: Open) -> None:
    page = page_of("alliances")
    x, y = page.evaluate("""() => {
        const at = Faultlines.network.canvasToDOM(Faultlines.network.getPosition('actor:elbonia'));
        const box = document.querySelector('#network').getBoundingClientRect();
        return [at.x + box.left, at.y + box.top];
    }""")
    page.mouse.click(x, y)
    page.wait_for_selector("#panel-title:text-is('Elbonia')")
    faded = page.evaluate("Faultlines.network.body.data.nodes.get('actor:delmark').color.background")
    assert faded.endswith(",0.13)")
    page.click(".card:not([hidden]) .claim >> nth=0")
    assert page.evaluate("Faultlines.state.select").startswith("statement:")


def test_the_picture_comes_out_as_png_and_svg(page_of: Open) -> None:
    page = page_of("alliances")
    assert page.evaluate("Faultlines.png().then(blob => blob.size)") > 50_000
    for button, start in (("#png", b"\x89PNG"), ("#svg", b"<svg")):
        with page.expect_download() as download:
            page.click(button)
        assert download.value.path().read_bytes().startswith(start)
        assert download.value.suggested_filename == f"alliances.{button[1:]}"
    assert page.said == []  # type: ignore[attr-defined]


def test_a_page_works_inside_a_notebook(browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    page.route("**/*", lambda route: (asked.append(route.request.url), route.abort()))
    page.set_content(f"<h1>Notebook</h1>{show(world.alliances())._repr_html_()}")
    frame = page.frames[1]
    frame.wait_for_selector(READY, state="attached")
    assert frame.evaluate("Faultlines.view.shown.size") > 5
    frame.evaluate("Faultlines.change({select: 'actor:arland'})")
    assert frame.inner_text("#panel-title") == "Arland"
    frame.click("#theme")
    inked = """() => { const c = document.querySelector('canvas'); const d = c.getContext('2d').getImageData(
        0, 0, c.width, c.height).data; let n = 0; for (let i = 3; i < d.length; i += 4) n += d[i] > 0; return n; }"""
    assert frame.evaluate(inked) > 5000
    assert asked == []
    page.close()


def test_the_keyboard_goes_everywhere(page_of: Open) -> None:
    page = page_of("alliances")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    page.keyboard.type("harbour")  # an alias
    page.keyboard.press("Enter")
    assert page.inner_text("#panel-title") == "Arland"
    page.focus("#network")
    page.keyboard.press("ArrowRight")
    assert page.inner_text("#panel-title") != "Arland"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.className").startswith("claim")


def test_the_matrix_of_red_lines_leads_to_the_evidence(page_of: Open) -> None:
    page = page_of("red-lines")
    page.click("#table-matrix .pick.line >> nth=1")
    assert page.evaluate("[...document.querySelectorAll('.card.chosen')].length") == 1
    assert "gazette" in page.evaluate("Faultlines.statements.get(Faultlines.state.select.slice(10)).source")
    assert page.inner_text("#table-threats tbody .tag") == "threatens it"


@pytest.mark.parametrize("name", ["alliances", "red-lines", "isles", "sanctions"])
def test_tables_follow_the_filters(page_of: Open, name: str) -> None:
    network = (world.pages() | {"isles": world.spheres()})[name]
    known, page = records(network), page_of(name)
    pieces = "(row => [...row.querySelectorAll('[data-keys], [data-pick]')].filter(p => !p.hidden))"
    rows = f"[...document.querySelectorAll('.table tbody tr:not([hidden])')].map(r => {pieces}(r).map(p => "
    read = rows + "[p.dataset.keys || p.dataset.pick, p.textContent, p.dataset.counts || '']))"

    def expected(shown: set[str]) -> list[list[list[str]]]:
        made = []
        for table in tables(network):
            for row in table.rows:
                told, left = [], []
                for entry in (e for cell in row for e in cell if e.keys or e.pick):
                    one = entry.pick.removeprefix("statement:")
                    keys = list(entry.keys) or ([one] if one in known else [])
                    there = [key for key in keys if key in shown]
                    count = {"statements": len(there), "sources": len({known[k]["source"] for k in there})}
                    text = re.sub(r"^\d+", str(count[entry.counts]), entry.text) if entry.counts else entry.text
                    told += [bool(there)] if keys else []
                    left += [[" ".join(entry.keys) or entry.pick, text, entry.counts]] if there or not keys else []
                made += [left] if any(told) or not told else []
        return made

    every = page.evaluate(read)
    assert every == expected(set(page.evaluate(SHOWN)))
    page.check("#so")
    assert page.evaluate(read) == expected(set(page.evaluate(SHOWN)))
    page.uncheck('[data-facet="source"][value="courier-2031-05"]')
    assert page.evaluate(read) == expected(set(page.evaluate(SHOWN))) != every
    page.keyboard.press("Escape")
    assert page.evaluate(read) == every


def test_what_a_page_has_not_is_said(page_of: Open) -> None:
    shown = page_of("red-lines").inner_text("#shown")
    for select, words in (
        ("actor:far-land", "Not on this page: far land"),
        ("actor:arland~actor:nobody", "Not on this page: arland – nobody"),
        ("statement:nothing", "What is asked for is not on this page"),
        ("keys:nothing", "What is asked for is not on this page"),
    ):
        page = page_of("red-lines", address=f"#select={select}")
        assert page.inner_text("#shown") == f"{words} · {shown}"
        assert page.inner_text("#panel-title") == "Evidence"
        assert page.said == []  # type: ignore[attr-defined]


def test_a_line_of_both_sources_is_addressed_by_each_to_whom_it_says(page_of: Open, tmp_path: Path) -> None:
    sides = """Object.fromEntries(Faultlines.data.edges.filter(e => e.from === 'issue:toll-union' ||
        e.to === 'issue:toll-union').map(e => [e.id, Faultlines.sideOfEdge(e, Faultlines.state)]).filter(e => e[1]))"""
    against = "#against=courier-2031-05~gazette-2031-06"
    assert set(page_of("red-lines", address=against).evaluate(sides).values()) == {"both"}
    network = world.red_lines()
    edges = network.out_edges("issue:toll-union", keys=True, data="record")
    a, b, key, made = next(edge for edge in edges if edge[3]["source"] == "gazette-2031-06")
    network.remove_edge(a, b, key)
    world.draw(network, a, world.node(network, "actor:cascara"), key, "to", made)
    found = page_of(show(network, tmp_path / "lines.html"), address=against).evaluate(sides)
    assert sorted(found.values()) == ["both", "both", "one", "other"]
    assert found[key] == "other"


def test_a_contested_place_wears_the_rings_of_its_claimants(page_of: Open) -> None:
    page = page_of("isles")
    rings = page.evaluate("Object.fromEntries(Faultlines.data.nodes.map(n => [n.id, n.rings.length]))")
    assert (rings["area:isle-0"], rings["area:isle-1"], rings["actor:arland"]) == (2, 0, 0)
    drawn = "(id) => Faultlines.ringsOf(Faultlines.nodes.get(id)).map((ring) => ring.sure)"
    assert page.evaluate(drawn, "area:isle-0") == [True, True]
    assert page.evaluate(drawn, "area:isle-2") == [False, False], "what is only forecast is paler"
    page.check("#so")
    assert page.evaluate(drawn, "area:isle-0") == [True, True]
    assert page.evaluate(drawn, "area:isle-2") == [], "and goes with what is not said to be so"


def test_light_and_dark_and_as_the_system_has_it(page_of: Open) -> None:
    ground = "getComputedStyle(document.body).backgroundColor"
    light, dark = (page_of("alliances", color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.evaluate(ground) != dark.evaluate(ground)
    wanted = dark.evaluate(ground)
    ink = "Faultlines.network.body.data.edges.get()[0].color.color"
    before = light.evaluate(ink)
    light.click("#theme")
    assert light.evaluate(ground) == wanted
    assert light.evaluate(ink) != before


@pytest.mark.parametrize("name", ["alliances", "red-lines", "spheres", "index"])
def test_a_phone_scrolls_only_downwards(page_of: Open, name: str) -> None:
    page = page_of(name, PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


def test_one_finger_scrolls_the_page_and_two_move_and_zoom_the_picture(page_of: Open) -> None:
    page = page_of("isles", PHONE, has_touch=True, is_mobile=True)
    finger = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        found = [{"x": x, "y": y, "id": i} for i, (x, y) in enumerate(points)]
        finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": found})
        page.wait_for_timeout(16)

    def move(begin: list[tuple[float, float]], end: list[tuple[float, float]]) -> None:
        touch("touchStart", *begin)
        for i in range(1, 13):
            touch(
                "touchMove",
                *((x + (u - x) * i / 12, y + (v - y) * i / 12) for (x, y), (u, v) in zip(begin, end, strict=True)),
            )
        touch("touchEnd")

    scale, at = "Faultlines.network.getScale()", "Faultlines.network.getViewPosition()"
    start = page.evaluate(scale), page.evaluate(at)
    move([(195, 500)], [(195, 250)])
    until(page, "() => scrollY > 100")
    assert page.evaluate(scale) == pytest.approx(start[0], rel=0.05)
    assert page.evaluate(at) == pytest.approx(start[1], abs=30 / start[0])  # until it is known as a swipe
    page.evaluate("scrollTo(0, 0)")
    move([(195, 350), (195, 400)], [(195, 280), (195, 470)])
    until(page, f"before => {scale} > 1.5 * before", start[0])
    before = page.evaluate(at)["y"]
    move([(150, 300), (250, 300)], [(150, 400), (250, 400)])
    until(page, f"before => {at}.y < before - 10", before)
    page.evaluate("Faultlines.fit()")
    x, y = page.evaluate("""() => {
        const {x, y} = Faultlines.network.canvasToDOM(Faultlines.at('actor:arland'));
        const {left, top} = document.querySelector('#network').getBoundingClientRect();
        return [x + left, y + top]; }""")
    page.touchscreen.tap(x, y)
    until(page, "() => Faultlines.state.select === 'actor:arland'")


def test_a_page_prints_every_shown_statement(page_of: Open) -> None:
    page = page_of("alliances")
    page.emulate_media(media="print")
    assert page.is_visible(".card >> nth=-1")
    assert page.is_hidden(".rail")


def test_paper_says_what_is_chosen_and_what_the_marks_mean(page_of: Open) -> None:
    page = page_of("alliances", address="#confidence=0.5")
    page.uncheck('[data-facet="polarity"][value="denied"]')
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    text = page.inner_text("div.printed")
    assert "Affirmed or denied: without denied" in text
    assert "Confidence at least 0.5" in text
    assert page.url in text
    assert page.is_visible(".stage .legend li >> nth=-1")
    assert page.evaluate("getComputedStyle(document.body).printColorAdjust") == "exact"
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.query_selector(".printed") is None
