"""Entities, sources and statements: frozen values without I/O. A statement knows its key."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from functools import cached_property
from typing import Any, Final

from faultlines.html import table
from faultlines.terms import Modality, Polarity

Span = tuple[int, int]
"""First and past-the-last character of a passage in the decoded text of a document."""

RULE: Final = "rule:"
"""What the method of a derived statement begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One thing that statements speak of: a row of the flat lists."""

    id: str
    cls: str
    label: str
    aliases: tuple[str, ...] = ()
    ambiguous: tuple[str, ...] = ()
    """Aliases that another entity has too (marked ``?`` in the list)."""
    wikidata: str = ""
    looked_up: str = ""
    """Where a row of reference data was looked up; such a row need not be used by a statement."""
    belongs_to: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    close_match: tuple[str, ...] = ()
    broad_match: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    """What cannot be or happen at the same time, by its very meaning; so sources that tell of both contradict."""
    definition: str = ""

    @property
    def kind(self) -> str:
        """The part of the id before the colon."""
        return self.id.partition(":")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, as far as it may be known without having it."""

    id: str
    title: str
    kind: str
    date: str
    stance: str
    text_quality: str
    sha256: str
    characters: int
    curator: str
    author: tuple[str, ...] = ()
    published_first_by: str = ""
    republished_by: tuple[str, ...] = ()
    inferred: tuple[str, ...] = ()
    url: str = ""
    original_sha256: str = ""
    """For HTML and PDF, the hash of the file that the text was read from."""
    reader: str = ""
    note: str = ""

    @property
    def voice(self) -> tuple[str, ...]:
        """Who speaks where the text reports nobody else: the author, else the publisher."""
        return self.author or ((self.published_first_by,) if self.published_first_by else ())


