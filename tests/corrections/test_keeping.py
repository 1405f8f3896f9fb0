"""The copy of the corrections in an output folder: put there, taken away, and never a user's own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from communique.corrections.keeping import (
    check_kept,
    corrections_beside,
    keep,
    report_of_corrections,
)
from communique.corrections.reading import read_corrections
from communique.corrections.records import Corrected, Outcome, Place
from communique.errors import KnowledgeError, OutputError

if TYPE_CHECKING:
    from pathlib import Path

    from communique.corrections.records import Corrections

DROP = b'[[drop]]\r\nwhere = { article = "x" }\r\n'


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_bytes(DROP)
    return path


@pytest.fixture
def out(tmp_path: Path) -> Path:
    folder = tmp_path / "out"
    folder.mkdir()
    return folder


def build(folder: Path, corrections: Corrections | None) -> None:
    """Do what a build does with the file."""
    check_kept(folder, corrections, folder / "report.json")
    report = {}
    if corrections is not None:
        report["corrections"] = report_of_corrections(corrections, None, folder)
    keep(folder, corrections)
    (folder / "report.json").write_text(json.dumps(report), "utf-8")


def test_a_copy_is_put_replaced_and_taken_away(mine: Path, out: Path) -> None:
    build(out, None)
    assert not (out / "corrections.toml").exists()
    build(out, read_corrections(mine))
    assert (out / "corrections.toml").read_bytes() == DROP
    mine.write_bytes(DROP + DROP)
    build(out, read_corrections(mine))
    assert (out / "corrections.toml").read_bytes() == DROP + DROP
    build(out, None)
    assert sorted(path.name for path in out.iterdir()) == ["report.json"]
    assert mine.read_bytes() == DROP + DROP


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("built_before", [True, False])
def test_what_a_user_wrote_there_is_not_overwritten(
    given: bool, built_before: bool, mine: Path, out: Path
) -> None:
    if built_before:
        build(out, read_corrections(mine))
    (out / "corrections.toml").write_bytes(DROP + b"# mine\n")
    with pytest.raises(OutputError, match=r"corrections\.toml is not what a build copied there"):
        build(out, read_corrections(mine) if given else None)
    assert (out / "corrections.toml").read_bytes() == DROP + b"# mine\n"


def test_a_file_that_is_given_where_it_lies_stays_a_users_own(out: Path) -> None:
    own = out / "corrections.toml"
    own.write_bytes(DROP)
    build(out, read_corrections(own))
    assert own.read_bytes() == DROP
    assert json.loads((out / "report.json").read_text("utf-8"))["corrections"]["copied"] is False
    with pytest.raises(OutputError):
        build(out, None)
    assert own.read_bytes() == DROP


def test_a_file_that_is_the_same_may_lie_there(mine: Path, out: Path) -> None:
    (out / "corrections.toml").write_bytes(DROP)
    build(out, read_corrections(mine))
    with pytest.raises(OutputError):
        check_kept(out, None, out / "none.json")


def test_a_link_that_leads_nowhere_is_no_copy(out: Path) -> None:
    (out / "corrections.toml").symlink_to(out / "gone.toml")
    with pytest.raises(OutputError):
        check_kept(out, None, out / "report.json")


def test_what_is_edited_meanwhile_stays(out: Path) -> None:
    own = out / "corrections.toml"
    own.write_bytes(DROP)
    corrections = read_corrections(own)
    own.write_bytes(DROP + b"# edited while the articles were read\n")
    keep(out, corrections)
    assert own.read_bytes() == DROP + b"# edited while the articles were read\n"


def test_nothing_is_written_through_a_link(mine: Path, out: Path) -> None:
    other = out / "other.toml"
    other.write_bytes(b"# other\n")
    (out / "corrections.toml").symlink_to(other)
    keep(out, read_corrections(mine))
    assert (out / "corrections.toml").read_bytes() == DROP
    assert other.read_bytes() == b"# other\n"


def test_what_a_report_tells_of_each(mine: Path, out: Path) -> None:
    outcomes = (
        Outcome(Place("alias", 1, 1), None, 3, 3),
        Outcome(Place("drop", 1, 4), "twice", 5, 2),
        Outcome(Place("drop", 2, 7), None, 4, 0, "so already"),
        Outcome(Place("drop", 3, 9), None, why="no statement fits"),
    )
    told = report_of_corrections(read_corrections(mine), Corrected((), outcomes, ("odd",)), out)
    assert [(each.get("articles"), each.get("statements")) for each in told["used"]] == [(3, None), (None, 2)]
    assert [(each["number"], each["statements"]) for each in told["without_effect"]] == [(2, 4)]
    assert [(each["number"], each["why"]) for each in told["unused"]] == [(3, "no statement fits")]
    assert (told["warnings"], told["copied"]) == (["odd"], True)


def test_a_link_to_what_is_given_stays(mine: Path, out: Path) -> None:
    (out / "corrections.toml").symlink_to(mine)
    build(out, read_corrections(mine))
    assert (out / "corrections.toml").is_symlink()
    assert mine.read_bytes() == DROP


@pytest.mark.parametrize(
    "report", ["", "[]", "{}", '{"corrections": 3}', '{"corrections": {"copied": true}}']
)
def test_a_report_that_tells_nothing_vouches_for_nothing(report: str, out: Path) -> None:
    (out / "corrections.toml").write_bytes(DROP)
    (out / "report.json").write_text(report, "utf-8")
    with pytest.raises(OutputError):
        check_kept(out, None, out / "report.json")


def test_corrections_beside_statements(mine: Path, out: Path) -> None:
    assert corrections_beside(out / "statements.jsonl") is None
    keep(out, read_corrections(mine))
    found = corrections_beside(out / "statements.jsonl")
    assert found is not None
    assert list(found) == list(read_corrections(mine))
    (out / "corrections.toml").write_bytes(b"[[drop")
    with pytest.raises(KnowledgeError):
        corrections_beside(out / "statements.jsonl")
