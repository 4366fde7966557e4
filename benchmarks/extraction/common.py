"""Documents, gold and candidates, for the benchmark and for fitting the judge."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from written import written

from faultlines.extract.documents import Document, read_document
from faultlines.extract.names import flat_lists
from faultlines.extract.pipeline import Extractor
from faultlines.model import record
from faultlines.seeds.load import load_seeds

HERE = Path(__file__).parent
AWAY = frozenset(
    """bra-2023 deu-2023 fra-2017 isr-2022 jpn-2023 tur-2022 ukr-2022 usa-2017 usa-2022 wh-chinatrade
    wh-geneva""".split()  # noqa: SIM905  # reads as words
)
"""Documents of train, drawn by lot, that are left out of what the first judge learns from."""
AWAY_WRITTEN = 10
"""Every so manieth invented document is left out, too."""
AWAY_JUDGE = HERE / "build" / "judge-away"
SEEDS = HERE.parent.parent / "seeds"


def gold(part: str) -> list[dict[str, Any]]:
    """The records of ``train``, ``dev``, ``held``, ``second``, or ``curated`` (the seeds' reviewed statements)."""
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


def away() -> set[str]:
    """Documents that the first judge does not see: development, curated, some of train and of the invented ones."""
    some = {r["source_sha256"] for r in gold("train") if r["source"] in AWAY}
    invented = sorted(document.sha256 for document, _ in written())
    others = {r["source_sha256"] for part in ("dev", "curated") for r in gold(part)}
    return {*some, *invented[::AWAY_WRITTEN], *others}


def found(extractor: Extractor, documents: Iterable[Document]) -> list[dict[str, Any]]:
    """The extractor's candidates, as public records."""
    names = flat_lists(SEEDS)
    return [
        record | {"source_sha256": document.sha256}
        for document in documents
        for record in extractor(document).records(names)
    ]
