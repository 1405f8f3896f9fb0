"""Plain text and HTML, one article a file; HTML as trafilatura reads it, nothing is downloaded."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from .encodings import decode
from .records import EMPTY, MAX_BYTES, TOO_LONG, Record, SkippedArticle, UnreadableError, check_record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .stored import Stored

MAX_PAGE = 4 * MAX_BYTES
"""Bytes of one page: its words are a small part of it."""

MAX_TAGS = 50_000
"""Tags of one page, closing ones too: trafilatura compares more of them with each other for minutes."""

_DECLARED_LANGUAGE = re.compile(rb"<html[^>]*?\blang\s*=\s*[\"']?([A-Za-z-]+)", re.IGNORECASE)
_SAMPLE = 100_000
# fmt: off
_BLOCKS = (
    "address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre",
    "section", "table", "td", "th", "tr", "ul",
)
# fmt: on


def read_text(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield the file as one article, to the letter."""
    data = stored.read(MAX_BYTES)
    if data is None:
        yield SkippedArticle(stored.source, TOO_LONG)
        return
    text, warning = decode(data)
    yield check_record(stored.source, stored.stem, {"text": text}, warning)


def read_html(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield the main text of a page, with its metadata."""
    data = stored.read(MAX_PAGE)
    if data is None:
        yield SkippedArticle(stored.source, "is larger than any page of one article; cut it down")
    elif not data.strip():
        yield SkippedArticle(stored.source, EMPTY)
    else:
        try:
            yield check_record(stored.source, stored.stem, page_fields(data), None)
        except UnreadableError as error:
            yield SkippedArticle(stored.source, str(error))


def page_fields(data: bytes) -> dict[str, str]:
    """Return the text that trafilatura finds in a page, and its metadata.

    Raises UnreadableError with the whole reason if there is none.
    """
    try:
        import trafilatura
    except ImportError as error:
        raise UnreadableError(
            f"HTML cannot be read here ({error}); run: pip install trafilatura lxml_html_clean"
        ) from error
    if data.count(b"<") > MAX_TAGS:
        raise UnreadableError(f"no article has more than {MAX_TAGS:,} tags; save its text as .txt")
    try:
        extracted = trafilatura.bare_extraction(
            data, with_metadata=True, include_comments=False, include_tables=False
        )
    except Exception as error:  # a parser that trips over one page must not end the run
        raise UnreadableError(f"the page cannot be parsed ({error}); save its text as .txt") from error
    page: dict[str, Any] = (
        extracted if isinstance(extracted, dict) else extracted.as_dict() if extracted else {}
    )
    text, title = page.get("text") or "", page.get("title")
    if not text.strip():
        raise UnreadableError("no article was found in the page; save its text as .txt")
    declared = _DECLARED_LANGUAGE.search(data[:_SAMPLE])
    fields = {
        "text": with_title(title, text),
        "title": title,
        "published": page.get("date"),
        "publisher": page.get("sitename"),
        "author": page.get("author"),
        "url": page.get("url"),
        "declared_language": declared and declared[1].decode(),
    }
    return {name: value for name, value in fields.items() if value}


def with_title(title: str | None, text: str) -> str:
    """Return the text with its title before it: headlines speak."""
    return f"{title}\n\n{text}" if title and title not in text else text


def text_of_fragment(html: str) -> str:
    """Return all words of a piece of HTML that holds nothing but an article, one line a block.

    >>> text_of_fragment("<p>One <b>word</b>.</p><script>x</script><p>Two<br>lines &amp; more.")
    'One word.\\nTwo\\nlines & more.'
    """
    from lxml import etree
    from lxml import html as lxml_html

    try:
        tree = lxml_html.fromstring(f"<div>{html}</div>")
    except (etree.ParserError, ValueError):
        return ""
    for element in list(tree.iter(etree.Comment, etree.ProcessingInstruction, "script", "style", "noscript")):
        element.drop_tree()
    for element in tree.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().splitlines())
    return "\n".join(line for line in lines if line)
