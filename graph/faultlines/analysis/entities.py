"""Everything the graph says of every thing: the value behind the page that shows any of them, and the whole network."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import networkx as nx

from faultlines.analysis.context import add, finish, start
from faultlines.analysis.network import evidence
from faultlines.model import Entity
from faultlines.statements import read_entity
from faultlines.store import KnowledgeGraph
from faultlines.terms import FAMILIES


@dataclass(frozen=True)
class Entities:
    """All things and all statements."""

    entities: Sequence[Entity]
    records: Sequence[Mapping[str, Any]]
    """Of each statement what `faultlines.analysis.network.evidence` gives."""
    sources: Mapping[str, Mapping[str, Any]]
    """What the manifest knows of each source."""
    counts: Mapping[str, int]


def entities(kg: KnowledgeGraph) -> Entities:
    """Every thing of the flat lists, and every statement of sources and of rules."""
    return Entities(
        entities=[read_entity(kg, identifier) for identifier in sorted(kg.labels)],
        records=[evidence(kg, statement) for statement in kg.statements(derived=None)],
        sources=dict(kg.manifest["sources"]),
        counts=dict(kg.manifest["counts"]),
    )


def everything(kg: KnowledgeGraph) -> nx.MultiDiGraph[str]:
    """All statements between things as one network, with every filter."""
    graph = start(kg, "network", "Everything", "Every statement at once: begin with a filter, a source or a name.")
    add(kg, graph)
    finish(kg, graph, FAMILIES)
    return graph
