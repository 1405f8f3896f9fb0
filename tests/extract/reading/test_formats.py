"""Every format: the text comes back to the letter, with metadata and source, and once more for `check`."""

from __future__ import annotations

import contextlib
import csv
import gzip
import io
import json
import sys
import tarfile
import zipfile
from datetime import date, datetime
from functools import partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow
import pyarrow.parquet
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from article_files import read as read_in
from article_files import write
from communique import pipeline
from communique.export.tables import write_articles
from communique.extract.articles import read_articles
from communique.extract.formats import READERS, file_of
from communique.extract.reading import encodings
from communique.extract.reading.stored import zstd
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ENGLISH = "Germany urged Turkey on Friday to release the journalists it is holding in Istanbul.\n"
FRENCH = (
    "L’Algérie a regretté la décision marocaine, a déclaré son ministre à Genève.\r\nRabat n’a pas réagi."
)


read = partial(read_in, language="en")


# --------------------------------------------------------------------------------------- texts in each format


def json_lines(texts: Iterable[str]) -> bytes:
    return "".join(json.dumps({"text": text}) + "\n" for text in texts).encode()


def table(texts: Iterable[str], dialect: str = "excel") -> bytes:
    stream = io.StringIO(newline="")
    csv.writer(stream, dialect=dialect).writerows([["text"], *([text] for text in texts)])
    return stream.getvalue().encode()


def parquet(rows: Sequence[str] | dict[str, Any]) -> bytes:
    stream = io.BytesIO()
    columns = rows if isinstance(rows, dict) else {"text": rows}
    pyarrow.parquet.write_table(pyarrow.table(columns), stream)
    return stream.getvalue()


def zipped(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def tarred(members: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, content in members.items():
            data = content.encode() if isinstance(content, str) else content
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


def rss(items: str, head: str = "<title>Le Journal</title>") -> bytes:
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<?xml version="1.0"?><rss version="2.0" {space}><channel>{head}{items}</channel></rss>'.encode()


def atom(entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr">'
        f"<title>Le Journal</title>{entries}</feed>"
    ).encode()


def page(text: str, title: str = "Ankara under pressure", head: str = "") -> str:
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in text.splitlines())
    head = f"<head><title>{title}</title>{head}</head>"
    return f"<html lang='en'>{head}<body><article>{paragraphs}</article></body></html>"


def crawl(*pages: tuple[str, str, str], packed: bool = False) -> bytes:
    """A WARC of a head and of responses, each with its status, its kind and its body."""
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "test"}))
    for number, (status, kind, body) in enumerate(pages, start=1):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        record = writer.create_warc_record(
            f"https://e.org/{number}",
            "response",
            payload=io.BytesIO(body.encode()),
            http_headers=headers,
            warc_headers_dict={"WARC-Date": "2017-03-04T23:30:00Z"},
        )
        writer.write_record(record)
    return stream.getvalue()


LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn"])
PRINTED = st.text(st.one_of(LETTERS, st.sampled_from("\n\r\t\"',;"))).map("a".__add__)
ANY = st.text(st.characters(exclude_categories=["Cs"])).map("a".__add__)
ALSO_HALVES = st.text().map("a".__add__)


