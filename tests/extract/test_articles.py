"""Reading files: what is right is read to the letter, what is wrong is named with a reason."""

from __future__ import annotations

import inspect
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from article_files import read, write
from communique.errors import ArticleError
from communique.extract.articles import MAX_CHARACTERS, SkippedArticle, read_articles
from communique.extract.formats import decode
from communique.extract.metadata import detect_language, normalise_date, normalise_language
from communique.model import Article

ENGLISH = "Germany urged Turkey on Friday to release the journalists it is holding in Istanbul.\n"
FRENCH = (
    "L’Algérie a regretté la décision marocaine, a déclaré son ministre à Genève.\r\nRabat n’a pas réagi.\r\n"
)
GERMAN = "Der deutsche Außenminister hat die türkische Regierung am Freitag scharf kritisiert.\n"
SEEDS = Path(__file__).parents[2] / "seeds"


def test_seeds_are_read_with_their_metadata() -> None:
    articles, skipped = read(SEEDS)
    assert not skipped
    assert [article.language for article in articles] == ["en", "en", "en", "en", "fr"]
    assert [article.published for article in articles][:2] == ["2016-07-19", "2016-11-23"]
    assert articles[3].published == "2016-09"
    assert articles[4].title == 'Ayrault : "Nous demandons aux Russes d\'arrêter de soutenir Al-Assad"'
    assert not any(article.warnings for article in articles)


def test_one_file_uses_the_table_beside_it_and_only_its_row() -> None:
    [article], skipped = read(SEEDS / "003_855a01630135e2b0.txt")
    assert (article.publisher, article.source) == ("Libération", str(SEEDS / "003_855a01630135e2b0.txt"))
    assert not skipped


@pytest.mark.parametrize(
    ("encoding", "warning"),
    [
        ("utf-8", None),
        ("utf-8-sig", None),
        ("utf-16", None),
        ("utf-32", None),
        ("utf-16-le", "UTF-16"),
        ("utf-16-be", "UTF-16"),
        ("cp1252", "Latin-1"),
    ],
)
def test_encodings_give_the_same_text_to_the_letter(
    tmp_path: Path, encoding: str, warning: str | None
) -> None:
    [article], _ = read(write(tmp_path / "a.txt", FRENCH.encode(encoding)))
    assert article.text == FRENCH
    assert article.language == "fr"
    assert bool(article.warnings) == bool(warning)
    assert not warning or warning in article.warnings[0]


def test_latin_1_french(tmp_path: Path) -> None:
    text = FRENCH.replace("’", "'")
    [article], _ = read(write(tmp_path / "a.txt", text.encode("latin-1")))
    assert article.text == text


