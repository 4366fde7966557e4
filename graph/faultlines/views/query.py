"""The page of a query's rows: a table that sorts, narrows and downloads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from faultlines.analysis.explore import Rows
from faultlines.terms import KINDS
from faultlines.views.render import render


@dataclass(frozen=True)
class QueryPage:
    """Rows as a page."""

    rows: Rows
    sparql: str
    name: str
    title: str
    sentence: str = "What the query found."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        cells = [
            [
                (value, label, isinstance(value, str) and value.partition(":")[0] in KINDS)
                for value, label in zip(*pair, strict=True)
            ]
            for pair in zip(self.rows.rows, self.rows.labels, strict=True)
        ]
        values = {
            "name": self.name,
            "title": self.title,
            "sentence": self.rows.note or self.sentence,
            "titles": titles,
            "columns": self.rows.columns,
            "cells": cells,
            "sparql": self.sparql.strip(),
        }
        return render(
            "query.html.j2", ("common.css", "query.css", "print.css"), ("theme.js", "query.js", "ready.js"), values
        )

    def picture(self) -> None:
        """None: it is all rows."""
