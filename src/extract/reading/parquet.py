"""Parquet, one article a row, with pyarrow (the extra `communique[tables]`)."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from .columns import fields_of, wanted
from .records import UnreadableError
from .rows import Row, records_of
from .stored import Meter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .records import Record, SkippedArticle
    from .stored import Stored

_ROWS = 64
"""How many articles are in memory at once."""


def read_parquet(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield one article a row, rows counted from 1; columns that tell nothing of articles are not read."""
    try:
        import pyarrow.parquet
    except ImportError as error:
        raise UnreadableError("Parquet needs pyarrow; run: pip install 'communique[tables]'") from error
    with stored.seekable() as file:
        meter = Meter(taken=file.seek(0, io.SEEK_END))
        try:
            table = pyarrow.parquet.ParquetFile(file, pre_buffer=False, buffer_size=1 << 20)
            _check_sizes(table.metadata)
        except (pyarrow.ArrowException, OSError) as error:
            raise UnreadableError(f"it is no Parquet file, or a damaged one ({error})") from error
        yield from records_of(stored, _rows(table, meter))


def _rows(table: Any, meter: Meter) -> Iterator[Row]:
    number = 0
    for batch in table.iter_batches(_ROWS, columns=wanted(table.schema_arrow.names)):
        for row in batch.to_pylist():
            number += 1
            meter.give(
                sum(len(value) for value in row.values() if isinstance(value, str))
            )  # one may stand for all
            yield Row(number, {name: value for name, value in fields_of(row).items() if value})


def _check_sizes(metadata: Any) -> None:
    """Raise UnreadableError if the columns of one group of rows unpack to more than any text does."""
    for group in range(metadata.num_row_groups):
        columns = [metadata.row_group(group).column(index) for index in range(metadata.num_columns)]
        meter = Meter(taken=sum(column.total_compressed_size for column in columns))
        meter.give(sum(column.total_uncompressed_size for column in columns))
