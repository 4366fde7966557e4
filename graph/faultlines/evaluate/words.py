"""Words for comparing labels: normal forms, content words, a light stem. Nothing is learned, nothing is loaded."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

_STOP: Final = frozenset(
    """a an the and or of in on at to for from by with into over under between among against towards toward about
    its their his her our your my this that these those such all any as than it they he she we is are be been being
    was were has have had will would shall should can could may might must do does did own more most further""".split()  # noqa: SIM905  # reads as words
)
_ENDINGS: Final = tuple(
    """izations ization isations isation ational ations ation ities ments ment nesses ness ances ance ences ence ships
    ship ibility ability ively ingly ously ially ions ion ings ing ized ised izes ises ize ise ally ity ies ied ian ial
    ers ors ous ive als ful est eds ed er or es al ly an ic s y e""".split()  # noqa: SIM905  # reads as words
)
_SHORTEST: Final = 4
_WORD: Final = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")


@lru_cache(maxsize=65_536)
def normal(label: str) -> str:
    """A label without case, article, possessive, accents and punctuation.

    >>> normal("The U.S."), normal("Arland's"), normal("Türkiye")
    ('us', 'arland', 'turkiye')
    """
    words = list(_words(label))
    while len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.replace("’", "'").replace("‘", "'"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).casefold()
    plain = re.sub(r"(?<=\b\w)\.", "", plain)  # U.S. is one word
    plain = re.sub(r"'s\b|(?<=s)'(?!\w)", "", plain)
    return [part for word in _WORD.findall(plain) for part in word.replace("'", "").split("-")]


@lru_cache(maxsize=65_536)
def stem(word: str) -> str:
    """The word without its usual endings; crude, and the same for both sides.

    >>> stem("sanctions"), stem("memberships"), stem("expanding") == stem("expansion")
    ('sanct', 'memb', False)
    """
    for _ in range(2):
        for ending in _ENDINGS:
            if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
                word = word[: -len(ending)]
                break
        else:
            break
    return word


def content(words: str) -> frozenset[str]:
    """The stems of the content words of a normal form.

    >>> sorted(content(normal("Arland's membership of the Toll Union")))
    ['arland', 'memb', 'toll', 'union']
    """
    return frozenset(stem(w) for w in words.split() if w not in _STOP)


def dice(one: frozenset[str], other: frozenset[str]) -> float:
    """Shared words, twice, over all words; 0 where one side has none.

    >>> dice(frozenset("abc"), frozenset("bcd"))
    0.6666666666666666
    """
    return 2 * len(one & other) / (len(one) + len(other)) if one and other else 0.0
