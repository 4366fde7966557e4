"""Decisions written into a file of candidates with an editor, carried out at once."""

from __future__ import annotations

from pathlib import Path

from faultlines.errors import Fault, Findings
from faultlines.review import decide
from faultlines.review.desk import sit
from faultlines.review.journal import commit, recover


def apply(folder: Path, path: Path, curator: str) -> tuple[dict[str, int], list[Fault]]:
    """Accept and reject every entry with a `decision`: how many of each, and the faults of those that must wait.

    An entry that is refused stays. It is tried again once others are accepted, as it may refer to one behind it.
    """
    recover(folder)
    counts = {"accept": 0, "reject": 0}
    while True:
        faults: list[Fault] = []
        before = sum(counts.values())
        at = 0
        while path.exists():
            desk = sit(folder, path)
            if at >= len(desk.entries):
                break
            decision = desk.decision(at)
            if decision is None:
                faults += [fault for fault in desk.faults(at) if "decision" in fault.message]
                at += 1
                continue
            try:
                change = (decide.accept if decision == "accept" else decide.reject)(desk, at, curator)
            except Findings as error:
                faults += error.faults
                at += 1
                continue
            commit(folder, change)
            counts[decision] += 1
        if not faults or sum(counts.values()) == before:
            return counts, faults
