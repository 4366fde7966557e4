"""A table as notebooks show it: plain HTML that takes its looks from the notebook."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from markupsafe import escape


def table(columns: Sequence[str], rows: Iterable[Sequence[Any]], caption: str = "") -> str:
    """Rows as an HTML table; every value is text, None an empty cell.

    >>> table(["who"], [["<b>"]])
    '<table><thead><tr><th>who</th></tr></thead><tbody><tr><td>&lt;b&gt;</td></tr></tbody></table>'
    """
    said = f"<caption>{escape(caption)}</caption>" if caption else ""
    head = "".join(f"<th>{escape(column)}</th>" for column in columns)
    cells = (("" if cell is None else cell for cell in row) for row in rows)
    body = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
    return f"<table>{said}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
