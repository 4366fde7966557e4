"""Scoring: two sets of statements of the invented world's documents, with the numbers counted by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
import rdflib
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from conftest import WORLD
from faultlines import paths
from faultlines.commands.evaluate import evaluate as command
from faultlines.errors import FaultlinesError, Findings
from faultlines.evaluate import LEVELS, Scores, as_dict, evaluate, read_texts, text_report
from faultlines.evaluate.ends import End, Names
from faultlines.evaluate.match import assign
from faultlines.evaluate.places import Places, near, sentences
from faultlines.evaluate.read import read_all
from faultlines.evaluate.score import MUTUAL
from faultlines.evaluate.words import content, dice, normal
from faultlines.evaluate.world import known_entities
from faultlines.model import Entity
from faultlines.seeds import Seeds

TEXT = "Arland supports Borduria. Borduria opposes the toll! Carpania meets Borduria in Port Ard."
FIRST, SECOND, THIRD = (0, 25), (26, 52), (53, 89)


spans = st.builds(
    lambda start, length: (start, start + length), *(st.integers(1, 10**9) | st.integers(1, 3000) for _ in "ab")
)


def of(
    subject: str, relation: str, obj: str, span: tuple[int, int] = FIRST, document: str = "d", **more: Any
) -> dict[str, Any]:
    """A record with the least that is needed."""
    ends = {"subject_label": subject, "relation": relation, "object_label": obj}
    return {**ends, "source": document, "source_sha256": document, "spans": [list(span)], **more}


def scored(
    pred: list[dict[str, Any]], gold: list[dict[str, Any]], seeds: Seeds, text: str | None = TEXT
) -> dict[str, tuple[int, int, int]]:
    """Level → matched, predicted, gold."""
    scores = evaluate(pred, gold, seeds.entities.values(), {} if text is None else {"d": text})
    return {level: (s.found, s.predicted, s.gold) for level, s in scores.levels.items()}


def levels(pred: dict[str, Any], gold: dict[str, Any], seeds: Seeds) -> list[str]:
    """The levels at which one statement matches another."""
    return [level for level, (found, _, _) in scored([pred], [gold], seeds).items() if found]


# Levels ---------------------------------------------------------------------------------------------

ARLAND = of("Arland", "supports", "Borduria")


@pytest.mark.parametrize(
    ("pred", "gold", "reached"),
    [
        (ARLAND, ARLAND, "exact"),
        (of("Arland", "offers", "Borduria"), of("Arland", "supports", "Borduria", also=["offers"]), "accepted"),
        (of("Arland", "offers", "Borduria"), ARLAND, "family"),
        (of("Arland", "attacks", "Borduria"), ARLAND, "directed"),
        (of("Borduria", "supports", "Arland"), ARLAND, "pair"),
        (of("Carpania", "supports", "Arland"), ARLAND, None),
        (of("Borduria", "meetsWith", "Arland"), of("Arland", "meetsWith", "Borduria"), "exact"),
        (of("Borduria", "meetsWith", "Arland"), ARLAND, "directed"),
        (of("Arland", "supports", "Borduria", SECOND), ARLAND, None),
        (of("Arland", "supports", "Borduria", (20, 50)), ARLAND, None),
        (of("Arland", "supports", "Borduria", (5, 30)), ARLAND, "exact"),
    ],
)
def test_a_statement_matches_up_to_a_level(
    pred: dict[str, Any], gold: dict[str, Any], reached: str | None, seeds: Seeds
) -> None:
    strictest_first = LEVELS[::-1]
    expected = strictest_first[strictest_first.index(reached) :] if reached else ()
    assert tuple(levels(pred, gold, seeds)) == expected


def test_a_family_counts_by_any_relation_the_annotator_accepts(seeds: Seeds) -> None:
    gold = of("Arland", "supports", "Borduria", also=["attacks"])
    assert levels(of("Arland", "seizes", "Borduria"), gold, seeds) == ["family", "directed", "pair"]


def test_gold_with_several_spans_counts_in_each_of_them(seeds: Seeds) -> None:
    gold = {**ARLAND, "spans": [list(FIRST), list(THIRD)]}
    assert levels(of("Arland", "supports", "Borduria", THIRD), gold, seeds) == list(LEVELS[::-1])
    assert levels(of("Arland", "supports", "Borduria", SECOND), gold, seeds) == []


def test_what_is_said_twice_is_one_statement(seeds: Seeds) -> None:
    again = of("the ARLAND", "supports", "Borduria", THIRD)
    assert scored([ARLAND, again], [ARLAND], seeds)["exact"] == (1, 1, 1)
    assert scored([again], [ARLAND, again], seeds)["exact"] == (1, 1, 1)


def test_mutual_relations_are_those_of_the_ontology() -> None:
    graph = rdflib.Graph()
    for file in paths.ontology().glob("*.ttl"):
        graph.parse(file)
    fl = rdflib.Namespace("https://w3id.org/faultlines/ontology#")
    written = {str(s).rpartition("#")[2] for s in graph.subjects(fl.mutual, rdflib.Literal(True))}
    derived = {"contradicts", "agreesWith", "disagreesWith"}
    assert written - derived == set(MUTUAL)


# Ends -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Arland", "the Arland’s", True),
        ("ARLAND", "Port Ard", True),
        ("Ada Arlind", "Arland", True),  # an official stands for her state …
        ("Carpania", "Carpanian foreign ministry", True),  # … and the reverse
        ("Ada Arlind", "Boris Bord", False),
        ("Cora Quill", "Arland", False),  # a journalist does not
        ("Officials on the Hill", "Borduria", False),  # nor does a group
        ("government of Borduria", "Borduria", True),
        ("Borduria", "Bordurian naval base", False),
        ("Arland", "Arland's exit", False),
        ("Karpan", "Carpania", True),  # an ambiguous alias may be either
        ("Karpan", "Karpan Valley", True),
        ("Carpania", "Karpan Valley", False),
        ("Carpanian accession", "membership of Carpania in the Toll Union", True),
        ("a toll at the Narrow Strait", "Toll in the Narrow Strait", True),
        ("reform of the harbour council", "harbour council reforms", True),
        ("reform of the harbour council", "reform of the salt tax", False),
        ("Elsa Ford", "Ford", True),
        ("of", "the", False),
    ],
)
def test_ends_are_the_same_by_name_office_or_most_words(one: str, other: str, same: bool, seeds: Seeds) -> None:
    names = Names(seeds.entities.values())
    assert names.same(End("", one), End("", other)) is same
    assert names.same(End("", other), End("", one)) is same


def test_an_id_that_is_known_outweighs_its_label(seeds: Seeds) -> None:
    names = Names(seeds.entities.values())
    assert names.same(End("actor:carpania", "Karpan"), End("", "Carpania"))
    assert not names.same(End("actor:carpania", "Karpan"), End("", "Karpan Valley"))
    assert names.same(End("new:arland", "Arland"), End("actor:arland", "?"))


def test_who_belongs_to_one_another_in_a_circle_is_no_trouble() -> None:
    ring = [Entity(id=f"actor:{a}", cls="Person", label=a, belongs_to=(f"actor:{b}",)) for a, b in ("xy", "yx")]
    assert Names(ring).same(End("actor:x", "x"), End("actor:y", "y"))


def test_a_demonym_inside_an_issue_is_its_state() -> None:
    arland = Entity(id="actor:arland", cls="State", label="Arland", aliases=("Ardish",))
    assert Names([arland]).same(End("", "Ardish exit"), End("", "exit of Arland"))
    assert not Names([]).same(End("", "Ardish exit"), End("", "exit of Arland"))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("expansion of the fleet", "fleet expansions", 1.0),
        ("salt and pepper", "salt", 2 / 3),
        ("salt tax", "salt war of the north", 0.4),
        ("", "salt", 0.0),
    ],
)
def test_words_are_compared_by_their_stems(one: str, other: str, alike: float) -> None:
    assert dice(content(normal(one)), content(normal(other))) == pytest.approx(alike)


# Places ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three! Four", ["One. ", "Two? ", "Three! ", "Four"]),
        ("Mr. Bord met Dr. Quill. Then he left.", ["Mr. Bord met Dr. Quill. ", "Then he left."]),
        ("It rose 3.5 per cent. no more of it", ["It rose 3.5 per cent. no more of it"]),
        ("“Stop.” She left.", ["“Stop.” ", "She left."]),
        ("A heading\n\nA sentence\nover two lines.", ["A heading\n\n", "A sentence\nover two lines."]),
        ("We want:\n- salt\n- tolls", ["We want:\n", "- salt\n", "- tolls"]),
        ("", [""]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    starts = sentences(text)
    assert [text[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)] == parts


@given(st.text('Aa. \n!?-"U.S', max_size=60))
def test_sentences_cover_any_text_in_order(text: str) -> None:
    starts = sentences(text)
    assert starts[0] == 0
    assert starts == sorted(set(starts))
    assert all(start < len(text) for start in starts[1:])


def test_a_prediction_counts_where_it_overlaps_most_gold_wherever_it_touches() -> None:
    places = Places(TEXT)
    assert places.main_of([(20, 50)]) == {1}
    assert places.all_of([(20, 50)]) == {0, 1}
    assert places.main_of([FIRST, THIRD]) == {0, 2}
    assert places.main_of([(500, 510)]) == {2}  # beyond the text: it is the last sentence, not a crash


@pytest.mark.parametrize(("start", "found"), [(0, 1), (24, 1), (224, 1), (225, 1), (226, 0), (4000, 0)])
def test_without_the_text_spans_within_200_characters_match(start: int, found: int, seeds: Seeds) -> None:
    pred = of("Arland", "supports", "Borduria", (start, start + 9))
    assert scored([pred], [ARLAND], seeds, text=None)["exact"][0] == found


def test_without_the_text_a_span_of_any_length_is_compared_at_once(seeds: Seeds) -> None:
    """Its stretches are counted by the document's length, not by its own."""
    end = 2_000_000_000
    far = [of("Arland", "supports", "Borduria", span) for span in ((0, end), (end - 9, end), (end + 200, end + 209))]
    for pred, gold, found in [
        (far[0], ARLAND, 1),
        (ARLAND, far[0], 1),
        (far[0], far[1], 1),
        (far[1], far[0], 1),
        (far[2], far[0], 1),
        (far[2], far[1], 1),
        (far[1], ARLAND, 0),
        (ARLAND, far[1], 0),
    ]:
        assert scored([pred], [gold], seeds, text=None)["exact"][0] == found
    assert max(len(Places(None, end).all_of([span])) for span in ((0, end), (0, 9 * end))) < 2000


