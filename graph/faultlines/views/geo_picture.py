"""The world as a small picture: every claimed land in the tones of its claimants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from markupsafe import Markup

from faultlines.analysis.spheres_map import Claim
from faultlines.views.geo_atlas import atlas
from faultlines.views.geo_paths import rings as outlines
from faultlines.views.geo_places import Spot
from faultlines.views.geo_projection import equal_earth, window
from faultlines.views.geo_stripes import stripes
from faultlines.views.geometry import Point
from faultlines.views.render import small

_PROJECT: Final = equal_earth(11, 60)
_BOX: Final = window(_PROJECT, -150, -55, 172, 83)
_STRIPE: Final = 4.0
_MARK: Final = 4


def picture(claims: Iterable[Claim], spots: Mapping[str, Spot | None], tones: Mapping[str, int]) -> Markup | None:
    """The picture, or None where no claimed place can be placed."""
    held: dict[str, set[int]] = {}
    for claim in claims:
        if claim.way == "claims" or claim.way == "contests":
            held.setdefault(claim.place, set()).add(tones[claim.actor])
    known = atlas()
    lands, marks, filled = [], [], set()
    for place in sorted(held):
        where, colours = spots[place], sorted(held[place])
        if where is None:
            continue
        if where.form != "land":
            x, y = _PROJECT(*where.at)
            marks += [(tone, round(x), round(y), _MARK + 3 * i) for i, tone in enumerate(colours)]
            continue
        filled.add(where.codes[0])
        projected = [[_PROJECT(*point) for point in ring] for ring in known.rings(where.codes[0])]
        for tone, pieces in zip(colours, stripes(projected, len(colours), _STRIPE), strict=True):
            lands.append((tone, "".join(_path(piece) for piece in pieces)))
    if not lands and not marks:
        return None
    rest = "".join(outlines(known.rings(code), _PROJECT) for code in sorted(known.countries) if code not in filled)
    values = {"box": " ".join(str(round(side)) for side in _BOX), "rest": rest, "lands": lands, "marks": marks}
    return small("map.svg.j2", values)


def _path(piece: Iterable[Point]) -> str:
    return "M" + "L".join(f"{x:.0f} {y:.0f}" for x, y in piece) + "Z"
