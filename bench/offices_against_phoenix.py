"""How the table of offices compares with the Phoenix actor dictionaries, which were made by others.

    python bench/offices_against_phoenix.py PHOENIX_DIR [--list] [--write-sources]

PHOENIX_DIR holds Phoenix.Countries.actors.txt and Phoenix.International.actors.txt (Open Event Data
Alliance, MIT License). They end in January 2014 and say GOV for every member of a government. They tell no
roles, save that only heads, foreign ministers and high officials are dated to days within a month: other
ministers come from monthly lists, which begin in January 2003.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from communique.errors import KnowledgeError
from communique.knowledge.actors import load_actors
from communique.knowledge.offices import date_range, load_offices
from communique.knowledge.tables import read_table, strip_accents

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from communique.model import Office

COUNTRIES, INTERNATIONAL = "Phoenix.Countries.actors.txt", "Phoenix.International.actors.txt"
SOURCES = {COUNTRIES: "Phoenix.Countries 2014 (CountryInfo)", INTERNATIONAL: "Phoenix.International"}
OTHERWISE = "public record"
OFFICES = Path(__file__).parent.parent / "src" / "knowledge" / "data" / "offices.tsv"
ENDS = date(2014, 1, 30)
"""When Phoenix.Countries was made."""
SINCE = date(2000, 1, 1)
LISTS_BEGIN = date(2003, 1, 1)
"""A span that starts on this day may have started long before."""
GAP = 0.2
"""Years between two spans that count as one: the monthly lists leave out months."""
OTHER_CODES = {"XK": "KSV", "TL": "TMP", "MR": "MUS"}
"""Codes that are not ISO 3166-1 alpha-3; the one of Mauritius stands for Mauritania as well."""

_CODE = re.compile(r"\[([A-Z]{3,})(?:\s+([<>]?)(\d{6}|\d{8})(?:-(\d{6}|\d{8}))?)?\s*\]")
_NAME = re.compile(r"\+?([^\[#\t]+)")


@dataclass(frozen=True, slots=True)
class Span:
    """A dated code of a person: `state` is its first three letters, `role` the rest."""

    state: str
    role: str
    start: date
    end: date
    file: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Somebody in Phoenix: the `name_key` of every name of two words or more, and the dated codes."""

    keys: tuple[str, ...]
    spans: tuple[Span, ...]


