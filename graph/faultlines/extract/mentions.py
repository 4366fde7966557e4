"""The names in a parsed text, and what the tagger takes for names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from faultlines.extract.lexicon import words
from faultlines.extract.names import Gazetteer, Name, first_word

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token
from faultlines.extract.refs import Memory, Mention, Ref


def mentions(doc: Doc, names: Gazetteer, date: str, memory: Memory) -> list[Mention]:
    """The names in a parsed text, longest first and without overlap; then what the tagger takes for names."""
    found: list[Mention] = []
    text = doc.text  # put together anew at every look
    ends = {t.idx + len(t): t.i + 1 for t in doc}
    token_at = 0
    while token_at < len(doc):
        token = doc[token_at]
        step = 1
        for mention in _readings(text, token, names, ends, date, memory):
            found.append(mention)
            if mention.ref.actor:
                step = mention.end - token_at
                break  # else there may be actors inside: "Arlandic invasion of Borduria" names an event
        token_at += step
    taken = {i for m in found for i in range(m.start, m.end)}
    for entity in doc.ents:
        free = entity.label_ in ("PERSON", "ORG", "NORP") and taken.isdisjoint(range(entity.start, entity.end))
        if free and (ref := _in_full(entity, names) or _unknown(entity, memory)) is not None:
            found.append(Mention(_start(entity), entity.end, entity.root.i, ref))
    return sorted(found, key=lambda m: m.start)


def _readings(
    text: str, token: Token, names: Gazetteer, ends: dict[int, int], date: str, memory: Memory
) -> Iterator[Mention]:
    """The names that begin at a token, the longest first."""
    for name in names.starting(text, token.idx, first_word(token.text)):
        end = ends.get(token.idx + len(name))
        if end is None:
            continue
        if (chosen := _reading(names.names[name], names, date, memory, name, token)) is None:
            continue
        entity = names.entities[chosen.entity]
        if entity.cls == "Person" and chosen.role == "name":
            memory.people[entity.label.rsplit(" ", 1)[-1]] = entity.id
        yield Mention(
            token.i, end, token.doc[token.i : end].root.i, Ref(entity.id, entity.label, entity.cls, chosen.role)
        )


def _reading(
    readings: Sequence[Name], names: Gazetteer, date: str, memory: Memory, text: str, token: Token
) -> Name | None:
    """The reading of an ambiguous name: a full name, then whom the text has named in full, then who is in office."""
    surnames = [r for r in readings if r.role == "surname"]
    others = [r for r in readings if r.role != "surname"]
    before = token.nbor(-1) if token.i else None
    if others:
        return None if before is not None and _belongs(text, token, before) else others[0]
    if token.pos_ not in ("PROPN", "NOUN"):
        return None
    if before is not None and before.lower_ in ("bin", "ibn", "ben"):
        return None
    if text in memory.people:
        return next((r for r in surnames if r.entity == memory.people[text]), None)
    if text in _WORDS and (before is None or before.text not in _TITLES):
        return None
    if before is not None and before.pos_ == "PROPN" and before.ent_type_ == "PERSON" and before.text not in _TITLES:
        return None  # another person of that surname
    year = date[:4]
    now = [r for r in surnames if any(o.held(year) for o in names.offices.get(r.entity, ()))]
    if len(now) == 1 and year:
        return now[0]
    return surnames[0] if len(surnames) == 1 else None


def _belongs(text: str, token: Token, before: Token) -> bool:
    """Whether a name is the end of another: "Khalid bin Salman", "Twentieth National Congress"."""
    if before.pos_ != "PROPN" or not before.text[0].isupper() or before.text in _TITLES:
        return False
    return text[0].islower() or (text in _BODY_WORDS and before.head == token)


_BODY_WORDS: Final = words("body words")
"""What many bodies are called, though alone it names one of them."""


_WORDS: Final = words("words")
"""Surnames that need a title before them or the full name elsewhere."""


_TITLES: Final = words("titles")


_NOT_NAMES: Final = words("not names")


def _start(entity: Span) -> int:
    start = entity.start
    while start < entity.end - 1 and (entity.doc[start].lower_ in ("the", "'s") or entity.doc[start].text in _TITLES):
        start += 1
    return start


_INITIALS: Final = re.compile(r"\b[A-Z]\. ?|,? (?:JR|SR|II|III|IV)\b\.?", re.I)


def _in_full(entity: Span, names: Gazetteer) -> Ref | None:
    """A known person under initials or in capitals: "JOHN Q. PUBLIC JR."."""
    if entity.label_ != "PERSON":
        return None
    plain = " ".join(_INITIALS.sub("", entity.doc[_start(entity) : entity.end].text).split())
    for reading in names.names.get(plain.title() if plain.isupper() else plain, ()):
        known = names.entities[reading.entity]
        if reading.role == "name" and known.cls == "Person":
            return Ref(known.id, known.label, known.cls)
    return None


def _unknown(entity: Span, memory: Memory) -> Ref | None:
    """A name nobody knows, where it looks like one."""
    words = entity.doc[_start(entity) : entity.end]
    text = words.text.strip(" '\"-.,")
    if not text or text.lower() in _NOT_NAMES or not text[0].isupper() or not any(t.pos_ == "PROPN" for t in words):
        return None
    if entity.label_ == "PERSON":
        last = text.rsplit(" ", 1)[-1]
        if " " in text:
            memory.people.setdefault(last, f"new:{text}")
        elif last in memory.people and memory.people[last].startswith("new:"):
            text = memory.people[last].removeprefix("new:")
        elif words[0].nbor(-1).text not in _TITLES if words[0].i else True:
            return None
        return Ref(f"new:{text}", text, "Person", "ner")
    if entity.label_ == "NORP":
        return None
    return Ref(f"new:{text}", text, "ActorGroup", "ner")
