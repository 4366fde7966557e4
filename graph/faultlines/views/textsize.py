"""How wide a text will be, without a browser: advance widths of Arial, with room for wider faces."""

from __future__ import annotations

import unicodedata
from types import MappingProxyType
from typing import Final

_WIDTHS: Final = MappingProxyType(
    {
        character: width
        for width, characters in {
            200: "'‘’",
            222: "ijl",
            278: " !,./:;I[\\]ft|",
            333: "()-`r“”{}",
            389: '*"',
            500: "Jcksvxyz",
            556: "0123456789#$?L_abdeghnopqu–",
            584: "+<=>~^",
            611: "FTZ",
            667: "&ABEKPSVXY",
            722: "CDHNRUw",
            778: "GOQ",
            833: "Mm",
            944: "W%",
            1015: "@—…",
        }.items()
        for character in characters
    }
)
_WIDE: Final = 0x2E80
"""Where the scripts begin whose characters are as wide as high."""
_MARGIN: Final = 1.13
"""DejaVu Sans, which a bare Linux shows instead, is wider by so much."""
LINE: Final = 1.2
"""Height of a line, in font sizes."""


def width(text: str, size: float) -> float:
    """Width of one line in pixels.

    >>> round(width("Arland", 100)), width("", 13)
    (327, 0.0)
    """
    total = 0
    for character in unicodedata.normalize("NFD", text):
        if not unicodedata.combining(character):
            total += _WIDTHS.get(character, 1000 if ord(character) >= _WIDE else 640)
    return total * size * _MARGIN / 1000


def wrap(text: str, size: float, limit: float) -> str:
    """The text in lines no wider than the limit where words allow it, all about equally long; four at most.

    >>> wrap("Western support for the opposition", 13, 130).split(chr(10))
    ['Western support', 'for the opposition']
    """
    words = " ".join(text.split()).split(" ")
    lines = _fill(words, size, limit)
    narrow = limit
    while len(lines) > 1 and narrow > limit / 3:  # the narrowest column that needs no further line
        tighter = _fill(words, size, narrow - 6)
        if len(tighter) > len(lines) or _widest(tighter, size) > max(limit, _widest(lines, size)):
            break
        lines, narrow = tighter, narrow - 6
    if len(lines) > 4:
        lines = [*lines[:3], lines[3].rstrip(" ,;") + "…"]
    return "\n".join(line if width(line, size) < 2 * limit else _cut(line, size, 2 * limit) for line in lines)


def extent(text: str, size: float) -> tuple[float, float]:
    """Width and height of a label of one or more lines."""
    lines = text.split("\n")
    return _widest(lines, size), len(lines) * size * LINE


def _widest(lines: list[str], size: float) -> float:
    return max(width(line, size) for line in lines)


def _fill(words: list[str], size: float, limit: float) -> list[str]:
    lines = [words[0]]
    for word in words[1:]:
        if width(f"{lines[-1]} {word}", size) <= limit:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _cut(line: str, size: float, limit: float) -> str:
    while line and width(line + "…", size) > limit:
        line = line[:-1]
    return line + "…"
