"""The characters that a statement rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Token


def span_of(saying: Sequence[Token], who: Token, what: Token) -> tuple[int, int]:
    """The smallest stretch that holds the words that say it, the object, and a subject near by."""
    tokens = [*saying, *_core(what)]
    anchor = saying[-1]
    near = who.sent == anchor.sent and abs(who.i - anchor.i) < _FAR
    if near and (who.head == anchor or who.i < what.i):
        tokens += [who, *(c for c in who.children if c.dep_ in ("det", "compound", "amod", "poss") and c.i < who.i)]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return first.idx, last.idx + len(last)


_FAR: Final = 20


def _core(token: Token) -> list[Token]:
    out, todo = [token], [token]
    while todo:
        for child in todo.pop().children:
            if child.dep_ not in ("relcl", "appos", "advcl", "conj", "cc", "punct", "parataxis"):
                out.append(child)
                todo.append(child)
    return out
