"""What the words of a sentence stand for, how its clauses are meant and who says them; each worked out only once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from faultlines.extract.context import meaning
from faultlines.extract.ends import ends, voices
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.sense import Meaning

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Lookup:
    """One sentence; good as long as `refs` has read no further."""

    def __init__(self, sentence: Span, refs: Referents) -> None:
        self.sentence = sentence
        self.refs = refs
        self._ends: dict[int, tuple[Ref, ...]] = {}
        self._senses: dict[int, Meaning] = {}
        self._voices: dict[int, tuple[Ref, ...]] = {}

    def ends(self, token: Token) -> tuple[Ref, ...]:
        """What a word stands for."""
        found = self._ends.get(token.i)
        if found is None:
            found = self._ends[token.i] = ends(token, "any", self.refs)
        return found

    def sense(self, clause: Token) -> Meaning:
        """How the clause of a verb or noun is meant."""
        found = self._senses.get(clause.i)
        if found is None:
            found = self._senses[clause.i] = meaning(clause)
        return found

    def voice(self, clause: Token) -> tuple[Ref, ...]:
        """Who is reported to say it."""
        found = self._voices.get(clause.i)
        if found is None:
            found = self._voices[clause.i] = voices(self.sense(clause), self.refs)
        return found
