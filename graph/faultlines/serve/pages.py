"""The server's own pages: the start page with the editor, and a thing for people."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from faultlines.tables import sentence, voices
from faultlines.views.render import render

_HERE: Final = Path(__file__).resolve().parent
_SCRIPTS: Final = (
    "ask.js", "theme.js", "vis-network", "complete.js", "rows.js", "drawing.js", "bars.js", "editor.js",
    "questions.js", "ready.js",
)  # fmt: skip


@cache
def editor_page() -> str:
    """The start page: write SPARQL, see the answer as table, network or chart. It talks to this server alone."""
    values = {"name": "editor", "title": "Faultlines", "titles": {}}
    return render("editor.html.j2", ("common.css", "editor.css"), _SCRIPTS, values, home=_HERE, connect="'self'")


def thing_page(kg: Any, identifier: str) -> str:
    """What the graph says of a thing: its names, and the statements by and about it."""
    found = {}
    if not identifier.startswith(("statement:", "source:")):
        found = {
            "By it": kg.statements(subject=identifier, derived=None),
            "About it": kg.statements(object=identifier, derived=None),
        }
    elif identifier.startswith("source:"):
        found = {"What it says": kg.statements(source=identifier.removeprefix("source:"))}
    else:
        found = {"The statement": [kg.statement(identifier)]}
    blocks = {
        title: [
            (s.key, sentence(kg, s), voices(kg, s), s.source, kg.quotation(s), s.note)
            for s in sorted(statements, key=lambda s: s.derived)  # what sources say comes first
        ]
        for title, statements in found.items()
        if statements
    }
    entity = kg.entity(identifier) if identifier in kg.labels else None
    source = kg.manifest["sources"].get(identifier.removeprefix("source:"), {})
    label = source.get("title") or kg.label(identifier)
    values = {
        "name": "thing", "title": label, "titles": {}, "id": identifier, "entity": entity, "blocks": blocks,
        "path": identifier.replace(":", "/", 1),
    }  # fmt: skip
    return render("thing.html.j2", ("common.css", "thing.css"), ("theme.js", "ready.js"), values, home=_HERE)
