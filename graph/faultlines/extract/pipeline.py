"""One document → its candidate statements."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from faultlines import paths
from faultlines.extract.clean import Block, blocks
from faultlines.extract.confidence import confidence
from faultlines.extract.documents import Document
from faultlines.extract.draft import Draft
from faultlines.extract.drafts import drafts
from faultlines.extract.frames import frames
from faultlines.extract.known import Known
from faultlines.extract.lists import Lists
from faultlines.extract.names import Gazetteer, gazetteer
from faultlines.extract.parse import pipeline
from faultlines.extract.profile import profile
from faultlines.extract.quotes import Quotes
from faultlines.extract.refer import Referents
from faultlines.extract.refs import ACTORS, Ref, Speaker
from faultlines.extract.result import Extraction
from faultlines.extract.titles import titles
from faultlines.model import Entity, Source, Statement

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

METHOD: Final = "faultlines-rules 1"
GARBLED: Final = 0.5
"""No candidate from a machine-translated text is surer than this: its grammar is not its author's."""
LEAST: Final = 0.1
"""Candidates below this confidence are not given unless asked for."""


class Extractor:
    """The parser, the gazetteer and the frames, loaded once for many documents."""

    def __init__(self, seeds: Path | None = None, model: str = "", least: float = LEAST) -> None:
        self.folder = (seeds or paths.seeds()).resolve()
        self.names: Gazetteer = gazetteer(self.folder)
        self.known = Known(self.folder)
        self.nlp: Language = pipeline(model)
        self.frames = frames()
        self.least = least

    def drafts(self, document: Document) -> tuple[Source, list[tuple[Block, Draft]]]:
        """The source and every draft of a document, each with the block that its span counts in."""
        source, speaker = profile(document, self.names, self.folder)
        refs = Referents(self.names, source.date)
        parts = list(blocks(document.text))
        out: list[tuple[Block, Draft]] = []
        offices: set[tuple[str, str]] = set()
        heading: Block | None = None
        for block, doc in zip(parts, self.nlp.pipe(b.whole for b in parts), strict=True):
            if block.kind == "heading":
                heading = block
                continue
            if heading is not None and not block.lead and _headless(doc) and self._names_actor(heading):
                block = replace(
                    block, text=block.text[0].lower() + block.text[1:], lead=heading.text, lead_start=heading.start
                )
                doc = self.nlp(block.whole)
            refs.begin(doc)
            refs.speaker = _turn(block, refs, speaker, self.names)
            quotes = Quotes(doc)
            lines = Lists(refs)
            out += [(block, draft) for draft in lines.item(doc, block.own)] if block.own else []
            for sentence in doc.sents:
                found = [
                    *drafts(sentence, self.frames, refs),
                    *titles(sentence, refs, offices),
                    *lines.drafts(sentence),
                ]
                refs.read(sentence)
                for draft in found:
                    if draft.anchor.idx < block.own and draft.content.idx < block.own:
                        continue
                    quotes.attribute(draft, refs)
                    out.append((block, draft))
        return source, out

    def _names_actor(self, heading: Block) -> bool:
        """Whether a heading is nothing but the name of an actor, which then is the subject of what stands below."""
        readings = self.names.names.get(heading.text.strip(" :"), ())
        return any(self.names.entities[r.entity].cls in ACTORS for r in readings)

    def __call__(self, document: Document) -> Extraction:
        """The candidates of one document."""
        source, found = self.drafts(document)
        entities: dict[str, Entity] = {}
        merged: dict[str, tuple[Statement, list[tuple[int, int]]]] = {}
        made: list[tuple[Draft, Statement]] = []
        best: dict[tuple[object, ...], float] = {}
        most = GARBLED if source.text_quality == "machine-translated" else 1.0
        judged = [(block, draft, min(confidence(draft), most)) for block, draft in found]
        for block, draft, sure in judged:
            best[same_words(block, draft)] = max(sure, best.get(same_words(block, draft), 0.0))
        for block, draft, sure in judged:
            if sure < self.least or sure < best[same_words(block, draft)]:
                continue
            statement = self.statement(draft, block, source, sure, entities)
            if statement is not None:
                made.append((draft, statement))
        for draft, statement in made:
            if draft.condition is not None:
                keys = tuple(s.key for d, s in made if d.anchor == draft.condition and d.condition is None)
                field = {"unless": keys} if draft.unless else {"condition": keys}
                statement = _with(statement, **field)
            first, spans = merged.setdefault(statement.key, (statement, []))
            spans.extend(s for s in statement.spans if s not in spans)
            surer = max(first.confidence, statement.confidence)
            merged[statement.key] = (_with(first, confidence=surer), spans)
        statements = tuple(_with(s, spans=tuple(spans)) for s, spans in merged.values())
        named = {i for s in statements for i in (s.subject, s.object, *s.about, *s.to, *s.said_by, *s.via)} | set(
            source.voice
        )
        return Extraction(
            source=source,
            entities=tuple(entities[i] for i in sorted(named & entities.keys())),
            statements=tuple(sorted(statements, key=lambda s: (s.spans, s.key))),
        )

    def statement(
        self, draft: Draft, block: Block, source: Source, sure: float, entities: dict[str, Entity]
    ) -> Statement | None:
        """The statement of a draft; None where nothing is left of it. New entities go into `entities`."""

        def name(ref: Ref) -> str:
            return self._entity(ref, entities)

        start, end = block.offset(draft.span[0]), block.offset(draft.span[1])
        if draft.span[0] < block.own <= draft.span[1]:
            start = block.start
        voice = tuple(name(v) for v in draft.voice)
        subject, obj = name(draft.subject), name(draft.object)
        if subject == obj or start >= end:
            return None
        said_by = voice[:1] or source.voice
        via = (*voice[1:], *source.voice) if voice and voice[:1] != source.voice else ()
        for author in source.voice:
            name(Ref(author, self.names.entities[author].label if author in self.names.entities else author, "Person"))
        return Statement(
            subject=subject,
            relation=draft.relation,
            object=obj,
            source=source.id,
            about=tuple(dict.fromkeys(name(r) for r in draft.about)),
            to=tuple(dict.fromkeys(name(r) for r in draft.to)),
            polarity=draft.polarity,
            modality=draft.modality,
            said_by=said_by,
            via=tuple(dict.fromkeys(via)),
            list_complete=draft.list_complete,
            since=draft.since,
            until=draft.until,
            confidence=round(sure, 2),
            said_on=source.date if not voice else "",
            spans=((start, end),),
            method=METHOD,
        )

    def _entity(self, ref: Ref, entities: dict[str, Entity]) -> str:
        """The id of a reference; entities that the flat lists lack are noted."""
        if not ref.id.startswith("new:"):
            if ref.id not in self.names.known and ref.id in self.names.entities:
                entities[ref.id] = self.names.entities[ref.id]
            return ref.id
        if found := self.known.find(ref.label, ref.actor):
            return found
        identifier = f"new:{slug(ref.label)}"
        owner = (ref.owner,) if ref.owner else ()
        entities.setdefault(identifier, Entity(id=identifier, cls=ref.cls, label=ref.label, belongs_to=owner))
        return identifier


