"""What readers yield: a record of raw strings, or the reason why there is none."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAX_CHARACTERS = 1_000_000
"""Articles longer than this are skipped: spaCy refuses them, and no news article is a hundredth of it."""

MAX_BYTES = 4 * MAX_CHARACTERS
"""No file of one text that is larger can hold an article that is short enough."""

TOO_LONG = f"longer than {MAX_CHARACTERS:,} characters, which is no single article; split it"
EMPTY = "is empty: there is no word in it; fill or remove it"
# What differs between reasons of one kind: numbers, names, what a parser said.
_PARTICULAR = re.compile(
    r"\(.*\)|(?<=the same text as ).*(?=; read once)|(?<=the file ).*(?= is not in)"
    r"|(?<=the row repeats ).*(?= of line)|\d[\d,]*(?:\.\d+)?",
    re.DOTALL,
)
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class SkippedArticle:
    """An article that was not read. `reason` is a sentence for a user: what is wrong, what to do."""

    source: str
    reason: str
    is_failure: bool = True
    """False for what need not be read: the same text again, or records of a crawl that are no pages."""


@dataclass(frozen=True, slots=True)
class Record:
    """One article as its file has it: raw strings, by the field names of `ArticleMetadata`, and `text`."""

    source: str
    id: str
    fields: dict[str, str]
    warnings: tuple[str, ...] = ()


class UnreadableError(ValueError):
    """The bytes of a file are no text, or not what its name says."""


def check_record(
    source: str, default_id: str, fields: dict[str, str], warning: str | None
) -> Record | SkippedArticle:
    """Return the record, or why there is no article in it."""
    text = fields["text"]
    if not any(character.isalpha() for character in text):
        return SkippedArticle(source, EMPTY)
    if len(text) > MAX_CHARACTERS:
        return SkippedArticle(source, TOO_LONG)
    own_id = _encodable(fields.get("id", "").strip() or default_id)
    return Record(source, own_id, fields, (warning,) if warning else ())


def _encodable(name: str) -> str:
    """Return an id that UTF-8 can hold: the bytes of a file's name may be in no encoding at all."""
    return _LONE_SURROGATE.sub("\ufffd", name)


def reason_in_general(reason: str) -> str:
    """Return a reason without what is particular to one article, so that many can be counted by it.

    >>> reason_in_general("is the same text as wire.jsonl:12; read once")
    'is the same text as …; read once'
    """
    return _PARTICULAR.sub("…", reason)
