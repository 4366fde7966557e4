"""What has a date: when things hold or happen, when they were said, and what came of forecasts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from faultlines.analysis.context import finish, start
from faultlines.analysis.network import add_about, add_statement
from faultlines.model import Statement
from faultlines.store import KnowledgeGraph
from faultlines.terms import FAMILIES, Modality

OUTCOMES: Final[Mapping[str, str]] = MappingProxyType({"confirmedBy": "confirmed", "refutedBy": "refuted"})
"""Relation that a rule concludes → what became of the forecast."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Statements of one row that hold at the same time and are meant alike."""

    keys: tuple[str, ...]
    since: str
    until: str
    """Prefix dates, empty where none is given."""
    sure: bool
    """Whether they say that it is so: asserted, and not denied."""


@dataclass(frozen=True, slots=True)
class Said:
    """Statements that were said at the same time."""

    keys: tuple[str, ...]
    on: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the chart."""

    lane: str
    """`forecasts`, `events`, `held`, or `said` for a row of statement time."""
    thing: str
    """The event or source that the row is about; empty where it is about one triple."""
    dated: tuple[Dated, ...] = ()
    said: tuple[Said, ...] = ()
    outcome: str = ""
    """`confirmed`, `refuted`, `open` for a forecast that has a time and no outcome; empty elsewhere."""
    facts: tuple[Dated, ...] = ()
    """When that happened which confirms or refutes the forecast."""
    concluded: tuple[str, ...] = ()
    """Keys of what rules conclude of the forecast."""


@dataclass(frozen=True)
class Timeline:
    """The dated statements of a graph as rows."""

    network: Any
    """The statements, as `faultlines.analysis.pages` make networks."""
    rows: Sequence[Row]
    undated: Mapping[str, int]
    """Source → how many of its statements give no date at all, and so stand in no row."""
    silent: Sequence[tuple[str, str]]
    """Id and label of each event of which no statement says when it was."""


def timeline(kg: KnowledgeGraph) -> Timeline:
    """Every statement of a source that gives a date of its own, and every outcome of a forecast."""
    graph = start(kg, "timeline")
    told = list(kg.statements())
    outcomes = list(kg.statements(relation=list(OUTCOMES), derived=True))
    grounds = {key for outcome in outcomes for key in outcome.grounds}
    dated = [s for s in told if s.since or s.until or s.said_on or s.key in grounds]
    keys = {s.key for s in dated}
    for statement in dated:
        add_statement(kg, graph, statement)
    for outcome in outcomes:
        add_about(kg, graph, outcome)
    finish(kg, graph, FAMILIES if not dated else (), tuple(OUTCOMES))
    timed = [s for s in dated if s.since or s.until]
    forecasts = _forecasts(kg, timed, outcomes)
    foretold = {key for row in forecasts for one in row.dated for key in one.keys}
    rest = [s for s in timed if s.key not in foretold]
    known = {thing for s in timed for thing in (s.subject, s.object, *s.instrument)}
    events = sorted((kg.labels[i][0], i) for i in kg.labels if i.startswith("event:") and i not in known)
    return Timeline(
        network=graph,
        rows=(*forecasts, *_rows(rest), *_lanes(kg, dated)),
        undated=MappingProxyType(dict(sorted(Counter(s.source for s in told if s.key not in keys).items()))),
        silent=tuple((identifier, label) for label, identifier in events),
    )


def _forecasts(kg: KnowledgeGraph, timed: Sequence[Statement], outcomes: Sequence[Statement]) -> list[Row]:
    """A row for each forecast with an outcome, and for each with a time and none."""
    rows = []
    for outcome in outcomes:
        forecast = kg.statement(outcome.subject.removeprefix("statement:"))
        facts = [kg.statement(key) for key in outcome.grounds if key != forecast.key]
        rows.append(
            Row(
                "forecasts",
                "",
                _dated([forecast]),
                _said([forecast]),
                OUTCOMES[outcome.relation],
                _dated([fact for fact in facts if fact.since or fact.until]),
                (outcome.key,),
            )
        )
    have = {key for row in rows for one in row.dated for key in one.keys}
    waiting = [s for s in timed if s.modality is Modality.FORECAST and s.key not in have]
    return rows + [Row("forecasts", "", _dated([s]), _said([s]), "open") for s in waiting]


def _rows(statements: Sequence[Statement]) -> list[Row]:
    """A row for each event, then one for each triple about no event; by their first date."""
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for s in statements:
        event = next((end for end in (s.subject, s.object) if end.startswith("event:")), "")
        groups.setdefault((event,) if event else ("", s.subject, s.relation, s.object), []).append(s)
    rows = [Row("events" if g[0] else "held", g[0], _dated(m), _said(m)) for g, m in groups.items()]
    first = {id(row): min(one.since or one.until for one in row.dated) for row in rows}
    return sorted(rows, key=lambda row: (row.lane != "events", first[id(row)], row.thing, row.dated[0].keys))


def _lanes(kg: KnowledgeGraph, statements: Sequence[Statement]) -> list[Row]:
    """A row for each source: when its statements were said."""
    sources = sorted(kg.manifest["sources"].items(), key=lambda pair: (pair[1]["date"], pair[0]))
    lanes = [(name, _said([s for s in statements if s.source == name])) for name, _ in sources]
    return [Row("said", name, said=said) for name, said in lanes if said]


def _dated(statements: Sequence[Statement]) -> tuple[Dated, ...]:
    """Statements by when they hold and whether they say that it is so."""
    groups: dict[tuple[str, str, bool], list[str]] = {}
    for s in statements:
        groups.setdefault((s.since, s.until, not s.meant), []).append(s.key)
    return tuple(Dated(tuple(sorted(keys)), *group) for group, keys in sorted(groups.items()))


def _said(statements: Sequence[Statement]) -> tuple[Said, ...]:
    """Statements by when they were said; those that do not say it are left out."""
    groups: dict[str, list[str]] = {}
    for s in statements:
        if s.said_on:
            groups.setdefault(s.said_on, []).append(s.key)
    return tuple(Said(tuple(sorted(keys)), on) for on, keys in sorted(groups.items()))
