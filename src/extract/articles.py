"""FILES -> ARTICLES: the first arrow. `read_articles` takes files and folders and yields `Article` records.

One bad article never stops the run: it comes back as a `SkippedArticle` that says why. What was odd but could
be mended is listed in `Article.warnings`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from ..errors import ArticleError
from ..model import Article, ArticleMetadata
from .formats import MAX_CHARACTERS, STDIN, Record, SkippedArticle, check_record, kind_of, read_file
from .metadata import SUPPORTED_LANGUAGES, detect_language, normalise_date, normalise_language
from .reading.metadata_table import (
    MAX_TABLE,
    MetadataTable,
    described,
    parse_metadata,
    row_about,
    unused_rows,
)
from .reading.metadata_table import NAME as TABLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    Source = Path | str | Article
    """Where articles come from: a file, a folder, or an article made in memory."""

__all__ = ["MAX_CHARACTERS", "SkippedArticle", "read_articles"]

_LONGEST_NAME = 255  # bytes, of a file
_SHOWN = 60


def read_articles(
    sources: Source | Iterable[Source],
    *,
    language: str | None = None,
    supported: tuple[str, ...] = SUPPORTED_LANGUAGES,
) -> Iterator[Article | SkippedArticle]:
    """Return the articles of one or more files and folders, in the order given, and in a folder by name.

    A .txt or .html file is one article; a .jsonl, .csv, .tsv or .parquet file one a line or row (fields `id,
    text, title, published, publisher, author, language, url`), a feed (.rss, .atom, .xml) one an entry, a
    .warc one a page. All may be packed (.gz, .zst) or lie in a .zip or .tar. `-` is standard input: JSON
    Lines or one text. Folders are read with the folders inside them, hidden ones left out. An `articles.csv`
    tells about the files of its folder. `language` is that of all articles, whatever their metadata say;
    without either it is detected. A file named twice is read once, and so is the same text under one URL, or
    of one publisher and day where no URL is known. Among the sources may be articles made in memory: as those
    of files they get a language and an id of their own.

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
        if isinstance(root, Path) and root != STDIN and not _exists(root):
            raise ArticleError(f"{root} does not exist; check the path")
    if language is not None and (language := normalise_language(language)) not in supported:
        raise ArticleError(_unsupported(language, supported))
    return _read(roots, _Run(language, supported))


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


def _exists(root: Path) -> bool:
    """Tell whether there is something at a path, be it a link to nothing; no path is too long to ask."""
    try:
        return root.exists() or root.is_symlink()
    except OSError:
        return False


@dataclass(slots=True)
class _Run:
    """What is asked of a run, and what it has read so far."""

    language: str | None
    supported: tuple[str, ...]
    files: set[Path] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    texts: dict[bytes, str] = field(default_factory=dict)
    """Where each text was first read, by its digest."""


def _read(roots: list[Path | Article], run: _Run) -> Iterator[Article | SkippedArticle]:
    tables = _Tables()
    for root in roots:
        if isinstance(root, Article):
            yield _made(root, run)
            continue
        for path in _files(root):
            if isinstance(path, SkippedArticle):
                yield path
                continue
            if (resolved := path.resolve()) in run.files:
                continue
            run.files.add(resolved)
            if path.name == TABLE and (table := tables.of(path.parent)) is not None:
                yield from unused_rows(table, _is_there)
                continue
            row = row_about(path, tables.of, _is_file)
            for found in read_file(path):
                record = described(found, row)
                yield record if isinstance(record, SkippedArticle) else _once(record, run)


def _once(record: Record, run: _Run) -> Article | SkippedArticle:
    """Return the record as an article, unless an article of the run is the same."""
    told = record.fields
    # What two publishers print counts twice, and so does what one prints on two days.
    url, publisher, published = (told.get(name, "").strip() for name in ("url", "publisher", "published"))
    own_id = "" if url or publisher else told.get("id", "")
    place = (url,) if url else ("", publisher, published, own_id)
    key = "\0".join((*place, told["text"])).encode("utf-8", "surrogatepass")
    digest = hashlib.sha256(key).digest()
    if (known := run.texts.get(digest)) is not None:
        return SkippedArticle(record.source, f"is the same text as {known}; read once", is_failure=False)
    article = _article(record, run)
    if isinstance(article, Article):
        run.texts[digest] = record.source
    return article


