"""`communique extract --engine dask`: the cluster asked for, the run on it, and what it tells."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.markup import escape

from ..export.files import writable_folder, write_atomically
from ..export.tables import as_json
from ..plurals import counted
from .connecting import cluster_at, cluster_here
from .folder import NAMES, name_of
from .outcome import report_of
from .run import extract_on_cluster

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from rich.console import Console

    from ..knowledge.user_actors import UserActors
    from .outcome import ClusterRun
    from .run import Progress


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
    with writable_folder(folder, files, paths), _progress(notes, quiet=asked.is_quiet) as progress:
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
    for item in run.skipped:
        colour = "red" if item.is_failure else "yellow"
        told = escape(f"{item.source}: {item.reason}")
        notes.print(f"[{colour}]skipped[/] {told}", highlight=False, soft_wrap=True)
    for number, reason in sorted(run.failed.items()):
        lost = run.lost.get(number)
        articles = f" of {counted(len(lost), 'article')}" if lost else ""
        told = escape(f"{name_of(number)}{articles}: {reason}")
        notes.print(f"[red]failed[/] {told}", highlight=False, soft_wrap=True)
    if asked.is_quiet:
        return
    for source, warning in run.warnings:
        notes.print(f"[yellow]warning[/] {escape(f'{source}: {warning}')}", highlight=False, soft_wrap=True)
    found, read = counted(run.statements, "statement"), counted(run.articles, "article")
    parts = counted(run.partitions - len(run.failed), "partition")
    output.print(f"{found} of {read} in {parts} in {escape(str(folder))}", highlight=False, soft_wrap=True)


@contextmanager
def _progress(notes: Console, *, quiet: bool) -> Iterator[Progress | None]:
    """Give a callback that moves a progress line, on terminals only."""
    if quiet or not notes.is_terminal:
        yield None
        return
    with notes.status("Start the cluster ...") as status:
        yield lambda told: status.update(escape(told))
