"""What is timed: loading, rules, names, and the dozen questions through every engine. Each function runs in a child."""

from __future__ import annotations

import gc
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from statistics import median
from typing import Any, Final

from synth import alias, name, source_id

QUESTIONS: Final[Mapping[str, Mapping[str, str]]] = {
    "red-lines-of-source": {"source": source_id(0)},
    "red-lines-shared": {"source": source_id(0), "other": source_id(1)},
    "red-lines-only-in": {"source": source_id(0)},
    "sanction-functions": {"voice": alias(0)},
    "publication": {"source": source_id(0)},
    "first-call-after": {"actor": alias(0), "other": name("actor", 1), "event": name("event", 0)},
    "who-opposes": {"issue": name("issue", 0)},
    "who-denies": {"issue": name("issue", 0)},
    "treaty-expiry": {"actor": alias(0), "other": alias(1)},
    "claimed-spheres": {"actor": alias(0), "source": source_id(0)},
    "stages": {"plan": name("plan", 0)},
    "unbalanced-triads": {"one": alias(0), "two": alias(1), "three": alias(2), "four": alias(5)},
}
"""The dozen and what is asked, by name: the busiest things of the synthetic world, where answers are longest."""

Asked = Mapping[str, Callable[[], Iterator[Any]]]
"""Each question as a call without arguments that gives its rows."""

SAMPLE: Final = 0.02
"""Seconds that one timed sample lasts at least: a quick question is asked several times in it."""
ENOUGH: Final = 30.0
"""Seconds of samples after which a question needs no more than the least rounds."""


class OutOfTimeError(BaseException):
    """The limit has passed; no handler of ordinary exceptions may swallow it."""


class Clock:
    """Wall-clock seconds of a block."""

    seconds = 0.0

    def __enter__(self) -> Clock:
        self._started = time.perf_counter()
        return self

    def __exit__(self, *_: object) -> None:
        self.seconds = time.perf_counter() - self._started


def peak() -> float:
    """The most memory this process ever had, in MB."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


# Loading ----------------------------------------------------------------------------------------------


def load(folder: Path, size: int) -> dict[str, Any]:
    """Write the synthetic statements into a store, as a build does, without ontology and rules."""
    from synth import synthetic

    from faultlines.build import write_graph
    from faultlines.validate import seed_triples

    seeds = synthetic(size)
    before = peak()
    with Clock() as clock:
        write_graph(folder / "graph", seed_triples(seeds), None)
    return {
        "seconds": clock.seconds,
        "before": before,
        "entities": len(seeds.entities),
        "sources": len(seeds.sources),
    }


def rules(folder: Path) -> dict[str, Any]:
    """Add the ontology and what its rules conclude."""
    from pyoxigraph import RdfFormat, Store

    from faultlines import paths
    from faultlines.rules import apply_rules

    store = Store(str(folder / "graph"))
    for path in sorted(paths.ontology().glob("*.ttl")):
        if path.name != "shapes.ttl":
            store.bulk_load(path=str(path), format=RdfFormat.TURTLE)
    with Clock() as clock:
        concluded = len(apply_rules(store, paths.ontology()))
        store.optimize()
        store.flush()
    return {"seconds": clock.seconds, "concluded": concluded}


def names(folder: Path, size: int) -> dict[str, Any]:
    """Write the names index and the manifest, bind the questions, and dump the graph for the other engines."""
    from pyoxigraph import DefaultGraph, RdfFormat
    from synth import synthetic

    from faultlines.build import write_manifest, write_names
    from faultlines.queries import bind, question
    from faultlines.store import KnowledgeGraph

    with Clock() as clock:
        write_names(folder)
    seeds = synthetic(size)
    write_manifest(folder, "synthetic", seeds.folder, seeds)
    with KnowledgeGraph(folder) as kg:
        texts = {q: bind(kg, question(q), parameters) for q, parameters in QUESTIONS.items()}
        kg.store.dump(str(folder / "graph.nt"), format=RdfFormat.N_TRIPLES, from_graph=DefaultGraph())
        return {"seconds": clock.seconds, "triples": len(kg.store), "texts": texts}


def load_bare(folder: Path) -> dict[str, Any]:
    """What loading costs where the triples lie ready in a file."""
    from pyoxigraph import RdfFormat, Store

    with Clock() as clock:
        store = Store(str(folder / "bare"))
        store.bulk_load(path=str(folder / "graph.nt"), format=RdfFormat.N_TRIPLES)
        store.optimize()
        store.flush()
    return {"seconds": clock.seconds}


# Ways to ask over one store, each importing only its own ------------------------------------------------


def bare(folder: Path, texts: Mapping[str, str]) -> Asked:
    """The engine alone, on a handle of its own."""
    from pyoxigraph import Store

    from faultlines.terms import PREFIXES

    store, prefixes = Store.read_only(str(folder / "graph")), dict(PREFIXES)
    return {q: lambda text=text: iter(store.query(text, prefixes=prefixes)) for q, text in texts.items()}


def ours(folder: Path, texts: Mapping[str, str]) -> Asked:
    """By name, rows as the engine's terms."""
    from faultlines.queries import ask
    from faultlines.store import KnowledgeGraph

    kg = KnowledgeGraph(folder)
    return {q: lambda q=q: iter(ask(kg, q, **QUESTIONS[q])) for q in texts}


