"""The gazetteer as data, and what the extractor makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from faultlines.extract.documents import Document
from faultlines.extract.names import TABLES, Office, _rows, gazetteer
from faultlines.extract.pipeline import Extractor

SEEDS = Path(__file__).parents[1] / "seeds"


@pytest.mark.parametrize("table", TABLES)
def test_rows_say_where_they_were_looked_up_and_stand_once_in_order(table: str) -> None:
    rows = _rows(SEEDS / "gazetteer" / f"{table}.tsv")
    assert rows
    assert [r["id"] for r in rows if not r["looked_up"].strip()] == []
    ids = [r["id"] for r in rows]
    assert ids == sorted(ids)
    key = ("id", "office", "since", "state") if table == "offices" else ("id",)
    keys = [tuple(r.get(k, "") for k in key) for r in rows]
    assert len(keys) == len(set(keys))


def test_owners_of_bodies_and_offices_are_there() -> None:
    names = gazetteer(SEEDS.resolve())
    owners = {r["state"] for t in ("bodies", "offices") for r in _rows(SEEDS / "gazetteer" / f"{t}.tsv") if r["state"]}
    assert sorted(owners - names.entities.keys()) == []


def test_every_member_of_the_united_nations_is_a_state_with_a_code() -> None:
    rows = [r for r in _rows(SEEDS / "gazetteer" / "states.tsv") if r["class"] == "State" and r["iso3"]]
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
    found = {(s.subject, s.relation): s.object for s in extraction.statements}
    assert (subject, relation) in found
    assert obj is None or found[subject, relation] == obj


def test_a_state_and_its_pronoun_are_two_words() -> None:
    text = "Iran has attacked the US. It let us go."
    extraction = Extractor(SEEDS, least=0.0)(Document(name="x", text=text, sha256="0" * 64, author="France"))
    assert ("actor:iran", "actor:united-states") in {(s.subject, s.object) for s in extraction.statements}
