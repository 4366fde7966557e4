"""Which words of a phrase a careful reader names its issue by: of "the wish for an end of the war", "end of war".

What is learned judges each word of the phrase by the vectors of the word and of the phrase's head and by the traits
given here; `compose.py` puts a label together from those that are kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from faultlines.extract import lexicon
from faultlines.extract.consider import BARE
from faultlines.extract.known import TURNS, stems
from faultlines.extract.labels import EMPTY_NOUNS, left_out, word
from faultlines.extract.refer import Referents
from faultlines.extract.sense import TRANSPARENT

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

LIKELY: Final = 0.4
"""From which chance on a word is kept: what maximizes Dice's coefficient with the reader's label lies below a half."""
_EMPTY: Final = frozenset({"PUNCT", "DET", "SPACE", "CCONJ", "SCONJ", "ADP", "AUX", "PART", "INTJ"})
_RELATIVE: Final = frozenset({"WDT", "WP", "WP$"})
_MOST: Final = 9


@dataclass(frozen=True, slots=True)
class Word:
    """A word that says something, as a label has it."""

    token: Token
    text: str
    traits: tuple[str, ...]


def phrase(head: Token, refs: Referents) -> list[Word]:
    """The words at and below the head of a phrase or clause that say something."""
    found = []
    for token in head.subtree:
        if (token.pos_ in _EMPTY or token.tag_ in _RELATIVE) and token != head:
            continue
        text = word(token, refs)
        if text and stems(text):
            found.append((token, text, _way(head, token)))
    nearest = sorted(found, key=lambda f: (len(f[2]), abs(f[0].i - head.i)))
    ranks = {token.i: rank for rank, (token, _, _) in enumerate(nearest)}
    return [
        Word(token, text, tuple(_traits(head, token, way, ranks[token.i], len(found), refs)))
        for token, text, way in found
    ]


def _way(head: Token, token: Token) -> tuple[Token, ...]:
    """From the word next below the head down to a word."""
    way = []
    while token != head:
        way.append(token)
        token = token.head
    return tuple(reversed(way))


def _traits(head: Token, token: Token, way: tuple[Token, ...], rank: int, of: int, refs: Referents) -> Iterator[str]:
    mention = refs.at.get(token.i)
    named = mention.ref.cls if mention is not None else "none"
    of, rank, start = min(of, _MOST), min(rank, _MOST), f"{head.tag_} {head.dep_}"
    yield from (f"head={head.lemma_.lower()}", f"rank={rank}|{of}", f"named={named}", f"start={start}")
    if not way:
        yield from ("self", f"self|{head.lemma_.lower()}", f"self|{start}", f"self|of={of}")
        return
    edges = ".".join(t.dep_ for t in way)
    worded = ".".join(t.lower_ if t.dep_ == "prep" else t.dep_ for t in way)
    first, tail = way[0], ".".join(t.dep_ for t in way[-2:])
    yield from (f"edges={edges}", f"edges={edges}|{head.pos_}", f"words={worded}", f"tail={tail}|{named}")
    yield from (f"first={first.dep_} {first.lower_}", f"head={head.lemma_.lower()}|{first.dep_}")
    yield from (f"depth={min(len(way), 6)}|of={of}", f"dep={token.dep_}|rank={rank}", f"tag={token.tag_}")
    yield from (f"dep={token.dep_}|{token.lemma_.lower()}", f"above={token.head.lemma_.lower()}")
    yield from (f"left={token.i < head.i}|{token.dep_}", f"below={sum(1 for _ in token.children)}|{token.dep_}")
    yield f"left out={any(map(left_out, way))}"


def complete(
    head: Token, kept: Collection[int], words: Sequence[Word], relation: str, named: Collection[int] = ()
) -> set[int]:
    """The places of the words kept and of those that make another thing of them: what governs, turns or completes them.

    Of what governs them goes without only what says little, or an act for what the relation is for, too; `named` are
    the places of names.
    """
    little = _SAYS_LITTLE | _FURTHERING if relation in FOR else _SAYS_LITTLE
    said = {w.token.i: w for w in words}
    found: set[int] = set()
    for place in kept:
        way = _way(head, head.doc[place])
        if not any(map(_aside, way)):
            found |= {t.i for t in (head, *way) if t.i == place or (t.i in said and not _says_little(t, little, kept))}
    found -= {i for i in found if head.doc[i].dep_ == "amod" and head.doc[i].head.i in said.keys() - found}
    found |= {i for i, w in said.items() if w.token.head.i in found and stems(w.text) & TURNS}
    core = {i for i, w in said.items() if _core(w.token, found)}
    found |= core | {i for i, w in said.items() if w.token.dep_ == "amod" and w.token.head.i in core - found}
    found |= {i for i in said if any(_hyphened(head.doc, *sorted((i, j))) for j in (i - 2, i + 2) if j in found)}
    return found | {i for i in named if _whose(head.doc[i], found, named)}


def _says_little(token: Token, acts: Collection[str], kept: Collection[int]) -> bool:
    """Whether a word that governs kept ones may go: an empty noun, or one of these acts unless its doer is kept."""
    lemma = token.lemma_.lower()
    if token.pos_ == "NOUN" and lemma in EMPTY_NOUNS:
        return True
    return lemma in acts and not any(c.dep_ in ("nsubj", "nsubjpass") and c.i in kept for c in token.children)


def _core(token: Token, kept: Collection[int]) -> bool:
    """Whether a word says what an act is done to, or of what a noun is, or is part of a name or a name beside it."""
    above = token.head
    named = token.dep_ in ("conj", "compound") and token.pos_ == above.pos_ == "PROPN"
    if named or token.dep_ == "dobj":
        return above.i in kept
    such = above.lower_ == "as" and above.i and above.nbor(-1).lower_ == "such"
    return token.dep_ == "pobj" and above.lower_ in ("of", "as", "against") and above.head.i in kept and not such


def _hyphened(doc: Doc, first: int, last: int) -> bool:
    """Whether two words are one: "long-term", "US-led"."""
    return doc[first + 1].text == "-" and not any(doc[i].whitespace_ for i in range(first, last))


def _whose(token: Token, kept: Collection[int], named: Collection[int]) -> bool:
    """Whether a name says whose a thing is, with whom or where."""
    above = token.head
    if token.dep_ in ("poss", "amod", "compound"):
        return above.i in kept and (token.dep_ != "compound" or above.i not in named)
    return token.dep_ == "pobj" and above.head.i in kept and above.lower_ != "than"


def _aside(token: Token) -> bool:
    """Whether a clause begins here that says more than a label can."""
    return token.dep_ in ("advcl", "relcl", "parataxis", "dep") or (token.dep_ == "conj" and token.pos_ == "VERB")


_SAYS_LITTLE: Final = BARE | TRANSPARENT
_FURTHERING: Final = lexicon.words("furthering") | lexicon.words("light")
FOR: Final = frozenset({"seeks", "supports", "demands", "offers"})
"""Relations that are for their object."""
