"""The page of sources: what each says alone, with others and against others, and through which voices."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from faultlines.analysis.sources import Sources, Told
from faultlines.analysis.voices import Voice
from faultlines.views.compared import tables
from faultlines.views.frame import framed
from faultlines.views.render import small
from faultlines.views.scene import statement_records
from faultlines.views.words import list_words, source_words

PARTS: Final = (
    ("alone", "zero", "said by no other source"),
    ("shared", "plus", "said by another source too"),
    ("contradicted", "minus", "contradicted by another source or voice"),
    ("confirmed", "derived", "forecasts that another source confirms"),
    ("refuted", "line", "forecasts that another source refutes"),
)
"""Part of what a source says, its ink, and its words."""
_WIDE: Final = 400


@dataclass(frozen=True, slots=True)
class Branch:
    """A voice as the page shows it: a name of its set of statements, its words, and those below."""

    set: str
    label: str
    ids: tuple[str, ...]
    count: int
    branches: tuple[Branch, ...]


@dataclass(frozen=True)
class SourcesPage:
    """All sources beside one another."""

    sources: Sources
    name: str = "sources"
    title: str = "Sources"
    sentence: str = "What each source says, alone, with others and against others, and through whom."

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        known = self.sources
        names = self._names()
        told = [t for t in known.told if t.keys]
        return framed(
            "sources.html.j2",
            known.network,
            titles,
            name=self.name,
            title=self.title,
            sentence=self.sentence,
            styles=("sources.css",),
            scripts=("sets.js", "sources.js"),
            chart={"sets": self._sets(), "parts": [part for part, *_ in PARTS]},
            told=told,
            about=known.network.graph["sources"],
            by={name: source_words(source) for name, source in known.network.graph["sources"].items()},
            branches={t.source: branches(t.source, t.voices, names) for t in told},
            segments={t.source: segments(t) for t in told},
            parts=PARTS,
            compared=list(tables(known)),
        )

    def picture(self) -> Markup | None:
        """A bar for each source, as long as it has statements: alone, shared, contradicted."""
        told = [t for t in self.sources.told if t.keys]
        if not told:
            return None
        most = max(len(t.keys) for t in told)
        bars, y = [], 4
        for t in told:
            x = 0.0
            for part, ink, count in segments(t):
                wide = max(2.0, _WIDE * count / most) if count else 0.0
                if wide:
                    bars.append({"ink": ink, "x": round(x, 1), "y": y, "wide": round(wide, 1), "part": part})
                x += wide
            y += 26
        return small("sources.svg.j2", {"bars": bars, "wide": _WIDE + 6, "high": y})

    def _names(self) -> dict[str, str]:
        """The name of everybody who speaks."""
        names: dict[str, str] = {}
        for *_, record in self.sources.network.edges(data="record"):
            for ids, labels in (("said_by_ids", "said_by"), ("via_ids", "via")):
                names.update(zip(record[ids], record[labels], strict=True))
        return names

    def _sets(self) -> dict[str, list[Any]]:
        """Name of a set → its title, its kind, and the places of its statements in the page's order."""
        known, names = self.sources, self._names()
        place = {key: i for i, key in enumerate(statement_records(known.network))}
        about = known.network.graph["sources"]
        sets: dict[str, list[Any]] = {}

        def add(name: str, title: str, kind: str, keys: Iterable[str]) -> None:
            sets[name] = [title, kind, sorted({place[key] for key in keys if key in place})]

        for t in known.told:
            title = str(about[t.source]["title"])
            add(f"source:{t.source}", title, "source", t.keys)
            for part, _, words in PARTS:
                add(f"part:{t.source}/{part}", words[:1].upper() + words[1:], title, getattr(t, part))
            for name, voice in _voices(t.source, t.voices):
                add(f"voice:{name}", list_words([names.get(i, i) for i in voice.ids]), f"in {title}", voice.all_keys())
        for pair in known.pairs:
            both = " – ".join(str(about[name]["title"]) for name in (pair.one, pair.other))
            add(f"both:{pair.one}/{pair.other}", both, "what both say", pair.shared)
            add(f"against:{pair.one}/{pair.other}", both, "what they say against each other", pair.against)
        return sets


def segments(told: Told) -> list[tuple[str, str, int]]:
    """The bar of a source: part, ink, and how many statements, each counted once; what is contradicted goes first."""
    disputed = set(told.contradicted)
    counts = {"alone": len(told.alone), "shared": len(set(told.shared) - disputed), "contradicted": len(disputed)}
    return [(part, ink, counts[part]) for part, ink, _ in PARTS if part in counts]


def branches(above: str, voices: Iterable[Voice], names: Mapping[str, str]) -> tuple[Branch, ...]:
    """The voices of a source, or those below one, for its template."""
    return tuple(
        Branch(
            f"voice:{_name(above, voice)}",
            list_words([names.get(i, i) for i in voice.ids]) or "unknown",
            voice.ids,
            len(voice.all_keys()),
            branches(_name(above, voice), voice.voices, names),
        )
        for voice in voices
    )


def _name(above: str, voice: Voice) -> str:
    return f"{above}/{'+'.join(voice.ids)}"


def _voices(above: str, voices: Iterable[Voice]) -> Iterator[tuple[str, Voice]]:
    for voice in voices:
        name = _name(above, voice)
        yield name, voice
        yield from _voices(name, voice.voices)
