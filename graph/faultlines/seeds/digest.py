"""One hash over a folder, to tell whether a store is older than what it was made from. Imports nothing heavy."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from pathlib import Path

_SUFFIXES = frozenset((".tsv", ".yaml", ".ttl", ".rq"))


def digest(folder: Path, names: Collection[str] = ()) -> str:
    """Sixteen hex digits over the names and bytes of the folder's data files, or of just the files of those names.

    Candidates are not part of a graph and do not count.
    """
    total = hashlib.sha256()
    found = [p for p in folder.rglob("*") if p.suffix in _SUFFIXES and p.is_file()]
    files = [folder / n for n in names] if names else found
    for path in sorted(files):
        name = path.relative_to(folder).as_posix()
        if not name.startswith("candidates/"):
            total.update(f"{name}\0".encode())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()[:16]
