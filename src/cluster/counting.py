"""STATEMENTS -> UTTERANCES -> COUNTS, bucket by bucket, so that no machine holds all statements."""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pyarrow.parquet as pq

from ..errors import OutputError
from ..export.files import write_atomically
from ..export.tables import statement_from_dict
from ..graph.actor_merging import with_meant_actors
from ..graph.dating import read_period
from ..graph.positions import counted_for
from ..graph.utterances import Vocabulary, group_utterances, vocabulary
from ..knowledge.actors import using_user_actors
from .merging import quoted, read_meanings
from .reading import orders_of
from .schemas import COMPRESSION, COUNTS, MERGED, read_rows, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ..model import Statement
    from .folder import ClusterFolder


ROWS = 50_000
"""Rows of the counts that are in memory together."""


def count_words(run: str, folder: ClusterFolder, bucket: int) -> Vocabulary:
    """Return the vocabulary of a bucket's statements; a worker's task."""
    with using_user_actors(orders_of(run).reading.actors):
        return vocabulary(statement for _, statement in _bucket(folder, bucket))


def group_bucket(run: str, folder: ClusterFolder, bucket: int) -> int:
    """Write what is counted of a bucket's statements, and return how many utterances they report; a worker's
    task.
    """
    told = json.loads(folder.weights.read_text("utf-8"))
    words = Vocabulary(told["reports"])
    words.stems.update(told["stems"])
    with using_user_actors(orders_of(run).reading.actors):
        found = list(_bucket(folder, bucket))
        utterance_of = group_utterances((statement for _, statement in found), words)
    rows = (_row(part, statement, utterance_of[statement.id]) for part, statement in found)
    write_rows(rows, MERGED, folder.merged(bucket))
    return len(set(utterance_of.values()))


def write_words(folder: ClusterFolder, found: Iterable[Vocabulary]) -> None:
    """Write the vocabulary of all buckets together, for the workers."""
    words = Vocabulary()
    for each in found:
        words.add(each)
    told = {"reports": words.reports, "stems": dict(sorted(words.stems.items()))}
    write_atomically(folder.weights, json.dumps(told))


def _bucket(folder: ClusterFolder, bucket: int) -> Iterator[tuple[int, Statement]]:
    """Yield the statements of a bucket, their actors merged, each with its partition."""
    meant = read_meanings(folder).meant
    for path in sorted(folder.bucket(bucket).glob("*.parquet")):
        for row in read_rows(path):
            yield row["part"], with_meant_actors(statement_from_dict(row), meant)


def _row(part: int, statement: Statement, utterance: str) -> dict[str, Any]:
    period = read_period(statement.date)
    return {
        "id": statement.id,
        "part": part,
        "article": statement.article,
        "who": counted_for(statement),
        "stance": statement.stance.value,
        "whom": statement.target_id,
        "polarity": statement.polarity,
        "date": statement.date,
        "first_day": period.first.isoformat() if period else None,
        "utterance": utterance,
    }


_COUNTS = """
WITH said AS (
  SELECT who, stance, whom, utterance, count(*) AS statements, sign(sum(polarity)) AS tone,
    min(first_day || ' ' || date) AS first, max(first_day || ' ' || date) AS last
  FROM read_parquet({merged}) GROUP BY ALL
), told AS (
  SELECT who, stance, whom, count(DISTINCT article) AS articles FROM read_parquet({merged}) GROUP BY ALL
)
SELECT said.who, said.stance, said.whom,
  CAST(sum(statements) AS BIGINT) AS statements,
  CAST(count(*) AS BIGINT) AS utterances,
  CAST(any_value(articles) AS BIGINT) AS articles,
  CAST(sum(tone) AS BIGINT) AS net_polarity,
  substr(min(first), 12) AS first_date,
  substr(max(last), 12) AS last_date
FROM said JOIN told
  ON said.who = told.who AND said.stance = told.stance AND said.whom IS NOT DISTINCT FROM told.whom
GROUP BY said.who, said.stance, said.whom
ORDER BY said.who, said.stance, said.whom NULLS LAST
"""


def write_counts(connection: Any, folder: ClusterFolder) -> None:
    """Write `counts.parquet`: who says what about whom, how often, when, and how friendly on the whole.

    Raises OutputError if it cannot be written.
    """
    answer = connection.execute(_COUNTS.format(merged=quoted(folder.merged(0).parent / "*.parquet")))
    temporary = folder.counts.with_name(f".{folder.counts.name}.{uuid.uuid4()}.tmp")
    try:
        with pq.ParquetWriter(temporary, COUNTS, compression=COMPRESSION) as writer:
            while rows := answer.fetchmany(ROWS):
                columns = dict(zip(COUNTS.names, zip(*rows, strict=True), strict=True))
                writer.write_table(pa.Table.from_pydict(columns, schema=COUNTS))
        temporary.replace(folder.counts)
    except OSError as error:
        raise OutputError(f"cannot write {folder.counts}: {error.strerror or error}") from error
    finally:
        temporary.unlink(missing_ok=True)


def share_out_utterances(connection: Any, folder: ClusterFolder) -> None:
    """Write which utterance each statement reports so that those of a partition lie together."""
    path = folder.utterances(0).parent
    path.mkdir(parents=True, exist_ok=True)
    merged = quoted(folder.merged(0).parent / "*.parquet")
    connection.execute(
        f"COPY (SELECT id, utterance, part FROM read_parquet({merged})) "
        f"TO {quoted(path)} (FORMAT parquet, PARTITION_BY (part), OVERWRITE_OR_IGNORE)"
    )
