"""The walk through candidates: one is shown, a key decides, every decision is on disk before the next is asked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import click

from faultlines.errors import FaultlinesError, Findings
from faultlines.review import decide
from faultlines.review.buffer import edited, to_edit
from faultlines.review.desk import Desk, sit
from faultlines.review.journal import Change, commit
from faultlines.review.keys import HELP, KEYS, ask
from faultlines.review.lacking import completed, lacking, to_complete
from faultlines.review.show import show


@dataclass(slots=True)
class Session:
    """One sitting of one curator over some files of candidates."""

    folder: Path
    files: Sequence[Path]
    curator: str
    counts: dict[str, int] = field(default_factory=lambda: {"accepted": 0, "rejected": 0, "skipped": 0, "edited": 0})
    _at: int = 0
    _skipped: int = 0
    _done: list[tuple[str, Change | None, int, int]] = field(default_factory=list)
    """Steps taken: what, the change, and file and position before."""
    _draft: str | None = None
    """An edit with faults, to go on with."""
    _block: str | None = None
    """The same of the source block."""
    _warned: bool = False
    """Whether it has been said that this edit is not in place."""
    _told: set[Path] = field(default_factory=set)
    """Files of which it has been said what their source lacks."""

    def run(self) -> None:
        """Until the last candidate or `q` or the end of input."""
        while True:
            desk = self._next()
            if desk is None:
                click.echo("No candidates left." if not self._done else self._summary("Done"))
                if not (self._done and self._ask_undo()):
                    return
                continue
            click.echo(f"\n{show(desk, self._skipped)}\n")
            if desk.path not in self._told:
                self._told.add(desk.path)
                if (fault := lacking(desk)) is not None:
                    click.echo(f"{fault}\n")
            if not self._decide(desk):
                click.echo(self._summary("Left off"))
                return

    def _next(self) -> Desk | None:
        """The file with the next candidate, read afresh."""
        while self._at < len(self.files):
            path = self.files[self._at]
            try:
                desk = sit(self.folder, path) if path.exists() else None
                if desk is not None and not desk.entries and desk.candidates.faults:
                    raise Findings(desk.candidates.faults)
            except FaultlinesError as error:  # one bad file does not keep the others from being reviewed
                click.echo(f"{error}\nThis file is passed over.", err=True)
                desk = None
            if desk is not None and self._skipped < len(desk.entries):
                return desk
            self._at, self._skipped = self._at + 1, 0
        return None

    def _decide(self, desk: Desk) -> bool:
        """Ask until a key moves things on; False to leave."""
        keys: dict[str, Callable[[Desk], bool]] = {
            "a": self._accept,
            "e": self._edit,
            "o": self._source,
            "r": self._reject,
            "s": self._skip,
            "u": self._undo,
        }
        while True:
            key = ask(f"{KEYS}  ")
            if key in ("q", ""):
                return False
            if key in keys:
                try:
                    if keys[key](desk):
                        self._draft = None if key not in "eo" else self._draft
                        return True
                except click.ClickException as error:
                    click.echo(error.message)  # the editor did not start
                except FaultlinesError as error:
                    click.echo(str(error))
                    if key in "eo":
                        click.echo(f"The edit is not in place: {key} goes on with it.")
                    elif key == "a":
                        click.echo(f"Not accepted: e edits it; what stands elsewhere is mended in {desk.path}, then a.")
            else:
                click.echo(HELP)

    def _accept(self, desk: Desk) -> bool:
        if self._draft is not None and not self._warned:
            self._warned = True
            click.echo(
                "Your edit is not in place: e goes on with it; a once more accepts the candidate as shown above."
            )
            return False
        fresh = self._fresh(desk)
        return fresh is None or self._take("accepted", decide.accept(fresh, [self._skipped], self.curator))

    def _reject(self, desk: Desk) -> bool:
        fresh = self._fresh(desk)
        return fresh is None or self._take("rejected", decide.reject(fresh, [self._skipped], self.curator))

    def _fresh(self, desk: Desk) -> Desk | None:
        """The desk as it is now; None, after a word about it, where somebody else has changed this entry meanwhile."""
        now = sit(self.folder, desk.path) if desk.path.exists() else None
        here = slice(self._skipped, self._skipped + 1)
        if now is not None and now.entries[here] == desk.entries[here]:
            return now
        click.echo("The file was changed meanwhile; here is what stands there now.")
        return None

    def _edit(self, desk: Desk) -> bool:
        text = click.edit(self._draft or to_edit(desk, self._skipped), extension=".yaml")
        if text is None:
            click.echo("Not changed.")
            return False
        self._draft, self._warned = text, False
        entry, entities = edited(text)
        fresh = self._fresh(desk)
        if fresh is None:
            return True
        self._take("edited", decide.change(fresh, self._skipped, entry, entities, self.curator))
        self._draft = None
        return True

    def _source(self, desk: Desk) -> bool:
        text = click.edit(self._block or to_complete(desk), extension=".yaml")
        if text is None:
            click.echo("Not changed.")
            return False
        self._block = text
        fresh = self._fresh(desk)
        if fresh is None:
            return True
        self._take("edited", completed(fresh, text))
        self._block = None
        return True

    def _skip(self, _: Desk) -> bool:
        self._done.append(("skipped", None, self._at, self._skipped))
        self.counts["skipped"] += 1
        self._skipped += 1
        return True

    def _take(self, what: str, change: Change) -> bool:
        commit(self.folder, change)
        self._done.append((what, change, self._at, self._skipped))
        self.counts[what] += 1
        click.echo(click.style(f"{what}: {', '.join(sorted(change.files))}", dim=True))
        return True

    def _undo(self, _: Desk | None = None) -> bool:
        if not self._done:
            click.echo("Nothing to undo in this session.")
            return False
        what, change, at, skipped = self._done[-1]
        if change is not None:
            commit(self.folder, change.reversed())
        self._done.pop()
        self._at, self._skipped, self._draft = at, skipped, None
        self.counts[what] -= 1
        click.echo(f"Undone: {what}.")
        return True

    def _ask_undo(self) -> bool:
        while True:
            key = ask("u undo  q quit  ")
            if key == "u":
                try:
                    return self._undo()
                except FaultlinesError as error:
                    click.echo(str(error))
            elif key in ("q", ""):
                return False

    def _summary(self, word: str) -> str:
        counts = ", ".join(f"{n} {what}" for what, n in self.counts.items() if n)
        return f"{word}: {counts or 'nothing decided'}."
