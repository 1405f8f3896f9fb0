"""`bench/target_polarity.py`: whom a sentence marks, what we read towards him, and the figures."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "bench" / "target_polarity.py"
BENCH = runpy.run_path(str(SCRIPT))


def sentence(text: str, polarity: int = 0) -> Any:
    """Make a sentence whose target stands in square brackets."""
    start, end = text.index("["), text.index("]") - 1
    plain = text.replace("[", "").replace("]", "")
    return BENCH["Sentence"](plain, "en", plain, (start, end), polarity)


@pytest.mark.parametrize(
    ("text", "name", "told"),
    [
        ("[Mr. Bolling] left.", "Bolling", "Mr. Bolling left."),
        ('["Mann] left.', "Mann", '"Mann left.'),
        ("[He] left.", None, "Alex Doe left."),
        ("They saw [her] dog.", None, "They saw Alex Doe’s dog."),
        ("They saw [her].", None, "They saw Alex Doe."),
        ("It was [his] plan.", None, "It was Alex Doe’s plan."),
        ("[The governor] left.", None, "Alex Doe left."),
        ("[the president] left.", None, "Alex Doe left."),
    ],
)
def test_a_target_is_a_name_or_gets_one(text: str, name: str | None, told: str) -> None:
    given = sentence(text)
    assert BENCH["name_of"](given) == name
    named = BENCH["with_name"](given)
    assert named.text == told
    assert named.marked == (given.marked if name else "Alex Doe")


@pytest.mark.parametrize(
    ("text", "mode", "polarity"),
    [
        ("France condemned [Bolling] on Monday.", "said", -1),
        ("France praised [him] on Monday.", "said", 1),
        ("France condemned Bolling, and [Tandy] left.", "said", 0),
        ("[Bolling] lied to the people of the town.", "author", -1),
        ("[Bolling] lived in the town.", "author", 0),
    ],
)
def test_polarity_is_read_towards_the_target(text: str, mode: str, polarity: int) -> None:
    named = BENCH["with_name"](sentence(text))
    answer = BENCH["answer"](named, BENCH["known_people"]([named]))
    assert BENCH["sign"](value for value, _ in getattr(answer, mode)) == polarity


def test_the_figures_are_those_of_a_hand() -> None:
    pairs = [(1, 1), (1, 0), (0, 0), (-1, 0)]
    assert [round(BENCH["f1_of"](pairs, polarity), 3) for polarity in (1, 0, -1)] == [0.667, 0.5, 0.0]
    assert BENCH["macro_f1"](pairs) == pytest.approx((2 / 3 + 0.5) / 3)
    assert BENCH["macro_f1"]([]) == 0
    assert [BENCH["sign"]([x], 0.05) for x in (0.05, 0.06, -0.06)] == [0, 1, -1]


def test_all_modes_are_printed_in_one_run(tmp_path: Path) -> None:
    made = [
        sentence("France condemned [Bolling] on Monday.", -1),
        sentence("France thanked [him] on Monday.", 1),
        sentence("[Tandy] was the best dancer in the town.", 1),
    ]
    records = [
        {"id": s.id, "lang": s.language, "text": s.text, "target": s.target, "polarity": s.polarity}
        for s in made
    ]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    command = [sys.executable, str(SCRIPT), "in.jsonl", "--errors"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=tmp_path, check=True)
    lines = [line.split() for line in done.stdout.splitlines()]
    assert ["said", "0.556", "0.667", "0.000", "1.000"] in lines
    assert ["always", "neutral", "0.000", "0.000", "0.000", "0.000"] in lines
    assert "Sentences in which `said` says something of the target: 2" in done.stdout
    assert "gold +1 found +0" in done.stdout
    assert "[Tandy] was the best dancer" in done.stdout
