"""The example sentences of the frames, run: what each gives beside what it should give."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from faultlines.extract.documents import Document
from faultlines.extract.frames import Example
from faultlines.extract.known import stems

if TYPE_CHECKING:
    from faultlines.extract.pipeline import Extractor

_Key = tuple[frozenset[str], frozenset[str], frozenset[str]]


def mistakes(relation: str, extractor: Extractor) -> Iterator[str]:
    """One line for every example of a relation that gives something else than it says."""
    for example in extractor.frames.examples[relation]:
        wanted = {_wanted(line) for line in example.gives}
        found = dict(_found(example, relation, extractor))
        if wanted != found.keys():
            should, does = list(example.gives) or "nothing", sorted(found.values()) or "nothing"
            yield f"{example.text} should give {should}, gives {does}"


def _wanted(line: str) -> _Key:
    subject, obj, *meant = (part.strip() for part in line.split("|"))
    return stems(subject), stems(obj), frozenset(meant)


def _found(example: Example, relation: str, extractor: Extractor) -> Iterator[tuple[_Key, str]]:
    document = Document(name="example", text=example.text, sha256="0" * 64, date="2021")
    for _, draft in extractor.drafts(document)[1]:
        if draft.relation == relation:
            meant = frozenset((draft.polarity.value, draft.modality.value)) - {"affirmed", "asserted"}
            shown = " | ".join((draft.subject.label, draft.object.label, *sorted(meant)))
            yield (stems(draft.subject.label), stems(draft.object.label), meant), shown
