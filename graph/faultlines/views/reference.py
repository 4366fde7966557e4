"""The ontology as a page for humans: every term with its label and definition, made from the graph."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any, Final

from faultlines.views.render import render

TITLE: Final = "Ontology"
SENTENCE: Final = "Every relation, class, value, field and rule, with what it means."


def reference_page(reference: Any, titles: Mapping[str, str]) -> str:
    """The page; `reference` is a `faultlines.analysis.reference.Reference`."""

    def grouped(terms: Any) -> list[tuple[str, list[Any]]]:
        return [(group, list(those)) for group, those in groupby(terms, key=lambda term: term.group)]

    parts = [
        (
            "Relations",
            "Between subject and object; the sign says whether they draw together or apart.",
            grouped(reference.relations),
        ),
        ("Classes", "What there is.", grouped(reference.classes)),
        ("Values", "The closed lists.", grouped(reference.values)),
        ("Fields", "What a statement, a source, an entity carries.", grouped(reference.fields)),
        ("Rules", "What is concluded; every conclusion carries its grounds.", grouped(reference.rules)),
    ]
    return render(
        "reference.html.j2",
        ("common.css", "reference.css"),
        ("theme.js", "ready.js"),
        {"name": "ontology", "title": TITLE, "sentence": SENTENCE, "titles": titles, "parts": parts},
    )
