"""Namespaces, relations, and the two small algebras Polarity and Modality; a test holds them against ontology/."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from faultlines.errors import FaultlinesError

BASE: Final = "https://w3id.org/faultlines/"
FL: Final = BASE + "ontology#"
P: Final = BASE + "prop/"
PS: Final = BASE + "prop/statement/"
ID: Final = BASE + "id/"
WIKIDATA: Final = "http://www.wikidata.org/entity/"

KINDS: Final = MappingProxyType(
    {
        "actor": (
            "State",
            "DisputedTerritory",
            "InternationalOrganization",
            "Alliance",
            "GovernmentBody",
            "Faction",
            "ActorGroup",
            "Company",
            "Media",
            "ThinkTank",
            "Person",
        ),
        "area": ("Area",),
        "issue": ("Issue", "Conflict", "WorldOrderModel", "Project", "Status"),
        "agreement": ("Agreement",),
        "event": ("Event", "Meeting", "SanctionsMeasure", "Incident"),
        "plan": ("Plan",),
        "stage": ("Stage",),
        "period": ("Period",),
        "concept": ("Concept",),
    }
)
"""Kind of id → the classes an entity of that kind may have."""

PREFIXES: Final = MappingProxyType(
    {
        "fl": FL,
        "p": P,
        "ps": PS,
        **{kind: f"{ID}{kind}/" for kind in (*KINDS, "statement", "source")},
        "wd": WIKIDATA,
        "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
        "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
        "owl": "http://www.w3.org/2002/07/owl#",
        "xsd": "http://www.w3.org/2001/XMLSchema#",
        "skos": "http://www.w3.org/2004/02/skos/core#",
        "dct": "http://purl.org/dc/terms/",
        "prov": "http://www.w3.org/ns/prov#",
        "oa": "http://www.w3.org/ns/oa#",
        "org": "http://www.w3.org/ns/org#",
    }
)
"""The prefixes that every query and every file of ours may use without declaring them."""


class Relation(NamedTuple):
    """What the program must know of a relation without opening the ontology."""

    family: str
    sign: int


def _family(name: str, **relations: int) -> dict[str, Relation]:
    return {relation: Relation(name, sign) for relation, sign in relations.items()}


RELATIONS: Final = MappingProxyType(
    {
        **_family(
            "position",
            supports=1,
            opposes=-1,
            seeks=0,
            prioritizes=0,
            offers=1,
            demands=1,
            expects=0,
            fears=0,
            considers=0,
            discusses=0,
        ),
        **_family("red-line", drawsRedLine=-1),
        **_family("speech", accuses=-1, criticizes=-1, threatens=-1),
        **_family("sanction", imposesSanctionsOn=-1, considersSanctionsOn=-1, easesSanctionsOn=1),
        **_family(
            "tie",
            alliedWith=1,
            partnerOf=1,
            rivalOf=-1,
            memberOf=0,
            partyTo=0,
            partOf=0,
            headOf=0,
            represents=0,
        ),
        **_family("sphere", claimsInfluenceOver=0, contestsInfluenceIn=-1, occupies=-1, responsibleFor=0),
        **_family(
            "cooperation",
            cooperatesWith=1,
            negotiatesWith=1,
            meetsWith=1,
            calls=1,
            visits=1,
            mediates=1,
        ),
        **_family("support", providesSupportTo=1, supportsMilitarily=1),
        **_family(
            "pressure",
            pressures=-1,
            deploysForcesNear=-1,
            cyberAttacks=-1,
            attacks=-1,
            represses=-1,
            interferesIn=-1,
            seizes=-1,
            violates=-1,
            withdrawsFrom=-1,
        ),
        **_family("effect", benefits=1, harms=-1, requires=0, hasOutcome=0),
        **_family(
            "description",
            usesInstrument=0,
            hasType=0,
            hasFunction=0,
            hasParticipant=0,
            takesPlaceIn=0,
            hasStage=0,
            locatedIn=0,
            incompatibleWith=0,
        ),
        **_family(
            "derived",
            contestedBy=0,
            threatensRedLine=0,
            crossesRedLine=0,
            contradicts=0,
            agreesWith=1,
            disagreesWith=-1,
            confirmedBy=0,
            refutedBy=0,
        ),
    }
)
"""Every relation → its family and sign; family by family, which is the order in which people are shown them."""

FAMILIES: Final = tuple(dict.fromkeys(r.family for r in RELATIONS.values()))

TEXT_QUALITIES: Final = ("original", "edited-translation", "machine-translated", "excerpt")


class Polarity(StrEnum):
    """Does the source affirm or deny the triple.

    Denying twice affirms; that is all its algebra:

    >>> Polarity.DENIED * Polarity.DENIED
    <Polarity.AFFIRMED: 'affirmed'>
    >>> -Polarity.AFFIRMED
    <Polarity.DENIED: 'denied'>
    """

    AFFIRMED = "affirmed"
    DENIED = "denied"

    def __neg__(self) -> Polarity:
        return Polarity.DENIED if self is Polarity.AFFIRMED else Polarity.AFFIRMED

    def __mul__(self, other: object) -> Polarity:
        if not isinstance(other, Polarity):
            return NotImplemented
        return Polarity.AFFIRMED if self is other else Polarity.DENIED


class Modality(StrEnum):
    """How a statement is meant.

    Of two nested modalities the outer one wins; an asserted frame leaves the inner as it is:

    >>> Modality.POSSIBLE.around(Modality.FORECAST)
    <Modality.POSSIBLE: 'possible'>
    >>> Modality.ASSERTED.around(Modality.DESIRED)
    <Modality.DESIRED: 'desired'>
    >>> Modality.FORECAST.actual
    False
    """

    ASSERTED = "asserted"
    FORECAST = "forecast"
    POSSIBLE = "possible"
    CONDITIONAL = "conditional"
    DESIRED = "desired"

    @property
    def actual(self) -> bool:
        """Whether the source presents it as being so, rather than as coming, thinkable or wanted."""
        return self is Modality.ASSERTED

    def around(self, inner: Modality) -> Modality:
        """The modality of something so meant inside a clause so meant."""
        return inner if self is Modality.ASSERTED else self


def iri(identifier: str) -> str:
    """The IRI of an id such as ``actor:russia``, ``fl:opposes`` or ``statement:0f3a…``.

    >>> iri("issue:reset")
    'https://w3id.org/faultlines/id/issue/reset'
    """
    prefix, colon, local = identifier.partition(":")
    if not colon or prefix not in PREFIXES:
        raise FaultlinesError(f"{identifier}: an id is kind:slug, such as actor:russia")
    return PREFIXES[prefix] + local


@lru_cache(maxsize=2**16)
def short(full: str) -> str:
    """The id of an IRI; an IRI of nobody we know is given back whole.

    >>> short("https://w3id.org/faultlines/ontology#opposes"), short("http://example.org/x")
    ('fl:opposes', 'http://example.org/x')
    """
    for prefix in _LONGEST_FIRST:
        if full.startswith(PREFIXES[prefix]):
            return f"{prefix}:{full[len(PREFIXES[prefix]) :]}"
    return full


_LONGEST_FIRST: Final = sorted(PREFIXES, key=lambda p: -len(PREFIXES[p]))
