"""Network → scene: what each node and edge looks like and where it lies."""

from __future__ import annotations

from typing import Any

from faultlines.views import marks
from faultlines.views.blocs import hulls as choose_hulls
from faultlines.views.layout import arrange
from faultlines.views.roles import ROLES
from faultlines.views.scene import Hull, Node, Scene, degrees, edges


def compose(network: Any) -> Scene:
    """The scene of a network; the network stays as it is."""
    hulls = choose_hulls(network)
    nodes = _nodes(network, hulls)
    drawn = edges(network, straight=network.graph.get("name") in ROLES)
    wide, tall = arrange(network, nodes, drawn, hulls)
    return Scene(nodes, drawn, hulls, wide, tall)


def _nodes(network: Any, hulls: list[Hull]) -> list[Node]:
    degree = degrees(network)
    most = max(degree.values(), default=1)
    lines = set(network.graph.get("red_lines", ()))
    contested = network.graph.get("contested", {})
    tones = {member: hull.tone for hull in hulls for member in hull.members}
    tones |= claimant_tones(network)
    nodes = []
    for identifier, data in sorted(network.nodes(data=True)):
        form = marks.shape(data["kind"], identifier in lines)
        nodes.append(
            Node(
                id=identifier,
                label=str(data["label"]),
                cls=data["cls"],
                kind=data["kind"],
                aliases=tuple(data.get("aliases", ())),
                definition=data.get("definition", ""),
                degree=degree[identifier],
                shape=form,
                size=marks.size(degree[identifier], form),
                font=marks.font(degree[identifier], most),
                tone=tones.get(identifier),
                rings=tuple(tones[c] for c in contested.get(identifier, ()) if c in tones),
            )
        )
    return nodes


def claimant_tones(network: Any) -> dict[str, int]:
    """Each claimant of a page about contested places → its tone, the busiest first."""
    if "contested" not in network.graph:
        return {}
    claimants = {actor for actors in network.graph["contested"].values() for actor in actors}
    claimants |= {start for start, _, family in network.edges(data="family") if family == "sphere"}
    busiest = sorted(claimants, key=lambda c: (-network.degree(c), c))
    return {claimant: i % marks.TONES for i, claimant in enumerate(busiest)}
