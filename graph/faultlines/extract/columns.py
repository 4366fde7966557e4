"""Tables: under which heading of a Markdown table a cell stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_RULE: Final = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+[\s:|-]*")


def headed(text: str) -> Iterator[tuple[int, int, str]]:
    """The cells of a text's Markdown tables: where each begins and ends, and the heading of its column.

    A row goes on in lines that do not begin with a bar, as a table does after a line break within a cell.

    >>> text = "| Issue | Arland's view |\\n|---|---|\\n| Toll | It will fall. |\\n\\nElsewhere."
    >>> [(text[start:end].strip(), heading) for start, end, heading in headed(text)]
    [('Toll', 'Issue'), ('It will fall.', "Arland's view")]
    """
    headings: list[str] = []
    previous, column, position = "", 0, 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip():
            headings = []
        elif "|" in previous and _RULE.fullmatch(line):
            headings = [cell.strip() for cell in previous.strip().strip("|").split("|")]
        elif headings:
            if line.lstrip().startswith("|"):
                column = -1
            for cell in re.finditer(r"[^|]+|\|", line):
                if cell.group() == "|":
                    column += 1
                elif cell.group().strip() and 0 <= column < len(headings):
                    yield start + cell.start(), start + cell.end(), headings[column]
        previous = line
