"""Seed files ↔ model: what a curator writes is what the program has, and nothing a curator writes breaks it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from conftest import WORLD
from faultlines.errors import FaultlinesError, Findings
from faultlines.model import Statement
from faultlines.seeds import Seeds, load_seeds
from faultlines.seeds.digest import digest
from faultlines.seeds.schema import StatementEntry, StatementFile
from faultlines.seeds.tables import read_table
from faultlines.seeds.yamltext import read_yaml
from faultlines.sources import quotation
from strategies import entries, texts

COURIER, GAZETTE = "courier-2031-05", "gazette-2031-06"


def the(seeds: Seeds, **fields: Any) -> Statement:
    """The one statement with these fields."""
    (found,) = [s for s in seeds.statements if all(getattr(s, k) == v for k, v in fields.items())]
    return found


# The world ------------------------------------------------------------------------------------------


def test_the_world_is_read_whole(seeds: Seeds) -> None:
    assert seeds.faults == ()
    assert {s.id: sum(x.source == s.id for x in seeds.statements) for s in seeds.sources.values()} == {
        COURIER: 15,
        GAZETTE: 16,
    }
    assert len(seeds.entities) == sum(len(path.read_text().splitlines()) - 1 for path in WORLD.glob("*.tsv"))


def test_every_span_of_the_world_begins_and_ends_with_a_word(seeds: Seeds, documents: dict[str, str]) -> None:
    for statement in seeds.statements:
        text = documents[statement.source]
        for start, end in statement.spans:
            before, after = text[start - 1 : start], text[end : end + 1]
            assert not before.isalpha(), quotation(text, statement.spans)
            assert not after.isalpha(), quotation(text, statement.spans)


def test_spans_count_characters_and_newlines_as_they_are(seeds: Seeds, documents: dict[str, str]) -> None:
    """One document has wide characters before its spans, the other Windows line ends."""
    call = the(seeds, relation="hasType", source=COURIER)
    assert quotation(documents[COURIER], call.spans) == "spoke by telephone"
    treaty = the(seeds, relation="incompatibleWith", source=GAZETTE)
    assert quotation(documents[GAZETTE], treaty.spans) == "A toll and free passage exclude one another"
    assert len(documents[COURIER].encode()) > len(documents[COURIER])
    assert "\r\n" in documents[GAZETTE]


def test_a_list_of_subjects_gives_a_statement_each(seeds: Seeds) -> None:
    both = [s for s in seeds.statements if s.relation == "seeks" and s.object == "issue:free-passage"]
    assert [s.subject for s in both] == ["actor:arland", "actor:carpania"]
    assert both[0].spans == both[1].spans
    assert both[0].key != both[1].key


def test_a_handle_of_the_same_file_becomes_a_key(seeds: Seeds) -> None:
    condition = the(seeds, subject="actor:borduria", relation="demands")
    assert the(seeds, object="issue:arlandic-canal").condition == (condition.key,)


def test_a_handle_of_another_file_becomes_a_key(seeds: Seeds) -> None:
    answered = the(seeds, source=COURIER, relation="opposes")
    assert the(seeds, relation="considersSanctionsOn").responds_to == (answered.key,)


def test_an_advanced_issue_stays_an_id(seeds: Seeds) -> None:
    assert the(seeds, relation="deploysForcesNear").advances == ("issue:bordurian-naval-base",)


def test_a_handle_of_several_subjects_becomes_several_keys(world: Path) -> None:
    path = world / "statements" / f"{COURIER}.yaml"
    text = path.read_text()
    text = text.replace(
        "  - subject: [actor:arland, actor:carpania]", "  - as: both\n    subject: [actor:arland, actor:carpania]"
    )
    path.write_text(text.replace("condition: toll-comes", "condition: [toll-comes, both]"))
    seeds = load_seeds(world).sound()
    wanted = {
        s.key for s in seeds.statements if s.object == "issue:free-passage" and s.relation == "seeks" and not s.retired
    }
    wanted.add(the(seeds, relation="demands").key)
    assert set(the(seeds, object="issue:arlandic-canal").condition) == wanted


def test_a_chain_of_conditions_may_be_long(small: Path) -> None:
    base = "subject: actor:arland, relation: criticizes, object: actor:borduria, at: [0, 9]"
    chain = [f"  - {{as: c{i}, condition: c{i + 1}, {base}}}\n" for i in range(800)]
    text = (WORLD / "statements" / "gazette-2031-06.yaml").read_text().partition("statements:\n")[0]
    (small / "statements" / "gazette-2031-06.yaml").write_text(
        f"{text}statements:\n{''.join(chain)}  - {{as: c800, {base}}}\n"
    )
    read = load_seeds(small)
    assert read.faults == ()
    assert len(read.statements) == 801
    assert all(s.condition for s in read.statements[1:])


def test_the_order_of_statements_in_a_file_means_nothing(world: Path, seeds: Seeds) -> None:
    path = world / "statements" / f"{COURIER}.yaml"
    head, *items = path.read_text().split("\n  - ")
    path.write_text("\n  - ".join([head, *items[::-1]]).rstrip() + "\n")
    turned = load_seeds(world).sound()
    assert {s.key: s for s in turned.statements} == {s.key: s for s in seeds.statements}
    assert [s.key for s in turned.statements] != [s.key for s in seeds.statements]


def test_places_are_the_lines_of_the_file(seeds: Seeds) -> None:
    lines = (WORLD / "statements" / f"{COURIER}.yaml").read_text().splitlines()
    opposes = the(seeds, source=COURIER, relation="opposes")
    path, line = seeds.places[f"statement:{opposes.key}"]
    assert path.endswith(f"statements/{COURIER}.yaml")
    assert lines[line - 1] == "  - as: no-toll"
    path, line = seeds.places["actor:arland"]
    assert (WORLD / "actors.tsv").read_text().splitlines()[line - 1].startswith("actor:arland\t")
    assert path.endswith("actors.tsv")


def test_marked_aliases_are_kept_apart(seeds: Seeds) -> None:
    carpania = seeds.entities["actor:carpania"]
    assert (carpania.aliases, carpania.ambiguous, carpania.wikidata) == ((), ("Karpan",), "Q9000003")
    assert seeds.entities["actor:arland"].aliases == ("Port Ard", "Arlandic government")


# Defaults -------------------------------------------------------------------------------------------

AUTHOR, PAPER, PRESIDENT = "actor:cora-quill", "actor:ard-courier", "actor:ada-arlind"


@pytest.mark.parametrize(
    ("written", "said_by", "via", "said_on"),
    [
        ("", [AUTHOR], [], "2031-05-04"),
        (f"said_by: {AUTHOR}", [AUTHOR], [], "2031-05-04"),
        ("said_on: 2031-05-01", [AUTHOR], [], "2031-05-01"),
        (f"said_by: {PRESIDENT}", [PRESIDENT], [AUTHOR], ""),
        (f"said_by: [{PRESIDENT}]", [PRESIDENT], [AUTHOR], ""),
        (f"said_by: {PRESIDENT}\n    said_on: 2031-05", [PRESIDENT], [AUTHOR], "2031-05"),
        (f"said_by: {PRESIDENT}\n    via: [actor:arland, {PAPER}]", [PRESIDENT], ["actor:arland", PAPER], ""),
        (f"said_by: {PRESIDENT}\n    via: []", [PRESIDENT], [], ""),
        (f"said_by: [{AUTHOR}, {PRESIDENT}]", [PRESIDENT, AUTHOR], [AUTHOR], ""),
    ],
)
def test_who_says_it_who_passes_it_on_and_when(
    world: Path, written: str, said_by: list[str], via: list[str], said_on: str
) -> None:
    path = world / "statements" / f"{COURIER}.yaml"
    head = path.read_text().partition("statements:\n")[0]
    statement = "  - subject: actor:arland\n    relation: opposes\n    object: issue:strait-toll\n    at: [1, 9]\n"
    path.write_text(f"{head}statements:\n{statement}    {written}\n")
    (world / "statements" / f"{GAZETTE}.yaml").unlink()
    (made,) = load_seeds(world).sound().statements
    assert (set(made.said_by), list(made.via), made.said_on) == (set(said_by), via, said_on)


def test_without_an_author_the_publisher_speaks(seeds: Seeds) -> None:
    base = the(seeds, source=GAZETTE, object="issue:bordurian-naval-base", relation="seeks")
    assert (base.said_by, base.via, base.said_on) == (("actor:hill-gazette",), (), "2031-06")
    toll = the(seeds, source=GAZETTE, relation="supports")
    assert (toll.said_by, toll.via, toll.said_on) == (("actor:boris-bord",), ("actor:hill-gazette",), "2031-06-02")


def test_what_is_not_written_has_its_documented_default(seeds: Seeds) -> None:
    claim = the(seeds, relation="claimsInfluenceOver")
    assert (claim.polarity, claim.modality, claim.confidence, claim.method) == ("affirmed", "asserted", 0.9, "manual")
    assert (claim.rank, claim.list_complete, claim.since, claim.note) == (None, None, "", "")
    assert the(seeds, object="issue:bordurian-naval-base", relation="drawsRedLine").list_complete is False


# Round trips ----------------------------------------------------------------------------------------


@given(entries())
def test_a_statement_comes_back_from_yaml(plain: dict[str, object]) -> None:
    entry = StatementEntry.model_validate(plain)
    dumped = entry.model_dump(mode="json", by_alias=True, exclude_none=True)
    document = read_yaml("x.yaml", yaml.safe_dump(dumped, sort_keys=False))
    assert document.faults == []
    assert StatementEntry.model_validate(document.value) == entry


@given(st.lists(entries(), max_size=3), texts)
def test_a_file_comes_back_from_yaml(items: list[dict[str, object]], title: str) -> None:
    source = {
        "id": "invented-2031",
        "title": title,
        "author": ["actor:cora-quill"],
        "kind": "op-ed",
        "date": "2031-05",
        "stance": "independent",
        "text_quality": "excerpt",
        "sha256": "0" * 64,
        "characters": 9,
    }
    file = StatementFile.model_validate({"source": source, "curator": "faultlines", "statements": items})
    dumped = file.model_dump(mode="json", by_alias=True, exclude_none=True)
    document = read_yaml("x.yaml", yaml.safe_dump(dumped))
    assert document.faults == []
    assert StatementFile.model_validate(document.value) == file


@pytest.mark.parametrize(
    "written",
    [
        "NO",
        "no",
        "Yes",
        "on",
        "null",
        "~",
        "1e3",
        "2021-07",
        "2021-07-09",
        "0x1F",
        "0755",
        "1_000",
        "12:30:45",
        ".inf",
        "<<",
        "=",
    ],
)
def test_strings_stay_strings(written: str) -> None:
    document = read_yaml("x.yaml", f"note: {written}\n{written}: x\nlist: [{written}]\n")
    assert document.value == {"note": written, written: "x", "list": [written]}


@pytest.mark.parametrize(("written", "meant"), [("true", True), ("false", False), ("no", False)])
def test_the_model_and_not_yaml_tells_yes_from_no(written: str, meant: bool) -> None:
    entry = "subject: actor:a\nrelation: x\nobject: actor:no\nat: [0, 1]\n"
    made = StatementEntry.model_validate(read_yaml("x.yaml", entry + f"list_complete: {written}").value)
    assert (made.list_complete, made.object) == (meant, "actor:no")


# Whatever a file holds ------------------------------------------------------------------------------

junk = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), texts, st.sampled_from(["actor:arland", "2031", "NO"])
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(texts, inner, max_size=3)),
    max_leaves=6,
)


@pytest.fixture
def small(world: Path) -> Path:
    """The world's lists without its statements, to be read many times."""
    for path in (world / "statements").iterdir():
        path.unlink()
    return world


