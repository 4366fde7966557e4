"""The page that shows which characters of each document stand behind a statement, so that a gap is seen at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from faultlines.views.render import render

TITLE: Final = "Coverage"
SENTENCE: Final = "Which characters of each document stand behind a statement, and which do not."
GAP: Final = 80
"""Characters from which on a passage without a statement is listed as a gap."""


def coverage_page(coverages: Sequence[Any], sentences: Mapping[str, str], titles: Mapping[str, str]) -> str:
    """The page.

    `coverages` are `faultlines.analysis.coverage.Coverage` values; `sentences` gives a statement's sentence by its key;
    `titles` those of all pages that it links, by name.
    """
    return render(
        "coverage.html.j2",
        ("common.css", "coverage.css"),
        ("theme.js", "ready.js"),
        {
            "name": "coverage",
            "title": TITLE,
            "sentence": SENTENCE,
            "titles": titles,
            "coverages": coverages,
            "sentences": sentences,
            "gap": GAP,
        },
    )
