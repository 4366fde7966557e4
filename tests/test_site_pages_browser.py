"""Positions, names, the index and a query's rows in Chromium: they follow the filters and lead to one another."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from browser_pages import PHONE, READY, WIDE, Open
from faultlines.analysis.explore import explore
from faultlines.analysis.positions import WAYS
from faultlines.site import write_site
from faultlines.store import KnowledgeGraph
from faultlines.views.pages import write_pages
from faultlines.views.query import QueryPage

pytest_plugins = ["browser_pages"]

MARKS = "[...document.querySelectorAll('#matrix i[data-key]:not([hidden])')].map(m => m.dataset.key).sort()"


def test_the_matrix_follows_the_filters(page_of: Open, kg: KnowledgeGraph, world_site: Path) -> None:
    page = page_of(world_site / "positions.html")
    shown = "[...Faultlines.view.shown].sort()"
    assert page.evaluate(MARKS) == page.evaluate(shown)
    relation = next(r for r in WAYS if kg.statements(relation=r))
    page.evaluate("r => document.querySelector(`input[data-facet='relation'][value='${r}']`).click()", relation)
    assert page.evaluate(MARKS) == page.evaluate(shown)
    cell = page.query_selector(".cell:not([hidden])")
    assert cell is not None
    keys = cell.get_attribute("data-pick").removeprefix("keys:").split()  # type: ignore[union-attr]
    page.evaluate("document.querySelector('.cell:not([hidden])').click()")
    cards = "[...document.querySelectorAll('.card:not([hidden])')].map(c => c.dataset.key)"
    assert set(page.evaluate(cards)) == set(keys) & set(page.evaluate(shown))
    again = page_of(world_site / "positions.html", address=f"#{page.url.partition('#')[2]}")
    assert again.evaluate(cards) == page.evaluate(cards)


def test_the_matrix_is_put_in_order_and_saved(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "positions.html")
    page.check("#every")
    page.select_option("#order-issues", "name")
    names = page.evaluate("[...document.querySelectorAll('#matrix tbody th')].map(c => c.textContent.trim())")
    assert names == sorted(names, key=str.casefold)
    lines = page.evaluate("Faultlines.csv()").split("\r\n")
    assert len(lines) == len(names) + 1
    assert sum(line.count("for") + line.count("against") for line in lines[1:]) >= len(page.evaluate(MARKS))


def test_any_name_has_its_address(page_of: Open, kg: KnowledgeGraph, world_site: Path) -> None:
    page = page_of(world_site / "entity.html", address="#actor=borduria")
    assert page.inner_text("#label") == "Borduria"
    told = {
        s.key
        for s in (*kg.statements(subject="Borduria", derived=None), *kg.statements(object="Borduria", derived=None))
    }
    shown = set(page.evaluate("[...document.querySelectorAll('.card')].map(c => c.dataset.key)"))
    assert told <= shown
    page.check("#so")
    assert page.query_selector(".card.unsure") is None
    page.click(".card a:not([href^='#actor=borduria']) >> nth=0")
    label = page.locator("#label")
    expect(label).not_to_have_text(re.compile("^(Borduria)?$"))
    page.go_back()
    expect(label).to_have_text("Borduria")
    for spoken in ("#actor=Borduria", "#actor=borduria"):  # as one writes it by hand, and as the pages do
        assert page_of(world_site / "entity.html", address=spoken).inner_text("#label") == "Borduria"
    strange = page_of(world_site / "entity.html", address="#actor=<img src=x>")
    assert strange.is_visible("#directory")
    assert strange.said == []  # type: ignore[attr-defined]


def test_the_address_of_a_name_holds_its_filters(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "entity.html", address="#actor=borduria")
    every = page.inner_text("#count")
    page.check("#so")
    page.select_option("#source", "gazette-2031-06")
    left = page.inner_text("#count")
    assert left != every
    again = page_of(world_site / "entity.html", address=f"#{page.url.partition('#')[2]}")
    assert again.inner_text("#label") == "Borduria"
    assert again.inner_text("#count") == left
    again.evaluate("location.hash = 'actor=borduria'")
    expect(again.locator("#count")).to_have_text(every)
    strange = page_of(world_site / "entity.html", address="#actor=borduria&source=nobody&hide=%")
    assert strange.inner_text("#count") == every
    assert page_of(world_site / "entity.html", address="#actor=%").said == []  # type: ignore[attr-defined]


def test_a_name_links_the_pages_that_have_it_and_no_other(page_of: Open, kg: KnowledgeGraph, world_site: Path) -> None:
    page = page_of(world_site / "entity.html")
    charts = page.evaluate("Faultlines.data.charts")
    assert {"alliances", "map", "positions", "timeline", "network"} <= set(charts)
    there = {name: page_of(world_site / f"{name}.html").evaluate("[...window.Faultlines?.nodes?.keys() || []]")
             for name in charts}  # fmt: skip
    for thing in kg.labels:
        page.evaluate("id => (location.hash = Faultlines.address(id))", thing)
        expect(page.locator("#label")).to_have_text(kg.labels[thing][0])
        linked = page.evaluate("[...document.querySelectorAll('#elsewhere a:not([hidden])')].map(a => a.dataset.page)")
        assert linked == [name for name in charts if thing in there[name]], thing


def test_a_line_to_a_neighbour_has_the_colour_of_what_is_said_to_be_so(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "entity.html", address="#actor=russia")
    found = page.evaluate("""(() => { const [lines, names] = document.querySelectorAll('#picture g');
        return [...lines.children].map((line, i) =>
            [names.children[i].getAttribute('href'), line.getAttribute('class')]);
    })()""")
    assert len(found) > 9
    statements = page.evaluate("Object.values(Faultlines.data.statements)")
    for address, look in found:
        ends = {"actor:russia", address.removeprefix("#").replace("=", ":")}
        between = [s for s in statements if {s["s"], s["o"]} == ends]
        said = [s for s in between if not s.get("polarity") and not s.get("modality")]
        signs = {s.get("sign", 0) for s in said or between if not s.get("polarity")} - {0}
        ink = {0: "zero", 1: "plus" if signs == {1} else "minus", 2: "both"}[len(signs)]
        assert look == ink + ("" if said else " hollow"), address


def test_the_order_of_the_matrix_stays_in_the_address(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "positions.html")
    page.select_option("#order-issues", "name")
    page.select_option("#order-actors", "likeness")
    page.check("#every")
    again = page_of(world_site / "positions.html", address=f"#{page.url.partition('#')[2]}")
    cells = "[...document.querySelectorAll('#matrix tr:not([hidden]) th')].map(c => c.textContent.trim())"
    assert again.evaluate(cells) == page.evaluate(cells)
    assert again.is_checked("#every")


def test_an_issue_that_one_actor_alone_has_comes_into_view(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "positions.html")
    alone = page.evaluate("[...document.querySelectorAll('#matrix tbody tr[hidden]')].map(r => r.dataset.issue)")
    actor = page.evaluate("""(() => { const own = a => [...document.querySelectorAll(`td[data-actor="${a}"] .cell`)];
        return Faultlines.data.chart.actors.number.find(a => own(a).every(c => c.closest('tr').hidden)); })()""")
    key = page.get_attribute(f'tr[data-issue="{alone[-1]}"] i', "data-key")
    seen = """([...document.querySelectorAll('#matrix i:not(.faded):not([hidden])')].filter(i => {
        const a = i.getBoundingClientRect(), b = document.querySelector('.matrix').getBoundingClientRect();
        return a.width && a.top >= b.top && a.bottom <= b.bottom && a.left >= b.left && a.right <= b.right;
    }).length)"""
    for select in (alone[0], alone[-1], actor, f"statement:{key}"):
        found = page_of(real_site / "positions.html", address=f"#select={select}")
        assert found.evaluate(seen) > 0, select


def test_a_card_of_a_name_leads_to_its_passage(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "entity.html", address="#actor=borduria")
    link = page.locator(".card a[href^='coverage.html#statement:']").first
    place = str(link.get_attribute("href")).partition("#")[2]
    covered = page_of(world_site / "coverage.html", address=f"#{place}")
    line = covered.locator(f"li[id='{place}']")
    expect(line).to_be_visible()
    expect(line).to_contain_text(link.inner_text())


def test_a_name_says_until_when_and_what_it_published(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "entity.html", address="#agreement=strait-treaty")
    assert set(page.locator("#history time").all_inner_texts()) == {"until 2035-12-31"}
    assert page.is_visible("#svg")
    page = page_of(world_site / "entity.html", address="#plan=three-step-plan")
    assert page.locator(".card p", has_text="Rank: 2").count() == 1
    page = page_of(world_site / "entity.html", address="#actor=ard-courier")
    published = "First published: Arland will not pay at the strait. Republished: The strait has an owner."
    assert published in page.inner_text("#within")
    assert page.inner_text("#count") == "0 statements"
    assert not page.is_visible("#svg"), "there is no picture to save"


def test_the_directory_narrows(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "entity.html")
    page.fill("#narrow", "arlind")
    assert page.inner_text("#left") == "1 name"
    page.click("#names a")
    expect(page.locator("#label")).to_have_text("Ada Arlind")


def test_the_index_leads_to_any_name(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "index.html")
    page.fill("#go", "bordur")
    assert page.get_attribute("#gone a >> nth=0", "href") == "entity.html#actor=borduria"


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("Inforos: Colour revolution", "red-lines", ("Colour revolution", "Overthrow of Lukashenko")),
        ("Libya: Russia", "spheres", ("contests influence in Libya", "Russia claims influence over Libya")),
        ("France and Germany", "positions", ("France supports EU strategic", "Germany supports Euro-Atlantic unity")),
        ("refuted by Geneva summit", "timeline", ("Joe Biden not: meets with Vladimir Putin", "Russian experts")),
    ],
)
def test_four_questions_are_one_click_from_the_index(
    browser: Browser, real_site: Path, text: str, name: str, words: tuple[str, ...]
) -> None:
    """Which red lines only Inforos lists; who contests Libya; what Germany and France disagree about; what failed."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto((real_site / "index.html").as_uri())
    page.click(f".findings a:visible:has-text('{text}')")
    page.wait_for_url(f"**/{name}.html#select=*")
    page.wait_for_selector(READY, state="attached")
    cards = [" ".join(card.split()) for card in page.locator(".card").all_inner_texts()]
    assert 0 < len(cards) < 15
    assert all(word in " ".join(cards) for word in words)
    if name == "positions":  # the cells in question have come into view
        seen = """([...document.querySelectorAll('#matrix i:not(.faded):not([hidden])')].filter(i => {
            const a = i.getBoundingClientRect(), b = document.querySelector('.matrix').getBoundingClientRect();
            return a.width && a.top >= b.top && a.bottom <= b.bottom; }).length)"""
        assert page.evaluate(seen) == len(cards)
    page.close()


