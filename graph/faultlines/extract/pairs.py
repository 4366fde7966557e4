"""Whoever holds, does or says something in a clause, and each thing below it: every pair that may be a statement.

The frames say what they know; what else a sentence may say, these pairs leave to the learned judgement (`judge.py`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from faultlines.extract.draft import Draft
from faultlines.extract.lookup import Lookup
from faultlines.extract.refs import Ref
from faultlines.extract.roles import ON_BEHALF, pronoun
from faultlines.extract.syntax import agents, grammatical_subjects, objects, passive, pobjs, with_conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

_DEEPEST: Final = 4
"""Steps from a clause's head down to a content."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step down the tree: along which edge, to which word."""

    edge: str
    word: Token


@dataclass(frozen=True, slots=True)
class Pair:
    """A holder and a content, with the way from the clause's head down to the content."""

    top: Token
    holder: Ref
    at: Token
    """Where the holder stands; the clause's head where nobody is named."""
    kind: str
    """How the holder stands there: ``subject``, ``agent``, ``owner``, ``behalf``, ``thing`` (no actor), ``speaker``,
    ``voice`` (who is reported to say it), ``frame`` (as a frame says); and those of `across.py`."""
    content: Ref
    token: Token
    way: tuple[Step, ...]


def pairs(lookup: Lookup) -> Iterator[Pair]:
    """Every pair of a sentence."""
    refs = lookup.refs
    for token in lookup.sentence:
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod"):
            holders = list(_holders(token, lookup))
        elif token.pos_ in ("NOUN", "PROPN") and token.i not in refs.at:
            owner = refs.owner(token)
            holders = [(owner, token, "owner")] if owner is not None else []
            holders += [(ref, noun, "agent") for noun in agents(token) for ref in refs.actors(noun)]
        else:
            continue
        if not holders:
            continue
        reached = list(_reach(token, lookup))
        for holder, at, kind in holders:
            for content, word, way in reached:
                apart = word != at or kind in ("speaker", "voice")
                if apart and content.id != holder.id and content.label != holder.label:
                    yield Pair(token, holder, at, kind, content, word, way)


def voted(draft: Draft) -> Pair:
    """The pair of a frame's draft that no clause gives."""
    way = (Step("frame", draft.content),)
    return Pair(draft.anchor, draft.subject, draft.anchor, "frame", draft.object, draft.content, way)


def _holders(verb: Token, lookup: Lookup) -> Iterator[tuple[Ref, Token, str]]:
    refs = lookup.refs
    named: set[str] = set()
    is_passive = passive(verb)
    for noun in agents(verb) if is_passive else grammatical_subjects(verb):
        if found := refs.actors(noun):
            for ref in found:
                named.add(ref.id)
                yield ref, noun, "agent" if is_passive else "subject"
        elif noun.lemma_ in ON_BEHALF and (owner := refs.owner(noun)) is not None:
            named.add(owner.id)
            yield owner, noun, "behalf"
        elif not pronoun(noun):
            for ref in lookup.ends(noun):
                yield ref, noun, "thing"
    if _stood_behind(verb):
        said = lookup.voice(verb)
        speaker = refs.speaker.behind(said)
        if speaker is not None and speaker.id not in named:
            yield speaker, verb, "voice" if said else "speaker"


def _stood_behind(verb: Token) -> bool:
    """Whether its speaker stands behind a clause: it is a main one, or said or thought in one."""
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.dep_ in ("ROOT", "ccomp", "parataxis", "dep")


def _reach(top: Token, lookup: Lookup) -> Iterator[tuple[Ref, Token, tuple[Step, ...]]]:
    """Everything at or below a word that may be a content, with the way down to it, the nearest first."""
    seen: set[int] = {top.i}
    todo: list[tuple[Token, tuple[Step, ...]]] = [(top, ())]
    if top.pos_ in ("VERB", "AUX"):
        for ref in lookup.ends(top):
            yield ref, top, (Step("self", top),)
    while todo:
        word, way = todo.pop(0)
        for edge, below in _edges(word):
            if below.i in seen:
                continue
            seen.add(below.i)
            further = (*way, Step(edge, below))
            if edge != "acomp":
                for ref in lookup.ends(below):
                    yield ref, below, further
            if len(further) < _DEEPEST:
                todo.append((below, further))


def _edges(word: Token) -> Iterator[tuple[str, Token]]:
    """The words of content next below a word, with the grammar that joins them."""
    verb = word.pos_ in ("VERB", "AUX")
    if verb:
        yield from _of_verb(word)
    for child in word.children:
        match child.dep_:
            case "prep" | "agent" | "dative" if child.pos_ == "ADP" or child.dep_ == "prep":
                yield from ((child.lower_, noun) for noun in pobjs(child))
            case "dative" | "iobj":
                yield "iobj", child
            case "attr":
                yield from (("attr", noun) for noun in with_conjuncts(child))
            case "acomp" | "oprd":
                yield child.dep_ if child.pos_ == "ADJ" else "attr", child
            case "xcomp" | "ccomp":
                yield from ((child.dep_, each) for each in _coordinated(child))
            case "acl" | "advcl" if child.tag_ in ("VB", "VBG"):
                yield from ((f"{child.dep_} {child.tag_}", each) for each in _coordinated(child))
            case "poss" | "compound" | "nmod" if not verb and child.pos_ in ("PROPN", "NOUN", "PRON"):
                yield "poss", child
            case "amod" if not verb and child.pos_ in ("PROPN", "ADJ") and child.ent_type_ in ("NORP", "GPE"):
                yield "poss", child
            case "conj" if not verb and word.dep_ not in _LISTED:
                yield "conj", child
            case "appos":
                yield "appos", child


_LISTED: Final = frozenset({"pobj", "dobj", "attr", "nsubj", "nsubjpass", "conj"})
"""Where `with_conjuncts` has given what is coordinated already."""


def _of_verb(verb: Token) -> Iterator[tuple[str, Token]]:
    if passive(verb):
        if verb.dep_ not in ("acl", "amod"):
            yield from (("passive", noun) for noun in grammatical_subjects(verb))
        return
    if own := [c for c in verb.children if c.dep_ == "nsubj" and not pronoun(c)]:
        yield from (("nsubj", noun) for noun in with_conjuncts(own[0]))
    yield from (("dobj", noun) for noun in objects(verb))


def _coordinated(verb: Token) -> list[Token]:
    later = [c for c in verb.conjuncts if c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") and c.i > verb.i]
    return [verb, *later]
