"""ARTICLES -> STATEMENTS of a whole run: in memory, or line by line into a file."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from .corrections.aliases import check_names, with_aliases
from .corrections.applying import apply_corrections
from .errors import ArticleError
from .export.streams import GrowingFile
from .export.tables import article_lines, csv_lines, statement_lines
from .extract.articles import SkippedArticle, read_articles
from .extract.fingerprints import fingerprint
from .extract.ledger import Ledger
from .extract.reading.records import reason_in_general
from .extract.runs import extract_statements
from .extract.time_limits import TIME_LIMIT
from .knowledge.actors import using_user_actors
from .model import Article, ArticleMetadata, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from .corrections.records import Corrected, Corrections
    from .extract.articles import Source
    from .extract.parsing import Models
    from .knowledge.user_actors import UserActors

ARTICLES = "articles.jsonl"
"""What is known of the articles of a file of statements, beside it."""

Progress = Callable[[Article], None]

A = TypeVar("A", bound=ArticleMetadata)


@dataclass(frozen=True, slots=True)
class Running:
    """How a run goes, which changes nothing in what it gives."""

    workers: int = 1
    """Processes that read at once."""
    time_limit: float | None = TIME_LIMIT
    """Seconds that one article may take."""
    ledger: Path | None = None
    """The file that keeps what each article gave, so that the next run reads only what is new."""
    is_fresh: bool = False
    """Read everything anew, whatever the ledger has."""


IN_MEMORY = Running()


@dataclass(slots=True)
class Extraction(Generic[A]):
    """What became of the articles that were read: nothing is lost without a reason."""

    articles: list[A] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    skipped: list[SkippedArticle] = field(default_factory=list)
    corrections: Corrections | None = None
    """A user's corrections that the statements went through."""
    corrected: Corrected | None = None
    """What became of each; None where the statements are read back."""
    actors: UserActors | None = None
    """Users' own, with the aliases of the corrections: they are in force wherever the statements are used."""
    known: int = 0
    """Articles that an earlier run had read."""

    @property
    def has_failures(self) -> bool:
        """Tell whether an article could not be read; the same text again is none."""
        return has_failures(self.skipped)

    @property
    def warnings(self) -> list[tuple[str, str]]:
        """What was odd about an article and was mended, each with its source."""
        return [warning for article in self.articles for warning in warnings_of(article)]


@dataclass(slots=True)
class Written:
    """What became of the articles whose statements went to a file: how many there were, what was odd."""

    articles: int = 0
    statements: int = 0
    skipped: list[SkippedArticle] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    corrected: Corrected | None = None
    known: int = 0
    """Articles that an earlier run had read."""

    @property
    def has_failures(self) -> bool:
        """Tell whether an article could not be read; the same text again is none."""
        return has_failures(self.skipped)


def has_failures(skipped: Iterable[SkippedArticle]) -> bool:
    """Tell whether an article could not be read; the same text again is none."""
    return any(each.is_failure for each in skipped)


def warnings_of(article: ArticleMetadata) -> list[tuple[str, str]]:
    """Return what was odd about an article and was mended, with its source."""
    told = article.warnings if isinstance(article, Article) else ()
    return [(article.source or article.id, warning) for warning in told]


def extract(
    paths: Source | Iterable[Source],
    *,
    models: Models | None = None,
    language: str | None = None,
    actors: UserActors | None = None,
    corrections: Corrections | None = None,
    progress: Progress | None = None,
    running: Running = IN_MEMORY,
) -> Extraction[Article]:
    """Return the statements of some articles: files, folders, or records (see `read_articles`).

    What cannot be read is skipped with its reason. `actors` are users' own, from `read_user_actors`;
    `corrections`, from `read_corrections`, are replayed on what was found.

    Raises ArticleError for a path that does not exist, ModelMissingError when no language model is installed,
    KnowledgeError for corrections with a name that cannot be understood.
    """
    actors = with_aliases(actors, corrections)
    result = Extraction[Article](corrections=corrections, actors=actors)
    with using_user_actors(actors):
        check_names(corrections)
    articles = read_articles(paths, language=language)
    with _reading(articles, models, actors, result, running) as found:
        for article, statements in found:
            result.articles.append(article)
            result.statements.extend(statements)
            if progress is not None:
                progress(article)
    if corrections is not None:
        with using_user_actors(actors):
            result.corrected = apply_corrections(result.statements, corrections, result.articles)
        result.statements = list(result.corrected.statements)
    return result


