"""What is meant to break a reader, or came broken: skipped quickly, in little memory, with its reason."""

from __future__ import annotations

import gzip
import io
import json
import os
import socket
import struct
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique import pipeline
from communique.extract.articles import SkippedArticle, read_articles
from communique.extract.formats import READERS
from communique.extract.reading.records import reason_in_general
from communique.extract.reading.stored import zstd
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

ENGLISH = "Germany urged Turkey on Friday to release the journalists it is holding in Istanbul.\n"
LINE = json.dumps({"text": ENGLISH}).encode() + b"\n"
MEGABYTE = 1_000_000


def read(path: Path, language: str | None = "en") -> tuple[list[str], list[str]]:
    found = list(read_articles([path], language=language))
    texts = [item.text for item in found if isinstance(item, Article)]
    return texts, [item.reason for item in found if isinstance(item, SkippedArticle)]


def write(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def parquet(*texts: str) -> bytes:
    stream = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), stream, compression="zstd")
    return stream.getvalue()


def zip_of(name: str, data: bytes, *, mode: int = 0o100644, flags: int = 0, method: int = 8) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("first.txt", ENGLISH)
        info = zipfile.ZipInfo(name)
        info.external_attr = mode << 16
        info.compress_type = method
        archive.writestr(info, data)
        info.flag_bits |= flags  # in the central directory, which is written last
    return stream.getvalue()


def tar_of(name: str, data: bytes = b"", kind: bytes = tarfile.REGTYPE, target: str = "") -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for each, content, of_kind in (("first.txt", ENGLISH.encode(), tarfile.REGTYPE), (name, data, kind)):
            info = tarfile.TarInfo(each)
            info.size, info.type, info.linkname = len(content), of_kind, target
            archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


SECRET = "secret.txt"
OUT, LINK = "leads out of the archive", "is a link inside an archive"

MEMBERS = [
    ("a.zip", zip_of("../up.txt", ENGLISH.encode()), OUT),
    ("a.zip", zip_of("x/../../up.txt", ENGLISH.encode()), OUT),
    ("a.zip", zip_of("/abs.txt", ENGLISH.encode()), OUT),
    ("a.zip", zip_of("..\\up.txt", ENGLISH.encode()), OUT),
    ("a.zip", zip_of("C:\\up.txt", ENGLISH.encode()), OUT),
    ("a.zip", zip_of("l.txt", SECRET.encode(), mode=0o120777), LINK),
    ("a.zip", zip_of("x.zip", zip_of("y.txt", ENGLISH.encode())), "archive inside an archive"),
    ("a.zip", zip_of("x.tgz", b""), "archive inside an archive"),
    ("a.zip", zip_of("x.txt", ENGLISH.encode(), flags=1), "is encrypted"),
    ("a.zip", zip_of("x.txt", ENGLISH.encode(), method=zipfile.ZIP_LZMA), "(method 14)"),
    ("a.tar", tar_of("../up.txt", ENGLISH.encode()), OUT),
    ("a.tar", tar_of("/abs.txt", ENGLISH.encode()), OUT),
    ("a.tar", tar_of("l.txt", kind=tarfile.SYMTYPE, target=SECRET), LINK),
    ("a.tar", tar_of("l.txt", kind=tarfile.LNKTYPE, target="first.txt"), LINK),
    ("a.tar", tar_of("l.txt", kind=tarfile.FIFOTYPE), "no regular file"),
    ("a.tar", tar_of("l.txt", kind=tarfile.CHRTYPE), "no regular file"),
    ("a.tar", tar_of("l.txt", kind=tarfile.GNUTYPE_SPARSE), "no regular file"),
    ("a.tar", tar_of("x.tar", tar_of("y.txt")), "archive inside an archive"),
    ("a.tar", tar_of("x.txt", ENGLISH.encode() * 200)[:9000], "damaged"),
]


