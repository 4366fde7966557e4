"""The language model as reader, against a stub on the loopback."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from conftest import WORLD
from faultlines.cli import main
from faultlines.errors import FaultlinesError
from faultlines.extract.documents import Document
from faultlines.extract.llm import LanguageModel, client
from faultlines.extract.result import Extraction
from llm_stub import GOOD, Stub, serving, statements

TEXT = "Arland opposes the\ntoll tax. Borduria is silent."


@pytest.fixture(autouse=True)
def _few_retries(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "RETRIES", 1)


def _read(
    stub: Stub, timeout: float = 10, prices: tuple[float, float] | None = None
) -> tuple[Extraction, LanguageModel]:
    reader = LanguageModel(WORLD, model="stub", base_url=stub.url, timeout=timeout, prices=prices)
    return reader(Document(name="a.txt", text=TEXT, sha256="0" * 64)), reader


def test_a_good_answer_is_a_statement_with_its_span() -> None:
    with serving(Stub(statements(GOOD))) as stub:
        extraction, reader = _read(stub, prices=(1.0, 2.0))
    (statement,) = extraction.statements
    assert (statement.subject, statement.relation, statement.method) == ("actor:arland", "opposes", "llm:stub")
    assert TEXT[slice(*statement.spans[0])] == "Arland opposes the\ntoll tax"
    assert reader.report.accepted == 1
    assert reader.report.cost == pytest.approx((100 * 1 + 10 * 2) / 1e6)
    assert stub.requests[0]["response_format"]["type"] == "json_schema"
    assert stub.requests[0]["temperature"] == 0


def test_what_is_not_in_the_text_or_not_in_the_schema_is_rejected_and_counted() -> None:
    bad = [
        {**GOOD, "quote": "Arland loves the toll tax"},
        {**GOOD, "relation": "hates"},
        {**GOOD, "polarity": "maybe"},
        {**GOOD, "object": "Arland", "object_type": "State"},
        {"subject": "Arland"},
        "no statement",
    ]
    with serving(Stub(statements(*bad, GOOD))) as stub:  # type: ignore[arg-type]
        extraction, reader = _read(stub)
    assert len(extraction.statements) == 1
    assert reader.report.rejected.total() == len(bad)
    assert reader.report.rejected["quotation not in the text"] == 1
    assert reader.report.rejected["unknown relation"] == 1


def test_talk_around_the_json_does_no_harm() -> None:
    with serving(Stub(f"Here you are:\n```json\n{statements(GOOD)}\n```\nAnything else?")) as stub:
        assert len(_read(stub)[0].statements) == 1


def test_no_json_is_asked_again_and_then_given_up() -> None:
    with serving(Stub("I cannot do that.")) as stub:
        extraction, reader = _read(stub)
    assert extraction.statements == ()
    assert reader.report.failed == {"answer is no JSON": 1}
    assert len(stub.requests) == client.AGAIN + 1


def test_a_server_without_structured_output_is_asked_plainly() -> None:
    with serving(Stub(400, 400, statements(GOOD))) as stub:
        assert len(_read(stub)[0].statements) == 1
    formats = [r.get("response_format", {}).get("type") for r in stub.requests]
    assert formats == ["json_schema", "json_object", None]


def test_a_busy_server_is_asked_again() -> None:
    with serving(Stub(429, statements(GOOD))) as stub:
        assert len(_read(stub)[0].statements) == 1


def test_a_slow_server_costs_only_its_passages() -> None:
    with serving(Stub(2.0)) as stub:
        extraction, reader = _read(stub, timeout=0.2)
    assert extraction.statements == ()
    assert reader.report.failed == {"timed out": 1}


def test_a_broken_server_costs_only_its_passages() -> None:
    with serving(Stub(500)) as stub:
        assert _read(stub)[1].report.failed == {"server error 500": 1}


@pytest.mark.parametrize(("status", "says"), [(401, "key"), (403, "key"), (404, "model")])
def test_what_no_retry_mends_is_one_clear_line(status: int, says: str) -> None:
    with serving(Stub(status)) as stub, pytest.raises(FaultlinesError, match=says):
        _read(stub)


def test_no_server_is_one_clear_line() -> None:
    with serving(Stub(200)) as stub:
        pass
    with pytest.raises(FaultlinesError, match="cannot be reached"):
        _read(stub)


def test_command(tmp_path: Path) -> None:
    document = tmp_path / "a.txt"
    document.write_text(TEXT)
    with serving(Stub(statements(GOOD))) as stub:
        result = CliRunner().invoke(
            main,
            [
                "extract",
                str(document),
                "--seeds",
                str(WORLD),
                "--backend",
                "openai",
                "--base-url",
                stub.url,
                "--model",
                "m",
            ],
        )
    assert result.exit_code == 0, result.output
    assert json.loads(result.stdout.splitlines()[0])["relation"] == "opposes"


def test_the_model_must_be_named(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["extract", str(tmp_path), "--backend", "openai"])
    assert result.exit_code == 2
    assert "--model" in result.output
