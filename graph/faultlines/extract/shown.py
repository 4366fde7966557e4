"""What a document shows of its author and publisher, known or new, for a curator to confirm in its source block."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from faultlines.extract.documents import Document
from faultlines.extract.names import Gazetteer
from faultlines.extract.pipeline import slug
from faultlines.extract.refs import ACTORS
from faultlines.model import Entity, Source

_INSTITUTE: Final = re.compile(
    r"\b(?:academy|association|cent(?:er|re)|college|council|foundation|forum|institut(?:e|ion)|school|society|university)\b",
    re.I,
)
_PRESS: Final = re.compile(r"\b(?:agency|daily|gazette|herald|journal|media|news|post|press|radio|times|tv)\b", re.I)
_HOST: Final = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_OUTLETS: Final = ("Media", "ThinkTank")


def with_shown(source: Source, document: Document, names: Gazetteer) -> tuple[Source, tuple[Entity, ...]]:
    """The source with author and publisher as shown, and the entities among them that the flat lists lack.

    An author who is known stays, but an outlet does not speak for the person in its byline.
    """
    found: dict[str, Entity] = {}
    outlet = all(names.entities[i].cls in _OUTLETS for i in source.author if i in names.entities)
    authors = tuple(_ids(document.author, "Person", names, found)) if outlet else ()
    publisher = "" if _HOST.fullmatch(document.publisher) else document.publisher
    publishers = tuple(_ids(publisher, "Media", names, found))
    if authors and source.author and authors != source.author and not publishers:
        publishers = source.author
    shown = replace(
        source,
        author=authors or source.author,
        published_first_by=source.published_first_by or next(iter(publishers), ""),
    )
    return shown, tuple(e for e in found.values() if e.id in (*shown.author, shown.published_first_by))


def known_name(name: str, names: Gazetteer) -> str | None:
    """The id of the actor of that name."""
    readings = names.names.get(name, ())
    return next((r.entity for r in readings if names.entities[r.entity].cls in ACTORS), None)


def _ids(shown: str, cls: str, names: Gazetteer, found: dict[str, Entity]) -> Iterator[str]:
    for name in filter(None, (part.strip() for part in shown.split(";"))):
        if (known := known_name(name, names)) is not None:
            if known not in names.known:
                found[known] = names.entities[known]
            yield known
        elif len(name) <= 100 and re.search(r"[^\W\d_]{2}", name) and (part := slug(name)) != "unnamed":
            kind = "ThinkTank" if _INSTITUTE.search(name) else "Media" if _PRESS.search(name) else cls
            found[f"new:{part}"] = Entity(id=f"new:{part}", cls=kind, label=name)
            yield f"new:{part}"
