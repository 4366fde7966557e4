"""A document → passages to ask about, and quotations → where they stand in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from faultlines.extract.clean import blocks
from faultlines.model import Span

PASSAGE: Final = 6000
"""Characters that no passage exceeds."""
_SENTENCE_END: Final = re.compile(r"[.!?][\"')\]’”]*\s+")


def passages(text: str, longest: int = PASSAGE) -> Iterator[Span]:
    """Stretches of whole paragraphs, one behind the other, each with the bullets and speakers' names it begins with.

    A paragraph that is too long by itself is cut behind a sentence, a sentence that is behind a word.

    >>> list(passages("ARLIND: One paragraph.\\n\\nAnd another one."))
    [(0, 40)]
    >>> list(passages("One sentence. And another one.", 20))
    [(0, 14), (14, 30)]
    """
    start = end = 0
    for block in blocks(text):
        first = max(text.rfind("\n", 0, block.start) + 1, end)
        last = block.start + len(block.text)
        if end > start and last - start > longest:
            yield start, end
            start = first
        elif end <= start:
            start = first
        while last - start > longest:
            cut = _cut(text, start, start + longest)
            yield start, cut
            start = cut
        end = last
    if end > start:
        yield start, end


def _cut(text: str, start: int, limit: int) -> int:
    """Where to cut before `limit`."""
    ends = [m.end() for m in _SENTENCE_END.finditer(text, start, limit)]
    if ends:
        return ends[-1]
    blank = max(text.rfind(" ", start, limit), text.rfind("\n", start, limit)) + 1
    return blank if blank > start else limit


def quoted(quote: str, text: str) -> Span | None:
    """Where a quotation stands in the text: letter by letter but for runs of blanks, and not inside a word.

    >>> quoted("red  lines", "Its red\\nlines hold."), quoted("red line", "red lines"), quoted(" ", "red lines")
    ((4, 13), None, None)
    """
    words = quote.split()
    if not words:
        return None
    before = r"(?<!\w)" if words[0][0].isalnum() else ""
    after = r"(?!\w)" if words[-1][-1].isalnum() else ""
    found = re.search(before + r"\s+".join(map(re.escape, words)) + after, text)
    return found.span() if found else None
