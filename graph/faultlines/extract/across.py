"""Who is named anywhere in a sentence, and what it speaks of: the pairs that no clause gives."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.ends import ends
from faultlines.extract.pairs import Pair, Step
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

SPEAKER: Final = "far speaker"
THING: Final = "far thing"
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_EMPTY: Final = frozenset({"PUNCT", "ADP", "DET", "SPACE", "ADV", "CCONJ", "SCONJ"})
"""Parts of speech that stand for nothing."""
_LONGEST: Final = 48
"""Characters of a way through the tree; what is longer is as good as none."""

Holder = tuple[Ref, "Token | None", str]


def across(sentence: Span, refs: Referents, given: Collection[tuple[str, int]]) -> Iterator[Pair]:
    """Every pair of who or what is named in a sentence, or speaks it, and what else is; but for those `given`.

    `given` has ids of holders with places of contents. The kinds: ``far speaker``, ``far actor``, ``far thing``.
    """
    holders: list[Holder] = [(ref, None, SPEAKER) for ref in (refs.speaker.many, refs.speaker.one) if ref is not None]
    contents: list[tuple[Ref, Token]] = []
    for token in sentence:
        if token.tag_ == "MD" or token.pos_ in _EMPTY:
            continue
        found = ends(token, "any", refs)
        if not found and token.i in refs.at and token.pos_ in ("PROPN", "ADJ", "NOUN"):
            found = (refs.at[token.i].ref,)
        for ref in found:
            contents.append((ref, token))
            if ref.actor:
                holders.append((ref, token, "far actor"))
            elif token.pos_ in ("NOUN", "PROPN"):
                holders.append((ref, token, THING))
    seen = set(given)
    for content, token in contents:
        for holder, at, kind in holders:
            if at == token or holder.id == content.id or holder.label == content.label or (holder.id, token.i) in seen:
                continue
            top, way = (token, "") if at is None else _way(at, token)
            if kind == THING and not way.partition("^")[0].endswith(_SUBJECTS):
                continue  # a thing does something where it stands in a subject: "the war on Arland caused …"
            seen.add((holder.id, token.i))
            yield Pair(top, holder, top if at is None else at, kind, content, token, (Step(way, token),))


def _way(start: Token, end: Token) -> tuple[Token, str]:
    """Where two words meet in the tree, and the edges up to there and down again; none of a long way."""
    up = [start, *start.ancestors]
    places = {token.i: steps for steps, token in enumerate(up)}
    down: list[str] = []
    for meeting in (end, *end.ancestors):
        if meeting.i in places:
            break
        down.append(meeting.dep_)
    else:
        return end, ""  # two trees in one sentence
    way = f"{'.'.join(t.dep_ for t in up[: places[meeting.i]])}^{'.'.join(reversed(down))}"
    return meeting, way if len(way) < _LONGEST else ""
