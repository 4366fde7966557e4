"""Review: candidates of an invented document become reviewed statements, one decision at a time, and none is lost."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from collections.abc import Callable, Collection
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from conftest import Run
from faultlines import paths
from faultlines.commands.review import review
from faultlines.errors import FaultlinesError, Findings
from faultlines.model import Entity, Statement
from faultlines.review import apply
from faultlines.review.desk import sit
from faultlines.review.rejected import drop_rejected
from faultlines.review.rows import add_row
from faultlines.seeds import Seeds, load_seeds
from faultlines.seeds.candidates import candidate_faults, candidate_sources, read_candidates
from faultlines.seeds.schema import CandidateFile
from faultlines.sources import add_documents
from faultlines.validate import check
from review_world import ARLAND, CANDIDATES, CARPANIA, HASH, PAYS, TEXT, TOP, at, files, put


@pytest.fixture
def desk(world: Path) -> Path:
    """The file of candidates, in a copy of the world."""
    return put(world)


def call(*arguments: object, keys: str = "", **environment: str) -> Result:
    result = CliRunner().invoke(review, list(map(str, arguments)), input="\n".join(keys), env=environment)
    if result.exception is not None and not isinstance(result.exception, SystemExit | FaultlinesError):
        raise result.exception
    return result


def ada(*arguments: object, keys: str = "", **environment: str) -> Result:
    return call("--curator", "Ada", *arguments, keys=keys, **environment)


def whole(folder: Path) -> Seeds:
    """The seeds, without any fault, shapes and candidates included."""
    seeds = load_seeds(folder)
    assert [*check(seeds), *candidate_faults(seeds)] == []
    return seeds


def of_herald(folder: Path) -> list[Statement]:
    return [s for s in load_seeds(folder).sound().statements if s.source == "herald-2031-07"]


# Candidates beside the seeds ------------------------------------------------------------------------


def test_candidates_are_checked_and_are_no_part_of_the_seeds(desk: Path, world: Path, seeds: Seeds) -> None:
    loaded = whole(world)
    assert loaded.statements == seeds.statements
    assert "actor:elbonia" not in loaded.entities
    assert [s.id for s in candidate_sources(loaded)] == ["herald-2031-07"]
    candidates = read_candidates(desk, loaded)
    assert [len(of) for of in candidates.statements] == [1, 1, 1, 1]
    assert candidates.statements[0][0].said_by == ("new:edda-storm",)
    assert candidates.entities["new:strait-fund"].label == "Strait fund"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("class: Issue", "class: Isue", "did you mean Issue?"),
        ("class: State", "class: Issue", "does not fit actor"),
        ("  - id: new:strait-fund", "  - id: nw:strait-fund", "unknown kind 'nw'"),
        ("label: Strait fund", "labl: Strait fund", "did you mean label?"),
        ("belongs_to: actor:elbonia", "belongs_to: actor:elbona", "did you mean actor:elbonia?"),
        ("condition: pays", "condition: pay", "condition names unknown statement pay; did you mean pays"),
        ("relation: opposes", "relation: oposes", "did you mean opposes?"),
        ("subject: actor:carpania", "subject: new:carpania", "subject names unknown new:carpania"),
        ("date: 2031-07-01", "date: July", "date"),
        ("modality: conditional", "decision: perhaps", "is none of accept, reject"),
        ("entities:\n", "entities: no\nthings:\n", "entities must be a list"),
    ],
)
def test_candidates_have_faults_by_line_and_hinder_no_build(
    desk: Path, world: Path, old: str, new: str, words: str
) -> None:
    assert old in CANDIDATES
    desk.write_text(CANDIDATES.replace(old, new))
    seeds = load_seeds(world).sound()
    found = [str(f) for f in candidate_faults(seeds) if words in f.message]
    assert found, candidate_faults(seeds)
    assert found[0].startswith("seeds/candidates/herald-2031-07.yaml:")


def test_a_source_that_shows_little_will_do_for_candidates(desk: Path, world: Path) -> None:
    desk.write_text(CANDIDATES.replace("  stance: elbonian\n", "").replace("  date: 2031-07-01\n", '  date: ""\n'))
    assert candidate_faults(load_seeds(world)) == []


@pytest.mark.parametrize("field", ["title", "kind", "date", "stance"])
def test_what_is_empty_in_a_source_hinders_no_other_fault(desk: Path, world: Path, field: str) -> None:
    text = re.sub(rf"^  {field}: .*$", f'  {field}: ""', CANDIDATES, count=1, flags=re.MULTILINE)
    desk.write_text(text.replace("text_quality: original", "text_quality: orignal"))
    (fault,) = candidate_faults(load_seeds(world))
    assert "did you mean original?" in fault.message


def test_entities_and_decisions_are_for_candidates_only(desk: Path, world: Path) -> None:
    (world / "statements" / desk.name).write_text(CANDIDATES)
    messages = " ".join(fault.message for fault in load_seeds(world).faults)
    assert "unknown field 'entities'" in messages


def test_the_editors_schema_for_candidates_is_that_of_the_model() -> None:
    committed = json.loads((paths.seeds() / "candidate-file.schema.json").read_text(encoding="utf-8"))
    assert committed == CandidateFile.model_json_schema(by_alias=True)


# Accepting ------------------------------------------------------------------------------------------


def test_accepting_all_moves_all_and_leaves_sound_seeds(desk: Path, world: Path) -> None:
    result = ada(keys="aaaa")
    assert "Done: 4 accepted." in result.output
    assert not desk.exists()
    seeds = whole(world)
    statements = [s for s in seeds.statements if s.source == "herald-2031-07"]
    assert [(s.subject, s.object, s.modality.value) for s in statements] == [
        ("actor:arland", "issue:strait-fund", "asserted"),
        ("actor:borduria", "issue:strait-fund", "possible"),
        ("actor:carpania", "issue:strait-fund", "conditional"),
        ("actor:dalmaria", "issue:strait-fund", "asserted"),
    ]
    assert statements[2].condition == (statements[1].key,)
    assert {s.said_by for s in statements} == {("actor:edda-storm",)}
    assert [s.method for s in statements] == ["faultlines-rules 0.2"] * 3 + ["manual"]
    assert seeds.sources["herald-2031-07"].curator == "Ada"
    edda, elbonia = seeds.entities["actor:edda-storm"], seeds.entities["actor:elbonia"]
    assert edda.belongs_to == ("actor:elbonia",)
    assert elbonia.aliases == ("Elbonian", "the Marsh")  # Karpan is somebody else's


def test_a_new_statement_file_is_in_the_houses_style(desk: Path, world: Path) -> None:
    ada(keys="aaq")
    assert (
        (world / "statements" / desk.name).read_text(encoding="utf-8")
        == f"""\