def test_a_querys_rows_sort_and_narrow(page_of: Open, kg: KnowledgeGraph, tmp_path: Path) -> None:
    text = "SELECT ?state { ?state a fl:State }"
    [file] = write_pages([QueryPage(explore(kg, text, "q", "Q"), text, "q", "Q")], tmp_path)  # type: ignore[arg-type]
    page = page_of(file)
    column = "[...document.querySelectorAll('tbody tr:not([hidden]) td')].map(c => c.textContent.toLowerCase())"
    page.click(".sort")
    assert page.evaluate(column) == sorted(page.evaluate(column))
    page.fill("#narrow", "borduria")
    assert len(page.evaluate(column)) == 1


def test_a_card_leads_to_its_passage(
    page_of: Open, kg: KnowledgeGraph, documents: dict[str, str], tmp_path: Path
) -> None:
    write_site(kg, tmp_path, ["network", "coverage"])
    said = max(kg.statements(), key=lambda s: (len(s.spans), s.key))
    cards = page_of(tmp_path / "network.html", address=f"#select=statement:{said.key}")
    link = cards.locator(f'.card[data-key="{said.key}"] a[href^="coverage.html"]')
    expect(link).to_have_text(", ".join(f"{start}–{end}" for start, end in said.spans))
    page = page_of(tmp_path / "coverage.html", address=f"#{link.get_attribute('href').partition('#')[2]}")  # type: ignore[union-attr]
    marked = page.locator(".passage.chosen")
    expect(marked.first).to_be_in_viewport()
    text = documents[said.source]
    assert "".join(marked.all_text_contents()) == "".join(text[start:end] for start, end in sorted(said.spans))
    expect(page.locator("#behind .on")).to_have_attribute("href", f"network.html#select=statement:{said.key}")


