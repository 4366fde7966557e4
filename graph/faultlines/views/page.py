"""What a page is, whatever it draws."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable

from markupsafe import Markup


class Page(Protocol):
    """One HTML file in the making."""

    @property
    def name(self) -> str:
        """The file's name without its ending."""

    @property
    def title(self) -> str:
        """What the navigation calls it."""

    @property
    def sentence(self) -> str:
        """What it shows, in one sentence."""

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""

    def picture(self) -> Markup | None:
        """A small SVG of it for the index, or None."""


@runtime_checkable
class Chart(Page, Protocol):
    """A page on which things can be chosen by their id."""

    @property
    def things(self) -> frozenset[str]:
        """The ids of all that it has."""
