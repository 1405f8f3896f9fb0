"""`bench/sample_statements.py`: what it draws, its sheets there and back, and its intervals."""

from __future__ import annotations

import json
import runpy
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.errors import CommuniqueError
from communique.pipeline import read_statements

SCRIPT = Path(__file__).parents[1] / "bench" / "sample_statements.py"
BENCH = runpy.run_path(str(SCRIPT))


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(SCRIPT), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_a_sample_is_random_but_repeatable_and_stratified(built: Path) -> None:
    statements, _ = read_statements(built / "statements.jsonl")
    draw = BENCH["draw_sample"]
    sample = draw(statements, 20, 1)
    assert len({each.id for each in sample}) == 20
    assert draw(list(reversed(statements)), 20, 1) == sample != draw(statements, 20, 2)
    french = sum(each.language == "fr" for each in statements) / len(statements)
    assert abs(sum(each.language == "fr" for each in sample) - 20 * french) <= 1
    both = draw(statements, 5, 1, per_language=True)
    assert sorted(each.language for each in both) == ["en"] * 5 + ["fr"] * 5
    assert len(draw(statements, 10_000, 1)) == len(statements)
    rare = [replace(statements[0], language="de"), *statements]
    assert "de" in {each.language for each in draw(rare, 10, 1)}


@pytest.mark.parametrize("name", ["sheet.tsv", "sheet.md"])
def test_a_sheet_comes_back_as_it_was_written(name: str, built: Path, tmp_path: Path) -> None:
    statements, articles = read_statements(built / "statements.jsonl")
    odd = replace(statements[0], speaker='a | b \\| "c" \\', rule="=1+1", cue="'=", venue="-x")
    rows = BENCH["rows_of"]([odd, *statements], articles)
    BENCH["write_sheet"](rows, tmp_path / name)
    assert BENCH["read_sheet"](tmp_path / name) == rows
    assert rows[0]["speaker"] == odd.speaker
    assert "\t=" not in (tmp_path / name).read_text("utf-8")  # no formula for a spreadsheet
    evidence = " ".join(odd.evidence.split())
    assert f"[[{evidence}]]" in rows[0]["sentence"]
    assert any(not row["sentence"].startswith("[[") for row in rows)  # the words around it are there


@pytest.mark.parametrize(
    ("cells", "all_right"),
    [("yyy", True), ("ynn", False), ("yy ", None), ("n  ", False), ("   ", None), ("YyY", True)],
)
def test_all_right_follows_from_the_parts(cells: str, all_right: bool | None) -> None:
    row = dict(zip(BENCH["PARTS"], cells, strict=True))
    assert BENCH["verdicts_of"](row)["all_right"] is all_right
    assert BENCH["verdicts_of"](row | {"all_right": "no"})["all_right"] is False  # as it is written


def test_an_odd_verdict_is_named() -> None:
    with pytest.raises(CommuniqueError, match="row 7: stance_right is 'maybe'"):
        BENCH["verdicts_of"]({"number": "7", "stance_right": "maybe"})


def test_the_interval_is_wilsons() -> None:
    share = BENCH["share_of"]([True] * 8 + [False] * 2 + [None] * 5)
    assert (share.right, share.judged) == (8, 10)
    assert (round(share.low, 3), round(share.high, 3)) == (0.49, 0.943)
    assert BENCH["share_of"]([None]) is None


def test_draw_and_read_as_a_user_does(built: Path, tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.tsv"
    drawn = run("draw", built / "statements.jsonl", sheet, "-n", "10", "--seed", "3")
    assert (drawn.returncode, drawn.stderr) == (0, "")
    assert (
        f"10 of {len((built / 'statements.jsonl').read_text('utf-8').splitlines())} statements"
        in drawn.stdout
    )
    rows: list[dict[str, Any]] = BENCH["read_sheet"](sheet)
    for i, row in enumerate(rows):
        row |= {"speaker_right": "y", "stance_right": "y" if i else "n", "target_right": "y"}
    BENCH["write_sheet"](rows, sheet)
    told = run("read", sheet).stdout
    assert "speaker right                            1.000 [0.722, 1.000]  10 of 10\n" in told
    assert "all right                                0.900 [0.596, 0.982]  9 of 10\n" in told
    assert "all right, language en" in told
    again = run("draw", built / "statements.jsonl", sheet)  # verdicts are never written over
    assert again.returncode == 2
    assert "exists" in again.stderr


def test_what_is_no_sheet_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "sheet.tsv").write_text(json.dumps({"a": 1}), "utf-8")
    for name, reason in (("sheet.tsv", "lacks the columns"), ("none.tsv", "none.tsv")):
        done = run("read", tmp_path / name)
        assert done.returncode == 1
        assert reason in done.stderr
        assert "Traceback" not in done.stderr
