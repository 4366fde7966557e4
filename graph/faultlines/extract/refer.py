"""A noun phrase → the actors or the thing that it stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from faultlines.extract import roles
from faultlines.extract.lexicon import words
from faultlines.extract.mentions import mentions
from faultlines.extract.names import Gazetteer
from faultlines.extract.refs import BODIES, STATES, Memory, Mention, Ref, Speaker
from faultlines.extract.syntax import clause_head, grammatical_subjects, with_conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

PLACE_PREPOSITIONS: Final = words("place prepositions")
NOT_IN_OFFICE: Final = words("not in office")


class Referents:
    """Resolves the phrases of one document; sentences must be given in order."""

    def __init__(self, names: Gazetteer, date: str) -> None:
        self.names = names
        self.date = date
        self.memory = Memory()
        self.speaker = Speaker()
        self.at: dict[int, Mention] = {}
        """Token → the mention it is part of, in the text being read."""
        self.offices: set[tuple[str, str]] = set()
        """Persons whose office was named so far, each with the relation that says it."""

    def begin(self, doc: Doc) -> None:
        """A new stretch of text."""
        self.at = {}
        for mention in mentions(doc, self.names, self.date, self.memory):
            for i in range(mention.start, mention.end):
                around = self.at.get(i)
                if around is None or around.head != i:  # the head of an outer name stays with it
                    self.at[i] = mention

    def known(self, identifier: str, how: str = "name") -> Ref:
        """The reference to an entity of the gazetteer."""
        entity = self.names.entities[identifier]
        return Ref(entity.id, entity.label, entity.cls, how)

    def named(self, text: str) -> Ref | None:
        """The actor of which a text is nothing but the name."""
        readings = self.names.names.get(text.strip(" :*"), ())
        return next((r for r in (self.known(n.entity, n.role) for n in readings) if r.actor), None)

    def state(self, identifier: str) -> Ref | None:
        """The state or organization that an official or body stands for, if the gazetteer knows it."""
        owner = self.names.owner(identifier)
        return self.known(owner) if owner in self.names.entities else None

    def read(self, sentence: Span) -> None:
        """Remember whom a sentence names, after its phrases were resolved."""
        for token in sentence:
            mention = self.at.get(token.i)
            if mention is None or mention.start != token.i or not mention.ref.actor:
                continue
            self.memory.add(mention.ref)
        for token in sentence:
            if token.dep_ in ("nsubj", "nsubjpass") and (refs := self.actors(token)):
                self.memory.subjects = [r for r in refs if r.how != "pronoun"] or self.memory.subjects

    def actors(self, token: Token) -> tuple[Ref, ...]:
        """Whom a noun's head stands for; empty if it is no actor or nobody can be named."""
        lemma = token.lemma_.lower()
        if roles.pronoun(token):
            return self._pronoun(token)
        mention = self.at.get(token.i)
        if mention is not None and (mention.head == token.i or _apposed(token, mention)):
            return self._mention(token, mention)
        if token.pos_ not in ("NOUN", "PROPN", "ADJ", "PRON"):
            return ()
        if name := self._titled(token, lemma):
            return name
        if lemma in roles.SPEAKS_FOR_STATE or lemma in roles.OFFICES or lemma in roles.GROUPS:
            return self._role(token, lemma)
        return ()

    def _mention(self, token: Token, mention: Mention) -> tuple[Ref, ...]:
        ref = mention.ref
        if not ref.actor:
            return ()
        if ref.how == "capital" and _place(token):
            return ()
        if ref.how == "adjective" and token.pos_ == "ADJ" and token.dep_ in ("acomp", "ROOT"):
            return ()
        if bygone(token):
            return ()
        if (
            ref.how == "ner" and ref.cls == "Person"
        ):  # an unknown person with a known state: "Arlandic envoy Cora Quill"
            owner = self.owner(token) or self._titled_by(mention, token)
            ref = Ref(ref.id, ref.label, ref.cls, ref.how, owner.id if owner is not None else "")
        return (ref,)

    def _titled_by(self, mention: Mention, token: Token) -> Ref | None:
        """The state in the title before a name: "Arlandic Prime Minister Cora Quill"."""
        for i in range(mention.start - 1, max(token.left_edge.i, mention.start - _TITLE) - 1, -1):
            before = self.at.get(i)
            if before is not None and before.ref.cls in STATES:
                return before.ref
        return None

    def place(self, token: Token) -> Ref | None:
        """The state or area that a noun's head names as a place."""
        mention = self.at.get(token.i)
        if mention is None or mention.head != token.i or bygone(token):
            return None
        return mention.ref if mention.ref.cls in (*STATES, "Area") else None

    def _titled(self, token: Token, lemma: str) -> tuple[Ref, ...]:
        """ "the president, Vladimir Putin": the apposed name."""
        if lemma not in roles.OFFICES and lemma not in roles.SPEAKS_FOR_STATE:
            return ()
        for child in token.children:
            mention = self.at.get(child.i)
            if child.dep_ in ("appos",) and mention is not None and mention.ref.cls == "Person":
                return (mention.ref,)
        return ()

    def _role(self, token: Token, lemma: str) -> tuple[Ref, ...]:
        owner = self.owner(token)
        plural = token.tag_ in ("NNS", "NNPS")
        if lemma in roles.TWO and plural and any(c.lower_ in ("both", "two") for c in token.children) and owner is None:
            return self._pair(("Person",) if lemma in ("leader", "president", "minister") else STATES)
        if lemma in _OFFICES and _past(token):
            label = self._phrase(token) if plural else ""
            return (Ref(f"new:{label}", label, "ActorGroup", "group"),) if label else ()
        if owner is None:
            definite = not plural and any(c.lower_ in ("the", "this") for c in token.children)
            if definite and lemma in roles.OFFICES and (last := self._in_office(roles.OFFICES[lemma])):
                return (_how(last, "pronoun"),)
            if lemma in roles.THE_STATE and definite:
                last = self.memory.last(*STATES)
                return (_how(last, "pronoun"),) if last else ()
            ours = any(
                c.lower_ in roles.FIRST_PLURAL | roles.FIRST_SINGULAR and roles.pronoun(c) and c.dep_ == "poss"
                for c in token.children
            )
            if ours and lemma in roles.THE_STATE | _GOVERNMENT | {"people", "delegation"}:
                return (_how(self.speaker.many, "pronoun"),) if self.speaker.many else ()
            plain = not any(c.dep_ in ("prep", "amod", "relcl") for c in token.children)
            if lemma in _GOVERNMENT and plain and any(c.lower_ == "the" for c in token.children):
                last = self.memory.last(*STATES)
                return (_how(last, "pronoun"),) if last else ()
            if (plural and lemma in roles.GROUPS) or lemma in ("community", "opposition", "coalition"):
                label = self._phrase(token)
                if " " not in label and any(c.lower_ in ("these", "those") for c in token.children):
                    return ()
                return (Ref(f"new:{label}", label, "ActorGroup", "group"),) if label else ()
            return ()
        if owner.cls == "Person" and lemma in ("administration", "government", "team", "cabinet"):
            label = f"{owner.label.rsplit(' ', 1)[-1]} {lemma}"
            for name in (label, label.replace("administration", "Administration")):
                if readings := self.names.names.get(name):
                    return (self.known(readings[0].entity, "office"),)
            state = self.names.owner(owner.id)
            return (Ref(f"new:{label}", label, "GovernmentBody", "office", state),)
        if lemma in roles.OFFICES and not (lemma == "leader" and plural):
            office = roles.OFFICES[lemma]
            words = {c.lower_ for c in token.children}
            wanted = (
                "foreign minister" if "foreign" in words else
                "defence minister" if words & {"defence", "defense"} else office[0]
            )  # fmt: skip
            if not plural and (person := self.names.holder(owner.id, wanted, self.date[:7])):
                return (self.known(person, "office"),)
            return (_how(owner, "office"),)
        if lemma in roles.SPEAKS_FOR_STATE and (not plural or lemma not in ("country", "state", "nation", "people")):
            return (_how(owner, "office"),)
        if plural or lemma in ("opposition", "elite", "society", "community", "population", "party"):
            label = self._phrase(token)
            state = owner.id if owner.cls in STATES else ""
            return (Ref(f"new:{label}", label, "ActorGroup", "group", state),) if label else ()
        return ()

    def _in_office(self, offices: Collection[str]) -> Ref | None:
        """Who of those named last held one of the offices then: "the president"."""
        for ref in reversed(self.memory.actors):
            held = (o for o in self.names.offices.get(ref.id, ()) if o.person == ref.id and o.held(self.date))
            if any(o.office in offices for o in held):
                return ref
        return None

    def owner(self, token: Token) -> Ref | None:
        """The actor whose person, body or thing a noun is: "Russian officials", "the government of Mali"."""
        for child in token.children:
            if child.dep_ in ("poss", "amod", "compound", "nmod") and child.i < token.i:
                mention = self.at.get(child.i)
                if mention is not None and mention.ref.actor and mention.end <= token.i:
                    return mention.ref
                if child.dep_ == "poss" and roles.pronoun(child) and (refs := self._pronoun(child)):
                    return refs[0]
        for child in token.children:
            if child.dep_ == "prep" and child.lower_ in ("of", "for", "in"):
                for grand in child.children:
                    mention = self.at.get(grand.i)
                    if mention is not None and mention.ref.cls in (*STATES, *BODIES):
                        return mention.ref
        return None

    def _phrase(self, token: Token) -> str:
        """The words of a noun phrase that name a group: without article and relative clause, "its" resolved."""
        words = [t for t in _core(token) if t.dep_ not in ("det", "predet") and not t.is_punct]
        if len(words) > _LONGEST:
            return ""
        text = ""
        for word in words:
            named = self._pronoun(word) if roles.pronoun(word) else ()
            if roles.pronoun(word) and not named:
                continue
            text += (f"{named[0].label}'s" if named else word.text) + " "
        text = " ".join(text.replace(" 's", "'s").split())
        return text[:1].upper() + text[1:]

    def _pair(self, classes: tuple[str, ...]) -> tuple[Ref, ...]:
        found = [r for r in reversed(self.memory.actors) if r.cls in classes][:2]
        return tuple(_how(r, "pronoun") for r in reversed(found)) if len(found) == 2 else ()

    def _pronoun(self, token: Token) -> tuple[Ref, ...]:
        lower = token.lower_
        if lower in roles.FIRST_SINGULAR:
            return (_how(self.speaker.one, "pronoun"),) if self.speaker.one else ()
        if lower in roles.FIRST_PLURAL:
            return (_how(self.speaker.many, "pronoun"),) if self.speaker.many else ()
        if (beside := self._beside(token)) is not None:
            return (_how(beside, "pronoun"),)
        before = self._before(token)
        if lower in roles.HE_SHE:
            person = next((r for r in before if r.cls == "Person"), None) or self.memory.last("Person")
            return (_how(person, "pronoun"),) if person else ()
        if lower in roles.IT:
            if lower == "it" and token.dep_ in _OBJECT:
                return self._other(token)
            ref = next((r for r in before if r.cls in STATES + BODIES), None)
            if ref is None and len(self.memory.subjects) == 1 and self.memory.subjects[0].cls in STATES + BODIES:
                ref = self.memory.subjects[0]
            if ref is None or (lower == "it" and token.dep_ == "nsubj" and token.head.lemma_ == "be"):
                return ()
            return (_how(ref, "pronoun"),)
        return tuple(_how(r, "pronoun") for r in self._they(token))

    def _beside(self, token: Token) -> Ref | None:
        """Who is coordinated with what a possessive stands by: "between Arland and its allies"."""
        mention = self.at.get(token.head.head.i) if token.dep_ == "poss" and token.head.dep_ == "conj" else None
        lower = token.lower_
        wanted = STATES + BODIES if lower in roles.IT else ("Person",) if lower in roles.HE_SHE else ("ActorGroup",)
        return mention.ref if mention is not None and mention.ref.cls in wanted else None

    def _other(self, token: Token) -> tuple[Ref, ...]:
        """Whom "it" means that something is done to: not whoever does it, and nobody if several may be meant."""
        doers = [d for s in grammatical_subjects(clause_head(token)) for d in with_conjuncts(s)]
        heads = {self.at[d.i].ref.id for d in doers if d.i in self.at}
        named = {
            m.ref.id: m.ref
            for t in token.doc[token.sent.start : token.i]
            if (m := self.at.get(t.i)) is not None and m.ref.cls in STATES + BODIES and m.ref.id not in heads
        }
        if not named:
            named = {r.id: r for r in self.memory.subjects if r.cls in STATES + BODIES and r.id not in heads}
        return tuple(_how(r, "pronoun") for r in named.values()) if len(named) == 1 else ()

    def _before(self, token: Token) -> list[Ref]:
        """Actors in subject position before a pronoun in its sentence, the nearest governing clause first."""
        out: list[Ref] = []
        earlier = token.doc[token.sent.start : token.i]
        for other in earlier:
            if other.dep_ in ("nsubj", "nsubjpass") and not roles.pronoun(other):
                out = [*self.actors(other), *out]
        if token.dep_ == "poss":
            for other in earlier:
                if other.dep_ in ("dobj", "pobj") and not out:
                    out += self.actors(other)
        return out

    def _they(self, token: Token) -> Sequence[Ref]:
        if token.dep_ == "poss":  # "the states in their fight"
            for other in reversed([t for t in token.sent if t.i < token.i and t.tag_ in ("NNS", "NNPS")]):
                if (several := self.actors(other)) and token.i - other.i < _CLOSE:
                    return several
        for other in reversed([t for t in token.sent if t.i < token.i and t.dep_ in ("nsubj", "nsubjpass")]):
            named = [r for n in with_conjuncts(other) if n.i < token.i for r in self.actors(n)]
            if len(named) > 1 or (named and named[0].cls == "ActorGroup"):
                return named
        if any(t.tag_ in ("NNS", "NNPS") for t in token.doc[token.sent.start : token.i]):
            return ()  # the sentence has others whom it may mean
        if len(self.memory.subjects) > 1 or (self.memory.subjects and self.memory.subjects[0].cls == "ActorGroup"):
            return self.memory.subjects
        return ()


