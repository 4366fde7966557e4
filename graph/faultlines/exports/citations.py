"""How to cite the data set, or one statement of it: as text, as BibTeX, as CSL-JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from types import MappingProxyType
from typing import Final

from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.graph import Graph
from faultlines.model import Statement
from faultlines.terms import BASE, iri

AUTHORS: Final = "The Faultlines developers"
TITLE: Final = "Faultlines: a knowledge graph of who wants what in world politics"
YEAR: Final = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """What every form of a citation is made from."""

    key: str
    """What the entry is called in a bibliography."""
    title: str
    url: str
    within: str = ""
    """Title of the data set, for a statement of it."""
    note: str = ""
    """Who says it and where it stands; empty for the data set."""


def of_data_set() -> Citation:
    """The citation of the data set as a whole."""
    return Citation(key="faultlines", title=TITLE, url=BASE)


def of_statement(kg: Graph, statement: Statement) -> Citation:
    """The citation of one statement: what is said, and how meant, as its title; voices, document, span as its note."""
    relation = kg.relation_labels.get(statement.relation, statement.relation)
    voices = ", via ".join(kg.label(voice) for voice in (*statement.said_by, *statement.via))
    meant = f" ({statement.meant})" if statement.meant else ""  # a title must not state what is denied or feared
    notes = [f"said by {voices}" if voices else "", _place(kg, statement)]
    return Citation(
        key=f"faultlines-{statement.key}",
        title=f"{_name(kg, statement.subject)} {relation} {_name(kg, statement.object)}{meant}",
        url=iri(f"statement:{statement.key}"),
        within=TITLE,
        note="; ".join(note for note in notes if note),
    )


def _name(kg: Graph, end: str) -> str:
    """The label of an end; an end that is itself a statement by its key."""
    return end.replace(":", " ") if end.startswith("statement:") else kg.label(end)


def _place(kg: Graph, statement: Statement) -> str:
    """The document with its spans and hash; of a conclusion, its rule."""
    if not statement.source:
        return f"concluded by {statement.method}"
    source = kg.manifest["sources"][statement.source]
    spans = ", ".join(f"{start}–{end}" for start, end in statement.spans)
    return f"“{source['title']}” ({source['date']}), characters {spans}, SHA-256 {source['sha256']}"


def as_text(citation: Citation) -> str:
    """One line for a footnote.

    >>> as_text(of_data_set()).startswith("The Faultlines developers (2026). Faultlines: a knowledge graph")
    True
    """
    title = f"“{citation.title}.” In: {citation.within}" if citation.within else citation.title
    note = f" {citation.note[:1].upper()}{citation.note[1:]}." if citation.note else ""
    return f"{AUTHORS} ({YEAR}). {title}, version {version('faultlines')}.{note} {citation.url}"


_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%$#_{}"},
    }
)


def as_bibtex(citation: Citation) -> str:
    """An entry `@misc`, which every BibTeX style knows; letters are UTF-8."""
    fields = {
        "author": f"{{{AUTHORS}}}",
        "title": f"{{{citation.title.translate(_TEX)}}}",
        "howpublished": citation.within.translate(_TEX),
        "year": str(YEAR),
        "version": version("faultlines"),
        "url": citation.url,
        "note": citation.note.translate(_TEX),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
    return f"@misc{{{citation.key},\n{lines}}}"


def as_csl(citation: Citation) -> str:
    """A list of one CSL-JSON item, as Zotero, Pandoc and others import it."""
    item = {
        "id": citation.key,
        "type": "entry" if citation.within else "dataset",
        "title": citation.title,
        "container-title": citation.within,
        "author": [{"literal": AUTHORS}],
        "issued": {"date-parts": [[YEAR]]},
        "version": version("faultlines"),
        "URL": citation.url,
        "note": citation.note,
    }
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False, indent=1)


FORMS: Final[Mapping[str, Callable[[Citation], str]]] = MappingProxyType(
    {"text": as_text, "bibtex": as_bibtex, "csl": as_csl}
)
"""Name of a form → how it is made."""


def cite(kg: Graph, key: str = "", form: str = "text") -> str:
    """The citation of the statement of that key, or of the data set, as `text`, `bibtex` or `csl`."""
    if form not in FORMS:
        raise FaultlinesError(f"unknown form {form!r}{did_you_mean(form, FORMS)}")
    return FORMS[form](of_statement(kg, kg.statement(key)) if key else of_data_set())
