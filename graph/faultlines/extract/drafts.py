"""Matches in a sentence → drafts of statements, their ends resolved, their meaning and voice read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.context import BAD_TO, DENY, GOOD_TO, SPEECH_ACTS, Meaning, meaning
from faultlines.extract.frames import Frames
from faultlines.extract.labels import issue, label
from faultlines.extract.lexicon import words
from faultlines.extract.match import TOGETHER, Match, matches
from faultlines.extract.refer import ACTORS, Ref, Referents
from faultlines.extract.roles import ON_BEHALF, PARTS, pronoun
from faultlines.extract.syntax import clause_head, subjects
from faultlines.extract.when import held
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


@dataclass(slots=True)
class Draft:
    """A statement in the making, with what its confidence is judged by."""

    subject: Ref
    relation: str
    object: Ref
    polarity: Polarity
    modality: Modality
    span: tuple[int, int]
    """Characters of the parsed text."""
    anchor: Token
    content: Token
    """The object's token."""
    voice: tuple[Ref, ...] = ()
    """Who is reported to say it, the innermost first; empty where the document's author speaks."""
    about: tuple[Ref, ...] = ()
    to: tuple[Ref, ...] = ()
    condition: Token | None = None
    unless: bool = False
    since: str = ""
    until: str = ""
    list_complete: bool | None = None
    trigger: str = ""
    """The frame's name."""
    features: dict[str, float] = field(default_factory=dict)


def drafts(sentence: Span, frames: Frames, refs: Referents) -> list[Draft]:
    """The drafts of one sentence, without those that a more telling one makes needless."""
    found = [d for m in matches(sentence, frames) for d in _drafts(m, refs)]
    found += [*_duties(sentence, refs, found), *_purposes(sentence, refs)]
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
    if match.light and match.trigger != match.anchor and match.anchor.lemma_ in DENY:
        sense.deny()
    voice = voices(sense, refs)
    if not whose and "voice" in trigger.subject:
        speaker = voice[0] if voice else refs.speaker.many or refs.speaker.one
        whose = [(match.trigger, speaker)] if speaker is not None else []
    about = tuple(r for t in match.about for r in ends(t, "any", refs)[:1])
    to = tuple(r for t in match.to for r in ends(t, "actor", refs))
    whats = _together(
        [(t, r) for t in match.objects for r in ends(t, trigger.object_is, refs)], refs
    )
    if match.slot == TOGETHER:
        pairs = [(a, b) for i, a in enumerate(whose) for b in whose[i + 1 :]]
    else:
        pairs = [(a, b) for a in whose for b in whats]
    for (who_token, who), (what_token, what) in pairs:
        if what.id == who.id or what.label == who.label:
            continue
        relation, polarity = match.frame.relation, trigger.polarity * sense.polarity
        modality = sense.modality.around(trigger.modality)
        if modality is Modality.DESIRED and relation in _ATTITUDES and _self(who, refs):
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
            _span(match, who_token, what_token),
            match.anchor,
            what_token,
            voice or _uttered(match, who),
            tuple(r for r in about if r.id not in (who.id, what.id)),
            tuple(r for r in to or _against(match, what_token, what, refs) if r.id not in (who.id, what.id)),
            sense.condition,
            sense.unless,
            *held(match.anchor, refs.date),
            None,
            match.frame.name,
            _features(match, who_token, what_token, who, what, sense, refs),
        )


_ATTITUDES: Final = frozenset({"supports", "opposes", "seeks", "prioritizes"})


def _together(whats: list[tuple[Token, Ref]], refs: Referents) -> list[tuple[Token, Ref]]:
    """ "Equity and justice" is one issue; longer lists are several."""
    if len(whats) != 2 or any(r.how != "issue" for _, r in whats):
        return whats
    (first, a), (second, _) = whats
    if second.head != first or first.i > second.i:
        return whats
    both = label(first, refs, together=True)
    return [(first, replace(a, id=f"new:{both}", label=both))] if both else whats


_ANSWERS: Final = words("answers")


def _against(match: Match, token: Token, what: Ref, refs: Referents) -> tuple[Ref, ...]:
    """Whose act it is that an attitude answers: "rejects Borduria's proposal", "demands that Borduria leave"."""
    if what.actor or match.frame.relation not in _ANSWERS:
        return ()
    doers = subjects(token)[:2] if token.pos_ in ("VERB", "AUX") else []
    found = [r for t in doers for r in refs.actors(t) if r.how != "pronoun"]
    owner = refs.owner(token) if not doers else None
    if owner is not None and owner.actor:
        return (owner,)
    subject = {r.id for t in match.subjects for r in refs.actors(t)}
    if not {r.id for r in found} - subject:
        named = (r for t in token.subtree if t.i in refs.at for r in (refs.at[t.i].ref,))
        found = [r for r in named if r.actor and r.cls != "Media" and r.id not in subject][:1]
    return tuple(found)


