"""Of all that a sentence may say, what it is taken to say."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final, NamedTuple

from faultlines.extract.admitted import admitted
from faultlines.extract.compose import worded
from faultlines.extract.consider import Considered, consider, settle
from faultlines.extract.draft import Draft
from faultlines.extract.judge import Chances, Judge
from faultlines.extract.known import stems
from faultlines.extract.labels import says_something
from faultlines.extract.lists import RED_LINE
from faultlines.extract.lookup import Lookup
from faultlines.extract.reading import Sentence
from faultlines.extract.wording import FOR, LIKELY, complete, phrase

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLAIN: Final = 0.6
"""The least confidence in a line of an announced list of red lines."""


_HOPED: Final = frozenset({"memberOf"})
"""What is not so yet where somebody takes an attitude to it: "rejects Arland's membership of the league"."""


_HOLDS: Final = frozenset({"headOf", "represents"})
"""What a person does by office, which a title or a frame says, or nobody does."""


class Least(NamedTuple):
    """The least confidence of a candidate: about an issue, about two actors, about two actors as a frame says it."""

    issue: float
    tie: float
    said: float


def choose(sentence: Sentence, judge: Judge, least: Least) -> Iterator[tuple[Draft, float]]:
    """The drafts of a sentence that are sure enough, with confidence; of readings of the same words the surest."""
    own = sentence.block.own
    judged: list[tuple[float, Considered, str, Chances]] = []
    found = consider(sentence.span, sentence.refs, sentence.drafts)
    pairs = [c for c in found if c.pair.token.idx >= own or c.pair.top.idx >= own]
    for pair, chances in zip(pairs, judge(sentence.span.text, sentence.span.start_char, pairs), strict=True):
        if not pair.votes and judge.calibrated(chances.match) < min(least):
            continue  # whatever its relation
        possible = admitted(pair.pair.holder.cls, pair.pair.content.cls)
        relation, sure = judge.pick(chances, _said(pair), possible)
        if any(v.trigger == RED_LINE for v in pair.votes):  # a list that calls itself so leaves nothing to judge
            relation, sure = "drawsRedLine", max(sure, _PLAIN)
        elif pair.votes and pair.ties:  # what a frame says of two actors needs no guess at its relation
            relation, sure = judge.pick(chances, _said(pair), (_said(pair) & possible) or possible)
        if relation in FOR and not pair.pair.content.actor and _fought(pair.pair.token):
            relation = "opposes"
        if relation in _HOLDS and relation not in _said(pair):
            continue
        if sure >= (least.said if pair.votes and pair.ties else least.tie if pair.ties else least.issue):
            judged.append((sure, pair, relation, chances))
    kept: list[Considered] = []
    for sure, pair, relation, chances in sorted(judged, key=lambda j: -j[0]):
        if relation in _HOPED and any(pair.pair.top == other.pair.token for other in kept):
            continue
        if not any(_same_words(pair, other) for other in kept):
            kept.append(pair)
            draft = settle(pair, relation, chances)
            if not draft.question:
                yield _reworded(draft, pair.lookup, judge), sure


def _fought(content: Token) -> bool:
    """Whether something is directed against it: whoever is for the fight against smuggling opposes smuggling."""
    while content.dep_ == "conj":
        content = content.head
    return content.dep_ in ("pobj", "pcomp") and content.head.lower_ == "against"


def _reworded(draft: Draft, lookup: Lookup, judge: Judge) -> Draft:
    """The draft with its issue named by those words that a careful reader would name it by."""
    whose = (t for t in (draft.content, draft.content.head) if draft.object in lookup.ends(t))
    head = next(whose, None)
    if draft.object.how not in ("issue", "clause") or draft.trigger in (RED_LINE, "list") or head is None:
        return draft
    words, sentence, at = phrase(head, lookup.refs), lookup.sentence, lookup.refs.at
    if not 1 < len(words) < _RAMBLING:
        return draft
    chances = zip(judge.kept(sentence.text, sentence.start_char, head, words), (w.token.i for w in words), strict=True)
    kept = {place for chance, place in sorted(chances, reverse=True)[:_LONGEST] if chance >= LIKELY}
    others = (w.token.i for w in words if w.token.i in at and at[w.token.i].ref.id != draft.subject.id)
    named = {i for i in others if at[i].ref.actor or at[i].ref.cls == "Area"}
    kept = complete(head, kept, words, draft.relation, named)
    text = worded(head, kept, {w.token.i for w in words}, lookup.refs)
    if not says_something(text) or all(i in at and at[i].ref.actor for i in kept):
        return draft
    return replace(draft, object=replace(draft.object, id=f"new:{text}", label=text))


_LONGEST, _RAMBLING = 9, 60
"""Words of a label; those of a phrase that is none."""


def _same_words(one: Considered, other: Considered) -> bool:
    """Whether two pairs read the same words: one holder of a content inside the other, or the ends exchanged."""
    a, b = one.pair, other.pair
    if a.holder.label == b.content.label and a.content.label == b.holder.label:
        return True
    if all(any(v.trigger == RED_LINE for v in c.votes) for c in (one, other)):
        return False  # two items of a list, however its grammar was read
    if a.token != b.token and one.ties and one.votes and not _said(one) & _said(other):
        return False  # a threat to an actor, beside what is threatened
    if a.holder.label != b.holder.label:
        return a.token == b.token and _of(a.at, b.at)
    if a.content.actor and b.content.actor and a.token != b.token:
        return _of(a.token, b.token)
    if a.token in b.token.conjuncts and any(stems(a.content.label) <= stems(v.object.label) for v in other.votes):
        return True  # one of two things that make one issue: "the creation and operation of a body"
    return _inside(a.token, b.token) or _inside(b.token, a.token)


def _said(considered: Considered) -> set[str]:
    return {v.relation for v in considered.votes}


def _of(one: Token, other: Token) -> bool:
    """Whether one word only says whose the other is: "Arlandic" of "Arlandic voters"."""
    return any(a.head == b and a.dep_ in ("amod", "compound", "nmod", "poss") for a, b in ((one, other), (other, one)))


def _inside(inner: Token, outer: Token) -> bool:
    """Whether one word is the other or stands below it, what is only coordinated with it aside."""
    step = inner
    while step != outer:
        if step.head == step or (step.head == outer and step.dep_ in ("conj", "appos")):
            return False
        step = step.head
    return True
