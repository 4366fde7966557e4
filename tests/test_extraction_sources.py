"""The extractor on the documents that the project grew out of, for whoever has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from faultlines.extract.documents import read_document
from faultlines.extract.pipeline import Extractor
from faultlines.extract.result import Extraction

ROOT = Path(__file__).parents[1]
SOURCES = ROOT.parent / "shared" / "sources"
pytestmark = pytest.mark.skipif(not SOURCES.is_dir(), reason="the documents are not here")


def _read(number: str) -> Extraction:
    (path,) = SOURCES.glob(f"{number}_*.txt")
    return Extractor(ROOT / "seeds")(read_document(path))


@pytest.mark.parametrize(
    ("number", "voice", "complete", "acts"),
    [
        ("003", "actor:vladimir-putin", True, ("NATO", "missiles", "Lukashenko", "revolution", "opposition")),
        ("004", "actor:dmitry-trenin", False, ("NATO", "forces", "Donbas", "Belarus")),
    ],
)
def test_both_lists_of_red_lines_come_out_whole(number: str, voice: str, complete: bool, acts: tuple[str, ...]) -> None:
    extraction = _read(number)
    known = Extractor(ROOT / "seeds").names.entities
    labels = {e.id: e.label for e in extraction.entities}
    lines = [s for s in extraction.statements if s.relation == "drawsRedLine"]
    assert len(lines) == len(acts)
    for line, act in zip(lines, acts, strict=True):
        assert act.casefold() in labels.get(line.object, line.object.replace("-", " ")).casefold()
        assert (line.subject, line.said_by, line.list_complete) == ("actor:russia", (voice,), complete)
        assert line.subject in known


def test_no_machine_translated_sentence_is_surer_than_half() -> None:
    for number in ("000", "002"):
        extraction = _read(number)
        if extraction.source.text_quality == "machine-translated":
            assert max(s.confidence for s in extraction.statements) <= 0.5
    assert "machine-translated" in {_read(n).source.text_quality for n in ("000", "002")}


@pytest.mark.parametrize(
    ("number", "start", "end"),
    [
        *(("000", 6671, 6695), ("000", 3247, 3265), ("000", 5378, 5427), ("002", 5174, 5199)),
        *(("002", 6127, 6153), ("002", 5342, 5355), ("002", 1612, 1619), ("002", 8139, 8144)),
    ],
)
def test_traps_of_machine_translation_do_not_become_facts(number: str, start: int, end: int) -> None:
    for statement in _read(number).statements:
        at = any(a < end and start < b for a, b in statement.spans)
        assert not (at and statement.plain and statement.confidence > 0.5), statement
