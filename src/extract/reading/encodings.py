"""BYTES -> TEXT: the encoding is told by marks and by what the bytes can be; nothing else is changed.

Line breaks stay as they are, since offsets count the characters of the text as it was written. Only a byte
order mark is dropped, before the first of them.
"""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING, NamedTuple

from .records import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

WHOLE = 8_000_000
"""Bytes up to which the encoding is told by the whole file; of larger ones by their first million."""

MAX_LINE = 16_000_000
"""Characters of one line: JSON may need twelve for one character of an article."""

_FIRST = 1_000_000
_PIECE = 1 << 16
_MARKS = (  # UTF-32 first: its mark starts with that of UTF-16
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# What English and French texts hold beyond ASCII in Windows-1252, of which Latin-1 is a part.
_WESTERN = frozenset("àâäçéèêëîïôöùûüÿœæÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸŒÆñóáíúåøßÑÓÁÍÚ«»‘’‚“”„–—…€£°·•©®§\xa0")
_CONTROLS = re.compile("[\\x00-\\x08\\x0e-\\x1b\\x7f-\\x84\\x86-\\x9f\\ufffe\\uffff]")
_SAMPLE = 100_000  # characters are enough to tell text from binary data


def decode(data: bytes) -> tuple[str, str | None]:
    """Return the text of `data` without byte order mark, and a warning if it was not plain UTF-8 or UTF-16.

    Raises UnreadableError for bytes that are no text in any encoding tried.
    """
    text, _, warning = _decode(data)
    return text, warning


def _decode(data: bytes) -> tuple[str, str, str | None]:
    """Return text, encoding and warning."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, encoding, _broken(text)
    if b"\0" in data:
        return *_decode_wide(data), "read as UTF-16, although it has no byte order mark"
    warning: str | None
    try:
        text, encoding, warning = data.decode("utf-8"), "utf-8", None
    except UnicodeDecodeError:
        text, encoding, warning = _decode_other(data)
    if _is_junk(text):
        raise UnreadableError("it holds binary data, not text; convert it to a text file first")
    return text, encoding, warning


def _broken(text: str) -> str | None:
    broken = text.count("\ufffd")
    return f"has {broken} characters that could not be decoded" if broken else None


def _decode_wide(data: bytes) -> tuple[str, str]:
    """Decode UTF-16 that lacks its mark: every second byte of Western text is zero there."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    if max(even, odd) > len(data) * 0.3 and min(even, odd) < len(data) * 0.05:
        text = data.decode(encoding, "replace")
        if not _is_junk(text):
            return text, encoding
    raise UnreadableError("it holds binary data, not text; convert it to a text file first")


def _decode_other(data: bytes) -> tuple[str, str, str]:
    """Decode what is no clean UTF-8: as UTF-8 if most is sound, as Windows-1252, or as what is likely."""
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(ord(character) > 127 for character in mended) - broken > broken:
        return mended, "utf-8", f"has {broken} characters that could not be decoded"
    western = data.decode("cp1252", "replace")
    foreign = [character for character in western if ord(character) > 127]
    if sum(character in _WESTERN for character in foreign) >= 0.9 * len(foreign):
        return western, "cp1252", "is not UTF-8; read as Latin-1 (Windows-1252)"
    from charset_normalizer import from_bytes

    if (best := from_bytes(data).best()) is not None:
        return str(best), best.encoding, f"is not UTF-8; read as {best.encoding}, which may be wrong"
    return western, "cp1252", "is not UTF-8; read as Latin-1 (Windows-1252), which may be wrong"


def _is_junk(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > 0.01 * len(sample)


class Line(NamedTuple):
    """One line without its end, its number from 1; `text` is None where it is longer than `MAX_LINE`."""

    number: int
    text: str | None
    warning: str | None


def read_lines(stream: BinaryIO, *, blank: bool = True) -> Iterator[Line]:
    """Yield the lines of a text, split at each line feed, in bounded memory; empty ones only if `blank`.

    A file of at most `WHOLE` bytes is decoded as one, as `decode` does. Of a larger one each line is UTF-8 if
    it can be, else what its beginning is in. Raises UnreadableError for bytes that are no text; for a damaged
    file after the last line before the damage.
    """
    head, damage = _read_head(stream)
    if len(head) <= WHOLE:
        text, warning = decode(head)
        for number, line in _split(iter([text]), blank):
            yield Line(number, line, warning)
        if damage is not None:
            raise damage
        return
    end = head.rfind(b"\n", 0, _FIRST) + 1 or _FIRST
    _, encoding, warning = _decode(head[: end // 4 * 4 if b"\0" in head[:end] else end])  # no half characters
    by_line = encoding in (
        "utf-8",
        "utf-8-sig",
        "cp1252",
    )  # a few bytes may have told it, or one line differs
    read_as = "utf-8" if encoding == "cp1252" else encoding
    pieces = _pieces(head, stream, read_as, "surrogateescape" if by_line else "replace")
    for number, line in _split(pieces, blank):
        if not by_line:
            yield Line(number, line, warning)
        elif line is None or line.isascii():
            yield Line(number, line, None)
        else:
            yield Line(number, *_mended(line, encoding, warning))


def _read_head(stream: BinaryIO) -> tuple[bytes, UnreadableError | None]:
    """Return what is read to tell an encoding, and what ended the reading before the end."""
    pieces, length = list[bytes](), 0
    try:
        while length <= WHOLE and (piece := stream.read(min(_PIECE, WHOLE + 1 - length))):
            pieces.append(piece)
            length += len(piece)
    except UnreadableError as error:
        return b"".join(pieces), error
    return b"".join(pieces), None


def _pieces(head: bytes, stream: BinaryIO, encoding: str, errors: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)(errors)
    while head:
        yield decoder.decode(head)
        head = stream.read(_PIECE)
    yield decoder.decode(b"", final=True)


def _split(pieces: Iterator[str], blank: bool) -> Iterator[tuple[int, str | None]]:
    """Yield each line with its number; of a line that is too long no more than `MAX_LINE` is ever kept."""
    number, pending, length = 1, list[str](), 0
    for piece in pieces:
        first, *others = piece.split("\n")
        length += len(first)
        pending = [*pending, first] if length <= MAX_LINE else []
        for line in others:
            if blank or length:
                yield number, "".join(pending) if length <= MAX_LINE else None
            number, pending, length = number + 1, [line], len(line)
    yield number, "".join(pending) if length <= MAX_LINE else None


def _mended(line: str, encoding: str, warning: str | None) -> tuple[str, str | None]:
    """Return a line without the marks of bytes that are no UTF-8, and a warning if it had some."""
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        data = line.encode("utf-8", "surrogateescape")
        try:
            return (data.decode(encoding, "replace"), warning) if encoding == "cp1252" else decode(data)
        except UnreadableError:
            text = data.decode("utf-8", "replace")
            return text, _broken(text)
    return line, None
