"""Named questions: each file is a sentence and a query; parameters are checked terms and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pyoxigraph
import pytest
from rdflib.plugins.sparql import prepareQuery

from faultlines.errors import FaultlinesError, QueryError, UnknownName
from faultlines.queries import Parameter, Question, ask, bind, question, questions
from faultlines.store import KnowledgeGraph
from faultlines.terms import KINDS, PREFIXES, RELATIONS

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "graph/faultlines/queries").glob("*.rq"))
NAMES = [path.stem for path in FILES]


# The files ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_first_line_is_a_question(path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    assert re.fullmatch(r"# [A-Z][^\n]+\?", first)
    assert questions()[path.stem].sentence == first[2:]


@pytest.mark.parametrize("path", FILES, ids=NAMES)
def test_the_query_parses_in_both_engines(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert isinstance(pyoxigraph.Store().query(text, prefixes=dict(PREFIXES)), pyoxigraph.QuerySolutions)
    prepareQuery(text, initNs=dict(PREFIXES))


@pytest.mark.parametrize("name", NAMES)
def test_the_lines_of_parameters_and_the_query_agree(name: str) -> None:
    asked = question(name)
    body = "\n".join(line for line in asked.sparql.splitlines() if not line.startswith("#"))
    for parameter in asked.parameters:
        assert re.search(rf"\?{parameter.name}\b", body), parameter.name
        assert set(parameter.kinds) <= {*KINDS, "any", "source", "date"}
        assert parameter.meaning
    assert len([line for line in asked.sparql.splitlines() if line.startswith("# ?")]) == len(asked.parameters)
    head = asked.sparql.partition("WHERE {")[0]
    assert "SELECT" in head
    assert not head.splitlines()[-1].startswith("#")


@pytest.mark.parametrize("name", NAMES)
def test_the_query_names_only_terms_that_there_are(name: str) -> None:
    used = set(re.findall(r"\bfl:([a-z]\w+)", question(name).sparql)) | set(
        re.findall(r"\bps?:(\w+)", question(name).sparql)
    )
    ontology = "\n".join(path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("ontology/*.ttl")))
    defined = set(re.findall(r"^fl:(\w+)", ontology, re.MULTILINE))
    assert used - set(RELATIONS) - defined == set()


# Asking ---------------------------------------------------------------------------------------------


def test_a_question_is_asked_by_names_and_ids(kg: KnowledgeGraph) -> None:
    rows = list(ask(kg, "who-opposes", issue="Toll in the Narrow Strait").rows())
    assert [row[:2] for row in rows] == [["actor:arland", "source:courier-2031-05"]]
    assert list(ask(kg, "who-opposes", issue="issue:strait-toll").rows()) == rows
    assert list(ask(kg, "stages", plan="Three-step plan").rows()) == [["stage:survey", 1], ["stage:toll-gate", 2]]


def test_a_source_is_asked_for_by_its_id(kg: KnowledgeGraph) -> None:
    for given in ("courier-2031-05", "source:courier-2031-05"):
        (row,) = ask(kg, "red-lines-of-source", source=given).rows()
        assert row == ["issue:bordurian-naval-base", "actor:arland", "actor:ada-arlind", False]


def test_an_optional_parameter_narrows(kg: KnowledgeGraph) -> None:
    everything = list(ask(kg, "opposite-supporters").rows())
    toll = list(ask(kg, "opposite-supporters", issue="issue:strait-toll").rows())
    canal = list(ask(kg, "opposite-supporters", issue="issue:arlandic-canal").rows())
    assert len(everything) >= len(toll) >= len(canal) == 0


DATED = Question(
    "dated",
    "When?",
    (Parameter("day", ("date",), False, "the day"), Parameter("place", ("area", "actor"), True, "the place")),
    "# When?\nSELECT ?st WHERE { ?st fl:sinceFirstDay ?since FILTER(?since <= ?day) }",
)


def test_a_date_stands_for_its_last_day(kg: KnowledgeGraph) -> None:
    assert 'VALUES ?day { "2031-04-30"^^xsd:date }' in bind(kg, DATED, {"day": "2031-04"})
    assert len(list(kg.query(bind(kg, DATED, {"day": "2031-04"})).rows())) == 3
    assert len(list(kg.query(bind(kg, DATED, {"day": "2030-12-31"})).rows())) == 1


def test_a_kind_tells_names_apart(kg: KnowledgeGraph) -> None:
    with pytest.raises(UnknownName, match="may mean actor:carpania, area:karpan-valley"):
        bind(kg, DATED, {"day": "2031", "place": "Karpan"})
    narrowed = Question("x", "X?", (Parameter("place", ("area",), False, "the place"),), DATED.sparql)
    assert "<https://w3id.org/faultlines/id/area/karpan-valley>" in bind(kg, narrowed, {"place": "Karpan"})


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        ("who-oposes", {}, r"unknown question 'who-oposes'; did you mean who-opposes\?"),
        ("who-opposes", {}, "who-opposes needs issue: "),
        ("who-opposes", {"isue": "x"}, r"who-opposes takes issue, not isue; did you mean issue\?"),
        ("who-opposes", {"issue": "issue:strait-toll", "actor": "Arland"}, "takes issue, not actor"),
        ("who-opposes", {"issue": "Toll in the Narow Strait"}, r"did you mean Toll in the Narrow Strait\?"),
        ("red-lines-of-source", {"source": "courier-2031-5"}, r"unknown source .*; did you mean courier-2031-05\?"),
        ("red-lines-of-source", {"source": "Hill Gazette"}, "unknown source 'Hill Gazette'"),
    ],
)
def test_a_wrong_question_is_one_clear_line(
    kg: KnowledgeGraph, name: str, parameters: dict[str, str], message: str
) -> None:
    with pytest.raises(FaultlinesError, match=message) as caught:
        ask(kg, name, **parameters)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("value", ["2031-13", "yesterday", "", '2031"^^xsd:date } #', "２０３１"])
def test_a_wrong_date_is_one_clear_line(kg: KnowledgeGraph, value: str) -> None:
    with pytest.raises(QueryError, match="is no date; write 2021, 2021-07 or 2021-07-09"):
        bind(kg, DATED, {"day": value})


def test_a_question_without_parameters_takes_none(kg: KnowledgeGraph) -> None:
    bare = Question("bare", "What?", (), DATED.sparql)
    assert bind(kg, bare, {}) == DATED.sparql
    with pytest.raises(QueryError, match="bare takes no parameters, not place"):
        bind(kg, bare, {"place": "x"})


ATTACKS = [
    "issue:strait-toll> } ?s ?p ?o { <x:y",
    "x> } SERVICE <http://127.0.0.1:1/> { ?s ?p ?o",
    "*/ } UNION { ?s ?p ?o }",
    '" . ?s ?p ?o . "',
    "?issue",
    "issue:*",
    "% _ \\ ' \" ` $(touch x)",
    "a\x00b",
    "a\nb",
    "https://w3id.org/faultlines/id/issue/strait-toll",
]


@pytest.mark.parametrize("value", ATTACKS)
@pytest.mark.parametrize(("name", "parameter"), [("who-opposes", "issue"), ("red-lines-of-source", "source")])
def test_a_value_never_becomes_part_of_the_query(kg: KnowledgeGraph, name: str, parameter: str, value: str) -> None:
    with pytest.raises(FaultlinesError, match="unknown") as caught:
        ask(kg, name, **{parameter: value})
    assert "\n" not in str(caught.value)


def test_a_bound_query_runs_anywhere(kg: KnowledgeGraph) -> None:
    """It holds full IRIs, and the prefixes of its own text are those that everybody is told of."""
    bound = bind(kg, question("who-opposes"), {"issue": "issue:strait-toll"})
    assert "VALUES ?issue { <https://w3id.org/faultlines/id/issue/strait-toll> }" in bound
    assert bound.startswith(question("who-opposes").sparql.partition("WHERE {")[0])
    rows = kg.dataset().query(bound)
    assert [str(row[0]) for row in rows] == ["https://w3id.org/faultlines/id/actor/arland"]


def test_a_parameter_may_have_any_name(kg: KnowledgeGraph) -> None:
    with pytest.raises(QueryError, match="takes issue, not name"):
        ask(kg, "who-opposes", name="x", kg="y")
