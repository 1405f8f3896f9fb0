"""How `communique extract --engine dask` compares with one process: seconds, and are the statements the same.

    python bench/cluster.py [--articles 1000] [--workers 2] [--partition 64]
    python bench/cluster.py --statements 1000000

Articles are made by sampling the seeds. Prints the seconds of one process, of the cluster until all is read,
and until all is merged, counted and written as triples; then whether the bytes are the same, line by line.
With `--statements` real statements are repeated until there are so many, and only merging and counting is
measured: seconds, and the most memory (MB, resident) of the driver and of a worker.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
from sampled_articles import sampled, write_sampled

from communique.cluster.connecting import cluster_here
from communique.cluster.folder import ClusterFolder
from communique.cluster.partitions import Noted, Partition, cut
from communique.cluster.parts import read_foot, read_part, write_part
from communique.cluster.run import extract_on_cluster
from communique.cluster.schemas import read_statements
from communique.export.tables import statement_lines
from communique.extract.fingerprints import fingerprint
from communique.extract.statements import Extracted

if TYPE_CHECKING:
    from distributed import Client


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--partition", type=int, default=64)
    parser.add_argument("--statements", type=int)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        started = time.perf_counter()
        with cluster_here(given.workers) as client:
            print(f"cluster of {given.workers}: started in {time.perf_counter() - started:.1f} s", flush=True)
            if given.statements:
                measure_counting(place, given, client)
            else:
                measure_reading(place, given, client)


def measure_reading(place: Path, given: argparse.Namespace, client: Client) -> None:
    """Read sampled articles in one process and on the cluster, and compare."""
    words = write_sampled(place / "in.jsonl", given.articles)
    command = [sys.executable, "-m", "communique", "extract", str(place / "in.jsonl"), "--quiet"]
    started = time.perf_counter()
    subprocess.run([*command, "-o", str(place / "local.jsonl")], check=True)
    local = time.perf_counter() - started
    moments: list[tuple[str, float]] = []
    started = time.perf_counter()
    run = extract_on_cluster(
        [place / "in.jsonl"],
        place / "out",
        client,
        articles=given.partition,
        progress=lambda told: moments.append((told, time.perf_counter() - started)),
    )
    whole = time.perf_counter() - started
    read = next(seconds for told, seconds in moments if told.startswith("Bring"))
    lines = "".join("".join(statement_lines(read_statements(path))) for path in files(run.folder))
    same = lines == (place / "local.jsonl").read_text("utf-8")
    print(f"{given.articles:,} articles, {words:,} words, {run.statements:,} statements")
    print(f"one process {local:8.1f} s")
    print(f"cluster     {read:8.1f} s to read, {local / read:.2f} times as fast; {whole:.1f} s for all")
    print("the same bytes" if same else "DIFFERENT")


def files(folder: ClusterFolder) -> list[Path]:
    """Return the files of statements in order."""
    return sorted((folder.root / "statements").iterdir())


def measure_counting(place: Path, given: argparse.Namespace, client: Client) -> None:
    """Read one partition, put copies of its statements under other names beside it, and count them all."""
    extract_on_cluster(sampled(given.partition), place / "out", client, articles=given.partition)
    folder, made_by = ClusterFolder(place / "out"), fingerprint()
    foot = read_foot(folder, 0)
    assert foot is not None
    results = [each for each in read_part(folder, 0, foot) if isinstance(each, Extracted)]
    articles = given.partition * -(-given.statements // foot.statements)
    for part in cut(sampled(articles), Noted(), given.partition):
        write_part(folder, part.number, part.digest(made_by), part.articles, copies(results, part))
    moments: list[tuple[str, float, float, float]] = []

    def note(told: str) -> None:
        workers = client.run(lambda: psutil.Process().memory_info().rss / 1e6).values()
        own = psutil.Process().memory_info().rss / 1e6
        moments.append((told, time.perf_counter(), own, max(workers)))

    run = extract_on_cluster(
        sampled(articles), place / "out", client, articles=given.partition, progress=note
    )
    note("Done")
    print(f"{run.statements:,} statements of {run.actors:,} actors in {run.partitions:,} partitions")
    for (told, began, *_), (_, ended, own, worker) in pairwise(moments):
        print(f"{told:28} {ended - began:8.1f} s, then driver {own:6.0f} MB, worker {worker:6.0f} MB")


def copies(results: list[Extracted], part: Partition) -> list[Extracted]:
    """Return what some articles gave as if those of a partition had said it, by speakers of its own."""
    return [
        replace(
            each,
            statements=[
                replace(
                    said,
                    id=f"{said.id}-{part.number}",
                    article=article.id,
                    speaker=f"{said.speaker} {part.number % 500}",
                    speaker_id=f"{said.speaker_id}-{part.number % 500}",
                )
                for said in each.statements
            ],
            remembered={},
        )
        for article, each in zip(part.articles, results, strict=True)
    ]


if __name__ == "__main__":
    main()
