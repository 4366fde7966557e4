"""The public record as JSON lines and as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from typing import Any

from faultlines.graph import Graph
from faultlines.model import RECORD_FIELDS


def records_jsonl(records: Iterable[dict[str, Any]]) -> str:
    """One JSON object a line."""
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)


def records_csv(records: Iterable[dict[str, Any]]) -> str:
    """The records as CSV; lists are joined by ``|``."""
    return rows_csv(records, RECORD_FIELDS)


def rows_csv(rows: Iterable[dict[str, Any]], columns: Sequence[str]) -> str:
    """Any rows as CSV with those columns; lists are joined by ``|``, pairs within them by ``-``."""
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _cell(value) for name, value in row.items()})
    return out.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "|".join("-".join(map(str, v)) if isinstance(v, list) else str(v) for v in value)
    return value


def jsonl(kg: Graph) -> bytes:
    """What sources say, one record a line."""
    return records_jsonl(kg.record(statement) for statement in kg.statements()).encode()


def record_table(kg: Graph) -> bytes:
    """What sources say, one record a row."""
    return records_csv(kg.record(statement) for statement in kg.statements()).encode()
