"""Items of an enumeration: where each stands, and what it is of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from faultlines.extract.labels import gerund, issue
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.roles import pronoun
from faultlines.extract.syntax import passive

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

_NEGATIVE: Final = re.compile(
    r"(?:the )?(?:unacceptability|inadmissibility|impermissibility|prevention|rejection|prohibition|exclusion|absence)"
    r" of (?:any |the )?|(?:the )?(?:[\w' ]{0,25}?)(?:waiver|renunciation|abandonment|cessation|end)"
    r" of (?:any |the )?(?=attempts|efforts|plans)|(?:there (?:can|may|must|shall|should|will) be )?no (?:more )?",
    re.I,
)
_ASIDE: Final = re.compile(
    r"\s?—[^—]*—(?=\s?\w)|,? (?:particularly|especially|including|notably|above all)\b.*$|\s?—.*$", re.I
)
ARTICLE: Final = re.compile(r"\b(?:the|a|an|any) (?=\w)", re.I)
_NON: Final = re.compile(r"(?:the )?non- ?(?=\w)", re.I)


def named(sentence: Span, first: int, last: int, refs: Referents) -> tuple[Token, Ref] | None:
    """What must not be, by the item of a list of such things between two characters of a sentence; and its head.

    A negation is left out ("no", "must not"); None where nothing is left, or where the item says what must be.
    """
    text = sentence.text[first:last]
    skip = _NEGATIVE.match(text) or _NON.match(text)
    inner = first + (skip.end() if skip else 0)
    base = sentence.start_char
    tokens = [t for t in sentence if base + inner <= t.idx < base + last]
    if not any(t.is_alpha for t in tokens):
        return None
    inside = {t.i for t in tokens}
    heads = [t for t in tokens if t.head.i not in inside and t.pos_ in _HEADS] + [t for t in tokens if t.head == t]
    head = next(iter(heads), tokens[0])
    if head.pos_ in ("VERB", "AUX") and not skip:
        parts = {c.dep_ for c in head.children}
        negated = "neg" in parts or any(c.lower_ == "no" for t in head.lefts for c in t.children)
        if negated and not passive(head) and "neg" in parts:
            return head, _thing(_act(head, tokens))
        if negated:
            ref = issue(head, refs)
            return (head, ref) if ref is not None else None
        if any(c.tag_ == "MD" or c.lower_ == "to" for c in head.lefts) and not parts.isdisjoint(_SUBJECTS):
            return None
    return head, _thing(sentence.doc.text[base + inner : base + last])


def _act(verb: Token, tokens: Sequence[Token]) -> str:
    """What must not be done, as a gerund: "they must not join the league" is "joining the league"."""
    small = {c.i for c in verb.children if c.dep_ in ("neg", "aux", "expl") or ("subj" in c.dep_ and pronoun(c))}
    return "".join((gerund(verb.lemma_) if t == verb else t.text) + t.whitespace_ for t in tokens if t.i not in small)


def _thing(text: str) -> Ref:
    label = " ".join(ARTICLE.sub("", _ASIDE.sub(" ", text)).split()).strip(" ,.-")
    label = label[:1].upper() + label[1:]
    return Ref(f"new:{label}", label, "Issue", "issue")


_HEADS: Final = ("NOUN", "PROPN", "VERB")
_SUBJECTS: Final = ("nsubj", "nsubjpass")


def items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each item of an enumeration begins and ends: between semicolons, else between commas before a gerund."""
    body = text[start:end]
    if ";" in body:
        cuts = [m.span() for m in re.finditer(r";\s*(?:and )?", body)]
    else:
        cuts = [m.span() for m in re.finditer(r",\s*(?:and )?(?=\w+ing\b)|\s+and (?=\w+ing\b)", body)]
        if not cuts:
            cuts = [m.span() for m in re.finditer(r",\s*(?:and )?|\s+and ", body)]
    position = 0
    for low, high in [*cuts, (len(body), len(body))]:
        item = body[position:low]
        stripped = item.strip(" .;,\n")
        if len(stripped.split()) > 1:
            begin = start + position + item.index(stripped)
            yield begin, begin + len(stripped)
        position = high
