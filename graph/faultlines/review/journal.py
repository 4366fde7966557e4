"""Several files changed as one: what is to be written is noted first, so that a kill is made good later.

One process at a time: a lock keeps two reviews of a folder from finishing or overwriting each other's notes.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from faultlines.errors import FaultlinesError
from faultlines.files import PART, write_whole

_NOTE: Final = "candidates/.review.journal"
_LOCK: Final = "candidates/.review.lock"
"""Stays, empty: who removed it could not know that nobody waits for just this file."""
_PATIENCE: Final = 10.0
"""Seconds; a change is written in a fraction of one."""


@dataclass(frozen=True, slots=True)
class Change:
    """Files of a folder of seeds before and after a decision; None where there is none."""

    files: Mapping[str, tuple[bytes | None, bytes | None]]

    def reversed(self) -> Change:
        """The change that takes this one back."""
        return Change({name: (after, before) for name, (before, after) in self.files.items()})


def commit(folder: Path, change: Change) -> None:
    """Write all of a change, or, where a file is not as it was, nothing.

    Killed before the note is there, nothing has happened; killed later, `recover` does the rest.
    """
    with _alone(folder):
        _finish(folder)
        files = {name: pair for name, pair in change.files.items() if pair[0] != pair[1]}
        for name, (before, _) in files.items():
            if read(folder / name) != before:
                raise FaultlinesError(f"{folder / name}: was changed meanwhile; nothing was written")
        note = {name: [_text(before), _text(after)] for name, (before, after) in files.items()}
        _write(folder / _NOTE, json.dumps(note).encode())
        _finish(folder)


def recover(folder: Path) -> bool:
    """Finish what was interrupted; whether there was anything."""
    if not (folder / _NOTE).exists() and not any(_parts(folder)):
        return False
    with _alone(folder):  # what stood there may have been another review's, which is not interrupted at all
        return _finish(folder)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    path = folder / _LOCK
    lock = FileLock(path, timeout=_PATIENCE, mode=0o664)  # others of one's group may review here, too
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(poll_interval=0.01)
    except Timeout:
        raise FaultlinesError(f"{folder}: another review is writing there and does not finish; end it first") from None
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be written ({error.strerror})") from None
    try:
        yield
    finally:
        lock.release()


def _parts(folder: Path) -> Iterator[Path]:
    """What a kill left half-written; no note names it."""
    for place in (folder, folder / "candidates", folder / "statements"):
        yield from place.glob(f".*{PART}")


def _finish(folder: Path) -> bool:
    path = folder / _NOTE
    data = read(path)
    if data is None:
        for part in _parts(folder):
            part.unlink(missing_ok=True)
        return False
    note = {name: (_bytes(before), _bytes(after)) for name, (before, after) in json.loads(data).items()}
    for name, (before, after) in note.items():
        if read(folder / name) not in (before, after):
            raise FaultlinesError(
                f"{folder / name}: was changed after a decision on it was interrupted; "
                f"delete {path} to keep the file as it is, or restore it"
            )
    for name, (_, after) in note.items():
        target = folder / name
        if read(target) == after:
            continue
        if after is None:
            target.unlink()
        else:
            _write(target, after)
    path.unlink()
    return True


def read(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be read ({error.strerror})") from None


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, data)


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
