"""Sentences of the invented world, as data: syntax, meaning, voices; and the examples of every frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from conftest import WORLD
from faultlines.extract.context import meaning
from faultlines.extract.documents import Document
from faultlines.extract.examples import mistakes
from faultlines.extract.frames import frames
from faultlines.extract.known import stems
from faultlines.extract.parse import pipeline
from faultlines.extract.pipeline import Extractor
from faultlines.terms import RELATIONS

FILES = sorted((Path(__file__).parent / "extraction").glob("*.yaml"))


def _cases() -> Iterator[object]:
    for path in FILES:
        for topic, cases in yaml.safe_load(path.read_text(encoding="utf-8")).items():
            for case in cases:
                yield pytest.param(case, id=f"{topic}: {case['text'][:50]}")


@pytest.fixture(scope="module")
def extractor() -> Extractor:
    return Extractor(WORLD, least=0.0)


def test_a_prefix_is_no_word_but_a_name_is() -> None:
    text = "Non-proliferation, anti-Russian talk, a pre-war US-led pact"
    assert [t.text for t in pipeline()(text) if t.is_alpha or len(t) > 1] == [
        "Non-proliferation", "anti", "Russian", "talk", "a", "pre-war", "US", "led", "pact",
    ]  # fmt: skip


def test_a_text_without_full_stops_is_cut_between_clauses() -> None:
    clause = "the Toll Union taxes salt and Arland attacks Borduria because the strait is closed "
    parsed = pipeline()(clause * 90)
    assert max(len(s) for s in parsed.sents) <= 80
    assert parsed.text == clause * 90
    assert {s[0].text for s in parsed.sents} <= {"the", "and", "because", "Arland"}


def test_a_sentence_of_usual_length_is_left_whole() -> None:
    text = "Arland, which attacked Borduria, " + "and the Toll Union, " * 15 + "met."
    parsed = pipeline()(text + " Carpania slept.")
    assert [s.text for s in parsed.sents] == [text, "Carpania slept."]


@pytest.mark.parametrize("thing", ["Smuggling", "Trafficking in persons"])
def test_who_is_for_measures_against_a_thing_is_not_for_it(thing: str, extractor: Extractor) -> None:
    text = f"Arland calls for border controls and measures against {thing.lower()}."
    found = extractor(Document(name="case", text=text, sha256="0" * 64, date="2031"))
    things = {e.id for e in found.entities if e.label == thing}
    assert {s.relation for s in found.statements if s.object in things} == {"opposes"}


@pytest.mark.parametrize(
    ("when", "since", "until"),
    [
        ("since 30 June 2031", "2031-06-30", ""),
        ("since 31 June 2031", "2031", ""),
        ("since Feb. 3rd, 2031", "2031-02-03", ""),
        ("until 2031-13-07", "", "2031"),
        ("on July 7, 2031", "2031-07-07", "2031-07-07"),
        ("since last month", "2031-08", ""),
    ],
)
def test_a_statement_holds_on_days_that_exist(when: str, since: str, until: str, extractor: Extractor) -> None:
    text = f"Arland has opposed the grain tax {when}."
    found = extractor(Document(name="case", text=text, sha256="0" * 64, date="2031-09-01")).statements
    assert {(s.since, s.until) for s in found if s.relation == "opposes"} == {(since, until)}


@pytest.mark.parametrize(
    ("text", "relation", "meant"),
    [
        ("Borduria prevented Arland from attacking Carpania.", "attacks", "denied"),
        ("Arland refrained from criticising Borduria.", "criticizes", "denied"),
        ("Analysts doubt that Arland will attack Borduria.", "attacks", "possible"),
        ("Arland threatened to impose sanctions on Borduria.", "imposesSanctionsOn", "possible"),
    ],
)
def test_the_judge_leaves_denials_and_doubts(text: str, relation: str, meant: str) -> None:
    found = Extractor(WORLD)(Document(name="case", text=text, sha256="0" * 64, date="2031")).statements
    assert [s.meant for s in found if s.relation == relation] == [meant]


def test_whom_red_lines_are_for_stands_where_they_are_announced(extractor: Extractor) -> None:
    text = "Arland has drawn two red lines{}: weapons for Carpania; a tax on Dalmaria."
    for words, to in (("", ()), (" for Borduria", ("actor:borduria",))):
        document = Document(name="case", text=text.format(words), sha256="0" * 64, date="2021")
        lines = [d for _, d in extractor.drafts(document)[1] if d.relation == "drawsRedLine"]
        assert [tuple(r.id for r in d.to) for d in lines] == [to, to]


def test_what_leads_in_to_red_lines_does_not_do_what_they_say(extractor: Extractor) -> None:
    text = "Arland has drawn two red lines:\n1. support for Carpania\n2. membership of the Toll Union\n"
    found = extractor(Document(name="case", text=text, sha256="0" * 64, date="2031")).statements
    assert {s.relation for s in found if s.subject == "actor:arland" and s.confidence > _SURE} == {"drawsRedLine"}


@pytest.mark.parametrize(
    "title", ["former Arlandic president", "Arlandic opposition leader", "late president of Arland"]
)
def test_a_state_does_nothing_by_who_is_not_in_office(title: str, extractor: Extractor) -> None:
    text = f"The {title} met Boris Bord. The {title} Dora Dent attacked Borduria."
    found = extractor(Document(name="case", text=text, sha256="0" * 64, date="2031")).statements
    assert not {"actor:arland", "actor:ada-arlind"} & {
        i for s in found if s.confidence > _SURE for i in (s.subject, s.object)
    }


_SURE = 0.15
"""Candidates less sure than this are not given unless asked for."""


@pytest.mark.parametrize("case", list(_cases()))
def test_sentence(case: dict[str, object], extractor: Extractor) -> None:
    text = str(case["text"])
    wanted = {_wanted(line) for line in case["gives"]}  # type: ignore[attr-defined]
    _, found = extractor.drafts(Document(name="case", text=text, sha256="0" * 64, date="2021"))
    relations = {w[1] for w in wanted} or RELATIONS
    given = {
        (
            stems(d.subject.label),
            d.relation,
            stems(d.object.label),
            " ".join(v for v in (d.polarity.value, d.modality.value) if v not in ("affirmed", "asserted")),
            d.voice[0].label if d.voice else "",
        )
        for _, d in found
        if d.relation in relations
    }
    assert given == wanted


def _wanted(line: str) -> tuple[object, ...]:
    subject, relation, obj, *more = (part.strip() for part in line.split(" – "))
    by = next((m.removeprefix("by ") for m in more if m.startswith("by ")), "")
    return stems(subject), relation, stems(obj), next((m for m in more if not m.startswith("by ")), ""), by


@pytest.mark.parametrize("relation", sorted(frames().examples))
def test_examples_of_frames(relation: str, extractor: Extractor) -> None:
    assert list(mistakes(relation, extractor)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Good values and their peoples support Borduria.",
        "Peace talks and their leaders condemned Arland.",
        "Arland and its neighbours and their peoples and their values support it and its friends.",
    ],
)
def test_a_pronoun_that_may_mean_its_own_phrase_ends(text: str, extractor: Extractor) -> None:
    _, found = extractor.drafts(Document(name="case", text=text, sha256="0" * 64, date="2021"))
    assert all(d.relation in RELATIONS for _, d in found)


@pytest.mark.parametrize(
    ("text", "word", "meant"),
    [
        ("Arland may look for ways to weaken this alliance.", "weaken", "possible"),
        ("It is predicted that Arland will take measures to block the strait.", "block", "forecast"),
        ("Kenya has taken steps to help Somalia.", "help", "asserted"),
        ("Arland will meet the envoy who blocked the strait.", "blocked", "asserted"),
    ],
)
def test_an_aim_is_as_likely_as_its_means(text: str, word: str, meant: str) -> None:
    (token,) = (t for t in pipeline()(text) if t.text == word)
    assert meaning(token).modality.value == meant
