"""Synthetic seeds in the project's own form: the same size always gives the same entities, sources and statements.

Shares follow the first two curated documents (positions lead, a seventh denied, a third not asserted, half reported
through a second voice). A few actors and issues are in every mouth and most are rare: the choice among things of a
kind is Zipf's, so number 0 of each kind is the busiest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from faultlines.model import Entity, Source, Statement
from faultlines.terms import TEXT_QUALITIES, Modality, Polarity

if TYPE_CHECKING:
    from faultlines.seeds import Seeds

Fields = dict[str, Any]
"""What distinguishes one statement, before its source adds voices, spans and the rest."""

_STATEMENTS_A_SOURCE: Final = 100
_ENTITIES: Final = {"actor": 36, "issue": 34, "event": 12, "area": 6, "agreement": 4, "plan": 2}
"""Per 1,000 statements; with three stages a plan and the concepts that makes a tenth of the statements."""

_ACTORS: Final = (
    *("State", "State", "State", "Person", "GovernmentBody", "State", "Media", "Alliance", "Person", "Person"),
    *("State", "ThinkTank", "InternationalOrganization", "Person", "Company", "Faction", "GovernmentBody", "Person"),
    *("ActorGroup", "State"),
)
_EVENTS: Final = ("Meeting", "Meeting", "SanctionsMeasure", "Meeting", "Meeting", "Incident", "SanctionsMeasure")
_ISSUES: Final = (*("Issue",) * 7, "Project", "Conflict", "Status")
_CONCEPTS: Final = (
    *("telephone", "summit", "deterring", "punishing", "mobilising", "signalling", "asset-freeze", "travel-ban"),
    *("export-control", "debt-ban"),
)
_SYLLABLES: Final = tuple("kamorulutasinedovefazebihopegumisawynari"[n : n + 2] for n in range(0, 40, 2))
_TEXT: Final = (
    "the text reports as its own view that one side will not yield before talks and names no date for it although"
    " another passage hints at a later round which an official calls likely while critics doubt every promise made"
)


def name(kind: str, number: int) -> str:
    """The label of a thing, made of syllables: no two things of a kind share one.

    >>> name("actor", 0), name("issue", 21)
    ('Kaka', 'The momo question')
    """
    rest, part = divmod(number, len(_SYLLABLES))
    syllables = [_SYLLABLES[part], _SYLLABLES[rest % len(_SYLLABLES)]]
    while rest := rest // len(_SYLLABLES):
        syllables.append(_SYLLABLES[rest % len(_SYLLABLES)])
    word = "".join(syllables)
    return f"The {word} question" if kind == "issue" else f"{word.capitalize()}{'' if kind == 'actor' else ' ' + kind}"


def alias(number: int) -> str:
    """What an actor is called by its capital."""
    return f"{name('actor', number)} City"


def source_id(number: int) -> str:
    """The id of a source."""
    return f"synthetic-{number:05}"


@dataclass(frozen=True, slots=True)
class Pool:
    """Things of a kind, the busiest first."""

    ids: tuple[str, ...]
    weights: tuple[float, ...]

    @classmethod
    def of(cls, ids: list[str]) -> Pool:
        """A pool with Zipf's weights."""
        return cls(tuple(ids), tuple(accumulate(1 / rank for rank in range(1, len(ids) + 1))))

    def one(self, rng: Random) -> str:
        """Any of them."""
        return rng.choices(self.ids, cum_weights=self.weights)[0]

    def some(self, rng: Random, count: int) -> tuple[str, ...]:
        """Several different ones, fewer if there are not so many."""
        found: dict[str, None] = {}
        while len(found) < min(count, len(self.ids)):
            found[self.one(rng)] = None
        return tuple(found)


