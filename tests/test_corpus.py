"""Many documents: one order, one output, here or on a cluster, in one run or in several, with bad files among them."""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from distributed import cfexecutor
from filelock import FileLock

from corpus_work import line_each, process_of, slowly
from faultlines.errors import FaultlinesError
from faultlines.extract.corpus import Corpus, run_corpus
from faultlines.extract.journal import key

TESTS = Path(__file__).parent
TEXTS = {
    "a.txt": "late\nArland will not join.\n",
    "b.txt": "Borduria \u2028 waits\u0085 and waits.\n\n",
    "c.txt": "",
    "d.txt": "Carpania has the strait.\n",
    "e.txt": "Port Ard \r is 🚢 full.\n",
}
BAD = {"bad.txt": "bad\n", "broken.txt": "broken\n", "halved.txt": "halved\n"}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shelf(texts: dict[str, str]) -> list[Path]:
    for name, text in texts.items():
        Path(name).write_bytes(text.encode())
    return [Path(name) for name in texts]


def run(paths: list[Path], out: Path | None = None, jobs: int = 2, work: Any = line_each, **more: Any) -> Corpus:
    return run_corpus(paths, out, jobs=jobs, scheduler=more.pop("scheduler", None), work=work, **more)


def expected(paths: list[Path]) -> str:
    return "".join(f"{line}\n" for path in sorted(paths) for line in line_each(path))


def left() -> list[str]:
    return sorted(str(path) for path in Path().rglob("*") if ".parts" in str(path) or path.suffix == ".new")


# One order -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2, 9])
def test_the_output_is_in_the_order_of_the_paths(jobs: int) -> None:
    paths = shelf(TEXTS)
    done = run(paths[::-1] + paths[:1], Path("out.jsonl"), jobs)
    assert Path("out.jsonl").read_bytes().decode() == expected(paths)
    assert done == Corpus(worked=5, taken_over=0, words=18, faults=())
    assert left() == []


def test_lines_go_out_in_the_same_order_without_a_file(capfd: pytest.CaptureFixture[str]) -> None:
    paths = shelf(TEXTS)
    lines: list[str] = []
    run(paths[::-1], emit=lines.append)
    assert "".join(f"{line}\n" for line in lines) == expected(paths)
    assert capfd.readouterr() == ("", "")
    run(paths)
    assert capfd.readouterr() == (expected(paths), "")


def test_a_line_goes_out_as_soon_as_its_turn_comes() -> None:
    """The last file is still being worked on when the first lines are out."""
    paths = shelf({"a.txt": "one\n", "b.txt": "two\n", "c.txt": "three\n", "z.txt": "four\n"})
    os.mkfifo("y.txt")
    out: list[str] = []

    def emit(line: str) -> None:
        out.append(json.loads(line)["line"])
        if len(out) == 3:
            Path("y.txt").write_text("now\n")

    run([*paths, Path("y.txt")], emit=emit)
    assert out == ["one", "two", "three", "now", "four"]


def test_no_documents_give_an_empty_output() -> None:
    assert run([], Path("out.jsonl")) == Corpus(worked=0, taken_over=0, words=0, faults=())
    assert Path("out.jsonl").read_bytes() == b""


# Bad files -------------------------------------------------------------------------------------------------


def test_bad_files_are_listed_and_do_not_stop_the_run() -> None:
    good = shelf(TEXTS)
    done = run([*good, *shelf(BAD), Path("none.txt")], Path("out.jsonl"))
    assert Path("out.jsonl").read_bytes().decode() == expected(good)
    assert done.worked == 5
    assert [str(fault) for fault in done.faults] == [
        "bad.txt:2: is a bad file",
        "bad.txt:3: a very bad one",
        "broken.txt:1: cannot be worked on (ValueError: two lines)",
        "halved.txt:1: cannot be worked on (UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800'"
        " in position 0: surrogates not allowed)",
        "none.txt:1: cannot be worked on (FileNotFoundError: [Errno 2] No such file or directory: 'none.txt')",
    ]
    assert left() == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_file_that_kills_its_worker_is_found_out(jobs: int) -> None:
    good = shelf(TEXTS)
    done = run([*good, *shelf({"aa.txt": "crash\n", "dd.txt": "crash\n"})], Path("out.jsonl"), jobs)
    assert Path("out.jsonl").read_bytes().decode() == expected(good)
    assert [str(fault) for fault in done.faults] == [
        f"{name}.txt:1: a worker died on it, perhaps for want of memory" for name in ("aa", "dd")
    ]


