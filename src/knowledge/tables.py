"""How the tables in `data/` are read: rows that know their file and line, cells that hold several values."""

from __future__ import annotations

import csv
import re
import unicodedata
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from ..errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from importlib.resources.abc import Traversable

# Letters that NFKD does not take apart.
_PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"}
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table."""

    file: str
    line: int
    cells: Mapping[str, str]

    def text(self, column: str) -> str:
        """Return the value of a column that must not be empty."""
        value = self.optional(column)
        if value is None:
            raise self.error(f"column {column!r} is empty")
        return value

    def optional(self, column: str) -> str | None:
        """Return the value of a column, None where it is unknown."""
        return self._cell(column) or None

    def several(self, column: str) -> tuple[str, ...]:
        """Return the values of a column that holds any number of them, separated by "|"."""
        return tuple(part.strip() for part in self._cell(column).split("|") if part.strip())

    def number(self, column: str) -> float | None:
        """Return the number of a column, None where it is unknown."""
        value = self.optional(column)
        try:
            return None if value is None else float(value)
        except ValueError:
            raise self.error(f"{value!r} in column {column!r} is no number") from None

    def error(self, what: str) -> KnowledgeError:
        """Return the error that names this row."""
        return KnowledgeError(f"{self.file}, line {self.line}: {what}")

    def _cell(self, column: str) -> str:
        try:
            return self.cells[column].strip()
        except KeyError:
            raise self.error(f"there is no column {column!r}") from None


def data_file(name: str) -> Traversable:
    """Return a file of the packaged tables.

    >>> data_file("states.tsv").is_file()
    True
    """
    return files(__package__) / "data" / name


def read_table(name: str) -> tuple[Row, ...]:
    """Return the rows of a packaged table, comments left out; raises KnowledgeError if one is malformed."""
    with data_file(name).open(encoding="utf-8") as file:
        return tuple(parse_table(file, name))


def parse_table(lines: Iterable[str], name: str) -> Iterator[Row]:
    """Yield the rows of a tab-separated table whose first line, comments aside, names its columns."""
    numbered = [
        (n, line) for n, line in enumerate(lines, start=1) if line.strip() and not line.startswith("#")
    ]
    reader = csv.reader((line for _, line in numbered), dialect="excel-tab", quoting=csv.QUOTE_NONE)
    header: list[str] | None = None
    for (number, _), cells in zip(numbered, reader, strict=True):
        if header is None:
            header = cells
        elif len(cells) != len(header):
            raise KnowledgeError(
                f"{name}, line {number}: {len(cells)} cells, but the header has {len(header)}"
            )
        else:
            yield Row(name, number, dict(zip(header, cells, strict=True)))


def strip_accents(text: str) -> str:
    """Return the text as writers without accents at hand spell it.

    >>> strip_accents("Recep Tayyip Erdoğan, Beata Szydło, États-Unis")
    'Recep Tayyip Erdogan, Beata Szydlo, Etats-Unis'
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text.translate(_PLAIN))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def make_slug(name: str) -> str:
    """Return the id of a name: ASCII letters, digits and hyphens.

    >>> make_slug("Côte d'Ivoire"), make_slug("U.S.-led coalition"), make_slug("OPEC+")
    ('cote-divoire', 'us-led-coalition', 'opec-plus')
    """
    if name.isascii() and name.isalpha():  # most of 40,000 names of cities
        return name.lower()
    plain = re.sub(r"['’‘ʿʾ.]", "", strip_accents(name)).casefold().replace("+", " plus ")
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