class World:
    """The things that the sources speak of, and what is so about them."""

    def __init__(self, size: int, rng: Random) -> None:
        self.entities: dict[str, Entity] = {}
        pools = {kind: self._kind(kind, max(share * size // 1000, 3), rng) for kind, share in _ENTITIES.items()}
        self.actors, self.issues, self.areas = pools["actor"], pools["issue"], pools["area"]
        self.agreements, self.plans = pools["agreement"], pools["plan"]
        self.states = self._classed(pools["actor"], "State")
        self.meetings = self._classed(pools["event"], "Meeting")
        self.measures = self._classed(pools["event"], "SanctionsMeasure")
        self.incidents = self._classed(pools["event"], "Incident")
        for slug in _CONCEPTS:
            self._add(Entity(id=f"concept:{slug}", cls="Concept", label=slug.replace("-", " ").capitalize()))
        busiest = self.actors.ids[:2]
        self.day = {e: date(2014, 1, 1) + timedelta(rng.randrange(4000)) for e in pools["event"].ids}
        self.day[self.meetings.ids[0]] = date(2014, 1, 1)  # the calls that follow it are all later
        self.participants = {e: self.actors.some(rng, rng.randint(2, 4)) for e in self.meetings.ids}
        for event in self.meetings.ids[:3]:
            self.participants[event] = busiest
        self.telephone = set(self.meetings.ids[1::3])
        self.place = {e: self.areas.one(rng) for e in pools["event"].ids}
        self.parties = {a: self.actors.some(rng, rng.randint(2, 5)) for a in self.agreements.ids}
        self.parties[self.agreements.ids[0]] = busiest
        self.expiry = {a: _written(rng, date(2022, 1, 1) + timedelta(rng.randrange(6000))) for a in self.agreements.ids}
        self.imposed = {m: self.states.some(rng, 2) for m in self.measures.ids}
        self.motive = {m: self.issues.some(rng, rng.randint(1, 2)) for m in self.measures.ids}
        self.stages = {plan: self._stages(number) for number, plan in enumerate(self.plans.ids)}

    def _add(self, entity: Entity) -> str:
        self.entities[entity.id] = entity
        return entity.id

    def _kind(self, kind: str, count: int, rng: Random) -> Pool:
        classes = {"actor": _ACTORS, "issue": _ISSUES, "event": _EVENTS}.get(kind, (kind.capitalize(),))
        ids = [f"{kind}:{name(kind, n).lower().replace(' ', '-')}" for n in range(count)]
        for n, identifier in enumerate(ids):
            cls, before = classes[n % len(classes)], ids[:n]
            near = (rng.choice(before),) if before and kind == "issue" and rng.random() < 0.25 else ()
            entity = Entity(
                id=identifier,
                cls=cls,
                label=name(kind, n),
                aliases=(alias(n),) if cls == "State" else (f"{name(kind, n)} affair",) if rng.random() < 0.3 else (),
                wikidata=f"Q{9_000_000_000 + len(self.entities)}" if rng.random() < 0.4 else "",
                belongs_to=(ids[n % 3],) if cls in ("GovernmentBody", "Faction") else (),
                broader=near if n % 3 == 0 else (),
                close_match=near if n % 3 == 1 else (),
                broad_match=near if n % 3 == 2 else (),
                definition=_words(rng) if rng.random() < 0.3 else "",
            )
            self._add(entity)
        return Pool.of(ids)

    def _classed(self, pool: Pool, cls: str) -> Pool:
        return Pool.of([i for i in pool.ids if self.entities[i].cls == cls])

    def _stages(self, plan: int) -> tuple[str, ...]:
        names = [name("stage", 3 * plan + n) for n in range(3)]
        return tuple(self._add(Entity(id=f"stage:{n.lower().replace(' ', '-')}", cls="Stage", label=n)) for n in names)


# What sources say, a generator of statements a kind of talk -------------------------------------------


def _weights(**weights: int) -> dict[str, int]:
    return weights


_POSITIONS: Final = _weights(
    seeks=17, considers=11, supports=10, opposes=8, offers=5, discusses=5, prioritizes=3, demands=3, expects=3, fears=2
)
_PRESSURE: Final = _weights(
    pressures=8, interferesIn=4, deploysForcesNear=2, attacks=2, cyberAttacks=1, seizes=1, represses=1, violates=1
)
_SPEECH: Final = _weights(criticizes=4, accuses=3, threatens=2)
_DEALINGS: Final = _weights(
    cooperatesWith=4, negotiatesWith=3, meetsWith=2, calls=1, visits=1, providesSupportTo=2, supportsMilitarily=1
)
_BELONGING: Final = _weights(memberOf=1, headOf=2, represents=2, partOf=1)
_EFFECTS: Final = _weights(hasOutcome=10, requires=6, benefits=3, harms=3)


def _of(weights: dict[str, int], rng: Random) -> str:
    return rng.choices(list(weights), weights=list(weights.values()))[0]


def _position(world: World, rng: Random) -> Iterator[Fields]:
    target = (world.issues, world.agreements, world.meetings)[rng.choices((0, 1, 2), (90, 5, 5))[0]]
    yield {
        "subject": world.actors.one(rng),
        "relation": _of(_POSITIONS, rng),
        "object": target.one(rng),
        "to": (world.actors.one(rng),) if rng.random() < 0.15 else (),
    }


def red_lines(world: World, rng: Random, count: int) -> Iterator[Fields]:
    """A list of red lines, closed or left open."""
    drawer, against, complete = world.states.one(rng), world.actors.one(rng), rng.random() < 0.5
    for act in world.issues.some(rng, count):
        yield {
            "subject": drawer,
            "relation": "drawsRedLine",
            "object": act,
            "to": (against,) if against != drawer else (),
            "list_complete": complete,
            "polarity": Polarity.AFFIRMED,
            "modality": Modality.ASSERTED,
        }


def _one_red_line(world: World, rng: Random) -> Iterator[Fields]:
    yield from red_lines(world, rng, 1)


def _effect(world: World, rng: Random) -> Iterator[Fields]:
    relation = _of(_EFFECTS, rng)
    target = world.actors if relation in ("benefits", "harms") else world.issues
    cause, result = world.issues.one(rng), target.one(rng)
    if cause != result:
        yield {"subject": cause, "relation": relation, "object": result}


def _pair(relations: dict[str, int], pool: str) -> Callable[[World, Random], Iterator[Fields]]:
    def say(world: World, rng: Random) -> Iterator[Fields]:
        subject, object_ = getattr(world, pool).some(rng, 2)
        about = (world.issues.one(rng),) if rng.random() < 0.5 else ()
        yield {"subject": subject, "relation": _of(relations, rng), "object": object_, "about": about}

    return say


def _tie(world: World, rng: Random) -> Iterator[Fields]:
    one, two = sorted(world.states.some(rng, 2), key=world.states.ids.index)
    place = world.states.ids.index(one) * 7 + world.states.ids.index(two) * 3
    usual = ("alliedWith", "partnerOf", "rivalOf", "partnerOf", "rivalOf")[place % 5]
    relation = usual if rng.random() < 0.85 else rng.choice(("alliedWith", "partnerOf", "rivalOf"))
    yield {"subject": one, "relation": relation, "object": two}


def _party(world: World, rng: Random) -> Iterator[Fields]:
    agreement = world.agreements.one(rng)
    for party in world.parties[agreement]:
        yield {"subject": party, "relation": "partyTo", "object": agreement, "until": world.expiry[agreement]}


def _sphere(world: World, rng: Random) -> Iterator[Fields]:
    place = rng.choice((world.areas, world.states)).one(rng)
    one, two = world.states.some(rng, 2)
    if place not in (one, two):
        yield {"subject": one, "relation": "claimsInfluenceOver", "object": place}
        if rng.random() < 0.4:  # a contested one
            relation = rng.choice(("claimsInfluenceOver", "contestsInfluenceIn"))
            yield {"subject": one, "relation": "rivalOf", "object": two}
            yield {"subject": two, "relation": relation, "object": place}


def _responsibility(world: World, rng: Random) -> Iterator[Fields]:
    yield {"subject": world.actors.one(rng), "relation": "responsibleFor", "object": world.areas.one(rng)}


def _sanction(world: World, rng: Random) -> Iterator[Fields]:
    measure = world.measures.one(rng)
    imposer, target = world.imposed[measure]
    relation = rng.choices(("imposesSanctionsOn", "considersSanctionsOn", "easesSanctionsOn"), (8, 1, 1))[0]
    kind = rng.choice(("asset-freeze", "travel-ban", "export-control", "debt-ban"))
    yield {
        "subject": imposer,
        "relation": relation,
        "object": target,
        "instrument": (measure, f"concept:{kind}"),
        "motivation": world.motive[measure],
        "since": _written(rng, world.day[measure]),
    }


def _function(world: World, rng: Random) -> Iterator[Fields]:
    policy = world.issues.one(rng)
    for function in rng.sample(("deterring", "punishing", "mobilising", "signalling"), rng.randint(1, 3)):
        yield {"subject": policy, "relation": "hasFunction", "object": f"concept:{function}"}


def _meeting(world: World, rng: Random) -> Iterator[Fields]:
    event = world.meetings.one(rng)
    since = _written(rng, world.day[event])
    inferred = ("since",) if rng.random() < 0.15 else ()
    for actor in world.participants[event]:
        yield {"subject": event, "relation": "hasParticipant", "object": actor, "since": since, "inferred": inferred}
    if event in world.telephone:
        yield {"subject": event, "relation": "hasType", "object": "concept:telephone"}
    else:
        yield {"subject": event, "relation": "takesPlaceIn", "object": world.place[event], "since": since}


def _doubt(world: World, rng: Random) -> Iterator[Fields]:
    event = world.meetings.one(rng)
    yield {
        "subject": event,
        "relation": "takesPlaceIn",
        "object": world.place[event],
        "modality": Modality.FORECAST,
        "polarity": rng.choice((Polarity.AFFIRMED, Polarity.DENIED)),
    }


def _stages(world: World, rng: Random) -> Iterator[Fields]:
    plan = world.plans.one(rng)
    for rank, stage in enumerate(world.stages[plan], 1):
        yield {"subject": plan, "relation": "hasStage", "object": stage, "rank": rank}


def _incompatible(world: World, rng: Random) -> Iterator[Fields]:
    one, two = world.issues.some(rng, 2)
    yield {"subject": one, "relation": "incompatibleWith", "object": two, "polarity": Polarity.AFFIRMED}


_TALK: Final[dict[Callable[[World, Random], Iterator[Fields]], float]] = {
    _position: 44,
    _effect: 12,
    _pair(_PRESSURE, "states"): 8,
    _pair(_SPEECH, "actors"): 6,
    _pair(_DEALINGS, "actors"): 6,
    _tie: 5,
    _meeting: 2.5,  # each of these gives three or four statements
    _party: 1,
    _stages: 0.7,
    _sphere: 2,
    _responsibility: 1,
    _sanction: 4,
    _function: 1,
    _doubt: 2,
    _one_red_line: 2,
    _incompatible: 1,
    _pair(_BELONGING, "actors"): 3,
}
"""Kind of talk → how often a source turns to it."""


# Sources ----------------------------------------------------------------------------------------------


def synthetic(size: int) -> Seeds:
    """Seeds of so many statements."""
    from faultlines.seeds import Seeds  # brings pydantic, which would count as memory of those who only want a name

    rng = Random(f"faultlines {size}")  # noqa: S311 – the same every time is what is wanted
    world = World(size, rng)
    count = max(size // _STATEMENTS_A_SOURCE, 1)
    sources: dict[str, Source] = {}
    statements: list[Statement] = []
    for number in range(count):
        share = size // count + (number < size % count)
        source, said = _source(number, share, world, rng)
        sources[source.id] = source
        statements += said
    return Seeds(Path("synthetic"), world.entities, sources, tuple(statements), MappingProxyType({}))


def _source(number: int, share: int, world: World, rng: Random) -> tuple[Source, list[Statement]]:
    author, publisher = world.actors.some(rng, 2)
    day = date(2015, 1, 1) + timedelta(rng.randrange(3900))
    source = Source(
        id=source_id(number),
        title=_words(rng).rstrip(".").capitalize(),
        kind=rng.choice(("op-ed", "news-analysis", "news", "report")),
        date=_written(rng, day),
        stance=rng.choice(("state-aligned", "independent-analyst", "think-tank", "unknown")),
        text_quality=rng.choices(TEXT_QUALITIES, (7, 1, 1, 1))[0],
        sha256=f"{rng.getrandbits(256):064x}",
        characters=70 * share + 2000,
        curator="synthetic",
        author=(author,) if number == 0 or rng.random() < 0.7 else (),
        published_first_by=publisher,
        republished_by=world.actors.some(rng, 2) if number == 0 or rng.random() < 0.2 else (),
    )
    said: dict[str, Statement] = {}

    def add(fields: Iterator[Fields]) -> None:
        for one in fields:
            if len(said) < share:
                statement = _said(one, source, len(said), list(said), world, rng)
                said.setdefault(statement.key, statement)

    if number < 2 or number % 2:  # every other source has a list of red lines
        add(red_lines(world, rng, rng.randint(4, 6)))
    if number < 2:  # so that the first two have one in common, and a sphere each
        first, second = world.states.ids[:2]
        actual: Fields = {"polarity": Polarity.AFFIRMED, "modality": Modality.ASSERTED}
        act = {"subject": first, "relation": "drawsRedLine", "object": world.issues.ids[0], "list_complete": False}
        sphere = {"subject": first, "relation": "claimsInfluenceOver", "object": world.areas.ids[number]}
        add(iter([act | actual, sphere | actual, {"subject": first, "relation": "partnerOf", "object": second}]))
    talk, weights = list(_TALK), list(_TALK.values())
    while len(said) < share:
        add(rng.choices(talk, weights)[0](world, rng))
    return source, list(said.values())


def _said(fields: Fields, source: Source, place: int, before: list[str], world: World, rng: Random) -> Statement:
    """One statement as its source has it: voices, meaning, dates, spans, links and a note."""
    own = rng.random() < 0.5
    via: tuple[str, ...] = ()
    if not own:  # one in five of the reported ones came through somebody else first
        via = (world.actors.one(rng), *source.voice) if rng.random() < 0.2 else source.voice
    start = 500 + 70 * place + rng.randrange(20)
    spans = [(start, start + rng.randrange(20, 160))]
    if rng.random() < 0.08:
        spans.append((start + 300, start + 360))
    filled: Fields = {
        "source": source.id,
        "said_by": source.voice if own else (world.actors.one(rng),),
        "via": via,
        "said_on": source.date if own else "",
        "polarity": Polarity.DENIED if rng.random() < 0.14 else Polarity.AFFIRMED,
        "modality": rng.choices(tuple(Modality), (68, 10, 16, 3, 3))[0],
        "confidence": rng.choice((0.9, 0.9, 0.95, 0.85, 0.8, 0.7)),
        "spans": tuple(spans),
        "note": _words(rng) if rng.random() < 0.7 or source.text_quality == "machine-translated" else "",
    }
    if rng.random() < 0.08:
        filled["since"] = _written(rng, date(2010, 1, 1) + timedelta(rng.randrange(4000)))
        filled["inferred"] = ("since",) if rng.random() < 0.3 else ()
    if rng.random() < 0.04:
        filled["until"] = _written(rng, date(2026, 1, 1) + timedelta(rng.randrange(3000)))
    if before and rng.random() < 0.06:
        filled[rng.choice(("condition", "unless", "responds_to"))] = (rng.choice(before),)
    if rng.random() < 0.02:
        filled["advances"] = (world.issues.one(rng),)
    return Statement(**(filled | fields))


def _written(rng: Random, day: date) -> str:
    """A day as precisely as a text happens to give it."""
    return day.isoformat()[: rng.choices((10, 7, 4), (6, 3, 1))[0]]


def _words(rng: Random) -> str:
    return " ".join(rng.choices(_TEXT.split(), k=rng.randint(6, 18))).capitalize() + "."
