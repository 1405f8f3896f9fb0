"""A corrections file -> records. Everything that is wrong with a file is told at once, with its line."""

from __future__ import annotations

import codecs
import re
import tomllib
from typing import TYPE_CHECKING, Any

from ..errors import KnowledgeError
from .entries import Entry, nearest
from .records import Corrections, Place
from .sorts import ENTRIES

if TYPE_CHECKING:
    from pathlib import Path

TOLD_PROBLEMS = 20
"""Problems that an error lists; the rest is counted."""
ADVICE = "Give --corrections a TOML file; `communique show ARTICLE --correct N` prints a first entry for it."

_HEADERS = re.compile(
    r'"""(?:\\.|[^\\])*?"""|'
    r"'''.*?'''|"
    r'"(?:\\.|[^"\\\n])*"|'
    r"'[^'\n]*'|"
    r"#[^\n]*|"
    r"^[ \t]*\[\[[ \t]*(?P<table>[A-Za-z]+)[ \t]*\]\]",
    re.MULTILINE | re.DOTALL,
)
"""Where tables begin. Strings and comments are matched to be passed over."""


def read_corrections(path: Path) -> Corrections:
    """Return the corrections of a file; give them to `pipeline.build` or `apply_corrections`.

    Raises KnowledgeError for a file that cannot be read, and one that lists every problem of a malformed one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(f"{path} cannot be read: {error.strerror}. {ADVICE}") from error
    text = _decode(path, data)
    try:
        document = tomllib.loads(text)
    except RecursionError:
        raise KnowledgeError(f"{path} is nested too deeply to be corrections. {ADVICE}") from None
    except ValueError as error:  # also what int() says of a number with thousands of digits
        raise KnowledgeError(f"{path} is no TOML: {error}") from error
    problems: list[str] = []
    found: dict[str, list[Any]] = {name: [] for name in ENTRIES}
    lines = _lines_of_tables(text, document)
    for name, tables in document.items():
        if name not in ENTRIES:
            problems.append(_unknown_table(name))
        elif not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
            problems.append(f"[{name}] must be [[{name}]], with double brackets, once for each correction")
        else:
            for number, table in enumerate(tables, start=1):
                line = lines[name][number - 1] if name in lines else None
                found[name].append(ENTRIES[name](Entry(Place(name, number, line), table, problems)))
    if problems:
        raise KnowledgeError(tell_problems(path, problems))
    return Corrections(path, data, **{name: tuple(records) for name, records in found.items()})


def tell_problems(path: Path, problems: list[str]) -> str:
    """Return the message that names a file and its problems, the first ones in full."""
    shown = "".join(f"\n  {problem}" for problem in problems[:TOLD_PROBLEMS])
    more = len(problems) - TOLD_PROBLEMS
    rest = f"\n  and {more} more" if more > 0 else ""
    count = "this" if len(problems) == 1 else f"these {len(problems)} things"
    return f"{path} cannot be used; mend {count}:{shown}{rest}"


def _decode(path: Path, data: bytes) -> str:
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))  # a Windows shell's > writes so
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{path}, line {line}: not UTF-8 text; save the file as UTF-8") from error
    if "\0" in text:
        raise KnowledgeError(f"{path} is no text. {ADVICE}")
    return text


def _lines_of_tables(text: str, document: dict[str, Any]) -> dict[str, list[int]]:
    """Return the lines on which the tables of each name begin, as far as all of them are found."""
    lines: dict[str, list[int]] = {}
    line, last = 1, 0
    for match in _HEADERS.finditer(text):
        if match["table"]:
            line += text.count("\n", last, match.end())
            last = match.end()
            lines.setdefault(match["table"], []).append(line)
    return {
        name: found
        for name, found in lines.items()
        if isinstance(document.get(name), list) and len(document[name]) == len(found)
    }


def _unknown_table(name: str) -> str:
    meant = nearest(name, ENTRIES)
    hint = f"did you mean [[{meant}]]?" if meant else f"known are {', '.join(ENTRIES)}"
    return f"{name!r} is no sort of correction; {hint}"