def _faults(folder: Path, text: str) -> list[str]:
    (folder / "statements" / "junk.yaml").write_text(text, encoding="utf-8", newline="")
    return [str(f) for f in load_seeds(folder).faults if f.path.endswith("junk.yaml")]


def _one_line_each(faults: list[str]) -> None:
    for fault in faults:
        assert "\n" not in fault
        assert fault.rpartition("junk.yaml:")[2].split(":")[0].isdigit()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=junk, field=st.sampled_from([info.alias or n for n, info in StatementEntry.model_fields.items()]))
def test_a_wrong_value_in_any_field_is_a_fault_and_no_crash(small: Path, value: object, field: str) -> None:
    plain = {
        "subject": "actor:arland",
        "relation": "opposes",
        "object": "issue:strait-toll",
        "at": [0, 1],
        field: value,
    }
    block = yaml.safe_load((WORLD / "statements" / f"{COURIER}.yaml").read_text())["source"]
    block |= {"id": "junk", "date": "2031"}
    _one_line_each(_faults(small, yaml.safe_dump({"source": block, "curator": "x", "statements": [plain]})))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    value=st.one_of(
        junk, st.fixed_dictionaries({}, optional=dict.fromkeys(("source", "curator", "statements", "?"), junk))
    )
)
def test_a_file_of_any_shape_is_a_fault_and_no_crash(small: Path, value: object) -> None:
    faults = _faults(small, yaml.safe_dump(value))
    assert faults
    _one_line_each(faults)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.one_of(st.sampled_from(list(" \n\t-:[]{}&*!|>#'\"%@?,ab")), st.characters(codec="utf-8"))))
