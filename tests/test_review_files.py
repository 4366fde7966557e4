"""What review writes: several files as one, through any kill; entries and rows that leave all else as it is."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from filelock import FileLock
from hypothesis import given
from hypothesis import strategies as st

from faultlines.commands.review import review
from faultlines.errors import FaultlinesError
from faultlines.model import Entity
from faultlines.review import decide, journal
from faultlines.review.blocks import add, edit
from faultlines.review.desk import sit
from faultlines.review.entry import flow, to_yaml, without_handles
from faultlines.review.journal import Change, commit, recover
from faultlines.review.rows import add_row, settle
from faultlines.seeds import load_seeds
from faultlines.seeds.candidates import candidate_faults, candidate_files
from faultlines.seeds.yamltext import read_yaml
from review_world import DALMARIA, TOP, files, put
from strategies import texts


@pytest.fixture
def desk(world: Path) -> Path:
    """The file of candidates, in a copy of the world."""
    return put(world)


# Interrupted ----------------------------------------------------------------------------------------


class Killed(BaseException):
    """What a kill looks like: nothing catches it."""


@pytest.fixture
def kill_at(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[int], list[int]]]:
    """Die before the n-th of the calls that change the disk."""
    real = {"replace": os.replace, "unlink": Path.unlink, "open": Path.open}

    def arm(n: int) -> list[int]:
        left = [n]

        def counted(name: str) -> Callable[..., object]:
            def run(*arguments: object, **more: object) -> object:
                if name != "open" or "w" in str(arguments[1:]):
                    left[0] -= 1
                    if left[0] < 0:
                        raise Killed
                return real[name](*arguments, **more)  # type: ignore[operator]

            return run

        monkeypatch.setattr(os, "replace", counted("replace"))
        monkeypatch.setattr(Path, "unlink", counted("unlink"))
        monkeypatch.setattr(Path, "open", counted("open"))
        return left

    yield arm
    monkeypatch.undo()


@pytest.mark.parametrize("decision", ["accept", "reject", "last"])
def test_a_kill_at_any_point_loses_nothing_and_doubles_nothing(
    desk: Path, world: Path, decision: str, kill_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    if decision == "last":
        desk.write_text(TOP + DALMARIA)
    change = (decide.reject if decision == "reject" else decide.accept)(sit(world, desk), [0], "Ada")
    before = files(world)
    commit(world, change)
    after = files(world)
    commit(world, change.reversed())
    assert files(world) == before
    kills = 0
    for point in range(100):
        left = kill_at(point)
        try:
            commit(world, change)
        except Killed:
            kills += 1
        done = left[0] >= 0
        monkeypatch.undo()
        monkeypatch.chdir(world.parent)
        recover(world)
        now = files(world)
        assert now in (before, after), point
        if now == after:
            commit(world, change.reversed())
            assert files(world) == before
        if done:
            break
    assert kills > 5


def test_the_next_review_completes_what_was_interrupted(
    desk: Path, world: Path, kill_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = decide.accept(sit(world, desk), [0], "Ada")
    kill_at(4)
    with pytest.raises(Killed):
        commit(world, change)
    monkeypatch.undo()
    monkeypatch.chdir(world.parent)
    assert "has been completed" in CliRunner().invoke(review, ["--curator", "Ada"], input="q").output
    assert sum(s.source == "herald-2031-07" for s in load_seeds(world).sound().statements) == 1
    assert len(sit(world, desk).entries) == 3
    assert candidate_faults(load_seeds(world)) == []


def test_a_file_changed_after_the_interruption_is_not_overwritten(
    desk: Path, world: Path, kill_at: Callable[[int], list[int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    change = decide.accept(sit(world, desk), [0], "Ada")
    kill_at(2)
    with pytest.raises(Killed):
        commit(world, change)
    monkeypatch.undo()
    (world / "issues.tsv").write_text("mine")
    with pytest.raises(FaultlinesError, match="was changed after a decision on it was interrupted"):
        recover(world)
    assert (world / "issues.tsv").read_text() == "mine"
    (world / "candidates" / ".review.journal").unlink()
    assert recover(world) is False


def test_a_change_on_files_that_are_not_as_they_were_writes_nothing(world: Path) -> None:
    change = Change({"a.tsv": (None, b"x"), "issues.tsv": (b"not this", b"y")})
    before = files(world)
    with pytest.raises(FaultlinesError, match="was changed meanwhile"):
        commit(world, change)
    assert files(world) == before


_MANY = """
import sys
from pathlib import Path
from faultlines.review.journal import Change, commit, recover
folder, name = Path(sys.argv[1]), sys.argv[2]
for i in range(25):
    recover(folder)
    before = str(i - 1).encode() if i else None
    commit(folder, Change({f"{name}.tsv": (before, str(i).encode()), f"statements/{name}-{i}.yaml": (None, b"x")}))
