"""Files that are meant to break a reader, by kind, and texts of `bench/hostile_texts.py` in files of every sort.

`write_input` writes one input, drawn by a seed: a file, a folder, a link or a named pipe.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import struct
import tarfile
import zipfile
from html import escape
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.parquet
from hostile_texts import SEEDS, TEXTS, cut_seed, seed_texts, sentences

from communique.extract.formats import READERS
from communique.extract.reading.stored import zstd

if TYPE_CHECKING:
    from collections.abc import Callable

    Bytes = Callable[[Random, int], bytes]
    Entry = tuple[str, bytes]

ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "koi8-r")
SUFFIXES = sorted(READERS)


# -------------------------------------------------------------------------------------- a text in a file


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
    head = rng.choice(("", "<html lang=en>", "<!DOCTYPE html><html lang='fr'><head><title>Paris spoke</title></head>"))
    return encoded(rng, f"{head}<body><article>{body}</article>")


def json_lines(rng: Random, text: str) -> bytes:
    """Return lines with a text, some of them twice."""
    fields = {"text": text, "published": rng.choice(("2016-10-12", "", "9999-99-99", None)), "title": text[:80]}
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
    return encoded(rng, f'<rss version="2.0"><channel><item><description>{inner}</description></item></channel></rss>')


def warc(rng: Random, text: str) -> bytes:
    """Return a crawl of one page."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + html(rng, text)
    head = f"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http; msgtype=response\r\nContent-Length: "
    return head.encode() + str(len(answer)).encode() + b"\r\n\r\n" + answer + b"\r\n\r\n"


def zipped(*entries: Entry, mode: int = 0o100644, flags: int = 0, method: int = zipfile.ZIP_DEFLATED) -> bytes:
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


# ------------------------------------------------------------------------------------- files that are evil


