"""Rows of the flat lists: ids for new things, and where their rows go; rows that stand there are not touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from faultlines.model import Entity
from faultlines.terms import KINDS

_LISTS: Final = {
    **{kind: f"{kind}s.tsv" for kind in KINDS},
    "stage": "plans.tsv",
}
_KIND_OF: Final = {cls: kind for kind, classes in KINDS.items() for cls in classes}
_FIRST_LINE: Final = "id\tclass\tlabel\taliases\tlooked_up\tdefinition"
_OF_ACTORS: Final = "id\tclass\tlabel\taliases\twikidata\tlooked_up\tbelongs_to\tdefinition"


def list_of(identifier: str) -> str:
    """The file that holds the rows of such ids.

    >>> list_of("stage:survey"), list_of("issue:toll")
    ('plans.tsv', 'issues.tsv')
    """
    return _LISTS[identifier.partition(":")[0]]


def settle(new: Iterable[Entity], known: Mapping[str, Entity]) -> tuple[dict[str, str], dict[str, Entity]]:
    """Final ids (as given → final) and the entities that need a row, by final id.

    ``new:slug`` becomes ``kind:slug`` by its class; an id that is another thing's gets a number, the same thing's is
    used as it stands. Aliases that somebody else has are left out.
    """
    ids: dict[str, str] = {}
    rows: dict[str, Entity] = {}
    taken = dict(known)
    names = {name.casefold() for e in known.values() for name in (e.label, *e.aliases, *e.ambiguous)}
    for entity in sorted(new, key=lambda e: e.id):
        kind, _, slug = entity.id.partition(":")
        wanted = f"{_KIND_OF[entity.cls] if kind == 'new' else kind}:{slug}"
        final, number = wanted, 1
        while final in taken and taken[final].label.casefold() != entity.label.casefold():
            number += 1
            final = f"{wanted}-{number}"
        ids[entity.id] = final
        if final not in taken:
            aliases = tuple(a for a in entity.aliases if a.casefold() not in names and "|" not in a)
            names.update(name.casefold() for name in (entity.label, *aliases))
            taken[final] = rows[final] = replace(entity, id=final, aliases=aliases)
    for final, entity in rows.items():
        rows[final] = replace(entity, belongs_to=tuple(ids.get(i, i) for i in entity.belongs_to))
    return ids, rows


def add_row(text: str, entity: Entity) -> str:
    """The text of a list with the entity's row at its place; cells of columns that the list lacks are left out.

    But for whom it belongs to, without which nothing would use the owner's row: the list gets that column.
    """
    text = text or (_OF_ACTORS if entity.kind == "actor" else _FIRST_LINE) + "\n"
    lines = text.split("\n")
    end = "\r" if lines[0].endswith("\r") else ""
    if entity.belongs_to and "belongs_to" not in lines[0].rstrip("\r").split("\t"):
        first, *others = (line.removesuffix("\r") for line in lines)
        wider = [f"{first}\tbelongs_to", *(f"{line}\t" if line.strip() else line for line in others)]
        lines = [*(f"{line}{end}" for line in wider[:-1]), wider[-1]]  # the last lacks its end, or is none
    cells = {
        "id": entity.id,
        "class": entity.cls,
        "label": entity.label,
        "aliases": "|".join((*entity.aliases, *(f"?{a}" for a in entity.ambiguous))),
        "wikidata": entity.wikidata,
        "looked_up": entity.looked_up,
        "belongs_to": "|".join(entity.belongs_to),
        "definition": entity.definition,
    }
    columns = lines[0].removeprefix("\ufeff").rstrip("\r").split("\t")
    row = "\t".join(" ".join(cells.get(column.strip(), "").split()) for column in columns) + end
    at = next(
        (i for i, line in enumerate(lines[1:], 1) if line.strip() and line.split("\t")[0].strip() > entity.id), None
    )
    if at is None:
        at = max(i for i, line in enumerate(lines) if line.strip()) + 1
        if at == len(lines):  # the last line lacks its end
            lines[-1] += end
            lines.append("")
    lines.insert(at, row)
    return "\n".join(lines)
