"""Every notebook reads like a short article: a title, prose, a table and a picture, and at its end three things to try.

That their code runs is tested by nbmake.
"""

import json
import re
from pathlib import Path

import pytest

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))


def cells(path, kind):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in found if cell["cell_type"] == kind]


def test_there_are_nine_in_order():
    assert [path.name[:2] for path in NOTEBOOKS] == [f"{number:02}" for number in range(1, 10)]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_a_short_article(path):
    prose, code = cells(path, "markdown"), cells(path, "code")
    assert re.match(r"# \S.*\n\n\S", prose[0]), "a title, and what it is about"
    assert 5 <= len(code) <= 20
    assert 150 < sum(len(text.split()) for text in prose) < 1200
    assert any(re.search(r"^fl\.show\(", text, re.M) for text in code), "a picture"
    last = prose[-1].splitlines()
    assert last[0] == "## Three things to try"
    assert [line[:2] for line in last if re.match(r"\d\.", line)] == ["1.", "2.", "3."]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_it_is_kept_without_its_output(path):
    found = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in found)