@pytest.mark.parametrize(("name", "data", "reason"), MEMBERS)
def test_members_that_are_not_read(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    write(tmp_path / SECRET, b"The secret.")
    (tmp_path / "in").mkdir()
    before = sorted(tmp_path.rglob("*"))
    file = write(tmp_path / "in" / name, data)
    texts, reasons = read(file)
    assert texts == [ENGLISH]
    assert all(reason in each for each in reasons)
    assert len(reasons) == 1 + (reason == "damaged")  # of the member, and of the archive
    assert sorted(tmp_path.rglob("*")) == sorted([*before, file])  # nothing is written anywhere


# ----------------------------------------------------------------------------------------------------- floods

SPACES = b" " * 64_000_000
BOMBS = r"""
import gzip, io, tarfile, zipfile, sys, struct, zlib
from pathlib import Path
from communique.extract.reading.stored import zstd
import pyarrow, pyarrow.parquet
folder, line = Path(sys.argv[1]), sys.argv[2].encode() + b"\n"
blank = b" " * 64_000_000
gz, zs = gzip.compress(blank), zstd.compress(blank)
for name in ("a.jsonl", "b.csv", "c.txt", "d.html", "e.rss", "f.warc", "g.parquet"):
    first = b"WARC/1.0\r\n" if "warc" in name else line
    (folder / (name + ".gz")).write_bytes(gzip.compress(first) + gz * 160)  # ten thousand megabytes
    (folder / (name + ".zst")).write_bytes(zstd.compress(first) + zs * 160)
(folder / "lines.jsonl.gz").write_bytes(gzip.compress(line) + gzip.compress(b"\n" * 64_000_000) * 160)
for kind, name in ((tarfile.REGTYPE, "x.jsonl"), (tarfile.XHDTYPE, "x"), (tarfile.GNUTYPE_LONGNAME, "x")):
    head = tarfile.TarInfo(name)
    head.size, head.type = 7_680_000_000, kind
    (folder / f"h{kind[0]}.tgz").write_bytes(gzip.compress(head.tobuf(tarfile.GNU_FORMAT)) + gz * 160)
with zipfile.ZipFile(folder / "i.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for number in range(4):
        archive.writestr(f"{number}.jsonl", blank * 2)
with zipfile.ZipFile(folder / "j.zip", "w", zipfile.ZIP_DEFLATED) as archive:  # the same bytes many times
    archive.writestr("0.jsonl", b" " * 3_000_000)
    archive.filelist += archive.filelist * 5000
write = pyarrow.parquet.write_table
write(pyarrow.table({"text": ["Ankara spoke. " * 60_000] * 300}), folder / "k.parquet")
write(pyarrow.table({"text": ["a" * 400_000_000]}), folder / "l.parquet", compression="zstd")
texts = pyarrow.DictionaryArray.from_arrays(pyarrow.array([0] * 100_000), ["Ankara spoke. " * 60_000])
write(pyarrow.table({"text": texts}), folder / "m.parquet")
"""
READ = r"""
import json, sys, time
from pathlib import Path
from communique.extract.articles import read_articles

def peak_megabytes():
    # ru_maxrss begins with what the parent had; this does not
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), 0)

for path in sorted(Path(sys.argv[1]).iterdir()):
    started = time.process_time()
    found = list(read_articles([path], language="en"))
    reasons = [item.reason for item in found if hasattr(item, "reason")]
    print(json.dumps([path.name, reasons[-1:], len(found), time.process_time() - started, peak_megabytes()]))
"""


def python(code: str, *arguments: str | Path) -> str:
    result = subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_what_unpacks_to_thousands_of_megabytes_is_skipped(tmp_path: Path) -> None:
    """One of each, in a process of its own, whose memory shows the largest."""
    python(BOMBS, tmp_path, LINE.decode().strip())
    assert all(path.stat().st_size < 12 * MEGABYTE for path in tmp_path.iterdir())
    told = [json.loads(line) for line in python(READ, tmp_path).splitlines()]
    assert len(told) == len(list(tmp_path.iterdir()))
    for name, reasons, count, seconds, megabytes in told:
        if name.startswith(("c.txt", "d.html", "e.rss")):  # these are never large
            expected = ("longer than", "is larger than", "unpacks to more")
        else:
            expected = ("unpacks to more than 200 times its size",)
        assert any(each in reasons[0] for each in expected), (name, reasons)
        assert count < 100, name
        assert seconds < 20, name
        assert megabytes < 700, name
    packed = {name: count for name, _, count, _, _ in told}
    assert packed["a.jsonl.gz"] == 2  # what came before the flood was read


# ----------------------------------------------------------------------------------------------- odd contents

ENTITIES = (
    b'<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">%b]><rss version="2.0"><channel><item>%b</item></channel></rss>'
)
NESTED = b"".join(b'<!ENTITY a%d "%b">' % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 10))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.txt", b'"' * MEGABYTE, "is empty"),
        ("a.jsonl", b'"' * MEGABYTE, "not valid JSON"),
        ("a.csv", b'"' * MEGABYTE, "is empty"),
        ("a.csv", b"text\n" + b'"' * MEGABYTE, "is empty"),
        ("a.csv", b"text\n" + b'"' * (MEGABYTE + 1), "not valid CSV"),
        ("a.tsv", b'text\tid\n"' + b"\n" * MEGABYTE, "not valid CSV"),
        ("a.xml", b'"' * MEGABYTE, "no RSS or Atom feed"),
        ("a.html", b"<" * MEGABYTE, "no article"),
        ("a.html", b"<div>" * 200_000, "no article"),
        ("a.jsonl", b"[" * MEGABYTE, "not valid JSON"),
        ("a.jsonl", b'{"text": ' + b"[" * 900 + b"]" * 900 + b"}", "no 'text'"),
        ("a.jsonl", b'{"text": ' + b"9" * 10_000 + b"}", "not valid JSON"),
        ("a.txt", b"a\n" * 20_001, "more than 20,000 lines"),
        ("a.csv", b'text\n"' + b"\r\na" * 20_001 + b'"', "more than 20,000 lines"),
        ("a.html", b"<p>Ankara spoke." * 50_001, "no article has more than 50,000 tags"),
        ("a.txt", b"\0" * MEGABYTE, "binary data"),
        ("a.jsonl", b"\0" * MEGABYTE, "binary data"),
        ("a.csv", b"\0" * MEGABYTE, "binary data"),
        ("a.tar", b"\0" * MEGABYTE, "is empty"),
        ("a.zip", b"\0" * MEGABYTE, "damaged"),
        ("a.parquet", b"\0" * MEGABYTE, "no Parquet file"),
        ("a.warc", b"\0" * MEGABYTE, "no WARC file"),
        ("a.rss", b"\0" * MEGABYTE, "no RSS or Atom feed"),
        ("a.rss", ENTITIES % (b"", b"<title>&a;</title>"), "declares XML entities"),
        ("a.rss", ENTITIES % (NESTED, b"<title>&a9;</title>"), "declares XML entities"),
        ("a.xml", ENTITIES % (b'<!ENTITY x SYSTEM "x.txt">', b"<title>&x;</title>"), "declares XML entities"),
        ("a.atom", (ENTITIES % (NESTED, b"")).decode().encode("utf-16"), "declares XML entities"),
        ("a.rss", b'<rss version="2.0"><channel>' + b"<item>" * 20_000, "is empty"),
        ("a.jsonl.gz", gzip.compress(os.urandom(100_000))[:50_000], "damaged or cut off"),
        ("a.jsonl.zst", zstd.compress(os.urandom(100_000))[:50_000], "damaged or cut off"),
    ],
)  # fmt: skip
def test_odd_contents_are_skipped_with_their_reason(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    texts, reasons = read(write(tmp_path / name, data))
    assert texts == []
    assert any(reason in each for each in reasons), reasons[:3]


def test_an_archive_whose_directory_begins_before_it_is_damaged(tmp_path: Path) -> None:
    data = bytearray(zip_of("x.txt", ENGLISH.encode()))
    data[-10:-6] = struct.pack("<I", 0x7FFFFFFF)  # the size of the directory
    assert [reason.partition(" (")[0] for reason in read(write(tmp_path / "a.zip", bytes(data)))[1]] == [
        "cannot be read: it is damaged"
    ]


def test_what_was_read_before_the_damage_stays(tmp_path: Path) -> None:
    lines = b"".join(
        json.dumps({"text": f"{n} {os.urandom(300).hex()} a"}).encode() + b"\n" for n in range(999)
    )
    for name, pack in (("a.jsonl.gz", gzip.compress), ("a.jsonl.zst", zstd.compress)):
        texts, reasons = read(write(tmp_path / name, pack(lines)[:-9000]))
        assert 500 < len(texts) < 999
        assert texts[0].startswith("0 ")
        assert [each for each in reasons if "not valid JSON" not in each] == [reasons[-1]]
        assert "damaged or cut off" in reasons[-1]


def test_lines_in_different_encodings(tmp_path: Path) -> None:
    lines = [f'{{"text": "À Genève {number}"}}'.encode() for number in range(20)]
    lines.append('{"text": "À Genève, de même"}'.encode("cp1252"))
    texts, _ = read(write(tmp_path / "a.jsonl", b"\n".join(lines)))
    assert texts[:20] == [f"À Genève {number}" for number in range(20)]
    assert texts[20] == "\ufffd Gen\ufffdve, de m\ufffdme"


# --------------------------------------------------------------------------------------------------- anything

NAMES = [f"a{suffix}{packing}" for suffix in READERS for packing in ("", ".gz", ".zst")]
SOUND: dict[str, Callable[[], bytes]] = {
    ".jsonl": lambda: LINE * 3,
    ".csv": lambda: b'id,text\n1,"' + ENGLISH.encode() + b'"\n',
    ".parquet": lambda: parquet(ENGLISH, "Two."),
    ".rss": lambda: (
        b'<rss version="2.0"><channel><item><description>Two.</description></item></channel></rss>'
    ),
    ".zip": lambda: zip_of("x/b.jsonl", LINE * 20),
    ".tar": lambda: tar_of("x/b.jsonl", LINE * 20),
    ".warc": lambda: (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http;msgtype=response\r\n"
        b"Content-Length: 62\r\n\r\nHTTP/1.1 200 OK\r\n"
        b"Content-Type: text/html\r\n\r\n<p>Hello there</p>\r\n\r\n"
    ),
}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.binary(max_size=300), name=st.sampled_from(NAMES))
def test_any_bytes_under_any_name(data: bytes, name: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    packed = (
        gzip.compress(data) if name.endswith("gz") else zstd.compress(data) if name.endswith("zst") else data
    )
    for content in (data, packed):
        texts, reasons = read(write(tmp_path_factory.mktemp("any") / name, content))
        assert texts or reasons


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    suffix=st.sampled_from(sorted(SOUND)),
    places=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), max_size=4),
    end=st.floats(0, 1),
)
def test_files_with_damage(
    suffix: str, places: list[tuple[float, int]], end: float, tmp_path_factory: pytest.TempPathFactory
) -> None:
    data = bytearray(SOUND[suffix]())
    for place, value in places:
        data[int(place * len(data))] = value
    data = data[: max(1, round(end * len(data)))]
    texts, reasons = read(write(tmp_path_factory.mktemp("damaged") / f"a{suffix}", bytes(data)))
    assert texts or reasons


