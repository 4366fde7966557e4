"""What a document shows of itself: the source block, and who "I" and "we" are in it."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Final

from faultlines.extract.clean import clean
from faultlines.extract.documents import Document, source_id
from faultlines.extract.names import Gazetteer, first_word
from faultlines.extract.refs import STATES, Ref, Speaker
from faultlines.model import Source
from faultlines.seeds.files import read_statement_file
from faultlines.seeds.load import seed_files

_SELF: Final = re.compile(
    r"\b(?:on behalf of (?:the (?:people|government)(?: and (?:people|government))? of )?(?:the )?"
    r"|(?:my|our) country,? "
    r"|(?:my|our) (?:nation|homeland|beloved country|people),? (?:of )?"
    r"|as (?:the )?(?:president|prime minister|chancellor|foreign minister) of (?:the )?"
    r"|delegation of (?:the )?|we in (?:the )?)",
    re.I,
)
"""Words after which a text names the state that it speaks for."""


def profile(document: Document, names: Gazetteer, seeds: Path) -> tuple[Source, Speaker]:
    """The source as far as the document shows it, and who speaks in it where nobody else is reported.

    A document that the seeds know already, by its hash, is that source.
    """
    if (source := _reviewed(document.sha256, seeds)) is not None:
        voice = next((_ref(v, names) for v in source.voice if v in names.entities), None)
        return source, _speaker(voice, voice, document.text)
    person, state = _author(document, names)
    author = person or state
    source = Source(
        id=document.id or source_id(document.name),
        title=document.title,
        kind="",
        date=document.date,
        stance="",
        text_quality="original",
        sha256=document.sha256,
        characters=len(document.text),
        curator="",
        author=(author.id,) if author is not None and not author.id.startswith("new:") else (),
        url=document.url,
        original_sha256=document.original_sha256,
        reader=document.reader,
    )
    many = state
    if many is None and person is not None and (owner := names.owner(person.id)):
        many = _ref(owner, names)
    return source, _speaker(person or state, many, document.text)


_QUOTED: Final = re.compile(r"[“\"][^”\"]{3,600}[”\"]")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|[Ww]e|[Oo]ur|[Mm]y|us)\b")
_SPEAKS: Final = 2
"""Words of the first person, of a thousand outside quotations, from which on an author speaks for himself."""


def _speaker(one: Ref | None, many: Ref | None, text: str) -> Speaker:
    """Who "I" and "we" are; nobody in what an outlet, an institute or a reporter writes of others without a "we"."""
    if (many is None or many.cls not in STATES) and not _speaks(text):
        return Speaker()
    return Speaker(one, many)


def _speaks(text: str) -> bool:
    """Whether a text is an address: its author says "I" and "we" outside quotations."""
    own = _QUOTED.sub("", text)
    return len(_FIRST_PERSON.findall(own)) * 1000 >= _SPEAKS * len(own.split())


def _reviewed(sha256: str, seeds: Path) -> Source | None:
    """The source block of the document, if the seeds have reviewed statements of it."""
    for path in seed_files(seeds):
        if path.suffix == ".yaml" and sha256 in _beginning(path):
            read = read_statement_file(path, str(path), [])
            if read.source is not None and read.source.sha256 == sha256:
                return read.source
    return None


_BLOCK: Final = 4000
"""Characters within which a source block ends."""


def _beginning(path: Path) -> str:
    """What cannot be read here, `faultlines check` names."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return file.read(_BLOCK)
    except OSError:
        return ""


def _ref(identifier: str, names: Gazetteer) -> Ref:
    entity = names.entities[identifier]
    return Ref(entity.id, entity.label, entity.cls)


def _author(document: Document, names: Gazetteer) -> tuple[Ref | None, Ref | None]:
    """(person, state or body) who speaks."""
    person = _named(document.author, names) if document.author else _by_title(document.title, names)
    state = None
    if person is not None and person.cls != "Person":
        person, state = None, person
    if state is None and person is None:
        state = _by_file(document, names) or _by_words(document.text, names) or _by_publisher(document, names)
    return person, state


def _named(text: str, names: Gazetteer) -> Ref | None:
    for reading in names.names.get(clean(text.strip()), ()):
        return _ref(reading.entity, names)
    return None


_SPOKEN: Final = re.compile(
    r"\b(?:remarks?|statement|speech|address|interview|letter|message|readout|briefing|op-ed)s? "
    r"(?:by|of|from|with) (?:the )?",
    re.I,
)


def _by_title(title: str, names: Gazetteer) -> Ref | None:
    """ "Remarks by President X": the person named right behind."""
    even = clean(title)
    if not (found := _SPOKEN.search(even)):
        return None
    rest = even[found.end() : found.end() + _NEAR]
    for word in re.finditer(r"[A-Z][\w.'-]*", rest):
        for name in names.starting(rest, word.start(), first_word(word.group())):
            people = [r for r in names.names[name] if names.entities[r.entity].cls == "Person"]
            if len(people) == 1 or (people and people[0].role == "name"):
                return _ref(people[0].entity, names)
    return None


_NEAR: Final = 60


def _by_publisher(document: Document, names: Gazetteer) -> Ref | None:
    where = f"{document.publisher} {document.url}".lower()
    if "whitehouse" in where or "white house" in where or "state.gov" in where:
        return _ref("actor:united-states", names) if "actor:united-states" in names.entities else None
    if "kremlin.ru" in where or "mid.ru" in where:
        return _ref("actor:russia", names) if "actor:russia" in names.entities else None
    return _named(document.publisher, names) if document.publisher else None


_DEBATE: Final = re.compile(r"([A-Z]{3})_\d{1,3}_(?:19|20)\d\d")
"""How the corpus of the United Nations General Debate names an address: state, session, year."""


def _by_file(document: Document, names: Gazetteer) -> Ref | None:
    """The state of an address in the General Debate, by its file's name; elsewhere a code may be what a text is about,
    or a month."""
    match = _DEBATE.fullmatch(Path(document.name).stem)
    if match is None or document.author or not _speaks(document.text):
        return None
    return _ref(found, names) if (found := names.codes.get(match[1])) else None


def _by_words(text: str, names: Gazetteer) -> Ref | None:
    """The state that the text calls its own, if it does so plainly."""
    even = clean(text)
    votes: Counter[str] = Counter()
    for match in _SELF.finditer(even):
        rest = even[match.end() : match.end() + 60]
        for name in names.starting(rest, 0, first_word(rest.split(" ", 1)[0])):
            reading = names.names[name][0]
            if names.entities[reading.entity].cls == "State" and reading.role == "name":
                votes[reading.entity] += 1
                break
    found = votes.most_common(2)
    if not found or (len(found) > 1 and found[0][1] == found[1][1]):
        return None
    return _ref(found[0][0], names)
