"""What a graph holds at one glance: counts, and the findings that a newcomer should see first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from faultlines.analysis.context import aliases, start
from faultlines.model import Statement
from faultlines.statements import quoted, words
from faultlines.store import KnowledgeGraph


@dataclass(frozen=True, slots=True)
class Item:
    """One thing found, and where to read the statements behind it."""

    text: str
    page: str
    select: str
    """What the page is to choose: an id, or `keys:` and the keys of statements."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A question that the graph answers, with its answers."""

    question: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Name:
    """A thing and how many statements have it as subject or object."""

    id: str
    label: str
    cls: str
    aliases: tuple[str, ...]
    uses: int


@dataclass(frozen=True)
class Overview:
    """What the index says."""

    counts: Mapping[str, int]
    period: tuple[str, str]
    """First and last date of a source."""
    sources: Mapping[str, Mapping[str, Any]]
    findings: Sequence[Finding]
    names: Sequence[Name]


def overview(kg: KnowledgeGraph) -> Overview:
    """The overview of a graph; a finding without an answer is left out."""
    statements = kg.statements(derived=None)
    dates = sorted(str(s["date"]) for s in kg.manifest["sources"].values())
    actors = sum(identifier.startswith("actor:") for identifier in kg.labels)
    disputes = sum(s.relation in ("contradicts", "disagreesWith") for s in statements)
    found = (
        _lonely_lines(kg, statements),
        _contested(kg, statements),
        _at_odds(kg, statements),
        _failed(kg, statements),
    )
    return Overview(
        counts={**kg.manifest["counts"], "actors": actors, "disagreements": disputes},
        period=(dates[0], dates[-1]) if dates else ("", ""),
        sources=start(kg, "").graph["sources"],
        findings=[finding for finding in found if finding.items],
        names=list(_names(kg, statements)),
    )


def _keys(statements: Sequence[str]) -> str:
    return f"keys:{' '.join(sorted(set(statements)))}"


def _who(kg: KnowledgeGraph, source: str) -> str:
    """Who speaks in a source, else its title."""
    known = kg.manifest["sources"][source]
    return ", ".join(kg.label(i) for i in known["author"] or [known["published_first_by"]] if i) or str(known["title"])


def _lonely_lines(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Red lines that one source alone names, source by source."""
    lines = [s for s in statements if s.relation == "drawsRedLine" and s.source]
    told: defaultdict[str, set[str]] = defaultdict(set)
    for s in lines:
        told[s.object].add(s.source)
    items = []
    for source in sorted({s.source for s in lines}):
        alone = [s for s in lines if s.source == source and len(told[s.object]) == 1]
        if alone:
            acts = "; ".join(sorted({kg.label(s.object) for s in alone}))
            items.append(Item(f"{_who(kg, source)}: {acts}", "red-lines", _keys([s.key for s in alone])))
    return Finding("Which red lines does only one source list?", tuple(items))


def _contested(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Places, and who contests them."""
    claimants: defaultdict[str, set[str]] = defaultdict(set)
    for s in statements:
        if s.relation == "contestedBy":
            claimants[s.subject].add(kg.label(s.object))
    places = sorted(claimants, key=lambda place: (-len(claimants[place]), kg.label(place)))
    items = (Item(f"{kg.label(p)}: {', '.join(sorted(claimants[p]))}", "spheres", p) for p in places)
    return Finding("Which places are contested, and by whom?", tuple(items))


def _at_odds(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Pairs that want what excludes one another, and sources that contradict each other."""
    items = []
    for s in statements:
        if s.relation == "disagreesWith":
            over = " or ".join(kg.label(i) for i in s.about)
            items.append(Item(f"{kg.label(s.subject)} and {kg.label(s.object)}: {over}", "positions", _keys(s.grounds)))
    disputed: defaultdict[str, list[str]] = defaultdict(list)
    for s in statements:
        if s.relation == "contradicts":
            disputed[f"“{' '.join(words(kg, kg.statement(s.subject)))}”"].extend(s.grounds)
    for said, grounds in sorted(disputed.items()):
        sources = sorted({_who(kg, kg.statement(key).source) for key in grounds})
        items.append(Item(f"{' and '.join(sources)}: is it so that {said}?", "sources", _keys(grounds)))
    return Finding("Who disagrees, and about what?", tuple(items))


def _failed(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Forecasts that a later source refutes."""
    items = []
    for s in statements:
        if s.relation == "refutedBy":
            said = kg.statement(s.subject)
            text = f"{_who(kg, said.source)}: {quoted(kg, said)}, refuted by {kg.label(s.object)}"
            items.append(Item(text, "timeline", _keys([said.key, *s.grounds])))
    return Finding("Which forecast failed?", tuple(items))


def _names(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Iterator[Name]:
    """Every thing, those with most statements first."""
    uses = Counter(end for s in statements for end in {s.subject, s.object})
    also = aliases(kg)
    for identifier in sorted(kg.labels, key=lambda i: (-uses[i], kg.labels[i][0], i)):
        label, cls = kg.labels[identifier]
        yield Name(identifier, label, cls, also.get(identifier, ()), uses[identifier])
