"""What one request may cost, and how one is refused."""

from __future__ import annotations

from dataclasses import dataclass

from faultlines.errors import FaultlinesError


class Refused(FaultlinesError):
    """A request that is not answered, with the HTTP status that says why."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of one query; one over them is refused and the others do not notice."""

    seconds: float = 30.0
    """Wall time; then the worker is killed and the client told 503."""
    rows: int = 100_000
    """Rows, or triples, of an answer; then 413."""
    bytes: int = 32 * 2**20
    """Size of an answer; then 413."""
    memory: int = 2 * 2**30
    """Address space of a worker beyond what the open store takes, in bytes; then 503."""
    body: int = 2**20
    """Size of a request; then 413."""
    quick: float = 1.0
    """Seconds after which a query no longer keeps the next one waiting: another worker starts, up to as many again."""
    waiting: float = 30.0
    """Seconds that a request waits for a worker, or for its own slow body; then 503 or 408."""
