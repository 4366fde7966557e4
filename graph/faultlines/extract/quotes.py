"""Quotation marks: whose words a passage is that stands between them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from faultlines.extract.ends import is_self
from faultlines.extract.sense import SAY, SPEECH_ACTS
from faultlines.extract.syntax import grammatical_subjects

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from faultlines.extract.draft import Draft
    from faultlines.extract.refer import Referents
    from faultlines.extract.refs import Ref


class Quotes:
    """The quoted stretches of a block and the verbs of speech around them."""

    def __init__(self, doc: Doc) -> None:
        marks = [t.i for t in doc if t.text == '"']
        self.stretches = [(a, b) for a, b in zip(marks[::2], marks[1::2], strict=False) if b - a > _SHORT]
        inside = {i for a, b in self.stretches for i in range(a, b)}
        self.speech = (
            [t for t in doc if t.lemma_ in SAY | SPEECH_ACTS and t.pos_ == "VERB" and t.i not in inside]
            if self.stretches
            else []
        )
        self.before: Ref | None = None

    def attribute(self, draft: Draft, refs: Referents) -> None:
        """Give a draft inside a quotation, and without a voice yet, to whoever is quoted."""
        at = draft.anchor.i
        around = next(((a, b) for a, b in self.stretches if a < at < b), None)
        if around is None:
            return
        if draft.voice:
            self._we(draft, refs)
            return
        if (speaker := self._speaker(around, refs)) is not None:
            draft.voice = (speaker,)
            self.before = speaker
        elif self.before is not None:
            draft.voice = (self.before,)
        self._we(draft, refs)

    def _we(self, draft: Draft, refs: Referents) -> None:
        """ "We" between quotation marks are those for whom the quoted speak."""
        if draft.voice and is_self(draft.subject, refs):
            state = refs.state(draft.voice[0].id)
            draft.subject = draft.voice[0] if state is None else replace(state, how="pronoun")

    def _speaker(self, around: tuple[int, int], refs: Referents) -> Ref | None:
        near: list[Token] = sorted(
            (v for v in self.speech if -_REACH < v.i - around[1] < _REACH or -_REACH < v.i - around[0] < 0),
            key=lambda v: min(abs(v.i - around[0]), abs(v.i - around[1])),
        )
        for verb in near:
            for subject in grammatical_subjects(verb)[:1]:
                for ref in refs.actors(subject)[:1]:
                    return ref
        return None


_SHORT = 4
"""Fewer words in quotation marks are a borrowed term, not somebody's statement."""
_REACH = 15
