"""What each rule of attribution is worth: detect F1 with the rule switched off, against all rules.

    python bench/ablation.py GOLD.jsonl ARTICLES [--relations TEXTS.jsonl ...]

A rule that changes nothing on any of the sets may go. ARTICLES holds the .txt files of the gold with their
`articles.csv`; figures are given by language. TEXTS.jsonl (lines {"id", "lang", "text"}) adds how many
attribution relations of `find_attributions` each rule changes: those lost and those new.
"""

from __future__ import annotations

import argparse
import importlib
import json
import pkgutil
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import communique.extract
from communique.extract import statements
from communique.extract.articles import read_articles
from communique.extract.cleaning import split_blocks
from communique.extract.parsing import load_pipeline
from communique.extract.relations import relate
from communique.model import Article
from communique.scoring import read_records, read_texts, score_statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def nothing(*_: Any, **__: Any) -> None:
    """Stand for a rule that finds nobody."""


def none_of_them(*_: Any, **__: Any) -> list[Any]:
    """Stand for a rule that finds several: none."""
    return []


def never(*_: Any, **__: Any) -> bool:
    """Stand for a rule that asks a question: no."""
    return False


RULES: dict[str, tuple[str, Callable[..., Any]]] = {
    "quotation: cue inside its marks": ("quotations._split_inside", nothing),
    "quotation: parts joined": ("quotations._continues", never),
    "quotation: of a source preposition": ("quotations._named_by_preposition", nothing),
    "quotation: name before a colon": ("quotations._source_before_colon", nothing),
    "quotation: any verb before it": ("quotations._subject_before", nothing),
    "quotation: keeps the last speaker": ("speakers._speaker_before", none_of_them),
    "quotation: what else its cue says": ("reported._beside_quotation", none_of_them),
    "indirect: cue between commas": ("reported.inserted_source", nothing),
    "indirect: before a closing cue": ("reported._fronted_span", nothing),
    "indirect: behind a lost conjunction": ("reported._behind_conjunction", nothing),
    "indirect: nouns announced": ("reported._named_content", nothing),
    "indirect: names given": ("reported._has_predicate", never),
    "indirect: infinitives decided on": ("reported._is_decided", never),
    "indirect: occasions used to speak": ("sources.spoken_at", nothing),
    "source: who meets a deed with words": ("cues.is_drawn", never),
    "source: one group a state": ("coreference._groups_of_states", none_of_them),
    "source: whose text was told of before": ("speakers._authors_before", none_of_them),
    "nothing said: clauses that describe": ("unreported._is_background", never),
    "nothing said: what was not done": ("unreported._is_left_undone", never),
    "preposition: according to": ("reported.attribute_prepositions", none_of_them),
    "headline: colon or dash": ("headlines.attribute_headline", none_of_them),
    "cue: passive turns phrases round": ("cues._match_passive", nothing),
    "source: beside a cue without subject": ("sources.source_nearby", nothing),
    "source: inverted subject": ("sources._inverted_subject", nothing),
    "source: participles go on": ("sources._main_subject", nothing),
    "source: quoted as saying": ("sources._quoted_as_saying", nothing),
    "source: pronoun before its verb": ("grammar.pronoun_before", nothing),
    "source: name beside a title": ("grammar._name_beside", nothing),
    "speaker: unknown names": ("speakers._unknown_name", none_of_them),
    "speaker: behind a document": ("speakers._behind_document", none_of_them),
    "speaker: lists the parser cut": ("speakers._listed_before", none_of_them),
    "speaker: descriptions": ("descriptions.describe", nothing),
    "speaker: somebody's people": ("coreference.somebodys", nothing),
    "speaker: pronouns": ("pronouns.resolve_pronoun", nothing),
    "speaker: several meant by one word": ("coreference.resolve_several", none_of_them),
    "told: acts inside others": ("told.find_told", none_of_them),
    "told: who only reports comments": ("speech_acts._others_reported", none_of_them),
}
"""Family and rule; the function that is the rule, and what stands in for it."""


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--relations", type=Path, nargs="*", default=[], metavar="TEXTS.jsonl")
    options = parser.parse_args()
    articles = [item for item in read_articles([options.articles]) if isinstance(item, Article)]
    gold, texts = read_records(options.gold), read_texts(options.articles)
    documents = [parse(record) for path in options.relations for record in lines(path)]
    languages = sorted({str(article.language) for article in articles})
    with parsed_once():
        whole, found = measure(articles, gold, texts), relations(documents)
        titles = "".join(f"{language:>18}" for language in languages)
        print(f"{'detect F1 without':40}{titles}{'relations':>16}")
        print(f"{'(all rules)':40}{row(whole, whole, languages)}{len(found):>16}")
        for name, (path, stand_in) in RULES.items():
            with switched_off(path, stand_in):
                part, left = measure(articles, gold, texts), relations(documents)
            change = f"-{len(found - left)} +{len(left - found)}"
            print(f"{name:40}{row(part, whole, languages)}{change:>16}", flush=True)


