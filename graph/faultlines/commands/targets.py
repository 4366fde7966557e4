"""Where `faultlines extract` writes, settled before a document is read: no document is lost or takes another's name."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

import click

from faultlines.errors import Fault

_CANDIDATES: Final = (".yaml", ".yml")


def is_folder(out: Path) -> bool:
    """Whether candidate files go into a folder of that name; other endings than ours are a usage error."""
    if out.is_dir() or not out.suffix:
        return True
    if out.suffix not in _CANDIDATES:
        says = "records go to a file that ends in .jsonl, candidates to one in .yaml or to a folder"
        raise click.UsageError(f"-o {out}: {says}; make a folder of that name first if you mean one")
    return False


def check_one_file(out: Path | None, documents: int) -> None:
    """A candidate file is of one document."""
    if documents > 1 and (out is None or not is_folder(out)):
        into = "standard output" if out is None else str(out)
        folder = "candidates/" if out is None else f"{out.with_suffix('')}/"
        raise click.UsageError(
            f"a candidate file is of one document, and {documents} do not fit into {into}; write one each: -o {folder}"
        )


def target(out: Path, identifier: str) -> Path:
    """The candidate file of the document of that id."""
    return out / f"{identifier}.yaml" if is_folder(out) else out


def taken(out: Path, documents: Sequence[Path], ids: Mapping[str, str]) -> list[Fault]:
    """The documents whose candidate file is there already, which is never overwritten."""
    from faultlines.extract.documents import source_id

    files = ((path, target(out, ids.get(os.path.abspath(path)) or source_id(str(path)))) for path in documents)
    return [Fault(str(path), 0, there_already(file)) for path, file in files if file.exists()]


def there_already(file: Path) -> str:
    """What is said of a document whose candidate file is there."""
    return f"{file} is there already; review it, or move it away first"


def distinct_ids(documents: Sequence[Path]) -> dict[str, str]:
    """Absolute path → id of its source, for the documents of a run whose names alone would give them the same id: with
    the folder's name, or more of the path, or the suffix.

    >>> list(distinct_ids([Path("a/talk.txt"), Path("b/talk.txt"), Path("b/talk.md"), Path("c.txt")]).values())
    ['a-talk', 'b-talk-txt', 'b-talk-md']
    """
    from faultlines.extract.documents import source_id

    names = [source_id(str(path)) for path in documents]
    count = Counter(names)
    used = {name for name in names if count[name] == 1}
    left = [path for path, name in zip(documents, names, strict=True) if count[name] > 1]
    found: dict[Path, str] = {}
    for way in range(3):
        tried = {path: list(_longer(path))[way] for path in left}
        count = Counter(tried.values())
        found |= {path: name for path, name in tried.items() if count[name] == 1 and name not in used}
        used |= set(found.values())
        left = [path for path in left if path not in found]
    for path in left:  # long paths that are cut to the same
        name = source_id(str(path))[:54].strip("-")
        found[path] = next(n for i in range(2, len(documents) + 2) if (n := f"{name}-{i}") not in used)
        used.add(found[path])
    return {os.path.abspath(path): found[path] for path in documents if path in found}


def _longer(path: Path) -> Iterator[str]:
    from faultlines.extract.documents import source_id

    where = Path(os.path.abspath(path))
    ending = where.suffix.removeprefix(".")
    yield source_id(f"{where.parent.name} {where.stem}.x")
    yield source_id(f"{where.parent.name} {where.stem} {ending}.x")
    yield source_id(f"{where.parent.parent.name} {where.parent.name} {where.stem} {ending}.x")
