"""Pairs of a sentence, what they are judged by, and which of them are given."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np
import pytest

from conftest import WORLD
from faultlines.extract.among import HEADS, NAMES, Among
from faultlines.extract.choose import Least, choose
from faultlines.extract.consider import consider, settle
from faultlines.extract.documents import Document
from faultlines.extract.judge import LEARNED, MEANT, WEIGHTS, Chances, Judge, judge
from faultlines.extract.pipeline import Extractor
from faultlines.extract.vectors import ROLES, WORDING
from faultlines.extract.wording import phrase
from faultlines.model import manner
from faultlines.terms import RELATIONS

ALL = Least(0.0, 0.0, 0.0)


def weights(relations: tuple[str, ...] = ("opposes", "supports"), **traits: dict[int, float]) -> dict[str, object]:
    """A judge of so many relations who knows these traits only, and no words; column 0 is the match."""
    columns, width = 1 + len(relations) + len(MEANT), HEADS
    table = [[its.get(i, 0.0) for i in range(columns)] for its in traits.values()]
    shapes = {"asked": (width, 3 * width), "alike": (2, HEADS), "wide": (width, width), "asked bias": 3 * width}
    return {
        "calibration": [1, 0],
        "relations": relations,
        "traits": list(traits),
        "table": np.reshape(table, (len(traits), columns)),
        "hidden": np.zeros((len(traits), width)),
        "out": np.zeros((width, columns)),
        "bias": np.zeros(columns),
        "hidden bias": np.zeros(width),
        "word traits": ["self", "named=State"],
        "word table": np.array([2.0, -2.0]),
        "words": np.zeros((2, width)),
        "word start": np.zeros(width),
        "word out": np.zeros(width),
        "word bias": np.full(1, -9.0),  # no word is kept, so that labels are those of the rules
        **{
            name: np.zeros(shapes.get(name, width if name.endswith(("bias", "weight")) else (width, width)))
            for name in NAMES
        },
    }


def chances(match: float, *relations: float) -> Chances:
    return Chances(match, relations, 0.0, [1.0, 0.0, 0.0, 0.0, 0.0])


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


def test_the_judge_adds_up_what_it_knows(extractor: Extractor) -> None:
    document = Document(name="case", text="Arland must protect the strait.", sha256="0" * 64, date="2031")
    (sentence,) = extractor.sentences(document)[1]
    pairs = list(consider(sentence.span, sentence.refs, sentence.drafts))
    by = Judge(weights(**{"last=dobj": {0: 2.0, 2: 1.0}, "class=Issue": {2: -3.0}}))
    for pair, found in zip(pairs, by("", 0, pairs), strict=True):
        match = 2.0 * ("last=dobj" in pair.traits)
        supports = ("last=dobj" in pair.traits) - 3.0 * ("class=Issue" in pair.traits)
        likely = [1 / (1 + math.exp(-x)) for x in (match, 0, supports)]
        assert [found.match, *found.relations] == pytest.approx(likely, abs=1e-6)
        assert found.denied == pytest.approx(0.5)
        assert found.modalities == pytest.approx([0.2] * 5)
    assert by("", 0, []) == []


def test_of_relations_the_likeliest_is_picked() -> None:
    by = Judge(weights())
    assert by.pick(chances(0.5, 0.2, 0.6)) == ("supports", pytest.approx(0.3))
    assert (
        by.pick(chances(0.5, 0.5, 0.6), said=["opposes"])[0] == "opposes"
    )  # a frame's word is taken against little doubt
    assert by.pick(chances(0.5, 0.1, 0.9), among={"opposes"}) == ("opposes", pytest.approx(0.05))


def test_a_word_of_a_label_is_judged_by_its_traits(extractor: Extractor) -> None:
    text = "Borduria wants a new toll of Arland."
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    (head,) = (t for t in sentence.span if t.text == "toll")
    words = phrase(head, sentence.refs)
    found = Judge(weights() | {"word bias": np.zeros(1)}).kept(text, sentence.span.start_char, head, words)
    chances = {"toll": 2, "new": 0, "Arland": -2}
    assert dict(zip((w.text for w in words), found, strict=True)) == {
        word: pytest.approx(1 / (1 + math.exp(-total))) for word, total in chances.items()
    }


def test_the_reader_knows_where_words_stand() -> None:
    text = "Arland's neighbours – unbelievably – oppose the toll."
    first, vectors = judge()._reader(text)  # type: ignore[misc]
    assert vectors.shape[:2] == (len(first), ROLES + WORDING)
    assert first[0] == -1
    assert {text.index(w) for w in text.split() if w[0].isalpha()} <= set(first)


def test_the_judge_reads_the_words(extractor: Extractor) -> None:
    """The same grammar with other words is judged otherwise."""

    def best(text: str) -> tuple[str, float]:
        (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
        found = consider(sentence.span, sentence.refs, sentence.drafts)
        pairs = [c for c in found if (c.pair.holder.label, c.pair.token.text) == ("Arland", "treaty")][:1]
        (found,) = judge()(sentence.span.text, sentence.span.start_char, pairs)
        return judge().pick(found)

    assert best("Arland welcomes the treaty.")[0] != best("Arland condemns the treaty.")[0]


def taking_the_vector_itself() -> dict[str, np.ndarray]:
    known = {name: np.asarray(value, dtype=float) for name, value in weights().items() if name in NAMES}
    known["norm weight"] += 1
    known["asked"][:, 2 * HEADS :] = known["taken"][:] = np.eye(HEADS)
    return known


def test_pairs_that_share_an_end_may_weigh_on_one_another() -> None:
    """The first two share their content."""
    known = taking_the_vector_itself()
    inner, spots, near = (
        np.diag([8.0, 4.0, 2.0, 1.0])[:3],
        np.array([[0, 1, 5], [0, 2, 5], [0, 3, 6]]),
        np.ones(3, bool),
    )
    plain = Among(known)(inner, spots, near)
    known["alike"][1] = 9.0  # the same content
    drawn = Among(known)(inner, spots, near)
    assert drawn[0][2] < plain[0][2]  # less of the third
    assert drawn[0][1] > plain[0][1]  # more of the second


def test_a_pair_across_clauses_sees_and_is_not_seen() -> None:
    known = taking_the_vector_itself()
    inner, spots, near = np.diag([8.0, 4.0, 2.0, 1.0])[:2], np.zeros((2, 3), int), np.array([True, False])
    both, alone = Among(known)(inner, spots, near), Among(known)(inner[:1], spots[:1], near[:1])
    assert both[0] == pytest.approx(alone[0])
    assert both[1][0] > 0


def test_how_it_is_meant_the_rules_say_but_for_what_is_unlikely(extractor: Extractor) -> None:
    likely, unlikely = [0.2, 0.2, 0.2, 0.2, 0.2], [0.05, 0.8, 0.05, 0.05, 0.05]

    def meant(text: str) -> list[str]:
        (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
        pair = next(
            c for c in consider(sentence.span, sentence.refs, sentence.drafts) if c.pair.holder.label == "Arland"
        )
        chances = [Chances(0.9, [], *c) for c in ((0.5, likely), (0.5, unlikely), (0.95, likely), (0.05, likely))]
        return [
            ", ".join(manner(draft.polarity, draft.modality)) for c in chances for draft in [settle(pair, "partyTo", c)]
        ]

    assert meant("Arland joins the league.") == ["", "forecast", "denied", ""]
    assert meant("Arland may join the league.") == ["possible", "possible", "denied, possible", "possible"]
    assert meant("Arland does not join the league.") == ["denied", "denied, forecast", "denied", "denied"]


def test_what_is_wished_is_an_attitude_held(extractor: Extractor) -> None:
    document = Document(name="case", text="Arland must keep the canal.", sha256="0" * 64, date="2031")
    (sentence,) = extractor.sentences(document)[1]
    pair = next(c for c in consider(sentence.span, sentence.refs, sentence.drafts) if c.pair.token.text == "canal")
    even = Chances(0.9, [], 0.0, [0.2] * 5)
    modalities = {r: settle(pair, r, even).modality for r in ("supports", "drawsRedLine", "partyTo")}
    assert modalities == {"supports": "asserted", "drawsRedLine": "asserted", "partyTo": "desired"}


def test_a_thing_stands_with_what_is_done_to_it(extractor: Extractor) -> None:
    """Nobody seeks the bloc he seeks to split; he opposes it, though."""
    document = Document(name="case", text="Arland is ready to split the northern bloc.", sha256="0" * 64, date="2031")
    (sentence,) = extractor.sentences(document)[1]
    pair = next(c for c in consider(sentence.span, sentence.refs, sentence.drafts) if c.pair.token.text == "bloc")
    sure = Chances(0.9, [], 0.0, [1.0, 0.0, 0.0, 0.0, 0.0])
    assert [settle(pair, r, sure).object.label for r in ("seeks", "opposes")] == [
        "Splitting northern bloc",
        "Northern bloc",
    ]


def test_of_whom_nobody_is_the_head(extractor: Extractor) -> None:
    """A judge who takes every pair for an office is held to persons, bodies, titles and the gazetteer."""
    always = weights(("headOf",))
    always["bias"] += np.array([9.0, 9.0] + [0.0] * len(MEANT))
    text = "The league of Arland angered President Ada Arlind, Boris Bord of Borduria and Cora Quill of the Toll Union."
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2021"))[1]
    given = {
        (d.subject.label, d.object.label) for d, _ in choose(sentence, Judge(always), ALL) if d.relation == "headOf"
    }
    assert ("Ada Arlind", "Arland") in given
    assert ("Boris Bord", "Borduria") in given
    assert not {(who, what) for who, what in given if who in ("Arland", "Borduria")}
    assert not {what for who, what in given if who == "Ada Arlind"} - {"Arland"}
    assert not {what for who, what in given if who == "Boris Bord"} & {"Arland"}


def test_nothing_is_given_that_the_shapes_refuse(extractor: Extractor) -> None:
    """Nobody seeks a state, however sure the judge is; the likeliest relation that two states can have is given."""
    always = weights(("criticizes", "seeks"), **{"class=State": {0: 18.0}})
    always["bias"] += np.array([-9.0, 3.0, 9.0] + [0.0] * len(MEANT))
    text = "Arland lost patience with Borduria."
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2021"))[1]
    given = {(d.subject.label, d.relation, d.object.label) for d, _ in choose(sentence, Judge(always), ALL)}
    assert ("Arland", "criticizes", "Borduria") in given
    assert not {end for _, relation, end in given if relation == "seeks"} & {"Arland", "Borduria"}


def test_calibration_moves_confidence_and_keeps_order() -> None:
    raw, scaled = Judge(weights()), Judge({**weights(), "calibration": [2, -1]})
    values = [0.05, 0.3, 0.6, 0.95]
    assert [raw.calibrated(v) for v in values] == pytest.approx(values, abs=1e-6)
    assert [scaled.calibrated(v) for v in values] == sorted(scaled.calibrated(v) for v in values)
    assert scaled.calibrated(0.5) == pytest.approx(1 / (1 + math.e))


def test_of_readings_of_the_same_words_one_is_given(extractor: Extractor) -> None:
    text = "Arland must protect the strait."
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    flat = list(choose(sentence, Judge(weights()), ALL))
    by = Judge(weights(**{"last=dobj": {0: 3.0}}))
    inner = [(d.subject.label, d.object.label) for d, _ in choose(sentence, by, ALL)]
    assert len({d.object.label for d, _ in flat if d.subject.label == "Arland"}) == 1
    assert ("Arland", "Strait") in inner
    assert list(choose(sentence, Judge(weights()), Least(0.9, 0.9, 0.9))) == []


def test_what_is_coordinated_is_given_each(extractor: Extractor) -> None:
    text = "Arland supports the toll tax, the grain treaty and the canal fund."
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    by = Judge(weights(**{"last=dobj": {0: 3.0}}))
    given = {d.object.label for d, _ in choose(sentence, by, ALL) if d.subject.label == "Arland"}
    assert given == {"Toll tax", "Grain treaty", "Canal fund"}


def test_what_a_frame_says_of_two_actors_may_be_less_sure(extractor: Extractor) -> None:
    text = "Arland threatens Borduria. Arland supports the toll tax."
    document = Document(name="case", text=text, sha256="0" * 64, date="2031")
    by = Judge(weights(("supports", "threatens")))
    given = [
        (d.relation, d.object.label)
        for s in extractor.sentences(document)[1]
        for d, _ in choose(s, by, Least(0.9, 0.9, 0.1))
    ]
    assert given == [("threatens", "Borduria")]


def test_a_threat_to_an_actor_stands_beside_what_is_threatened(extractor: Extractor) -> None:
    text = "Arland threatened to stop negotiations on the canal with Borduria."
    by = Judge(weights(("opposes", "threatens"), **{"last=dobj": {0: 3.0}}))
    document = Document(name="case", text=text, sha256="0" * 64, date="2031")
    (sentence,) = extractor.sentences(document)[1]
    given = {(d.relation, d.object.label) for d, _ in choose(sentence, by, ALL)}
    assert ("threatens", "Stopping negotiations on canal with Borduria") in given
    assert ("opposes", "Negotiations on canal with Borduria") in given


@pytest.mark.parametrize(
    ("text", "is_member"),
    [
        ("Arland rejects Borduria's membership of the Coastal League.", False),
        ("Borduria's membership of the Coastal League has lasted.", True),
    ],
)
def test_whose_membership_is_rejected_is_no_member(text: str, is_member: bool, extractor: Extractor) -> None:
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    by = Judge(weights(("memberOf", "opposes"), **{"last=dobj": {0: 3.0}}))
    given = {(d.subject.label, d.relation, d.object.label) for d, _ in choose(sentence, by, ALL)}
    assert (("Borduria", "memberOf", "Coastal League") in given) == is_member


def test_a_question_is_not_given(extractor: Extractor) -> None:
    document = Document(name="case", text="Does Arland support the toll tax?", sha256="0" * 64, date="2031")
    assert [d for s in extractor.sentences(document)[1] for d, _ in choose(s, judge(), ALL)] == []


def test_two_actors_of_a_sentence_are_considered_across_its_clauses(extractor: Extractor) -> None:
    text = "The toll of Arland, which has few friends, led to a crisis that ruined Borduria."
    found = [c[:3] for c in considered(extractor, text)]
    assert ("far actor", "Arland", "Borduria") in found
    assert not [c for c in found if c[0] == "far actor" and c[2] not in ("Arland", "Borduria")]


def test_a_speaker_may_mean_whatever_a_sentence_names(extractor: Extractor) -> None:
    text = "On behalf of the people of Arland I thank you. The crisis, which has hurt the grain trade, grew."
    found = {c[:3] for c in considered(extractor, text)}
    assert ("far speaker", "Arland", "Grain trade") in found
    assert not [c for c in considered(extractor, "The crisis has ruined the grain trade.") if c[0] == "far speaker"]


def test_the_weights_are_sound() -> None:
    with np.load(LEARNED / WEIGHTS) as shipped:
        assert set(map(str, shipped["relations"])) <= set(RELATIONS)
        assert shipped["table"].shape == (len(shipped["traits"]), 1 + len(shipped["relations"]) + len(MEANT))
        assert shipped["calibration"][0] > 0
        assert all(
            np.isfinite(shipped[name]).all() for name in ("table", "hidden", "out", "bias", "hidden bias", *NAMES)
        )


def test_whose_person_it_is_is_kept_wherever_it_is_said(extractor: Extractor) -> None:
    text = "Bordurian Prime Minister Rob Stone today accused Arland of restoring the toll."
    found = extractor(Document(name="case", text=text, sha256="0" * 64, date="2031-02-03"))
    (stone,) = [e for e in found.entities if e.label == "Rob Stone"]
    assert {s.relation for s in found.statements if s.subject == stone.id} >= {"headOf", "accuses"}
    assert stone.belongs_to == ("actor:borduria",)
