"""Reads the requests of the SPARQL 1.1 Protocol: GET, and POST as a form or as the query itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

if TYPE_CHECKING:
    from starlette.requests import Request

MAX_REQUEST = 1_000_000  # bytes
FORM, QUERY, UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_WAYS = f"GET with ?query=, POST as {FORM} with query=, or POST as {QUERY}"


class RefusedError(Exception):
    """A request that is not answered: the HTTP status, and a message that says why and what to do."""

    def __init__(self, status: int, message: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.headers = status, message, headers or {}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request asks: a query (None: none is given), the name of a form of results that goes before the
    Accept header (`as`: clients send a `format` in words of their own), and that of a ready-made question."""

    query: str | None
    form: str | None = None
    question: str | None = None


async def read_request(request: Request) -> Asked:
    """Return what a request asks; RefusedError for one that is too large, unreadable, or wants what only an
    endpoint that can be written, or has several graphs, could do."""
    headers = request.headers
    if headers.get("sec-fetch-site") == "cross-site" and headers.get("sec-fetch-mode") != "navigate":
        raise RefusedError(
            403, "pages of other sites cannot ask here."
        )  # an <img> could keep this machine busy
    fields = _read_fields(request.url.query)
    if request.method == "POST":
        kind = headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind == UPDATE:
            raise RefusedError(403, "this endpoint is read only: it takes queries, no updates.")
        if kind not in (FORM, QUERY):
            raise RefusedError(415, f"the body is {kind or 'of no known type'}; ask with {_WAYS}.")
        body = _decode(await _read_body(request))
        fields += _read_fields(body) if kind == FORM else [("query", body)]
    return _interpret(fields, request.method == "POST")


def _interpret(fields: list[tuple[str, str]], is_post: bool) -> Asked:
    names = [name for name, _ in fields]
    if "update" in names:
        raise RefusedError(403, "this endpoint is read only: it takes query=, no update=.")
    for name in ("default-graph-uri", "named-graph-uri"):
        if name in names:
            raise RefusedError(
                400, f"{name}: there is one graph here and all of it is asked; leave this out."
            )
    if names.count("query") > 1:
        raise RefusedError(400, "there is more than one query; send one at a time.")
    if is_post and "query" not in names:
        raise RefusedError(400, f"there is no query; ask with {_WAYS}.")
    given = dict(fields)
    return Asked(given.get("query"), given.get("as"), given.get("question"))


def _read_fields(text: str) -> list[tuple[str, str]]:
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=100)
    except UnicodeDecodeError as error:
        raise RefusedError(400, "the request is not UTF-8; encode it as UTF-8.") from error
    except ValueError as error:
        raise RefusedError(400, f"the fields of the request cannot be read: {error}.") from error


def _decode(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RefusedError(400, f"the body is not UTF-8 at byte {error.start}; encode it so.") from error


async def _read_body(request: Request) -> bytes:
    """Return the body; no more of it is read than is allowed."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_REQUEST:
            raise RefusedError(413, f"the request is too large; a query has at most {MAX_REQUEST:,} bytes.")
    return bytes(body)
