"""Eight clients at once: our server beside Oxigraph's own (`pip install oxigraph`) on the same store, in turns.

    python benchmarks/serve/rate.py [STORE] [--seconds 10] [--rounds 3]

Every client asks the same questions in the same order, each over one connection: all named questions that need no
parameter, and then the cheapest look-up that there is, which shows what a request costs apart from its query. Prints
requests a second of each round and the ratio of the medians; below 1.5 is the aim for the questions.
"""

from __future__ import annotations

import argparse
import http.client
import shutil
import socket
import statistics
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import urlencode, urlsplit

from common import serving

from faultlines import paths
from faultlines.build import build
from faultlines.queries import questions
from faultlines.store import CURRENT
from faultlines.terms import PREFIXES

CLIENTS: Final = 8


LOOK_UP: Final = "SELECT ?act WHERE { actor:russia fl:drawsRedLine ?act }"


def bodies(queries: Iterable[str]) -> list[bytes]:
    """What to post."""
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in PREFIXES.items())
    return [urlencode({"query": head + query}).encode() for query in queries]


@contextmanager
def oxigraph(store: Path) -> Iterator[str]:
    """Oxigraph's server on the store; its address."""
    program = shutil.which("oxigraph")
    if program is None:
        raise SystemExit("there is no oxigraph to compare with: pip install oxigraph")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    graph = store / (store / CURRENT).read_text().strip() / "graph"
    process = subprocess.Popen(
        [program, "serve-read-only", "--location", str(graph), "--bind", f"127.0.0.1:{port}"],
        stderr=subprocess.DEVNULL,
    )
    try:
        for _ in range(100):
            with socket.socket() as trying:
                if trying.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}/query"
    finally:
        process.kill()
        process.wait()


def rate(url: str, bodies: list[bytes], seconds: float) -> float:
    """Requests a second that all clients together get answered."""
    where = urlsplit(url)
    end = time.perf_counter() + seconds
    done = [0] * CLIENTS

    def work(number: int) -> None:
        connection = http.client.HTTPConnection(str(where.hostname), where.port, timeout=120)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "application/sparql-results+json"}
        while time.perf_counter() < end:
            connection.request("POST", where.path, bodies[done[number] % len(bodies)], headers)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
            done[number] += 1

    threads = [threading.Thread(target=work, args=[number]) for number in range(CLIENTS)]
    start = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - start)


def main() -> None:
    """Measure both in turns and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        store = chosen.store or Path(folder) / "store"
        if not chosen.store:
            build(paths.seeds(), store)
        free = [q.sparql for q in questions().values() if all(p.optional for p in q.parameters)]
        for what, asked in ((f"{len(free)} named questions", bodies(free)), ("a look-up", bodies([LOOK_UP]))):
            ours, theirs = [], []
            with oxigraph(store) as other, serving(store, workers=2) as server:
                for url in (other, f"{server.address}/sparql"):
                    rate(url, asked, 1)
                for _ in range(chosen.rounds):
                    theirs.append(rate(other, asked, chosen.seconds))
                    ours.append(rate(f"{server.address}/sparql", asked, chosen.seconds))
            print(f"{what}, {CLIENTS} clients, requests a second")
            print("faultlines serve          ", ", ".join(f"{r:.0f}" for r in ours))
            print("oxigraph serve-read-only  ", ", ".join(f"{r:.0f}" for r in theirs))
            print(f"ratio of the medians: {statistics.median(theirs) / statistics.median(ours):.2f}")


if __name__ == "__main__":
    main()
