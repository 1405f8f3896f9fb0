"""The columns of every Parquet file of a cluster run, written down once, and records as rows of them."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import OutputError
from ..export.files import write_atomically
from ..export.tables import article_from_dict, article_to_dict, statement_from_dict, statement_to_dict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from ..model import ArticleMetadata, Statement

COMPRESSION = "zstd"


def _schema(**columns: pa.DataType | tuple[pa.DataType]) -> pa.Schema:
    """Return a schema; a type in brackets may be null."""
    return pa.schema(
        pa.field(name, kind[0], nullable=True)
        if isinstance(kind, tuple)
        else pa.field(name, kind, nullable=False)
        for name, kind in columns.items()
    )


_TEXT, _INT, _BOOL, _FLOAT, _TONE = pa.string(), pa.int64(), pa.bool_(), pa.float64(), pa.int8()
_TEXTS = pa.list_(pa.field("item", pa.string(), nullable=False))

STATEMENTS = _schema(
    id=_TEXT,
    article=_TEXT,
    language=_TEXT,
    speaker=_TEXT,
    speaker_id=_TEXT,
    speaker_kind=_TEXT,
    represents=(_TEXT,),
    represents_id=(_TEXT,),
    stance=_TEXT,
    polarity=_TONE,
    intensity=_FLOAT,
    negated=_BOOL,
    modality=_TEXT,
    target=(_TEXT,),
    target_id=(_TEXT,),
    target_kind=(_TEXT,),
    places=_TEXTS,
    place_ids=_TEXTS,
    venue=(_TEXT,),
    venue_id=(_TEXT,),
    date=(_TEXT,),
    date_basis=(_TEXT,),
    date_text=(_TEXT,),
    mode=_TEXT,
    cue=_TEXT,
    evidence=_TEXT,
    start=_INT,
    end=_INT,
    sentence_start=_INT,
    sentence_end=_INT,
    confidence=_FLOAT,
    rule=_TEXT,
    source_chain=_TEXTS,
)
"""Of `statements/`: the fields of a statement under their own names."""

ARTICLES = _schema(
    id=_TEXT,
    language=(_TEXT,),
    title=(_TEXT,),
    published=(_TEXT,),
    publisher=(_TEXT,),
    author=(_TEXT,),
    url=(_TEXT,),
    source=(_TEXT,),
    characters=_INT,
    sha256=_TEXT,
)
"""Of `articles/`: what is known of an article without its text."""

ACTORS = _schema(id=_TEXT, merged_id=_TEXT, name=_TEXT, kind=_TEXT, reason=(_TEXT,))
"""Of `actors.parquet`: `merged_id` is whom an id means, `reason` why, where it is another."""

COUNTS = _schema(
    who=_TEXT,
    stance=_TEXT,
    whom=(_TEXT,),
    statements=_INT,
    utterances=_INT,
    articles=_INT,
    net_polarity=_INT,
    first_date=(_TEXT,),
    last_date=(_TEXT,),
)
"""Of `counts.parquet`: `who` is whom the statements count for, `whom` null where they have no target."""

MERGED = _schema(
    id=_TEXT,
    part=_INT,
    article=_TEXT,
    speaker=_TEXT,
    represents=(_TEXT,),
    who=_TEXT,
    stance=_TEXT,
    whom=(_TEXT,),
    polarity=_TONE,
    date=(_TEXT,),
    first_day=(_TEXT,),
    utterance=_TEXT,
)
"""Between merging and counting: what is counted of a statement once its actors are merged."""


def write_rows(
    rows: Iterable[Mapping[str, Any]],
    schema: pa.Schema,
    path: Path,
    metadata: Mapping[str, str] | None = None,
) -> None:
    """Write some rows, which fit in memory, as one Parquet file, whole or not at all.

    Lone surrogates become "?", as in every file of ours that is UTF-8; offsets stay true. `metadata` goes
    into the foot of the file. Raises OutputError if the file cannot be written.
    """
    table = pa.Table.from_pylist([_in_utf8(row) for row in rows], schema=schema)
    buffer = io.BytesIO()
    pq.write_table(table.replace_schema_metadata(metadata), buffer, compression=COMPRESSION)
    write_atomically(path, buffer.getvalue())


def _in_utf8(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: [in_utf8(each) for each in value]
        if isinstance(value, list | tuple)
        else in_utf8(value)
        if isinstance(value, str)
        else value
        for name, value in row.items()
    }


def in_utf8(text: str) -> str:
    """Return a text that UTF-8 can hold: each lone surrogate becomes "?".

    >>> in_utf8("caf\\udce9")
    'caf?'
    """
    return text.encode("utf-8", "replace").decode("utf-8")


def write_statements(statements: Iterable[Statement], path: Path, metadata: Mapping[str, str]) -> None:
    """Write the statements of a partition in the given order; errors as `write_rows`."""
    write_rows(map(statement_to_dict, statements), STATEMENTS, path, metadata)


def write_articles(articles: Iterable[ArticleMetadata], path: Path) -> None:
    """Write what is known of the articles of a partition; errors as `write_rows`."""
    write_rows(map(article_to_dict, articles), ARTICLES, path)


def read_statements(path: Path) -> list[Statement]:
    """Return the statements of a Parquet file in its order; columns that no statement has are left out."""
    return [statement_from_dict(row) for row in read_rows(path)]


def read_articles(path: Path) -> list[ArticleMetadata]:
    """Return what a Parquet file knows of its articles, in its order."""
    return [article_from_dict(row) for row in read_rows(path)]


def read_rows(path: Path, columns: list[str] | None = None) -> Iterator[dict[str, Any]]:
    """Yield the rows of a Parquet file, some thousand in memory at a time; raises OutputError if it cannot be
    read.
    """
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(columns=columns):
                yield from batch.to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise OutputError(f"cannot read {path}: {error}. Run again with --fresh.") from error
