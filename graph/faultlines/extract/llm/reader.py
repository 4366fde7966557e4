"""A document, passage by passage, through a language model; only what it quotes literally is believed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import ValidationError

from faultlines import paths
from faultlines.extract.clean import blocks
from faultlines.extract.documents import Document
from faultlines.extract.known import Known
from faultlines.extract.llm.answer import ASKED, CLASSES, Said
from faultlines.extract.llm.client import Client, NotRead
from faultlines.extract.llm.report import Report
from faultlines.extract.names import gazetteer
from faultlines.extract.pipeline import slug
from faultlines.extract.profile import profile
from faultlines.extract.refs import ACTORS
from faultlines.extract.result import Extraction
from faultlines.model import Entity, Source, Span, Statement

PASSAGE: Final = 6000
"""Characters of a passage, unless one paragraph is longer."""


class LanguageModel:
    """Reads documents with a language model; called like `pipeline.Extractor`."""

    def __init__(
        self,
        seeds: Path | None = None,
        *,
        model: str,
        base_url: str = "",
        timeout: float = 120,
        least: float = 0.0,
        prices: tuple[float, float] | None = None,
    ) -> None:
        folder = (seeds or paths.seeds()).resolve()
        self.names = gazetteer(folder)
        self.known = Known(folder)
        self.folder = folder
        self.model = model
        self.least = least
        self._prices = prices or (None, None)
        self.report = Report()
        """Of the document read last."""
        self._client = Client(base_url, model, os.environ.get("OPENAI_API_KEY", ""), timeout)

    def __call__(self, document: Document) -> Extraction:
        """The candidates of one document; passages that fail are counted in `report`, the others go on."""
        source, _ = profile(document, self.names, self.folder)
        self.report = self._client.report = Report(price_in=self._prices[0], price_out=self._prices[1])
        entities: dict[str, Entity] = {}
        found: dict[str, Statement] = {}
        for start, end in passages(document.text):
            text = document.text[start:end]
            try:
                answer = self._client.ask(_prompt(), text)
            except NotRead as error:
                self.report.failed[str(error)] += 1
                continue
            for raw in answer:
                statement = self._statement(raw, text, start, source, entities)
                if statement is not None and statement.confidence >= self.least:
                    found.setdefault(statement.key, statement)
                    self.report.accepted += 1
        statements = tuple(sorted(found.values(), key=lambda s: (s.spans, s.key)))
        named = {i for s in statements for i in (s.subject, s.object, *s.about, *s.to, *s.said_by, *s.via)}
        return Extraction(
            source=source, entities=tuple(entities[i] for i in sorted(named & entities.keys())), statements=statements
        )

    def _statement(
        self, raw: object, text: str, offset: int, source: Source, entities: dict[str, Entity]
    ) -> Statement | None:
        try:
            said = Said.model_validate(raw)
        except ValidationError as error:
            self.report.rejected[f"bad {'.'.join(map(str, error.errors()[0]['loc'])) or 'statement'}"] += 1
            return None
        if said.relation not in ASKED:
            self.report.rejected["unknown relation"] += 1
            return None
        span = quoted(said.quote, text)
        if span is None:
            self.report.rejected["quotation not in the text"] += 1
            return None
        subject = self._entity(said.subject, said.subject_type, "ActorGroup", entities)
        obj = self._entity(said.object, said.object_type, "Issue", entities)
        if subject == obj:
            self.report.rejected["subject is object"] += 1
            return None
        voice = (self._entity(said.said_by, "ActorGroup", "ActorGroup", entities),) if said.said_by else ()
        reported = bool(voice) and voice != source.voice
        return Statement(
            subject=subject,
            relation=said.relation,
            object=obj,
            source=source.id,
            about=tuple(self._entity(a, "Issue", "Issue", entities) for a in said.about),
            to=tuple(self._entity(t, "ActorGroup", "ActorGroup", entities) for t in said.to),
            polarity=said.polarity,
            modality=said.modality,
            said_by=voice if reported else source.voice,
            via=source.voice if reported else (),
            confidence=round(said.confidence, 2),
            said_on="" if reported else source.date,
            spans=((offset + span[0], offset + span[1]),),
            method=f"llm:{self.model}",
        )

    def _entity(self, label: str, cls: str, otherwise: str, entities: dict[str, Entity]) -> str:
        """The id of what a label names, known or new."""
        label = " ".join(label.split())
        for reading in self.names.names.get(label, ())[:1]:
            if reading.entity not in self.names.known:
                entities[reading.entity] = self.names.entities[reading.entity]
            return reading.entity
        cls = cls if cls in CLASSES else otherwise
        if found := self.known.find(label, cls in ACTORS):
            return found
        identifier = f"new:{slug(label)}"
        entities.setdefault(identifier, Entity(id=identifier, cls=cls, label=label))
        return identifier


def passages(text: str) -> Iterator[Span]:
    """Stretches of whole paragraphs, one behind the other.

    >>> list(passages("One paragraph here.\\n\\nAnd another one."))
    [(0, 37)]
    """
    start = end = None
    for block in blocks(text):
        last = block.start + len(block.text)
        if start is not None and last - start > PASSAGE and end is not None:
            yield start, end
            start = None
        start = block.start if start is None else start
        end = last
    if start is not None and end is not None:
        yield start, end


def quoted(quote: str, text: str) -> Span | None:
    """Where a quotation stands in the text, letter by letter but for runs of blanks.

    >>> quoted("red  lines", "Its red\\nlines hold."), quoted("red line", "no lines")
    ((4, 13), None)
    """
    found = re.search(r"\s+".join(map(re.escape, quote.split())), text) if quote.split() else None
    return found.span() if found else None


@cache
def _prompt() -> str:
    return Path(__file__).with_name("prompt.txt").read_text(encoding="utf-8") + " ".join(ASKED) + "\n"