def test_a_missing_extra_stops_the_run_in_one_line() -> None:
    with pytest.raises(FaultlinesError, match=r"^this needs spaCy: pip install 'faultlines\[extract\]'$"):
        run(shelf({"a.txt": "extra\n", "b.txt": "late\n"}), Path("out.jsonl"))
    assert not Path("out.jsonl").exists()


# Kills, and runs that go on --------------------------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path
from corpus_work import slowly
from faultlines.extract.corpus import run_corpus
try:
    run_corpus(sorted(Path().glob("*.txt")), Path("out.jsonl"), jobs=2, scheduler=None, work=slowly)
except KeyboardInterrupt:
    sys.exit(130)
"""


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setenv("CORPUS_LOG", str(Path("log").absolute()))
    return shelf({f"{i:02}.txt": f"Document {i} of Arland.\n" for i in range(24)})


def started() -> subprocess.Popen[bytes]:
    """The program in a process of its own, stopped short when four documents are finished."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM], env=environment, stderr=subprocess.PIPE, start_new_session=True
    )
    wait_for(lambda: len(finished()) >= 4 or process.poll() is not None)
    assert process.poll() is None
    return process


def finished() -> set[str]:
    return {path.stem for path in Path("out.jsonl.parts").glob("*.jsonl")}


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.01)


def runs(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def log() -> list[list[str]]:
    return [line.split() for line in Path("log").read_text().splitlines()]


def test_a_killed_run_goes_on_where_it_stopped(many: list[Path]) -> None:
    process = started()
    os.kill(process.pid, signal.SIGKILL)
    process.communicate(timeout=20)  # its workers hold its standard error
    workers = {int(pid) for _, pid in log()}
    wait_for(lambda: not any(map(runs, workers)))
    before = [path for path in many if key(path, "") in finished()]
    assert 4 <= len(before) < len(many)
    assert not Path("out.jsonl").exists()

    said: list[str] = []
    done = run(many, Path("out.jsonl"), work=slowly, say=said.append)
    assert said == [f"{len(before)} of 24 documents were finished by an earlier run and are taken over"]
    assert (done.worked, done.taken_over) == (24 - len(before), len(before))
    assert Path("out.jsonl").read_bytes().decode() == expected(many)
    worked = Counter(name for name, _ in log())
    assert [worked[path.name] for path in before] == [1] * len(before)
    assert left() == []


def test_an_interrupted_run_ends_at_once_and_says_so(many: list[Path]) -> None:
    """As by Ctrl-C, which reaches the workers too; one of them would be busy for long."""
    many[4].write_text("for ever\n")
    process = started()
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=20)
    assert process.returncode == 130
    assert err == b"interrupted; the same command goes on where this run stopped\n"
    assert not any(map(runs, {int(pid) for _, pid in log()}))
    assert len(finished()) >= 4


def test_finished_documents_are_taken_over_only_as_they_were(many: list[Path]) -> None:
    """Another content, another path, another version of what works on them: worked on again."""
    some = many[:4]

    def full(_: Path) -> list[str]:
        raise AssertionError

    def stopped(version: str) -> None:
        with pytest.raises(FaultlinesError):
            run([*some, *shelf({"zz.txt": "extra\n"})], Path("out.jsonl"), jobs=1, work=slowly, version=version)

    stopped("1")
    assert len(finished()) == 4
    some[0].write_text("Another text.\n")
    some[1].rename("moved.txt")
    now = [some[0], Path("moved.txt"), *some[2:]]
    said: list[str] = []
    assert run(now, Path("out.jsonl"), version="1", say=said.append).taken_over == 2
    assert Path("out.jsonl").read_bytes().decode() == expected(now)
    assert left() == []

    some = now
    stopped("1")
    assert run(some, Path("out.jsonl"), version="2", say=said.append).taken_over == 0
    assert len(said) == 1


def test_a_bad_file_is_tried_again(many: list[Path]) -> None:
    bad = shelf({"99.txt": "bad\n"})
    with pytest.raises(FaultlinesError, match="spaCy"):
        run([*many[:2], *bad, *shelf({"zz.txt": "extra\n"})], Path("out.jsonl"), jobs=1)
    done = run([*many[:2], *bad], Path("out.jsonl"), say=lambda text: None)
    assert (done.taken_over, [fault.path for fault in done.faults]) == (2, ["99.txt"] * 2)


