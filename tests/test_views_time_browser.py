"""Timeline and sources in a browser: what is drawn and counted is what the filters let pass; all can be chosen."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import views_world as world
from browser_pages import CARDS, PHONE, SHOWN, WIDE, Open, until
from faultlines.analysis.sources import sources
from faultlines.analysis.timeline import Dated, Row, Said, Timeline, timeline
from faultlines.store import KnowledgeGraph
from faultlines.views.render import write
from faultlines.views.timeline import TimelinePage

pytest_plugins = ["browser_pages"]

BARS = """[...new Set([...document.querySelectorAll('#chart .stretch')].flatMap(b => b.dataset.keys.split(' ')))]"""
WIDTH = """title => { const bar = [...document.querySelectorAll('#chart .stretch')]
    .find(b => b.querySelector('title').textContent === title);
  return bar.querySelector('rect').getBoundingClientRect().width / Faultlines.timeWidth()
    * (Faultlines.time.end - Faultlines.time.start); }"""
"""The days that a bar takes up on the screen."""
ROW = "#chart .row[aria-label^='{}']"


def invented() -> TimelinePage:
    """A forecast that comes true, one that does not, one that is open; an event; a lasting tie; two sources' words."""
    g = world.network("timeline", "Timeline", relations={}, rules={"outcome": "What comes true is confirmed."})
    may, june = {"said_on": "2031-05"}, {"said_on": "2031-06-10", "source": "gazette-2031-06"}
    keys = [
        world.state(g, "event:summit", "hasParticipant", "actor:arland", modality="forecast", since="2031-06",
                    until="2031-06", **may),
        world.state(g, "actor:arland", "meetsWith", "actor:borduria", polarity="denied", modality="forecast",
                    since="2031", until="2031", **may),
        world.state(g, "actor:borduria", "pressures", "actor:arland", modality="forecast", since="2031-09",
                    until="2031-10", **may),
        world.state(g, "event:summit", "hasParticipant", "actor:arland", since="2031-06-08",
                    until="2031-06-08", **june),
        world.state(g, "actor:arland", "alliedWith", "actor:cascara", since="2031-03", until=None, **june),
        world.state(g, "actor:cascara", "seeks", "issue:toll-union", **may),
    ]  # fmt: skip
    fact = Dated((keys[3],), "2031-06-08", "2031-06-08", True)
    for n, relation, ground in (("c", "confirmedBy", keys[0]), ("d", "refutedBy", keys[1])):
        made = world.record(f"statement:{ground}", relation, "event:summit", key=n * 16, source="", said_by=[],
                            said_by_ids=[], source_title=None, method="rule:outcome", grounds=[ground, keys[3]],
                            spans=[])  # fmt: skip
        world.draw(g, "actor:arland", "event:summit", made["key"], relation, made)

    def forecast(key: str, dated: tuple[str, str], outcome: str, *more: Any) -> Row:
        return Row("forecasts", "", (Dated((key,), *dated, False),), (Said((key,), "2031-05"),), outcome, *more)

    def one(key: str, on: str) -> Said:
        return Said((key,), on)

    rows = (
        forecast(keys[0], ("2031-06", "2031-06"), "confirmed", (fact,), ("c" * 16,)),
        forecast(keys[1], ("2031", "2031"), "refuted", (fact,), ("d" * 16,)),
        forecast(keys[2], ("2031-09", "2031-10"), "open"),
        Row("events", "event:summit", (fact,), (one(keys[3], "2031-06-10"),)),
        Row("held", "", (Dated((keys[4],), "2031-03", "", True),), (one(keys[4], "2031-06-10"),)),
        Row("said", "courier-2031-05", said=(Said((keys[0], keys[1], keys[2], keys[5]), "2031-05"),)),
        Row("said", "gazette-2031-06", said=(Said((keys[3], keys[4]), "2031-06-10"),)),
    )
    return TimelinePage(Timeline(g, rows, {"courier-2031-05": 3}, (("event:vote", "Vote"),)))


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("time") / "timeline.html", invented().html({}))


