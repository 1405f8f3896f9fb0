"""What cannot hold a statement is not parsed; what can, whatever its words turn out to be, is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy

from communique.extract import parsed_articles
from communique.extract.articles import read_articles
from communique.extract.cleaning import Block, BlockKind
from communique.extract.languages import load_language
from communique.extract.lexicon import load_lexicon
from communique.extract.parsed_articles import discourse_of, parse_articles, read_discourse
from communique.extract.parsing import load_pipeline
from communique.extract.skimming import Skimmer, skimmer_of, unparsed
from communique.extract.statements import Extracted, extract_article, extract_batch
from communique.extract.verb_repairs import finite_forms
from communique.knowledge.user_actors import read_user_actors
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

SEEDS = Path(__file__).parents[2] / "seeds"
SPEECH = "France accused Russia of lying."
SILENT_EN = "You mix the flour and the butter. Then it bakes for an hour at a low heat until golden."
SILENT_FR = "Vous mélangez la farine et le beurre. Puis ça cuit une heure à feu doux."


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that a model parses."""
    texts: list[str] = []
    parse = parsed_articles.parse_with_names

    def note(pipeline: Any, docs: Iterable[Doc], code: str) -> Any:
        docs = list(docs)
        texts.extend(doc.text for doc in docs)
        return parse(pipeline, docs, code)

    monkeypatch.setattr(parsed_articles, "parse_with_names", note)
    return texts


def article(text: str, language: str = "en", name: str = "a") -> Article:
    return Article(id=name, text=text, language=language, published="2016-09-20")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", SILENT_EN),
        ("fr", SILENT_FR),
        ("en", "Berlin 14 degrees, rain. Paris 17 degrees, sun.\n\nMoscow 3 degrees, snow."),
        ("fr", "Berlin 14 degrés, pluie. Paris 17 degrés, soleil.\n\nMoscou 3 degrés, neige."),
        ("en", ""),
        ("en", "Arsenal 2, Chelsea 1.\nLiverpool 0, Everton 0."),
    ],
)
def test_an_article_that_can_hold_no_statement_is_never_parsed(
    language: str, text: str, parsed: list[str]
) -> None:
    assert extract_article(article(text, language)) == []
    assert parsed == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", SPEECH),
        ("fr", "La France dénonce les mensonges de la Russie."),
        ("en", "According to Kerry, it is a plot."),
        ("fr", "La guerre continue, selon Kerry."),
        ("en", "“Never again.”"),
        ("fr", "« Plus jamais. »"),
        ("en", "Merkel: We can do it"),
        ("en", "KENYA TO SEND POLICE"),
        ("en", "Kenya to\u00a0send police"),
        ("en", "Q: What now?\nA: We wait.\nQ: How long?\nA: A week.\nQ: And then?\nA: Peace."),
    ],
)
def test_whatever_may_hold_one_is_parsed(language: str, text: str, parsed: list[str]) -> None:
    extract_article(article(text, language))
    lines = text.replace("\u00a0", " ").splitlines()
    assert sorted(parsed) == sorted(re.sub("^[QA]: ", "", line) for line in lines)


@pytest.mark.parametrize(
    ("language", "silent", "speech"),
    [("en", SILENT_EN, SPEECH), ("fr", SILENT_FR, "La France dénonce les mensonges de la Russie.")],
)
def test_a_silent_paragraph_of_an_article_that_speaks_is_not_parsed(
    language: str, silent: str, speech: str, parsed: list[str]
) -> None:
    found = extract_article(article(f"{speech}\n\n{silent}\n\n{speech}", language))
    assert parsed == [speech, speech]
    assert [statement.start for statement in found] == [0, len(speech) + len(silent) + 4]


