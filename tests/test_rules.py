"""Each rule on a small invented world: it fires, for the right reasons, and not on what only looks alike."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import Quad, Store

from faultlines.model import Entity, Source, Statement
from faultlines.rdf import entity_triples, node, plain_triple, source_triples, statement_triples
from faultlines.rules import apply_rules, conclude, rule_files
from faultlines.terms import Modality, Polarity

ONTOLOGY = Path(__file__).parent.parent / "ontology"
FILES = dict(rule_files(ONTOLOGY))

ARLAND, BORDURIA, CASTOR = "actor:arland", "actor:borduria", "actor:castor"
ANNA, BORIS = "actor:anna", "actor:boris"
MEETING, CALL = "event:lakeside-meeting", "event:spring-call"
DAM, BASE, SHIPS = "issue:dam", "issue:base", "issue:ships"
VALLEY = "area:valley"


def entity(identifier: str, cls: str, *belongs_to: str) -> Entity:
    return Entity(id=identifier, cls=cls, label=identifier, belongs_to=belongs_to)


ENTITIES = (
    *(entity(state, "State") for state in (ARLAND, BORDURIA, CASTOR)),
    entity("actor:arland-ministry", "GovernmentBody", ARLAND),
    entity("actor:arland-gazette", "Media", ARLAND),
    entity("actor:borduria-party", "Faction", BORDURIA),
    entity("actor:league", "InternationalOrganization"),
    entity(ANNA, "Person", "actor:arland-ministry"),
    entity(BORIS, "Person", BORDURIA),
    entity("actor:clerk", "Person", "actor:league"),
    entity("actor:editor", "Person", "actor:arland-gazette"),
    entity("actor:reporter", "Person"),
    *(entity(issue, "Issue") for issue in (DAM, BASE, SHIPS)),
    entity(VALLEY, "Area"),
    entity(MEETING, "Meeting"),
    entity(CALL, "Meeting"),
    entity("event:flood", "Incident"),
    entity("concept:telephone", "Concept"),
)


def source(name: str, date: str) -> Source:
    return Source(
        id=name,
        title=name,
        kind="news",
        date=date,
        stance="unknown",
        text_quality="original",
        sha256="0" * 64,
        characters=1000,
        curator="test",
        author=("actor:reporter",),
    )


SOURCES = (source("early", "2030"), source("late", "2031-02"))


def say(subject: str, relation: str, object_: str, how: str = "", source: str = "early", **fields: object) -> Statement:
    """A statement of a source; `how` may name polarity and modality ("denied possible")."""
    words = how.split()
    for field in ("about", "to", "instrument", "motivation", "advances", "said_by"):
        if isinstance(value := fields.get(field), str):
            fields[field] = (value,)
    return Statement(
        subject=subject,
        relation=relation,
        object=object_,
        source=source,
        polarity=Polarity.DENIED if "denied" in words else Polarity.AFFIRMED,
        modality=next((Modality(word) for word in words if word != "denied"), Modality.ASSERTED),
        said_on=str(fields.pop("said_on", "2030" if source == "early" else "2031-02")),
        spans=((0, 9),),
        **{"said_by": ("actor:reporter",), **fields},
    )


def world(*statements: Statement) -> Store:
    store = Store()
    for thing in ENTITIES:
        store.extend(Quad(*triple) for triple in entity_triples(thing))
    for document in SOURCES:
        store.extend(Quad(*triple) for triple in source_triples(document))
    for statement in statements:
        store.extend(Quad(*triple) for triple in statement_triples(statement))
        if (plain := plain_triple(statement)) is not None:
            store.add(Quad(*plain))
    return store


def concluded(
    rule: str, *statements: Statement, excluding: tuple[str, str] | None = None
) -> dict[tuple[str, str, str], set[str]]:
    """What the rule concludes from the statements: subject, relation, object → keys of the grounds."""
    store = world(*statements)
    if excluding:
        one, other = (node(name) for name in excluding)
        store.add(Quad(one, node("fl:excludes"), other))
    found = conclude(store, rule, FILES[rule])
    triples = {(s.subject, s.relation, s.object): set(s.grounds) for s in found}
    assert len(triples) == len(found), "one triple concluded twice"
    return triples


def keys(*statements: Statement) -> set[str]:
    return {statement.key for statement in statements}


def ref(statement: Statement) -> str:
    return f"statement:{statement.key}"


# All rules


def test_rules_are_files_whose_first_line_says_them() -> None:
    assert len(FILES) >= 11
    for path in FILES.values():
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# "), path.name
        assert first.endswith("."), path.name
        assert len(first.split()) > 8, path.name


def test_nothing_follows_from_nothing() -> None:
    assert apply_rules(world(), ONTOLOGY) == []


def test_rules_see_what_earlier_ones_concluded() -> None:
    line = say(ARLAND, "drawsRedLine", DAM)
    found = apply_rules(world(line, say(BORDURIA, "supports", DAM)), ONTOLOGY)
    at_odds = [s for s in found if s.relation == "disagreesWith"]
    opposes = next(s for s in found if s.relation == "opposes")
    assert [(s.subject, s.object, s.about) for s in at_odds] == [(ARLAND, BORDURIA, (DAM,))]
    assert opposes.key in at_odds[0].grounds


# Contacts


def took_part(event: str, who: str, how: str = "", **fields: object) -> Statement:
    return say(event, "hasParticipant", who, how, **fields)


def test_participants_of_a_meeting_met_once_a_pair() -> None:
    one, other = took_part(MEETING, BORIS), took_part(MEETING, ANNA)
    assert concluded("event-contacts", one, other) == {(ANNA, "meetsWith", BORIS): keys(one, other)}


def test_participants_of_a_telephone_call_called() -> None:
    one, other, kind = took_part(CALL, BORIS), took_part(CALL, ANNA), say(CALL, "hasType", "concept:telephone")
    assert concluded("event-contacts", one, other, kind) == {(ANNA, "calls", BORIS): keys(one, other, kind)}


@pytest.mark.parametrize("how", ["denied", "forecast", "possible", "conditional", "desired"])
def test_no_contact_without_both_as_a_fact(how: str) -> None:
    for fact, other in ((ANNA, BORIS), (BORIS, ANNA)):
        assert concluded("event-contacts", took_part(MEETING, fact), took_part(MEETING, other, how)) == {}


@pytest.mark.parametrize("how", ["denied", "possible"])
def test_a_meeting_that_was_no_call_for_sure_is_a_meeting(how: str) -> None:
    one, other, kind = took_part(CALL, ANNA), took_part(CALL, BORIS), say(CALL, "hasType", "concept:telephone", how)
    assert concluded("event-contacts", one, other, kind) == {(ANNA, "meetsWith", BORIS): keys(one, other)}


def test_no_contact_across_events_or_outside_meetings() -> None:
    assert concluded("event-contacts", took_part(MEETING, ANNA), took_part(CALL, BORIS)) == {}
    assert concluded("event-contacts", took_part("event:flood", ANNA), took_part("event:flood", BORIS)) == {}


# Spheres


def test_a_place_is_contested_by_rivals_who_both_claim_it() -> None:
    first, second = say(ARLAND, "claimsInfluenceOver", VALLEY), say(BORDURIA, "claimsInfluenceOver", VALLEY)
    rivals = say(BORDURIA, "rivalOf", ARLAND)
    grounds = keys(first, second, rivals)
    assert concluded("contested-sphere", first, second, rivals) == {
        (VALLEY, "contestedBy", ARLAND): grounds,
        (VALLEY, "contestedBy", BORDURIA): grounds,
    }


def test_a_place_is_contested_by_who_claims_and_who_contests_it() -> None:
    claim, counter = say(ARLAND, "claimsInfluenceOver", VALLEY), say(BORDURIA, "contestsInfluenceIn", VALLEY)
    found = concluded("contested-sphere", claim, counter)
    assert found == {(VALLEY, "contestedBy", actor): keys(claim, counter) for actor in (ARLAND, BORDURIA)}


def test_an_occupied_place_counts_as_claimed() -> None:
    held, counter = say(ARLAND, "occupies", VALLEY), say(BORDURIA, "contestsInfluenceIn", VALLEY)
    assert len(concluded("contested-sphere", held, counter)) == 2


def test_a_forecast_contest_is_a_forecast() -> None:
    store = world(say(ARLAND, "claimsInfluenceOver", VALLEY), say(BORDURIA, "contestsInfluenceIn", VALLEY, "forecast"))
    found = conclude(store, "contested-sphere", FILES["contested-sphere"])
    assert {s.modality for s in found} == {Modality.FORECAST}
    assert len(found) == 2


@pytest.mark.parametrize(
    "second",
    [
        say(BORDURIA, "claimsInfluenceOver", VALLEY),  # no rivals
        say(BORDURIA, "contestsInfluenceIn", CASTOR),  # another place
        say(ARLAND, "contestsInfluenceIn", VALLEY),  # the same actor
        say(BORDURIA, "contestsInfluenceIn", VALLEY, "denied"),
        say(BORDURIA, "contestsInfluenceIn", VALLEY, "possible"),
        say(BORDURIA, "contestsInfluenceIn", VALLEY, "desired"),
    ],
)
def test_no_contest(second: Statement) -> None:
    assert concluded("contested-sphere", say(ARLAND, "claimsInfluenceOver", VALLEY), second) == {}


@pytest.mark.parametrize("how", ["denied", "possible", "conditional", "desired"])
def test_what_is_no_claim_makes_no_contest(how: str) -> None:
    claim = say(ARLAND, "claimsInfluenceOver", VALLEY, how)
    assert concluded("contested-sphere", claim, say(BORDURIA, "contestsInfluenceIn", VALLEY)) == {}
    rivals = say(BORDURIA, "claimsInfluenceOver", VALLEY), say(ARLAND, "rivalOf", BORDURIA)
    assert concluded("contested-sphere", claim, *rivals) == {}


def test_denied_or_expected_rivalry_makes_no_contest() -> None:
    claims = say(ARLAND, "claimsInfluenceOver", VALLEY), say(BORDURIA, "claimsInfluenceOver", VALLEY)
    for one, other in ((ARLAND, BORDURIA), (BORDURIA, ARLAND)):
        assert len(concluded("contested-sphere", *claims, say(one, "rivalOf", other))) == 2
        for how in ("denied", "forecast"):
            assert concluded("contested-sphere", *claims, say(one, "rivalOf", other, how)) == {}


# Red lines

LINE = say(ARLAND, "drawsRedLine", DAM)


def test_who_draws_a_red_line_opposes_the_act() -> None:
    again = say(ARLAND, "drawsRedLine", DAM, source="late", to=BORDURIA)
    assert concluded("red-line-opposes", LINE, again) == {(ARLAND, "opposes", DAM): keys(LINE, again)}
    assert concluded("red-line-opposes", say(ARLAND, "drawsRedLine", DAM, "denied")) == {}
    assert concluded("red-line-opposes", say(ARLAND, "drawsRedLine", DAM, "possible")) == {}


ATTITUDES = "supports seeks prioritizes offers demands"
BACKING = f"{ATTITUDES} providesSupportTo supportsMilitarily"
WORDS = f"{ATTITUDES} opposes expects fears considers discusses accuses criticizes threatens considersSanctionsOn"

THREATS = [
    *(say(BORDURIA, relation, DAM) for relation in BACKING.split()),
    *(say(BORDURIA, relation, SHIPS, advances=DAM) for relation in WORDS.split()),
    *(say(BORDURIA, "seeks", DAM, how) for how in ("forecast", "possible", "conditional", "desired")),
    say(SHIPS, "hasOutcome", DAM, "conditional"),
    say(BORDURIA, "usesInstrument", DAM, "desired"),
    say(BORDURIA, "cooperatesWith", CASTOR, "forecast", advances=DAM),
]
DEEDS = [
    say(SHIPS, "hasOutcome", DAM),
    say(BORDURIA, "usesInstrument", DAM),
    say(BORDURIA, "cooperatesWith", CASTOR, advances=DAM),
]


@pytest.mark.parametrize("threat", THREATS)
def test_threatened_red_line(threat: Statement) -> None:
    found = {(ref(threat), "threatensRedLine", DAM): keys(threat, LINE)}
    assert concluded("threatened-red-line", LINE, threat) == found
    assert concluded("crossed-red-line", LINE, threat) == {}


@pytest.mark.parametrize("deed", DEEDS)
def test_crossed_red_line(deed: Statement) -> None:
    assert concluded("crossed-red-line", LINE, deed) == {(ref(deed), "crossesRedLine", DAM): keys(deed, LINE)}
    assert concluded("threatened-red-line", LINE, deed) == {}


def advancing(step: Statement, relation: str = "cooperatesWith", how: str = "", who: str = BORDURIA) -> Statement:
    return say(who, relation, CASTOR, how, advances=step.key)


@pytest.mark.parametrize("relation", [*BACKING.split(), "hasOutcome", "usesInstrument"])
def test_red_line_threatened_and_crossed_through_another_statement(relation: str) -> None:
    step = say(SHIPS, relation, DAM)
    coming, words, done = advancing(step, how="forecast"), advancing(step, "discusses"), advancing(step)
    threats = concluded("threatened-red-line", LINE, step, coming, words, done)
    crossed = concluded("crossed-red-line", LINE, step, coming, words, done)
    for threat in (coming, words):
        assert threats[ref(threat), "threatensRedLine", DAM] == keys(LINE, step, threat)
        assert (ref(threat), "crossesRedLine", DAM) not in crossed
    assert crossed[ref(done), "crossesRedLine", DAM] == keys(LINE, step, done)
    assert (ref(done), "threatensRedLine", DAM) not in threats


def test_a_threat_is_no_surer_than_what_it_rests_on() -> None:
    step = say(SHIPS, "hasOutcome", DAM, "forecast")
    wish, words = advancing(step, "cooperatesWith", "desired"), advancing(step, "discusses")
    some = [say(BORDURIA, "seeks", DAM), say(BORDURIA, "seeks", DAM, "possible"), step, wish, words]
    found = conclude(world(*some, LINE), "threatened-red-line", FILES["threatened-red-line"])
    meant = {s.subject: s.modality.value for s in found}
    wanted = ("asserted", "possible", "forecast", "desired", "forecast")
    assert meant == {ref(threat): how for threat, how in zip(some, wanted, strict=True)}


@pytest.mark.parametrize(
    "other",
    [
        say(ARLAND, "seeks", DAM),  # the drawer's own
        say(ARLAND, "usesInstrument", DAM),
        say(ARLAND, "usesInstrument", DAM, "forecast"),
        say(ARLAND, "cooperatesWith", CASTOR, advances=DAM),
        say(ARLAND, "cooperatesWith", CASTOR, "forecast", advances=DAM),
        say(BORDURIA, "supports", DAM, "denied"),
        say(BORDURIA, "opposes", DAM, "forecast"),
        say(BORDURIA, "fears", DAM),
        say(BORDURIA, "discusses", DAM),
        say(BORDURIA, "drawsRedLine", DAM),
        say(BORDURIA, "supports", BASE),
        say(SHIPS, "hasOutcome", DAM, "denied"),
        say(SHIPS, "hasOutcome", DAM, "denied forecast"),
        say(BORDURIA, "cooperatesWith", CASTOR, "denied", advances=DAM),
        say(BORDURIA, "cooperatesWith", CASTOR, "denied forecast", advances=DAM),
    ],
)
def test_red_line_neither_threatened_nor_crossed(other: Statement) -> None:
    assert concluded("threatened-red-line", LINE, other) == {}
    assert concluded("crossed-red-line", LINE, other) == {}


def test_red_line_not_reached_through_another_statement() -> None:
    step, no_step, fear = (
        say(SHIPS, "hasOutcome", DAM),
        say(SHIPS, "hasOutcome", DAM, "denied"),
        say(CASTOR, "fears", DAM),
    )
    for line in (LINE, say(ARLAND, "drawsRedLine", DAM, "denied"), say(ARLAND, "drawsRedLine", DAM, "possible")):
        for how in ("asserted", "forecast"):
            some = [advancing(no_step, how=how), advancing(fear, how=how), advancing(step, how=f"denied {how}")]
            some += [advancing(step, how=how, who=ARLAND)] if line is LINE else [advancing(step, how=how)]
            for rule in ("threatened-red-line", "crossed-red-line"):
                found = concluded(rule, line, no_step, fear, step, *some)
                assert {s for s, _, _ in found} <= {ref(step)}, (rule, how)


@pytest.mark.parametrize("how", ["denied", "possible"])
def test_no_threat_where_no_line_is_drawn(how: str) -> None:
    line = say(ARLAND, "drawsRedLine", DAM, how)
    assert concluded("threatened-red-line", line, *THREATS) == {}
    assert concluded("crossed-red-line", line, *DEEDS) == {}


# Contradictions


def pair(one: Statement, other: Statement) -> tuple[str, str, str]:
    first, second = sorted((ref(one), ref(other)))
    return (first, "contradicts", second)


@pytest.mark.parametrize(
    ("affirmed", "denied"),
    [
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied", "late")),
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied", said_by=ANNA)),
        (say(ARLAND, "supports", DAM, "forecast"), say(ARLAND, "supports", DAM, "denied forecast", "late")),
        (say(ARLAND, "supports", DAM, about=BASE), say(ARLAND, "supports", DAM, "denied", "late")),
        (
            say(ARLAND, "requires", DAM, motivation=BASE),
            say(ARLAND, "requires", DAM, "denied", "late", motivation=SHIPS),
        ),
        (
            say(ARLAND, "supports", DAM, "forecast", since="2031"),
            say(ARLAND, "supports", DAM, "denied", "late", since="2031-01", until="2031-02"),
        ),
    ],
)
def test_contradiction(affirmed: Statement, denied: Statement) -> None:
    assert concluded("contradiction", affirmed, denied) == {pair(affirmed, denied): keys(affirmed, denied)}


@pytest.mark.parametrize(
    ("affirmed", "denied"),
    [
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied")),  # one voice, one source
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, source="late")),
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", BASE, "denied", "late")),
        (say(ARLAND, "supports", DAM), say(ARLAND, "seeks", DAM, "denied", "late")),
        (say(ARLAND, "supports", DAM), say(BORDURIA, "supports", DAM, "denied", "late")),
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied possible", "late")),
        (say(ARLAND, "supports", DAM, "desired"), say(ARLAND, "supports", DAM, "denied", "late")),
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied forecast", "late")),  # undated
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied", "late", about=BASE)),  # narrower
        (say(ARLAND, "supports", DAM, to=CASTOR), say(ARLAND, "supports", DAM, "denied", "late", to=BORDURIA)),
        (say(ARLAND, "supports", DAM), say(ARLAND, "supports", DAM, "denied", "late", instrument="concept:telephone")),
        (say(ARLAND, "supports", DAM, since="2030"), say(ARLAND, "supports", DAM, "denied forecast", "late")),
        (say(ARLAND, "supports", DAM, "forecast"), say(ARLAND, "supports", DAM, "denied", "late", since="2031")),
        (say(ARLAND, "supports", DAM, "possible"), say(ARLAND, "supports", DAM, "denied possible", "late")),
        (
            say(ARLAND, "supports", DAM, since="2031-01"),
            say(ARLAND, "supports", DAM, "denied", "late", since="2029", until="2029"),
        ),
        (
            say(ARLAND, "supports", DAM, since="2029", until="2029"),
            say(ARLAND, "supports", DAM, "denied", "late", since="2031-01"),
        ),
    ],
)
def test_no_contradiction(affirmed: Statement, denied: Statement) -> None:
    assert concluded("contradiction", affirmed, denied) == {}


def test_what_rules_concluded_contradicts_nothing() -> None:
    found = apply_rules(world(LINE, say(ARLAND, "opposes", DAM, "denied", "late")), ONTOLOGY)
    assert {s.relation for s in found} == {"opposes"}


@pytest.mark.parametrize(
    ("first", "second"),
    [(a, b) for a in ATTITUDES.split() for b in ATTITUDES.split() if a <= b]
    + [("expects", "expects"), ("hasOutcome", "hasOutcome"), ("hasType", "hasType")],
)
def test_incompatible_aims_contradict_each_other(first: str, second: str) -> None:
    one, other = say(ARLAND, first, DAM), say(ARLAND, second, BASE, source="late")
    for apart in (say(DAM, "incompatibleWith", BASE), say(BASE, "incompatibleWith", DAM)):
        assert concluded("incompatible-aims", one, other, apart) == {pair(one, other): keys(one, other, apart)}


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (say(ARLAND, "seeks", BASE), ""),  # one voice, one source
        (say(BORDURIA, "seeks", BASE, source="late"), ""),
        (say(ARLAND, "expects", BASE, source="late"), ""),
        (say(ARLAND, "seeks", BASE, "forecast", "late"), ""),
        (say(ARLAND, "opposes", BASE, source="late"), ""),
        (say(ARLAND, "seeks", BASE, "denied", "late"), ""),
        (say(ARLAND, "seeks", BASE, "possible", "late"), ""),
        (say(ARLAND, "seeks", SHIPS, source="late"), ""),
        (say(ARLAND, "seeks", BASE, source="late"), "denied"),
        (say(ARLAND, "seeks", BASE, source="late"), "possible"),
    ],
)
def test_compatible_aims(other: Statement, how: str) -> None:
    mine = say(ARLAND, "supports", DAM)
    for one, another in ((DAM, BASE), (BASE, DAM)):
        assert concluded("incompatible-aims", mine, other, say(one, "incompatibleWith", another, how)) == {}


def test_aims_apart_in_time_or_merely_possible_are_compatible() -> None:
    for one, another in ((DAM, BASE), (BASE, DAM)):
        apart = say(one, "incompatibleWith", another)
        early, late = say(ARLAND, "seeks", DAM, until="2029"), say(ARLAND, "seeks", BASE, source="late", since="2030")
        assert concluded("incompatible-aims", early, late, apart) == {}
        maybe = say(ARLAND, "seeks", DAM, "possible"), say(ARLAND, "seeks", BASE, "possible", "late")
        assert concluded("incompatible-aims", *maybe, apart) == {}
        two_voices = say(ARLAND, "seeks", DAM), say(ARLAND, "seeks", BASE, said_by=ANNA)
        assert len(concluded("incompatible-aims", *two_voices, apart)) == 1


def at_flood(who: str, event: str = "event:flood", how: str = "", source: str = "early", **dates: str) -> Statement:
    return say(event, "hasParticipant", who, how, source, **dates)


def test_events_that_exclude_one_another_contradict() -> None:
    one, other = at_flood(ANNA, since="2030-05"), at_flood(ANNA, MEETING, source="late", since="2030-05-03")
    assert concluded("excluding-events", one, other) == {}
    for first, second in (("event:flood", MEETING), (MEETING, "event:flood")):
        assert concluded("excluding-events", one, other, excluding=(first, second)) == {
            pair(one, other): keys(one, other)
        }


@pytest.mark.parametrize(
    "other",
    [
        at_flood(ANNA, MEETING, since="2030-05-03"),  # one source
        at_flood(BORIS, MEETING, source="late", since="2030-05-03"),
        at_flood(ANNA, MEETING, source="late"),
        at_flood(ANNA, MEETING, source="late", since="2030-06"),
        at_flood(ANNA, MEETING, source="late", since="2030-04", until="2030-04"),
        at_flood(ANNA, MEETING, "denied", "late", since="2030-05-03"),
        at_flood(ANNA, MEETING, "forecast", "late", since="2030-05-03"),
    ],
)
def test_events_that_do_not_contradict(other: Statement) -> None:
    one = at_flood(ANNA, since="2030-05", until="2030-05")
    for excluding in (("event:flood", MEETING), (MEETING, "event:flood")):
        assert concluded("excluding-events", one, other, excluding=excluding) == {}


# Positions


@pytest.mark.parametrize("position", ["supports", "opposes"])
def test_agreement(position: str) -> None:
    one, other = say(BORDURIA, position, DAM), say(ARLAND, position, DAM, source="late")
    store = world(one, other)
    (found,) = conclude(store, "agreement", FILES["agreement"])
    assert (found.subject, found.relation, found.object, found.about) == (ARLAND, "agreesWith", BORDURIA, (DAM,))
    assert set(found.grounds) == keys(one, other)
    assert concluded("conflict", one, other) == {}


def test_conflict_of_positions() -> None:
    pro, contra = say(BORDURIA, "supports", DAM), say(ARLAND, "opposes", DAM)
    (found,) = conclude(world(pro, contra), "conflict", FILES["conflict"])
    assert (found.subject, found.relation, found.object, found.about) == (ARLAND, "disagreesWith", BORDURIA, (DAM,))
    assert set(found.grounds) == keys(pro, contra)
    assert concluded("agreement", pro, contra) == {}


@pytest.mark.parametrize(
    "other",
    [
        say(BORDURIA, "supports", DAM, "denied"),
        say(BORDURIA, "supports", DAM, "forecast"),
        say(BORDURIA, "supports", BASE),
        say(BORDURIA, "seeks", DAM),
        say(ARLAND, "supports", DAM, source="late"),
    ],
)
def test_neither_agreement_nor_conflict(other: Statement) -> None:
    for mine in ("supports", "opposes"):
        assert concluded("agreement", say(ARLAND, mine, DAM), other) == {}
    assert concluded("conflict", say(ARLAND, "opposes", DAM), other) == {}
    for how in ("denied", "possible"):
        assert concluded("conflict", say(BORDURIA, "supports", DAM), say(ARLAND, "opposes", DAM, how)) == {}
        for mine in ("supports", "opposes"):
            for who in (ARLAND, CASTOR):
                assert concluded("agreement", say(BORDURIA, mine, DAM), say(who, mine, DAM, how)) == {}


def test_supporters_of_incompatible_issues_are_at_odds() -> None:
    one, other = say(BORDURIA, "supports", DAM), say(ARLAND, "supports", BASE)
    apart = say(BASE, "incompatibleWith", DAM)
    (found,) = conclude(world(one, other, apart), "incompatible-positions", FILES["incompatible-positions"])
    assert (found.subject, found.relation, found.object) == (ARLAND, "disagreesWith", BORDURIA)
    assert set(found.about) == {DAM, BASE}
    assert set(found.grounds) == keys(one, other, apart)
    for excluding in ((DAM, BASE), (BASE, DAM)):
        assert concluded("incompatible-positions", one, other, excluding=excluding) == {
            (ARLAND, "disagreesWith", BORDURIA): keys(one, other)
        }


@pytest.mark.parametrize(
    ("other", "how"),
    [
        (say(ARLAND, "supports", BASE), "denied"),
        (say(ARLAND, "supports", BASE), "possible"),
        (say(ARLAND, "supports", BASE, "denied"), ""),
        (say(ARLAND, "supports", BASE, "possible"), ""),
        (say(ARLAND, "seeks", BASE), ""),
        (say(ARLAND, "supports", SHIPS), ""),
        (say(BORDURIA, "supports", BASE), ""),
    ],
)
def test_positions_that_go_together(other: Statement, how: str) -> None:
    mine = say(BORDURIA, "supports", DAM)
    for one, another in ((DAM, BASE), (BASE, DAM)):
        apart = say(one, "incompatibleWith", another, how)
        assert concluded("incompatible-positions", mine, other, apart) == {}
        if not how:
            assert concluded("incompatible-positions", mine, other, excluding=(one, another)) == {}


# Forecasts

CAME = (
    took_part(MEETING, ANNA, source="late", since="2030-06-16"),
    took_part(MEETING, BORIS, source="late", since="2030-06-16"),
)
RANG = (
    took_part(CALL, ANNA, source="late", since="2030-06-16"),
    took_part(CALL, BORIS, source="late"),
    say(CALL, "hasType", "concept:telephone", source="late"),
)


@pytest.mark.parametrize(
    "forecast",
    [
        say(BORIS, "meetsWith", ANNA, "forecast"),
        say(ANNA, "meetsWith", BORIS, "possible", since="2030", until="2030"),
        say(ANNA, "meetsWith", BORIS, "forecast", since="2030-06", said_on="2030-05-01", said_by=ANNA),
    ],
)
def test_forecast_settled_by_an_event(forecast: Statement) -> None:
    denied = say(
        forecast.subject,
        "meetsWith",
        forecast.object,
        f"denied {forecast.modality}",
        since=forecast.since,
        until=forecast.until,
        said_on=forecast.said_on,
    )
    for rule, relation, said in (
        ("confirmed-by-event", "confirmedBy", forecast),
        ("refuted-by-event", "refutedBy", denied),
    ):
        both = concluded(rule, forecast, denied, *CAME)
        assert both == {(ref(said), relation, MEETING): keys(said, *CAME)}


def test_forecast_call_is_settled_by_a_call_alone() -> None:
    meets, calls = say(ANNA, "meetsWith", BORIS, "forecast"), say(ANNA, "calls", BORIS, "forecast")
    found = concluded("confirmed-by-event", meets, calls, *RANG)
    assert found == {(ref(calls), "confirmedBy", CALL): keys(calls, *RANG[:2])}
    assert concluded("confirmed-by-event", calls, *CAME) == {}
    silent = replace(calls, polarity=Polarity.DENIED)
    assert len(concluded("refuted-by-event", silent, *RANG)) == 1
    assert concluded("refuted-by-event", silent, *CAME) == {}


@pytest.mark.parametrize(
    "forecast",
    [
        say(ANNA, "meetsWith", BORIS),  # no forecast
        say(ANNA, "meetsWith", BORIS, "conditional"),
        say(ANNA, "meetsWith", BORIS, "desired"),
        say(ANNA, "meetsWith", "actor:clerk", "forecast"),
        say(ANNA, "meetsWith", BORIS, "forecast", until="2030-05"),
        say(ANNA, "meetsWith", BORIS, "forecast", since="2030-07"),
        say(ANNA, "meetsWith", BORIS, "forecast", said_on="2030-06-16"),  # not before the event
        say(ANNA, "meetsWith", BORIS, "forecast", "late", said_on="2030-01"),  # its own source tells of it
        say(ANNA, "meetsWith", BORIS, "forecast", about=DAM),  # a topic that nobody tells of
        say(ANNA, "meetsWith", BORIS, "forecast", instrument="actor:league"),
        say(ANNA, "negotiatesWith", BORIS, "forecast"),
    ],
)
def test_forecast_not_settled_by_the_event(forecast: Statement) -> None:
    assert concluded("confirmed-by-event", forecast, *CAME) == {}
    denied = replace(forecast, polarity=Polarity.DENIED)
    assert concluded("refuted-by-event", denied, *CAME) == {}


@pytest.mark.parametrize("how", ["denied", "forecast"])
@pytest.mark.parametrize(
    ("rule", "said"), [("confirmed-by-event", "forecast"), ("refuted-by-event", "denied forecast")]
)
def test_an_event_that_is_no_fact_settles_nothing(rule: str, said: str, how: str) -> None:
    forecast = say(ANNA, "meetsWith", BORIS, said)
    late = {"source": "late"}
    anna, boris, place = took_part(MEETING, ANNA, **late), took_part(MEETING, BORIS, **late), "takesPlaceIn"
    dated = say(MEETING, place, VALLEY, source="late", since="2030-06-16")
    assert len(concluded(rule, forecast, anna, boris, dated)) == 1
    assert concluded(rule, forecast, took_part(MEETING, ANNA, how, **late), boris, dated) == {}
    assert concluded(rule, forecast, anna, took_part(MEETING, BORIS, how, **late), dated) == {}
    assert concluded(rule, forecast, anna, boris, say(MEETING, place, VALLEY, how, "late", since="2030-06-16")) == {}
    assert concluded(rule, forecast, anna, boris, say(MEETING, place, VALLEY, since="2030-06-16")) == {}  # own source
    assert concluded(rule, forecast, anna, boris, say(MEETING, "hasOutcome", DAM, **late, since="2030-06-16")) == {}
    # What its own source denies or forecasts of the event does not stand in the way.
    own = took_part(MEETING, BORIS, how)
    assert len(concluded(rule, forecast, own, anna, boris, dated)) == 1
    assert concluded(rule, forecast, took_part(MEETING, BORIS), anna, boris, dated) == {}


def test_an_event_told_beforehand_settles_nothing() -> None:
    came = [took_part(MEETING, who, source="late", since="2031-06-16") for who in (ANNA, BORIS)]
    assert concluded("confirmed-by-event", say(ANNA, "meetsWith", BORIS, "forecast"), *came) == {}
    assert concluded("refuted-by-event", say(ANNA, "meetsWith", BORIS, "denied forecast"), *came) == {}


def test_forecast_settled_by_a_later_statement() -> None:
    yes, no = say(SHIPS, "hasOutcome", DAM, "forecast"), say(SHIPS, "hasOutcome", DAM, "denied possible")
    did = say(SHIPS, "hasOutcome", DAM, source="late", since="2030-11")
    did_not = say(SHIPS, "hasOutcome", DAM, "denied", "late", since="2030-11")
    for fact, right, wrong in ((did, yes, no), (did_not, no, yes)):
        confirmed = {(ref(right), "confirmedBy", ref(fact)): keys(right, fact)}
        refuted = {(ref(wrong), "refutedBy", ref(fact)): keys(wrong, fact)}
        assert concluded("confirmed-by-statement", yes, no, fact) == confirmed
        assert concluded("refuted-by-statement", yes, no, fact) == refuted


@pytest.mark.parametrize(
    ("forecast", "fact"),
    [
        ({}, {"since": ""}),
        ({}, {"since": "2029-11"}),  # before the forecast
        ({}, {"since": "2031-04"}),  # told before it was to come
        ({}, {"source": "early"}),
        ({"until": "2030-10"}, {}),
        ({"since": "2030-12"}, {}),
        ({"about": BASE}, {}),
        ({"how": "conditional"}, {}),
        ({}, {"how": "possible"}),
        ({}, {"object_": SHIPS}),
    ],
)
def test_forecast_not_settled_by_a_statement(forecast: dict[str, str], fact: dict[str, str]) -> None:
    first = {"subject": DAM, "relation": "hasOutcome", "object_": BASE, "how": "forecast", **forecast}
    second = {"subject": DAM, "relation": "hasOutcome", "object_": BASE, "source": "late", "since": "2030-11", **fact}
    said, came = say(**first), say(**second)  # type: ignore[arg-type]
    assert concluded("confirmed-by-statement", said, came) == {}
    against = say(**{**second, "how": f"denied {second.get('how', '')}"})  # type: ignore[arg-type]
    if "about" not in forecast:  # a denial of the whole refutes a part
        assert concluded("refuted-by-statement", said, against) == {}


def test_a_denial_settles_what_is_no_broader() -> None:
    late = {"source": "late", "since": "2030-11"}
    whole, part = (say(DAM, "hasOutcome", BASE, "forecast", **about) for about in ({}, {"about": SHIPS}))
    not_whole, not_part = (replace(forecast, polarity=Polarity.DENIED) for forecast in (whole, part))
    did, did_part = say(DAM, "hasOutcome", BASE, **late), say(DAM, "hasOutcome", BASE, **late, about=SHIPS)
    did_not = replace(did, polarity=Polarity.DENIED)
    did_not_part = replace(did_part, polarity=Polarity.DENIED)

    def settled(rule: str, fact: Statement) -> set[str]:
        return {s for s, _, _ in concluded(rule, whole, part, not_whole, not_part, fact)}

    assert settled("confirmed-by-statement", did) == {ref(whole)}
    assert settled("confirmed-by-statement", did_part) == {ref(whole), ref(part)}
    assert settled("confirmed-by-statement", did_not) == {ref(not_whole), ref(not_part)}
    assert settled("confirmed-by-statement", did_not_part) == {ref(not_part)}
    assert settled("refuted-by-statement", did) == {ref(not_whole)}
    assert settled("refuted-by-statement", did_part) == {ref(not_whole), ref(not_part)}
    assert settled("refuted-by-statement", did_not) == {ref(whole), ref(part)}
    assert settled("refuted-by-statement", did_not_part) == {ref(part)}


@pytest.mark.parametrize("polarity", ["", "denied"])
def test_forecast_whose_own_source_tells_of_a_fact_is_not_settled(polarity: str) -> None:
    forecast, own = say(SHIPS, "hasOutcome", DAM, "forecast"), say(SHIPS, "hasOutcome", DAM, polarity)
    late = {"source": "late", "since": "2030-11"}
    assert concluded("confirmed-by-statement", forecast, own, say(SHIPS, "hasOutcome", DAM, **late)) == {}
    assert concluded("refuted-by-statement", forecast, own, say(SHIPS, "hasOutcome", DAM, "denied", **late)) == {}


# Lifted ties


@pytest.mark.parametrize(
    ("subject", "object_"),
    [(ANNA, BORIS), ("actor:arland-ministry", BORDURIA), (ARLAND, BORIS), (ANNA, "actor:borduria-party")],
)
@pytest.mark.parametrize("relation", ["meetsWith", "pressures", "imposesSanctionsOn", "providesSupportTo", "visits"])
def test_ties_are_lifted_to_the_states(subject: str, relation: str, object_: str) -> None:
    statement = say(subject, relation, object_)
    assert concluded("lifted-ties", statement) == {(ARLAND, relation, BORDURIA): keys(statement)}


@pytest.mark.parametrize(
    "statement",
    [
        say(ARLAND, "meetsWith", BORDURIA),  # states already
        say(ANNA, "meetsWith", "actor:arland-ministry"),  # one state
        say(ANNA, "meetsWith", "actor:clerk"),  # of no state
        say("actor:arland-gazette", "pressures", BORIS),  # a newspaper is not its state
        say("actor:editor", "meetsWith", BORIS),  # nor who works there
        say(ANNA, "represents", BORDURIA),
        say(ANNA, "criticizes", BORIS),
        say(ANNA, "meetsWith", BORIS, "denied"),
        say(ANNA, "meetsWith", BORIS, "possible"),
    ],
)
def test_ties_that_are_not_lifted(statement: Statement) -> None:
    assert concluded("lifted-ties", statement) == {}


def test_lifted_ties_give_no_plain_triple_and_derived_contacts_are_lifted() -> None:
    found = apply_rules(world(took_part(MEETING, ANNA), took_part(MEETING, BORIS)), ONTOLOGY)
    lifted = next(s for s in found if s.method == "rule:lifted-ties")
    assert (lifted.subject, lifted.relation, lifted.object) == (ARLAND, "meetsWith", BORDURIA)
    assert plain_triple(lifted) is None
