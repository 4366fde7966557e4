"""A document's text → blocks to parse: furniture blanked, characters evened, every offset kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from faultlines.extract.columns import headed


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item: what is parsed in one go.

    `text` is as long as the stretch it stands for, except that a list item is preceded by the words that lead
    in to its list; `offset` translates either back.
    """

    start: int
    text: str
    kind: str = "paragraph"
    """``paragraph``, ``heading`` or ``item``."""
    speaker: str = ""
    """The label of a transcript's speaker, as written."""
    lead: str = ""
    lead_start: int = 0
    column: str = ""
    """The heading of the column of a table that it stands in."""

    @property
    def whole(self) -> str:
        """What is parsed: an item's lead-in, then its text."""
        return f"{self.lead} {self.text}" if self.lead else self.text

    @property
    def own(self) -> int:
        """Where in `whole` the block's own text begins."""
        return len(self.lead) + 1 if self.lead else 0

    def offset(self, position: int) -> int:
        """The document's character for a position in `whole`.

        >>> Block(100, "to leave", lead="It agreed", lead_start=50).offset(12), Block(7, "x").offset(0)
        (102, 7)
        """
        return self.start + position - self.own if position >= self.own else self.lead_start + position


_EVEN: Final = str.maketrans(
    {**dict.fromkeys("‘’‚‛", "'"), **dict.fromkeys("“”„«»", '"'), **dict.fromkeys("–―‑", "-")}
    | dict.fromkeys("\xa0\u2009\u202f\ufeff\t*_", " ")
)
"""Em dashes stay: the parser reads them as asides."""
_FURNITURE: Final = tuple(
    re.compile(pattern, flags)
    for pattern, flags in (
        (r"\A\ufeff?---\r?\n.*?\r?\n---(?=\r?\n)", re.S),  # front matter
        (r"<!--.*?-->", re.S),
        (r"</?[a-zA-Z][^<>\n]{0,200}>", 0),  # a stray tag
        (r"\[/?(?:ad|caption|gallery|embed)[^\]\n]*\]", re.I),  # what a site's template left behind
        (r"(?<=\])\((?:https?:|/|#|mailto:)[^()\s]*(?:\s\"[^\"\n]*\")?\)", 0),  # where a Markdown link leads
        (r"https?://[^\s)\]>]+|\bwww\.[^\s)\]>]+", 0),
        (r"\[\d{1,3}\]", 0),  # note marks
        (r"^[ \t]*(?:[-=_*#~] ?){3,}[ \t]*$", re.M),  # rules
        (r"(?:\(|\[)(?:applause|laughter|crosstalk|inaudible|ph|sic)\.?(?:\)|\])", re.I),
        (
            r"^.*?\b(?:click here|read more|sign up|subscribe|share this|related article"
            r"|all rights reserved|cookies?)\b.*$",
            re.M | re.I,
        ),
    )
)
_INNER_BULLET: Final = re.compile(r"[ \t](?=[•‣▪●→][ \t])")
"""A list that was run together on one line."""
_LONE_BULLET: Final = re.compile(r"^[ \t]*[-*•‣▪●→][ \t]*(?:\r?\n[ \t]*)+(?=\S)", re.M)
_MARKS: Final = re.compile(r"[\[\]]|^[ \t]*(?:#{1,6}|>)(?=\s)|\|", re.M)
_BULLET: Final = re.compile(r"[ \t]*(?:[-*•·‣▪●→]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+(?=\S)")
_LABEL: Final = re.compile(
    r"(?:Q|[A-Z][A-Z.'-]+(?: [A-Z][A-Z.'-]+){0,4}|(?:Speaker|Sen\.|Rep\.|M[rs]\.|Mrs\.) [A-Z][\w. '-]{2,40})"
    r"(?: ?\([^)]{1,40}\))?:?(?= {2,}|\s)"
)
_TERMINAL: Final = re.compile(r"[.!?:;]['\")]*\s*$")


def clean(text: str) -> str:
    """The text with furniture blanked and quotation marks, dashes and spaces evened: as long as it was.

    >>> clean("A “red line” [here](https://x.org).")
    'A "red line"  here                .'
    """
    for pattern in _FURNITURE:
        text = pattern.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), text)
    text = _INNER_BULLET.sub("\n", text)
    text = _LONE_BULLET.sub(lambda m: m.group().replace("\n", " ").replace("\r", " "), text)
    return _MARKS.sub(lambda m: " " * len(m.group()), text).translate(_EVEN)


def blocks(text: str) -> list[Block]:
    """The paragraphs, headings and list items of a document, in its order.

    >>> [(b.kind, b.whole) for b in blocks("Aims\\n\\nThey agreed to:\\n- meet often;\\n- trade.\\n")]
    [('heading', 'Aims'), ('paragraph', 'They agreed to:'), ('item', 'They agreed to meet often;'), \
('item', 'They agreed to trade.')]
    """
    even = clean(text)
    out: list[Block] = []
    speaker = ""
    lead: Block | None = None
    for start, end, bullet, column in _by_cells(_stretches(even), list(headed(text))):
        words = even[start:end].replace("\r", " ").replace("\n", " ")
        label = _LABEL.match(words) if not bullet else None
        if label and (words[: label.end()].rstrip().endswith(":") or words.startswith("Q ")):
            speaker = label.group().rstrip(": ")
            start, words = start + label.end(), words[label.end() :]
        stripped = words.strip()
        if not stripped:
            continue
        start += len(words) - len(words.lstrip())
        if bullet:
            head = lead.text.rstrip(" :") if lead is not None else ""
            out.append(Block(start, stripped, "item", speaker, head, lead.start if lead else 0, column))
            continue
        heading = len(stripped.split()) <= 14 and not _TERMINAL.search(stripped)
        block = Block(start, stripped, "heading" if heading else "paragraph", speaker, column=column)
        out.append(block)
        lead = _last_sentence(block) if stripped.endswith(":") else None
    return out


def _by_cells(
    stretches: Iterable[tuple[int, int, bool]], cells: Sequence[tuple[int, int, str]]
) -> Iterator[tuple[int, int, bool, str]]:
    """The stretches, cut where a cell of a table begins, each with the heading of its column."""
    for start, end, bullet in stretches:
        cuts = [start, *(first for first, _, _ in cells if start < first < end), end]
        for first, last in pairwise(cuts):
            heading = next((h for a, b, h in cells if a <= first < b), "")
            yield first, last, bullet and first == start, heading


def _last_sentence(block: Block) -> Block:
    cut = max(block.text.rfind(mark, 0, -1) for mark in (". ", "? ", "! "))
    return Block(block.start + cut + 2, block.text[cut + 2 :]) if cut >= 0 else block


def _stretches(text: str) -> list[tuple[int, int, bool]]:
    """(start, end, is a list item) of each stretch between paragraph breaks."""
    out: list[list[int]] = []
    previous = ""
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        if not line.strip():
            previous = ""
            continue
        bullet = _BULLET.match(line)
        joins = (
            bool(previous)
            and not bullet
            and (not _TERMINAL.search(previous) or (len(previous) < _WRAPPED and line[:1] not in " \t"))
        )
        if joins and len(previous.strip()) < _SHORT and not line[:1].islower() and len(line) > len(previous) + _SHORT:
            joins = False  # a heading without blank line below it
        if joins:
            out[-1][1] = position
        else:
            out.append([start + (bullet.end() if bullet else 0), position, bool(bullet)])
        previous = line
    return [(start, end, bool(item)) for start, end, item in out]


_WRAPPED: Final = 110
"""A line longer than this was not wrapped by hand: its end is a paragraph's."""
_SHORT: Final = 60
