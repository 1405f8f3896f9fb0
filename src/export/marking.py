"""One article with its statements marked in the text, for the terminal and as a page of its own."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from jinja2 import Environment
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ..model import Article, Statement

STYLES = {-1: "red", 0: "yellow", 1: "green"}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What could move a terminal's cursor or change its title; tab and line feed are no danger."""


def _pieces(
    article: Article, statements: Sequence[Statement]
) -> Iterator[tuple[str, tuple[int, ...], tuple[int, ...]]]:
    """Yield pieces of the text in order: text, numbers of the statements that cover it, and that end it."""
    edges = {0, len(article.text)}
    for statement in statements:
        edges |= {statement.start, statement.end}
    for start, end in pairwise(sorted(edges)):
        covering = tuple(i for i, s in enumerate(statements) if s.start <= start and end <= s.end)
        ending = tuple(i for i, s in enumerate(statements) if s.end == end)
        yield article.text[start:end], covering, ending


def mark_text(article: Article, statements: Sequence[Statement]) -> Text:
    """Return the article for the terminal: evidence underlined in its polarity's colour, and numbered."""
    marked = Text()
    for piece, covering, ending in _pieces(article, statements):
        style = f"underline {STYLES[statements[covering[0]].polarity]}" if covering else ""
        marked.append(CONTROLS.sub("", piece), style=style)
        for number in ending:
            marked.append(f"[{number + 1}]", style="bold cyan")
    return marked


def mark_html(article: Article, statements: Sequence[Statement]) -> str:
    """Return a page of its own, without scripts: the article with its statements marked, and their table."""
    template = files(__package__).joinpath("templates", "article.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    pieces = [
        (piece, statements[covering[0]].polarity if covering else None, [i + 1 for i in ending])
        for piece, covering, ending in _pieces(article, statements)
    ]
    return environment.from_string(template).render(article=article, statements=statements, pieces=pieces)