def test_a_passage_is_reached_by_keyboard_and_by_touch(
    page_of: Open, kg: KnowledgeGraph, documents: dict[str, str], tmp_path: Path
) -> None:
    write_site(kg, tmp_path, ["coverage"])
    for size, touch in ((PHONE, True), (WIDE, False)):
        page = page_of(tmp_path / "coverage.html", size, has_touch=touch)
        page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
        assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
        passage = page.locator(".passage").nth(1)
        if touch:
            passage.tap()
        else:
            page.locator(".passage").first.focus()
            page.keyboard.press("Tab")
            page.keyboard.press("Enter")
        keys = (passage.get_attribute("data-keys") or "").split()
        expect(page.locator("#behind li")).to_have_count(len(keys))
        expect(page.locator("#behind")).to_be_in_viewport()
        page.keyboard.press("Escape")
        expect(page.locator("#behind")).to_be_hidden()


def test_without_the_documents_a_card_leads_to_the_line_of_its_statement(page_of: Open, world_site: Path) -> None:
    page = page_of(world_site / "coverage.html")
    key = page.locator('li[id^="statement:"]').last.get_attribute("id")
    page = page_of(world_site / "coverage.html", address=f"#{key}")
    line = page.locator(".told .chosen")
    expect(line).to_have_attribute("id", str(key))
    expect(line).to_be_in_viewport()
    expect(page.locator("#behind")).to_be_hidden()


