"""The command line: every help has an example that runs, every error is one line, every format is what it says."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shlex
import subprocess
import sys
import textwrap
from collections.abc import Callable
from glob import glob
from pathlib import Path

import click
import pytest
import rdflib

from conftest import COMMAND, WORLD, Run, commands, execute
from faultlines.seeds import Seeds
from faultlines.store import KnowledgeGraph
from test_model import RECORD

Options = list[str | Path]


@pytest.fixture
def here(store_folder: Path) -> Options:
    """Options that name the world and its store."""
    return ["--seeds", WORLD, "--store", store_folder]


COMMANDS = dict(commands())


# Help -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_has_a_sentence_and_an_example(run: Run, path: tuple[str, ...]) -> None:
    result = run(*path, "--help")
    assert result.exit_code == 0
    assert re.match(r"[A-Z].*\.", str(COMMANDS[path].help), re.DOTALL)
    assert " ".join(str(COMMANDS[path].epilog).split()) in " ".join(result.stdout.split())
    assert re.match(rf"Examples?: .*faultlines {' '.join(path)}\b", str(COMMANDS[path].epilog))
    for parameter in COMMANDS[path].params:
        assert not isinstance(parameter, click.Option) or parameter.help, parameter.name


NEED_A_READER = ("evaluate", "extract", "review", "serve")
"""Commands whose examples need more than a graph; their own tests run them."""
OF_THE_REAL_SEEDS = ("query", "ask", "statements", "actor", "export")


@pytest.mark.parametrize("path", [p for p in COMMANDS if p[0] not in NEED_A_READER], ids=" ".join)
def test_the_example_of_the_help_runs(
    path: tuple[str, ...], things: Path, run: Run, here: Options, real_store: Path
) -> None:
    """Paths of the example are put into the test's own folder, where there are seeds and documents."""
    (things / "my-seeds").symlink_to(WORLD)
    (things / "documents").symlink_to(WORLD / "documents")
    (things / "talk.txt").write_text("It's a talk: short\n")
    line = str(COMMANDS[path].epilog).removeprefix("Example: ")
    line = line.replace("/tmp/", f"{things}/").replace("~/", f"{things}/")  # noqa: S108 - the example's own
    if shell := re.match(r'eval "\$\((.*)\)"', line):
        line = shell[1]
    program, *arguments = shlex.split(line)
    assert program == "faultlines"
    arguments = [str(file) for a in arguments for file in (sorted(glob(a)) if "*" in a else [a])]
    options = ["--store", real_store] if path[0] in OF_THE_REAL_SEEDS else here
    result = run(*filled(arguments, options))
    assert result.exit_code == 0, result.output
    assert result.stdout or list(things.glob("faultlines.*"))


def test_help_names_every_command(run: Run) -> None:
    text = run("--help").stdout
    for (name, *_), command in COMMANDS.items():
        assert re.search(rf"^  {name} +[A-Z]", text, re.MULTILINE), command
    assert run("-h").stdout == text
    assert run().stderr.startswith("Usage: faultlines") or run().stdout.startswith("Usage: faultlines")


def test_the_version_is_that_of_the_package(run: Run) -> None:
    from importlib.metadata import version

    assert run("--version").stdout == f"faultlines {version('faultlines')}\n"


# Errors ---------------------------------------------------------------------------------------------

NOT_THERE = "no-such-folder"

