"""A document is read to the text that offsets count in, says of itself what it shows, and is refused in one line."""

from __future__ import annotations

import hashlib
import io
import os
import re
import sys
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faultlines.errors import Findings, MissingExtra
from faultlines.extract.documents import Document, find_documents, read_document
from faultlines.extract.masthead import NOTHING_SHOWN, read_masthead

Save = Callable[..., Document]

TEXT = "Arland will not join the toll union. Borduria called that unacceptable.\n"

PAGE = """<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Arland rejects the union | The Gazette</title>
<meta name="author" content="Jane Doe"><meta property="og:site_name" content="The Gazette">
<meta property="article:published_time" content="2031-05-03T10:00:00Z">
<link rel="canonical" href="https://www.gazette.example/news/union"></head>
<body><nav><a href="/">Home</a> <a href="/news">All news</a></nav>
<article><h1>Arland rejects the union</h1>
<p>Arland will not join the toll union, the minister said – “never”.</p>
<p>Borduria called this unacceptable &amp; promised an answer by the end of the week.</p></article>
<footer>We bake cookies</footer></body></html>"""


def pdf(*pages: str, info: str = "", extra: str = "") -> bytes:
    """A PDF with the lines of each page, built by hand; `extra` goes into the trailer."""
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for page in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in page.split("\n")) if page else ""
        stream = zlib.compress(f"BT /F1 12 Tf 14 TL 50 700 Td\n{shown}ET".encode("latin-1"))
        head = f"<< /Length {len(stream)} /Filter /FlateDecode >>\nstream\n".encode()
        objects.append(head + stream + b"\nendstream")
        contents = len(objects)
        resources = "/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R {resources} /Contents {contents} 0 R >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} /MediaBox [0 0 600 800] >>".encode()
    objects.append(f"<< {info} >>".encode("latin-1"))
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n".encode() + body + b"\nendobj\n")
    start = out.tell()
    out.write(f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode())
    out.write(b"".join(f"{place:010d} 00000 n \n".encode() for place in places))
    trailer = f"<< /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R {extra} >>"
    out.write(f"trailer\n{trailer}\nstartxref\n{start}\n%%EOF\n".encode())
    return out.getvalue()


def locked(data: bytes) -> bytes:
    """The PDF behind a password."""
    import pypdf

    writer = pypdf.PdfWriter(clone_from=io.BytesIO(data))
    writer.encrypt("secret", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def saved(tmp_path: Path) -> Save:
    """Save bytes or text under a name and read them as a document."""

    def save(data: bytes | str, name: str = "toll.txt") -> Document:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_document(path)

    return save


# Plain text and Markdown are kept as they are --------------------------------------------------------


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.markdown", "a.text", "a"])
@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + TEXT.encode(),
        "Ard \u0085 \u2028 🚢 \x0c \r x\n\n".encode(),
        b"---\r\ntitle: Toll\r\n---\r\n" + TEXT.encode(),
        b"<p>Arland</p> is no page, but text with marks.",
    ],
    ids=["plain", "CRLF", "BOM", "odd line ends", "front matter", "tags"],
)
def test_text_is_kept_to_the_byte(saved: Save, name: str, data: bytes) -> None:
    document = saved(data, name)
    assert document.text == data.decode("utf-8")
    assert document.sha256 == hashlib.sha256(data).hexdigest()
    assert (document.original_sha256, document.reader) == ("", "")


