"""What every page about statements has around its chart: search, filters with counts, evidence, legend, export."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from typing import Any, Final

from faultlines.views import marks
from faultlines.views.absent import absent
from faultlines.views.cards import cards
from faultlines.views.contrast import ways
from faultlines.views.data import bare, packed
from faultlines.views.facets import facets
from faultlines.views.render import render
from faultlines.views.scene import statement_records
from faultlines.views.tables import tables
from faultlines.views.times import sliders

_BEFORE: Final = (
    "page.js",
    "cards.js",
    "times.js",
    "against.js",
    "state.js",
    "theme.js",
    "colours.js",
    "filters.js",
    "choices.js",
)
_AFTER: Final = (
    "list.js",
    "panel.js",
    "tables.js",
    "keys.js",
    "chart.js",
    "export.js",
    "print.js",
    "start.js",
    "ready.js",
)
EMPTY: Final = ("theme.js", "ready.js")
"""The scripts of a page without a statement."""


def framed(
    template: str,
    network: Any,
    titles: Mapping[str, str],
    *,
    name: str,
    title: str,
    sentence: str,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    chart: Any = None,
    drawing: Mapping[str, Any] | None = None,
    off: Container[str] = (),
    **values: Any,
) -> str:
    """A page around the statements of a network.

    `template` extends frame.html.j2; `scripts` run between those that hold the state and those of the panel, and find
    `chart` as `Faultlines.data.chart`; `drawing` replaces the bare nodes and edges where a page has laid them out;
    relations in `off` start unchecked; further `values` go to the template.
    """
    known, records = network.graph, statement_records(network)
    counts = known.get("counts", {})
    told = cards(records.values(), known)
    data = packed(drawing if drawing is not None else bare(network), records, told)
    if chart is not None:
        data["chart"] = chart
    return render(
        template,
        ("common.css", "page.css", *styles, "print.css"),
        (*_BEFORE, *scripts, *_AFTER) if records else EMPTY,
        {
            "name": name,
            "title": title,
            "sentence": sentence,
            "titles": titles,
            "drawing": data,
            "facets": facets(records.values(), off),
            "sliders": sliders(records.values()),
            "ways": ways("vis-network" in scripts),
            "cards": told,
            "tables": tables(network),
            "absent": absent(network),
            "absent_from": {key: counts.get(key, 0) for key in ("statements", "sources")},
            "used": {marks.mark(relation).ink for *_, relation in network.edges(data="relation")},
            "marks": marks,
            **values,
        },
    )
