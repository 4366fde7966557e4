"""Which statements another source makes too."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

Record = Mapping[str, Any]


def shared(records: Iterable[Record]) -> dict[str, list[str]]:
    """Key → the other sources that state the same subject, relation, object and polarity; only where there are any.

    What rules conclude is nobody's statement, and shared with nobody.

    >>> one = {"key": "1", "subject": "a", "relation": "r", "object": "b", "polarity": "affirmed", "source": "x"}
    >>> shared([one, {**one, "key": "2", "source": "y"}, {**one, "key": "3", "polarity": "denied"}])
    {'1': ['y'], '2': ['x']}
    """
    told = [record for record in records if record["source"]]
    sources: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    for record in told:
        sources[_said(record)].add(record["source"])
    found = {record["key"]: sorted(sources[_said(record)] - {record["source"]}) for record in told}
    return {key: others for key, others in found.items() if others}


def _said(record: Record) -> tuple[str, ...]:
    return record["subject"], record["relation"], record["object"], record["polarity"]
