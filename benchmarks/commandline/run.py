"""How long the command line takes to answer, against `python -c "import click"` in the same run.

    python benchmarks/commandline/run.py

writes the table in README.md beside it. The store must be built (`faultlines build`).
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

ROUNDS = 15
README = Path(__file__).with_name("README.md")
BEGIN, END = "<!-- begin: written by run.py -->", "<!-- end -->"
PEER = ("python -c 'import click'", [sys.executable, "-c", "import click"])
MODULE = [sys.executable, "-m", "faultlines.cli"]
OWN = [
    ("faultlines --help", [*MODULE, "--help"]),
    (
        'faultlines ask who-opposes issue="Ukraine\'s NATO membership"',
        [*MODULE, "ask", "who-opposes", "issue=Ukraine's NATO membership"],
    ),
    ("faultlines statements --relation drawsRedLine", [*MODULE, "statements", "--relation", "drawsRedLine"]),
]


def seconds(command: list[str]) -> float:
    """Wall time of one whole process."""
    started = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - started


def table() -> str:
    """The commands in turn with the peer, and the median of the ratios round by round."""
    for _, command in (PEER, *OWN):  # not counted
        seconds(command)
    ratios: dict[str, list[float]] = {name: [] for name, _ in OWN}
    peer = []
    for _ in range(ROUNDS):
        for name, command in OWN:
            base = seconds(PEER[1])
            peer.append(base)
            ratios[name].append(seconds(command) / base)
    machine = f"{os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    lines = [
        f"{datetime.now(UTC).date()}, {machine}, click {version('click')}; {ROUNDS} rounds; the peer took "
        f"{statistics.median(peer) * 1000:.0f} ms in the median.",
        "",
        f"| command | times as long as `{PEER[0]}` | min–max |",
        "|---|---|---|",
    ]
    for name, values in ratios.items():
        lines.append(f"| `{name}` | {statistics.median(values):.2f} | {min(values):.2f}–{max(values):.2f} |")
    return "\n".join(lines)


if __name__ == "__main__":
    head, _, tail = README.read_text(encoding="utf-8").partition(BEGIN)
    README.write_text(f"{head}{BEGIN}\n{table()}\n{END}{tail.partition(END)[2]}", encoding="utf-8")
