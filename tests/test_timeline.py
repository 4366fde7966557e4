"""The timeline: each dated statement in its row, each date as long as it is imprecise, outcomes beside forecasts."""

from __future__ import annotations

from datetime import date

import pytest

from faultlines.analysis.timeline import OUTCOMES, Row, Timeline, timeline
from faultlines.store import KnowledgeGraph
from faultlines.terms import Modality
from faultlines.views.spans import looks, stretch
from faultlines.views.timeline import LANES, TimelinePage
from test_views import data_of


@pytest.fixture(params=["kg", "real_kg"])
def graph(request: pytest.FixtureRequest) -> KnowledgeGraph:
    """The world's graph, or the real one."""
    found: KnowledgeGraph = request.getfixturevalue(request.param)
    return found


def dated_keys(row: Row) -> list[str]:
    return [key for one in row.dated for key in one.keys]


def test_every_dated_statement_stands_once_by_when_it_holds_and_once_by_when_it_was_said(graph: KnowledgeGraph) -> None:
    found = timeline(graph)
    told = graph.statements()
    held = sorted(key for row in found.rows for key in dated_keys(row))
    outcomes = {s.subject.removeprefix("statement:") for s in graph.statements(relation=list(OUTCOMES), derived=True)}
    assert held == sorted({s.key for s in told if s.since or s.until} | outcomes)
    said = sorted(key for row in found.rows if row.lane == "said" for one in row.said for key in one.keys)
    assert said == sorted(s.key for s in told if s.said_on)
    for row in found.rows:
        assert row.lane in dict(LANES)
        for one in row.said:
            assert {graph.statement(key).said_on for key in one.keys} == {one.on}
        for held_at in row.dated:
            times = {(s.since, s.until) for s in map(graph.statement, held_at.keys)}
            assert times == {(held_at.since, held_at.until)}
            assert {not graph.statement(key).meant for key in held_at.keys} == {held_at.sure}


def test_what_gives_no_date_is_counted(graph: KnowledgeGraph) -> None:
    found = timeline(graph)
    shown = {record["key"] for *_, record in found.network.edges(data="record")}
    for source, count in found.undated.items():
        left_out = [s for s in graph.statements(source=source) if s.key not in shown]
        assert count == len(left_out) > 0
        assert not any(s.since or s.until or s.said_on for s in left_out)
    assert sum(found.undated.values()) + len([k for k in shown if not graph.statement(k).derived]) == len(
        graph.statements()
    )


def test_an_event_has_one_row_or_is_named_as_undated(graph: KnowledgeGraph) -> None:
    found = timeline(graph)
    rows = [row.thing for row in found.rows if row.lane == "events"]
    silent = [identifier for identifier, _ in found.silent]
    events = {i for i in graph.labels if i.startswith("event:")}
    assert len(rows) == len(set(rows))
    assert set(rows).isdisjoint(silent)
    only_foretold = {
        end
        for row in found.rows
        if row.lane == "forecasts"
        for key in dated_keys(row)
        for end in (graph.statement(key).subject, graph.statement(key).object)
    }
    means = {i for s in graph.statements() if s.since or s.until for i in s.instrument}
    assert means.isdisjoint(silent), "what is dated by the deed that it serves is no undated event"
    assert {*rows, *silent} | (events & (only_foretold | means)) == events
    assert silent or means & events


def test_a_forecast_stands_beside_what_came_of_it(real_kg: KnowledgeGraph) -> None:
    rows = [row for row in timeline(real_kg).rows if row.lane == "forecasts"]
    concluded = {s.key: s for s in real_kg.statements(relation=list(OUTCOMES), derived=True)}
    ended = {row.concluded[0]: row for row in rows if row.concluded}
    assert set(ended) == set(concluded)
    assert {row.outcome for row in ended.values()} == {"confirmed", "refuted"}
    for key, row in ended.items():
        assert row.outcome == OUTCOMES[concluded[key].relation]
        assert dated_keys(row) == [concluded[key].subject.removeprefix("statement:")]
        assert row.facts
        assert {k for fact in row.facts for k in fact.keys} < set(concluded[key].grounds)
        assert {fact.since for fact in row.facts} == {"2021-06-16"}
    waiting = [real_kg.statement(dated_keys(row)[0]) for row in rows if not row.concluded]
    assert {row.outcome for row in rows if not row.concluded} == {"open"}
    assert all(s.modality is Modality.FORECAST and (s.since or s.until) for s in waiting)


@pytest.mark.parametrize(
    ("since", "until", "days", "surely"),
    [
        ("2031", "2031", 365, None),
        ("2032", "2032", 366, None),
        ("2031-06", "2031-06", 30, None),
        ("2031-06-02", "2031-06-02", 1, 1),
        ("2031-06-02", "2031-06-05", 4, 4),
        ("2031-05", "2031-07", 92, 32),  # from the last day of May to the first of July
        ("2031-06", "2031-06-13", 13, None),
    ],
)
def test_a_date_is_as_long_as_it_is_imprecise(since: str, until: str, days: int, surely: int | None) -> None:
    found = stretch(since, until)
    assert found.start is not None
    assert found.end is not None
    assert found.end - found.start == days
    core = found.core and (found.core[1] or 0) - (found.core[0] or 0)
    assert core == surely
    assert found.start <= found.anchor <= found.end


def test_what_has_no_end_has_none() -> None:
    since, until = stretch("2031-05", ""), stretch("", "2031")
    assert (since.start, since.end) == (date(2031, 5, 1).toordinal(), None)
    assert since.core == (date(2031, 5, 31).toordinal(), None)
    assert (until.start, until.end) == (None, date(2032, 1, 1).toordinal())
    assert until.core == (None, date(2031, 1, 1).toordinal() + 1)


def test_the_first_look_is_where_the_dates_are() -> None:
    assert looks({}) == ()
    [only] = looks({"2031": 2})
    assert (only.name, only.end - only.start) == ("all", 365)
    assert [look.name for look in looks({"2031-06-02": 5})] == ["2031-06", "all"]
    scattered = {f"20{year}": 1 for year in range(10, 40)}
    assert [look.name for look in looks(scattered)] == ["all"]
    spread = {f"2031-{month:02}": 1 for month in range(1, 13)} | {"2029": 1}
    assert [look.name for look in looks(spread)] == ["2031", "all"]


def test_the_page_holds_every_row_and_says_what_it_leaves_out(kg: KnowledgeGraph) -> None:
    found = timeline(kg)
    html = TimelinePage(found).html({"sources": "Sources", "entity": "Names"})
    chart = data_of(html)["chart"]
    assert [row["lane"] for row in chart["rows"]] == [row.lane for row in found.rows]
    for row, drawn in zip(found.rows, chart["rows"], strict=True):
        keys = {key for one in drawn.get("dated", ()) for key in one["keys"]}
        assert keys == {key for one in row.dated if one.since or one.until for key in one.keys}
    assert f"{sum(found.undated.values())} statements give no date" in html
    for identifier, label in found.silent:
        assert f'href="entity.html#{identifier.replace(":", "=")}">{label}<' in html
    assert TimelinePage(found).picture() is not None


def test_a_graph_without_dates_says_so(kg: KnowledgeGraph) -> None:
    network = timeline(kg).network.__class__(name="timeline", counts={}, sources={}, relations={"seeks": "seeks"})
    page = TimelinePage(Timeline(network, (), {}, ()))
    assert "Nothing to draw yet." in page.html({})
    assert page.picture() is None