def _apposed(token: Token, mention: Mention) -> bool:
    return not mention.start <= token.head.i < mention.end


def bygone(token: Token) -> bool:
    """Whether a name only says whose an office was: "Arlandic" of "the former Arlandic president"."""
    if token.dep_ == "pobj" and token.head.lower_ == "of":
        return _office(token.head.head) and _past(token.head.head)
    return token.dep_ in ("amod", "compound", "nmod", "poss") and _past(token.head) and _office(token.head)


def _office(head: Token) -> bool:
    """Whether a noun names an office, or words before a name do."""
    return any(t.lemma_.lower() in _OFFICES for t in (head, *head.lefts))


def _past(token: Token) -> bool:
    """Whether an office is one that somebody held, or that others hold against who has it."""
    return any(c.lower_ in _PAST and c.i < token.i for c in token.children)


def _how(ref: Ref, how: str) -> Ref:
    return Ref(ref.id, ref.label, ref.cls, how, ref.owner)


def _place(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in PLACE_PREPOSITIONS


def _core(token: Token) -> Iterator[Token]:
    for child in token.subtree:
        step = child
        while step != token and step.dep_ not in ("relcl", "appos", "acl", "cc", "conj", "prep", "advcl", "advmod"):
            step = step.head
        if step == token and child.i <= token.i:
            yield child


_OBJECT: Final = ("dobj", "pobj", "dative", "iobj")
_LONGEST: Final = 5
"""Words in the name of a group."""


_CLOSE: Final = 8
"""Words within which "their" is that of the plural before it."""
_OFFICES: Final = roles.SPEAKS_FOR_STATE | set(roles.OFFICES)
_PAST: Final = NOT_IN_OFFICE - {"deputy", "vice"}
"""Deputies are in office, and speak for the state as those do whose deputies they are."""
_GOVERNMENT: Final = frozenset({"government", "administration", "president", "leadership", "authority", "regime"})
_TITLE: Final = 6
"""Words of a title."""
