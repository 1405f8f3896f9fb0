"""`nlp.add_pipe("communique")`: the same statements in people's own pipelines."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from spacy.tokens import Doc, DocBin

import communique as cq
from communique.errors import ArticleError, ModelMissingError
from communique.extract.languages import load_language
from communique.extract.parsing import choose_package, load_pipeline
from communique.extract.statements import extract_article

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

ENGLISH = "France accused Russia of lying on Monday.\n\nPutin rejected the claim, the Kremlin said."
FRENCH = "« La Russie doit cesser les frappes », a déclaré Jean-Marc Ayrault."


def own_pipeline(code: str) -> Language:
    return spacy.load(choose_package(load_language(code), {}))


@pytest.fixture(scope="module")
def english() -> Language:
    nlp = own_pipeline("en")
    nlp.add_pipe("communique")
    return nlp


def expected(text: str, language: str, **told: Any) -> tuple[cq.Statement, ...]:
    unnamed = f"doc-{hashlib.sha256(text.encode()).hexdigest()[:12]}"
    article = cq.Article(id=told.pop("id", unnamed), text=text, language=language, **told)
    return tuple(extract_article(article))


@pytest.mark.parametrize(("code", "text"), [("en", ENGLISH), ("fr", FRENCH)])
@pytest.mark.parametrize("make", [own_pipeline, spacy.blank])
def test_the_statements_are_those_of_the_command(code: str, text: str, make: Any) -> None:
    nlp = make(code)
    nlp.add_pipe("communique", name="who_said_what")
    before = nlp.pipe_names
    doc = nlp(text)
    assert doc._.statements == expected(text, code)
    assert len(doc._.statements) >= 1
    assert nlp.pipe_names == before  # the French repairs run on our reading only
    assert doc.text == text


def test_a_pipeline_without_language_detects_it() -> None:
    nlp = spacy.blank("xx")
    nlp.add_pipe("communique")
    text = FRENCH * 3
    assert nlp(text)._.statements == expected(text, "fr")


@pytest.mark.parametrize("without", ["parser", "lemmatizer", "tagger", "attribute_ruler"])
@pytest.mark.filterwarnings("ignore:\\[W108\\]")
def test_a_pipeline_that_lacks_a_part_is_helped_out(without: str) -> None:
    nlp = spacy.load(choose_package(load_language("en"), {}), exclude=[without])
    nlp.add_pipe("communique")
    assert nlp(ENGLISH)._.statements == expected(ENGLISH, "en")


def test_texts_without_an_id_are_told_apart(english: Language) -> None:
    first, second, again = english.pipe([ENGLISH, ENGLISH + "\n", ENGLISH])
    assert first._.statements[0].id != second._.statements[0].id
    assert first._.statements == again._.statements


def test_what_is_no_knowledge_of_an_article_is_refused(english: Language) -> None:
    doc = english.make_doc(ENGLISH)
    doc._.article = ["a1"]
    with pytest.raises(ArticleError, match="published"):
        english(doc)


def test_what_is_known_of_the_article_comes_with_the_doc(english: Language) -> None:
    doc = english.make_doc(ENGLISH)
    doc._.article = {"id": "a1", "published": "2016-12-13", "title": None, "other": 1}
    told = english(doc)._.statements
    assert told == expected(ENGLISH, "en", id="a1", published="2016-12-13")
    assert told[0].date == "2016-12-12"


def test_or_as_context_of_a_pipe(english: Language) -> None:
    texts = [(ENGLISH, {"id": "a", "published": "2016-12-13"}), (ENGLISH, "a word"), (ENGLISH, None)]
    docs = [doc for doc, _ in english.pipe(texts, as_tuples=True)]
    assert docs[0]._.statements[0].article == "a"
    assert docs[1]._.statements == docs[2]._.statements == expected(ENGLISH, "en")
    assert [doc._.statements[0].date for doc in docs] == ["2016-12-12", None, None]


def test_the_evidence_is_a_span_group(english: Language) -> None:
    doc = english(ENGLISH)
    assert [(span.text, span.label_) for span in doc.spans["statements"]] == [
        (each.evidence, each.stance.value) for each in doc._.statements
    ]


def test_what_comes_after_is_let_alone() -> None:
    seen: list[str] = []

    @spacy.Language.component("count_docs_of_test")
    def count(doc: Doc) -> Doc:
        seen.append(doc.text)
        return doc

    nlp = own_pipeline("en")
    nlp.add_pipe("communique")
    nlp.add_pipe("count_docs_of_test", last=True)
    nlp(ENGLISH)
    assert seen == [ENGLISH]  # and not its paragraphs


def test_it_goes_to_other_processes_and_into_files(english: Language) -> None:
    docs = list(english.pipe([ENGLISH] * 3, n_process=2, batch_size=1))
    assert [doc._.statements for doc in docs] == [expected(ENGLISH, "en")] * 3
    saved = DocBin(store_user_data=True, docs=docs[:1]).to_bytes()
    [again] = DocBin().from_bytes(saved).get_docs(english.vocab)
    assert again._.statements == docs[0]._.statements


def test_a_doc_without_words_has_no_statements(english: Language) -> None:
    for doc in english.pipe(["", " \n"]):
        assert doc._.statements == ()
        assert len(doc.spans["statements"]) == 0
    assert english.make_doc("not yet read")._.statements == ()
    nlp = spacy.blank("xx")
    nlp.add_pipe("communique")
    with pytest.warns(UserWarning, match="too short to tell its language"):
        assert nlp("Zzz.")._.statements == ()


def test_own_actors(tmp_path: Path) -> None:
    (tmp_path / "mine.tsv").write_text("name\tkind\nZembla\tstate\n", "utf-8")
    nlp = spacy.blank("en")
    mine = str(tmp_path / "mine.tsv")
    for number, actors in enumerate([[mine], mine]):
        nlp.add_pipe("communique", name=f"own{number}", config={"actors": actors})
        [said] = nlp("Zembla accused France of lying.")._.statements
        assert said.speaker_id == "zembla"


def test_a_language_without_rules_is_refused() -> None:
    with pytest.raises(ModelMissingError, match="'de'"):
        spacy.blank("de").add_pipe("communique")


def test_a_loaded_pipeline_may_be_the_model() -> None:
    own = own_pipeline("en")
    article = cq.Article(id="a", text=ENGLISH, language="en")
    assert cq.build(article, models={"en": own}).extraction.statements == list(
        expected(ENGLISH, "en", id="a")
    )
    assert load_pipeline("en", {"en": own}) is own
    with pytest.raises(ModelMissingError, match="sets no DEP, POS, LEMMA"):
        cq.build(article, models={"en": spacy.blank("en")})
    with own.select_pipes(disable=["lemmatizer"]), pytest.raises(ModelMissingError, match="sets no LEMMA"):
        cq.build(article, models={"en": own})
    french = own_pipeline("fr")
    built = cq.build(cq.Article(id="a", text=FRENCH, language="fr"), models={"fr": french})
    assert built.extraction.statements == list(expected(FRENCH, "fr", id="a"))
