"""Source, cue and content that share no letter, where the parts of one relation were read over each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .quotes import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from .quotes import Span

Spans = tuple["Span | None", "Span | None", "tuple[Span, ...]"]
"""Source, cue and content of a relation."""
EDGES = " \t\"“”«»‘’'–—,;:"
"""What is left at the end of a source that was cut."""


def without_overlaps(
    text: str,
    source: Span | None,
    head: Span | None,
    cue: Span | None,
    content: tuple[Span, ...],
    *,
    quoted: bool,
) -> Spans:
    """Return a relation's spans cut so that no two of them share a letter; () where no content is left.

    A cue ends where its content begins ("warned | **that** ..."). Else content gives way to cue and source:
    "what | **many expect** | to be". `head` is the word that the source was read off: the source keeps its
    side of cue and content, and is None where it would stand inside what is `quoted`.

    >>> without_overlaps("what many expect to be", (5, 9), (5, 9), (10, 16), ((0, 22),), quoted=False)
    ((5, 9), (10, 16), ((0, 4), (17, 22)))
    """
    if cue is not None:
        end = min((low for low, high in content if cue[0] < low < cue[1] < high), default=cue[1])
        cue = cue if end == cue[1] else trim(text, (cue[0], end))
        content = _cut(text, content, cue)
    if source is not None and head is not None:
        around = [span for span in content if not _covers(span, head)]
        source = _beside(text, source, head, [*around, *([cue] if cue is not None else [])])
    if source is not None:
        if quoted and any(_overlap(span, source) for span in content):
            source = None
        else:
            content = _cut(text, content, source)
    return source, cue, content


def _overlap(first: Span, second: Span) -> bool:
    return first[0] < second[1] and second[0] < first[1]


def _covers(span: Span, inner: Span) -> bool:
    return span[0] <= inner[0] and inner[1] <= span[1]


def _cut(text: str, spans: Iterable[Span], taken: Span) -> tuple[Span, ...]:
    return tuple(part for span in spans for part in _outside(text, span, taken))


def _outside(text: str, span: Span, taken: Span) -> Iterator[Span]:
    """Yield what is left of a span on both sides of what is taken, where it holds a letter or digit."""
    if not _overlap(span, taken):
        yield span
        return
    for part in ((span[0], taken[0]), (taken[1], span[1])):
        start, end = trim(text, part) if part[0] < part[1] else part
        if any(letter.isalnum() for letter in text[start:end]):
            yield start, end


def _beside(text: str, source: Span, head: Span, taken: Iterable[Span]) -> Span | None:
    """Return the part of a source that holds its head and nothing taken, None where the head is taken."""
    start, end = source
    for low, high in taken:
        if not _overlap((start, end), (low, high)):
            continue
        if high <= head[0]:
            start = high
        elif low >= head[1]:
            end = low
        else:
            return None
    if (start, end) == source:
        return source
    while start < end and text[start] in EDGES:
        start += 1
    while start < end and text[end - 1] in EDGES:
        end -= 1
    return (start, end) if start < end else None
