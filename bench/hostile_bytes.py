"""Bytes that are meant to break a reader: formats turned against who reads them. `EVIL` lists them."""

from __future__ import annotations

import json
import struct
import tarfile
from typing import TYPE_CHECKING

from hostile_formats import PLAIN, tarred, warc, zipped
from hostile_texts import cut_seed, sentences

from communique.extract.formats import READERS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Bytes = Callable[[Random, int], bytes]

SUFFIXES = tuple(sorted(READERS))


def nested_page(rng: Random, size: int) -> bytes:
    """Return a page of tags in tags, never closed or closed in the wrong order."""
    tags = rng.choice(
        (("div",), ("p", "b", "i"), ("table", "tr", "td"), ("ul", "li"), ("font", "a", "form", "svg"))
    )
    depth = max(3, size // 6)
    opened = "".join(
        f"<{tag} class='a'>" if rng.random() < 0.1 else f"<{tag}>" for tag in rng.choices(tags, k=depth)
    )
    closed = "".join(f"</{tag}>" for tag in rng.choices(tags, k=depth)) if rng.random() < 0.5 else ""
    return (opened + sentences(rng, 400) + closed).encode()


def many_tags(rng: Random, size: int) -> bytes:
    """Return a page of elements side by side."""
    tags = ("<p>a", "<br>b", "<div>Russia lied.</div>", "<a href=x>France said so.</a>", "<li>c", "<td>d")
    tag = rng.choice(tags)
    return (f"<body><article>{sentences(rng, 300)}" + tag * (size // 4)).encode()


def odd_page(rng: Random, size: int) -> bytes:
    """Return pieces of markup in any order."""
    pieces = (
        "<p>", "</p>", "<!--", "-->", "<script>", "</script>", "<![CDATA[", "]]>", "<?php ?>", "&amp;",
        "&#0;", "&#x110000;", "&", "<", ">", "<a href='javascript:x'>", "<img src=", "<meta charset=utf-7>",
        "<title>", "<base href=x>", "<svg>", "<math>", "<template>", "<plaintext>", "<noscript>", "<iframe>",
        "<p lang=fr>", "\0", "Russia lied, France said. ",
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
        "[" * depth, '{"text":' * depth, '{"text": ' + "9" * size + "}", '{"text": NaN}',
        '{"text": "a"' + "," * size,
        '{"text": ["a"], "text": {"name": 1}}', '"' * size, '{"text": "\\ud800 France spoke."}',
        "{}" * size, "null",
        json.dumps({"text": "Paris spoke to Berlin.", **{f"k{n}": n for n in range(size // 10)}}),
        json.dumps({"text": "Paris spoke to Berlin.", "title": "T" * size, "id": "../" * 9,
        "language": "x" * size}),
        json.dumps({"text": "Paris lied.", "published": "1" * size, "url": "javascript:alert(1)",
        "author": [[]] * 9}),
        json.dumps({"text": "Paris lied.", "published": -1e308, "publisher": {"name": {"name": []}},
        "id": "\0\n\r"}),
    )  # fmt: skip
    return "\n".join(rng.choices(lines, k=rng.randint(1, 6))).encode()


def odd_table(rng: Random, size: int) -> bytes:
    """Return cells, quotes and ends of lines in any order, with a header or without."""
    header = rng.choice(
        ("", "text\n", "id,text\n", "text,text,text\n", "," * size + "\n", "body;date\n", '"text\n')
    )
    cells = ('"', '""', ",", ";", "\t", "\n", "\r", "\r\n", "Paris spoke.", "\0", "\\", "'", "é", " ")
    return (header + "".join(rng.choices(cells, k=max(1, size // 2)))).encode()


def odd_feed(rng: Random, size: int) -> bytes:
    """Return pieces of feeds in any order."""
    pieces = (
        "<rss version='2.0'>", "<channel>", "<item>", "<title>", "</title>", "<description>",
        "</description>", "</item>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>", "<entry>", "<content type='xhtml'>", "</content>",
        "<link href='x'/>",
        "<content type='application/octet-stream' mode='base64'>", "<pubDate>", "&lt;p&gt;", "&bad;",
        "]]>", "Paris lied.",
        "<updated>9999</updated>", "<a:b>", "<content:encoded>", "</content:encoded>", "<!DOCTYPE r>",
        "<?xml?>", "\0",
    )  # fmt: skip
    return ("<rss version='2.0'><channel>" + "".join(rng.choices(pieces, k=max(1, size // 12)))).encode()


def odd_crawl(rng: Random, size: int) -> bytes:
    """Return records of a crawl with wrong lengths, kinds and headers."""
    record = warc(rng, sentences(rng, size))
    length = rng.choice(
        (b"Content-Length: 0", b"Content-Length: -5", b"Content-Length: 9" + b"9" * 30, b"X: y")
    )
    wrong = record.replace(b"Content-Length: ", length + b"\r\nX-Was: ", 1)
    spoiled = (wrong, record.replace(b"\r\n", b"\n"), record.replace(b"200 OK", b"999"),
    b"WARC/1.0\r\n" + record,
               record.replace(b"text/html",
               b"text/html\r\nContent-Encoding: gzip\r\nTransfer-Encoding: chunked"))  # fmt: skip
    return b"".join(rng.choices((record, *spoiled), k=rng.randint(1, 4)))


def names(rng: Random) -> str:
    """Return a member's name that leads somewhere else, or is odd."""
    return rng.choice(
        ("../up.txt", "x/../../up.txt", "/etc/up.txt", "..\\up.txt", "C:\\up.txt", "\\\\host\\up.txt",
         "./a.txt", "a/./b.txt",
         ".hidden.txt", "__MACOSX/._a.txt", "a\nb.txt", "a!/b.txt", "a.txt:12", "é" * 120 + ".txt",
         "a.zip", "b.tgz",
         "articles.csv", " .txt", "a.TXT", "~/a.txt", "a" * 9000 + ".txt", "x/" * 500 + "a.txt",
         "\u202etxt.a.txt")
    )  # fmt: skip


def odd_zip(rng: Random, size: int) -> bytes:
    """Return a zip archive that nobody should trust."""
    entries = [(names(rng), sentences(rng, min(size, 500)).encode()) for _ in range(rng.randint(1, 5))]
    entries.append(("articles.csv", b'file,published\n../x.txt,2016\na.txt,1\n"\n'))
    data = zipped(
        *entries, mode=rng.choice((0o100644, 0o120777, 0o10644, 0)), flags=rng.choice((0, 0, 1, 0x800))
    )
    if rng.random() < 0.3:  # sizes and places in the directory that are not true
        at = data.rfind(b"PK\x01\x02") + rng.randrange(10, 46)
        data = data[:at] + struct.pack("<I", rng.choice((0, 1, 0x7FFFFFFF, 0xFFFFFFFF))) + data[at + 4 :]
    return data


def odd_tar(rng: Random, size: int) -> bytes:
    """Return a tar archive that nobody should trust."""
    kinds = (tarfile.REGTYPE, tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE,
    tarfile.GNUTYPE_SPARSE,
             tarfile.XHDTYPE, tarfile.GNUTYPE_LONGNAME, b"Z")  # fmt: skip
    inside = tarred(
        (names(rng), sentences(rng, min(size, 500)).encode()), kind=rng.choice(kinds), target="/etc/passwd"
    )
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
    starts = (
        b"",
        b"PK\x03\x04",
        b"\x1f\x8b\x08",
        b"(\xb5/\xfd",
        b"PAR1",
        b"WARC/1.0\r\n",
        b"<?xml ",
        b"\xff\xfe",
        b"%PDF-1.7",
    )
    return rng.choice(starts) + rng.randbytes(rng.choice((0, 1, 7, size)))


EVIL: dict[str, tuple[tuple[str, ...], Bytes]] = {
    "tags in tags": ((".html", ".htm"), nested_page),
    "tags beside tags": ((".html",), many_tags),
    "markup in any order": ((".html",), odd_page),
    "XML entities": ((".xml", ".rss", ".atom"), entities),
    "JSON of odd shapes": ((".jsonl", ".ndjson"), nested_json),
    "cells and quotes": ((".csv", ".tsv"), odd_table),
    "feeds in any order": ((".rss", ".atom", ".xml"), odd_feed),
    "crawls with wrong heads": ((".warc",), odd_crawl),
    "zip not to be trusted": ((".zip",), odd_zip),
    "tar not to be trusted": ((".tar",), odd_tar),
    "bombs": ((".zip",), bomb),
    "any bytes": (SUFFIXES, any_bytes),
    "nothing": (SUFFIXES, lambda rng, _: rng.choice((b"", b"\n", b" ", b"\xef\xbb\xbf", b"\0"))),
}
"""Files that are evil as such: their suffixes, and their bytes."""
