"""Source against source: which statements of a page another source makes too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from faultlines.views.facets import RULE, values

Record = Mapping[str, Any]

_WAYS: Final = (
    ("colour", "what either says"),
    ("split", "side by side"),
    ("one", "what only the first says"),
    ("other", "what only the second says"),
    ("both", "what both say"),
)


def ways(drawn: bool) -> list[tuple[str, str]]:
    """How a page may set two sources against each other; only one that is drawn as a network stands side by side.

    >>> [name for name, _ in ways(False)]
    ['colour', 'one', 'other', 'both']
    """
    return [(name, words) for name, words in _WAYS if drawn or name != "split"]


def shared(records: Iterable[Record]) -> dict[str, list[str]]:
    """Key → the other sources that state the same subject, relation, object and polarity; only where there are any.

    >>> one = {"key": "1", "subject": "a", "relation": "r", "object": "b", "polarity": "affirmed", "source": "x",
    ...        "family": "tie", "modality": "asserted", "said_by_ids": [], "via_ids": []}
    >>> shared([one, {**one, "key": "2", "source": "y"}, {**one, "key": "3", "polarity": "denied"}])
    {'1': ['y'], '2': ['x']}
    """
    records = list(records)
    sources: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for record in records:
        sources[_said(record)].add(values(record)["source"][0])
    found = {r["key"]: sorted(sources[_said(r)] - set(values(r)["source"]) - {RULE}) for r in records if r["source"]}
    return {key: others for key, others in found.items() if others}


def _said(record: Record) -> tuple[str, ...]:
    return record["subject"], record["relation"], record["object"], record["polarity"]
