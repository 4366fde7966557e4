"""The ontology as a page for humans: every term with its label and definition, made from the graph."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from faultlines.views.render import render


@dataclass(frozen=True)
class ReferencePage:
    """Every term of the ontology."""

    reference: Any
    """A `faultlines.analysis.reference.Reference`."""
    name: str = "ontology"
    title: str = "Ontology"
    sentence: str = "Every relation, class, value, field and rule, with what it means."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known = self.reference
        parts = [
            (
                "Relations",
                "Between subject and object; the sign says whether they draw together or apart.",
                known.relations,
            ),
            ("Classes", "What there is.", known.classes),
            ("Values", "The closed lists.", known.values),
            ("Fields", "What a statement, a source, an entity carries.", known.fields),
            ("Rules", "What is concluded; every conclusion carries its grounds.", known.rules),
        ]
        values = {"name": self.name, "title": self.title, "sentence": self.sentence, "titles": titles}
        grouped = [(title, text, _grouped(terms)) for title, text, terms in parts]
        return render(
            "reference.html.j2", ("common.css", "reference.css"), ("theme.js", "ready.js"), {**values, "parts": grouped}
        )

    def picture(self) -> None:
        """None: it is all words."""


def _grouped(terms: Any) -> list[tuple[str, list[Any]]]:
    return [(group, list(those)) for group, those in groupby(terms, key=lambda term: term.group)]
