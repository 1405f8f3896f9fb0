"""File formats: which reader reads which kind of file. The readers are in `reading/`.

A reader takes a `Stored` thing and yields one `Record` an article, or a `SkippedArticle`. Text is decoded and
not changed otherwise, since offsets count its characters; of HTML the text is what trafilatura extracts.
"""

from __future__ import annotations

import errno
import re
import sys
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO

from .reading.archives import INSIDE, read_tar, read_zip
from .reading.crawls import read_warc
from .reading.encodings import decode
from .reading.feeds import read_feed
from .reading.lines import read_any_lines, read_json_lines
from .reading.pages import read_html, read_text
from .reading.parquet import read_parquet
from .reading.records import (
    EMPTY,
    MAX_CHARACTERS,
    Record,
    SkippedArticle,
    UnreadableError,
    check_record,
)
from .reading.stored import Stored, keep_open, split_packing, unpack
from .reading.tables import read_csv, read_tsv

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = [
    "MAX_CHARACTERS",
    "READERS",
    "STDIN",
    "Record",
    "SkippedArticle",
    "UnreadableError",
    "check_record",
    "decode",
    "file_of",
    "kind_of",
    "read_file",
]

STDIN = Path("-")
"""Names standard input; a file of this name can only be given with its whole path."""

_NUMBER = re.compile(r":\d+$")  # of a line, row, entry or record


def kind_of(name: str) -> str:
    """Return the suffix by which a file is read, `.jsonl` for `wire.jsonl.gz`; "" if it cannot be read.

    >>> kind_of("wire.JSONL.gz"), kind_of("news.tgz"), kind_of("photo.jpg")
    ('.jsonl', '.tar', '')
    """
    kind = PurePath(split_packing(name)[0]).suffix.lower()
    return kind if kind in READERS else ""


def file_of(source: str) -> Path | None:
    """Return the file that the source of an article names; None if it is gone, or was standard input.

    "wire.jsonl:12" is a line of wire.jsonl, "news.zip!/a.txt" a member of news.zip.
    """
    place = _NUMBER.sub("", source)
    outer = [place[: found.start()] for found in re.finditer(re.escape(INSIDE), place)]
    for name in (source, place, *reversed(outer)):
        if name and Path(name) != STDIN and Path(name).is_file():
            return Path(name)
    return None


def read_file(path: Path) -> Iterator[Record | SkippedArticle]:
    """Yield what the file holds, by the reader its suffix asks for; whatever is in it, nothing raises.

    `STDIN` is JSON Lines or one text.
    """
    if path == STDIN:
        return _guarded(Stored("-", "stdin", _open_stdin), read_any_lines)
    return _read(Stored(str(path), path.name, lambda: path.open("rb"), is_seekable=True))


def _read(stored: Stored) -> Iterator[Record | SkippedArticle]:
    kind = kind_of(stored.name)
    if not kind:
        known = ", ".join(READERS)
        reason = (
            f"'{PurePath(stored.name).suffix}' files cannot be read; give {known}, also packed as .gz or .zst"
        )
        return iter([SkippedArticle(stored.source, reason)])
    return _guarded(stored, READERS[kind])


def _guarded(stored: Stored, reader: Reader) -> Iterator[Record | SkippedArticle]:
    """Yield what a reader yields, at least one item; what it raises is the last one."""
    is_empty = True
    try:
        for item in reader(unpack(stored)):
            is_empty = False
            yield item
    except UnreadableError as error:
        yield SkippedArticle(stored.source, f"cannot be read: {error}")
    except Exception as error:  # a parser that trips over one file must not end the run
        # EINVAL is damage: what an archive says of its members leads to a place before its beginning
        is_told = isinstance(error, OSError) and error.errno != errno.EINVAL
        reason = getattr(error, "strerror", None) if is_told else None
        if reason:
            yield SkippedArticle(stored.source, f"cannot be opened: {reason}")
        else:
            yield SkippedArticle(
                stored.source, f"cannot be read: it is damaged ({error or type(error).__name__})"
            )
    else:
        if is_empty:
            yield SkippedArticle(stored.source, EMPTY)


def _open_stdin() -> BinaryIO:
    if (stream := getattr(sys.stdin, "buffer", None)) is None:
        raise UnreadableError("there is no standard input here; give a file")
    return keep_open(stream)


def _read_zip(stored: Stored) -> Iterator[Record | SkippedArticle]:
    return read_zip(stored, _read, kind_of)


def _read_tar(stored: Stored) -> Iterator[Record | SkippedArticle]:
    return read_tar(stored, _read, kind_of)


if TYPE_CHECKING:
    Reader = Callable[[Stored], Iterator[Record | SkippedArticle]]

READERS: dict[str, Reader] = {
    ".txt": read_text,
    ".html": read_html,
    ".htm": read_html,
    ".jsonl": read_json_lines,
    ".ndjson": read_json_lines,
    ".csv": read_csv,
    ".tsv": read_tsv,
    ".parquet": read_parquet,
    ".rss": read_feed,
    ".atom": read_feed,
    ".xml": read_feed,
    ".warc": read_warc,
    ".zip": _read_zip,
    ".tar": _read_tar,
}
"""The reader of each kind of file."""
