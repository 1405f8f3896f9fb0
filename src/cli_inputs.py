"""What the options of several commands name, read: models, actors, corrections. And the line of progress."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import typer
from rich.markup import escape

from .query_arguments import read_pair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from rich.console import Console

    from .corrections.records import Corrections
    from .extraction import Progress
    from .knowledge.user_actors import UserActors


STOPPED = 130
"""What a command returns that was stopped from the keyboard (128 + SIGINT)."""


@contextmanager
def goes_on(notes: Console) -> Iterator[None]:
    """Tell, if the work inside is stopped from the keyboard, that it is not lost."""
    try:
        yield
    except KeyboardInterrupt:
        notes.print("stopped; what was read is kept: the same command goes on from there", soft_wrap=True)
        raise typer.Exit(STOPPED) from None


def read_models(options: list[str] | None) -> dict[str, str]:
    """Return models by language, from LANG=NAME; raises BadParameter for a language without rules."""
    from .extract.metadata import SUPPORTED_LANGUAGES

    models = dict(read_pair(option, "--model") for option in options or [])
    for code in models:
        if code not in SUPPORTED_LANGUAGES:
            known = ", ".join(SUPPORTED_LANGUAGES)
            raise typer.BadParameter(f"language {code!r} is not supported ({known})", param_hint="--model")
    return models


def read_actors(files: list[Path] | None, notes: Console, *, quiet: bool = False) -> UserActors | None:
    """Return the actors of users' files, after a warning that names the first unusable lines."""
    if not files:
        return None
    from .knowledge.user_actors import read_user_actors, tell_problems

    own = read_user_actors(files)
    if own.problems and not quiet:
        told = escape(tell_problems(own.problems))
        notes.print(f"[yellow]warning[/] {told}", highlight=False, soft_wrap=True)
    return own


def read_corrections(files: list[Path] | None) -> Corrections | None:
    """Return the corrections of a file, None if none is given; raises BadParameter for several files."""
    if not files:
        return None
    if len(files) > 1:
        raise typer.BadParameter("give one file; what stands in several may be copied into one")
    from .corrections.reading import read_corrections as read

    return read(files[0])


def extract_with_dask(
    paths: list[Path],
    folder: Path,
    notes: Console,
    output: Console,
    *,
    corrections: list[Path] | None,
    **asked: Any,
) -> bool:
    """Run `communique extract --engine dask` and return whether something could not be read.

    `asked` are the fields of `cluster.command.Asked`. Raises CommuniqueError if the extra is not installed.
    """
    from .cluster.requirements import require_cluster

    if folder.suffix in {".jsonl", ".csv"}:
        raise typer.BadParameter(f"{folder}: with --engine dask, -o names a folder")
    if corrections:
        raise typer.BadParameter(
            "corrections may be about any statement, and so need all of them in memory: use --engine local"
        )
    require_cluster()
    from .cluster.command import Asked, run_command

    with goes_on(notes):
        return run_command(paths, folder, Asked(**asked), output, notes).has_failures


@contextmanager
def progress_line(notes: Console, first: str, quiet: bool) -> Iterator[Callable[[str], None] | None]:
    """Give a callback that changes a line of progress; None where there is no terminal, or none is wanted."""
    if quiet or not notes.is_terminal:
        yield None
        return
    with notes.status(first) as status:
        yield lambda told: status.update(escape(told))


@contextmanager
def show_progress(notes: Console, *, quiet: bool) -> Iterator[Progress | None]:
    """Give a callback that tells which article was read, on terminals only."""
    with progress_line(notes, "Loading the language models ...", quiet) as tell:
        yield None if tell is None else lambda article: tell(f"Read {article.id}")