def values(folder: Path, texts: Mapping[str, str]) -> Asked:
    """By name, rows as Python values with labels."""
    from faultlines.queries import ask
    from faultlines.store import KnowledgeGraph

    kg = KnowledgeGraph(folder)
    return {q: lambda q=q: ask(kg, q, **QUESTIONS[q]).rows(labels=True) for q in texts}


def oxrdflib(folder: Path, texts: Mapping[str, str]) -> Asked:
    """Through rdflib's API over the store."""
    from faultlines.store import KnowledgeGraph

    dataset = KnowledgeGraph(folder).dataset()
    return {q: lambda text=text: iter(dataset.query(text)) for q, text in texts.items()}


WAYS: Final = {"bare": bare, "ours": ours, "values": values, "oxrdflib": oxrdflib, "again": bare}


def once(folder: Path, texts: Mapping[str, str], way: str) -> dict[str, Any]:
    """Ask every question once in one way: only the peak is of interest."""
    return {q: sum(1 for _ in ask()) for q, ask in WAYS[way](folder, texts).items()}


def compare(folder: Path, texts: Mapping[str, str], rounds: int) -> dict[str, Any]:
    """Time every question in every way, by turns: A B C D, B C D A, and so on."""
    ways = {way: prepare(folder, texts) for way, prepare in WAYS.items()}
    return {q: _by_turns(q, {way: asked[q] for way, asked in ways.items()}, rounds) for q in texts}


def _by_turns(question: str, ways: Asked, rounds: int) -> dict[str, Any]:
    rows, calls = {}, {}
    for way, ask in ways.items():  # twice for all, not counted: caches fill
        rows[way] = sum(1 for _ in ask())
        with Clock() as clock:
            sum(1 for _ in ask())
        calls[way] = max(1, round(SAMPLE / clock.seconds))
    assert len(set(rows.values())) == 1, f"{question}: engines disagree: {rows}"
    times: dict[str, list[float]] = {way: [] for way in ways}
    turn, spent = list(ways), 0.0
    while len(times["bare"]) < rounds or (spent < ENOUGH and len(times["bare"]) < 3 * rounds):
        for way in turn:
            gc.collect()
            with Clock() as clock:
                for _ in range(calls[way]):
                    for _row in ways[way]():
                        pass
            times[way].append(clock.seconds / calls[way])
            spent += clock.seconds
        turn.append(turn.pop(0))
    return {"rows": rows["bare"], "times": times}


def rdflib_memory(folder: Path, texts: Mapping[str, str], rounds: int, limit: float) -> dict[str, Any]:
    """Load the same triples into rdflib's own memory store and ask it the same text."""
    from rdflib import Graph

    from faultlines.terms import PREFIXES

    graph = Graph()
    with Clock() as clock:
        graph.parse(folder / "graph.nt", format="nt")
    found: dict[str, Any] = {"seconds": clock.seconds, "loaded": peak()}
    signal.signal(signal.SIGALRM, _out_of_time)
    for question, text in texts.items():
        times: list[float] = []
        rows = 0
        signal.setitimer(signal.ITIMER_REAL, limit)  # for all rounds of the question together
        try:
            while len(times) < rounds:
                with Clock() as clock:
                    rows = sum(1 for _ in graph.query(text, initNs=PREFIXES))
                times.append(clock.seconds)
        except OutOfTimeError:
            pass
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        found[question] = {"rows": rows, "seconds": median(times)} if times else None
    return found


def _out_of_time(*_: object) -> None:
    raise OutOfTimeError
