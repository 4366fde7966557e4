"""Connections that do not wait for ever: who sends or reads too slowly is cut off."""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from faultlines.serve.limits import Limits

SECONDS = Limits().waiting
"""So long may a request take to arrive, and a client to read anything at all of its answer."""


class Patient(HttpToolsProtocol):
    """HTTP/1.1 with an eye on the clock."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to look after the connection."""
        super().connection_made(transport)
        self._seen = (id(None), 0)
        self._look_again = self.loop.call_later(SECONDS, self._look)

    def connection_lost(self, exc: Exception | None) -> None:
        """It needs looking after no more."""
        self._look_again.cancel()
        super().connection_lost(exc)

    def _look(self) -> None:
        """Cut it off if since the last look no request has come in and nothing has gone out."""
        at_work = self.cycle is not None and not self.cycle.response_complete
        left = self.transport.get_write_buffer_size()
        stuck = left > 0 and left == self._seen[1]
        if stuck or (not at_work and (id(self.cycle), left) == self._seen):
            self.transport.abort()
            return
        self._seen = (id(self.cycle), left)
        self._look_again = self.loop.call_later(SECONDS, self._look)
