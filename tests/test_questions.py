"""Named questions on the real seeds: the answers that researchers wrote down come out exactly, in two engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import rdflib
import yaml

import faultlines as fl
from faultlines.exports import export
from faultlines.queries import bind, question, questions
from faultlines.store import KnowledgeGraph
from faultlines.terms import PREFIXES, short

CASES = yaml.load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def test_every_question_has_an_expected_answer() -> None:
    assert {case["ask"] for case in CASES} == set(questions())
    assert len(questions()) >= 60


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_answer(case: dict[str, Any], real_kg: KnowledgeGraph) -> None:
    result = fl.ask(real_kg, case["ask"], **case["with"])
    at = [result.variables.index(column) for column in case["columns"]]
    rows = [[row[i] for i in at] for row in result.rows(labels=True)]
    if case["match"] == "triads":
        assert {frozenset(row) for row in rows} == {frozenset(a.split("-")) for a in case["answers"]}
    elif case["match"] == "set":
        assert {value for row in rows for value in row} == set(case["answers"])
    elif case["match"] == "ordered":
        assert list(dict.fromkeys(value for row in rows for value in row)) == case["answers"]
    else:
        shown = list(dict.fromkeys(tuple("" if value is None else str(value) for value in row) for row in rows))
        expected = [tuple(row) for row in case["answers"]]
        assert len(set(expected)) == len(expected)
        assert (shown if case["match"] == "table" else set(shown)) == (
            expected if case["match"] == "table" else set(expected)
        )


@pytest.fixture(scope="module")
def in_rdflib(real_kg: KnowledgeGraph) -> rdflib.Graph:
    """The whole graph in rdflib's own memory, where its own engine answers."""
    graph = rdflib.Graph()
    graph.parse(data=export(real_kg, "turtle"), format="turtle")
    return graph


FIRST = list({case["ask"]: case for case in reversed(CASES)}.values())
"""One case a question: rdflib takes a second where the store takes milliseconds."""


@pytest.mark.parametrize("case", FIRST, ids=[case["ask"] for case in FIRST])
def test_another_engine_answers_the_same(
    case: dict[str, Any], real_kg: KnowledgeGraph, in_rdflib: rdflib.Graph
) -> None:
    bound = bind(real_kg, question(case["ask"]), case["with"])
    ours = [[None if term is None else short(term.value) for term in row] for row in real_kg.query(bound)]
    theirs = [
        [None if term is None else short(str(term)) for term in row]
        for row in in_rdflib.query(bound, initNs=dict(PREFIXES))
    ]
    assert sorted(theirs, key=str) == sorted(ours, key=str)
