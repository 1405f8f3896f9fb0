"""The web application: the result files by their fixed names, and `/sparql`."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from ..errors import CommuniqueError, QueryError
from ..graph.questions import load_question
from .negotiation import ANYTHING, DESCRIPTION, PAGE, ROWS, TRIPLES, Choice, Offer, choose, name_offers
from .protocol import Asked, RefusedError, read_request
from .query_page import FIRST_QUERY, SERVICE_DESCRIPTION, make_query_page
from .query_pool import BrokenQueryError, BusyError, StoppedError, TooSlowError
from .query_process import ResultTooLargeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from starlette.requests import Request
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from .query_pool import QueryPool

FILES = {
    "graph.html": "text/html",
    "graph.ttl": "text/turtle; charset=utf-8",
    "graph.graphml": "application/graphml+xml",
    "graph.gexf": "application/gexf+xml",
    "statements.csv": "text/csv",
    "statements.jsonl": "application/x-ndjson",
    "articles.jsonl": "application/x-ndjson",
    "report.json": "application/json",
}
"""What is shown of the folder, and nothing else; with the media type of each."""

_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",  # the folder may be built anew at any time
}
_STATUS = {
    ResultTooLargeError: 413,
    QueryError: 400,
    BusyError: 503,
    TooSlowError: 503,
    StoppedError: 503,
    BrokenQueryError: 500,
}


def make_app(folder: Path, queries: QueryPool, hosts: Iterable[str]) -> Starlette:
    """Return the application that shows the result files of a folder and hands queries to a pool.

    Requests for another host than these get 400, so that no page elsewhere can reach the graph under a name
    of its own.
    """
    routes = [Route("/", partial(_send_file, folder / "graph.html", FILES["graph.html"]))]
    routes += [Route(f"/{name}", partial(_send_file, folder / name, kind)) for name, kind in FILES.items()]
    routes.append(Route("/sparql", partial(_sparql, queries), methods=["GET", "POST"]))
    hosts_only = Middleware(TrustedHostMiddleware, allowed_hosts=list(hosts), www_redirect=False)
    return Starlette(routes=routes, middleware=[Middleware(_add_headers), hosts_only])


def _add_headers(app: ASGIApp) -> ASGIApp:
    """Wrap an application so that every response has the headers that hold for all."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        await app(scope, receive, send_with_headers)

    return wrapped


async def _send_file(path: Path, media_type: str, _: Request) -> Response:
    if not path.is_file():
        return PlainTextResponse(f"{path.name} is not in the folder that is served.\n", 404)
    return FileResponse(path, media_type=media_type)


async def _sparql(queries: QueryPool, request: Request) -> Response:
    accept = ", ".join(request.headers.getlist("accept")) or ANYTHING
    asked = Asked(None)
    try:
        asked = await read_request(request)
        response = await _respond(queries, request, asked, _preferring(accept, asked.form))
    except RefusedError as error:
        response = _refuse(accept, asked, error)
    response.headers["Vary"] = "Accept"
    return response


async def _respond(queries: QueryPool, request: Request, asked: Asked, accept: str) -> Response:
    """Return the answer to a query, or what `/sparql` shows by itself; else raise RefusedError."""
    if asked.query is None:
        return _introduce(asked, accept)
    rows, triples = choose(accept, ROWS), choose(accept, TRIPLES)
    if rows is None and triples is None:
        raise _not_acceptable((*ROWS[:-1], *TRIPLES))
    try:
        answer, data = await queries.answer(asked.query, rows, triples, request.is_disconnected)
    except ResultTooLargeError as error:
        size = f"{queries.limits.max_result / 1e6:g} MB"
        raise RefusedError(413, f"the result is larger than {size}; add LIMIT, or ask for less.") from error
    except CommuniqueError as error:
        status = _STATUS[type(error)]
        headers = {"Retry-After": "60"} if isinstance(error, BusyError) else None
        raise RefusedError(status, str(error), headers) from error
    if answer.media_type is None:
        raise _not_acceptable(ROWS if answer.kind == "rows" else TRIPLES)
    if answer.table is not None:
        return _page(*make_query_page(asked.query, answer))
    return Response(data, media_type=answer.media_type)


def _introduce(asked: Asked, accept: str) -> Response:
    """Return the page to ask on, for browsers; the description of the service for programs."""
    offers = (DESCRIPTION, PAGE)
    choice = choose(accept, offers)
    if choice is None:
        raise _not_acceptable(offers)
    if choice.offer == DESCRIPTION:
        return Response(SERVICE_DESCRIPTION, media_type=choice.media_type)
    try:
        query = FIRST_QUERY if asked.question is None else load_question(asked.question).text
    except QueryError as error:
        raise RefusedError(404, str(error)) from error
    return _page(*make_query_page(query))


def _preferring(accept: str, name: str | None) -> str:
    """Return the Accept header, or in its place the media type of the form that the request names."""
    if name is None:
        return accept
    known = {offer.name: offer.media_types[0] for offer in (*ROWS, *TRIPLES)}
    if name not in known:
        raise RefusedError(400, f"as={name} is not known; there is: {', '.join(known)}.")
    return known[name]


def _not_acceptable(offers: Sequence[Offer]) -> RefusedError:
    return RefusedError(406, f"the Accept header takes nothing that is offered: {name_offers(offers)}.")


def _refuse(accept: str, asked: Asked, error: RefusedError) -> Response:
    """Return what is wrong: as text, or on the page to a browser."""
    wants_page: Choice | None = choose(accept, ROWS)
    if wants_page is not None and wants_page.offer == PAGE:
        return _page(*make_query_page(asked.query or "", problem=error.message), error.status, error.headers)
    text = (error.message + "\n").encode(errors="replace")  # a query may hold lone surrogates
    return PlainTextResponse(text, error.status, error.headers)


def _page(page: str, policy: str, status: int = 200, headers: dict[str, str] | None = None) -> Response:
    headers = {"Content-Security-Policy": policy, **(headers or {})}
    return Response(page.encode(errors="replace"), status, headers, "text/html")