"""


def test_two_reviews_of_one_folder_lose_nothing_of_each_other(tmp_path: Path) -> None:
    (tmp_path / "statements").mkdir()
    both = [
        subprocess.Popen([sys.executable, "-c", _MANY, tmp_path, name], stderr=subprocess.PIPE, text=True)
        for name in ("one", "two")
    ]
    assert [process.communicate()[1] for process in both] == ["", ""]
    each = {f"statements/{name}-{i}.yaml": b"x" for name in ("one", "two") for i in range(25)}
    assert files(tmp_path) == {"one.tsv": b"24", "two.tsv": b"24", **each}


def test_who_holds_the_folder_for_long_is_waited_for_and_then_told(
    world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "_PATIENCE", 0.05)
    (world / "candidates").mkdir(exist_ok=True)
    before = files(world)
    with (
        FileLock(world / "candidates" / ".review.lock"),
        pytest.raises(FaultlinesError, match="another review is writing there"),
    ):
        commit(world, Change({"a.tsv": (None, b"x")}))
    assert files(world) == before
    assert recover(world) is False


# Text and rows --------------------------------------------------------------------------------------

LIST = "top: 1\nstatements:\n  - a: 1\n    n: |\n      text\n      more\n\n  # about b\n  - b: 2\n\n  - {c: 3}\ntail: 1"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({0: None}, "top: 1\nstatements:\n  # about b\n  - b: 2\n\n  - {c: 3}\ntail: 1"),
        ({1: None}, LIST.replace("  - b: 2\n", "")),
        ({2: None}, LIST.replace("  - {c: 3}\n", "")),
        ({1: ["x: 1", "y: 2"]}, LIST.replace("  - b: 2", "  - x: 1\n    y: 2")),
        ({0: None, 1: None, 2: None}, "top: 1\n  # about b\n\ntail: 1"),
    ],
)
def test_an_item_is_taken_out_of_a_text_and_all_else_stays(changes: dict[int, list[str] | None], expected: str) -> None:
    squeezed = edit(LIST, "statements", changes)
    assert [line for line in squeezed.split("\n") if line] == [line for line in expected.split("\n") if line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("statements:\n", "statements:\n  - x: 1\n"),
        ("statements: []\n", "statements:\n  - x: 1\n"),
        ("a: 1", "a: 1\nstatements:\n  - x: 1\n"),
        ("statements:\n- a: 1", "statements:\n- a: 1\n- x: 1\n"),
        ("statements:\n    - a: 1\n# end\n", "statements:\n    - a: 1\n    - x: 1\n# end\n"),
        ("statements:\n  - a: 1\nb: 2\n", "statements:\n  - a: 1\n  - x: 1\nb: 2\n"),
        ("statements:\n  - a: 1\n\n  - b: 2\n", "statements:\n  - a: 1\n\n  - b: 2\n\n  - x: 1\n"),
    ],
)
def test_an_item_is_added_in_the_files_own_style(text: str, expected: str) -> None:
    assert add(text, "statements", [["x: 1"]]) == expected


def test_items_that_share_a_line_cannot_be_moved() -> None:
    with pytest.raises(FaultlinesError, match="on a line of its own"):
        edit("statements: [{a: 1}, {b: 2}]", "statements", {0: None})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id\tclass\tlabel\n", "id\tclass\tlabel\nissue:m\tIssue\tM\n"),
        ("id\tclass\tlabel", "id\tclass\tlabel\nissue:m\tIssue\tM\n"),
        ("id\tlabel\nissue:a\tA\nissue:z\tZ\n", "id\tlabel\nissue:a\tA\nissue:m\tM\nissue:z\tZ\n"),
        ("id\tlabel\r\nissue:a\tA\r\n", "id\tlabel\r\nissue:a\tA\r\nissue:m\tM\r\n"),
        ("id\tlabel\nissue:a\tA\n\n\n", "id\tlabel\nissue:a\tA\nissue:m\tM\n\n\n"),
        ("", "id\tclass\tlabel\taliases\tlooked_up\tdefinition\nissue:m\tIssue\tM\t\t\t\n"),
    ],
)
def test_a_row_finds_its_place(text: str, expected: str) -> None:
    assert add_row(text, Entity(id="issue:m", cls="Issue", label="M")) == expected


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("last", [True, False])
def test_a_list_gets_a_column_for_whom_a_thing_belongs_to(end: str, last: bool) -> None:
    """Else the owner's row would be one that nothing uses."""
    text = f"id\tlabel{end}actor:a\tA" + end * last
    expected = f"id\tlabel\tbelongs_to{end}actor:a\tA\t{end}actor:m\tM\tactor:a{end}"
    assert add_row(text, Entity(id="actor:m", cls="Person", label="M", belongs_to=("actor:a",))) == expected
    assert add_row("", Entity(id="actor:m", cls="State", label="M", wikidata="Q5")) == (
        "id\tclass\tlabel\taliases\twikidata\tlooked_up\tbelongs_to\tdefinition\nactor:m\tState\tM\t\tQ5\t\t\t\n"
    )


