"""How a clause is meant: affirmed or denied, with which modality, under which condition, and who says it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words
from faultlines.extract.syntax import grammatical_subjects, subjects
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Token


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


SAY: Final = words("say")
SPEECH_ACTS: Final = words("speech acts")
"""Verbs that report an utterance of their subject."""
DENY: Final = words("deny")
DESIRE: Final = words("desire")
PROMISE: Final = words("promise")
EXPECT: Final = words("expect")
WEIGH: Final = words("weigh")
RAISING: Final = DESIRE | EXPECT | _words("think believe seem appear suppose feel mean")
"""Whose negation belongs to what is below them."""
TRANSPARENT: Final = words("transparent")
POSSIBLE_ADVERBS: Final = words("possible adverbs")
FORECAST_ADVERBS: Final = words("forecast adverbs")
NEGATIVE_ADVERBS: Final = words("negative adverbs")
NOBODY: Final = _words("nobody none nothing no neither")
HEDGES: Final = words("hedges")
GOOD_TO: Final = words("good to")
BAD_TO: Final = words("bad to")
MAY: Final = _words("may might could can")


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
    governors: list[Token] = field(default_factory=list)
    question: bool = False

    def outer(self, modality: Modality) -> None:
        """Of two modalities the outer one wins."""
        self.modality = modality.around(self.modality)

    def deny(self) -> None:
        """Flip the polarity."""
        self.polarity = -self.polarity


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
        _own(token, found)
    for _ in range(12):
        head = token.head
        if head == token:
            break
        if token.dep_ in ("relcl", "appos") or (token.dep_ == "acl" and token.tag_ in ("VBG", "VBN")):
            break
        if anchor.pos_ not in ("VERB", "AUX") and token.pos_ not in ("VERB", "AUX"):
            token = head  # a noun's own place in its clause is no judgement on what it presupposes
            if token.pos_ in ("VERB", "AUX"):
                _reported(token, found)
                if (
                    (token.lemma_ in DENY or token.lemma_ in DESIRE)
                    and anchor.dep_ in ("dobj", "pobj")
                    and anchor.head.lemma_ in ("avoid", "prevent", "want", "seek")
                ):
                    found.outer(Modality.DESIRED)
            continue
        _govern(token, head, found)
        token = head
    _fronted(anchor, found)
    found.question = anchor.sent[-1].text == "?" or (len(anchor.sent) > 1 and anchor.sent[-2].text == "?")
    return found


def _own(verb: Token, found: Meaning) -> None:
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
            if lower in ("will", "'ll", "shall", "wo"):
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
        if (head.pos_ in ("VERB", "AUX") and verb.tag_ == head.tag_) or verb.tag_ == "VB":
            above = Meaning()
            if head.pos_ in ("VERB", "AUX"):
                _own(head, above)
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


def _govern(token: Token, head: Token, found: Meaning) -> None:
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
    if token.dep_ not in (
        "xcomp",
        "ccomp",
        "pcomp",
        "acl",
        "prep",
        "csubj",
        "csubjpass",
        "oprd",
        "dobj",
        "pobj",
        "attr",
        "acomp",
        "dep",
    ):
        return
    clause = token.dep_ in ("xcomp", "ccomp", "acl", "prep", "oprd", "csubj", "csubjpass", "dep")
    if not clause and head.pos_ != "ADP":
        return
    found.governors.append(head)
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
        _reported(head, found)
        above = Meaning()
        _own(head, above)
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
        elif lower in ("ready", "willing", "prepared", "able", "open", "free"):
            found.outer(Modality.POSSIBLE)
        elif lower in ("unwilling", "unable", "reluctant", "unready"):
            found.deny()
        elif lower in ("determined", "eager", "keen", "anxious", "committed"):
            found.outer(Modality.DESIRED)
        elif lower in ("afraid", "concerned", "worried", "fearful", "possible"):
            found.outer(Modality.POSSIBLE)
    elif kind == "NOUN" and token.dep_ in ("acl", "prep", "ccomp"):
        if lemma in ("refusal", "failure", "unwillingness", "reluctance", "inability"):
            found.deny()
        elif lemma in (
            "plan",
            "attempt",
            "effort",
            "desire",
            "wish",
            "intention",
            "aim",
            "goal",
            "hope",
            "call",
            "demand",
            "aspiration",
            "ambition",
            "bid",
            "need",
            "proposal",
            "determination",
            "will",
        ):
            found.outer(Modality.DESIRED)
        elif lemma in (
            "possibility",
            "chance",
            "risk",
            "danger",
            "threat",
            "fear",
            "prospect",
            "probability",
            "opportunity",
            "potential",
            "readiness",
            "willingness",
            "ability",
            "right",
            "claim",
            "allegation",
        ):
            found.outer(Modality.POSSIBLE)
        elif lemma in ("promise", "pledge", "commitment", "agreement", "vow", "decision"):
            found.outer(Modality.FORECAST)
        if any(c.lower_ == "no" for c in head.children):
            found.deny()


def _evaluative(head: Token, found: Meaning) -> None:
    """ "It is necessary to …", "there is no need to …"."""
    if head.lemma_ != "be":
        return
    for child in head.children:
        if child.dep_ in ("acomp", "attr"):
            words = {child.lower_, *(g.lower_ for g in child.children if g.dep_ in ("amod", "poss"))}
            if words & GOOD_TO:
                found.outer(Modality.DESIRED)
            elif words & BAD_TO:
                found.deny()
            elif words & {"possible", "conceivable", "doubtful"}:
                found.outer(Modality.POSSIBLE)
            elif words & {"likely", "probable", "inevitable", "clear_that"}:
                found.outer(Modality.FORECAST)
            elif words & {"unlikely"}:
                found.outer(Modality.FORECAST)
                found.deny()


def _reported(verb: Token, found: Meaning) -> None:
    if verb.lemma_ in SAY:
        found.speakers.extend(
            t for t in subjects(verb)[:1] or grammatical_subjects(verb)[:1] if t not in found.speakers
        )


def _voice_only(head: Token, found: Meaning) -> None:
    above = head
    while above.head != above and above.dep_ in ("ccomp", "xcomp", "conj"):
        above = above.head
        _reported(above, found)


def _fronted(anchor: Token, found: Meaning) -> None:
    """ "…, Lavrov said" parsed as an aside, and "according to …"."""
    for token in anchor.sent:
        if token.dep_ == "parataxis" and token.lemma_ in SAY and not any(c.dep_ == "ccomp" for c in token.children):
            if (anchor != token and token not in anchor.subtree) or token.i > anchor.i:
                found.speakers.extend(t for t in grammatical_subjects(token)[:1] if t not in found.speakers)
        elif token.lower_ == "according" and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "to":
            found.speakers.extend(c for c in token.nbor(1).children if c.dep_ == "pobj" and c not in found.speakers)
