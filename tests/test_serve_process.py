"""The server as a process: limits, killed workers, a new build, stopping, and messages of one line."""

from __future__ import annotations

import shutil
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings

from conftest import COMMAND, Run, execute
from faultlines.build import build
from faultlines.serve import openapi
from faultlines.serve.limits import Limits
from faultlines.serve.pool import Pool
from faultlines.serve.run import listen
from serve_process import Running, eventually, is_alive, running

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes as Linux shows them")

ASK = "ASK { actor:arland ?b ?c }"
CROSS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?i"
DOUBLED = f"""SELECT (STRLEN(?s31) AS ?n) {{ BIND("a" AS ?s0) {
    " ".join(f"BIND(CONCAT(?s{n}, ?s{n}) AS ?s{n + 1})" for n in range(31))
} }}"""


@pytest.fixture(scope="module")
def server(store_folder: Path) -> Iterator[Running]:
    with running(store_folder, "--workers", "2", "--query-timeout", "1.5", "--max-rows", "200") as started:
        yield started


def test_a_query_that_takes_too_long_is_stopped_and_others_do_not_notice(server: Running) -> None:
    before = server.workers()
    answers: list[httpx.Response] = []
    slow = threading.Thread(target=lambda: answers.append(server.ask(CROSS)))
    slow.start()
    quick = 0
    while slow.is_alive():
        assert server.ask(ASK).json()["boolean"]
        quick += 1
    assert quick > 2
    assert (answers[0].status_code, answers[0].text) == (503, "the query took longer than 1.5 s\n")
    assert answers[0].headers["retry-after"]
    eventually(lambda: len(server.workers()) == 2 and len(server.workers() - before) == 1)
    assert sum(map(is_alive, before)) == 1


def test_long_queries_do_not_hold_up_short_ones(store_folder: Path) -> None:
    with running(store_folder, "--workers", "2", "--query-timeout", "60") as busy:
        long = [threading.Thread(target=lambda: _quietly(busy, CROSS)) for _ in range(2)]
        for thread in long:
            thread.start()
        time.sleep(0.3)
        assert all(busy.ask(ASK).json()["boolean"] for _ in range(3))
        assert all(thread.is_alive() for thread in long)
        eventually(lambda: len(busy.workers()) == 4)
    for thread in long:
        thread.join()


def test_rows_and_memory_have_a_limit(store_folder: Path) -> None:
    with running(store_folder, "--workers", "1", "--memory", "256", "--max-rows", "200") as small:
        assert small.ask("SELECT ?a { ?a ?b ?c } LIMIT 200").status_code == 200
        many = small.ask("SELECT ?a { ?a ?b ?c } LIMIT 201")
        assert (many.status_code, many.text) == (413, "the answer has more than 200 rows; add a LIMIT\n")
        large = small.ask(DOUBLED)
        assert (large.status_code, large.text) == (503, "the query needs more memory than it may have\n")
        assert small.ask(ASK).json()["boolean"]


def test_a_client_that_leaves_takes_its_query_along(server: Running) -> None:
    before = server.workers()
    with pytest.raises(httpx.ReadTimeout):
        httpx.post(f"{server.address}/sparql", data={"query": CROSS}, trust_env=False, timeout=0.4)
    start = time.monotonic()
    eventually(lambda: len(server.workers() & before) == 1)
    assert time.monotonic() - start < 1.1


def test_a_half_sent_request_holds_nobody_up(server: Running) -> None:
    port = int(server.address.rpartition(":")[2])
    held = [socket.create_connection(("127.0.0.1", port)) for _ in range(40)]
    for connection in held:
        connection.sendall(b"POST /sparql HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 9\r\n")
    assert server.ask(ASK).json()["boolean"]
    for connection in held:
        connection.close()


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_stops_while_a_query_runs(store_folder: Path, stop: int) -> None:
    with running(store_folder, "--workers", "1", "--query-timeout", "60", stop=stop) as ending:
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{ending.address}/sparql", data={"query": CROSS}, trust_env=False, timeout=0.2)
        threading.Thread(target=lambda: _quietly(ending)).start()
        time.sleep(0.3)
    assert "Traceback" not in "".join(ending.said)


def _quietly(server: Running, query: str = SORTED) -> None:
    try:
        server.ask(query)
    except httpx.HTTPError:
        return


def test_its_workers_die_with_it(store_folder: Path) -> None:
    with running(store_folder, "--workers", "2", stop=signal.SIGKILL) as killed:
        workers = killed.workers()
        assert len(workers) == 2
    eventually(lambda: not any(map(is_alive, workers)))