@pytest.mark.parametrize(
    ("name", "texts", "pack"),
    [
        ("a.txt", PRINTED, lambda text: text.encode()),
        ("a.txt.gz", PRINTED, lambda text: gzip.compress(text.encode())),
        ("a.txt.zst", PRINTED, lambda text: zstd.compress(text.encode())),
        ("a.jsonl", ALSO_HALVES, lambda text: json_lines([text])),
        ("a.ndjson.gz", ALSO_HALVES, lambda text: gzip.compress(json_lines([text]))),
        ("a.csv", PRINTED, lambda text: table([text])),
        ("a.tsv", PRINTED, lambda text: table([text], "excel-tab")),
        ("a.csv.zst", PRINTED, lambda text: zstd.compress(table([text]))),
        ("a.parquet", ANY, lambda text: parquet([text])),
        ("a.parquet.gz", ANY, lambda text: gzip.compress(parquet([text]))),
        ("a.zip", ALSO_HALVES, lambda text: zipped({"b/c.jsonl": json_lines([text])})),
        ("a.tar", PRINTED, lambda text: tarred({"b/c.txt": text})),
        ("a.tgz", ANY, lambda text: gzip.compress(tarred({"b/c.parquet": parquet([text])}))),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_texts_come_back_to_the_letter(
    name: str,
    texts: st.SearchStrategy[str],
    pack: Callable[[str], bytes],
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("exact")

    @settings(max_examples=40, deadline=None)
    @given(texts)
    def check(text: str) -> None:
        [article], skipped = read(write(folder / name, pack(text)))
        assert (article.text, skipped) == (text, [])

    check()


@settings(max_examples=60, deadline=None)
@given(text=st.text(LETTERS).map("a".__add__))
def test_the_words_of_feeds_come_back(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """White space may change: it is not part of HTML. feedparser mends what was encoded twice."""
    with contextlib.suppress(UnicodeError):
        assume(text.encode("latin-1").decode() == text)
    folder = tmp_path_factory.mktemp("feeds")
    write(folder / "a.rss", rss(f"<item><description>{escape(escape(text))}</description></item>"))
    write(folder / "b.atom", atom(f'<entry><content type="text">{escape(text)}</content></entry>'))
    write(folder / "c.xml", atom(f'<entry><content type="html">{escape(escape(text))}</content></entry>'))
    for name in ("a.rss", "b.atom", "c.xml"):
        [article], _ = read(folder / name, language="fr")
        assert article.text.split() == text.split()


# ----------------------------------------------------------------------------------------------- what is read


def test_columns_of_other_programs(tmp_path: Path) -> None:
    rows = [
        {"body": ENGLISH, "source": {"name": "Reuters"}, "date": "2017-03-04", "headline": "H", "url": "u"},
        {"maintext": "Two.", "content": "Cut.", "date_publish": "2017-03-05", "authors": ["A", "B"]},
        {"Text": "Three.", "Publisher": " ", "Site Name": "Le Monde", "lang": "fr", "body": "not this"},
    ]  # fmt: skip
    articles, skipped = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert not skipped
    assert [article.text for article in articles] == [ENGLISH, "Two.", "Three."]
    assert [article.publisher for article in articles] == ["Reuters", None, "Le Monde"]
    assert [article.published for article in articles] == ["2017-03-04", "2017-03-05", None]
    assert [article.author for article in articles] == [None, "A, B", None]
    assert (articles[0].title, articles[0].url) == ("H", "u")


def test_columns_mean_the_same_in_every_table(tmp_path: Path) -> None:
    row = {"content": ENGLISH, "outlet": "Reuters", "published_at": "2017-03-04", "id": "x"}
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([row.keys(), row.values()])
    write(tmp_path / "a.csv", stream.getvalue())
    write(tmp_path / "b.tsv", "\t".join(row) + "\n" + "\t".join(value.strip() for value in row.values()))
    write(tmp_path / "c.jsonl", json.dumps(row))
    write(tmp_path / "d.parquet", parquet({name: [value] for name, value in row.items()}))
    for name in ("a.csv", "b.tsv", "c.jsonl", "d.parquet"):
        [article], _ = read(tmp_path / name)
        assert article.text.strip() == ENGLISH.strip()
        assert (article.id, article.publisher, article.published) == ("x", "Reuters", "2017-03-04")


def test_parquet_of_dates_numbers_and_gaps(tmp_path: Path) -> None:
    columns = {
        "text": [ENGLISH, None, FRENCH, ""],
        "published": [datetime(2017, 3, 4, 23, 30), None, None, None],
        "id": [7, 8, None, 9],
        "noise": [[1.5], [], None, [2.0]],
    }
    file = write(tmp_path / "a.parquet", parquet(columns))
    articles, [skipped] = read(file)
    assert [(article.id, article.published) for article in articles] == [("7", "2017-03-04"), ("a-3", None)]
    assert [article.source for article in articles] == [f"{file}:1", f"{file}:3"]
    assert "2 lines (2, 4) have no 'text'" in skipped.reason
    [dated], _ = read(write(tmp_path / "b.parquet", parquet({"text": ["a"], "date": [date(2017, 3, 4)]})))
    assert dated.published == "2017-03-04"
    _, [foreign] = read(write(tmp_path / "c.parquet", parquet({"x": [1, 2, 3], "y": [1, 2, 3]})))
    assert "3 lines (1, 2, 3) have no 'text'" in foreign.reason


def test_parquet_without_pyarrow_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = write(tmp_path / "a.parquet", parquet([ENGLISH]))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    _, [skipped] = read(file)
    assert "pip install 'communique[tables]'" in skipped.reason


def test_tsv_without_any_quoting(tmp_path: Path) -> None:
    rows = ['"The talks failed," he said.\tReuters', 'Berlin said: "no".\tAFP', '"All quoted"\tAP', "x\ty\tz"]
    articles, [skipped] = read(write(tmp_path / "a.tsv", "\n".join(["text\tpublisher", *rows])))
    assert [(article.text, article.publisher) for article in articles] == [
        ('"The talks failed," he said.', "Reuters"),
        ('Berlin said: "no".', "AFP"),
        ("All quoted", "AP"),
    ]
    assert "more cells than the header" in skipped.reason


def test_tsv_has_tabs_whatever_its_header_holds(tmp_path: Path) -> None:
    [article], _ = read(write(tmp_path / "a.tsv", "text\ttitle, in, English\nOne, two.\tx\n"))
    assert article.text == "One, two."


ITEMS = """
<item><title>Alger &amp;amp; Rabat</title><link>https://e.org/a</link>
<dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">N. Benali</dc:creator>
<pubDate>Sat, 04 Mar 2017 23:30:00 +0100</pubDate><description>Cut short ...</description>
<content:encoded><![CDATA[<p>Alger a <b>regretté</b> la décision.</p><script>x()</script>
<p>« Non&nbsp;»,<br/>dit-elle.</p>]]>
</content:encoded></item>
<item><title>Bref</title><description>Paris a salué l'accord.</description></item>
<item><title/><description/></item>"""


def test_rss(tmp_path: Path) -> None:
    file = write(tmp_path / "news.rss", rss(ITEMS, "<title>Le Journal</title><language>fr-FR</language>"))
    [first, second], [empty] = read(file, language=None)
    assert first.text == "Alger & Rabat\n\nAlger a regretté la décision.\n« Non »,\ndit-elle."
    assert (first.title, first.publisher, first.author) == ("Alger & Rabat", "Le Journal", "N. Benali")
    assert (first.published, first.url, first.language) == ("2017-03-04", "https://e.org/a", "fr")
    assert (first.id, first.source, first.warnings) == ("news-1", f"{file}:1", ())
    assert second.text == "Bref\n\nParis a salué l'accord."
    assert "only a summary" in second.warnings[0]
    assert (empty.source, empty.reason.partition(":")[0]) == (f"{file}:3", "is empty")


def test_atom(tmp_path: Path) -> None:
    entries = """<entry><title>Un</title><updated>2017-03-04T23:30:00+01:00</updated><author>
    <name>N. B.</name></author><link href="https://e.org/1"/><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
    <p>Paris a dit oui.</p><p>Alger a dit non.</p></div></content></entry>
    <entry><title type="html">Deux</title><content type="text">Le &lt;b&gt; reste.
    Ici  aussi.</content></entry>"""
    [first, second], skipped = read(write(tmp_path / "news.atom", atom(entries)), language=None)
    assert not skipped
    assert first.text == "Un\n\nParis a dit oui.\nAlger a dit non."
    assert (first.published, first.author, first.url) == ("2017-03-04", "N. B.", "https://e.org/1")
    assert second.text == "Deux\n\nLe <b> reste.\n    Ici  aussi."


def test_a_feed_that_is_cut_off_is_read_with_a_warning(tmp_path: Path) -> None:
    whole = rss("<item><title>A</title><description>Paris spoke.</description></item><item><title>B</title>")
    [first, *_], _ = read(write(tmp_path / "a.rss", whole[: -len("</channel></rss>")]))
    assert first.text == "A\n\nParis spoke."
    assert "not well-formed" in first.warnings[0]


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.xml", b"<urlset><url>x</url></urlset>", "is no RSS or Atom feed"),
        ("a.rss", rss(""), "there is no entry"),
        ("a.warc", b"hello there, this is no crawl", "is no WARC file"),
        ("a.parquet", b"PAR1 not at all PAR1", "is no Parquet file"),
        ("a.zip", b"PK no", "it is damaged (File is not a zip file)"),
        ("a.tar", b"no tar at all" * 100, "it is damaged"),
        ("a.zip", zipped({"photo.jpg": b"x", "README.md": b"x"}), "is empty"),
        ("a.jsonl", b"\n\n", "is empty"),
        ("a.csv", b"id,text\n", "is empty"),
        ("a.gz", gzip.compress(ENGLISH.encode(), mtime=0), "'.gz' files cannot be read"),
        (
            "a.txt.gz.gz",
            gzip.compress(gzip.compress(ENGLISH.encode(), mtime=0), mtime=0),
            "files cannot be read",
        ),
        ("a.txt.gz", ENGLISH.encode(), "it is damaged or cut off"),
        ("a.txt.zst", ENGLISH.encode(), "it is damaged or cut off"),
    ],
)
def test_what_is_not_what_its_name_says(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    articles, [skipped] = read(write(tmp_path / name, data))
    assert not articles
    assert reason in skipped.reason


def test_pages_of_a_crawl(tmp_path: Path) -> None:
    dated = '<meta property="article:published_time" content="2016-01-02"><link rel="canonical" href="https://o.org/x">'
    data = crawl(
        ("200 OK", "text/html; charset=utf-8", page(ENGLISH * 3)),
        ("200 OK", "image/png", "no page"),
        ("404 Not Found", "text/html", page(ENGLISH * 4)),
        ("200 OK", "text/html", page(ENGLISH * 5, head=dated)),
        ("200 OK", "text/html", "<html></html>"),
    )
    for name, content in (
        ("a.warc", data),
        ("b.warc.gz", gzip.compress(data)),
        ("c.warc.zst", zstd.compress(data)),
    ):
        file = write(tmp_path / name, content)
        [first, second], [empty, others] = read(file, language=None)
        assert first.text.startswith(f"Ankara under pressure\n\n{ENGLISH.strip()}")
        assert (first.url, first.published, first.source) == ("https://e.org/1", "2017-03-04", f"{file}:2")
        assert "that of the crawl" in first.warnings[0]
        assert (second.url, second.published, second.warnings) == ("https://o.org/x", "2016-01-02", ())
        assert (empty.source, empty.reason.partition(";")[0]) == (
            f"{file}:6",
            "no article was found in the page",
        )
        assert (others.source, others.reason) == (str(file), "3 records that are no pages were left out")
    packed = crawl(
        ("200 OK", "text/html", page(ENGLISH * 3)), packed=True
    )  # record by record, as crawlers do
    [article], _ = read(write(tmp_path / "d.warc.gz", packed))
    assert article.source == f"{tmp_path / 'd.warc.gz'}:2"


TABLE = "file,published,publisher\none/a.txt,2017-03-04,Reuters\nb.jsonl,2016,\ngone.txt,,\n"


@pytest.mark.parametrize("pack", [zipped, tarred], ids=["zip", "tar"])
def test_archives_are_read_as_folders_are(tmp_path: Path, pack: Callable[[dict[str, str]], bytes]) -> None:
    members = {
        "one/a.txt": ENGLISH,
        "b.jsonl": json_lines(["B one.", "B two."]).decode(),
        "one/.hidden.txt": "Not this.",
        "__MACOSX/one/a.txt": "Nor this.",
        "photo.jpg": "x",
        "articles.csv": TABLE,  # after the files that it tells about
        "c.txt": "Last.",
    }
    name = "news.zip" if pack is zipped else "news.tar"
    articles, [unused] = read(write(tmp_path / name, pack(members)))
    place = f"{tmp_path / name}!/"
    assert [(article.source, article.published, article.publisher) for article in articles] == [
        (f"{place}one/a.txt", "2017-03-04", "Reuters"),
        (f"{place}b.jsonl:1", "2016", None),
        (f"{place}b.jsonl:2", "2016", None),
        (f"{place}c.txt", None, None),
    ]
    assert [article.id for article in articles] == ["a", "b-1", "b-2", "c"]
    assert (unused.source, unused.reason.partition(";")[0]) == (
        f"{place}articles.csv:4",
        "the file gone.txt is not in the folder",
    )


# --------------------------------------------------------------------------------------------- standard input


class Stdin:
    def __init__(self, data: bytes) -> None:
        self.buffer = io.BytesIO(data)


@pytest.mark.parametrize(
    ("data", "sources", "texts"),
    [
        (json_lines(["One.", "Two."]), ["-:1", "-:2"], ["One.", "Two."]),
        (b"\xef\xbb\xbf" + json_lines(["One."]), ["-:1"], ["One."]),
        (b'\n{"text": "One."\n{"text": "Two."}\n', ["-:2", "-:3"], ["not valid JSON", "Two."]),
        (FRENCH.encode(), ["-"], [FRENCH]),
        (FRENCH.encode("utf-16"), ["-"], [FRENCH]),
        (b"", ["-"], ["is empty"]),
        (bytes(range(1, 32)) * 20, ["-"], ["binary data"]),
        (b"word " * 1_000_000, ["-"], ["longer than"]),
    ],
    ids=["lines", "marked", "broken", "text", "utf-16", "empty", "binary", "long"],
)  # fmt: skip
def test_standard_input(
    data: bytes, sources: list[str], texts: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", stdin := Stdin(data))
    found = list(read_articles(["-", "-"], language="fr"))  # named twice, read once
    assert sorted(item.source for item in found) == sorted(sources)
    for item, text in zip(sorted(found, key=lambda each: each.source), texts, strict=True):
        assert text in (item.text if isinstance(item, Article) else item.reason)
    assert not stdin.buffer.closed


def test_no_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    _, [skipped] = read("-")
    assert "no standard input" in skipped.reason


# ------------------------------------------------------------------------------------------------ large files


def test_a_large_file_is_read_line_by_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Larger than is decoded as one: with marks, in other encodings, and with a line in another encoding."""
    monkeypatch.setattr(encodings, "WHOLE", 1000)
    monkeypatch.setattr(encodings, "_PIECE", 64)  # letters and line ends lie across the borders of pieces
    texts = [f"{number} {FRENCH}" for number in range(50)]
    lines = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\r\n" for text in texts)
    for encoding in ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "cp1252"):
        file = write(tmp_path / f"{encoding}.jsonl", lines.encode(encoding))
        articles, skipped = read(file)
        assert [article.text for article in articles] == texts, encoding
        assert not skipped
        assert articles[-1].source == f"{file}:50"
        assert bool(articles[0].warnings) == (encoding in ("utf-16-le", "cp1252"))
    mixed = lines.encode() + json.dumps({"text": "À Genève"}, ensure_ascii=False).encode("cp1252")
    articles, _ = read(write(tmp_path / "mixed.jsonl", mixed))
    assert [article.text for article in articles] == [*texts, "À Genève"]
    assert [bool(article.warnings) for article in articles] == [False] * 50 + [True]

    early = json.dumps({"text": "À Genève"}, ensure_ascii=False).encode("cp1252") + b"\n" + lines.encode()
    monkeypatch.setattr(encodings, "_FIRST", 64)  # so that only the first line tells
    articles, _ = read(write(tmp_path / "early.jsonl", early))
    assert [article.text for article in articles] == ["À Genève", *texts]
    assert [bool(article.warnings) for article in articles] == [True] + [False] * 50

    content = table(texts)
    articles, _ = read(write(tmp_path / "a.csv", content))
    assert [article.text for article in articles] == texts
    assert [article.source for article in articles][:3] == [f"{tmp_path / 'a.csv'}:{n}" for n in (2, 4, 6)]


def test_a_line_without_end_costs_only_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encodings, "WHOLE", 1000)
    monkeypatch.setattr(encodings, "_PIECE", 64)
    monkeypatch.setattr(encodings, "MAX_LINE", 500)
    lines = json_lines(["One.", "x" * 2000, "Three."])
    articles, [skipped] = read(write(tmp_path / "a.jsonl", lines))
    assert [article.text for article in articles] == ["One.", "Three."]
    assert (skipped.source, skipped.reason.partition(",")[0]) == (
        f"{tmp_path / 'a.jsonl'}:2",
        "the line is longer than 16",
    )


# ------------------------------------------------------------------------------------------------- duplicates


@pytest.mark.parametrize(
    ("first", "second", "is_once"),
    [
        ({}, {}, True),
        ({"title": "A"}, {"title": "B"}, True),
        ({"publisher": "Reuters"}, {"publisher": "Reuters"}, True),
        ({"publisher": "Reuters", "id": "x"}, {"source": "Reuters", "id": "y"}, True),
        ({"publisher": "Reuters"}, {"publisher": "AFP"}, False),
        ({"publisher": "Reuters"}, {}, False),
        ({"publisher": "AFP", "date": "2017-03-04"}, {"publisher": "AFP", "date": "2017-03-05"}, False),
        ({"url": "https://e.org/1"}, {"url": "https://e.org/1", "published": "2017-03-05"}, True),
        ({"url": "https://e.org/1"}, {"url": "https://e.org/2"}, False),
        ({"id": "x"}, {"id": "y"}, False),
        ({"id": "x"}, {"id": "x"}, True),
    ],
)  # fmt: skip
def test_the_same_text_again(
    tmp_path: Path, first: dict[str, str], second: dict[str, str], is_once: bool
) -> None:
    write(tmp_path / "a.jsonl", json.dumps(first | {"text": ENGLISH}))
    write(tmp_path / "b.jsonl.gz", gzip.compress(json.dumps(second | {"text": ENGLISH}).encode()))
    articles, skipped = read(tmp_path)
    assert len(articles) == (1 if is_once else 2)
    if is_once:
        [again] = skipped
        assert again.source == f"{tmp_path / 'b.jsonl.gz'}:1"
        assert again.reason == f"is the same text as {tmp_path / 'a.jsonl'}:1; read once"


def test_nearly_the_same_text_is_another(tmp_path: Path) -> None:
    articles, skipped = read(write(tmp_path / "a.jsonl", json_lines([ENGLISH, ENGLISH.strip()])))
    assert (len(articles), skipped) == (2, [])


def test_articles_made_in_memory_are_never_duplicates() -> None:
    made = [Article(id=name, text=ENGLISH, language="en") for name in "ab"]
    assert [article.id for article in read_articles(made)] == ["a", "b"]  # type: ignore[union-attr]


# --------------------------------------------------------------------------------------------- read once more


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("wire.jsonl.gz", gzip.compress(json_lines([ENGLISH, FRENCH]))),
        ("wire.csv.zst", zstd.compress(table([ENGLISH, FRENCH]))),
        ("wire.tsv", table([ENGLISH, FRENCH], "excel-tab")),
        ("wire.parquet", parquet([ENGLISH, FRENCH])),
        ("wire.zip", zipped({"x/a.txt": ENGLISH, "b.jsonl": json_lines([FRENCH])})),
        ("wire!/x.zip", zipped({"x/a.txt": ENGLISH, "b.jsonl": json_lines([FRENCH])})),
        ("wire.tgz", gzip.compress(tarred({"a.html.gz": gzip.compress(page("A.").encode()), "b.txt": "B"}))),
        ("wire.rss", rss(ITEMS)),
        ("wire.atom.gz", gzip.compress(atom("<entry><title>A</title><content>One.</content></entry>" * 2))),
        ("wire.warc.gz", crawl(*[("200 OK", "text/html", page(ENGLISH * n)) for n in (3, 4)], packed=True)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_articles_of_every_format_come_back_with_their_texts(tmp_path: Path, name: str, data: bytes) -> None:
    """Else `check` could not compare their evidence."""
    file = write(tmp_path / name, data)
    articles, _ = read(file)
    assert len(articles) == (1 if "atom" in name else 2)
    write_articles(articles, tmp_path / "articles.jsonl")
    write(tmp_path / "statements.jsonl", "")
    _, found = pipeline.read_statements(tmp_path / "statements.jsonl")
    assert [found[article.id].text for article in articles] == [article.text for article in articles]  # type: ignore[attr-defined]


@pytest.mark.parametrize("source", ["-", "-:12", "gone.jsonl:3", "gone.zip!/a.txt", "", "a\0b"])
def test_what_cannot_be_had_again(source: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "-", ENGLISH)  # a file of this name is not what was read
    assert file_of(source) is None


def test_every_suffix_is_tried_here() -> None:
    own = Path(__file__).read_text("utf-8")
    assert [suffix for suffix in READERS if suffix not in own and suffix != ".htm"] == []


def test_the_command_reads_standard_input_and_check_says_that_it_cannot_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = json_lines(["France condemned Russia on Monday.", "Germany accused Russia of lying on Monday."])
    monkeypatch.setattr(sys, "stdin", Stdin(lines))
    result = pipeline.build([Path("-")], tmp_path / "out", language="en")
    assert [article.source for article in result.extraction.articles] == ["-:1", "-:2"]
    assert [article.id for article in result.extraction.articles] == ["stdin-1", "stdin-2"]
    checked = pipeline.check(tmp_path / "out")
    assert (checked.faults, checked.proven, checked.unproven) == ((), (), ("stdin-1", "stdin-2"))
