"""`communique extract --engine dask`: the cluster asked for, the run on it, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape

from ..cli_inputs import progress_line
from ..export.files import writable_folder, write_atomically
from ..export.tables import as_json
from ..plurals import counted
from ..summary import tell_skipped, tell_warnings
from .connecting import cluster_at, cluster_here
from .folder import NAMES, name_of
from .outcome import report_of
from .run import extract_on_cluster

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from rich.console import Console

    from ..knowledge.user_actors import UserActors
    from .outcome import ClusterRun


STARTING = "Start the cluster ..."


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options ask for."""

    scheduler: str | None
    workers: int
    models: Mapping[str, str]
    language: str | None
    actors: UserActors | None
    time_limit: float
    is_fresh: bool
    is_quiet: bool


def run_command(
    paths: Sequence[Path], folder: Path, asked: Asked, output: Console, notes: Console
) -> ClusterRun:
    """Read articles on a cluster, write all files and tell what became of them; errors as
    `extract_on_cluster`.
    """
    files = [name for name in NAMES if "." in name]
    with writable_folder(folder, files, paths), progress_line(notes, STARTING, asked.is_quiet) as progress:
        if asked.scheduler is None:
            cluster = cluster_here(asked.workers, preload=not asked.models)
        else:
            cluster = cluster_at(asked.scheduler)
        with cluster as client:
            run = extract_on_cluster(
                paths,
                folder.resolve(),
                client,
                models=asked.models,
                language=asked.language,
                actors=asked.actors,
                time_limit=asked.time_limit,
                is_fresh=asked.is_fresh,
                progress=progress,
            )
        write_atomically(run.folder.report, as_json(report_of(run), indent=2) + "\n")
    _tell(run, folder, asked, output, notes)
    return run


def _tell(run: ClusterRun, folder: Path, asked: Asked, output: Console, notes: Console) -> None:
    tell_skipped(run.skipped, notes)
    for number, reason in sorted(run.failed.items()):
        lost = run.lost.get(number)
        articles = f" of {counted(len(lost), 'article')}" if lost else ""
        told = escape(f"{name_of(number)}{articles}: {reason}")
        notes.print(f"[red]failed[/] {told}", highlight=False, soft_wrap=True)
    if asked.is_quiet:
        return
    tell_warnings(run.warnings, notes)
    found, read = counted(run.statements, "statement"), counted(run.articles, "article")
    parts = counted(run.partitions - len(run.failed), "partition")
    output.print(f"{found} of {read} in {parts} in {escape(str(folder))}", highlight=False, soft_wrap=True)
