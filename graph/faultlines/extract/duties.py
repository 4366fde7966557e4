"""What the speaker supports or demands by saying what should be done, and what an act is done for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.context import meaning
from faultlines.extract.draft import Draft
from faultlines.extract.ends import voices
from faultlines.extract.labels import issue
from faultlines.extract.refer import Referents
from faultlines.extract.sense import BAD_TO, GOOD_TO
from faultlines.extract.syntax import clause_head, subjects
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

DUTY: Final = "duty"
"""The trigger of what the speaker says ought to be done."""


def duties(sentence: Span, refs: Referents) -> list[Draft]:
    """ "We must …", "Arland should …", "it is essential to …": what the speaker supports or demands."""
    out = []
    for verb in sentence:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        found_duty = _duty(verb)
        if found_duty is None:
            continue
        content, against = found_duty
        sense = meaning(verb)
        voice = voices(sense, refs)
        speaker = refs.speaker.behind(voice)
        if speaker is None or sense.question:
            continue
        subject = [r for c in verb.children if c.dep_ == "nsubj" for r in refs.actors(c)]
        for act in _acts(content):
            thing = issue(act, refs)
            if thing is None or len(thing.label.split()) < 2:
                continue
            denied = against != any(c.dep_ == "neg" for c in {*content.children, *verb.children})
            others = [r for r in subject if r.id != speaker.id and r.how != "pronoun"]
            relation = "opposes" if denied else "demands" if others else "supports"
            first, last = min((t.idx for t in verb.children), default=verb.idx), act.right_edge
            out.append(
                Draft(
                    speaker, relation, thing, Polarity.AFFIRMED, Modality.ASSERTED,
                    (min(first, verb.idx), max(last.idx + len(last), act.idx + len(act))), act, act, voice,
                    to=tuple(others), trigger=DUTY,
                )
            )  # fmt: skip
    return out


def _acts(verb: Token) -> list[Token]:
    """A verb and those coordinated with it, each where it stands."""
    return [verb, *(a for c in verb.children if c.dep_ == "conj" and c.tag_ in ("VB", verb.tag_) for a in _acts(c))]


def purposes(sentence: Span, refs: Referents) -> Iterator[Draft]:
    """ "Arland sends envoys to end the war": an actor's act shows what it seeks."""
    for verb in sentence:
        to = (
            verb.dep_ in ("advcl", "acl", "relcl")
            and verb.tag_ == "VB"
            and any(c.lower_ == "to" for c in verb.children)
        )
        if not to or any("subj" in c.dep_ for c in verb.children) or verb.lemma_ == "be":
            continue
        sense = meaning(clause_head(verb.head))
        thing = issue(verb, refs)
        if thing is None or len(thing.label.split()) < 2 or sense.question:
            continue
        modality = Modality.ASSERTED if sense.modality is Modality.DESIRED else sense.modality
        for who in [r for t in subjects(verb) for r in refs.actors(t)]:
            last = verb.right_edge
            yield Draft(
                who, "seeks", thing, sense.polarity, modality,
                (verb.idx, last.idx + len(last)), verb, verb, voices(sense, refs), trigger="purpose",
            )  # fmt: skip


def _duty(verb: Token) -> tuple[Token, bool] | None:
    """(the verb of what is to be done, whether it is not to be done) of a clause of duty."""

    def below(word: Token) -> Token | None:
        return next((c for c in word.children if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.tag_ == "VB"), None)

    own = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in ("must", "should")), None)
    if own is not None and verb.dep_ not in ("relcl", "advcl"):
        guess = verb.lemma_ in ("be", "have", "know", "feel") or any(c.lower_ == "have" for c in verb.children)
        return None if own.lower_ == "must" and guess else (verb, False)
    if verb.lemma_ in ("need", "have") and verb.dep_ in ("ROOT", "conj", "ccomp"):
        ours = verb.lemma_ == "have" or any("subj" in c.dep_ and c.lower_ == "we" for c in verb.children)
        content = below(verb)
        if content is None or not ours or any(c.dep_ == "neg" for c in verb.children):
            return None
        return content, False
    if verb.lemma_ == "let" and verb.dep_ == "ROOT" and any(c.lower_ == "us" for c in verb.subtree):
        content = below(verb)
        return (content, False) if content is not None else None
    if verb.lemma_ == "be" and verb.dep_ in ("ROOT", "conj", "ccomp"):
        for word in verb.children:
            if word.dep_ not in ("acomp", "attr"):
                continue
            words = {word.lower_, *(g.lower_ for g in word.children if g.dep_ == "amod")}
            content = below(word) or below(verb)
            if content is not None and words & (GOOD_TO | BAD_TO) - {"our"}:
                return content, bool(words & BAD_TO)
    return None
