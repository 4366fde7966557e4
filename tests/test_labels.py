"""What issues are called: the words that a human would write, and none where they would say nothing."""

from __future__ import annotations

import pytest

from conftest import WORLD
from faultlines.extract.documents import Document
from faultlines.extract.labels import issue
from faultlines.extract.pipeline import Extractor


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(WORLD)


@pytest.mark.parametrize(
    ("text", "word", "wanted"),
    [
        (
            "The Arlandic navy must maintain long, open, permanent, professional and non-political cooperation.",
            "cooperation",
            "Long open permanent professional and non-political cooperation",
        ),
        (
            "Arland wants the opening of the western canal to ships of all neighbours under the treaty of the league.",
            "opening",
            "Opening of western canal to ships of neighbours",
        ),
        ("Arland proposed the creation and operation of a joint court.", "operation", "Operation of joint court"),
        ("Arland set itself at this stage the goal of peace.", "set", "Arland setting goal of peace"),
        ("Arland limits the toll.", "limits", "Arland limiting toll"),
        ("Arland upholds the right to self-determination.", "right", "Right to self-determination"),
        ("Borduria offered one to Arland.", "one", None),
        ("This is the ground on which Arland stands.", "stands", None),
        ("Arland seeks a relationship.", "relationship", None),
        ("Arland seeks a relationship of trust.", "relationship", "Relationship of trust"),
    ],
)
def test_what_an_issue_is_called(text: str, word: str, wanted: str | None, extractor: Extractor) -> None:
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    (token,) = (t for t in sentence.span if t.text == word)
    found = issue(token, sentence.refs)
    assert (found and found.label) == wanted
