"""What a draft’s confidence is judged by, and the characters it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from faultlines.extract.match import Match
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.sense import Meaning

if TYPE_CHECKING:
    from spacy.tokens import Token
from faultlines.extract.ends import is_self


def span_of(match: Match, who: Token, what: Token) -> tuple[int, int]:
    """The characters of the smallest stretch that holds trigger, object and a subject near by."""
    tokens = [match.trigger, *_core(what)]
    if match.anchor.i < match.trigger.i or match.light:
        tokens.append(match.anchor)
    if (
        who.sent == match.anchor.sent
        and abs(who.i - match.anchor.i) < _FAR
        and (who.head == match.anchor or who.i < what.i)
    ):
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


def features(
    match: Match, who: Token, what: Token, subject: Ref, obj: Ref, sense: Meaning, refs: Referents
) -> dict[str, float]:
    """Name → value of what may tell a good candidate from a bad one."""
    length = len(match.anchor.sent)
    return {
        f"relation={match.frame.relation}": 1.0,
        f"kind={match.frame.kind}": 1.0,
        f"frame={match.frame.name}": 1.0,
        f"subject={subject.how}": 1.0,
        f"object={obj.how}": 1.0,
        f"slot={match.slot}": 1.0,
        f"modality={sense.modality.value}": 1.0,
        f"polarity={sense.polarity.value}": 1.0,
        f"{match.frame.relation} {sense.modality.value}": 1.0,
        f"{match.frame.relation} object={obj.how}": 1.0,
        f"{match.frame.relation} subject={'actor' if subject.actor else subject.how}": 1.0,
        f"label words={min(len(obj.label.split()), 4)}": float(not obj.actor),
        "speaker": float(subject.how == "pronoun" and is_self(subject, refs)),
        f"{match.frame.relation} speaker": float(subject.how == "pronoun" and is_self(subject, refs)),
        f"class={obj.cls}": 1.0,
        "light": float(match.light),
        "presupposed": float(match.frame.kind == "noun" and not match.light),
        "distance": min(abs(who.i - what.i), 40) / 40,
        "subject conjunct": float(who.dep_ == "conj"),
        "object conjunct": float(what.dep_ == "conj"),
        "sentence length": min(length, 60) / 60,
        "label length": min(len(obj.label.split()), 12) / 12,
        "nested": min(len(sense.governors), 4) / 4,
        "inherited subject": float(who.head is not match.anchor),
        "both actors": float(subject.actor and obj.actor),
        "reported": float(bool(sense.speakers)),
        "question": float(sense.question),
        "relative": float(match.anchor.dep_ in ("relcl", "advcl", "acl")),
    }