def manner(polarity: str, modality: str) -> list[str]:
    """In which ways it is not simply said to be so.

    >>> manner("denied", "forecast"), manner("affirmed", "asserted")
    (['denied', 'forecast'], [])
    """
    return [str(way) for way in (polarity, modality) if way not in (Polarity.AFFIRMED, Modality.ASSERTED)]


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One thing that a source says, or, with grounds instead of a source, one thing that a rule concludes."""

    subject: str
    relation: str
    object: str
    source: str = ""
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    instrument: tuple[str, ...] = ()
    motivation: tuple[str, ...] = ()
    condition: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    responds_to: tuple[str, ...] = ()
    advances: tuple[str, ...] = ()
    """Keys of statements or ids of issues; the three fields above hold keys of statements."""
    rank: int | None = None
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    said_by: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    list_complete: bool | None = None
    confidence: float = 0.9
    said_on: str = ""
    since: str = ""
    until: str = ""
    inferred: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    method: str = "manual"
    note: str = ""
    retired: str = ""
    grounds: tuple[str, ...] = ()
    """Keys of the statements behind a derived one."""

    def __post_init__(self) -> None:
        """Fields whose order means nothing are kept sorted, so that equal statements are equal values."""
        for name in (*_SETS, "inferred", "grounds"):
            object.__setattr__(self, name, tuple(sorted(getattr(self, name))))

    @property
    def derived(self) -> bool:
        """Whether a rule concluded it."""
        return self.method.startswith(RULE)

    @property
    def meant(self) -> str:
        """How it is meant, where that is not simply affirmed and asserted.

        >>> Statement(subject="actor:a", relation="supports", object="issue:b", polarity=Polarity.DENIED).meant
        'denied'
        """
        return ", ".join(manner(self.polarity, self.modality))

    def _repr_html_(self) -> str:
        given = [(f.name.replace("_", " "), getattr(self, f.name)) for f in fields(self)]
        said = [(name, value) for name, value in given if value not in ((), "", None)]
        rows = [(name, ", ".join(map(str, v)) if isinstance(v, tuple) else v) for name, v in said]
        return table(("statement", self.key), rows)

    @property
    def plain(self) -> bool:
        """Whether it stands behind a plain triple: affirmed, asserted, and not lifted from person to state."""
        return self.polarity is Polarity.AFFIRMED and self.modality.actual and self.method != RULE + "lifted-ties"

    @cached_property
    def key(self) -> str:
        """Sixteen hex digits that say what was said: a better note keeps them, another statement makes new ones.

        >>> one = Statement(subject="actor:arland", relation="opposes", object="issue:toll")
        >>> two = Statement(subject="actor:arland", relation="opposes", object="issue:toll", note="!")
        >>> one.key == two.key, one.key == Statement(
        ...     subject="actor:arland", relation="supports", object="issue:toll").key
        (True, False)
        """
        said: dict[str, Any] = {}
        for field in fields(self):
            value = getattr(self, field.name)
            if field.name not in _OUTSIDE_THE_KEY and value not in ((), "", None):
                said[field.name] = value
        if self.derived:  # which rule concluded it is part of what it is; its grounds may grow
            said["method"] = self.method
        text = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()[:16]


_OUTSIDE_THE_KEY: Final = frozenset(
    ["spans", "note", "confidence", "said_on", "inferred", "method", "retired", "grounds"]
)
_SETS: Final = frozenset(
    ["about", "to", "instrument", "motivation", "condition", "unless", "responds_to", "advances", "said_by"]
)
"""Fields whose order means nothing; that of `via` does."""


def record(
    statement: Statement, entities: Mapping[str, tuple[str, str]], sha256: Callable[[str], str]
) -> dict[str, Any]:
    """The public record of a statement: one flat JSON object, absent values null or empty lists.

    `entities` gives label and class of an id; `sha256` that of a source's document.
    """

    def label(identifier: str) -> str:
        return entities.get(identifier, (identifier, ""))[0]

    def kind(identifier: str) -> str | None:
        return entities.get(identifier, ("", ""))[1] or None

    s = statement
    return {
        "key": s.key,
        "subject": s.subject,
        "subject_label": label(s.subject),
        "subject_type": kind(s.subject),
        "relation": s.relation,
        "object": s.object,
        "object_label": label(s.object),
        "object_type": kind(s.object),
        "about": list(s.about),
        "to": list(s.to),
        "instrument": list(s.instrument),
        "motivation": list(s.motivation),
        "condition": list(s.condition),
        "unless": list(s.unless),
        "responds_to": list(s.responds_to),
        "advances": list(s.advances),
        "rank": s.rank,
        "polarity": s.polarity.value,
        "modality": s.modality.value,
        "said_by": [label(v) for v in s.said_by],
        "said_by_ids": list(s.said_by),
        "via": [label(v) for v in s.via],
        "via_ids": list(s.via),
        "said_on": s.said_on or None,
        "since": s.since or None,
        "until": s.until or None,
        "source": s.source or None,
        "source_sha256": (sha256(s.source) or None) if s.source else None,
        "start": s.spans[0][0] if s.spans else None,
        "end": s.spans[0][1] if s.spans else None,
        "spans": [list(span) for span in s.spans],
        "confidence": s.confidence,
        "method": s.method,
        "note": s.note or None,
    }


RECORD_FIELDS: Final = tuple(record(Statement(subject="", relation="", object=""), {}, str))
"""The names of the record's fields, in their order."""


def from_record(record: Mapping[str, Any]) -> Statement:
    """The statement of a public record, such as a line of `faultlines export`.

    `inferred`, `list_complete` and `grounds`, which the record leaves out, are taken where they stand beside it.
    """
    simple = ("subject", "relation", "object", "rank", "confidence", "method")
    texts = ("source", "said_on", "since", "until", "note")
    lists = (*_SETS - {"said_by"}, "inferred", "grounds")
    values: dict[str, Any] = {
        **{name: record[name] for name in simple},
        **{name: record[name] or "" for name in texts},
        **{name: tuple(record.get(name) or ()) for name in lists},
    }
    return Statement(
        **values,
        said_by=tuple(record["said_by_ids"]),
        via=tuple(record["via_ids"]),
        spans=tuple((start, end) for start, end in record["spans"]),
        polarity=Polarity(record["polarity"]),
        modality=Modality(record["modality"]),
        list_complete=record.get("list_complete"),
    )