def test_standard_input_is_a_document(monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\xef\xbb\xbfA toll\r\n\r\n" + TEXT.encode()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data), encoding="latin-1"))
    document = read_document(None)
    assert (document.name, document.title, document.date) == ("-", "A toll", "")
    assert document.text.encode() == data


# HTML and PDF are read to a text that is the document then ------------------------------------------------


@pytest.mark.parametrize("name", ["union.html", "union.HTM", "union.xhtml", "union.txt", "union.pdf", "union"])
def test_a_page_is_its_main_text_whatever_its_suffix(saved: Save, name: str) -> None:
    document = saved(PAGE, name)
    assert document.text.splitlines()[-2:] == [
        "Arland will not join the toll union, the minister said – “never”.",
        "Borduria called this unacceptable & promised an answer by the end of the week.",
    ]
    assert "cookies" not in document.text
    assert "All news" not in document.text
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.original_sha256 == hashlib.sha256(PAGE.encode()).hexdigest()
    assert document.reader.startswith("trafilatura ")
    assert (document.title, document.date, document.author, document.publisher, document.url) == (
        "Arland rejects the union",
        "2031-05-03",
        "Jane Doe",
        "The Gazette",
        "https://www.gazette.example/news/union",
    )


def test_a_page_says_nothing_that_it_does_not_show(saved: Save) -> None:
    document = saved(
        f"<html><body><p>{TEXT}</p><p>It has been so since 2 May 2019, as all know.</p></body></html>", "a.html"
    )
    shown = (document.title, document.date, document.author, document.publisher, document.url)
    assert shown == ("", "", "", "", "")


def test_an_author_is_not_cut_at_its_on(saved: Save) -> None:
    page = b"<html><head><meta name='author' content='%s'></head><body><p>Arland trades.</p></body></html>"
    for shown, author in (
        (b"Arland Council on Foreign Relations", "Arland Council on Foreign Relations"),
        (b"Jane Doe on 4 May 2031", "Jane Doe"),
    ):
        assert saved(page % shown, "toll.html").author == author


def test_a_page_in_another_encoding(saved: Save) -> None:
    page = "<html><head><meta charset='iso-8859-1'></head><body><p>The café in Port Ard is closed.</p></body></html>"
    assert saved(page.encode("latin-1"), "cafe.html").text == "The café in Port Ard is closed."


def test_a_fragment_is_html_by_its_suffix_alone(saved: Save) -> None:
    fragment = f"<div><p>{TEXT.strip()}</p></div>"
    assert saved(fragment, "a.html").text == TEXT.strip()
    assert saved(fragment, "a.txt").text == fragment


@pytest.mark.parametrize("name", ["toll.pdf", "toll.txt", "toll"])
def test_a_pdf_is_the_text_of_its_pages(saved: Save, name: str) -> None:
    data = pdf("The toll\nBorduria lifts sanc-\ntions.", "", "The sanctions were long-\nterm.")
    document = saved(data, name)
    assert document.text == "The toll\nBorduria lifts sanctions.\n\nThe sanctions were long-term."
    assert document.original_sha256 == hashlib.sha256(data).hexdigest()
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.reader.startswith("pypdf ")


def test_a_pdf_declares_its_title_and_author(saved: Save) -> None:
    document = saved(pdf(TEXT.strip(), info="/Title (A toll in the strait) /Author (Jane Doe)"), "t.pdf")
    assert (document.title, document.author) == ("A toll in the strait", "Jane Doe")


def test_what_a_word_processor_fills_in_is_not_shown(saved: Save) -> None:
    info = "/Title (Microsoft Word - toll_final.docx) /Author (jdoe) /CreationDate (D:20310503100000Z)"
    document = saved(pdf("A toll in the strait\nBy Jane Doe\n4 May 2031", info=info), "t.pdf")
    assert (document.author, document.date) == ("Jane Doe", "2031-05-04")
    assert "docx" not in document.title
    assert saved(pdf(TEXT.strip(), info=info), "t.pdf").date == ""


def test_readers_say_nothing_of_what_they_mend(
    saved: Save, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    data = re.sub(rb"startxref\n\d+", b"startxref\n5", pdf(TEXT.strip()))
    assert saved(data, "t.pdf").text == TEXT.strip()
    assert (capfd.readouterr(), caplog.records) == (("", ""), [])


# One clear line --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "data", "line", "message"),
    [
        ("a.txt", b"", 1, "is empty"),
        ("a.pdf", b"", 1, "is empty"),
        ("a.html", b" \n", 1, "is blank"),
        ("a.md", b" \r\n\t\n", 1, "is blank"),
        ("a.txt", b"\xef\xbb\xbf\n", 1, "is blank"),
        ("a.txt", "\u00a0\n".encode(), 1, "is blank"),
        ("a.txt", b"\x1c\n\xef\xbb\xbf", 1, "is blank"),
        ("a.txt", b"Port\nCaf\xe9 Ard", 2, "is not UTF-8 (byte 8 is 0xE9); save it as UTF-8"),
        ("a.md", b"Port Ard \xc3", 1, "is not UTF-8 (byte 9 is 0xC3)"),
        ("a.txt", "Port Ard".encode("utf-16"), 1, "is UTF-16; save it as UTF-8"),
        ("a.txt", b"PK\x03\x04\x14\x00\x06", 1, "is binary (byte 5 is zero)"),
        ("a.docx", b"PK\x03\x04\x14\x00\x06", 1, "plain text, Markdown, HTML and PDF can be read"),
        ("a.html", b"<html><body></body></html>", 1, "is HTML in which no text was found"),
        ("a.html", b"\x00\x01\x02", 1, "is HTML in which no text was found"),
        ("a.pdf", b"Port Ard", 1, "is no PDF: it does not begin with %PDF"),
        ("a.pdf", b"%PDF-1.4\n", 1, "is a broken PDF ("),
        ("a.txt", b"%PDF-1.7 and no more of it", 1, "is a broken PDF ("),
        ("a.pdf", pdf(TEXT)[:300], 1, "is a broken PDF ("),
        ("a.pdf", pdf("", ""), 1, "is a PDF without text, perhaps scanned"),
        ("a.pdf", pdf(), 1, "is a PDF without pages"),
        ("a.pdf", locked(pdf(TEXT)), 1, "is an encrypted PDF; save a copy without a password"),
    ],
)
def test_what_cannot_be_read_is_one_line(
    saved: Save, tmp_path: Path, name: str, data: bytes, line: int, message: str
) -> None:
    with pytest.raises(Findings) as raised:
        saved(data, name)
    (fault,) = raised.value.faults
    assert (fault.path, fault.line) == (str(tmp_path / name), line)
    assert message in fault.message
    assert str(raised.value).count("\n") == 0


@pytest.mark.parametrize(("name", "data", "package"), [("a.pdf", pdf(TEXT), "pypdf"), ("a.html", PAGE, "trafilatura")])
def test_a_missing_reader_names_its_extra(
    saved: Save, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes | str, package: str
) -> None:
    for module in [m for m in sys.modules if m.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtra, match=rf"needs {package}: pip install 'faultlines\[extract\]'"):
        saved(data, name)


def test_a_file_that_is_not_there_or_is_a_folder_is_one_line(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Findings, match=rf"^{re.escape(str(path))}: cannot be read: .+"):
            read_document(path)


@given(data=st.binary(max_size=200), suffix=st.sampled_from([".txt", ".md", ".pdf", ".html", ""]))
def test_any_bytes_are_a_document_or_findings(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    for head in (b"", b"%PDF-1.4\n", b"<html>", b"---\n"):
        path.write_bytes(head + data)
        with suppress(Findings):
            document = read_document(path)
            assert document.text.strip()
            assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()


# What a document shows of its origin --------------------------------------------------------------------


def test_front_matter_says_where_a_text_comes_from(saved: Save) -> None:
    head = (
        "---\ntags: speeches\ndate: '2031-05-04'\ntitle: \"The toll\\_and\\\n  \\ the strait\"\n"
        "author: [Jane Doe, John Roe]\nsite: The Gazette\n"
        "source_url: https://gazette.example/toll\n---\n\nBy Ann Poe\n\n"
    )
    for mark in ("", "\ufeff"):
        document = saved(mark + head + TEXT, "2019-01-01.md")
        assert document.text == mark + head + TEXT
        assert (document.title, document.date, document.author, document.publisher, document.url) == (
            "The toll and the strait",
            "2031-05-04",
            "Jane Doe; John Roe",
            "The Gazette",
            "https://gazette.example/toll",
        )


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        ("published_time: 2031-05-04 10:00:00+02:00", "date", "2031-05-04"),
        ("date: May 2031", "date", "2031-05"),
        ("date: soon", "date", ""),
        ("author: null", "author", ""),
        ("source: The Gazette", "publisher", "The Gazette"),
        ("source: https://www.gazette.example/a", "publisher", "gazette.example"),
        ("source: https://www.gazette.example/a", "url", "https://www.gazette.example/a"),
        ("url: not an address", "url", ""),
        ("url: https://gazette.example/2031/05/04/toll", "date", "2031-05-04"),
        ("title: [unclosed", "title", ""),
    ],
)
def test_fields_of_front_matter(head: str, field: str, value: str) -> None:
    shown = read_masthead(f"---\n{head}\n---\n{TEXT}", NOTHING_SHOWN, "toll")
    assert getattr(shown, field) == value


