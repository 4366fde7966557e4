"""Which blocs a page draws as hulls: alliances first, then organizations, then states with their own."""

from __future__ import annotations

from typing import Any, Final

from faultlines.views.marks import TONES
from faultlines.views.scene import Hull

_RANK: Final = ("Alliance", "InternationalOrganization", "State")
_AT_MOST: Final = 8
_OWN: Final = 0.75
"""The share of a bloc's members that must not lie in another hull already; every node lies in one hull at most."""


def hulls(network: Any) -> list[Hull]:
    """The blocs to draw, greatest first within their rank."""
    names = network.graph.get("bloc_names", {})
    blocs = {body: [m for m in members if m in network] for body, members in network.graph.get("blocs", {}).items()}

    def order(body: str) -> tuple[int, int, str]:
        cls = names.get(body, ("", "State"))[1]
        return (_RANK.index(cls) if cls in _RANK else len(_RANK), -len(blocs[body]), body)

    taken: set[str] = set()
    chosen: list[Hull] = []
    for body in sorted(blocs, key=order):
        own = [m for m in blocs[body] if m not in taken]
        if len(own) < 2 or len(own) < _OWN * len(blocs[body]) or len(chosen) == _AT_MOST:
            continue
        taken.update(own)
        name = names[body][0] if body in names else network.nodes[body]["label"] if body in network else body
        chosen.append(Hull(body, name, len(chosen) % TONES, tuple(sorted(own))))
    return chosen
