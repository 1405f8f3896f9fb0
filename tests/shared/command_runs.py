"""The command line run in the process of the tests."""

from __future__ import annotations

import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from communique import cli

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True)
class Ran:
    """What a command said and how it ended."""

    code: int
    out: str
    err: str


def run(*arguments: str | Path) -> Ran:
    """Run the command in this process, so that models are loaded once; colours are taken out."""
    told, noted = io.StringIO(), io.StringIO()
    code: Any = 0
    with (
        redirect_stdout(told),
        redirect_stderr(noted),
        patch.object(sys, "argv", ["communique", *map(str, arguments)]),
        patch.dict("os.environ", {"COLUMNS": "250"}),
        patch.object(cli.output, "_width", 250),
    ):
        try:
            cli.main()
        except SystemExit as end:
            code = end.code or 0
    out, err = (re.sub(r"\x1b\[[0-9;]*m", "", stream.getvalue()) for stream in (told, noted))
    assert "Traceback" not in out + err
    return Ran(code, out, err)


def lines(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
