"""Known issues under the words that name them, so that a new wording of an old issue finds it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Final

from faultlines.extract.lexicon import words
from faultlines.extract.names import flat_lists, gazetteer

STOP: Final = words("stop")


def plain(text: str) -> str:
    """The text in small letters without accents, of what is not Latin nothing.

    >>> plain("Détente à la Čapek")
    'detente a la capek'
    """
    return unicodedata.normalize("NFKD", text.replace("’", "'")).encode("ascii", "ignore").decode().lower()


def stems(text: str) -> frozenset[str]:
    """The content words of a label, roughly stemmed.

    >>> sorted(stems("Lifting of the sanctions")) == sorted(stems("lifting sanction"))
    True
    """
    words = re.findall(r"[a-z0-9]+", plain(text).replace("'s", ""))
    return frozenset(_stem(w) for w in words if w not in STOP)


def _stem(word: str) -> str:
    for ending, kept in (("ies", "y"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
        if word.endswith(ending) and len(word) - len(ending) >= 4 and not word.endswith("ss"):
            return (word[: -len(ending)] + kept).rstrip("e")
    return word.rstrip("e") if len(word) > 4 else word


TURNS: Final = stems(" ".join(words("turns")))
"""Words that make the contrary, or another thing, of what a label names."""


class Known:
    """The issues, events, agreements of a seeds folder by the stems of their labels and aliases."""

    def __init__(self, folder: Path) -> None:
        self._by_stems = _table(folder)
        self._by_stem: dict[str, list[frozenset[str]]] = {}
        for label in self._by_stems:
            for word in label:
                self._by_stem.setdefault(word, []).append(label)
        self._names = {
            word: readings[0].entity
            for name, readings in gazetteer(folder).names.items()
            if len(stems(name)) == 1 and readings[0].entity.startswith(("actor:", "area:"))
            for word in stems(name)
        }

    def find(self, label: str, actor: bool) -> str:
        """The id of what the label names, exactly or in nearly the same words; empty if nothing known does.

        Nearly the same: Dice's coefficient of the content words, at least `NEAR`, the same names among them, and no
        word more or less that makes another thing of it, such as *new*; an act is not what it is done to.
        """
        wanted = stems(label)
        found = self._by_stems.get(wanted, "")
        if not found and not actor:
            near = {other for word in wanted for other in self._by_stem.get(word, ()) if self._issue(other)}
            near = {o for o in near if self._whose(o) == self._whose(wanted) and not (o ^ wanted) & TURNS}
            act = label.partition(" ")[0].lower()
            near = {o for o in near if not act.endswith("ing") or _stem(act) in o}
            best = max(near, key=lambda other: (_dice(other, wanted), sorted(other)), default=frozenset())
            if len(best & wanted) > 1 and _dice(best, wanted) >= NEAR:
                found = self._by_stems[best]
        return found if found.startswith("actor:") == actor else ""

    def _whose(self, label: frozenset[str]) -> set[str]:
        return {self._names[word] for word in label if word in self._names}

    def _issue(self, label: frozenset[str]) -> bool:
        return self._by_stems[label].startswith("issue:")


NEAR: Final = 0.75


def _dice(a: frozenset[str], b: frozenset[str]) -> float:
    return 2 * len(a & b) / (len(a) + len(b))


@cache
def _table(folder: Path) -> dict[frozenset[str], str]:
    out: dict[frozenset[str], str] = {}
    for entity in flat_lists(folder).values():
        names: Iterable[str] = (entity.label, *entity.aliases)
        for name in names:
            if found := stems(name):
                out.setdefault(found, entity.id)
    return out
