"""A sentence's pairs with what frames say of them; and the draft that a judged pair becomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.across import FAR_ACTOR, SPEAKER, across
from faultlines.extract.draft import Draft
from faultlines.extract.ends import is_self
from faultlines.extract.lexicon import words
from faultlines.extract.lookup import Lookup
from faultlines.extract.pairs import Pair, pairs, voted
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.sense import DENY, Meaning
from faultlines.extract.spans import span_of
from faultlines.extract.traits import kinds, traits
from faultlines.extract.when import held
from faultlines.terms import RELATIONS, Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from faultlines.extract.judge import Chances


@dataclass(frozen=True, slots=True)
class Considered:
    """A pair, how its clause is meant and by whom it is said, and the frames' drafts of it."""

    pair: Pair
    clause: Token
    votes: tuple[Draft, ...]
    lookup: Lookup

    @property
    def sense(self) -> Meaning:
        """How its clause is meant."""
        return self.lookup.sense(self.clause)

    @property
    def voice(self) -> tuple[Ref, ...]:
        """Who is reported to say it."""
        if self.pair.kind == "frame":
            return self.votes[0].voice
        own = self.pair.kind in _OWN_CLAUSE and is_self(self.pair.holder, self.lookup.refs)
        return () if own or self.pair.kind == SPEAKER else self.lookup.voice(self.clause)

    @property
    def traits(self) -> dict[str, float]:
        """What it is judged by."""
        return traits(self.pair, self.lookup, self.votes)

    @property
    def ties(self) -> bool:
        """Whether it is about two actors, the one at whom an attitude is directed included."""
        return self.pair.holder.actor and (self.pair.content.actor or any(v.to for v in self.votes))


def consider(sentence: Span, refs: Referents, drafts: Sequence[Draft]) -> Iterator[Considered]:
    """Every pair of a sentence, those of its clauses first; drafts that none of these has are pairs of their own."""
    votes: dict[tuple[str, int], list[Draft]] = defaultdict(list)
    for draft in drafts:
        votes[draft.subject.id, draft.content.i].append(draft)
    lookup = Lookup(sentence, refs)
    seen = set()
    for pair in pairs(lookup):
        key = pair.holder.id, pair.token.i
        seen.add(key)
        yield Considered(pair, pair.top, tuple(votes[key]), lookup)
    for key, its in votes.items():
        if key not in seen and its[0].subject.id != its[0].object.id:
            seen.add(key)
            yield Considered(voted(its[0]), its[0].anchor, tuple(its), lookup)
    for pair in across(lookup, seen):
        clause = next((t for t in (pair.top, *pair.top.ancestors) if t.pos_ in _CLAUSES), pair.top)
        yield Considered(pair, clause, (), lookup)


_CLAUSES: Final = ("VERB", "AUX", "NOUN", "PROPN")
_OWN_CLAUSE: Final = ("subject", "agent", FAR_ACTOR)
"""Kinds of pairs whose holder does what the clause says."""


def settle(considered: Considered, relation: str, chances: Chances) -> Draft:
    """The draft of a pair whose relation is judged: a frame's where one says the same, else by its clause.

    How it is meant, the rules say, but for what is unlikely; a denial or a doubt that they read stays, as the documents
    that the judge learned from have few.
    """
    draft = next((v for v in considered.votes if v.relation == relation), None) or _of_clause(considered, relation)
    if draft.polarity is Polarity.AFFIRMED and 1 - chances.denied < _UNLIKELY:
        draft = replace(draft, polarity=Polarity.DENIED)
    modalities = dict(zip(Modality, chances.modalities, strict=True))
    likeliest = max(modalities, key=modalities.__getitem__)
    deed = RELATIONS[relation].family in _DEEDS
    stays = draft.modality is Modality.POSSIBLE or (deed and draft.modality in _OWN)
    if modalities[draft.modality] < _UNLIKELY and not stays:
        draft = replace(draft, modality=likeliest)
    return draft


def _of_clause(considered: Considered, relation: str) -> Draft:
    pair, sense = considered.pair, considered.sense
    attitude = RELATIONS[relation].family in _ATTITUDES
    inferred = attitude and pair.kind in ("speaker", "voice", SPEAKER)  # "we must act": who says so does support it
    since, until = held(pair.top, considered.lookup.refs.date)
    first = considered.votes[0] if considered.votes else None
    draft = Draft(
        subject=pair.holder,
        relation=relation,
        object=_with_act(pair, relation, considered.lookup) if relation in _OF_ACTS else pair.content,
        polarity=Polarity.AFFIRMED if inferred or relation == "opposes" else _polarity(pair, sense),
        modality=Modality.ASSERTED if attitude and sense.modality in _OWN else sense.modality,
        span=span_of([pair.top], pair.at, pair.token),
        anchor=pair.top,
        content=pair.token,
        voice=considered.voice,
        condition=None if inferred else sense.condition,
        unless=sense.unless,
        since=since,
        until=until,
        trigger="pair",
        question=sense.question,
    )
    return replace(draft, about=first.about, to=first.to) if first is not None else draft


def _polarity(pair: Pair, sense: Meaning) -> Polarity:
    """That of the clause, turned by each denial on the way down: "seeks gains and has no intention of leaving"."""
    words = [step.word for step in pair.way[1:-1]]
    refrains = pair.top.lemma_ in DENY and pair.way[0].edge in ("xcomp", "from")
    turned = [w for w in words if any(c.dep_ == "neg" or (c.dep_, c.lower_) == ("det", "no") for c in w.children)]
    return -sense.polarity if (len(turned) + refrains) % 2 else sense.polarity


def _with_act(pair: Pair, relation: str, lookup: Lookup) -> Ref:
    """The content; where it is a thing and a verb below the clause says what is done to it, that act."""
    act = pair.token.head
    if pair.content.how == "clause" or pair.token.dep_ != "dobj" or act.pos_ != "VERB" or act.lemma_ in BARE:
        return pair.content
    if act == pair.top:
        below = act.dep_ in _GOVERNED and relation not in kinds(act)  # "seeks to use the bodies" of one who uses them
    else:
        below = pair.top in act.ancestors and not any(c.dep_ == "nsubj" for c in act.children)
    if not below:
        return pair.content
    return next((ref for ref in lookup.ends(act) if ref.how == "clause"), pair.content)


_OF_ACTS: Final = frozenset({"seeks", "supports", "offers", "demands", "expects"})
"""Relations whose object may be an act: "seeks to split the bloc" does not seek the bloc, though it opposes it."""
_GOVERNED: Final = ("xcomp", "pcomp", "acl", "advcl")
BARE: Final = words("bare")
"""Acts that say nothing beside their object: "seeks to reach a deal"."""
_UNLIKELY: Final = 0.1
_ATTITUDES: Final = frozenset({"position", "red-line"})
_DEEDS: Final = frozenset({"speech", "sanction", "cooperation", "support", "pressure"})
_OWN: Final = frozenset({Modality.DESIRED, Modality.CONDITIONAL})
"""What is wished or offered under a condition is an attitude held."""