def test_every_shown_statement_with_a_date_has_its_bar(page_of: Open, real_kg: KnowledgeGraph, real_site: Path) -> None:
    page = page_of(real_site / "timeline.html", address="#look=all")
    dated = {s.key for s in real_kg.statements() if s.since or s.until or s.said_on}
    assert dated <= set(page.evaluate(BARS))
    page.uncheck('[data-facet="source"][value="geo-analytics-2021"]')
    page.check("#so")
    page.wait_for_timeout(60)
    shown = set(page.evaluate(SHOWN))
    assert shown & dated
    assert shown & dated <= set(page.evaluate(BARS))
    every = page.evaluate("[...document.querySelectorAll('#chart .stretch')].map(b => b.dataset.keys.split(' '))")
    assert all(shown.intersection(keys) for keys in every)
    numbers = page.evaluate("[...document.querySelectorAll('#chart [data-pick^=\"said:\"]')].map(b => [b.dataset.keys, "
                            "Number(b.getAttribute('aria-label').match(/: (\\d+)$/)[1])])")  # fmt: skip
    assert numbers
    assert all(count == len(shown.intersection(keys.split())) for keys, count in numbers)


def test_an_imprecise_date_is_as_long_as_what_it_means(page_of: Open, file: Path) -> None:
    page = page_of(file, address="#look=all")
    page.wait_for_timeout(60)
    for title, days in (
        ("in 2031 (not said to be so)", 365),
        ("in June 2031 (not said to be so)", 30),
        ("said May 2031", 31),
    ):
        assert page.evaluate(WIDTH, title) == pytest.approx(days, abs=1.5), title
    page.evaluate("Faultlines.look('2031-05~2031-06')")
    page.wait_for_timeout(60)
    assert page.evaluate(WIDTH, "on 8 June 2031") == pytest.approx(1, abs=0.4)


def test_a_forecast_is_joined_to_what_came_of_it(page_of: Open, file: Path) -> None:
    page = page_of(file)
    page.wait_for_timeout(60)
    texts = [t.text_content() for t in page.query_selector_all("#chart .outcome")]
    assert texts == ["✓ confirmed", "✗ refuted", "no outcome found"]
    assert len(page.query_selector_all("#chart .joined")) == 2
    page.uncheck('[data-facet="relation"][value="refutedBy"]')
    page.wait_for_timeout(60)
    assert [t.text_content() for t in page.query_selector_all("#chart .outcome")] == ["✓ confirmed", "no outcome found"]
    page.check("#so")
    page.wait_for_timeout(60)
    assert page.query_selector("#chart .outcome") is None
    assert "1 confirmed, 1 refuted, 1 with a time" in page.inner_text(".tables")


def test_when_it_was_said_is_joined_to_when_it_holds(page_of: Open, file: Path) -> None:
    page = page_of(file, address="#look=all")
    page.wait_for_timeout(60)
    row = page.query_selector(ROW.format("Arland – alliedWith – Cascara".replace("alliedWith", "allied with")))
    assert row is not None
    told, bar = (row.query_selector(s).bounding_box() for s in (".told", ".may"))  # type: ignore[union-attr]
    line = row.query_selector(".link").bounding_box()  # type: ignore[union-attr]
    assert told is not None
    assert bar is not None
    assert line is not None
    assert line["y"] <= bar["y"] + bar["height"] + 1 < told["y"]
    assert line["x"] + line["width"] == pytest.approx(told["x"] + told["width"] / 2, abs=2)
    assert bar["x"] <= line["x"] <= bar["x"] + bar["width"]
    assert row.query_selector("path.core") is not None  # an arrow: no end is told


def test_a_row_is_chosen_by_mouse_and_by_keyboard(page_of: Open, file: Path) -> None:
    page = page_of(file)
    page.wait_for_timeout(60)
    page.click('#chart .row[data-pick="event:summit"] >> text=Summit')
    assert page.evaluate("Faultlines.state.select") == "event:summit"
    summit = page.evaluate(CARDS)
    assert summit == page.evaluate(
        "[...Faultlines.statements].filter(([, s]) => s.ends.includes('event:summit')).map(([k]) => k).sort()"
    )
    page.keyboard.press("Escape")
    assert len(page.evaluate(CARDS)) == 8
    page.focus("#chart [data-pick^='said:courier']")
    page.keyboard.press("Enter")
    assert len(page.evaluate(CARDS)) == 4
    assert page.inner_text("#panel-title") == "Said in May 2031"
    assert page.evaluate("document.activeElement.dataset.pick") == "said:courier-2031-05@2031-05"
    again = page_of(file, address=f"#{page.url.partition('#')[2]}")
    assert again.evaluate(CARDS) == page.evaluate(CARDS)


