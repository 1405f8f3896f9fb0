"""What the README shows is what the program prints."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner

from communique.cli import app

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSOLE = [
    block for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL) if block.startswith("$ ")
]


def test_the_statement_shown_is_one_of_the_seeds(built: Path) -> None:
    (shown,) = re.findall(r"```json\n(.*?)```", README, re.DOTALL)
    lines = (built / "statements.jsonl").read_text(encoding="utf-8").splitlines()
    assert json.loads(shown) in [json.loads(line) for line in lines]


@pytest.mark.parametrize("block", CONSOLE, ids=lambda block: block.splitlines()[0][:60])
def test_questions_have_the_answers_shown(block: str, built: Path) -> None:
    is_sparql = block.splitlines()[0].endswith("'")
    command, answer = re.split(r"(?<=')\n(?=\w)" if is_sparql else r"\n", block, maxsplit=1)
    arguments = shlex.split(command.removeprefix("$ communique "))
    arguments[arguments.index("output/graph.ttl")] = str(built / "graph.ttl")
    result = CliRunner().invoke(app, arguments)
    assert result.exit_code == 0
    assert result.stdout.split() == answer.split()
    assert len(answer.splitlines()) > 1


def test_three_questions_are_shown() -> None:
    assert len(CONSOLE) == 3


PYTHON = re.findall(r"```python\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("block", PYTHON, ids=lambda block: block.splitlines()[0])
def test_the_python_examples_run_and_print_what_is_shown(
    block: str,
    seeds: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "seeds").symlink_to(seeds)
    monkeypatch.chdir(tmp_path)
    names: dict[str, object] = {}
    exec(block, names)
    shown = [line.removeprefix("# ") for line in block.splitlines() if line.startswith("# ")]
    told = capsys.readouterr().out.splitlines()
    assert told == shown or not shown
    assert bool(told) == ("print(" in block)


@pytest.mark.parametrize("path", sorted(set(re.findall(r"\]\(([^)#:]+)\)", README))))
def test_every_link_leads_somewhere(path: str) -> None:
    assert (ROOT / path).exists()