def ends(token: Token, wanted: str, refs: Referents) -> tuple[Ref, ...]:
    """What a token at a slot stands for, if it is of the kind that the frame wants."""
    if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("pobj", "dobj", "nsubj", "poss"):
        if wanted in ("any", "issue", "thing") and (found := issue(token, refs)):
            return (found,)
        return ()
    mention = refs.at.get(token.i)
    if wanted in ("any", "actor", "person", "actor or place"):
        actors = refs.actors(token)
        if not actors and wanted in ("actor", "actor or place") and token.lemma_ in ON_BEHALF:
            owner = refs.owner(token)
            actors = (owner,) if owner is not None else ()
        if not actors and wanted == "actor or place" and token.lemma_ in PARTS:
            owner = refs.owner(token)
            actors = (owner,) if owner is not None else ()
        if wanted == "person":
            actors = tuple(a for a in actors if a.cls == "Person")
        if actors:
            return actors
    if wanted in ("place", "actor or place", "any") and (place := refs.place(token)):
        return (place,)
    if wanted in ("any", "issue", "thing"):
        if mention is not None and mention.head == token.i and mention.ref.cls not in ACTORS:
            return (mention.ref,)
        if wanted != "any" and refs.actors(token):
            return ()
        if pronoun(token):
            return ()
        if found := issue(token, refs):
            return (found,)
    return ()


def voices(sense: Meaning, refs: Referents) -> tuple[Ref, ...]:
    """The resolved speakers of a clause, the innermost first; unnamed ones are no voice."""
    out: list[Ref] = []
    for token in sense.speakers:
        for ref in refs.actors(token)[:1]:
            if (ref.how != "group" or ref.owner) and ref not in out and not _self(ref, refs):
                out.append(ref)
    return tuple(out)


def _self(ref: Ref, refs: Referents) -> bool:
    return ref.how == "pronoun" and any(s is not None and s.id == ref.id for s in (refs.speaker.one, refs.speaker.many))


def _uttered(match: Match, who: Ref) -> tuple[Ref, ...]:
    """A verb of speech reports an utterance of its subject."""
    if match.anchor.lemma_ in SPEECH_ACTS and who.actor and who.how not in ("pronoun", "group") and who.cls == "Person":
        return (who,)
    return ()


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _span(match: Match, who: Token, what: Token) -> tuple[int, int]:
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


def _features(
    match: Match, who: Token, what: Token, subject: Ref, obj: Ref, sense: Meaning, refs: Referents
) -> dict[str, float]:
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
        "speaker": float(subject.how == "pronoun" and _self(subject, refs)),
        f"{match.frame.relation} speaker": float(subject.how == "pronoun" and _self(subject, refs)),
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


def _duties(sentence: Span, refs: Referents, found: list[Draft]) -> list[Draft]:
    """ "We must …", "Arland should …", "it is essential to …": what the speaker supports or demands."""
    out = []
    for verb in sentence:
        if verb.pos_ not in ("VERB", "AUX"):
            continue
        found_duty = _duty(verb)
        if found_duty is None:
            continue
        word, content, against = found_duty
        sense = meaning(verb)
        voice = voices(sense, refs)
        speaker = voice[0] if voice else (refs.speaker.many or refs.speaker.one)
        if speaker is None or sense.question:
            continue
        subject = [r for c in verb.children if c.dep_ == "nsubj" for r in refs.actors(c)]
        for act in _acts(content):
            thing = issue(act, refs)
            if thing is None or len(thing.label.split()) < 2:
                continue
            denied = against != any(c.dep_ == "neg" for c in {*content.children, *verb.children})
            others = [r for r in subject if r.id != speaker.id and r.how != "pronoun"]
            relation = "opposes" if denied else "demands" if others else "supports"
            first, last = min((t.idx for t in verb.children), default=verb.idx), act.right_edge
            out.append(
                Draft(
                    speaker, relation, thing, Polarity.AFFIRMED, Modality.ASSERTED,
                    (min(first, verb.idx), max(last.idx + len(last), act.idx + len(act))), act, act, voice,
                    to=tuple(others), trigger=f"duty/{word}",
                    features={
                        f"relation={relation}": 1.0, "kind=duty": 1.0, f"frame=duty/{word}": 1.0,
                        f"subject={'speaker' if not voice else 'voice'}": 1.0, "object=clause": 1.0,
                        "label length": min(len(thing.label.split()), 12) / 12, "sentence length": min(len(sentence), 60) / 60,
                        "passive duty": float(any(c.dep_ == "nsubjpass" for c in verb.children)), "others": float(bool(others)),
                        "object conjunct": float(act != content), "be": float(act.lemma_ == "be"),
                    },
                )
            )  # fmt: skip
    return out


