"""The JSON API's description, made from what the program checks."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

from faultlines.model import RECORD_FIELDS
from faultlines.serve.parameters import DATES, LISTED, MOST, NAMED

_WORDS = {
    "subject": "An id, label, alias or Wikidata id.",
    "object": "What it is about, named in the same way.",
    "about": "The topic of a tie or act.",
    "source": "A source by its id.",
    "voice": "Who says it or passes it on.",
    "relation": "A relation of the ontology.",
    "family": "A family of relations.",
    "polarity": "Does the source affirm or deny it.",
    "modality": "How it is meant.",
    "said": "Said on that date, as precise as is known.",
    "at": "Holding at that date, as far as statements say when.",
}
_DATE = (
    r"^(1[0-9]|20)[0-9]{2}"
    r"(-((0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?|(0[13-9]|1[0-2])-(29|30)|(0[13578]|1[02])-31))?$"
)


@cache
def document() -> dict[str, Any]:
    """The whole description, OpenAPI 3.1."""
    filters = [_parameter(name, {"type": "array", "items": {"type": "string"}}) for name in NAMED]
    filters += [_parameter(name, {"type": "array", "items": {"enum": list(values)}}) for name, values in LISTED.items()]
    filters += [_parameter(name, {"type": "string", "pattern": _DATE}) for name in DATES]
    part = [
        _parameter("offset", {"type": "integer", "minimum": 0, "maximum": 10**9}, "So many are left out at the start."),
        _parameter("limit", {"type": "integer", "minimum": 1, "maximum": MOST}, "So many come at most."),
    ]
    filters += [
        _parameter("confidence", {"type": "number", "minimum": 0, "maximum": 1}, "At least so confident."),
        _parameter("derived", {"enum": ["true", "false"]}, "What rules conclude, instead of what sources say."),
        *part,
    ]
    several = {"type": "object", "required": ["total", "offset", "statements"], "properties": {
        "total": {"type": "integer"}, "offset": {"type": "integer"},
        "statements": {"type": "array", "items": {"$ref": "#/components/schemas/Statement"}}}}  # fmt: skip
    everybody = {"type": "object", "required": ["total", "offset", "actors"], "properties": {
        "actors": {"type": "array", "items": {"$ref": "#/components/schemas/Thing"}}}}  # fmt: skip
    words = _parameter("q", {"type": "string", "minLength": 1, "pattern": r"\S"}, "Words.", required=True)
    few = _parameter("limit", {"type": "integer", "minimum": 1, "maximum": 200}, "So many come at most.")
    one, sheet = ({"$ref": f"#/components/schemas/{name}"} for name in ("Statement", "Sheet"))
    hits = {"type": "array", "items": {"type": "object", "required": ["id", "title"]}}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Faultlines",
            "version": version("faultlines"),
            "description": "Statements of who wants what in world politics, each with its voices, source and span.",
            "license": {"name": "CC0-1.0", "identifier": "CC0-1.0"},
        },
        "paths": {
            "/api/statements": _get("Statements that pass every filter", several, *filters),
            "/api/statements/{key}": _get("One statement", one, _path("key", "^[0-9a-f]{16}$")),
            "/api/actors": _get("Every actor", everybody, *part),
            "/api/actors/{name}": _get("One actor's sheet", sheet, _path("name", r"^[^/]+$")),
            "/api/search": _get("Things and statements by words", hits, words, few),
        },
        "components": {"schemas": {
            "Statement": {"type": "object", "required": list(RECORD_FIELDS)},
            "Thing": {"type": "object", "required": ["id", "class", "label"]},
            "Sheet": {"type": "object", "required": ["id", "class", "label", "sections"]},
        }},
    }  # fmt: skip


def _parameter(name: str, schema: dict[str, Any], text: str = "", required: bool = False) -> dict[str, Any]:
    text = text or _WORDS[name]
    return {"name": name, "in": "query", "required": required, "schema": schema, "description": text}


def _path(name: str, pattern: str) -> dict[str, Any]:
    return {"name": name, "in": "path", "required": True, "schema": {"type": "string", "pattern": pattern}}


def _get(summary: str, schema: dict[str, Any], *parameters: dict[str, Any], bad: bool = True) -> dict[str, Any]:
    plain = {"content": {"text/plain": {"schema": {"type": "string"}}}}
    answers: dict[str, Any] = {"200": {"description": "found", "content": {"application/json": {"schema": schema}}}}
    if bad:
        answers["400"] = {"description": "a parameter is wrong", **plain}
    if any(p["in"] == "path" or p["name"] == "subject" for p in parameters):
        answers["404"] = {"description": "nothing has that name", **plain}
    answers["503"] = {"description": "all workers are busy, or it took too long", **plain}
    return {"get": {"summary": summary, "parameters": list(parameters), "responses": answers}}