def nested_page(rng: Random, size: int) -> bytes:
    """Return a page of tags in tags, never closed or closed in the wrong order."""
    tags = rng.choice((("div",), ("p", "b", "i"), ("table", "tr", "td"), ("ul", "li"), ("font", "a", "form", "svg")))
    depth = max(3, size // 6)
    opened = "".join(f"<{tag} class='a'>" if rng.random() < 0.1 else f"<{tag}>" for tag in rng.choices(tags, k=depth))
    closed = "".join(f"</{tag}>" for tag in rng.choices(tags, k=depth)) if rng.random() < 0.5 else ""
    return (opened + sentences(rng, 400) + closed).encode()


def odd_page(rng: Random, size: int) -> bytes:
    """Return pieces of markup in any order."""
    pieces = (
        "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "<![CDATA[", "]]>", "<?php ?>", "&amp;", "&#0;", "&#x110000;",
        "&", "<", ">", "<a href='javascript:x'>", "<img src=", "<meta charset=utf-7>", "<title>", "<base href=x>", "<svg>",
        "<math>", "<template>", "<plaintext>", "<noscript>", "<iframe>", "<p lang=fr>", "\0", "Russia lied, France said. ",
    )  # fmt: skip
    return "".join(rng.choices(pieces, k=max(1, size // 8))).encode()


def entities(rng: Random, size: int) -> bytes:
    """Return a feed whose entities grow, point to files or to each other."""
    steps = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    heads = (steps, '<!ENTITY a11 SYSTEM "file:///etc/passwd">', '<!ENTITY % p SYSTEM "x"> %p;',
             f'<!ENTITY a11 "{"a" * size}">', '<!ENTITY a11 "&b;"><!ENTITY b "&a11;">')  # fmt: skip
    start = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a0 "lol">{rng.choice(heads)}]>'
    text = f'{start}<rss version="2.0"><channel><item><title>{"&a11;" * 9}</title></item></channel></rss>'
    return text.encode(rng.choice(("utf-8", "utf-16", "utf-16-be", "utf-32")))


def nested_json(rng: Random, size: int) -> bytes:
    """Return lines that are no JSON, or JSON of odd shapes."""
    depth = max(2, size // 2)
    lines = (
        "[" * depth, '{"text":' * depth, '{"text": ' + "9" * size + "}", '{"text": NaN}', '{"text": "a"' + "," * size,
        '{"text": ["a"], "text": {"name": 1}}', '"' * size, '{"text": "\\ud800 France spoke."}', "{}" * size, "null",
        json.dumps({"text": "Paris spoke to Berlin.", **{f"k{n}": n for n in range(size // 10)}}),
        json.dumps({"text": "Paris spoke to Berlin.", "title": "T" * size, "id": "../" * 9, "language": "x" * size}),
        json.dumps({"text": "Paris lied.", "published": "1" * size, "url": "javascript:alert(1)", "author": [[]] * 9}),
        json.dumps({"text": "Paris lied.", "published": -1e308, "publisher": {"name": {"name": []}}, "id": "\0\n\r"}),
    )  # fmt: skip
    return "\n".join(rng.choices(lines, k=rng.randint(1, 6))).encode()


def odd_table(rng: Random, size: int) -> bytes:
    """Return cells, quotes and ends of lines in any order, with a header or without."""
    header = rng.choice(("", "text\n", "id,text\n", "text,text,text\n", "," * size + "\n", "body;date\n", '"text\n'))
    cells = ('"', '""', ",", ";", "\t", "\n", "\r", "\r\n", "Paris spoke.", "\0", "\\", "'", "é", " ")
    return (header + "".join(rng.choices(cells, k=max(1, size // 2)))).encode()


def odd_feed(rng: Random, size: int) -> bytes:
    """Return pieces of feeds in any order."""
    pieces = (
        "<rss version='2.0'>", "<channel>", "<item>", "<title>", "</title>", "<description>", "</description>", "</item>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='xhtml'>", "</content>", "<link href='x'/>",
        "<content type='application/octet-stream' mode='base64'>", "<pubDate>", "&lt;p&gt;", "&bad;", "]]>", "Paris lied.",
        "<updated>9999</updated>", "<a:b>", "<content:encoded>", "</content:encoded>", "<!DOCTYPE r>", "<?xml?>", "\0",
    )  # fmt: skip
    return ("<rss version='2.0'><channel>" + "".join(rng.choices(pieces, k=max(1, size // 12)))).encode()


def odd_crawl(rng: Random, size: int) -> bytes:
    """Return records of a crawl with wrong lengths, kinds and headers."""
    record = warc(rng, sentences(rng, size))
    length = rng.choice((b"Content-Length: 0", b"Content-Length: -5", b"Content-Length: 9" + b"9" * 30, b"X: y"))
    wrong = record.replace(b"Content-Length: ", length + b"\r\nX-Was: ", 1)
    spoiled = (wrong, record.replace(b"\r\n", b"\n"), record.replace(b"200 OK", b"999"), b"WARC/1.0\r\n" + record,
               record.replace(b"text/html", b"text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"))  # fmt: skip
    return b"".join(rng.choices((record, *spoiled), k=rng.randint(1, 4)))


def names(rng: Random) -> str:
    """Return a member's name that leads somewhere else, or is odd."""
    return rng.choice(
        ("../up.txt", "x/../../up.txt", "/etc/up.txt", "..\\up.txt", "C:\\up.txt", "\\\\host\\up.txt", "./a.txt", "a/./b.txt",
         ".hidden.txt", "__MACOSX/._a.txt", "a\nb.txt", "a!/b.txt", "a.txt:12", "é" * 120 + ".txt", "a.zip", "b.tgz",
         "articles.csv", " .txt", "a.TXT", "~/a.txt", "a" * 9000 + ".txt", "x/" * 500 + "a.txt", "\u202etxt.a.txt")
    )  # fmt: skip


def odd_zip(rng: Random, size: int) -> bytes:
    """Return a zip archive that nobody should trust."""
    entries = [(names(rng), sentences(rng, min(size, 500)).encode()) for _ in range(rng.randint(1, 5))]
    entries.append(("articles.csv", b"file,published\n../x.txt,2016\na.txt,1\n\"\n"))
    data = zipped(*entries, mode=rng.choice((0o100644, 0o120777, 0o10644, 0)), flags=rng.choice((0, 0, 1, 0x800)))
    if rng.random() < 0.3:  # sizes and places in the directory that are not true
        at = data.rfind(b"PK\x01\x02") + rng.randrange(10, 46)
        data = data[:at] + struct.pack("<I", rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF))) + data[at + 4 :]
    return data


def odd_tar(rng: Random, size: int) -> bytes:
    """Return a tar archive that nobody should trust."""
    kinds = (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.GNUTYPE_SPARSE,
             tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, b"Z")  # fmt: skip
    inside = tarred((names(rng), sentences(rng, min(size, 500)).encode()), kind=rng.choice(kinds), target="/etc/passwd")
    return rng.choice((inside, tarred(("a.txt", b"Paris spoke to Berlin.")) + inside, inside[:-1024] * 3))


def bomb(rng: Random, size: int) -> bytes:
    """Return a zip archive that unpacks to a thousand times its size, or whose members are the same bytes."""
    blank = rng.choice((b" ", b"\n", b'"', b"a ", b"[")) * (size * 200)
    data = zipped(("a.jsonl", blank), ("b.txt", b"Paris spoke to Berlin."))
    return data if rng.random() < 0.7 else zipped(("c.zip", data), ("a.jsonl", data * 3))


def damaged(rng: Random, size: int) -> tuple[str, bytes]:
    """Return a sound file of any kind with bytes changed, lost, doubled or put before it."""
    suffix = rng.choice(list(PLAIN))
    data = bytearray(PLAIN[suffix](rng, cut_seed(rng, min(size, 4000))))
    for _ in range(rng.randint(0, 8)):
        if data:
            data[rng.randrange(len(data))] = rng.randrange(256)
    way = rng.randrange(4)
    cut = rng.randrange(len(data) + 1)
    return suffix, bytes((data[:cut], data[cut:], data + data[cut:], rng.randbytes(9) + data)[way])


def any_bytes(rng: Random, size: int) -> bytes:
    """Return bytes without a meaning, maybe behind the first bytes of some format."""
    starts = (b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"(\xb5/\xfd", b"PAR1", b"WARC/1.0\r\n", b"<?xml ", b"\xff\xfe", b"%PDF-1.7")
    return rng.choice(starts) + rng.randbytes(rng.choice((0, 1, 7, size)))


EVIL: dict[str, tuple[tuple[str, ...], Bytes]] = {
    "tags in tags": ((".html", ".htm"), nested_page),
    "markup in any order": ((".html",), odd_page),
    "XML entities": ((".xml", ".rss", ".atom"), entities),
    "JSON of odd shapes": ((".jsonl", ".ndjson"), nested_json),
    "cells and quotes": ((".csv", ".tsv"), odd_table),
    "feeds in any order": ((".rss", ".atom", ".xml"), odd_feed),
    "crawls with wrong heads": ((".warc",), odd_crawl),
    "zip not to be trusted": ((".zip",), odd_zip),
    "tar not to be trusted": ((".tar",), odd_tar),
    "bombs": ((".zip",), bomb),
    "any bytes": (tuple(SUFFIXES), any_bytes),
    "nothing": (tuple(SUFFIXES), lambda rng, _: rng.choice((b"", b"\n", b" ", b"\xef\xbb\xbf", b"\0"))),
}
"""Files that are evil as such: their suffixes, and their bytes."""


# ---------------------------------------------------------------------------------- what is no plain file


def link(rng: Random, path: Path) -> Path:
    """Make a link: to nothing, to itself, to a device, out of the folder, or to a sound file."""
    target = rng.choice(("gone.txt", path.name, "/dev/zero", "/dev/null", "/root/x", str(next(SEEDS.glob("*.txt")))))
    path.symlink_to(target)
    return path


def pipe(_: Random, path: Path) -> Path:
    """Make a named pipe, from which nobody ever writes."""
    os.mkfifo(path)
    return path


def odd_name(rng: Random, path: Path) -> Path:
    """Write a file under a name in no encoding, or with marks that mean something elsewhere."""
    name = rng.choice((b"caf\xe9", b"\xff\xfe", b"a\nb", b"-o", b"a!", b"a.txt!", "\u202ea".encode(), b"x" * 240, b"a:12", b"~"))
    folder = path.with_suffix(".d")
    folder.mkdir()
    file = Path(os.fsdecode(os.fsencode(folder) + b"/" + name + b".txt"))
    file.write_text(cut_seed(rng, 300) + "Paris spoke.", "utf-8")
    return rng.choice((folder, file))


def folder(rng: Random, path: Path) -> Path:
    """Make a folder: deep, round in a circle, or with an `articles.csv` that tells nonsense of its files."""
    path = path.with_suffix(".d")
    inner = path.joinpath(*["x"] * rng.choice((1, 1, 40)))
    inner.mkdir(parents=True)
    (inner / "round").symlink_to(path)
    (inner / "a.txt").write_bytes(encoded(rng, seed_texts()[rng.randrange(5)][:600]))
    (inner / "articles.csv").write_bytes(rng.choice((b"file,text,id\na.txt,x,y\n../a.txt,,\n", odd_table(rng, 300))))
    if rng.random() < 0.3:
        (inner / "a.txt").chmod(0)
    return path


ODD: dict[str, Callable[[Random, Path], Path]] = {
    "links": link,
    "named pipes": pipe,
    "odd names": odd_name,
    "folders": folder,
}
KINDS = (*TEXTS, *EVIL, *ODD, "damaged files")
"""All kinds of input."""


def write_input(kind: str, seed: int, at: Path, size: int) -> Path:
    """Write one input of a kind and about a size beside `at` and return where it is, always the same one."""
    rng = Random(f"{kind}/{seed}")
    if kind in ODD:
        return ODD[kind](rng, at.with_suffix(".txt"))
    if kind == "damaged files":
        suffix, data = damaged(rng, size)
    elif kind in EVIL:
        suffix, data = rng.choice(EVIL[kind][0]), EVIL[kind][1](rng, size)
    else:
        text = TEXTS[kind](rng, size)
        suffix = ".txt" if rng.random() < 0.5 else rng.choice(list(PLAIN))
        data = PLAIN[suffix](rng, text)
    packing = rng.choice(("", "", "", "", ".gz", ".zst"))
    packed = {"": data, ".gz": gzip.compress(data, 1), ".zst": zstd.compress(data)}[packing]
    path = at.with_name(f"{at.name}{suffix}{packing}")
    path.write_bytes(packed)
    return path
