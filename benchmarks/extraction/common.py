"""Documents, gold and drafts for the benchmark and for fitting the confidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from faultlines.extract.documents import Document, read_document
from faultlines.extract.names import flat_lists
from faultlines.extract.pipeline import Extractor, same_words
from faultlines.model import Entity, record
from faultlines.seeds.load import load_seeds

HERE = Path(__file__).parent
SEEDS = HERE.parent.parent / "seeds"


def gold(part: str) -> list[dict[str, Any]]:
    """The records of ``dev``, ``held``, or ``curated`` (the reviewed statements of the seeds)."""
    if part == "curated":
        seeds = load_seeds(SEEDS).sound()
        names = {e.id: (e.label, e.cls) for e in seeds.entities.values()}
        return [record(s, names, lambda i: seeds.sources[i].sha256) for s in seeds.statements]
    lines = (line for path in sorted((HERE / "gold" / part).glob("*.jsonl")) for line in path.read_text().splitlines())
    return [json.loads(line) for line in lines]


def documents(folders: Sequence[Path], records: Iterable[dict[str, Any]]) -> dict[str, Document]:
    """The documents that the records speak of, by SHA-256, as far as the folders hold them."""
    wanted = {r["source_sha256"] for r in records}
    found = {}
    for folder in folders:
        for path in sorted(p for p in folder.rglob("*") if p.is_file()):
            if path.suffix in (".txt", ".md") and hashlib.sha256(path.read_bytes()).hexdigest() in wanted:
                document = read_document(path)
                found[document.sha256] = document
    return found


def candidates(extractor: Extractor, document: Document) -> list[dict[str, Any]]:
    """Every candidate as a public record, with its features under ``features``."""
    source, found = extractor.drafts(document)
    entities: dict[str, Entity] = {}
    out = []
    for block, draft in found:
        if (statement := extractor.statement(draft, block, source, 0.5, entities)) is None:
            continue
        names = {e.id: (e.label, e.cls) for e in (*flat_lists(SEEDS).values(), *entities.values())}
        out.append(
            {
                **record(statement, names, lambda _: document.sha256),
                "features": draft.features,
                "words": same_words(block, draft),
            }
        )
    return out
