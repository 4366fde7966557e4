"""What users get wrong is named as path:line with its repair, all of it in one run of `faultlines check`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from conftest import WORLD, Run
from faultlines.seeds import load_seeds
from faultlines.seeds.digest import digest
from faultlines.sources import add_documents
from faultlines.validate import check

COURIER, GAZETTE = "statements/courier-2031-05.yaml", "statements/gazette-2031-06.yaml"

Place = tuple[str, str, int]
"""A file of the seeds, a line of it, and which line of that text is meant where there are several."""


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Write something else in a file, line ends as they are."""
    path = folder / file
    text = path.read_bytes().decode()
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_bytes(text.replace(old, new).encode())


def append(folder: Path, file: str, text: str) -> None:
    path = folder / file
    path.write_text(path.read_text() + text)


def line_of(folder: Path, file: str, text: str, which: int = 1) -> int:
    """Number of the line that holds just this text (blanks around it aside)."""
    lines = (folder / file).read_bytes().decode("utf-8", "replace").split("\n")
    found = [number for number, line in enumerate(lines, 1) if line.strip() == text]
    return found[which - 1]


class Fault:
    """A fault as a user makes it: an edit, the line where it must be found, and words that its message must hold."""

    def __init__(
        self, name: str, plant: Callable[[Path], object], file: str, line: str | int, *words: str, which: int = 1
    ):
        self.name, self.plant, self.file, self.line, self.words, self.which = name, plant, file, line, words, which

    def __repr__(self) -> str:
        return self.name.replace(" ", "-")

    def place(self, folder: Path) -> str:
        number = self.line if isinstance(self.line, int) else line_of(folder, self.file, self.line, self.which)
        return f"seeds/{self.file}:{number}:" if number else f"seeds/{self.file}:"


def change(file: str, old: str, new: str) -> Callable[[Path], None]:
    return lambda folder: edit(folder, file, old, new)


def statement(**fields: str) -> str:
    """A sound statement as it is written, but for the fields given."""
    base = {"subject": "actor:arland", "relation": "criticizes", "object": "actor:dalmaria", "at": "[0, 9]"}
    lines = [f"{name}: {value}" for name, value in {**base, **fields}.items()]
    return "\n  - " + "\n    ".join(lines) + "\n"


def written(file: str = COURIER, confidence: str = "0.6", **fields: str) -> Callable[[Path], None]:
    return lambda folder: append(folder, file, statement(confidence=confidence, **fields))


def document_at_hand(folder: Path) -> None:
    """The user has the document, then the seeds name another hash."""
    add_documents([WORLD / "documents" / "courier-2031-05.txt"], load_seeds(folder).sources.values())
    lines = (folder / COURIER).read_text().splitlines(keepends=True)
    changed = [f"  sha256: {'0' * 64}\n" if line.startswith("  sha256: ") else line for line in lines]
    (folder / COURIER).write_text("".join(changed))


def circle(folder: Path) -> None:
    edit(folder, COURIER, "  - as: toll-comes\n", "  - as: toll-comes\n    condition: canal\n")
    edit(folder, COURIER, "    modality: conditional\n", "    as: canal\n    modality: conditional\n")


def unparsable(folder: Path) -> None:
    (folder / "statements" / "draft.yaml").write_text("source:\n  id: draft\n  title: 'Half a title\nstatements: []\n")


