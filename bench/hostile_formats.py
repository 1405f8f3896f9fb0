"""A text in a file of every format that is read, in many encodings; `PLAIN` lists the makers by suffix."""

from __future__ import annotations

import csv
import io
import json
import tarfile
import zipfile
from html import escape
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.parquet

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Entry = tuple[str, bytes]

ENCODINGS = (
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8-sig",
    "utf-16",
    "utf-16-le",
    "utf-32",
    "cp1252",
    "latin-1",
    "koi8-r",
)


def encoded(rng: Random, text: str) -> bytes:
    """Return a text in some encoding, its last bytes maybe lost, or half of it in another."""
    data = text.encode(rng.choice(ENCODINGS), rng.choice(("replace", "ignore", "xmlcharrefreplace")))
    if rng.random() < 0.1:
        data = data[: rng.randrange(len(data) + 1)]
    if rng.random() < 0.1:
        data += text[: len(text) // 2].encode(rng.choice(ENCODINGS), "replace")
    return data if "\ud800" <= max(text, default="") <= "\udfff" or rng.random() < 0.95 else surrogates(text)


def surrogates(text: str) -> bytes:
    """Return a text in UTF-8 with half characters written as they are."""
    return text.encode("utf-8", "surrogatepass")


def html(rng: Random, text: str) -> bytes:
    """Return a page around a text, as a browser would still show it."""
    body = "".join(f"<p>{escape(line, quote=False)}" for line in text.splitlines())
    head = rng.choice(
        ("", "<html lang=en>", "<!DOCTYPE html><html lang='fr'><head><title>Paris spoke</title></head>")
    )
    return encoded(rng, f"{head}<body><article>{body}</article>")


def json_lines(rng: Random, text: str) -> bytes:
    """Return lines with a text, some of them twice."""
    fields = {
        "text": text,
        "published": rng.choice(("2016-10-12", "", "9999-99-99", None)),
        "title": text[:80],
    }
    lines = [json.dumps(fields, ensure_ascii=rng.random() < 0.5)] * rng.choice((1, 1, 2))
    return surrogates("\n".join(lines))


def table(delimiter: str) -> Callable[[Random, str], bytes]:
    """Return a maker of tables with a text in one cell."""

    def make(rng: Random, text: str) -> bytes:
        stream = io.StringIO()
        writer = csv.writer(stream, delimiter=delimiter, lineterminator=rng.choice(("\n", "\r\n", "\r")))
        writer.writerows([("id", "text", "published"), ("1", text, "2016-10-12"), ("2", text[::-1], "")])
        return encoded(rng, stream.getvalue())

    return make


def parquet(rng: Random, text: str) -> bytes:
    """Return a Parquet file with a text."""
    stream, sound = io.BytesIO(), text.encode("utf-8", "replace").decode()
    columns = {"text": [sound, None, sound[:50]], "id": [1, 2, 3]}
    pyarrow.parquet.write_table(pyarrow.table(columns), stream, compression=rng.choice(("zstd", "none")))
    return stream.getvalue()


def feed(rng: Random, text: str) -> bytes:
    """Return an RSS feed with a text, sound XML or not."""
    safe = "".join(letter for letter in text if letter >= " " or letter == "\n")
    inner = rng.choice((escape(escape(safe)), f"<![CDATA[{safe}]]>", safe))
    return encoded(
        rng, f'<rss version="2.0"><channel><item><description>{inner}</description></item></channel></rss>'
    )


def warc(rng: Random, text: str) -> bytes:
    """Return a crawl of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(rng, text)
    head = b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\n"
    return head + f"Content-Length: {len(answer)}\r\n\r\n".encode() + answer + b"\r\n\r\n"


def zipped(
    *entries: Entry, mode: int = 0o100644, flags: int = 0, method: int = zipfile.ZIP_DEFLATED
) -> bytes:
    """Return a zip archive; mode, flags and method are those of all members."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries:
            info = zipfile.ZipInfo(name)
            info.external_attr, info.compress_type = mode << 16, method
            archive.writestr(info, data)
            info.flag_bits |= flags
    return stream.getvalue()


def tarred(*entries: Entry, kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    """Return a tar archive; kind and target are those of all members."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in entries:
            info = tarfile.TarInfo(name)
            info.size, info.type, info.linkname = len(data), kind, target
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


PLAIN: dict[str, Callable[[Random, str], bytes]] = {
    ".txt": encoded,
    ".html": html,
    ".jsonl": json_lines,
    ".csv": table(","),
    ".tsv": table("\t"),
    ".parquet": parquet,
    ".rss": feed,
    ".xml": feed,
    ".warc": warc,
    ".zip": lambda rng, text: zipped(("2017/a.txt", encoded(rng, text)), ("b.jsonl", json_lines(rng, text))),
    ".tar": lambda rng, text: tarred(("2017/a.txt", encoded(rng, text)), ("b.html", html(rng, text))),
}
"""How a text is put into a file of each kind."""