def main() -> None:
    """Print the figures; list the differences, write the column `source` if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("phoenix", type=Path, metavar="PHOENIX_DIR")
    parser.add_argument("--list", action="store_true", help="list what differs and who is lacking")
    parser.add_argument(
        "--write-sources", action="store_true", help="fill the column `source` of offices.tsv"
    )
    options = parser.parse_args()
    entries = read_phoenix(options.phoenix)
    by_key: dict[str, list[Entry]] = {}
    for entry in entries:
        for key in entry.keys:
            by_key.setdefault(key, []).append(entry)
    ours = _our_keys()
    codes = _state_codes()
    found = {
        person: tuple(span for key in sorted(keys) for entry in by_key.get(key, ()) for span in entry.spans)
        for person, keys in ours.items()
    }
    outcomes = {office: compare(office, found[office.person], codes) for office in load_offices()}
    counts = Counter(outcomes.values())
    known = [person for person, keys in ours.items() if not keys.isdisjoint(by_key)]
    lacking = list(_lacking(entries, ours, codes))
    print(f"people {len(ours)}, found in Phoenix {len(known)}")
    print(f"offices {len(outcomes)}: " + ", ".join(f"{what} {counts[what]}" for what in sorted(counts)))
    print(f"exactly dated in a government since {SINCE.year}, but not among our people: {len(lacking)}")
    if options.list:
        for office, outcome in outcomes.items():
            if outcome == "differs":
                theirs = [s for s in found[office.person] if s.state == codes.get(office.represents)]
                spans_text = "; ".join(f"{s.role} {s.start}..{s.end}" for s in theirs)
                print(f"differs\t{office.represents}\t{office.person}\t{office.role}", end="\t")
                print(f"{office.start or '?'}..{office.end or ''}\tPhoenix: {spans_text}")
        for line in lacking:
            print(f"lacking\t{line}")
    if options.write_sources:
        print(f"sources changed: {write_sources(OFFICES, found, codes)}")


def read_phoenix(folder: Path) -> tuple[Entry, ...]:
    """Return everybody with a name of two words or more; raises KnowledgeError if a file is missing."""
    entries = []
    for name in (COUNTRIES, INTERNATIONAL):
        if not (folder / name).is_file():
            raise KnowledgeError(f"{folder} holds no {name}: give the folder with the Phoenix dictionaries")
        with (folder / name).open(encoding="utf-8", errors="replace") as lines:
            for names, codes in _entries(lines):
                keys = tuple(dict.fromkeys(name_key(each) for each in names if _is_full(each)))
                spans = tuple(dict.fromkeys(span for code in codes if (span := _span(code, name))))
                if keys:
                    entries.append(Entry(keys, spans))
    return tuple(entries)


def name_key(name: str) -> str:
    """Return the letters of a name alone, since hyphens and particles are written in several ways.

    >>> name_key("AHMED_ABOUL_GHEIT_") == name_key("Ahmed Aboul-Gheit")
    True
    """
    return re.sub(r"[^a-z]", "", strip_accents(name).casefold())


def compare(office: Office, spans: Iterable[Span], codes: Mapping[str, str]) -> str:
    """Return how an office stands to the spans of its holder.

    "same": both ends within a year of those of a span; "inside" one that holds several offices; "differs":
    overlaps one; "silent": Phoenix knows the person, but in no government then; "later" than Phoenix;
    "unknown": no dated code of the person for the state or for an international organisation.
    """
    mine = [s for s in spans if _speaks_for(s, office, codes) and ("GOV" in s.role or s.state == "IGO")]
    if not mine:
        return "unknown"
    starts, ends = _limits(office)
    if starts[0] >= ENDS:
        return "later"
    outcome = "silent"
    for span in _joined(mine):
        if _near(starts, span.start) and _near(ends, span.end):
            return "same"
        if _years(span.start, starts[1]) >= -1 and _years(ends[0], span.end) >= -1:
            outcome = "inside"
        elif _overlap(office, span) and outcome == "silent":
            outcome = "differs"
    return outcome


def write_sources(table: Path, found: Mapping[str, tuple[Span, ...]], codes: Mapping[str, str]) -> int:
    """Write into each row of offices.tsv which source knows the holder then; return how many changed."""
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = iter(load_offices())
    changed = 0
    for number, line in enumerate(lines):
        cells = line.split("\t")
        if line.startswith("#") or cells[0] == "person":
            continue
        office = next(rows)
        files = {
            s.file for s in found[office.person] if _speaks_for(s, office, codes) and _overlap(office, s)
        }
        source = next((SOURCES[name] for name in SOURCES if name in files), OTHERWISE)
        changed += cells[-1] != source
        lines[number] = "\t".join([*cells[:-1], source])
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return changed


def _entries(lines: Iterable[str]) -> Iterator[tuple[list[str], list[tuple[str, ...]]]]:
    """Yield the names and codes of each entry: a line that is not indented and has no "+" begins one."""
    names: list[str] = []
    codes: list[tuple[str, ...]] = []
    for line in lines:
        text = line.split("#")[0].rstrip()
        if not text.strip():
            continue
        if not text[0].isspace() and text[0] != "+":
            yield names, codes
            names, codes = [], []
        name = _NAME.match(text) if not text[0].isspace() else None
        if name:
            names.append(name.group(1).strip(" _"))
        codes.extend(_CODE.findall(text))
    yield names, codes


def _span(code: tuple[str, ...], file: str) -> Span | None:
    letters, sign, first, last = code
    state, role = letters[:3], letters[3:]
    if not first or (state != "IGO" and not role.startswith(("GOV", "ELI"))):
        return None
    try:
        start = date.min if sign == "<" else _day(first)
        end = date.max if sign == ">" else _day(last or first)
    except ValueError:
        return None  # some months of the file have 31 days too many
    return Span(state, role, start, end, file)


def _day(digits: str) -> date:
    """Return the day of "160211" or "18990211"; a year of two digits is none after that of the file."""
    if len(digits) == 6:
        digits = ("20" if int(digits[:2]) <= ENDS.year % 100 else "19") + digits
    return date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))


def _our_keys() -> dict[str, frozenset[str]]:
    columns = ("aliases_en", "aliases_fr")
    return {
        row.text("id"): frozenset(
            name_key(name)
            for name in (
                row.text("name"),
                row.optional("name_fr"),
                *(n for c in columns for n in row.several(c)),
            )
            if name and " " in name
        )
        for row in read_table("people.tsv")
    }


def _state_codes() -> dict[str, str]:
    rows = read_table("states.tsv")
    return {row.text("id"): OTHER_CODES.get(row.text("iso2"), row.optional("iso3") or "") for row in rows}


def _speaks_for(span: Span, office: Office, codes: Mapping[str, str]) -> bool:
    state = load_actors()[office.represents].represents or office.represents
    return span.state == codes.get(state, "IGO")


def _limits(office: Office) -> tuple[tuple[date, date], tuple[date, date]]:
    far = (date.max, date.max)
    return date_range(office.start or "0001"), date_range(office.end) if office.end else far


def _overlap(office: Office, span: Span) -> bool:
    starts, ends = _limits(office)
    return starts[0] <= span.end and span.start <= ends[1] and starts[0] <= ENDS


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans, also joined where they follow each other; the first list opens backwards."""
    opened = [replace(s, start=date.min) if s.start == LISTS_BEGIN else s for s in spans]
    chains: list[Span] = []
    for span in sorted(opened, key=lambda s: (s.start, s.end)):
        if chains and _years(chains[-1].end, span.start) <= GAP:
            chains[-1] = replace(chains[-1], end=max(chains[-1].end, span.end))
        else:
            chains.append(span)
    return tuple(dict.fromkeys([*opened, *chains]))


