"""What a language model is told: the reading rules, the relations as the ontology defines them, the passage."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from faultlines import paths
from faultlines.errors import FaultlinesError
from faultlines.extract.llm.answer import ASKED, CLASSES
from faultlines.terms import FL


@cache
def instructions() -> str:
    """The rules, then every relation with its definition."""
    rules = Path(__file__).with_name("prompt.txt").read_text(encoding="utf-8")
    meaning = _definitions()
    relations = "\n".join(f"{name}: {meaning[name]}" for name in ASKED)
    return f"{rules}\nTypes (use no others): {' '.join(CLASSES)}\n\nRelations (use no others):\n{relations}\n"


def question(passage: str, *, author: str, title: str, date: str) -> str:
    """A passage with what its reader must know of the document, so that "we" and "last year" have a meaning.

    >>> print(question("We will stay.", author="Arland", title="", date="2031-05"))
    Author: Arland
    Date: 2031-05
    Passage:
    We will stay.
    """
    known = {"Author": author, "Title": title, "Date": date}
    lines = [f"{name}: {' '.join(value.split())}" for name, value in known.items() if value]
    return "\n".join([*lines, "Passage:", passage])


def _definitions() -> dict[str, str]:
    """Relation → its definition, so that the model is told what the graph means."""
    from pyoxigraph import Literal, NamedNode, RdfFormat, parse

    definition = NamedNode("http://www.w3.org/2004/02/skos/core#definition")
    found: dict[str, str] = {}
    for path in sorted(paths.ontology().glob("*.ttl")):
        for quad in parse(path=str(path), format=RdfFormat.TURTLE):
            about, what = quad.subject, quad.object
            if quad.predicate == definition and isinstance(about, NamedNode) and isinstance(what, Literal):
                found[about.value.removeprefix(FL)] = what.value.replace("fl:", "")
    if missing := [name for name in ASKED if name not in found]:
        raise FaultlinesError(f"{paths.ontology()}: no skos:definition of {' '.join(missing)}")
    return found
