"""One passage asked of a language model: again and again within limits, in the richest form that its server takes."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any, Final

from faultlines.errors import FaultlinesError
from faultlines.extract.llm.answer import Unusable, statements
from faultlines.extract.llm.report import Tally
from faultlines.extract.llm.request import Request
from faultlines.extract.llm.server import LOST, Again, Refused, Server


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long a language model is waited for; all in seconds but `retries`."""

    timeout: float = 120
    """For one answer, from asking to its last byte."""
    retries: int = 3
    """Of a passage whose answer does not come or is of no use."""
    pause: float = 1
    """Before the first retry; doubled before each further one."""
    document: float = 1800
    """For all of a document's passages; those that are left then count as failed."""


LONGEST: Final = 60.0
"""No pause is longer, whatever the server asks for."""
OUT_OF_TIME: Final = "the document's time was up"


class NotRead(Exception):
    """A passage that got no usable answer; its text says why."""


class Client:
    """Asks a server about the passages of one document after the other."""

    def __init__(self, server: Server, limits: Limits) -> None:
        self._server = server
        self._limits = limits
        self._request = Request()
        self._proved = False
        """Whether a request of this form has been answered: a refusal then is of the passage, not of the form."""
        self.begin(Tally())

    def begin(self, tally: Tally) -> None:
        """A new document: count into `tally`, and its time runs from now."""
        self._tally = tally
        self._end = time.monotonic() + self._limits.document

    def ask(self, system: str, passage: str) -> list[Any]:
        """The statements of the answer, not yet validated; NotRead if there is none after all retries."""
        messages = [{"role": "system", "content": system}, {"role": "user", "content": passage}]
        seed, wait, reason = 1, 0.0, ""
        for tried in range(self._limits.retries + 1):
            if tried:
                self._pause(max(wait, self._limits.pause * 2 ** (tried - 1)))
                self._tally.retries += 1
            try:
                return statements(self._answer(messages, seed))
            except Again as error:
                reason, wait = str(error), error.wait
            except Unusable as error:
                reason, wait = str(error), 0.0
                seed += 1  # the same question with the same seed would give the same answer
        if reason == LOST and not self._server.reached:
            raise FaultlinesError(f"{self._server.name}: cannot be reached; is it running, is --base-url right?")
        raise NotRead(reason)

    def _pause(self, seconds: float) -> None:
        seconds = min(seconds, LONGEST)
        if time.monotonic() + seconds >= self._end:
            raise NotRead(OUT_OF_TIME)
        time.sleep(seconds)

    def _answer(self, messages: list[dict[str, str]], seed: int) -> str:
        """The text of an answer; a form that the server refuses is made simpler until it takes one."""
        request = self._request
        while True:
            if (left := self._end - time.monotonic()) <= 0:
                raise NotRead(OUT_OF_TIME)
            self._tally.requests += 1
            try:
                reply = self._server.send(request, messages, seed, min(self._limits.timeout, left))
            except Refused as refusal:
                simpler = request.simpler(refusal.complaint) if refusal.complaint and not self._proved else None
                if simpler is None:
                    raise NotRead(str(refusal)) from None
                request = simpler
                continue
            self._request, self._proved = request, True
            self._tally.tokens_in += reply.tokens_in
            self._tally.tokens_out += reply.tokens_out
            if reply.cut:
                raise NotRead("answer was cut short by the server's limit")
            return reply.text