def _near(limits: tuple[date, date], day: date) -> bool:
    """Tell whether a day is within a year of an EDTF date; open ends are near each other."""
    if day == date.max or limits[1] >= ENDS:
        return _years(day, ENDS) <= 1 and _years(limits[1], ENDS) <= 1
    return day == date.min or (_years(limits[0], day) >= -1 and _years(day, limits[1]) >= -1)


def _years(earlier: date, later: date) -> float:
    return (min(later, ENDS) - min(earlier, ENDS)).days / 365.25


def _lacking(
    entries: Iterable[Entry], ours: Mapping[str, frozenset[str]], codes: Mapping[str, str]
) -> Iterator[str]:
    """Yield names and spans of those dated to the day whom our people do not know by any name."""
    known = {key for keys in ours.values() for key in keys}
    states = {code: state for state, code in codes.items() if code}
    for entry in entries:
        exact = [s for s in entry.spans if s.role == "GOV" and s.end >= SINCE and _is_exact(s)]
        if exact and exact[0].state in states and known.isdisjoint(entry.keys):
            spans = "; ".join(f"{s.start}..{s.end}" for s in exact)
            yield f"{states[exact[0].state]}\t{entry.keys[0]}\t{spans}"


def _is_full(name: str) -> bool:
    return len(re.findall(r"[^\W\d]{2,}", name.replace("_", " "))) > 1


def _is_exact(span: Span) -> bool:
    """Tell whether both dates are more than the month of a yearly list of ministers."""
    exact_start = span.start.day != 1
    exact_end = span.end == date.max or span.end.day < 28
    return exact_start and exact_end


if __name__ == "__main__":
    main()
