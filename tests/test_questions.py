"""Named questions on the real seeds: the answers that researchers wrote down come out exactly."""

from pathlib import Path

import pytest
import yaml

import faultlines as fl

CASES = yaml.load((Path(__file__).parent / "questions.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_answer(case, real_kg):
    result = fl.ask(real_kg, case["ask"], **case["with"])
    at = [result.variables.index(column) for column in case["columns"]]
    rows = [[row[i] for i in at] for row in result.rows(labels=True)]
    if case["match"] == "triads":
        assert {frozenset(row) for row in rows} == {frozenset(a.split("-")) for a in case["answers"]}
    elif case["match"] == "set":
        assert {value for row in rows for value in row} == set(case["answers"])
    else:
        assert list(dict.fromkeys(value for row in rows for value in row)) == case["answers"]
