"""Spans between quotation marks, in every style of marks that a language uses."""

from __future__ import annotations

import re

Span = tuple[int, int]
"""Start and end in the paragraph's text, code points."""


SENTENCE_END = re.compile(r"[.!?…](?=\s)")
DEEPEST = 3
"""Straight marks nested deeper than this are no nesting but marks that somebody forgot to close."""
CLOSING = {"”": "“", "»": "«"}
"""Marks that can only close: without an opening one before them they quote from the paragraph's start."""


def find_quotes(text: str, pairs: tuple[tuple[str, str], ...]) -> list[Span]:
    """Return the spans between quotation marks, without the marks, outermost level only.

    An apostrophe is no mark. A mark that is never closed quotes to the paragraph's end, or to the end of its
    sentence where another quotation opens behind it; one that nothing opens quotes from the paragraph's
    start.

    >>> find_quotes('He said "no" and “never”.', (("“", "”"), ('"', '"')))
    [(9, 11), (18, 23)]
    """
    found: list[Span] = []
    unclosed: set[str] = set()  # single marks that close nothing any more: to look again takes too long
    position = _end_of_unopened(text)
    if position:
        found.append(trim(text, (0, position)))
        position += 1
    openings = {opening[0] for opening, _ in pairs}
    while position < len(text):
        pair = _opens_quote(text, position, pairs) if text[position] in openings else None
        if pair is None:
            position += 1
            continue
        start, closing = position + len(pair[0]), pair[1]
        if closing == '"':
            end, position = _straight_end(text, start)
            found.append(trim(text, (start, end)))
            continue
        closed = None if closing in unclosed else _closing_position(text, start, closing)
        if closed is None and closing in {"'", "’"}:
            unclosed.add(closing)
            position += 1
            continue
        end = len(text) if closed is None else closed
        if end > start:
            found.append(trim(text, (start, end)))
        position = end + len(closing)
    return [span for span in found if span[1] > span[0]]


def _straight_end(text: str, start: int) -> tuple[int, int]:
    """Return where a quotation between straight marks ends, and where to read on. Others may be nested
    in it.
    """
    depth, mark = 1, text.find('"', start)
    while mark >= 0 and depth <= DEEPEST:
        depth += 1 if _only_opens(text, mark) else -1
        if depth == 0:
            return mark, mark + 1
        mark = text.find('"', mark + 1)
    following = text.find('"', start)
    if following < 0:
        return len(text), len(text)
    if not _only_opens(text, following):
        return following, following + 1
    sentences = list(SENTENCE_END.finditer(text, start, following))
    end = sentences[-1].end() if sentences else following
    return end, following


def _end_of_unopened(text: str) -> int:
    """Return where a quotation ends that no mark of this paragraph opens, else 0."""
    for position, mark in enumerate(text):
        if mark in "“«„":
            return 0
        if mark in CLOSING:
            return position
        if mark == '"':
            odd = text.count('"') % 2 == 1
            return position if odd and _only_closes(text, position) else 0
    return 0


def _only_opens(text: str, position: int) -> bool:
    """Tell whether a straight mark can only open: it stands behind a space and before a word."""
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    return (not before or before.isspace() or before in "([") and (after.isalnum() or after in "[(")


def _only_closes(text: str, position: int) -> bool:
    """Tell whether a straight mark can only close: it stands behind a word and a space or stop follows, or a
    lower-case word behind a space.
    """
    before, after = text[position - 1 : position], text[position + 1 : position + 3]
    if not before or (after[:1] and not after[0].isspace() and after[0] not in ".,;:!?)"):
        return False
    return not before.isspace() or after[1:2].islower()


def _opens_quote(text: str, position: int, pairs: tuple[tuple[str, str], ...]) -> tuple[str, str] | None:
    """Return the pair of marks that opens here, None where none does."""
    for pair in pairs:
        opening = pair[0]
        if not text.startswith(opening, position):
            continue
        if opening in {"'", "‘"} and position and text[position - 1].isalnum():
            return None
        if opening == "'" and not text[position + 1 : position + 2].isalnum():
            return None
        if opening == '"' and position and not text[position - 1].isspace() and _only_closes(text, position):
            return None
        return pair
    return None


def _closing_position(text: str, start: int, closing: str) -> int | None:
    position = text.find(closing, start)
    while position >= 0:
        inside_word = closing in {"'", "’"} and text[position + 1 : position + 2].isalnum()
        if not inside_word:
            return position
        position = text.find(closing, position + 1)
    return None


def trim(text: str, span: Span) -> Span:
    """Return a span without the white space and separating punctuation at its ends."""
    start, end = span
    while start < end and (text[start].isspace() or text[start] in ",;"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;.:"):
        end -= 1
    return start, end
