"""Rows as columns, and values that come again as numbers in a list: the same content in a third of the room."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any


def pack(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Rows whose values JSON can hold → what `unpack` in scripts/page.js makes the same rows of.

    >>> packed = pack([{"a": "one"}, {"a": "one", "b": 2}, {"a": "one"}])
    >>> packed["count"], packed["columns"]["b"]
    (3, {'rows': [1], 'values': [2]})
    """
    names = dict.fromkeys(name for row in rows for name in row)
    return {"count": len(rows), "columns": {name: _column(rows, name) for name in names}}


def _column(rows: Sequence[Mapping[str, Any]], name: str) -> dict[str, Any]:
    there = [i for i, row in enumerate(rows) if name in row]
    values = [rows[i][name] for i in there]
    plain: dict[str, Any] = {"values": values}
    texts = [_json(value) for value in values]
    counts = Counter(texts)
    order = sorted(counts, key=lambda text: (-counts[text], text))  # what comes most often has the shortest number
    place = {text: i for i, text in enumerate(order)}
    tabled = {"table": [json.loads(text) for text in order], "at": [place[text] for text in texts]}
    column = min(plain, tabled, key=lambda made: len(_json(made)))
    return column if len(there) == len(rows) else {"rows": there, **column}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
