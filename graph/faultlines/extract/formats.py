"""HTML and PDF → the text that is the document then, and what the format itself declares of its origin."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from faultlines.errors import MissingExtra
from faultlines.extract.masthead import NOTHING_SHOWN, Masthead


class Unreadable(Exception):
    """What is wrong with the bytes of a document, in words that follow its name, and the line where."""

    def __init__(self, message: str, line: int = 1) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a reader makes of the bytes."""

    text: str
    masthead: Masthead = NOTHING_SHOWN
    reader: str = ""


def read_html(data: bytes) -> Page:
    """The main text of a page, without menus, footers and readers' comments."""
    try:
        import trafilatura
    except ImportError:
        raise MissingExtra("trafilatura", "extract") from None
    with _silent("trafilatura", "htmldate", "courlan"):
        # what is no whole page is refused, unless it is made one
        found = _extracted(data) or _extracted(b"<html><body>" + data)
    text = _sound(getattr(found, "text", None) or "")
    if not text.strip():
        raise Unreadable("is HTML in which no text was found; save the page as plain text")
    masthead = Masthead(
        title=_one_line(found.title),
        date=_one_line(found.date),
        author=_uncut(_one_line(found.author), data),
        publisher=_one_line(found.sitename),
        url=_one_line(found.url),
    )
    return Page(text=text, masthead=masthead, reader=f"trafilatura {trafilatura.__version__}")


def _uncut(author: str, data: bytes) -> str:
    """The author as the page's own tag has it where trafilatura cuts off what follows an "on", as before a date."""
    from trafilatura import load_html

    tree = load_html(data)
    for raw in () if tree is None else tree.xpath("//meta[@name='author']/@content"):
        whole = _one_line(raw)
        if author and whole.lower().startswith(f"{author.lower()} on ") and not re.search(r"\d", whole):
            return whole
    return author


def _extracted(data: bytes) -> Any:
    from trafilatura import bare_extraction

    # Only dates that are marked as the page's own; and the same ones whatever day it is today.
    dates = {"original_date": True, "extensive_search": False, "max_date": "2100-12-31"}
    return bare_extraction(data, with_metadata=True, include_comments=False, date_extraction_params=dates)


def read_pdf(data: bytes) -> Page:
    """The text of all pages that have one, with blank lines between them; words broken at line ends are joined."""
    try:
        import pypdf
        from pypdf.errors import DependencyError, FileNotDecryptedError
    except ImportError:
        raise MissingExtra("pypdf", "extract") from None
    with _silent("pypdf"):
        try:
            reader = pypdf.PdfReader(BytesIO(data))
            pages = [page.extract_text().strip() for page in reader.pages]
            info = reader.metadata
            title = _one_line(info.title if info else "")
            author = _one_line(info.author if info else "")
        except (FileNotDecryptedError, DependencyError):
            raise Unreadable("is an encrypted PDF; save a copy without a password") from None
        except Exception as error:  # a broken PDF makes pypdf raise nearly anything
            reason = " ".join(str(error).split()) or type(error).__name__
            raise Unreadable(f"is a broken PDF ({reason[:100]})") from None
    if not pages:
        raise Unreadable("is a PDF without pages")
    text = _sound(_join_words("\n\n".join(page for page in pages if page)))
    if not text.strip():
        raise Unreadable("is a PDF without text, perhaps scanned; run an OCR program on it first")
    # What a word processor fills in by itself (file names, the computer's user) is not what the document shows.
    masthead = Masthead(title="" if _FILLED_IN.search(title) else title, author=author if " " in author else "")
    return Page(text=text, masthead=masthead, reader=f"pypdf {pypdf.__version__}")


_FILLED_IN: Final = re.compile(r"\.\w{2,5}$|^untitled|^microsoft|^\S*\d\S*$", re.I)
_BROKEN_WORD: Final = re.compile(r"(\w*[^\W\d_])-[ \t]*\n([^\W\d_A-Z]\w*)")


def _join_words(text: str) -> str:
    """Words that a hyphen breaks at the end of a line, where the text has the whole word elsewhere.

    >>> _join_words("They lift sanc-\\ntions. The sanctions were long-\\nterm.")
    'They lift sanctions. The sanctions were long-term.'
    """
    text = text.replace("\u00ad\n", "").replace("\u00ad", "")
    words = frozenset(re.findall(r"\w+", text.lower()))

    def whole(match: re.Match[str]) -> str:
        joined = match[1] + match[2]
        return joined if joined.lower() in words else f"{match[1]}-{match[2]}"

    return _BROKEN_WORD.sub(whole, text)


def _sound(text: str) -> str:
    """The text without what UTF-8 cannot hold."""
    return text.replace("\0", "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _one_line(value: str | None) -> str:
    return " ".join(_sound(value or "").split())


@contextmanager
def _silent(*names: str) -> Iterator[None]:
    """Readers log what they mend; users see one clear line, or nothing."""
    loggers = [logging.getLogger(name) for name in names]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)