LONG = "Arland will not join the toll union, whatever Borduria offers, and whoever asks it to; that much is sure. " * 3


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"# The toll #\n\n{LONG}", "The toll"),
        (f"4 May 2031\n\n# The toll\n\n{LONG}", "The toll"),
        (f"\ufeff\r\nThe toll\r\n\r\n{LONG}", "The toll"),
        (f"The toll\n========\n\n{LONG}", "The toll"),
        (f"[ad_1]\n\nThe toll stays, and Arland knows.\n\n{LONG}", "The toll stays, and Arland knows."),
        (f"THE TOLL (2031)\n{LONG}", "THE TOLL (2031)"),
        (f"By Jane Doe\n\n4 May 2031\n\nThe toll\n\n{LONG}", "The toll"),
        (
            f"Address by the President of Arland, Ada Arlind\nPort Ard, 4 May 2031\n\n{LONG}",
            "Address by the President of Arland, Ada Arlind",
        ),
        (f"The toll: whose? / News / The Gazette\nRate it\nThe toll: whose?\n\n{LONG}", "The toll: whose?"),
        (LONG, ""),
        (f"Dear friends of the strait! I greet you all.\n{LONG}", ""),
        ("The Government of Arland (the “Arlanders”) and\nthe Government of Borduria, sitting at one table,\n", ""),
        (TEXT + LONG, ""),
    ],
)
def test_the_title_is_the_first_heading_or_short_line(text: str, title: str) -> None:
    assert read_masthead(text, NOTHING_SHOWN, "toll").title == title