@given(st.lists(spans, min_size=1, max_size=3), st.lists(spans, min_size=1, max_size=3))
def test_what_is_near_shares_a_stretch(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    places = Places(None, max(end for _, end in one))
    assert not near(one, other) or places.all_of(one) & places.main_of(other)


# Counting -------------------------------------------------------------------------------------------


def test_one_prediction_matches_one_gold(seeds: Seeds) -> None:
    """The better fit first, yet never at the price of a match."""
    both = [ARLAND, of("Arland", "offers", "Borduria", also=["supports"])]
    assert scored([ARLAND], both, seeds)["accepted"] == (1, 1, 2)
    swapped = [ARLAND, of("Arland", "seeks", "Borduria")]
    takes_either = [
        of("Arland", "supports", "Borduria", also=["seeks"]),
        of("Arland", "offers", "Borduria", also=["supports"]),
    ]
    assert scored(swapped, takes_either, seeds)["accepted"] == (2, 2, 2)
    assert scored(swapped, takes_either, seeds)["exact"] == (1, 2, 2)


def test_arguable_gold_counts_neither_way(seeds: Seeds) -> None:
    arguable = of("Borduria", "opposes", "toll", SECOND, arguable=True)
    assert scored([ARLAND], [ARLAND, arguable], seeds)["accepted"] == (1, 1, 1)
    hit = of("Borduria", "opposes", "toll", SECOND)
    assert scored([ARLAND, hit], [ARLAND, arguable], seeds)["accepted"] == (1, 1, 1)
    other = of("Borduria", "violates", "toll", SECOND)
    assert scored([other], [ARLAND, arguable], seeds)["accepted"] == (0, 1, 1)
    assert scored([other], [ARLAND, arguable], seeds)["pair"] == (0, 0, 1)


def test_arguable_gold_takes_no_prediction_that_other_gold_needs(seeds: Seeds) -> None:
    arguable = of("Arland", "supports", "Borduria", arguable=True, polarity="denied")
    for gold in ([arguable, ARLAND], [ARLAND, arguable]):
        assert scored([{**ARLAND, "polarity": "denied"}], gold, seeds)["exact"] == (1, 1, 1)


def test_attributes_are_scored_on_accepted_matches(seeds: Seeds) -> None:
    gold = [
        of("Arland", "supports", "Borduria", said_by=["Ada Arlind"], modality="desired"),
        of("Borduria", "opposes", "toll", SECOND, said_by=["Boris Bord"], polarity="denied"),
        of("Carpania", "meetsWith", "Borduria", THIRD),
    ]
    pred = [
        of("Arland", "supports", "Borduria", said_by=["Arland"], modality="desired"),
        of("Borduria", "opposes", "toll", SECOND, said_by=["Ada Arlind", "Cora Quill"], modality="possible"),
        of("Carpania", "meetsWith", "Borduria", THIRD),
        of("Arland", "attacks", "Carpania", THIRD, modality="desired"),
    ]
    attributes = evaluate(pred, gold, seeds.entities.values(), {"d": TEXT}).attributes
    assert {name: (share.right, share.of) for name, share in attributes.items()} == {
        "polarity": (2, 3),
        "modality": (2, 3),
        "voice": (1, 2),
    }


def test_of_two_equal_relations_each_finds_its_own_meaning(seeds: Seeds) -> None:
    two = [ARLAND, {**ARLAND, "modality": "possible"}]
    scores = evaluate(two[::-1], two, seeds.entities.values(), {"d": TEXT})
    assert scores.attributes["modality"].value == 1


def test_by_relation_precision_is_the_predictions_and_recall_the_golds(seeds: Seeds) -> None:
    gold = [of("Arland", "supports", "Borduria", also=["offers"]), of("Borduria", "opposes", "toll", SECOND)]
    pred = [of("Arland", "offers", "Borduria"), of("Borduria", "opposes", "salt", SECOND)]
    relations = evaluate(pred, gold, seeds.entities.values(), {"d": TEXT}).relations
    assert {r: (s.precision, s.recall) for r, s in relations.items()} == {
        "supports": (0, 1),
        "offers": (1, 0),
        "opposes": (0, 0),
    }


def test_missed_and_spurious_are_listed_in_the_documents_order(seeds: Seeds) -> None:
    gold = [of("Carpania", "meetsWith", "Borduria", THIRD), of("Borduria", "opposes", "toll", SECOND), ARLAND]
    pred = [of("Arland", "attacks", "Borduria")]
    scores = evaluate(pred, gold, seeds.entities.values(), {"d": TEXT})
    assert [r["spans"][0][0] for r in scores.missed] == [0, 26, 53]
    assert [r["relation"] for r in scores.spurious] == ["attacks"]
    assert scores.matched == ()


def test_documents_that_the_gold_does_not_know_are_left_out(seeds: Seeds) -> None:
    elsewhere = of("Arland", "supports", "Borduria", document="other")
    scores = evaluate([elsewhere, ARLAND], [ARLAND], seeds.entities.values(), {"d": TEXT})
    assert (scores.left_out, scores.main.predicted, scores.by_sentence, scores.by_distance) == (1, 1, 1, 0)


def test_nothing_against_nothing_is_zero_not_a_crash(seeds: Seeds) -> None:
    scores = evaluate([], [], seeds.entities.values(), {})
    assert (scores.main.precision, scores.main.recall, scores.main.f1) == (0, 0, 0)
    assert scores.attributes["voice"].value is None
    assert "–" in text_report(scores)


@given(
    st.dictionaries(
        st.tuples(st.integers(0, 6), st.integers(0, 6)), st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=25
    ),
    st.frozensets(st.integers(0, 6)),
)
def test_each_level_has_as_many_matches_as_can_be(
    edges: Mapping[tuple[int, int], tuple[int, ...]], neutral: frozenset[int]
) -> None:
    found = assign(edges, neutral)
    for level, matching in found.items():
        allowed = [pair for pair, fit in edges.items() if fit[0] >= level]
        assert len(set(matching.values())) == len(matching)
        assert {(p, g) for g, p in matching.items()} <= set(allowed)

        def most(pairs: list[tuple[int, int]]) -> int:
            graph = nx.Graph((("p", p), ("g", g)) for p, g in pairs)
            top = [n for n in graph if n[0] == "p"]
            return len(nx.bipartite.hopcroft_karp_matching(graph, top)) // 2

        assert sum(g not in neutral for g in matching) == most([(p, g) for p, g in allowed if g not in neutral])
        assert len(matching) == most(allowed)


# Files ----------------------------------------------------------------------------------------------


def write(path: Path, records: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return path


def test_reviewed_statements_against_themselves_are_all_found(seeds: Seeds, documents: dict[str, str]) -> None:
    file = WORLD / "statements" / "courier-2031-05.yaml"
    records = read_all([file], seeds.entities)
    scores = evaluate(records, records, seeds.entities.values(), read_texts([], records))
    assert (scores.main.f1, scores.main.gold, scores.by_sentence) == (1, 15, 1)
    assert scores.attributes["voice"].value == 1


def test_records_from_yaml_and_jsonl_are_the_same_statements(seeds: Seeds, tmp_path: Path) -> None:
    records = read_all([WORLD / "statements" / "gazette-2031-06.yaml"], seeds.entities)
    again = read_all([write(tmp_path / "gold.jsonl", records)], seeds.entities)
    assert again == records


def test_a_texts_folder_is_searched_by_hash(seeds: Seeds, tmp_path: Path) -> None:
    records = read_all([WORLD / "statements" / "courier-2031-05.yaml"], seeds.entities)
    (tmp_path / "latin.txt").write_bytes(b"\xe9")
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "any name.txt").write_bytes((WORLD / "documents" / "courier-2031-05.txt").read_bytes())
    assert list(read_texts([tmp_path], records)) == [records[0]["source_sha256"]]
    assert read_texts([], records) == {}


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("[" * 100_000, "is not JSON"),
        ("9" * 5000, "is not JSON: a number too long"),
        ("[1]", "is not a record"),
        (json.dumps({**ARLAND, "relation": "suports"}), "did you mean supports?"),
        (json.dumps({**ARLAND, "also": ["opose"]}), "did you mean opposes?"),
        (json.dumps({**ARLAND, "relation": None}), "relation is missing"),
        (json.dumps({**ARLAND, "relation": ["x"]}), "is unknown"),
        (json.dumps({**ARLAND, "polarity": "denyed"}), "did you mean denied?"),
        (json.dumps({**ARLAND, "modality": {}}), "is none of"),
        (json.dumps({**ARLAND, "subject_label": None}), "subject_label is missing"),
        (json.dumps({**ARLAND, "subject_label": 3}), "subject_label must be a string"),
        (
            json.dumps({**ARLAND, "subject": "actor:arland", "subject_label": {"x": 1}}),
            "subject_label must be a string",
        ),
        (json.dumps({**ARLAND, "object": 3}), "object must be a string"),
        (json.dumps({**ARLAND, "source": 5}), "source must be a string"),
        (json.dumps({**ARLAND, "source": "a\0b"}), "source must be a string"),
        (json.dumps({**ARLAND, "source_sha256": 5}), "source_sha256 must be a string"),
        (json.dumps({**ARLAND, "object_label": "\ud800"}), "object_label must be a string"),
        (json.dumps({**ARLAND, "said_by": [5]}), "said_by must be a list of strings"),
        (json.dumps({**ARLAND, "said_by": "Arland"}), "said_by must be a list"),
        (json.dumps({**ARLAND, "spans": [[5, 5]]}), "spans must be"),
        (json.dumps({**ARLAND, "spans": []}), "spans must be"),
        (json.dumps({**ARLAND, "source": None, "source_sha256": None}), "names neither"),
    ],
)
def test_what_cannot_be_scored_is_named_by_its_line(line: str, words: str, tmp_path: Path, seeds: Seeds) -> None:
    file = tmp_path / "pred.jsonl"
    file.write_text(f"{json.dumps(ARLAND)}\n{line}\n\n{json.dumps({**ARLAND, 'relation': 'zz'})}\n")
    with pytest.raises(Findings) as caught:
        read_all([file], seeds.entities)
    first, second = str(caught.value).splitlines()
    assert first.startswith(f"{file}:2: ")
    assert words in first
    assert second == f"{file}:4: relation zz is unknown"