def write_extraction(
    paths: Source | Iterable[Source],
    file: Path,
    *,
    corrections: Corrections | None = None,
    progress: Callable[[Article, int], None] | None = None,
    **options: Any,
) -> Written:
    """Write the statements of some articles into a file, .jsonl or .csv, as they are found.

    Beside a .jsonl file goes `articles.jsonl`. A few articles are in memory at a time; with corrections,
    which may be about any statement, all of them. Until all is written the lines are in FILE.part, complete
    ones only; a run that was stopped leaves it there. `progress` is called with each article and the number
    of its statements. Options and errors are those of `extract`.
    """
    told = Written()
    with ExitStack() as stack:
        is_table = file.suffix == ".csv"
        said = stack.enter_context(GrowingFile(file))
        known = None if is_table else stack.enter_context(GrowingFile(file.with_name(ARTICLES)))
        if is_table:
            said.write(csv_lines(()))

        def write(article: Article, statements: list[Statement]) -> None:
            said.write(csv_lines(statements, header=False) if is_table else statement_lines(statements))
            if known is not None:
                known.write(article_lines([article]))
            told.articles += 1
            told.statements += len(statements)
            told.warnings += warnings_of(article)
            if progress is not None:
                progress(article, len(statements))

        if corrections is None:
            _write_each(paths, write, told, **options)
        else:
            extraction = extract(paths, corrections=corrections, **options)
            told.skipped, told.corrected, told.known = (
                extraction.skipped,
                extraction.corrected,
                extraction.known,
            )
            by_article: dict[str, list[Statement]] = {}
            for statement in extraction.statements:
                by_article.setdefault(statement.article, []).append(statement)
            for article in extraction.articles:
                write(article, by_article.get(article.id, []))
    return told


def _write_each(
    paths: Source | Iterable[Source],
    write: Callable[[Article, list[Statement]], None],
    told: Written,
    *,
    models: Models | None = None,
    language: str | None = None,
    actors: UserActors | None = None,
    running: Running = IN_MEMORY,
) -> None:
    articles = read_articles(paths, language=language)
    with _reading(articles, models, actors, told, running) as found:
        for article, statements in found:
            write(article, statements)


@contextmanager
def _reading(
    articles: Iterator[Article | SkippedArticle],
    models: Models | None,
    actors: UserActors | None,
    told: Extraction[Article] | Written,
    running: Running,
) -> Iterator[Iterator[tuple[Article, list[Statement]]]]:
    """Give the articles with their statements, read as the run asks; the ledger has all of it afterwards."""
    with ExitStack() as stack:
        ledger = None
        if running.ledger is not None and (named := named_models(models)) is not None:
            told_apart = fingerprint(named, actors)
            ledger = stack.enter_context(Ledger(running.ledger, told_apart, is_fresh=running.is_fresh))
        yield extract_statements(
            articles,
            models,
            actors,
            skipped=told.skipped,
            workers=running.workers,
            ledger=ledger,
            time_limit=running.time_limit,
        )
        if ledger is not None:
            ledger.forget_others()
            told.known = ledger.used


def named_models(models: Models | None) -> Mapping[str, str] | None:
    """Return models that are known by name; None where a loaded pipeline is among them."""
    named = {code: model for code, model in (models or {}).items() if isinstance(model, str)}
    return named if len(named) == len(models or {}) else None


def report_of_problems(
    warnings: Iterable[tuple[str, str]], skipped: Sequence[SkippedArticle]
) -> dict[str, Any]:
    """Return what was odd and what was skipped as plain data, for `report.json`."""
    return {
        "warnings": [{"source": source, "warning": told} for source, told in warnings],
        "skipped_by_reason": dict(Counter(reason_in_general(item.reason) for item in skipped).most_common()),
        "skipped": [{"source": item.source, "reason": item.reason} for item in skipped],
    }


def read_skipped(report: Path) -> list[SkippedArticle]:
    """Return what a run skipped, from its `report.json`; [] where that is not there or tells nothing."""
    try:
        skipped = json.loads(report.read_text("utf-8"))["skipped"]
        return [SkippedArticle(str(each["source"]), str(each["reason"])) for each in skipped]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def require_articles(extraction: Extraction[Any]) -> None:
    """Raise ArticleError, with the reasons, if no article could be read."""
    if extraction.articles:
        return
    if not extraction.skipped:
        raise ArticleError(
            "No articles found. Give a folder or file of .txt, .html, .jsonl, .csv or another format that "
            "`communique build --help` names."
        )
    reasons = "\n".join(f"  {item.source}: {item.reason}" for item in extraction.skipped[:10])
    raise ArticleError(f"No article could be read:\n{reasons}")
