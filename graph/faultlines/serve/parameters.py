"""The parameters of the JSON API, checked."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request

from faultlines.dates import check_date
from faultlines.serve.protocol import Refusal
from faultlines.terms import FAMILIES, RELATIONS, Modality, Polarity

NAMED: Final = ("subject", "object", "about", "source", "voice")
LISTED: Final = {
    "relation": tuple(RELATIONS),
    "family": tuple(FAMILIES),
    "polarity": tuple(p.value for p in Polarity),
    "modality": tuple(m.value for m in Modality),
}
DATES: Final = ("said", "at")
MOST: Final = 1000
"""So many statements at most come at once."""


def statements(request: Request) -> dict[str, Any]:
    """Filters, `offset` and `limit` of the list of statements."""
    given = request.query_params
    _only(request, *NAMED, *LISTED, *DATES, "confidence", "derived", "offset", "limit")
    filters: dict[str, Any] = {name: given.getlist(name) for name in (*NAMED, *LISTED) if name in given}
    for name, values in LISTED.items():
        for value in filters.get(name, ()):
            if value not in values:
                raise Refusal(400, f"{name} is one of {', '.join(values)}, not {value!r}")
    for name in DATES:
        if name in given:
            try:
                filters[name] = check_date(given[name])
            except ValueError as error:
                raise Refusal(400, str(error)) from None
    if "confidence" in given:
        filters["confidence"] = _number(given["confidence"], "confidence", 0, 1)
    if "derived" in given:
        if given["derived"] not in ("true", "false"):
            raise Refusal(400, "derived is true or false")
        filters["derived"] = given["derived"] == "true"
    return {"filters": filters, **_part(request)}


def page(request: Request) -> dict[str, Any]:
    """Which part of a list: `offset` and `limit`."""
    _only(request, "offset", "limit")
    return _part(request)


def search(request: Request) -> dict[str, Any]:
    """Words and limit of a search."""
    given = request.query_params
    _only(request, "q", "limit")
    if not given.get("q", "").strip():
        raise Refusal(400, "search for something: q=…")
    return {"words": given["q"], "limit": _whole(given.get("limit", "20"), "limit", 1, 200)}


def nothing(request: Request) -> None:
    """An address that takes no parameters."""
    _only(request)


def _part(request: Request) -> dict[str, Any]:
    given = request.query_params
    return {
        "offset": _whole(given.get("offset", "0"), "offset", 0, 10**9),
        "limit": _whole(given.get("limit", "100"), "limit", 1, MOST),
    }


def _only(request: Request, *known: str) -> None:
    """Nothing but these; and once, but for filters that take several values."""
    given = request.query_params
    for name in given:
        if name not in known:
            raise Refusal(
                400, f"unknown parameter {name!r}; {'one of ' + ', '.join(known) if known else 'it takes none'}"
            )
        if name not in (*NAMED, *LISTED) and len(given.getlist(name)) > 1:
            raise Refusal(400, f"{name} may be given once")


def _number(text: str, name: str, least: float, most: float) -> float:
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        raise Refusal(400, f"{name} is a number from {least:g} to {most:g}")
    return value


def _whole(text: str, name: str, least: int, most: int) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
        raise Refusal(400, f"{name} is a whole number from {least} to {most}")
    return int(text)
