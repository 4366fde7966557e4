"""The words by which an issue is to be named → its label, in the text's order, with the links between them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from faultlines.extract.labels import LINKS, gerund, linked, word, written
from faultlines.extract.refer import Referents
from faultlines.extract.syntax import passive

if TYPE_CHECKING:
    from spacy.tokens import Token


def worded(head: Token, kept: Collection[int], said: Collection[int], refs: Referents) -> str:
    """The label made of the words `kept`, of those `said` in a phrase, both by their places; links between them stay.

    A word that is not kept is passed over: what hangs on it hangs on the word above. Whether an act itself is denied,
    is the statement's polarity.
    """
    above = {a.i for i in kept for a in (head.doc[i], *head.doc[i].ancestors)}
    while head.i not in kept:
        below = [c for c in head.children if c.i in above]
        if len(below) != 1:
            break
        (head,) = below
    words = list(_emit(head, kept, said, above, refs))
    if head.pos_ in ("VERB", "AUX"):
        own = {c.i for c in head.children if c.dep_ in ("neg", "aux", "auxpass")}
        words = [(i, text) for i, text in words if i not in own]
    if head.pos_ in ("VERB", "AUX") and head.i in kept:
        place = next(n for n, (i, _) in enumerate(words) if i == head.i)
        rest = words[:place], words[place + 1 :]
        act = (head.i, gerund(head.lemma_))
        words = [act, *rest[0], *rest[1]] if passive(head) else [*rest[0], act, *rest[1]]
    texts = [text for _, text in words if text]
    while texts and texts[0].lower() in LINKS:
        texts.pop(0)
    while texts and texts[-1].lower() in LINKS:
        texts.pop()
    return written(t for i, t in enumerate(texts) if not (i and t in LINKS and texts[i - 1] in LINKS))


def _emit(
    token: Token, kept: Collection[int], said: Collection[int], above: Collection[int], refs: Referents
) -> Iterator[tuple[int, str]]:
    """The places and texts of the words at and below one, in the text's order; `above` are the kept and their heads."""
    shown = token.i in kept or (token.i not in said and token.pos_ not in ("AUX", "SCONJ", "DET"))
    for child in token.lefts:
        yield from _below(child, shown, kept, said, above, refs)
    if shown:
        yield token.i, word(token, refs)
    for child in token.rights:
        further = any(c.dep_ == "conj" and c.i in above for c in child.children)
        if child.i in above and shown and linked(token, child, further):
            yield -1, "and"
        yield from _below(child, shown, kept, said, above, refs)


def _below(
    child: Token, shown: bool, kept: Collection[int], said: Collection[int], above: Collection[int], refs: Referents
) -> Iterator[tuple[int, str]]:
    if child.i in above:
        yield from _emit(child, kept, said, above, refs)
    elif child.dep_ == "neg" or (shown and child.i not in said and _stays(child, kept)):
        yield child.i, word(child, refs)


def _stays(child: Token, kept: Collection[int]) -> bool:
    """Whether a word that says nothing by itself stays at the word it hangs on."""
    if child.text == "-":
        around = child.i - 1, child.i + 1
        return all(i in kept for i in around) and not child.doc[around[0]].whitespace_
    infinitive = child.lower_ == "to" and child.dep_ == "aux" and child.head.dep_ in ("acl", "xcomp")
    return infinitive or child.dep_ in ("case", "prt") or (child.dep_ == "det" and child.lower_ == "no")
