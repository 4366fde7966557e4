"""One request to an OpenAI-compatible server, and what its failure means: over soon, this passage's, or everybody's."""

from __future__ import annotations

import re
import time
from typing import Any, Final

from faultlines.errors import FaultlinesError, MissingExtra
from faultlines.extract.llm.reply import Reply, read_reply
from faultlines.extract.llm.request import Request

LOST: Final = "connection lost"
TIMED_OUT: Final = "timed out"


class Again(Exception):
    """Something that may be over when asked again, after `wait` seconds if the server says how many."""

    def __init__(self, reason: str, wait: float = 0) -> None:
        super().__init__(reason)
        self.wait = wait


class Refused(Exception):
    """A request that the server will not answer however often it is asked."""

    def __init__(self, status: int, complaint: str = "") -> None:
        super().__init__(f"refused with status {status}")
        self.complaint = complaint
        """The server's words where it may be the form of the request that it dislikes."""


class Server:
    """Where a language model answers."""

    def __init__(self, base_url: str, model: str, key: str) -> None:
        try:
            import openai
        except ImportError as error:
            raise MissingExtra("openai", "llm") from error
        self._api = openai
        try:
            self._client = openai.OpenAI(base_url=base_url or None, api_key=key or "none", max_retries=0)
        except Exception as error:  # what the client's own URL parser says of a wrong address
            raise FaultlinesError(f"--base-url {without_password(base_url)}: {error}") from None
        self.name = without_password(str(self._client.base_url)).rstrip("/")
        self.reached = False
        """Whether it has ever answered anything."""
        self._model = model

    def send(self, request: Request, messages: list[dict[str, str]], seed: int, seconds: float) -> Reply:
        """The reply, if its last byte comes in so many seconds; Again, Refused, Unusable or an error otherwise."""
        api = self._api
        end = time.monotonic() + seconds
        try:
            with self._client.chat.completions.with_streaming_response.create(
                model=self._model,
                messages=messages,  # type: ignore[arg-type]  # as plain dictionaries
                timeout=seconds,
                **request.fields(seed),
            ) as response:
                self.reached = True
                return read_reply(_body(response, end), self.name)
        except api.APITimeoutError:
            raise Again(TIMED_OUT) from None
        except api.APIConnectionError:
            raise Again(LOST) from None
        except api.APIStatusError as error:
            self.reached = True
            status = error.status_code
            if status in (401, 403):
                raise FaultlinesError(f"{self.name}: refuses the key (status {status}); set OPENAI_API_KEY") from None
            if status == 404:
                raise FaultlinesError(f"{self.name}: knows no model {self._model!r}, or --base-url is wrong") from None
            if status in (408, 409, 429) or status >= 500:
                raise Again(f"server error {status}", _wished(error.response.headers)) from None
            raise Refused(status, str(error) if status in (400, 422) else "") from None


def _body(response: Any, end: float) -> bytes:
    """The whole answer, if it is there in time: a server that trickles would otherwise never time out."""
    data = bytearray()
    try:
        for piece in response.iter_bytes():
            data += piece
            if time.monotonic() > end:
                break
        else:
            return bytes(data)
    except Exception as error:  # of the HTTP library, which is not the same in every version of the client
        slow = "timeout" in type(error).__name__.lower()
        raise Again(TIMED_OUT if slow else LOST) from None
    raise Again(TIMED_OUT)


def _wished(headers: Any) -> float:
    """Seconds that a busy server asks to wait; dates are not looked at."""
    wish = str(headers.get("retry-after", ""))
    return float(wish) if wish.isdecimal() else 0.0


def without_password(url: str) -> str:
    """The address as it may be shown.

    >>> without_password("https://me:secret@host/v1")
    'https://host/v1'
    """
    return re.sub(r"(?<=//)[^/@]*@", "", url)
