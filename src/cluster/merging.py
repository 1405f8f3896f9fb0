"""STATEMENTS OF ALL PARTITIONS -> WHO IS WHO, with DuckDB over their Parquet files and our own rules.

DuckDB keeps to its memory and uses the disk beyond it. What Python holds is each different combination of
speaker, represented and target once.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import msgspec

from ..errors import OutputError
from ..export.files import write_atomically
from ..graph.actor_merging import Merger, collect_actors, find_mergers, meant_actors, with_meant_actors
from ..knowledge.actors import load_actors, using_user_actors
from ..model import Actor, ActorKind, Stance, Statement
from .schemas import ACTORS, write_rows

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from ..knowledge.user_actors import UserActors
    from .folder import ClusterFolder

MEMORY = "2GB"
"""What DuckDB may use; beyond it, it uses the disk of the output."""
TOGETHER = 50_000
"""Statements of a bucket, on the average: they are in memory together."""


@dataclass(frozen=True, slots=True)
class WhoIsWho:
    """Which actors of the statements are one."""

    actors: dict[str, Actor]
    """Everybody who occurs once actors are merged, by id."""
    mergers: tuple[Merger, ...]


@dataclass(frozen=True, slots=True)
class Meanings:
    """What the workers need of it: whom the merged ids mean."""

    mergers: tuple[Merger, ...]
    meant: dict[str, Actor]


@contextmanager
def database(folder: ClusterFolder, memory: str = MEMORY) -> Iterator[Any]:
    """Give a DuckDB connection that uses so much memory, and the folder's disk beyond it.

    Raises OutputError if DuckDB cannot do what it is asked, say because the disk is full.
    """
    folder.work.mkdir(parents=True, exist_ok=True)
    settings = {"memory_limit": memory, "temp_directory": str(folder.work / "spill")}
    try:
        with duckdb.connect(config=settings) as connection:
            yield connection
    except duckdb.Error as error:
        raise OutputError(
            f"The statements were read, but DuckDB cannot count them: {error}. Free some space, or choose "
            "another folder; the same command goes on from there."
        ) from error


def everything(folder: ClusterFolder) -> str:
    """Return the SQL table of all statements of a folder; `part` and `file_row_number` tell their order."""
    return (
        "(SELECT *, CAST(regexp_extract(filename, 'part-(\\d+)\\.parquet$', 1) AS BIGINT) AS part FROM "
        f"read_parquet({quoted(folder.root / 'statements' / 'part-*.parquet')}, "
        "filename=true, file_row_number=true))"
    )


def quoted(path: Path) -> str:
    """Return a path as SQL text.

    >>> from pathlib import Path
    >>> quoted(Path("l'an"))
    "'l''an'"
    """
    return "'" + str(path).replace("'", "''") + "'"


_COMBINATIONS = """
SELECT arg_min(id, (part, file_row_number)) AS id, count(*) AS times, language,
  speaker, speaker_id, speaker_kind, represents, represents_id, target, target_id, target_kind
FROM {statements}
GROUP BY language,
  speaker, speaker_id, speaker_kind, represents, represents_id, target, target_id, target_kind
