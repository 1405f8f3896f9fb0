"""Statements of two short articles, and corrections read from a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

import pytest

from communique.corrections.reading import read_corrections
from communique.knowledge.tables import make_slug
from communique.model import ActorKind, Article, Stance, Statement, statement_id

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from communique.corrections.records import Corrections

TEXTS = {
    "us-1": "France accused Russia of lying. John Smith agreed with France. Lavroff denied it.",
    "uk-1": "John Smith criticised Russia. Serguei Lavrov threatened the Rebels. France said so.",
}
ARTICLES = [
    Article(id=name, language="en", published="2016-12-12", text=text) for name, text in TEXTS.items()
]


class Said(Protocol):
    """Makes a statement: the article and its words, who, stance, whom, and anything else."""

    def __call__(
        self, article: str, words: str, speaker: str, stance: str, target: str | None, **other: Any
    ) -> Statement: ...


def make_statement(
    article: str, words: str, speaker: str, stance: str, target: str | None, **other: Any
) -> Statement:
    start = TEXTS[article].index(words)
    end = start + len(words)
    known = {"France": ActorKind.STATE, "Russia": ActorKind.STATE, "Rebels": ActorKind.GROUP}
    values: dict[str, Any] = {
        "article": article,
        "language": "en",
        "speaker": speaker,
        "speaker_id": make_slug(speaker),
        "speaker_kind": known.get(speaker, ActorKind.PERSON),
        "represents": speaker if known.get(speaker) is ActorKind.STATE else None,
        "represents_id": make_slug(speaker) if known.get(speaker) is ActorKind.STATE else None,
        "stance": Stance(stance),
        "polarity": 0,
        "intensity": 0.5,
        "negated": False,
        "modality": "actual",
        "target": target,
        "target_id": make_slug(target) if target else None,
        "target_kind": known.get(target, ActorKind.PERSON) if target else None,
        "date": "2016-12-12",
        "date_basis": "publication",
        "mode": "indirect",
        "cue": "",
        "evidence": words,
        "start": start,
        "end": end,
        "sentence_start": start,
        "sentence_end": end,
        "confidence": 0.75,
        "rule": "clause/content",
    } | other
    named = (values["speaker_id"], values["stance"], values["target_id"])
    return Statement(**{"id": statement_id(article, start, end, *named)} | values)


@pytest.fixture
def said() -> Said:
    return make_statement


@pytest.fixture
def statements() -> list[Statement]:
    return [
        make_statement("us-1", "France accused Russia of lying", "France", "accuse", "Russia"),
        make_statement("us-1", "John Smith agreed with France", "John Smith", "agree", "France"),
        make_statement("us-1", "Lavroff denied it", "Lavroff", "deny", None),
        make_statement("uk-1", "John Smith criticised Russia", "John Smith", "criticize", "Russia"),
        make_statement("uk-1", "Serguei Lavrov threatened", "Lavroff Sergei", "threaten", "Rebels"),
        make_statement("uk-1", "France said so", "France", "comment", None),
    ]


@pytest.fixture
def articles() -> list[Article]:
    return ARTICLES


@pytest.fixture
def read(tmp_path: Path) -> Callable[[str | bytes], Corrections]:
    """Read corrections from a text."""

    def from_text(text: str | bytes) -> Corrections:
        path = tmp_path / "corrections.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_corrections(path)

    return from_text
