"""The body of a server's answer → its text and what it cost."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from faultlines.errors import FaultlinesError
from faultlines.extract.llm.answer import Unusable


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What a language model wrote."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0
    cut: bool = False
    """Whether it had more to say than the server let it."""


def read_reply(body: bytes, where: str) -> Reply:
    """The reply in a body; Unusable if it is none, an error if `where` answers with web pages instead.

    >>> read_reply(b'{"choices": [{"message": {"content": "Hm."}}]}', "http://x").text
    'Hm.'
    """
    if body.lstrip()[:1] == b"<":
        raise FaultlinesError(f"{where}: answers with a web page; is --base-url right? Most servers' ends in /v1")
    try:
        whole = json.loads(body)
    except (ValueError, RecursionError):
        raise Unusable("answer is no JSON") from None
    choices = _of(whole, "choices")
    first = choices[0] if isinstance(choices, list) and choices else None
    text = _of(_of(first, "message"), "content")
    if not isinstance(first, dict) or not isinstance(text, str | None):
        raise Unusable("answer is no chat completion")
    usage = _of(whole, "usage")
    return Reply(
        text=text or "",
        tokens_in=_count(usage, "prompt_tokens"),
        tokens_out=_count(usage, "completion_tokens"),
        cut=first.get("finish_reason") == "length",
    )


def _of(value: Any, name: str) -> Any:
    return value.get(name) if isinstance(value, dict) else None


def _count(usage: Any, name: str) -> int:
    count = _of(usage, name)
    return count if isinstance(count, int) and count >= 0 else 0
