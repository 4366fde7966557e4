"""One candidate as a curator reads it: what it says, how it is meant, and its passage in the text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from faultlines.evaluate.places import Places, sentences
from faultlines.model import Span, Statement
from faultlines.review.desk import Desk
from faultlines.sources import kept_text

_WIDTH = 100
_OPEN, _CLOSE = "⟦", "⟧"


def show(desk: Desk, index: int) -> str:
    """The text for a terminal; without the document the bare spans and how to have it."""
    return "\n".join(_lines(desk, index))


def _lines(desk: Desk, index: int) -> Iterator[str]:
    yield click.style(f"{desk.path.name}  {index + 1} of {len(desk.entries)}", dim=True)
    statements = desk.statements(index)
    for statement in statements:
        yield _statement(desk, statement)
    if not statements:
        yield from textwrap.wrap(_clean(str(desk.entries[index])), _WIDTH)
    for fault in desk.faults(index):
        yield click.style(str(fault), fg="red")
    for statement in statements[:1]:
        yield from _details(desk, index, statement)
        yield ""
        yield from _passage(desk, statement.spans)


def _label(desk: Desk, identifier: str) -> str:
    entity = desk.entities.get(identifier)
    name = _clean(entity.label) if entity else identifier
    return f"{name} (new {entity.cls})" if entity and identifier.startswith("new:") else name


def _statement(desk: Desk, statement: Statement) -> str:
    ends = [click.style(_label(desk, i), bold=True) for i in (statement.subject, statement.object)]
    tail = f" [{statement.meant}]" if statement.meant else ""
    return f"{ends[0]}  {click.style(statement.relation, fg='cyan', bold=True)}  {ends[1]}{tail}"


def _details(desk: Desk, index: int, statement: Statement) -> Iterator[str]:
    for field in ("about", "to", "instrument", "motivation"):
        if values := getattr(statement, field):
            yield f"  {field}: {', '.join(_label(desk, v) for v in values)}"
    for field in ("condition", "unless", "responds_to", "advances"):
        value = desk.entries[index].get(field)
        if value:
            yield f"  {field}: {value if isinstance(value, str) else ', '.join(value)}"
    voices = [", ".join(_label(desk, v) for v in group) for group in (statement.said_by, statement.via) if group]
    yield f"  said by {' via '.join(voices) or 'nobody'}" + (f", {statement.said_on}" if statement.said_on else "")
    dates = [f"{name} {getattr(statement, name)}" for name in ("since", "until") if getattr(statement, name)]
    more = [*dates, f"confidence {statement.confidence:g}", statement.method]
    yield "  " + " · ".join(more)
    if statement.note:
        yield from textwrap.wrap(_clean(statement.note), _WIDTH, initial_indent="  note: ", subsequent_indent="  ")


def _passage(desk: Desk, spans: Sequence[Span]) -> Iterator[str]:
    source = desk.candidates.source
    text = kept_text(source.id, source.sha256) if source else None
    if text is None:
        where = ", ".join(f"{start}–{end}" for start, end in spans)
        yield f"  characters {where}; to see them: faultlines sources add FILE"
        return
    starts = [*sentences(text), len(text)]
    stretches: list[list[int]] = []
    for sentence in sorted(Places(text).all_of(spans)):  # each with the sentence before and after it
        first, last = max(sentence - 1, 0), min(sentence + 2, len(starts) - 1)
        if stretches and first <= stretches[-1][1]:
            stretches[-1][1] = last
        else:
            stretches.append([first, last])
    for first, last in stretches:
        passage = _marked(text, starts[first], starts[last], spans)
        yield from textwrap.wrap(passage, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _marked(text: str, first: int, last: int, spans: Sequence[Span]) -> str:
    """A stretch of the text with the spans marked; what a terminal would obey is made harmless."""
    out, at = [], first
    for start, end in sorted(spans):
        start, end = max(start, at), min(end, last)
        if start < end:
            out += [text[at:start], _OPEN, text[start:end], _CLOSE]
            at = end
    return _clean("".join([*out, text[at:last]]))


def _clean(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