# yaml-language-server: $schema=../statement-file.schema.json
source:
  id: herald-2031-07
  title: The strait fund
  author: actor:edda-storm   # she wrote it herself
  published_first_by: actor:ard-courier
  kind: op-ed
  date: 2031-07-01
  stance: elbonian
  text_quality: original
  sha256: {HASH}
  characters: {len(TEXT)}
curator: Ada
statements:
  - subject: actor:arland
    relation: supports
    object: issue:strait-fund
    confidence: 0.8
    at: {at("Arland supports a strait fund")}
    method: faultlines-rules 0.2
  - as: pays
    subject: actor:borduria
    relation: supports
    object: issue:strait-fund
    modality: possible
    confidence: 0.5
    at: {at("If Borduria pays")}
    method: faultlines-rules 0.2
    note: "Read from: pays"
"""
    )


def test_candidates_as_a_program_writes_them_move_as_well(desk: Path, world: Path) -> None:
    """Without indents, some mappings on one line, long ones over several."""
    value = yaml.load(CANDIDATES, Loader=yaml.BaseLoader)
    value["source"]["title"] = "The strait fund: " + "a long title, " * 12
    desk.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, default_flow_style=None, width=60))
    assert "source: {" in desk.read_text()
    assert "2 accepted" in ada(keys="aaq").output
    text = (world / "statements" / desk.name).read_text()
    assert "  author: actor:edda-storm\n" in text
    assert text.startswith(
        "# yaml-language-server: $schema=../statement-file.schema.json\nsource:\n  id: herald-2031-07\n"
    )
    assert candidate_faults(load_seeds(world)) == []
    ada(keys="aa")
    assert len(of_herald(world)) == 4
    whole(world)


def test_what_is_left_refers_to_the_rows_that_new_things_got(desk: Path, world: Path) -> None:
    ada(keys="aaq")
    left = desk.read_text(encoding="utf-8")
    assert "new:" not in left
    assert "entities" not in left
    assert "  author: actor:edda-storm   # she wrote it herself\n" in left
    assert "  # what the envoy writes\n" in left
    assert "  # the last one\n" in left
    assert read_candidates(desk, load_seeds(world)).faults == ()
    assert "Done: 2 accepted." in ada(keys="aa").output
    whole(world)


def test_rows_go_to_their_place_and_others_stay(desk: Path, world: Path) -> None:
    before = (world / "actors.tsv").read_text().splitlines()
    ada(keys="aq")
    after = (world / "actors.tsv").read_text().splitlines()
    assert [line for line in after if line in before] == before
    assert set(after) - set(before) == {
        "actor:edda-storm\tPerson\tEdda Storm\t\t\t\tactor:elbonia\t",
        "actor:elbonia\tState\tElbonia\tElbonian|the Marsh\t\tGazetteer 2031\t\t",
    }
    assert after[1:] == sorted(after[1:], key=lambda line: line.split("\t")[0])


def test_an_id_that_is_another_things_gets_a_number_and_the_same_thing_is_used(desk: Path, world: Path) -> None:
    issues, actors = world / "issues.tsv", world / "actors.tsv"
    fish = Entity(id="issue:strait-fund", cls="Issue", label="Fund of fish")
    edda = Entity(id="actor:edda-storm", cls="Person", label="edda storm", looked_up="Gazetteer 2031")
    issues.write_text(add_row(issues.read_text(), fish))
    actors.write_text(add_row(actors.read_text(), edda))
    ada(keys="aq")
    assert {s.object for s in of_herald(world)} == {"issue:strait-fund-2"}
    assert {s.said_by for s in of_herald(world)} == {("actor:edda-storm",)}
    assert actors.read_text().count("edda-storm") == 1


def test_an_existing_file_keeps_its_bytes_and_its_curator(desk: Path, world: Path) -> None:
    ada(keys="aq")
    path = world / "statements" / desk.name
    path.write_text(path.read_text() + "# the end\n")
    before = path.read_text()
    ada(keys="aq")
    call("--curator", "Bo", keys="aa")
    after = path.read_text()
    assert after.startswith(before.removesuffix("# the end\n"))
    assert after.endswith("\n# the end\n")
    assert after.count("Accepted by Bo.") == 2
    assert "Accepted by Ada" not in after
    assert of_herald(world)[-1].note == "Accepted by Bo."


def test_windows_line_ends_stay(desk: Path, world: Path) -> None:
    ada(keys="aq")
    for path in (world / "statements" / desk.name, world / "issues.tsv", desk):
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    desk.write_bytes(
        desk.read_bytes().replace(
            b"statements:", b"entities:\r\n  - {id: new:x, class: Issue, label: Xs}\r\nstatements:"
        )
    )
    desk.write_bytes(desk.read_bytes().replace(b"object: issue:strait-fund", b"object: new:x", 1))
    ada(keys="aq")
    for path in (world / "statements" / desk.name, world / "issues.tsv", desk):
        data = path.read_bytes()
        assert data.count(b"\r\n") == data.count(b"\n") > 3
    assert "issue:x" in {s.object for s in of_herald(world)}


def test_a_candidate_that_refers_to_another_waits_for_it(desk: Path, world: Path) -> None:
    before = files(world)
    result = ada(keys="ssaq")
    assert "condition names pays, a candidate still; decide on that one first" in result.output
    assert files(world) == before
    ada(keys="saaq")  # the second, then the third
    assert [s.subject for s in of_herald(world)] == ["actor:borduria", "actor:carpania"]


def test_a_handle_that_the_reviewed_file_uses_gets_a_number(desk: Path, world: Path) -> None:
    ada(keys="saq")
    desk.write_text(desk.read_text().replace("  - subject: actor:arland", "  - as: pays\n    subject: actor:arland"))
    ada(keys="aaq")
    arland, carpania = (
        next(s for s in of_herald(world) if s.subject == f"actor:{name}") for name in ("arland", "carpania")
    )
    assert carpania.condition == (arland.key,)
    assert "as: pays-2" in (world / "statements" / desk.name).read_text()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (lambda text: text.replace("  stance: elbonian\n", ""), "stance is missing"),
        (lambda text: text.replace("label: Strait fund", "label: Arlind"), "alias 'Arlind' also names"),
        (lambda text: text.replace("relation: supports", "relation: suports", 1), "did you mean supports?"),
    ],
    ids=["source", "label", "entry"],
)
def test_what_is_not_sound_is_not_accepted(desk: Path, world: Path, spoil: Callable[[str], str], words: str) -> None:
    desk.write_text(spoil(CANDIDATES))
    before = files(world)
    result = ada(keys="aq")
    assert words in result.output
    assert "Not accepted" in result.output
    assert files(world) == before


def test_the_same_statement_is_not_accepted_twice(desk: Path, world: Path) -> None:
    ada(keys="aq")
    entry = (world / "statements" / desk.name).read_text().partition("statements:\n")[2]
    text = desk.read_text()
    desk.write_text(text.replace("statements:\n", "statements:\n" + entry))
    before = files(world)
    assert "says the same as line" in ada(keys="aq").output
    assert files(world) == before


def test_spans_of_another_text_are_not_accepted(desk: Path, world: Path) -> None:
    ada(keys="aq")
    desk.write_text(desk.read_text().replace(HASH, "0" * 64))
    assert "the spans count in another text" in ada(keys="aq").output


def test_a_voice_that_the_reviewed_file_would_not_give_is_written_out(desk: Path, world: Path) -> None:
    ada(keys="aq")
    path = world / "statements" / desk.name
    path.write_text(path.read_text().replace("author: actor:edda-storm", "author: actor:cora-quill"))
    ada(keys="aq")
    assert [s.said_by for s in of_herald(world)] == [("actor:cora-quill",), ("actor:edda-storm",)]
    assert of_herald(world)[1].said_on == "2031-07-01"


def test_who_speaks_may_be_for_the_curator_to_say(desk: Path, world: Path) -> None:
    """A program often does not know; accepting asks, and what was decided on does not come back for it."""
    nobody = CANDIDATES.replace("  author: new:edda-storm   # she wrote it herself\n", "")
    nobody = nobody.replace("  published_first_by: actor:ard-courier\n", "")
    desk.write_text(nobody)
    assert candidate_faults(load_seeds(world)) == []
    extracted = [s for of in read_candidates(desk, load_seeds(world)).statements for s in of]
    result = ada(keys="raq")
    assert "said by nobody" in result.output
    assert "nobody says it: the source names no author or publisher" in result.output
    desk.write_text(desk.read_text().replace("  kind: op-ed\n", "  kind: op-ed\n  author: new:edda-storm\n"))
    assert "2 accepted, 1 rejected" in ada(keys="aar").output
    assert {s.said_by for s in of_herald(world)} == {("actor:edda-storm",)}
    assert drop_rejected(extracted, load_seeds(world)) == []
    later = [replace(s, said_by=("new:edda-storm",)) for s in extracted]
    assert drop_rejected(later, load_seeds(world), ("new:edda-storm",)) == []


# Rejecting, skipping, undoing -----------------------------------------------------------------------


def test_rejected_ones_are_remembered_and_do_not_come_back(desk: Path, world: Path) -> None:
    seeds = load_seeds(world)
    extracted = [s for of in read_candidates(desk, seeds).statements for s in of]
    assert drop_rejected(extracted, seeds) == extracted
    assert "Done: 1 accepted, 3 rejected." in ada(keys="arrr").output
    assert not desk.exists()
    lines = (world / "candidates" / "herald-2031-07.rejected.tsv").read_text().splitlines()
    assert [line.split("\t")[3:] for line in lines[1:]] == [
        ["rejected", f"actor:{who}", relation, "issue:strait-fund", at(words)[1:-1].replace(", ", "-"), "Ada"]
        for who, relation, words in (
            ("borduria", "supports", "If Borduria pays"),
            ("carpania", "supports", "Carpania will pay too"),
            ("dalmaria", "opposes", "Dalmaria opposes the strait"),
        )
    ]
    assert drop_rejected(extracted, load_seeds(world)) == []
    other = replace(extracted[3], relation="fears")
    assert drop_rejected([other], load_seeds(world)) == [other]
    assert drop_rejected([replace(extracted[3], source="elsewhere")], load_seeds(world)) != []
    whole(world)


def test_a_rejected_one_stays_away_after_its_new_thing_got_a_row(desk: Path, world: Path) -> None:
    extracted = [s for of in read_candidates(desk, load_seeds(world)).statements for s in of]
    ada(keys="sssruuuuq")  # undone
    ada(keys="sssrq")
    ada(keys="aq")
    known = [replace(s, object="issue:strait-fund", said_by=("actor:edda-storm",)) for s in extracted]
    assert drop_rejected(known, load_seeds(world)) == known[1:3]


def test_skipping_changes_nothing(desk: Path, world: Path) -> None:
    before = files(world)
    assert "4 skipped" in ada(keys="ssss").output
    assert files(world) == before


@pytest.mark.parametrize("keys", ["au", "ru", "aauu", "arauuu", "aaaauuuu", "rrrruuuu", "sausu", "arsauuuu"])
def test_undo_restores_every_byte(desk: Path, world: Path, keys: str) -> None:
    before = files(world)
    assert "Undone" in ada(keys=keys + "q").output
    assert files(world) == before


def test_undo_leaves_alone_what_was_changed_meanwhile(desk: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("auq")

    def ask(_: str) -> str:
        key = next(keys)
        if key == "u":
            (world / "issues.tsv").write_text("mine")
        return key

    monkeypatch.setattr("faultlines.review.session.ask", ask)
    assert "issues.tsv: was changed meanwhile; nothing was written" in ada().output
    assert (world / "issues.tsv").read_text() == "mine"


def test_a_candidate_that_changed_under_the_curators_eyes_is_shown_again(
    desk: Path, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = iter("aq")

    def ask(_: str) -> str:
        key = next(keys)
        if key == "a":
            desk.write_text(CANDIDATES.replace("relation: supports", "relation: fears", 1))
        return key

    monkeypatch.setattr("faultlines.review.session.ask", ask)
    result = ada()
    assert "was changed meanwhile; here is what stands there now" in result.output
    assert "fears" in result.output
    assert not (world / "statements" / desk.name).exists()


def test_unknown_keys_help_and_the_end_of_input_leaves(desk: Path, world: Path) -> None:
    before = files(world)
    result = ada(keys="?xu")
    assert result.output.count("it is remembered and does not come back") == 2
    assert "Nothing to undo" in result.output
    assert "Left off: nothing decided." in result.output
    assert files(world) == before


# Showing --------------------------------------------------------------------------------------------


def test_without_the_document_spans_and_a_hint_are_shown(desk: Path) -> None:
    shown = ada(keys="q").output
    assert "Arland  supports  Strait fund (new Issue)" in shown
    assert "said by Edda Storm (new Person), 2031-07-01" in shown
    assert "confidence 0.8 · faultlines-rules 0.2" in shown
    assert f"characters {at('Arland supports a strait fund')[1:-1].replace(', ', '–')}; to see them:" in shown


def test_with_the_document_the_passage_is_shown_in_its_context(desk: Path, world: Path, tmp_path: Path) -> None:
    document = tmp_path / "any.txt"
    document.write_bytes(TEXT.encode())
    add_documents([document], candidate_sources(load_seeds(world)))
    shown = " ".join(ada(keys="sssq").output.split())
    assert (
        "spoke on Monday. ⟦Arland supports a strait fund⟧. If Borduria pays, Carpania will pay too. From" not in shown
    )
    assert "spoke on Monday. ⟦Arland supports a strait fund⟧. If Borduria pays, Carpania will pay too." in shown
    assert "⟦Dalmaria opposes the strait⟧ fund. [31m Nobody else spoke." in shown  # no escape reaches a terminal
    assert "conditional" in shown
    assert "condition: pays" in shown
    assert "note: Read from: pays" in shown


def test_nothing_to_review_says_so(world: Path) -> None:
    assert "No candidates left." in ada().output


def test_the_seeds_that_come_with_the_program_are_never_written_to(
    desk: Path, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside a folder of seeds there is nothing to decide on; what others have must not change by it."""
    shipped = Path(shutil.copytree(world, tmp_path / "package" / "_data" / "seeds"))
    monkeypatch.setattr(paths, "_shipped", lambda _: shipped)
    decided = tmp_path / "decided.yaml"
    decided.write_text(desk.read_text().replace("    confidence: 0.8\n", "    confidence: 0.8\n    decision: accept\n"))
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    before = files(tmp_path)
    assert "there is no seeds/candidates here; name a file of candidates" in str(ada(keys="aq").exception)
    assert files(tmp_path) == before
    assert "1 accepted" in ada("--apply", decided, "--seeds", world).output
    assert files(shipped) == files(tmp_path / "package" / "_data" / "seeds")
    ada(decided, keys="q")
    assert not (tmp_path / "elsewhere" / "seeds").exists()  # begun only by what is accepted


