"""A sentence's pairs with what frames say of them; and the draft that a judged pair becomes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from faultlines.extract.across import SPEAKER, across
from faultlines.extract.context import meaning
from faultlines.extract.draft import Draft
from faultlines.extract.ends import is_self, voices
from faultlines.extract.pairs import Pair, pairs, voted
from faultlines.extract.refer import Referents
from faultlines.extract.refs import Ref
from faultlines.extract.sense import Meaning
from faultlines.extract.spans import span_of
from faultlines.extract.traits import traits
from faultlines.extract.when import held
from faultlines.terms import RELATIONS, Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Span

    from faultlines.extract.judge import Chances


@dataclass(frozen=True, slots=True)
class Considered:
    """A pair, how its clause is meant and by whom it is said, and the frames' drafts of it."""

    pair: Pair
    sense: Meaning
    voice: tuple[Ref, ...]
    votes: tuple[Draft, ...]
    date: str

    @property
    def traits(self) -> dict[str, float]:
        """What it is judged by."""
        return traits(self.pair, self.sense, self.votes)

    @property
    def ties(self) -> bool:
        """Whether it is about two actors, the one at whom an attitude is directed included."""
        return self.pair.holder.actor and (self.pair.content.actor or any(v.to for v in self.votes))


def consider(sentence: Span, refs: Referents, drafts: Sequence[Draft]) -> Iterator[Considered]:
    """Every pair of a sentence, those of its clauses first; drafts that none of these has are pairs of their own."""
    votes: dict[tuple[str, int], list[Draft]] = defaultdict(list)
    for draft in drafts:
        votes[draft.subject.id, draft.content.i].append(draft)
    senses = {t.i: meaning(t) for t in sentence if t.pos_ in ("VERB", "AUX", "NOUN", "PROPN")}
    said = {i: found for i, sense in senses.items() if (found := voices(sense, refs))}
    seen = set()
    for pair in pairs(sentence, refs, said):
        key = pair.holder.id, pair.token.i
        seen.add(key)
        spoken = () if pair.kind in ("subject", "agent") and is_self(pair.holder, refs) else said.get(pair.top.i, ())
        yield Considered(pair, senses[pair.top.i], spoken, tuple(votes[key]), refs.date)
    for key, its in votes.items():
        if key not in seen and its[0].subject.id != its[0].object.id:
            seen.add(key)
            yield Considered(voted(its[0]), meaning(its[0].anchor), its[0].voice, tuple(its), refs.date)
    for pair in across(sentence, refs, seen):
        clause = next((t for t in (pair.top, *pair.top.ancestors) if t.i in senses), pair.top)
        own = pair.kind == SPEAKER or is_self(pair.holder, refs)
        sense = senses.get(clause.i) or meaning(clause)
        yield Considered(pair, sense, () if own else said.get(clause.i, ()), (), refs.date)


def settle(considered: Considered, relation: str, chances: Chances) -> Draft:
    """The draft of a pair whose relation is judged: a frame's where one says the same, else by its clause.

    How it is meant, the rules say, but for what is unlikely.
    """
    draft = next((v for v in considered.votes if v.relation == relation), None) or _of_clause(considered, relation)
    affirmed = draft.polarity is Polarity.AFFIRMED
    if (1 - chances.denied if affirmed else chances.denied) < _UNLIKELY:
        draft = replace(draft, polarity=-draft.polarity)
    modalities = dict(zip(Modality, chances.modalities, strict=True))
    if modalities[draft.modality] < _UNLIKELY:
        draft = replace(draft, modality=max(modalities, key=modalities.__getitem__))
    return draft


def _of_clause(considered: Considered, relation: str) -> Draft:
    pair, sense = considered.pair, considered.sense
    attitude = RELATIONS[relation].family in _ATTITUDES
    inferred = attitude and pair.kind in ("speaker", "voice", SPEAKER)  # "we must act": who says so does support it
    since, until = held(pair.top, considered.date)
    first = considered.votes[0] if considered.votes else None
    draft = Draft(
        subject=pair.holder,
        relation=relation,
        object=pair.content,
        polarity=Polarity.AFFIRMED if inferred or relation == "opposes" else sense.polarity,
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


_UNLIKELY: Final = 0.1
_ATTITUDES: Final = frozenset({"position", "red line"})
_OWN: Final = frozenset({Modality.DESIRED, Modality.CONDITIONAL})
"""What is wished or offered under a condition is an attitude held."""
