"""Blocks in pieces for the model: nothing is lost, nothing is too long, and what is no prose is left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.extract.cleaning import Block, BlockKind
from communique.extract.pieces import LONGEST_PARAGRAPH, NO_WORD, readable_pieces
from communique.extract.relations import find_attributions

SENTENCE = "The deal is dead, the minister said. "
LONG = LONGEST_PARAGRAPH // len(SENTENCE) + 20


@pytest.mark.parametrize(
    ("text", "behind"),
    [(SENTENCE * LONG, "."), ("word " * LONGEST_PARAGRAPH, "d"), ("Why? " * LONGEST_PARAGRAPH, "?")],
)
def test_pieces_add_up_and_end_where_a_sentence_or_word_ends(text: str, behind: str) -> None:
    block = Block(BlockKind.ANSWER, 7, 7 + len(text), text, "MINISTER")
    pieces = readable_pieces([block])
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) > 1
    position = 7
    for piece in pieces:
        assert (piece.start, piece.end) == (position, position + len(piece.text))
        assert (piece.kind, piece.label) == (block.kind, block.label)
        assert len(piece.text) <= LONGEST_PARAGRAPH
        assert piece.text.rstrip().endswith(behind)
        position = piece.end


@settings(max_examples=60, deadline=None)
@given(
    units=st.lists(
        st.sampled_from([SENTENCE, "word ", "Why? ", "x" * 999, " ", "é!", "No! "]), min_size=1, max_size=4
    ),
    times=st.integers(1, 2000),
    start=st.integers(0, 99),
)
def test_any_prose_in_pieces_adds_up(units: list[str], times: int, start: int) -> None:
    text = "".join(units * times)[: 4 * LONGEST_PARAGRAPH]
    pieces = readable_pieces([Block(BlockKind.BODY, start, start + len(text), text)])
    assert "".join(piece.text for piece in pieces) == ("" if NO_WORD.search(text) else text)
    for piece in pieces:
        assert text[piece.start - start : piece.end - start] == piece.text
        assert 0 < len(piece.text) <= LONGEST_PARAGRAPH


def test_a_run_without_spaces_is_no_prose() -> None:
    noise, prose = "x" * 1000, "They met."
    blocks = [
        Block(BlockKind.BODY, 0, 1000, noise),
        Block(BlockKind.BODY, 1002, 1002 + len(prose), prose),
    ]
    assert [piece.text for piece in readable_pieces(blocks)] == [prose]


def test_attributions_of_a_long_paragraph_are_those_of_its_sentences() -> None:
    text = SENTENCE * LONG
    relations = find_attributions(text, "en")
    assert len(relations) == LONG
    for number, relation in enumerate(relations):
        start = number * len(SENTENCE)
        assert relation.content == ((start, start + len("The deal is dead")),)
    assert find_attributions("x" * 1000, "en") == []
