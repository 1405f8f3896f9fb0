"""ARTICLES -> parsed paragraphs: the model reads several articles in one batch, which is faster.

How articles are put together changes nothing: a model reads each paragraph for itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cleaning import Block, BlockKind, split_blocks
from .datelines import read_dateline
from .discourse import Discourse, read_paragraph
from .entities import parse_with_names
from .introductions import RunMemory
from .languages import load_language
from .parsing import load_pipeline
from .pieces import readable_pieces
from .skimming import skimmer_of, unparsed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from ..model import Article
    from .datelines import Dateline
    from .languages import Language
    from .mentions import Mention
    from .parsing import Models

READ = frozenset(
    {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.CAPTION}
)
"""Blocks that are parsed: headlines, body and answers speak, questions and captions tell who is meant."""


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """An article in blocks, each with its parse and the known names in it (None: still to be found)."""

    article: Article
    language: Language
    dateline: Dateline | None
    blocks: Sequence[Block]
    parses: Sequence[tuple[Doc, list[Mention] | None]]


def parse_articles(
    articles: Sequence[Article], models: Models | None = None, *, skim: bool = True
) -> list[ParsedArticle]:
    """Return the articles parsed, in order; those of one language are read by the model together.

    With `skim`, what can hold no statement is not parsed (see `skimming`): an article without any has no
    blocks.
    Raises ModelMissingError if a language has no model.
    """
    cut = [_cut(article) for article in articles]
    parses: dict[tuple[int, int], tuple[Doc, list[Mention] | None]] = {}
    for code in dict.fromkeys(language.code for language, _, _ in cut):
        pipeline = load_pipeline(code, models)
        skimmer = skimmer_of(pipeline, code)
        worth: dict[tuple[int, int], Doc] = {}
        for number, (language, _, blocks) in enumerate(cut):
            if language.code != code:
                continue
            words = [pipeline.make_doc(block.text) for block in blocks]
            if skim and not skimmer.can_hold_statement(blocks, words):
                blocks.clear()  # nobody whom it names is introduced to other articles either
            for i, (block, doc) in enumerate(zip(blocks, words, strict=False)):
                if not skim or skimmer.is_worth_parsing(block, doc):
                    worth[number, i] = doc
                else:
                    parses[number, i] = unparsed(doc), []
        places = sorted(worth, key=lambda place: len(worth[place]))  # batches of like size are quick
        texts = [worth[place] for place in places]
        parses.update(zip(places, parse_with_names(pipeline, texts, code), strict=True))
    return [
        ParsedArticle(article, language, dateline, blocks, [parses[number, i] for i in range(len(blocks))])
        for number, (article, (language, dateline, blocks)) in enumerate(zip(articles, cut, strict=True))
    ]


def _cut(article: Article) -> tuple[Language, Dateline | None, list[Block]]:
    language = load_language(article.language or "en")
    every_block = split_blocks(article.text, language.code, article.title)
    dateline = read_dateline(every_block, language.code, article.published)
    return language, dateline, readable_pieces(block for block in every_block if block.kind in READ)


def discourse_of(parsed: ParsedArticle, memory: RunMemory | None = None) -> Discourse:
    """Return a parsed article as a discourse: its paragraphs with the actors that they name."""
    article, dateline = parsed.article, parsed.dateline
    paragraphs = [
        read_paragraph(index, block, doc, parsed.language, names)
        for index, (block, (doc, names)) in enumerate(zip(parsed.blocks, parsed.parses, strict=True))
    ]
    filed = dateline.date if dateline is not None and article.published is None else None
    return Discourse(
        parsed.language,
        article.published or filed,
        paragraphs,
        dateline,
        "stated" if filed else "publication",
        memory=memory or RunMemory(),
    )


def read_discourse(
    article: Article, models: Models | None = None, memory: RunMemory | None = None
) -> Discourse:
    """Return one article parsed as a discourse, all of it; raises as `parse_articles`."""
    [parsed] = parse_articles([article], models, skim=False)
    return discourse_of(parsed, memory)
