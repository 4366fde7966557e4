"""The application: addresses → what answers them. All work on the graph is done by workers."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from faultlines.errors import FaultlinesError
from faultlines.serve import description, openapi, parameters
from faultlines.serve.limits import Limits
from faultlines.serve.negotiate import choose
from faultlines.serve.pages import editor_page
from faultlines.serve.pool import Pool, Reply
from faultlines.serve.protocol import Refusal, asked
from faultlines.serve.site import Site
from faultlines.terms import KINDS

Answer = Callable[[Request], Coroutine[Any, Any, Response]]
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_THINGS: Final = ("text/html", *description.MEDIA)


def application(
    store: Path,
    *,
    workers: int = 2,
    limits: Limits | None = None,
    origins: Sequence[str] = (),
    hosts: Sequence[str] = (),
) -> Starlette:
    """The server over a store folder.

    `origins` are those whose pages may read from it (CORS). `hosts` are the names it answers to, if not to all: so
    no page from elsewhere can read from a server on this machine by giving the machine another name.
    """
    limits = limits or Limits()
    pool = Pool(store, workers, limits)

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        with TemporaryDirectory(prefix="faultlines-") as folder:
            app.state.site = Site(pool, Path(folder))
            try:
                try:
                    await pool.start()
                except FaultlinesError as error:
                    app.state.failure = str(error)
                    raise
                yield
            finally:
                await pool.stop()

    app = Starlette(
        routes=[Route(path, _guarded(answer), methods=["GET", *more]) for path, answer, *more in _ROUTES],
        middleware=[Middleware(CORSMiddleware, allow_origins=list(origins), allow_methods=["GET", "POST"])],
        lifespan=lifespan,
    )
    app.state.pool, app.state.limits, app.state.hosts = pool, limits, tuple(hosts)
    return app


def _guarded(answer: Answer) -> Answer:
    async def guarded(request: Request) -> Response:
        try:
            hosts = request.app.state.hosts
            if hosts and (request.url.hostname or "").lower() not in hosts:
                raise Refusal(421, f"this server is {' or '.join(hosts)}")
            response = await answer(request)
        except Refusal as error:
            response = Response(f"{error}\n", error.status, media_type="text/plain")
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return guarded


async def _ask(request: Request, **work: Any) -> Reply:
    """What a worker answers; if the client goes away, the worker's time is not spent on it."""
    asking = asyncio.ensure_future(request.app.state.pool.ask(**work))
    gone = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((asking, gone), return_when=asyncio.FIRST_COMPLETED)
    finally:
        gone.cancel()
        if not asking.done():
            asking.cancel()
    await asyncio.wait((asking,))
    return (499, "text/plain", b"the client went away") if asking.cancelled() else asking.result()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _response(reply: Reply, **headers: str) -> Response:
    status, media, body = reply
    if status >= 400:
        body += b"\n"
        if status == 503:
            headers["Retry-After"] = "1"
    charset = "; charset=utf-8" if media.startswith("text/") else ""
    return Response(body, status, {**headers, "Content-Type": media + charset})


def _accept(request: Request) -> str:
    return ",".join(request.headers.getlist("accept"))


async def sparql(request: Request) -> Response:
    """The endpoint: a query, or without one what the service is."""
    limits: Limits = request.app.state.limits
    wanted = await asked(request, limits)
    if wanted is None:
        media = choose(_accept(request), ("text/html", *description.MEDIA))
        if media == "text/html":
            return RedirectResponse("./", 303)
        counts = await _counts(request)
        return Response(
            description.service(_address(request), counts, media or "text/turtle"), media_type=media or "text/turtle"
        )
    reply = await _ask(request,
        do="query",
        query=wanted.query,
        base=_address(request), accept=_accept(request), rows=limits.rows, bytes=limits.bytes,
        default_graph=wanted.default_graph, named_graphs=wanted.named_graphs,
    )  # fmt: skip
    return _response(reply, Vary="Accept")


