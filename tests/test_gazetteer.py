"""The gazetteer as data, and what the extractor makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import Run
from faultlines.extract.documents import Document
from faultlines.extract.names import Office, gazetteer
from faultlines.extract.pipeline import Extractor
from faultlines.extract.profile import profile
from faultlines.seeds import load_seeds
from faultlines.seeds.gazetteer import TABLES, gazetteer_faults, read_gazetteer

SEEDS = Path(__file__).parents[1] / "seeds"


def rows_of(table: str) -> list[dict[str, str]]:
    """The rows of one of our own tables."""
    return [dict(row.cells) for row in read_gazetteer(SEEDS, (), []) if row.table == table]


def test_our_own_has_no_faults() -> None:
    assert gazetteer_faults(load_seeds(SEEDS)) == []


@pytest.mark.parametrize("table", TABLES)
def test_rows_say_where_they_were_looked_up_and_stand_once_in_order(table: str) -> None:
    rows = rows_of(table)
    assert rows
    assert [r["id"] for r in rows if not r["looked_up"].strip()] == []
    ids = [r["id"] for r in rows]
    assert ids == sorted(ids)
    key = ("id", "office", "since", "state") if table == "offices" else ("id",)
    keys = [tuple(r.get(k, "") for k in key) for r in rows]
    assert len(keys) == len(set(keys))


STATES, OFFICES = "id\tclass\tlabel\taliases\n", "id\tlabel\tstate\toffice\tsince\n"
PLANTED = [
    ("states", b"", "states.tsv:1: no column id, class, label"),
    ("states", b"id\tclass\tlabel\tadjectivs\n", "states.tsv:1: unknown column 'adjectivs'; did you mean adjectives?"),
    ("states", b"id\tclass\tlable\n", "states.tsv:1: no column label"),
    ("states", STATES.encode() + b"actor:olm\tState\t\xd6lm\t\n", "states.tsv:1: is not UTF-8 (byte 39)"),
    ("states", f"{STATES}actor:olm\tState\tOlm\n".encode(), "states.tsv:2: 3 cells where the first line names 4"),
    ("states", f"{STATES}actor:olm\tstate\tOlm\t\n".encode(), "states.tsv:2: class 'state' does not fit actor"),
    (
        "bodies",
        b"id\tclass\tlabel\tstate\nactor:guard\tFaction\tGuard\tactor:arlnd\n",
        "bodies.tsv:2: state names unknown ",
    ),
    ("offices", f"{OFFICES}actor:ida\tIda\tactor:arland\tking\tsoon\n".encode(), "offices.tsv:2: since: 'soon' is no"),
    ("offices", f"{OFFICES}actor:ida\tIda\t\tking\t2031\n".encode(), "offices.tsv:2: actor:ida has no state"),
    ("state", STATES.encode(), "state.tsv:1: is not read; a gazetteer has states, "),
]


@pytest.mark.parametrize(("table", "data", "message"), PLANTED, ids=[message for *_, message in PLANTED])
def test_what_is_wrong_is_named_at_its_line(
    world: Path, run: Run, shapeless: None, table: str, data: bytes, message: str
) -> None:
    (world / "gazetteer" / f"{table}.tsv").write_bytes(data)
    checked = run("check")
    assert (checked.exit_code, checked.stdout) == (1, "")
    assert f"seeds/gazetteer/{message}" in checked.stderr
    records = world.parent / "empty.jsonl"
    records.write_text("")
    if table in TABLES:
        for command in (["extract", records], ["extract", "-"], ["evaluate", records, records]):
            result = run(*command, "--seeds", world, stdin="Arland trades.")
            assert (result.exit_code, result.stdout) == (1, "")
            assert result.stderr == checked.stderr


def test_a_folder_without_seeds_is_told(tmp_path: Path, run: Run) -> None:
    (tmp_path / "none").mkdir()
    (tmp_path / "empty.jsonl").write_text("")
    (tmp_path / "talk.txt").write_text("Arland trades.")
    empty = tmp_path / "empty.jsonl"
    for command in (["extract", "-"], ["extract", tmp_path / "talk.txt"], ["evaluate", empty, empty], ["check"]):
        result = run(*command, "--seeds", tmp_path / "none", stdin="Arland trades.")
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr == f"{tmp_path / 'none'}: holds no seeds (no *.tsv, no statements/*.yaml)\n"


def test_owners_of_bodies_and_offices_are_there() -> None:
    names = gazetteer(SEEDS.resolve())
    owners = {r["state"] for t in ("bodies", "offices") for r in rows_of(t) if r["state"]}
    assert sorted(owners - names.entities.keys()) == []


def test_every_member_of_the_united_nations_is_a_state_with_a_code() -> None:
    rows = [r for r in rows_of("states") if r["class"] == "State" and r["iso3"]]
    assert len(rows) >= 193
    assert {"France", "China", "Kenya", "Fiji"} <= {r["label"] for r in rows}


def test_who_held_an_office_depends_on_the_date() -> None:
    names = gazetteer(SEEDS.resolve())
    assert names.holder("actor:united-states", "head of state", "2019-05") == "actor:donald-trump"
    assert names.holder("actor:united-states", "head of state", "2022-05") == "actor:joe-biden"
    assert Office("a", "b", "c", "2012", "2016").held("2014-03")
    assert not Office("a", "b", "c", "2012", "2016").held("2017")


@pytest.mark.parametrize(
    ("text", "subject", "relation", "obj"),
    [
        ("Kenya has condemned the aggression of Eritrea.", "actor:kenya", "opposes", None),
        ("Berlin and Paris support the reform of the Security Council.", "actor:germany", "supports", None),
        ("The Brazilian government has imposed sanctions on Fiji.", "actor:brazil", "imposesSanctionsOn", "actor:fiji"),
        ("The White House criticized Hungary.", "actor:united-states", "criticizes", "actor:hungary"),
        ("Erdogan has accused Sweden of spying.", "actor:recep-tayyip-erdogan", "accuses", "actor:sweden"),
        ("NATO is deploying troops near Belarus.", "actor:nato", "deploysForcesNear", "actor:belarus"),
    ],
)
def test_the_world_is_linked(text: str, subject: str, relation: str, obj: str | None) -> None:
    extraction = Extractor(SEEDS, least=0.0)(Document(name="x", text=text, sha256="0" * 64, date="2022"))
    found = {s.object for s in extraction.statements if (s.subject, s.relation) == (subject, relation)}
    assert obj in found if obj else found


def test_a_state_and_its_pronoun_are_two_words() -> None:
    text = "Iran has attacked the US. It let us go."
    extraction = Extractor(SEEDS, least=0.0)(Document(name="x", text=text, sha256="0" * 64, author="France"))
    assert ("actor:iran", "actor:united-states") in {(s.subject, s.object) for s in extraction.statements}


def linked(text: str) -> set[str]:
    """The labels of all that a text names."""
    document = Document(name="x", text=text, sha256="0" * 64, date="2022")
    _, found = Extractor(SEEDS).sentences(document)
    return {mention.ref.label for sentence in found for mention in sentence.refs.at.values()}


@pytest.mark.parametrize(
    ("text", "named", "not_named"),
    [
        ("The Twentieth National Congress of China met.", "China", "US Congress"),
        ("Khalid bin Salman visited Kuwait.", "Kuwait", "Mohammed bin Salman"),
        ("Crown Prince bin Salman visited Kuwait.", "Mohammed bin Salman", ""),
        ("An order of JOSEPH R. BIDEN JR. came.", "Joe Biden", "JOSEPH R. BIDEN JR"),
        ("A flight to Minsk was diverted.", "Minsk (city)", "Journalist on the diverted flight"),
    ],
)
def test_a_part_of_a_longer_name_is_nobody_else(text: str, named: str, not_named: str) -> None:
    found = linked(text)
    assert named in found
    assert not_named not in found


@pytest.mark.parametrize(
    ("text", "speaks"),
    [
        ("It is vital that Arms control survives. Nobody may give it up.", False),
        ("We believe that it is vital. Our readers know it.", True),
        ("The minister said: “We believe that it is vital, and our allies and we know it.”", False),
    ],
)
def test_an_outlet_takes_a_side_only_where_it_says_we(text: str, speaks: bool) -> None:
    names = gazetteer(SEEDS.resolve())
    outlet = Document(name="x", text=text, sha256="0" * 64, author="Eurasia Daily Monitor")
    state = Document(name="x", text=text, sha256="0" * 64, author="France")
    assert (profile(outlet, names, SEEDS)[1].one is not None) == speaks
    assert profile(state, names, SEEDS)[1].many is not None


@pytest.mark.parametrize(
    ("name", "author", "text", "state"),
    [
        ("un/USA_78_2023.txt", "", "We stand by our allies. I thank you.", "actor:united-states"),
        ("un/USA_78_2023.txt", "", "The United States stands by its allies.", ""),
        ("un/USA_78_2023.txt", "Anna Keller", "We stand by our allies. I thank you.", ""),
        ("report_USA_2023.txt", "", "We stand by our allies. I thank you.", ""),
        ("IRN-sanctions.txt", "", "We stand by our allies. I thank you.", ""),
        ("PER.txt", "", "We stand by our allies. I thank you.", ""),
        ("news_08-MAR-2023.txt", "", "We stand by our allies. I thank you.", ""),
    ],
)
def test_a_state_is_the_author_by_its_code_only_of_an_address_in_the_general_debate(
    name: str, author: str, text: str, state: str
) -> None:
    document = Document(name=name, text=text, sha256="0" * 64, author=author)
    assert profile(document, gazetteer(SEEDS.resolve()), SEEDS)[0].author == ((state,) if state else ())
