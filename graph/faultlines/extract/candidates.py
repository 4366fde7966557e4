"""An extraction → the candidate file that `faultlines review` walks through."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

import yaml

from faultlines.extract.result import Extraction
from faultlines.model import Entity, Source, Statement
from faultlines.terms import Modality, Polarity

_SOURCE: Final = (
    "id", "title", "author", "published_first_by", "kind", "date", "inferred", "stance", "text_quality", "sha256",
    "characters", "url", "original_sha256", "reader", "note",
)  # fmt: skip
_STATEMENT: Final = (
    "subject", "relation", "object", "about", "to", "condition", "unless", "list_complete", "since", "until",
)  # fmt: skip


def candidate_yaml(
    extraction: Extraction,
    curator: str,
    world: Mapping[str, Entity] = MappingProxyType({}),
    listed: Collection[str] = (),
    shown: Source | None = None,
    new: Sequence[Entity] = (),
) -> str:
    """The text of a candidate file: source block, entities, statements.

    The entities are those of the extraction and all of the `world` that it names and that the seeds it is for have not
    `listed`, with those that they belong to: whoever accepts a candidate finds there what its rows need. `shown` is the
    source with the author and publisher that a curator has yet to confirm, some of them `new`.
    """
    source = extraction.source
    shown = shown or source
    keys = {s.key for s in extraction.statements}
    used = {k for s in extraction.statements for k in (*s.condition, *s.unless) if k in keys}
    handles = {s.key: f"c{i}" for i, s in enumerate((s for s in extraction.statements if s.key in used), 1)}
    block = yaml.safe_dump({"source": _present(shown, _SOURCE)}, sort_keys=False, allow_unicode=True, width=110)
    whole: dict[str, Any] = {
        "curator": curator,
        "entities": [
            _entity(e) for e in _needed((*new, *extraction.entities), extraction.statements, shown, world, listed)
        ],
        "statements": [_statement(s, source, shown, handles) for s in extraction.statements],
    }
    if not whole["entities"]:
        del whole["entities"]
    text: str = yaml.safe_dump(whole, sort_keys=False, allow_unicode=True, default_flow_style=None, width=110)
    return _SCHEMA + block + text  # the block, which a curator completes, with each field on a line of its own


def _needed(
    entities: Iterable[Entity],
    statements: Iterable[Statement],
    source: Source,
    world: Mapping[str, Entity],
    listed: Collection[str],
) -> list[Entity]:
    found = {e.id: e for e in entities}
    queue = [*found, *source.voice]
    queue += [i for s in statements for i in (s.subject, s.object, *s.about, *s.to, *s.said_by, *s.via)]
    if source.published_first_by:
        queue.append(source.published_first_by)
    seen: set[str] = set()
    while queue:
        identifier = queue.pop()
        entity = found.get(identifier) or (world.get(identifier) if identifier not in listed else None)
        if entity is not None and identifier not in seen:
            seen.add(identifier)
            found[identifier] = entity
            queue.extend(entity.belongs_to)
    return [found[i] for i in sorted(found)]


_SCHEMA: Final = "# yaml-language-server: $schema=../candidate-file.schema.json\n"


def _present(value: Source | Statement, names: tuple[str, ...]) -> dict[str, Any]:
    return {
        name: list(v) if isinstance(v, tuple) else v
        for name in names
        if (v := getattr(value, name)) not in ("", (), None, "unknown")
    }


def _entity(entity: Entity) -> dict[str, Any]:
    out: dict[str, Any] = {"id": entity.id, "class": entity.cls, "label": entity.label}
    if entity.belongs_to:
        out["belongs_to"] = list(entity.belongs_to)
    if aliases := [*entity.aliases, *(f"?{alias}" for alias in entity.ambiguous)]:
        out["aliases"] = aliases
    for name in ("wikidata", "looked_up", "definition"):
        if value := getattr(entity, name):
            out[name] = value
    return out


def _statement(statement: Statement, source: Source, shown: Source, handles: dict[str, str]) -> dict[str, Any]:
    out: dict[str, Any] = {"as": handles[statement.key]} if statement.key in handles else {}
    out |= _present(statement, _STATEMENT)
    for name in ("condition", "unless"):
        if name in out:
            out[name] = [handles[k] for k in out[name] if k in handles]
            if not out[name]:
                del out[name]
    if statement.polarity is not Polarity.AFFIRMED:
        out["polarity"] = statement.polarity.value
    if statement.modality is not Modality.ASSERTED:
        out["modality"] = statement.modality.value
    if statement.said_by != source.voice:
        said_by, via = statement.said_by, statement.via
        if shown.voice != source.voice and said_by != shown.voice:  # it is the voice shown that reports them
            via = (*(via[: -len(source.voice)] if source.voice else via), *shown.voice)
        out["said_by"], out["via"] = list(said_by), list(via)
    out["confidence"] = statement.confidence
    out["at"] = [list(span) for span in statement.spans] if len(statement.spans) > 1 else list(statement.spans[0])
    out["method"] = statement.method
    return out
