"""A noun phrase → the actors or the thing that it stands for."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from faultlines.extract import roles
from faultlines.extract.lexicon import words
from faultlines.extract.mentions import mentions
from faultlines.extract.names import Gazetteer
from faultlines.extract.pronouns import meant
from faultlines.extract.refs import BODIES, STATES, Memory, Mention, Ref, Speaker

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
            return meant(token, self)
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
                return (replace(last, how="pronoun"),)
            if lemma in roles.THE_STATE and definite:
                last = self.memory.last(*STATES)
                return (replace(last, how="pronoun"),) if last else ()
            ours = any(
                c.lower_ in roles.FIRST_PLURAL | roles.FIRST_SINGULAR and roles.pronoun(c) and c.dep_ == "poss"
                for c in token.children
            )
            if ours and lemma in roles.THE_STATE | _GOVERNMENT | {"people", "delegation"}:
                return (replace(self.speaker.many, how="pronoun"),) if self.speaker.many else ()
            plain = not any(c.dep_ in ("prep", "amod", "relcl") for c in token.children)
            if lemma in _GOVERNMENT and plain and any(c.lower_ == "the" for c in token.children):
                last = self.memory.last(*STATES)
                return (replace(last, how="pronoun"),) if last else ()
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
            return (replace(owner, how="office"),)
        if lemma in roles.SPEAKS_FOR_STATE and (not plural or lemma not in ("country", "state", "nation", "people")):
            return (replace(owner, how="office"),)
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
                if child.dep_ == "poss" and roles.pronoun(child) and (refs := meant(child, self)):
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
            named = meant(word, self) if roles.pronoun(word) else ()
            if roles.pronoun(word) and not named:
                continue
            text += (f"{named[0].label}'s" if named else word.text) + " "
        text = " ".join(text.replace(" 's", "'s").split())
        return text[:1].upper() + text[1:]

    def _pair(self, classes: tuple[str, ...]) -> tuple[Ref, ...]:
        found = [r for r in reversed(self.memory.actors) if r.cls in classes][:2]
        return tuple(replace(r, how="pronoun") for r in reversed(found)) if len(found) == 2 else ()


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


def _place(token: Token) -> bool:
    return token.dep_ == "pobj" and token.head.lower_ in PLACE_PREPOSITIONS


def _core(token: Token) -> Iterator[Token]:
    for child in token.subtree:
        step = child
        while step != token and step.dep_ not in ("relcl", "appos", "acl", "cc", "conj", "prep", "advcl", "advmod"):
            step = step.head
        if step == token and child.i <= token.i:
            yield child


_LONGEST: Final = 5
"""Words in the name of a group."""


_OFFICES: Final = roles.SPEAKS_FOR_STATE | set(roles.OFFICES)
_PAST: Final = NOT_IN_OFFICE - {"deputy", "vice"}
"""Deputies are in office, and speak for the state as those do whose deputies they are."""
_GOVERNMENT: Final = frozenset({"government", "administration", "president", "leadership", "authority", "regime"})
_TITLE: Final = 6
"""Words of a title."""
