"""Named questions through our API against bare pyoxigraph, oxrdflib and rdflib's memory store; see README.md."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

import engines
import report

from faultlines import paths

_CONTEXT: Final = multiprocessing.get_context("spawn")  # a forked child would show its parent's peak as its own


def in_child(work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any]:
    """What the work gives in a process of its own, with that process's peak."""
    found = in_time(None, work, *arguments)
    assert found is not None
    return found


def in_time(limit: float | None, work: Callable[..., dict[str, Any]], *arguments: Any) -> dict[str, Any] | None:
    """The same, or nothing if it was not done within so many seconds."""
    receiving, sending = _CONTEXT.Pipe(duplex=False)
    child = _CONTEXT.Process(target=_work, args=(sending, work, arguments))
    child.start()
    sending.close()
    try:
        return receiving.recv() if receiving.poll(limit) else None
    except EOFError:
        raise SystemExit(f"{work.__name__} failed; its error stands above") from None
    finally:
        child.kill()
        child.join()


def _work(sending: Any, work: Callable[..., dict[str, Any]], arguments: Sequence[Any]) -> None:
    sending.send(work(*arguments) | {"peak": engines.peak()})


def measure(size: int, rounds: int, limit: float, folder: Path) -> dict[str, Any]:
    """All that is measured on so many statements."""

    def say(what: str) -> None:
        print(f"{size:,} statements: {what} …", file=sys.stderr, flush=True)

    found: dict[str, Any] = {"size": size, "rules": None, "disk": {}}
    disk = found["disk"]
    say("load")
    found["load"] = in_child(engines.load, folder, size)
    disk["loaded"] = _megabytes(folder / "graph")
    found["rule_files"] = len(list((paths.ontology() / "rules").glob("*.rq")))
    if found["rule_files"]:
        say("rules")
        with_rules = folder / "with-rules"
        shutil.copytree(folder / "graph", with_rules / "graph")
        found["rules"] = in_time(10 * limit, engines.rules, with_rules)
        if found["rules"]:
            folder = with_rules
            disk["concluded"] = _megabytes(folder / "graph")
    say("names")
    found["names"] = in_child(engines.names, folder, size)
    texts = found["names"]["texts"]
    disk["names"] = _megabytes(folder / "names.sqlite")
    say("bare load")
    found["bare"] = in_child(engines.load_bare, folder)
    disk["bare"] = _megabytes(folder / "bare")
    say("questions, by turns")
    quick = {q: text for q, text in texts.items() if in_time(limit, engines.once, folder, {q: text}, "bare")}
    found["too_slow"] = [q for q in texts if q not in quick]
    found["compared"] = in_child(engines.compare, folder, quick, rounds)
    del found["compared"]["peak"]
    found["asking"] = {way: in_child(engines.once, folder, quick, way)["peak"] for way in ("bare", "ours", "oxrdflib")}
    say("rdflib's memory store")
    all_of_it = (len(quick) + 20) * limit
    found["memory"] = in_time(all_of_it, engines.rdflib_memory, folder, quick, rounds, limit)
    return found


def _megabytes(path: Path) -> float:
    files = [path] if path.is_file() else [p for p in path.rglob("*") if p.is_file()]
    return sum(p.stat().st_size for p in files) / 1e6


def main() -> None:
    """Measure, and write the table into README.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1000, 100_000], help="how many statements")
    parser.add_argument(
        "--rounds", type=int, default=7, help="timed samples a question and way: so many to three times"
    )
    parser.add_argument("--limit", type=float, default=60, help="seconds an engine has for a question")
    parser.add_argument("--print", action="store_true", help="print the table and leave README.md as it is")
    options = parser.parse_args()
    if options.rounds < 7:
        parser.error("a median wants at least 7 rounds")
    load_before = os.getloadavg()[0]
    sections = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="faultlines-") as folder:
            sections.append(report.section(measure(size, options.rounds, options.limit, Path(folder)), options.limit))
    table = "\n".join((report.about_the_run(options.rounds, load_before), *sections))
    if options.print:
        print(table)
    else:
        report.write(table)


if __name__ == "__main__":
    main()