def test_it_moves_along_time_and_the_look_stays_in_the_address(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "timeline.html")
    window = "[Faultlines.time.start, Faultlines.time.end]"
    first = page.evaluate(window)
    assert first[1] - first[0] == 365
    page.click('[data-look="all"]')
    assert page.url.endswith("#look=all")
    page.click("#in")
    whole = page.evaluate(window)
    page.focus("#chart .row")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(window)[0] > whole[0]
    page.hover("#chart", position={"x": 500, "y": 200})
    before = page.evaluate(window)
    page.mouse.wheel(0, -100)
    assert page.evaluate(window) == before
    page.keyboard.down("Control")
    page.mouse.wheel(0, -100)
    page.keyboard.up("Control")
    until(page, "length => Faultlines.time.end - Faultlines.time.start < length - 1", before[1] - before[0])
    before = page.evaluate(window)
    page.mouse.down()
    page.mouse.move(400, 330, steps=4)
    page.mouse.up()
    assert page.evaluate(window) != before
    assert page.evaluate("Faultlines.state.select") == ""
    until(page, "() => Faultlines.askedSeen(2)?.[0] === Math.round(Faultlines.time.start)")
    again = page_of(real_site / "timeline.html", address=f"#{page.url.partition('#')[2]}")
    assert again.evaluate(window) == pytest.approx(page.evaluate(window), abs=1)
    page.keyboard.press("Escape")
    assert page.evaluate(window) == first
    assert "look" not in page.url
    assert "seen" not in page.url
    months = page_of(real_site / "timeline.html", address="#look=2021-05~2021-07&select=event%3Ageneva-summit-2021")
    assert months.get_attribute('[data-look="2021-05~2021-07"]', "aria-pressed") == "true"
    assert months.inner_text("#panel-title") == "Geneva summit"


@pytest.mark.parametrize("size", [WIDE, (1920, 1080), PHONE])
@pytest.mark.parametrize("look", ["", "all", "2021-05~2021-07"])
def test_rows_lie_below_one_another_and_nothing_leaves_the_chart(
    page_of: Open, real_site: Path, size: tuple[int, int], look: str
) -> None:
    page = page_of(real_site / "timeline.html", size, address=f"#look={look}" if look else "")
    page.wait_for_timeout(80)
    boxes = page.evaluate("""[...document.querySelectorAll('#chart .row')].map(row => {
        const box = row.querySelector('.ground').getBoundingClientRect();
        const texts = [...row.querySelectorAll('text')].map(t => t.getBoundingClientRect());
        return [box.top, box.bottom, box.left, box.right, Math.min(...texts.map(t => t.top)),
          Math.max(...texts.map(t => t.bottom)), Math.min(...texts.map(t => t.left)),
          Math.max(...texts.map(t => t.right))]; })""")
    assert len(boxes) > 20
    for above, below in pairwise(boxes):
        assert above[1] <= below[0]
    for top, bottom, left, right, first, last, leftmost, rightmost in boxes:
        assert first >= top - 1
        assert last <= bottom + 2
        assert leftmost >= left
        assert rightmost <= right + 1
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_timeline_is_saved_as_picture_and_as_table(page_of: Open, real_site: Path, scheme: str) -> None:
    page = page_of(real_site / "timeline.html", color_scheme=scheme)
    page.wait_for_timeout(60)
    svg = page.evaluate("Faultlines.svg().text()")
    assert "Geneva summit" in svg
    assert "✗ refuted" in svg
    assert "var(" not in svg
    assert page.evaluate("Faultlines.png().then(blob => blob.size)") > 50_000
    page.check("#so")
    rows = list(csv.DictReader(io.StringIO(page.evaluate("Faultlines.csv()"))))
    assert sorted(row["key"] for row in rows) == page.evaluate(SHOWN)
    with page.expect_download() as download:
        page.click("#csv")
    assert download.value.suggested_filename == "timeline.csv"


