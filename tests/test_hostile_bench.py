"""`bench/hostile.py` and `bench/fuzz.py`: one input of each kind and a few examples of each property."""

from __future__ import annotations

import runpy
import time
from pathlib import Path
from typing import Any

import pytest

from communique.extract import named_actors
from communique.extract.statements import extract_article
from communique.model import Article

BENCH = Path(__file__).parents[1] / "bench"


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what gives the names of a script of bench/."""
    monkeypatch.syspath_prepend(str(BENCH))
    return lambda name: runpy.run_path(str(BENCH / name))


def test_one_input_of_each_kind_is_read_or_told(script: Any, tmp_path: Path) -> None:
    hostile = script("hostile.py")
    kinds = hostile["KINDS"]
    hostile["write_inputs"].__globals__["size_of"] = lambda *_: 200
    inputs = hostile["write_inputs"](tmp_path, len(kinds), 3, kinds)
    assert {kind for kind, _ in inputs} == set(kinds)
    tally = hostile["Tally"]()
    for kind, path in inputs:
        hostile["run"](path, kind, tally)
    tally.unaccounted += hostile["not_in_report"](tmp_path, inputs)
    assert tally.is_sound, hostile["report"](tally)
    assert (tally.inputs, tally.articles > 20, len(tally.skipped) > 10) == (len(kinds), True, True)


def test_an_input_that_breaks_the_run_is_counted(
    script: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hostile = script("hostile.py")
    [(kind, path)] = hostile["write_inputs"](tmp_path, 1, 1, ("prose",))
    tally = hostile["Tally"]()
    monkeypatch.setattr("communique.pipeline.extract", lambda _: 1 / 0)
    hostile["run"](path, kind, tally)
    assert "ZeroDivisionError" in tally.crashes[0]
    assert not tally.is_sound
    assert hostile["not_in_report"](tmp_path, [("gone", tmp_path / "gone.txt")]) == [
        "gone: 'gone.txt' in the folder"
    ]


def test_a_few_examples_of_each_property(script: Any) -> None:
    fuzz = script("fuzz.py")
    for name in fuzz["PROPERTIES"]:
        run = fuzz["Run"]()
        fuzz["fuzz"](name, 3, 1, run)
        assert (run.faults, run.examples >= 3) == ([], True)


def test_a_property_that_fails_is_a_fault(script: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    fuzz = script("fuzz.py")
    check, _ = fuzz["PROPERTIES"]["cleaning and pieces"]
    monkeypatch.setitem(check.__globals__, "normalise", lambda text: text + " ")
    run = fuzz["Run"]()
    fuzz["fuzz"]("cleaning and pieces", 3, 1, run)
    assert "a length changed" in run.faults[0]


PLAIN = "The weather in the valley was fine and the bridge was open again to everyone. "


def seconds(unit: str, language: str, size: int) -> float:
    article = Article(id="long", text=unit * (size // len(unit)), language=language, published="2016-10-12")
    started = time.process_time()
    extract_article(article)
    return time.process_time() - started


def test_a_sentence_without_end_takes_no_multiple_of_prose() -> None:
    """It takes some six times as long; when rules climbed the same clauses again and again it took sixty."""
    unit = "France said that Germany said that Russia said that "
    seconds(PLAIN + unit, "en", 500)  # loads what is needed
    assert seconds(unit, "en", 4000) < 20 * min(seconds(PLAIN, "en", 4000) for _ in range(2))


def test_of_the_names_of_one_content_only_the_first_are_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    reached = named_actors.is_reached
    monkeypatch.setattr(
        named_actors, "is_reached", lambda head, discourse: (asked.append(head), reached(head, discourse))[1]
    )
    text = "selon lui, d'après la France, " * 60
    extract_article(Article(id="long", text=text, language="fr", published="2016-10-12"))
    assert 0 < len(asked) <= 60 * named_actors.MAX_NAMES < 60 * 50
