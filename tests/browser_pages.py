"""What tests in a browser share: Chromium, the pages of the invented world, and pages opened with every request noted.

A test module asks for it by `pytest_plugins = ["browser_pages"]`, and may import names from here as well.
PYTEST_DONT_REWRITE: nothing is asserted here.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

import views_world as world
from faultlines.site import write_site
from faultlines.store import KnowledgeGraph
from serve_process import eventually

WIDE, PHONE = (1440, 900), (390, 844)
READY = "html[data-ready]"
SHOWN = "[...Faultlines.view.shown].sort()"
CARDS = "(Faultlines.allCards(), [...document.querySelectorAll('.card')].map(c => c.dataset.key).sort())"
"""The keys of all cards that the panel has, also of those that it makes as the reader comes near them."""
TEXTS = "() => { texts.length = 0; Faultlines.network.redraw(); return texts.filter(t => t.text.trim()); }"
"""What is written on the canvas, and where."""

Open = Callable[..., Page]


def until(page: Page, holds: str, given: Any = None) -> None:
    """Wait until it holds in the page, of what is given; the page's own policy forbids Playwright's way of waiting."""
    eventually(lambda: page.evaluate(holds, given))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all tests; a machine of CI must have it, on another one the tests are skipped."""
    path = shutil.which("chromium")
    if path is None:
        message = "the pages are not tested: there is no chromium on the PATH; install Debian's package chromium"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield started
        started.close()


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    more = {"isles": world.spheres(), "crowd": world.crowd(30, 120), "rope": world.rope()}
    world.written(world.pages() | more, folder)
    return folder


@pytest.fixture(scope="session")
def world_site(kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages of the world's graph."""
    return _site(kg, tmp_path_factory.mktemp("world-site"))


@pytest.fixture(scope="session")
def real_site(real_kg: KnowledgeGraph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All pages of the real graph."""
    return _site(real_kg, tmp_path_factory.mktemp("real-site"))


def _site(kg: KnowledgeGraph, folder: Path) -> Path:
    write_site(kg, folder)
    return folder


@pytest.fixture
def page_of(browser: Browser, folder: Path) -> Iterator[Open]:
    """Open a page of the invented world, or a file; what it asks for and complains of stands in `asked` and `said`."""
    contexts = []

    def page_of(name: str | Path, size: tuple[int, int] = WIDE, address: str = "", **options: Any) -> Page:
        viewport = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, accept_downloads=True, **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        file = name if isinstance(name, Path) else folder / f"{name}.html"
        asked: list[str] = []
        said: list[str] = []

        def answer(route: Route) -> None:
            asked.append(route.request.url)
            if len(asked) == 1 and route.request.url.startswith("file:"):
                route.continue_()  # every other request hangs, as behind a firewall that answers nothing

        context.route("**/*", answer)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.add_init_script(RECORD_TEXTS)
        page.goto(file.as_uri() + address)
        page.wait_for_selector(READY, state="attached")
        page.asked, page.said = asked, said  # type: ignore[attr-defined]
        return page

    yield page_of
    for context in contexts:
        context.close()


RECORD_TEXTS = """
window.texts = [];
const fill = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
  const m = this.getTransform(), size = parseFloat(this.font.match(/([\\d.]+)px/)[1]) * m.d;
  const width = this.measureText(text).width * m.a;
  const top = this.textBaseline === 'hanging' ? 0 : this.textBaseline === 'middle' ? size / 2 : size * 0.8;
  const aside = { center: width / 2, right: width, end: width }[this.textAlign] || 0;
  texts.push({text, left: x * m.a + m.e - aside, width, top: y * m.d + m.f - top, size});
  return fill.apply(this, arguments);
};
"""
"""Notes every text that is drawn on a canvas, with where it comes to lie on the screen."""
