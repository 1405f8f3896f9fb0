"""Models: which one reads a language, and one clear line where it is missing."""

from __future__ import annotations

import dataclasses
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from communique.errors import ModelMissingError
from communique.extract.entities import MAX_TOKENS, parse_with_names
from communique.extract.languages import load_language, supported_languages
from communique.extract.parsing import MAX_BATCH, choose_package, load_model, load_pipeline, parse_paragraphs
from communique.extract.statements import extract_article
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from spacy.tokens import Doc


@pytest.mark.parametrize("code", supported_languages())
def test_an_installed_default_is_chosen(code: str) -> None:
    language = load_language(code)
    assert choose_package(language, {}) in language.packages


@pytest.mark.parametrize("code", supported_languages())
def test_a_model_is_loaded_once(code: str) -> None:
    assert load_pipeline(code) is load_pipeline(code)


@pytest.mark.parametrize("code", supported_languages())
def test_a_missing_model_takes_one_line(code: str) -> None:
    language = dataclasses.replace(load_language(code), packages=("no_such_model",), install="no-such-model")
    with pytest.raises(ModelMissingError) as raised:
        choose_package(language, {})
    told = str(raised.value)
    assert "\n" not in told
    assert language.name in told
    assert told.endswith("pip install no-such-model")


def test_the_model_asked_for_is_taken_or_named() -> None:
    english, french = load_language("en"), load_language("fr")
    default = choose_package(english, {})
    assert choose_package(english, {"en": default.replace("_", "-")}) == default
    assert choose_package(english, {"fr": "no_such_model"}) == default, "that is asked of French only"
    with pytest.raises(ModelMissingError, match="no_such_model is not installed"):
        choose_package(french, {"fr": "no_such_model"})
    with pytest.raises(ModelMissingError, match="no_such_model"):
        extract_article(
            Article(id="a", text="Norway accused Russia.", language="en"), {"en": "no_such_model"}
        )


def test_a_folder_with_a_saved_model_can_be_asked_for(tmp_path: Path) -> None:
    load_pipeline("en").to_disk(tmp_path / "mine")
    chosen = choose_package(load_language("en"), {"en": str(tmp_path / "mine")})
    assert chosen == str(tmp_path / "mine")
    assert load_model(chosen).lang == "en"


def test_paragraphs_keep_their_order_and_letters() -> None:
    texts = [f"Paragraph {number}.  Two  spaces\nand a line." for number in range(70)]
    docs = parse_paragraphs(load_pipeline("en"), texts)
    assert [doc.text for doc in docs] == texts


def test_a_model_is_never_given_more_at_once_than_memory_has_room_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Neither the parser nor, for sentences that may be as long, the recogniser."""
    pipeline = load_pipeline("en")
    recogniser, parse = pipeline.get_pipe("ner"), pipeline.pipe
    characters: list[int] = []
    tokens: list[int] = []

    def spy_parse(texts: list[str], **other: Any) -> Any:
        characters.append(sum(map(len, texts)))
        return parse(texts, **other)

    def spy_recognise(docs: Iterable[Doc], *, batch_size: int) -> Any:
        batch = list(docs)
        tokens.append(sum(map(len, batch)))
        return recogniser.pipe(batch, batch_size=batch_size)

    spied = SimpleNamespace(model=recogniser.model, pipe=spy_recognise)
    monkeypatch.setattr(pipeline, "pipe", spy_parse)
    monkeypatch.setattr(pipeline, "get_pipe", lambda _: spied)
    texts = ["Fatou Tamboura and " * 260] * 20
    assert [doc.text for doc, _ in parse_with_names(pipeline, texts, "en")] == texts
    assert max(characters) <= MAX_BATCH < sum(characters) / 2
    assert max(tokens) <= MAX_TOKENS < sum(tokens)
