"""An HTTP request → what it asks by the SPARQL 1.1 Protocol."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from faultlines.serve.limits import Limits


class Refusal(Exception):
    """A request that is not understood or not granted."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the dataset that the protocol asks for; None where it says nothing of that part."""

    query: str
    default_graph: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None


_FORM, _QUERY, _UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"


async def asked(request: Request, limits: Limits) -> Asked | None:
    """The query of a request; None if it asks for nothing, which a GET may to learn what is here."""
    if request.method == "GET":
        given = _pairs(request.scope["query_string"])
        return _asked(given) if given else None
    body = await body_of(request, limits)
    media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    charset = request.headers.get("content-type", "").lower().partition("charset=")[2].strip(' "')
    if charset not in ("", "utf-8", "utf8"):
        raise Refusal(415, f"a query is UTF-8, not {charset}")
    if media == _FORM:
        return _asked(_pairs(body))
    if media == _QUERY:
        return _asked([*_pairs(request.scope["query_string"]), ("query", _utf8(body))])
    if media == _UPDATE:
        raise Refusal(403, "this endpoint is read-only")
    raise Refusal(415, f"POST a query as {_FORM} or {_QUERY}, not as {media or 'nothing'}")


async def body_of(request: Request, limits: Limits) -> bytes:
    """The body, if it comes in time and is not too large."""
    size = 0
    parts = []
    try:
        async with asyncio.timeout(limits.waiting):
            async for part in request.stream():
                size += len(part)
                if size > limits.body:
                    raise Refusal(413, f"a request has at most {limits.body:,} bytes")
                parts.append(part)
    except TimeoutError:
        raise Refusal(408, "the request did not arrive in time") from None
    except ClientDisconnect:
        raise Refusal(400, "the request did not arrive") from None
    return b"".join(parts)


def _asked(pairs: list[tuple[str, str]]) -> Asked:
    queries = [value for name, value in pairs if name == "query"]
    if any(name == "update" for name, _ in pairs):
        raise Refusal(403, "this endpoint is read-only")
    if len(queries) != 1:
        raise Refusal(400, f"one query, please, not {len(queries)}")

    def graphs(name: str) -> tuple[str, ...] | None:
        return tuple(value for key, value in pairs if key == name) or None

    return Asked(queries[0], graphs("default-graph-uri"), graphs("named-graph-uri"))


def _pairs(data: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(_utf8(data), keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError:
        raise Refusal(400, "the request is not UTF-8") from None
    except ValueError:
        raise Refusal(400, "the request has too many fields") from None


def _utf8(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Refusal(400, f"the query is not UTF-8 (byte {error.start})") from None
