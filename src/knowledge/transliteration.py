"""One key for the spellings that newspapers of two languages give a foreign name: Sergueï, Sergei."""

from __future__ import annotations

import re
import tomllib
from functools import cache, lru_cache

from .spelling import fold_word
from .tables import data_file


@lru_cache(maxsize=65536)
def transliteration_key(word: str, language: str) -> str:
    """Return what one word of a name is compared by, as written in a text of `language` ("en", "fr").

    Words that sound alike have equal keys; names that differ in a vowel that is heard (Hassan, Hussein;
    Petrov, Petrova) keep different ones. The rules are `data/transliteration.toml`.

    >>> transliteration_key("Choïgou", "fr") == transliteration_key("Shoigu", "en")
    True
    >>> transliteration_key("Hassan", "en") == transliteration_key("Hussein", "en")
    False
    """
    key = fold_word(word)
    for pattern, replacement, only in _rules():
        if only in (None, language):
            key = pattern.sub(replacement, key)
    return key


@cache
def _rules() -> tuple[tuple[re.Pattern[str], str, str | None], ...]:
    table = tomllib.loads(data_file("transliteration.toml").read_text("utf-8"))["rule"]
    return tuple((re.compile(rule["find"]), rule["write"], rule.get("language")) for rule in table)
