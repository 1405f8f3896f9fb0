"""An article cut up for showing: passages that carry statements, their cues, and the rows they stand in.

The terminal's form is made here; `marked_page` makes the page of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from ..knowledge.stances import load_stances

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rich.console import RenderableType

    from ..model import Article, Polarity, Statement

COLOURS = {-1: "red", 0: "default", 1: "cyan"}
"""Of polarities on a terminal: apart for colour-blind readers too, and always with `SIGNS`."""
SIGNS = {-1: "-", 0: "=", 1: "+"}
WORDS = {1: "friendly", 0: "neutral", -1: "hostile"}
CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
"""What could move a terminal's cursor, change its title or turn the reading direction around."""
_LINE_END = re.compile(r"[ \t\r]*\n\s*")
_SENTENCE_ENDS = ".!?…:;\"'”’»)]"


@dataclass(frozen=True, slots=True)
class Passage:
    """One evidence with all that is read out of it. `readings` hold statements equal but for their target."""

    number: int
    start: int
    end: int
    readings: tuple[tuple[Statement, ...], ...]

    @property
    def polarities(self) -> tuple[Polarity, ...]:
        """The polarities of its statements, each once."""
        return tuple(dict.fromkeys(reading[0].polarity for reading in self.readings))


@dataclass(frozen=True, slots=True)
class Piece:
    """Text under the same passages, the outermost first; `opening` and `closing` are those it begins or
    ends.
    """

    text: str
    covering: tuple[Passage, ...]
    opening: tuple[Passage, ...]
    closing: tuple[Passage, ...]
    is_cue: bool


@dataclass(frozen=True, slots=True)
class Row:
    """Some paragraphs that are shown together with the passages in them; `gap` is the white space behind."""

    pieces: tuple[Piece, ...]
    passages: tuple[Passage, ...]
    gap: str


def find_passages(statements: Iterable[Statement]) -> list[Passage]:
    """Return the evidence of some statements in reading order, outer before inner, numbered from 1."""
    in_order = sorted(statements, key=lambda s: (s.start, -s.end))
    passages = []
    for number, (span, found) in enumerate(groupby(in_order, key=lambda s: (s.start, s.end)), start=1):
        readings: dict[tuple[object, ...], list[Statement]] = {}
        for s in found:
            same = (s.speaker_id, s.represents_id, s.stance, s.polarity, s.negated, s.modality, s.mode)
            said = (s.rule, s.cue, s.confidence, s.date, s.date_text, s.venue_id, s.place_ids, s.source_chain)
            readings.setdefault((*same, *said), []).append(s)
        passages.append(Passage(number, *span, tuple(tuple(each) for each in readings.values())))
    return passages


def find_cue(text: str, statement: Statement) -> tuple[int, int] | None:
    """Return where a statement's cue stands: in its evidence, else in its sentence, nearest to the evidence.

    None where it has no cue, or the cue lies further off.
    """
    words = statement.cue.split()
    if not words:
        return None
    pattern = re.compile(r"(?<!\w)" + r"\s+".join(map(re.escape, words)) + r"(?!\w)")
    inside = pattern.search(text, statement.start, statement.end)
    if inside is not None:
        return inside.span()
    around = pattern.finditer(text, statement.sentence_start, statement.sentence_end)
    middle = (statement.start + statement.end) / 2
    nearest = min(around, key=lambda match: abs(match.start() - middle), default=None)
    return nearest.span() if nearest is not None else None


def find_rows(article: Article, passages: Sequence[Passage]) -> Iterator[Row]:
    """Yield the article in rows that together hold its whole text; no row ends within a statement's
    sentence.
    """
    statements = [s for passage in passages for reading in passage.readings for s in reading]
    cues = {cue for s in statements if (cue := find_cue(article.text, s)) is not None}
    cuts = [0, *_cuts(article.text, statements, passages), len(article.text)]
    for start, end in pairwise(cuts):
        if start == end:
            continue
        inside = tuple(p for p in passages if start <= p.start < end)
        shown = start + len(article.text[start:end].rstrip()) if end < len(article.text) else end
        shown = max([shown, *(passage.end for passage in inside)])
        pieces = _pieces(article.text, start, shown, inside, cues)
        yield Row(tuple(pieces), inside, article.text[shown:end])


