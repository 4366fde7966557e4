"""What all tests share: an invented world, its built store, and a home of its own for every test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from hypothesis import settings

from faultlines import paths
from faultlines.build import build
from faultlines.cli import main
from faultlines.seeds import Seeds, load_seeds
from faultlines.sources import add_documents
from faultlines.store import KnowledgeGraph

WORLD = Path(__file__).parent / "world"
"""The seeds of the invented world; its documents lie in `documents/`."""

settings.register_profile("faultlines", max_examples=40, deadline=None)
settings.load_profile("faultlines")

_HOMES = (
    "HOME",
    "USERPROFILE",
    "LOCALAPPDATA",
    "APPDATA",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "XDG_STATE_HOME",
)


def _live_in(folder: Path, patch: pytest.MonkeyPatch) -> None:
    for name in _HOMES:
        patch.setenv(name, str(folder / name.lower()))


@pytest.fixture(scope="session", autouse=True)
def _session_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is made once for all tests touches nothing of the user's."""
    with pytest.MonkeyPatch.context() as patch:
        _live_in(tmp_path_factory.mktemp("home"), patch)
        yield


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home for each test: no store in its cache, no documents in its data folder."""
    folder = tmp_path_factory.mktemp("home")
    _live_in(folder, monkeypatch)
    return folder


@pytest.fixture(scope="session")
def seeds() -> Seeds:
    """The seeds of the world as read."""
    return load_seeds(WORLD).sound()


@pytest.fixture(scope="session")
def store_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The world's store, built once; do not write into it."""
    folder = tmp_path_factory.mktemp("world") / "store"
    build(WORLD, folder)
    return folder


@pytest.fixture(scope="session")
def kg(store_folder: Path) -> Iterator[KnowledgeGraph]:
    """The world's store, opened once."""
    with KnowledgeGraph.open(store_folder) as opened:
        yield opened


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the world to spoil, as ./seeds of the working directory."""
    folder = tmp_path / "seeds"
    shutil.copytree(WORLD, folder, ignore=shutil.ignore_patterns("documents"))
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def documents(home: Path, seeds: Seeds) -> dict[str, str]:
    """The world's documents, kept in this test's home: source → text."""
    files = sorted((WORLD / "documents").glob("*.txt"))
    kept, faults = add_documents(files, seeds.sources.values())
    assert (len(kept), faults) == (len(files), [])
    return {source.id: path.read_bytes().decode() for path, source in kept}


@pytest.fixture
def shapeless(monkeypatch: pytest.MonkeyPatch) -> None:
    """Builds of this process leave out the shapes, which take most of their time and are tested elsewhere."""
    monkeypatch.setattr("faultlines.validate.shape_faults", lambda *_: iter(()))


Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Run `faultlines …` in this process; an exception that reaches the user is a failure of the test."""

    def invoke(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(main, [str(a) for a in arguments], input=stdin, prog_name="faultlines")
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return invoke


COMMAND = (sys.executable, "-m", "faultlines.cli")
"""The command line as another process; `sys.executable` so that it is the program under test."""


def execute(*arguments: str | Path, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run `faultlines …` as its own process."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=stdin,
        capture_output=True,
        timeout=120,
        env={**os.environ, **environment},
    )


@pytest.fixture(scope="session")
def real_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store of the real seeds, built once."""
    folder = tmp_path_factory.mktemp("real") / "store"
    build(paths.seeds(), folder)
    return folder


@pytest.fixture(scope="session")
def real_kg(real_store: Path) -> Iterator[KnowledgeGraph]:
    """The graph of the real seeds, opened once."""
    with KnowledgeGraph.open(real_store) as opened:
        yield opened


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory, real_store: Path) -> dict[str, str]:
    """The environment of a user who has installed the program and built: an own home, the program on the path."""
    home = tmp_path_factory.mktemp("user")
    with pytest.MonkeyPatch.context() as patch:
        _live_in(home, patch)
        shutil.copytree(real_store, paths.store(None, paths.seeds()))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    return {**os.environ, **{name: str(home / name.lower()) for name in _HOMES}, "PATH": path}


def commands(group: click.Group = main, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command by its path, those of groups too."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))
        yield (*path, name), command
