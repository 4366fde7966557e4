"""The timeline: a row for each forecast, event and dated state, and one for each source's words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from faultlines.analysis.timeline import Dated, Row, Said, Timeline
from faultlines.views.frame import framed
from faultlines.views.marks import mark
from faultlines.views.render import small
from faultlines.views.scene import statement_records
from faultlines.views.spans import Look, looks, stretch
from faultlines.views.words import date_words, period_words, sentence

LANES: Final = (
    ("forecasts", "Forecasts and outcomes"),
    ("events", "Events"),
    ("held", "What held or was done"),
    ("said", "When it was said, by source"),
)
"""Lane → its heading, from the top."""
_SCRIPTS: Final = (
    "sets.js",
    "zoom.js",
    "timeline.js",
    "timeline-axis.js",
    "timeline-marks.js",
    "timeline-rows.js",
    "timeline-save.js",
)
_WIDE: Final = 420
_ROWS: Final = 26
"""Width of the small picture, and so many rows of it."""


@dataclass(frozen=True)
class TimelinePage:
    """When things were, and when they were said."""

    timeline: Timeline
    name: str = "timeline"
    title: str = "Timeline"
    sentence: str = "What was when, who said so when, and which forecasts came true."

    @property
    def things(self) -> frozenset[str]:
        """The ids of all that it has."""
        return frozenset(self.timeline.network)

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known = self.timeline
        return framed(
            "timeline.html.j2",
            known.network,
            titles,
            name=self.name,
            title=self.title,
            sentence=self.sentence,
            styles=("timeline.css",),
            scripts=_SCRIPTS,
            chart=self._chart(),
            looks=self.looks(),
            lanes=[(lane, text) for lane, text in LANES if any(row.lane == lane for row in known.rows)],
            outcomes=Counter(row.outcome for row in known.rows if row.outcome),
            undated=[(s, known.network.graph["sources"][s]["title"], n) for s, n in known.undated.items()],
            undated_total=sum(known.undated.values()),
            silent=known.silent,
        )

    def looks(self) -> tuple[Look, ...]:
        """The parts of time that the page offers, the first of which it shows."""
        dates: Counter[str] = Counter()
        for row in self.timeline.rows:
            for one in (*row.dated, *row.facts):
                dates.update(dict.fromkeys({one.since, one.until} - {""}, len(one.keys)))
            if row.lane == "said":
                for said in row.said:
                    dates[said.on] += len(said.keys)
        return looks(dates)

    def picture(self) -> Markup | None:
        """The rows with a time of their own, as bars, and when that was said, as ticks."""
        offered = self.looks()
        if not offered:
            return None
        look = offered[0]
        shapes, y = [], 0
        for row in self.timeline.rows:
            drawn = list(_small(row, look, y))
            if drawn and row.lane != "said" and y < _ROWS:
                shapes += drawn
                y += 1
        return small("timeline.svg.j2", {"shapes": shapes, "wide": _WIDE, "high": 10 * y + 4}) if shapes else None

    def _chart(self) -> dict[str, Any]:
        records = statement_records(self.timeline.network)
        return {
            "looks": [{"name": look.name, "start": look.start, "end": look.end} for look in self.looks()],
            "lanes": [list(lane) for lane in LANES],
            "rows": [self._row(row, records) for row in self.timeline.rows],
        }

    def _row(self, row: Row, records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
        graph = self.timeline.network
        sources = graph.graph["sources"]
        if row.lane == "said":
            label, ink = sources[row.thing]["title"], "node"
        elif row.thing:
            label, ink = graph.nodes[row.thing]["label"], "node"
        else:
            record = records[row.dated[0].keys[0]]
            label, ink = sentence(record), mark(record["relation"]).ink
        undated = self.timeline.undated.get(row.thing, 0) if row.lane == "said" else 0
        values = {
            "thing": row.thing,
            "dated": [_dated(one, records) for one in row.dated if one.since or one.until],
            "said": [_said(one) for one in row.said],
            "facts": [_dated(one, records) for one in row.facts],
            "outcome": row.outcome,
            "own": sorted({key for one in row.dated for key in one.keys}) if row.outcome else [],
            "concluded": list(row.concluded),
            "undated": undated,
        }
        return {"lane": row.lane, "label": label, "ink": ink, **{k: v for k, v in values.items() if v}}


def _dated(one: Dated, records: Mapping[str, Mapping[str, Any]]) -> dict[str, Any]:
    span = stretch(one.since, one.until)
    core = {"core": list(span.core)} if span.core else {}
    unsure = {} if one.sure else {"unsure": True}
    words = period_words({**records[one.keys[0]], "inferred": ()})
    return {
        "keys": list(one.keys),
        "start": span.start,
        "end": span.end,
        "at": span.anchor,
        "words": words,
        **core,
        **unsure,
    }


def _said(one: Said) -> dict[str, Any]:
    span = stretch(one.on, one.on)
    return {"keys": list(one.keys), "on": one.on, "start": span.start, "end": span.end, "words": date_words(one.on)}


def _small(row: Row, look: Look, y: int) -> Iterable[dict[str, Any]]:
    """The bars of one row within a look, in pixels; dates outside of it are left out."""
    scale = _WIDE / (look.end - look.start)
    ink = {"confirmed": "derived", "refuted": "minus"}.get(row.outcome, "node")
    for one, colour, top in [
        *((d, "node", 0) for d in row.dated if d.since or d.until),
        *((f, ink, 0) for f in row.facts),
        *((Dated(s.keys, s.on, s.on, True), "zero", 6) for s in row.said),
    ]:
        span = stretch(one.since, one.until)
        start, end = max(span.start or look.start, look.start), min(span.end or look.end, look.end)
        if start < end:
            wide = max(3.0, (end - start) * scale)
            yield {
                "ink": colour,
                "x": round((start - look.start) * scale, 1),
                "y": 10 * y + top + 2,
                "wide": round(wide, 1),
                "high": 5 if not top else 2,
                "pale": span.core is None or not one.sure,
            }
