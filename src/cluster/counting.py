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
from ..graph.analysis.exchange import REFUSALS
from ..graph.dating import read_period
from ..graph.positions import counted_for
from ..graph.utterances import Vocabulary, group_utterances, vocabulary
from ..knowledge.actors import using_user_actors
from .merging import buckets_in, everything, quoted, read_meanings
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
        "speaker": statement.speaker_id,
        "represents": statement.represents_id,
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


_EXCHANGED = """
COPY (
  WITH merged AS (SELECT * FROM read_parquet({merged})),
  sides AS (
    SELECT speaker AS id, min(represents) AS side FROM merged WHERE represents IS NOT NULL
    GROUP BY speaker HAVING count(DISTINCT represents) = 1
  ), said AS (
    SELECT utterance, stance, who, whom,
      coalesce(s.side, who) AS who_side, coalesce(t.side, whom) AS whom_side
    FROM merged LEFT JOIN sides AS s ON s.id = who LEFT JOIN sides AS t ON t.id = whom
    WHERE merged.id = utterance
  ), pairs AS (
    SELECT *, hash(least(who_side, whom_side), greatest(who_side, whom_side)) % {buckets} AS bucket
    FROM said WHERE whom IS NOT NULL
  ), refusals AS (
    SELECT DISTINCT said.*, pairs.bucket
    FROM said JOIN merged AS own USING (utterance)
    JOIN merged AS other ON other.article = own.article
    JOIN pairs ON pairs.utterance = other.utterance AND pairs.whom_side = said.who_side
    WHERE said.whom IS NULL AND said.stance IN ({refusals})
  ), places AS (SELECT * FROM pairs UNION ALL SELECT * FROM refusals)
  SELECT told.* EXCLUDE (filename, file_row_number, part),
    merged.utterance, places.who, places.whom, places.who_side, places.whom_side, places.bucket
  FROM {statements} AS told JOIN merged USING (id) JOIN places ON places.utterance = merged.utterance
) TO {path} (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE)
"""


def share_out_exchanges(connection: Any, folder: ClusterFolder, together: int) -> list[int]:
    """Write the statements so that what two sides say of each other lies together; return the buckets.

    A denial or refusal without a target lies with every challenge of its side in its articles: it may be the
    answer.
    """
    path = folder.exchanged(0).parent
    path.mkdir(parents=True, exist_ok=True)
    merged = quoted(folder.merged(0).parent / "*.parquet")
    [(count,)] = connection.execute(f"SELECT count(*) FROM read_parquet({merged})").fetchall()
    connection.execute(
        _EXCHANGED.format(
            merged=merged,
            statements=everything(folder),
            buckets=-(-count // together) or 1,
            refusals=", ".join(f"'{stance.value}'" for stance in REFUSALS),
            path=quoted(path),
        )
    )
    return buckets_in(path)
