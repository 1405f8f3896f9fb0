"""Reads our own templates, and writes result files: whole or not at all, the same bytes on every system."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import os
import secrets
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment

from ..errors import OutputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path


def read_template(name: str) -> str:
    """Return a file of `templates/` by its name."""
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def render_template(name: str, **values: Any) -> str:
    """Return a file of `templates/` with values filled in, all escaped but `Markup`."""
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string(read_template(name)).render(**values)


def policy_hash(text: str) -> str:
    """Return how a content security policy names a script or style (https://www.w3.org/TR/CSP3/).

    >>> policy_hash("")
    'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='
    """
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def write_atomically(path: Path, data: str | bytes | Iterable[str]) -> None:
    """Write `data` to `path`, text as UTF-8 with its line ends as given; missing folders are made.

    A temporary file in the same folder is filled and then takes the place of `path`: a reader sees the old
    file or the new one, never half of it. Lone surrogates, which UTF-8 cannot hold, become "?". Raises
    OutputError when the folder cannot be written; then nothing is left behind.
    """
    if not path.name:
        raise OutputError(f"cannot write {path}: it is a folder. Name a file in it.")
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.tmp")  # another machine may write it too
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            for chunk in encoded(data):
                file.write(chunk)
        temporary.replace(path)
    except OSError as error:
        reason = error.strerror or str(error)
        raise OutputError(
            f"cannot write {path}: {reason}. Choose a folder that you may write to (-o DIR)."
        ) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def writable_folder(folder: Path, names: Iterable[str], inputs: Sequence[Path] = ()) -> Iterator[None]:
    """Make a folder for files of these names; folders that it made are removed again if the work in it fails.

    Raises OutputError if it cannot be written, or lies in what is to be read: results would overwrite
    articles, or be taken for articles by the next run.
    """
    advice = "Choose another folder with -o."
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file, not a folder. {advice}")
    for name in names:
        path = (folder / name).resolve()
        for read in (each.resolve() for each in inputs):
            if path == read or (read.is_dir() and path.is_relative_to(read)):
                raise OutputError(f"{folder / name} would lie among the articles that are read. {advice}")
        if path.is_dir():
            raise OutputError(f"{folder / name} is a folder, and a file is to be written there. {advice}")
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"The folder {folder} cannot be made: {error.strerror}. {advice}") from error
    if not os.access(folder, os.W_OK | os.X_OK):
        raise OutputError(f"The folder {folder} cannot be written. {advice}")
    try:
        yield
    except BaseException:
        for made in missing:
            if made.is_dir() and not any(made.iterdir()):
                made.rmdir()
        raise


def encoded(data: str | bytes | Iterable[str]) -> Iterator[bytes]:
    """Yield text as the bytes of a result file: UTF-8, lone surrogates as "?"; bytes as they are."""
    if isinstance(data, bytes):
        yield data
    elif isinstance(data, str):
        yield data.encode(errors="replace")
    else:
        for text in data:
            yield text.encode(errors="replace")