def _cuts(text: str, statements: Sequence[Statement], passages: Sequence[Passage]) -> Iterator[int]:
    """Yield where rows begin: behind a blank line, or behind a line that ends a passage's sentence."""
    held = sorted((s.sentence_start, s.sentence_end) for s in statements)
    ends = sorted(passage.end for passage in passages)
    row = 0
    for match in _LINE_END.finditer(text):
        cut = match.end()
        if any(start < cut < end or start < match.start() < end for start, end in held):
            continue
        blank = match.group().count("\n") > 1
        carries = any(row < end <= cut for end in ends)
        if row < cut < len(text) and (
            blank or (carries and match.start() > 0 and text[match.start() - 1] in _SENTENCE_ENDS)
        ):
            yield cut
            row = cut


def _pieces(
    text: str, start: int, end: int, passages: Sequence[Passage], cues: Iterable[tuple[int, int]]
) -> Iterator[Piece]:
    spoken = [cue for cue in cues if start <= cue[0] and cue[1] <= end]
    edges = {start, end}.union(*((p.start, p.end) for p in passages), *spoken)
    for left, right in pairwise(sorted(edges)):
        yield Piece(
            text[left:right],
            tuple(p for p in passages if p.start <= left and right <= p.end),
            tuple(p for p in passages if p.start == left),
            tuple(p for p in reversed(passages) if p.end == right),
            any(cue[0] <= left and right <= cue[1] for cue in spoken),
        )


def mark_text(row: Row) -> Text:
    """Return a row for the terminal: `[1 evidence 1]` in its polarity's colour, underlined, cues in bold.

    The brackets tell where nested and overlapping passages begin and end, without any colour.
    """
    marked = Text()
    for piece in row.pieces:
        for passage in piece.opening:
            marked.append(f"[{passage.number} ", style=f"bold {_colour(passage)}")
        innermost = piece.covering[-1] if piece.covering else None
        styles = ["underline", _colour(innermost)] if innermost is not None else []
        styles += ["bold"] if piece.is_cue else []
        marked.append(CONTROLS.sub("", piece.text), style=" ".join(styles))
        for passage in piece.closing:
            marked.append(f" {passage.number}]", style=f"bold {_colour(passage)}")
    return marked


def _colour(passage: Passage) -> str:
    return COLOURS[passage.polarities[0]] if len(passage.polarities) == 1 else COLOURS[0]


def list_passages(passages: Sequence[Passage]) -> RenderableType:
    """Return what is read out of some passages, for the terminal: a line for who, stance, whom, and below it
    what else is known, how it was found and how sure that is.
    """
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right")
    for passage in passages:
        for reading in passage.readings:
            first = reading[0]
            colour = COLOURS[first.polarity]
            line = Text(_clean(first.speaker), style="bold")
            line.append(
                "" if first.represents in {None, first.speaker} else f" (for {_clean(first.represents)})",
                style="not bold",
            )
            line.append(f" {load_stances()[first.stance].label_en}", style=colour)
            line.append(f" {', '.join(_clean(s.target) for s in reading if s.target) or '–'}")
            line.append("\n" + " · ".join(_clean(fact) for fact in facts_of(first)), style="dim not bold")
            grid.add_row(
                Text(f"  {passage.number}", style="bold"),
                Text(SIGNS[first.polarity], style=f"bold {colour}"),
                line,
            )
    return grid


def _clean(text: str | None) -> str:
    return CONTROLS.sub("", text or "")


def _when(statement: Statement) -> str:
    if statement.date is None:
        return f'undated ("{statement.date_text}")' if statement.date_text else "undated"
    return f"{statement.date} ({statement.date_basis})" if statement.date_basis else statement.date


def facts_of(statement: Statement) -> list[str]:
    """Return what else is known of a statement, in words: when, where, of which places, how it is meant, how
    it was found.
    """
    told = [
        _when(statement),
        f"in {statement.venue}" if statement.venue else "",
        f"about {', '.join(statement.places)}" if statement.places else "",
        f"told by {', '.join(statement.source_chain)}" if statement.source_chain else "",
        "negated" if statement.negated else "",
        statement.modality if statement.modality != "actual" else "",
        statement.mode,
        f"“{' '.join(statement.cue.split())}”" if statement.cue else "no cue",
        statement.rule,
        f"{statement.confidence:.2f}",
    ]
    return [fact for fact in told if fact]


def key_of_marks() -> Text:
    """Return the key to the terminal's marks."""
    key = Text("[1 evidence 1]", style="underline")
    for polarity, word in WORDS.items():
        key.append("  ", style="not underline")
        key.append(f"{SIGNS[polarity]} {word}", style=f"not underline {COLOURS[polarity]}")
    key.append("  ", style="not underline")
    key.append("bold", style="bold not underline")
    key.append(": its cue  last figure: confidence", style="not underline")
    return key
