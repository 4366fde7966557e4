"""A phrase or clause → the label that a human would give the issue: "Ukraine's NATO membership"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.known import stems
from faultlines.extract.lexicon import words
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.roles import pronoun
from faultlines.extract.sense import TRANSPARENT
from faultlines.extract.syntax import passive, subjects

if TYPE_CHECKING:
    from spacy.tokens import Token

_LONGEST: Final = 9
"""Words; a label that needs more is cut at the last phrase that fits."""
_DEEPEST: Final = 40
"""Phrases below phrases; what lies deeper, in a list of a thousand names, is in no label."""
_DROPPED: Final = words("dropped")
_EMPTY_ADJECTIVES: Final = words("empty adjectives")
EMPTY_NOUNS: Final = words("empty nouns")
"""Heads that say nothing beside their complement: "efforts to end the war" is "ending the war"."""


def label(head: Token, refs: Referents, *, together: bool = False) -> str:
    """The label of what the phrase or clause headed by a token speaks of; empty where it says nothing.

    Articles, relative clauses, appositions and filler are left out, pronouns are replaced by whom they stand for;
    what is coordinated with the head is in it only if wanted `together`.
    """
    act = head.pos_ in ("VERB", "AUX")
    return written(_clause(head, refs) if act else _noun(head, refs, together))


def written(words: Iterable[str]) -> str:
    """The words as one label; empty where none has a letter."""
    text = (
        " ".join(words)
        .replace(" 's", "'s")
        .replace(" - ", "-")
        .replace(" ,", ",")
        .replace(" / ", "/")
        .strip(" ,;:-'\"")
    )
    if not any(c.isalpha() for c in text):
        return ""
    return text[:1].upper() + text[1:]


def issue(head: Token, refs: Referents) -> Ref | None:
    """The reference to an issue named by a phrase or clause."""
    if head.pos_ not in ("NOUN", "PROPN", "VERB", "AUX", "PRON", "NUM") or head.tag_ == "MD":
        return None
    if head.ent_type_ in ("DATE", "TIME", "MONEY", "PERCENT", "ORDINAL") and head.pos_ not in ("VERB", "AUX"):
        return None
    if pronoun(head) or head.lower_ in _STANDS_IN:
        return None
    text = label(head, refs)
    if not says_something(text):
        return None
    return Ref(f"new:{text}", text, "Issue", "clause" if head.pos_ in ("VERB", "AUX") else "issue")


def says_something(text: str) -> bool:
    """Whether a label names an issue by itself."""
    each = set(text.lower().split())
    return len(text) > 2 and text.lower() not in _NOT_ALONE and not each & _RELATIVE and bool(stems(text) - _VAGUE)


_RELATIVE: Final = frozenset({"which", "who", "whom", "whose"})
_NOT_ALONE: Final = words("not alone")
"""Words that say nothing without a complement."""
_VAGUE: Final = stems(" ".join(words("vague")))
"""Words that say nothing of what an issue is."""


_STANDS_IN: Final = words("stands in")
"""Words for what was named before."""


def _noun(head: Token, refs: Referents, together: bool = False) -> Iterator[str]:
    if head.lemma_ in EMPTY_NOUNS:
        inner = next((c for c in head.children if c.dep_ in ("acl", "prep") and c.i > head.i), None)
        if inner is not None and inner.dep_ == "acl" and inner.tag_ == "VB":
            yield from _clause(inner, refs)
            return
        if inner is not None and inner.lower_ == "of":
            below = next((c for c in inner.children if c.dep_ in ("pobj", "pcomp")), None)
            if below is not None:
                yield from _clause(below, refs) if below.dep_ == "pcomp" else _noun(below, refs)
                return
    yield from _cut(list(_phrase(head, refs, keep_conjuncts=together)))


def _phrase(head: Token, refs: Referents, *, keep_conjuncts: bool) -> Iterator[tuple[int, str]]:
    """(depth, word) of a noun phrase in the text's order."""
    yield from _walk(head, refs, 0, lambda child: not keep_conjuncts and child.dep_ == "conj" and child.head == head)
    if head.dep_ == "conj" and not any(c.dep_ == "prep" for c in head.children):
        for shared in head.head.children:  # "creation and operation of a body"
            if shared.dep_ == "prep" and shared.i > head.i and not left_out(shared):
                yield from _walk(shared, refs, 1, lambda _: False)


def _walk(token: Token, refs: Referents, depth: int, skip: Callable[[Token], bool]) -> Iterator[tuple[int, str]]:
    if depth > _DEEPEST:
        return
    children = [c for c in token.children if not left_out(c) and not skip(c)]
    for child in children:
        if child.i < token.i:
            yield from _walk(
                child, refs, depth + (child.dep_ not in ("compound", "poss", "amod", "nmod", "case", "neg")), skip
            )
    if (text := word(token, refs)) != "":
        yield depth, text
    for child in children:
        if child.i > token.i:
            further = any(c.dep_ == "conj" and not left_out(c) for c in child.children)
            if token.pos_ in ("NOUN", "PROPN", "ADJ", "VERB") and linked(token, child, further):
                yield depth, "and"
            yield from _walk(child, refs, depth + (child.dep_ in ("prep", "acl", "conj", "agent")), skip)


def linked(token: Token, child: Token, further: bool) -> bool:
    """Whether a label has an "and" here; before the last alone of several adjectives, `further` ones being to come."""
    listed = child.dep_ == "conj" and "-" not in (child.text, child.nbor(-1).text)
    return listed and not (further and token.pos_ == child.pos_ == "ADJ")


