"""What a pair is judged by beside its words, which the reader knows: named traits, the same in fitting and in use."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from faultlines.extract.across import FAR, SPEAKER
from faultlines.extract.draft import Draft
from faultlines.extract.frames import frames
from faultlines.extract.lexicon import words
from faultlines.extract.lookup import Lookup
from faultlines.extract.pairs import Pair
from faultlines.extract.sense import DENY, DESIRE, EXPECT, PROMISE, SAY, SPEECH_ACTS, TRANSPARENT, WEIGH, Meaning

if TYPE_CHECKING:
    from spacy.tokens import Token

_CLASSES: Final = {
    "deny": DENY, "desire": DESIRE, "expect": EXPECT, "promise": PROMISE, "say": SAY, "speech": SPEECH_ACTS,
    "transparent": TRANSPARENT, "weigh": WEIGH, "light": words("light"), "own act": words("own act"),
}  # fmt: skip
_MODALS: Final = frozenset(
    ("must", "should", "will", "shall", "would", "may", "might", "can", "could", "ought", "need")
)
_DETERMINERS: Final = frozenset(
    ("the", "a", "an", "this", "that", "these", "our", "their", "its", "his", "no", "any", "my")
)
_VOTE: Final = 3.0
"""What a frame's word weighs beside other traits, so that the fit, which shrinks all alike, shrinks it less."""
_FEW: Final = 256
"""Words whose kinds are kept at hand: those of a sentence."""


def traits(pair: Pair, lookup: Lookup, votes: Sequence[Draft]) -> dict[str, float]:
    """Name → value."""
    if pair.kind.startswith(FAR):
        return _far(pair)
    found = dict.fromkeys((*_way(pair), *_ends(pair), *_clause(pair, lookup.sense(pair.top))), 1.0)
    found["distance"] = min(abs(pair.at.i - pair.token.i), 40) / 40
    found["sentence length"] = min(len(lookup.sentence), 60) / 60
    for vote in votes:
        found |= dict.fromkeys(
            (
                "voted",
                f"vote={vote.relation}",
                f"vote={vote.relation} {vote.polarity.value}",
                f"vote={vote.relation}|{pair.content.how}",
            ),
            _VOTE,
        )
    return found


def _far(pair: Pair) -> dict[str, float]:
    """The few of a pair across clauses: of these a sentence has many, and they are judged by its words."""
    kind, token, content, holder = pair.kind, pair.token, pair.content, pair.holder
    said = (kind, f"{kind}|{content.how}", f"{kind}|{token.pos_}", f"way={pair.way[0].edge}")
    ends = (f"class={content.cls}", f"how={content.how}", f"holder class={holder.cls}", f"holder how={holder.how}")
    grammar = (f"dep={token.dep_}", f"pos={token.tag_}", f"words={min(len(content.label.split()), 7)}")
    found = dict.fromkeys((*said, *ends, *grammar), 1.0)
    if kind != SPEAKER:
        found["distance"] = min(abs(pair.at.i - token.i), 40) / 40
    return found


def _way(pair: Pair) -> Iterator[str]:
    """By which edges, through words of which kinds the content hangs on the clause."""
    last = pair.way[-1].edge
    edges = " ".join(s.edge for s in pair.way)
    holder, content = _holder(pair), _content(pair)
    through = [s.word for s in pair.way if s.word is not pair.token]
    near = through[-1] if through else pair.top
    yield from (f"edges={edges}", f"hops={len(pair.way)}", f"last={last}", f"{holder}|{edges}", f"{content}|{edges}")
    yield from (f"holder={holder}", f"content={content}", f"{holder}|{content}", f"{holder}|{content}|{edges}")
    places = [("top", pair.top), ("near", near)] + ([] if pair.content.actor else [("head", pair.token)])
    for where, word in places:
        for name in kinds(word):
            kind = f"{where}~{name}"
            yield from (kind, f"{kind}|{last}", f"{kind}|{holder}", f"{kind}|{content}")
    for word in through:
        yield from (f"through~{name}" for name in kinds(word))
    if negated := sum(map(_negated, {pair.top, *(s.word for s in pair.way)})):
        yield from (f"negated={negated}", f"negated={negated}|{last}")


