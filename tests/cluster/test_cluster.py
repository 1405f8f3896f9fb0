"""Runs on a cluster of two processes give what a run in one process gives, whoever dies meanwhile."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow.parquet as pq
import pyoxigraph
import pytest
from distributed import Future
from typer.testing import CliRunner

from communique.cli import app
from communique.cluster import requirements, schemas
from communique.cluster import run as running
from communique.cluster.connecting import cluster_here
from communique.cluster.folder import NAMES
from communique.cluster.outcome import ClusterRun, report_of
from communique.cluster.run import extract_on_cluster
from communique.cluster.submitting import Call, carry_out
from communique.errors import CommuniqueError
from communique.export.tables import (
    article_lines,
    read_articles_metadata,
    read_jsonl,
    statement_lines,
)
from communique.export.turtle import write_turtle
from communique.extract.articles import read_articles
from communique.graph.dataset import dataset_triples
from communique.graph.dating import first_and_last
from communique.graph.merging import MergedStatements, merge
from communique.graph.positions import build_positions, counted_for, net_polarity
from communique.graph.questions import load_question
from communique.graph.vocabulary import CMQ, Names
from communique.model import Article, Statement
from worker_traps import MOLASSES, POISON, Trap, extract_here

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from distributed import Client

PARTS = 7
WIRE = [
    {"id": "first", "text": "Kofi Boateng, Ghana's ambassador to Togo, criticised Mali on Monday."},
    {"id": "notice", "text": "The harbour is closed on Sundays because of repairs to the northern pier."},
    {"id": "broken", "text": "Norway accused Russia.", "language": "xx"},
    {"id": "later", "text": "Kofi Boateng accused Togo of lying. Kofi Boateng thanked Mali."},
    {"id": "odd", "text": "Jim D. Larsson, Norway's envoy, condemned Russia.", "published": "12/10/2016"},
    {"id": "one", "text": "Norway accused Russia of closing the harbour of Kirkenes.", "publisher": "A"},
    {"id": "two", "text": "Norway accused Russia of closing the harbour of Kirkenes.", "publisher": "B"},
    {"id": "three", "text": "Norway accused Russia of closing the harbour of Kirkenes.", "publisher": "B"},
    {"id": "last", "text": "Jim Larsson, Norway's envoy, praised Ghana. Kofi Boateng rejected the praise."},
]
"""A person whom a later partition must know, one with two names, words reported twice, a text read twice."""


@dataclass(frozen=True)
class Local:
    """What a run in one process gives."""

    folder: Path
    statements: list[Statement]
    articles: dict[str, Article]
    merged: MergedStatements
    skipped: list[tuple[str, str]]
    warnings: list[tuple[str, str]]


@pytest.fixture(scope="module")
def client() -> Iterator[Client]:
    with cluster_here(2) as client:
        yield client


@pytest.fixture(scope="module")
def paths(seeds: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    wire = tmp_path_factory.mktemp("wire") / "wire.jsonl"
    lines = [{"published": "2016-12-12", "language": "en", **record} for record in WIRE]
    wire.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    return [wire, seeds]


@pytest.fixture(scope="module")
def local(client: Client, paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> Local:
    file = tmp_path_factory.mktemp("local") / "statements.jsonl"
    skipped, warnings = client.submit(extract_here, paths, file).result()
    statements = list(read_jsonl(file))
    articles = {each.id: each for each in read_articles(paths) if isinstance(each, Article)}
    return Local(file.parent, statements, articles, merge(statements), skipped, warnings)


@pytest.fixture(scope="module")
def struck(client: Client, paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> ClusterRun:
    """A run in the middle of which a worker was killed. Do not change its folder: copy it."""
    workers: dict[str, int] = client.run(os.getpid)

    def strike(told: str) -> None:
        busy = [address for address, tasks in client.processing().items() if tasks]
        if told.startswith("Read part-") and victims and busy:
            os.kill(victims.pop(busy[0]), signal.SIGKILL)
            victims.clear()
            struck.append(busy[0])

    victims, struck = dict(workers), list[str]()
    with trapped(client, Trap(seconds=0.2)):
        folder = tmp_path_factory.mktemp("cluster") / "out"
        run = extract_on_cluster(paths, folder, client, articles=2, together=20, progress=strike)
        client.wait_for_workers(2, timeout=30)
    [killed] = struck
    assert workers[killed] not in client.run(os.getpid).values()
    return run


@contextmanager
def trapped(client: Client, trap: Trap) -> Iterator[None]:
    client.register_plugin(trap)
    try:
        yield
    finally:
        client.unregister_worker_plugin(trap.name)


def parts(run: ClusterRun, kind: str) -> list[Path]:
    return sorted((run.folder.root / kind).iterdir())


def said(run: ClusterRun) -> list[Statement]:
    return [each for path in parts(run, "statements") for each in schemas.read_statements(path)]


# ------------------------------------------------------------------------------------------------- statements


def test_nothing_is_lost_and_nothing_is_there_twice_when_a_worker_is_killed(
    struck: ClusterRun, local: Local
) -> None:
    assert said(struck) == local.statements
    assert "".join(statement_lines(said(struck))) == (local.folder / "statements.jsonl").read_text("utf-8")
    articles = [each for path in parts(struck, "articles") for each in schemas.read_articles(path)]
    assert articles == list(read_articles_metadata(local.folder / "articles.jsonl"))
    assert "".join(article_lines(articles)) == (local.folder / "articles.jsonl").read_text("utf-8")
    assert struck.failed == {}
    assert len(parts(struck, "statements")) == struck.partitions == PARTS - 1


def test_a_later_partition_knows_whom_an_earlier_one_introduced(struck: ClusterRun) -> None:
    later = [each for each in said(struck) if each.article in ("later", "last")]
    boateng = {each.represents_id for each in later if each.speaker_id == "kofi-boateng"}
    assert boateng == {"ghana"}
    assert {pq.ParquetFile(path).num_row_groups for path in parts(struck, "statements")} <= {0, 1}


def test_what_was_skipped_or_odd_is_told_as_in_one_process(struck: ClusterRun, local: Local) -> None:
    report = report_of(struck)
    assert [(item["source"], item["reason"]) for item in report["skipped"]] == local.skipped != []
    assert [(item["source"], item["warning"]) for item in report["warnings"]] == local.warnings != []
    assert report["statements"] == len(local.statements)
    assert report["utterances"] == len(set(local.merged.utterance_of.values()))
    assert report["actors"] == len(local.merged.actors)
    assert [item["id"] for item in report["merged"]] == [each.id for each in local.merged.mergers] != []
    assert sum(report["by_stance"].values()) == len(local.statements)
    assert struck.has_failures


def test_every_file_has_the_columns_that_are_written_down(struck: ClusterRun) -> None:
    for path in parts(struck, "statements"):
        assert pq.read_schema(path).remove_metadata() == schemas.STATEMENTS
    for path in parts(struck, "articles"):
        assert pq.read_schema(path) == schemas.ARTICLES
    assert pq.read_schema(struck.folder.actors) == schemas.ACTORS
    assert pq.read_schema(struck.folder.counts) == schemas.COUNTS
    left = {path.name for path in struck.folder.root.iterdir()}
    assert left == {"statements", "articles", "triples", "actors.parquet", "counts.parquet"}


# ------------------------------------------------------------------------------------------------ the whole


def test_counts_are_those_of_the_graph(struck: ClusterRun, local: Local) -> None:
    groups: defaultdict[tuple[str, str, str | None], list[Statement]] = defaultdict(list)
    for statement in local.merged.statements:
        groups[counted_for(statement), statement.stance.value, statement.target_id].append(statement)
    utterance_of = local.merged.utterance_of
    expected = {
        key: (
            len(group),
            len({utterance_of[each.id] for each in group}),
            len({each.article for each in group}),
            net_polarity(group, utterance_of),
            *first_and_last(each.date for each in group),
        )
        for key, group in groups.items()
    }
    rows = [tuple(row.values()) for row in schemas.read_rows(struck.folder.counts)]
    assert {row[:3]: row[3:] for row in rows} == expected
    assert len(rows) == len(expected)
    positions = build_positions(local.merged)
    assert sum(data["statements"] for *_, data in positions.edges(data=True)) == sum(
        row[3] for row in rows if row[2] is not None
    )


def test_actors_are_those_of_the_graph(struck: ClusterRun, local: Local) -> None:
    rows = {row["id"]: row for row in schemas.read_rows(struck.folder.actors)}
    found = {row["merged_id"]: rows[row["merged_id"]] for row in rows.values()}
    assert {key: (row["name"], row["kind"]) for key, row in found.items()} == {
        key: (actor.name, actor.kind.value) for key, actor in local.merged.actors.items()
    }
    mergers = {(each.id, each.into, each.name, each.reason) for each in local.merged.mergers}
    told = {(r["id"], r["merged_id"], r["name"], r["reason"]) for r in rows.values() if r["reason"]}
    assert told == mergers
    assert ("jim-larsson", "jim-d-larsson") in {(each.id, each.into) for each in local.merged.mergers}


def load(files: list[Path]) -> pyoxigraph.Store:
    store = pyoxigraph.Store()
    for file in files:
        store.bulk_load(path=str(file), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return store


def test_the_triples_of_all_partitions_are_the_graph(
    struck: ClusterRun, local: Local, tmp_path: Path
) -> None:
    triples = set(dataset_triples(local.merged, local.articles))
    assert {CMQ.repliesTo, CMQ.changesFrom} <= {verb for _, verb, _ in triples}
    write_turtle(triples, tmp_path / "graph.ttl")
    whole, store = pyoxigraph.Store(), load(parts(struck, "triples"))
    whole.bulk_load(path=str(tmp_path / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE)
    assert set(store) == set(whole)
    question = load_question("who-says-what-about-whom").text
    answers = [
        [[str(term) for term in row] for row in each.query(question, prefixes=Names().prefixes())]
        for each in (store, whole)
    ]
    assert answers[0] == answers[1] != []
    for path in parts(struck, "triples"):
        lines = path.read_text("utf-8").splitlines()
        assert lines == sorted(set(lines))


# ------------------------------------------------------------------------------------------- what goes wrong


def test_the_same_command_reads_only_what_is_new(
    client: Client, struck: ClusterRun, paths: list[Path], local: Local, tmp_path: Path
) -> None:
    folder = shutil.copytree(struck.folder.root, tmp_path / "out")
    (folder / "statements" / "part-00001.parquet").unlink()
    (folder / "statements" / "part-00099.parquet").write_bytes(b"of an earlier run")
    (folder / "statements" / ".part-00002.parquet.1.tmp").write_bytes(b"of a killed worker")
    run = extract_on_cluster(paths, folder, client, articles=2)
    assert (run.kept, run.partitions) == (PARTS - 2, PARTS - 1)
    assert said(run) == local.statements
    assert len(parts(run, "statements")) == run.partitions
    changed = [json.loads(line) for line in paths[0].read_text("utf-8").splitlines()]
    changed[0]["text"] = changed[0]["text"].replace("Ghana", "Kenya")
    (tmp_path / "wire.jsonl").write_text("".join(json.dumps(line) + "\n" for line in changed), "utf-8")
    again = extract_on_cluster([tmp_path / "wire.jsonl"], folder, client, articles=2)
    represented = {each.represents_id for each in said(again) if each.speaker_id == "kofi-boateng"}
    assert represented == {"kenya"}


def test_an_article_that_kills_who_reads_it_is_found_and_named(client: Client, tmp_path: Path) -> None:
    texts = ["Norway accused Russia.", f"Ghana warned Togo of {POISON}.", "Mali praised Ghana."]
    articles = [Article(id=f"a{n}", text=text, language="en") for n, text in enumerate(texts)]
    with trapped(client, Trap()):
        run = extract_on_cluster(articles, tmp_path / "out", client, articles=2)
    [skipped] = run.skipped
    assert skipped.source == "a1"
    assert "every process that read it died" in skipped.reason
    assert [each.article for each in said(run)] == ["a0", "a2"]
    assert run.failed == {}


def test_an_article_that_hangs_where_nothing_can_interrupt_it_is_given_up(
    client: Client, tmp_path: Path
) -> None:
    article = Article(id="a", text=f"Ghana warned Togo of {MOLASSES}.", language="en")
    limit = 10.0
    with trapped(client, Trap(grace=0.6 - 2 * limit)):  # the process ends after 0.6 s
        run = extract_on_cluster([article], tmp_path / "out", client, time_limit=limit)
    assert [item.source for item in run.skipped] == ["a"]
    assert run.articles == 0


def test_a_partition_that_cannot_be_written_is_named(client: Client, tmp_path: Path) -> None:
    articles = [
        Article(id=f"a{n}", text="Norway accused Russia.", language="en", publisher=str(n)) for n in range(3)
    ]
    (tmp_path / "out" / "articles" / "part-00001.parquet" / "in the way").mkdir(parents=True)
    run = extract_on_cluster(articles, tmp_path / "out", client, articles=1)
    [failed] = report_of(run)["failed_partitions"]
    assert (failed["partition"], failed["articles"]) == ("part-00001", ["a1"])
    assert "cannot write" in failed["reason"]
    assert [each.article for each in said(run)] == ["a0", "a2"]
    assert run.has_failures


def test_a_lost_scheduler_is_told(client: Client) -> None:
    def calls() -> Iterator[Call[int]]:
        yield Call(0, time.sleep, (5,))
        for key in list(client.futures):
            if "sleep" in key:
                Future(key, client).cancel(force=True)

    with pytest.raises(CommuniqueError, match="scheduler was lost"):
        list(carry_out(client, calls()))


def test_a_worker_of_another_version_is_refused(
    client: Client, seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "fingerprint", lambda *_: "another")
    with pytest.raises(CommuniqueError, match="Install the same everywhere"):
        extract_on_cluster(seeds, tmp_path / "out", client)
    assert not (tmp_path / "out" / ".work").exists()


def test_an_article_without_statements_is_an_empty_file(client: Client, tmp_path: Path) -> None:
    article = Article(id="a", text="The harbour is closed.", language="en")
    run = extract_on_cluster([article], tmp_path / "out", client)
    assert (run.articles, run.statements, said(run)) == (1, 0, [])
    assert list(schemas.read_rows(run.folder.counts)) == list(schemas.read_rows(run.folder.actors)) == []
    assert run.failed == {}
    assert len(load(parts(run, "triples"))) > 0


# ------------------------------------------------------------------------------------------- the command


def command(*words: object) -> Any:
    return CliRunner().invoke(app, ["extract", *map(str, words)])


def test_the_command_starts_a_cluster_and_writes_a_folder(tmp_path: Path) -> None:
    """The page docs/cluster.md does so with the seeds."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Norway on Monday accused Russia of closing the harbour.", "utf-8")
    result = command(tmp_path / "in", "-o", tmp_path / "out", "--engine", "dask")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("1 statement of 1 article in 1 partition in ")
    table = duckdb.read_parquet(str(tmp_path / "out" / "statements" / "*.parquet"))
    assert table.columns == schemas.STATEMENTS.names
    assert len(table) == 1
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert (report["articles"], report["partitions"], report["failed_partitions"]) == (1, 1, [])
    assert {path.name for path in (tmp_path / "out").iterdir()} == set(NAMES)


def test_the_command_goes_to_a_scheduler(client: Client, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Norway on Monday accused Russia of closing the harbour.", "utf-8")
    (tmp_path / "b.txt").write_text("1", "utf-8")
    address = client.scheduler_info()["address"]
    result = command(tmp_path, "-o", tmp_path.parent / "o", "--engine", "dask", "--scheduler", address)
    assert result.exit_code == 1
    assert "skipped" in result.stderr
    assert result.stdout.startswith("1 statement of 1 article in 1 partition")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["-o", "a.jsonl", "--engine", "dask"], "names a folder"),
        (["-o", "out", "--engine", "dask", "--corrections", "a.toml"], "--engine local"),
        (["-o", "a.jsonl", "--scheduler", "tcp://127.0.0.1:1"], "is for --engine dask"),
    ],
)
def test_options_that_do_not_go_together_are_refused(seeds: Path, words: list[str], told: str) -> None:
    result = command(seeds, *words)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_without_the_extra_it_says_what_to_install(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(requirements, "LIBRARIES", ("no_such_library",))
    result = command(seeds, "-o", tmp_path / "out", "--engine", "dask")
    assert isinstance(result.exception, CommuniqueError)
    assert 'pip install "communique[cluster]"' in str(result.exception)
