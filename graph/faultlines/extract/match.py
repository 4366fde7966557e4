"""Frames on a parsed sentence: which relation is said, with which tokens at its ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faultlines.extract.frames import Frame, Frames
from faultlines.extract.syntax import (
    LIGHT,
    OWN_ACT,
    objects,
    passive,
    pobjs,
)

if TYPE_CHECKING:
    from spacy.tokens import Span, Token
from faultlines.extract.slots import TOGETHER, fill


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
    ends, slot = fill(trigger.object, verb, noun)
    if not ends:
        return
    who, _ = fill(trigger.subject, verb, noun)
    yield Match(
        frame,
        noun if noun is not None else verb,
        verb,
        tuple(ends) if slot == TOGETHER else tuple(t for t in who if t not in ends),
        tuple(ends),
        tuple(fill(trigger.about, verb, noun)[0]),
        tuple(fill(trigger.to, verb, noun)[0]),
        slot,
        noun is not None,
    )


def _noun(noun: Token, frame: Frame) -> Iterator[Match]:
    trigger = frame.trigger
    ends, slot = fill(trigger.object, noun, None)
    if not ends:
        return
    who, _ = fill(trigger.subject, noun, None)
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
        tuple(fill(trigger.about, noun, None)[0]),
        tuple(fill(trigger.to, noun, None)[0]),
        slot,
        light,
    )


def _adjective(word: Token, frame: Frame) -> Iterator[Match]:
    trigger = frame.trigger
    ends, slot = fill(trigger.object, word, None, adjective=True)
    if not ends:
        return
    who, _ = fill(trigger.subject, word, None, adjective=True)
    anchor = word.head if word.dep_ in ("acomp", "attr", "oprd", "conj") and word.head.pos_ in ("VERB", "AUX") else word
    yield Match(
        frame,
        word,
        anchor,
        tuple(ends) if slot == TOGETHER else tuple(t for t in who if t not in ends),
        tuple(ends),
        tuple(fill(trigger.about, word, None)[0]),
        tuple(fill(trigger.to, word, None)[0]),
        slot,
    )
