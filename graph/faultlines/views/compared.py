"""Sources beside one another as tables: how much they share, what they contradict, what several speak of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from faultlines.analysis.sources import Pair, Sources
from faultlines.views.scene import statement_records
from faultlines.views.table import Cell, Entry, Table
from faultlines.views.words import manner_words, sentence, voice_words

_NONE: Final = Entry("–", "muted")


def tables(sources: Sources) -> Iterator[Table]:
    """The tables of a page of sources; one without a row is left out."""
    records = statement_records(sources.network)
    title = {name: str(known["title"]) for name, known in sources.network.graph["sources"].items()}
    names = [told.source for told in sources.told if told.keys]
    if len(names) > 1:
        yield _pairs(sources, names, title)
    if sources.contradictions:
        yield _contradictions(sources, records, title)
    if sources.common:
        yield _common(sources, records, names, title)


def _pairs(sources: Sources, names: list[str], title: Mapping[str, str]) -> Table:
    pairs = {frozenset((pair.one, pair.other)): pair for pair in sources.pairs}
    conclusions = {key for key, _, _ in sources.contradictions}

    def cell(one: str, other: str) -> Cell:
        pair = pairs.get(frozenset((one, other)))
        return tuple(_entries(pair, conclusions)) or (_NONE,) if pair else (_NONE,)

    return Table(
        "pairs",
        "Two by two",
        "How many statements of two sources the other one makes too, and how many contradictions rules find between "
        "them; a source beside itself where voices in it contradict one another.",
        ((Entry(""),), *((Entry(title[name], "name", f"source:{name}"),) for name in names)),
        tuple(((Entry(title[one], "name", f"source:{one}"),), *(cell(one, other) for other in names)) for one in names),
    )


def _entries(pair: Pair, conclusions: set[str]) -> Iterator[Entry]:
    name = f"{pair.one}/{pair.other}"
    if pair.shared:
        yield Entry(f"{len(pair.shared)} shared", "name", f"both:{name}")
    if pair.against:
        count = len(conclusions & set(pair.against))
        yield Entry(f"{count} contradiction{'s' if count != 1 else ''}", "name against", f"against:{name}")


def _contradictions(sources: Sources, records: Mapping[str, Mapping[str, Any]], title: Mapping[str, str]) -> Table:
    def side(key: str) -> Cell:
        record = records[key]
        manner = [Entry(word, "tag") for word in manner_words(record) if word != "denied"]
        who = Entry(f"{voice_words(record)} · {title[record['source']]}", "small")
        return (Entry(sentence(record), "name", f"statement:{key}"), *manner, who)

    return Table(
        "contradictions",
        "Contradictions",
        "Statements that cannot both be so, as rules conclude.",
        ((Entry("The one"),), (Entry("The other"),), (Entry("Why"),)),
        tuple(
            (side(one), side(other), (Entry("evidence", "name", f"keys:{' '.join(sorted((key, one, other)))}"),))
            for key, one, other in sources.contradictions
            if one in records and other in records
        ),
    )


def _common(
    sources: Sources, records: Mapping[str, Mapping[str, Any]], names: list[str], title: Mapping[str, str]
) -> Table:
    rows = []
    for by in sources.common.values():
        keys = [key for own in by.values() for key in own if key in records]
        if not keys:
            continue
        plain = {**records[keys[0]], "polarity": "affirmed"}
        first = (Entry(sentence(plain), "name", f"keys:{' '.join(sorted(keys))}"),)
        rows.append((first, *(tuple(_manners(records[k] for k in by.get(n, ()) if k in records)) for n in names)))
    return Table(
        "common",
        "What several speak of",
        "Each subject, relation and object that more than one source has, and how each means it.",
        ((Entry("Statement"),), *((Entry(title[name], "plain"),) for name in names)),
        tuple(tuple(cell or (_NONE,) for cell in row) for row in rows),
    )


def _manners(records: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """How one source means it: an entry for each manner, with the statements behind."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for record in records:
        found[", ".join(manner_words(record)) or "asserted"].append(record["key"])
    for words, keys in sorted(found.items()):
        times = f" ×{len(keys)}" if len(keys) > 1 else ""
        pick = f"statement:{keys[0]}" if len(keys) == 1 else f"keys:{' '.join(sorted(keys))}"
        yield Entry(words + times, "manner" if words == "asserted" else "manner hedged", pick)
