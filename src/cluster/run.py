"""ARTICLES -> A FOLDER OF PARQUET AND N-TRIPLES, on the workers of a Dask cluster. The whole way.

First each partition is read, then what only the whole run knows is put right: articles that were read by what
other partitions did not know yet, actors that are one, utterances that several articles report.
"""

from __future__ import annotations

import uuid
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from ..errors import CommuniqueError, OutputError
from ..extract.articles import read_articles
from ..extract.batches import Reading
from ..extract.fingerprints import fingerprint
from ..extract.formats import SkippedArticle
from ..extract.time_limits import TIME_LIMIT
from ..graph.dataset import source_date
from .counting import (
    count_words,
    group_bucket,
    share_out_exchanges,
    share_out_utterances,
    write_counts,
    write_words,
)
from .folder import ClusterFolder, name_of
from .merging import TOGETHER, database, everything, find_who_is_who, share_out, write_nobody
from .outcome import ClusterRun
from .partitions import ARTICLES, Noted, Partition, cut, read_texts, write_texts
from .parts import read_foot, write_part
from .reading import Orders, read_again, read_one, read_partition, write_again
from .schemas import COUNTS, write_rows
from .submitting import Call, carry_out, told
from .triples import write_exchanges, write_triples
from .walking import told_otherwise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from distributed import Client

    from ..extract.articles import Source
    from ..knowledge.user_actors import UserActors
    from ..model import Actor
    from .parts import Result
    from .submitting import Done

    Progress = Callable[[str], None]
    Answers = Mapping[str, Actor | None]

ROUNDS = 20
"""How often articles are read by better answers; once is enough, as whom they introduce never changes."""


def extract_on_cluster(
    paths: Source | Iterable[Source],
    output: Path,
    client: Client,
    *,
    models: Mapping[str, str] | None = None,
    language: str | None = None,
    actors: UserActors | None = None,
    time_limit: float | None = TIME_LIMIT,
    is_fresh: bool = False,
    articles: int = ARTICLES,
    together: int = TOGETHER,
    progress: Progress | None = None,
) -> ClusterRun:
    """Read articles on a cluster and write what they say into a folder that all its machines see.

    `articles` are those of a partition at most, `together` the statements that are compared in one task.
    Partitions that an earlier run has read are kept. Raises ArticleError for a path that does not exist,
    ModelMissingError or UnfitWorkerError where a worker cannot read as this machine, OutputError for a folder
    that cannot be written, CommuniqueError if the cluster is lost.
    """
    reading = Reading(models, actors, time_limit)
    made_by = fingerprint(models, actors)
    name = f"communique-{uuid.uuid4()}"
    run = ClusterRun(ClusterFolder(output))
    run.folder.remove_work()
    try:
        client.register_plugin(Orders(name, reading, made_by, source_date()), name=name)
    except Exception as error:  # Dask raises what the worker raised, or any
        raise CommuniqueError(
            f"A worker cannot take orders ({error}). Is the same Communiqué installed on all machines?"
        ) from error
    try:
        driver = _Driver(client, name, run, made_by, is_fresh, progress or (lambda _: None))
        noted = Noted()
        driver.read(cut(read_articles(paths, language=language), noted, articles))
        driver.put_right()
        run.folder.remove_parts_from(run.partitions)
        driver.note_what_was_read(noted)
        driver.merge_and_count(actors, together)
    finally:
        run.folder.remove_work()
        with suppress(OSError):  # the scheduler is gone
            client.unregister_worker_plugin(name)
    return run


