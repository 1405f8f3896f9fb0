"""The gate: on the five seeds no figure may fall below its floor.

`python tests/gold/raise_floors.py` raises the floors.
"""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communique.scoring import read_records

if TYPE_CHECKING:
    from types import ModuleType

HERE = Path(__file__).parent


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """`raise_floors.py` as a module that writes into a folder of its own."""
    spec = importlib.util.spec_from_file_location("raise_floors", HERE / "raise_floors.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "FLOORS", tmp_path / "floors.json")
    return module


def kept() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / "floors.json").read_text("utf-8"))
    return found


def test_no_figure_is_below_its_floor(built: Path, gate: ModuleType) -> None:
    figures = gate.figures_of(gate.score_seeds(read_records(built / "statements.jsonl")))
    assert gate.too_low(figures, kept()["floors"]) == []


def test_the_floors_are_those_of_this_gold(gate: ModuleType) -> None:
    assert kept()["gold"] == gate.digest_gold()


def test_gold_evidence_is_what_the_articles_hold(seeds: Path) -> None:
    gold = read_records(HERE / "seeds.jsonl")
    assert {each["article"] for each in gold} == {path.stem for path in seeds.glob("*.txt")}
    for each in gold:
        text = (seeds / f"{each['article']}.txt").read_bytes().decode("utf-8")
        assert text[each["start"] : each["end"]] == each["evidence"]


def test_a_low_figure_and_one_without_a_floor_are_told(gate: ModuleType) -> None:
    floors = {"detect": 0.5, "core": 0.4}
    assert gate.too_low({"detect": 0.5, "core": 0.4}, floors) == []
    assert gate.too_low({"detect": 0.499, "core": 0.4}, floors) == ["detect is 0.499, its floor 0.5"]
    assert gate.too_low({"detect": 0.6}, floors) == ["core is None, its floor 0.4"]
    assert gate.too_low({"detect": 0.6, "core": 0.6, "full": 0.1}, floors) == ["full has no floor"]


def test_floors_are_raised_and_never_lowered(gate: ModuleType) -> None:
    floors = {"detect": 0.5, "core": 0.4, "field venue": 0.9}
    figures = {"detect": 0.6, "core": 0.3, "field venue": 0.95}
    assert gate.raised(figures, floors) == {"detect": 0.59, "core": 0.4, "field venue": 0.93}


def test_the_script_refuses_to_lower(gate: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    class Nothing:
        statements: tuple[()] = ()
        skipped: tuple[()] = ()

    monkeypatch.setattr(gate, "extract", lambda _: Nothing)
    floors = dict.fromkeys(kept()["floors"], 0.0)
    low = {"gold": gate.digest_gold(), "floors": floors | {"core": 0.2}}
    gate.FLOORS.write_text(json.dumps(low), "utf-8")
    assert gate.main([]) == 1
    assert "core is 0.0, its floor 0.2: a floor is not lowered here" in capsys.readouterr().err
    assert json.loads(gate.FLOORS.read_text("utf-8")) == low

    gate.FLOORS.write_text(json.dumps(low | {"gold": "another"}), "utf-8")
    assert gate.main([]) == 2
    assert gate.main(["--gold-changed"]) == 0
    assert json.loads(gate.FLOORS.read_text("utf-8")) == {"gold": gate.digest_gold(), "floors": floors}
