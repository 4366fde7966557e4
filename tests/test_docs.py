"""Every code block of the documentation runs, page by page, as a reader would run it; and the site builds."""

from __future__ import annotations

import doctest
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import faultlines as fl
from conftest import commands
from faultlines.queries import questions
from faultlines.terms import RELATIONS

ROOT = Path(__file__).parents[1]
PAGES = sorted(path for path in (ROOT / "docs").rglob("*.md") if "generated" not in path.parts)
_BLOCK = re.compile(r"(?:<!-- file: (\S+) -->\n)?^(`{3,})([^\n`]*)\n(.*?)^\2$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Block:
    """A code block: its language, its text, and the file that it is to be saved as."""

    language: str
    text: str
    file: str


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    found = [Block(language, body, file) for file, _, language, body in _BLOCK.findall(text)]
    return [block for block in found if not block.language.startswith("{")]  # a directive of the site


WITH_CODE = [page for page in PAGES if blocks(page)]


def run_shell(text: str, folder: Path, environment: dict[str, str]) -> None:
    """Run a block line by line as a shell does; what it leaves in the background ends with it."""
    done = subprocess.Popen(
        ["bash", "-euo", "pipefail", "-c", text], cwd=folder, env=environment, start_new_session=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        _, errors = done.communicate(timeout=180)
    except subprocess.TimeoutExpired:  # a server in the background holds the pipes
        errors = "did not end"
    finally:
        if _alive(done.pid):
            os.killpg(done.pid, signal.SIGKILL)
    assert done.returncode == 0, f"{text}\n{errors}"
    assert "Traceback" not in errors


def _alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("page", WITH_CODE, ids=lambda page: str(page.relative_to(ROOT / "docs").with_suffix("")))
def test_its_code_runs(page: Path, tmp_path: Path, environment: dict[str, str], monkeypatch, real_store: Path) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {"__name__": "__main__"}
    for block in blocks(page):
        if block.file:
            target = tmp_path / block.file
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(block.text, encoding="utf-8")
        elif block.language == "sh":
            run_shell(block.text, tmp_path, environment)
        elif block.language == "python":
            exec(compile(block.text, str(page), "exec"), names)  # noqa: S102 - the documentation's own
        elif block.language == "sparql":
            with fl.open(real_store) as kg:
                result = kg.query(block.text)
                assert bool(result) if result.form == "ask" else next(iter(result)), block.text
        else:
            assert block.language in ("text", "json", "turtle"), f"a block of {block.language or 'no language'}"


@pytest.mark.parametrize("name", fl.__all__)
def test_a_public_name_has_an_example(name: str) -> None:
    assert len(fl.__all__) <= 10
    assert any(found.examples for found in doctest.DocTestFinder().find(getattr(fl, name), name))


def test_the_site_builds_and_lists_what_there_is(tmp_path: Path, environment: dict[str, str]) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-d", tmp_path / "trees", ROOT / "docs", tmp_path],
        capture_output=True, text=True, timeout=300, env=environment,
    )  # fmt: skip
    assert built.returncode == 0, built.stderr

    def text(page: str) -> str:
        return re.sub(r"<[^>]+>", "", (tmp_path / "reference" / f"{page}.html").read_text(encoding="utf-8"))

    cli, python = text("cli"), text("python")
    for path, command in commands():
        assert " ".join(("faultlines", *path)) in cli
        for parameter in command.params:
            for option in getattr(parameter, "opts", ()):
                assert not option.startswith("--") or option in cli, option
    for name in fl.__all__:
        assert name in python, name
    for name in questions():
        assert name in text("questions"), name
    for name in RELATIONS:
        assert f"fl:{name}" in text("ontology"), name
    pages = [page.relative_to(ROOT / "docs").with_suffix(".html") for page in PAGES if page.name != "README.md"]
    assert [page for page in pages if not (tmp_path / page).is_file()] == []
    texts = [(tmp_path / page).read_text(encoding="utf-8") for page in pages]
    assert [url for t in texts for url in re.findall(r'(?:src|<link[^>]+href)="(https?://[^"]+)', t)] == []