@dataclass(slots=True)
class _Driver:
    """A run in progress, on the machine that has the articles."""

    client: Client
    name: str
    run: ClusterRun
    made_by: str
    is_fresh: bool
    tell: Progress
    digests: dict[int, str] = field(default_factory=dict)

    # ------------------------------------------------------------------------------------------- statements

    def read(self, partitions: Iterator[Partition]) -> None:
        """Have every partition read; those whose tasks failed at the end, article by article."""
        suspects: dict[int, Exception] = {}
        for done in carry_out(self.client, self._calls(partitions)):
            if done.error is None:
                self.tell(f"Read {name_of(done.known_as)}")
            else:
                suspects[done.known_as] = done.error
        for number, error in sorted(suspects.items()):
            self._read_singly(number, error, None)

    def _calls(self, partitions: Iterator[Partition]) -> Iterator[Call[int]]:
        folder = self.run.folder
        for partition in partitions:
            number, digest = partition.number, partition.digest(self.made_by)
            self.digests[number] = digest
            self.run.partitions = number + 1
            write_texts(partition.articles, folder.texts(number))
            foot = None if self.is_fresh else read_foot(folder, number)
            if foot is not None and foot.digest == digest and not foot.skipped:
                self.run.kept += 1
                continue
            folder.remove_part(number)
            yield Call(number, read_partition, (self.name, folder, number, digest))

    def _read_singly(self, number: int, error: Exception, told_to: Mapping[int, Answers] | None) -> None:
        """Read the articles of a partition one after the other: who dies then has died of that article.

        With `told_to`, only these are read, by these answers, and the others stay as they are.
        """
        folder, digest = self.run.folder, self.digests[number]
        if isinstance(error, OutputError):
            self._give_up(number, error)
            return
        articles = read_texts(folder.texts(number))
        results: dict[int, Result] = {}
        calls = (
            Call(index, read_one, (self.name, folder, number, index, (told_to or {}).get(index, {})))
            for index in (told_to or range(len(articles)))
        )
        for done in carry_out(self.client, calls, at_once=1):
            article = articles[done.known_as]
            results[done.known_as] = _result(done, article.source or article.id)
        try:
            if told_to is None:
                write_part(folder, number, digest, articles, [results[i] for i in range(len(articles))])
            else:
                write_again(folder, number, digest, articles, results)
        except CommuniqueError as last:
            self._give_up(number, last)

    def _give_up(self, number: int, error: Exception) -> None:
        """Note a partition that cannot be done; nothing of it is left, so nothing of it is half there."""
        self.run.folder.remove_part(number)
        self.run.failed[number] = told(error)
        try:
            articles = read_texts(self.run.folder.texts(number))
        except CommuniqueError:
            articles = []
        self.run.lost[number] = [article.source or article.id for article in articles]

    def put_right(self) -> None:
        """Have the articles read again that were told otherwise than the articles before them tell."""
        for _ in range(ROUNDS):
            wrong = told_otherwise(self.run.folder, self._numbers())
            if not wrong:
                return
            self.tell(f"Read {sum(map(len, wrong.values()))} articles by what others tell of people")
            suspects: dict[int, Exception] = {}
            calls = (
                Call(number, read_again, (self.name, self.run.folder, number, self.digests[number], answers))
                for number, answers in wrong.items()
            )
            for done in carry_out(self.client, calls):
                if done.error is not None:
                    suspects[done.known_as] = done.error
            for number, error in sorted(suspects.items()):
                self._read_singly(number, error, wrong[number])
        raise CommuniqueError(
            "The same articles give other statements each time they are read. Are the models the same?"
        )

    def _numbers(self) -> list[int]:
        return [number for number in range(self.run.partitions) if number not in self.run.failed]

    def note_what_was_read(self, noted: Noted) -> None:
        """Count articles and statements, and put what was skipped in the order of the articles."""
        for number in self._numbers():
            foot = read_foot(self.run.folder, number)
            if foot is None:  # somebody has removed it meanwhile
                self._give_up(number, OutputError("its files are gone"))
                continue
            self.run.articles += sum(tie is not None for tie in foot.ties)
            self.run.statements += foot.statements
            noted.skipped += [((number, index, 1), item) for index, item in foot.skipped]
        left_out = {place for place, _ in noted.skipped}
        self.run.skipped = [item for _, item in sorted(noted.skipped, key=lambda pair: pair[0])]
        self.run.warnings = [
            warning
            for place, warning in noted.warnings
            if place not in left_out and place[0] not in self.run.failed
        ]

    # --------------------------------------------------------------------------------------------- the whole

    def merge_and_count(self, actors: UserActors | None, together: int) -> None:
        """Bring actors together, group what was said, count it, and write the triples."""
        folder, numbers = self.run.folder, self._numbers()
        if not self.run.statements:
            write_nobody(folder)
            write_rows([], COUNTS, folder.counts)
        else:
            self._count(actors, together)
        self.tell("Write the triples")
        calls = (Call(number, write_triples, (self.name, folder, number)) for number in numbers)
        for done in carry_out(self.client, calls):
            if done.error is not None:
                self.run.failed[done.known_as] = f"its triples cannot be written: {told(done.error)}"

    def _count(self, actors: UserActors | None, together: int) -> None:
        folder = self.run.folder
        with database(folder) as connection:
            self.tell("Bring actors together")
            who = find_who_is_who(connection, folder, actors)
            self.run.actors, self.run.mergers = len(who.actors), who.mergers
            by_stance = connection.execute(
                f"SELECT stance, count(*) FROM {everything(folder)} GROUP BY stance ORDER BY stance"
            )
            self.run.by_stance = dict(by_stance.fetchall())
            buckets = share_out(connection, folder, who, together)
            self.tell("Group what was said")
            write_words(folder, self._all(count_words, buckets))
            self.run.utterances = sum(self._all(group_bucket, buckets))
            write_counts(connection, folder)
            share_out_utterances(connection, folder)
            exchanged = share_out_exchanges(connection, folder, together)
        self.tell("Find out who answers whom")
        for _ in self._all(write_exchanges, exchanged):
            pass

    def _all(self, function: Callable[..., Any], buckets: Iterable[int]) -> Iterator[Any]:
        """Yield what a task gives for each bucket; raises CommuniqueError for one that cannot be done."""
        calls = (Call(bucket, function, (self.name, self.run.folder, bucket)) for bucket in buckets)
        for done in carry_out(self.client, calls):
            if done.error is not None:
                raise CommuniqueError(
                    f"The statements were read, but they cannot be counted: {told(done.error)}. "
                    "The same command goes on from there."
                ) from done.error
            yield done.value


def _result(done: Done[int], source: str) -> Result:
    if done.error is None:
        result: Result = done.value
        return result
    return SkippedArticle(source, f"cannot be analysed: {told(done.error)}; split it, or leave it out")
