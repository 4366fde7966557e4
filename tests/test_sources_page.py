"""Sources beside one another: what is alone, shared and contradicted is recounted from the graph, voice by voice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from faultlines.analysis.shared import shared
from faultlines.analysis.sources import Sources, sources
from faultlines.analysis.voices import Voice, voices
from faultlines.model import Statement
from faultlines.store import KnowledgeGraph
from faultlines.views.compared import tables
from faultlines.views.scene import statement_records
from faultlines.views.sources import PARTS, SourcesPage, segments
from test_views import data_of


@pytest.fixture(params=["kg", "real_kg"])
def graph(request: pytest.FixtureRequest) -> KnowledgeGraph:
    """The world's graph, or the real one."""
    found: KnowledgeGraph = request.getfixturevalue(request.param)
    return found


def said(statement: Statement) -> tuple[str, ...]:
    return statement.subject, statement.relation, statement.object, statement.polarity


def test_each_source_says_alone_with_others_and_against_others_what_the_graph_has(graph: KnowledgeGraph) -> None:
    told = graph.statements()
    disputed = {
        end.removeprefix("statement:")
        for s in graph.statements(relation="contradicts", derived=True)
        for end in (s.subject, s.object)
    }
    assert disputed
    found = sources(graph)
    assert [t.source for t in found.told] == sorted(
        graph.manifest["sources"], key=lambda name: (graph.manifest["sources"][name]["date"], name)
    )
    for t in found.told:
        own = [s for s in told if s.source == t.source]
        elsewhere = {said(s) for s in told if s.source != t.source}
        assert sorted(t.keys) == sorted(s.key for s in own)
        assert set(t.shared) == {s.key for s in own if said(s) in elsewhere}
        assert set(t.contradicted) == {s.key for s in own if s.key in disputed}
        assert set(t.alone) == set(t.keys) - set(t.shared) - set(t.contradicted)
        assert sum(count for *_, count in segments(t)) == len(t.keys)
        assert sorted(key for voice in t.voices for key in voice.all_keys()) == sorted(t.keys)


def test_what_rules_conclude_is_shared_with_nobody() -> None:
    one = {"key": "1", "subject": "a", "relation": "r", "object": "b", "polarity": "affirmed", "source": "x"}
    assert shared([one, {**one, "key": "2", "source": ""}, {**one, "key": "3", "source": None}]) == {}


def walk(above: tuple[tuple[str, ...], ...], found: tuple[Voice, ...]) -> Iterator[tuple[tuple[str, ...], ...]]:
    for voice in found:
        path = (*above, voice.ids)
        yield from [path] * len(voice.keys)
        yield from walk(path, voice.voices)


def test_voices_stand_below_those_that_pass_them_on(graph: KnowledgeGraph) -> None:
    for t in sources(graph).told:
        paths = Counter((*((v,) for v in reversed(s.via)), s.said_by) for s in graph.statements(source=t.source))
        assert Counter(walk((), t.voices)) == paths
    assert max(len(path) for t in sources(graph).told for path in walk((), t.voices)) == 3


def test_voices_that_speak_together_are_one() -> None:
    made = [
        Statement(subject="a", relation="opposes", object="b", said_by=("x", "y"), via=("z",)),
        Statement(subject="a", relation="opposes", object="c", said_by=("x",), via=("z",)),
        Statement(subject="a", relation="opposes", object="d", said_by=("z",)),
    ]
    [author] = voices(made)
    assert (author.ids, len(author.keys), len(author.all_keys())) == (("z",), 1, 3)
    assert {voice.ids for voice in author.voices} == {("x", "y"), ("x",)}


def test_pairs_hold_what_both_say_and_what_they_say_against_each_other(graph: KnowledgeGraph) -> None:
    found = sources(graph)
    seen = {frozenset((p.one, p.other)): p for p in found.pairs}
    assert len(seen) == len(found.pairs)
    names = [t.source for t in found.told]
    for i, one in enumerate(names):
        for other in names[i:]:
            a, b = ({said(s) for s in graph.statements(source=name)} for name in (one, other))
            both = {s.key for n in (one, other) for s in graph.statements(source=n) if said(s) in a & b}
            pair = seen.get(frozenset((one, other)))
            assert set(pair.shared if pair else ()) == (both if one != other else set())
    against = {key for p in found.pairs for key in p.against}
    assert against == {key for row in found.contradictions for key in row}


def test_the_tables_lead_to_statements_of_the_page(graph: KnowledgeGraph) -> None:
    found = sources(graph)
    made = {table.id: table for table in tables(found)}
    assert len(made["pairs"].rows) == len(found.told)
    assert len(made["contradictions"].rows) == len(found.contradictions)
    triples: dict[tuple[str, str, str], set[str]] = {}
    for s in graph.statements():
        triples.setdefault((s.subject, s.relation, s.object), set()).add(s.source)
    assert len(made["common"].rows) == sum(len(names) > 1 for names in triples.values()) > 0
    known = set(statement_records(found.network))
    sets = data_of(SourcesPage(found).html({}))["chart"]["sets"]
    for table in made.values():
        for row in table.rows:
            for entry in (e for cell in row for e in cell if e.pick):
                kind, _, rest = entry.pick.partition(":")
                if kind in ("keys", "statement"):
                    assert set(rest.split()) <= known
                else:
                    assert sets[entry.pick][2]


def test_the_page_declares_of_each_source_what_its_curator_does(graph: KnowledgeGraph) -> None:
    found = sources(graph)
    html = SourcesPage(found).html({"entity": "Names", "coverage": "Coverage"})
    for t in found.told:
        about = graph.manifest["sources"][t.source]
        article = html.partition(f'data-source="{t.source}"')[2].partition("</article>")[0]
        for field in ("stance", "text_quality", "kind"):
            assert f">{about[field].replace('-', ' ')}<" in article
        again = ", ".join(map(graph.label, about["republished_by"]))
        assert (f"<dt>Republished by</dt><dd>{again}</dd>" in article) == bool(again)
        assert f'href="coverage.html#{t.source}"' in article
        for part, *_ in PARTS:
            count = len(getattr(t, part))
            shown = f'<output data-set="part:{t.source}/{part}">{count}</output>'
            assert (shown in article) == bool(count)
        for voice in t.voices:
            assert f'href="entity.html#{voice.ids[0].replace(":", "=", 1)}"' in article
    assert SourcesPage(found).picture() is not None


def test_a_graph_without_sources_says_so(kg: KnowledgeGraph) -> None:
    network = sources(kg).network.__class__(name="sources", counts={}, sources={}, relations={"seeks": "seeks"})
    page = SourcesPage(Sources(network, (), (), {}, ()))
    assert "Nothing to draw yet." in page.html({})
    assert page.picture() is None
