"""One passage asked of an OpenAI-compatible server: retries with limits, structured output where the server has it."""

from __future__ import annotations

import json
import re
from typing import Any, Final

from faultlines.errors import FaultlinesError, MissingExtra
from faultlines.extract.llm.answer import schema
from faultlines.extract.llm.report import Report

RETRIES: Final = 3
"""Of a request that timed out or was refused for a while; the client waits longer each time."""
AGAIN: Final = 2
"""Times that a passage is asked again whose answer was no JSON."""


class NotRead(Exception):
    """A passage that got no usable answer."""


class Client:
    """A language model at a server."""

    def __init__(self, base_url: str, model: str, key: str, timeout: float) -> None:
        try:
            import openai
        except ImportError as error:
            raise MissingExtra("openai", "llm") from error
        self._api = openai
        self._client = openai.OpenAI(
            base_url=base_url or None, api_key=key or "none", timeout=timeout, max_retries=RETRIES
        )
        self._where = base_url or "the server"
        self._model = model
        self.report = Report()
        self._formats: list[dict[str, Any] | None] = [
            {"type": "json_schema", "json_schema": {"name": "statements", "schema": schema()}},
            {"type": "json_object"},
            None,
        ]

    def ask(self, system: str, passage: str) -> list[Any]:
        """The statements of the answer, not yet validated."""
        for _ in range(AGAIN + 1):
            text = self._answer(system, passage)
            try:
                return _statements(text)
            except ValueError:
                continue
        raise NotRead("answer is no JSON")

    def _answer(self, system: str, passage: str) -> str:
        api = self._api
        while True:
            extra = {"response_format": self._formats[0]} if self._formats[0] is not None else {}
            self.report.requests += 1
            try:
                answer = self._client.chat.completions.create(
                    model=self._model,
                    messages=[{"role": "system", "content": system}, {"role": "user", "content": passage}],
                    temperature=0,
                    seed=1,
                    **extra,  # type: ignore[call-overload]  # one of the formats above
                )
            except api.BadRequestError as error:
                if len(self._formats) == 1:
                    raise NotRead(f"refused: {_line(error)}") from None
                self._formats.pop(0)  # a server without that kind of structured output
                continue
            except api.APITimeoutError:
                raise NotRead("timed out") from None
            except api.APIConnectionError:
                raise FaultlinesError(f"{self._where}: cannot be reached") from None
            except (api.AuthenticationError, api.PermissionDeniedError):
                raise FaultlinesError(f"{self._where}: refuses the key; set OPENAI_API_KEY") from None
            except api.NotFoundError:
                raise FaultlinesError(
                    f"{self._where}: knows no model {self._model!r}, or --base-url is wrong"
                ) from None
            except api.APIStatusError as error:
                raise NotRead(f"server error {error.status_code}") from None
            if answer.usage is not None:
                self.report.tokens_in += answer.usage.prompt_tokens
                self.report.tokens_out += answer.usage.completion_tokens
            return answer.choices[0].message.content or ""


def _statements(text: str) -> list[Any]:
    """The list in an answer, with or without talk around the JSON."""
    found = re.search(r"\{.*\}", text, re.S)
    if found is None:
        raise ValueError(text)
    statements = json.loads(found.group()).get("statements")
    if not isinstance(statements, list):
        raise ValueError(text)
    return statements


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:120]
