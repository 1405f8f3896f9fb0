"""Blocks in pieces that a model can read: no longer than it takes well, and none that is no prose."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .cleaning import Block

NO_WORD = re.compile(r"\S{1000}")
"""No word of any language: a paragraph with such a run is no prose, and tokenizers take minutes over it."""

LONGEST_PARAGRAPH = 5_000
"""Code points of a paragraph read at once: some rules compare all quotations and cues of a paragraph."""


def readable_pieces(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks that are prose, in order, in pieces of at most LONGEST_PARAGRAPH code points, cut
    behind a sentence, else behind a word.
    """
    return [piece for block in blocks if not NO_WORD.search(block.text) for piece in _pieces(block)]


def _pieces(block: Block) -> Iterator[Block]:
    start = 0
    while start < len(block.text):
        end = start + LONGEST_PARAGRAPH
        if end < len(block.text):
            cut = max(block.text.rfind(mark, start, end) for mark in (". ", "? ", "! "))
            cut = cut if cut > start else block.text.rfind(" ", start, end)
            end = cut + 1 if cut > start else end
        text = block.text[start:end]
        first = block.start + start
        yield replace(block, start=first, end=first + len(text), text=text)
        start += len(text)
