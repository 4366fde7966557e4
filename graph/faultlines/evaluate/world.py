"""Every entity that ends are compared by: the flat lists and the gazetteer, with demonyms and capitals as names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from pathlib import Path

from faultlines.model import Entity

_ROLES = frozenset(("name", "adjective", "people", "capital"))


def known_entities(seeds: Path) -> dict[str, Entity]:
    """The entities of a folder of seeds and of its gazetteer, by id.

    Whoever held an office belongs to the state or organization of that office.
    """
    from faultlines.extract.names import flat_lists, gazetteer

    world = gazetteer(seeds)
    names: dict[str, list[str]] = defaultdict(list)
    for name, readings in world.names.items():
        for reading in readings:
            if reading.role in _ROLES:
                names[reading.entity].append(name)
    found = dict(flat_lists(seeds))
    for identifier, entity in world.entities.items():
        owners = {office.owner for office in world.offices.get(identifier, ()) if office.person == identifier}
        found[identifier] = replace(
            entity,
            ambiguous=tuple(sorted({*entity.ambiguous, *names[identifier]} - {entity.label, *entity.aliases})),
            belongs_to=tuple(sorted({*entity.belongs_to, *owners})),
        )
    return found
