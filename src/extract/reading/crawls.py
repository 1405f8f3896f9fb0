"""WARC, the archives of crawls (ISO 28500), with warcio: each page that was answered is one article."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from .pages import MAX_PAGE, page_fields
from .records import Record, SkippedArticle, UnreadableError, check_record
from .stored import Meter

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .stored import Stored

_PAGES = ("text/html", "application/xhtml+xml")
_CRAWLED = "the page tells no date; it is that of the crawl, which may be later than publication"


def read_warc(stored: Stored) -> Iterator[Record | SkippedArticle]:
    """Yield the pages of a crawl; the source of each is its record, counted from 1.

    Records that are no pages are only counted.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    logging.getLogger("warcio").setLevel(logging.ERROR)  # it warns of every odd address
    meter = Meter()  # a page may be packed inside of its record
    others = number = 0
    with stored.open() as stream:
        try:
            for number, record in enumerate(ArchiveIterator(stream), start=1):
                if record.format != "warc":
                    raise UnreadableError("it is no WARC file, or an older ARC file")
                if _is_page(record):
                    meter.taken += record.length or 0
                    yield _page(f"{stored.source}:{number}", f"{stored.stem}-{number}", record, meter)
                else:
                    others += 1
        except ArchiveLoadFailed as error:
            raise UnreadableError(
                f"it is no WARC file, or damaged after record {number} ({error})"
            ) from error
    if others or not number:
        some = "1 record that is no page was" if others == 1 else f"{others} records that are no pages were"
        yield SkippedArticle(stored.source, f"{some} left out", is_failure=not number)


def _is_page(record: Any) -> bool:
    headers = record.http_headers
    if record.rec_type != "response" or headers is None or headers.get_statuscode() != "200":
        return False
    kind = headers.get_header("Content-Type") or ""
    return kind.partition(";")[0].strip().lower() in _PAGES


def _page(source: str, default_id: str, record: Any, meter: Meter) -> Record | SkippedArticle:
    data, stream = b"", record.content_stream()
    while len(data) <= MAX_PAGE and (piece := stream.read(MAX_PAGE)):  # it gives what it has at hand
        data += piece
    meter.give(len(data))
    if len(data) > MAX_PAGE:
        return SkippedArticle(source, "is larger than any page of one article")
    try:
        fields = page_fields(data)
    except UnreadableError as error:
        return SkippedArticle(source, str(error))
    crawled = record.rec_headers.get_header("WARC-Date")
    url = record.rec_headers.get_header("WARC-Target-URI")
    is_dated = "published" in fields or not crawled
    told = {"published": crawled, "url": url}
    fields = {name: value for name, value in told.items() if value} | fields
    return check_record(source, default_id, fields, None if is_dated else _CRAWLED)