def same_words(block: Block, draft: Draft) -> tuple[object, ...]:
    """What two readings of the same words share: only the surer one is given."""
    return block.start, draft.anchor.i, draft.subject.id, draft.object.id


_TITLES = frozenset(
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
            return Speaker(refs.known(text), _state(text, refs, names))
        for reading in names.names.get(text, ()):
            entity = names.entities[reading.entity]
            if entity.cls == "Person":
                return Speaker(refs.known(entity.id), _state(entity.id, refs, names))
    if words.upper() == "Q":
        return Speaker()
    if words.lower() in _TITLES and speaker.one is not None:
        return speaker
    label = words
    return Speaker(Ref(f"new:{label}", label, "Person", "ner"), speaker.many)


def _state(person: str, refs: Referents, names: Gazetteer) -> Ref | None:
    owner = names.owner(person)
    return refs.known(owner) if owner in names.entities else None


def _with(statement: Statement, **fields: object) -> Statement:
    return replace(statement, **fields)  # type: ignore[arg-type]  # fields of the statement


def slug(label: str) -> str:
    """The small-letter part of an id.

    >>> slug("Ukraine's NATO membership"), slug("Côte d'Ivoire")
    ('ukraines-nato-membership', 'cote-divoire')
    """
    plain = unicodedata.normalize("NFKD", label).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
