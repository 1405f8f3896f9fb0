"""The corrections file beside what was built with it, and what a report tells of the corrections."""

from __future__ import annotations

import hashlib
import json
import os
from typing import TYPE_CHECKING, Any

from ..errors import OutputError
from .reading import read_corrections

if TYPE_CHECKING:
    from pathlib import Path

    from .records import Corrected, Corrections, Outcome

KEPT = "corrections.toml"
"""The name of the file in a folder that was built."""


def corrections_beside(statements: Path) -> Corrections | None:
    """Return the corrections that lie beside a file of statements, None if there are none.

    They are replayed in the statements already; who is kept apart, and who has further names, is still asked.
    """
    path = statements.with_name(KEPT)
    return read_corrections(path) if path.is_file() else None


def check_kept(folder: Path, corrections: Corrections | None, report: Path) -> None:
    """Raise OutputError if the folder holds a corrections file that is no copy which a build put there.

    `report` is that of the last build: it tells what was copied.
    """
    path = folder / KEPT
    if not os.path.lexists(path) or _is_own(folder, corrections):
        return
    data = _read(path)
    if corrections is not None and data == corrections.data:
        return
    if data is None or hashlib.sha256(data).hexdigest() != _digest_copied(report):
        raise OutputError(
            f"{path} is not what a build copied there, so it is not overwritten. Use it, with --corrections "
            f"{path}; or move it away, or choose another folder with -o."
        )


def is_edited(folder: Path, report: Path) -> bool:
    """Tell whether the copy that a build put into the folder is no longer what its report tells of."""
    digest, data = _digest_copied(report), _read(folder / KEPT)
    return digest is not None and data is not None and hashlib.sha256(data).hexdigest() != digest


def _digest_copied(report: Path) -> object:
    """Return the SHA-256 of the file that a report says was copied, None if it tells of none."""
    try:
        told = json.loads(report.read_text("utf-8"))["corrections"]
        return told["sha256"] if told["copied"] is True else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def keep(folder: Path, corrections: Corrections | None) -> tuple[Path, ...]:
    """Put a copy of the corrections into a folder, or take away that of an earlier build; return its path.

    A file that a user keeps in the folder itself stays as it is. Call `check_kept` before.
    """
    path = folder / KEPT
    if corrections is None:
        path.unlink(missing_ok=True)
        return ()
    if not _is_own(folder, corrections) and _read(path) != corrections.data:
        path.unlink(missing_ok=True)
        path.write_bytes(corrections.data)
    return (path,)


def report_of_corrections(
    corrections: Corrections, corrected: Corrected | None, folder: Path
) -> dict[str, Any]:
    """Return as plain data which file was used, and what became of each correction, if that is known."""
    file = {
        "file": str(corrections.path),
        "sha256": corrections.sha256,
        "copied": not _is_own(folder, corrections),
    }
    if corrected is None:
        return file
    return {
        **file,
        "used": [_told(each) for each in corrected.outcomes if each.is_used],
        "without_effect": [_told(each) for each in corrected.idle],
        "unused": [_told(each) for each in corrected.unused],
        "warnings": list(corrected.warnings),
    }


def _told(outcome: Outcome) -> dict[str, Any]:
    counted = "articles" if outcome.at.table == "alias" else "statements"
    told = {"correction": outcome.at.table, "number": outcome.at.number, "line": outcome.at.line}
    found = {counted: outcome.changed if outcome.is_used else outcome.hits}
    return {**told, **found, "reason": outcome.reason, "why": outcome.why}


def _is_own(folder: Path, corrections: Corrections | None) -> bool:
    """Tell whether the file that a user gave is the one in the folder itself."""
    path = folder / KEPT
    try:
        return corrections is not None and path.samefile(corrections.path)
    except OSError:
        return False


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None
