"""Time to the first usable drawing of a page, beside pyvis as it comes, on the same networks in the same run.

python benchmarks/views/run.py          # about ten minutes on two cores; writes the table in README.md beside it
python benchmarks/views/run.py --sizes 500 --print
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import TimeoutError as NotInTime
from pyvis.network import Network

import faultlines as fl
from faultlines.views import show

README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- begin: written by run.py -->", "<!-- end -->"
ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests"))
import views_world as world  # noqa: E402 - the invented multitude of the tests

WHAT = ("built", "drawn", "frames/s", "size")
OURS = "() => document.documentElement.dataset.ready === 'true'"
THEIRS = """() => new Promise(done => {
    if (network.physics.stabilized || network.physics.ready && !network.physics.physicsEnabled) done(true);
    network.once('stabilizationIterationsDone', () => done(true));
})"""
FRAMES = """() => new Promise(done => {
    let n = 0; const start = performance.now();
    const step = () => { network.redraw(); n += 1;
        if (performance.now() - start > 2000) done(n / 2); else requestAnimationFrame(step); };
    requestAnimationFrame(step);
})"""


def pyvis_page(network: Any, path: Path) -> None:
    """The page that pyvis makes of nodes and edges by its defaults, scripts inside."""
    net = Network(directed=True, cdn_resources="in_line")
    for node, data in network.nodes(data=True):
        net.add_node(node, label=data["label"])
    for start, end, data in network.edges(data=True):
        net.add_edge(start, end, title=data["relation"])
    path.write_text(net.generate_html(notebook=False), encoding="utf-8")


def opened(browser: Browser, path: Path, ready: str, limit: int) -> tuple[float | None, float | None]:
    """Seconds until a page can be used, and the frames a second that it then redraws; None if it never gets there."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.set_default_timeout(limit * 1000)
    page.route("http*://**", lambda route: route.abort())
    begin = time.perf_counter()
    try:
        page.goto(path.as_uri(), wait_until="domcontentloaded")
        page.wait_for_function(ready)
        page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        took = time.perf_counter() - begin
        name = "Faultlines.network" if ready == OURS else "network"
        frames = page.evaluate(FRAMES.replace("network.", f"{name}."))
    except NotInTime:
        return None, None
    finally:
        page.close()
    return took, frames


def row(browser: Browser, name: str, network: Any, folder: Path, repeats: int, limit: int) -> str:
    """One line of the table."""
    cells = [name, f"{len(network):,} / {network.number_of_edges():,}"]
    for make, ready, times in (
        (lambda p: show(network, p), OURS, repeats),
        (lambda p: pyvis_page(network, p), THEIRS, 1),
    ):
        path = folder / "page.html"
        begin = time.perf_counter()
        make(path)
        built = time.perf_counter() - begin
        runs = [opened(browser, path, ready, limit) for _ in range(times)]
        drawn = [took for took, _ in runs if took is not None]
        frames = [rate for _, rate in runs if rate is not None]
        cells += [
            f"{built:.1f} s",
            f"{statistics.median(drawn):.1f} s" if drawn else f"not in {limit} s",
            f"{statistics.median(frames):.0f}" if frames else "–",
            f"{path.stat().st_size / 1e6:.1f} MB",
        ]
        print(name, cells, file=sys.stderr, flush=True)
    return f"| {' | '.join(cells)} |"


def table(sizes: list[int], repeats: int, limit: int, store: Path | None) -> str:
    """The five documents and networks of the given sizes, a line each."""
    head = ("network", "nodes / edges", *(f"{who}: {what}" for who in ("ours", "pyvis") for what in WHAT))
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as scratch:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
        load = f"load {os.getloadavg()[0]:.1f} at the start"
        lines = [
            f"{datetime.now(UTC).date()}, {machine}, Chromium {browser.version}, pyvis {version('pyvis')}; {load}."
        ]
        lines += ["", f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
        networks = [("five documents", lambda: fl.network(fl.load(None, store)))]
        networks += [(f"{n:,} nodes", partial(world.multitude, n)) for n in sizes]
        lines += [row(browser, name, make(), Path(scratch), repeats, limit) for name, make in networks]
        browser.close()
    return "\n".join(lines)


def main() -> None:
    """Measure, and write the table into the README or print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="*", default=[500, 2000, 10000])
    parser.add_argument("--repeats", type=int, default=3, help="how often our pages are opened")
    parser.add_argument("--limit", type=int, default=120, help="seconds after which a page counts as not drawn")
    parser.add_argument("--store", type=Path, help="the store of the real seeds [in the user's cache]")
    parser.add_argument("--print", action="store_true", help="print the table instead of writing it")
    chosen = parser.parse_args()
    made = table(chosen.sizes, chosen.repeats, chosen.limit, chosen.store)
    if chosen.print:
        print(made)
        return
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{made}\n{END}{rest.partition(END)[2]}", encoding="utf-8")


if __name__ == "__main__":
    main()
