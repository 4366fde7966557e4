"""How a clause is meant: affirmed or denied, with which modality, under which condition, and who says it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from faultlines.terms import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token
from faultlines.extract.govern import fronted, govern, prospect, reported
from faultlines.extract.lexicon import words
from faultlines.extract.sense import DENY, DESIRE, HEDGES, Meaning, own_sense


def meaning(anchor: Token) -> Meaning:
    """The meaning of the clause headed by a verb, or of a presupposed noun."""
    found = Meaning()
    token = anchor
    if anchor.pos_ not in ("VERB", "AUX"):
        if any(c.lower_ in HEDGES for c in anchor.children):
            found.outer(Modality.POSSIBLE)
        if any(c.lower_ in ("no", "little", "few") for c in anchor.children):
            found.deny()
    else:
        own_sense(token, found)
    for _ in range(12):
        head = token.head
        if head == token:
            break
        if token.dep_ == "relcl" and (does := _whose_means(token)) is not None:
            own = Meaning()
            own_sense(does, own)
            if own.modality in (Modality.FORECAST, Modality.POSSIBLE):
                found.outer(own.modality)
            token = does
            continue
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "acl" and token.tag_ in ("VBG", "VBN")):
            break
        if anchor.pos_ not in ("VERB", "AUX") and token.pos_ not in ("VERB", "AUX"):
            if token.dep_ == "prep" and head.pos_ == "NOUN":
                prospect(head, found)
            happens = _happens(token, head)
            token = head  # a noun's own place in its clause is no judgement on what it presupposes
            if token.pos_ in ("VERB", "AUX"):
                reported(token, found)
                if happens:
                    own_sense(token, found)
                if (
                    (token.lemma_ in DENY or token.lemma_ in DESIRE)
                    and anchor.dep_ in ("dobj", "pobj")
                    and anchor.head.lemma_ in ("avoid", "prevent", "want", "seek")
                ):
                    found.outer(Modality.DESIRED)
            continue
        govern(token, head, found)
        token = head
    fronted(anchor, found)
    found.question = anchor.sent[-1].text == "?" or (len(anchor.sent) > 1 and anchor.sent[-2].text == "?")
    return found


def _happens(noun: Token, verb: Token) -> bool:
    """Whether a clause says that a thing comes to be: "a summit may take place", "which may lead to a summit"."""
    lemma = verb.lemma_.lower()
    if noun.dep_ == "nsubjpass":
        return lemma in _HELD
    if noun.dep_ == "nsubj":
        return lemma in _HAPPENS or (lemma == "take" and any(c.lower_ == "place" for c in verb.children))
    return noun.dep_ == "prep" and lemma in _BRINGS


_HAPPENS: Final = words("happens")
_HELD: Final = words("is held")
_BRINGS: Final = words("brings about")


def _whose_means(token: Token) -> Token | None:
    """The verb whose means an infinitive speaks of: "may take steps to block it"."""
    if token.tag_ != "VB" or not any(c.lower_ == "to" for c in token.lefts):
        return None
    return next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
