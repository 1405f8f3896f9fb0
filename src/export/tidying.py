"""Makes text from the web fit to be shown: nothing unseen, no address but of the web, dates that sort."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


def tidy(text: str) -> str:
    """Return `text` without control characters, direction overrides and halves of characters.

    >>> tidy("a\\u202eb\\0c")
    'abc'
    """
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


def date_bounds(date: str | None) -> tuple[str, str] | None:
    """Return the first and the last day that an EDTF date may mean, as text that sorts; None if unknown.

    >>> date_bounds("2016-09"), date_bounds("2016-09-21/2016-10")
    (('2016-09-01', '2016-09-31'), ('2016-09-21', '2016-10-31'))
    """
    found = [_EDTF_DAY.match(part) for part in (date or "").split("/")]
    days = [match.groups() for match in found if match]
    if not days:
        return None
    (year, month, day), (last_year, last_month, last_day) = days[0], days[-1]
    if month and int(month) > 12:  # a season
        month = day = None
    if last_month and int(last_month) > 12:
        last_month = last_day = None
    return f"{year}-{month or '01'}-{day or '01'}", f"{last_year}-{last_month or '12'}-{last_day or '31'}"
