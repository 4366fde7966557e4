"""What each source says: alone, with others, against others; and through which voices."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from faultlines.analysis.context import finish, start
from faultlines.analysis.network import add_about, add_statement
from faultlines.analysis.shared import shared
from faultlines.analysis.voices import Voice, voices
from faultlines.model import Statement
from faultlines.store import KnowledgeGraph
from faultlines.terms import FAMILIES

Triple = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Told:
    """What one source says; keys of statements, in reading order."""

    source: str
    keys: tuple[str, ...]
    alone: tuple[str, ...]
    """What no other source says and nobody contradicts."""
    shared: tuple[str, ...]
    """What another source says too: same subject, relation, object and polarity."""
    contradicted: tuple[str, ...]
    """What another source, or another voice in it, contradicts, as rules conclude."""
    confirmed: tuple[str, ...]
    refuted: tuple[str, ...]
    """Its forecasts with an outcome that another source tells."""
    voices: tuple[Voice, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """What two sources say both, and what they say against each other."""

    one: str
    other: str
    shared: tuple[str, ...]
    against: tuple[str, ...]
    """The statements that contradict each other and the conclusions that they do."""


@dataclass(frozen=True)
class Sources:
    """All sources beside one another."""

    network: Any
    """All statements of sources, and what rules conclude about statements."""
    told: Sequence[Told]
    pairs: Sequence[Pair]
    common: Mapping[Triple, Mapping[str, tuple[str, ...]]]
    """Each triple that more than one source speaks of → source → keys."""
    contradictions: Sequence[tuple[str, str, str]]
    """Key of a conclusion, and of the two statements that contradict each other."""


def sources(kg: KnowledgeGraph) -> Sources:
    """What each source of a graph says, by whom it is shared and by whom contradicted."""
    graph = start(kg, "sources")
    statements = sorted(kg.statements(), key=lambda s: (s.source, s.spans, s.key))
    for statement in statements:
        add_statement(kg, graph, statement)
    about = list(kg.statements(relation=["contradicts", "confirmedBy", "refutedBy"], derived=True))
    for conclusion in about:
        add_about(kg, graph, conclusion)
    finish(kg, graph, () if statements else FAMILIES)
    against = [(s.key, _key(s.subject), _key(s.object)) for s in about if s.relation == "contradicts"]
    outcome = {r: {_key(s.subject) for s in about if s.relation == r} for r in ("confirmedBy", "refutedBy")}
    shared_with = shared(record for *_, record in graph.edges(data="record"))
    disputed = {key for _, one, other in against for key in (one, other)}
    told = []
    for name in sorted(kg.manifest["sources"], key=lambda n: (kg.manifest["sources"][n]["date"], n)):
        own = [s for s in statements if s.source == name]

        def among(keys: Iterable[str], own: Sequence[Statement] = own) -> tuple[str, ...]:
            wanted = set(keys)
            return tuple(s.key for s in own if s.key in wanted)

        every = among(s.key for s in own)
        told.append(
            Told(
                name,
                every,
                among(set(every) - set(shared_with) - disputed),
                among(shared_with),
                among(disputed),
                among(outcome["confirmedBy"]),
                among(outcome["refutedBy"]),
                voices(own),
            )
        )
    return Sources(graph, told, list(_pairs(told, shared_with, against)), _common(statements), against)


def _key(identifier: str) -> str:
    return identifier.removeprefix("statement:")


def _pairs(
    told: Sequence[Told],
    shared_with: Mapping[str, Sequence[str]],
    against: Sequence[tuple[str, str, str]],
) -> Iterable[Pair]:
    """Every two sources that share or contradict something; a source beside itself where its voices contradict."""
    source = {key: t.source for t in told for key in t.keys}
    disputes: defaultdict[frozenset[str], list[tuple[str, str, str]]] = defaultdict(list)
    for keys in against:
        disputes[frozenset(source.get(key, "") for key in keys[1:])].append(keys)
    for i, one in enumerate(told):
        for other in told[i:]:
            both = [k for a, b in ((one, other), (other, one)) for k in a.shared if b.source in shared_with[k]]
            odds = disputes.get(frozenset((one.source, other.source)), ())
            if both or odds:
                disputed = tuple(sorted({key for keys in odds for key in keys}))
                yield Pair(one.source, other.source, tuple(both) if one is not other else (), disputed)


def _common(statements: Iterable[Statement]) -> dict[Triple, dict[str, tuple[str, ...]]]:
    """The triples that more than one source speaks of, those of most sources first."""
    found: defaultdict[Triple, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s in statements:
        found[s.subject, s.relation, s.object][s.source].append(s.key)
    several = [(triple, by) for triple, by in found.items() if len(by) > 1]
    several.sort(key=lambda pair: (-len(pair[1]), pair[0]))
    return {triple: {name: tuple(keys) for name, keys in sorted(by.items())} for triple, by in several}
