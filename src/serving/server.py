"""Serves a folder on this machine until Ctrl-C: checks it, takes the port, runs the application."""

from __future__ import annotations

import errno
import ipaddress
import signal
import socket
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NoReturn

import uvicorn
from rich.markup import escape

from ..errors import CommuniqueError
from .app import make_app
from .query_pool import Limits, open_query_pool

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rich.console import Console

    from .query_pool import QueryPool

TURTLE = "graph.ttl"
LOCAL = ("localhost", "127.0.0.1", "[::1]")
PATIENCE = 3  # seconds for responses under way when the server stops


def serve(folder: Path, host: str, port: int, *, timeout: float, output: Console, notes: Console) -> None:
    """Serve the result files of a folder until Ctrl-C, SIGTERM or SIGHUP. Port 0 is any free one; a query may
    take `timeout` seconds.

    The addresses are told to `output`, warnings to `notes`. Raises CommuniqueError for a folder without a
    graph, a port or address that cannot be taken, and what `open_query_pool` raises.
    """
    turtle = folder / TURTLE
    if not turtle.is_file():
        what = f"holds no {TURTLE}" if folder.is_dir() else "does not exist"
        raise CommuniqueError(f"{folder} {what}. Make it with: communique build PATH -o {folder}")
    try:
        with _ending_on_signals(), _listen(host, port) as listening:
            hosts = _name_hosts(host, listening)
            if not _address(listening).is_loopback:
                told = f"anybody on the network can read the graph. It is answered for: {', '.join(hosts)}"
                notes.print(f"[yellow]warning[/] {escape(told)}", highlight=False, soft_wrap=True)
            with open_query_pool(turtle, Limits(timeout=timeout)) as queries:
                name = f"[{host}]" if ":" in host else host
                address = f"http://{name}:{listening.getsockname()[1]}/"
                told = f"The graph: {address}\nSPARQL:    {address}sparql\nCtrl-C stops it."
                output.print(escape(told), highlight=False, soft_wrap=True)
                config = uvicorn.Config(
                    make_app(folder, queries, hosts),
                    log_level="error",
                    access_log=False,
                    server_header=False,
                    loop="asyncio",
                    http="h11",
                    ws="none",
                    lifespan="off",
                    timeout_graceful_shutdown=PATIENCE,
                )
                server = _Server(config, queries)
                if hasattr(signal, "SIGHUP"):  # uvicorn itself takes SIGINT and SIGTERM only
                    signal.signal(signal.SIGHUP, server.handle_exit)
                server.run(sockets=[listening])
    except KeyboardInterrupt:
        pass
    output.print("stopped")


class _Server(uvicorn.Server):
    """A server that stops the queries first when it stops, so that their requests do not hold it up."""

    def __init__(self, config: uvicorn.Config, queries: QueryPool) -> None:
        super().__init__(config)
        self._queries = queries

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stop the queries, then the server."""
        self._queries.stop_queries()
        await super().shutdown(sockets)


@contextmanager
def _ending_on_signals() -> Iterator[None]:
    """Let SIGTERM and SIGHUP end the server as Ctrl-C does, so that nothing stays behind."""

    def interrupt(*_: object) -> NoReturn:
        raise KeyboardInterrupt

    names = [name for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), interrupt) for name in names}
    try:
        yield
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens at the first address of a host; CommuniqueError says why there is none."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        return socket.create_server((str(address[0]), port), family=family)
    except (socket.gaierror, UnicodeError) as error:
        raise CommuniqueError(f"--host {host} is no address of this machine: {error}") from error
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise CommuniqueError(
                f"port {port} of {host} is taken. Choose another with --port, or let one be chosen: --port 0"
            ) from error
        if error.errno == errno.EACCES:
            raise CommuniqueError(f"port {port} needs an administrator; choose one above 1023.") from error
        raise CommuniqueError(f"cannot listen at {host}, port {port}: {error.strerror}") from error


def _address(listening: socket.socket) -> ipaddress.IPv4Address | ipaddress.IPv6Address:
    return ipaddress.ip_address(listening.getsockname()[0].partition("%")[0])


def _name_hosts(host: str, listening: socket.socket) -> list[str]:
    """Return the names that a request may call the server by: this machine, the given host and its address;
    where it listens at all addresses also the name of the machine and the addresses known by it."""
    address = _address(listening)
    names = [*LOCAL, host, str(address)]
    if address.is_unspecified:
        own = socket.gethostname()
        names += [own, f"{own}.local"]
        with suppress(OSError):
            names += [str(found[4][0]) for found in socket.getaddrinfo(own, None)]
    return list(dict.fromkeys(f"[{name}]" if ":" in name and name[0] != "[" else name for name in names))
