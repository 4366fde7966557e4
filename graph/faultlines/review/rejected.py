"""What was rejected is remembered beside the candidates, in a list to read and to edit, and does not come back."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Final

from faultlines.model import Statement
from faultlines.seeds.load import Seeds

_KEYS: Final = ("key", "said", "said_by_anyone")
"""The statement's own key, that of `said`, and that without the source's own voice."""
COLUMNS: Final = (*_KEYS, "decision", "subject", "relation", "object", "at", "curator")


def rejected_name(source: str) -> str:
    """The list of a source's rejected candidates, inside a folder of seeds."""
    return f"candidates/{source}.rejected.tsv"


def said(statement: Statement, voice: Collection[str] = ()) -> str:
    """The statement's key but for the kinds of its ids, what it refers to, and the `voice` of the source itself.

    So a ``new:`` thing that got its row meanwhile, a condition that was reviewed, an author whom a curator filled in
    do not make it another one.

    >>> one = Statement(subject="actor:arland", relation="seeks", object="new:toll-fund")
    >>> said(one) == said(replace(one, object="issue:toll-fund")), one.key == replace(one, object="issue:toll-fund").key
    (True, False)
    """

    def bare(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(i.partition(":")[2] for i in ids)

    own = set(statement.said_by) <= set(voice)
    return replace(
        statement,
        subject=statement.subject.partition(":")[2],
        object=statement.object.partition(":")[2],
        about=bare(statement.about),
        to=bare(statement.to),
        instrument=bare(statement.instrument),
        motivation=bare(statement.motivation),
        said_by=() if own else bare(statement.said_by),
        via=() if own else bare(statement.via),
        condition=(),
        unless=(),
        responds_to=(),
        advances=(),
    ).key


def remember(text: str, statements: Iterable[Statement], voice: Collection[str], decision: str, curator: str) -> str:
    """The list's text with a line more for each statement."""
    text = text or "\t".join(COLUMNS) + "\n"
    known = set(text.splitlines(keepends=True))
    new: dict[str, None] = {}
    for s in statements:
        at = "|".join(f"{start}-{end}" for start, end in s.spans)
        cells = (
            s.key,
            said(s),
            said(s, voice),
            decision,
            s.subject,
            s.relation,
            s.object,
            at,
            " ".join(curator.split()),
        )
        new["\t".join(cells) + "\n"] = None
    return text + "".join(line for line in new if line not in known)


def drop_rejected(statements: Iterable[Statement], seeds: Seeds, voice: Collection[str] = ()) -> list[Statement]:
    """The statements without those that a curator has already decided on: rejected, edited or accepted.

    With the `voice` of their source as it was extracted, they stay away too where only now it is known who speaks.
    """
    statements = list(statements)
    sources = {statement.source for statement in statements}
    voices = {name: source.voice for name, source in seeds.sources.items()}
    reviewed = {
        key
        for s in seeds.statements
        if s.source in sources
        for key in (s.key, said(s), said(s, voices.get(s.source, ())))
    }
    remembered: dict[str, set[str]] = {}
    left: list[Statement] = []
    for statement in statements:
        if statement.source not in remembered:
            remembered[statement.source] = _remembered(seeds.folder / rejected_name(statement.source))
        if not {statement.key, said(statement), said(statement, voice)} & (reviewed | remembered[statement.source]):
            left.append(statement)
    return left


def _remembered(path: Path) -> set[str]:
    """The keys of every line; the first line and what an editor spoilt name no statement."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()[1:]
    except FileNotFoundError:
        return set()
    return {cell.strip() for line in lines for cell in line.split("\t")[: len(_KEYS)] if cell.strip()}
