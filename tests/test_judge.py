"""Pairs of a sentence, what they are judged by, and which of them are given."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator

import pytest

from conftest import WORLD
from faultlines.extract.choose import choose
from faultlines.extract.consider import consider
from faultlines.extract.documents import Document
from faultlines.extract.judge import WEIGHTS, Judge, judge
from faultlines.extract.pipeline import Extractor
from faultlines.terms import RELATIONS


def weights(**traits: dict[str, float]) -> dict[str, object]:
    """A judge of two relations who knows these traits only; column 0 is the match."""
    return {"calibration": [1, 0], "relations": ["opposes", "supports"], "bias": [0, 0, 0], "traits": traits}


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(WORLD, least=0.0)


def considered(extractor: Extractor, text: str) -> Iterator[tuple[str, str, str, set[str]]]:
    for sentence in extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]:
        for c in consider(sentence.span, sentence.refs, sentence.drafts):
            yield c.pair.kind, c.pair.holder.label, c.pair.content.label, {v.relation for v in c.votes}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Arland must protect the strait.", ("subject", "Arland", "Strait", set())),
        ("Arland wants to keep the toll tax.", ("subject", "Arland", "Toll tax", set())),
        ("Bordurian threats to Arland grew.", ("owner", "Borduria", "Arland", {"threatens"})),
        ("The canal was closed by Arland.", ("agent", "Arland", "Canal", set())),
        ("Arland's policy serves the grain treaty.", ("behalf", "Arland", "Grain treaty", set())),
    ],
)
def test_a_holder_and_what_lies_below_its_clause(
    text: str, pair: tuple[str, str, str, set[str]], extractor: Extractor
) -> None:
    kind, holder, content, votes = pair
    found = [c for c in considered(extractor, text) if c[:3] == (kind, holder, content)]
    assert found, list(considered(extractor, text))
    assert votes <= set.union(*(c[3] for c in found))


def test_every_draft_of_a_frame_is_considered(extractor: Extractor) -> None:
    text = "Arland supports the toll tax and opposes the Bordurian naval base. Borduria rejected Arland's demands."
    _, drafts = extractor.drafts(Document(name="case", text=text, sha256="0" * 64, date="2031"))
    votes = {(holder, relation) for _, holder, _, said in considered(extractor, text) for relation in said}
    assert votes == {(d.subject.label, d.relation) for _, d in drafts}
    assert votes


def test_the_judge_adds_up_traits_it_knows() -> None:
    by = Judge(weights(good={"0": 2.0, "2": 1.0}, bad={"2": -3.0}))
    relation, sure = by({"good": 1.0, "unheard of": 1.0}, [])
    assert relation == "supports"
    assert sure == pytest.approx(1 / (1 + math.exp(-2)) * 1 / (1 + math.exp(-1)), abs=1e-6)
    assert by({"good": 1.0, "bad": 1.0}, [])[0] == "opposes"
    assert by({"good": 1.0, "bad": 1.0}, ["supports"])[0] == "supports"  # a frame's word is taken against little doubt


def test_calibration_moves_confidence_and_keeps_order() -> None:
    raw, scaled = Judge(weights()), Judge({**weights(), "calibration": [2, -1]})
    values = [0.05, 0.3, 0.6, 0.95]
    assert [raw.calibrated(v) for v in values] == pytest.approx(values, abs=1e-6)
    assert [scaled.calibrated(v) for v in values] == sorted(scaled.calibrated(v) for v in values)
    assert scaled.calibrated(0.5) == pytest.approx(1 / (1 + math.e))


def test_of_readings_of_the_same_words_one_is_given(extractor: Extractor) -> None:
    text = "Arland must protect the strait."
    for sentence in extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]:
        flat = list(choose(sentence, Judge(weights()), 0.0, 0.0))
        by = Judge(weights(**{"last=dobj": {"0": 3}}))
        inner = [(d.subject.label, d.object.label) for d, _ in choose(sentence, by, 0.0, 0.0)]
        assert len({d.object.label for d, _ in flat if d.subject.label == "Arland"}) == 1
        assert ("Arland", "Strait") in inner
        assert list(choose(sentence, Judge(weights()), 0.9, 0.9)) == []


def test_what_is_coordinated_is_given_each(extractor: Extractor) -> None:
    text = "Arland supports the toll tax, the grain treaty and the canal fund."
    for sentence in extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]:
        by = Judge(weights(**{"last=dobj": {"0": 3}}))
        given = {d.object.label for d, _ in choose(sentence, by, 0.0, 0.0) if d.subject.label == "Arland"}
        assert given == {"Toll tax", "Grain treaty", "Canal fund"}


def test_what_a_frame_says_of_two_actors_may_be_less_sure(extractor: Extractor) -> None:
    text = "Arland threatens Borduria. Arland supports the toll tax."
    document = Document(name="case", text=text, sha256="0" * 64, date="2031")
    by = Judge({**weights(), "relations": ["supports", "threatens"]})
    given = [(d.relation, d.object.label) for s in extractor.sentences(document)[1] for d, _ in choose(s, by, 0.9, 0.1)]
    assert given == [("threatens", "Borduria")]


def test_a_threat_to_an_actor_stands_beside_what_is_threatened(extractor: Extractor) -> None:
    text = "Arland threatened to stop negotiations on the canal with Borduria."
    by = Judge({**weights(**{"last=dobj": {"0": 3}}), "relations": ["opposes", "threatens"]})
    document = Document(name="case", text=text, sha256="0" * 64, date="2031")
    (sentence,) = extractor.sentences(document)[1]
    given = {(d.relation, d.object.label) for d, _ in choose(sentence, by, 0.0, 0.0)}
    assert ("threatens", "Stopping negotiations on canal with Borduria") in given
    assert ("opposes", "Negotiations on canal with Borduria") in given


def test_a_question_is_not_given(extractor: Extractor) -> None:
    document = Document(name="case", text="Does Arland support the toll tax?", sha256="0" * 64, date="2031")
    assert [d for s in extractor.sentences(document)[1] for d, _ in choose(s, judge(), 0.0, 0.0)] == []


def test_the_weights_are_sound() -> None:
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    assert set(shipped["relations"]) <= set(RELATIONS)
    assert len(shipped["bias"]) == len(shipped["relations"]) + 1
    assert shipped["calibration"][0] > 0
    values = [w for columns in shipped["traits"].values() for w in columns.values()]
    assert all(math.isfinite(w) and w for w in values)
    assert {int(c) for columns in shipped["traits"].values() for c in columns} <= set(range(len(shipped["bias"])))