# ----------------------------------------------------------------------------------------------------- places


def test_what_is_no_regular_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    os.mkfifo(tmp_path / "a.jsonl")
    monkeypatch.chdir(tmp_path)  # the name of a socket must be short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("b.csv")
        (tmp_path / "c.zip").symlink_to("/dev/null")
        texts, reasons = read(tmp_path)
    assert texts == []
    assert [reason.partition(";")[0] for reason in reasons] == ["is not a regular file"] * 3


def test_a_file_that_may_not_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.jsonl.gz", "b.zip", "c.parquet", "d.txt"):
        write(tmp_path / name, b"x")

    def refuse(self: Path, *_: object) -> None:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "open", refuse)
    texts, reasons = read(tmp_path)
    assert texts == []
    assert reasons == ["cannot be opened: Permission denied"] * 4


@pytest.mark.skipif(sys.platform != "linux", reason="only there is a name any bytes")
def test_names_in_no_encoding_are_in_every_file_of_a_build(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/d\xe9"
    Path(os.fsdecode(folder)).mkdir()
    text = 'Germany condemned Russia on Monday. "Moscow must stop," Chancellor Angela Merkel said.\n'
    write(Path(os.fsdecode(folder + b"/caf\xe9.txt")), text.encode())
    write(Path(os.fsdecode(folder + b"/v\xeede.txt")), b"")
    output = tmp_path / "out"
    result = pipeline.build([Path(os.fsdecode(folder))], output)
    assert [article.id for article in result.extraction.articles] == ["caf\ufffd"]
    assert pipeline.check(output).is_sound
    assert len(pipeline.check(output).proven) == 1  # so the file was found again by its name
    report = json.loads((output / "report.json").read_bytes())
    assert report["skipped"][0]["source"] == os.fsdecode(folder + b"/v\xeede.txt")
    for name in pipeline.ALL_FILES:
        (output / name).read_text("utf-8")


# ----------------------------------------------------------------------------------------------------- report


def test_every_skipped_article_is_in_the_report_and_counted_by_reason(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    lines = [b"no", b"no", b"[1]", LINE.strip(), LINE.strip(), b"{}", LINE.strip()]
    write(tmp_path / "in" / "a.jsonl", b"\n".join(lines))
    write(tmp_path / "in" / "b.zip", zip_of("../x.txt", b"x"))
    write(tmp_path / "in" / "articles.csv", b"file\n1.txt\n2.txt\n")
    pipeline.build([tmp_path / "in"], tmp_path / "out")
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    counts = report["skipped_by_reason"]
    assert sum(counts.values()) == len(report["skipped"]) == 10
    assert list(counts.values()) == sorted(counts.values(), reverse=True)
    assert counts["is the same text as …; read once"] == 3
    assert counts["line … is not valid JSON …; write one object a line"] == 2
    assert counts["the file … is not in the folder; add it or remove its row"] == 2
    assert {each["source"] for each in report["skipped"]} >= {f"{tmp_path / 'in' / 'b.zip'}!/../x.txt"}


@pytest.mark.parametrize(
    ("reason", "general"),
    [
        ("longer than 1,000,000 characters", "longer than … characters"),
        ("line 7 is not valid JSON (Expecting (x)\n: line 1); write", "line … is not valid JSON …; write"),
        ("is the same text as a; read once:3; read once", "is the same text as …; read once"),
        ("is empty", "is empty"),
    ],
)
def test_reasons_in_general(reason: str, general: str) -> None:
    assert reason_in_general(reason) == general
