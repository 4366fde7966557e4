"""The pages made from the graph itself: coverage of the documents, and the ontology for humans."""

import re

from faultlines.analysis.coverage import coverage
from faultlines.analysis.reference import reference
from faultlines.terms import RELATIONS
from faultlines.views import write_pages
from faultlines.views.cards import span_words
from faultlines.views.coverage import CoveragePage, told
from faultlines.views.reference import ReferencePage


def test_coverage_counts_every_character_once(kg, documents):
    for name, found in coverage(kg).items():
        assert [p.start for p in found.passages] == [0, *(p.end for p in found.passages[:-1])]
        assert found.passages[-1].end == found.characters
        assert "".join(p.text for p in found.passages) == documents[name]
        spans = [span for s in kg.statements(source=name) for span in s.spans]
        behind = {i for start, end in spans for i in range(start, end)}
        assert found.covered == len(behind) < found.characters


def test_coverage_without_the_documents_has_no_text(kg):
    assert all(p.text is None for found in coverage(kg).values() for p in found.passages)


def test_a_gap_is_listed_from_its_length_on(kg):
    found = next(iter(coverage(kg).values()))
    gaps = [p.end - p.start for p in found.passages if not p.keys]
    assert gaps
    assert len(found.gaps(max(gaps))) == gaps.count(max(gaps))
    assert found.gaps(max(gaps) + 1) == ()


def test_the_reference_has_every_relation_with_its_uses(kg):
    found = {term.name: term for term in reference(kg).relations}
    assert set(found) == {f"fl:{name}" for name in RELATIONS}
    for name, term in found.items():
        assert term.definition
        assert term.uses == len(kg.statements(relation=name.removeprefix("fl:"), derived=None))


def test_pages_are_written_and_link_each_other(kg, tmp_path, documents):
    covered, terms = list(coverage(kg).values()), reference(kg)
    keys = {s.key: f"<i>{s.key}</i>" for s in kg.statements()}
    written = write_pages([CoveragePage(covered, keys), ReferencePage(terms)], tmp_path)
    assert [path.name for path in written] == ["coverage.html", "ontology.html"]
    text = written[0].read_text(encoding="utf-8")
    assert "<i>" not in text
    assert 'href="ontology.html"' in text
    assert not re.search(r'(?:src|href)="(?!ontology|coverage|index|#)', text)
    page = written[1].read_text(encoding="utf-8")
    assert all(f'id="{term.name}"' in page for term in (*terms.relations, *terms.classes, *terms.fields))


def test_the_reference_names_nothing_twice(kg):
    found = reference(kg)
    names = [t.name for part in (found.relations, found.classes, found.values, found.fields) for t in part]
    assert sorted(set(names)) == sorted(names)


def test_a_statement_stands_beside_its_characters(kg, documents):
    for found in coverage(kg).values():
        listed = told(found.passages, {s.key: s.key for s in kg.statements()})
        assert {t.key: t.characters for t in listed} == {
            s.key: span_words(sorted(s.spans)) for s in kg.statements(source=found.source)
        }
        assert [t.start for t in listed] == sorted(t.start for t in listed)


def test_without_the_documents_no_text_is_promised(kg, tmp_path):
    keys = {s.key: s.key for s in kg.statements()}
    (path,) = write_pages([CoveragePage(list(coverage(kg).values()), keys)], tmp_path)
    text = path.read_text(encoding="utf-8")
    assert "choose one" not in text
    assert 'class="passage' not in text
    assert all(f'id="statement:{key}"' in text for key in keys)
