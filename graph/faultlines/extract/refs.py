"""What a phrase may stand for, who speaks, and what was named before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from faultlines.extract.lexicon import words

ACTORS: Final = words("actors")


@dataclass(frozen=True, slots=True)
class Ref:
    """What a phrase stands for: a known entity, or a new one with the label to give it."""

    id: str
    label: str
    cls: str
    how: str = "name"
    """How it is named: ``name``, ``surname``, ``adjective``, ``people``, ``capital``, ``office``, ``pronoun``,
    ``group``, ``ner`` (by the tagger alone), ``issue``, ``clause``."""
    owner: str = ""
    """The state or organization it speaks for, where it is not known to the gazetteer."""

    @property
    def actor(self) -> bool:
        """Whether it can act."""
        return self.cls in ACTORS


@dataclass(frozen=True, slots=True)
class Mention:
    """A name in the text: tokens from `start` to before `end`."""

    start: int
    end: int
    head: int
    """The token that the others depend on: by it the name stands in the sentence."""
    ref: Ref


@dataclass(slots=True)
class Speaker:
    """Who "I" and "we" are."""

    one: Ref | None = None
    many: Ref | None = None

    def behind(self, voice: Sequence[Ref]) -> Ref | None:
        """Who stands behind a clause: the innermost of those reported to say it, else the speaker."""
        return voice[0] if voice else self.many or self.one


@dataclass(slots=True)
class Memory:
    """What was named last, for pronouns and definite phrases; the newest at the end."""

    actors: dict[Ref, None] = field(default_factory=dict)
    subjects: list[Ref] = field(default_factory=list)
    people: dict[str, str] = field(default_factory=dict)
    """Last name → id of a person named in full."""

    def add(self, ref: Ref) -> None:
        """Note a named actor."""
        self.actors.pop(ref, None)
        self.actors[ref] = None

    def last(self, *classes: str) -> Ref | None:
        """The actor of one of the classes that was named last."""
        return next((r for r in reversed(self.actors) if r.cls in classes), None)


STATES: Final = ("State", "DisputedTerritory")


BODIES: Final = ("InternationalOrganization", "Alliance", "GovernmentBody", "Faction", "Company")
