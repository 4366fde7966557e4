"""A statement's key says what was said; its record has just the fields that are documented."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given

from faultlines.model import Entity, Source, Statement, record
from faultlines.terms import Modality, Polarity
from strategies import confidences, dates, several, spans, statements, texts

PLAIN = Statement(subject="actor:arland", relation="opposes", object="issue:strait-toll", source="courier-2031-05")

CHANGES: dict[str, Any] = {
    "subject": "actor:borduria",
    "relation": "supports",
    "object": "issue:free-passage",
    "source": "gazette-2031-06",
    "about": ("issue:free-passage",),
    "to": ("actor:borduria",),
    "instrument": ("event:salt-embargo",),
    "motivation": ("issue:lighthouse-affair",),
    "condition": ("0123456789abcdef",),
    "unless": ("0123456789abcdef",),
    "responds_to": ("0123456789abcdef",),
    "advances": ("0123456789abcdef",),
    "rank": 1,
    "polarity": Polarity.DENIED,
    "modality": Modality.DESIRED,
    "said_by": ("actor:ada-arlind",),
    "via": ("actor:cora-quill",),
    "list_complete": False,
    "since": "2031",
    "until": "2031",
}
"""A change of each field that says something else."""

SILENT: dict[str, Any] = {
    "confidence": 0.3,
    "said_on": "2031-05-03",
    "inferred": ("since",),
    "spans": ((3, 9),),
    "method": "extract-1.0",
    "note": "Read twice.",
    "retired": "2031-07-01: misread",
    "grounds": ("0123456789abcdef",),
}
"""A change of each field that says nothing else."""


def changed(statement: Statement, **changes: Any) -> Statement:
    return dataclasses.replace(statement, **changes)


def test_every_field_either_changes_the_key_or_does_not() -> None:
    assert CHANGES.keys() | SILENT.keys() == {field.name for field in dataclasses.fields(Statement)}
    assert not CHANGES.keys() & SILENT.keys()


@pytest.mark.parametrize("field", CHANGES)
def test_another_statement_makes_a_new_key(field: str) -> None:
    assert changed(PLAIN, **{field: CHANGES[field]}).key != PLAIN.key


@pytest.mark.parametrize("field", SILENT)
def test_a_better_reading_keeps_the_key(field: str) -> None:
    assert changed(PLAIN, **{field: SILENT[field]}).key == PLAIN.key


def test_one_value_in_two_fields_gives_two_keys() -> None:
    fields = [f for f, value in CHANGES.items() if value == ("0123456789abcdef",)]
    assert len({changed(PLAIN, **{f: CHANGES[f]}).key for f in fields}) == len(fields) > 1


def test_a_closed_an_open_and_an_unspoken_list_are_three() -> None:
    assert len({changed(PLAIN, list_complete=value).key for value in (True, False, None)}) == 3


def test_keys_stay_as_they_were_published() -> None:
    """Notes, reviews and links elsewhere hold keys: if this fails, every key in the world has changed."""
    full = changed(PLAIN, **CHANGES)
    assert (PLAIN.key, full.key) == ("09637cd1d622af2d", "8786ee21202a90d7")


@given(statements, statements)
def test_keys_are_equal_just_where_what_is_said_is_equal(one: Statement, two: Statement) -> None:
    def said(s: Statement) -> dict[str, Any]:
        return {**{field: getattr(s, field) for field in CHANGES}, "rule": s.method if s.derived else ""}

    assert (one.key == two.key) == (said(one) == said(two))


@given(statements, texts, confidences, dates, several(dates), spans)
def test_notes_spans_and_doubts_never_touch_the_key(
    statement: Statement, note: str, confidence: float, said_on: str, retired: tuple[str, ...], span: tuple[int, int]
) -> None:
    other = changed(
        statement,
        note=note,
        confidence=confidence,
        said_on=said_on,
        spans=(span,),
        inferred=(),
        grounds=(),
        retired=": ".join(retired),
    )
    assert other.key == statement.key


@given(statements)
def test_only_the_chain_of_voices_has_an_order(statement: Statement) -> None:
    for field in ("about", "to", "instrument", "motivation", "condition", "advances", "said_by"):
        turned = changed(statement, **{field: getattr(statement, field)[::-1]})
        assert (turned, turned.key) == (statement, statement.key)
    chain = changed(statement, via=("actor:a", "actor:b"))
    assert chain.key != changed(chain, via=("actor:b", "actor:a")).key


def test_a_conclusion_is_told_apart_by_its_rule_and_not_by_its_grounds() -> None:
    one = changed(PLAIN, method="rule:drawn-lines", grounds=("0123456789abcdef",))
    assert one.derived
    assert one.key != PLAIN.key
    assert one.key != changed(one, method="rule:lifted-ties").key
    assert one.key == changed(one, grounds=("0123456789abcdef", "fedcba9876543210")).key


def test_only_affirmed_and_asserted_statements_are_plain() -> None:
    plain = [(p, m) for p in Polarity for m in Modality if changed(PLAIN, polarity=p, modality=m).plain]
    assert plain == [(Polarity.AFFIRMED, Modality.ASSERTED)]
    assert changed(PLAIN, method="rule:drawn-lines").plain
    assert not changed(PLAIN, method="rule:lifted-ties").plain


@pytest.mark.parametrize(
    ("author", "publisher", "voice"),
    [
        (("actor:a",), "actor:p", ("actor:a",)),
        ((), "actor:p", ("actor:p",)),
        ((), "", ()),
    ],
)
def test_a_source_speaks_by_its_author_else_by_its_publisher(
    author: tuple[str, ...], publisher: str, voice: tuple[str, ...]
) -> None:
    source = Source(
        id="x",
        title="X",
        kind="op-ed",
        date="2031",
        stance="?",
        text_quality="original",
        sha256="0" * 64,
        characters=1,
        curator="faultlines",
        author=author,
        published_first_by=publisher,
    )
    assert source.voice == voice


def test_values_are_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAIN.note = "x"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        Entity(id="actor:a", cls="State", label="A").label = "B"  # type: ignore[misc]


RECORD = [
    "key",
    "subject",
    "subject_label",
    "subject_type",
    "relation",
    "object",
    "object_label",
    "object_type",
    "about",
    "to",
    "instrument",
    "motivation",
    "condition",
    "unless",
    "responds_to",
    "advances",
    "rank",
    "polarity",
    "modality",
    "said_by",
    "said_by_ids",
    "via",
    "via_ids",
    "said_on",
    "since",
    "until",
    "source",
    "source_sha256",
    "start",
    "end",
    "spans",
    "confidence",
    "method",
    "note",
]
"""The public format; other people's programs read it."""


