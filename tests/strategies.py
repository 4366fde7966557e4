"""Statements, entities and statement entries of every shape, for hypothesis."""

from __future__ import annotations

import string
from datetime import date

from hypothesis import strategies as st

from faultlines.model import RULE, Statement
from faultlines.seeds.schema import StatementEntry
from faultlines.terms import KINDS, RELATIONS, Modality, Polarity

_DAYS = st.dates(date(1500, 1, 1), date(2100, 12, 31))
_PIECE = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=6)
slugs = st.lists(_PIECE, min_size=1, max_size=3).map("-".join)
ids = st.builds("{}:{}".format, st.sampled_from(list(KINDS)), slugs)
keys = st.text("0123456789abcdef", min_size=16, max_size=16)
dates = st.builds(lambda day, length: day.isoformat()[:length], _DAYS, st.sampled_from((4, 7, 10)))
confidences = st.floats(0, 1)
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40)
"""Any text at all, control characters too."""
spans = st.tuples(st.integers(0, 9999), st.integers(1, 999)).map(lambda pair: (pair[0], pair[0] + pair[1]))


def several(values: st.SearchStrategy[str], least: int = 0) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to three different ones."""
    return st.lists(values, min_size=least, max_size=3, unique=True).map(tuple)


statements = st.builds(
    Statement,
    subject=ids,
    relation=st.sampled_from(list(RELATIONS)),
    object=ids,
    source=st.one_of(st.just(""), slugs),
    about=several(ids),
    to=several(ids),
    instrument=several(ids),
    motivation=several(ids),
    condition=several(keys),
    unless=several(keys),
    responds_to=several(keys),
    advances=several(st.one_of(keys, ids)),
    rank=st.one_of(st.none(), st.integers(1, 99)),
    polarity=st.sampled_from(Polarity),
    modality=st.sampled_from(Modality),
    said_by=several(ids),
    via=several(ids),
    list_complete=st.sampled_from((None, True, False)),
    confidence=confidences,
    said_on=st.one_of(st.just(""), dates),
    since=st.one_of(st.just(""), dates),
    until=st.one_of(st.just(""), dates),
    inferred=several(st.sampled_from(("said_on", "since", "until"))),
    spans=st.lists(spans, max_size=3).map(tuple),
    method=st.sampled_from(("manual", "extract-1.0", RULE + "contested-sphere", RULE + "lifted-ties")),
    note=st.one_of(st.just(""), texts),
    grounds=several(keys),
)
"""Statements as a store holds them: whatever their fields, but not retired."""


@st.composite
def entries(draw: st.DrawFn) -> dict[str, object]:
    """What a curator may write for one statement, as a mapping of plain values."""
    needed = {
        "subject": st.one_of(ids, several(ids, 1).map(list)),
        "relation": st.sampled_from(list(RELATIONS)),
        "object": ids,
        "at": st.one_of(spans.map(list), st.lists(spans.map(list), min_size=1, max_size=3)),
    }
    lists = ("about", "to", "instrument", "motivation", "said_by", "via")
    handle = st.text(string.ascii_letters + string.digits + "_-", min_size=1, max_size=8)
    optional = {
        "as": handle,
        **{name: st.one_of(ids, several(ids).map(list)) for name in lists},
        **{name: several(handle).map(list) for name in ("condition", "unless", "responds_to", "advances")},
        "rank": st.integers(1, 99),
        "polarity": st.sampled_from([p.value for p in Polarity]),
        "modality": st.sampled_from([m.value for m in Modality]),
        "list_complete": st.booleans(),
        "confidence": confidences,
        **dict.fromkeys(("said_on", "since", "until"), dates),
        "inferred": several(st.sampled_from(("said_on", "since", "until"))).map(list),
        "note": texts,
        "retired": texts,
        "method": texts,
    }
    assert needed.keys() | optional.keys() == {info.alias or n for n, info in StatementEntry.model_fields.items()}
    return draw(st.fixed_dictionaries(needed, optional=optional))
