"""Spans between quotation marks, in every style of marks that a language uses."""

from __future__ import annotations

Span = tuple[int, int]
"""Start and end in the paragraph's text, code points."""


def find_quotes(text: str, pairs: tuple[tuple[str, str], ...]) -> list[Span]:
    """Return the spans between quotation marks, without the marks, outermost level only.

    An apostrophe is no mark; a mark that is never closed quotes to the paragraph's end.

    >>> find_quotes('He said "no" and “never”.', (("“", "”"), ('"', '"')))
    [(9, 11), (18, 23)]
    """
    found: list[Span] = []
    position = 0
    while position < len(text):
        pair = _opens_quote(text, position, pairs)
        if pair is None:
            position += 1
            continue
        start, closing = position + len(pair[0]), pair[1]
        end = _closing_position(text, start, closing)
        if end is None:
            if closing in {"'", "’"}:
                position += 1
                continue
            end = len(text)
        if end > start:
            found.append(trim(text, (start, end)))
        position = end + len(closing)
    return [span for span in found if span[1] > span[0]]


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
