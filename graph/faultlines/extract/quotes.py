"""Whose words or view a passage is: between quotation marks, or in a column of a table headed "Arland's forecast"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.ends import is_self
from faultlines.extract.lexicon import words
from faultlines.extract.sense import SAY, SPEECH_ACTS
from faultlines.extract.syntax import grammatical_subjects, pobjs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from faultlines.extract.draft import Draft
    from faultlines.extract.refer import Referents
    from faultlines.extract.refs import Ref


class Quotes:
    """The quoted stretches of a block and the verbs of speech around them; and whose view all of it is, if told."""

    def __init__(self, doc: Doc, viewer: Ref | None = None) -> None:
        self.viewer = viewer
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
        """Give a draft without a voice yet to whoever is quoted, if it stands in a quotation, or whose view it is."""
        if self.viewer is not None and not draft.voice and draft.subject.id != self.viewer.id:
            draft.voice = (self.viewer,)
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


def viewer(heading: Doc, refs: Referents) -> Ref | None:
    """Whose view the heading of a column announces, if it does."""
    refs.begin(heading)
    for token in heading:
        if token.lemma_.lower() in _VIEWS:
            for child in token.children:
                whose = [child] if child.dep_ == "poss" else pobjs(child) if child.lower_ in ("by", "of") else []
                for ref in (r for noun in whose for r in refs.actors(noun)):
                    return ref
            return refs.owner(token) if not any(c.lower_ in ("for", "in") for c in token.children) else None
    return None


_VIEWS: Final = words("views")
_SHORT = 4
"""Fewer words in quotation marks are a borrowed term, not somebody's statement."""
_REACH = 15
