"""What a language model may answer; everything else is rejected and counted."""

from __future__ import annotations

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field

from faultlines.terms import KINDS, RELATIONS, Modality, Polarity

ASKED: Final = tuple(name for name, relation in RELATIONS.items() if relation.family != "derived")
"""Relations that a source can state."""
CLASSES: Final = tuple(dict.fromkeys(cls for classes in KINDS.values() for cls in classes))


class Said(BaseModel):
    """One statement of an answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    subject: Annotated[str, Field(min_length=1)]
    subject_type: str = "ActorGroup"
    relation: str
    object: Annotated[str, Field(min_length=1)]
    object_type: str = "Issue"
    about: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    polarity: Polarity = Polarity.AFFIRMED
    modality: Modality = Modality.ASSERTED
    said_by: str | None = None
    quote: Annotated[str, Field(min_length=1)]
    confidence: Annotated[float, Field(ge=0, le=1)] = 0.5


def schema() -> dict[str, Any]:
    """The JSON Schema that servers with structured output are given."""
    said = Said.model_json_schema()
    definitions = said.pop("$defs", {})
    said["properties"]["relation"]["enum"] = list(ASKED)
    for end in ("subject_type", "object_type"):
        said["properties"][end]["enum"] = list(CLASSES)
    said["required"] = list(said["properties"])
    return {
        "type": "object",
        "properties": {"statements": {"type": "array", "items": said}},
        "required": ["statements"],
        "additionalProperties": False,
        "$defs": definitions,
    }
