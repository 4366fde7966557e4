"""Several files changed as one: what is to be written is noted first, so that a kill is made good later."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faultlines.errors import FaultlinesError

_NOTE: Final = "candidates/.review.journal"
_PART: Final = ".review-part"


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
    recover(folder)
    files = {name: pair for name, pair in change.files.items() if pair[0] != pair[1]}
    for name, (before, _) in files.items():
        if read(folder / name) != before:
            raise FaultlinesError(f"{folder / name}: was changed meanwhile; nothing was written")
    note = {name: [_text(before), _text(after)] for name, (before, after) in files.items()}
    _write(folder / _NOTE, json.dumps(note).encode())
    recover(folder)


def recover(folder: Path) -> bool:
    """Finish what was interrupted; whether there was anything."""
    path = folder / _NOTE
    data = read(path)
    if data is None:
        for place in (folder, folder / "candidates", folder / "statements"):
            for part in place.glob(f".*{_PART}"):
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
    part = path.with_name(f".{path.name}{_PART}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        os.replace(part, path)
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be written ({error.strerror})") from None


def _text(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(data).decode()


def _bytes(text: str | None) -> bytes | None:
    return None if text is None else base64.b64decode(text)