def test_a_file_that_is_no_text_is_one_clear_line(tmp_path: Path, seeds: Seeds) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"\xff\xfe{}")
    with pytest.raises(FaultlinesError, match="is not UTF-8"):
        read_all([tmp_path / "x.jsonl"], seeds.entities)


# Report and command ---------------------------------------------------------------------------------


@pytest.fixture
def scores(seeds: Seeds) -> Scores:
    gold = [ARLAND, of("Borduria", "opposes", "toll", SECOND, said_by=["Boris Bord"], modality="possible")]
    return evaluate([ARLAND], gold, seeds.entities.values(), {"d": TEXT})


def test_text_is_quoted_only_where_lists_are_wanted(scores: Scores) -> None:
    quoted = "“Borduria opposes the toll!”"
    assert quoted in text_report(scores, {"d": TEXT}, lists=True)
    assert quoted not in text_report(scores, {"d": TEXT})
    without = text_report(scores, lists=True)
    assert "Borduria | opposes | toll [possible] – Boris Bord  (d 26–52)" in without
    assert "Borduria opposes" not in without


def test_the_dictionary_is_json_and_holds_no_text(scores: Scores) -> None:
    told = json.loads(json.dumps(as_dict(scores)))
    assert list(told["levels"]) == list(LEVELS[::-1])
    assert told["levels"]["accepted"] == {
        "precision": 1.0,
        "recall": 0.5,
        "f1": 0.6667,
        "predicted": 1,
        "gold": 2,
        "matched": 1,
        "recalled": 1,
    }
    assert told["missed"][0]["object_label"] == "toll"
    assert "Borduria opposes" not in json.dumps(told)


