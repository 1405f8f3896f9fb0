"""The flow as a whole, from Python: reading back, folders, and what becomes of an article that fails."""

from __future__ import annotations

import gc
import json
import shutil
from typing import TYPE_CHECKING, Any

import pytest

from article_files import visible
from communique import pipeline
from communique.collection import without_collection
from communique.errors import ArticleError, CommuniqueError, ModelMissingError, OutputError, StatementError
from communique.export.files import writable_folder
from communique.export.tables import write_articles
from communique.extract.articles import read_articles
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TEXT = 'Germany condemned Russia on Monday. "Moscow must stop," Chancellor Angela Merkel said in Berlin.\n'


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    return folder


def test_build_tells_what_it_did(source: Path, tmp_path: Path) -> None:
    seen: list[str] = []
    output = tmp_path / "deep" / "er"
    result = pipeline.build([source], output, progress=lambda article: seen.append(article.id))
    assert seen == ["a"]
    assert {path.parent for path in result.files} == {output}
    assert [path.name for path in result.files[:2]] == ["graph.html", "graph.ttl"]  # the summary names these
    assert {path.name for path in result.files} == visible(output) == {*pipeline.ALL_FILES}
    assert len(result.extraction.statements) >= 1
    assert result.seconds > 0
    statements, articles = pipeline.read_statements(output / "statements.jsonl")
    assert statements == result.extraction.statements
    assert articles == {article.id: article for article in result.extraction.articles}


def test_a_run_remembers_whom_an_article_introduces(source: Path) -> None:
    introduced = 'Ghanaian ambassador Kofi Boateng condemned Togo. "Togo must stop," Boateng said.\n'
    (source / "b.txt").write_text(introduced, "utf-8")
    (source / "c.txt").write_text("Kofi Boateng accused Togo of lying.\n", "utf-8")
    last = pipeline.extract([source], language="en").statements[-1]
    assert (last.article, last.speaker, last.represents_id) == ("c", "Kofi Boateng", "ghana")
    alone = pipeline.extract([source / "c.txt"], language="en").statements[-1]
    assert (alone.speaker, alone.represents_id) == ("Kofi Boateng", None)


