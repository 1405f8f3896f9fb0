"""Runs that are stopped and go on, folders that grow, workers: through the command."""

from __future__ import annotations

import json
import signal
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import psutil
import pytest

from command_runs import run
from communique import pipeline
from communique.export.tables import write_articles, write_jsonl
from communique.extract import statements as extraction
from communique.plurals import counted

if TYPE_CHECKING:
    from pathlib import Path

ARTICLES = 64


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory, seeds: Path) -> Path:
    """Articles that take some seconds to read."""
    text = (seeds / "002_c02233071185b9fd.txt").read_text("utf-8")
    path = tmp_path_factory.mktemp("wire") / "wire.jsonl"
    told = ({"id": f"a{i}", "text": f"{text}\n\nNo. {i}", "published": "2016-10-12"} for i in range(ARTICLES))
    path.write_text("".join(json.dumps(each) + "\n" for each in told), "utf-8")
    return path


@pytest.fixture(scope="module")
def unbroken(wire: Path) -> Path:
    """What a run that nobody stops writes."""
    folder = wire.parent / "unbroken"
    folder.mkdir()
    extraction = pipeline.extract(wire)
    write_jsonl(extraction.statements, folder / "s.jsonl")
    write_articles(extraction.articles, folder / "articles.jsonl")
    return folder


def start(wire: Path, output: Path, *options: str) -> subprocess.Popen[str]:
    """Return a run that has written some of its statements and kept what it read."""
    command = [sys.executable, "-m", "communique", "extract", str(wire), "-o", str(output), *options]
    running = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=heed_the_keyboard
    )
    for _ in range(600):
        part = output.with_name(output.name + ".part")
        if part.is_file() and part.stat().st_size and kept(output) and running.poll() is None:
            return running
        time.sleep(0.05)
    running.kill()
    raise AssertionError(running.communicate())


def heed_the_keyboard() -> None:
    """Let Ctrl-C stop this process, also where the tests run in the background."""
    signal.signal(signal.SIGINT, signal.default_int_handler)


def stop_in_the_middle(stop: signal.Signals, wire: Path, output: Path) -> tuple[int, str]:
    """Return the exit code of a run that was stopped, and what it told; a quicker one is started anew."""
    for _ in range(5):
        running = start(wire, output)
        running.send_signal(stop)
        _, told = running.communicate(timeout=60)
        if running.returncode:
            return running.returncode, told
        for path in output.parent.iterdir():
            path.unlink()
    raise AssertionError("each run was done before it could be stopped")


def kept(output: Path) -> int:
    """Return how many articles the ledger of a run that may be running has on the disk."""
    ledger = output.with_name(f".{output.name}.ledger")
    if not ledger.is_file():
        return 0
    copy = output.with_name("copy.sqlite")  # the run has locked its own
    copy.write_bytes(ledger.read_bytes())
    try:
        [count] = sqlite3.connect(copy).execute("SELECT count(*) FROM article").fetchone()
    except sqlite3.DatabaseError:
        return 0
    finally:
        copy.unlink()
    return int(count)


def check_unfinished(output: Path, unbroken: Path) -> None:
    """Check that the unfinished file holds complete lines, and those of the unbroken run."""
    part = output.with_name(output.name + ".part").read_bytes()
    assert part.endswith(b"\n")
    assert (unbroken / "s.jsonl").read_bytes().startswith(part)
    assert not output.exists()


@pytest.mark.parametrize("stop", [signal.SIGKILL, signal.SIGINT], ids=["kill -9", "Ctrl-C"])
def test_a_run_that_was_stopped_goes_on(
    stop: signal.Signals, wire: Path, unbroken: Path, tmp_path: Path, articles_read: list[str]
) -> None:
    output = tmp_path / "s.jsonl"
    code, told = stop_in_the_middle(stop, wire, output)
    if stop is signal.SIGINT:
        assert code == 130
        assert told == "stopped; what was read is kept: the same command goes on from there\n"
    check_unfinished(output, unbroken)
    before = kept(output)
    assert 0 < before < ARTICLES

    again = run("extract", wire, "-o", output)
    assert again.code == 0
    assert again.err == f"{counted(before, 'article')} read by an earlier run; --fresh reads all anew\n"
    assert len(articles_read) == ARTICLES - before
    for name in ("s.jsonl", "articles.jsonl"):
        assert (tmp_path / name).read_bytes() == (unbroken / name).read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".s.jsonl.ledger",
        "articles.jsonl",
        "s.jsonl",
    ]


def test_workers_stop_with_the_run(wire: Path, unbroken: Path, tmp_path: Path) -> None:
    output = tmp_path / "s.jsonl"
    running = start(wire, output, "--workers", "2")
    children = psutil.Process(running.pid).children(recursive=True)
    running.send_signal(signal.SIGKILL)
    running.communicate(timeout=60)
    assert len(children) >= 2
    _, alive = psutil.wait_procs(children, timeout=30)
    assert alive == []
    if not output.exists():  # it may have been quicker
        check_unfinished(output, unbroken)
    assert run("extract", wire, "-o", output).code == 0
    assert output.read_bytes() == (unbroken / "s.jsonl").read_bytes()


def test_a_grown_folder_is_built_from_what_is_new(tmp_path: Path, articles_read: list[str]) -> None:
    (tmp_path / "in").mkdir()
    output = tmp_path / "out"
    for name, text in (("a", "France condemned Russia."), ("b", "Germany accused Syria of lying.")):
        (tmp_path / "in" / f"{name}.txt").write_text(text, "utf-8")
        assert run("build", tmp_path / "in", "-o", output, "--language", "en").code == 0
    assert articles_read == ["a", "b"]
    assert run("build", tmp_path / "in", "-o", output, "--language", "en", "--fresh").code == 0
    assert articles_read == ["a", "b"] * 2
    assert run("build", tmp_path / "in", "-o", tmp_path / "new", "--language", "en").code == 0
    for path in (tmp_path / "new").iterdir():
        if not path.name.startswith("."):
            assert path.read_bytes() == (output / path.name).read_bytes(), path.name


def test_what_takes_too_long_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = extraction.discourse_of

    def slow(parsed: Any, *more: Any) -> Any:
        if parsed.article.id == "b":
            time.sleep(10)
        return inside(parsed, *more)

    monkeypatch.setattr(extraction, "discourse_of", slow)
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"France condemned Russia. {name}", "utf-8")
    paths = (tmp_path / "a.txt", tmp_path / "b.txt")
    result = run("build", *paths, "-o", tmp_path / "out", "--language", "en", "--time-limit", "1.5")
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert result.code == 1
    assert report["articles"] == 1
    assert "takes longer than 1.5 seconds" in result.err
    assert report["skipped_by_reason"] == {"takes longer than … seconds; split it, or give it more …": 1}