def call(*arguments: object) -> Result:
    result = CliRunner().invoke(command, [*map(str, arguments), "--seeds", str(WORLD)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_command_scores_two_files(tmp_path: Path) -> None:
    pred = write(tmp_path / "pred.jsonl", [ARLAND])
    gold = write(tmp_path / "gold.jsonl", [ARLAND, of("Borduria", "opposes", "toll", SECOND)])
    told = call(pred, gold).output
    assert "accepted (main figure)     1.000   0.500  0.667" in told
    assert "1 by distance of spans, as their text is not at hand" in told
    assert json.loads(call(pred, gold, "-f", "json").output)["levels"]["pair"]["f1"] == 0.6667
    more = write(tmp_path / "more.jsonl", [of("Arland", "supports", "Borduria", document="e")])
    assert json.loads(call(pred, gold, more, "-f", "json").output)["levels"]["pair"]["gold"] == 3


def test_the_command_finds_the_documents_in_a_folder(tmp_path: Path) -> None:
    file = WORLD / "statements" / "courier-2031-05.yaml"
    told = call(file, file, "--text", WORLD / "documents", "--show").output
    assert "documents: 1 by sentence" in told
    assert "missed: 0" in told


@pytest.mark.parametrize("length", [1, 16_000 - 32])
def test_a_thousand_against_a_thousand(length: int) -> None:
    """All of them in one sentence, or spread over a document; no search grows too deep, none is lost."""
    text = "Arland supports Borduria today. " * 500

    def many(relation: str) -> list[dict[str, Any]]:
        return [
            of("Arland", relation, f"toll{i // 2}x", (32 * i % length, 32 * i % length + 20), about=[str(i)])
            for i in range(1000)
        ]

    scores = evaluate(many("supports"), many("seeks")[:600], [], {"d": text})
    assert {level: s.found for level, s in scores.levels.items()} == {
        "exact": 0,
        "accepted": 0,
        "family": 600,
        "directed": 600,
        "pair": 600,
    }
    assert evaluate(many("supports"), many("supports"), [], {"d": text}).main.found == 1000


def test_candidates_are_scored_by_the_labels_of_their_new_things(tmp_path: Path, seeds: Seeds) -> None:
    reviewed = (WORLD / "statements" / "courier-2031-05.yaml").read_text(encoding="utf-8")
    things = "entities:\n  - {id: new:strait-tax, class: Issue, label: a Toll in the Narrow Straits}\nstatements:"
    candidates = reviewed.replace("\nstatements:", f"\n{things}").replace("issue:strait-toll", "new:strait-tax")
    (tmp_path / "courier-2031-05.yaml").write_text(candidates, encoding="utf-8")
    pred = read_all([tmp_path / "courier-2031-05.yaml"], seeds.entities)
    gold = read_all([WORLD / "statements" / "courier-2031-05.yaml"], seeds.entities)
    assert evaluate(pred, gold, seeds.entities.values(), {}).main.f1 == 1


def test_the_gazetteer_names_ends_too(tmp_path: Path) -> None:
    for file in WORLD.glob("*.tsv"):
        (tmp_path / file.name).write_bytes(file.read_bytes())
    folder = tmp_path / "gazetteer"
    folder.mkdir()
    (folder / "states.tsv").write_text(
        "id\tclass\tlabel\taliases\tadjectives\tpeople\tcapitals\n"
        "actor:elbonia\tState\tElbonia\t\tElbonian\tElbonians\tMarsh\n"
        "actor:arland\tState\tArland\t\tArdish\t\t\n"
    )
    (folder / "offices.tsv").write_text(
        "id\tlabel\taliases\tstate\toffice\tsince\tuntil\nactor:edda\tEdda Storm\t\tactor:elbonia\tking\t2030\t\n"
    )
    names = Names(known_entities(tmp_path).values())
    for one, other in (
        ("Elbonians", "Marsh"),
        ("Edda Storm", "Elbonia"),
        ("Ardish", "Port Ard"),
        ("strait toll", "Toll in the Strait"),
    ):
        assert names.same(End("", one), End("", other)), (one, other)
    assert not names.same(End("", "Storm"), End("", "Edda Storm"))
