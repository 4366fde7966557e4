"""Derived coalitions: groups that statements with a sign make, whoever belongs where."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest

from faultlines.analysis import pages
from faultlines.analysis.coalitions import coalitions
from faultlines.store import KnowledgeGraph


def signed(*ties: tuple[str, str, int], **manner: Any) -> nx.MultiDiGraph[str]:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for a, b, sign in ties:
        graph.add_edge(a, b, sign=sign, **{"family": "tie", "polarity": "affirmed", "modality": "asserted", **manner})
    return graph


def test_two_balanced_camps_are_found() -> None:
    east, west = "abcd", "wxyz"
    ties = [(a, b, 1) for camp in (east, west) for a, b in combinations(camp, 2)]
    found = coalitions(signed(*ties, *((a, b, -1) for a in east for b in west)))
    assert found.groups == (tuple(east), tuple(west))
    assert (found.counted, found.against) == (28, 0)


def test_what_is_denied_or_not_asserted_or_no_tie_counts_for_nothing() -> None:
    for manner in ({"polarity": "denied"}, {"modality": "forecast"}, {"family": "cooperation"}, {"family": "speech"}):
        assert coalitions(signed(("a", "b", 1), **manner)).groups == ()


def test_rivals_share_no_group_and_loners_have_none() -> None:
    found = coalitions(signed(("a", "b", -1), ("c", "d", 0), ("e", "f", 1), ("e", "e", 1)))
    assert found.groups == (("e", "f"),)
    assert found.counted == 2


@pytest.mark.parametrize("page", ["kg", "real_kg"])
def test_no_single_move_would_do_better(page: str, request: pytest.FixtureRequest) -> None:
    kg: KnowledgeGraph = request.getfixturevalue(page)
    network = pages.alliances(kg)
    found = network.graph["coalitions"]
    home = {n: i for i, group in enumerate(found["groups"]) for n in group}
    alone = {n: -1 - i for i, n in enumerate(sorted(network))}
    ties = [
        (a, b, d["sign"])
        for a, b, d in network.edges(data=True)
        if a != b
        and d["sign"]
        and d["family"] in ("tie", "support")
        and (d["polarity"], d["modality"]) == ("affirmed", "asserted")
    ]

    def against(home: dict[str, int]) -> int:
        group = {**alone, **home}
        return sum((group[a] == group[b]) == (sign < 0) for a, b, sign in ties)

    assert found["counted"] == len(ties)
    assert found["against"] == against(home)
    for node in network:
        for group in range(len(found["groups"])):
            assert against({**home, node: group}) >= found["against"]
