"""What several tests share: the five seeds, built once a session by two real processes at the same time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from communique.extract import statements as extraction

ROOT = Path(__file__).parents[1]
KEPT_TABLES = pytest.StashKey[str]()


def pytest_configure(config: pytest.Config) -> None:
    """Keep tables in a folder of this run, shared by its processes, and never in the user's own."""
    if not hasattr(config, "workerinput"):
        config.stash[KEPT_TABLES] = os.environ["COMMUNIQUE_CACHE"] = tempfile.mkdtemp(prefix="communique-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Take that folder away."""
    if KEPT_TABLES in config.stash:
        shutil.rmtree(config.stash[KEPT_TABLES], ignore_errors=True)


@pytest.fixture(scope="session")
def seeds() -> Path:
    """The folder of the five articles."""
    return ROOT / "seeds"


@pytest.fixture(scope="session")
def two_builds(
    seeds: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[tuple[Path, subprocess.CompletedProcess[str]], ...]:
    """Two builds that have nothing in common but the code: folder and finished process of each."""
    running = []
    for seed in ("1", "2718"):
        folder = tmp_path_factory.mktemp("built") / f"output{seed}"
        command = [sys.executable, "-m", "communique", "build", str(seeds), "-o", str(folder)]
        environment = {**os.environ, "PYTHONHASHSEED": seed, "COLUMNS": "200", "PYTHONUTF8": "1"}
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            env=environment,
            cwd=folder.parent,
        )
        running.append((folder, command, process))
    finished = []
    for folder, command, process in running:
        told, noted = process.communicate(timeout=300)
        result = subprocess.CompletedProcess(command, process.returncode, told, noted)
        finished.append((folder, result))
    return tuple(finished)


@pytest.fixture(scope="session")
def built(two_builds: tuple[tuple[Path, subprocess.CompletedProcess[str]], ...]) -> Path:
    """The folder that `communique build seeds` wrote. Do not change it: copy it."""
    folder, process = two_builds[0]
    assert process.returncode == 0, process.stderr
    return folder


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the documentation site, as `make docs` builds it; any warning of MkDocs is an error."""
    for name in ("mkdocs", "material", "mkdocstrings"):
        pytest.importorskip(name, reason=f"{name} is not installed: pip install -e '.[docs]'")
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    result = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "WARNING" not in result.stderr, result.stderr
    return folder


@pytest.fixture
def articles_read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are really read in this process, in order: what a ledger knows is not."""
    seen: list[str] = []
    inside = extraction.discourse_of

    def spy(parsed: Any, *arguments: Any) -> Any:
        seen.append(parsed.article.id)
        return inside(parsed, *arguments)

    monkeypatch.setattr(extraction, "discourse_of", spy)
    return seen
