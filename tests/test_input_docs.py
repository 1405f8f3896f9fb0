"""What docs/input.md shows of reading is what is read, from Python and from the shell."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from communique.extract.formats import MAX_CHARACTERS, READERS
from communique.extract.reading.encodings import MAX_LINE
from communique.extract.reading.pages import MAX_PAGE
from communique.extract.reading.stored import FREE, MAX_IN_MEMORY, MAX_RATIO

PAGE = (Path(__file__).parents[1] / "docs" / "input.md").read_text("utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("block", blocks("python"))
def test_what_is_read_is_what_is_shown(
    block: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    exec(block, {})
    shown = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
    assert capsys.readouterr().out.splitlines() == shown != []


def test_the_shell_reads_archives_and_pipes(tmp_path: Path) -> None:
    (tmp_path / "communique").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m communique "$@"\n', "utf-8")
    (tmp_path / "communique").chmod(0o755)
    (tmp_path / "wire.jsonl.gz").write_bytes(
        gzip.compress(b'{"text": "Paris accused Moscow.", "language": "en"}')
    )
    with zipfile.ZipFile(tmp_path / "news.zip", "w") as archive:
        archive.writestr("a.txt", "Berlin condemned the attack in Aleppo on Monday.")
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}"}
    [block] = blocks("sh")
    result = subprocess.run(
        ["sh", "-e", "-c", block], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert [line.partition(" in ")[0] for line in result.stdout.splitlines()] == [
        "2 statements of 2 articles",
        "1 statement of 1 article",
    ]


def test_every_format_and_limit_is_told() -> None:
    for suffix in (*READERS, ".gz", ".zst", ".tgz"):
        assert f"`{suffix}`" in PAGE, suffix
    assert f"{MAX_CHARACTERS:,} characters" in PAGE
    assert f"| {MAX_LINE:,} characters |" in PAGE
    assert f"| {MAX_PAGE // 1_000_000} MB |" in PAGE
    assert f"| {MAX_IN_MEMORY // 1_000_000} MB, since" in PAGE
    assert f"{FREE // 1_000_000} MB, and beyond that {MAX_RATIO} times" in PAGE
