"""What a language model may answer; everything else is rejected and counted."""

from __future__ import annotations

import json
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from faultlines.terms import KINDS, RELATIONS, Modality, Polarity

ASKED: Final = tuple(name for name, relation in RELATIONS.items() if relation.family != "derived")
"""Relations that a source can state."""
CLASSES: Final = tuple(dict.fromkeys(cls for classes in KINDS.values() for cls in classes))


class Unusable(ValueError):
    """An answer that is not what was asked for; its text says how."""


def _asked(relation: str) -> str:
    if relation not in ASKED:
        raise ValueError("not in the list")
    return relation


Name = Annotated[str, Field(min_length=1, max_length=300)]


class Said(BaseModel):
    """One statement of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: Name
    subject_type: str = "ActorGroup"
    relation: Annotated[str, AfterValidator(_asked), Field(json_schema_extra={"enum": list(ASKED)})]
    object: Name
    object_type: str = "Issue"
    about: tuple[Name, ...] = ()
    to: tuple[Name, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    said_by: Name | None = None
    quote: Annotated[str, Field(min_length=1)]
    confidence: Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)] = 0.5


def validated(raw: object) -> Said:
    """The statement; Unusable with the first thing wrong, in few words that can be counted.

    >>> validated({"subject": "Arland", "relation": "hates", "object": "tolls", "quote": "x"})
    Traceback (most recent call last):
    faultlines.extract.llm.answer.Unusable: unknown relation
    """
    try:
        return Said.model_validate(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        field = str(first["loc"][0]) if first["loc"] else "statement"
        if first["type"] == "missing":
            raise Unusable(f"no {field}") from None
        if first["type"] == "extra_forbidden":
            raise Unusable("unknown field") from None  # its name is the model's: it could be anything
        raise Unusable("unknown relation" if field == "relation" else f"bad {field}") from None


def schema() -> dict[str, Any]:
    """The JSON Schema that servers with structured output are given, in the subset that strict servers take."""
    said = Said.model_json_schema()
    definitions = said.pop("$defs", {})
    for end in ("subject_type", "object_type"):
        said["properties"][end]["enum"] = list(CLASSES)
    said["required"] = list(said["properties"])
    whole = {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": said}},
        "required": ["statements"],
        "additionalProperties": False,
        "$defs": definitions,
    }
    plain: dict[str, Any] = _without(whole)
    return plain


_NOT_STRICT: Final = frozenset(["default", "minLength", "maxLength", "minimum", "maximum"])


def _without(part: Any) -> Any:
    """Without what strict servers refuse and what pydantic says of our classes; a property's name is no keyword."""
    if isinstance(part, list):
        return [_without(p) for p in part]
    if not isinstance(part, dict):
        return part
    return {
        key: {name: _without(p) for name, p in value.items()} if key in ("properties", "$defs") else _without(value)
        for key, value in part.items()
        if key not in _NOT_STRICT and key not in ("title", "description")
    }


def statements(text: str) -> list[Any]:
    """The statements in an answer, not yet validated: with or without talk around the JSON, or as a bare list.

    >>> statements('Of {these} I am sure: {"statements": [1]} {Ask on.}'), statements('```[{"subject": "x"}]```')
    ([1], [{'subject': 'x'}])
    """
    decoder = json.JSONDecoder()
    position, found = 0, None
    while found is None and position < len(text):
        if text[position] not in "{[":
            position += 1
            continue
        try:
            value, end = decoder.raw_decode(text, position)
        except ValueError:
            position += 1
            continue
        except RecursionError:
            break
        if isinstance(value, dict):
            value = value.get("statements")
        listed = isinstance(value, list) and (text[position] == "{" or all(isinstance(v, dict) for v in value))
        found, position = (value if listed else None), end
    if found is None:
        raise Unusable("answer is not the JSON asked for")
    return list(found)
