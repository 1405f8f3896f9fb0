"""Short texts and the statements in them: tables in `tests/cases/`, one folder a language.

A case holds by the annotation guidelines, whatever the program gives. Those that it gets wrong stand in
`known_failures.toml` with a `reason` and must fail: once one passes, move it to the table of its subject.
A target of "-" says that there must be none.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from communique.model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.model import Statement

    from .conftest import Extract

CASES = Path(__file__).parents[1] / "cases"
FAILING = "known_failures"
LANGUAGES = ("en", "fr")
CASE_KEYS = {"text", "published", "expected", "only", "reason"}
STATEMENT_KEYS = {
    "speaker",
    "represents",
    "stance",
    "polarity",
    "target",
    "mode",
    "modality",
    "negated",
    "places",
    "venue",
    "date",
    "evidence",
}


@dataclass(frozen=True)
class Case:
    """A text, and the fields of each statement that must be found in it."""

    language: str
    file: str
    text: str
    published: str | None
    expected: tuple[dict[str, Any], ...]
    only: bool
    """Nothing else may be found."""
    reason: str | None


def read_cases() -> Iterator[Case]:
    """Yield the cases of all tables, in the order of the files."""
    for path in sorted(CASES.glob("*/*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            assert set(case) <= CASE_KEYS, f"{path}: {sorted(set(case) - CASE_KEYS)}"
            for statement in case["expected"]:
                assert set(statement) <= STATEMENT_KEYS, f"{path}: {sorted(set(statement) - STATEMENT_KEYS)}"
            yield Case(
                path.parent.name,
                path.stem,
                case["text"],
                case.get("published"),
                tuple(case["expected"]),
                case.get("only", not case["expected"]),
                case.get("reason"),
            )


ALL = tuple(read_cases())


def _marked(case: Case) -> Any:
    marks = (
        [pytest.mark.xfail(strict=True, raises=AssertionError, reason=case.reason or "")]
        if case.file == FAILING
        else []
    )
    return pytest.param(case, id=f"{case.language}/{case.file}: {' '.join(case.text.split())}", marks=marks)


def _shows(statement: Statement, wanted: dict[str, Any]) -> bool:
    for name, value in wanted.items():
        found = getattr(statement, name)
        if name == "target" and value == "-":
            value = None
        if (set(found) != set(value)) if name == "places" else (found != value):
            return False
    return True


def _told(statements: list[Statement]) -> str:
    fields = ("speaker", "represents", "stance", "target", "mode", "places", "venue", "date", "negated")
    return "\n".join(
        "  " + ", ".join(f"{name}={getattr(each, name)!s}" for name in fields) + f" | {each.evidence!r}"
        for each in statements
    )


@pytest.mark.parametrize("case", [_marked(case) for case in ALL])
def test_case(case: Case, extract: Extract) -> None:
    found = extract(case.language, case.text, case.published)
    for wanted in case.expected:
        assert any(_shows(each, wanted) for each in found), f"not found: {wanted}, but:\n{_told(found)}"
    if case.only:
        assert len(found) == len(case.expected), f"found:\n{_told(found)}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_are_many_and_cover_every_stance(language: str) -> None:
    cases = [case for case in ALL if case.language == language]
    assert len(cases) >= 60
    assert {wanted["stance"] for case in cases for wanted in case.expected if "stance" in wanted} == {
        stance.value for stance in Stance
    }
    assert len({case.text for case in cases}) == len(cases), "a text stands twice"


def test_each_known_failure_has_its_reason() -> None:
    assert [case.text for case in ALL if (case.file == FAILING) != bool(case.reason)] == []