TWELVE = [
    Fault(
        "unknown actor",
        written(subject="actor:arlnad"),
        COURIER,
        "- subject: actor:arlnad",
        "unknown actor:arlnad",
        "did you mean actor:arland?",
    ),
    Fault(
        "span outside the text",
        written(about="issue:strait-toll", at="[5, 9999]"),
        COURIER,
        "at: [5, 9999]",
        "[5, 9999] ends outside the document",
        "characters",
    ),
    Fault(
        "end before start",
        written(GAZETTE, about="issue:strait-toll", at="[[1, 4], [300, 200]]"),
        GAZETTE,
        "at: [[1, 4], [300, 200]]",
        "[300, 200] must begin before it ends",
    ),
    Fault(
        "misspelt polarity",
        change(COURIER, "    polarity: denied", "    polarity: denyed"),
        COURIER,
        "polarity: denyed",
        "polarity 'denyed' is none of affirmed, denied; did you mean denied?",
    ),
    Fault(
        "a field written twice",
        change(GAZETTE, "    rank: 1\n", "    rank: 1\n    object: stage:toll-gate\n"),
        GAZETTE,
        "object: stage:toll-gate",
        "object is written twice; keep one of the two",
    ),
    Fault(
        "an unknown id NO",
        written(object="NO"),
        COURIER,
        "object: NO",
        "object 'NO' is not an id of the form kind:slug, such as actor:russia",
    ),
    Fault(
        "wrong SHA with the document at hand",
        document_at_hand,
        COURIER,
        f"sha256: {'0' * 64}",
        "sha256 000000000000… is not ",
        "…, that of the document at hand; mend one of them",
    ),
    Fault(
        "a circle of references",
        circle,
        COURIER,
        "condition: toll-comes",
        "condition toll-comes closes a circle of references; break it at one end",
    ),
    Fault(
        "a statement made twice",
        written(GAZETTE, relation="headOf", subject="actor:ada-arlind", object="actor:arland", note="Seen again."),
        GAZETTE,
        "- subject: actor:ada-arlind",
        "says the same as line ",
        "seeds/statements/gazette-2031-06.yaml; write one statement with several spans",
        which=2,
    ),
    Fault(
        "a bad date",
        change(COURIER, "    since: 2030\n", "    since: 2030-13\n"),
        COURIER,
        "since: 2030-13",
        "since: '2030-13' is no date; write 2021, 2021-07 or 2021-07-09",
    ),
    Fault("a file that does not parse", unparsable, "statements/draft.yaml", 5, "does not parse: ", "quoted scalar"),
    Fault(
        "a relation that does not fit its object",
        written(GAZETTE, relation="takesPlaceIn", subject="event:arland-borduria-call", object="concept:punitive"),
        GAZETTE,
        "- subject: event:arland-borduria-call",
        "takesPlaceIn",
    ),
]
"""The faults of issue 2."""


def faults_of(run: Run) -> list[str]:
    """What `faultlines check` names, one a line."""
    result = run("check", "--seeds", "seeds")
    assert (result.exit_code, result.stdout) == (1, "")
    return result.stderr.splitlines()


def named(faults: list[str], fault: Fault, folder: Path) -> str:
    """The one message at the place of a fault."""
    here = [text for text in faults if text.startswith(fault.place(folder))]
    assert len(here) == 1, (fault.place(folder), faults)
    return here[0]


def test_twelve_faults_are_named_in_one_run(world: Path, run: Run) -> None:
    documents_first = sorted(TWELVE, key=lambda fault: fault.plant is not document_at_hand)
    for fault in documents_first:
        fault.plant(world)
    faults = faults_of(run)
    for fault in TWELVE:
        message = named(faults, fault, world)
        assert [word for word in fault.words if word not in message] == []
    assert len(faults) == 12, faults


@pytest.mark.parametrize("fault", TWELVE, ids=repr)
def test_each_fault_is_named_once_and_nothing_else_with_it(world: Path, fault: Fault) -> None:
    fault.plant(world)
    faults = [str(f) for f in load_seeds(world).faults or check(load_seeds(world))]
    assert [word for word in fault.words if word not in named(faults, fault, world)] == []
    assert len(faults) == 1, faults


def test_the_sound_world_has_no_fault(world: Path, run: Run) -> None:
    result = run("check", "--seeds", "seeds")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout == "31 statements from 2 sources, 30 entities: no faults\n"


def test_faults_come_in_the_order_of_files_and_lines(world: Path, run: Run) -> None:
    for fault in (TWELVE[9], TWELVE[3], TWELVE[4], TWELVE[10], TWELVE[0]):
        fault.plant(world)
    places = [(text.split(":")[0], int(text.split(":")[1])) for text in faults_of(run)]
    assert places == sorted(places)
    assert len({path for path, _ in places}) == 3


