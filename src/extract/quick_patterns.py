"""spaCy's French tokenizer without the two and a half seconds that its largest regular expression takes.

The expression joins 266 words and prefixes, each followed by the same few classes of a thousand letters, and
Python's compiler reads every one of these classes anew. With common endings written once it matches the same
strings and is compiled twenty times as fast.
"""

from __future__ import annotations

import re
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

WORTH_IT = 100_000
"""Characters of a pattern that takes noticeable time."""

_LARGE_CLASS = re.compile(r"\[[^\]]{200,}\]")
_lock = threading.RLock()


@contextmanager
def quick_patterns() -> Iterator[None]:
    """Let large alternations be compiled quickly inside the block, which is for one thread at a time."""
    original: Any = re.compile

    def compile_quickly(pattern: Any, flags: Any = 0) -> Any:
        is_large = isinstance(pattern, str) and len(pattern) >= WORTH_IT
        return original(with_common_endings(pattern) if is_large else pattern, flags)

    with _lock:
        re.compile = compile_quickly
        try:
            yield
        finally:
            re.compile = original


def with_common_endings(pattern: str) -> str:
    """Return an alternation "(?iu)(?:A)|(?:B)|..." that matches the same, what several end with written once.

    An alternative is cut at its first large class of letters; a pattern of another form comes back as it is.

    >>> letters = f"[{'abc' * 70}]"
    >>> len(with_common_endings(f"(?iu)(?:^x{letters}+$)|(?:^y{letters}*$)|(?:^z{letters}+$)"))
    457
    """
    start, flags = "(?iu)(?:", "(?iu)"
    if not pattern.startswith(start) or not pattern.endswith(")"):
        return pattern
    beginnings: dict[str, list[str]] = {}
    for alternative in pattern[len(start) : -1].split(")|(?:"):
        if not _is_closed(alternative):
            return pattern  # it was cut inside a group
        large = _LARGE_CLASS.search(alternative)
        cut = large.start() if large and _is_closed(alternative[: large.start()]) else len(alternative)
        beginnings.setdefault(alternative[cut:], []).append(alternative[:cut])
    return flags + "|".join(f"(?:(?:{'|'.join(each)}){ending})" for ending, each in beginnings.items())


def _is_closed(piece: str) -> bool:
    """Tell whether a piece of a pattern has all groups closed, and no alternatives but inside of them."""
    depth = 0
    for mark in re.findall(r"\\.|\[\^?\]?[^\]]*\]|[()|]", piece):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if depth < 0 or (mark == "|" and depth == 0):
            return False
    return depth == 0
