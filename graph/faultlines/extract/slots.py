"""The slots of a frame: which tokens of a sentence stand at them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from faultlines.extract.syntax import (
    OBJECT_CONTROL,
    agents,
    grammatical_subjects,
    objects,
    owners,
    pobjs,
    subjects,
    with_conjuncts,
)

if TYPE_CHECKING:
    from spacy.tokens import Token


def fill(
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
