"""The page that shows any thing by its address: entity.html#actor=russia, linked from everywhere."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from faultlines.analysis.entities import Entities
from faultlines.views import marks
from faultlines.views.cards import span_words
from faultlines.views.page import Chart, Page
from faultlines.views.render import render
from faultlines.views.words import REFERENCES, date_words, relation_words, split_name

_SCRIPTS: Final = (
    "theme.js",
    "entity-data.js",
    "entity-picture.js",
    "entity-directory.js",
    "entity-filters.js",
    "entity.js",
    "ready.js",
)
_USUAL: Final = {"polarity": "affirmed", "modality": "asserted"}
_QUALIFIERS: Final = {
    "about": "About",
    "to": "Addressed to",
    "instrument": "By means of",
    "motivation": "Because of",
}


@dataclass(frozen=True)
class EntityPage:
    """One page for every actor, issue, event and place."""

    entities: Entities
    name: str = "entity"
    title: str = "Names"
    sentence: str = "Any actor, issue, event or place: what it says and does, what is said of it, and by whom."
    charts: Mapping[str, Container[str]] = field(default_factory=dict)
    """Page → the ids of all that it has: a name links those that have it."""

    def beside(self, pages: Iterable[Page]) -> EntityPage:
        """The same page beside others, which it links."""
        return replace(self, charts={page.name: page.things for page in pages if isinstance(page, Chart)})

    def html(self, titles: Mapping[str, str]) -> str:
        """The file; `titles` are those of all pages that it links, by name."""
        return render(
            "entity.html.j2",
            ("common.css", "entity.css", "print.css"),
            _SCRIPTS,
            {
                "name": self.name,
                "title": self.title,
                "sentence": self.sentence,
                "charts": {name: titles[name] for name in self.charts if name in titles},
                "titles": titles,
                "data": self._data(),
            },
        )

    def picture(self) -> None:
        """None: it has as many pictures as there are names."""

    def _data(self) -> dict[str, Any]:
        known = self.entities
        return {
            "entities": {
                e.id: {
                    "label": e.label,
                    "cls": split_name(e.cls),
                    **_given(aliases=list(e.aliases), text=e.definition, wikidata=e.wikidata),
                    **_given(on=[i for i, things in enumerate(self.charts.values()) if e.id in things]),
                    **_given(within=[*e.belongs_to, *e.broader], near=[*e.close_match, *e.broad_match]),
                }
                for e in known.entities
            },
            "statements": {r["key"]: _statement(r) for r in known.records},
            "relations": {
                r["relation"]: {"words": relation_words(r), "ink": marks.mark(r["relation"]).ink}
                for r in sorted(known.records, key=lambda r: str(r["relation"]))
            },
            "sources": {
                name: {"title": s["title"], "date": date_words(s["date"]), "sort": s["date"], "of": _makers(s)}
                for name, s in sorted(known.sources.items())
            },
            "charts": list(self.charts),
            "qualifiers": _QUALIFIERS,
            "references": REFERENCES,
        }


def _statement(record: Mapping[str, Any]) -> dict[str, Any]:
    """A statement without what is usual: affirmed, asserted, said by nobody else."""
    lists = {name: list(record.get(name) or ()) for name in (*_QUALIFIERS, *REFERENCES)}
    dates = {name: record[name] for name in ("said_on", "since", "until")}
    unusual = {name: record[name] for name, usual in _USUAL.items() if record[name] != usual}
    rule = str(record["method"]).removeprefix("rule:") if str(record["method"]).startswith("rule:") else ""
    return {
        "s": record["subject"],
        "r": record["relation"],
        "o": record["object"],
        "c": record["confidence"],
        **_given(source=record["source"], by=record["said_by_ids"], via=record["via_ids"], rule=rule.replace("-", " ")),
        **_given(
            at=span_words(record["spans"]),
            note=record["note"],
            rank=record["rank"],
            quotation=record.get("quotation"),
            sign=record["sign"],
        ),
        **_given(**lists, **dates, **unusual),
    }


def _makers(source: Mapping[str, Any]) -> dict[str, list[str]]:
    """Whose page names the source, and as what."""
    first = [source["published_first_by"]] if source["published_first_by"] else []
    return _given(**{"Author of": source["author"], "First published": first, "Republished": source["republished_by"]})


def _given(**values: Any) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value}
