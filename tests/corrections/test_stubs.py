"""Stubs: valid TOML whatever a name holds, and nothing changes until somebody edits them."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.corrections.applying import apply_corrections
from communique.corrections.reading import read_corrections
from communique.corrections.stubs import quote_toml, write_stub, write_stubs
from communique.model import ActorKind, Stance, Statement, statement_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.corrections.records import Corrections


def test_a_stub_names_the_statement_and_what_it_says(statements: list[Statement]) -> None:
    first = statements[0]
    assert write_stub(first) == (
        "# France: accuses Russia\n"
        "[[change]]\n"
        f'statement = "{first.id}"\n'
        'article = "us-1"\n'
        'evidence = "France accused Russia of lying"\n'
        'set = { speaker = "France", stance = "accuse", target = "Russia" }\n'
        'reason = ""\n'
        "# or leave it out:\n"
        "# [[drop]]\n"
        f'# statement = "{first.id}"\n'
    )


def test_an_edited_stub_changes_what_was_edited(
    statements: list[Statement], read: Callable[[str], Corrections]
) -> None:
    edited = write_stub(statements[0]).replace('target = "Russia"', 'target = "Syria"')
    found = apply_corrections(statements, read(edited)).statements
    assert found[0].target_id == "syria"
    dropped = write_stub(statements[0]).replace("# [[drop]]", "[[drop]]").replace("# statement", "statement")
    assert list(apply_corrections(statements, read(dropped)).statements) == statements[1:]


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("plain", '"plain"'),
        ('a "quoted" \\ one', r'"a \"quoted\" \\ one"'),
        ("tab\tline\nend\x7f\x00", r'"tab\tline\nend\u007f\u0000"'),
        ("é – “ü” 中", '"é – “ü” 中"'),
        ("\u202eturned", r'"\u202eturned"'),
        ("\U000e0001", r'"\U000e0001"'),
        ("half \ud800", '"half \ufffd"'),
    ],
)
def test_texts_as_toml(text: str, quoted: str) -> None:
    assert quote_toml(text) == quoted
    assert tomllib.loads(f"x = {quoted}")["x"] == text.replace("\ud800", "\ufffd")


ARTICLE = "The text of an article, with “words” and 中文 enough for every statement that is made here."
NAMES = st.sampled_from(
    ["France", "Russia", "Congo", "Kim", "Moscow", "rebels", "an official", "Kofi Boateng", "U.S."]
) | st.text(min_size=1, max_size=12).filter(lambda name: any(c.isalnum() for c in name))


@st.composite
def made(draw: st.DrawFn) -> list[Statement]:
    """Statements of one article, such as extraction gives: one id, one statement."""
    ids: dict[str, str] = {}
    found: dict[str, Statement] = {}
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(ARTICLE) - 2))
        end = draw(st.integers(start + 1, len(ARTICLE)))
        speaker, target = draw(NAMES), draw(st.none() | NAMES)
        for name in (speaker, target):
            if name is not None:
                ids.setdefault(name, f"actor-{len(ids)}")
        stance = draw(st.sampled_from(Stance))
        key = statement_id("a|b", start, end, ids[speaker], stance, ids[target] if target else None)
        values: dict[str, Any] = {
            "id": key,
            "article": "a|b",
            "language": "en",
            "speaker": speaker,
            "speaker_id": ids[speaker],
            "speaker_kind": draw(st.sampled_from(ActorKind)),
            "represents": None,
            "represents_id": None,
            "stance": stance,
            "polarity": draw(st.sampled_from((-1, 0, 1))),
            "intensity": 0.25,
            "negated": draw(st.booleans()),
            "modality": "actual",
            "target": target,
            "target_id": ids[target] if target else None,
            "target_kind": ActorKind.UNKNOWN if target else None,
            "mode": "direct",
            "cue": "",
            "evidence": ARTICLE[start:end],
            "start": start,
            "end": end,
            "sentence_start": start,
            "sentence_end": end,
            "confidence": 0.5,
            "rule": "clause/content",
        }
        found[key] = Statement(**values)
    return list(found.values())


@settings(deadline=None, max_examples=60)
@given(made(), st.data())
def test_stubs_change_nothing_and_changes_keep_the_evidence(
    tmp_path_factory: pytest.TempPathFactory, statements: list[Statement], data: st.DataObject
) -> None:
    path = Path(tmp_path_factory.getbasetemp()) / "stubs.toml"
    stubs = write_stubs(statements)
    path.write_bytes(stubs.encode())
    same = apply_corrections(statements, read_corrections(path))
    assert list(same.statements) == statements
    assert [(each.hits, each.changed) for each in same.outcomes] == [(1, 0)] * len(statements)

    stance = data.draw(st.sampled_from(Stance)).value
    target = data.draw(st.sampled_from(["", "France", "Kofi Boateng"]))
    where = data.draw(st.sampled_from(['stance = "*"', 'target = "?*"', 'speaker = "France"']))
    change = f'\n[[change]]\nwhere = {{ {where} }}\nset = {{ stance = "{stance}", target = "{target}" }}\n'
    path.write_bytes((change + stubs).encode())
    once = apply_corrections(statements, read_corrections(path))
    for each in once.statements:
        assert each.evidence == ARTICLE[each.start : each.end]
        assert each.id == statement_id(
            each.article, each.start, each.end, each.speaker_id, each.stance, each.target_id
        )
    assert len({each.id for each in once.statements}) == len(once.statements)
    path.write_bytes(change.encode())
    plain = apply_corrections(statements, read_corrections(path))
    again = apply_corrections(plain.statements, read_corrections(path))
    fitting = [each for each in plain.statements if each.confidence < 1]
    assert [each for each in again.statements if each.confidence < 1] == fitting


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("a" * 29 + " " + "b" * 30, "a" * 29 + " " + "b" * 30),
        ("a" * 29 + " " + "b" * 31, "a" * 29 + "…"),
        ("a" * 61, "a" * 60 + "…"),
    ],
)
def test_evidence_is_shown_in_whole_words(words: str, shown: str, statements: list[Statement]) -> None:
    end = statements[0].start + len(words)
    stub = write_stub(replace(statements[0], evidence=words, end=end, sentence_end=end))
    assert f'evidence = "{shown}"' in stub


def test_a_name_that_cannot_be_written_is_told_by_its_id(statements: list[Statement]) -> None:
    stub = write_stub(replace(statements[0], speaker="John  Smith", speaker_id="john-smith", article=" "))
    assert 'speaker = "john-smith"' in stub
    assert "article =" not in stub
