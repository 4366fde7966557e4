"""A table as a page shows it: plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Entry(NamedTuple):
    """A piece of a cell; `pick` is what choosing it selects: a node, a statement, or two nodes.

    It is there as long as one of the statements that it tells of passes the filters: those named by `keys`, else those
    it picks, else those of the entry before it in its cell. What tells of none stays as long as its row.
    """

    text: str
    look: str = ""
    pick: str = ""
    keys: tuple[str, ...] = ()
    counts: str = ""
    """What the number at its beginning counts among those that pass: their "statements" or "sources"; else nothing."""


Cell = tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading for each column and one for each row."""

    id: str
    title: str
    sentence: str
    columns: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
