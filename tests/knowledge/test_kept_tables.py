"""Tables kept between runs: the same as made ones, whatever lies in the folder."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from communique.extract.lexicon import load_lexicon
from communique.extract.mentions import name_index
from communique.knowledge import kept_tables
from communique.knowledge.actors import load_name_forms, packaged_actors
from communique.knowledge.kept_tables import FOLDER_VARIABLE, cache_folder, kept_between_runs
from communique.knowledge.places import american_states, load_namesakes, load_place_forms, load_places

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLES: tuple[tuple[Callable[..., object], tuple[str, ...]], ...] = (
    (packaged_actors, ()),
    (load_places, ()),
    (american_states, ()),
    *((load, (code,)) for code in ("en", "fr") for load in (load_name_forms, load_place_forms)),
    *((load, (code,)) for code in ("en", "fr") for load in (load_namesakes, name_index, load_lexicon)),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for tables that nothing was kept in yet."""
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "kept"))
    return tmp_path / "kept"


def table_of(made: list[str], content: dict[str, int]) -> Callable[[str], dict[str, int]]:
    """A function whose table is kept, and that notes when it makes it."""

    @kept_between_runs(dict[str, int])
    def make_sizes(language: str) -> dict[str, int]:
        made.append(language)
        return content

    return make_sizes


def forget() -> None:
    """Empty what this process has loaded already."""
    for load, _ in TABLES:
        load.cache_clear()  # type: ignore[attr-defined]


@pytest.mark.usefixtures("folder")
def test_a_kept_table_equals_the_made_one() -> None:
    forget()
    made = [load(*arguments) for load, arguments in TABLES]
    forget()
    kept = [load(*arguments) for load, arguments in TABLES]
    for (load, arguments), first, second in zip(TABLES, made, kept, strict=True):
        assert first is not second
        assert first == second, (load, arguments)
        assert type(first) is type(second)
        if isinstance(first, tuple | dict):
            assert list(first) == list(second)  # type: ignore[call-overload]


def test_one_state_is_made_once_and_the_next_one_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    sizes = table_of(made, {"Paris": 1})
    assert [sizes("en"), sizes("en"), sizes("fr")] == [{"Paris": 1}] * 3
    assert made == ["en", "fr"]
    before = {file.name for file in folder.iterdir()}
    assert len(before) == 2
    monkeypatch.setattr(kept_tables, "_state", lambda: "changed")
    assert sizes("en") == {"Paris": 1}
    assert made == ["en", "fr", "en"]
    after = {file.name for file in folder.iterdir()}
    assert len(after) == 2, "the English table of the state before is gone, the French one is not"
    assert "make_sizes-en.changed.msgpack" in after


@pytest.mark.parametrize(
    "content", [b"", b"\x00", b"\xff" * 50, b"\x81\xa5Paris\xa3one", b"\x93\x01\x02\x03"]
)
def test_what_is_no_such_table_is_made_anew(folder: Path, content: bytes) -> None:
    made: list[str] = []
    sizes = table_of(made, {"Paris": 1})
    sizes("en")
    [file] = folder.iterdir()
    file.write_bytes(content)
    assert sizes("en") == {"Paris": 1}
    assert sizes("en") == {"Paris": 1}
    assert made == ["en", "en"]


def test_a_folder_that_cannot_be_written_costs_time_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    monkeypatch.setenv(FOLDER_VARIABLE, str(tmp_path / "file" / "kept"))
    made: list[str] = []
    sizes = table_of(made, {})
    assert [sizes("en"), sizes("en")] == [{}, {}]
    assert made == ["en", "en"]


def test_an_empty_name_keeps_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(FOLDER_VARIABLE, "")
    assert cache_folder() is None
    made: list[str] = []
    sizes = table_of(made, {})
    assert [sizes("en"), sizes("en")] == [{}, {}]
    assert made == ["en", "en"]
    assert not list(tmp_path.iterdir())


def test_the_folder_is_the_users_own_and_never_in_the_working_directory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(FOLDER_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    found = cache_folder()
    assert found is not None
    assert found.is_absolute()
    assert found.name == "communique"
    monkeypatch.setattr(kept_tables.platformdirs, "user_cache_path", type(found))
    assert cache_folder() is None, "a relative path of nobody's home"


def test_a_second_process_reads_what_the_first_one_made(folder: Path) -> None:
    code = (
        "import json; from communique.knowledge import places, tables; calls = [];"
        "read = places.read_table; places.read_table = lambda name: calls.append(name) or read(name);"
        "print(json.dumps([places.load_places()['aleppo'].name_fr, len(calls)]))"
    )
    environment = {**os.environ, FOLDER_VARIABLE: str(folder)}
    told = [
        json.loads(subprocess.check_output([sys.executable, "-c", code], env=environment)) for _ in range(2)
    ]
    assert told[0][0] == told[1][0] == "Alep"
    assert told[0][1] > 0
    assert told[1][1] == 0