@pytest.mark.parametrize(
    ("language", "paragraph"),
    [
        ("en", "Rain fell on Geneva."),
        ("en", "Geneva saw rain."),
        ("en", "All the rebels had gone home."),
        ("fr", "La pluie est tombée sur Genève."),
        ("fr", "Tous les soldats syriens dormaient."),
        ("fr", "Dans la ville, tous les rebelles dormaient."),
    ],
)
def test_a_paragraph_that_names_somebody_is_parsed(language: str, paragraph: str, parsed: list[str]) -> None:
    speech = {"en": SPEECH, "fr": "La France dénonce les mensonges de la Russie."}[language]
    extract_article(article(f"{speech}\n\n{paragraph}", language))
    assert set(parsed) == {speech, paragraph}


def test_an_actor_of_ones_own_is_a_name(tmp_path: Path, parsed: list[str]) -> None:
    table = tmp_path / "own.csv"
    table.write_text("name,kind\nblue group,organisation\n", encoding="utf-8")
    paragraph = "All of the blue group slept."
    [result] = extract_batch([article(f"{SPEECH}\n\n{paragraph}")], actors=read_user_actors([table]))
    assert isinstance(result, Extracted)
    assert set(parsed) == {SPEECH, paragraph}


def test_a_paragraph_without_a_parse_keeps_its_words_and_its_place() -> None:
    discourse = discourse_of(parse_articles([article(f"{SPEECH}\n\n{SILENT_EN}\n\n{SPEECH}")])[0])
    assert [paragraph.index for paragraph in discourse.paragraphs] == [0, 1, 2]
    silent = discourse.paragraphs[1].doc
    assert silent.text == SILENT_EN
    assert {token.pos_ for token in silent} == {"X"}
    assert list(silent.sents)
    assert unparsed(spacy.blank("en")("")).text == ""


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_cue_that_a_parse_finds_shows_before_it(language: str) -> None:
    texts = [
        item.text
        for item in read_articles([SEEDS])
        if isinstance(item, Article) and item.language == language
    ]
    skimmer = skimmer_of(load_pipeline(language), language)
    cues = [
        cue.token
        for text in texts
        for paragraph in read_discourse(article(text, language)).paragraphs
        for cue in paragraph.cues
    ]
    assert len(cues) > 20
    assert [token.text for token in cues if not skimmer.can_hold_cue(unparsed(token.doc))] == []


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_word_of_the_lexicon_shows_and_what_repairs_take_for_verbs(language: str) -> None:
    skimmer = skimmer_of(load_pipeline(language), language)
    words = load_lexicon(language).cues.keys()
    forms = {*words, *(finite_forms() if language == "fr" else ())}
    assert [form for form in sorted(forms) if skimmer._keys(form).isdisjoint(words)] == []


def test_without_rules_for_lemmas_any_word_may_be_a_cue() -> None:
    pipeline = spacy.blank("en")
    skimmer = Skimmer(pipeline, load_language("en"))
    text = "You mix butter."
    block = Block(BlockKind.BODY, 0, len(text), text)
    assert skimmer.can_hold_statement([block], [pipeline(text)])


def test_a_silent_article_among_others_changes_none(parsed: list[str]) -> None:
    articles = [article(SPEECH, name="a"), article(SILENT_EN, name="b"), article(SPEECH, name="c")]
    first, silent, last = extract_batch(articles)
    assert isinstance(first, Extracted)
    assert isinstance(silent, Extracted)
    assert isinstance(last, Extracted)
    assert [len(each.statements) for each in (first, silent, last)] == [1, 0, 1]
    assert SILENT_EN not in parsed


@pytest.mark.parametrize("language", ["en", "fr"])
def test_statements_are_those_of_a_full_parse(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    silent = {"en": SILENT_EN, "fr": SILENT_FR}[language]
    paragraphs = [
        block
        for item in read_articles([SEEDS])
        if isinstance(item, Article) and item.language == language
        for block in item.text.split("\n\n")
    ]
    text = f"\n\n{silent}\n\n".join(paragraphs)
    skimmed = extract_article(article(text, language))
    monkeypatch.setattr(Skimmer, "is_worth_parsing", lambda *_: True)
    assert skimmed == extract_article(article(text, language))
    assert len(skimmed) > 10
