"""The entity recogniser is asked about the sentences that need it, and finds there what it would find."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy

from communique.extract import entities
from communique.extract.entities import parse_with_names
from communique.extract.languages import load_language
from communique.extract.parsing import choose_package, load_pipeline

if TYPE_CHECKING:
    from spacy.tokens import Doc

KNOWN = "France accused Russia of lying on Monday. Putin met Merkel in July."
UNKNOWN = "The minister met Fatou Tamboura of the Sahel Institute."


def read(texts: list[str], code: str = "en", pipeline: Any = None) -> list[Doc]:
    return [doc for doc, _ in parse_with_names(pipeline or load_pipeline(code), texts, code)]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The sentences that the recogniser is asked about."""
    sentences: list[str] = []
    recognise = entities._recognise

    def note(spans: Any, docs: Any, pipeline: Any) -> None:
        sentences.extend(span.text for span in spans)
        recognise(spans, docs, pipeline)

    monkeypatch.setattr(entities, "_recognise", note)
    return sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (KNOWN, []),
        (UNKNOWN, [UNKNOWN]),
        (f"{KNOWN} {UNKNOWN} {KNOWN}", [UNKNOWN]),
        ("", []),
        ("Lavrov said no.", []),
        ("Martin Miller said no.", ["Martin Miller said no."]),
        ("The talks went on, he said.", []),
    ],
)
def test_only_sentences_with_unknown_names_are_asked_about(
    text: str, expected: list[str], asked: list[str]
) -> None:
    read([text])
    assert asked == expected


def test_what_is_found_stands_where_it_is() -> None:
    [doc] = read([f"{KNOWN} {UNKNOWN} {KNOWN}"])
    whole = load_pipeline("en")(UNKNOWN)
    assert [(entity.text, entity.label_) for entity in doc.ents] == [
        (entity.text, entity.label_) for entity in whole.ents
    ]
    assert any(entity.text == "Fatou Tamboura" for entity in doc.ents)
    assert {token.ent_iob_ for token in doc[:5]} == {"O"}


def test_docs_come_in_order_with_the_names_known() -> None:
    found = list(parse_with_names(load_pipeline("en"), [UNKNOWN, KNOWN], "en"))
    assert [doc.text for doc, _ in found] == [UNKNOWN, KNOWN]
    assert [[name.text for name in names or []] for _, names in found] == [
        [],
        ["France", "Russia", "Putin", "Merkel"],
    ]


def test_french_is_repaired_with_its_entities() -> None:
    text = "« Il faut négocier », tonne Fatou Tamboura."
    [doc] = read([text], "fr")
    assert [token.pos_ for token in doc if token.text == "tonne"] == ["VERB"]
    assert [entity.text for entity in doc.ents] == [entity.text for entity in load_pipeline("fr")(text).ents]


@pytest.mark.parametrize("factory", ["entity_ruler", "span_ruler"])
def test_where_others_set_entities_all_is_read_at_once(factory: str, asked: list[str]) -> None:
    nlp = spacy.load(choose_package(load_language("en"), {}))
    ruler: Any = nlp.add_pipe(factory, config={"annotate_ents": True} if factory == "span_ruler" else {})
    ruler.add_patterns([{"label": "ORG", "pattern": "talks"}])
    [doc] = read([f"{KNOWN} The talks failed."], pipeline=nlp)
    assert not asked
    assert "talks" in {entity.text for entity in doc.ents}


def test_a_pipeline_without_a_recogniser_is_read_as_it_is(asked: list[str]) -> None:
    nlp = spacy.load(choose_package(load_language("en"), {}), exclude=["ner"])
    [doc] = read([UNKNOWN], pipeline=nlp)
    assert not asked
    assert not doc.ents
    assert doc.has_annotation("DEP")


def test_a_recogniser_that_shares_a_network_is_part_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Node:
        name = "tok2vec-listener"

    class Recogniser:
        model = type("Model", (), {"walk": lambda _: [Node()]})()

    nlp = load_pipeline("en")
    assert entities._reads_alone(nlp)
    monkeypatch.setattr(nlp, "get_pipe", lambda _: Recogniser())
    assert not entities._reads_alone(nlp)
