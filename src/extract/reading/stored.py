"""What readers read: a file, a member of an archive, or standard input, unpacked while it is read.

Whoever unpacks what somebody else packed must not be flooded: a file of a megabyte can hold ten thousand. So
what comes out is counted and compared with what went in.
"""

from __future__ import annotations

import gzip
import io
import sys
import zipfile
import zlib
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from .records import UnreadableError

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import BinaryIO

MAX_RATIO = 200
"""Text shrinks to a third or a tenth when packed, text that repeats itself to a fiftieth."""

FREE = 16_000_000
"""Bytes that may come out of anything, however small it is: as many as a page may have."""

MAX_IN_MEMORY = 256_000_000
"""Bytes of what must be read from all sides (Parquet, zip) and is itself packed."""

_PACKED = {".gz": ("", ".gz"), ".zst": ("", ".zst"), ".tgz": (".tar", ".gz")}


@dataclass(frozen=True, slots=True)
class Stored:
    """One thing to read: `source` is how a user would find it, `name` tells by its suffix what it holds."""

    source: str
    name: str
    open: Callable[[], BinaryIO]
    is_seekable: bool = False
    """Whether `open` gives a file that can be read from all sides."""

    @property
    def stem(self) -> str:
        """The name without its suffix: what the id of an article begins with that has none of its own."""
        return PurePath(self.name).stem

    def read(self, limit: int) -> bytes | None:
        """Return all of it, or None if that is more than `limit` bytes."""
        with self.open() as stream:
            data = stream.read(limit + 1)
        return data if len(data) <= limit else None

    def seekable(self) -> BinaryIO:
        """Open it to be read from all sides; raises UnreadableError if packed and too large for that."""
        if self.is_seekable:
            return self.open()
        if (data := self.read(MAX_IN_MEMORY)) is None:
            raise UnreadableError(f"it is larger than {MAX_IN_MEMORY // 1_000_000} MB; unpack it first")
        return io.BytesIO(data)


def split_packing(name: str) -> tuple[str, str]:
    """Return a file's name without the suffix of its packing, and that suffix, "" if it is not packed.

    >>> split_packing("wire.jsonl.gz"), split_packing("news.TGZ"), split_packing("a.txt")
    (('wire.jsonl', '.gz'), ('news.tar', '.gz'), ('a.txt', ''))
    """
    suffix = PurePath(name).suffix
    if suffix.lower() not in _PACKED:
        return name, ""
    inner, packing = _PACKED[suffix.lower()]
    return name.removesuffix(suffix) + inner, packing


def unpack(stored: Stored) -> Stored:
    """Return what a packed thing holds, the `wire.jsonl` of `wire.jsonl.gz`; itself if it is not packed."""
    name, packing = split_packing(stored.name)
    if not packing:
        return stored
    return replace(stored, name=name, open=lambda: _open_packed(stored, packing), is_seekable=False)


def _open_packed(stored: Stored, packing: str) -> BinaryIO:
    meter = Meter()
    packed = io.BufferedReader(_Taken(stored.open(), meter), 1 << 16)
    unpacked = gzip.GzipFile(fileobj=packed) if packing == ".gz" else zstd.ZstdFile(packed)
    return metered(cast("BinaryIO", unpacked), meter, beside=packed)


@dataclass(slots=True)
class Meter:
    """How many bytes went into unpacking, and how many came out."""

    taken: int = 0
    given: int = 0

    @property
    def is_over(self) -> bool:
        """Whether more came out than of any text."""
        return self.given > FREE + MAX_RATIO * self.taken

    def give(self, size: int) -> None:
        """Count what came out; raises UnreadableError when it is too much."""
        self.given += size
        if self.is_over:
            raise UnreadableError(
                f"it unpacks to more than {MAX_RATIO} times its size, as no text does; "
                "unpack it yourself if you trust it"
            )


def metered(stream: BinaryIO, meter: Meter, *, beside: BinaryIO | None = None) -> BinaryIO:
    """Return the unpacked `stream` so that its bytes are counted, and damage is an UnreadableError.

    Whoever closes it closes `beside` too, what it is unpacked from.
    """
    return io.BufferedReader(_Given(stream, meter, beside), 1 << 16)


class _Given(io.RawIOBase):
    """What is unpacked, counted."""

    def __init__(self, stream: BinaryIO, meter: Meter, beside: BinaryIO | None) -> None:
        self._stream, self._meter, self._beside = stream, meter, beside

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        try:
            data = self._stream.read(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error, zstd.ZstdError, zipfile.BadZipFile) as error:
            reason = str(error).rstrip(".")
            raise UnreadableError(f"it is damaged or cut off ({reason}); get it once more") from error
        self._meter.give(len(data))
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        if self._beside is not None:
            self._beside.close()
        super().close()


class _Taken(io.RawIOBase):
    """A packed file of which the bytes are counted that were read."""

    def __init__(self, stream: BinaryIO, meter: Meter) -> None:
        self._stream, self._meter = stream, meter

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._stream.read(len(buffer))
        self._meter.taken += len(data)
        buffer[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._stream.close()
        super().close()


def keep_open(stream: BinaryIO, head: bytes = b"") -> BinaryIO:
    """Return a stream of `head` and what is left in `stream`, which stays open when this one is closed."""
    return io.BufferedReader(_Joined(head, stream))


class _Joined(io.RawIOBase):
    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if self._head:
            data, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)