ERRORS: list[tuple[str, int, str]] = [
    ("check --seeds no-such-folder", 2, "no-such-folder: no such folder of seeds"),
    ("check --seeds empty", 2, "empty: holds no seeds"),
    ("build --seeds no-such-folder", 2, "no such folder of seeds"),
    ("statements --relation oposes", 2, "unknown relation 'oposes'; did you mean opposes?"),
    ("statements --subject Bordura", 2, "unknown name 'Bordura'; did you mean Borduria?"),
    ("statements --subject Karpan", 2, "'Karpan' may mean actor:carpania, area:karpan-valley; say which by its id"),
    ("statements --said yesterday", 2, "'yesterday' is no date; write 2021, 2021-07 or 2021-07-09"),
    ("statements --voice 'Narrow Strait'", 2, "unknown actor 'Narrow Strait'"),
    ("actor Bordura", 2, "unknown actor 'Bordura'; did you mean Borduria?"),
    ("actor 'Narrow Strait'", 2, "unknown actor 'Narrow Strait'"),
    ("ask who-oposes", 2, "unknown question 'who-oposes'; did you mean who-opposes?"),
    ("ask who-opposes", 2, "who-opposes needs issue: "),
    ("ask who-opposes isue=x", 2, "did you mean issue?"),
    ("ask who-opposes issue=Tol", 2, "unknown "),
    ("query -e 'SELEC ?x'", 2, "the query does not parse: "),
    ("query -e 'SELECT * { ?s ?p ?o }' -f turtle", 2, "turtle cannot hold this answer; one of csv, tsv, json, xml"),
    ("query -e 'ASK {}' -f csv", 2, "csv cannot hold this answer; one of json, xml"),
    ("query -e 'CONSTRUCT WHERE { ?s ?p ?o }' -f csv", 2, "csv cannot hold a graph; one of turtle, ntriples"),
    ("query -e 'SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }'", 2, "the query failed: "),
    ("query -e 'SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }' -f csv", 2, "the query failed: "),
    ("query nowhere.rq", 2, "nowhere.rq: cannot be read (No such file or directory)"),
    ("query latin-1.rq", 2, "latin-1.rq: is not UTF-8 (byte 2)"),
    ("view alliance", 2, "unknown page 'alliance'; all or one of alliances, "),
    ("sources add nowhere.txt", 1, "nowhere.txt: cannot be read: No such file or directory"),
    ("sources add empty", 1, "empty: cannot be read: Is a directory"),
    ("sources add latin-1.rq", 1, "latin-1.rq:1: is not UTF-8 (byte 2)"),
    ("sources start nowhere.txt", 1, "nowhere.txt: cannot be read: No such file or directory"),
    ("sources start latin-1.rq", 1, "latin-1.rq:1: is not UTF-8 (byte 2)"),
    ("sources add a-file", 1, "a-file:1: is the document of no source"),
    ("export -o no-such-folder/x.jsonl", 2, "no-such-folder/x.jsonl: cannot be written (No such file or directory)"),
    ("export -o a-file/x.jsonl", 2, "a-file/x.jsonl: cannot be written (Not a directory)"),
    ("statements --store a-file/below", 2, "a-file/below: cannot be written (Not a directory)"),
    ("build --store a-file/below", 2, "a-file/below: cannot be written (Not a directory)"),
]


@pytest.fixture
def things(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with an empty folder, a file, and a query in another encoding."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    (tmp_path / "a-file").write_text("mine")
    (tmp_path / "latin-1.rq").write_bytes("# é\nSELECT * {}".encode("latin-1"))
    return tmp_path


def filled(line: str | list[str], options: Options) -> Options:
    """The arguments of a line, with such of the options as its command takes and it has not."""
    given: Options = list(shlex.split(line) if isinstance(line, str) else line)
    command = max((path for path in COMMANDS if list(path) == given[: len(path)]), key=len)
    takes = {option for parameter in COMMANDS[command].params for option in parameter.opts}
    for option, value in zip(options[::2], options[1::2], strict=True):
        if option in takes and option not in given:
            given += [option, value]
    return given


@pytest.mark.parametrize(("line", "code", "message"), ERRORS, ids=[line for line, _, _ in ERRORS])
def test_an_error_is_one_clear_line(run: Run, things: Path, here: Options, line: str, code: int, message: str) -> None:
    result = run(*filled(line, here))
    said = [text for text in result.stderr.splitlines() if not text.startswith("building ")]
    assert (result.exit_code, len(said), result.stdout) == (code, 1, ""), result.output
    assert message in said[0]


USAGE = [
    ("chek", "No such command 'chek'"),
    ("statements --subjct x", "No such option"),
    ("statements --confidence 2", "2"),
    ("statements -f xml", "'xml' is not one of"),
    ("export -f turtel", "'turtel' is not one of"),
    ("ask who-opposes issue", "'issue' is not PARAMETER=VALUE"),
    ("check --seeds a-file", "is a file"),
    ("export -o empty", "is a directory"),
    ("completion tcsh", "'tcsh' is not one of"),
    ("actor", "Missing argument 'NAME'"),
    ("sources add", "Missing argument 'FILES...'"),
]


@pytest.mark.parametrize(("line", "message"), USAGE, ids=[line for line, _ in USAGE])
def test_a_wrong_call_says_how_to_call(run: Run, things: Path, line: str, message: str) -> None:
    result = run(*shlex.split(line))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines()[0].startswith("Usage: faultlines")
    assert result.stderr.splitlines()[-1].startswith("Error: ")
    assert message in result.stderr


@pytest.mark.usefixtures("shapeless")
def test_faults_of_the_seeds_go_to_standard_error_with_their_code(run: Run, world: Path) -> None:
    path = world / "statements" / "courier-2031-05.yaml"
    path.write_text(path.read_text().replace("actor:boris-bord", "actor:boris-brod"))
    for command in (["check"], ["build"], ["statements"], ["actor", "Arland"], ["sources", "list"]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (1, "")
        faults = [line for line in result.stderr.splitlines() if not line.startswith("building ")]
        assert len(faults) == 2
        assert all(line.startswith("seeds/statements/courier-2031-05.yaml:") for line in faults)


@pytest.mark.skipif(sys.platform == "win32", reason="needs a full device")
def test_a_full_disk_is_one_clear_line(here: Options) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run([*COMMAND, "export", *map(str, here)], stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 2
    assert done.stderr.decode().strip() == "standard output: No space left on device"


# Rows -----------------------------------------------------------------------------------------------


def rows_of(form: str, text: str) -> list[list[object]]:
    if form == "csv":
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""))][1:]
    objects = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    return [list(o.values()) for o in objects]


