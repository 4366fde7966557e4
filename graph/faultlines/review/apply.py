"""Decisions written into a file of candidates with an editor, carried out at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from faultlines.errors import Fault, Findings
from faultlines.review import decide
from faultlines.review.desk import Desk, sit
from faultlines.review.journal import Change, commit, recover
from faultlines.review.verify import waiting


def apply(folder: Path, path: Path, curator: str) -> tuple[dict[str, int], list[Fault]]:
    """Accept and reject every entry with a `decision`: how many of each, and the faults of those that must wait.

    As many as can be are one change of the files. An entry that is refused stays; it is tried again once others have
    gone, as it may refer to one of them.
    """
    recover(folder)
    counts = {"reject": 0, "accept": 0}
    while True:
        before = sum(counts.values())
        faults: list[Fault] = []
        for decision in counts:  # first rejected: that one waited for it, hinders no other
            if not path.exists():
                break
            desk = sit(folder, path)
            chosen = [i for i in range(len(desk.entries)) if desk.decision(i) == decision]
            if decision == "reject":
                done = [
                    i for i in chosen if desk.statements(i) or desk.faults(i)
                ] or chosen  # the others are yet unread
                change = decide.reject(desk, done, curator) if done else None
            else:
                done, change, faults = _accepted(desk, chosen, curator)
                faults += [
                    fault
                    for i in range(len(desk.entries))
                    if desk.decision(i) is None
                    for fault in desk.faults(i)
                    if "decision" in fault.message
                ]
            if change is not None:
                commit(folder, change)
                counts[decision] += len(done)
        if sum(counts.values()) == before:
            return counts, faults


def _accepted(desk: Desk, chosen: Sequence[int], curator: str) -> tuple[list[int], Change | None, list[Fault]]:
    """As many of the chosen entries as can be accepted together, the change that does it, and what refuses the others.

    All at once; where that is refused, each half, down to those at fault.
    """
    refused = {i: faults for i in chosen if (faults := desk.faults(i))}
    while late := waiting(desk, [i for i in chosen if i not in refused]):
        refused |= late
    done: list[int] = []
    change: Change | None = None
    faults = [fault for several in refused.values() for fault in several]
    left = [[i for i in chosen if i not in refused]]
    while left:
        some = left.pop()
        try:
            if some:
                change = decide.accept(desk, [*done, *some], curator)
            done += some
        except Findings as error:
            if len(some) == 1:
                faults += error.faults
            else:
                half = len(some) // 2
                left += [some[half:], some[:half]]
    return done, change, faults
