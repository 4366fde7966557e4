"""What the map of spheres shows: who claims which place, in which way, by which statement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from faultlines.analysis.context import add, contested, finish, start
from faultlines.analysis.network import add_statement
from faultlines.model import Statement
from faultlines.store import KnowledgeGraph

WAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "claimsInfluenceOver": "claims",
        "occupies": "claims",
        "seizes": "claims",
        "contestsInfluenceIn": "contests",
        "responsibleFor": "answers",
        "contestedBy": "contests",
    }
)
"""Relation → way of having to do with a place: claimed or held, another's claim contested, answered for."""

_PLACES: Final = frozenset({"State", "DisputedTerritory", "Area"})


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement by which an actor has to do with a place."""

    key: str
    place: str
    actor: str
    way: str
    """A value of `WAYS`."""


@dataclass(frozen=True, slots=True)
class SpheresMap:
    """Claims, the network that they are edges of, and the ISO 3166 codes by which an atlas knows states."""

    network: Any
    """As `faultlines.analysis.pages` make networks; named `spheres`, as it holds the same places."""
    claims: tuple[Claim, ...]
    codes: Mapping[str, str]
    """Id of a state → alpha-3 code."""


def spheres_map(kg: KnowledgeGraph) -> SpheresMap:
    """The statements on spheres of influence and on territory that was seized, as claims on places."""
    graph = start(kg, "spheres")
    add(kg, graph, family="sphere")
    add(kg, graph, relation="contestedBy")
    for statement in kg.statements(relation="seizes", derived=None):
        if kg.labels.get(statement.object, ("", ""))[1] in _PLACES:  # property can be seized too
            add_statement(kg, graph, statement)
    claims = [claim(edge) for edge in kg.statements(relation=list(WAYS), derived=None) if _has(graph, edge)]
    graph.graph["contested"] = contested(graph)
    finish(kg, graph, ("sphere",), ("contestedBy", "seizes"))
    codes = {state: code for state, code in kg.manifest.get("codes", {}).items() if state in graph}
    ordered = sorted(claims, key=lambda c: (c.place, c.actor, c.way, c.key))
    return SpheresMap(graph, tuple(ordered), MappingProxyType(dict(sorted(codes.items()))))


def _has(graph: Any, statement: Statement) -> bool:
    return bool(graph.has_edge(statement.subject, statement.object, statement.key))


def claim(statement: Statement) -> Claim:
    """A statement of one of the relations in `WAYS` as a claim; a conclusion "is contested by" leads from the place."""
    ends = (statement.subject, statement.object)
    actor, place = ends[::-1] if statement.relation == "contestedBy" else ends
    return Claim(statement.key, place, actor, WAYS[statement.relation])
