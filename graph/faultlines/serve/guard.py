"""What a query may not do here, found in its tokens: call another endpoint, change anything, read foreign graphs."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator
from typing import Final
from urllib.parse import urljoin

from faultlines.errors import QueryError
from faultlines.terms import PREFIXES

_TOKEN: Final = re.compile(
    r"""(?P<comment>\#[^\n\r]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3}|'{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
        |"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')
    |(?P<variable>[?$]\w+)
    |(?P<name>(?:\w(?:[\w.-]*[\w-])?)?:(?:[\w:-]|\.(?=[\w:.%\\-])|%[0-9A-Fa-f]{2}|\\.)*)
    |(?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<other>\S)""",
    re.VERBOSE | re.DOTALL,
)
_CODEPOINT: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_UPDATES: Final = frozenset({"INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"})
_SUSPECT: Final = re.compile("SERVICE|(?<!wasDerived)FROM", re.IGNORECASE)
"""Without these there is nothing to look for, and most queries have them not even in a comment."""


def tokens(query: str) -> Iterator[tuple[str, str]]:
    """The tokens of SPARQL's grammar that tell keywords from names, strings and comments: their kind and text.

    >>> [text for kind, text in tokens('ASK { ?service x:SERVICE "SERVICE" } # SERVICE') if kind == "word"]
    ['ASK']
    """
    for match in _TOKEN.finditer(query):
        if match.lastgroup != "comment":
            yield str(match.lastgroup), match[0]


def check(query: str, graphs: Callable[[], Container[str]] = tuple, base: str = "") -> None:
    """Refuse a query that would leave this store; `graphs` gives the names of the graphs that are here.

    Escapes of code points count both as they stand and decoded, since engines differ in when they decode them.
    """
    for text in dict.fromkeys((query, _decoded(query))):
        if _SUSPECT.search(text):
            _check(list(tokens(text)), graphs(), base)


def is_update(query: str) -> bool:
    """Whether it begins as an update does."""
    words = (text.upper() for kind, text in tokens(query) if kind == "word")
    return next((word for word in words if word not in ("PREFIX", "BASE")), "") in _UPDATES


def _check(found: list[tuple[str, str]], graphs: Container[str], base: str) -> None:
    """Pyoxigraph's parser lets a keyword stick to what is before and after it (`trueSERVICE`, `SERVICEx:y`).

    So a word is suspect by what it contains, and so is a name by a prefix that nobody has declared.
    """
    prefixes = dict(PREFIXES)
    for i, (kind, text) in enumerate(found):
        after = [found[j] if j < len(found) else ("", "") for j in (i + 1, i + 2)]
        word = text.upper() if kind == "word" else ""
        if kind == "name" and text.partition(":")[0] not in prefixes:
            word = text.partition(":")[0].upper()
        if word == "BASE":
            base = urljoin(base, after[0][1][1:-1])
        elif word == "PREFIX":
            prefixes[after[0][1].removesuffix(":")] = urljoin(base, after[1][1][1:-1])
        elif "SERVICE" in word and found[i - 1][1].upper() != "PREFIX":
            raise QueryError("SERVICE: this endpoint calls no other one; ask that one itself")
        elif "FROM" in word and found[i - 1][1].upper() != "PREFIX":
            named = after[0][1].upper() == "NAMED" and after[0][0] == "word"
            graph = _iri(after[1] if named else after[0], prefixes, base) if kind == "word" else text
            if graph not in graphs:
                raise QueryError(f"FROM: this endpoint holds no graph <{graph}> and fetches none")


def _iri(token: tuple[str, str], prefixes: dict[str, str], base: str) -> str:
    kind, text = token
    if kind == "iri":
        return urljoin(base, text[1:-1])
    prefix, _, local = text.partition(":")
    return prefixes.get(prefix, "") + local


def _decoded(query: str) -> str:
    def character(match: re.Match[str]) -> str:
        code = int(match[1] or match[2], 16)
        return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else match[0]

    return _CODEPOINT.sub(character, query)
