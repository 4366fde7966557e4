"""Matches in a sentence → drafts of statements, without those that a more telling one makes needless."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from faultlines.extract.context import meaning
from faultlines.extract.frames import Frames
from faultlines.extract.match import Match, matches
from faultlines.extract.refer import Referents
from faultlines.extract.sense import DENY
from faultlines.extract.slots import TOGETHER
from faultlines.extract.when import held
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token
from faultlines.extract.draft import Draft
from faultlines.extract.duties import DUTY, duties, purposes
from faultlines.extract.ends import against, ends, is_self, together, uttered, voices
from faultlines.extract.spans import span_of


def drafts(sentence: Span, frames: Frames, refs: Referents) -> list[Draft]:
    """The drafts of one sentence, without those that a more telling one makes needless."""
    matched = list(matches(sentence, frames))
    carried = {(m.anchor.i, m.trigger.i) for m in matched if m.frame.trigger.with_}  # "joins forces" with somebody
    lighter = {m.trigger.i for m in matched if m.frame.trigger.with_}  # "lifts sanctions" imposes none
    matched = [m for m in matched if m.frame.trigger.with_ or m.trigger.i not in lighter]
    found = [
        draft
        for match in matched
        for draft in _drafts(match, refs)
        if not (draft.object.actor and (draft.anchor.i, draft.content.i) in carried)
    ]
    found += [*duties(sentence, refs), *purposes(sentence, refs)]
    return [d for d in found if not _needless(d, found)]


def _drafts(match: Match, refs: Referents) -> Iterator[Draft]:
    trigger = match.frame.trigger
    sense = meaning(match.anchor)
    if (
        match.light
        and any(c.lower_ == "no" for c in match.trigger.children)
        and not any(c.dep_ == "dobj" and c == match.trigger for c in match.anchor.children)
    ):
        sense.deny()
    whose = [(t, r) for t in match.subjects for r in ends(t, trigger.subject_is, refs)]
    if any(c.lower_ == "neither" for t in match.objects for c in t.children):
        sense.deny()
    if match.light and match.trigger != match.anchor and match.anchor.lemma_ in DENY:
        sense.deny()
    voice = voices(sense, refs)
    if not whose and "voice" in trigger.subject:
        speaker = refs.speaker.behind(voice)
        whose = [(match.trigger, speaker)] if speaker is not None else []
    about = tuple(r for t in match.about for r in ends(t, "any", refs)[:1])
    to = tuple(r for t in match.to for r in ends(t, "actor", refs))
    whats = together([(t, r) for t in match.objects for r in ends(t, trigger.object_is, refs)], refs)
    if match.slot == TOGETHER:
        pairs = [(a, b) for i, a in enumerate(whose) for b in whose[i + 1 :]]
    else:
        pairs = [(a, b) for a in whose for b in whats]
    for (who_token, who), (what_token, what) in pairs:
        if what.id == who.id or what.label == who.label:
            continue
        if trigger.polarity is Polarity.DENIED and sense.polarity is Polarity.AFFIRMED:
            continue  # who accepts a thing says no more than that
        relation, polarity = match.frame.relation, trigger.polarity * sense.polarity
        modality = sense.modality.around(trigger.modality)
        if modality is Modality.DESIRED and relation in _ATTITUDES and is_self(who, refs):
            modality = Modality.ASSERTED  # "we must uphold": the speaker does uphold it
        elif modality is Modality.DESIRED and relation in _ATTITUDES:
            continue  # "they should uphold it" is the speaker's demand
        if relation == "demands" and match.slot in ("inf", "clause") and _negated(what_token):
            relation = "opposes"
        yield Draft(
            who,
            relation,
            what,
            polarity,
            modality,
            span_of(_said_by(match), who_token, what_token),
            match.anchor,
            what_token,
            voice or uttered(match, who),
            tuple(r for r in about if r.id not in (who.id, what.id)),
            tuple(r for r in to or against(match, what_token, what, refs) if r.id not in (who.id, what.id)),
            sense.condition,
            sense.unless,
            *held(match.anchor, refs.date),
            None,
            "frame",
            sense.question,
        )


def _said_by(match: Match) -> list[Token]:
    """The words that say the relation: the trigger, and the verb that carries it."""
    outer = match.anchor.i < match.trigger.i or match.light
    return [match.trigger, match.anchor] if outer else [match.trigger]


_ATTITUDES: Final = frozenset({"supports", "opposes", "seeks", "prioritizes"})


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


_WISH: Final = frozenset({"seeks", "supports", "demands", "expects", "offers"})


def _needless(draft: Draft, others: list[Draft]) -> bool:
    """A wish whose content is itself a relation between two actors, or a second reading of the same words."""
    if draft.question:
        return True
    for other in others:
        if other is draft:
            continue
        inside = other.anchor == draft.content or draft.content.is_ancestor(other.anchor)
        if draft.relation in _WISH and draft.object.how == "clause" and other.anchor == draft.content:
            if other.subject.actor and other.object.actor and draft.relation in ("seeks", "supports", "expects"):
                return True
            if draft.trigger == DUTY and other.relation in _WISH and other.subject.id == draft.subject.id:
                return True
        same = other.subject.id == draft.subject.id and other.relation == draft.relation
        if (
            same
            and inside
            and other.object.how != "clause"
            and draft.object.how == "clause"
            and draft.relation in ("seeks", "supports")
        ):
            return True
    return False
