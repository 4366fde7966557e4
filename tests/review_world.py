"""An invented document and its candidates, for the tests of review."""

from __future__ import annotations

import hashlib
from pathlib import Path

TEXT = (
    "The strait fund\n\nEdda Storm, envoy of Elbonia, spoke on Monday. Arland supports a strait fund. "
    "If Borduria pays, Carpania will pay too. Dalmaria opposes the strait fund.\x1b[31m Nobody else spoke.\n"
)
HASH = hashlib.sha256(TEXT.encode()).hexdigest()


def at(words: str) -> str:
    """The span of the words as YAML."""
    start = TEXT.index(words)
    return f"[{start}, {start + len(words)}]"


TOP = f"""\
# yaml-language-server: $schema=../candidate-file.schema.json
source:
  id: herald-2031-07
  title: The strait fund
  author: new:edda-storm   # she wrote it herself
  published_first_by: actor:ard-courier
  kind: op-ed
  date: 2031-07-01
  stance: elbonian
  text_quality: original
  sha256: {HASH}
  characters: {len(TEXT)}
curator: faultlines
entities:
  - id: actor:elbonia
    class: State
    label: Elbonia
    aliases: [Elbonian, Karpan, the Marsh]
    looked_up: Gazetteer 2031
  - {{id: new:edda-storm, class: Person, label: Edda Storm, belongs_to: actor:elbonia}}
  - id: new:strait-fund
    class: Issue
    label: Strait fund
statements:
"""
ARLAND = f"""\
  - subject: actor:arland
    relation: supports
    object: new:strait-fund
    confidence: 0.8
    at: {at("Arland supports a strait fund")}
    method: faultlines-rules 0.2
"""
PAYS = f"""\
  - as: pays
    subject: actor:borduria
    relation: supports
    object: new:strait-fund
    modality: possible
    confidence: 0.5
    at: {at("If Borduria pays")}
    method: faultlines-rules 0.2
    note: "Read from: pays"
"""
CARPANIA = f"""\
  - subject: actor:carpania
    relation: supports
    object: new:strait-fund
    modality: conditional
    condition: pays
    at: {at("Carpania will pay too")}
    method: faultlines-rules 0.2
"""
DALMARIA = f"""\
  - {{subject: actor:dalmaria, relation: opposes, object: new:strait-fund, at: {at("Dalmaria opposes the strait")}}}
"""
CANDIDATES = f"{TOP}  # what the envoy writes\n{ARLAND}{PAYS}\n{CARPANIA}  # the last one\n{DALMARIA}"


def put(world: Path, text: str = CANDIDATES) -> Path:
    """The file of candidates, put into a copy of the world."""
    path = world / "candidates" / "herald-2031-07.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, but for the empty one that holds two reviews apart."""
    found = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != ".review.lock")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}
