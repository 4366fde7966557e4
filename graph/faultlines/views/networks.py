"""The page of a network: nodes, edges and hulls on a canvas, in the frame that all pages share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from faultlines.views import marks
from faultlines.views.compose import compose
from faultlines.views.drawing import drawing
from faultlines.views.frame import framed
from faultlines.views.layout import CROWD
from faultlines.views.scene import MOST, Scene, bundles, statement_records
from faultlines.views.thumbnail import thumbnail
from faultlines.views.words import date_words

_SCRIPTS: Final = (
    "vis-network",
    "places.js",
    "labels.js",
    "look.js",
    "strands.js",
    "network.js",
    "hulls.js",
    "picture.js",
    "split.js",
)


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """A network with all that its page and the index make of it."""

    name: str
    title: str
    sentence: str
    network: Any
    records: Mapping[str, Mapping[str, Any]]
    scene: Scene

    @classmethod
    def of(cls, network: Any, name: str = "") -> NetworkPage:
        """The page of a networkx.MultiDiGraph as `fl.network` or `faultlines.analysis.pages` make them."""
        known = network.graph
        name = name or str(known.get("name") or "network")
        title, sentence = str(known.get("title") or name), str(known.get("sentence", ""))
        if not sentence and known.get("at"):
            sentence = f"What holds at {date_words(known['at'])}, as far as statements say when."
        return cls(name, title, sentence, network, statement_records(network), compose(network))

    @property
    def things(self) -> frozenset[str]:
        """The ids of all that it has."""
        return frozenset(self.network)

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known, scene = self.network.graph, self.scene
        off = marks.IN_HULLS if scene.hulls else frozenset()
        return framed(
            "network.html.j2",
            self.network,
            titles,
            name=self.name,
            title=self.title,
            sentence=self.sentence,
            scripts=_SCRIPTS,
            drawing=drawing(scene, known.get("coalitions", {}).get("groups", ())),
            coalitions=known.get("coalitions"),
            names={node.id: node.label for node in scene.nodes},
            crowd=len(scene.nodes) > CROWD,
            bundled=max(bundles(scene.edges).values(), default=0) > MOST,
            off=off | (marks.IN_RINGS if known.get("contested") else frozenset()),
            scene=scene,
            shapes=shapes(scene),
            rings=any(node.rings for node in scene.nodes),
        )

    def picture(self) -> Markup | None:
        """The network as a small picture."""
        return thumbnail(self.scene, self.records)


_SHAPES: Final = (
    ("dot", False, "state, body, group, place"),
    ("dot", True, "person"),
    ("square", False, "issue, agreement, project"),
    ("diamond", False, "red line"),
    ("triangle", False, "event"),
    ("hexagon", False, "type, function, means"),
)


def shapes(scene: Scene) -> list[tuple[str, bool, str]]:
    """Shape, hollow or not, and meaning of the marks of nodes that a scene has."""
    there = {(node.shape, node.cls == "Person") for node in scene.nodes}
    return [row for row in _SHAPES if (row[0], row[1]) in there]
