"""Imports point against the flow of the data, and `faultlines --help` imports nothing heavy."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import execute

ROOT = Path(__file__).parent.parent
HEAVY = {
    "jinja2",
    "networkx",
    "numpy",
    "oxrdflib",
    "pandas",
    "pydantic",
    "pyoxigraph",
    "pyshacl",
    "pyvis",
    "rdflib",
    "rich",
    "yaml",
}


def test_imports_point_against_the_flow() -> None:
    from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == EXIT_STATUS_SUCCESS


def imported_by(code: str) -> set[str]:
    """The modules at the top level that a fresh interpreter has after running the code."""
    tail = "import json, sys; print(json.dumps(sorted({name.partition('.')[0] for name in sys.modules})))"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{tail}"], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


CALL = "from faultlines.cli import main\ntry: main({!r}, prog_name='faultlines')\nexcept SystemExit: pass"


@pytest.mark.parametrize(
    "arguments",
    [["--help"], ["--version"], ["statements", "--help"], ["sources", "--help"], ["completion", "bash"], ["chek"]],
)
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    assert imported_by(CALL.format(arguments)) & HEAVY == set()


def test_the_package_alone_imports_nothing_heavy() -> None:
    assert imported_by("import faultlines") & (HEAVY | {"click"}) == set()


def test_a_question_needs_neither_seeds_nor_networks(store_folder: Path) -> None:
    """What a store was built from is only hashed; reading it is the build's affair."""
    code = CALL.format(
        ["ask", "contested-places", "-f", "csv", "--seeds", str(ROOT / "tests/world"), "--store", str(store_folder)]
    )
    assert (
        imported_by(code) & {"networkx", "numpy", "pandas", "pydantic", "pyshacl", "pyvis", "rdflib", "yaml"} == set()
    )


def test_heavy_modules_are_seen_where_they_are() -> None:
    assert {"pyoxigraph", "rdflib", "networkx", "pydantic"} <= imported_by(
        "import pyoxigraph, rdflib, networkx, pydantic"
    ) & HEAVY


def test_the_program_runs_as_a_module() -> None:
    done = execute("--version")
    assert (done.returncode, done.stderr) == (0, b"")