def test_a_file_of_any_text_is_a_fault_and_no_crash(small: Path, text: str) -> None:
    faults = _faults(small, text)
    assert faults
    _one_line_each(faults)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.one_of(st.binary(), texts.map(str.encode), texts.map(lambda t: f"id\tclass\tlabel\n{t}\t{t}".encode())))
def test_a_list_of_any_bytes_is_a_fault_and_no_crash(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "actors.tsv"
    path.write_bytes(data)
    faults: list[Any] = []
    found = read_table(path, "actors.tsv", faults)
    assert faults or not found
    assert all("\n" not in str(fault) for fault in faults)


# The folder -----------------------------------------------------------------------------------------


def test_a_folder_without_seeds_is_told_from_an_empty_one(tmp_path: Path) -> None:
    with pytest.raises(FaultlinesError, match="holds no seeds"):
        load_seeds(tmp_path)


def test_unsound_seeds_do_not_pass(world: Path) -> None:
    (world / "statements" / "junk.yaml").write_text("[]")
    with pytest.raises(Findings) as caught:
        load_seeds(world).sound()
    assert [fault.path for fault in caught.value.faults] == ["seeds/statements/junk.yaml"]


def test_candidates_are_no_part_of_the_graph(world: Path, seeds: Seeds) -> None:
    before = digest(world)
    (world / "candidates").mkdir()
    (world / "candidates" / "machine.yaml").write_text("statements: [this, is, [not, yet], checked]")
    assert load_seeds(world).sound().statements == seeds.statements
    assert digest(world) == before


@pytest.mark.parametrize(
    "change",
    [
        lambda seeds: (seeds / "actors.tsv").write_text("id\tclass\tlabel\n"),
        lambda seeds: (seeds / "actors.tsv").rename(seeds / "players.tsv"),
        lambda seeds: (seeds / "statements" / f"{COURIER}.yaml").unlink(),
        lambda seeds: (seeds / "statements" / "new.yaml").touch(),
    ],
    ids=["bytes", "name", "gone", "new"],
)
def test_the_digest_knows_every_change(world: Path, change: Any) -> None:
    before = digest(world)
    assert digest(world) == before == digest(WORLD)
    change(world)
    assert digest(world) != before


def test_the_digest_is_of_files_and_not_of_their_dates(world: Path) -> None:
    before = digest(world)
    (world / "notes.txt").write_text("about nothing")
    (world / "actors.tsv").touch()
    assert digest(world) == before
