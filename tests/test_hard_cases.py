"""Hard cases on the real seeds: what is easily misread is in the graph as it is meant, and not otherwise."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from faultlines.model import RECORD_FIELDS, Statement
from faultlines.terms import KINDS, RELATIONS, Modality, Polarity

TEXT = (Path(__file__).parent / "hard_cases.yaml").read_text(encoding="utf-8")
CASES = yaml.load(TEXT, Loader=yaml.BaseLoader)
USUAL = {"polarity": "affirmed", "modality": "asserted"}
CHECKS = {"id", "source", "span", "phenomenon", "expect", "refuse", "derived", "underived"} | {
    *("links", "unlinked", "plain", "not_plain", "names", "kinds", "asks", "never")
}
FIELDS = {*RECORD_FIELDS, "list_complete", "inferred", "at", "anywhere", "note_needed", "confidence_at_most", "sources"}
SKOS = {"closeMatch": "skos:closeMatch|^skos:closeMatch", "broadMatch": "skos:broadMatch", "broader": "skos:broader+"}


def text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def facts_of(statement: Statement, kg) -> dict:
    return kg.record(statement) | {"list_complete": statement.list_complete, "inferred": list(statement.inferred)}


def sources_behind(statement: Statement, kg) -> set[str]:
    behind = [sources_behind(kg.statement(key), kg) for key in statement.grounds]
    return {statement.source}.union(*behind) - {""}


def fits(pattern: dict, statement: Statement, kg) -> bool:
    facts = facts_of(statement, kg)
    special = {
        "at": lambda _: True,
        "anywhere": lambda _: True,
        "note_needed": lambda _: facts["note"] is not None,
        "confidence_at_most": lambda most: facts["confidence"] <= float(most),
        "sources": lambda wanted: set(wanted) <= sources_behind(statement, kg),
    }
    return all(
        special[name](wanted) if name in special else field_fits(wanted, facts[name], kg)
        for name, wanted in pattern.items()
    )


def field_fits(wanted, value, kg) -> bool:
    several = isinstance(value, list)
    values = [text(v) for v in (value if several else [value]) if v is not None]
    if wanted == "null":
        return not values
    if isinstance(wanted, str):
        return wanted in values
    if isinstance(wanted, dict) and "not" in wanted:
        refused = wanted["not"] if isinstance(wanted["not"], list) else [wanted["not"]]
        return not any(field_fits(one, value, kg) for one in refused)
    if isinstance(wanted, list) and all(isinstance(one, str) for one in wanted):
        return values == wanted if several else bool({*values} & {*wanted})
    keys = [v.removeprefix("statement:") for v in values]
    others = [kg.statement(key) for key in keys if ":" not in key]
    patterns = wanted if isinstance(wanted, list) else [wanted]
    return all(any(fits(pattern, other, kg) for other in others) for pattern in patterns)


def spread(patterns: list[dict]) -> Iterator[dict]:
    for pattern in patterns:
        name = next((n for n, wanted in pattern.items() if isinstance(wanted, dict) and "each" in wanted), None)
        if name is None:
            yield pattern
        else:
            yield from spread([{**pattern, name: one} for one in pattern[name]["each"]])


def touches(statement: Statement, span: list[str]) -> bool:
    start, end = map(int, span)
    return any(a < end and start < b for a, b in statement.spans)


def holds(kg, left: str, path: str, right: str) -> bool:
    return bool(kg.query(f"ASK {{ {'?left' if left == '_' else left} {path} {'?right' if right == '_' else right} }}"))


def faults(case: dict, kg, said: list[Statement], concluded: list[Statement]) -> Iterator[str]:
    for pattern in spread(case.get("expect", [])):
        near = [s for s in said if touches(s, pattern.get("at", case["span"]))]
        if not any(fits(USUAL | pattern, s, kg) for s in near):
            yield f"no statement is {pattern}"
    for pattern in spread(case.get("refuse", [])):
        for s in said:
            if ("anywhere" in pattern or touches(s, pattern.get("at", case["span"]))) and fits(pattern, s, kg):
                yield f"{s.subject} {s.relation} {s.object} {s.spans} is refused by {pattern}"
    for pattern in spread(case.get("derived", [])):
        if not any(fits(USUAL | pattern, s, kg) for s in concluded):
            yield f"no rule concludes {pattern}"
    for pattern in spread(case.get("underived", [])):
        for s in concluded:
            if fits(pattern, s, kg):
                yield f"{s.subject} {s.relation} {s.object} by {s.method} is refused by {pattern}"
    for name, wanted in (("links", True), ("unlinked", False)):
        for left, predicate, right in case.get(name, []):
            if holds(kg, left, SKOS.get(predicate, f"org:{predicate}"), right) is not wanted:
                yield f"{left} {predicate} {right} is {'not ' if wanted else ''}there"
    for name, wanted in (("plain", True), ("not_plain", False)):
        for subject, relation, object_ in case.get(name, []):
            if holds(kg, subject, f"fl:{relation}", object_) is not wanted:
                yield f"plain {subject} {relation} {object_} is {'not ' if wanted else ''}there"
    for name, meant in case.get("names", {}).items():
        if kg.resolve(name) != meant:
            yield f"{name} resolves to {kg.resolve(name)} instead of {meant}"
    for thing, cls in case.get("kinds", {}).items():
        if kg.labels[thing][1] != cls:
            yield f"{thing} is of class {kg.labels[thing][1]} instead of {cls}"
    for name, wanted in (("asks", True), ("never", False)):
        for question in case.get(name, []):
            if bool(kg.query(question)) is not wanted:
                yield f"{question} is {not wanted}"


@pytest.fixture(scope="module")
def said(real_kg) -> dict[str, list[Statement]]:
    return {source: real_kg.statements(source=source) for source in real_kg.manifest["sources"]}


@pytest.fixture(scope="module")
def concluded(real_kg) -> list[Statement]:
    return real_kg.statements(derived=True)


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_hard_case(case, real_kg, said, concluded):
    assert list(faults(case, real_kg, said[case["source"]], concluded)) == []


def test_every_hard_case_is_here_and_checks_something():
    assert [case["id"] for case in CASES] == [f"HC{n:02}" for n in range(1, 68)]
    for case in CASES:
        assert case.keys() <= CHECKS, case["id"]
        assert case.keys() & {"expect", "refuse"}, case["id"]


def words_of(data) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    else:
        for one in [*data, *data.values()] if isinstance(data, dict) else data:
            yield from words_of(one)


def patterns_of(data) -> Iterator[dict]:
    if isinstance(data, dict) and not data.keys() & {"each", "not"}:
        yield data
    if not isinstance(data, str):
        for one in data.values() if isinstance(data, dict) else data:
            yield from patterns_of(one)


def test_no_pattern_is_void_by_a_slip_of_the_pen(real_kg):
    for case in CASES:
        ids = {word for word in words_of(case) if word.partition(":")[0] in KINDS and " " not in word}
        assert ids <= real_kg.labels.keys(), case["id"]
        for kind in ("expect", "refuse", "derived", "underived"):
            for pattern in patterns_of(case.get(kind, [])):
                assert pattern.keys() <= FIELDS, case["id"]
                assert {*words_of(pattern.get("relation", []))} <= {*RELATIONS, "each", "not", "null"}, case["id"]


def affirm(statement: Statement) -> Statement:
    return replace(statement, polarity=Polarity.AFFIRMED)


def deny(statement: Statement) -> Statement:
    return replace(statement, polarity=Polarity.DENIED)


def assert_(statement: Statement) -> Statement:
    return replace(statement, modality=Modality.ASSERTED)


def silence(statement: Statement) -> Statement:
    return replace(statement, said_by=(), via=statement.via[::-1])


def lengthen(statement: Statement) -> Statement:
    return replace(statement, since="", until="2031", inferred=())


@pytest.mark.parametrize("case", [c for c in CASES if "expect" in c], ids=lambda case: case["id"])
def test_a_hard_case_falls_if_nothing_is_said_or_all_is_reversed(case, real_kg, said, concluded):
    here = said[case["source"]]
    assert list(faults(case, real_kg, [], concluded))
    turned = [deny(s) if s.polarity is Polarity.AFFIRMED else affirm(s) for s in here]
    assert list(faults(case, real_kg, turned, concluded))


@pytest.mark.parametrize(
    ("name", "spoil"),
    [
        *(("HC22", affirm), ("HC26", affirm), ("HC45", deny)),
        *(("HC15", assert_), ("HC16", assert_), ("HC35", assert_), ("HC41", assert_)),
        *(("HC07", silence), ("HC11", silence), ("HC64", silence)),
        *(("HC46", lengthen), ("HC49", lengthen), ("HC50", lengthen), ("HC57", lengthen)),
    ],
)
def test_a_hard_case_falls_if_what_it_is_about_is_misread(name, spoil, real_kg, said, concluded):
    case = next(c for c in CASES if c["id"] == name)
    assert list(faults(case, real_kg, [spoil(s) for s in said[case["source"]]], concluded))


TRAPS = {
    "HC06": ("actor:putin-regime", "drawsRedLine", "issue:success-of-westward-reforms-in-ukraine", (4764, 4893)),
    "HC12": ("actor:united-states", "considers", "issue:decline-of-us-military-power", (3306, 3359)),
    "HC28": ("actor:united-states", "criticizes", "actor:joe-biden", (2212, 2317)),
    "HC58": ("actor:kremlin-press-service", "represses", "actor:russian-public", (3554, 3625)),
    "HC61": ("actor:solarwinds", "cyberAttacks", "actor:united-states", (5114, 5246)),
    "HC62": ("actor:joe-biden", "supports", "actor:vladimir-putin", (6082, 6189)),
    "HC65": ("actor:united-states", "seeks", "issue:us-russia-relations", (8100, 8150)),
}


@pytest.mark.parametrize("name", TRAPS)
def test_a_hard_case_falls_if_somebody_steps_into_its_trap(name, real_kg, said, concluded):
    case = next(c for c in CASES if c["id"] == name)
    subject, relation, object_, span = TRAPS[name]
    trap = Statement(subject=subject, relation=relation, object=object_, source=case["source"], spans=(span,))
    here = said[case["source"]]
    added = set(faults(case, real_kg, [*here, trap], concluded)) - set(faults(case, real_kg, here, concluded))
    assert added
