"""One hash over a folder, to tell whether a store is older than what it was made from. Imports nothing heavy."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

_SUFFIXES = frozenset((".tsv", ".yaml", ".ttl", ".rq"))


def digest(folder: Path, names: Collection[str] = ()) -> str:
    """Sixteen hex digits over the names and bytes of the folder's data files, or of just the files of those names.

    Candidates are not part of a graph and do not count; hidden files are an editor's.
    """
    if names:
        return _over(folder, [folder / name for name in names])
    found = (p for p in _files(folder) if p.suffix in _SUFFIXES)
    return _over(folder, (p for p in found if p.relative_to(folder).parts[0] != "candidates"))


def program_digest(folder: Path) -> str:
    """The same over every file of a folder of the program, whatever it holds, but for what Python compiles it to."""
    return _over(folder, (p for p in _files(folder) if "__pycache__" not in p.parts))


def _files(folder: Path) -> Iterator[Path]:
    return (p for p in folder.rglob("*") if not p.name.startswith(".") and p.is_file())


def _over(folder: Path, files: Iterable[Path]) -> str:
    total = hashlib.sha256()
    for path in sorted(files):
        total.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