def test_what_has_no_date_is_said(page_of: Open, real_kg: KnowledgeGraph, real_site: Path) -> None:
    page = page_of(real_site / "timeline.html")
    undated = timeline(real_kg).undated
    assert f"{sum(undated.values())} statements give no date" in page.inner_text(".looks")
    for source, count in undated.items():
        link = page.query_selector(f'#undated a[href="sources.html#source={source}"]')
        assert link is not None
        assert f"{count} of " in page.inner_text("#undated")


@pytest.mark.parametrize("name", ["world", "real"])
def test_the_counts_of_each_source_follow_the_filters(page_of: Open, request: pytest.FixtureRequest, name: str) -> None:
    kg: KnowledgeGraph = request.getfixturevalue({"world": "kg", "real": "real_kg"}[name])
    page = page_of(request.getfixturevalue(f"{name}_site") / "sources.html")
    known = {t.source: t for t in sources(kg).told}
    counts = """Object.fromEntries([...document.querySelectorAll('output[data-set]')]
        .map(o => [o.dataset.set, Number(o.textContent)]))"""
    for step in (None, "#so"):
        if step:
            page.check(step)
        shown = set(page.evaluate(SHOWN))
        for set_, count in page.evaluate(counts).items():
            kind, _, rest = set_.partition(":")
            source, _, part = rest.partition("/")
            if kind == "source":
                keys = known[source].keys
            elif kind == "part":
                keys = getattr(known[source], part)
            else:
                path = [tuple(ids.split("+")) for ids in part.split("/")]
                keys = [
                    s.key for s in kg.statements(source=source)
                    if [*((v,) for v in reversed(s.via)), s.said_by][: len(path)] == path
                ]  # fmt: skip
            assert count == len(shown.intersection(keys)), set_
        for source in known:
            widths = page.evaluate(
                "id => [...document.querySelectorAll(`[data-source=\"${id}\"] .share rect`)]"
                ".map(r => Number(r.getAttribute('width')))", source
            )  # fmt: skip
            assert sum(widths) == len(shown.intersection(known[source].keys))


def test_a_source_has_its_address(page_of: Open, real_kg: KnowledgeGraph, real_site: Path) -> None:
    page = page_of(real_site / "sources.html", address="#source=trenin-2021-06")
    wanted = sorted(s.key for s in real_kg.statements(source="trenin-2021-06"))
    assert page.evaluate(CARDS) == wanted
    assert page.url.endswith("#source=trenin-2021-06")
    assert page.get_attribute(".source.chosen", "data-source") == "trenin-2021-06"
    page.check("#so")
    assert "source=trenin-2021-06" in page.url
    again = page_of(real_site / "sources.html", address=f"#{page.url.partition('#')[2]}")
    assert again.evaluate(CARDS) == page.evaluate(CARDS)
    assert 0 < len(again.evaluate(CARDS)) < len(wanted)
    page.keyboard.press("Escape")
    assert "#" not in page.url
    assert page.query_selector(".source.chosen") is None
    strange = page_of(real_site / "sources.html", address="#source=<img src=x>&against=a~b")
    assert strange.evaluate("Faultlines.view.picked") is None
    assert strange.said == []  # type: ignore[attr-defined]


def test_voices_pairs_and_contradictions_lead_to_their_statements(
    page_of: Open, real_kg: KnowledgeGraph, real_site: Path
) -> None:
    page = page_of(real_site / "sources.html")
    page.click('[data-source="inforos-2021-07"] [data-pick$="actor:inforos/actor:vladimir-putin"]')
    said = [s for s in real_kg.statements(source="inforos-2021-07") if s.said_by == ("actor:vladimir-putin",)]
    assert page.evaluate(CARDS) == sorted(s.key for s in said)
    assert page.inner_text("#panel-title") == "Vladimir Putin"
    for pair in sources(real_kg).pairs:
        for kind, keys in (("both", pair.shared), ("against", pair.against)):
            if keys:
                page.click(f'#table-pairs tbody [data-pick="{kind}:{pair.one}/{pair.other}"] >> nth=0')
                assert page.evaluate(CARDS) == sorted(keys)
    page.click("#table-contradictions tbody tr >> nth=0 >> text=evidence")
    assert page.evaluate(CARDS) == sorted(sources(real_kg).contradictions[0])