def test_a_second_build_replaces_the_first(source: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    first = pipeline.build([source], output)
    (source / "a.txt").write_text(TEXT + TEXT.replace("Germany", "Spain"), "utf-8")
    second = pipeline.build([source], output)
    assert len(second.extraction.statements) > len(first.extraction.statements)
    report = json.loads((output / "report.json").read_text("utf-8"))
    assert report["statements"] == len(second.extraction.statements)
    assert visible(output) == {*pipeline.ALL_FILES}  # no temporary file is left


def test_a_missing_model_ends_the_run_and_leaves_no_folder(source: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError):
        pipeline.build([source], tmp_path / "deep" / "er", models={"en": "nonexistent"})
    assert not (tmp_path / "deep").exists()


def test_nothing_to_read_is_an_error_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    with pytest.raises(ArticleError, match="No articles found"):
        pipeline.build([tmp_path / "in"], tmp_path / "out")
    (tmp_path / "in" / "void.txt").write_bytes(b"")
    with pytest.raises(ArticleError, match=r"(?s)No article could be read:\n.*void\.txt: is empty"):
        pipeline.build([tmp_path / "in"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_fault_while_writing_keeps_what_was_there(
    source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "out"
    output.mkdir()
    (output / "mine.txt").write_text("mine", "utf-8")

    def fail(*_: Any, **__: Any) -> None:
        raise OutputError("the disk is full")

    monkeypatch.setattr(pipeline, "write_html", fail)
    with pytest.raises(OutputError, match="the disk is full"):
        pipeline.build([source], output)
    assert visible(output) == {"mine.txt"}


# ------------------------------------------------------------------------------------------------- read back


def as_records(folder: Path) -> Path:
    file = folder / "wire.jsonl"
    records = [{"id": name, "text": TEXT + name, "language": "en"} for name in ("x", "y")]
    file.write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    return file


def as_table(folder: Path) -> Path:
    file = folder / "wire.csv"
    text = TEXT.replace('"', '""')
    file.write_text(f'id,language,text\nx,en,"{text}x"\ny,en,"{text}y"\n', "utf-8")
    return file


def as_texts(folder: Path) -> Path:
    (folder / "texts").mkdir()
    for name in ("x", "y"):
        (folder / "texts" / f"{name}.txt").write_bytes((TEXT + name).replace("\n", "\r\n").encode())
    return folder / "texts"


@pytest.mark.parametrize("make", [as_records, as_table, as_texts])
def test_articles_come_back_with_their_texts(make: Callable[[Path], Path], tmp_path: Path) -> None:
    """Also those that are one line of many: else `check` could not compare their evidence."""
    place = make(tmp_path)
    articles = [each for each in read_articles([place]) if isinstance(each, Article)]
    write_articles(articles, tmp_path / "articles.jsonl")
    (tmp_path / "statements.jsonl").write_text("", "utf-8")
    _, found = pipeline.read_statements(tmp_path / "statements.jsonl")
    assert [found[name] for name in ("x", "y")] == articles

    changed = next(path for path in (place, *place.parent.glob("texts/x.txt")) if path.is_file())
    changed.write_bytes(changed.read_bytes().replace(b"Germany", b"Austria", 1))
    _, found = pipeline.read_statements(tmp_path / "statements.jsonl")
    assert [isinstance(found[name], Article) for name in ("x", "y")] == [False, True]
    assert found["x"].sha256 == articles[0].sha256

    shutil.rmtree(place) if place.is_dir() else place.unlink()
    _, found = pipeline.read_statements(tmp_path / "statements.jsonl")
    assert not any(isinstance(each, Article) for each in found.values())


def test_a_short_text_comes_back_in_the_language_it_was_read_in(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Non.", "utf-8")
    articles = [each for each in read_articles([tmp_path], language="fr") if isinstance(each, Article)]
    write_articles(articles, tmp_path / "articles.jsonl")
    (tmp_path / "statements.jsonl").write_text("", "utf-8")
    assert pipeline.read_statements(tmp_path / "statements.jsonl")[1] == {"s": articles[0]}


def test_a_line_that_is_no_statement_is_named(tmp_path: Path) -> None:
    (tmp_path / "statements.jsonl").write_text('{"id": "x"}\n', "utf-8")
    with pytest.raises(StatementError, match=r"statements\.jsonl, line 1: field `article` is missing"):
        pipeline.read_statements(tmp_path / "statements.jsonl")


# --------------------------------------------------------------------------------------------------- folders


def test_a_folder_is_made_and_kept_when_the_work_succeeds(tmp_path: Path) -> None:
    with writable_folder(tmp_path / "a" / "b", ["f"]):
        pass
    assert (tmp_path / "a" / "b").is_dir()


def test_only_folders_that_were_made_and_are_empty_are_removed(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    for folder in (tmp_path / "old", tmp_path / "new" / "er", tmp_path / "used"):
        with pytest.raises(KeyboardInterrupt), writable_folder(folder, ["f"]):
            if folder.name == "used":
                (folder / "f").write_text("half", "utf-8")
            raise KeyboardInterrupt
    assert sorted(path.name for path in tmp_path.iterdir()) == ["old", "used"]


def test_a_link_does_not_hide_that_a_folder_is_read(source: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(source, target_is_directory=True)
    with pytest.raises(OutputError, match="among the articles"):
        pipeline.build([source], tmp_path / "link")
    assert [path.name for path in source.iterdir()] == ["a.txt"]


@pytest.mark.parametrize("iri", [None, "", "https://e.org/", "urn:x:/"])
def test_bases_of_iris(iri: str | None) -> None:
    pipeline.check_base_iri(iri)


@pytest.mark.parametrize(
    "iri", ["e.org/", "/x/", "https://e.org", "https://e org/", "https://e.org/{x}/", "https://e.org/x#"]
)
def test_what_is_no_base_of_iris(iri: str) -> None:
    with pytest.raises(CommuniqueError, match="absolute"):
        pipeline.check_base_iri(iri)


def test_garbage_is_collected_before_and_after_but_not_while_a_graph_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_work: list[bool] = []
    build_network = pipeline.build_network
    monkeypatch.setattr(
        pipeline, "build_network", lambda *given: at_work.append(gc.isenabled()) or build_network(*given)
    )
    pipeline.write_graph([], {}, tmp_path)
    assert (at_work, gc.isenabled()) == ([False], True)
    with without_collection(), pytest.raises(CommuniqueError):
        pipeline.write_graph([], {}, tmp_path, base_iri="no base")
    assert gc.isenabled()
    with without_collection():
        pipeline.write_graph([], {}, tmp_path)
        assert not gc.isenabled()
