"""What stands in a clause itself: auxiliaries, adverbs, negation, conditions; and the words that decide it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


SAY: Final = words("say")


SPEECH_ACTS: Final = words("speech acts")
"""Verbs that report an utterance of their subject."""


DENY: Final = words("deny")


DESIRE: Final = words("desire")


PROMISE: Final = words("promise")


EXPECT: Final = words("expect")


WEIGH: Final = words("weigh")


RAISING: Final = DESIRE | EXPECT | words("raising")
"""Whose negation belongs to what is below them."""


TRANSPARENT: Final = words("transparent")


POSSIBLE_ADVERBS: Final = words("possible adverbs")


FORECAST_ADVERBS: Final = words("forecast adverbs")


NEGATIVE_ADVERBS: Final = words("negative adverbs")


NOBODY: Final = words("nobody")


HEDGES: Final = words("hedges")


GOOD_TO: Final = words("good to")


BAD_TO: Final = words("bad to")


MAY: Final = words("may")


@dataclass(slots=True)
class Meaning:
    """How a clause is meant and by whom it is said."""

    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    condition: Token | None = None
    """The verb of the if-clause that it stands under."""
    unless: bool = False
    speakers: list[Token] = field(default_factory=list)
    """Heads of who reports it, the innermost first."""
    question: bool = False

    def outer(self, modality: Modality) -> None:
        """Of two modalities the outer one wins."""
        self.modality = modality.around(self.modality)

    def deny(self) -> None:
        """Flip the polarity."""
        self.polarity = -self.polarity


def own_sense(verb: Token, found: Meaning) -> None:
    """What stands in the clause itself: auxiliaries, adverbs, negation."""
    kids = list(verb.children)
    for child in kids:
        lower = child.lower_
        if child.dep_ == "neg" or lower in NEGATIVE_ADVERBS:
            if not any(
                c.dep_ in ("advmod", "preconj") and c.lower_ == "only" and c.i == child.i + 1 for c in verb.subtree
            ):
                found.deny()
        elif child.dep_ == "aux":
            if lower in ("had", "should", "were") and any(c.dep_ == "nsubj" and c.i > child.i for c in kids):
                found.outer(Modality.CONDITIONAL)  # "had they supported it, …"
            elif lower in ("will", "'ll", "shall", "wo"):
                found.outer(Modality.FORECAST)
            elif lower in ("would", "'d") and child.lemma_ in ("would", "will", "'d"):
                found.outer(Modality.CONDITIONAL)
            elif lower in MAY or lower == "ca":
                found.outer(Modality.POSSIBLE)
            elif lower in ("must", "should", "ought"):
                found.outer(Modality.DESIRED)
        elif child.dep_ in ("advmod", "acomp", "npadvmod"):
            if lower in POSSIBLE_ADVERBS:
                found.outer(Modality.POSSIBLE)
            elif lower in FORECAST_ADVERBS:
                found.outer(Modality.FORECAST)
            elif lower in ("possible", "conceivable"):
                found.outer(Modality.POSSIBLE)
            elif lower == "longer" and any(g.lower_ == "no" for g in child.children):
                found.deny()
        elif (
            child.dep_ in ("nsubj", "nsubjpass")
            and (
                child.lower_ in NOBODY or any(g.dep_ == "det" and g.lower_ in ("no", "neither") for g in child.children)
            )
        ) or (child.dep_ == "dobj" and any(g.dep_ == "det" and g.lower_ == "no" for g in child.children)):
            found.deny()
        elif child.dep_ == "mark" and lower in ("if", "unless", "whether"):
            found.outer(Modality.CONDITIONAL)
    for child in kids:
        mark = next((g.lower_ for g in child.children if g.dep_ in ("mark", "advmod") and g.i < child.i), "")
        if child.dep_ == "advcl" and mark in ("if", "unless", "provided"):
            found.condition, found.unless = child, mark == "unless"
            if found.modality is not Modality.DESIRED:
                found.modality = Modality.CONDITIONAL
    if verb.dep_ == "conj" and not any(c.dep_ in ("aux", "nsubj", "nsubjpass") for c in kids):
        head = verb.head
        if head.pos_ in ("VERB", "AUX") and verb.tag_ in (head.tag_, "VB"):
            above = Meaning()
            own_sense(head, above)
            found.outer(above.modality)
            if above.polarity is Polarity.DENIED and any(c.lower_ in ("or", "nor") for c in head.children):
                found.deny()
    if (
        verb.dep_ == "xcomp"
        and verb.head.pos_ == "ADJ"
        and verb.head.lower_ in ("likely", "unlikely", "sure", "certain", "bound")
    ):
        found.outer(Modality.FORECAST)
        if verb.head.lower_ == "unlikely":
            found.deny()
