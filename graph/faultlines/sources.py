"""The documents a user has: found by their hash, kept in the user's data folder, quoted by their spans."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from faultlines import paths
from faultlines.errors import Fault, FaultlinesError
from faultlines.files import write_whole
from faultlines.model import Source, Span


def read_document(path: Path) -> tuple[str, str]:
    """SHA-256 of the bytes and the decoded text; newlines are never translated."""
    data = path.read_bytes()
    return hashlib.sha256(data).hexdigest(), data.decode("utf-8")


def add_documents(
    files: Iterable[Path], sources: Iterable[Source], folder: Path | None = None
) -> tuple[list[tuple[Path, Source]], list[Fault]]:
    """Keep each file that is the document of a known source; the others are faults."""
    folder = folder or paths.documents()
    by_hash = {source.sha256: source for source in sources}
    kept: list[tuple[Path, Source]] = []
    faults: list[Fault] = []
    for path in files:
        try:
            sha256, text = read_document(path)
        except OSError as error:
            faults.append(Fault(str(path), 0, f"cannot be read: {error.strerror}"))
            continue
        except UnicodeDecodeError as error:
            faults.append(Fault(str(path), 1, f"is not UTF-8 (byte {error.start}), so it is the document of no source"))
            continue
        source = by_hash.get(sha256)
        if source is None:
            message = f"is the document of no source (SHA-256 {sha256[:12]}…); start a statement file with its hash"
            faults.append(Fault(str(path), 1, message))
            continue
        keep_text(source.id, text, folder, instead=True)
        kept.append((path, source))
    return kept, faults


def keep_text(source_id: str, text: str, folder: Path | None = None, *, instead: bool = False) -> None:
    """Keep the text of a source's document, whole or not at all.

    Another text that is kept under the same id is a FaultlinesError, unless this one is to stand `instead` of it.
    """
    folder = folder or paths.documents()
    path = folder / f"{source_id}.txt"
    data = text.encode("utf-8")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not instead and path.exists() and path.read_bytes() != data:
            raise FaultlinesError(
                f"{path}: is another text, kept as the document of {source_id};"
                " rename the file that you read, or move this one away first"
            )
    except OSError as error:
        raise FaultlinesError(f"{folder}: cannot be written ({error.strerror})") from None
    write_whole(path, data)


def kept_text(source_id: str, sha256: str, folder: Path | None = None) -> str | None:
    """The text of a source's document, where the user has it and it is the very one."""
    path = (folder or paths.documents()) / f"{source_id}.txt"
    try:
        return _kept(path, path.stat().st_mtime_ns, sha256)
    except (OSError, UnicodeDecodeError):
        return None


@lru_cache(maxsize=256)
def _kept(path: Path, _changed: int, sha256: str) -> str | None:
    found, text = read_document(path)
    return text if found == sha256 else None


def quotation(text: str, spans: Sequence[Span]) -> str:
    """What stands in the text at the spans, gaps shown.

    >>> quotation("Arland will not join the toll union.", [(0, 6), (25, 35)])
    'Arland … toll union'
    """
    return " … ".join(" ".join(text[start:end].split()) for start, end in spans)


def document_faults(
    sources: Mapping[str, Source], places: Mapping[str, tuple[str, int]], folder: Path | None = None
) -> Iterator[Fault]:
    """Where a source file and the document at hand do not agree."""
    for source in sources.values():
        path = (folder or paths.documents()) / f"{source.id}.txt"
        try:
            sha256, text = read_document(path)
        except (OSError, UnicodeDecodeError):
            continue
        place = f"source:{source.id}"
        if sha256 != source.sha256:
            yield Fault(
                *places[f"{place}/sha256"],
                f"sha256 {source.sha256[:12]}… is not {sha256[:12]}…, that of the document at hand; mend one of them",
            )
        elif len(text) != source.characters:
            message = f"characters is {source.characters}, the document at hand has {len(text)}"
            yield Fault(*places[f"{place}/characters"], message)
