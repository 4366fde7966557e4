"""Citations, read by the programs that bibliographies are made with; CITATION.cff says the same as the program."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
import yaml
from citeproc import Citation as Cited
from citeproc import CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from pybtex.database import parse_string

from conftest import Run
from faultlines.errors import FaultlinesError
from faultlines.exports.citations import AUTHORS, TITLE, YEAR, cite
from faultlines.store import KnowledgeGraph

ROOT = Path(__file__).parent.parent
STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><info><title>t</title><id>t</id>
<updated>2026-01-01T00:00:00+00:00</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout delimiter=". "><group delimiter=". "><names variable="author"/><text variable="title"/>
<text variable="container-title"/><date variable="issued"><date-part name="year"/></date><text variable="note"/>
<text variable="URL"/></group></layout></bibliography></style>"""


def test_a_statement_is_cited_with_voice_and_span(kg: KnowledgeGraph) -> None:
    (statement,) = kg.statements(relation="drawsRedLine", source="courier-2031-05")
    text = cite(kg, statement.key)
    assert text.startswith(f"{AUTHORS} ({YEAR}). “Arland draws red line Bordurian naval base")
    spans = ", ".join(f"{start}–{end}" for start, end in statement.spans)
    assert f"characters {spans}, SHA-256 {kg.sha256('courier-2031-05')}" in text
    assert "Said by Ada Arlind, via " in text
    assert text.endswith(f"https://w3id.org/faultlines/id/statement/{statement.key}")
    assert "\n" not in text


@pytest.mark.parametrize("derived", [False, True])
def test_bibtex_is_read_by_pybtex(kg: KnowledgeGraph, derived: bool) -> None:
    for statement in kg.statements(derived=derived):
        entry = parse_string(cite(kg, statement.key, "bibtex"), "bibtex").entries[f"faultlines-{statement.key}"]
        assert entry.type == "misc"
        assert [str(person).strip("{}") for person in entry.persons["author"]] == [AUTHORS]
        assert entry.fields["url"].endswith(statement.key)
        assert kg.labels.get(statement.subject, ("statement",))[0].split("&")[0] in entry.fields["title"]
        assert ("SHA-256" in entry.fields["note"]) is not derived


def test_a_title_states_nothing_that_is_denied_or_only_possible(kg: KnowledgeGraph) -> None:
    marked = 0
    for statement in kg.statements(derived=None):
        title = json.loads(cite(kg, statement.key, "csl"))[0]["title"]
        assert title.endswith(f" ({statement.meant})") is bool(statement.meant)
        marked += bool(statement.meant)
    assert marked


def test_bibtex_escapes_what_tex_reads_as_a_command() -> None:
    from faultlines.exports.citations import Citation, as_bibtex

    entry = parse_string(as_bibtex(Citation(key="x", title=r"50 % & {_} \ #", url="u")), "bibtex").entries["x"]
    assert entry.fields["title"].strip("{}") == r"50 \% \& \{\_\} \textbackslash{} \#"


@pytest.mark.parametrize("whole", [False, True])
def test_csl_is_read_by_citeproc(kg: KnowledgeGraph, whole: bool, tmp_path: Path) -> None:
    key = "" if whole else kg.statements()[0].key
    items = json.loads(cite(kg, key, "csl"))
    style = tmp_path / "style.csl"
    style.write_text(STYLE, encoding="utf-8")
    made = CitationStylesBibliography(
        CitationStylesStyle(str(style), validate=False), CiteProcJSON(items), formatter.plain
    )
    made.register(Cited([CitationItem(items[0]["id"])]))
    shown = str(made.bibliography()[0])
    assert TITLE in shown
    assert AUTHORS in shown
    assert str(YEAR) in shown
    assert items[0]["URL"] in shown
    assert items[0].get("note", "") in shown


def test_the_citation_file_says_what_the_program_says() -> None:
    cff = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert cff["cff-version"] == "1.2.0"
    assert cff["message"]
    assert cff["type"] in ("dataset", "software")
    assert cff["title"] == TITLE
    assert [author["name"] for author in cff["authors"]] == [AUTHORS]
    assert cff["version"] == project["version"]
    assert set(cff["license"]) <= set(project["license"].split(" AND "))
    assert set(cff["keywords"]) == set(project["keywords"])


def test_the_command_prints_it(run: Run, kg: KnowledgeGraph, store_folder: Path, world: Path) -> None:
    key = kg.statements()[0].key
    options = ("--seeds", world, "--store", store_folder)
    assert run("cite", key, *options).stdout == cite(kg, key) + "\n"
    assert run("cite", "-f", "bibtex", *options).stdout == cite(kg, form="bibtex") + "\n"
    missing = run("cite", "0000000000000000", *options)
    assert missing.exit_code != 0
    assert missing.stderr.strip() == "no statement has the key '0000000000000000'"


def test_an_unknown_form_says_what_is_near(kg: KnowledgeGraph) -> None:
    with pytest.raises(FaultlinesError, match=r"unknown form 'bibtx'; did you mean bibtex\?"):
        cite(kg, form="bibtx")
