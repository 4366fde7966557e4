"""A table as a page shows it: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Entry(NamedTuple):
    """A piece of a cell; `pick` is what choosing it selects: a node, a statement, or two nodes."""

    text: str
    look: str = ""
    pick: str = ""


Cell = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for each column and one for each row."""

    id: str
    title: str
    sentence: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
