"""Measurements → Markdown, and the table's place in README.md."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final

README: Final = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- begin: written by run.py -->", "<!-- end -->"


def about_the_run(rounds: int, load_before: float) -> str:
    """Date, versions and the machine's size; never its name."""
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 2**30
    libraries = ", ".join(f"{n} {version(n)}" for n in ("pyoxigraph", "oxrdflib", "rdflib"))
    return (
        f"{datetime.now(UTC):%Y-%m-%d}; Python {platform.python_version()}, {libraries};"
        f" {platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB;"
        f" {rounds} to {3 * rounds} rounds;"
        f" load average before the run {load_before:.1f}, after it {os.getloadavg()[0]:.1f}.\n"
    )


def write(table: str) -> None:
    """Put the table between its two markers."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{after}", encoding="utf-8")


def section(found: dict[str, Any], limit: float) -> str:
    """All about one size."""
    names, loaded, rules = found["names"], found["load"], found["rules"]
    if rules:
        about_rules = f"{rules['concluded']:,} more statements concluded by rules"
    elif found["rule_files"]:
        about_rules = f"{found['rule_files']} rules not done within {10 * limit:.0f} s, so without their conclusions"
    else:
        about_rules = "no rules yet"
    lines = (
        f"### {found['size']:,} statements",
        "",
        f"{names['triples']:,} triples, {loaded['entities']:,} entities, {loaded['sources']:,} sources; {about_rules}.",
        "",
        *_questions(found["compared"], found["memory"], found["too_slow"], limit),
        "",
        *_costs(found),
        "",
    )
    return "\n".join(lines)


def _questions(
    compared: dict[str, Any], memory: dict[str, Any] | None, too_slow: list[str], limit: float
) -> Iterator[str]:
    yield (
        "| question | rows | bare pyoxigraph | `ask`, all rows | min–max | as labelled Python values"
        " | oxrdflib | rdflib memory |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    ratios: dict[str, list[float]] = {}
    extremes: list[float] = []
    beaten = 0
    for question in compared:
        times, rows = compared[question]["times"], compared[question]["rows"]
        base = median(times["bare"])
        each = {way: [a / b for a, b in zip(times[way], times["bare"], strict=True)] for way in times}
        for way, of_rounds in each.items():
            ratios.setdefault(way, []).append(median(of_rounds))
        extremes += each["ours"]
        answer = memory and memory[question]
        if answer:
            assert answer["rows"] == rows, f"{question}: rdflib has {answer['rows']} rows, the others {rows}"
            ratios.setdefault("memory", []).append(answer["seconds"] / base)
            said = _times(answer["seconds"] / base)
        else:
            beaten += 1
            said = f"no answer within {limit:.0f} s"
        yield (
            f"| {question} | {rows:,} | {_time(base)} | {median(each['ours']):.2f} |"
            f" {min(each['ours']):.2f}–{max(each['ours']):.2f} | {median(each['values']):.2f} |"
            f" {median(each['oxrdflib']):.2f} | {said} |"
        )
    for question in too_slow:
        yield f"| {question} | – | no answer within {limit:.0f} s | not asked | | | | |"
    of_memory = _times(median(ratios["memory"])) if "memory" in ratios else "–"
    if beaten and "memory" in ratios:
        of_memory += f" (of {len(ratios['memory'])} answered)"
    yield (
        f"| **median** | | | **{median(ratios['ours']):.2f}** | {min(extremes):.2f}–{max(extremes):.2f} |"
        f" {median(ratios['values']):.2f} | {median(ratios['oxrdflib']):.2f} | {of_memory} |"
    )
    again = ratios["again"]
    yield ""
    yield (
        "The noise of this run: bare pyoxigraph against itself, taking turns with the others, has a median of"
        f" {median(again):.2f}, over the questions {min(again):.2f}–{max(again):.2f}."
    )


def _costs(found: dict[str, Any]) -> Iterator[str]:
    loaded, rules, bare, memory, asking = (found[k] for k in ("load", "rules", "bare", "memory", "asking"))
    disk = found["disk"]
    yield "| engine | loading | peak while loading | peak while asking | on disk |"
    yield "|---|--:|--:|--:|--:|"
    yield (
        f"| Faultlines: statements → triples → store | {_time(loaded['seconds'])} |"
        f" {_size(loaded['peak'])} ({_size(loaded['before'])} before loading) | {_size(asking['ours'])} |"
        f" {_size(disk['loaded'])} |"
    )
    if rules:
        yield (
            f"| – its rules | {_time(rules['seconds'])} | {_size(rules['peak'])} | |"
            f" {_size(disk['concluded'])} with conclusions |"
        )
    yield f"| – its names index | {_time(found['names']['seconds'])} | | | {_size(disk['names'])} |"
    yield (
        f"| bare pyoxigraph: N-Triples file → store | {_time(bare['seconds'])} | {_size(bare['peak'])} |"
        f" {_size(asking['bare'])} | {_size(disk['bare'])} |"
    )
    yield f"| oxrdflib over our store | – | – | {_size(asking['oxrdflib'])} | – |"
    if memory:
        yield (
            f"| rdflib memory: N-Triples file → Graph | {_time(memory['seconds'])} | {_size(memory['loaded'])} |"
            f" {_size(memory['peak'])} | – |"
        )
    else:
        yield "| rdflib memory: N-Triples file → Graph | not done in time | | | – |"


def _times(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def _time(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3)):
        if seconds >= size:
            return f"{seconds / size:,.{max(0, 2 - len(str(int(seconds / size))) + 1)}f} {unit}"
    return f"{seconds * 1e6:,.0f} µs"


def _size(megabytes: float) -> str:
    return f"{megabytes:,.0f} MB" if megabytes >= 10 else f"{megabytes:.1f} MB"
