"""Statements as a whole: exact evidence, stable ids, and the traps that the five seeds hold."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.extract.articles import SkippedArticle, read_articles
from communique.extract.cleaning import BlockKind, split_blocks
from communique.extract.runs import extract_statements
from communique.extract.statements import extract_article
from communique.model import Article, Statement, statement_id

if TYPE_CHECKING:
    from pathlib import Path

SEEDS = ("000", "001", "002", "003", "004")
Seeds = dict[str, tuple[Article, list[Statement]]]


def check(article: Article, statements: list[Statement]) -> None:
    """What holds of the statements of any text."""
    for each in statements:
        assert article.text[each.start : each.end] == each.evidence
        assert each.evidence.strip()
        assert 0 <= each.sentence_start <= each.start < each.end <= each.sentence_end <= len(article.text)
        assert each.cue == "" or each.cue in article.text
        assert each.id == statement_id(
            article.id, each.start, each.end, each.speaker_id, each.stance, each.target_id
        )
        assert re.fullmatch("[0-9a-f]{16}", each.id)
        assert each.article == article.id
        assert each.speaker_id != each.target_id
    assert len({each.id for each in statements}) == len(statements)
    assert [each.start for each in statements] == sorted(each.start for each in statements)


@pytest.mark.parametrize("seed", SEEDS)
def test_seeds_have_sound_statements(seed_statements: Seeds, seed: str) -> None:
    article, statements = seed_statements[seed]
    assert len(statements) >= 5
    check(article, statements)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_same_twice(seed_statements: Seeds, seed: str) -> None:
    article, statements = seed_statements[seed]
    assert extract_article(article) == statements


def test_one_article_does_not_change_another(seeds: Path, seed_statements: Seeds) -> None:
    articles = [article for article in read_articles([seeds]) if not isinstance(article, SkippedArticle)]
    backwards = list(extract_statements(reversed(articles)))
    assert {article.id[:3]: found for article, found in backwards} == {
        seed: found for seed, (_, found) in seed_statements.items()
    }


def blocks_of(article: Article, kind: BlockKind) -> list[tuple[int, int]]:
    assert article.language is not None
    blocks = split_blocks(article.text, article.language, article.title)
    return [(block.start, block.start + len(block.text)) for block in blocks if block.kind is kind]


def test_questions_of_an_interview_say_nothing(seed_statements: Seeds) -> None:
    article, statements = seed_statements["003"]
    questions = blocks_of(article, BlockKind.QUESTION)
    assert len(questions) >= 5
    assert not [
        each for each in statements for low, high in questions if low < each.end and each.start < high
    ]
    answers = blocks_of(article, BlockKind.ANSWER)
    inside = [each for each in statements if any(low <= each.start < high for low, high in answers)]
    assert {each.speaker for each in inside if not each.source_chain} == {"Jean-Marc Ayrault"}


@pytest.mark.parametrize("seed", SEEDS)
def test_teasers_captions_and_advertising_say_nothing(seed_statements: Seeds, seed: str) -> None:
    article, statements = seed_statements[seed]
    silent = [
        span
        for kind in (BlockKind.TEASER, BlockKind.CAPTION, BlockKind.ADVERTISING, BlockKind.NAVIGATION)
        for span in blocks_of(article, kind)
    ]
    assert not [each for each in statements for low, high in silent if low < each.end and each.start < high]


def test_the_second_seed_has_teasers(seed_statements: Seeds) -> None:
    assert blocks_of(seed_statements["002"][0], BlockKind.TEASER)


PIECES = {
    "en": [
        "Russia",
        "Kerry",
        "she",
        "The US",
        "accused",
        "said",
        "that",
        "must stop",
        "was condemned by",
        "and",
        "not",
        "if",
        "according to",
        "on Monday",
        "in Geneva",
    ],
    "fr": [
        "la Russie",
        "Kerry",
        "elle",
        "L'ONU",
        "accuse",
        "a déclaré",
        "que",
        "doit cesser",
        "est condamnée par",
        "et",
        "ne",
        "si",
        "selon",
        "lundi",
        "à Genève",
    ],
}
MARKS = [
    "“",
    "”",
    '"',
    "«",
    "»",
    "'",
    "’",
    ",",
    ".",
    "?",
    ":",
    "—",
    "\n",
    "\n\n",
    "\u00a0",
    "🙂",
    "é",
    "\r\n",
]


@pytest.mark.parametrize("language", ["en", "fr"])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_junk_does_no_harm(language: str, data: st.DataObject) -> None:
    pieces = st.sampled_from(PIECES[language]) | st.sampled_from(MARKS) | st.text(max_size=3)
    text = " ".join(data.draw(st.lists(pieces, max_size=25)))
    article = Article(id="junk", text=text, language=language, published="2016-10-12")
    check(article, extract_article(article))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\ufeff", "«", '"', "?", "a", "🙂", "Russia", ".\n" * 50])
@pytest.mark.parametrize("language", ["en", "fr"])
def test_almost_no_text(language: str, text: str) -> None:
    assert extract_article(Article(id="short", text=text, language=language)) == []


def test_offsets_count_the_characters_before_the_text() -> None:
    """Something odd in front of an article moves its statements, and changes nothing else."""
    text = "Norway accused Russia of spying."
    for before in ("\ufeff", "🙂🙂\n\n", "é\u0301\r\n\r\n", "728 x 90\n\n"):
        moved = extract_article(Article(id="moved", text=before + text, language="en"))
        assert [(each.start, each.evidence) for each in moved] == [(len(before), text.rstrip("."))], repr(
            before
        )


def test_a_run_without_a_space_is_no_prose() -> None:
    text = "France accused Russia of lying.\n\n" + '"' * 50_000
    found = extract_article(Article(id="marks", text=text, language="en"))
    assert [(each.speaker, each.target) for each in found] == [("France", "Russia")]


def test_a_paragraph_of_any_length_keeps_its_offsets() -> None:
    text = " ".join(f"On day {number}, France accused Russia of lying." for number in range(200))
    found = extract_article(Article(id="long", text=text, language="en"))
    assert len(found) == 200
    assert all(text[each.start : each.end] == each.evidence for each in found)
    assert found[-1].sentence_end == len(text)
