"""Every command and code block of the README, of CONTRIBUTING and of docs/ does what it shows.

The blocks of a page run in their order in one folder, where `seeds/` and `output/` (built of it) are: so a
page may make a file and use it further down. What stands below a `$ command` must be what it prints; a line
`...` stands for whatever lies between, and seconds are not compared. A new kind of block needs a runner here.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rdflib import Graph
from typer.testing import CliRunner

from communique.cli import app
from communique.errors import CommuniqueError
from communique.graph.sparql import run_query
from communique.graph.vocabulary import Names
from site_hooks import load_hooks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
SHOWN_ADDRESS = "http://127.0.0.1:8765"
FENCED = re.compile(
    r"^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```$", re.DOTALL | re.MULTILINE
)


@dataclass(frozen=True)
class Block:
    """A fenced block, and where it stands."""

    page: str
    line: int
    language: str
    body: str


def read_pages() -> dict[str, str]:
    """Return every page as readers of the site get it, what is made from the code included."""
    expand = load_hooks()["expand"]
    pages = {name: (ROOT / name).read_text("utf-8") for name in ("README.md", "CONTRIBUTING.md")}
    for path in sorted((ROOT / "docs").glob("*.md")):
        text = path.read_text("utf-8")
        if "<!-- same as:" not in text:
            pages[f"docs/{path.name}"] = expand(text, path.name)
    return pages


def read_blocks(page: str, text: str) -> Iterator[Block]:
    """Yield the fenced blocks of a page."""
    for match in FENCED.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page, line, match["language"], textwrap.dedent(match["body"]))


BLOCKS = [block for page, text in read_pages().items() for block in read_blocks(page, text)]


@dataclass
class Workshop:
    """The folder in which the blocks of one page run, and the names that its Python blocks have set."""

    folder: Path
    built: Path
    served: Callable[[], list[str]]
    names: dict[str, Any] = field(default_factory=dict)

    def with_address(self, text: str) -> str:
        """Return the text with the address that `communique serve` prints in place of that of this run."""
        return text.replace(SHOWN_ADDRESS, self.served()[0]) if SHOWN_ADDRESS in text else text


# ------------------------------------------------------------------------------------------------- commands


def parse_console(body: str) -> Iterator[tuple[str, str | None]]:
    """Yield each command with the output shown below it; None where the block shows commands only."""
    if not body.startswith("$ "):
        yield from ((line, None) for line in body.splitlines() if line.strip())
        return
    for part in re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]:
        lines = part.splitlines()
        length = next(n for n in range(1, len(lines) + 1) if is_whole("\n".join(lines[:n])))
        yield "\n".join(lines[:length]), "\n".join(lines[length:])


def is_whole(command: str) -> bool:
    """Tell whether all quotation marks of a command are closed."""
    try:
        return bool(shlex.split(command))
    except ValueError:
        return False


def matches(shown: str, printed: str) -> bool:
    """Compare word by word; `...` on a line of its own stands for anything, and any seconds are right."""
    parts = re.split(r"^\.\.\.$", shown, flags=re.MULTILINE)
    patterns = [r"\s+".join(re.escape(word) for word in part.split()) for part in parts]
    pattern = r"\s*" + r"[\s\S]*?".join(f"{each}\\s*" if each else "" for each in patterns)
    return bool(re.fullmatch(re.sub(r"\d+\\\.\d\\s\+s", r"[\\d.]+\\s+s", pattern), printed))


def run_communique(words: list[str], shown: str | None, workshop: Workshop) -> None:
    """Run a command of ours in this process: the models are loaded once."""
    if words[1] == "serve":  # never ends: a server runs beside the tests
        address, *lines = workshop.served()
        assert shown is None or shown.replace(SHOWN_ADDRESS, address).splitlines() == lines
        return
    result = CliRunner().invoke(app, words[1:])
    printed = result.output
    if isinstance(result.exception, CommuniqueError):
        printed += f"Error: {result.exception}\n"  # as `communique.cli.main` tells it
    elif result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    if shown is None:
        assert result.exit_code == 0, printed
    else:
        assert matches(shown, printed), f"{shlex.join(words)} prints\n{printed}"


def run_make(words: list[str], shown: str | None, _: Workshop) -> None:
    """Look for the targets; CI makes them."""
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert shown is None
    assert set(words[1:]) <= set(targets), words


def run_script(words: list[str], shown: str | None, _: Workshop) -> None:
    """Look for the script and its options; scripts of bench/ measure for minutes."""
    text = (ROOT / words[1]).read_text("utf-8")
    compile(text, words[1], "exec")
    assert shown is None
    assert [word for word in words if word.startswith("--") and f'"{word}"' not in text] == []


def parse_only(words: list[str], shown: str | None, _: Workshop) -> None:
    """Take a command that is not to be run in a test, for the reason in the table below."""
    assert words and shown is None


COMMANDS: dict[str, Callable[[list[str], str | None, Workshop], None]] = {
    "communique": run_communique,
    ".venv/bin/communique": run_communique,
    "make": run_make,
    "python": run_script,
    "python3": parse_only,  # makes an environment and fills it from the network, as `make demo` does
    ".": parse_only,  # changes the reader's shell
    ".venv/bin/python": parse_only,  # runs these tests
}


def run_console(block: Block, workshop: Workshop) -> None:
    """Run the commands of a console block and compare what they print."""
    for command, shown in parse_console(block.body):
        words = shlex.split(command, comments=True)
        COMMANDS[words[0]](words, shown, workshop)


def run_shell(block: Block, workshop: Workshop) -> None:
    """Run a block in bash; curl asks the server of this test and fails where that refuses."""
    script = workshop.with_address(block.body)
    if "curl" in script and shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    script = 'curl() { command curl -sS --fail "$@"; }\n' + script
    command = ["bash", "-euc", script]
    result = subprocess.run(
        command, cwd=workshop.folder, capture_output=True, text=True, timeout=60, check=False
    )
    assert result.returncode == 0, result.stderr
    assert "curl " not in block.body or result.stdout.strip()


# ------------------------------------------------------------------------------------------- other languages


def run_python(block: Block, workshop: Workshop) -> None:
    """Run a block with the names of those before it; comments at its end show what it prints."""
    told = io.StringIO()
    with contextlib.redirect_stdout(told):
        exec(compile(workshop.with_address(block.body), f"{block.page}:{block.line}", "exec"), workshop.names)
    comments = re.search(r"(?:^# .*\n)+\Z", block.body, re.MULTILINE)
    if comments and told.getvalue():
        assert told.getvalue().splitlines() == [line[2:] for line in comments.group().splitlines()]


def run_sparql(block: Block, workshop: Workshop) -> None:
    """Ask the graph of the seeds; the ready-made questions may be about what they do not hold."""
    rows = run_query(workshop.built / "graph.ttl", block.body)
    assert len(rows) > 0 or block.page == "docs/questions.md"


@cache
def read_graph(path: Path) -> Graph:
    """Return a Turtle file as a graph."""
    return Graph().parse(path, format="turtle")


def run_turtle(block: Block, workshop: Workshop) -> None:
    """Look for every triple in the graph of the seeds."""
    prefixes = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in Names().prefixes().items())
    shown = Graph().parse(data=prefixes + block.body, format="turtle")
    assert len(shown)
    assert set(shown) - set(read_graph(workshop.built / "graph.ttl")) == set()


def run_json(block: Block, workshop: Workshop) -> None:
    """Look for the object among the statements of the seeds."""
    statements = (workshop.built / "statements.jsonl").read_text("utf-8").splitlines()
    assert json.loads(block.body) in [json.loads(line) for line in statements]


def run_toml(block: Block, _: Workshop) -> None:
    """Parse it."""
    assert tomllib.loads(block.body)


RUNNERS: dict[str, Callable[[Block, Workshop], None]] = {
    "console": run_console,
    "sh": run_shell,
    "python": run_python,
    "sparql": run_sparql,
    "turtle": run_turtle,
    "json": run_json,
    "toml": run_toml,
}
NOT_RUN = {"text": "usage lines: `[OPTIONS]` is no option"}
"""Kinds of blocks in which nothing can be run, with the reason."""

RUN_ELSEWHERE = {"docs/corrections.md": "test_corrections_docs.py", "docs/input.md": "test_input_docs.py"}
"""Pages whose steps a test of their own follows one by one."""

GIVEN = {
    "README.md": {"my-articles/one.txt": "Norway on Monday accused Russia of closing the harbour."},
    "docs/accuracy.md": {"ARTICLES": ROOT / "seeds", "GOLD.jsonl": ROOT / "tests" / "gold" / "seeds.jsonl"},
    "docs/serving.md": {"question.rq": "SELECT * { ?actor a cmq:Actor } LIMIT 3"},
}
"""What a page takes for granted that its reader has, by name: text, or what it is a copy of."""


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[Callable[[], list[str]]]:
    """Start `communique serve` when it is asked for; give its address and the lines that it printed."""
    running: list[subprocess.Popen[str]] = []
    told: list[str] = []

    def serve() -> list[str]:
        if not running:
            command = [sys.executable, "-m", "communique", "serve", str(built), "--port", "0"]
            environment = {**os.environ, "COLUMNS": "200", "PYTHONUNBUFFERED": "1"}
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
            )
            running.append(process)
            assert process.stdout
            lines = [process.stdout.readline().rstrip("\n") for _ in range(3)]
            told.extend([lines[0].split()[-1].rstrip("/"), *lines])
        return told

    yield serve
    for process in running:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture
def workshop(
    request: pytest.FixtureRequest,
    built: Path,
    served: Callable[[], list[str]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Workshop:
    """A folder with the seeds, what was built of them, and what the page takes for granted."""
    shutil.copytree(built, tmp_path / "output")
    for name in ("seeds", "tests"):
        (tmp_path / name).symlink_to(ROOT / name)
    for name, content in GIVEN.get(request.node.callspec.params["page"], {}).items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        if isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.symlink_to(content)
    monkeypatch.chdir(tmp_path)
    return Workshop(tmp_path, built, served)


@pytest.mark.parametrize("page", sorted({block.page for block in BLOCKS} - set(RUN_ELSEWHERE)))
def test_the_blocks_of_a_page_do_what_they_show(page: str, workshop: Workshop) -> None:
    for block in BLOCKS:
        if block.page == page and block.language not in NOT_RUN:
            try:
                RUNNERS[block.language](block, workshop)
            except Exception as error:
                error.add_note(f"in {page}, the {block.language} block at line {block.line}:\n{block.body}")
                raise


def test_every_kind_of_block_is_run_or_says_why_not() -> None:
    kinds = {block.language for block in BLOCKS}
    assert kinds - set(RUNNERS) - set(NOT_RUN) == set()
    assert set(RUNNERS) | set(NOT_RUN) == kinds  # no runner without a block, no excuse that nobody needs
    for page, test in RUN_ELSEWHERE.items():
        assert Path(page).name in (ROOT / "tests" / test).read_text("utf-8")


@pytest.mark.parametrize(
    ("shown", "printed", "same"),
    [
        ("a b\nc", "a b c\n", True),
        ("a b", "a b c", False),
        ("a\n...", "a b c", True),
        ("...\nc", "a b c", True),
        ("a\n...\nc", "a b c", True),
        ("a\n...\nb", "a b c", False),
        ("done, 12.1 s", "done, 3.4 s", True),
        ("done, 12.1 s", "done, 3.4 m", False),
        ("2.5", "2.6", False),
        ("", "\n", True),
        ("", "a", False),
    ],
)
def test_what_counts_as_the_same_output(shown: str, printed: str, same: bool) -> None:
    assert matches(shown, printed) == same
