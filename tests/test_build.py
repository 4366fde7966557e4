"""A build that fails or is killed leaves the last good store; two builds at once do not harm each other."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from conftest import COMMAND, WORLD, Run, execute
from faultlines import build as builder
from faultlines import paths
from faultlines.build import build, is_current, load
from faultlines.errors import FaultlinesError, Findings, StoreError
from faultlines.store import KnowledgeGraph

MORE = """
  - subject: actor:carpania
    relation: opposes
    object: issue:strait-toll
    at: [0, 9]
    confidence: 0.5
"""


pytestmark = pytest.mark.usefixtures("shapeless")


def answers(folder: Path) -> dict[str, Any]:
    """What a store says, by each of its parts."""
    with KnowledgeGraph.open(folder) as kg:
        return {
            "statements": sorted(s.key for s in kg.statements(derived=None)),
            "triples": len(list(kg.query("SELECT * { ?s ?p ?o }"))),
            "counts": dict(kg.manifest["counts"]),
            "who": kg.resolve("the Hill"),
            "search": kg.search("lighthouse"),
            "opposers": list(kg.query("SELECT ?a { ?a fl:opposes ?b } ORDER BY ?a ?b").rows()),
        }


def generations(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir() if path.is_dir()}


def current(folder: Path) -> str:
    return (folder / "current").read_text().strip()


@pytest.fixture
def store(store_folder: Path, tmp_path: Path) -> Path:
    """A built store of the world, to build over."""
    return Path(shutil.copytree(store_folder, tmp_path / "store"))


# What is built --------------------------------------------------------------------------------------


def test_two_builds_of_the_same_seeds_answer_the_same(store: Path, tmp_path: Path) -> None:
    build(WORLD, tmp_path / "deep" / "er" / "again")
    assert answers(tmp_path / "deep" / "er" / "again") == answers(store)


def test_a_store_of_nothing_but_lists_can_be_built(world: Path, tmp_path: Path) -> None:
    shutil.rmtree(world / "statements")
    for path in world.glob("*.tsv"):
        if path.name != "actors.tsv":
            path.unlink()
    (world / "actors.tsv").write_text("id\tclass\tlabel\tlooked_up\nactor:arland\tState\tArland\tGazetteer\n")
    build(world, tmp_path / "store")
    with KnowledgeGraph.open(tmp_path / "store") as kg:
        assert (kg.statements(derived=None), kg.resolve("Arland")) == ([], "actor:arland")


# Failing --------------------------------------------------------------------------------------------


def test_a_build_of_unsound_seeds_leaves_the_last_good_store(world: Path, store: Path) -> None:
    before, files = answers(store), sorted(store.rglob("*"))
    path = world / "statements" / "courier-2031-05.yaml"
    path.write_text(path.read_text().replace("actor:boris-bord", "actor:boris-brod"))
    with pytest.raises(Findings, match="did you mean actor:boris-bord"):
        build(world, store)
    assert answers(store) == before
    assert sorted(store.rglob("*")) == files


@pytest.mark.parametrize(
    ("part", "error"),
    [
        ("write_graph", OSError(28, "No space left on device")),
        ("write_names", KeyboardInterrupt()),
        ("write_manifest", RuntimeError("out of luck")),
        ("_replace", OSError(28, "No space left on device")),
    ],
)
def test_a_build_that_breaks_off_anywhere_leaves_the_last_good_store(
    world: Path, store: Path, monkeypatch: pytest.MonkeyPatch, part: str, error: BaseException
) -> None:
    before, there = answers(store), generations(store)
    whole = getattr(builder, part)

    def broken(*arguments: Any) -> Any:
        if part != "_replace":
            whole(*arguments)
        raise error

    monkeypatch.setattr(builder, part, broken)
    wanted = StoreError if isinstance(error, OSError) else type(error)
    with pytest.raises(wanted):
        build(world, store)
    monkeypatch.undo()
    assert answers(store) == before
    assert generations(store) == there or part == "_replace"  # then the next build clears it away


@pytest.mark.parametrize("where", ["store", "store/below"])
def test_a_file_in_the_way_is_one_clear_line(tmp_path: Path, where: str) -> None:
    (tmp_path / "store").write_text("something of mine")
    with pytest.raises(StoreError, match="cannot be written") as caught:
        build(WORLD, tmp_path / where)
    assert "\n" not in str(caught.value)
    assert (tmp_path / "store").read_text() == "something of mine"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="no folder is read-only to root")
def test_a_read_only_folder_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir(mode=0o555)
    with pytest.raises(StoreError, match=r"cannot be written \(Permission denied\)"):
        build(WORLD, tmp_path / "mine" / "store")


def test_a_folder_the_system_does_not_let_write_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, *arguments: Any, **named: Any) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(StoreError, match=r"store: cannot be written \(Permission denied\)") as caught:
        build(WORLD, tmp_path / "store")
    assert "\n" not in str(caught.value)


def test_other_things_in_the_folder_are_left_alone(world: Path, tmp_path: Path) -> None:
    """A user may say `--store .`: then everything else in that folder is theirs."""
    mine = tmp_path / "letters" / "to-ada.txt"
    mine.parent.mkdir()
    mine.write_text("Dear Ada")
    for _ in range(3):
        build(world, tmp_path)
    assert mine.read_text() == "Dear Ada"
    assert (world / "actors.tsv").is_file()


# Generations ----------------------------------------------------------------------------------------


def test_the_generation_before_stays_for_readers_and_older_ones_go(world: Path, tmp_path: Path) -> None:
    folder = tmp_path / "store"
    first = build(world, folder)
    with KnowledgeGraph.open(folder) as reader:
        second = build(world, folder)
        assert generations(folder) == {first.name, second.name}
        assert len(reader.statements()) == 30
        (folder / f"{'0' * 16}-{'0' * 8}").mkdir()  # what a killed build left
        third = build(world, folder)
    assert generations(folder) == {second.name, third.name}
    assert current(folder) == third.name


def test_a_reader_that_meets_a_swap_takes_the_new_generation(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = current(store)
    (store / "current").write_text("gone-before-it-was-opened\n")
    read = Path.read_text

    def read_and_swap(self: Path, *arguments: Any, **named: Any) -> str:
        text = read(self, *arguments, **named)
        if self.name == "current":
            self.write_text(new)
        return text

    monkeypatch.setattr(Path, "read_text", read_and_swap)
    with KnowledgeGraph.open(store) as kg:
        assert kg.path.name == new


# Staleness ------------------------------------------------------------------------------------------


def test_a_store_is_current_until_what_it_is_made_of_changes(
    world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "store"
    assert not is_current(world, folder)
    build(world, folder)
    assert is_current(world, folder)
    (world / "actors.tsv").touch()
    (world / "candidates").mkdir()
    (world / "candidates" / "new.yaml").write_text("[]")
    assert is_current(world, folder)

    path = world / "statements" / "courier-2031-05.yaml"
    text = path.read_text()
    path.write_text(text + "\n# read once more\n")
    assert not is_current(world, folder)
    path.write_text(text)
    assert is_current(world, folder)

    other = Path(shutil.copytree(paths.ontology(), tmp_path / "ontology"))
    monkeypatch.setattr(paths, "ontology", lambda: other)
    assert is_current(world, folder)
    (other / "rules" / "99-nothing.rq").write_text("# Nothing.\nCONSTRUCT {} WHERE {}\n")
    assert not is_current(world, folder)
    monkeypatch.undo()

    monkeypatch.setattr(builder, "version", lambda _: "0.0.1")
    assert not is_current(world, folder)


OUTSIDE_THE_STORE = {
    *("faultlines", "extract", "seeds"),  # empty, or names for others
    *("errors", "files", "paths", "html"),  # words of faults, places of files, how they are written, looks
    *("sources", "seeds.digest"),  # documents at hand are only compared; the digest is the state itself
    *("graph", "result", "store"),  # what reads a store
}


def test_the_state_counts_every_module_that_building_imports(tmp_path: Path) -> None:
    """One that is imported and decides nothing of what a store holds is named above with its reason."""
    code = (
        "import sys; from pathlib import Path; from faultlines import build, validate\n"
        "validate.shape_faults = lambda *_: ()\n"
        "build.build(Path(sys.argv[1]), Path(sys.argv[2]))\n"
        "print(*(name for name in sys.modules if name.partition('.')[0] == 'faultlines'))"
    )
    done = subprocess.run([sys.executable, "-c", code, WORLD, tmp_path / "s"], capture_output=True, text=True)
    imported = {name.removeprefix("faultlines.") for name in done.stdout.split()}
    counted = {name.removesuffix(".py").replace("/", ".") for name in builder._PROGRAM}
    assert imported - OUTSIDE_THE_STORE == counted, done.stderr


@pytest.mark.parametrize("module", ["terms.py", "seeds/references.py", "extract/names.py"])
def test_a_store_is_stale_where_the_program_reads_otherwise(
    world: Path, tmp_path: Path, shapeless: None, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    package = tmp_path / "faultlines"
    package.mkdir()
    for name in builder._PROGRAM:
        (package / name).parent.mkdir(exist_ok=True)
        shutil.copy(Path(builder.__file__).parent / name, package / name)
    monkeypatch.setattr(builder, "__file__", str(package / "build.py"))
    build(world, tmp_path / "store")
    assert is_current(world, tmp_path / "store")
    with (package / module).open("a") as file:
        file.write("# otherwise\n")
    assert not is_current(world, tmp_path / "store")


def test_commands_build_what_is_stale_and_say_so(world: Path, tmp_path: Path) -> None:
    spoken: list[str] = []
    with load(world, tmp_path / "store", say=spoken.append) as kg:
        assert len(kg.statements()) == 30
    with load(world, tmp_path / "store", say=spoken.append):
        pass
    assert [line.split()[0] for line in spoken] == ["building"]
    with (world / "statements" / "courier-2031-05.yaml").open("a") as file:
        file.write(MORE)
    with load(world, tmp_path / "store", say=spoken.append) as kg:
        assert len(kg.statements()) == 31
    assert len(spoken) == 2


def test_a_broken_manifest_means_stale(world: Path, tmp_path: Path) -> None:
    generation = build(world, tmp_path / "store")
    (generation / "manifest.json").write_text("{")
    assert not is_current(world, tmp_path / "store")
    (generation / "manifest.json").write_text("[]")
    assert not is_current(world, tmp_path / "store")


def test_seeds_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(FaultlinesError, match="no such folder of seeds"):
        load(tmp_path / "nowhere", tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_each_folder_of_seeds_has_a_store_of_its_own(tmp_path: Path) -> None:
    assert paths.store(None, tmp_path / "a") != paths.store(None, tmp_path / "b")
    assert paths.store(None, tmp_path / "a") == paths.store(None, tmp_path / "b" / ".." / "a")
    assert paths.store(tmp_path / "s", tmp_path / "a") == tmp_path / "s"


# Two builds, and builds that are killed -------------------------------------------------------------


def start(seeds: Path, folder: Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, "build", "--seeds", str(seeds), "--store", str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )


def test_two_builds_at_once_both_succeed(store: Path) -> None:
    before = answers(store)
    both = [start(WORLD, store) for _ in range(2)]
    said = [process.communicate(timeout=120)[0].decode() for process in both]
    assert [process.returncode for process in both] == [0, 0], said
    assert answers(store) == before
    assert len(generations(store)) == 2


def test_a_build_and_its_readers_do_not_meet(world: Path, store: Path) -> None:
    before = answers(store)
    process = start(world, store)
    seen = []
    while process.poll() is None:
        seen.append(answers(store))
    assert process.communicate()[0].decode().startswith(f"{store}: ")
    assert process.returncode == 0
    assert seen
    assert all(answer == before for answer in seen)


def test_a_build_killed_at_any_moment_leaves_a_whole_store(world: Path, tmp_path: Path, store: Path) -> None:
    """Twenty times; every other time the seeds say something new, so that half of each would show."""
    old = answers(store)
    started = time.monotonic()
    with (world / "statements" / "courier-2031-05.yaml").open("a") as file:
        file.write(MORE)
    assert start(world, tmp_path / "other").wait() == 0
    duration = time.monotonic() - started
    new = answers(tmp_path / "other")
    assert new != old

    moments = random.Random(20310504)  # noqa: S311 - the same moments in every run
    killed = 0
    for turn in range(20):
        there = generations(store)
        process = start((WORLD, world)[turn % 2], store)
        if turn < 12:  # any moment
            time.sleep(moments.uniform(0, duration))
        else:  # a moment of the writing, which is short
            while process.poll() is None and generations(store) == there:
                time.sleep(0.001)
            time.sleep(moments.uniform(0, duration / 5))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        assert answers(store) in (old, new)
    assert killed >= 10
    assert execute("build", "--seeds", world, "--store", store).returncode == 0
    assert answers(store) == new
    assert len(generations(store)) == 2
    assert is_current(world, store)


def test_a_build_that_is_interrupted_says_so_without_a_traceback(world: Path, store: Path) -> None:
    there = generations(store)
    process = start(world, store)
    while process.poll() is None and generations(store) == there:
        time.sleep(0.001)
    process.send_signal(signal.SIGINT)
    said = process.communicate()[0].decode()
    assert process.returncode in (0, 1)
    assert "Traceback" not in said
    if process.returncode == 1:
        assert said.strip() == "Aborted!"
        assert generations(store) == there


def test_the_command_says_what_was_built(run: Run, tmp_path: Path) -> None:
    result = run("build", "--seeds", WORLD, "--store", tmp_path / "store")
    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path / 'store'}: ")
    for part in ("30 statements", "30 entities", "2 sources", "triples", "concluded"):
        assert part in result.stdout
