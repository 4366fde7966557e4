"""The tables of a page: what a network cannot show at one glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from faultlines.views import marks, words
from faultlines.views.matrix import red_line_matrix, threats
from faultlines.views.scene import statement_records
from faultlines.views.table import Cell, Entry, Table


def tables(network: Any) -> list[Table]:
    """The tables of a page, by its name; other networks have none."""
    make = _TABLES.get(network.graph.get("name", ""))
    return [table for table in make(network) if table.rows] if make else []


def _head(*titles: str) -> tuple[Cell, ...]:
    return tuple((Entry(title),) for title in titles)


def _actor_pairs(network: Any) -> list[Table]:
    """Between which two actors most is said, for and against."""
    label = dict(network.nodes(data="label"))
    between: defaultdict[tuple[str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for start, end, record in network.edges(data="record"):
        if record["relation"] not in marks.IN_HULLS and start != end:
            between[min(start, end), max(start, end)].append(record)
    least = 2 if any(len(records) > 1 for records in between.values()) else 1
    rows = []
    for (a, b), records in sorted(between.items(), key=lambda item: (-len(item[1]), item[0])):
        if len(records) < least:
            continue
        signs: defaultdict[int, list[str]] = defaultdict(list)
        unsure: defaultdict[str, list[str]] = defaultdict(list)
        for r in records:
            if words.is_said_to_be_so(r):
                signs[r["sign"]].append(r["key"])
            else:
                unsure[" and ".join(words.manner_words(r))].append(r["key"])
        told = [r for r in records if r["source"]]
        rows.append(
            (
                (Entry(f"{label[a]} – {label[b]}", "name", f"{a}~{b}"),),
                *((_count(signs[s], look=ink),) if signs[s] else () for s, ink in _INKS),
                tuple(_count(keys, f" {word}", "tag") for word, keys in sorted(unsure.items())),
                (_sources(told) if told else Entry("a rule concludes it"),),
            )
        )
    columns = _head("Between", "With", "Against", "Neither", "Not said to be so", "Sources")
    return [
        Table(
            "pairs",
            "Between whom, how much, and of which sign",
            "How many statements say that one is with the other and how many against; those that are denied, possible, "
            "conditional, forecast or desired count apart. Two actors with a single statement are left out.",
            columns,
            tuple(rows),
        )
    ]


def _count(keys: Sequence[str], of: str = "", look: str = "") -> Entry:
    return Entry(f"{len(keys)}{of}", look, keys=tuple(keys), counts="statements")


def _sources(records: Sequence[Mapping[str, Any]]) -> Entry:
    return Entry(str(len({r["source"] for r in records})), keys=tuple(r["key"] for r in records), counts="sources")


_INKS: Final = ((1, "plus"), (-1, "minus"), (0, ""))


def _places(network: Any) -> list[Table]:
    """Who claims which place, who contests it, in whose words."""
    label = dict(network.nodes(data="label"))
    by_place: defaultdict[str, defaultdict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    voices: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for record in statement_records(network).values():
        if record["relation"] != "contestedBy":
            found = by_place[record["object"]]
            voices[record["object"]][words.voice_words(record)].append(record["key"])
            way = "occupies" if record["relation"] == "seizes" else record["relation"]
            found[way].append(Entry(record["subject_label"], "name", f"statement:{record['key']}"))
            found[way].extend(Entry(word, "tag") for word in words.manner_words(record))
    contested = network.graph.get("contested", {})
    contests = [r for r in statement_records(network).values() if r["relation"] == "contestedBy"]
    foretold = {r["subject"] for r in contests} - {r["subject"] for r in contests if words.is_said_to_be_so(r)}
    ways = ("claimsInfluenceOver", "contestsInfluenceIn", "occupies", "responsibleFor")
    rows = []
    for place in sorted(by_place, key=lambda p: (p not in contested, label[p])):
        state = Entry("contested: forecast" if place in foretold else "contested", "tag")
        said = tuple(Entry(text, "small", keys=tuple(keys)) for text, keys in voices[place].items())
        told = (tuple(by_place[place][way]) for way in ways)
        rows.append(((Entry(label[place], "name", place), *([state] if place in contested else [])), *told, said))
    heads = ("Place", "Claimed by", "Contested by", "Occupied or seized by", "Responsibility of", "Who says so")
    sentence = "Contested places first; the names lead to the statements."
    return [_without_empty_columns("places", "Place by place", sentence, heads, rows)]


def _measures(network: Any) -> list[Table]:
    """One row a sanction: who, whom, with what, why, when, and whether it is more than talk."""
    rows = []
    for record in statement_records(network).values():
        if record["family"] == "sanction":
            claim = Entry(words.sentence(record), "", f"statement:{record['key']}")
            rows.append(
                (
                    (claim, *(Entry(word, "tag") for word in words.manner_words(record))),
                    _texts(", ".join(record["instrument_labels"])),
                    _texts(", ".join(record["motivation_labels"])),
                    _texts(words.period_words(record)),
                    (Entry(words.voice_words(record), "small"),),
                )
            )
    heads = ("Sanction", "By means of", "Because of", "When", "Who says so")
    return [_without_empty_columns("measures", "One row a sanction", "In the order of the sources.", heads, rows)]


def _texts(text: str) -> Cell:
    return (Entry(text),) if text else ()


def _without_empty_columns(
    identifier: str, title: str, sentence: str, heads: Sequence[str], rows: Sequence[tuple[Cell, ...]]
) -> Table:
    """A table of those columns that have something in any row; the sentence names the others."""
    used = [i for i in range(len(heads)) if any(row[i] for row in rows)]
    silent = [head.lower() for i, head in enumerate(heads) if i not in used]
    more = f" No source says anything of: {', '.join(silent)}." if rows and silent else ""
    columns = _head(*(heads[i] for i in used))
    return Table(identifier, title, sentence + more, columns, tuple(tuple(row[i] for i in used) for row in rows))


_TABLES: Final[Mapping[str, Callable[[Any], list[Table]]]] = MappingProxyType(
    {
        "alliances": _actor_pairs,
        "red-lines": lambda network: [red_line_matrix(network), threats(network)],
        "spheres": _places,
        "sanctions": _measures,
    }
)
