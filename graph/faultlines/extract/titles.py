"""Offices in apposition: "Arlandic President Ada Arlind" says that she is the head of Arland. Once a document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.draft import Draft
from faultlines.extract.lexicon import words
from faultlines.extract.refer import NOT_IN_OFFICE, Referents
from faultlines.extract.refs import Mention, Ref
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_HEADS: Final = words("heads")
_MINISTRIES: Final = {"foreign": "Foreign Ministry", "defence": "Defence Ministry", "defense": "Defence Ministry"}
_SPEAK: Final = words("speak")


def titles(sentence: Span, refs: Referents) -> Iterator[Draft]:
    """A draft for each person whose office the sentence names beside the name, if no sentence before it did."""
    for token in sentence:
        mention = refs.at.get(token.i)
        if mention is None or mention.start != token.i or mention.ref.cls != "Person":
            continue
        words = list(_title(mention, sentence))
        found = _office(words, mention, refs)
        if found is None or (mention.ref.id, found[0]) in refs.offices:
            continue
        relation, owner = found
        refs.offices.add((mention.ref.id, relation))
        doc = sentence.doc
        start, end = doc[min(w.i for w in words)], doc[max(w.i for w in words)]
        yield Draft(
            mention.ref, relation, owner, Polarity.AFFIRMED, Modality.ASSERTED,
            (start.idx, end.idx + len(end)), doc[mention.end - 1], doc[mention.end - 1], trigger="title",
        )  # fmt: skip


def _title(mention: Mention, sentence: Span) -> Iterator[Token]:
    """The words of a title before the name, or of an apposition behind it."""
    doc = sentence.doc
    yield from doc[mention.start : mention.end]
    head = doc[mention.end - 1]
    if head.dep_ == "conj":  # "presidents A and B"
        yield from (t for t in head.head.subtree if t.i < head.head.i and t.tag_ in ("NNS", "NNPS"))
    position = mention.start - 1
    while (
        position >= sentence.start
        and (doc[position].pos_ in ("PROPN", "NOUN", "ADJ") or doc[position].lower_ in (*NOT_IN_OFFICE, "-"))
        and mention.start - position < _LONG
    ):
        yield doc[position]
        position -= 1
    if mention.end < sentence.end and doc[mention.end].text == ",":
        for child in doc[mention.end - 1].children:
            if child.dep_ == "appos":
                yield from (t for t in child.subtree if t.i - mention.end < 2 * _LONG and t.i >= mention.end)
    if head.dep_ == "appos" and head.head.i < mention.start:
        yield from (t for t in head.head.subtree if t.i < mention.start)


def _office(words: list[Token], mention: Mention, refs: Referents) -> tuple[str, Ref] | None:
    lower = {f for w in words for f in (w.lemma_.lower(), w.lower_.removesuffix("s"))}
    named = next((refs.at[w.i].ref for w in words if w.i in refs.at and refs.at[w.i].ref.cls != "Person"), None)
    state = refs.state(mention.ref.id) or named
    if state is None or lower & NOT_IN_OFFICE:
        return None
    if lower & _SPEAK:
        return "represents", state
    for word, ministry in _MINISTRIES.items():
        if word in lower and ("minister" in lower):
            adjective = _adjective(state, refs)
            return "headOf", Ref(
                f"new:{adjective} {ministry}", f"{adjective} {ministry}", "GovernmentBody", "office", state.id
            )
    if lower & _HEADS and ("minister" not in lower or "prime" in lower):
        return "headOf", state
    return None


_LONG: Final = 6


def _adjective(state: Ref, refs: Referents) -> str:
    """The first adjective of a state that the gazetteer knows, else its name."""
    for name, readings in refs.names.names.items():
        if any(r.entity == state.id and r.role == "adjective" for r in readings):
            return name
    return state.label