ORDER BY min((part, file_row_number))
"""


def find_who_is_who(connection: Any, folder: ClusterFolder, actors: UserActors | None) -> WhoIsWho:
    """Return which actors of all statements are one, by the rules of the graph; write `actors.parquet`, and
    what the workers need of it.
    """
    statements, times = _combinations(connection, folder)
    with using_user_actors(actors):
        mergers = find_mergers(statements, times=times)
        meant = meant_actors(statements, mergers, times=times)
        merged = [with_meant_actors(each, meant) for each in statements]
        who = WhoIsWho(collect_actors(merged, times=times), mergers)
        before = collect_actors(statements, times=times)
    reasons = {merger.id: merger for merger in mergers}
    rows = [
        {
            "id": key,
            "merged_id": reasons[key].into if key in reasons else key,
            "name": reasons[key].name if key in reasons else who.actors[key].name,
            "kind": (who.actors if key in who.actors else before)[key].kind.value,
            "reason": reasons[key].reason if key in reasons else None,
        }
        for key in sorted({*before, *who.actors})
    ]
    write_rows(rows, ACTORS, folder.actors)
    _write_meanings(folder, Meanings(mergers, meant))
    return who


def write_nobody(folder: ClusterFolder) -> None:
    """Write the files of `find_who_is_who` where there are no statements."""
    write_rows([], ACTORS, folder.actors)
    _write_meanings(folder, Meanings((), {}))


def _write_meanings(folder: ClusterFolder, meanings: Meanings) -> None:
    write_atomically(folder.mergers, json.dumps(msgspec.to_builtins(meanings)))


def _combinations(connection: Any, folder: ClusterFolder) -> tuple[list[Statement], dict[str, int]]:
    """Return a statement for each combination of actors, in the order of first mention, and how many have it.

    Nothing else in these statements is that of a real one.
    """
    answer = connection.execute(_COMBINATIONS.format(statements=everything(folder)))
    names = [column[0] for column in answer.description]
    statements: list[Statement] = []
    times: dict[str, int] = {}
    while rows := answer.fetchmany(10_000):
        for values in rows:
            told = dict(zip(names, values, strict=True))
            times[told["id"]] = told.pop("times")
            statements.append(_stand_in(**told))
    return statements, times


def _stand_in(*, speaker_kind: str, target_kind: str | None, **told: Any) -> Statement:
    return Statement(
        article="",
        speaker_kind=ActorKind(speaker_kind),
        target_kind=None if target_kind is None else ActorKind(target_kind),
        stance=Stance.COMMENT,
        polarity=0,
        intensity=0.0,
        negated=False,
        modality="actual",
        mode="indirect",
        cue="",
        evidence="?",
        start=0,
        end=1,
        sentence_start=0,
        sentence_end=1,
        confidence=0.0,
        rule="",
        **told,
    )


def read_meanings(folder: ClusterFolder) -> Meanings:
    """Return what `find_who_is_who` wrote for the workers."""
    return msgspec.convert(json.loads(folder.mergers.read_text("utf-8")), Meanings)


_BUCKETS = """
COPY (
  SELECT told.* EXCLUDE (filename, file_row_number),
    hash(coalesce(s.into_id, speaker_id), coalesce(t.into_id, target_id)) % {buckets} AS bucket
  FROM {statements} AS told
  LEFT JOIN meant AS s ON s.id = speaker_id
  LEFT JOIN meant AS t ON t.id = target_id
) TO {path} (FORMAT parquet, PARTITION_BY (bucket), OVERWRITE_OR_IGNORE)
"""


def share_out(connection: Any, folder: ClusterFolder, who: WhoIsWho, together: int = TOGETHER) -> list[int]:
    """Write the statements so that those of a speaker about a target lie together; return the buckets."""
    [(count,)] = connection.execute(f"SELECT count(*) FROM {everything(folder)}").fetchall()
    connection.execute("CREATE OR REPLACE TABLE meant (id VARCHAR, into_id VARCHAR)")
    if who.mergers:
        connection.executemany(
            "INSERT INTO meant VALUES (?, ?)", [(merger.id, merger.into) for merger in who.mergers]
        )
    path = folder.bucket(0).parent
    path.mkdir(parents=True, exist_ok=True)
    connection.execute(
        _BUCKETS.format(buckets=-(-count // together) or 1, statements=everything(folder), path=quoted(path))
    )
    return buckets_in(path)


def buckets_in(path: Path) -> list[int]:
    """Return the numbers of the buckets that DuckDB wrote into a folder."""
    return sorted(int(each.name.partition("=")[2]) for each in path.iterdir())


def load_record(actor_id: str, name: str, kind: str) -> Actor:
    """Return the record of an actor of `actors.parquet`: that of the tables, or what the statements tell."""
    known = load_actors().get(actor_id)
    return known or Actor(id=actor_id, name=name, kind=ActorKind(kind))
