"""Pages on disk or in a notebook."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final, overload

from faultlines.errors import FaultlinesError
from faultlines.views.networks import NetworkPage
from faultlines.views.notebook import Inline
from faultlines.views.page import Page
from faultlines.views.render import write

INDEX: Final = "index"
"""The name of the page that links the others."""
_NAME: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@overload
def show(network: Any, path: None = None) -> Inline: ...
@overload
def show(network: Any, path: Path | str) -> Path: ...
def show(network: Any, path: Path | str | None = None) -> Path | Inline:
    """A network of statements, or a page of the site, as one self-contained HTML page.

    `network` is a networkx.MultiDiGraph as `fl.network` or `faultlines.analysis.pages` make them, or a page as
    `faultlines.site.PAGES` make them. With a path, the page is written there and the path returned; without, an
    object is returned that a notebook shows as the page.

    >>> fl.show(fl.network(kg, family="tie"))  # doctest: +ELLIPSIS
    <a page of ... kB; show(network, path) writes it to a file>
    """
    page: Page = network if hasattr(network, "html") else NetworkPage.of(network)
    html = page.html({})
    return Inline(html) if path is None else write(Path(path), html)


def write_pages(pages: Iterable[Page], folder: Path) -> list[Path]:
    """Write each page into a file named after it; more than one link each other and, if it is there, the index."""
    pages = list(pages)
    names = [page.name for page in pages]
    for name in names:
        if not _NAME.fullmatch(name) or names.count(name) > 1:
            raise FaultlinesError(
                f"{name!r} cannot be the name of a page: lower-case words joined by hyphens, each name once"
            )
    titles = {page.name: page.title for page in pages if page.name != INDEX} if len(pages) > 1 else {}
    return [write(folder / f"{page.name}.html", page.html(titles)) for page in pages]
