"""FILES -> ARTICLES: the first arrow. `read_articles` takes files and folders and yields `Article` records.

One bad article never stops the run: it comes back as a `SkippedArticle` that says why. What was odd but could
be mended is listed in `Article.warnings`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import ArticleError
from ..model import Article, ArticleMetadata
from .formats import (
    MAX_CHARACTERS,
    READERS,
    Record,
    SkippedArticle,
    UnreadableError,
    check_record,
    decode,
    parse_table,
    read_file,
)
from .metadata import SUPPORTED_LANGUAGES, detect_language, normalise_date, normalise_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    Source = Path | str | Article
    """Where articles come from: a file, a folder, or an article made in memory."""

__all__ = ["MAX_CHARACTERS", "SkippedArticle", "read_articles"]

_LONGEST_NAME = 255  # bytes, of a file
TABLE = "articles.csv"
"""Metadata of the files in its folder, one row a file, with a column `file`; never a table of articles."""


@dataclass(slots=True)
class _Table:
    """The rows of one `articles.csv` by file, those that cannot be used, and the files already read."""

    path: Path
    rows: dict[Path, tuple[int, dict[str, str]]] = field(default_factory=dict)
    problems: list[SkippedArticle] = field(default_factory=list)


def read_articles(
    sources: Source | Iterable[Source],
    *,
    language: str | None = None,
    supported: tuple[str, ...] = SUPPORTED_LANGUAGES,
) -> Iterator[Article | SkippedArticle]:
    """Return the articles of one or more files and folders, in the order given, and in a folder by name.

    A .txt or .html file is one article, a .jsonl or .csv file one a line or row (fields `id, text, title,
    published, publisher, author, language, url`). Folders are read with the folders inside them, hidden ones
    left out. An `articles.csv` tells about the files of its folder. `language` is that of all articles,
    whatever their metadata say; without either it is detected. A file named twice is read once. Among the
    sources may be articles made in memory: as those of files they get a language and an id of their own.

    Raises ArticleError at once if a path does not exist or `language` is not supported.

    >>> import communique as cq
    >>> first = next(cq.read_articles("seeds"))
    >>> first.language, first.published
    ('en', '2016-07-19')
    """
    given = [sources] if isinstance(sources, Path | str | Article) else sources
    if not isinstance(given, Iterable) or isinstance(given, bytes | Mapping) or hasattr(given, "columns"):
        raise ArticleError(f"{type(given).__name__} is no article. {_RECORDS}")
    roots = [_root(each) for each in given]
    for root in roots:
        if isinstance(root, Path) and not root.exists() and not root.is_symlink():
            raise ArticleError(f"{root} does not exist; check the path")
    if language is not None and (language := normalise_language(language)) not in supported:
        raise ArticleError(_unsupported(language, supported))
    return _read(roots, language, supported)


_RECORDS = (
    "Give files, folders or records: "
    "[cq.Article(id=row.id, text=row.text) for row in table.itertuples()], say."
)


def _root(source: object) -> Path | Article:
    """Return where articles come from; ArticleError for what is neither path nor article."""
    if isinstance(source, Article | Path):
        return source
    if not isinstance(source, str) or not source:
        raise ArticleError(f"{str(source)[:60]!r} is no article. {_RECORDS}")
    path = Path(source)
    if "\n" in source or any(len(part.encode(errors="replace")) > _LONGEST_NAME for part in path.parts):
        raise ArticleError(f"{source[:40]!r}... is a text, no path. Give cq.Article(id=..., text=...).")
    return path


def _read(
    roots: list[Path | Article], language: str | None, supported: tuple[str, ...]
) -> Iterator[Article | SkippedArticle]:
    seen_files: set[Path] = set()
    seen_ids: set[str] = set()
    tables: dict[Path, _Table] = {}
    for root in roots:
        if isinstance(root, Article):
            yield _made(root, language, supported, seen_ids)
            continue
        for path in _files(root):
            if isinstance(path, SkippedArticle):
                yield path
                continue
            resolved = path.resolve()
            if resolved in seen_files:
                continue
            seen_files.add(resolved)
            table = _table_beside(path, tables)
            if path.name == TABLE:
                yield from _unused_rows(table)
                continue
            _, row = table.rows.get(path, (0, {}))
            for record in read_file(path):
                if isinstance(record, SkippedArticle):
                    yield record
                else:
                    yield _article(record, row, language, supported, seen_ids)


def _made(
    article: Article, language: str | None, supported: tuple[str, ...], seen_ids: set[str]
) -> Article | SkippedArticle:
    """Return an article made in memory as one that was read: checked, in a known language, of its own id."""
    told = {each.name: getattr(article, each.name) for each in fields(ArticleMetadata)}
    record = check_record(
        article.source or article.id,
        article.id,
        {name: value for name, value in told.items() if isinstance(value, str)} | {"text": article.text},
        None,
    )
    if isinstance(record, SkippedArticle):
        return record
    read = _article(record, {}, language, supported, seen_ids)
    if isinstance(read, SkippedArticle):
        return read
    return replace(read, source=article.source, warnings=(*article.warnings, *read.warnings))


def _files(path: Path) -> Iterator[Path | SkippedArticle]:
    """Yield the files to read at `path`: itself, or in a folder those of a kind that can hold articles."""
    if path.is_dir():
        try:
            entries = sorted(entry for entry in path.iterdir() if not entry.name.startswith("."))
        except OSError as error:
            yield SkippedArticle(str(path), f"the folder cannot be opened: {error.strerror or error}")
            return
        for entry in entries:
            if entry.is_dir():
                if not entry.is_symlink():  # a link could lead round in a circle
                    yield from _files(entry)
            elif entry.suffix.lower() in READERS:
                yield from _files(entry)
    elif path.is_file():
        yield path
    elif path.is_symlink():
        yield SkippedArticle(str(path), "is a link to a file that does not exist; remove the link")
    else:
        yield SkippedArticle(str(path), "is not a regular file; give a file or a folder")


def _table_beside(path: Path, tables: dict[Path, _Table]) -> _Table:
    """Return the table of the file's folder, or of the folder above (texts often lie in one of their own)."""
    for folder in (path.parent, path.parent.parent):
        if (candidate := folder / TABLE).is_file():
            if candidate not in tables:
                tables[candidate] = _load_table(candidate)
            table = tables[candidate]
            if folder == path.parent or path in table.rows:
                return table
            for named in (folder / path.name, folder / path.parent.name / path.name):
                if named in table.rows and not (named == folder / path.name and named.exists()):
                    return _Table(candidate, {path: table.rows[named]})
            break
    return _Table(path.parent / TABLE)