def test_a_document_that_is_half_read_is_in_the_output_and_never_taken_over(many: list[Path]) -> None:
    half = shelf({"98.txt": "half\n"})
    with pytest.raises(FaultlinesError, match="spaCy"):
        run([*many[:2], *half, *shelf({"zz.txt": "extra\n"})], Path("out.jsonl"), jobs=1)
    assert len(list(Path("out.jsonl.parts").glob("*.half.jsonl"))) == 1
    done = run([*many[:2], *half], Path("out.jsonl"), say=lambda text: None)
    assert (done.worked, done.taken_over, [str(f) for f in done.faults]) == (1, 2, ["98.txt: half of it was not read"])
    assert Path("out.jsonl").read_text().splitlines()[-1] == "half"
    assert left() == []


def test_an_earlier_output_stays_until_the_new_one_is_whole() -> None:
    Path("out.jsonl").write_text("before\n")
    with pytest.raises(FaultlinesError, match="spaCy"):
        run(shelf({"a.txt": "one\n", "b.txt": "extra\n"}), Path("out.jsonl"))
    assert Path("out.jsonl").read_text() == "before\n"
    paths = shelf({"a.txt": "one\n"})
    run(paths, Path("out.jsonl"), say=lambda text: None)
    assert Path("out.jsonl").read_bytes().decode() == expected(paths)


def test_two_runs_do_not_write_one_output() -> None:
    paths = shelf(TEXTS)
    Path("out.jsonl.parts").mkdir()
    with (
        FileLock("out.jsonl.parts/lock"),
        pytest.raises(FaultlinesError, match=r"out\.jsonl: another run is writing it"),
    ):
        run(paths, Path("out.jsonl"))
    assert run(paths, Path("out.jsonl")).worked == 5


def test_what_is_not_ours_stays_in_the_folder_of_parts() -> None:
    Path("out.jsonl.parts").mkdir()
    Path("out.jsonl.parts/notes.jsonl").write_text("mine")
    run(shelf(TEXTS), Path("out.jsonl"))
    assert "out.jsonl.parts/notes.jsonl" in left()
    assert finished() == {"notes"}


def test_an_output_that_cannot_be_is_one_line() -> None:
    paths = shelf(TEXTS)
    Path("folder").mkdir()
    os.mkfifo("pipe")
    Path("file").write_text("")
    for out, message in [("folder", "is no file"), ("pipe", "is no file"), ("file/out.jsonl", "cannot be written")]:
        with pytest.raises(FaultlinesError, match=message) as raised:
            run(paths, Path(out))
        assert "\n" not in str(raised.value)


def test_a_link_to_an_output_stays_a_link() -> None:
    Path("deep").mkdir()
    Path("out.jsonl").symlink_to("deep/real.jsonl")
    paths = shelf(TEXTS)
    run(paths, Path("out.jsonl"))
    assert Path("out.jsonl").is_symlink()
    assert Path("deep/real.jsonl").read_bytes().decode() == expected(paths)


# The bar ---------------------------------------------------------------------------------------------------


def test_the_bar_shows_rates_and_what_is_left_on_a_terminal() -> None:
    from rich.console import Console

    screen = io.StringIO()
    run(shelf(TEXTS), Path("out.jsonl"), console=Console(file=screen, force_terminal=True, width=140))
    shown = screen.getvalue()
    assert "5 of 5 documents" in shown
    assert " documents/s, " in shown
    assert " words/s" in shown
    assert " left" in shown


def test_no_bar_without_a_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    from rich.console import Console

    screen = io.StringIO()
    run(shelf(TEXTS), Path("out.jsonl"), console=Console(file=screen))
    run(shelf(TEXTS), Path("out.jsonl"))
    assert (screen.getvalue(), capfd.readouterr()) == ("", ("", ""))


# A Dask cluster --------------------------------------------------------------------------------------------


def dask(workers: int) -> Any:
    from distributed import LocalCluster

    make: Any = LocalCluster
    return make(
        n_workers=workers, threads_per_worker=1, processes=True, dashboard_address=":0", silence_logs="CRITICAL"
    )


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    before = Path.cwd()
    os.chdir(tmp_path_factory.mktemp("elsewhere"))  # workers need not be where the user is
    with dask(2) as cluster:
        os.chdir(before)
        yield cluster.scheduler_address