@pytest.mark.parametrize("size", [WIDE, PHONE])
def test_no_name_leaves_the_picture_and_a_saved_one_is_for_paper(
    page_of: Open, real_site: Path, tmp_path: Path, size: tuple[int, int]
) -> None:
    page = page_of(real_site / "entity.html", size, color_scheme="dark")
    out = """id => { location.hash = Faultlines.address(id); Faultlines.show(id);
        const picture = document.querySelector('#picture svg');
        if (!picture) return 0; // a name without neighbours
        const wide = picture.viewBox.baseVal.width;
        const boxes = [...picture.querySelectorAll('text')].map(t => t.getBBox());
        return boxes.filter(b => b.x < -1 || b.x + b.width > wide + 1).length; }"""
    for name in page.evaluate("Object.keys(Faultlines.data.entities)")[::12]:
        assert page.evaluate(out, name) == 0, name
    page.evaluate(out, "actor:russia")
    with page.expect_download() as found:
        page.click("#svg")
    found.value.save_as(tmp_path / "russia.svg")
    saved = (tmp_path / "russia.svg").read_text(encoding="utf-8")
    assert re.search(r'<rect width="100%" height="100%" fill="#ffffff"', saved)
    assert "rgb(27, 36, 48)" in saved  # the text of the light scheme
    assert page.get_attribute("html", "data-theme") is None


def test_a_narrow_screen_names_every_red_line_and_every_page(page_of: Open, real_site: Path) -> None:
    page = page_of(real_site / "red-lines.html", (1024, 768))
    nameless = (
        "Faultlines.data.nodes.filter(n => !Faultlines.isIdle(n, Faultlines.drawn) && Faultlines.labelSize(n.id) <= 1)"
    )
    assert page.evaluate(f"{nameless}.map(n => n.name)") == []
    assert page.evaluate("(n => n.scrollWidth <= n.clientWidth)(document.querySelector('.bar nav'))")
    assert page.locator(".panel").bounding_box()["x"] < page.locator(".stage").bounding_box()["x"]  # type: ignore[index]
