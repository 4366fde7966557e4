"""Enumerations: red lines that a sentence announces, and lists whose lead-in names their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from faultlines.extract.context import meaning
from faultlines.extract.draft import Draft
from faultlines.extract.ends import voices
from faultlines.extract.items import ARTICLE, items, named
from faultlines.extract.lexicon import words
from faultlines.extract.refer import Referents
from faultlines.extract.refs import STATES, Ref
from faultlines.extract.syntax import clause_head, grammatical_subjects, pobjs, subjects
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from faultlines.extract.clean import Block

RED_LINE: Final = "red line"
"""The trigger of a line of an announced list of red lines."""
_OPENING: Final = re.compile(
    r"(?:these|those|they|among them|the (?:red )?lines)\b[^.:;]{0,30}?\b(?:include|are|were|comprise|consist of)\b:?",
    re.I,
)
_OPEN_END: Final = re.compile(r",? (?:and so (?:on|forth)|etc\.?|among others|and others)\.?$", re.I)
_ORDINAL: Final = re.compile(r"(?:First|Second|Third|Fourth|Fifth|Sixth|Last|Final)(?:ly)?[,:] ")
_LINES: Final = re.compile(r"\bred lines?\b", re.I)
_OVERSTEP: Final = words("overstep")
_OWNERS: Final = re.compile(r"(?:actor|country|government|party|power|side|state|who)s?", re.I)


@dataclass(slots=True)
class _Announced:
    """Red lines that a sentence has spoken of and not listed yet."""

    owner: Ref
    voice: tuple[Ref, ...]
    to: tuple[Ref, ...]
    several: bool = True


class Lists:
    """Reads the lists of one document; blocks and sentences must be given in order."""

    def __init__(self, refs: Referents) -> None:
        self.refs = refs
        self.announced: _Announced | None = None
        self.whole = False
        """Whether the block is a line of those announced."""
        self.headed = False
        """Whether a heading right above announces them."""
        self.counting = False
        """Whether a first line was read, so that others may come after what is said of it."""
        self.row: Ref | None = None
        """Whose row of a table it is."""

    def begin(self, block: Block) -> bool:
        """Whether a new block is as a whole a line of those announced: an item of a list, or a cell of a table."""
        if _OWNERS.fullmatch(block.column):
            self.row = self.refs.named(block.text)
        if self.row is not None and _LINES.search(block.column):
            self.announced, self.row, self.whole = _Announced(self.row, (), ()), None, True
        elif block.kind == "item" and (block.lead or self.headed or self.whole):
            self.whole = self.announced is not None
        else:
            if self.whole or not _ORDINAL.match(block.text):
                self.announced, self.counting = None, False
            self.whole = False
        self.headed = False
        return self.whole

    def heading(self, doc: Doc) -> None:
        """See whether a heading announces red lines, which are the items right below it."""
        line = _spoken(doc) if _LINES.search(doc.text) else None
        if line is not None:
            self.refs.begin(doc)
            self.announced, self.counting = self._announce(line, len(doc.text)), False
            self.headed = self.announced is not None

    def line(self, doc: Doc) -> Iterator[Draft]:
        """The line that a whole block is, of those announced."""
        sentence = next(doc.sents)
        text = sentence.text
        cut = re.search(r"[.;:(]\s|[.;:,]*$", text)
        if self.announced is not None:
            yield from self._line(sentence, 0, cut.start() if cut else len(text), self.announced, None)

    def drafts(self, sentence: Span) -> Iterator[Draft]:
        """The lines that a sentence lists, if red lines are spoken of in it or before it."""
        line = _spoken(sentence)
        text = sentence.text
        if line is not None:
            colon = text.find(":", line.idx - sentence.start_char)
            if (found := self._announce(line, colon if colon >= 0 else len(text))) is not None:
                self.announced, self.counting = found, False
                if text[colon + 1 :].strip() and colon >= 0:
                    yield from self._listed(sentence, colon + 1)
                return
        opening, ordinal = _OPENING.match(text), _ORDINAL.match(text)
        if self.announced is not None and opening:
            yield from self._listed(sentence, opening.end())
        elif self.announced is not None and ordinal and self.announced.several:
            self.counting = True
            yield from self._line(sentence, ordinal.end(), len(text.rstrip(" .;")), self.announced, None)
        elif not self.counting:
            self.announced = None

    def item(self, doc: Doc, own: int) -> Iterator[Draft]:
        """What an item of a list says whose lead-in, before the character `own`, names its kind: "Arland's aims:"."""
        kind = next(
            (t for t in doc if t.idx < own and t.lemma_.lower() in _KINDS and t.pos_ in ("NOUN", "PROPN")), None
        )
        if kind is None or not doc[-1].idx >= own:
            return
        owner = self.refs.owner(kind)
        if owner is None:
            return
        text = doc.text[own:]
        cut = re.search(r"[.;:(]|$", text)
        label = " ".join(ARTICLE.sub("", text[: cut.start() if cut else len(text)]).split()).strip(" ,.-")
        if not 1 < len(label.split()) <= _LONG:
            return
        head = next((t for t in doc if t.idx >= own and t.pos_ in ("NOUN", "VERB", "PROPN")), doc[-1])
        label = label[0].upper() + label[1:]
        thing = Ref(f"new:{label}", label, "Issue", "issue")
        relation = _KINDS[kind.lemma_.lower()]
        yield Draft(
            owner, relation, thing, Polarity.AFFIRMED, Modality.ASSERTED, (own, own + len(text.rstrip())),
            head, head, trigger="list",
        )  # fmt: skip

    def _announce(self, line: Token, end: int) -> _Announced | None:
        """Whose the lines are, who says so, and against whom, in a sentence's characters up to `end`."""
        verb = clause_head(line)
        # the outermost clause tells the speaker: "Bord has said where Borduria's red lines lie"
        outer = verb
        while outer.head != outer and outer.dep_ in (
            "ccomp",
            "xcomp",
            "advcl",
            "conj",
            "relcl",
            "acl",
            "appos",
            "dobj",
            "pobj",
            "prep",
            "attr",
        ):
            outer = outer.head
        possessors = [r for c in line.children if c.dep_ in ("poss", "amod", "compound") for r in self.refs.actors(c)]
        doers = [r for t in subjects(verb) + grammatical_subjects(outer) for r in self.refs.actors(t)]
        sense = meaning(verb)
        if verb.lemma_ in _OVERSTEP and (sense.polarity, sense.modality) == (Polarity.AFFIRMED, Modality.ASSERTED):
            return None  # what follows are deeds
        of = [r for c in line.children if c.lower_ == "of" for n in pobjs(c) for r in self.refs.actors(n)]
        owner = next(iter(possessors or doers or of), None)
        if owner is None:
            return None
        state = owner if owner.cls in STATES else self.refs.state(owner.id) or owner
        people = [r for r in doers if r.cls == "Person" and r.how != "pronoun"]
        voice = voices(sense, self.refs) or tuple(people[:1])
        to = [
            r
            for token in line.sent
            if token.i > min(line.i, verb.i) - _NEAR
            and token.idx - line.sent.start_char < end
            and token.dep_ == "pobj"
            and token.head.lower_ in ("to", "by", "against", "for")
            for r in self.refs.actors(token)
            if r.id not in (owner.id, state.id)
        ]
        return _Announced(state, voice, tuple(to[:1]), line.tag_ in ("NNS", "NNPS"))

    def _listed(self, sentence: Span, start: int) -> Iterator[Draft]:
        announced = self.announced
        self.announced = None
        if announced is None:
            return
        text = sentence.text
        end = len(text)
        if open_end := _OPEN_END.search(text):
            end = open_end.start()
        complete = not open_end and not re.search(r"\b(?:includ\w+|among|such as)\b", text[:start], re.I)
        for first, last in items(text, start, end):
            yield from self._line(sentence, first, last, announced, complete)

    def _line(
        self, sentence: Span, first: int, last: int, announced: _Announced, complete: bool | None
    ) -> Iterator[Draft]:
        base = sentence.start_char
        if (found := named(sentence, first, last, self.refs)) is not None and found[1].label:
            head, thing = found
            yield Draft(
                announced.owner, "drawsRedLine", thing, Polarity.AFFIRMED, Modality.ASSERTED,
                (base + first, base + last), head, head, announced.voice, to=announced.to, list_complete=complete,
                trigger=RED_LINE,
            )  # fmt: skip


def _spoken(text: Doc | Span) -> Token | None:
    """The word that speaks of a red line."""
    return next((t for t in text if t.lemma_.lower() == "line" and t.i and t.nbor(-1).lower_ == "red"), None)


_NEAR: Final = 25
_LONG: Final = 14
_KINDS: Final = {
    **dict.fromkeys(("goal", "objective", "aim", "ambition", "task", "interest"), "seeks"),
    **dict.fromkeys(("demand", "condition", "requirement"), "demands"),
    **dict.fromkeys(("proposal", "offer", "commitment", "pledge"), "offers"),
    **dict.fromkeys(("fear", "concern", "worry"), "fears"),
    "priority": "prioritizes",
}
"""What a list's lead-in says of its items."""
