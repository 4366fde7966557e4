"""A pronoun → whom it stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from faultlines.extract import roles
from faultlines.extract.refs import BODIES, STATES, Ref
from faultlines.extract.syntax import clause_head, grammatical_subjects, with_conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from faultlines.extract.refer import Referents


def meant(token: Token, refs: Referents) -> tuple[Ref, ...]:
    """Whom a pronoun stands for; nobody where it may be several."""
    lower = token.lower_
    if lower in roles.FIRST_SINGULAR:
        return (replace(refs.speaker.one, how="pronoun"),) if refs.speaker.one else ()
    if lower in roles.FIRST_PLURAL:
        return (replace(refs.speaker.many, how="pronoun"),) if refs.speaker.many else ()
    if (beside := _beside(token, refs)) is not None:
        return (replace(beside, how="pronoun"),)
    before = _before(token, refs)
    if lower in roles.HE_SHE:
        person = next((r for r in before if r.cls == "Person"), None) or refs.memory.last("Person")
        return (replace(person, how="pronoun"),) if person else ()
    if lower in roles.IT:
        if lower == "it" and token.dep_ in _OBJECT:
            return _other(token, refs)
        ref = next((r for r in before if r.cls in STATES + BODIES), None)
        if ref is None and len(refs.memory.subjects) == 1 and refs.memory.subjects[0].cls in STATES + BODIES:
            ref = refs.memory.subjects[0]
        if ref is None or (lower == "it" and token.dep_ == "nsubj" and token.head.lemma_ == "be"):
            return ()
        return (replace(ref, how="pronoun"),)
    return tuple(replace(r, how="pronoun") for r in _they(token, refs))


def _beside(token: Token, refs: Referents) -> Ref | None:
    """Who is coordinated with what a possessive stands by: "between Arland and its allies"."""
    mention = refs.at.get(token.head.head.i) if token.dep_ == "poss" and token.head.dep_ == "conj" else None
    lower = token.lower_
    wanted = STATES + BODIES if lower in roles.IT else ("Person",) if lower in roles.HE_SHE else ("ActorGroup",)
    return mention.ref if mention is not None and mention.ref.cls in wanted else None


def _other(token: Token, refs: Referents) -> tuple[Ref, ...]:
    """Whom "it" means that something is done to: not whoever does it, and nobody if several may be meant."""
    doers = [d for s in grammatical_subjects(clause_head(token)) for d in with_conjuncts(s)]
    heads = {refs.at[d.i].ref.id for d in doers if d.i in refs.at}
    named = {
        m.ref.id: m.ref
        for t in token.doc[token.sent.start : token.i]
        if (m := refs.at.get(t.i)) is not None and m.ref.cls in STATES + BODIES and m.ref.id not in heads
    }
    if not named:
        named = {r.id: r for r in refs.memory.subjects if r.cls in STATES + BODIES and r.id not in heads}
    return tuple(replace(r, how="pronoun") for r in named.values()) if len(named) == 1 else ()


def _before(token: Token, refs: Referents) -> list[Ref]:
    """Actors in subject position before a pronoun in its sentence, the nearest governing clause first."""
    out: list[Ref] = []
    earlier = token.doc[token.sent.start : token.i]
    for other in earlier:
        if other.dep_ in ("nsubj", "nsubjpass") and not roles.pronoun(other):
            out = [*refs.actors(other), *out]
    if token.dep_ == "poss":
        for other in earlier:
            if other.dep_ in ("dobj", "pobj") and not out:
                out += refs.actors(other)
    return out


def _they(token: Token, refs: Referents) -> Sequence[Ref]:
    if token.dep_ == "poss":  # "the states in their fight"
        for other in reversed([t for t in token.sent if t.i < token.i and t.tag_ in ("NNS", "NNPS")]):
            if (several := refs.actors(other)) and token.i - other.i < _CLOSE:
                return several
    for other in reversed([t for t in token.sent if t.i < token.i and t.dep_ in ("nsubj", "nsubjpass")]):
        named = [r for n in with_conjuncts(other) if n.i < token.i for r in refs.actors(n)]
        if len(named) > 1 or (named and named[0].cls == "ActorGroup"):
            return named
    if any(t.tag_ in ("NNS", "NNPS") for t in token.doc[token.sent.start : token.i]):
        return ()  # the sentence has others whom it may mean
    if len(refs.memory.subjects) > 1 or (refs.memory.subjects and refs.memory.subjects[0].cls == "ActorGroup"):
        return refs.memory.subjects
    return ()


_OBJECT: Final = ("dobj", "pobj", "dative", "iobj")
_CLOSE: Final = 8
"""Words within which "their" is that of the plural before it."""
