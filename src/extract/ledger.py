"""What each article gave, kept in a file: a run that was stopped goes on, one on more articles reads the new.

An entry is found by all that an article is. It holds under one `fingerprint` (see `fingerprints`) only, and
while the articles before it tell the same about the people it names. SQLite keeps the file whole when a
process is killed in the middle.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import time
import zlib
from dataclasses import fields
from typing import TYPE_CHECKING, Self

import msgspec

from ..errors import OutputError
from ..model import Article, ArticleMetadata
from .statements import Extracted

if TYPE_CHECKING:
    from pathlib import Path

COMMIT_AFTER = 1.0
"""Seconds of work that a killed process loses at most."""

_TABLES = """
CREATE TABLE IF NOT EXISTS run (fingerprint TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS article (digest BLOB PRIMARY KEY, extracted BLOB NOT NULL) WITHOUT ROWID;
"""
_APART = frozenset({"source", "characters"})
"""Fields of an article that its statements do not depend on: where it lies, and what its text tells."""


def ledger_beside(file: Path) -> Path:
    """Return where the ledger of a file of statements lies: hidden beside it.

    >>> from pathlib import Path
    >>> ledger_beside(Path("output/statements.jsonl")).as_posix()
    'output/.statements.jsonl.ledger'
    """
    return file.with_name(f".{file.name}.ledger")


class Ledger:
    """An open ledger, a context manager. `find` and `keep` are for one process and thread at a time."""

    def __init__(self, path: Path, fingerprint: str, *, is_fresh: bool = False) -> None:
        """Open the ledger of a file, or begin one; entries made under another fingerprint are dropped, and if
        it shall be fresh, all.

        Raises OutputError if another run has it open, or if it cannot be written.
        """
        self.path = path
        self.used = 0
        """Articles that were not read again."""
        self._seen: set[bytes] = set()
        self._committed = time.monotonic()
        try:
            self._database = _open(path, fingerprint)
        except sqlite3.DatabaseError as error:
            if _is_locked(error):
                raise OutputError(
                    f"another run is writing beside {path}; wait for it, or choose another output"
                ) from error
            with contextlib.suppress(OSError):
                path.unlink()  # damaged: nothing is lost but time
            try:
                self._database = _open(path, fingerprint)
            except sqlite3.DatabaseError as again:
                raise OutputError(f"cannot write {path}: {again}. Choose another folder.") from again
        if is_fresh:
            self._database.execute("DELETE FROM article")

    def find(self, article: Article) -> Extracted | None:
        """Return what an article gave in an earlier run; None if it is new or was changed since."""
        key = _digest(article)
        self._seen.add(key)
        row = self._database.execute("SELECT extracted FROM article WHERE digest = ?", (key,)).fetchone()
        if row is None:
            return None
        try:
            return msgspec.msgpack.decode(zlib.decompress(row[0]), type=Extracted)
        except (zlib.error, msgspec.MsgspecError, ValueError):
            return None

    def keep(self, article: Article, extracted: Extracted) -> None:
        """Note what an article gave; it is on the disk at the latest COMMIT_AFTER seconds later."""
        packed = zlib.compress(msgspec.msgpack.encode(extracted), 1)
        self._database.execute("INSERT OR REPLACE INTO article VALUES (?, ?)", (_digest(article), packed))
        if time.monotonic() - self._committed > COMMIT_AFTER:
            self.commit()

    def commit(self) -> None:
        """Write what was kept to the disk."""
        self._database.commit()
        self._committed = time.monotonic()

    def forget_others(self) -> None:
        """Drop the entries of articles that this run did not ask for: they are gone, or were changed."""
        kept = self._database.execute("SELECT digest FROM article")
        gone = [row for row in kept if row[0] not in self._seen]
        self._database.executemany("DELETE FROM article WHERE digest = ?", gone)
        self.commit()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Write all to the disk and close; a ledger without entries leaves no file."""
        self.commit()
        is_empty = self._database.execute("SELECT 1 FROM article LIMIT 1").fetchone() is None
        self._database.close()
        if is_empty:
            with contextlib.suppress(OSError):
                self.path.unlink()


def _open(path: Path, fingerprint: str) -> sqlite3.Connection:
    database = sqlite3.connect(path, timeout=0.5, check_same_thread=False)
    try:
        database.execute("PRAGMA locking_mode = EXCLUSIVE")  # a second run on the same output is told so
        database.execute("PRAGMA synchronous = NORMAL")
        database.executescript(_TABLES)
        if database.execute("SELECT fingerprint FROM run").fetchone() != (fingerprint,):
            database.execute("DELETE FROM article")
        database.execute("DELETE FROM run")  # a write, which takes the lock
        database.execute("INSERT INTO run VALUES (?)", (fingerprint,))
        database.commit()
    except BaseException:
        database.close()
        raise
    return database


def _is_locked(error: sqlite3.Error) -> bool:
    return error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def _digest(article: Article) -> bytes:
    told = [getattr(article, each.name) for each in fields(ArticleMetadata) if each.name not in _APART]
    return hashlib.sha256(repr(told).encode("utf-8", "surrogatepass")).digest()