def _ends(pair: Pair) -> Iterator[str]:
    """What the ends are."""
    token, content = pair.token, pair.content
    length = min(len(content.label.split()), 7)
    yield from (f"class={content.cls}", f"how={content.how}")
    yield from (f"holder class={pair.holder.cls}", f"holder how={pair.holder.how}")
    yield from (f"words={length}", f"{_content(pair)}|words={length}")
    yield from (f"pos={token.tag_}", f"ent={token.ent_type_}", f"dep={token.dep_}")
    determiner = next((c.lower_ for c in token.children if c.dep_ in ("det", "poss")), "")
    if determiner in _DETERMINERS:
        yield f"det={determiner}"
    below = {c.dep_ for c in token.children}
    if token.dep_ == "conj":
        yield "conjunct"
    if below & {"amod", "compound", "prep", "acl"}:
        yield "modified"
    if "relcl" in below:
        yield "relative"


def _clause(pair: Pair, sense: Meaning) -> Iterator[str]:
    """How the clause is meant."""
    holder, last = _holder(pair), pair.way[-1].edge
    modal, subject = _modal(pair.top), _subject(pair.top)
    yield from (f"modal={modal}", f"{holder}|modal={modal}|{last}", f"top dep={pair.top.dep_} {pair.top.tag_}")
    yield from (f"sense={sense.polarity.value} {sense.modality.value}", f"{holder}|sense={sense.modality.value}")
    yield from (f"subject={subject}", f"{holder}|subject={subject}|modal={modal}")
    if sense.question:
        yield "question"
    if sense.condition is not None:
        yield "condition"
    if sense.speakers:
        yield "reported"


def _holder(pair: Pair) -> str:
    if pair.kind in ("speaker", "voice", "thing"):
        return pair.kind
    if pair.holder.how == "pronoun":
        spoken = pair.kind == "subject" and pair.at.lower_ in ("we", "i")
        return f"{pair.kind} {pair.at.lower_ if spoken else 'pronoun'}"
    return f"{pair.kind} {'group' if pair.holder.how == 'group' else 'actor'}"


def _content(pair: Pair) -> str:
    if pair.content.actor:
        return "group" if pair.content.how == "group" else "actor"
    return pair.content.how if pair.content.how in ("clause", "issue") else "named"


def _modal(verb: Token) -> str:
    auxiliaries = (c.lemma_.lower() for c in verb.children if c.dep_ == "aux")
    return next((a for a in auxiliaries if a in _MODALS or a in ("'ll", "'d")), "none")


def _subject(verb: Token) -> str:
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj"):
            return child.lower_ if child.pos_ == "PRON" else child.dep_
    return "none"


@lru_cache(_FEW)
def _negated(word: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in ("no", "never", "nor", "neither") for c in word.children)


def _lemma(token: Token) -> str:
    lemma = token.lemma_.lower()
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    return f"{lemma}_{particle}" if particle else lemma


@lru_cache(_FEW)
def kinds(token: Token) -> Sequence[str]:
    """The relations that a word alone may say, and its classes in the lexicon."""
    return _kinds_of(_lemma(token), token.pos_)


@cache
def _kinds_of(lemma: str, pos: str) -> tuple[str, ...]:
    known = frames()
    table = known.verbs if pos in ("VERB", "AUX") else known.nouns if pos in ("NOUN", "PROPN") else known.adjectives
    said = sorted({f.relation for f in table.get(lemma, ()) if not f.trigger.with_})
    return (*said, *(name for name, lemmas in _CLASSES.items() if lemma in lemmas))
