"""Makes text from the web fit to be shown: nothing unseen, and no address but of the web."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_PLAIN = re.compile("[\t\n -~\xa0-\u024f]*")  # most texts: nothing to look for
_SURROGATES = re.compile("[\ud800-\udfff]")


def tidy(text: str) -> str:
    """Return `text` without control characters, direction overrides and halves of characters.

    >>> tidy("a\\u202eb\\0c")
    'abc'
    """
    if _PLAIN.fullmatch(text):
        return text
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text))


def safe_url(url: str | None) -> str | None:
    """Return a web address that may stand in a link, else None.

    >>> safe_url("javascript:alert(1)") is None
    True
    """
    url = tidy(url or "").strip()
    if re.search(r"[\s\"'<>\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None
