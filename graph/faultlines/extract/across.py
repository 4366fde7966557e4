"""Pairs that no clause gives: who speaks a sentence and whatever it speaks of; and any two actors that it names.

Actors with things across clauses were judged once, too: of them few were given, and most of those were wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.lookup import Lookup
from faultlines.extract.pairs import Pair, Step
from faultlines.extract.refer import bygone
from faultlines.extract.refs import Ref

if TYPE_CHECKING:
    from spacy.tokens import Token

FAR: Final = "far "
"""What the kinds of these pairs begin with."""
SPEAKER: Final = "far speaker"
FAR_ACTOR: Final = "far actor"
_EMPTY: Final = frozenset({"PUNCT", "ADP", "DET", "SPACE", "ADV", "CCONJ", "SCONJ"})
"""Parts of speech that stand for nothing."""
_LONGEST: Final = 48
"""Characters of a way through the tree; what is longer is as good as none."""


def across(lookup: Lookup, given: Collection[tuple[str, int]]) -> Iterator[Pair]:
    """The pairs of a sentence, but for those `given`: ids of holders with places of contents."""
    refs = lookup.refs
    speakers = [ref for ref in (refs.speaker.many, refs.speaker.one) if ref is not None]
    named: list[tuple[Ref, Token]] = []
    for token in lookup.sentence:
        if token.tag_ == "MD" or token.pos_ in _EMPTY:
            continue
        found = lookup.ends(token)
        if not found and token.i in refs.at and token.pos_ in ("PROPN", "ADJ", "NOUN") and not bygone(token):
            found = (refs.at[token.i].ref,)
        named += [(ref, token) for ref in found if ref.actor or speakers]
    actors = [(ref, token) for ref, token in named if ref.actor]
    seen = set(given)
    for content, token in named:
        for holder, at in [*((s, None) for s in speakers), *(actors if content.actor else ())]:
            same = at == token or holder.id == content.id or holder.label == content.label
            if same or (holder.id, token.i) in seen:
                continue
            seen.add((holder.id, token.i))
            if at is None:
                yield Pair(token, holder, token, SPEAKER, content, token, (Step("", token),))
            else:
                top, way = _way(at, token)
                yield Pair(top, holder, at, FAR_ACTOR, content, token, (Step(way, token),))


def _way(start: Token, end: Token) -> tuple[Token, str]:
    """Where two words meet in the tree, and the edges up to there and down again; none of a long way."""
    up = [start, *start.ancestors]
    places = {token.i: steps for steps, token in enumerate(up)}
    down: list[str] = []
    for meeting in (end, *end.ancestors):
        if meeting.i in places:
            way = f"{'.'.join(t.dep_ for t in up[: places[meeting.i]])}^{'.'.join(reversed(down))}"
            return meeting, way if len(way) < _LONGEST else ""
        down.append(meeting.dep_)
    return end, ""  # two trees in one sentence
