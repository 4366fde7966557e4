"""Frames: which words, in which syntax, say which relation. They are data, one YAML file a relation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from faultlines.errors import FaultlinesError, did_you_mean
from faultlines.seeds.yamltext import read_yaml
from faultlines.terms import RELATIONS, Modality, Polarity

FOLDER: Final = Path(__file__).parent


def _split(value: object) -> object:
    return tuple(value.split()) if isinstance(value, str) else value


Words = Annotated[tuple[str, ...], BeforeValidator(_split)]
Is = Literal["any", "actor", "person", "place", "actor or place", "issue"]


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Trigger(_Strict):
    """Words that say the relation, and where in the syntax its ends stand.

    Exactly one of `verb`, `noun`, `adjective` holds the words (lemmas; `rule_out` is a verb and its particle).
    With `verb` and `with` (nouns that are the verb's object or stand in its prepositional phrase) it is a light verb.
    Slots, of which the first that is filled counts: `subj`, `dobj`, `iobj`, `clause` (that …), `inf` (to …), `act`
    (what the subject is to do itself), `ing`, `owner` (of a noun), `possessor` (beside the noun alone), `described`
    ("X is the …"), `head` (what an adjective modifies), `together` (the parties of a mutual relation), `voice`
    (whoever speaks), or a preposition.
    """

    verb: Words = ()
    noun: Words = ()
    adjective: Words = ()
    with_: Words = Field((), alias="with")
    subject: Words = ()
    object: Words = ()
    about: Words = ()
    to: Words = ()
    subject_is: Is = "actor"
    object_is: Is = "any"
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    passive: bool | None = None
    """Whether the verb must (not) be passive."""


class Example(_Strict):
    """A sentence of our own and what it must give: ``subject – object`` pairs, none at all if empty."""

    text: str
    gives: tuple[str, ...] = ()
    """``Subject | Object``, with ``| denied`` or a modality behind it where not affirmed and asserted."""


class FrameFile(_Strict):
    """One relation's frames."""

    relation: str
    triggers: tuple[Trigger, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """A trigger with its relation, as the matcher uses it."""

    relation: str
    trigger: Trigger


@dataclass(frozen=True, slots=True)
class Frames:
    """All frames by the kind of trigger and the word."""

    verbs: Mapping[str, tuple[Frame, ...]]
    nouns: Mapping[str, tuple[Frame, ...]]
    adjectives: Mapping[str, tuple[Frame, ...]]
    examples: Mapping[str, tuple[Example, ...]] = field(repr=False, default_factory=dict)


_DEFAULTS: Final[Mapping[str, tuple[Words, Words]]] = {
    "verb": (("subj",), ("dobj",)),
    "noun": (("owner",), ("of",)),
    "adjective": (("subj",), ("of",)),
}


@cache
def frames(folder: Path = FOLDER) -> Frames:
    """Every frame file of a folder; a faulty one is an error that names file and line."""
    tables: dict[str, dict[str, list[Frame]]] = {kind: defaultdict(list) for kind in _DEFAULTS}
    examples: dict[str, tuple[Example, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        file = _read(path)
        examples[file.relation] = file.examples
        for trigger in file.triggers:
            for kind in _DEFAULTS:
                words: tuple[str, ...] = getattr(trigger, kind)
                if not words:
                    continue
                subject, obj = _DEFAULTS[kind]
                full = trigger.model_copy(
                    update={"subject": trigger.subject or subject, "object": trigger.object or obj}
                )
                frame = Frame(file.relation, full)
                for word in words:
                    tables[kind][word].append(frame)
    verbs, nouns, adjectives = ({w: tuple(f) for w, f in tables[kind].items()} for kind in _DEFAULTS)
    return Frames(verbs, nouns, adjectives, examples)


def _read(path: Path) -> FrameFile:
    document = read_yaml(path.name, path.read_text(encoding="utf-8"))
    if document.faults:
        raise FaultlinesError("\n".join(map(str, document.faults)))
    value: Any = document.value
    try:
        file = FrameFile.model_validate(value)
    except ValidationError as error:
        lines = [
            f"{path.name}:{document.line(tuple(e['loc']))}: {'.'.join(map(str, e['loc']))}: {e['msg']}"
            for e in error.errors()
        ]
        raise FaultlinesError("\n".join(lines)) from error
    if file.relation not in RELATIONS or file.relation != path.stem:
        raise FaultlinesError(
            f"{path.name}:1: relation {file.relation!r} is unknown or not the file's name"
            f"{did_you_mean(file.relation, RELATIONS)}"
        )
    for position, trigger in enumerate(file.triggers):
        if sum(bool(getattr(trigger, kind)) for kind in _DEFAULTS) != 1:
            raise FaultlinesError(
                f"{path.name}:{document.line(('triggers', position))}: exactly one of verb, noun, adjective"
            )
    return file