@pytest.mark.usefixtures("shapeless")
def test_a_new_build_is_taken_over_without_a_dropped_request(world: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    build(world, store)
    label = 'ASK { actor:arland skos:prefLabel ?label FILTER(STR(?label) = "New Arland") }'
    with running(store, "--workers", "2", "--seeds", str(world)) as server:
        first = server.workers()
        assert server.ask(label).json()["boolean"] is False
        assert "New Arland" not in httpx.get(f"{server.address}/views/alliances.html", timeout=60).text
        statuses: list[int] = []
        done = threading.Event()

        def ask() -> None:
            while not done.is_set():
                statuses.append(server.ask(ASK).status_code)

        asking = [threading.Thread(target=ask) for _ in range(3)]
        for thread in asking:
            thread.start()
        actors = world / "actors.tsv"
        actors.write_text(actors.read_text(encoding="utf-8").replace("\tArland\t", "\tNew Arland\t"), encoding="utf-8")
        build(world, store)
        eventually(lambda: server.ask(label).json()["boolean"] and not server.workers() & first)
        assert len(server.workers()) == 2
        done.set()
        for thread in asking:
            thread.join()
        assert set(statuses) == {200}
        assert "New Arland" in httpx.get(f"{server.address}/views/alliances.html", timeout=60).text


@pytest.mark.usefixtures("shapeless")
def test_a_new_build_that_cannot_be_opened_is_left_alone(world: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    good = build(world, store)
    with running(store, "--workers", "1", "--seeds", str(world)) as server:
        broken = store / "0000000000000000-11111111"
        shutil.copytree(good, broken)
        (broken / "manifest.json").write_text("{}")
        (store / "current").write_text(broken.name)
        time.sleep(2)
        assert server.ask(ASK).json()["boolean"]


def test_it_says_where_it_listens(store_folder: Path) -> None:
    with running(store_folder, "--host", "0.0.0.0", "--workers", "1") as wide:  # noqa: S104 - that is the question
        assert wide.process.stderr is not None
        assert wide.process.stderr.readline() == "listening on 0.0.0.0: other machines can reach it\n"


def test_a_port_in_use_is_one_line(store_folder: Path, run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--no-open", "--port", str(port), "--store", store_folder, "--seeds", "tests/world")
    assert result.exit_code == 2
    assert result.stderr == f"127.0.0.1:{port} cannot be used (Address already in use); choose another with --port\n"


def test_an_answer_does_not_wait_for_the_network() -> None:
    with listen("127.0.0.1", 0) as listening:
        listening.listen()
        with socket.create_connection(listening.getsockname()), listening.accept()[0] as accepted:
            assert accepted.proto == socket.IPPROTO_TCP  # by which asyncio knows that it may send at once


def test_an_unknown_address_is_one_line(store_folder: Path, run: Run) -> None:
    result = run("serve", "--no-open", "--host", "no.invalid", "--store", store_folder, "--seeds", "tests/world")
    assert result.stderr == "'no.invalid' is no address of this machine\n"


def test_a_missing_extra_is_one_line(store_folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in sys.modules if n.startswith("faultlines.serve.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    result = run("serve", "--no-open", "--port", "0", "--store", store_folder, "--seeds", "tests/world")
    assert result.stderr == "this needs starlette and uvicorn: pip install 'faultlines[serve]'\n"


def test_a_store_that_breaks_is_one_line(tmp_path: Path) -> None:
    import asyncio
    from concurrent.futures import ThreadPoolExecutor

    from faultlines.errors import StoreError

    def start() -> None:
        with ThreadPoolExecutor(1) as thread:  # a browser of another test has a loop running in this one
            thread.submit(lambda: asyncio.run(Pool(tmp_path, 1, Limits()).start())).result()

    with pytest.raises(StoreError, match="holds no store; run 'faultlines build'"):
        start()
    (tmp_path / "current").write_text("0000000000000000-00000000")
    with pytest.raises(StoreError, match="cannot be opened"):
        start()


def test_help_does_not_need_the_extra() -> None:
    result = execute("serve", "--help")
    assert b"--query-timeout SECONDS" in result.stdout
    assert COMMAND


@pytest.fixture(scope="module")
def described(server: Running) -> schemathesis.BaseSchema:
    return schemathesis.openapi.from_url(f"{server.address}/openapi.json")


@pytest.mark.parametrize("mode", schemathesis.GenerationMode)
@pytest.mark.parametrize("path", openapi.document()["paths"])
def test_the_api_is_as_it_says(
    described: schemathesis.BaseSchema, path: str, mode: schemathesis.GenerationMode
) -> None:
    if mode.is_negative and path == "/api/actors/{name}":
        pytest.skip("every text is a name that somebody could have")

    @given(case=described[path]["GET"].as_strategy(generation_mode=mode))
    @settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    def ask(case: schemathesis.Case) -> None:
        case.call_and_validate()

    ask()