@given(statements)
def test_the_record_has_the_documented_fields_in_their_order(statement: Statement) -> None:
    made = record(statement, {}, lambda source: "")
    assert list(made) == RECORD
    assert "" not in made.values()
    assert json.loads(json.dumps(made)) == made


def test_the_record_names_ids_and_labels() -> None:
    statement = changed(
        PLAIN, said_by=("actor:ada-arlind",), via=("actor:b", "actor:a"), spans=((3, 9), (20, 30)), rank=2
    )
    known = {"actor:arland": ("Arland", "State"), "actor:ada-arlind": ("Ada Arlind", "Person")}
    made = record(statement, known, {"courier-2031-05": "ab" * 32}.__getitem__)
    assert (made["subject"], made["subject_label"], made["subject_type"]) == ("actor:arland", "Arland", "State")
    assert (made["object_label"], made["object_type"]) == ("issue:strait-toll", None)
    assert (made["said_by"], made["said_by_ids"]) == (["Ada Arlind"], ["actor:ada-arlind"])
    assert made["via_ids"] == ["actor:b", "actor:a"]
    assert (made["start"], made["end"], made["spans"]) == (3, 9, [[3, 9], [20, 30]])
    assert (made["source_sha256"], made["rank"], made["note"], made["to"]) == ("ab" * 32, 2, None, [])
