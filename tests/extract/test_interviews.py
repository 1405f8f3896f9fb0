"""Interviews and transcripts: who speaks which words, and that questions and ordinary news are nobody's.

The table is `tests/cases/interviews.txt`.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from communique.extract.cleaning import BlockKind, normalise
from communique.extract.interviews import find_answerers, is_told_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.extract.discourse import Discourse

    from .conftest import Read

TABLE = Path(__file__).parents[1] / "cases" / "interviews.txt"


@dataclass(frozen=True)
class Case:
    """A text and, for each of its paragraphs, what it is or who speaks in it."""

    form: str
    language: str
    published: str | None
    lines: tuple[tuple[str, str], ...]

    @property
    def text(self) -> str:
        return "".join(
            ("\n\n" if number else "") * (not what.startswith("+")) + " " * what.startswith("+") + words
            for number, (what, words) in enumerate(self.lines)
        )


def read_cases() -> Iterator[Case]:
    """Yield the cases of the table, in its order."""
    for part in TABLE.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = (line for line in part.splitlines() if line and not line.startswith("#"))
        start, _, form = head.partition(": ")
        language, published = start.split()
        cut = (line.partition("|") for line in lines)
        rows = tuple((what.strip(), words.strip()) for what, _, words in cut)
        yield Case(form, language, None if published == "-" else published, rows)


CASES = tuple(read_cases())
SHOWN = [pytest.param(case, id=f"{case.language}: {case.form}") for case in CASES]


def who_speaks(discourse: Discourse) -> list[tuple[str, str]]:
    """Return what each paragraph is, or who speaks in it, with its words."""
    answerers = find_answerers(discourse)
    found = []
    for paragraph in discourse.paragraphs:
        kind = paragraph.block.kind
        what = {BlockKind.QUESTION: "asks"}.get(kind, kind.value)
        if kind is BlockKind.ANSWER:
            actor = answerers.get(paragraph.index)
            what = "nobody" if actor is None else actor.name
            if actor is not None and is_told_of(paragraph, actor, discourse):
                what = "told"
        found.append((what, paragraph.block.text))
    return found


@pytest.mark.parametrize("case", SHOWN)
def test_who_speaks(case: Case, read: Read) -> None:
    unread = {"byline", "navigation", "advertising", "teaser", "dateline", "label", "subheading"}
    expected = [(what.lstrip("+"), normalise(words)) for what, words in case.lines if what not in unread]
    found = who_speaks(read(case.language, case.text, case.published))
    expected = [(what, words) for what, words in expected if not words.endswith((":", "A:", "Q:"))]
    assert [what for what, _ in found] == [what for what, _ in expected], found
    for (_, words), (_, line) in zip(found, expected, strict=True):
        assert line.endswith(words)
