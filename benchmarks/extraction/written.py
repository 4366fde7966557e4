"""Invented texts with the statements of each sentence, read from `written/`; what their form is, says its README."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from faultlines.extract.documents import Document
from faultlines.extract.formats import Masthead
from faultlines.extract.masthead import read_masthead
from faultlines.terms import RELATIONS

FOLDER: Final = Path(__file__).with_name("written")
_MARK: Final = "=== "
_POLARITY: Final = {"": "affirmed", "d": "denied"}
_MODALITY: Final = {"": "asserted", "f": "forecast", "p": "possible", "c": "conditional", "w": "desired"}
_ITEMS: Final = ("-", "*", "•", "→", "|", "#")

Record = dict[str, Any]


def written(folder: Path = FOLDER) -> list[tuple[Document, list[Record]]]:
    """Every document with its records; a fault in a file ends it with file and line."""
    return [pair for path in sorted(folder.glob("*.txt")) for pair in _documents(path)]


def _documents(path: Path) -> Iterator[tuple[Document, list[Record]]]:
    name, lines = "", []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith(_MARK):
            if name:
                yield _document(path, name, lines)
            name, lines = line.removeprefix(_MARK), []
        elif name:
            lines.append((number, line))
    yield _document(path, name, lines)


def _document(path: Path, name: str, lines: list[tuple[int, str]]) -> tuple[Document, list[Record]]:
    text, last, apart = "", "", False
    found: list[tuple[list[int], list[str]]] = []
    for number, line in lines:
        if not line.strip():
            apart = bool(text)
        elif line.startswith("    "):
            found.append(([len(text) - len(last), len(text)], _cells(f"{path}:{number}", line)))
        else:
            item = line.startswith(_ITEMS) or last.startswith(_ITEMS)
            text += "\n\n" if apart else "\n" if text and item else " " if text else ""
            text, last, apart = text + line, line, False
    text += "\n"
    sha = hashlib.sha256(text.encode()).hexdigest()
    shown = read_masthead(text, Masthead(), name)
    document = Document(
        name=f"{name}.md", text=text, sha256=sha, title=shown.title, date=shown.date, author=shown.author
    )
    return document, [_record(name, sha, span, cells) for span, cells in found]


def _cells(where: str, line: str) -> list[str]:
    cells = [cell.strip() for cell in line.split("|")]
    said = {cells[1], *cells[6].split()} if len(cells) == 8 else set()
    if len(cells) != 8 or not said <= RELATIONS.keys() or cells[3] not in _POLARITY or cells[4] not in _MODALITY:
        raise SystemExit(f"{where}: no statement of eight cells: {line.strip()}")
    return cells


def _record(name: str, sha: str, span: list[int], cells: list[str]) -> Record:
    subject, relation, obj, polarity, modality, said_by, also, weight = cells
    return {
        "subject_label": subject, "subject_type": None, "relation": relation, "object_label": obj, "object_type": None,
        "about": [], "to": [], "polarity": _POLARITY[polarity], "modality": _MODALITY[modality],
        "said_by": [s.strip() for s in said_by.split(";") if s.strip()], "via": [], "source": name,
        "source_sha256": sha, "start": span[0], "end": span[1], "spans": [span], "also": also.split(),
        "arguable": weight == "arguable",
    }  # fmt: skip
