"""How a page words what a record says. Plain text only: escaping is the templates' work."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

from faultlines.analysis.voices import passed_on
from faultlines.dates import MONTHS
from faultlines.model import manner

Record = Mapping[str, Any]

REFERENCES: Final = {
    "condition": "On condition that",
    "unless": "Unless",
    "responds_to": "In response to",
    "advances": "Advances",
    "grounds": "Concluded from",
}
"""Field that refers to other statements → how a card introduces them."""


def relation_words(record: Record) -> str:
    """How one reads the relation between subject and object.

    >>> relation_words({"relation": "drawsRedLine", "relation_label": "drawsRedLine"})
    'draws red line'
    """
    label = str(record.get("relation_label") or record["relation"])
    return split_name(label) if label == record["relation"] else label


def split_name(name: str) -> str:
    """A name in camel case as words.

    >>> split_name("InternationalOrganization")
    'international organization'
    """
    return re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name).lower()


def date_words(date: str | None) -> str:
    """A prefix date as one says it.

    >>> date_words("2021-07"), date_words("2021-07-09"), date_words(None), date_words("soon")
    ('July 2021', '9 July 2021', '', 'soon')
    """
    parts = re.fullmatch(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", date or "")
    if not parts or (parts[2] and not 1 <= int(parts[2]) <= 12):
        return date or ""
    month = f"{MONTHS[int(parts[2]) - 1]} " if parts[2] else ""
    return f"{int(parts[3])} {month}{parts[1]}" if parts[3] else f"{month}{parts[1]}"


def period_words(record: Record) -> str:
    """When it holds, as far as the statement says; a date that only the curator concludes is marked.

    >>> period_words({"since": "2021-04", "until": None, "inferred": ["since"]})
    'since April 2021 (date inferred)'
    """
    since, until = date_words(record["since"]), date_words(record["until"])
    inferred = " (date inferred)" if {"since", "until"} & set(record.get("inferred", ())) else ""
    if since and since == until:
        return f"on {since}{inferred}" if len(record["since"]) == 10 else f"in {since}{inferred}"
    words = " ".join(part for part in (since and f"since {since}", until and f"until {until}") if part)
    return words + inferred if words else ""


def voice_words(record: Record) -> str:
    """Who says it and who passes it on, nearest to the speaker first.

    >>> voice_words({"said_by": ["Premier"], "via": ["Gazette", "Courier"], "method": "manual"})
    'Premier, reported by Gazette, reported by Courier'
    """
    speakers = list_words(record["said_by"]) or ("nobody: a rule concludes it" if not record["source"] else "unknown")
    return passed_on(speakers, record["via"])


def list_words(names: Sequence[str]) -> str:
    """Names as a list in a sentence.

    >>> list_words(["Olm", "Ida", "Cora"]), list_words([])
    ('Olm, Ida and Cora', '')
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def sentence(record: Record, behind: Mapping[str, Record] | None = None) -> str:
    """Subject, relation and object in one line; a statement about a statement quotes that one."""
    subject = subject_words(record, behind)
    no = "not: " if record["polarity"] == "denied" else ""
    return f"{subject} – {no}{relation_words(record)} – {record['object_label']}"


def subject_words(record: Record, behind: Mapping[str, Record] | None = None) -> str:
    """The subject's label, or the sentence of the statement that is the subject."""
    kind, _, key = str(record["subject"]).partition(":")
    if kind == "statement":
        return f"“{sentence(behind[key])}”" if behind and key in behind else "A statement"
    return str(record["subject_label"])


def manner_words(record: Record) -> list[str]:
    """In which ways it is not simply said to be so."""
    return manner(record["polarity"], record["modality"])


def is_said_to_be_so(record: Record) -> bool:
    """Whether the source presents it as being so: affirmed and asserted."""
    return not manner_words(record)


def source_words(source: Mapping[str, Any]) -> str:
    """Author and publisher of a source."""
    names = [*source.get("author_labels", ()), source.get("publisher_label", "")]
    return ", ".join(name for name, after in pairwise([*names, ""]) if name and name != after)


def in_reading_order(records: Iterable[Record]) -> list[Record]:
    """By source and place in it, what rules conclude last; each statement once."""
    by_key = {record["key"]: record for record in records}
    return sorted(by_key.values(), key=lambda r: (not r["source"], r["source"] or "", r["spans"], r["key"]))
