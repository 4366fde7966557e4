"""The numbers: precision, recall and F1 at five levels, by relation, and how far attributes agree."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from faultlines.evaluate.ends import Names
from faultlines.evaluate.items import Item, Record, items
from faultlines.evaluate.match import assign
from faultlines.evaluate.places import Places, near
from faultlines.evaluate.values import LEVELS, Score, Scores, Share
from faultlines.model import Entity
from faultlines.terms import RELATIONS

MUTUAL: Final = frozenset(
    (
        "alliedWith",
        "partnerOf",
        "rivalOf",
        "cooperatesWith",
        "negotiatesWith",
        "meetsWith",
        "calls",
        "incompatibleWith",
    )
)
"""Relations that read the same backwards; a test holds them against ontology/."""


def evaluate(
    pred: Iterable[Record], gold: Iterable[Record], entities: Iterable[Entity], texts: Mapping[str, str]
) -> Scores:
    """Score the predictions against the gold; `texts` are those at hand, by SHA-256."""
    pred, gold = list(pred), list(gold)
    documents = {
        str(r["source"]): str(r["source_sha256"]) for r in (*pred, *gold) if r.get("source") and r.get("source_sha256")
    }
    wanted = sorted(items(gold, documents), key=_order)
    covered = {item.document for item in wanted}
    everything = sorted(items(pred, documents), key=_order)
    given = [item for item in everything if item.document in covered]
    edges = _edges(given, wanted, Names(entities), texts)
    arguable = frozenset(g for g, item in enumerate(wanted) if item.arguable)
    found = assign({pair: fit for pair, (fit, _) in edges.items()}, arguable)
    matches: dict[str, dict[int, int]] = {}
    last: dict[int, int] = {}
    for rank in range(len(LEVELS) - 1, -1, -1):
        last = found.get(rank, last)
        matches[LEVELS[rank]] = last
    accepted = matches["accepted"]
    real = {g: p for g, p in accepted.items() if g not in arguable}
    taken = set(accepted.values())
    sure = [(edges[p, g][1]) for g, p in real.items()]
    return Scores(
        levels={level: _score(m, len(given), len(wanted), arguable) for level, m in matches.items()},
        relations=_by_relation(given, wanted, accepted, arguable),
        attributes={
            name: Share(sum(bool(a[i]) for a in sure), sum(a[i] is not None for a in sure))
            for i, name in enumerate(("polarity", "modality", "voice"))
        },
        missed=tuple(w.record for g, w in enumerate(wanted) if g not in accepted and g not in arguable),
        spurious=tuple(item.record for p, item in enumerate(given) if p not in taken),
        matched=tuple((given[p].record, wanted[g].record) for g, p in real.items()),
        neutral=len(accepted) - len(real),
        by_sentence=sum(document in texts for document in covered),
        by_distance=sum(document not in texts for document in covered),
        left_out=len(everything) - len(given),
    )


def _order(item: Item) -> tuple[object, ...]:
    return (item.document, item.spans, item.subject.label, item.relation, item.object.label, item.polarity)


Agreement = tuple[bool, bool, bool | None]
_Edges = dict[tuple[int, int], tuple[tuple[int, ...], Agreement]]


def _edges(given: Sequence[Item], wanted: Sequence[Item], names: Names, texts: Mapping[str, str]) -> _Edges:
    """Every prediction and gold that share a place and both ends, with level, agreement and nearness."""
    ends: dict[str, int] = defaultdict(int)
    for item in wanted:
        ends[item.document] = max(ends[item.document], *(end for _, end in item.spans))
    places = {document: Places(texts.get(document), end) for document, end in ends.items()}
    there: dict[tuple[str, int], list[int]] = defaultdict(list)
    for g, item in enumerate(wanted):
        for place in places[item.document].all_of(item.spans):
            there[item.document, place].append(g)
    edges: _Edges = {}
    for p, item in enumerate(given):
        document = places[item.document]
        candidates = {g for place in document.main_of(item.spans) for g in there[item.document, place]}
        for g in sorted(candidates):
            level = _level(item, wanted[g], names)
            if level < 0 or not (document.by_sentence or near(item.spans, wanted[g].spans)):
                continue
            agreement = _agreement(item, wanted[g], names)
            distance = min(abs(a[0] - b[0]) for a in item.spans for b in wanted[g].spans)
            edges[p, g] = (level, sum(map(bool, agreement)), -distance), agreement
    return edges


def _level(item: Item, gold: Item, names: Names) -> int:
    """The place in LEVELS of the strictest level at which both are the same, or -1."""
    straight = names.same(item.subject, gold.subject) and names.same(item.object, gold.object)
    if not straight and not (names.same(item.subject, gold.object) and names.same(item.object, gold.subject)):
        return -1
    if not straight and not (item.relation in MUTUAL or gold.relation in MUTUAL):
        return LEVELS.index("pair")
    if item.relation == gold.relation:
        return LEVELS.index("exact")
    if item.relation in gold.also:
        return LEVELS.index("accepted")
    family = RELATIONS[item.relation].family
    alike = any(RELATIONS[relation].family == family for relation in gold.accepted)
    return LEVELS.index("family" if alike else "directed")


def _agreement(item: Item, gold: Item, names: Names) -> Agreement:
    voice = any(names.same(a, b) for a in item.said_by for b in gold.said_by) if gold.said_by else None
    return item.polarity == gold.polarity, item.modality == gold.modality, voice


def _score(matches: Mapping[int, int], predicted: int, gold: int, arguable: frozenset[int]) -> Score:
    neutral = sum(g in arguable for g in matches)
    found = len(matches) - neutral
    return Score(predicted - neutral, found, gold - len(arguable), found)


def _by_relation(
    given: Sequence[Item], wanted: Sequence[Item], accepted: Mapping[int, int], arguable: frozenset[int]
) -> dict[str, Score]:
    neutral = {p for g, p in accepted.items() if g in arguable}
    predicted = Counter(item.relation for p, item in enumerate(given) if p not in neutral)
    found = Counter(given[p].relation for p in accepted.values() if p not in neutral)
    gold = Counter(item.relation for g, item in enumerate(wanted) if g not in arguable)
    recalled = Counter(wanted[g].relation for g in accepted if g not in arguable)
    return {r: Score(predicted[r], found[r], gold[r], recalled[r]) for r in RELATIONS if predicted[r] or gold[r]}