def test_the_site_behind_a_title_is_the_publisher() -> None:
    shown = read_masthead(f"The toll / News / The Gazette\nRate it\nThe toll\n\n{LONG}", NOTHING_SHOWN, "toll")
    assert shown.publisher == "The Gazette"


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("7 July 2031", "2031-07-07"),
        ("July 7, 2031", "2031-07-07"),
        ("JULY 7, 2031", "2031-07-07"),
        ("Monday, 7th of July, 2031", "2031-07-07"),
        ("Sept. 3, 2031", "2031-09-03"),
        ("2031-07-07", "2031-07-07"),
        ("2031-07-07T10:15:00Z", "2031-07-07"),
        ("17.07.2031", "2031-07-17"),
        ("07/17/2031", "2031-07-17"),
        ("07.07.2031", "2031-07-07"),
        ("July 2031", "2031-07"),
        ("(7 July 2031)", "2031-07-07"),
        ("**7 July 2031**", "2031-07-07"),
        ("Published: July 7, 2031 at 10:15 AM", "2031-07-07"),
        ("Last updated on 7 July 2031, 10:15", "2031-07-07"),
        ("By Jane Doe | July 7, 2031", "2031-07-07"),
        ("Port Ard, 7 July 2031", "2031-07-07"),
        ("PORT ARD, July 7, 2031 (Gazette) – Arland will pay no toll, its president said.", "2031-07-07"),
        ("07.08.2031", ""),
        ("31 June 2031", ""),
        ("32.13.2031", ""),
        ("7 July", ""),
        ("2031", ""),
        ("Arland and Borduria meet on 7 July 2031", ""),
        ("Arland has paid since 7 July 2031, when the treaty was signed in the port of Ard by all.", ""),
    ],
)
@pytest.mark.parametrize("place", ["top", "bottom"])
def test_the_date_stands_in_a_line_of_its_own(line: str, date: str, place: str) -> None:
    body = "\n\n".join([LONG] * 20)
    text = f"The toll\n\n{line}\n\n{body}" if place == "top" else f"The toll\n\n{body}\n\n{line}\n"
    assert read_masthead(text, NOTHING_SHOWN, "toll").date == date


def test_a_date_amid_the_text_is_not_that_of_the_text() -> None:
    body = "\n\n".join([LONG] * 15)
    assert read_masthead(f"{body}\n\n7 July 2031\n\n{body}", NOTHING_SHOWN, "toll").date == ""


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By Jane Doe", "Jane Doe"),
        ("BY JANE DOE", "JANE DOE"),
        ("by Jane P. Doe and John van der Roe", "Jane P. Doe; John van der Roe"),
        ("By Jane Doe, John Roe & Ann O’Poe-Hill, Gazette Correspondents", "Jane Doe; John Roe; Ann O’Poe-Hill"),
        ("By Jane Doe, The Gazette", "Jane Doe"),
        ("H.E. Ms. Jane Doe", "Jane Doe"),
        ("His Excellency John Roe, Foreign Minister of Arland", "John Roe"),
        ("H.E. Mr. John Roe spoke of the toll.", ""),
        ("Author: Jane Doe | 4 May 2031", "Jane Doe"),
        ("By Gazette Staff", ""),
        ("By Monday Morning", ""),
        ("By the Narrow Strait", ""),
        ("By Arland", ""),
        ("By next week Arland will have decided.", ""),
    ],
)
def test_the_author_stands_in_a_byline(line: str, author: str) -> None:
    assert read_masthead(f"The toll\n\n{line}\n\n{LONG}", NOTHING_SHOWN, "toll").author == author