def left_out(child: Token) -> bool:
    """Whether a label does without a word and all below it."""
    if child.dep_ in _DROPPED and not (child.dep_ == "punct" and child.text == "-" and child.whitespace_ == ""):
        return True
    if child.dep_ in ("det", "predet", "advmod", "mark", "aux", "auxpass", "npadvmod", "nummod") and not (
        child.dep_ == "nummod" and child.head.tag_ == "NNS"
    ):
        return child.lower_ not in ("no", "not") and not (child.lower_ == "to" and child.head.dep_ in ("acl", "xcomp"))
    if (
        child.dep_ == "prep"
        and child.lower_ in ("in", "at", "on", "during", "since")
        and any(g.ent_type_ in ("DATE", "TIME") or g.lemma_ in _ASIDES for g in child.children)
    ):
        return True
    return child.dep_ == "amod" and child.lower_ in _EMPTY_ADJECTIVES


_ASIDES: Final = words("asides")
"""What happens "at this stage", "in one way or another" is named without it."""


_REFLEXIVE: Final = words("reflexive")


def word(token: Token, refs: Referents) -> str:
    """A word as a label has it: for a pronoun whom it stands for, if anybody."""
    if token.lower_ in _REFLEXIVE:
        return ""
    if token.lower_ in ("n't", "n’t"):
        return "not"
    if pronoun(token):
        named = refs.actors(token)
        if not named:
            return ""
        name = " and ".join(r.label for r in named)
        return _possessive(name) if token.dep_ == "poss" else name
    return token.text


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _cut(words: list[tuple[int, str]]) -> Iterator[str]:
    """The words, without the last phrases where there are too many."""
    while len(words) > _LONGEST:
        start = max((i for i in range(1, len(words)) if words[i][1] in LINKS and _hangs(words, i)), default=0)
        if start == 0:
            break
        words = words[:start]
    while words and words[-1][1] in LINKS:
        words = words[:-1]
    return (w for _, w in words)


def _hangs(words: list[tuple[int, str]], start: int) -> bool:
    """Whether all from a word on hangs on what stands before, so that a label can end there."""
    depth, word = words[start]
    return all(d > depth if word in ("and", "or") else d >= depth for d, _ in words[start + 1 :])


LINKS: Final = words("links")
"""Words that begin a phrase, and end no label."""


def _clause(verb: Token, refs: Referents) -> Iterator[str]:
    """An act as a gerund: "lifting sanctions on Iran", "Ukraine joining NATO"."""
    if verb.lemma_ in TRANSPARENT and (inner := next((c for c in verb.children if c.dep_ == "xcomp"), None)):
        yield from _clause(inner, refs)  # "continuing to act" is acting
        return
    words: list[tuple[int, str]] = []
    subject = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "csubj")]
    own = {c.i for c in verb.children if c.lower_ == "to"}
    hidden = {"nsubj", "nsubjpass", "csubj", "neg", "agent"}

    def skip(child: Token) -> bool:
        return child.i in own or (child.head == verb and (child.dep_ in hidden or child.dep_ == "conj"))

    if not subject and verb.dep_ == "pcomp" and verb.head.lower_ == "from":
        subject = subjects(verb)[:1]
    for noun in subject:
        if noun.lower_ in ("it", "there", "which", "that", "who", "we", "i"):
            continue
        words += [(0, w) for _, w in _phrase(noun, refs, keep_conjuncts=True)]
    rest = list(_walk(verb, refs, 0, skip))
    if len(rest) == 1 and (
        sharing := next((c for c in verb.children if c.dep_ == "conj" and c.tag_ == verb.tag_), None)
    ):
        rest += [
            (depth, word) for depth, word in _walk(sharing, refs, 0, skip) if word != sharing.text
        ]  # "promoting and protecting rights"
    if passive(verb) and words:
        words = [(0, gerund(verb.lemma_)), *words, *[(d, w) for d, w in rest if w != verb.text]]
    elif verb.lemma_ == "be":
        words += [(d, w) for d, w in rest if w != verb.text]
    elif rest:
        words += [(d, gerund(verb.lemma_) if w == verb.text and d == 0 else w) for d, w in rest]
    yield from _cut(words)


def gerund(lemma: str) -> str:
    """The -ing form of an English verb.

    >>> [gerund(w) for w in ("lift", "impose", "split", "open", "limit", "fulfil", "die", "see", "traffic")]
    ['lifting', 'imposing', 'splitting', 'opening', 'limiting', 'fulfilling', 'dying', 'seeing', 'trafficking']
    """
    lemma = lemma.lower()
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")) and len(lemma) > 2:
        return lemma[:-1] + "ing"
    vowels = "aeiou"
    short = len(lemma) > 2 and lemma[-1] not in vowels + "wxy" and lemma[-2] in vowels and lemma[-3] not in vowels
    if (
        short
        and (
            len(re.findall("[aeiouy]+", lemma)) == 1
            or lemma.endswith(("mit", "get", "fer", "cur", "pel", "bet", "gin", "net"))
        )
        and lemma not in _UNDOUBLED
    ) or lemma in _DOUBLED:
        return lemma + lemma[-1] + "ing"
    return lemma + ("king" if lemma.endswith("ic") else "ing")


_UNDOUBLED: Final = words("undoubled")
_DOUBLED: Final = words("doubled")
