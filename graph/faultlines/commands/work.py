"""What `faultlines extract` does with one file, here or in a worker process."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError, entry_points, requires, version
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

import faultlines
from faultlines import paths
from faultlines.seeds.digest import digest, program_digest

if TYPE_CHECKING:
    from faultlines.extract.documents import Document
    from faultlines.extract.llm import Report
    from faultlines.extract.result import Extraction
    from faultlines.extract.workers import Lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How documents are read; hashable, so that a worker loads its reader once."""

    seeds: Path
    least: float | None = None
    author: str = ""
    date: str = ""
    model: str = ""
    """Of the parser, or of the language model."""
    base_url: str = ""
    language_model: bool = False
    prices: tuple[float, float] | None = None
    """Of a million tokens in and out."""
    yaml: bool = False
    own: Path | None = None
    """The seeds that a candidate file is for, if they are not those that documents are read with."""

    @property
    def version(self) -> str:
        """Changes whenever the same document could give other lines: with the settings and the seeds, with any file of
        the program, its frames and what it learned among them, and with the packages that it reads with.
        """
        program = program_digest(Path(faultlines.__file__).parent)
        return f"{self} {digest(self.seeds)} {digest(paths.names(self.seeds))} {program} {' '.join(_packages())}"


def _packages() -> list[str]:
    """What the extra `extract` installs and every pipeline of spaCy, each with its version."""
    wanted = {p.dist.name.replace("_", "-") for p in entry_points(group="spacy_models") if p.dist}
    for requirement in requires("faultlines") or ():
        name, _, condition = requirement.partition(";")
        if re.search(r"extra == .extract\b", condition):
            wanted.update(re.findall(r"^[\w.-]+", name))
    found = []
    for name in sorted(wanted):
        with suppress(PackageNotFoundError):
            found.append(f"{name} {version(name)}")
    return found


def work(path: Path | None, settings: Settings, ids: Mapping[str, str] = MappingProxyType({})) -> Lines:
    """The public records of one document, or its candidate file as one line of JSON; `ids` holds, by absolute path, the
    sources' ids that do not follow from the file's name alone."""
    from faultlines.errors import Fault, Findings
    from faultlines.extract.candidates import candidate_yaml
    from faultlines.extract.documents import read_document
    from faultlines.extract.language import is_english
    from faultlines.extract.names import flat_lists, gazetteer, world
    from faultlines.extract.workers import Lines

    document = read_document(path)
    document = replace(
        document,
        id=ids.get(os.path.abspath(path), "") if path else "",
        author=settings.author or document.author,
        date=settings.date or document.date,
    )
    read = reader(settings)
    extraction = read(document)
    faults: list[Fault] = []
    if settings.language_model:
        report: Report = read.report  # type: ignore[attr-defined]  # of the language model
        print(f"{document.name}: {report}", file=sys.stderr)
        if report.unread:
            faults.append(Fault(document.name, 0, f"{report.unread}; its statements are those of the others"))
        if report.passages and sum(report.failed.values()) == report.passages:
            raise Findings([Fault(document.name, 0, report.unread)])
    elif not is_english(document.text):
        print(f"{document.name}: does not look like English, which is all that the rules can read", file=sys.stderr)
    words = len(document.text.split())
    if settings.yaml:
        from faultlines.extract.shown import with_shown
        from faultlines.review.rejected import drop_rejected
        from faultlines.seeds.load import load_seeds, no_seeds

        own = settings.own or settings.seeds
        seeds = load_seeds(own) if paths.begun(own) else no_seeds(own)
        reviewed = seeds.sources.get(extraction.source.id)
        if reviewed is not None and reviewed.sha256 != document.sha256:
            message = f"is not the document of {reviewed.id}, which the seeds have under this name; rename the file"
            raise Findings([Fault(document.name, 1, message)])
        kept = tuple(drop_rejected(extraction.statements, seeds, extraction.source.voice))
        extraction = replace(extraction, statements=kept)
        shown, new = with_shown(extraction.source, document, gazetteer(settings.seeds))
        if reviewed is not None:
            shown, new = extraction.source, ()
        curator = kept[0].method if kept else "faultlines extract"
        text = candidate_yaml(extraction, curator, world(settings.seeds), seeds.entities, shown, new)
        made = {
            "name": document.name,
            "id": extraction.source.id,
            "text": text,
            "count": len(kept),
            "document": document.text,
        }
        return Lines([json.dumps(made)], words, faults)
    records = extraction.records(flat_lists(settings.seeds))
    return Lines([json.dumps(record, ensure_ascii=False) for record in records], words, faults)


@cache
def reader(settings: Settings) -> Callable[[Document], Extraction]:
    """The extractor that the settings ask for."""
    if settings.language_model:
        from faultlines.extract.llm import LanguageModel

        return LanguageModel(
            settings.seeds,
            model=settings.model,
            base_url=settings.base_url,
            least=settings.least or 0.0,
            prices=settings.prices,
        )
    from faultlines.extract.pipeline import Extractor

    return Extractor(settings.seeds, settings.model, settings.least)
