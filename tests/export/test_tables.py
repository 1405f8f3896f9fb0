from __future__ import annotations

import csv
import json
import tracemalloc
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.errors import ArticleError, OutputError, StatementError
from communique.export import decoding
from communique.export.files import write_atomically
from communique.export.tables import (
    article_to_dict,
    read_articles_metadata,
    read_jsonl,
    statement_from_dict,
    statement_to_dict,
    write_articles,
    write_csv,
    write_jsonl,
)
from communique.model import ActorKind, Article, ArticleMetadata, Stance, Statement

SAMPLE = Path(__file__).parents[1] / "graph" / "sample" / "statements.jsonl"
STATEMENTS = list(read_jsonl(SAMPLE))
TEXT = st.text(st.characters(exclude_categories=["Cs"]))


@st.composite
def any_statement(draw: st.DrawFn) -> Statement:
    evidence = draw(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
    start = draw(st.integers(0, 10**9))
    target = draw(st.none() | TEXT)
    places = draw(st.lists(TEXT, max_size=3))
    fraction = st.integers(0, 10**4).map(lambda number: number / 10**4)
    return Statement(
        **{
            name: draw(TEXT) for name in ("id", "article", "language", "speaker", "speaker_id", "cue", "rule")
        },
        **{
            name: draw(st.none() | TEXT)
            for name in ("represents", "represents_id", "venue", "venue_id", "date", "date_text")
        },
        speaker_kind=draw(st.sampled_from(ActorKind)),
        stance=draw(st.sampled_from(Stance)),
        polarity=draw(st.sampled_from((-1, 0, 1))),
        intensity=draw(fraction),
        negated=draw(st.booleans()),
        modality=draw(st.sampled_from(("actual", "conditional", "hypothetical", "future"))),
        target=target,
        target_id=target,
        target_kind=draw(st.none() | st.sampled_from(ActorKind)),
        places=tuple(places),
        place_ids=tuple(places),
        date_basis=draw(st.sampled_from((None, "stated", "publication"))),
        mode=draw(st.sampled_from(("direct", "indirect", "performative"))),
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        sentence_start=start,
        sentence_end=start + len(evidence),
        confidence=draw(fraction),
        source_chain=tuple(draw(st.lists(TEXT, max_size=3))),
    )


def test_the_fields_keep_the_names_and_order_of_the_record() -> None:
    assert list(statement_to_dict(STATEMENTS[0])) == [field.name for field in fields(Statement)]


@given(any_statement())
def test_any_statement_comes_back_from_its_plain_values(statement: Statement) -> None:
    assert statement_from_dict(json.loads(json.dumps(statement_to_dict(statement)))) == statement


@given(st.lists(any_statement(), max_size=3))
def test_any_statements_come_back_from_the_file(
    tmp_path_factory: pytest.TempPathFactory, some: list[Statement]
) -> None:
    path = tmp_path_factory.mktemp("lines") / "statements.jsonl"
    write_jsonl(some, path)
    assert list(read_jsonl(path)) == some


def test_lines_are_plain_utf8_and_one_a_statement(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "statements.jsonl"
    write_jsonl(STATEMENTS, path)
    content = path.read_bytes()
    assert content.count(b"\n") == len(STATEMENTS)
    assert "a appelé la Russie à cesser".encode() in content
    assert content == SAMPLE.read_bytes()


def test_files_from_before_a_field_was_known_are_still_read(tmp_path: Path) -> None:
    """The words of the date came after 0.1.0."""
    record = statement_to_dict(replace(STATEMENTS[0], date_text="Monday"))
    assert list(record)[list(record).index("date_basis") + 1] == "date_text"
    del record["date_text"]
    (tmp_path / "before.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    assert list(read_jsonl(tmp_path / "before.jsonl")) == [replace(STATEMENTS[0], date_text=None)]


def test_the_words_of_an_unknown_day_reach_both_tables(tmp_path: Path) -> None:
    undated = STATEMENTS[-1]
    assert (undated.date, undated.date_text) == (None, "Tuesday")
    write_csv([undated], tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["date"], row["date_basis"], row["date_text"]) == ("", "", "Tuesday")
    assert statement_to_dict(undated)["date_text"] == "Tuesday"


def test_floats_are_rounded() -> None:
    statement = replace(STATEMENTS[0], confidence=0.123456789, intensity=1)
    record = statement_to_dict(statement)
    assert (record["confidence"], record["intensity"]) == (0.1235, 1)


def test_lone_surrogates_survive_as_escapes(tmp_path: Path) -> None:
    odd = replace(STATEMENTS[0], evidence="x\ud800", start=64, end=66)
    write_jsonl([odd], tmp_path / "odd.jsonl")
    assert list(read_jsonl(tmp_path / "odd.jsonl")) == [odd]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stance": "shout"}, "field `stance`: 'shout' is none of support, agree"),
        ({"start": "64"}, "field `start`: '64' is not a whole number"),
        ({"start": True}, "field `start`: True is not a whole number"),
        ({"polarity": 2}, "field `polarity`: 2 is none of -1, 0, 1"),
        ({"polarity": True}, "field `polarity`: True is none of"),
        ({"confidence": "high"}, "field `confidence`: 'high' is not a number"),
        ({"confidence": 1.5}, "confidence and intensity must lie in 0..1"),
        ({"negated": "no"}, "field `negated`: 'no' is not true or false"),
        ({"speaker": None}, "field `speaker`: None is not a text"),
        ({"places": "Aleppo"}, "field `places`: 'Aleppo' is not a list of texts"),
        ({"modality": ["actual"]}, "field `modality`"),
        ({"end": 5}, "do not fit the evidence's length"),
        ({"target": None}, "target and target_id must be given together"),
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, change: dict[str, Any], message: str) -> None:
    path = tmp_path / "bad.jsonl"
    good = statement_to_dict(STATEMENTS[0])
    path.write_text(f"{json.dumps(good)}\n\n{json.dumps(good | change)}\n", "utf-8")
    with pytest.raises(StatementError, match=r"bad\.jsonl, line 3") as caught:
        list(read_jsonl(path))
    assert message in str(caught.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "not JSON at column 2"),
        ("[1]", "not a JSON object"),
        ("{}", "field `id` is missing"),
    ],
)
def test_a_line_that_is_no_record_is_named(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text(line, "utf-8")
    with pytest.raises(StatementError, match=f"line 1: {message}"):
        list(read_jsonl(path))


@pytest.mark.parametrize(("content", "message"), [(None, "cannot read"), (b"\xff\xfe", "is not UTF-8")])
def test_a_file_that_is_no_text_is_named(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "bad.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(StatementError, match=message):
        list(read_jsonl(path))


def test_columns_of_your_own_and_a_byte_order_mark_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "own.jsonl"
    record = statement_to_dict(STATEMENTS[0]) | {"my note": "check this"}
    path.write_text(json.dumps(record), "utf-8-sig")
    assert list(read_jsonl(path)) == STATEMENTS[:1]


def test_fields_with_a_default_may_be_left_out() -> None:
    record = statement_to_dict(STATEMENTS[0])
    del record["places"], record["place_ids"], record["date"]
    read = statement_from_dict(record)
    assert (read.places, read.date) == ((), None)


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_csv_has_all_fields_and_a_byte_order_mark(tmp_path: Path) -> None:
    path = tmp_path / "statements.csv"
    write_csv(STATEMENTS, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfid,article,")
    rows = read_csv(path)
    assert [row["id"] for row in rows] == [each.id for each in STATEMENTS]
    assert list(rows[0]) == [field.name for field in fields(Statement)]
    assert (rows[0]["polarity"], rows[0]["negated"], rows[2]["negated"]) == ("-1", "false", "true")
    assert (rows[9]["date"], rows[1]["target"]) == ("", "")


def test_csv_joins_lists(tmp_path: Path) -> None:
    listed = replace(STATEMENTS[0], places=("Aleppo", "Daraya"), place_ids=("aleppo", "daraya"))
    write_csv([listed], tmp_path / "s.csv")
    assert read_csv(tmp_path / "s.csv")[0]["places"] == "Aleppo|Daraya"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_csv_cells_are_no_formulas(tmp_path: Path, start: str) -> None:
    evil = start + "cmd|'/C calc'!A0"
    statement = replace(STATEMENTS[0], evidence=evil, end=64 + len(evil), speaker=evil, places=(evil,))
    write_csv([statement], tmp_path / "s.csv")
    [row] = read_csv(tmp_path / "s.csv")
    assert row["evidence"] == row["speaker"] == row["places"] == "'" + evil
    assert row["polarity"] == "-1", "a number is no formula"


@given(any_statement())
def test_no_text_cell_begins_as_a_formula(
    tmp_path_factory: pytest.TempPathFactory, statement: Statement
) -> None:
    path = tmp_path_factory.mktemp("csv") / "s.csv"
    write_csv([statement], path)
    [row] = read_csv(path)
    assert not [
        name for name, cell in row.items() if cell[:1] in tuple("=+-@\t\r") and cell and name != "polarity"
    ]


def test_articles_are_written_without_their_text(tmp_path: Path) -> None:
    article = Article(id="a", text="Some words.", title="Été", published="2016-07", language="fr")
    write_articles([article], tmp_path / "articles.jsonl")
    [read] = read_articles_metadata(tmp_path / "articles.jsonl")
    assert read == ArticleMetadata(
        id="a", title="Été", published="2016-07", language="fr", characters=11, sha256=article.sha256
    )
    assert "Some words" not in (tmp_path / "articles.jsonl").read_text("utf-8")
    assert "text" not in article_to_dict(article)


def test_a_bad_article_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text('{"id": "a", "title": 7}', "utf-8")
    with pytest.raises(ArticleError, match=r"line 1: field `title`: 7 is not a text"):
        list(read_articles_metadata(tmp_path / "a.jsonl"))


def test_files_appear_whole_or_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "out" / "file.txt"
    write_atomically(path, "old")

    def broken() -> Any:
        yield "half"
        raise StatementError("no more")

    with pytest.raises(StatementError):
        write_atomically(path, broken())
    assert path.read_text() == "old"
    assert [each.name for each in path.parent.iterdir()] == ["file.txt"]


@pytest.mark.parametrize(
    ("data", "expected"), [("é\r\n", b"\xc3\xa9\r\n"), (b"\x00\xff", b"\x00\xff"), (["a", "\ud800"], b"a?")]
)
def test_files_hold_what_was_given(tmp_path: Path, data: Any, expected: bytes) -> None:
    write_atomically(tmp_path / "f", data)
    assert (tmp_path / "f").read_bytes() == expected


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match=r"cannot write .*graph.ttl: .*-o DIR"):
        write_atomically(tmp_path / "file" / "graph.ttl", "")


def test_the_types_of_a_record_are_looked_up_once(monkeypatch: pytest.MonkeyPatch) -> None:
    record = statement_to_dict(STATEMENTS[0])
    assert statement_from_dict(record) == STATEMENTS[0]
    for name in ("get_type_hints", "get_origin", "get_args"):
        monkeypatch.delattr(decoding, name)
    assert statement_from_dict(record) == STATEMENTS[0]


def test_no_table_is_whole_in_memory(tmp_path: Path) -> None:
    many = [STATEMENTS[0]] * 2000
    for write in (write_csv, write_jsonl):
        tracemalloc.start()
        write(many, tmp_path / "table")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert most < (tmp_path / "table").stat().st_size / 2
