"""File formats: each reader takes a path and yields one `Record` an article, or a `SkippedArticle`.

Text is decoded and not changed otherwise: line breaks stay as they are, since offsets count the characters of
the file. Only a byte order mark is dropped, before the first of them. Of an HTML page the text is what
trafilatura extracts.
"""

from __future__ import annotations

import codecs
import csv
import io
import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MAX_CHARACTERS = 1_000_000
"""Articles longer than this are skipped: spaCy refuses them, and no news article is a hundredth of it."""

_MAX_BYTES = 4 * MAX_CHARACTERS
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
_TOO_LONG = f"longer than {MAX_CHARACTERS:,} characters, which is no single article; split it"
_EMPTY = "is empty: there is no word in it; fill or remove it"
_DECLARED_LANGUAGE = re.compile(rb"<html[^>]*?\blang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SkippedArticle:
    """An article that was not read. `reason` is a sentence for a user: what is wrong, what to do."""

    source: str
    reason: str


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file has it: raw strings, by the field names of `ArticleMetadata`, and `text`."""

    source: str
    id: str
    fields: dict[str, str]
    warnings: tuple[str, ...] = ()


class UnreadableError(ValueError):
    """The bytes of a file are no text."""


def decode(data: bytes) -> tuple[str, str | None]:
    """Return the text of `data` without byte order mark, and a warning if it was not plain UTF-8 or UTF-16.

    Raises UnreadableError for bytes that are no text in any encoding tried.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            broken = text.count("\ufffd")
            return text, f"has {broken} characters that could not be decoded" if broken else None
    if b"\0" in data:
        return _decode_wide(data), "read as UTF-16, although it has no byte order mark"
    try:
        text, warning = data.decode("utf-8"), None
    except UnicodeDecodeError:
        text, warning = _decode_other(data)
    if _is_junk(text):
        raise UnreadableError("it holds binary data, not text; convert it to a text file first")
    return text, warning


def _decode_wide(data: bytes) -> str:
    """Decode UTF-16 that lacks its mark: every second byte of Western text is zero there."""
    even, odd = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-be" if even > odd else "utf-16-le"
    if max(even, odd) > len(data) * 0.3 and min(even, odd) < len(data) * 0.05:
        text = data.decode(encoding, "replace")
        if not _is_junk(text):
            return text
    raise UnreadableError("it holds binary data, not text; convert it to a text file first")


def _decode_other(data: bytes) -> tuple[str, str]:
    """Decode what is no clean UTF-8: as UTF-8 if most is sound, as Windows-1252, or as what is likely."""
    mended = data.decode("utf-8", "replace")
    broken = mended.count("\ufffd")
    if sum(ord(character) > 127 for character in mended) - broken > broken:
        return mended, f"has {broken} characters that could not be decoded"
    western = data.decode("cp1252", "replace")
    foreign = [character for character in western if ord(character) > 127]
    if sum(character in _WESTERN for character in foreign) >= 0.9 * len(foreign):
        return western, "is not UTF-8; read as Latin-1 (Windows-1252)"
    from charset_normalizer import from_bytes

    if (best := from_bytes(data).best()) is not None:
        return str(best), f"is not UTF-8; read as {best.encoding}, which may be wrong"
    return western, "is not UTF-8; read as Latin-1 (Windows-1252), which may be wrong"


def _is_junk(text: str) -> bool:
    sample = text[:_SAMPLE]
    return len(_CONTROLS.findall(sample)) > 0.01 * len(sample)


def read_file(path: Path) -> Iterator[Record | SkippedArticle]:
    """Yield what the file holds, by the reader its suffix asks for; whatever is in it, nothing raises."""
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        yield SkippedArticle(str(path), f"'{path.suffix}' files cannot be read; give {', '.join(READERS)}")
        return
    try:
        yield from reader(path)
    except UnreadableError as error:
        yield SkippedArticle(str(path), f"cannot be read: {error}")
    except OSError as error:
        yield SkippedArticle(str(path), f"cannot be opened: {error.strerror or error}")


def _read_text(path: Path) -> Iterator[Record | SkippedArticle]:
    if path.stat().st_size > _MAX_BYTES:
        yield SkippedArticle(str(path), _TOO_LONG)
        return
    text, warning = decode(path.read_bytes())
    yield check_record(str(path), path.stem, {"text": text}, warning)


def _read_html(path: Path) -> Iterator[Record | SkippedArticle]:
    """Yield the main text that trafilatura finds, with the metadata of the page; nothing is downloaded."""
    if path.stat().st_size > 4 * _MAX_BYTES:
        yield SkippedArticle(str(path), "is larger than any page of one article; cut it down")
        return
    data = path.read_bytes()
    if not data.strip():
        yield SkippedArticle(str(path), _EMPTY)
        return
    try:
        import trafilatura
    except ImportError as error:
        reason = f"HTML cannot be read here ({error}); run: pip install trafilatura lxml_html_clean"
        yield SkippedArticle(str(path), reason)
        return
    try:
        extracted = trafilatura.bare_extraction(
            data, with_metadata=True, include_comments=False, include_tables=False
        )
    except Exception as error:  # a parser that trips over one page must not end the run
        yield SkippedArticle(str(path), f"the page cannot be parsed ({error}); save its text as .txt")
        return
    page: dict[str, Any] = (
        extracted if isinstance(extracted, dict) else extracted.as_dict() if extracted else {}
    )
    text, title = page.get("text") or "", page.get("title")
    if not text.strip():
        yield SkippedArticle(str(path), "no article was found in the page; save its text as .txt")
        return
    if title and title not in text:  # headlines speak, so the title is read with the text
        text = f"{title}\n\n{text}"
    declared = _DECLARED_LANGUAGE.search(data[:_SAMPLE])
    fields = {
        "text": text,
        "title": title,
        "published": page.get("date"),
        "publisher": page.get("sitename"),
        "author": page.get("author"),
        "url": page.get("url"),
        "declared_language": declared and declared[1].decode(),
    }
    yield check_record(str(path), path.stem, {name: value for name, value in fields.items() if value}, None)


def _read_jsonl(path: Path) -> Iterator[Record | SkippedArticle]:
    text, warning = decode(path.read_bytes())
    yield from _read_records(path, _parse_lines(text), warning)


def _read_csv(path: Path) -> Iterator[Record | SkippedArticle]:
    text, warning = decode(path.read_bytes())
    yield from _read_records(path, parse_table(text), warning)


def _read_records(
    path: Path, rows: Iterator[tuple[int, dict[str, str] | str]], warning: str | None
) -> Iterator[Record | SkippedArticle]:
    """Yield each record; those without text are told together, since a wrong file may hold thousands."""
    without_text: list[int] = []
    for number, row in rows:
        source = f"{path}:{number}"
        if isinstance(row, str):
            yield SkippedArticle(source, row)
        elif "text" in row:
            yield check_record(source, f"{path.stem}-{number}", row, warning)
        else:
            without_text.append(number)
    if without_text:
        some = ", ".join(map(str, without_text[:5])) + (", ..." if len(without_text) > 5 else "")
        lines = f"line {some} has" if len(without_text) == 1 else f"{len(without_text)} lines ({some}) have"
        reason = f"{lines} no 'text'; name the field with the words of the article 'text'"
        yield SkippedArticle(f"{path}:{without_text[0]}", reason)


def _parse_lines(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield (line number, fields) of JSON lines; instead of a bad line, a sentence about it."""
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield number, f"line {number} is not valid JSON ({error}); write one object a line"
            continue
        if not isinstance(record, dict):
            yield number, f"line {number} is not a JSON object; write one object with 'text' a line"
            continue
        yield (
            number,
            {
                name.strip().lower(): str(value)
                for name, value in record.items()
                if value is not None and not isinstance(value, dict | list)
            },
        )


def parse_table(text: str) -> Iterator[tuple[int, dict[str, str] | str]]:
    """Yield (line number, row) of a CSV text with a header; instead of a bad row, a sentence about it.

    Comma, semicolon or tab may separate, whichever the header has most. Empty cells are left out.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # longer ones are told by check_record
    first_line = text.lstrip("\r\n").partition("\n")[0]
    delimiter = max(",;\t", key=first_line.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] = []
    while True:
        number = rows.line_num + 1
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield number, f"the row at line {number} is not valid CSV ({error}); check its quotes"
            continue
        if not any(cell.strip() for cell in row):
            continue
        if not header:
            header = [name.strip().lower() for name in row]
        elif len(row) > len(header):
            yield number, f"the row at line {number} has more cells than the header; put its text in quotes"
        else:
            yield number, {name: cell for name, cell in zip(header, row, strict=False) if cell}


def check_record(
    source: str, default_id: str, fields: dict[str, str], warning: str | None
) -> Record | SkippedArticle:
    """Return the record, or why there is no article in it."""
    text = fields["text"]
    if not any(character.isalpha() for character in text):
        return SkippedArticle(source, _EMPTY)
    if len(text) > MAX_CHARACTERS:
        return SkippedArticle(source, _TOO_LONG)
    return Record(source, fields.get("id", "").strip() or default_id, fields, (warning,) if warning else ())


READERS: dict[str, Callable[[Path], Iterator[Record | SkippedArticle]]] = {
    ".txt": _read_text,
    ".html": _read_html,
    ".htm": _read_html,
    ".jsonl": _read_jsonl,
    ".csv": _read_csv,
}