# What else users do ---------------------------------------------------------------------------------


def bytes_of(file: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes(change((folder / file).read_bytes()))


def new(file: str, data: str | bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / file).write_bytes(data.encode() if isinstance(data, str) else data)


NEEDED = "id, class, label"

MORE = [
    # statement files as files
    Fault(
        "a tab",
        change(COURIER, "    relation: alliedWith", "\trelation: alliedWith"),
        COURIER,
        "relation: alliedWith",
        "does not parse",
        "indent with spaces",
    ),
    Fault(
        "latin-1",
        bytes_of(COURIER, lambda b: b.replace(b"paper's", b"paper\xe9s")),
        COURIER,
        1,
        "is not UTF-8",
        "save it as UTF-8",
    ),
    Fault(
        "an empty file",
        new("statements/later.yaml", ""),
        "statements/later.yaml",
        1,
        "is empty",
        "source, curator, statements",
    ),
    Fault("only a comment", new("statements/later.yaml", "# later\n"), "statements/later.yaml", 1, "is empty"),
    Fault(
        "a list for a file",
        new("statements/later.yaml", "- a\n- b\n"),
        "statements/later.yaml",
        1,
        "must be a mapping with source",
    ),
    Fault(
        "two documents in a file",
        change(COURIER, "curator: faultlines\n", "curator: faultlines\n---\n"),
        COURIER,
        "---",
        "does not parse",
    ),
    Fault(
        "a control character",
        new("statements/later.yaml", "source:\n  id: \x07\n"),
        "statements/later.yaml",
        2,
        "does not parse",
    ),
    Fault(
        "a directory", lambda f: (f / "statements/folder.yaml").mkdir(), "statements/folder.yaml", 0, "cannot be read"
    ),
    Fault(
        "yml",
        lambda f: (f / GAZETTE).rename(f / "statements/gazette-2031-06.yml"),
        "statements/gazette-2031-06.yml",
        1,
        "is not read",
        "statements/<source id>.yaml",
    ),
    Fault("a folder further down", new("more.yaml", "x"), "more.yaml", 1, "is not read"),
    Fault(
        "another name",
        lambda f: (f / COURIER).rename(f / "statements/courier.yaml"),
        "statements/courier.yaml",
        "id: courier-2031-05",
        "named after its source",
        "courier-2031-05.yaml",
    ),
    Fault(
        "an alias that YAML would follow",
        new("statements/later.yaml", "source: &it\n  id: later\nstatements:\n  - *it\n"),
        "statements/later.yaml",
        1,
        "an alias (*) repeats this; write it out instead",
    ),
    Fault(
        "an alias within itself",
        new("statements/later.yaml", "curator: x\nstatements: &all\n  - *all\n"),
        "statements/later.yaml",
        2,
        "an alias (*) repeats this",
    ),
    Fault(
        "an emphasis that YAML takes for an alias",
        written(note="*never* again"),
        COURIER,
        "note: *never* again",
        "does not parse",
        "alias",
    ),
    Fault(
        "a colon in a note",
        written(note="two things: tolls and bases"),
        COURIER,
        "note: two things: tolls and bases",
        "does not parse",
    ),
    Fault(
        "brackets without end",
        new("statements/later.yaml", "statements: " + "[" * 1000 + "]" * 1000),
        "statements/later.yaml",
        1,
        "does not parse",
        "too deeply",
    ),
    Fault(
        "dashes without end",
        new("statements/later.yaml", "\n".join(" " * n + "-" for n in range(600))),
        "statements/later.yaml",
        1,
        "does not parse",
        "too deeply",
    ),
    Fault(
        "brackets that would kill the process",
        new("statements/later.yaml", "statements: " + "[" * 30_000),
        "statements/later.yaml",
        1,
        "does not parse",
        "too deeply",
    ),
    Fault(
        "a list for a field's name",
        new("statements/later.yaml", "curator: x\n[a, b]: c\n"),
        "statements/later.yaml",
        2,
        "a field's name must be one word",
    ),
    Fault(
        "a byte order mark in the middle",
        bytes_of(COURIER, lambda b: b.replace(b"curator", b"\xef\xbb\xbfcurator")),
        COURIER,
        "\ufeffcurator: faultlines",
        "curator",
    ),
    # statements as YAML
    Fault(
        "a statement that is a text",
        lambda f: append(f, COURIER, "\n  - Arland is angry\n"),
        COURIER,
        "- Arland is angry",
        "a statement is a mapping: subject, relation, object, at",
    ),
    Fault(
        "statements as a mapping",
        change(COURIER, "statements:\n", "statements:\n  first: x\n")
        and (
            lambda f: (f / COURIER).write_text(
                (f / COURIER).read_text().partition("statements:\n")[0] + "statements:\n  first: x\n"
            )
        ),
        COURIER,
        "statements:",
        "statements must be a list",
    ),
    Fault("no subject", written(subject="[]"), COURIER, "- subject: []", "subject is empty"),
    Fault("an empty subject", written(subject=""), COURIER, "- subject:", "subject"),
    Fault("an empty note", written(note=""), COURIER, "note:", "note is empty; write a value or leave the field out"),
    Fault(
        "a missing object",
        lambda f: append(f, COURIER, "\n  - relation: seeks\n    subject: actor:arland\n    at: [1, 2]\n"),
        COURIER,
        "- relation: seeks",
        "object is missing",
    ),
    Fault(
        "an unknown field",
        written(polarty="denied"),
        COURIER,
        "polarty: denied",
        "unknown field 'polarty'; did you mean polarity?",
    ),
    Fault("a mapping for an id", written(to="{actor: borduria}"), COURIER, "to: {actor: borduria}", "to", "string"),
    Fault(
        "a mapping for spans",
        written(about="issue:strait-toll", at="{start: 1, end: 2}"),
        COURIER,
        "at: {start: 1, end: 2}",
        "at is [start, end]",
    ),
    Fault("half a span", written(about="issue:strait-toll", at="[5]"), COURIER, "at: [5]", "at is [start, end]"),
    Fault(
        "three ends", written(about="issue:strait-toll", at="[5, 6, 7]"), COURIER, "at: [5, 6, 7]", "at is [start, end]"
    ),
    Fault("no span", written(about="issue:strait-toll", at="[]"), COURIER, "at: []", "at is empty"),
    Fault("a number for a span", written(about="issue:strait-toll", at="5"), COURIER, "at: 5", "at is [start, end]"),
    Fault(
        "a text in a span",
        written(about="issue:strait-toll", at="[five, 6]"),
        COURIER,
        "at: [five, 6]",
        "'five'",
        "integer",
    ),
    Fault(
        "a span before the text", written(about="issue:strait-toll", at="[-5, 6]"), COURIER, "at: [-5, 6]", "[-5, 6]"
    ),
    Fault("rank none", written(rank="0"), COURIER, "rank: 0", "rank '0'", "greater than 0"),
    Fault(
        "too sure", written(confidence="1.5"), COURIER, "confidence: 1.5", "confidence '1.5'", "less than or equal to 1"
    ),
    Fault("not a number", written(confidence="nan"), COURIER, "confidence: nan", "confidence 'nan'"),
    Fault(
        "unsure of a list",
        written(list_complete="perhaps"),
        COURIER,
        "list_complete: perhaps",
        "list_complete 'perhaps'",
    ),
    Fault(
        "a modality of another language",
        written(modality="expected"),
        COURIER,
        "modality: expected",
        "none of asserted, forecast",
    ),
    # what statements say
    Fault(
        "an unknown relation",
        written(relation="opposess"),
        COURIER,
        "relation: opposess",
        "relation opposess is unknown; did you mean opposes?",
    ),
    Fault(
        "a relation for rules", written(relation="contestedBy"), COURIER, "relation: contestedBy", "is for rules only"
    ),
    Fault(
        "an unknown kind",
        written(object="country:arland"),
        COURIER,
        "object: country:arland",
        "object names unknown country:arland",
    ),
    Fault(
        "an unknown voice",
        written(via="[actor:cora-quil]"),
        COURIER,
        "via: [actor:cora-quil]",
        "via names unknown",
        "did you mean actor:cora-quill?",
    ),
    Fault(
        "until before since",
        written(since="2031-05", until="2031-04-30"),
        COURIER,
        "until: 2031-04-30",
        "until 2031-04-30 lies before since 2031-05",
    ),
    Fault("a day that is none", written(since="2031-02-29"), COURIER, "since: 2031-02-29", "'2031-02-29' is no date"),
    Fault("a date in words", written(said_on="May 2031"), COURIER, "said_on: May 2031", "'May 2031' is no date"),
    Fault(
        "an inferred date that is not there",
        written(inferred="until"),
        COURIER,
        "inferred: until",
        "inferred names until, which is not given",
    ),
    Fault(
        "an unknown handle",
        change(COURIER, "condition: toll-comes", "condition: tol-comes"),
        COURIER,
        "condition: tol-comes",
        "condition names unknown statement tol-comes; did you mean toll-comes?",
    ),
    Fault(
        "an unknown handle of another file",
        change(GAZETTE, "courier-2031-05#no-toll", "courier-2031-05#no-tol"),
        GAZETTE,
        "responds_to: courier-2031-05#no-tol",
        "did you mean courier-2031-05#no-toll?",
    ),
    Fault(
        "a handle used twice",
        written(**{"as": "no-toll"}),
        COURIER,
        "as: no-toll",
        "handle no-toll is used twice in this file",
    ),
    Fault(
        "a statement on itself",
        written(**{"as": "self", "condition": "self"}),
        COURIER,
        "condition: self",
        "closes a circle",
    ),
    Fault(
        "one subject twice",
        written(subject="[actor:carpania, actor:carpania]"),
        COURIER,
        "- subject: [actor:carpania, actor:carpania]",
        "says the same as line",
    ),
    # the source block
    Fault(
        "a bad date of the source",
        change(COURIER, "  date: 2031-05-04", "  date: 4 May 2031"),
        COURIER,
        "date: 4 May 2031",
        "'4 May 2031' is no date",
    ),
    Fault(
        "a short hash",
        lambda f: bytes_of(COURIER, lambda b: b.replace(b"sha256: ", b"sha256: x"))(f),
        COURIER,
        10,
        "sha256 must be 64 hex digits",
    ),
    Fault(
        "an unknown author",
        change(COURIER, "  author: actor:cora-quill", "  author: actor:cora-quil"),
        COURIER,
        "author: actor:cora-quil",
        "source names unknown actor:cora-quil; did you mean actor:cora-quill?",
    ),
    Fault(
        "an unknown text quality",
        change(COURIER, "text_quality: original", "text_quality: orignal"),
        COURIER,
        "text_quality: orignal",
        "did you mean original?",
    ),
    Fault("no curator", change(COURIER, "curator: faultlines\n", ""), COURIER, 1, "curator is missing"),
    Fault(
        "no characters",
        lambda f: bytes_of(COURIER, lambda b: b.replace(b"  characters: ", b"  note: "))(f),
        COURIER,
        "source:",
        "characters is missing",
    ),
    # the flat lists
    Fault(
        "a missing header",
        bytes_of("concepts.tsv", lambda b: b.partition(b"\n")[2]),
        "concepts.tsv",
        1,
        "the first line names the columns",
        NEEDED,
    ),
    Fault("an empty list", new("concepts.tsv", ""), "concepts.tsv", 1, "the first line names the columns"),
    Fault(
        "commas for tabs",
        bytes_of("agreements.tsv", lambda b: b.replace(b"\t", b",")),
        "agreements.tsv",
        1,
        "tabs between",
    ),
    Fault(
        "an unknown column",
        change("events.tsv", "label\n", "lable\n"),
        "events.tsv",
        1,
        "unknown column 'lable'; did you mean label?",
    ),
    Fault(
        "a column twice",
        change("events.tsv", "id\tclass\tlabel\n", "id\tclass\tclass\n"),
        "events.tsv",
        1,
        "column class stands twice",
    ),
    Fault(
        "a cell too few",
        change("areas.tsv", "area:narrow-strait\tArea\t", "area:narrow-strait\t"),
        "areas.tsv",
        3,
        "4 cells where the first line names 5 columns; check the tabs",
    ),
    Fault(
        "a cell too many",
        change("events.tsv", "Salt embargo", "Salt embargo\t"),
        "events.tsv",
        3,
        "4 cells",
        "3 columns",
    ),
    Fault(
        "a class of another kind",
        change("actors.tsv", "Media\tArd", "Area\tArd"),
        "actors.tsv",
        3,
        "class 'Area' does not fit actor; one of State, ",
    ),
    Fault(
        "a misspelt class", change("actors.tsv", "Media\tArd", "Medium\tArd"), "actors.tsv", 3, "did you mean Media?"
    ),
    Fault(
        "an id in capitals",
        change("actors.tsv", "actor:dalmaria", "actor:Dalmaria"),
        "actors.tsv",
        10,
        "'actor:Dalmaria' is not kind:slug in small letters",
    ),
    Fault(
        "an unknown kind of id",
        change("areas.tsv", "area:karpan", "are:karpan"),
        "areas.tsv",
        2,
        "unknown kind 'are'",
        "did you mean area?",
    ),
    Fault("no label", change("areas.tsv", "Karpan Valley", ""), "areas.tsv", 2, "area:karpan-valley has no label"),
    Fault(
        "a bad Wikidata id",
        change("actors.tsv", "Q9000004", "9000004"),
        "actors.tsv",
        10,
        "'9000004' is no Wikidata id such as Q159",
    ),
    Fault(
        "a row twice",
        lambda f: append(f, "agreements.tsv", "agreement:strait-treaty\tAgreement\tTreaty of the Strait\n"),
        "agreements.tsv",
        3,
        "agreement:strait-treaty stands already at seeds/agreements.tsv:2; one row a thing",
    ),
    Fault(
        "rows in disorder",
        bytes_of("concepts.tsv", lambda b: b"".join([*b.splitlines(True)[:1], *b.splitlines(True)[:0:-1]])),
        "concepts.tsv",
        3,
        "rows are sorted by id",
    ),
    Fault(
        "an ambiguous alias",
        change("actors.tsv", "\tthe Hill\t", "\tthe Hill|carpania\t"),
        "actors.tsv",
        5,
        "alias 'carpania' also names actor:carpania; mark it ?carpania in every row or drop it",
    ),
    Fault(
        "an alias marked in one row only",
        change("actors.tsv", "?Karpan", "Karpan"),
        "actors.tsv",
        7,
        "alias 'Karpan' also names area:karpan-valley",
    ),
    Fault(
        "a body that is not there",
        change("actors.tsv", "actor:ard-courier\t\n", "actor:ard-curier\t\n"),
        "actors.tsv",
        9,
        "belongs_to names unknown actor:ard-curier; did you mean actor:ard-courier?",
    ),
    Fault(
        "a thing within itself",
        change("issues.tsv", "\t\tissue:foreign-warships-in-strait\t", "\t\tissue:bordurian-naval-base\t"),
        "issues.tsv",
        3,
        "names itself",
    ),
    Fault(
        "a list in latin-1",
        bytes_of("issues.tsv", lambda b: b.replace(b"Lighthouse", b"Ph\xe9re")),
        "issues.tsv",
        1,
        "is not UTF-8",
    ),
    Fault("a list that is a directory", lambda f: (f / "things.tsv").mkdir(), "things.tsv", 0, "cannot be read"),
]


# Files that were saved by another program and are as good as any ------------------------------------


@pytest.mark.parametrize("file", ["actors.tsv", COURIER])
@pytest.mark.parametrize(
    "save", [lambda data: data.replace(b"\n", b"\r\n"), lambda data: b"\xef\xbb\xbf" + data], ids=["CRLF", "BOM"]
)
def test_line_ends_and_marks_of_other_programs_change_nothing(
    world: Path, file: str, save: Callable[[bytes], bytes]
) -> None:
    before = load_seeds(world).sound()
    bytes_of(file, save)(world)
    after = load_seeds(world).sound()
    assert (after.entities, after.statements, after.places) == (before.entities, before.statements, before.places)


def test_lock_files_of_editors_are_passed_over(world: Path) -> None:
    (world / "statements" / ".#courier-2031-05.yaml").symlink_to("somebody@somewhere.123")
    (world / "statements" / "courier-2031-05.yaml~").write_text("an older one")
    (world / "statements" / ".courier-2031-05.yaml.swp").write_bytes(b"\x00\xff")
    assert load_seeds(world).faults == ()
    digest(world)


# One fault is not blamed on others ------------------------------------------------------------------


def test_a_fault_in_the_source_block_does_not_hide_those_below_it(world: Path) -> None:
    for fault in (f for f in MORE if f.name in ("a bad date of the source", "an unknown author", "an unknown handle")):
        fault.plant(world)
    TWELVE[0].plant(world)
    assert [f.message.split()[0] for f in load_seeds(world).faults] == ["source", "date:", "condition", "subject"]


def test_an_author_who_is_no_id_is_one_fault_and_not_one_a_statement(world: Path) -> None:
    edit(
        world,
        COURIER,
        "  author: actor:cora-quill\n  published_first_by: actor:ard-courier\n",
        "  author: Cora Quill\n",
    )
    (fault,) = load_seeds(world).faults
    assert str(fault).startswith(
        "seeds/statements/courier-2031-05.yaml:4: author 'Cora Quill' is not an id of the form"
    )


def test_a_fault_in_the_source_block_is_not_blamed_on_who_refers_to_its_statements(world: Path) -> None:
    edit(world, COURIER, "curator: faultlines\n", "curator: [x]\n")
    written(GAZETTE, advances="courier-2031-05#no-toll", object="actor:borduria")(world)
    (fault,) = check(load_seeds(world))
    assert f"{fault}".startswith(f"seeds/{COURIER}:12: curator ")


def test_who_refers_to_a_statement_with_a_fault_is_not_blamed(world: Path) -> None:
    edit(world, COURIER, "    modality: possible\n", "    modality: posible\n")
    (fault,) = load_seeds(world).faults
    assert "did you mean possible?" in str(fault)


def test_a_source_described_twice(world: Path) -> None:
    text = (world / COURIER).read_text()
    (world / "statements/copy.yaml").write_text(text.partition("statements:\n")[0] + "statements: []\n")
    messages = [str(f) for f in load_seeds(world).faults]
    assert messages == [
        "seeds/statements/copy.yaml:2: the file is named after its source: courier-2031-05.yaml",
        "seeds/statements/courier-2031-05.yaml:2: source courier-2031-05 stands already in seeds/statements/copy.yaml",
    ]


def test_a_wrong_length_with_the_document_at_hand(world: Path) -> None:
    add_documents([WORLD / "documents" / "gazette-2031-06.txt"], load_seeds(world).sources.values())
    bytes_of(GAZETTE, lambda data: data.replace(b"  characters: ", b"  characters: 1"))(world)
    (fault,) = check(load_seeds(world))
    assert f"{fault}".startswith(f"seeds/{GAZETTE}:12: characters is 1")


@pytest.mark.parametrize("fault", MORE, ids=repr)
def test_what_users_get_wrong_is_named_at_its_line(world: Path, fault: Fault) -> None:
    fault.plant(world)
    faults = [str(f) for f in load_seeds(world).faults]
    here = [text for text in faults if text.startswith(fault.place(world))]
    assert here, faults
    assert [word for word in fault.words if not any(word in text for text in here)] == []
    assert all("\n" not in text and len(text) < 300 for text in faults)
