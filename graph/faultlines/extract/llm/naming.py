"""A name that a language model gives → the entity it means: known, from the gazetteer, or new."""

from __future__ import annotations

from typing import Final

from faultlines.extract.clean import clean
from faultlines.extract.known import Known
from faultlines.extract.llm.answer import CLASSES
from faultlines.extract.names import Gazetteer, Name
from faultlines.extract.pipeline import slug
from faultlines.extract.refs import ACTORS
from faultlines.model import Entity

_NAMELESS: Final = slug("")


class Naming:
    """Resolves the names of one document; the entities that the flat lists lack gather in `entities`."""

    def __init__(self, names: Gazetteer, known: Known, date: str) -> None:
        self._names = names
        self._known = known
        self._date = date
        self.entities: dict[str, Entity] = {}

    def id(self, label: str, cls: str, otherwise: str) -> str:
        """The id of what a label names; empty if no id can be made of it.

        `cls` is the class a new entity is given, `otherwise` the one if there is no such class.
        """
        label = " ".join(label.split())
        cls = cls if cls in CLASSES else otherwise
        reading = self._reading(label)
        if reading is not None and not (cls == "Area" and reading.role == "capital"):  # else the place is meant
            return self.note(reading.entity)
        if found := self._known.find(label, cls in ACTORS):
            return found
        if (made := slug(label)) == _NAMELESS:
            return ""
        identifier = f"new:{made}"
        self.entities.setdefault(identifier, Entity(id=identifier, cls=cls, label=label))
        return identifier

    def note(self, identifier: str) -> str:
        """The same id; if the gazetteer alone knows it, its entity is noted."""
        if identifier not in self._names.known and identifier in self._names.entities:
            self.entities[identifier] = self._names.entities[identifier]
        return identifier

    def _reading(self, label: str) -> Name | None:
        """What the gazetteer takes a whole label for; a surname only if it leaves no choice, or one is in office."""
        even = " ".join(clean(label).split())
        bare = even[4:] if even[:4].lower() == "the " else even
        readings = self._names.names.get(even) or self._names.names.get(bare) or ()
        if named := [r for r in readings if r.role != "surname"]:
            return named[0]
        year = self._date[:4]
        now = [r for r in readings if year and any(o.held(year) for o in self._names.offices.get(r.entity, ()))]
        fitting = now if len(now) == 1 else readings
        return fitting[0] if len(fitting) == 1 else None
