"""The invented texts that the judge learns from keep their form."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

FILE = Path(__file__).parents[1] / "benchmarks" / "extraction" / "written.py"


@pytest.fixture(scope="module")
def reader() -> ModuleType:
    spec = importlib.util.spec_from_file_location("written", FILE)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_every_statement_stands_at_its_sentence(reader: ModuleType) -> None:
    read = reader.written()
    assert len({document.sha256 for document, _ in read}) == len(read) > 300
    for document, records in read:
        for record in records:
            sentence = document.text[record["start"] : record["end"]]
            assert sentence.strip() == sentence != ""
            assert "\n" not in sentence


def test_a_text_is_put_together_as_it_is_written(reader: ModuleType, tmp_path: Path) -> None:
    lines = [
        "=== one", "Arland barred ships.", "    Arland | pressures | Borduria | d | f | The League; Dalia | opposes |",
        "It rained.", "", "- An item", "- Another", "=== two", "Nothing.",
    ]  # fmt: skip
    (tmp_path / "x.txt").write_text("\n".join(lines), encoding="utf-8")
    (one, (record,)), (two, none) = reader.written(tmp_path)
    assert (one.text, two.text, none) == ("Arland barred ships. It rained.\n\n- An item\n- Another\n", "Nothing.\n", [])
    assert one.text[record["start"] : record["end"]] == "Arland barred ships."
    assert (record["polarity"], record["modality"]) == ("denied", "forecast")
    assert (record["said_by"], record["also"]) == (["The League", "Dalia"], ["opposes"])


def test_a_fault_is_named_with_its_line(reader: ModuleType, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("=== one\nArland barred ships.\n    Arland | bars | Borduria | | | | |\n")
    with pytest.raises(SystemExit, match=r"x\.txt:3: no statement of eight cells: Arland \| bars"):
        reader.written(tmp_path)
