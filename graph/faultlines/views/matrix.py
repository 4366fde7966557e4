"""Red lines, source against source: which acts each lists, in whose wording, and which of them are nearly one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from faultlines.views import words
from faultlines.views.table import Cell, Entry, Table

Record = Mapping[str, Any]

_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Lines:
    """The red lines of a network: what each source says of each, and which are nearly one."""

    said: Mapping[str, Mapping[str, list[Record]]]
    """Source → line → its statements."""
    label: Mapping[str, str]
    matches: Iterable[tuple[str, str, str]]

    @classmethod
    def of(cls, network: Any) -> Lines:
        """The red lines that sources draw in a network."""
        said: defaultdict[str, defaultdict[str, list[Record]]] = defaultdict(lambda: defaultdict(list))
        for record in words.in_reading_order(r for *_, r in network.edges(data="record")):
            if record["relation"] == "drawsRedLine" and record["source"]:
                said[record["source"]][record["object"]].append(record)
        return cls(said, dict(network.nodes(data="label")), network.graph.get("matches", ()))

    def clusters(self) -> list[list[str]]:
        """Lines that match, together; those that most sources list come first."""
        cluster = {line: {line} for lines in self.said.values() for line in lines}
        for a, _, b in self.matches:
            if a in cluster and b in cluster and cluster[a] is not cluster[b]:
                cluster[a] |= cluster[b]
                for line in cluster[b]:
                    cluster[line] = cluster[a]
        order = {line: i for i, line in enumerate(line for lines in self.said.values() for line in lines)}
        unique = {id(group): sorted(group, key=order.__getitem__) for group in cluster.values()}

        def rank(group: list[str]) -> tuple[int, int, int]:
            best = max(sum(line in lines for lines in self.said.values()) for line in group)
            sources = sum(any(line in lines for line in group) for lines in self.said.values())
            return (-best, -sources, order[group[0]])

        return sorted(unique.values(), key=rank)

    def kinship(self, group: list[str]) -> str:
        """In words, what the lines of a cluster are to each other and to the sources."""
        sources = [s for s, lines in self.said.items() if any(line in lines for line in group)]
        hows = {how for a, how, b in self.matches if a in group and b in group}
        if hows:
            return "One is broader" if hows == {"broadMatch"} else "Close, not the same"
        if len(sources) == 1:
            return "Only here" if len(self.said) > 1 else "Listed"
        return "The same act" if len(self.said) == len(sources) else f"The same act in {len(sources)} sources"

    def one_voice(self, source: str) -> str:
        """Who says all that a source has of red lines, if it is one voice."""
        voices = {words.voice_words(r) for records in self.said[source].values() for r in records}
        return voices.pop() if len(voices) == 1 else ""

    def width(self, line: str) -> str:
        """Whether a line is the broader or the narrower of two."""
        if any(how == "broadMatch" and b == line for _, how, b in self.matches):
            return "the broader one"
        return "the narrower one" if any(how == "broadMatch" and a == line for a, how, _ in self.matches) else ""


def red_line_matrix(network: Any) -> Table:
    """Source × red line; nearly equal lines share a row, so that versions stand side by side."""
    lines = Lines.of(network)
    columns = [(Entry("Red line"),), *(_source(network, lines, source) for source in lines.said)]
    rows = []
    for group in lines.clusters():
        head = (Entry(lines.kinship(group), "kinship"),)
        rows.append((head, *(_cell(lines, source, group) for source in lines.said)))
    sentence = "Rows that more than one source lists come first; nearly equal lines share a row but stay two lines."
    return Table("matrix", "Version against version", sentence, tuple(columns), tuple(rows))


def _closed(lines: Lines, source: str) -> bool | None:
    """Whether a source closes its list; None where it does not say."""
    said = {r["list_complete"] for records in lines.said[source].values() for r in records} - {None}
    return said.pop() if len(said) == 1 else None


def _source(network: Any, lines: Lines, source: str) -> Cell:
    known = network.graph.get("sources", {}).get(source, {})
    count = len(lines.said[source])
    number = _NUMBERS[count] if count < len(_NUMBERS) else str(count)
    drawers = {r["subject_label"] for records in lines.said[source].values() for r in records}
    closed = {True: "a closed list", False: "the list left open", None: "not said whether that is all"}
    voice = lines.one_voice(source)
    return (
        Entry(str(known.get("title") or source), "name"),
        Entry(f"{words.source_words(known)}, {words.date_words(known.get('date'))}".strip(", "), "small"),
        Entry(
            f"{number} {'line' if count == 1 else 'lines'} of {', '.join(sorted(drawers))}"
            f"{f', as said by {voice}' if voice else ''}; {closed[_closed(lines, source)]}",
            "small",
        ),
    )


def _cell(lines: Lines, source: str, group: list[str]) -> Cell:
    entries: list[Entry] = []
    for line in (line for line in group if line in lines.said[source]):
        keys = tuple(record["key"] for record in lines.said[source][line])
        entries.append(Entry(lines.label[line], "line", f"statement:{keys[0]}", keys))
        if lines.width(line):
            entries.append(Entry(lines.width(line), "tag"))
        for record in lines.said[source][line]:
            own = (record["key"],)
            entries.extend(Entry(word, "tag", keys=own) for word in words.manner_words(record))
            if record.get("quotation"):
                entries.append(Entry(record["quotation"], "quotation", keys=own))
            if not lines.one_voice(source):
                entries.append(Entry(words.voice_words(record), "small", keys=own))
            if record["note"]:
                entries.append(Entry(record["note"], "note", keys=own))
    closed = {True: "not on its closed list", False: "not named; the list is left open", None: "not named"}
    return tuple(entries) or (Entry(closed[_closed(lines, source)], "muted"),)


def threats(network: Any) -> Table:
    """What threatens or crosses a red line, as the rules conclude it from what sources say."""
    behind = network.graph.get("behind", {})
    rows = []
    for record in network.graph.get("threats", ()):
        ground = behind.get(str(record["subject"]).removeprefix("statement:"), record)
        manner = ", ".join(words.manner_words(ground)) or "said to be so"
        rows.append(
            (
                (Entry(record["object_label"], "line", record["object"]),),
                (Entry("crosses it" if record["relation"] == "crossesRedLine" else "threatens it", "tag"),),
                (Entry(words.subject_words(record, behind), "", f"statement:{record['key']}"),),
                (Entry(manner, "small"),),
                (Entry(f"{words.voice_words(ground)} · {ground['source_title'] or ''}", "small"),),
            )
        )
    columns = tuple((Entry(t),) for t in ("Red line", "Concluded", "From the statement", "Meant as", "Who says so"))
    sentence = "Rules conclude this; the sources need not say it. What is not yet so can only threaten a line."
    return Table("threats", "What threatens or crosses these lines", sentence, columns, tuple(rows))