def _acts(verb: Token) -> list[Token]:
    """A verb and those coordinated with it, each where it stands."""
    return [verb, *(a for c in verb.children if c.dep_ == "conj" and c.tag_ in ("VB", verb.tag_) for a in _acts(c))]


def _purposes(sentence: Span, refs: Referents) -> Iterator[Draft]:
    """ "Arland sends envoys to end the war": an actor's act shows what it seeks."""
    for verb in sentence:
        to = verb.dep_ in ("advcl", "acl", "relcl") and verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)
        if not to or any("subj" in c.dep_ for c in verb.children) or verb.lemma_ == "be":
            continue
        sense = meaning(clause_head(verb.head))
        thing = issue(verb, refs)
        if thing is None or len(thing.label.split()) < 2 or sense.question:
            continue
        for who in [r for t in subjects(verb) for r in refs.actors(t)]:
            last = verb.right_edge
            yield Draft(
                who, "seeks", thing, sense.polarity, Modality.ASSERTED if sense.modality is Modality.DESIRED else sense.modality,
                (verb.idx, last.idx + len(last)), verb, verb, voices(sense, refs), trigger="purpose",
                features={
                    "relation=seeks": 1.0, "kind=purpose": 1.0, f"frame=purpose/{verb.dep_}": 1.0, f"subject={who.how}": 1.0,
                    "purpose speaker": float(_self(who, refs)), "object=clause": 1.0,
                    "label length": min(len(thing.label.split()), 12) / 12, "sentence length": min(len(sentence), 60) / 60,
                    f"purpose of {verb.head.lemma_ if verb.head.lemma_ in ('work', 'continue', 'need', 'effort') else 'other'}": 1.0,
                },
            )  # fmt: skip


def _duty(verb: Token) -> tuple[str, Token, bool] | None:
    """(the word that says so, the verb of what is to be done, whether it is not to be done) of a clause of duty."""

    def below(word: Token) -> Token | None:
        return next((c for c in word.children if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.tag_ == "VB"), None)

    own = next((c for c in verb.children if c.dep_ == "aux" and c.lower_ in ("must", "should")), None)
    if own is not None and verb.dep_ not in ("relcl", "advcl"):
        guess = verb.lemma_ in ("be", "have", "know", "feel") or any(c.lower_ == "have" for c in verb.children)
        return None if own.lower_ == "must" and guess else (own.lower_, verb, False)
    if verb.lemma_ in ("need", "have") and verb.dep_ in ("ROOT", "conj", "ccomp"):
        ours = verb.lemma_ == "have" or any("subj" in c.dep_ and c.lower_ == "we" for c in verb.children)
        content = below(verb)
        if content is None or not ours or any(c.dep_ == "neg" for c in verb.children):
            return None
        return verb.lemma_, content, False
    if verb.lemma_ == "let" and verb.dep_ == "ROOT" and any(c.lower_ == "us" for c in verb.subtree):
        content = below(verb)
        return ("let", content, False) if content is not None else None
    if verb.lemma_ == "be" and verb.dep_ in ("ROOT", "conj", "ccomp"):
        for word in verb.children:
            if word.dep_ not in ("acomp", "attr"):
                continue
            words = {word.lower_, *(g.lower_ for g in word.children if g.dep_ == "amod")}
            content = below(word) or below(verb)
            if content is not None and words & (GOOD_TO | BAD_TO) - {"our"}:
                return "good" if words & GOOD_TO else "bad", content, bool(words & BAD_TO)
    return None


_WISH: Final = frozenset({"seeks", "supports", "demands", "expects", "offers"})


def _needless(draft: Draft, others: list[Draft]) -> bool:
    """A wish whose content is itself a relation between two actors, or a second reading of the same words."""
    if draft.features.get("question"):
        return True
    for other in others:
        if other is draft:
            continue
        inside = other.anchor == draft.content or draft.content.is_ancestor(other.anchor)
        if draft.relation in _WISH and draft.object.how == "clause" and other.anchor == draft.content:
            if other.subject.actor and other.object.actor and draft.relation in ("seeks", "supports", "expects"):
                return True
            if draft.trigger.startswith("duty/") and other.relation in _WISH and other.subject.id == draft.subject.id:
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
