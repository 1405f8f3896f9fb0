"""RSS and Atom, one article an entry, as feedparser reads them from a file; nothing is fetched."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from .pages import text_of_fragment, with_title
from .records import Record, SkippedArticle, UnreadableError, check_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .stored import Stored

_MAX_FEED = 32_000_000
_ONLY_SUMMARY = "the feed has only a summary of this article, which was read"


def read_feed(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield the entries of a feed, counted from 1, each with its title before its text."""
    data = stored.read(_MAX_FEED)
    if data is None:
        raise UnreadableError(f"it is larger than {_MAX_FEED // 1_000_000} MB, as no feed is; split it")
    if b"<!ENTITY" in data.replace(b"\0", b""):  # they can grow without bound, and no feed needs them
        raise UnreadableError("it declares XML entities, as no feed does; remove them from its head")
    import feedparser

    feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    if not feed.version:
        raise UnreadableError("it is no RSS or Atom feed; give the pages or texts that it is about")
    if not feed.entries:
        yield SkippedArticle(stored.source, "there is no entry in this feed; remove it")
    damaged = "the feed is not well-formed XML; compare the text with it" if feed.bozo else None
    for number, entry in enumerate(feed.entries, start=1):
        source = f"{stored.source}:{number}"
        fields, is_summary = _fields(feed.feed, entry)
        record = check_record(source, f"{stored.stem}-{number}", fields, damaged)
        if isinstance(record, Record) and is_summary:
            record = Record(source, record.id, fields, (*record.warnings, _ONLY_SUMMARY))
        yield record


def _fields(feed: Any, entry: Any) -> tuple[dict[str, str], bool]:
    """Return the fields of an entry, and whether its text is only a summary."""
    contents = [each for each in entry.get("content", ()) if each.get("value", "").strip()]
    summary = entry.get("summary_detail") or {}
    text = "\n".join(_text(each) for each in contents) or _text(summary)
    title = text_of_fragment(entry.get("title", "")).replace("\n", " ")
    language = (contents[0] if contents else summary).get("language") or feed.get("language")
    fields = {
        "text": with_title(title, text),
        "title": title,
        "published": entry.get("published") or entry.get("updated"),
        "publisher": entry.get("source", {}).get("title") or feed.get("title"),
        "author": entry.get("author"),
        "url": entry.get("link"),
        "declared_language": language,
    }
    return {name: value for name, value in fields.items() if value or name == "text"}, not contents


def _text(content: Any) -> str:
    """Return the words of what feedparser calls content: plain text stays as it is."""
    value = content.get("value") or ""
    return value if content.get("type") == "text/plain" else text_of_fragment(value)
