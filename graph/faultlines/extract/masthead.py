"""What a document shows of its origin: title, date, author, publisher, address. What is not shown stays empty."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final
from urllib.parse import urlsplit

from faultlines.extract.bylines import SEPARATOR, byline
from faultlines.extract.datelines import date_in_name, date_in_url, date_of_line, find_date
from faultlines.seeds.yamltext import read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Masthead:
    """The lines above, below or beside a text that say where it comes from."""

    title: str = ""
    date: str = ""
    author: str = ""
    publisher: str = ""
    url: str = ""


NOTHING_SHOWN: Final = Masthead()

_FIRST: Final = 10
_LAST: Final = 6
"""How many lines with something on them are looked at from the top and from the bottom."""


def read_masthead(text: str, declared: Masthead, stem: str) -> Masthead:
    """What the document shows: first what its format `declared`, then its front matter, then its first and last
    lines, then its address, and for the date at last `stem`, the file's name without suffix."""
    front, body = _front_matter(text)
    lines = [" ".join(line.split()) for line in text[body:].lstrip("\ufeff").splitlines()]
    filled = [line for line in lines if line]
    first, last = filled[:_FIRST], filled[_FIRST:][-_LAST:]
    title, site = _title(lines)
    publisher, url, host = _labelled([*first, *last])
    scanned = Masthead(
        title=title,
        date=next((found for line in (*first, *last) if (found := date_of_line(line))), ""),
        author=next((found for line in first if (found := byline(line))), ""),
        publisher=publisher or site,
        url=url,
    )
    shown = _first_of(declared, front, scanned)
    host = (_host(shown.url) or host).removeprefix("www.")
    return _first_of(shown, Masthead(publisher=host, date=date_in_url(shown.url) or date_in_name(stem)))


def _first_of(*mastheads: Masthead) -> Masthead:
    """Each field from the first that shows it."""
    return Masthead(**{f.name: next((v for m in mastheads if (v := getattr(m, f.name))), "") for f in fields(Masthead)})


_FRONT_MATTER: Final = re.compile(r"\ufeff?---[ \t]*\r?\n(.*?\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.S)
_FRONT_FIELDS: Final = {
    "title": ("title",),
    "date": ("date", "published_time", "published", "publication_date"),
    "author": ("author", "authors"),
    "publisher": ("publisher", "site", "site_name", "sitename", "source"),
    "url": ("source_url", "url", "link", "canonical_url", "source"),
}


def _front_matter(text: str) -> tuple[Masthead, int]:
    """What the YAML block at the top says, and where the text begins behind it."""
    match = _FRONT_MATTER.match(text)
    block = read_yaml("", match[1]) if match else None
    if match is None or block is None or not (block.faults or isinstance(block.value, dict)):
        return NOTHING_SHOWN, 0
    said = {key.lower(): _flat(value) for key, value in (block.value or {}).items()}
    found = {name: [said[key] for key in keys if said.get(key)] for name, keys in _FRONT_FIELDS.items()}
    found["date"] = [date for given in found["date"] if (date := find_date(given))]
    found["url"] = [url for url in found["url"] if _host(url)]
    found["publisher"] = [name for name in found["publisher"] if not _host(name)]
    return Masthead(**{name: values[0] for name, values in found.items() if values}), match.end()


def _flat(value: Any) -> str:
    values = value if isinstance(value, list) else [value]
    return "; ".join(" ".join(v.split()) for v in values if isinstance(v, str) and v.strip() not in ("", "~", "null"))


_LONGEST_TITLE: Final = 150
_SENTENCE_ENDS: Final = re.compile(r"[.!?…][\"”’)]*(?=\s+[\"“‘(]*[A-Z])")
_RULE: Final = re.compile(r"[=-]{3,}")


def _title(lines: Sequence[str]) -> tuple[str, str]:
    """The first Markdown heading near the top, or a short line on its own above the text; and the name of the site,
    where the line above the title repeats the title and ends with that name."""
    filled = [i for i, line in enumerate(lines) if line][:_FIRST]
    for i in filled:
        if heading := re.fullmatch(r"# +(.+?)(?: +#+)?", lines[i]):
            return heading[1], ""
    at = next((i for i in filled if not _is_furniture(lines[i])), None)
    if at is None:
        return "", ""
    line = lines[at]
    below = lines[at + 1] if at + 1 < len(lines) else ""
    for other in (lines[i] for i in filled if i > at):
        if line.startswith(other) and (tail := SEPARATOR.match(line, len(other))):
            return other, SEPARATOR.split(line[tail.end() :])[-1]
    if len(line) > _LONGEST_TITLE or not re.search(r"[^\W\d_]{2}", line) or _SENTENCE_ENDS.search(line):
        return "", ""
    # The first line of a paragraph broken into lines is about as long as the next; a title above a text is shorter.
    on_its_own = (
        not below
        or _RULE.fullmatch(below)
        or _is_furniture(below)
        or (line[-1] not in ".,;:" and len(line) < 0.7 * len(below))
    )
    return (line.lstrip("# "), "") if on_its_own else ("", "")


def _is_furniture(line: str) -> bool:
    return bool(
        date_of_line(line) or byline(line) or _LABEL.match(line) or _host(line) or re.fullmatch(r"\[\w+\]|\W+", line)
    )


_LABEL: Final = re.compile(
    r"(?:source|publisher|published (?:first )?(?:by|in)"
    r"|(?P<url>(?:original |source )?(?:url|link)|retrieved from|available at|originally published at))"
    r"\s*:\s*(?P<value>.*)",
    re.I,
)


def _labelled(lines: Sequence[str]) -> tuple[str, str, str]:
    """Publisher, address and the address's host, of lines such as ``Source: The Gazette``; a value may stand on the
    next line. An address with a gap in it is damaged, but its host may be whole."""
    publisher = url = host = ""
    for i, line in enumerate(lines):
        match = _LABEL.fullmatch(line)
        if match:
            value = match["value"] or next(iter(lines[i + 1 : i + 2]), "")
        else:
            value = line if i < _FIRST and " " not in line else ""
        if _host(value):
            url = url or (value if " " not in value else "")
            host = host or _host(value)
        elif match and not match["url"] and match["value"] and len(value) <= 80 and value[0].isupper():
            publisher = publisher or (value.partition(",")[0] if find_date(value) else value.rstrip("."))
    return publisher, url, host


def _host(text: str) -> str:
    """The host of the address that the text begins with.

    >>> _host("https://gazette.example/2031/toll"), _host("The Gazette")
    ('gazette.example', '')
    """
    if not re.match(r"https?://[\w.-]+\.\w", text, re.I):
        return ""
    try:
        return urlsplit(text.split()[0]).hostname or ""
    except ValueError:
        return ""