def test_a_cluster_gives_what_this_machine_gives(two_workers: str, capfd: pytest.CaptureFixture[str]) -> None:
    paths = [*shelf(TEXTS), *shelf({"bad.txt": "bad\n", "broken.txt": "broken\n"})]
    there = run(paths, Path("there.jsonl"), scheduler=two_workers)
    assert there == run(paths, Path("here.jsonl"))
    assert Path("there.jsonl").read_bytes() == Path("here.jsonl").read_bytes() != b""
    lines: list[str] = []
    run(paths, scheduler=two_workers, emit=lines.append)
    assert "".join(f"{line}\n" for line in lines) == Path("here.jsonl").read_bytes().decode()
    assert left() == []
    assert capfd.readouterr() == ("", "")


def test_both_workers_of_a_cluster_work(two_workers: str, many: list[Path]) -> None:
    lines: list[str] = []
    run(many, scheduler=two_workers, work=process_of, emit=lines.append)
    assert len(set(lines)) == 2
    assert str(os.getpid()) not in lines


def test_a_cluster_goes_on_after_a_kill_here(two_workers: str, many: list[Path]) -> None:
    with pytest.raises(FaultlinesError, match="spaCy"):
        run([*many, *shelf({"zz.txt": "extra\n"})], Path("out.jsonl"), jobs=1)
    done = run(many, Path("out.jsonl"), scheduler=two_workers, say=lambda text: None)
    assert (done.worked, done.taken_over) == (0, 24)
    assert Path("out.jsonl").read_bytes().decode() == expected(many)


def test_a_result_lost_with_its_worker_is_asked_for_again(two_workers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Dask's executor turns one that it has, but whose worker has just died, into a TypeError."""
    cascade, lost = cfexecutor._cascade_future, []

    def losing(future: object, ours: Future[object]) -> object:
        if lost:
            return cascade(future, ours)
        lost.append(future)
        return ours.set_exception(TypeError("cannot unpack non-iterable Outcome object"))

    monkeypatch.setattr(cfexecutor, "_cascade_future", losing)
    done = run(shelf(TEXTS), Path("out.jsonl"), scheduler=two_workers)
    assert lost
    assert done.faults == ()
    assert Path("out.jsonl").read_bytes().decode() == expected(shelf(TEXTS))


def test_a_file_that_kills_workers_of_a_cluster_is_found_out(two_workers: str) -> None:
    good = shelf(TEXTS)
    done = run([*good, *shelf({"aa.txt": "crash\n"})], Path("out.jsonl"), scheduler=two_workers)
    assert Path("out.jsonl").read_bytes().decode() == expected(good)
    assert [str(fault) for fault in done.faults] == ["aa.txt:1: a worker died on it, perhaps for want of memory"]


NOWHERE = """
from pathlib import Path
from corpus_work import line_each
from faultlines.errors import FaultlinesError
from faultlines.extract import cluster
from faultlines.extract.corpus import run_corpus
cluster._PATIENCE = 1
for address in ("tcp://127.0.0.1:1", "nonsense", "tcp://nobody.invalid:8786", "http://x:1", "tcp://", ""):
    try:
        run_corpus([Path("a.txt")], None, jobs=1, scheduler=address, work=line_each)
    except FaultlinesError as error:
        print(error)
"""


def test_a_scheduler_that_is_not_there_is_one_line() -> None:
    """In a process of its own, since Dask likes to say more when a client is thrown away."""
    environment = {**os.environ, "PYTHONPATH": str(TESTS)}
    done = subprocess.run([sys.executable, "-c", NOWHERE], env=environment, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    assert [line.partition(": ")[2] for line in done.stdout.splitlines()] == [
        "no Dask scheduler answers there (an address is tcp://host:port)"
    ] * 6


def test_a_scheduler_without_workers_is_one_line() -> None:
    with dask(0) as cluster, pytest.raises(FaultlinesError, match="the Dask scheduler has no workers"):
        run(shelf(TEXTS), scheduler=cluster.scheduler_address)


def test_a_scheduler_that_goes_is_one_line(many: list[Path]) -> None:
    """Closing it is what the first finished document does."""
    lines: list[str] = []
    with dask(1) as cluster:

        def emit(line: str) -> None:
            lines.append(line)
            cluster.close()

        with pytest.raises(FaultlinesError, match="the Dask scheduler was lost; run again to go on"):
            run(many, scheduler=cluster.scheduler_address, work=slowly, emit=emit)
    assert 1 <= len(lines) < 24
