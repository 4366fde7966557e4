"""The documents a user drops in: found in files and folders, read to the text that offsets count in."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from faultlines.errors import Fault, Findings
from faultlines.extract.formats import Page, Unreadable, read_html, read_pdf
from faultlines.extract.masthead import read_masthead

SUFFIXES: Final = (".txt", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")
"""What is looked for in folders; a file that is named itself may have any suffix."""

STDIN: Final = "-"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A text and what it shows of where it comes from; what it does not show stays empty."""

    name: str
    """The file's name as given, ``-`` for standard input."""
    id: str = ""
    """Of its source, where its name would give it that of another document."""
    text: str
    """The kept text; offsets count its characters, a byte order mark and both halves of ``\\r\\n`` among them."""
    sha256: str
    """Of the kept text's bytes as UTF-8; for plain text and Markdown that is the file's own hash."""
    title: str = ""
    date: str = ""
    """A prefix date: as precise as shown."""
    author: str = ""
    """Several are separated by ``; ``."""
    publisher: str = ""
    """A name where one is shown, else the host of the address."""
    url: str = ""
    original_sha256: str = ""
    """For HTML and PDF, the hash of the file that the text was read from."""
    reader: str = ""
    """For HTML and PDF, what read it: ``pypdf 6.1``."""


def find_documents(paths: Sequence[Path]) -> tuple[list[Path], list[Fault]]:
    """The files among `paths` and those with a known suffix in the folders among them, sorted, each once; and the
    faults of all that is missing, unreadable or without a document.

    Folders are searched to the bottom; hidden files and folders are passed over.
    """
    found: dict[str, Path] = {}
    faults: list[Fault] = []
    for path in paths:
        before = len(faults)
        inside = [path]
        if str(path) == STDIN:
            faults.append(Fault(STDIN, 0, "standard input is not read beside files; run it on its own"))
            continue
        if path.is_dir():
            inside = _documents_in(path, faults)
            if not inside and len(faults) == before:
                faults.append(Fault(str(path), 0, f"is a folder without documents ({' '.join(SUFFIXES)})"))
        elif not path.exists():
            faults.append(Fault(str(path), 0, "no such file or folder"))
            continue
        for file in inside:
            found.setdefault(os.path.abspath(file), file)
    return sorted(found.values()), sorted(set(faults))


def source_id(name: str) -> str:
    """The id of the source of a document of that name, as far as the name goes.

    >>> source_id("talks/Côte d'Ivoire, 2031.txt"), source_id("-")
    ('cote-divoire-2031', 'standard-input')
    """
    from faultlines.extract.pipeline import slug

    return slug(Path(name).stem)[:60].strip("-") if name != STDIN else "standard-input"


def _documents_in(folder: Path, faults: list[Fault]) -> list[Path]:
    def unreadable(error: OSError) -> None:
        faults.append(Fault(str(error.filename), 0, f"cannot be read: {error.strerror}"))

    found: list[Path] = []
    for parent, folders, names in os.walk(folder, onerror=unreadable):
        folders[:] = [name for name in folders if not name.startswith(".")]
        known = (n for n in names if not n.startswith(".") and n.lower().endswith(SUFFIXES))
        found.extend(file for file in (Path(parent, name) for name in known) if file.is_file())
    return found


def read_document(path: Path | None) -> Document:
    """Read one document, None being standard input; what cannot be read is one Findings of one line.

    Plain text and Markdown are UTF-8 and kept as they are. HTML is read by trafilatura and PDF by pypdf: the text they
    give is the document then. What a file is, its content says; the suffix only decides what the content leaves open.
    """
    name = STDIN if path is None else str(path)
    try:
        data = sys.stdin.buffer.read() if path is None else path.read_bytes()
        page = _read(data, "" if path is None else path.suffix.lower())
    except OSError as error:
        raise Findings([Fault(name, 0, f"cannot be read: {error.strerror}")]) from None
    except Unreadable as error:
        raise Findings([Fault(name, error.line, str(error))]) from None
    shown = read_masthead(page.text, page.masthead, "" if path is None else path.stem)
    return Document(
        name=name,
        text=page.text,
        sha256=hashlib.sha256(page.text.encode("utf-8")).hexdigest(),
        title=shown.title,
        date=shown.date,
        author=shown.author,
        publisher=shown.publisher,
        url=shown.url,
        original_sha256=hashlib.sha256(data).hexdigest() if page.reader else "",
        reader=page.reader,
    )


_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:(?:<\?xml[^>]*>|<!--(?:(?!-->).)*-->)\s*)*<(?:!doctype\s+html|html)\b", re.I | re.S
)
_UNSEEN: Final = "\ufeff\u200b"
_HEAD: Final = 4096
"""How many bytes tell what a file is."""
_BOM_16: Final = (b"\xff\xfe", b"\xfe\xff")


def _read(data: bytes, suffix: str) -> Page:
    if not data.strip():
        raise Unreadable("is empty" if not data else "is blank")
    read: Callable[[bytes], Page]
    if data[:_HEAD].lstrip().startswith(b"%PDF") or (suffix == ".pdf" and b"%PDF-" in data[:_HEAD]):
        read = read_pdf
    elif _HTML.match(data[:_HEAD]) or suffix in (".html", ".htm", ".xhtml"):
        read = read_html
    elif suffix == ".pdf":
        raise Unreadable("is no PDF: it does not begin with %PDF")
    else:
        read = _plain
    page = read(data)
    if all(c.isspace() or c in _UNSEEN for c in page.text):
        raise Unreadable("is blank")
    return page


def _plain(data: bytes) -> Page:
    if data.startswith(_BOM_16):
        raise Unreadable("is UTF-16; save it as UTF-8")
    if (nul := data.find(b"\0")) >= 0:
        raise Unreadable(f"is binary (byte {nul} is zero); plain text, Markdown, HTML and PDF can be read")
    try:
        return Page(text=data.decode("utf-8"))
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"byte {error.start} is 0x{data[error.start]:02X}"
        raise Unreadable(f"is not UTF-8 ({byte}); save it as UTF-8", line) from None
