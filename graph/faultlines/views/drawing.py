"""Scene → what the page's scripts read: nodes, edges and options collected by pyvis, and all that pyvis knows not."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from faultlines.views import marks
from faultlines.views.geometry import Box
from faultlines.views.layout import CROWD, FIRST, HEAD, HULL_FONT, MULTITUDE
from faultlines.views.scene import MOST, Node, Scene
from faultlines.views.spread import PAD

_FACE: Final = "Arial, Liberation Sans, Helvetica, sans-serif"
_FAST: Final = 300
"""With more edges than this, dragging hides them: browsers draw dashed curves slowly."""


def drawing(scene: Scene, coalitions: Iterable[Iterable[str]] = ()) -> dict[str, Any]:
    """One value without any markup, for `<script type="application/json">`."""
    from pyvis.network import Network

    net = Network(directed=True)
    for node in scene.nodes:
        net.add_node(node.id, **_node(node, scene))
    net.edges.extend(  # its add_edge looks through the whole list each time
        {
            "id": e.id,
            "from": e.start,
            "to": e.end,
            "relation": e.relation,
            "statement": e.statement,
            **({"bend": e.bend} if e.bend else {}),
        }
        for e in scene.edges
    )
    net.options = _options(len(scene.edges))
    nodes, edges, *_, options = net.get_network_data()
    return {
        "nodes": [{name: value for name, value in node.items() if value is not None} for node in nodes],
        "edges": edges,
        "options": json.loads(options),
        "tall": _tall(scene),
        **({"first": FIRST} if len(scene.nodes) > CROWD else {}),
        **({"most": HEAD} if len(scene.nodes) > MULTITUDE else {}),
        **({"coalitions": [list(group) for group in coalitions]} if coalitions else {}),
        "tones": marks.TONES,
        "hulls": [{"id": h.id, "name": h.name, "tone": h.tone, "members": list(h.members)} for h in scene.hulls],
        "face": _FACE,
        "strand": MOST,
        "hull": {"pad": PAD, "font": HULL_FONT},
    }


def _node(node: Node, scene: Scene) -> dict[str, Any]:
    x, y = scene.wide.at[node.id]
    sometimes = {
        "names": list(node.aliases),
        "text": node.definition,
        "tone": node.tone,
        "rings": list(node.rings),
        "raised": node.id in scene.wide.raised,
    }
    return {
        "label": scene.wide.labels[node.id],
        "x": x,
        "y": y,
        "shape": node.shape,
        "size": node.size,
        "font": {"size": node.font},
        "color": None,  # the page's style decides, by ink and tone
        "name": node.label,
        "cls": node.cls,
        "box": _box(scene.wide.boxes[node.id]),
        **{name: value for name, value in sometimes.items() if value or name == "tone"},
    }


def _tall(scene: Scene) -> dict[str, list[Any]] | None:
    """What differs on a tall screen, if anything does."""
    if scene.tall is scene.wide:
        return None
    raised, boxes, labels = scene.tall.raised, scene.tall.boxes, scene.tall.labels
    return {n: [*at, labels[n], _box(boxes[n]), n in raised] for n, at in scene.tall.at.items()}


def _box(box: Box) -> list[float]:
    return [round(value, 1) for value in box]


def _options(edges: int) -> dict[str, Any]:
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False, "randomSeed": 1},
        "interaction": {
            "hover": False,
            "keyboard": False,
            "selectConnectedEdges": False,
            "hideEdgesOnDrag": edges > _FAST,
            "hideEdgesOnZoom": edges > _FAST,
            "tooltipDelay": 1000000,
        },
        "nodes": {
            "chosen": False,
            "borderWidth": 1.5,
            "font": {"face": _FACE, "strokeWidth": 4},
            "scaling": {"label": {"drawThreshold": 10}},
        },
        "edges": {
            "chosen": False,
            "selectionWidth": 0,
            "arrowStrikethrough": False,
            "font": {"size": 12, "strokeWidth": 4, "align": "middle", "face": _FACE},
        },
    }
