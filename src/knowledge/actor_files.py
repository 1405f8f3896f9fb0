"""Users' own actors, as files: a table with a header line, or a dictionary of the event-coding field.

A table is separated by tabs (or semicolons or commas, as spreadsheets save it). Only `name` and `kind` are
needed:

    name	kind	represents	aliases	surname	start	end
    Ministry of Ice	organisation	Freedonia	Ice Ministry|Ministère de la Glace
    Rufus Firefly	person	Freedonia		Firefly	2015-03	2017

`id, name_fr, aliases_en, aliases_fr, demonyms, capital, role, gender, wikidata` may stand there too, and
`state` for `represents`: so the columns of our own people.tsv are understood. "|" separates several values,
"#" begins a comment line, an empty cell means unknown. Several rows of one name are one actor.
"""

from __future__ import annotations

import csv
import hashlib
from typing import TYPE_CHECKING, Literal, cast

from ..errors import KnowledgeError
from ..model import ActorKind
from .actor_dictionary import is_dictionary, read_dictionary
from .actor_entries import ActorEntry, ActorFile, Affiliation, Problem
from .offices import date_range
from .spelling import fold_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

ADVICE = (
    "Give a table whose first line names its columns, at least name and kind (state, person, organisation, "
    "armed_group, group or unknown), or a dictionary like Phoenix.Countries.actors.txt."
)
COLUMNS = frozenset(
    {
        "id",
        "name",
        "name_fr",
        "kind",
        "represents",
        "state",
        "aliases",
        "aliases_en",
        "aliases_fr",
        "surname",
        "demonyms",
        "capital",
        "start",
        "end",
        "role",
        "gender",
        "wikidata",
    }
)
_KINDS = {
    **{kind.value: kind for kind in ActorKind},
    "organization": ActorKind.ORGANISATION,
    "company": ActorKind.ORGANISATION,
    "country": ActorKind.STATE,
    "armed group": ActorKind.ARMED_GROUP,
}


def read_actor_file(path: Path) -> ActorFile:
    """Return the actors of one file, and the lines that could not be used.

    Raises KnowledgeError if the file cannot be read, or if there is no actor in it.
    """
    file = ActorFile(path)
    lines = _decode(path, file).splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith("#")), "")
    header = _header(first)
    if "name" in header and ("kind" in header or {"state", "surname"} <= set(header)):
        _read_rows(lines, file)
    elif is_dictionary(lines):
        read_dictionary(lines, file)
    else:
        raise KnowledgeError(
            f"{path} is no table of actors: its first line has no columns name and kind. {ADVICE}"
        )
    if not file.entries:
        reasons = "".join(f"\n  {problem}" for problem in file.problems[:3])
        raise KnowledgeError(f"{path} holds no actor that can be used.{reasons}\n{ADVICE}")
    return file


def _decode(path: Path, file: ActorFile) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise KnowledgeError(
            f"{path} cannot be read: {error.strerror}. Give an existing file to --actors."
        ) from error
    file.digest = hashlib.sha256(data).hexdigest()
    if b"\0" in data:
        raise KnowledgeError(f"{path} is no text. {ADVICE}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        file.problems.append(Problem(str(path), line, "is not UTF-8; the file was read as Windows-1252"))
        return data.decode("cp1252", "replace")


def _delimiter(line: str) -> str:
    return next((mark for mark in "\t;," if mark in line), "\t")


def _header(line: str) -> list[str]:
    return [column.casefold() for column in _cells(line, _delimiter(line))]


def _cells(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line; a table with tabs has no quotation marks around cells."""
    if delimiter == "\t":
        return [cell.strip() for cell in line.split("\t")]
    return [cell.strip() for cell in next(csv.reader([line], delimiter=delimiter), [])]


def _read_rows(lines: Sequence[str], file: ActorFile) -> None:
    numbered = [(n, line) for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("#")]
    delimiter = _delimiter(numbered[0][1])
    header = _header(numbered[0][1])
    unknown = [column for column in header if column and column not in COLUMNS]
    if unknown:
        why = f"the column {unknown[0]!r} is not known and left out; known are {', '.join(sorted(COLUMNS))}"
        file.problems.append(Problem(str(file.path), numbered[0][0], why))
    for number, line in numbered[1:]:
        cells = _cells(line, delimiter)
        if len(cells) > len(header) and any(cells[len(header) :]):
            why = f"{len(cells)} cells, but the header has {len(header)}"
            file.problems.append(Problem(str(file.path), number, why))
            continue
        row = dict(zip(header, cells, strict=False))
        try:
            file.entries.append(_entry(row, str(file.path), number, has_kinds="kind" in header))
        except ValueError as error:
            file.problems.append(Problem(str(file.path), number, str(error)))


def _entry(row: dict[str, str], file: str, line: int, *, has_kinds: bool) -> ActorEntry:
    """Return the actor of a row; raises ValueError with the reason if it is malformed."""
    name = row.get("name", "")
    if not fold_name(name):
        raise ValueError("the name is empty")
    kind = row.get("kind", "").casefold() if has_kinds else ActorKind.PERSON.value
    if kind not in _KINDS:
        known = ", ".join(each.value for each in ActorKind)
        raise ValueError(f"the kind {kind!r} is not one of {known}")
    gender = row.get("gender") or None
    if gender not in (None, "f", "m"):
        raise ValueError(f"the gender must be f, m or empty, not {gender!r}")
    columns = ("aliases", "aliases_en", "name_fr", "aliases_fr")
    return ActorEntry(
        file=file,
        line=line,
        names=[name, *(alias for column in columns for alias in _several(row, column))],
        kind=_KINDS[kind],
        affiliations=list(_affiliations(row)),
        surnames=tuple(_several(row, "surname")),
        demonyms=tuple(_several(row, "demonyms")),
        capitals=tuple(_several(row, "capital")),
        id=row.get("id") or None,
        name_fr=row.get("name_fr") or None,
        gender=cast("Literal['f', 'm'] | None", gender),
        wikidata=row.get("wikidata") or None,
    )


def _several(row: dict[str, str], column: str) -> Iterator[str]:
    """Yield the values of a cell; what holds no letter or digit names nobody."""
    yield from (part.strip() for part in row.get(column, "").split("|") if fold_name(part))


def _affiliations(row: dict[str, str]) -> Iterator[Affiliation]:
    represents = row.get("represents") or row.get("state")
    start, end = row.get("start") or None, row.get("end") or None
    for day in (start, end):
        if day is not None:
            date_range(day)
    if start is not None and end is not None and date_range(end)[1] < date_range(start)[0]:
        raise ValueError(f"it ends ({end}) before it starts ({start})")
    if not represents and (start or end):
        raise ValueError("start and end tell how long somebody is represented, but represents is empty")
    if represents:
        yield Affiliation(represents, start, end, row.get("role") or "member")
