"""What the words above a clause make of it: denied, wished, forecast, reported."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words
from faultlines.extract.syntax import grammatical_subjects, subjects
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token
from faultlines.extract.sense import (
    BAD_TO,
    DENY,
    DESIRE,
    EXPECT,
    GOOD_TO,
    PROMISE,
    RAISING,
    SAY,
    TRANSPARENT,
    WEIGH,
    Meaning,
    own_sense,
)


def govern(token: Token, head: Token, found: Meaning) -> None:
    """What the governing word makes of a clause below it."""
    lemma = head.lemma_.lower()
    if any(c.dep_ == "prt" for c in head.children):
        lemma = f"{lemma}_{next(c.lower_ for c in head.children if c.dep_ == 'prt')}"
        if lemma not in DENY:
            lemma = head.lemma_.lower()
    if token.dep_ == "advcl":
        mark = next((c.lower_ for c in token.children if c.dep_ in ("mark", "advmod") and c.i < token.i), "")
        if mark in ("if", "unless"):
            found.outer(Modality.CONDITIONAL)
        elif token.tag_ == "VB" and any(c.lower_ == "to" for c in token.children):
            found.outer(Modality.DESIRED)
        _voice_only(head, found)
        return
    if token.dep_ == "conj":
        return
    if token.dep_ in ("dobj", "nsubjpass") and token.pos_ == "NOUN" and lemma in DENY:
        found.deny()  # "scrapped its plan to …", and not so in "does not scrap its plan to …"
        if any(c.dep_ == "neg" for c in head.children):
            found.deny()
        return
    if token.dep_ == "prep" and token.lower_ == "without":
        found.deny()
        return
    if token.dep_ not in ("xcomp", "ccomp", "acl", "prep", "oprd", "csubj", "csubjpass", "dep"):
        return
    kind = head.pos_
    if kind in ("VERB", "AUX"):
        if lemma in DENY:
            found.deny()
        elif lemma in DESIRE:
            found.outer(Modality.DESIRED)
        elif lemma in PROMISE or lemma in EXPECT:
            found.outer(Modality.FORECAST)
        elif lemma in WEIGH:
            found.outer(Modality.POSSIBLE)
        reported(head, found)
        above = Meaning()
        own_sense(head, above)
        if above.polarity is Polarity.DENIED and (
            lemma in RAISING | DENY
            or lemma in PROMISE
            or lemma in TRANSPARENT
            or (lemma in SAY and lemma not in ("warn",))
        ):
            found.deny()
        if lemma not in SAY:
            found.outer(above.modality)
        if found.condition is None:
            found.condition, found.unless = above.condition, above.unless
        _evaluative(head, found)
    elif kind == "ADJ":
        lower = head.lower_
        if lower in GOOD_TO:
            found.outer(Modality.DESIRED)
        elif lower in BAD_TO:
            found.deny()
        elif lower in ("ready", "willing", "prepared", "able", "capable", "open", "free"):
            found.outer(Modality.POSSIBLE)
        elif lower in ("unwilling", "unable", "incapable", "reluctant", "unready"):
            found.deny()
        elif lower in ("determined", "eager", "keen", "anxious", "committed"):
            found.outer(Modality.DESIRED)
        elif lower in ("afraid", "concerned", "worried", "fearful", "possible"):
            found.outer(Modality.POSSIBLE)
    elif kind == "NOUN" and token.dep_ in ("acl", "prep", "ccomp"):
        if lemma in ("refusal", "failure", "unwillingness", "reluctance", "inability"):
            found.deny()
        else:
            prospect(head, found)
        if any(c.lower_ == "no" for c in head.children):
            found.deny()
        if head.dep_ == "nsubj" and any(c.lower_ in _UNTRUE for c in head.head.children):
            found.deny()


def prospect(noun: Token, found: Meaning) -> None:
    """What a noun makes of what it is a noun of: "plans for talks", "scope for cooperation" """
    for modality, nouns in _PROSPECTS.items():
        if noun.lemma_.lower() in nouns:
            found.outer(modality)


_UNTRUE: Final = words("untrue")
_PROSPECTS: Final = {
    Modality.DESIRED: words("nouns of wish"),
    Modality.POSSIBLE: words("nouns of chance"),
    Modality.FORECAST: words("nouns of promise"),
}


def _evaluative(head: Token, found: Meaning) -> None:
    """ "It is necessary to …", "there is no need to …"."""
    if head.lemma_ != "be":
        return
    for child in head.children:
        if child.dep_ in ("acomp", "attr"):
            said = {child.lower_, *(g.lower_ for g in child.children if g.dep_ in ("amod", "poss"))}
            if said & GOOD_TO:
                found.outer(Modality.DESIRED)
            elif said & BAD_TO:
                found.deny()
            elif said & {"possible", "conceivable", "doubtful"}:
                found.outer(Modality.POSSIBLE)
            elif said & {"likely", "probable", "inevitable"}:
                found.outer(Modality.FORECAST)
            elif said & {"unlikely"}:
                found.outer(Modality.FORECAST)
                found.deny()


def reported(verb: Token, found: Meaning) -> None:
    """Note who says it, if the verb is one of saying."""
    if verb.lemma_ in SAY:
        found.speakers.extend(
            t for t in subjects(verb)[:1] or grammatical_subjects(verb)[:1] if t not in found.speakers
        )


def _voice_only(head: Token, found: Meaning) -> None:
    above = head
    while above.head != above and above.dep_ in ("ccomp", "xcomp", "conj"):
        above = above.head
        reported(above, found)


def fronted(anchor: Token, found: Meaning) -> None:
    """ "…, Lavrov said" parsed as an aside, "as Lavrov said, …", and "according to …"."""
    for token in anchor.sent:
        speakers: Iterable[Token] = ()
        if token.dep_ == "parataxis" and token.lemma_ in SAY and not any(c.dep_ == "ccomp" for c in token.children):
            if (anchor != token and token not in anchor.subtree) or token.i > anchor.i:
                speakers = grammatical_subjects(token)[:1]
        elif not _holds_for(token, anchor):
            continue
        elif token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            speakers = (c for c in token.nbor(1).children if c.dep_ == "pobj")
        elif _as_said(token):
            speakers = grammatical_subjects(token)[:1]
        found.speakers.extend(t for t in speakers if t not in found.speakers)


def _as_said(verb: Token) -> bool:
    said = verb.dep_ == "advcl" and verb.lemma_ in SAY and any(c.lower_ == "as" for c in verb.lefts)
    parts = {c.dep_ for c in verb.children}
    return said and "nsubj" in parts and parts.isdisjoint(("ccomp", "dobj"))


def _holds_for(aside: Token, anchor: Token) -> bool:
    """Whether an aside that names a speaker speaks of a clause: of the sentence, or of the clause that it stands in."""
    above = (anchor, *anchor.ancestors)
    around = next((t for t in aside.ancestors if t.dep_ in _CLAUSES), None)
    return aside not in above and (around is None or around in above)


_CLAUSES: Final = ("relcl", "acl", "advcl", "ccomp", "xcomp", "pcomp", "parataxis")
