"""Which of the formats on offer a client likes best."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
ROWS: Final = (JSON, XML, "text/csv", "text/tab-separated-values", "application/json", "application/xml", "text/xml")
YES_OR_NO: Final = (JSON, XML, "application/json", "application/xml", "text/xml")
GRAPHS: Final = (
    "text/turtle",
    "application/n-triples",
    "application/ld+json",
    "application/rdf+xml",
    "application/n-quads",
    "application/trig",
    "text/n3",
    "application/json",
    "application/xml",
    "text/xml",
    "text/plain",
)
ALIASES: Final = {
    "rows": {"application/json": JSON, "application/xml": XML, "text/xml": XML},
    "graph": {
        "application/json": "application/ld+json",
        "application/xml": "application/rdf+xml",
        "text/xml": "application/rdf+xml",
        "text/plain": "application/n-triples",
    },
}
"""What a general media type stands for among rows and among graphs."""


def choose(accept: str, offered: Sequence[str]) -> str | None:
    """The media type on offer that an Accept header likes best, the first among equals; None if it takes none.

    >>> choose("text/turtle;q=0.5, application/*", ["text/turtle", "application/ld+json"])
    'application/ld+json'
    >>> choose("", ["text/turtle"]), choose("image/png", ["text/turtle"])
    ('text/turtle', None)
    """
    ranges = [r for r in map(_range, accept.split(",")) if r is not None]
    if not ranges:
        return offered[0]
    best = max(offered, key=lambda media: (_quality(media, ranges), -offered.index(media)))
    return best if _quality(best, ranges) > 0 else None


def _range(text: str) -> tuple[str, float] | None:
    media, *parameters = (part.strip() for part in text.split(";"))
    quality = 1.0
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "q":
            try:
                quality = min(1.0, max(0.0, float(value)))
            except ValueError:
                quality = 0.0
    return (media.lower(), quality) if media else None


def _quality(media: str, ranges: Sequence[tuple[str, float]]) -> float:
    """The quality that the most specific matching range gives."""
    kind = media.partition("/")[0]
    for wanted in (media, f"{kind}/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0
