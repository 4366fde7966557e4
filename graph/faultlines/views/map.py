"""The page of spheres of influence as a map: each place in the tones of all who claim it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from faultlines.analysis.spheres_map import SpheresMap
from faultlines.views import geo_picture
from faultlines.views.compose import claimant_tones
from faultlines.views.frame import framed
from faultlines.views.geo_atlas import VIEWPOINT
from faultlines.views.geo_paths import round_point
from faultlines.views.geo_places import Spot, spot
from faultlines.views.geo_sheets import LOOKS, SHEETS, edge, on, sheet
from faultlines.views.marks import TONES

_SCRIPTS: Final = ("zoom.js", "map.js", "map-fill.js", "map-labels.js")
WAYS: Final = (
    ("claims", True, "claims, or holds"),
    ("contests", True, "contests another's claim"),
    ("answers", True, "is responsible for it"),
    ("claims", False, "paler: not said to be so, but forecast, possible, conditional or desired"),
)
"""Way, whether it is asserted, and what the legend says of it."""


@dataclass(frozen=True)
class MapPage:
    """Claims on places, drawn where the places lie."""

    spheres: SpheresMap
    name: str = "map"
    title: str = "Map of spheres"
    sentence: str = "Which place who claims, contests or holds, and which sources say so."

    @property
    def things(self) -> frozenset[str]:
        """The ids of all that it has."""
        return frozenset(self.spheres.network)

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        network, spots, tones = self.spheres.network, self.spots(), self.tones()
        lands = {s.codes[0]: place for place, s in spots.items() if s is not None and s.form == "land"}
        label = dict(network.nodes(data="label"))
        placed = sorted((place for place, s in spots.items() if s is not None), key=lambda p: (label[p], p))
        return framed(
            "map.html.j2",
            network,
            titles,
            name=self.name,
            title=self.title,
            sentence=self.sentence,
            styles=("map.css",),
            scripts=_SCRIPTS,
            chart=self._chart(placed, spots, tones),
            off=frozenset({"contestedBy"}),
            sheets=[sheet(name) for name in SHEETS] if placed else [],
            looks=LOOKS,
            lands=lands,
            homes={
                self.spheres.codes[actor]: {"actor": actor, "tone": tone}
                for actor, tone in tones.items()
                if actor in self.spheres.codes
            },
            areas=[(place, spots[place]) for place in placed if spots[place].form == "area"],  # type: ignore[union-attr]
            edge=edge,
            label=label,
            forms={form: [p for p in placed if spots[p].form == form] for form in ("area", "mark")},  # type: ignore[union-attr]
            nowhere=sorted((p for p, s in spots.items() if s is None), key=lambda p: (label[p], p)),
            tones=sorted(tones.items(), key=lambda pair: label[pair[0]]),
            manners=WAYS,
            denied="denied" in {polarity for *_, polarity in network.edges(data="polarity")},
            viewpoint=VIEWPOINT,
        )

    def spots(self) -> dict[str, Spot | None]:
        """Every place that anybody claims → where it lies, or None."""
        return {c.place: spot(c.place, self.spheres.codes) for c in self.spheres.claims}

    def tones(self) -> dict[str, int]:
        """Every claimant → its tone, the same as on the page of the network, which knows nothing of what was seized."""
        network = self.spheres.network
        edges = [(a, b, k) for a, b, k, relation in network.edges(keys=True, data="relation") if relation != "seizes"]
        known = claimant_tones(network.edge_subgraph(edges))
        more = sorted({c.actor for c in self.spheres.claims} - set(known))
        return known | {actor: (len(known) + i) % TONES for i, actor in enumerate(more)}

    def picture(self) -> Markup | None:
        """The world with every claimed land in its claimants' tones."""
        return geo_picture.picture(self.spheres.claims, self.spots(), self.tones())

    def _chart(self, placed: list[str], spots: Mapping[str, Any], tones: Mapping[str, int]) -> dict[str, Any]:
        """What the scripts need: where to look, where each place lies, and who has to do with it in which way."""
        claimants = sorted(tones, key=lambda actor: (tones[actor], actor))
        return {
            "looks": {look.name: {"sheet": look.sheet, "box": [round(side) for side in look.box]} for look in LOOKS},
            "places": [
                {
                    "id": place,
                    "form": spots[place].form,
                    "at": {
                        name: list(round_point(project(*spots[place].at)))
                        for name, project in SHEETS.items()
                        if on(name, (spots[place].at,))
                    },
                }
                for place in placed
            ],
            "tones": {actor: tones[actor] for actor in claimants},
            "homes": {
                actor: {
                    name: list(round_point(project(*home.at)))
                    for name, project in SHEETS.items()
                    if on(name, (home.at,))
                }
                for actor in claimants
                if actor in self.spheres.codes and (home := spot(actor, self.spheres.codes))
            },
            "claims": [[c.key, c.place, c.actor, c.way] for c in self.spheres.claims],
        }
