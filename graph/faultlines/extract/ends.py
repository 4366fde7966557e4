"""Tokens at the slots of a match → whom and what they stand for; and who says it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.labels import issue, label
from faultlines.extract.lexicon import words
from faultlines.extract.match import Match
from faultlines.extract.refer import Referents
from faultlines.extract.refs import ACTORS, Ref
from faultlines.extract.roles import ON_BEHALF, PARTS, pronoun
from faultlines.extract.sense import SPEECH_ACTS, Meaning
from faultlines.extract.syntax import subjects

if TYPE_CHECKING:
    from spacy.tokens import Token


def together(whats: list[tuple[Token, Ref]], refs: Referents) -> list[tuple[Token, Ref]]:
    """ "Equity and justice" is one issue; longer lists are several."""
    if len(whats) != 2 or any(r.how != "issue" for _, r in whats):
        return whats
    (first, a), (second, _) = whats
    if second.head != first or first.i > second.i:
        return whats
    both = label(first, refs, together=True)
    return [(first, replace(a, id=f"new:{both}", label=both))] if both else whats


_ANSWERS: Final = words("answers")


def against(match: Match, token: Token, what: Ref, refs: Referents) -> tuple[Ref, ...]:
    """Whose act it is that an attitude answers: "rejects Borduria's proposal", "demands that Borduria leave"."""
    if what.actor or match.frame.relation not in _ANSWERS:
        return ()
    doers = subjects(token)[:2] if token.pos_ in ("VERB", "AUX") else []
    found = [r for t in doers for r in refs.actors(t) if r.how != "pronoun"]
    owner = refs.owner(token) if not doers else None
    if owner is not None and owner.actor:
        return (owner,)
    subject = {r.id for t in match.subjects for r in refs.actors(t)}
    if not {r.id for r in found} - subject:
        named = (r for t in token.subtree if t.i in refs.at for r in (refs.at[t.i].ref,))
        found = [r for r in named if r.actor and r.cls != "Media" and r.id not in subject][:1]
    return tuple(found)


def ends(token: Token, wanted: str, refs: Referents) -> tuple[Ref, ...]:
    """What a token at a slot stands for, if it is of the kind that the frame wants."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("pobj", "dobj", "nsubj", "poss"):
        if wanted in ("any", "issue") and (found := issue(token, refs)):
            return (found,)
        return ()
    mention = refs.at.get(token.i)
    if wanted in ("any", "actor", "person", "actor or place"):
        actors = refs.actors(token)
        if not actors and wanted in ("actor", "actor or place") and token.lemma_ in ON_BEHALF:
            owner = refs.owner(token)
            actors = (owner,) if owner is not None else ()
        if not actors and wanted == "actor or place" and (token.lemma_ in PARTS or token.tag_ == "NNS"):
            owner = refs.owner(token)
            actors = (owner,) if owner is not None else ()
        if wanted == "person":
            actors = tuple(a for a in actors if a.cls == "Person")
        if actors:
            return actors
    if wanted in ("place", "actor or place", "any") and (place := refs.place(token)):
        return (place,)
    if wanted in ("any", "issue"):
        if mention is not None and mention.head == token.i and mention.ref.cls not in ACTORS:
            return (mention.ref,)
        if wanted != "any" and refs.actors(token):
            return ()
        if pronoun(token):
            return ()
        if found := issue(token, refs):
            return (found,)
    return ()


def voices(sense: Meaning, refs: Referents) -> tuple[Ref, ...]:
    """The resolved speakers of a clause, the innermost first; unnamed ones are no voice."""
    out: list[Ref] = []
    for token in sense.speakers:
        for ref in refs.actors(token)[:1]:
            if (ref.how != "group" or ref.owner) and ref not in out and not is_self(ref, refs):
                out.append(ref)
    return tuple(out)


def is_self(ref: Ref, refs: Referents) -> bool:
    """Whether the speaker means himself: "I", "we"."""
    return ref.how == "pronoun" and any(s is not None and s.id == ref.id for s in (refs.speaker.one, refs.speaker.many))


def uttered(match: Match, who: Ref) -> tuple[Ref, ...]:
    """A verb of speech reports an utterance of its subject."""
    if match.anchor.lemma_ in SPEECH_ACTS and who.how != "pronoun" and who.cls == "Person":
        return (who,)
    return ()
