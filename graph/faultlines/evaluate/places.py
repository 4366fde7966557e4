"""Where in a document a statement stands: in its sentences, or, without the text, near its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import partial
from typing import Final

from faultlines.model import Span

NEAR: Final = 200
"""Characters between two spans up to which they count as the same place where the text is not at hand."""
_MOST: Final = 1000

_END: Final = re.compile(r"""([.!?…]+)["'”’»)\]]*\s+(?=["'“‘«(\[]*[A-Z0-9À-ÖØ-Þ])|\n\s*\n\s*|\n\s*(?=[-*•#|])""")
_SHORT: Final = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Col|Lt|Prof|No|Nos|Art|vs|cf|approx|Jan|Feb|Aug|Sept|Oct|Nov|Dec"
    r"|H\.E|e\.g|i\.e)|(?<![A-Za-z])[A-Z])$"
)


def sentences(text: str) -> list[int]:
    """The first character of each sentence; blank lines, bullets and headings part them too.

    >>> sentences("Mr. A spoke. The U.S. Senate did not.\\n\\nB left.")
    [0, 13, 39]
    """
    starts = [0]
    for match in _END.finditer(text):
        if match[1] == "." and _SHORT.search(text, max(starts[-1], match.start() - 8), match.start()):
            continue
        if match.end() < len(text):
            starts.append(match.end())
    return starts


class Places:
    """The places of one document's statements; two statements may match where they share one."""

    def __init__(self, text: str | None, end: int = 0) -> None:
        """By the `text`, or, without it, by stretches up to `end`, the last character of one side's spans.

        Stretches only tell who may be `near`; of a span of any length there are never more than `_MOST`.
        """
        self._starts = sentences(text) if text is not None else None
        self._end = end
        self._stretch = max(NEAR, end // _MOST)

    @property
    def by_sentence(self) -> bool:
        """Whether sentences are known."""
        return self._starts is not None

    def all_of(self, spans: Iterable[Span]) -> frozenset[int]:
        """Every sentence (else every stretch of characters) that the spans touch."""
        return frozenset(place for span in spans for place in self._touched(span))

    def main_of(self, spans: Iterable[Span]) -> frozenset[int]:
        """For each span the sentence that it overlaps most; the first of two equals."""
        if self._starts is None:
            return self.all_of(spans)
        return frozenset(max(self._touched(span), key=partial(self._overlap, span)) for span in spans)

    def _overlap(self, span: Span, sentence: int) -> int:
        starts = self._starts or [0]
        end = starts[sentence + 1] if sentence + 1 < len(starts) else span[1]
        return min(span[1], end) - max(span[0], starts[sentence])

    def _touched(self, span: Span) -> range:
        if self._starts is None:
            first, last = (min(character, self._end) // self._stretch for character in span)
            return range(first - 1, last + 2)
        return range(bisect_right(self._starts, span[0]) - 1, bisect_right(self._starts, span[1] - 1))


def near(one: Sequence[Span], other: Sequence[Span]) -> bool:
    """Whether spans overlap or lie within NEAR characters.

    >>> near([(0, 10)], [(209, 220)]), near([(0, 10)], [(211, 220)])
    (True, False)
    """
    return any(a[0] - b[1] <= NEAR and b[0] - a[1] <= NEAR for a in one for b in other)
