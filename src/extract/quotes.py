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
        closing = _opens_quote(text, position, pairs)
        if closing is None:
            position += 1
            continue
        end = _closing_position(text, position + 1, closing)
        if end is None:
            if closing in {"'", "’"}:
                position += 1
                continue
            end = len(text)
        if end > position + 1:
            found.append(trim(text, (position + 1, end)))
        position = end + 1
    return [span for span in found if span[1] > span[0]]


def _opens_quote(text: str, position: int, pairs: tuple[tuple[str, str], ...]) -> str | None:
    mark = text[position]
    for opening, closing in pairs:
        if mark != opening:
            continue
        if opening in {"'", "‘"} and position and text[position - 1].isalnum():
            return None
        if opening == "'" and not text[position + 1 : position + 2].isalnum():
            return None
        return closing
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
