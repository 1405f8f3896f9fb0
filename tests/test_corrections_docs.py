"""docs/corrections.md is true: its commands, files and Python do what it says, in the order it says it."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli import app
from communique.corrections.reading import read_corrections
from communique.pipeline import read_statements

DOCS = Path(__file__).parents[1] / "docs"
PAGE = (DOCS / "corrections.md").read_text("utf-8")


def block(language: str) -> str:
    [found] = re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)
    return str(found)


def run(command: str) -> str:
    result = CliRunner().invoke(app, shlex.split(command)[1:])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.fixture
def beside_seeds(seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder where `seeds/` is one of the seeds, which is quicker than five."""
    (tmp_path / "seeds").mkdir()
    article = "002_c02233071185b9fd.txt"
    (tmp_path / "seeds" / article).write_bytes((seeds / article).read_bytes())
    header, *rows = (seeds / "articles.csv").read_text("utf-8").splitlines()
    known = [header, *(row for row in rows if row.startswith(article))]
    (tmp_path / "seeds" / "articles.csv").write_text("\n".join(known) + "\n", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_way_from_a_wrong_statement_to_a_right_one(beside_seeds: Path) -> None:
    listed, asked, rebuilt, unused = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    assert "8 - Jean-Marc Ayrault (for France) is concerned about Russia" in run(listed.removeprefix("$ "))

    command, _, file = asked.removeprefix("$ ").partition(" >> ")
    corrections = beside_seeds / file.strip()
    corrections.write_text(run(command), "utf-8")
    assert corrections.read_text("utf-8") == block("toml stub")

    corrections.write_text(block("toml edited"), "utf-8")
    build, told, show, check = (line.removeprefix("$ ") for line in rebuilt.splitlines())
    assert f"{told}\n" in run(build)
    [corrected] = [
        each
        for each in read_statements(beside_seeds / "output" / "statements.jsonl")[0]
        if each.rule.endswith("/corrected")
    ]
    assert (corrected.stance, corrected.confidence) == ("criticize", 1)
    assert "8 - Jean-Marc Ayrault (for France) criticizes Russia" in run(show)
    assert run(check).startswith("sound")

    names: dict[str, object] = {}
    exec(block("python"), names)
    assert names["g"].corrections.hits.to_list() == [1]  # type: ignore[attr-defined]

    corrections.write_text(corrections.read_text("utf-8").replace("d909", "0000"), "utf-8")
    assert unused in run(show)


def test_every_sort_that_is_told_is_understood(tmp_path: Path) -> None:
    (tmp_path / "c.toml").write_text(block("toml kinds"), "utf-8")
    found = read_corrections(tmp_path / "c.toml")
    assert {each.at.table for each in found} == {"alias", "drop", "change", "split", "merge", "apart"}