def test_a_file_of_candidates_goes_to_the_seeds_that_it_lies_in(
    desk: Path, world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where these hold nothing yet, and other seeds lie here."""
    theirs = tmp_path / "theirs" / "candidates" / desk.name
    theirs.parent.mkdir(parents=True)
    theirs.write_text(alone())
    before = files(world)
    assert "Done: 1 accepted" in ada("theirs/candidates/herald-2031-07.yaml", keys="a").output
    assert files(world) == before
    assert sorted(files(tmp_path / "theirs")) == ["actors.tsv", "issues.tsv", f"statements/{desk.name}"]
    whole(tmp_path / "theirs")
    (tmp_path / "new").mkdir()
    monkeypatch.chdir(tmp_path / "new")
    put(Path("seeds").mkdir() or Path("seeds"), alone())
    assert "Done: 1 accepted" in ada(keys="a").output
    whole(Path("seeds"))


def alone() -> str:
    """Candidates with all that they name."""
    more = "".join(
        f"  - {{id: actor:{i}, class: {cls}, label: {i.title()}}}\n"
        for i, cls in (("ard-courier", "Media"), ("arland", "State"))
    )
    return TOP.replace("statements:\n", f"{more}statements:\n{ARLAND}")


@pytest.mark.parametrize("option", [[], ["--apply"]])
def test_what_is_no_file_of_candidates_is_refused(desk: Path, world: Path, option: list[str]) -> None:
    ada(keys="aq")
    (world.parent / "out.jsonl").write_text("{}\n{}\n")
    before = files(world)
    refused = ada(*option, world / "statements" / desk.name, keys="rrrr")
    assert "holds reviewed statements, not candidates" in str(refused.exception)
    assert files(world) == before
    refused = ada(*option, "out.jsonl")
    assert str(refused.exception) == (
        "out.jsonl: is no file of candidates; write one with: faultlines extract FILE -o seeds/candidates/ (or -f yaml)"
    )


# The source -----------------------------------------------------------------------------------------


def bare() -> str:
    """Candidates whose source shows neither who speaks nor what it is."""
    return re.sub(r"^  (author|published_first_by|kind|date|stance): .*\n", "", CANDIDATES, flags=re.MULTILINE)


def test_all_that_a_source_lacks_is_said_once_with_what_may_stand_there(desk: Path) -> None:
    desk.write_text(bare())
    said = ada(keys="aasq").output
    assert said.count("seeds/candidates/herald-2031-07.yaml:2: before you accept, complete the source (key o)") == 1
    told = said.partition("it lacks\n")[2].partition("\n\n")[0]
    assert [line.split(":")[0].strip() for line in told.splitlines()] == [
        *("kind", "date", "stance", "author or published_first_by")
    ]
    assert "op-ed" in told
    assert "else unknown" in told
    desk.write_text(CANDIDATES)
    assert "lacks" not in ada(keys="q").output


def test_a_source_is_completed_in_the_review(desk: Path, world: Path, editor: Callable[..., dict[str, str]]) -> None:
    desk.write_text(bare())
    before = files(world)
    lines = "source:\n  kind: op-ed\n  date: 2031-07-01\n  stance: elbonian\n  author: new:edda-storm"
    assert "2 accepted" in ada(keys="oaaq", **editor(("source:", lines))).output.replace("1 edited", "")
    assert {s.said_by for s in of_herald(world)} == {("actor:edda-storm",)}
    whole(world)
    assert "Undone" in ada(keys="ouq", **editor(("characters:", "reader: x\n  characters:"))).output
    desk.write_text(bare())
    assert files(world) != before


def test_faults_in_a_completed_source_change_nothing_and_it_goes_on_from_there(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    desk.write_text(bare())
    before = files(world)
    lines = ("source:", "source:\n  kind: op-ed\n  stanc: elbonian\n  author: new:bo-ode")
    said = ada(keys="oq", **editor(lines)).output
    assert "did you mean stance?" in said
    assert "The edit is not in place: o goes on with it." in said
    assert files(world) == before
    things = "characters: 9\nentities:\n  - {id: new:bo-ode, class: Person, label: Bo Ode}\n#"
    changes = editor(lines, ("stanc:", "date: 2031\n  stance:"), (f"characters: {len(TEXT)}", "characters: 0"))
    assert "characters" in ada(keys="oooq", **changes).output
    desk.write_text(bare())
    spot = (f"characters: {len(TEXT)}", things.replace("9", str(len(TEXT))))
    changes = editor(lines, ("stanc:", "date: 2031\n  stance:"), spot)
    assert "accepted" in ada(keys="oooaq", **changes).output
    assert of_herald(world)[0].said_by == ("actor:bo-ode",)


def test_what_is_no_source_block_is_not_put_in_its_place(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    before = files(world)
    for new in ("sauce:", "other: 1\nsource:", "source: x\nnone:"):
        assert "must hold source:" in ada(keys="oq", **editor(("source:", new))).output
    assert files(world) == before


# Editing --------------------------------------------------------------------------------------------


@pytest.fixture
def editor(tmp_path: Path) -> Callable[..., dict[str, str]]:
    """An editor that replaces words in what it is given, each time with the next pair, and keeps what it saw."""

    def make(*changes: tuple[str, str]) -> dict[str, str]:
        (tmp_path / "changes.json").write_text(json.dumps(changes))
        script = tmp_path / "editor.py"
        script.write_text(
            "import json, pathlib, sys\n"
            f"folder = pathlib.Path({str(tmp_path)!r})\n"
            "changes = json.loads((folder / 'changes.json').read_text())\n"
            "old, new = changes.pop(0)\n"
            "(folder / 'changes.json').write_text(json.dumps(changes))\n"
            "path = pathlib.Path(sys.argv[-1])\n"
            "text = path.read_text()\n"
            "(folder / 'seen.txt').write_text(text)\n"
            "assert old in text, text\n"
            "if old != new: path.write_text(text.replace(old, new))\n"
        )
        command = tmp_path / "editor"
        command.write_text(f"#!/bin/sh\nexec '{os.sys.executable}' '{script}' \"$@\"\n")
        command.chmod(command.stat().st_mode | stat.S_IXUSR)
        return {"EDITOR": str(command), "VISUAL": ""}

    return make


def test_an_edit_is_shown_again_and_then_accepted(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    extracted = [s for of in read_candidates(desk, load_seeds(world)).statements for s in of]
    result = ada(keys="eaq", **editor(("relation: supports", "relation: offers")))
    assert "Arland  offers  Strait fund" in result.output
    assert [s.relation for s in of_herald(world)] == ["offers"]
    assert drop_rejected(extracted[:1], load_seeds(world)) == []  # what it was before does not come back either
    assert [
        "edited" in line for line in (world / "candidates/herald-2031-07.rejected.tsv").read_text().splitlines()
    ] == [False, True]


def test_labels_of_new_things_are_edited_with_the_statement(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    ada(keys="eaq", **editor(("label: Strait fund", "label: Fund for the strait")))
    assert load_seeds(world).entities["issue:strait-fund"].label == "Fund for the strait"


def test_another_id_makes_another_thing(desk: Path, world: Path, editor: Callable[..., dict[str, str]]) -> None:
    ada(keys="eaq", **editor(("new:strait-fund", "new:toll-fund")))
    assert [s.object for s in of_herald(world)] == ["issue:toll-fund"]
    assert "new:strait-fund" in desk.read_text()
    assert candidate_faults(load_seeds(world)) == []


def test_faults_of_an_edit_are_shown_and_it_goes_on_from_there(
    desk: Path, world: Path, tmp_path: Path, editor: Callable[..., dict[str, str]]
) -> None:
    before = files(world)
    changes = editor(("relation: supports", "relation: suports"), ("suports", "offers"))
    result = ada(keys="eq", **changes)
    assert "did you mean supports?" in result.output
    assert files(world) == before
    changes = editor(("relation: supports", "relation: suports"), ("suports", "offers"))
    ada(keys="eeaq", **changes)
    assert "suports" in (tmp_path / "seen.txt").read_text()
    assert [s.relation for s in of_herald(world)] == ["offers"]


def test_what_is_accepted_is_not_taken_for_an_edit_with_faults(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    before = files(world)
    said = ada(keys="eaq", **editor(("relation: supports", "relation: suports"))).output
    assert "The edit is not in place: e goes on with it." in said
    assert "Your edit is not in place: e goes on with it; a once more accepts the candidate as shown above." in said
    assert files(world) == before
    changes = editor(("relation: supports", "relation: suports"), ("suports", "offers"))
    assert "offers" in ada(keys="eaeq", **changes).output
    changes = editor(("relation: offers", "relation: ofers"))
    assert "1 accepted" in ada(keys="eaaq", **changes).output
    assert [s.relation for s in of_herald(world)] == ["offers"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("relation: supports", "relation: [", "does not parse"),
        ("subject: actor:arland", "subject: actor:arlad", "did you mean actor:arland?"),
        ("class: Issue", "class: Isue", "did you mean Issue?"),
        (at("Arland supports a strait fund"), "[3, 9999]", "ends outside the document"),
        ("entities:", "entities: [1]\nthings:", "entities must be a list"),
        ("# Save and close", "- nothing\n# Save", "does not parse"),
    ],
)
def test_an_edit_with_faults_changes_nothing(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]], old: str, new: str, words: str
) -> None:
    before = files(world)
    assert words in ada(keys="eq", **editor((old, new))).output
    assert files(world) == before


def test_an_edit_can_be_left_and_undone(desk: Path, world: Path, editor: Callable[..., dict[str, str]]) -> None:
    before = files(world)
    assert "Not changed." in ada(keys="eq", **editor(("relation", "relation"))).output
    ada(keys="euq", **editor(("relation: supports", "relation: offers")))
    assert files(world) == before


def test_an_editor_that_fails_is_told(desk: Path, world: Path) -> None:
    before = files(world)
    result = ada(keys="eq", EDITOR="false", VISUAL="")
    assert "Editing failed" in result.output
    assert "Left off" in result.output
    assert files(world) == before


def test_an_entry_with_faults_is_shown_and_can_be_mended_or_rejected(
    desk: Path, world: Path, editor: Callable[..., dict[str, str]]
) -> None:
    desk.write_text(CANDIDATES.replace("relation: supports", "relation: suports", 1))
    assert "did you mean supports?" in ada(keys="q").output
    ada(keys="eaq", **editor(("suports", "supports")))
    assert [s.relation for s in of_herald(world)] == ["supports"]


# By hand --------------------------------------------------------------------------------------------


def test_decisions_written_into_the_file_are_carried_out(desk: Path, world: Path) -> None:
    text = CANDIDATES.replace("    condition: pays\n", "    condition: pays\n    decision: accept\n")
    text = text.replace("    relation: supports\n", "    relation: supports\n    decision: reject\n", 1)
    desk.write_text(text)
    before = files(world)
    result = ada("--apply", desk)
    assert isinstance(result.exception, Findings)
    assert "condition names pays, a candidate still" in str(result.exception)
    assert "0 accepted, 1 rejected" in result.output
    desk.write_text(desk.read_text().replace("- as: pays\n", "- as: pays\n    decision: accept\n"))
    assert "2 accepted, 0 rejected" in ada("--apply", desk).output
    assert [s.subject for s in of_herald(world)] == ["actor:borduria", "actor:carpania"]
    assert "decision" not in (world / "statements" / desk.name).read_text()
    assert len(sit(world, desk).entries) == 1
    assert set(files(world)) - set(before) == {
        "statements/herald-2031-07.yaml",
        "candidates/herald-2031-07.rejected.tsv",
    }
    whole(world)


def test_what_waits_for_one_behind_it_is_accepted_in_the_same_run(desk: Path, world: Path) -> None:
    decided = "    decision: accept\n"
    desk.write_text(f"{TOP}{CARPANIA}{decided}{PAYS}{decided}")
    assert "2 accepted" in ada("--apply", desk).output
    assert not desk.exists()
    whole(world)


def decided(count: int, faulty: Collection[int] = ()) -> str:
    """As many accepted entries, each about a thing of its own; faulty ones have a label that is somebody's alias."""
    things = "".join(
        f"  - {{id: new:fund-{i}, class: Issue, label: {f'Arlind {i}' if i not in faulty else 'Arlind'}}}\n"
        for i in range(count)
    )
    entries = "".join(
        f"  - {{subject: actor:arland, relation: supports, object: new:fund-{i}, at: [{i}, 99], decision: accept}}\n"
        for i in range(count)
    )
    return TOP.replace("statements:\n", f"{things}statements:\n{entries}")


def test_many_decisions_are_carried_out_at_once(desk: Path, world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not each with all files read and verified anew: two hundred took minutes."""
    read = []
    monkeypatch.setattr(apply, "sit", lambda *given: read.append(given) or sit(*given))
    desk.write_text(decided(40))
    assert "40 accepted" in ada("--apply", desk).output
    assert len(read) < 5
    whole(world)


def test_of_many_only_those_at_fault_are_left(desk: Path, world: Path) -> None:
    desk.write_text(decided(20, faulty=(0, 7, 19)))
    result = ada("--apply", desk)
    assert "17 accepted" in result.output
    assert "alias 'Arlind' also names issue:fund-0" in str(result.exception)
    assert [entry["object"] for entry in sit(world, desk).entries] == ["new:fund-0", "new:fund-7", "new:fund-19"]
    assert check(load_seeds(world)) == []


def test_a_candidate_waits_for_another_even_where_its_handle_is_known_elsewhere(desk: Path, world: Path) -> None:
    """Of two statements with one handle, the candidate's own file is meant."""
    ada(keys="saq")
    left = TOP + PAYS.replace("borduria", "dalmaria") + CARPANIA + "    decision: accept\n"
    desk.write_text(left)
    assert "condition names pays, a candidate still" in str(ada("--apply", desk).exception)
    assert desk.read_text() == left


def test_a_file_and_apply_are_one_too_many(desk: Path) -> None:
    result = ada(desk, "--apply", desk)
    assert result.exit_code == 2
    assert "not both" in result.output


def test_a_file_that_does_not_parse_is_passed_over(desk: Path, world: Path) -> None:
    (world / "candidates" / "a.yaml").write_text("source: [")
    (world / "candidates" / "b.yaml").write_text(TOP.rstrip() + " x")
    (world / "candidates" / "c.yaml").write_text(TOP.rstrip() + " [1]")
    result = ada(keys="q")
    assert "seeds/candidates/a.yaml:1: does not parse" in result.output
    assert "statements must be a list" in result.output
    assert "begin each item of statements with '- '" in result.output
    assert "herald-2031-07.yaml  1 of 4" in result.output


def test_what_refers_to_a_rejected_one_loses_the_reference(desk: Path, world: Path) -> None:
    ada(keys="sraq")
    assert "condition:" not in desk.read_text() + (world / "statements" / desk.name).read_text()
    assert [s.condition for s in of_herald(world)] == [()]


def test_who_decides_is_asked_of_the_environment_and_the_login(desk: Path, world: Path) -> None:
    call(keys="aq", FAULTLINES_CURATOR="Cy")
    assert load_seeds(world).sources["herald-2031-07"].curator == "Cy"
    call(keys="aq", LOGNAME="dee", FAULTLINES_CURATOR="")
    assert of_herald(world)[-1].note.endswith("Accepted by dee.")


def test_who_decides_is_to_be_said_where_the_machine_knows_no_login(
    desk: Path, world: Path, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def nobody() -> str:
        raise KeyError("getpwuid(): uid not found: 12345")

    monkeypatch.setattr("getpass.getuser", nobody)
    (tmp_path / "talk.txt").write_text("Arland trades.")
    for command in (["review"], ["sources", "start", tmp_path / "talk.txt"]):
        refused = run(*command)
        assert (refused.exit_code, refused.stdout) == (2, "")
        assert "who decides? give --curator NAME" in refused.stderr
    assert "curator: Cy\n" in run(*command, "--curator", "Cy").stdout
