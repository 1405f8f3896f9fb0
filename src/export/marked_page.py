"""One article with its statements marked, as a page of its own: no script, nothing from elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..corrections.stubs import write_stubs
from ..knowledge.stances import load_stances
from .files import policy_hash, read_template, render_template
from .marking import SIGNS, WORDS, find_passages, find_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model import Article, Statement
    from .marking import Passage, Piece

LANES = 4
"""Underlines that lie below each other; passages nested deeper share the lowest one."""


def mark_html(article: Article, statements: Sequence[Statement]) -> str:
    """Return the page. Each statement has its id as an anchor; a card under the pointer, or linked to, shows
    its very words, and opens to an entry for a corrections file.
    """
    passages = find_passages(statements)
    lanes = _lanes(passages)

    def layers(piece: Piece) -> list[tuple[int, str, int]]:
        """Return the underlines of a piece, the outermost first: passage, polarity, lane."""
        return [
            (passage.number, WORDS[polarity], min(lanes[passage.number] + i, LANES - 1))
            for passage in piece.covering
            for i, polarity in enumerate(passage.polarities)
        ]

    signs = SIGNS | {-1: "−"}
    style = read_template("article.css") + _pointing(passages)
    counts: Counter[int] = Counter(statement.polarity for statement in statements)
    return render_template(
        "article.html.j2",
        article=article,
        statements=statements,
        passages=passages,
        rows=list(find_rows(article, passages)),
        layers=layers,
        stubs=lambda reading: write_stubs(reading).strip(),
        labels=load_stances(),
        legend=[(word, signs[polarity], counts[polarity]) for polarity, word in WORDS.items()],
        words=WORDS,
        signs=signs,
        style=Markup(style),  # our own file and numbers only
        style_hash=policy_hash(style),
    )


def _lanes(passages: Sequence[Passage]) -> dict[int, int]:
    """Return a lane for each passage by its number: the shorter, the nearer to the text; none crosses
    another.
    """
    taken: dict[int, int] = {}
    for passage in sorted(passages, key=lambda p: (p.end - p.start, p.number)):
        used = {
            taken[other.number] + i
            for other in passages
            if other.number in taken and other.start < passage.end and passage.start < other.end
            for i in range(len(other.polarities))
        }
        lane = 0
        while used & {lane + i for i in range(len(passage.polarities))}:
            lane += 1
        taken[passage.number] = lane
    return taken


def _pointing(passages: Sequence[Passage]) -> str:
    """Return the rules that light up the words of a card, and the card of the words, under the pointer."""
    return "".join(
        f".row:has(#e{n}:is(:hover,:target,:focus-within),#e{n} :target) .p{n}"
        f"{{background:var(--glow)}}.row:has(.p{n}:hover) #e{n}{{border-color:var(--ink)}}\n"
        for n in (passage.number for passage in passages)
    )