ROWS: list[tuple[str, int, Callable[[list[object]], bool]]] = [
    ("ask", 20, lambda row: str(row[1]).endswith("?")),
    ("ask who-opposes issue='Toll in the Narrow Strait'", 1, lambda row: row[0] == "Arland"),
    ("sources list", 2, lambda row: row[5] == "no"),
    ("statements --subject Arland --family sphere", 1, lambda row: row[1] == "actor:arland"),
    ("statements --subject Arland --subject Carpania --relation seeks", 4, lambda row: row[4] == "seeks"),
]


@pytest.mark.parametrize("form", ["csv", "json", "jsonl"])
@pytest.mark.parametrize(("line", "count", "test"), ROWS, ids=[line for line, _, _ in ROWS])
def test_rows_come_out_in_each_format(
    run: Run, here: Options, line: str, count: int, test: Callable[[list[object]], bool], form: str
) -> None:
    result = run(*filled(line, here), "-f", form)
    assert (result.exit_code, result.stderr) == (0, "")
    rows = rows_of(form, result.stdout)
    assert len(rows) == count or (line == "ask" and len(rows) >= count)
    assert all(map(test, rows))
    assert result.stdout.endswith("\n")
    assert not result.stdout.endswith("\n\n")


@pytest.mark.parametrize("line", [line for line, _, _ in ROWS])
def test_rows_come_out_as_a_table(run: Run, here: Options, line: str) -> None:
    result = run(*filled(line, here))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) >= 2
    assert max(map(len, result.stdout.splitlines())) <= 160


def test_nothing_found_is_said_and_no_error(run: Run, here: Options) -> None:
    for form, empty in (("table", ""), ("csv", ",".join(RECORD) + "\n"), ("json", "[]\n"), ("jsonl", "")):
        result = run("statements", "--subject", "Dalmaria", "-f", form, *here)
        assert result.exit_code == 0
        assert form == "table" or result.stdout == empty
    assert "(nothing found)" in run("statements", "--subject", "Dalmaria", *here).stderr


def test_statements_are_the_public_record(run: Run, here: Options, kg: KnowledgeGraph) -> None:
    lines = run("statements", "-f", "jsonl", *here).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [kg.record(s) for s in kg.statements()]
    assert run("export", *here).stdout.splitlines() == lines


def test_statements_take_every_filter(run: Run, here: Options, kg: KnowledgeGraph) -> None:
    line = (
        "--modality possible --polarity affirmed --source gazette-2031-06 --voice 'Hill Gazette' --at 2031 --said 2031"
    )
    result = run("statements", *shlex.split(line), "--confidence", "0.6", "--object", "Arland", "-f", "jsonl", *here)
    (record,) = (json.loads(text) for text in result.stdout.splitlines())
    assert record["relation"] == "considersSanctionsOn"
    derived = run("statements", "--derived", "-f", "jsonl", *here).stdout.splitlines()
    assert len(derived) == len(kg.statements(derived=True))


@pytest.mark.usefixtures("shapeless")
def test_a_hostile_cell_stays_text(run: Run, world: Path, tmp_path: Path) -> None:
    """Rich markup and control sequences of a label must not reach the terminal as such."""
    path = world / "actors.tsv"
    path.write_text(path.read_text().replace("\tArland\t", "\t[red]Arland[/red] [bold\t"))
    result = run("statements", "--subject", "actor:arland", "--family", "sphere", "--store", tmp_path / "store")
    assert "[red]Arland[/red] [bold" in result.stdout


