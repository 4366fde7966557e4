"""A document, sentence by sentence: where it stands, who "we" are there, and what the frames find."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.clean import Block, blocks
from faultlines.extract.draft import Draft
from faultlines.extract.drafts import drafts
from faultlines.extract.frames import Frames
from faultlines.extract.lists import Lists
from faultlines.extract.names import Gazetteer
from faultlines.extract.quotes import Quotes, viewer
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref, Speaker
from faultlines.extract.titles import titles

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the frames' drafts of it; `refs` knows what was named so far, and goes on with the reading."""

    block: Block
    span: Span
    refs: Referents
    quotes: Quotes
    drafts: tuple[Draft, ...]


def sentences(
    text: str, nlp: Language, names: Gazetteer, frames: Frames, date: str, speaker: Speaker
) -> Iterator[Sentence]:
    """The sentences of a text that may hold statements; each must be used before the next is taken."""
    refs = Referents(names, date)
    parts = list(blocks(text))
    heading: Block | None = None
    columns: dict[str, Ref | None] = {}
    lines = Lists(refs)
    for part, parsed in zip(parts, nlp.pipe(b.whole for b in parts), strict=True):
        block, doc = part, parsed
        listed = lines.begin(block)
        if block.kind == "heading" and not listed:
            heading = block
            lines.heading(doc)
            continue
        if listed and block.lead:  # the lead-in has been read; what it says is not what the item does
            block = replace(block, lead="", lead_start=0)
            doc = nlp(block.whole)
        elif not listed and heading is not None and not block.lead and _headless(doc) and refs.named(heading.text):
            below = block.text[0].lower() + block.text[1:]
            block = replace(block, text=below, lead=heading.text, lead_start=heading.start)
            doc = nlp(block.whole)
        elif block.kind == "item" and not block.lead and heading is not None and _WHAT.match(heading.text):
            block = replace(block, lead=heading.text[5:].rstrip(" :"), lead_start=heading.start + 5)
            doc = nlp(block.whole)
        if block.column not in columns:
            columns[block.column] = viewer(nlp(block.column), refs) if block.column else None
        whose = columns[block.column]
        refs.begin(doc)
        refs.speaker = _turn(block, refs, speaker, names) if whose is None else Speaker(None, whose)
        quotes = Quotes(doc, whose)
        item = tuple(lines.line(doc) if listed else lines.item(doc, block.own) if block.own else ())
        for span in doc.sents:
            found = (*drafts(span, frames, refs), *titles(span, refs), *(() if listed else lines.drafts(span)))
            own = (d for d in found if max(d.anchor.idx, d.content.idx) >= block.own)
            yield Sentence(block, span, refs, quotes, (*item, *own))
            item = ()
            refs.read(span)


_WHAT: Final = re.compile(r"What (?:\S+ ){1,4}[a-z]+s?[ :]*$")
"""A heading that lacks its verb's object, which the items below it are."""
_TITLES: Final = frozenset(
    {"president", "vice president", "prime minister", "secretary", "chancellor", "chairman", "minister"}
)


def _headless(doc: Doc) -> bool:
    """Whether the first sentence has a verb and nobody who does it."""
    root = next(doc.sents).root
    return root.pos_ in ("VERB", "AUX") and not any("subj" in c.dep_ or c.dep_ == "expl" for c in root.children)


def _turn(block: Block, refs: Referents, speaker: Speaker, names: Gazetteer) -> Speaker:
    """Who "I" and "we" are in a transcript's turn."""
    if not block.speaker:
        return speaker
    words = re.sub(
        r"^(?:President|Vice President|Mr|Ms|Mrs|Secretary|Minister|Chancellor|Sen|Rep|Speaker|Prime Minister|The)\.? ",
        "",
        block.speaker.title(),
    )
    last = words.rsplit(" ", 1)[-1]
    for text in (words, refs.memory.people.get(last, ""), last):
        if text in names.entities:
            return Speaker(refs.known(text), refs.state(text))
        for reading in names.names.get(text, ()):
            entity = names.entities[reading.entity]
            if entity.cls == "Person":
                return Speaker(refs.known(entity.id), refs.state(entity.id))
    if words.upper() == "Q":
        return Speaker()
    if words.lower() in _TITLES and speaker.one is not None:
        return speaker
    label = words
    return Speaker(Ref(f"new:{label}", label, "Person", "ner"), speaker.many)
