"""The marks of every page: which ink, width, arrowhead, dash and shape means what. Colours stand in styles/page.css."""

from __future__ import annotations

from math import sqrt
from types import MappingProxyType
from typing import Final, NamedTuple

from faultlines.terms import RELATIONS


class Mark(NamedTuple):
    """How the edges of one relation are drawn."""

    ink: str
    """Names the custom property `--ink-…` of the page's style."""
    width: float
    head: str
    """`full` for what is done or is so, `open` for words and thoughts."""


_STRUCTURE: Final = frozenset(
    {
        "memberOf",
        "partyTo",
        "partOf",
        "headOf",
        "represents",
        "locatedIn",
        "takesPlaceIn",
        "hasParticipant",
        "hasStage",
        "hasType",
    }
)
_WORDS: Final = frozenset(
    {
        "accuses",
        "criticizes",
        "threatens",
        "considersSanctionsOn",
        "expects",
        "fears",
        "considers",
        "discusses",
        "prioritizes",
        "to",
    }
)
_INK: Final = MappingProxyType(
    {"drawsRedLine": "line", "to": "line", "crossesRedLine": "line", "claimsInfluenceOver": "claim"}
)
_INK_OF_SIGN: Final = MappingProxyType({1: "plus", -1: "minus", 0: "zero"})

INKS: Final = MappingProxyType(
    {
        "plus": "with, for",
        "minus": "against",
        "zero": "neither",
        "line": "red line",
        "claim": "claim of influence",
        "derived": "concluded by a rule",
    }
)
"""Every ink of an edge → what it stands for."""


def mark(relation: str) -> Mark:
    """How edges of a relation look.

    >>> mark("alliedWith"), mark("threatens").head, mark("memberOf").width
    (Mark(ink='plus', width=1.8, head='full'), 'open', 0.8)
    """
    known = RELATIONS.get(relation)
    sign = known.sign if known else 0
    ink = _INK.get(relation) or ("derived" if known and known.family == "derived" and not sign else _INK_OF_SIGN[sign])
    width = 0.8 if relation in _STRUCTURE else 1.4 if relation in _WORDS else 1.8
    return Mark(ink, width, "open" if relation in _WORDS else "full")


IN_HULLS: Final = frozenset({"memberOf", "partOf", "represents", "headOf"})
"""Relations that hulls show already, so that a page with hulls starts without their edges."""
IN_RINGS: Final = frozenset({"contestedBy"})
"""The same for rings."""

DASHES: Final = MappingProxyType(
    {
        "asserted": (),
        "forecast": (11, 4, 2, 4),
        "possible": (8, 5),
        "conditional": (8, 3, 2, 3, 2, 3),
        "desired": (2, 4),
    }
)
"""Modality → lengths of dash and gap. A denied statement has a bar across its middle, whatever its dashes."""


def opacity(confidence: float) -> float:
    """How opaque an edge is.

    >>> opacity(1.0), opacity(0.5)
    (0.85, 0.525)
    """
    return round(0.2 + 0.65 * confidence, 3)


_SHAPE: Final = MappingProxyType(
    {
        "actor": "dot",
        "area": "dot",
        "event": "triangle",
        "concept": "hexagon",
        "stage": "triangle",
        "period": "triangle",
    }
)


def shape(kind: str, is_line: bool) -> str:
    """The shape of a node, by its kind of id and whether somebody draws it as a red line.

    >>> shape("issue", True), shape("issue", False), shape("actor", False)
    ('diamond', 'square', 'dot')
    """
    return "diamond" if is_line else _SHAPE.get(kind, "square")


def size(degree: int, form: str) -> float:
    """Radius of a node with that many statements."""
    radius = 9 + 2.6 * sqrt(degree)
    return round(min(radius, 30) * (0.8 if form == "square" else 1), 1)


def font(degree: int, most: int) -> int:
    """Font size of a node's label, 13 to 20 px by its share of the most statements any node has."""
    return round(13 + 7 * degree / most) if most > 4 else 14


TONES: Final = 8
"""How many tones for blocs and claimants the page's style has; more blocs begin again with the first."""
