"""Numbers with the noun that they count."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Return a count and its noun, in the plural where it is not one.

    >>> counted(1, "article"), counted(2_000, "statement")
    ('1 article', '2000 statements')
    """
    return f"{count} {noun}{'' if count == 1 else 's'}"
