"""Named questions: one SPARQL file a question. Its first line is the question, then a line for each parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from faultlines.dates import check_date, last_day
from faultlines.errors import QueryError, did_you_mean
from faultlines.graph import Graph
from faultlines.result import Result
from faultlines.terms import KINDS, iri

_PARAMETER: Final = re.compile(r"# \?(\w+): ([a-z|]+)( \(optional\))?, (.+)")
_OPENING: Final = re.compile(r"\bWHERE\s*\{")


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question wants to be told."""

    name: str
    kinds: tuple[str, ...]
    """Kinds of ids it takes, or `source`, or `date`."""
    optional: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One named question."""

    name: str
    sentence: str
    parameters: tuple[Parameter, ...]
    sparql: str


@cache
def questions() -> Mapping[str, Question]:
    """Every named question by its name, sorted."""
    found = {path.stem: _read(path) for path in sorted(Path(__file__).parent.glob("*.rq"))}
    return MappingProxyType(found)


def _read(path: Path) -> Question:
    text = path.read_text(encoding="utf-8")
    first, *rest = text.splitlines()
    parameters = []
    for line in rest:
        if not line.startswith("# ?"):
            break
        match = _PARAMETER.fullmatch(line)
        if not match:
            raise QueryError(f"{path}: {line!r} is not '# ?name: kind, what it means'")
        parameters.append(Parameter(match[1], tuple(match[2].split("|")), bool(match[3]), match[4]))
    return Question(path.stem, first.removeprefix("# "), tuple(parameters), text)


def question(name: str) -> Question:
    """The question of that name, or an error that names the nearest ones."""
    known = questions()
    if name not in known:
        raise QueryError(f"unknown question {name!r}{did_you_mean(name, known)}")
    return known[name]


def ask(kg: Graph, name: str, /, **parameters: str) -> Result:
    """Ask a named question; parameters are names, ids or dates.

    >>> fl.ask(kg, "who-opposes", issue="issue:strait-toll").frame(labels=True)
        actor           source  method
    0  Arland  courier-2031-05  manual
    >>> fl.ask(kg, "who-oposes")
    Traceback (most recent call last):
    faultlines.errors.QueryError: unknown question 'who-oposes'; did you mean who-opposes?
    """
    asked = question(name)
    return kg.query(bind(kg, asked, parameters))


def bind(kg: Graph, asked: Question, parameters: Mapping[str, str]) -> str:
    """The query with its parameters as VALUES of checked terms, so that it runs on any SPARQL engine."""
    known = {p.name: p for p in asked.parameters}
    for name in parameters:
        if name not in known:
            takes = f"takes {', '.join(known)}" if known else "takes no parameters"
            raise QueryError(f"{asked.name} {takes}, not {name}{did_you_mean(name, known)}")
    values = []
    for parameter in asked.parameters:
        if parameter.name in parameters:
            term = _term(kg, parameter, parameters[parameter.name])
            values.append(f"VALUES ?{parameter.name} {{ {term} }}")
        elif not parameter.optional:
            raise QueryError(f"{asked.name} needs {parameter.name}: {parameter.meaning}")
    if not values:
        return asked.sparql
    head, opening, tail = _split(asked)
    return f"{head}{opening} {' '.join(values)} {tail}"


def _split(asked: Question) -> tuple[str, str, str]:
    match = _OPENING.search(asked.sparql)
    if not match:
        raise QueryError(f"question {asked.name} has no WHERE {{")
    return asked.sparql[: match.start()], match[0], asked.sparql[match.end() :]


def _term(kg: Graph, parameter: Parameter, value: str) -> str:
    if parameter.kinds == ("source",):
        name = value.removeprefix("source:")
        if name not in kg.manifest["sources"]:
            raise QueryError(f"unknown source {value!r}{did_you_mean(name, kg.manifest['sources'])}")
        return f"<{iri('source:' + name)}>"
    if parameter.kinds == ("date",):
        try:
            return f'"{last_day(check_date(value))}"^^xsd:date'
        except ValueError as error:
            raise QueryError(str(error)) from None
    kinds = tuple(KINDS) if parameter.kinds == ("any",) else parameter.kinds
    return f"<{iri(kg.resolve(value, kinds))}>"
