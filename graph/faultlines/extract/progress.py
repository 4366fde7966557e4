"""A bar for long runs: documents, their rate, words a second, the time that remains."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

Advance = Callable[[int, int], None]
"""One more document is finished: its size in bytes, its words."""


@contextmanager
def progress(sizes: list[int], finished: list[int], console: Console | None = None) -> Iterator[Advance]:
    """Show a bar while the documents of these `sizes` are worked on, those `finished` already counted in.

    It stands on standard error, or on `console`, and only where that is a terminal. The bar and the remaining time go
    by bytes, since documents differ; the rates count this run alone.
    """
    if console is None and not sys.stderr.isatty():
        yield lambda size, words: None
        return
    from rich import console as rich_console
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

    console = console or rich_console.Console(stderr=True)
    columns = (
        TextColumn("{task.fields[done]} of {task.fields[of]} documents"),
        BarColumn(),
        TextColumn("{task.fields[rates]}"),
        TimeRemainingColumn(compact=True),
        TextColumn("left"),
    )
    done, said, start = len(finished), 0, time.monotonic()
    with Progress(*columns, console=console, disable=not console.is_terminal, speed_estimate_period=60) as bar:
        task = bar.add_task(
            "", total=sum(sizes) or 1, completed=sum(finished), done=done, of=len(sizes), rates="starting"
        )

        def advance(size: int, words: int) -> None:
            nonlocal done, said
            done, said = done + 1, said + words
            seconds = max(time.monotonic() - start, 1e-6)
            rates = f"{(done - len(finished)) / seconds:,.1f} documents/s"
            if said:
                rates += f", {said / seconds:,.0f} words/s"
            bar.update(task, advance=size, done=done, rates=rates)

        yield advance