def test_new_things_get_ids_by_their_class() -> None:
    known = {"issue:toll": Entity(id="issue:toll", cls="Issue", label="Toll of the bell", aliases=("bell",))}
    new = [
        Entity(id="new:toll", cls="Project", label="Toll", aliases=("Bell", "a|b", "tax")),
        Entity(id="new:survey", cls="Stage", label="Survey"),
        Entity(id="new:bell", cls="Issue", label="Bells"),
    ]
    ids, rows = settle(new, known)
    assert ids == {"new:toll": "issue:toll-2", "new:survey": "stage:survey", "new:bell": "issue:bell"}
    assert rows["issue:toll-2"].aliases == ("tax",)
    assert settle([replace(new[0], label="TOLL of the bell")], known) == ({"new:toll": "issue:toll"}, {})


def test_files_of_candidates_are_found_without_an_editors_own(desk: Path, world: Path) -> None:
    (desk.parent / ".herald.yaml").touch()
    (desk.parent / "notes.tsv").touch()
    assert candidate_files(world) == [desk]


@given(texts, st.lists(texts, min_size=1, max_size=3))
def test_what_is_written_reads_back_the_same(text: str, several: list[str]) -> None:
    entry = {"subject": text, "about": several, "at": [["1", "2"], ["3", "4"]], "note": text}
    read = read_yaml("x", "\n".join(to_yaml(entry)))
    assert (read.value, read.faults) == (entry, [])
    thing = {"id": text, "label": several[0], "aliases": several}
    assert read_yaml("x", flow(thing)).value == thing


def test_an_entry_without_a_reference_that_is_gone() -> None:
    entry = {"condition": "a", "unless": ["a", "b"], "responds_to": ["b"]}
    assert without_handles(entry, {"a"}) == {"unless": ["b"], "responds_to": ["b"]}
