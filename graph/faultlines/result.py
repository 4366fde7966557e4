"""What a query gave: rows, a yes or no, or a graph; lazily, and in the formats people want."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    serialize,
)

from faultlines.errors import MissingExtra, QueryError, unparsed
from faultlines.html import table
from faultlines.terms import PREFIXES, short

if TYPE_CHECKING:
    import pandas as pd

Value = str | int | float | bool | None

RESULTS_FORMATS: Final = {
    "csv": QueryResultsFormat.CSV,
    "tsv": QueryResultsFormat.TSV,
    "json": QueryResultsFormat.JSON,
    "xml": QueryResultsFormat.XML,
}
GRAPH_FORMATS: Final = {
    "turtle": RdfFormat.TURTLE,
    "ntriples": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "rdfxml": RdfFormat.RDF_XML,
}
_READ: Final[Mapping[str, Callable[[str], Value]]] = {
    **{f"{PREFIXES['xsd']}{name}": int for name in ("integer", "nonNegativeInteger", "int", "long")},
    **{f"{PREFIXES['xsd']}{name}": float for name in ("decimal", "double", "float")},
    f"{PREFIXES['xsd']}boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}
"""Datatype → how its text is read; KeyError or ValueError where it is no such text."""


def python_value(term: NamedNode | BlankNode | Literal | Triple | None) -> Value:
    """A term as a Python value: an IRI as its short id, a literal by its datatype or, if it is none such, as its text.

    >>> python_value(Literal(3)), python_value(NamedNode("https://w3id.org/faultlines/id/actor/russia"))
    (3, 'actor:russia')
    >>> python_value(Literal("three", datatype=NamedNode(PREFIXES["xsd"] + "integer")))
    'three'
    """
    if term is None:
        return None
    if isinstance(term, NamedNode):
        return short(term.value)
    if not isinstance(term, Literal):
        return str(term)
    try:
        return _READ.get(term.datatype.value, str)(term.value)
    except (KeyError, ValueError):
        return term.value


Answer = QuerySolutions | QueryBoolean | Iterator[Triple]
"""What an engine gives; a graph is its triples."""
MOST_SHOWN: Final = 20
"""So many rows at most are shown in a notebook."""


def answered(query: str, run: Callable[[], Answer], label: Callable[[str], str] = lambda i: i) -> Result:
    """The result of a query that `run` runs; what the engine complains of is said in one line."""
    try:
        return Result(run(), label, run)
    except SyntaxError as error:
        raise unparsed(error, query) from None
    except (OSError, RuntimeError) as error:
        raise _failed(error) from None


class Result:
    """The answer to one query. Iterate it once: over solutions (`row["x"]`) or over triples."""

    def __init__(
        self, answer: Answer, label: Callable[[str], str] = lambda i: i, again: Callable[[], Answer] | None = None
    ) -> None:
        self._answer = answer
        self._label = label
        self._again = again

    def __iter__(self) -> Iterator[Any]:
        if isinstance(self._answer, QueryBoolean):
            raise QueryError("an ASK query gives yes or no; use bool()")
        return self._lazily(self._answer)

    @staticmethod
    def _lazily(answer: QuerySolutions | Iterator[Triple]) -> Iterator[Any]:
        try:
            yield from answer
        except (OSError, RuntimeError, SyntaxError) as error:  # the last where an endpoint's answer breaks off
            raise _failed(error) from None

    def __bool__(self) -> bool:
        if isinstance(self._answer, QueryBoolean):
            return bool(self._answer)
        raise QueryError("only an ASK query is true or false; iterate over the rows, or take list(result.rows())")

    @property
    def form(self) -> str:
        """`ask`, `select` or `construct` (a DESCRIBE gives a graph too)."""
        if isinstance(self._answer, QueryBoolean):
            return "ask"
        return "select" if isinstance(self._answer, QuerySolutions) else "construct"

    @property
    def variables(self) -> list[str]:
        """The names of the columns, without question marks."""
        if isinstance(self._answer, QuerySolutions):
            return [variable.value for variable in self._answer.variables]
        return [] if isinstance(self._answer, QueryBoolean) else ["subject", "predicate", "object"]

    def rows(self, labels: bool = False) -> Iterator[list[Value]]:
        """Rows of Python values, ids short; with `labels`, entities by their label."""
        if self.form == "ask":
            yield [bool(self)]
            return
        for row in self:
            terms = (row.subject, row.predicate, row.object) if isinstance(row, Triple) else row
            values = [python_value(term) for term in terms]
            yield [self._label(v) if labels and isinstance(v, str) else v for v in values]

    def frame(self, labels: bool = False) -> pd.DataFrame:
        """A pandas frame of the rows."""
        return frame(self.rows(labels), self.variables or ["answer"])

    def _repr_html_(self) -> str | None:
        """The first rows, asked for again so that the answer itself stays whole."""
        if self._again is None:
            return None
        fresh = Result(self._again(), self._label)
        rows = list(islice(fresh.rows(labels=True), MOST_SHOWN + 1))
        more = f"the first {MOST_SHOWN} rows" if len(rows) > MOST_SHOWN else ""
        return table(self.variables or ["answer"], rows[:MOST_SHOWN], more)

    def serialize(self, form: str) -> bytes:
        """The answer in a W3C format: csv, tsv, json, xml for rows; turtle, ntriples, jsonld, rdfxml for graphs."""
        if not isinstance(self._answer, QuerySolutions | QueryBoolean):
            if form not in GRAPH_FORMATS:
                raise QueryError(f"{form} cannot hold a graph; one of {', '.join(GRAPH_FORMATS)}")
            return serialize(iter(self), format=GRAPH_FORMATS[form], prefixes=dict(PREFIXES)) or b""
        if form not in RESULTS_FORMATS or (self.form == "ask" and form in ("csv", "tsv")):
            choices = ("json", "xml") if self.form == "ask" else RESULTS_FORMATS
            raise QueryError(f"{form} cannot hold this answer; one of {', '.join(choices)}")
        try:
            return self._answer.serialize(format=RESULTS_FORMATS[form]) or b""
        except (OSError, RuntimeError, SyntaxError) as error:
            raise _failed(error) from None


def frame(rows: Iterable[Sequence[Any]], columns: Sequence[str]) -> pd.DataFrame:
    """A pandas frame of any rows."""
    try:
        import pandas as pd
    except ModuleNotFoundError:
        raise MissingExtra("pandas", "notebooks") from None
    return pd.DataFrame(list(rows), columns=list(columns))


def _failed(error: Exception) -> QueryError:
    return QueryError(f"the query failed: {' '.join(str(error).split())}")