def row(part: dict[str, float], whole: dict[str, float], languages: Sequence[str]) -> str:
    """Return the F1 of each language and its distance to that of all rules."""
    return "".join(f"{part[code]:>10.3f} {part[code] - whole[code]:+.3f} " for code in languages)


def measure(articles: Sequence[Article], gold: Sequence[Any], texts: dict[str, str]) -> dict[str, float]:
    """Return detect F1 by language."""
    by_language: dict[str, list[Any]] = {}
    for article in articles:
        made = [{**vars_of(statement)} for statement in statements.extract_article(article)]
        by_language.setdefault(str(article.language), []).extend(made)
    codes = {article.id: str(article.language) for article in articles}
    result = {}
    for code, predicted in by_language.items():
        wanted = [record for record in gold if codes.get(record["article"]) == code]
        named = {record["article"] for record in wanted}
        kept = [record for record in predicted if record["article"] in named]
        result[code] = score_statements(wanted, kept, texts).detect.f1
    return result


def vars_of(statement: Any) -> dict[str, Any]:
    """Return a statement's fields as the scorer reads them."""
    return {name: getattr(statement, name) for name in statement.__dataclass_fields__}


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def parse(record: dict[str, Any]) -> tuple[Any, Any, Any, str]:
    """Return id, blocks, parsed blocks and language of a text."""
    blocks = split_blocks(record["text"], record["lang"])
    docs = list(load_pipeline(record["lang"]).pipe([block.text for block in blocks], disable=["ner"]))
    return record["id"], blocks, docs, record["lang"]


def relations(documents: Sequence[tuple[Any, Any, Any, str]]) -> set[Any]:
    """Return the attribution relations of parsed texts, as (id, source, content)."""
    return {
        (key, item.source, item.content)
        for key, blocks, docs, code in documents
        for item in relate(blocks, docs, code)
    }


@contextmanager
def parsed_once() -> Iterator[None]:
    """Let every extraction of the same paragraphs share one parse."""
    known: dict[tuple[str, ...], list[Any]] = {}
    original = statements.parse_paragraphs

    def parse_paragraphs(pipeline: Any, texts: Any, **options: Any) -> list[Any]:
        key = (pipeline.lang, *texts)
        if key not in known:
            known[key] = list(original(pipeline, texts, **options))
        return known[key]

    statements.parse_paragraphs = parse_paragraphs  # type: ignore[assignment]
    try:
        yield
    finally:
        statements.parse_paragraphs = original


@contextmanager
def switched_off(path: str, stand_in: Callable[..., Any]) -> Iterator[None]:
    """Replace a function of the extraction in every module that knows it."""
    home, name = path.rsplit(".", 1)
    original = getattr(importlib.import_module(f"communique.extract.{home}"), name)
    modules = [
        importlib.import_module(f"communique.extract.{found.name}")
        for found in pkgutil.iter_modules(communique.extract.__path__)
    ]
    holders = [module for module in modules if getattr(module, name, None) is original]
    for module in holders:
        setattr(module, name, stand_in)
    try:
        yield
    finally:
        for module in holders:
            setattr(module, name, original)


if __name__ == "__main__":
    main()