@pytest.mark.parametrize(
    ("line", "publisher", "url"),
    [
        ("Source: The Gazette", "The Gazette", ""),
        ("Source: The Gazette, 7 July 2031", "The Gazette", ""),
        ("Published by: The Gazette.", "The Gazette", ""),
        ("Source: https://www.gazette.example/toll", "gazette.example", "https://www.gazette.example/toll"),
        ("Original url:\n\nhttps://gazette.example/toll", "gazette.example", "https://gazette.example/toll"),
        ("Original url:\n\nhttps://gazette.example/to ll-74", "gazette.example", ""),
        ("Source: own reckoning", "", ""),
        ("See J. Roe, On Tolls, https://gazette.example/toll", "", ""),
        ("https://[gazette", "", ""),
    ],
)
@pytest.mark.parametrize("place", ["top", "bottom"])
def test_the_publisher_is_labelled_or_the_host(line: str, publisher: str, url: str, place: str) -> None:
    body = "\n\n".join([LONG] * 20)
    text = f"The toll\n\n{line}\n\n{body}" if place == "top" else f"The toll\n\n{body}\n\n{line}\n"
    shown = read_masthead(text, NOTHING_SHOWN, "toll")
    assert (shown.publisher, shown.url) == (publisher, url)


@pytest.mark.parametrize(
    ("stem", "date"),
    [
        ("2031-05-04-the-toll", "2031-05-04"),
        ("toll_20310504", "2031-05-04"),
        ("toll 2031.05", "2031-05"),
        ("ARD_86_2031", "2031"),
        ("2031-13-04", ""),
        ("000_03b2031b778152f02", ""),
        ("2031 tolls", ""),
        ("toll-120310504", ""),
    ],
)
def test_the_file_name_is_the_last_resort_for_a_date(saved: Save, stem: str, date: str) -> None:
    assert saved(LONG, f"{stem}.txt").date == date
    assert saved(f"The toll\n\n1 May 2030\n\n{LONG}", f"{stem}.txt").date == "2030-05-01"


# Finding ----------------------------------------------------------------------------------------------------


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = "b.txt a.MD deep/er/c.pdf deep/d.htm deep/e.docx f .hidden.txt .git/g.txt deep/h.xhtml empty/i.png"
    for name in names.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_folders_are_searched_and_the_order_is_one(shelf: Path) -> None:
    expected = ["a.MD", "b.txt", "deep/d.htm", "deep/er/c.pdf", "deep/h.xhtml"]
    assert [str(path) for path in find_documents([Path()])[0]] == expected
    assert [
        str(path) for path in find_documents([Path("deep"), Path("b.txt"), Path("a.MD"), Path("deep/d.htm")])[0]
    ] == expected


def test_a_file_that_is_named_is_taken_whatever_its_suffix_and_once(shelf: Path) -> None:
    assert find_documents([Path("f"), Path("deep/e.docx"), Path("f"), shelf / "f"]) == (
        [Path("deep/e.docx"), Path("f")],
        [],
    )


def test_all_that_is_missing_is_said_at_once(shelf: Path) -> None:
    found, faults = find_documents([Path("none.txt"), Path("b.txt"), Path("empty"), Path("-")])
    assert found == [Path("b.txt")]
    assert [str(fault).partition(" (")[0] for fault in faults] == [
        "-: standard input is not read beside files; run it on its own",
        "empty: is a folder without documents",
        "none.txt: no such file or folder",
    ]


def test_a_folder_that_leads_back_to_itself_ends(shelf: Path) -> None:
    os.symlink(shelf, shelf / "deep" / "back")
    assert len(find_documents([shelf])[0]) == 5
