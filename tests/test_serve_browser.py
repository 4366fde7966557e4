"""The start page in Chromium: a query, completion, questions, three shapes of an answer, nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from browser_pages import PHONE, WIDE, until
from serve_process import Running, running

pytest_plugins = ["browser_pages"]

DONE, FAILED = "html[data-answered=yes]", "html[data-answered=no]"
TIES = "SELECT ?what ?relation WHERE { actor:arland ?relation ?what . ?relation fl:family ?family }"
COUNTS = "SELECT ?relation (COUNT(*) AS ?statements) WHERE { ?s fl:relation ?relation } GROUP BY ?relation"

Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def server(store_folder: Path) -> Iterator[Running]:
    with running(store_folder, "--workers", "1") as started:
        yield started


@pytest.fixture
def visit(server: Running, browser: Browser) -> Iterator[Visit]:
    """Open the start page with a query; at the end nothing may have been asked of anybody else, or complained of."""
    asked: list[str] = []
    said: list[str] = []
    contexts = []

    def open_(size: tuple[int, int] = WIDE, path: str = "/", wait: str = DONE, **state: str) -> Page:
        context = browser.new_context(viewport={"width": size[0], "height": size[1]}, accept_downloads=True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(f"{server.address}{path}" + (f"#{urlencode(state)}" if state else ""))
        page.wait_for_selector(wait)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {urlsplit(url).netloc for url in asked if not url.startswith("blob:")} == {urlsplit(server.address).netloc}
    assert [text for text in said if "status of 400" not in text] == []


def test_an_answer_is_a_table_of_names(visit: Visit) -> None:
    page = visit()
    assert "statements from 2 sources" in page.text_content("#counts")
    assert page.eval_on_selector_all("thead button", "all => all.map(b => b.textContent)") == ["who", "act", "source"]
    first = page.query_selector("tbody a")
    assert first is not None
    first.click()
    page.wait_for_selector("body.thing-page")
    assert "/id/actor/" in page.url


def test_completion_turns_a_name_into_an_id(visit: Visit) -> None:
    page = visit()
    page.fill("#query", "SELECT * { ")
    page.press("#query", "End")
    page.keyboard.type("Arla")
    page.wait_for_selector("#completions li")
    assert page.get_attribute("#query", "aria-activedescendant") == "completion-0"
    page.press("#query", "Enter")
    assert page.input_value("#query") == "SELECT * { actor:arland"
    page.keyboard.type(" fl:oppo")
    page.press("#query", "Tab")
    assert page.input_value("#query").endswith(" fl:opposes")
    page.press("#query", "Control+Space")
    page.press("#query", "Escape")
    assert page.is_hidden("#completions")


def test_a_question_asks_for_what_it_needs(visit: Visit) -> None:
    page = visit()
    page.fill("#question", "who-opposes")
    page.wait_for_selector("#parameters input")
    page.fill("#parameters input", "issue:strait-toll")
    page.press("#parameters input", "Tab")
    until(page, "document.getElementById('query').value.includes('VALUES ?issue')")
    page.wait_for_selector(DONE)
    assert "Arland" in page.text_content("#rows")
    page.click("#all-questions summary")
    page.click("#all-questions button[title=who-supports]")
    assert page.input_value("#question") == "who-supports"
    assert page.text_content("#said").startswith("Say first: ")
    page.fill("#parameters input", "nothing of that name")
    page.press("#parameters input", "Tab")
    page.wait_for_selector("#said.wrong")
    assert page.text_content("#said").startswith("unknown name 'nothing of that name'")


def test_an_answer_is_a_network_and_a_chart(visit: Visit) -> None:
    page = visit(query=TIES, show="drawing")
    page.wait_for_selector("#drawing canvas")
    assert "actor:arland" not in page.evaluate("Faultlines.network.body.data.nodes.getIds()")
    assert page.evaluate("Faultlines.network.body.data.edges.length") > 0
    until(page, "Faultlines.network.body.data.nodes.get().some(n => n.font.size > 0 && n.size)")
    page.fill("#query", COUNTS)
    page.click("#run")
    page.click("[data-show=bars]")
    page.wait_for_selector("#bars rect")
    bars = page.evaluate("document.querySelectorAll('#bars rect').length")
    assert page.text_content("#said").startswith(f"{bars} rows")
    shared = parse_qs(urlsplit(page.url).fragment)
    assert shared == {"query": [COUNTS], "show": ["bars"]}


def test_what_is_wrong_is_said(visit: Visit) -> None:
    page = visit(query="SELECT * { SERVICE <http://example.org/> { ?a ?b ?c } }", wait=FAILED)
    assert page.text_content("#said") == "SERVICE: this endpoint calls no other one; ask that one itself"


def test_an_answer_can_be_kept(visit: Visit) -> None:
    page = visit(query=COUNTS)
    with page.expect_download() as kept:
        page.select_option("#format", "CSV")
    assert kept.value.suggested_filename == "answer.csv"
    assert Path(kept.value.path()).read_text(encoding="utf-8").startswith("relation,statements")


def test_a_value_of_the_graph_does_not_run(visit: Visit) -> None:
    evil = "<img src=x onerror='window.__pwn=1'><script>window.__pwn=2</script>"
    page = visit(query=f'SELECT ?a ?n {{ VALUES (?a ?n) {{ ("{evil}" 1) (<x:{"a" * 9}> 2) }} }}')
    for show in ("bars", "drawing", "rows"):
        page.click(f"[data-show={show}]")
        page.wait_for_timeout(100)
    assert page.evaluate("window.__pwn") is None
    assert evil in page.text_content("#rows")


def test_a_phone_needs_no_sideways_scroll(visit: Visit) -> None:
    page = visit(PHONE, query=COUNTS, show="bars")
    letters = "+getComputedStyle(document.querySelector('#bars text')).fontSize.replace('px', '')"
    drawn = "(b => document.querySelector('#bars svg').getBoundingClientRect().width / b.width)"
    assert page.evaluate(f"{letters} * {drawn}(document.querySelector('#bars svg').viewBox.baseVal)") >= 12
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
