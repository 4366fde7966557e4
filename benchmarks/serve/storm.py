"""A thousand hostile requests at once, and what is left of the server afterwards.

    python benchmarks/serve/storm.py [STORE]

STORE is a folder that `faultlines build --store` wrote; without it one is built from the seeds. Prints how each kind
was answered, how a polite client fared meanwhile, the time of a plain query before and after, and the workers.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from common import client, serving

from faultlines import paths
from faultlines.build import build

PLAIN: Final = "SELECT ?act WHERE { actor:russia fl:drawsRedLine ?act }"
AT_ONCE: Final = 24
SECONDS: Final = 1.0
_MALFORMED: Final = (
    b"SELECT", b"ASK {", b"SELECT * { ?a ?b }", b"CONSTRUCT", b"}{", b"PREFIX", b"\\u0000", b"'" * 27, b"",
)  # fmt: skip
_PATHS: Final = (
    "/views/../../etc/passwd", "/views/%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/views/..%5c..%5cx.html", "/id/actor/%00",
    "/id/../../x", "//etc/passwd", "/id/statement/" + "a" * 5000, "/views/.html", "/id/actor/a%3E%20.%20%3Cb",
)  # fmt: skip
_FOREIGN: Final = (
    b"SELECT * { SERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }", b"LOAD <http://127.0.0.1:1/>", b"DROP ALL",
    b"SELECT * FROM <http://127.0.0.1:1/> { ?a ?b ?c }", b"INSERT DATA { <x:a> <x:b> <x:c> }",
    b"SELECT * { \\u0053ERVICE <http://127.0.0.1:1/> { ?a ?b ?c } }",
)  # fmt: skip


def get(path: str, headers: str = "", method: str = "GET") -> bytes:
    """A request as bytes."""
    return f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n{headers}\r\n".encode()


def post(body: bytes, length: int | None = None) -> bytes:
    """A query that is posted, with its length or another."""
    size = len(body) if length is None else length
    return get("/sparql", f"Content-Type: application/sparql-query\r\nContent-Length: {size}\r\n", "POST") + body


def requests(chance: random.Random) -> Iterator[tuple[str, bytes]]:
    """A thousand of them: kind and bytes."""

    def several(kind: str, count: int, make: Callable[[], bytes]) -> Iterator[tuple[str, bytes]]:
        return ((kind, make()) for _ in range(count))

    def noise(size: int) -> bytes:
        return bytes(chance.randrange(256) for _ in range(size))

    crosses = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i"
    wide = f"SELECT (GROUP_CONCAT(CONCAT({', '.join(['STR(?c)'] * 50)})) AS ?t) {{ {crosses} }}"
    heads = [
        get("/sparql", "Accept: " + "a/b;q=x," * 900 + "\r\n"),
        get("/sparql", method="BREW"),
        get("/" + "a" * 70_000),
        get("/sparql", "X: y\r\n" * 5000),
        b"GET /sparql\r\n\r\n",
        noise(300),
    ]
    yield from several("cross product", 40, lambda: post(f"SELECT (COUNT(*) AS ?n) {{ {crosses} }}".encode()))
    yield from several("sorted cross product", 20, lambda: post(f"SELECT * {{ {crosses} }} ORDER BY ?i".encode()))
    yield from several("endless path", 20, lambda: post(b"SELECT * { ?a (!<x:>)* ?b . ?b (!<y:>)* ?c }"))
    yield from several("huge answer", 60, lambda: post(b"SELECT * { ?a ?b ?c . ?d ?e ?f }"))
    yield from several("much memory", 20, lambda: post(wide.encode()))
    yield from several("nesting", 40, lambda: post(b"SELECT * { " + b"{" * 20_000 + b"}" * 20_000 + b" }"))
    yield from several("malformed", 150, lambda: post(chance.choice(_MALFORMED)))
    yield from several("broken encoding", 100, lambda: post(b"ASK { ?a ?b '" + noise(40) + b"\xff' }"))
    yield from several("broken escapes", 50, lambda: get(f"/sparql?query=%{quote(noise(9))}%FF%C0%80%u1234"))
    yield from several("too large", 20, lambda: post(b"#" * 3_000_000))
    yield from several("says less than it sends", 30, lambda: post(b"ASK {} # and more", length=5))
    yield from several("says more than it sends", 30, lambda: post(b"ASK {}", length=5000))
    yield from several("path trick", 100, lambda: get(chance.choice(_PATHS)))
    yield from several("calls out or changes", 100, lambda: post(chance.choice(_FOREIGN)))
    yield from several("odd head", 60, lambda: chance.choice(heads))
    yield from several("slow client", 80, lambda: b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
    yield from several("half closed", 80, lambda: get(f"/sparql?query={quote(PLAIN)}"))


async def send(host: str, port: int, kind: str, data: bytes) -> str:
    """How one request was answered: a status, or what became of the connection."""
    try:
        reader, writer = await asyncio.open_connection(host, port)
    except OSError:
        return "refused"
    try:
        if kind == "slow client":
            for byte in data:
                writer.write(bytes([byte]))
                await asyncio.sleep(0.15)
            return "left open"
        writer.write(data)
        await writer.drain()
        if kind == "half closed":
            writer.write_eof()
        if kind == "says more than it sends":
            await asyncio.sleep(1)
            return "left alone"
        head = await asyncio.wait_for(reader.readline(), 90)
        return head.split(b" ")[1].decode() if head.count(b" ") > 1 else "closed"
    except TimeoutError:
        return "NO ANSWER"
    except (OSError, ValueError):
        return "closed"
    finally:
        writer.close()


async def storm(address: str, chance: random.Random) -> tuple[dict[str, Counter[str]], list[float], Counter[str]]:
    """All of them; what came back, and the times and answers of a polite client meanwhile."""
    host, port = str(urlsplit(address).hostname), int(urlsplit(address).port or 80)
    todo = list(requests(chance))
    chance.shuffle(todo)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    slow = [send(host, port, *one) for one in todo if one[0] == "slow client"]
    waiting = iter([one for one in todo if one[0] != "slow client"])

    async def work() -> None:
        for kind, data in waiting:
            found[kind][await send(host, port, kind, data)] += 1

    async def slowly() -> None:
        found["slow client"].update(await asyncio.gather(*slow))

    times: list[float] = []
    answers: Counter[str] = Counter()

    async def politely() -> None:
        while True:
            start = time.perf_counter()
            answers[await send(host, port, "polite", get(f"/sparql?query={quote(PLAIN)}"))] += 1
            times.append(time.perf_counter() - start)
            await asyncio.sleep(0.5)

    polite = asyncio.create_task(politely())
    await asyncio.gather(slowly(), *(work() for _ in range(AT_ONCE)))
    polite.cancel()
    return found, times, answers


def usual(address: str) -> float:
    """The median time of a plain query, in milliseconds."""
    times = []
    with client() as http:
        for _ in range(100):
            start = time.perf_counter()
            http.get(f"{address}/sparql", params={"query": PLAIN}).raise_for_status()
            times.append(time.perf_counter() - start)
    return 1000 * statistics.median(times)


def main() -> None:
    """Storm a server of its own and print what happened."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("store", type=Path, nargs="?")
    chosen = parser.parse_args().store
    with tempfile.TemporaryDirectory() as folder:
        store = chosen or Path(folder) / "store"
        if not chosen:
            build(paths.seeds(), store)
        with serving(store, seconds=SECONDS, workers=2, rows=10_000, memory=2**30) as server:
            before = usual(server.address)
            start = time.perf_counter()
            found, times, answers = asyncio.run(storm(server.address, random.Random(7)))  # noqa: S311 - no secret
            lasted = time.perf_counter() - start
            time.sleep(3)
            after, workers = usual(server.address), len(server.workers())
    for kind, counts in found.items():
        print(f"{kind:24}", ", ".join(f"{count} × {what}" for what, count in counts.most_common()))
    asked = ", ".join(f"{count} × {what}" for what, count in answers.most_common())
    print(f"{sum(sum(c.values()) for c in found.values())} hostile requests in {lasted:.0f} s")
    print(f"a polite client meanwhile: {asked}; median {statistics.median(times):.2f} s, longest {max(times):.2f} s")
    print(f"a plain query: {before:.1f} ms before, {after:.1f} ms after; {workers} workers after, none left at the end")


if __name__ == "__main__":
    main()
