"""What issues are called: the words that a human would write, and none where they would say nothing."""

from __future__ import annotations

import pytest

from conftest import WORLD
from faultlines.extract.compose import worded
from faultlines.extract.documents import Document
from faultlines.extract.labels import issue
from faultlines.extract.pipeline import Extractor
from faultlines.extract.wording import complete, phrase


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


@pytest.mark.parametrize(
    ("text", "word", "kept", "wanted"),
    [
        ("Arland has a vision for the whole western basin.", "vision", "western basin", "Western basin"),
        ("Arland puts an end at once to the toll on ships.", "puts", "end toll ships", "End to toll on ships"),
        ("Arland wants the rights of the peoples of the basin.", "rights", "rights basin", "Rights of basin"),
        ("Arland wants a basin that is free, open and quiet.", "basin", "basin free open", "Basin free and open"),
        ("Arland wants a free, open and quiet basin.", "basin", "basin free open quiet", "Free open and quiet basin"),
        ("Arland calls for Borduria to lift the toll.", "lift", "Borduria lift toll", "Borduria lifting toll"),
        ("Arland fears that Borduria is a danger.", "is", "Borduria is danger", "Borduria being danger"),
        ("Arland supports nuclear non-proliferation.", "non-proliferation", "non-proliferation", "Non-proliferation"),
        ("Arland demands that the toll be lifted at last.", "lifted", "toll lifted", "Lifting toll"),
        ("Arland insists on its right to close the canal.", "right", "right close canal", "Right to close canal"),
        ("Arland insists on its right to close the canal.", "right", "its right", "Arland's right"),
        ("Arland insists on not taxing ships from Borduria.", "taxing", "taxing ships", "Taxing ships"),
        ("Arland fears a league that does not share the toll.", "league", "league share toll", "League not share toll"),
        ("Arland seeks a two-basin solution.", "solution", "two basin solution", "Two-basin solution"),
        ("Arland seeks a two-basin solution.", "solution", "basin solution", "Basin solution"),
    ],
)
def test_a_label_of_chosen_words(text: str, word: str, kept: str, wanted: str, extractor: Extractor) -> None:
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    (head,) = (t for t in sentence.span if t.text == word)
    words = phrase(head, sentence.refs)
    places = {w.token.i for w in words if w.token.text in kept.split()}
    assert worded(head, places, {w.token.i for w in words}, sentence.refs) == wanted


@pytest.mark.parametrize(
    ("text", "word", "kept", "relation", "wanted"),
    [
        ("Arland wants to lift the siege of ports.", "lift", "siege", "seeks", "Lifting siege of ports"),
        ("Arland seeks a two-basin solution.", "solution", "basin solution", "seeks", "Two-basin solution"),
        ("Arland wants to promote free trade.", "promote", "free trade", "seeks", "Free trade"),
        ("Arland wants to promote free trade.", "promote", "free trade", "opposes", "Promoting free trade"),
        ("Arland wants a basin that all ships may use.", "basin", "basin ships", "seeks", "Basin"),
        ("Arland supports the previous treaty.", "treaty", "treaty", "supports", "Previous treaty"),
        (
            "Arland attends the Upper Basin Conference.",
            "Conference",
            "Basin Conference",
            "supports",
            "Upper Basin Conference",
        ),
        ("Arland supports the return of the envoys.", "return", "return", "supports", "Return of envoys"),
        ("Arland wants talks of Bord and Ada.", "talks", "talks Bord", "seeks", "Talks of Bord and Ada"),
    ],
)
def test_what_makes_another_thing_of_a_word_stays_with_it(
    text: str, word: str, kept: str, relation: str, wanted: str, extractor: Extractor
) -> None:
    (sentence,) = extractor.sentences(Document(name="case", text=text, sha256="0" * 64, date="2031"))[1]
    (head,) = (t for t in sentence.span if t.text == word)
    words = phrase(head, sentence.refs)
    places = complete(head, {w.token.i for w in words if w.token.text in kept.split()}, words, relation)
    assert worded(head, places, {w.token.i for w in words}, sentence.refs) == wanted
