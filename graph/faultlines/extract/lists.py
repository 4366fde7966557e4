"""Enumerations: red lines that a sentence announces, and lists whose lead-in names their kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from faultlines.extract.context import meaning
from faultlines.extract.draft import Draft
from faultlines.extract.ends import voices
from faultlines.extract.refer import Referents
from faultlines.extract.refs import STATES, Ref
from faultlines.extract.syntax import clause_head, grammatical_subjects, subjects
from faultlines.terms import Modality, Polarity

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

RED_LINE: Final = "red line"
"""The trigger of a line of an announced list of red lines."""
_OPENING: Final = re.compile(
    r"(?:these|those|they|among them|the (?:red )?lines)\b[^.:;]{0,30}?\b(?:include|are|were|comprise|consist of)\b:?",
    re.I,
)
_OPEN_END: Final = re.compile(r",? (?:and so (?:on|forth)|etc\.?|among others|and others)\.?$", re.I)
_NEGATIVE: Final = re.compile(
    r"(?:the )?(?:unacceptability|inadmissibility|impermissibility|prevention|rejection|prohibition|exclusion|absence)"
    r" of (?:any |the )?|(?:the )?(?:[\w' ]{0,25}?)(?:waiver|renunciation|abandonment|cessation|end)"
    r" of (?:any |the )?(?=attempts|efforts|plans)|no (?:more )?",
    re.I,
)
_ASIDE: Final = re.compile(
    r"\s?—[^—]*—(?=\s?\w)|,? (?:particularly|especially|including|notably|above all)\b.*$|\s?—.*$", re.I
)
_ARTICLE: Final = re.compile(r"\b(?:the|a|an|any) (?=\w)", re.I)
_NON: Final = re.compile(r"(?:the )?non- ?(?=\w)", re.I)


@dataclass(slots=True)
class _Announced:
    """Red lines that a sentence has spoken of and not listed yet."""

    owner: Ref
    voice: tuple[Ref, ...]
    to: tuple[Ref, ...]


class Lists:
    """Reads the lists of one block; sentences must be given in order."""

    def __init__(self, refs: Referents) -> None:
        self.refs = refs
        self.announced: _Announced | None = None

    def drafts(self, sentence: Span) -> Iterator[Draft]:
        """The lines that a sentence lists, if red lines are spoken of in it or right before it."""
        line = next((t for t in sentence if t.lemma_ == "line" and t.i and t.nbor(-1).lower_ == "red"), None)
        text = sentence.text
        if line is not None and (found := self._announce(line)) is not None:
            self.announced = found
            colon = text.find(":", line.idx - sentence.start_char)
            if colon >= 0:
                yield from self._listed(sentence, colon + 1)
            return
        opening = _OPENING.match(text)
        if self.announced is not None and opening:
            yield from self._listed(sentence, opening.end())
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
        label = " ".join(_ARTICLE.sub("", text[: cut.start() if cut else len(text)]).split()).strip(" ,.-")
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

    def _announce(self, line: Token) -> _Announced | None:
        """Whose the lines are, who says so, and against whom."""
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
        owner = next(iter(possessors or doers), None)
        if owner is None:
            return None
        state = owner if owner.cls in STATES else self.refs.state(owner.id) or owner
        people = [r for r in doers if r.cls == "Person" and r.how != "pronoun"]
        voice = voices(meaning(verb), self.refs) or tuple(people[:1])
        to = [
            r
            for token in line.sent
            if token.i > min(line.i, verb.i) - _NEAR
            and token.dep_ == "pobj"
            and token.head.lower_ in ("to", "by", "against", "for")
            for r in self.refs.actors(token)
            if r.id not in (owner.id, state.id)
        ]
        return _Announced(state, voice, tuple(to[:1]))

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
        for first, last in _items(text, start, end):
            yield from self._line(sentence, first, last, announced, complete)

    def _line(self, sentence: Span, first: int, last: int, announced: _Announced, complete: bool) -> Iterator[Draft]:
        text = sentence.text[first:last]
        skip = _NEGATIVE.match(text) or _NON.match(text)
        inner = first + (skip.end() if skip else 0)
        base = sentence.start_char
        tokens = [t for t in sentence if base + inner <= t.idx < base + last]
        if not tokens:
            return
        inside = {t.i for t in tokens}
        head = next((t for t in tokens if t.head.i not in inside and t.pos_ in ("NOUN", "PROPN", "VERB")), tokens[0])
        label = _ASIDE.sub(" ", sentence.doc.text[base + inner : base + last])
        label = " ".join(_ARTICLE.sub("", label).split()).strip(" ,.-")
        if not label:
            return
        label = label[0].upper() + label[1:]
        thing = Ref(f"new:{label}", label, "Issue", "issue")
        yield Draft(
            announced.owner, "drawsRedLine", thing, Polarity.AFFIRMED, Modality.ASSERTED,
            (base + first, base + last), head, head, announced.voice, to=announced.to, list_complete=complete,
            trigger=RED_LINE,
        )  # fmt: skip


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


def _items(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each item of an enumeration begins and ends: between semicolons, else between commas before a gerund."""
    body = text[start:end]
    if ";" in body:
        cuts = [m.span() for m in re.finditer(r";\s*(?:and )?", body)]
    else:
        cuts = [m.span() for m in re.finditer(r",\s*(?:and )?(?=\w+ing\b)|\s+and (?=\w+ing\b)", body)]
        if not cuts:
            cuts = [m.span() for m in re.finditer(r",\s*(?:and )?|\s+and ", body)]
    position = 0
    for low, high in [*cuts, (len(body), len(body))]:
        item = body[position:low]
        stripped = item.strip(" .;,\n")
        if len(stripped.split()) > 1:
            begin = start + position + item.index(stripped)
            yield begin, begin + len(stripped)
        position = high