def _made(article: Article, run: _Run) -> Article | SkippedArticle:
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
    read = _article(record, run)
    if isinstance(read, SkippedArticle):
        return read
    return replace(read, source=article.source, warnings=(*article.warnings, *read.warnings))


def _files(root: Path) -> Iterator[Path | SkippedArticle]:
    """Yield the files to read at `root`: itself, or in a folder those of a kind that can hold articles."""
    if root == STDIN:
        yield root
        return
    if not root.is_dir():
        yield _regular(root)
        return
    folders = [_entries(root)]  # no function calls itself: folders may be deeper than Python's stack
    while folders:
        entry = next(folders[-1], None)
        try:
            if entry is None:
                folders.pop()
            elif isinstance(entry, SkippedArticle):
                yield entry
            elif entry.is_dir():
                if not entry.is_symlink():  # a link could lead round in a circle
                    folders.append(_entries(entry))
            elif kind_of(entry.name):
                yield _regular(entry)
        except OSError as error:  # of a path that is too long
            yield SkippedArticle(str(entry), f"cannot be opened: {error.strerror or error}")


def _entries(folder: Path) -> Iterator[Path | SkippedArticle]:
    """Return what is in a folder by name, hidden things left out; only the reason if it cannot be opened."""
    try:
        return iter(sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".")))
    except OSError as error:
        reason = f"the folder cannot be opened: {error.strerror or error}"
        return iter([SkippedArticle(str(folder), reason)])


def _regular(path: Path) -> Path | SkippedArticle:
    """Return the path if it is a regular file, else why it is none."""
    if path.is_file():
        return path
    if path.is_symlink() and not path.exists():
        return SkippedArticle(str(path), "is a link to a file that does not exist; remove the link")
    return SkippedArticle(str(path), "is not a regular file; give a file, a folder, or - for standard input")


class _Tables:
    """The `articles.csv` of folders, each read once."""

    def __init__(self) -> None:
        self._known: dict[PurePath, MetadataTable | None] = {}

    def of(self, folder: PurePath) -> MetadataTable | None:
        """Return the table of a folder, None if it has none."""
        if folder not in self._known:
            path = Path(folder / TABLE)
            self._known[folder] = _load_table(path) if _is_file(path) else None
        return self._known[folder]


def _load_table(path: Path) -> MetadataTable:
    try:
        with path.open("rb") as file:
            data = file.read(MAX_TABLE + 1)
        if len(data) <= MAX_TABLE:
            return parse_metadata(str(path), path.parent, data)
        reason = f"it is larger than {MAX_TABLE // 1_000_000} MB; put the files into several folders"
    except OSError as error:
        reason = str(error)
    table = MetadataTable(str(path))
    table.problems.append(SkippedArticle(str(path), f"the metadata cannot be read: {reason}"))
    return table


def _is_file(file: PurePath) -> bool:
    """Tell whether there is such a file; none has a name that is too long for one."""
    try:
        return Path(file).is_file()
    except OSError:
        return False


def _is_there(file: PurePath) -> bool:
    """Tell whether a file is in its folder, or in one of the folders there."""
    if _is_file(file):
        return True
    try:
        folders = [entry for entry in Path(file.parent).iterdir() if entry.is_dir()]
    except (OSError, ValueError):  # there is no such folder
        return False
    return any(_is_file(folder / file.name) for folder in folders)


def _article(record: Record, run: _Run) -> Article | SkippedArticle:
    """Return the record as an article in a language that is known."""
    fields = record.fields
    warnings = list(record.warnings)
    code = run.language or _language(fields, run.supported)
    if code is None:
        return SkippedArticle(
            record.source, "too short to tell its language; name it in the metadata or with --language"
        )
    if code not in run.supported:
        hint = "" if fields.get("language") else "; if it was told wrongly, name it in the metadata"
        return SkippedArticle(record.source, _unsupported(code, run.supported) + hint)
    published = normalise_date(stated) if (stated := fields.get("published", "").strip()) else None
    if stated and published is None:
        warnings.append(
            f"published {_shown(stated)!r} is not a clear date and was left out; write it like 2016-10-12"
        )
    unique = _unique_id(record.id, run.ids, warnings)
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
    return f"language {_shown(language)!r} is not supported ({', '.join(supported)})"


def _shown(value: str) -> str:
    """Return as much of a value as a sentence about it may hold."""
    return value if len(value) <= _SHOWN else value[:_SHOWN] + "..."


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