def _load_table(path: Path) -> _Table:
    table = _Table(path)
    try:
        text, _ = decode(path.read_bytes())
    except (OSError, UnreadableError) as error:
        table.problems.append(SkippedArticle(str(path), f"the metadata cannot be read: {error}"))
        return table
    for number, row in parse_table(text):
        source = f"{path}:{number}"
        if isinstance(row, str):
            table.problems.append(SkippedArticle(source, row))
        elif not (name := row.pop("file", "").strip()):
            table.problems.append(SkippedArticle(source, "the row names no file; fill its column 'file'"))
        elif (file := path.parent / name) in table.rows:
            known = table.rows[file][0]
            reason = f"the row repeats {name} of line {known}; remove one of them"
            table.problems.append(SkippedArticle(source, reason))
        else:
            table.rows[file] = (number, row)
    return table


def _unused_rows(table: _Table) -> Iterator[SkippedArticle]:
    """Yield what is wrong with a table: malformed rows, and rows about files that are not there."""
    yield from table.problems
    for file, (number, _) in table.rows.items():
        below = (entry / file.name for entry in table.path.parent.iterdir() if entry.is_dir())
        if not file.is_file() and not any(candidate.is_file() for candidate in below):
            reason = f"the file {file.name} is not in the folder; add it or remove its row"
            yield SkippedArticle(f"{table.path}:{number}", reason)


def _article(
    record: Record, row: dict[str, str], language: str | None, supported: tuple[str, ...], seen_ids: set[str]
) -> Article | SkippedArticle:
    """Return the record as an article; what `articles.csv` says goes before what the file says of itself."""
    fields = record.fields | {name: value for name, value in row.items() if name not in ("id", "text")}
    warnings = list(record.warnings)
    code = language or _language(fields, supported)
    if code is None:
        return SkippedArticle(
            record.source, "too short to tell its language; name it in the metadata or with --language"
        )
    if code not in supported:
        hint = "" if fields.get("language") else "; if it was told wrongly, name it in the metadata"
        return SkippedArticle(record.source, _unsupported(code, supported) + hint)
    published = normalise_date(stated) if (stated := fields.get("published", "").strip()) else None
    if stated and published is None:
        warnings.append(
            f"published {stated!r} is not a clear date and was left out; write it like 2016-10-12"
        )
    unique = _unique_id(record.id, seen_ids, warnings)
    return Article(
        id=unique,
        text=fields["text"],
        language=code,
        title=fields.get("title", "").strip() or None,
        published=published,
        publisher=fields.get("publisher", "").strip() or None,
        author=fields.get("author", "").strip() or None,
        url=fields.get("url", "").strip() or None,
        source=record.source,
        warnings=tuple(warnings),
    )


def _language(fields: dict[str, str], supported: tuple[str, ...]) -> str | None:
    """Return the language named in the metadata, else the one detected, else the one the page declares."""
    if named := fields.get("language", "").strip():
        return normalise_language(named)
    text = fields["text"]
    detected = detect_language(text) or detect_language(f"{fields.get('title', '')} {text}")
    declared = normalise_language(fields.get("declared_language", ""))
    return detected or (declared if declared in supported else None)


def _unsupported(language: str, supported: tuple[str, ...]) -> str:
    return f"language {language!r} is not supported ({', '.join(supported)})"


def _unique_id(wanted: str, seen: set[str], warnings: list[str]) -> str:
    """Return `wanted`, with -2, -3 ... if an earlier article has it: both are kept, and a warning says so."""
    unique, number = wanted, 1
    while unique in seen:
        number += 1
        unique = f"{wanted}-{number}"
    if unique != wanted:
        warnings.append(f"another article has the id {wanted!r}; this one is called {unique!r}")
    seen.add(unique)
    return unique
