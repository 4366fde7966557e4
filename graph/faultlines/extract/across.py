"""Who is named anywhere in a sentence, and what it speaks of: the pairs that no clause gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.lookup import Lookup
from faultlines.extract.pairs import Pair, Step
from faultlines.extract.refs import Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

SPEAKER: Final = "far speaker"
THING: Final = "far thing"
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_EMPTY: Final = frozenset({"PUNCT", "ADP", "DET", "SPACE", "ADV", "CCONJ", "SCONJ"})
"""Parts of speech that stand for nothing."""
_LONGEST: Final = 48
"""Characters of a way through the tree; what is longer is as good as none."""


def across(lookup: Lookup, given: Collection[tuple[str, int]]) -> Iterator[Pair]:
    """Every pair of who or what is named in a sentence, or speaks it, and what else is; but for those `given`.

    `given` has ids of holders with places of contents. The kinds: ``far speaker``, ``far actor``, ``far thing``.
    """
    refs = lookup.refs
    speakers = [ref for ref in (refs.speaker.many, refs.speaker.one) if ref is not None]
    holders: list[Holder] = []
    contents: list[tuple[Ref, _Word]] = []
    for token in lookup.sentence:
        if token.tag_ == "MD" or token.pos_ in _EMPTY:
            continue
        found = lookup.ends(token)
        if not found and token.i in refs.at and token.pos_ in ("PROPN", "ADJ", "NOUN"):
            found = (refs.at[token.i].ref,)
        if not found:
            continue
        word = _Word(token)
        for ref in found:
            contents.append((ref, word))
            if ref.actor:
                holders.append((ref, word, "far actor"))
            elif token.pos_ in ("NOUN", "PROPN"):
                holders.append((ref, word, THING))
    seen = set(given)
    for content, word in contents:
        token = word.token
        for holder in speakers:
            if not _same(holder, content) and (holder.id, token.i) not in seen:
                seen.add((holder.id, token.i))
                yield Pair(token, holder, token, SPEAKER, content, token, (Step("", token),))
        for holder, at, kind in holders:
            if at is word or _same(holder, content) or (holder.id, token.i) in seen:
                continue
            top, way = _way(at, word)
            if kind == THING and not way.partition("^")[0].endswith(_SUBJECTS):
                continue  # a thing does something where it stands in a subject: "the war on Arland caused …"
            seen.add((holder.id, token.i))
            yield Pair(top, holder, at.token, kind, content, token, (Step(way, token),))


def _same(holder: Ref, content: Ref) -> bool:
    return holder.id == content.id or holder.label == content.label


class _Word:
    """A word, those above it in the tree, the edges between."""

    def __init__(self, token: Token) -> None:
        self.token = token
        self.up = [token, *token.ancestors]
        self.edges = [t.dep_ for t in self.up]
        self.steps = {t.i: steps for steps, t in enumerate(self.up)}


Holder = tuple[Ref, _Word, str]


def _way(start: _Word, end: _Word) -> tuple[Token, str]:
    """Where two words meet in the tree, and the edges up to there and down again; none of a long way."""
    for down, (place, meeting) in enumerate(zip(end.steps, end.up, strict=True)):
        if (up := start.steps.get(place)) is not None:
            way = f"{'.'.join(start.edges[:up])}^{'.'.join(reversed(end.edges[:down]))}"
            return meeting, way if len(way) < _LONGEST else ""
    return end.token, ""  # two trees in one sentence