def test_one_broken_byte_does_not_turn_utf_8_into_latin_1(tmp_path: Path) -> None:
    [article], _ = read(write(tmp_path / "a.txt", FRENCH.encode() + b"\xe9 fin"))
    assert article.text == FRENCH + "\ufffd fin"
    assert "1 characters" in article.warnings[0]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b" \r\n\t\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"1234 - 5678", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)), "binary data"),
        (bytes(range(1, 32)) * 20, "binary data"),
        (b"a" * 10_000_000, "longer than 1,000,000 characters"),
        (b"word " * (MAX_CHARACTERS // 5 + 1), "longer than 1,000,000 characters"),
        (GERMAN.encode(), "language 'de' is not supported (en, fr)"),
        ("Москва вчера решительно отвергла эти обвинения, заявил министр.".encode(), "'ru' is not supported"),
        (b"Ankara", "too short to tell its language"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bad_files_are_skipped_with_a_reason_and_the_others_read(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    write(tmp_path / "a.txt", content)
    write(tmp_path / "b.txt", ENGLISH)
    articles, [skipped] = read(tmp_path)
    assert [article.id for article in articles] == ["b"]
    assert reason in skipped.reason
    assert skipped.source == str(tmp_path / "a.txt")


def test_missing_path_and_unsupported_language_are_usage_errors(tmp_path: Path) -> None:
    with pytest.raises(ArticleError, match=r"nowhere\.txt does not exist"):
        read_articles([tmp_path / "nowhere.txt"])  # at once, before the first article is asked for
    with pytest.raises(ArticleError, match="language 'de' is not supported"):
        read_articles([tmp_path], language="German")


def test_language_given_goes_before_everything(tmp_path: Path) -> None:
    [article], _ = read(write(tmp_path / "a.txt", b"Ankara"), language="en-GB")
    assert article.language == "en"


TABLE = """file,published,publisher,title,language,rating
a.txt,2016-13-45,Reuters,,en,5
b.txt,last Tuesday,,"Ankara, Berlin",FR-ca,
c.txt,12 October 2016,,,xx,
gone.txt,2016,,,en,
,2016,,,en,
a.txt,2016,,,en,
"""


def test_metadata_table(tmp_path: Path) -> None:
    write(tmp_path / "articles.csv", TABLE)
    for name in ("a.txt", "b.txt", "c.txt", "d.txt"):
        write(tmp_path / name, ENGLISH)
    articles, skipped = read(tmp_path)
    assert [(article.id, article.language, article.published) for article in articles] == [
        ("a", "en", None),
        ("b", "fr", None),
        ("d", "en", None),
    ]
    assert "'2016-13-45' is not a clear date" in articles[0].warnings[0]
    assert "'last Tuesday' is not a clear date" in articles[1].warnings[0]
    assert (articles[1].title, articles[0].publisher) == ("Ankara, Berlin", "Reuters")
    assert sorted(item.reason.split(";")[0] for item in skipped) == [
        "language 'xx' is not supported (en, fr)",
        "the file gone.txt is not in the folder",
        "the row names no file",
        "the row repeats a.txt of line 2",
    ]
    assert f"{tmp_path / 'articles.csv'}:5" in {item.source for item in skipped}


def test_metadata_table_from_a_spreadsheet_in_french(tmp_path: Path) -> None:
    write(
        tmp_path / "articles.csv",
        "file;published;title\r\na.txt;14/07/2017;Paris célèbre\r\n".encode("cp1252"),
    )
    write(tmp_path / "a.txt", FRENCH)
    [article], _ = read(tmp_path)
    assert (article.published, article.title) == ("2017-07-14", "Paris célèbre")


def test_metadata_table_above_a_folder_of_texts(tmp_path: Path) -> None:
    write(tmp_path / "articles.csv", "file,published\na.txt,2017-07-14\n")
    write(tmp_path / "texts" / "a.txt", ENGLISH)
    for path in (tmp_path, tmp_path / "texts", tmp_path / "texts" / "a.txt"):
        [article], skipped = read(path)
        assert article.published == "2017-07-14"
        assert not skipped


def test_json_lines(tmp_path: Path) -> None:
    lines = [
        json.dumps(
            {"id": 7, "text": ENGLISH, "published": "2017-03-04T10:00:00Z", "tags": ["x"], "url": None}
        ),
        '{"text": "broken',
        "",
        json.dumps({"text": FRENCH, "title": "Alger regrette", "language": "fr"}),
        "[1, 2]",
        json.dumps({"id": "no-text"}),
        json.dumps({"text": " "}),
    ]
    articles, skipped = read(write(tmp_path / "wire.jsonl", "\r\n".join(lines)))
    assert [(article.id, article.published) for article in articles] == [
        ("7", "2017-03-04"),
        ("wire-4", None),
    ]
    assert (articles[1].text, articles[1].source) == (FRENCH, f"{tmp_path / 'wire.jsonl'}:4")
    assert [item.source.rpartition(":")[2] for item in skipped] == ["2", "5", "7", "6"]
    assert "line 2 is not valid JSON" in skipped[0].reason
    assert "line 6 has no 'text'" in skipped[3].reason


def test_csv_rows(tmp_path: Path) -> None:
    content = (
        "id,text,published\n"
        f'one,"{ENGLISH.strip()}\nBerlin said ""no"".",2017\n'
        f'two,"{ENGLISH.strip()}"junk,2017\n'
        f"three,{ENGLISH.strip()},2017,too,many\n"
        f'four,"{ENGLISH.strip()}",2017-02-30\n'
        f'five,"{ENGLISH.strip()} and no end'
    )
    articles, skipped = read(write(tmp_path / "wire.csv", content))
    assert [article.id for article in articles] == ["one", "four"]
    assert articles[0].text.endswith('\nBerlin said "no".')
    assert "2017-02-30" in articles[1].warnings[0]
    assert [item.reason.split(" is ")[0].split(" has ")[0] for item in skipped] == [
        f"the row at line {number}" for number in (4, 5, 7)
    ]


def test_csv_of_something_else_is_told_once(tmp_path: Path) -> None:
    articles, [skipped] = read(write(tmp_path / "x.csv", "a,b\n1,2\n3,4\n5,6\n"))
    assert not articles
    assert "3 lines (2, 3, 4) have no 'text'" in skipped.reason


PAGE = """<html lang="fr-FR"><head><meta charset="iso-8859-1"><title>Alger regrette - Le Journal</title>
<meta property="article:published_time" content="2017-03-04T23:30:00+01:00">
<meta name="author" content="Nadia Benali"><meta property="og:site_name" content="Le Journal"></head><body>
<nav><a href="/">Accueil</a></nav><article><h1>Alger regrette</h1>
<p>L'Algérie a regretté la décision marocaine, a déclaré son ministre à Genève devant la presse.</p>
<p>« Nous demandons à Rabat de revenir à la table des négociations », a-t-il ajouté vendredi.</p>
</article><footer>Mentions légales</footer></body></html>"""


def test_html(tmp_path: Path) -> None:
    write(tmp_path / "a.html", PAGE.encode("latin-1"))
    write(tmp_path / "b.htm", "<html><body></body></html>")
    [article], [skipped] = read(tmp_path)
    assert article.text.startswith("Alger regrette\n")
    assert "« Nous demandons à Rabat" in article.text
    assert "Mentions" not in article.text
    assert "Accueil" not in article.text
    assert (article.published, article.author, article.language) == ("2017-03-04", "Nadia Benali", "fr")
    assert "no article was found in the page" in skipped.reason


def test_folders_in_order_without_hidden_or_foreign_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "sub/c.txt", ".git/d.txt", ".e.txt", "README.md", "photo.jpg"):
        write(tmp_path / name, ENGLISH + name)
    (tmp_path / "loop").symlink_to(tmp_path)
    articles, skipped = read(tmp_path)
    assert [article.id for article in articles] == ["a", "b", "c"]
    assert not skipped


def test_odd_paths_are_skipped_with_a_reason(tmp_path: Path) -> None:
    (tmp_path / "link.txt").symlink_to(tmp_path / "gone.txt")
    _, [broken] = read(tmp_path)
    assert "link to a file that does not exist" in broken.reason
    _, [broken_alone] = read(tmp_path / "link.txt")
    assert broken_alone == broken
    _, [foreign] = read(write(tmp_path / "paper.pdf", b"%PDF"))
    assert "'.pdf' files cannot be read" in foreign.reason


def test_two_articles_with_one_id_are_both_kept(tmp_path: Path) -> None:
    for name in ("2016/a.txt", "2017/a.txt"):
        write(tmp_path / name, ENGLISH + name)
    articles, _ = read(tmp_path, tmp_path / "2017" / "a.txt")  # named twice, read once
    assert [article.id for article in articles] == ["a", "a-2"]
    assert "another article has the id 'a'" in articles[1].warnings[0]


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2016", "2016"),
        ("2016-09", "2016-09"),
        (" 2016-07-19 ", "2016-07-19"),
        ("2016-02-29", "2016-02-29"),
        ("2016-10-12T23:59:00-05:00", "2016-10-12"),
        ("2016-10-12 08:00", "2016-10-12"),
        ("20161012", "2016-10-12"),
        ("2016/10/12", "2016-10-12"),
        ("2016-1-5", "2016-01-05"),
        ("19/07/2016", "2016-07-19"),
        ("07/19/2016", "2016-07-19"),
        ("11/11/2016", "2016-11-11"),
        ("12.10.2016", "2016-10-12"),
        ("12 October 2016", "2016-10-12"),
        ("Oct. 12, 2016", "2016-10-12"),
        ("Wednesday, October 12, 2016", "2016-10-12"),
        ("12 octobre 2016", "2016-10-12"),
        ("1er février 2017", "2017-02-01"),
        ("October 2016", "2016-10"),
        ("12/10/2016", None),
        ("2016-13-45", None),
        ("2016-02-30", None),
        ("2015-02-29", None),
        ("0000", None),
        ("last Tuesday", None),
        ("yesterday", None),
        ("12 October", None),
        ("soon in 2016", None),
        ("", None),
        ("x" * 5000, None),
    ],
)
def test_dates(written: str, edtf: str | None) -> None:
    assert normalise_date(written) == edtf


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("EN", "en"),
        ("fr-CA", "fr"),
        ("en_US", "en"),
        ("Français", "fr"),
        ("fra", "fr"),
        ("German", "de"),
        ("xx", "xx"),
    ],
)
def test_language_names(written: str, code: str) -> None:
    assert normalise_language(written) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (FRENCH, "fr"),
        (GERMAN, "de"),
        ("O governo português condenou ontem os ataques em Lisboa.", "pt"),
        ("El Gobierno español condenó ayer los ataques en Madrid.", "es"),
        ("12 345", None),
        ("Ankara", None),
    ],
)
def test_detection_does_not_force_a_language_into_a_supported_one(text: str, code: str | None) -> None:
    assert detect_language(text) == code


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf_8_is_decoded_to_the_letter(text: str) -> None:
    assert decode(text.encode()) == (text.removeprefix("\ufeff"), None)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_skipped(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.txt", "b.jsonl", "c.csv", "articles.csv"):
        write(folder / name, data)
    for item in read_articles([folder]):
        assert isinstance(item, Article | SkippedArticle)


@pytest.mark.parametrize(
    "text", ["\r\n" + ENGLISH, ENGLISH.replace(" ", "\u00a0"), "\ufeff".join(["", ENGLISH])]
)
def test_white_space_stays(tmp_path: Path, text: str) -> None:
    [article], _ = read(write(tmp_path / "a.txt", text), language="en")
    assert article.text == text.removeprefix("\ufeff")


def test_an_article_made_in_memory_keeps_its_source_and_warnings() -> None:
    made = Article(
        id="a", text="France spoke.", language="en", source="wire:3", warnings=("odd",), published="x"
    )
    [read] = read_articles(made)
    assert isinstance(read, Article)
    assert (read.source, read.warnings[0], len(read.warnings)) == ("wire:3", "odd", 2)
    [skipped] = read_articles(Article(id="a", text="", source="wire:3"))
    assert isinstance(skipped, SkippedArticle)
    assert skipped.source == "wire:3"


@pytest.mark.parametrize(
    "name",
    ["no/x.txt", "/no/such/x.txt", "a.txt/x.txt", "x" * 300, f"{'x' * 300}/y.txt", "x/" * 3000, "é\\y.txt"],
)
def test_a_row_about_a_file_that_cannot_be_is_told(tmp_path: Path, name: str) -> None:
    write(tmp_path / "a.txt", ENGLISH)
    write(tmp_path / "articles.csv", f"file,published\n{name},2016\na.txt,2017\n")
    [article], [row] = read(tmp_path)
    assert article.published == "2017"
    assert "is not in the folder" in row.reason


def test_a_metadata_table_that_fills_the_memory_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("communique.extract.articles.MAX_TABLE", 100)
    write(tmp_path / "a.txt", ENGLISH)
    write(tmp_path / "articles.csv", "file,published\na.txt,2017\n" + "\n" * 100)
    [article], [table] = read(tmp_path)
    assert article.published is None
    assert "the metadata cannot be read: it is larger than" in table.reason


def test_folders_may_be_deeper_than_calls_may_be_nested(tmp_path: Path) -> None:
    file = write(tmp_path.joinpath(*["x"] * 250, "a.txt"), ENGLISH)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 150)
    try:
        [article], skipped = read(tmp_path, language="en")
    finally:
        sys.setrecursionlimit(limit)
    assert (article.source, skipped) == (str(file), [])


def test_paths_that_are_too_long_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (chr(97 + number) * 200 for number in range(22)):  # longer than any path in all
        Path(name).mkdir()
        os.chdir(name)
    Path("z.txt").write_text(ENGLISH, "utf-8")
    monkeypatch.chdir(tmp_path)
    articles, [deep] = read(tmp_path)
    assert articles == []
    assert deep.reason == "cannot be opened: File name too long"
    with pytest.raises(ArticleError, match="does not exist"):
        read(Path("x/" * 3000))


def test_a_folder_called_as_standard_input_is_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "-" / "a.txt", ENGLISH)
    [article], _ = read(".")
    assert article.source == "-/a.txt"


def test_what_is_told_of_a_value_is_short(tmp_path: Path) -> None:
    rows = [
        {"text": "Paris spoke.", "language": "x" * 9000},
        {"text": ENGLISH, "published": "9" * 9000, "id": "i" * 9000},
    ]
    [article], [skipped] = read(write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows))))
    assert len(skipped.reason) < 200
    assert article.id == "a-2"
    assert [len(warning) < 200 for warning in article.warnings] == [True, True]
