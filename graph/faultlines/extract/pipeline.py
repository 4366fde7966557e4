"""One document → its candidate statements."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from faultlines import paths
from faultlines.extract.choose import Least, choose
from faultlines.extract.clean import Block
from faultlines.extract.documents import Document
from faultlines.extract.draft import Draft
from faultlines.extract.frames import frames
from faultlines.extract.judge import Judge, judge
from faultlines.extract.known import Known, plain
from faultlines.extract.names import Gazetteer, gazetteer
from faultlines.extract.parse import pipeline
from faultlines.extract.profile import profile
from faultlines.extract.reading import Sentence, sentences
from faultlines.extract.refs import Ref
from faultlines.extract.result import Extraction
from faultlines.model import Entity, Source, Statement

if TYPE_CHECKING:
    from spacy.language import Language

METHOD: Final = "faultlines-rules 9"
GARBLED: Final = 0.5
"""No candidate from a machine-translated text is surer than this: its grammar is not its author's."""
LEAST: Final = Least(issue=0.3, tie=0.15, said=0.05)
"""Candidates below these are not given unless asked for; news report ties plainly, which the judge, used to speeches,
doubts."""


class Extractor:
    """The parser, the gazetteer, the frames and the judge, loaded once for many documents."""

    def __init__(
        self, seeds: Path | None = None, model: str = "", least: float | None = None, by: Judge | None = None
    ) -> None:
        self.folder = (seeds or paths.seeds()).resolve()
        self.names: Gazetteer = gazetteer(self.folder)
        self.known = Known(self.folder)
        self.nlp: Language = pipeline(model)
        self.frames = frames()
        self.least = LEAST if least is None else Least(least, least, least)
        self._by = by

    @cached_property
    def judge(self) -> Judge:
        """The judge: the one asked for, or as shipped."""
        return self._by or judge()

    def sentences(self, document: Document) -> tuple[Source, Iterator[Sentence]]:
        """The source, and the sentences of a document; each must be used before the next is taken."""
        source, speaker = profile(document, self.names, self.folder)
        return source, sentences(document.text, self.nlp, self.names, self.frames, source.date, speaker)

    def drafts(self, document: Document) -> tuple[Source, list[tuple[Block, Draft]]]:
        """The source and what the frames alone find, each with the block that its span counts in."""
        source, found = self.sentences(document)
        out = []
        for sentence in found:
            for draft in sentence.drafts:
                sentence.quotes.attribute(draft, sentence.refs)
                out.append((sentence.block, draft))
        return source, out

    def __call__(self, document: Document) -> Extraction:
        """The candidates of one document."""
        source, found = self.sentences(document)
        most = GARBLED if source.text_quality == "machine-translated" else 1.0
        entities: dict[str, Entity] = {}
        made: list[tuple[Draft, Statement]] = []
        for sentence in found:
            for draft, sure in choose(sentence, self.judge, self.least):
                sentence.quotes.attribute(draft, sentence.refs)
                statement = self.statement(draft, sentence.block, source, min(sure, most), entities)
                if statement is not None:
                    made.append((draft, statement))
        merged: dict[str, tuple[Statement, list[tuple[int, int]]]] = {}
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
        noted = entities.get(identifier)
        if noted is None or (owner and not noted.belongs_to):  # whose person it is, may be said at a later place only
            entities[identifier] = Entity(id=identifier, cls=ref.cls, label=ref.label, belongs_to=owner)
        return identifier


def _with(statement: Statement, **fields: object) -> Statement:
    return replace(statement, **fields)  # type: ignore[arg-type]  # fields of the statement


def slug(label: str) -> str:
    """The small-letter part of an id.

    >>> slug("Ukraine's NATO membership"), slug("Côte d'Ivoire")
    ('ukraines-nato-membership', 'cote-divoire')
    """
    return re.sub(r"[^a-z0-9]+", "-", plain(label).replace("'", "")).strip("-") or "unnamed"
