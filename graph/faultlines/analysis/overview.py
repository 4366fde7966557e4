"""What a graph holds at one glance: counts, and the findings that a newcomer should see first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from faultlines.analysis.context import aliases, start
from faultlines.analysis.voices import passed_on
from faultlines.model import Statement
from faultlines.statements import quoted, words
from faultlines.store import KnowledgeGraph
from faultlines.terms import Polarity


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
    """A thing and how many statements name it: as subject, object, topic or addressee, or as who says or reports it."""

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
    """Places, and who contests them; what is only forecast says so and comes last."""
    claimants: defaultdict[str, set[str]] = defaultdict(set)
    for s in statements:
        if s.relation == "contestedBy":
            claimants[s.subject].add(kg.label(s.object) + ("" if s.modality.actual else f" ({s.modality.value})"))
    sure = Counter(s.subject for s in statements if s.relation == "contestedBy" and s.modality.actual)
    places = sorted(claimants, key=lambda place: (-sure[place], -len(claimants[place]), kg.label(place)))
    items = (Item(f"{kg.label(p)}: {', '.join(sorted(claimants[p]))}", "spheres", p) for p in places)
    return Finding("Which places are contested, and by whom?", tuple(items))


def _at_odds(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Pairs that want what excludes one another, and sources that contradict each other."""
    items = []
    for s in statements:
        if s.relation == "disagreesWith":
            over = " or ".join(kg.label(i) for i in s.about)
            items.append(Item(f"{kg.label(s.subject)} and {kg.label(s.object)}: {over}", "positions", _keys(s.grounds)))
    disputed: defaultdict[tuple[_Side, _Side], list[Statement]] = defaultdict(list)
    for s in statements:
        if s.relation == "contradicts":
            ends = [kg.statement(end) for end in (s.subject, s.object)]
            one, other = sorted(ends, key=lambda end: _side(kg, end))
            disputed[_side(kg, one), _side(kg, other)] += [one, other, *map(kg.statement, s.grounds)]
    for (one_side, other_side), said in sorted(disputed.items()):
        text = f"{_voices(kg, said, one_side)}: {one_side.words} – {_voices(kg, said, other_side)}: "
        text += "not so" if one_side.words == other_side.words else str(other_side)
        items.append(Item(text, "sources", _keys([s.key for s in said])))
    return Finding("Who disagrees, and about what?", tuple(items))


class _Side(NamedTuple):
    """What one side of a contradiction says; who affirms comes before who denies."""

    denied: bool
    words: str

    def __str__(self) -> str:
        return f"{'not: ' if self.denied else ''}{self.words}"


def _side(kg: KnowledgeGraph, s: Statement) -> _Side:
    meant = "" if s.modality.actual else f" [{s.modality.value}]"
    return _Side(s.polarity is Polarity.DENIED, f"“{' '.join(words(kg, s))}”{meant}")


def _voices(kg: KnowledgeGraph, statements: Sequence[Statement], side: _Side) -> str:
    """Whose voices say so, each with those that pass it on."""
    return "; ".join(sorted({_voice(kg, s) for s in statements if _side(kg, s) == side}))


def _voice(kg: KnowledgeGraph, s: Statement) -> str:
    return passed_on(", ".join(map(kg.label, s.said_by)), map(kg.label, s.via))


def _failed(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Finding:
    """Forecasts that a later source refutes."""
    items = []
    for s in statements:
        if s.relation == "refutedBy":
            said = kg.statement(s.subject)
            text = f"{_voice(kg, said)}: {quoted(kg, said)}, refuted by {kg.label(s.object)}"
            items.append(Item(text, "timeline", _keys([said.key, *s.grounds])))
    return Finding("Which forecast failed?", tuple(items))


def _names(kg: KnowledgeGraph, statements: Sequence[Statement]) -> Iterator[Name]:
    """Every thing, those with most statements first."""
    uses = Counter(i for s in statements for i in {s.subject, s.object, *s.said_by, *s.via, *s.about, *s.to})
    also = aliases(kg)
    for identifier in sorted(kg.labels, key=lambda i: (-uses[i], kg.labels[i][0], i)):
        label, cls = kg.labels[identifier]
        yield Name(identifier, label, cls, also.get(identifier, ()), uses[identifier])
