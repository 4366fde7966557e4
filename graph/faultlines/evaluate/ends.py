"""When the ends of two statements are the same thing: by id, name, office, or, free-worded, by most of their words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, NamedTuple

from faultlines.evaluate.words import content, dice, normal
from faultlines.model import Entity

ALIKE: Final = 0.6
"""The share of content words (Dice) from which on two free wordings mean the same issue."""

_OFFICIALS: Final = frozenset(("Person", "GovernmentBody"))
_NAMED: Final = frozenset(("actor", "area"))
_SPEAKING_FOR: Final = frozenset(
    ("government", "governments", "authorities", "administration", "leadership", "officials", "delegation")
)
_LONGEST_NAME: Final = 5


class End(NamedTuple):
    """One end of a statement as its record gives it."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of an end: made once, compared often."""

    name: str
    ids: frozenset[str]
    spoken_for: frozenset[str]
    """The ids, and for officials all they belong to, up to the state."""
    named: bool
    """Whether it is a known actor or area: such a name matches by name, not by most of its words."""
    bags: tuple[tuple[frozenset[str], frozenset[str]], ...]
    """The content words of each wording: plain, and with known names as one word."""
    traces: frozenset[str]
    """Two ends that share none of these are not the same."""


class Names:
    """The known entities by every name they have; tells whether two ends are the same."""

    def __init__(self, entities: Iterable[Entity] = ()) -> None:
        self._entities = {entity.id: entity for entity in entities}
        self._ids: dict[str, set[str]] = defaultdict(set)
        for entity in self._entities.values():
            for name in (entity.label, *entity.aliases, *entity.ambiguous):
                self._ids[normal(name)].add(entity.id)
        self._known: dict[End, _Known] = {}
        self._same: dict[End, dict[End, bool]] = defaultdict(dict)

    def same(self, one: End, other: End) -> bool:
        """Whether both ends name one thing, or one is an official of the other.

        >>> names = Names([Entity(id="actor:arland", cls="State", label="Arland", aliases=("Arlandic",)),
        ...     Entity(id="actor:ada", cls="Person", label="Ada Bryce", belongs_to=("actor:arland",))])
        >>> names.same(End("", "Ada Bryce"), End("new:x", "the Arlandic"))
        True
        >>> names.same(End("", "Arland's exit from the toll union"), End("", "Arlandic toll union exit"))
        True
        >>> names.same(End("", "Arland"), End("", "Arland's exit"))
        False
        """
        row = self._same[one]
        found = row.get(other)
        if found is None:
            found = row[other] = _alike(self._of(one), self._of(other))
        return found

    def _of(self, end: End) -> _Known:
        if end not in self._known:
            name, ids = normal(end.label), self._resolve(end)
            spoken_for = ids.union(*(self._up(i) for i in ids))
            wordings = {name}
            for identifier in ids:
                entity = self._entities[identifier]
                wordings.update(normal(n) for n in (entity.label, *entity.aliases))
            bags = tuple(map(self.bags, sorted(wordings)))
            named = any(self._is_named(i) for i in ids)
            words = frozenset() if named else frozenset(word for both in bags for bag in both for word in bag)
            traces = words | {f"id {i}" for i in spoken_for} | {f"name {name}"}
            self._known[end] = _Known(name, ids, spoken_for, named, bags, traces)
        return self._known[end]

    def bags(self, wording: str) -> tuple[frozenset[str], frozenset[str]]:
        """The stems of a wording's content words: plain, and with known names as one word."""
        name = normal(wording)
        return content(name), content(self._joined(name))

    def wordings(self, end: End) -> tuple[tuple[frozenset[str], frozenset[str]], ...]:
        """The `bags` of each name that an end has."""
        return self._of(end).bags

    def _resolve(self, end: End) -> frozenset[str]:
        """The entities an end may be; none where nothing is known of that name."""
        if end.id in self._entities:
            return frozenset((end.id,))
        name = normal(end.label)
        bare = normal(" ".join(w for w in name.split() if w not in _SPEAKING_FOR).removeprefix("of "))
        return frozenset(self._ids.get(name) or self._ids.get(bare) or ())

    def _is_named(self, identifier: str) -> bool:
        return self._entities[identifier].kind in _NAMED

    def _up(self, identifier: str) -> frozenset[str]:
        """Whom an official speaks for, up to the state."""
        up: set[str] = set()
        queue = [identifier]
        while queue:
            entity = self._entities.get(queue.pop())
            if entity is not None and entity.cls in _OFFICIALS:
                queue.extend(set(entity.belongs_to) - up)
                up.update(entity.belongs_to)
        return frozenset(up)

    def _joined(self, wording: str) -> str:
        """The wording with known actors and areas put as one word each, so that a demonym is its state.

        The underscore keeps an id from being stemmed.
        """
        words, out = wording.split(), []
        while words:
            for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
                found = sorted(i for i in self._ids.get(" ".join(words[:length]), ()) if self._is_named(i))
                if found:
                    out.append(f"{found[0]}_")
                    break
            else:
                length = 1
                out.append(words[0])
            words = words[length:]
        return " ".join(out)


def _alike(one: _Known, other: _Known) -> bool:
    if one.traces.isdisjoint(other.traces):
        return False
    if one.ids & other.spoken_for or other.ids & one.spoken_for or one.name == other.name:
        return True
    if one.named or other.named:
        return False  # most words of "Republic of X" are those of "Northern Republic of X"
    return any(dice(mine, its) >= ALIKE for a in one.bags for b in other.bags for mine, its in zip(a, b, strict=True))