def test_a_sheet_for_people_and_for_programs(run: Run, here: Options, seeds: Seeds, documents: dict[str, str]) -> None:
    text = run("actor", "the hill", *here).stdout
    assert text.startswith(
        "Borduria  actor:borduria · State · Wikidata Q9000002\nalso: the Hill\nbelongs to: Toll Union\n"
    )
    assert "“Borduria treats the whole strait as its own water”" in text
    assert "Boris Bord via Hill Gazette · gazette-2031-06" in text
    sheet = json.loads(run("actor", "the hill", "-f", "json", *here).stdout)
    assert (sheet["id"], sheet["wikidata"], sheet["aliases"]) == ("actor:borduria", "Q9000002", ["the Hill"])
    own = {
        r["key"]
        for title in ("Positions", "Sanctions", "Ties", "Spheres of influence")
        for r in sheet["sections"].get(title, [])
    }
    assert own <= {s.key for s in seeds.statements if s.subject == "actor:borduria"}
    assert list(sheet["sections"]["Positions"][0]) == RECORD


def test_a_statement_about_statements_quotes_them(run: Run, here: Options) -> None:
    result = run("statements", "--derived", "--relation", "contradicts", *here)
    text = " ".join(result.stdout.split())
    assert "statement:" not in text
    assert re.search(r"“[^“”]+” \[denied\]", text)
    assert " – contradicts – " in text


# Queries --------------------------------------------------------------------------------------------

SELECT = "SELECT ?who { ?who fl:partyTo agreement:strait-treaty } ORDER BY ?who"
IRIS = ["https://w3id.org/faultlines/id/actor/arland", "https://w3id.org/faultlines/id/actor/borduria"]


@pytest.mark.parametrize("how", ["execute", "file", "stdin", "dash"])
def test_a_query_comes_from_anywhere(run: Run, here: Options, tmp_path: Path, how: str) -> None:
    file = tmp_path / "treaty.rq"
    file.write_text("# à propos\n" + SELECT, encoding="utf-8")
    given: dict[str, Options] = {"execute": ["-e", SELECT], "file": [file], "stdin": [], "dash": ["-"]}
    stdin = file.read_bytes() if how in ("stdin", "dash") else None
    result = run("query", *given[how], "-f", "csv", *here, stdin=stdin)
    assert (result.exit_code, result.stdout_bytes.decode().splitlines()) == (0, ["who", *IRIS])


def test_a_query_in_another_encoding_on_standard_input(here: Options) -> None:
    done = execute("query", *here, stdin=b"# \xe9\n" + SELECT.encode())
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "standard input: is not UTF-8 (byte 2); save it as UTF-8\n"


def test_a_file_and_a_query_are_one_too_many(run: Run, things: Path) -> None:
    (things / "x.rq").write_text(SELECT)
    result = run("query", "x.rq", "-e", SELECT)
    assert result.exit_code == 2
    assert "not both" in result.stderr


@pytest.mark.parametrize("form", ["table", "csv", "tsv", "json", "jsonl", "xml"])
def test_a_select_comes_out_in_each_format(run: Run, here: Options, form: str) -> None:
    result = run("query", "-e", SELECT, "-f", form, *here)
    assert result.exit_code == 0
    if form in ("csv", "tsv", "json", "xml"):
        parsed = rdflib.query.Result.parse(io.BytesIO(result.stdout_bytes), format=form)
        assert [str(row[0]) for row in parsed] == IRIS
    elif form == "jsonl":
        assert [json.loads(line) for line in result.stdout.splitlines()] == [
            {"who": "actor:arland"},
            {"who": "actor:borduria"},
        ]
    else:
        assert [line.strip() for line in result.stdout.splitlines()] == ["who", "actor:arland", "actor:borduria"]


@pytest.mark.parametrize("form", ["table", "csv", "json", "jsonl"])
def test_labels_instead_of_ids(run: Run, here: Options, form: str) -> None:
    result = run("query", "-e", SELECT, "--labels", "-f", form, *here)
    assert "Arland" in result.stdout
    assert "actor:" not in result.stdout


@pytest.mark.parametrize("form", ["tsv", "xml"])
def test_a_format_of_ids_refuses_labels(run: Run, here: Options, form: str) -> None:
    result = run("query", "-e", SELECT, "--labels", "-f", form, *here)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"{form} holds ids, not labels; with labels one of table, csv, json, jsonl\n"


