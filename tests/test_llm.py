"""The language model as reader, against a stub on the loopback."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conftest import WORLD
from faultlines.cli import main
from faultlines.errors import FaultlinesError, MissingExtra
from faultlines.extract.documents import Document
from faultlines.extract.llm import LanguageModel, Limits
from faultlines.extract.llm.answer import ASKED, schema
from faultlines.extract.llm.passages import passages
from faultlines.extract.llm.prompt import instructions
from faultlines.extract.pipeline import GARBLED
from faultlines.extract.result import Extraction
from faultlines.terms import RELATIONS, Modality, Polarity
from llm_stub import GOOD, Fails, HangsUp, Says, Stub, Waits, serving, statements

TEXT = "Arland opposes the\ntoll tax. Borduria is silent."
FILLER = "\n\n" + "Nobody else said a word that day. " * 176 + "\n\n"
"""As long as a passage, so that what stands around it is asked about apart."""
TWO = TEXT + FILLER + "Arland opposes the toll tax again, says Borduria."
QUICK = Limits(timeout=10, retries=1, pause=0.01, document=60)


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def _read(
    stub: Stub, text: str = TEXT, limits: Limits = QUICK, seeds: Path = WORLD, least: float = 0, **shown: str
) -> tuple[Extraction, LanguageModel]:
    reader = LanguageModel(seeds, model="stub", base_url=stub.url, limits=limits, least=least, prices=(1.0, 2.0))
    return reader(Document(name="a.txt", text=text, sha256="0" * 64, **shown)), reader  # type: ignore[arg-type]


def _said(*said: object, text: str = TEXT, **more: Any) -> tuple[Extraction, LanguageModel]:
    with serving(Stub(statements(*said))) as stub:
        return _read(stub, text, **more)


# ── answers well ──


def test_a_good_answer_is_a_statement_with_its_span() -> None:
    with serving(Stub(statements(GOOD))) as stub:
        extraction, reader = _read(stub)
    (statement,) = extraction.statements
    assert (statement.subject, statement.relation, statement.object) == ("actor:arland", "opposes", "new:toll-tax")
    assert (statement.method, statement.confidence) == ("llm:stub", 0.9)
    assert TEXT[slice(*statement.spans[0])] == "Arland opposes the\ntoll tax"
    assert [e.id for e in extraction.entities] == ["new:toll-tax"]
    report = reader.report
    assert (report.requests, report.retries, report.accepted, report.passages) == (1, 0, 1, 1)
    assert (report.tokens_in, report.tokens_out) == (100, 10)
    assert report.cost == pytest.approx((100 * 1 + 10 * 2) / 1e6)
    with pytest.raises(dataclasses.FrozenInstanceError):
        report.accepted = 2  # type: ignore[misc]


def test_the_request_is_deterministic_and_asks_for_the_schema() -> None:
    with serving(Stub(statements(GOOD))) as stub:
        first, _ = _read(stub)
        second, _ = _read(stub)
    assert first == second
    assert stub.requests[0] == stub.requests[1]
    request = stub.requests[0]
    assert (request["temperature"], request["seed"], request["model"]) == (0, 1, "stub")
    asked = request["response_format"]["json_schema"]
    assert asked["strict"] is True
    assert asked["schema"]["properties"]["statements"]["items"]["properties"]["relation"]["enum"] == list(ASKED)


def test_the_schema_keeps_to_what_strict_servers_take() -> None:
    def parts(value: Any) -> list[dict[str, Any]]:
        inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
        return ([value] if isinstance(value, dict) else []) + [p for v in inner for p in parts(v)]

    for part in parts(schema()):
        assert not {"default", "minLength", "maxLength", "minimum", "maximum"} & part.keys(), part
        if part.get("type") == "object":
            assert part["additionalProperties"] is False
            assert part["required"] == list(part["properties"])


def test_the_model_is_told_every_relation_it_may_use_and_no_other() -> None:
    told = [line.partition(":")[0] for line in instructions().partition("\nRelations ")[2].splitlines()[1:]]
    assert told == list(ASKED)
    assert set(RELATIONS) - set(told) == {r for r, what in RELATIONS.items() if what.family == "derived"}


def test_the_model_is_told_who_speaks_and_when() -> None:
    with serving(Stub(statements())) as stub:
        _read(stub, author="Ada Arlind", date="2020-05", title="Of tolls")
    told = stub.requests[0]["messages"][1]["content"]
    assert told == f"Author: Ada Arlind\nTitle: Of tolls\nDate: 2020-05\nPassage:\n{TEXT}"


def test_how_it_is_meant_and_who_says_it_are_kept() -> None:
    said = {
        **GOOD,
        "polarity": "denied",
        "modality": "forecast",
        "said_by": "Bord",
        "about": ["river trade", "river trade"],
        "to": ["the Toll Union"],
    }
    extraction, _ = _said(said, author="Ada Arlind", date="2020-05")
    (statement,) = extraction.statements
    assert (statement.polarity, statement.modality) == (Polarity.DENIED, Modality.FORECAST)
    assert (statement.said_by, statement.via) == (("actor:boris-bord",), ("actor:ada-arlind",))
    assert (statement.about, statement.to) == (("new:river-trade",), ("actor:toll-union",))
    assert statement.said_on == ""
    own = _said({**GOOD, "said_by": "Ada Arlind"}, author="Ada Arlind", date="2020-05")[0].statements[0]
    assert (own.said_by, own.via, own.said_on) == (("actor:ada-arlind",), (), "2020-05")


def test_a_statement_made_twice_is_one_with_both_spans() -> None:
    text = "Arland opposes the toll tax. Now Arland rejects the toll tax."
    again = {**GOOD, "quote": "Arland rejects the toll tax", "confidence": 0.95}
    extraction, reader = _said(again, GOOD, text=text)
    (statement,) = extraction.statements
    assert [text[slice(*s)] for s in statement.spans] == ["Arland opposes the toll tax", again["quote"]]
    assert statement.confidence == 0.95
    assert reader.report.accepted == 1


def test_statements_come_in_the_order_of_the_text_whatever_that_of_the_answer() -> None:
    late = {**GOOD, "subject": "Borduria", "quote": "Borduria is silent"}
    extraction, _ = _said(late, GOOD)
    assert [s.subject for s in extraction.statements] == ["actor:arland", "actor:borduria"]


# ── names ──


@pytest.mark.parametrize(
    ("name", "cls", "means"),
    [
        ("the Republic of  Arland", "State", "actor:arland"),
        ("Arlandic", "State", "actor:arland"),
        ("Szohod", "State", "actor:borduria"),
        ("Szohod", "Area", "new:szohod"),  # the city, not the state it stands for
        ("Bord", "Person", "actor:boris-bord"),
        ("Emil Eland", "Person", "new:emil-eland"),
        ("Emil Eland", "Wizard", "new:emil-eland"),
    ],
)
def test_names_are_looked_up(name: str, cls: str, means: str) -> None:
    extraction, _ = _said({**GOOD, "subject": name, "subject_type": cls})
    assert extraction.statements[0].subject == means
    new = {e.id: e.cls for e in extraction.entities}
    assert new.get(means, cls) == ("ActorGroup" if cls == "Wizard" else cls)


def test_a_known_issue_in_other_words_is_found() -> None:
    extraction, _ = _said({**GOOD, "object": "Carpanian membership of the Toll Union"})
    assert extraction.statements[0].object == "issue:carpanian-toll-union-membership"


def test_whom_only_the_gazetteer_knows_is_given_along(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(WORLD, seeds)
    with (seeds / "gazetteer" / "offices.tsv").open("a") as offices:
        offices.write("actor:emil-eland\tEmil Eland\t\tactor:arland\tminister\t2019\t\tinvented\n")
    extraction, _ = _said(GOOD, seeds=seeds, author="Emil Eland")
    assert extraction.statements[0].said_by == ("actor:emil-eland",)
    assert {e.id for e in extraction.entities} == {"actor:emil-eland", "new:toll-tax"}


def test_a_machine_translation_makes_nothing_sure() -> None:
    (path,) = (WORLD / "statements").glob("gazette*")
    sha256 = path.read_text().partition("sha256: ")[2].split()[0]
    with serving(Stub(statements(GOOD))) as stub:
        reader = LanguageModel(WORLD, model="stub", base_url=stub.url)
        extraction = reader(Document(name="a.txt", text=TEXT, sha256=sha256))
    assert extraction.source.text_quality == "machine-translated"
    assert extraction.statements[0].confidence == GARBLED


# ── answers badly ──


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ({**GOOD, "quote": "Arland loves the toll tax"}, "quotation not in the text"),
        ({**GOOD, "quote": "rland opposes the toll"}, "quotation not in the text"),
        ({**GOOD, "quote": " "}, "quotation not in the text"),
        ({**GOOD, "relation": "hates"}, "unknown relation"),
        ({**GOOD, "relation": "contradicts"}, "unknown relation"),  # only rules conclude it
        ({**GOOD, "polarity": "maybe"}, "bad polarity"),
        ({**GOOD, "modality": "shouted"}, "bad modality"),
        ({**GOOD, "confidence": 7}, "bad confidence"),
        ({**GOOD, "confidence": float("nan")}, "bad confidence"),
        ({**GOOD, "confidence": 0.2}, "less sure than asked for"),
        ({**GOOD, "object": "Arland", "object_type": "State"}, "subject is object"),
        ({**GOOD, "subject": "???"}, "name without Latin letters"),
        ({**GOOD, "spell": 1}, "unknown field"),
        ({"subject": "Arland"}, "no relation"),
        ("no statement", "bad statement"),
    ],
)
def test_what_is_not_to_be_believed_is_rejected_and_counted(bad: object, reason: str) -> None:
    extraction, reader = _said(bad, GOOD, least=0.3)
    assert reader.report.rejected == {reason: 1}
    assert len(extraction.statements) == reader.report.accepted == 1


@pytest.mark.parametrize(
    "content",
    [
        f"Here you are:\n```json\n{statements(GOOD)}\n```\nAnything else?",
        f"<think>Perhaps {{this}} or [that]?</think>{statements(GOOD)} I left out {{one}}.",
        json.dumps([GOOD]),
        f"Sure: {json.dumps([GOOD])}",
    ],
)
def test_talk_around_the_json_does_no_harm(content: str) -> None:
    with serving(Stub(content)) as stub:
        extraction, reader = _read(stub)
    assert len(extraction.statements) == 1
    assert reader.report.requests == 1


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (Says("I cannot do that."), "answer is not the JSON asked for"),
        (Says(statements(GOOD)[:-9]), "answer is not the JSON asked for"),
        (Says('{"statements": {}}'), "answer is not the JSON asked for"),
        (Says("[" * 100_000), "answer is not the JSON asked for"),
        (Says(body=b'{"choi'), "answer is no JSON"),
        (Says(body=b'{"choices": []}'), "answer is no chat completion"),
        (Says(body=b'{"error": {"message": "x"}}'), "answer is no chat completion"),
        (Says(body=b"[1]"), "answer is no chat completion"),
    ],
)
def test_an_answer_of_no_use_is_asked_for_again_with_another_seed_then_given_up(says: Says, reason: str) -> None:
    with serving(Stub(says)) as stub:
        extraction, reader = _read(stub)
    assert extraction.statements == ()
    assert reader.report.failed == {reason: 1}
    assert reader.report.retries == QUICK.retries
    assert [r["seed"] for r in stub.requests] == [1, 2]


def test_one_bad_passage_does_not_cost_the_others() -> None:
    late = {**GOOD, "quote": "Arland opposes the toll tax again"}
    with serving(Stub("Hm.", "Hm.", statements(), statements(late))) as stub:
        extraction, reader = _read(stub, TWO)
    assert reader.report.failed == {"answer is not the JSON asked for": 1}
    assert reader.report.passages == 3
    assert [TWO[slice(*s.spans[0])] for s in extraction.statements] == [late["quote"]]


def test_a_quotation_must_stand_in_its_own_passage() -> None:
    with serving(Stub(statements(), statements(GOOD))) as stub:  # quoted from the first, given for the second
        _, reader = _read(stub, TWO)
    assert reader.report.rejected["quotation not in the text"] == 1


def test_an_answer_that_was_cut_short_is_not_asked_for_again() -> None:
    with serving(Stub(Says(statements(GOOD)[:-9], finish="length"))) as stub:
        _, reader = _read(stub)
    assert reader.report.failed == {"answer was cut short by the server's limit": 1}
    assert (reader.report.requests, reader.report.tokens_out) == (1, 10)


# ── forms of request ──


def test_a_server_without_structured_output_is_asked_plainly_and_from_then_on() -> None:
    refused = Fails(400, "response_format is not supported")
    with serving(Stub(refused, Fails(422, "json_object?"), statements(GOOD))) as stub:
        extraction, reader = _read(stub, TWO)
    assert len(extraction.statements) == 1
    assert stub.formats == ["json_schema", "json_object", None, None, None]
    assert not reader.report.failed


def test_a_server_with_json_but_without_schemas_is_asked_for_json() -> None:
    with serving(Stub(Fails(400, "unknown response_format json_schema"), statements(GOOD))) as stub:
        assert len(_read(stub)[0].statements) == 1
    assert stub.formats == ["json_schema", "json_object"]


def test_a_refusal_of_one_passage_does_not_make_the_others_plain() -> None:
    with serving(Stub(statements(), Fails(400, "too long"), statements())) as stub:
        _, reader = _read(stub, TWO)
    assert stub.formats == ["json_schema"] * 3
    assert reader.report.failed == {"refused with status 400": 1}


def test_a_server_that_refuses_everything_is_given_up_and_asked_fully_for_the_next_passage() -> None:
    with serving(Stub(Fails(400, "too long"), Fails(400), Fails(400), statements())) as stub:
        _, reader = _read(stub, TWO)
    assert stub.formats == ["json_schema", "json_object", None, "json_schema", "json_schema"]
    assert reader.report.failed == {"refused with status 400": 1}


def test_a_model_that_takes_no_temperature_is_asked_without() -> None:
    with serving(Stub(Fails(400, "Unsupported value: 'temperature'"), Fails(400, "seed: extra"), statements())) as stub:
        _read(stub)
    assert stub.formats == ["json_schema"] * 3
    assert [{"temperature", "seed"} & r.keys() for r in stub.requests] == [{"temperature", "seed"}, {"seed"}, set()]


# ── busy, slow, broken ──


@pytest.mark.parametrize("act", [Fails(429), Fails(500), Fails(503), HangsUp(), HangsUp(midway=True), Says("Hm.")])
def test_what_passes_is_asked_again(act: Fails | HangsUp | Says) -> None:
    with serving(Stub(act, statements(GOOD))) as stub:
        extraction, reader = _read(stub)
    assert len(extraction.statements) == 1
    assert (reader.report.requests, reader.report.retries) == (2, 1)
    assert not reader.report.failed


def test_each_retry_waits_twice_as_long(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses: list[float] = []
    monkeypatch.setattr("faultlines.extract.llm.client.time.sleep", pauses.append)
    busy = Fails(429, headers={"Retry-After": "7"})
    with serving(Stub(Fails(429), Fails(429), busy, Fails(429, headers={"Retry-After": "9999"}))) as stub:
        _, reader = _read(stub, limits=Limits(retries=4, pause=1, document=1000))
    assert pauses == [1, 2, 7, 60]
    assert reader.report.failed == {"server error 429": 1}


def test_a_pause_that_would_outlast_the_document_is_not_begun() -> None:
    began = time.monotonic()
    with serving(Stub(Fails(429, headers={"Retry-After": "50"}))) as stub:
        _, reader = _read(stub, limits=Limits(document=5))
    assert time.monotonic() - began < 5
    assert reader.report.failed == {"the document's time was up": 1}
    assert len(stub.requests) == 1


@pytest.mark.parametrize("slow", [Waits(30), Waits(30, trickle=0.05)], ids=["silent", "trickling"])
def test_a_slow_server_costs_only_its_passages(slow: Waits) -> None:
    began = time.monotonic()
    with serving(Stub(slow, slow, statements(), statements())) as stub:
        _, reader = _read(stub, TWO, Limits(timeout=0.4, retries=1, pause=0.01))
    assert time.monotonic() - began < 10
    assert reader.report.failed == {"timed out": 1}
    assert (reader.report.passages, reader.report.requests) == (3, 4)


def test_a_document_has_a_time_limit() -> None:
    began = time.monotonic()
    with serving(Stub(Waits(30))) as stub:
        _, reader = _read(stub, TWO, Limits(timeout=20, retries=0, document=0.5))
    assert time.monotonic() - began < 10
    assert reader.report.failed == {"timed out": 1, "the document's time was up": 2}


def test_a_broken_server_costs_only_its_passages() -> None:
    with serving(Stub(statements(GOOD), Fails(500), Fails(500), HangsUp())) as stub:
        extraction, reader = _read(stub, TWO)
    assert len(extraction.statements) == 1
    assert reader.report.failed == {"server error 500": 1, "connection lost": 1}


# ── what no retry mends ──


@pytest.mark.parametrize(
    ("act", "says"),
    [
        (Fails(401), "refuses the key"),
        (Fails(403), "refuses the key"),
        (Fails(404), "knows no model 'stub'"),
        (Says(body=b"<html>Welcome</html>"), "web page"),
        (HangsUp(), "cannot be reached"),
    ],
)
def test_it_is_one_clear_line(act: Fails | Says | HangsUp, says: str) -> None:
    with serving(Stub(act)) as stub, pytest.raises(FaultlinesError, match=says) as error:
        _read(stub)
    assert "\n" not in str(error.value)
    assert stub.url in str(error.value)


def test_no_server_is_one_clear_line() -> None:
    with serving(Stub("")) as stub:
        pass
    with pytest.raises(FaultlinesError, match="cannot be reached"):
        _read(stub)


@pytest.mark.parametrize("url", ["nowhere", "ftp://127.0.0.1/v1", "http://127.0.0.1:port/v1"])
def test_no_address_is_one_clear_line(url: str) -> None:
    with pytest.raises(FaultlinesError, match=f"{url}.*(--base-url|port)") as error:
        LanguageModel(WORLD, model="m", base_url=url, limits=QUICK)(Document(name="a", text=TEXT, sha256="0" * 64))
    assert "\n" not in str(error.value)


def test_no_key_or_password_is_shown() -> None:
    with serving(Stub(Fails(401))) as stub:
        url = stub.url.replace("//", "//me:secret@")
        reader = LanguageModel(WORLD, model="stub", base_url=url, key="sk-hidden", limits=QUICK)
        with pytest.raises(FaultlinesError) as error:
            reader(Document(name="a.txt", text=TEXT, sha256="0" * 64))
    assert "secret" not in str(error.value)
    assert "sk-hidden" not in str(error.value)


def test_the_key_comes_from_the_environment_unless_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-env")
    with serving(Stub(statements())) as stub:
        _read(stub)
        LanguageModel(WORLD, model="m", base_url=stub.url, key="sk-own")(
            Document(name="a.txt", text=TEXT, sha256="0" * 64)
        )
    assert stub.keys == ["Bearer sk-env", "Bearer sk-own"]


def test_the_extra_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "openai", None)
    with pytest.raises(MissingExtra, match=r"faultlines\[llm\]"):
        LanguageModel(WORLD, model="m")


# ── passages ──


def test_passages_are_bounded_and_lose_nothing_that_is_parsed() -> None:
    text = (
        "Aims\n\nPRESIDENT ARLIND: We will stay.\n\n- leave early;\n- trade.\n\n"
        + "A sentence. " * 60
        + "x" * 500
        + FILLER
    )
    for longest in (100, 700, 6000):
        spans = list(passages(text, longest))
        assert all(end - start <= longest for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))
        kept = "".join(text[start:end] for start, end in spans)
        assert "".join(kept.split()) == "".join(text.split())


# ── the command ──


def _command(stub: Stub, document: Path, *more: str) -> Any:
    server = ["--backend", "openai", "--base-url", stub.url, "--model", "m"]
    return CliRunner().invoke(main, ["extract", str(document), "--seeds", str(WORLD), *server, *more])


def test_command(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT)
    with serving(Stub(statements(GOOD, {**GOOD, "relation": "hates"}))) as stub:
        result = _command(stub, document, "--prices", "1", "2")
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[0])["relation"] == "opposes"
    told = "1 requests, 100 + 10 tokens, cost 0.0001; 1 statements accepted, 1 rejected (1 unknown relation)"
    assert told in capfd.readouterr().err  # of the worker process


def test_command_without_a_server_ends_with_one_line(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT)
    with serving(Stub(Fails(401))) as stub:
        result = _command(stub, document)
    assert result.exit_code != 0
    assert "refuses the key" in result.stderr
    assert "Traceback" not in result.output


def test_the_model_must_be_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "--backend", "openai"])
    assert result.exit_code == 2
    assert "--model" in result.output


def test_unread_passages_are_faults_at_the_end_of_the_run(tmp_path: Path) -> None:
    document, other, out = tmp_path / "a.txt", tmp_path / "b.txt", tmp_path / "out" / "all.jsonl"
    document.write_text(TWO)
    other.write_text(TEXT)
    with serving(Stub(Fails(400))) as stub:
        result = _command(stub, tmp_path, "-o", str(out))
    assert (result.exit_code, out.read_text()) == (1, "")
    assert result.stderr.splitlines()[-2:] == [
        f"{document}: 3 of 3 passages not read (3 refused with status 400)",
        f"{other}: 1 of 1 passages not read (1 refused with status 400)",
    ]
    for more in (["-o", str(out)], ["-o", str(tmp_path / "col")], []):
        with serving(Stub(statements(GOOD), Fails(400))) as stub:
            result = _command(stub, document, *more)
        assert result.exit_code == 1
        assert "a.txt: 2 of 3 passages not read (2 refused with status 400); its statements are" in result.stderr
    assert len(out.read_text().splitlines()) == len(result.stdout.splitlines()) == 1
    assert (tmp_path / "col" / "a.yaml").is_file()
    with serving(Stub(Fails(400))) as stub:
        assert _command(stub, other, "-o", str(tmp_path / "col")).exit_code == 1
    assert not (tmp_path / "col" / "b.yaml").exists()
