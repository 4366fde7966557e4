"""Frames on a parsed sentence: which relation is said, with which tokens at its ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from faultlines.extract.frames import Frame, Frames
from faultlines.extract.syntax import (
    OBJECT_CONTROL,
    OWN_ACT,
    LIGHT,
    agents,
    grammatical_subjects,
    objects,
    owners,
    passive,
    pobjs,
    subjects,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(frozen=True, slots=True)
class Match:
    """One frame found: its trigger, the word whose clause tells how it is meant, and the tokens at its slots."""

    frame: Frame
    trigger: Token
    anchor: Token
    subjects: tuple[Token, ...]
    objects: tuple[Token, ...]
    about: tuple[Token, ...] = ()
    to: tuple[Token, ...] = ()
    slot: str = ""
    """Which slot gave the object."""
    light: bool = False


def matches(sentence: Span, frames: Frames) -> Iterator[Match]:
    """Every frame whose trigger and object stand in the sentence; a subject may be missing."""
    for token in sentence:
        if token.pos_ in ("VERB", "AUX") or (
            token.dep_ in ("ROOT", "relcl", "advcl", "ccomp", "xcomp") and token.tag_.startswith("VB")
        ):
            for frame in _verb_frames(token, frames):
                yield from _verb(token, frame)
        if token.pos_ in ("NOUN", "PROPN"):
            for frame in frames.nouns.get(token.lemma_.lower(), ()):
                yield from _noun(token, frame)
        if token.pos_ == "ADJ" or token.tag_ in ("VBN", "VBD", "JJ") or token.dep_ in ("acomp", "amod"):
            for frame in frames.adjectives.get(token.lower_, ()):
                yield from _adjective(token, frame)


def _verb_frames(token: Token, frames: Frames) -> Iterator[Frame]:
    lemma = token.lemma_.lower()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    found = frames.verbs.get(f"{lemma}_{particle}", ()) if particle else ()
    if not found:
        for child in token.children:
            if child.dep_ in ("advmod", "prep") and (more := frames.verbs.get(f"{lemma}_{child.lower_}")):
                found = more
    yield from found or frames.verbs.get(lemma, ())


def _verb(verb: Token, frame: Frame) -> Iterator[Match]:
    trigger = frame.trigger
    if trigger.passive is not None and passive(verb) != trigger.passive:
        return
    noun: Token | None = None
    if trigger.with_:
        near = [*objects(verb), *(n for c in verb.children if c.dep_ in ("prep", "prt") for n in pobjs(c))]
        near += [n for t in near for c in t.children if c.dep_ == "prep" and c.lower_ in ("in", "of") for n in pobjs(c)]
        noun = next((t for t in near if t.lemma_.lower() in trigger.with_), None)
        if noun is None:
            return
    ends, slot = _fill(trigger.object, verb, noun)
    if not ends:
        return
    who, _ = _fill(trigger.subject, verb, noun)
    yield Match(
        frame,
        noun if noun is not None else verb,
        verb,
        tuple(ends) if slot == TOGETHER else tuple(t for t in who if t not in ends),
        tuple(ends),
        tuple(_fill(trigger.about, verb, noun)[0]),
        tuple(_fill(trigger.to, verb, noun)[0]),
        slot,
        noun is not None,
    )


def _noun(noun: Token, frame: Frame) -> Iterator[Match]:
    trigger = frame.trigger
    ends, slot = _fill(trigger.object, noun, None)
    if not ends:
        return
    who, _ = _fill(trigger.subject, noun, None)
    if slot == "between":
        slot = TOGETHER
    anchor, light = noun, False
    head = noun.head
    while head.pos_ == "NOUN" and noun.dep_ == "conj":
        noun, head = head, head.head
    if head.pos_ == "ADP" and head.head.pos_ in ("VERB", "AUX"):
        head = head.head
    if head.pos_ in ("VERB", "AUX") and (
        (head.lemma_ in LIGHT and noun.dep_ in ("dobj", "attr", "nsubjpass", "pobj"))
        or (noun.lemma_ in OWN_ACT and noun.dep_ in ("dobj", "nsubjpass"))
        or (head.lemma_ == "be" and noun.dep_ in ("nsubj", "attr"))
    ):
        anchor, light = head, True
    yield Match(
        frame,
        noun,
        anchor,
        tuple(ends) if slot == TOGETHER else tuple(t for t in who if t not in ends),
        tuple(ends),
        tuple(_fill(trigger.about, noun, None)[0]),
        tuple(_fill(trigger.to, noun, None)[0]),
        slot,
        light,
    )


def _adjective(word: Token, frame: Frame) -> Iterator[Match]:
    trigger = frame.trigger
    ends, slot = _fill(trigger.object, word, None, adjective=True)
    if not ends:
        return
    who, _ = _fill(trigger.subject, word, None, adjective=True)
    anchor = word.head if word.dep_ in ("acomp", "attr", "oprd", "conj") and word.head.pos_ in ("VERB", "AUX") else word
    yield Match(
        frame,
        word,
        anchor,
        tuple(ends) if slot == TOGETHER else tuple(t for t in who if t not in ends),
        tuple(ends),
        tuple(_fill(trigger.about, word, None)[0]),
        tuple(_fill(trigger.to, word, None)[0]),
        slot,
    )


def _fill(
    slots: tuple[str, ...], word: Token, noun: Token | None, *, adjective: bool = False
) -> tuple[list[Token], str]:
    """The tokens at the first slot that is filled, and its name."""
    for slot in slots:
        if found := _subject(word, False) if adjective and slot == "subj" else _slot(slot, word, noun):
            return found, slot
    return [], ""


def _slot(slot: str, word: Token, noun: Token | None) -> list[Token]:
    verb = word.pos_ in ("VERB", "AUX") and word.dep_ != "amod"
    match slot:
        case "voice":  # whoever speaks; nobody in the clause
            return []
        case "subj":
            return _subject(word, verb)
        case "dobj":
            return [t for t in objects(word) if t != noun]
        case "iobj":
            return [
                n for c in word.children if c.dep_ in ("dative", "iobj") and c.pos_ != "ADP" for n in with_conjuncts(c)
            ] + [n for c in word.children if c.dep_ == "dative" and c.pos_ == "ADP" for n in pobjs(c)]
        case "clause":
            return [
                c
                for c in (*word.children, *(noun.children if noun is not None else ()))
                if c.dep_ in ("ccomp", "acl") and c.pos_ in ("VERB", "AUX") and _finite(c) and c.i > word.i
            ]
        case "inf":
            places = [word, *([noun] if noun is not None else [])]
            if word.lemma_ == "be":
                places += [c for c in word.children if c.dep_ in ("acomp", "attr")]
            elif verb and word.lemma_ in OBJECT_CONTROL:  # "call on states to act", read as "states to act"
                places += [c for c in word.children if c.dep_ == "dobj"]
                places += [n for c in word.children if c.dep_ == "prep" for n in pobjs(c)]
            elif not verb and word.dep_ == "nsubj" and word.head.lemma_ == "be":  # "its aim is to act"
                places.append(word.head)
            return [
                v
                for place in places
                for c in place.children
                if c.dep_ in ("xcomp", "acl", "advcl", "ccomp")
                and c.tag_ == "VB"
                and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children)
                and (c.dep_ != "advcl" or place in (word, word.head))
                for v in (c, *(k for k in c.children if k.dep_ == "conj" and k.tag_ == "VB"))
            ]
        case "ing":
            return [c for c in word.children if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG"]
        case "owner":
            if word.dep_ == "appos":
                return [word.head]
            if word.dep_ == "attr" and word.head.lemma_ in ("be", "become", "remain"):
                return grammatical_subjects(word.head)
            return owners(word)
        case "described":  # "X is the only way"
            attribute = word.dep_ == "attr" and word.head.lemma_ in ("be", "become", "remain", "lie")
            return grammatical_subjects(word.head) if attribute else []
        case "possessor":
            return [n for n in owners(word) if n.head == word and n.dep_ in ("poss", "amod", "compound", "nmod")]
        case "together":
            if verb:
                return _subject(word, verb)
            left = [t for t in word.subtree if 0 < word.i - t.i < _TITLE and t.pos_ in ("PROPN", "ADJ")]
            named = left if len(left) > 1 else []  # "US-Russian dialogue"
            return named or [t for t in owners(word) if t.dep_ != "poss"] or _subject(word, verb)
        case "head":
            return with_conjuncts(word.head) if word.dep_ in ("amod", "acl") else []
        case "compound":
            return [c for c in word.children if c.dep_ in ("compound", "amod", "nmod", "poss")]
        case "act":  # what the subject is to do itself
            controlled = any(c.dep_ in ("dobj", "dative") and c != noun for c in word.children)
            found = [] if controlled else _slot("inf", word, noun)
            return [v for v in found if not any("subj" in c.dep_ for c in v.children)]
        case _:
            places = [word, *([noun] if noun is not None else [])]
            if word.dep_ == "conj" and not verb:
                places.append(word.head)
            found = [n for place in places for n in _governed(place, slot) if n != noun]
            if not found and not verb and word.dep_ in ("dobj", "nsubjpass") and slot in _FLOATING:
                found = [n for n in _governed(word.head, slot) if n.i > word.i]  # attached to the verb instead
            return found


_FLOATING: Final = frozenset({"against", "on", "with", "over", "toward", "towards", "between", "to", "for"})


def _governed(place: Token, preposition: str) -> list[Token]:
    """What stands under a preposition of a word."""
    kinds = ("prep", "agent", "dative", "prt", "advmod", "mark")
    found = [n for c in place.children if c.dep_ in kinds and c.lower_ == preposition for n in pobjs(c)]
    return [n for n in found if n.ent_type_ not in ("DATE", "TIME")]


def _subject(word: Token, verb: bool) -> list[Token]:
    if verb:
        return subjects(word)
    if word.tag_ == "VBN" and word.dep_ not in ("acomp", "amod", "ROOT", "acl"):
        return agents(word) or grammatical_subjects(word)
    if word.dep_ in ("amod",):
        return with_conjuncts(word.head)
    if word.dep_ == "attr" and word.head.lemma_ in ("be", "become", "remain"):
        return grammatical_subjects(word.head)
    if word.dep_ in ("acl", "appos"):
        return with_conjuncts(word.head)
    return grammatical_subjects(word)


def _finite(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)


_TITLE: Final = 8
"""Words before a noun among which its two parties may stand."""
TOGETHER: Final = "together"
"""The slot of a mutual relation whose ends are one coordinated or plural phrase."""
