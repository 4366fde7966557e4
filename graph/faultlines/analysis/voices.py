"""Who speaks in a source, and through whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from faultlines.model import Statement

Path = tuple[tuple[str, ...], ...]
"""The voices that are left below one, the speakers last."""


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody who speaks in a source, and whom it passes on."""

    ids: tuple[str, ...]
    """More than one where they say it together."""
    keys: tuple[str, ...]
    """What this voice says itself, passed on by those above it."""
    voices: tuple[Voice, ...]

    def all_keys(self) -> tuple[str, ...]:
        """What it says or passes on."""
        return (*self.keys, *(key for voice in self.voices for key in voice.all_keys()))


def passed_on(speakers: str, via: Iterable[str]) -> str:
    """Speakers and those who pass their words on, nearest to the speakers first.

    >>> passed_on("Premier", ["Gazette", "Courier"])
    'Premier, reported by Gazette, reported by Courier'
    """
    return "".join([speakers, *(f", reported by {name}" for name in via)])


def voices(statements: Iterable[Statement]) -> tuple[Voice, ...]:
    """The voices of statements as trees: each below the one that passes it on; those with most statements first.

    >>> one = Statement(subject="a", relation="opposes", object="b", said_by=("x",), via=("y", "z"))
    >>> [author] = voices([one])
    >>> author.ids, author.keys, author.voices[0].ids, author.voices[0].voices[0].ids
    (('z',), (), ('y',), ('x',))
    """
    groups: defaultdict[tuple[str, ...], list[tuple[Path, str]]] = defaultdict(list)
    for s in statements:
        path = (*((voice,) for voice in reversed(s.via)), s.said_by)
        groups[path[0]].append((path[1:], s.key))
    return _tree(groups)


def _tree(groups: Mapping[tuple[str, ...], Sequence[tuple[Path, str]]]) -> tuple[Voice, ...]:
    made = []
    for ids, members in groups.items():
        below: defaultdict[tuple[str, ...], list[tuple[Path, str]]] = defaultdict(list)
        for path, key in members:
            if path:
                below[path[0]].append((path[1:], key))
        made.append(Voice(ids, tuple(key for path, key in members if not path), _tree(below)))
    return tuple(sorted(made, key=lambda voice: (-len(voice.all_keys()), voice.ids)))