def test_a_source_is_one_step_away_from_every_card_and_from_the_index(page_of: Open, real_site: Path) -> None:
    links = """[...document.querySelectorAll('.card:not(.concluded) a[href^="sources.html#source="]')].length
        === document.querySelectorAll('.card:not(.concluded)').length"""
    for name, address in (("positions", ""), ("timeline", ""), ("entity", "#actor=joe-biden")):
        page = page_of(real_site / f"{name}.html", address=address)
        assert page.query_selector(".card") is not None
        assert page.evaluate(links), name
    index = page_of(real_site / "index.html")
    index.fill("#go", "mindset")
    assert index.get_attribute("#gone a", "href") == "sources.html#source=trenin-2021-06"
    found = page_of(real_site / "sources.html")
    found.fill("#search", "mindset")
    found.keyboard.press("Enter")
    assert found.url.endswith("#source=trenin-2021-06")


def test_of_two_sources_only_they_stand_there_and_no_mark_claims_their_colour(page_of: Open, real_site: Path) -> None:
    address = "#against=inforos-2021-07~trenin-2021-06"
    page = page_of(real_site / "sources.html", address=address)
    there = "[...document.querySelectorAll('.source:not([hidden])')].map(s => s.dataset.source).sort()"
    assert page.evaluate(there) == ["inforos-2021-07", "trenin-2021-06"]
    page.select_option("#way", "one")
    assert page.evaluate(there) == ["inforos-2021-07"]
    swatches = "document.querySelectorAll('#sides svg').length"
    for name, count in (("sources", 0), ("positions", 0), ("timeline", 0), ("red-lines", 3)):
        assert page_of(real_site / f"{name}.html", address=address).evaluate(swatches) == count, name


def test_the_statements_of_the_shown_sources_are_saved(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "sources.html")
    assert page.is_hidden("#png")
    page.uncheck('[data-facet="source"][value="geo-analytics-2021"]')
    rows = list(csv.DictReader(io.StringIO(page.evaluate("Faultlines.csv()"))))
    assert sorted(row["key"] for row in rows) == page.evaluate(SHOWN)
    assert {"geo-analytics-2021"} & {word for row in rows for word in row["also said in"].split()}
    assert {"alone", "shared", "contradicted"} <= {word for row in rows for word in row["is"].split()}


def test_on_paper_the_bars_are_there_too(page_of: Open, file: Path) -> None:
    page = page_of(file)
    page.emulate_media(media="print")
    page.wait_for_timeout(60)
    bars = page.query_selector_all("#chart .stretch")
    assert len(bars) > 8
    assert all(bar.is_visible() for bar in bars)


def test_on_paper_the_chart_is_cut_between_its_rows_and_nothing_is_lost(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "timeline.html")
    before = page.evaluate("document.querySelector('#chart').innerHTML")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})
    assert page.is_hidden("#chart")
    rows = page.evaluate("document.querySelectorAll('#chart .row').length")
    assert page.evaluate("document.querySelectorAll('.slice > .row').length") == rows > 20
    boxes = page.evaluate("""[...document.querySelectorAll('.slice text')].map(t => [t, t.closest('svg')].map(one =>
        one.getBoundingClientRect().toJSON()))""")
    for text, slice_ in boxes:
        assert text["left"] >= slice_["left"] - 1
        assert text["right"] <= min(slice_["right"], 718) + 1
        assert text["bottom"] <= slice_["bottom"] + 2
        assert slice_["height"] < 300
    page.emulate_media(media="screen")
    page.set_viewport_size({"width": 1440, "height": 900})
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    until(page, "before => document.querySelector('#chart').innerHTML === before", before)
    assert page.query_selector(".slice") is None
