"""A result file that grows line by line and takes its name when it is complete."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Self

from ..errors import OutputError
from .files import encoded

if TYPE_CHECKING:
    from collections.abc import Iterable
    from io import RawIOBase
    from pathlib import Path
    from typing import BinaryIO

UNFINISHED = ".part"


class GrowingFile:
    """A file that is written as FILE.part, and becomes FILE when the block ends without an error.

    What was written is in the file at once, in complete lines: a killed process leaves no half of one.
    """

    def __init__(self, path: Path) -> None:
        """Name the file; nothing is opened yet."""
        self.path = path
        self.unfinished = path.with_name(path.name + UNFINISHED)
        self._file: RawIOBase | BinaryIO

    def write(self, lines: Iterable[str]) -> None:
        """Append some complete lines; raises OutputError when they cannot be written."""
        data = memoryview(b"".join(encoded(lines)))
        try:
            while data:
                data = data[self._file.write(data) :]
        except OSError as error:
            raise OutputError(f"cannot write {self.unfinished}: {error.strerror or error}") from error

    def __enter__(self) -> Self:
        try:
            self._file = self.unfinished.open("wb", buffering=0)
        except OSError as error:
            reason = error.strerror or str(error)
            raise OutputError(
                f"cannot write {self.path}: {reason}. Choose a folder that you may write to (-o FILE)."
            ) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        is_empty = self._file.tell() == 0
        self._file.close()
        if kind is None:
            self.unfinished.replace(self.path)
        elif is_empty:
            with contextlib.suppress(OSError):
                self.unfinished.unlink()
