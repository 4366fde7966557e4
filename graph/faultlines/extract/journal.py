"""What a long run has finished, kept beside its output until that is whole: a part a document, each written at once."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import uuid
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faultlines.errors import FaultlinesError

_OURS: Final = re.compile(r"[0-9a-f]{64}(?:\.half)?\.jsonl(?:\.new)?|output\.new")


def key(path: Path, version: str) -> str:
    """A digest of the path, of what the file holds, and of what works on it.

    What cannot be read, or only once, has another each time, so that it is never taken over.
    """
    content = uuid.uuid4().hex
    with suppress(OSError):
        if path.is_file():
            with path.open("rb") as file:
                content = hashlib.file_digest(file, "sha256").hexdigest()
    return hashlib.sha256("\0".join((str(path), content, version)).encode("utf-8", "surrogateescape")).hexdigest()


@dataclass(frozen=True, slots=True)
class Journal:
    """The folder ``OUT.parts`` beside OUT."""

    out: Path
    folder: Path

    def has(self, key: str) -> bool:
        """Whether the document of that key is finished."""
        return self._part(key).is_file()

    def keep(self, key: str, data: bytes) -> None:
        """A document is finished; after this line it stays so, whatever happens."""
        with _written(self.folder):
            _write(self._part(key), [data])

    def keep_half(self, key: str, data: bytes) -> None:
        """A document of which a part could not be read: it goes into this run's output, and no other takes it over."""
        with _written(self.folder):
            _write(self._half(key), [data])

    def assemble(self, keys: Iterable[str]) -> None:
        """The parts in this order become the output, at once; then they go."""
        with _written(self.out):
            new = self.folder / "output.new"
            with new.open("wb") as file:
                for name in keys:
                    with (whole if (whole := self._part(name)).is_file() else self._half(name)).open("rb") as part:
                        shutil.copyfileobj(part, file)
            os.replace(new, self.out)
        for path in self.folder.iterdir():
            if _OURS.fullmatch(path.name):
                path.unlink()

    def _part(self, key: str) -> Path:
        return self.folder / f"{key}.jsonl"

    def _half(self, key: str) -> Path:
        return self.folder / f"{key}.half.jsonl"


@contextmanager
def journal(out: Path) -> Iterator[Journal]:
    """The journal of an output, held against a second run that writes the same."""
    from filelock import FileLock, Timeout

    out = Path(os.path.realpath(out))
    if out.exists() and not out.is_file():
        raise FaultlinesError(f"{out}: is no file that could be written")
    folder = out.with_name(f"{out.name}.parts")
    with _written(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", blocking=False)
        try:
            lock.acquire()
        except Timeout:
            raise FaultlinesError(f"{out}: another run is writing it") from None
    try:
        yield Journal(out, folder)
    finally:
        lock.release()
        if [path.name for path in folder.iterdir()] == ["lock"]:  # else parts are left, or a stranger's file
            with suppress(OSError):
                (folder / "lock").unlink()
                folder.rmdir()


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    new = path.with_name(f"{path.name}.new")
    with new.open("wb") as file:
        file.writelines(pieces)
    os.replace(new, path)


@contextmanager
def _written(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FaultlinesError(f"{path}: cannot be written ({error.strerror})") from None