async def void(request: Request) -> Response:
    """The data set's description."""
    media = choose(_accept(request), description.MEDIA)
    if media is None:
        raise Refusal(406, f"the description comes as {', '.join(description.MEDIA)}")
    base = str(request.base_url).rstrip("/")
    return Response(description.void(base, await _counts(request), media), media_type=media, headers={"Vary": "Accept"})


async def thing(request: Request) -> Response:
    """A thing by its address: a page for people, RDF for machines."""
    kind, name = request.path_params["kind"], request.path_params["name"]
    media = choose(_accept(request), _THINGS)
    if kind not in (*KINDS, "statement", "source"):
        raise Refusal(404, f"there are no things of kind {kind}")
    if media is None:
        raise Refusal(406, f"a thing comes as {', '.join(_THINGS)}")
    reply = await _ask(request, do="thing", id=f"{kind}:{name}", media=media)
    return _response(reply, Vary="Accept")


async def statements(request: Request) -> Response:
    """The API's list of statements."""
    given = parameters.statements(request)
    return _response(await _ask(request, do="statements", **given))


async def statement(request: Request) -> Response:
    """The API's single statement."""
    parameters.nothing(request)
    return _response(await _ask(request, do="statement", key=request.path_params["key"]))


async def actors(request: Request) -> Response:
    """The API's list of actors."""
    return _response(await _ask(request, do="actors", **parameters.page(request)))


async def actor(request: Request) -> Response:
    """The API's single actor."""
    parameters.nothing(request)
    return _response(await _ask(request, do="actor", name=request.path_params["name"]))


async def search(request: Request) -> Response:
    """The API's search."""
    return _response(await _ask(request, do="search", **parameters.search(request)))


async def names(request: Request) -> Response:
    """What the editor completes."""
    return _response(await _ask(request, do="names"))


async def question(request: Request) -> Response:
    """A named question as SPARQL, its parameters bound."""
    name, given = request.path_params["name"], dict(request.query_params)
    return _response(await _ask(request, do="question", name=name, parameters=given))


async def ontology(request: Request) -> Response:
    """The ontology: its page for people, its triples for machines."""
    media = choose(_accept(request), _THINGS)
    if media is None:
        raise Refusal(406, f"the ontology comes as {', '.join(_THINGS)}")
    if media == "text/html":
        return RedirectResponse("views/ontology.html", 303, {"Vary": "Accept"})
    return _response(await _ask(request, do="ontology", media=media), Vary="Accept")


async def api(request: Request) -> Response:
    """The API's own description."""
    return JSONResponse(openapi.document())


async def start(request: Request) -> Response:
    """The page with the editor."""
    return Response(editor_page(), media_type="text/html")


async def view(request: Request) -> Response:
    """One of the pages."""
    page = await request.app.state.site.page(request.path_params["name"])
    if page is None:
        raise Refusal(404, "there is no such page")
    return Response(page, media_type="text/html")


async def views(request: Request) -> Response:
    """The pages' index."""
    return RedirectResponse("views/index.html", 307)


async def _counts(request: Request) -> dict[str, Any]:
    status, _, body = await _ask(request, do="counts")
    if status != 200:
        raise Refusal(status, body.decode())
    counts: dict[str, Any] = json.loads(body)
    return counts


def _address(request: Request) -> str:
    return f"{str(request.base_url).rstrip('/')}/sparql"


_ROUTES: Final[tuple[tuple[Any, ...], ...]] = (
    ("/", start),
    ("/sparql", sparql, "POST"),
    ("/sparql/", sparql, "POST"),
    ("/.well-known/void", void),
    ("/id/{kind}/{name:path}", thing),
    ("/views", views),
    ("/views/{name}", view),
    ("/api/statements", statements),
    ("/api/statements/{key}", statement),
    ("/api/actors", actors),
    ("/api/actors/{name}", actor),
    ("/api/search", search),
    ("/api/names", names),
    ("/questions/{name}", question),
    ("/ontology", ontology),
    ("/openapi.json", api),
)