def test_a_graph_with_labels_is_a_table(run: Run, here: Options) -> None:
    lines = run("query", "-e", "CONSTRUCT WHERE { ?who fl:partyTo ?what }", "--labels", *here).stdout.splitlines()
    assert lines[0].split() == ["subject", "predicate", "object"]
    assert {tuple(line.split()[:2]) for line in lines[1:]} == {("Arland", "partyTo"), ("Borduria", "partyTo")}


@pytest.mark.parametrize(
    "arguments",
    [
        ["actor", "\udcff"],
        ["statements", "--subject", "\udcff"],
        ["statements", "--said", "\udcff"],
        ["ask", "who-opposes", "issue=\udcff"],
        ["query", "-e", "ASK { <x\udcff> ?p ?o }"],
        ["sources", "start", "\udcff.txt", "--title", "\udcff"],
        ["cite", "\udcff"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_text_that_is_not_utf_8_is_refused(run: Run, arguments: list[str]) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert "\\udcff" in result.stderr
    assert "is not UTF-8" in result.stderr.splitlines()[-1]


def test_a_file_may_be_named_by_any_bytes(here: Options, tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/\xff.rq"
    try:
        Path(os.fsdecode(file)).write_text(SELECT)
    except OSError:
        pytest.skip("this system's names are UTF-8")
    assert execute("query", os.fsdecode(file), "-f", "csv", *here).returncode == 0


@pytest.mark.parametrize("form", ["table", "turtle", "ntriples", "jsonld", "rdfxml"])
@pytest.mark.parametrize("query", ["CONSTRUCT WHERE { ?who fl:partyTo ?what }", "DESCRIBE agreement:strait-treaty"])
def test_a_graph_comes_out_in_each_format(run: Run, here: Options, form: str, query: str) -> None:
    result = run("query", "-e", query, "-f", form, *here)
    assert result.exit_code == 0
    names = {"table": "turtle", "ntriples": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    graph = rdflib.Graph().parse(data=result.stdout, format=names.get(form, form))
    assert len(graph) >= 2


@pytest.mark.parametrize(
    ("form", "answer"),
    [("table", "yes\n"), ("json", '{"head":{},"boolean":true}\n'), ("jsonl", '{"answer": true}\n')],
)
def test_yes_comes_out_in_each_format(run: Run, here: Options, form: str, answer: str) -> None:
    assert run("query", "-e", "ASK { actor:arland fl:opposes ?x }", "-f", form, *here).stdout == answer


def test_a_question_can_be_shown_as_sparql_and_asked_again(run: Run, here: Options) -> None:
    shown = run("ask", "who-opposes", "issue=issue:strait-toll", "--sparql", *here).stdout
    again = run("query", "-f", "csv", *here, stdin=shown).stdout
    assert again.splitlines()[1].startswith("https://w3id.org/faultlines/id/actor/arland,")


# Files ----------------------------------------------------------------------------------------------


def test_an_export_into_a_file_is_that_to_standard_output(run: Run, here: Options, tmp_path: Path) -> None:
    target = tmp_path / "out.ttl"
    target.write_text("an older one")
    result = run("export", "-f", "turtle", "-o", target, *here)
    assert (result.exit_code, result.stdout) == (0, "")
    assert result.stderr == f"{target}: {target.stat().st_size} bytes\n"
    assert target.read_bytes() == execute("export", "-f", "turtle", *here).stdout
    assert [path.name for path in tmp_path.iterdir()] == ["out.ttl"]
    assert execute("export", "-f", "turtle", "-o", "-", *here).stdout == target.read_bytes()


def test_a_file_is_never_half_written(run: Run, here: Options, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("an older one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    result = run("export", "-o", target, *here)
    assert (result.exit_code, result.stderr) == (2, f"{target}: cannot be written (No space left on device)\n")
    assert target.read_text() == "an older one"
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs named pipes")
def test_a_device_or_pipe_is_written_to_and_not_replaced(here: Options, tmp_path: Path) -> None:
    """As root, replacing /dev/null would take it away from everybody."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", str(pipe)], stdout=subprocess.PIPE) as reader:
        assert execute("export", "-o", pipe, *here).returncode == 0
        if not pipe.is_fifo():
            reader.kill()
        lines = reader.communicate(timeout=60)[0].splitlines()
    assert len(lines) == 30
    assert pipe.is_fifo()


def test_documents_are_added_and_listed(run: Run, here: Options, home: Path) -> None:
    files = sorted((WORLD / "documents").glob("*.txt"))
    result = run("sources", "add", *files, "--seeds", WORLD)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [f"{f}: kept as the document of {f.stem}" for f in files]
    assert all(home in path.parents for path in home.rglob("*.txt"))
    assert [row[5] for row in rows_of("csv", run("sources", "list", "-f", "csv", *here).stdout)] == ["yes", "yes"]
    assert {p.read_bytes() for p in home.rglob("*.txt")} == {f.read_bytes() for f in files}


def test_the_good_documents_are_kept_though_others_are_not(run: Run, here: Options, things: Path) -> None:
    good = WORLD / "documents" / "courier-2031-05.txt"
    result = run("sources", "add", "a-file", good, "nowhere.txt", "--seeds", WORLD)
    assert result.exit_code == 1
    assert result.stdout == f"{good}: kept as the document of courier-2031-05\n"
    assert [line.split(":")[0] for line in result.stderr.splitlines()] == ["a-file", "nowhere.txt"]


def test_a_data_folder_that_cannot_be_written_is_one_clear_line(
    run: Run, things: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(things / "a-file"))
    monkeypatch.setenv("HOME", str(things / "a-file"))
    result = run("sources", "add", WORLD / "documents" / "courier-2031-05.txt", "--seeds", WORLD)
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "cannot be written" in result.stderr


def test_quotations_are_shown_where_the_document_is_at_hand(run: Run, here: Options, documents: dict[str, str]) -> None:
    result = run("statements", "--subject", "Arland", "--family", "red-line", *here)
    assert "“A Bordurian naval base" in result.stdout


# As a process ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("line", ["statements -f jsonl", "export -f turtle", "actor Arland", "ask"])
def test_a_reader_that_goes_away_is_no_error(here: Options, line: str) -> None:
    arguments = [str(a) for a in filled(line, here)]
    with subprocess.Popen([*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.close()
        assert process.stderr is not None
        said = process.stderr.read().decode()
    assert (said, process.returncode) == ("", 0)


def test_building_is_told_on_standard_error_alone(tmp_path: Path) -> None:
    arguments = ["statements", "-f", "jsonl", "--seeds", WORLD, "--store", tmp_path / "store"]
    done = execute(*arguments)
    assert done.stderr.decode().startswith(f"building {tmp_path / 'store'} from ")
    assert len(done.stdout.splitlines()) == 30
    assert execute(*arguments).stderr == b""


def test_the_output_is_utf_8_whatever_the_terminal(here: Options, home: Path) -> None:
    done = execute("statements", "--subject", "Arland", *here, LC_ALL="C", PYTHONIOENCODING="", PYTHONUTF8="0")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Arland – " in done.stdout.decode("utf-8")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_there_is_a_completion_script(run: Run, shell: str) -> None:
    script = run("completion", shell).stdout
    assert "_FAULTLINES_COMPLETE" in script
    assert "faultlines" in script


def test_a_shell_completes_commands_options_and_formats(tmp_path: Path) -> None:
    """The script, evaluated by the very shell, asks the program; so a command of that name stands in the path."""
    program = tmp_path / "faultlines"
    call = "from faultlines.cli import main; main(prog_name='faultlines')"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{call}" "$@"\n')
    program.chmod(0o755)
    for words, wanted in (
        (["exp"], ["export"]),
        (["statements", "--pol"], ["--polarity"]),
        (["export", "-f", "tu"], ["turtle"]),
        (["sources", ""], ["add", "list", "start"]),
    ):
        script = f"""
            eval "$(faultlines completion bash)"
            COMP_WORDS=(faultlines {" ".join(shlex.quote(w) for w in words)}); COMP_CWORD={len(words)}
            _faultlines_completion faultlines; printf '%s\\n' "${{COMPREPLY[@]}}"
        """
        done = subprocess.run(
            ["bash", "-c", textwrap.dedent(script)],
            capture_output=True,
            text=True,
            env={**os.environ, "PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
            timeout=60,
        )
        assert sorted(done.stdout.split()) == wanted, done.stderr


@pytest.mark.usefixtures("shapeless")
def test_without_options_the_seeds_here_and_the_users_cache_are_used(run: Run, world: Path, home: Path) -> None:
    assert run("statements", "-f", "jsonl").stdout.count("\n") == 30
    (current,) = home.rglob("current")
    assert current.is_file()
    assert not [path for path in world.parent.iterdir() if path != world]
