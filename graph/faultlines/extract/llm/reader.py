"""A document, passage by passage, through a language model; only what it quotes literally is believed."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

from faultlines import paths
from faultlines.extract.documents import Document
from faultlines.extract.known import Known
from faultlines.extract.llm.answer import Unusable, validated
from faultlines.extract.llm.client import Client, Limits, NotRead
from faultlines.extract.llm.naming import Naming
from faultlines.extract.llm.passages import passages, quoted
from faultlines.extract.llm.prompt import instructions, question
from faultlines.extract.llm.report import Report, Tally
from faultlines.extract.llm.server import Server
from faultlines.extract.names import gazetteer
from faultlines.extract.pipeline import GARBLED
from faultlines.extract.profile import profile
from faultlines.extract.result import Extraction
from faultlines.model import Source, Statement


class LanguageModel:
    """Reads documents with a language model; called like `pipeline.Extractor`."""

    def __init__(
        self,
        seeds: Path | None = None,
        *,
        model: str,
        base_url: str = "",
        key: str | None = None,
        limits: Limits | None = None,
        least: float = 0.0,
        prices: tuple[float, float] | None = None,
    ) -> None:
        """`key` None is that of the environment, OPENAI_API_KEY; `prices` are of a million tokens in and out."""
        self.folder = (seeds or paths.seeds()).resolve()
        self.names = gazetteer(self.folder)
        self.known = Known(self.folder)
        self.model = model
        self.least = least
        self.report = Report(prices=prices)
        """Of the document read last."""
        key = os.environ.get("OPENAI_API_KEY", "") if key is None else key
        self._client = Client(Server(base_url, model, key), limits or Limits())

    def __call__(self, document: Document) -> Extraction:
        """The candidates of one document; passages that fail are counted in `report`, the others go on."""
        source, speaker = profile(document, self.names, self.folder)
        self._client.begin(tally := Tally())
        naming = Naming(self.names, self.known, source.date)
        found: dict[str, Statement] = {}
        voice = speaker.one or speaker.many
        author = document.author or (voice.label if voice else "")
        for start, end in passages(document.text):
            text = document.text[start:end]
            tally.passages += 1
            asked = question(text, author=author, title=source.title, date=source.date)
            try:
                answer = self._client.ask(instructions(), asked)
            except NotRead as error:
                tally.failed[str(error)] += 1
                continue
            for raw in answer:
                try:
                    statement = self._statement(raw, text, start, source, naming)
                except Unusable as error:
                    tally.rejected[str(error)] += 1
                else:
                    found[statement.key] = _joined(found.get(statement.key), statement)
        statements = tuple(sorted(found.values(), key=lambda s: (s.spans, s.key)))
        self.report = tally.report(len(statements), self.report.prices)
        for identifier in source.voice:
            naming.note(identifier)
        named = {i for s in statements for i in (s.subject, s.object, *s.about, *s.to, *s.said_by, *s.via)}
        named |= set(source.voice)
        entities = tuple(naming.entities[i] for i in sorted(named & naming.entities.keys()))
        return Extraction(source=source, entities=entities, statements=statements)

    def _statement(self, raw: object, text: str, offset: int, source: Source, naming: Naming) -> Statement:
        """The statement of one part of an answer; Unusable if it is not to be believed."""
        said = validated(raw)
        if (span := quoted(said.quote, text)) is None:
            raise Unusable("quotation not in the text")
        sure = min(said.confidence, GARBLED) if source.text_quality == "machine-translated" else said.confidence
        if sure < self.least:
            raise Unusable("less sure than asked for")
        subject = naming.id(said.subject, said.subject_type, "ActorGroup")
        obj = naming.id(said.object, said.object_type, "Issue")
        about = tuple(dict.fromkeys(naming.id(a, "Issue", "Issue") for a in said.about))
        to = tuple(dict.fromkeys(naming.id(t, "ActorGroup", "ActorGroup") for t in said.to))
        voice = (naming.id(said.said_by, "ActorGroup", "ActorGroup"),) if said.said_by else ()
        if not all((subject, obj, *about, *to, *voice)):
            raise Unusable("name without Latin letters")
        if subject == obj:
            raise Unusable("subject is object")
        reported = bool(voice) and voice != source.voice
        return Statement(
            subject=subject,
            relation=said.relation,
            object=obj,
            source=source.id,
            about=about,
            to=to,
            polarity=said.polarity,
            modality=said.modality,
            said_by=voice if reported else source.voice,
            via=source.voice if reported else (),
            confidence=round(sure, 2),
            said_on="" if reported else source.date,
            spans=((offset + span[0], offset + span[1]),),
            method=f"llm:{self.model}",
        )


def _joined(first: Statement | None, again: Statement) -> Statement:
    """A statement that is made twice is one with both spans, as sure as the surer."""
    if first is None:
        return again
    spans = tuple(sorted({*first.spans, *again.spans}))
    return replace(first, spans=spans, confidence=max(first.confidence, again.confidence))
