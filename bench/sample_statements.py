"""How precise the statements are, by hand: a random sample to read, and the figures of the filled sheet.

    python bench/sample_statements.py draw STATEMENTS.jsonl SHEET.tsv [-n 100] [--seed 1] [--per-language]
    python bench/sample_statements.py read SHEET.tsv

`draw` writes a sheet, tab-separated for spreadsheets or Markdown (SHEET.md), with a row a statement in random
order: the words before, its sentence with the evidence in [[double brackets]], what was read out of it, and
empty columns for verdicts. Languages have the share that they have among the statements, at least one row
each; with --per-language each has N rows. Words around the evidence are there where `articles.jsonl` beside
the statements tells of texts that are still where they were read. The same seed draws the same rows.

Verdicts are y or n; leave a cell empty where you cannot tell. An empty `all_right` is y where the three
before it are, and n where one of them is n. `read` prints the share of y with its Wilson 95 % interval:
overall and by field, by language, and by the family of the rule.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from scipy.stats import binomtest

from communique.errors import CommuniqueError
from communique.model import Article
from communique.pipeline import read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from communique.model import ArticleMetadata, Statement

CONTEXT = 300
"""Characters before the sentence that tell whom its pronouns mean."""
VERDICTS = ("speaker_right", "stance_right", "target_right", "all_right")
PARTS = VERDICTS[:3]
COLUMNS = (
    "number", "id", "article", "language", "before", "sentence", "speaker", "represents", "stance",
    "polarity", "negated", "modality", "target", "places", "venue", "date", "mode", "cue", "rule",
    "confidence", *VERDICTS, "note",
)  # fmt: skip
YES, NO = frozenset({"y", "yes", "1", "true"}), frozenset({"n", "no", "0", "false"})
FORMULA = re.compile(r"'?[=+@]|'?-(?!\d)")
"""A cell that begins so may be run by a spreadsheet; it is written with an apostrophe in front."""
Row = dict[str, str]


class Share(NamedTuple):
    """How many of some verdicts are y, with the bounds of the share's Wilson 95 % interval."""

    right: int
    judged: int
    low: float
    high: float


def draw_sample(
    statements: Sequence[Statement], size: int, seed: int, *, per_language: bool = False
) -> list[Statement]:
    """Return a random sample, stratified by language; fewer where there are not as many."""
    strata: dict[str, list[Statement]] = defaultdict(list)
    for statement in sorted(statements, key=lambda each: (each.article, each.start, each.end, each.id)):
        strata[statement.language].append(statement)
    drawn = random.Random(seed)
    sample: list[Statement] = []
    for language, found in sorted(strata.items()):
        share = size if per_language else _share(size, language, strata)
        sample += drawn.sample(found, min(share, len(found)))
    drawn.shuffle(sample)
    return sample


def _share(size: int, language: str, strata: Mapping[str, Sequence[Statement]]) -> int:
    """Return a language's part of a sample: largest remainders, at least one."""
    total = sum(map(len, strata.values()))
    exact = {each: size * len(found) / total for each, found in strata.items()}
    left = size - sum(map(int, exact.values()))
    by_remainder = sorted(exact, key=lambda each: (int(exact[each]) - exact[each], each))
    return max(1, int(exact[language]) + (language in by_remainder[:left]))


def rows_of(sample: Iterable[Statement], articles: Mapping[str, ArticleMetadata]) -> list[Row]:
    """Return the rows of a sheet, with empty verdicts."""
    rows = []
    for number, s in enumerate(sample, start=1):
        article = articles.get(s.article)
        context, before, after = "", "", ""
        if isinstance(article, Article):
            context = article.text[max(0, s.sentence_start - CONTEXT) : s.sentence_start]
            before = article.text[s.sentence_start : s.start]
            after = article.text[s.end : s.sentence_end]
        known = {name: getattr(s, name, None) for name in COLUMNS}
        known |= {
            "number": number,
            "before": context,
            "sentence": f"{before}[[{s.evidence}]]{after}",
            "places": ", ".join(s.places),
            "confidence": f"{s.confidence:.2f}",
            "negated": "negated" if s.negated else "",
        }
        rows.append(
            {name: " ".join(str(value if value is not None else "").split()) for name, value in known.items()}
        )
    return rows


def write_sheet(rows: Sequence[Row], path: Path) -> None:
    """Write a sheet, Markdown where the file's name ends with .md, else tab-separated."""
    if path.suffix == ".md":
        lines = [list(COLUMNS), ["---"] * len(COLUMNS), *([row[name] for name in COLUMNS] for row in rows)]
        text = "".join("| " + " | ".join(_escaped(cell) for cell in line) + " |\n" for line in lines)
    else:
        buffer = io.StringIO()
        writer = csv.DictWriter(buffer, COLUMNS, delimiter="\t", lineterminator="\n")
        writer.writeheader()
        for row in rows:
            writer.writerow({name: "'" * bool(FORMULA.match(cell)) + cell for name, cell in row.items()})
        text = buffer.getvalue()
    path.write_text(text, encoding="utf-8", newline="\n")


def _escaped(cell: str) -> str:
    return cell.replace("\\", "\\\\").replace("|", "\\|")


def read_sheet(path: Path) -> list[Row]:
    """Return the rows of a sheet, as `write_sheet` wrote it and a spreadsheet may have saved it again.

    Raises CommuniqueError for a sheet without the columns of verdicts.
    """
    text = path.read_text(encoding="utf-8-sig")
    if path.suffix == ".md":
        cells = [_cells(line) for line in text.split("\n") if line.startswith("|")]
        header, body = (cells[0], cells[2:]) if cells else ([], [])
        rows = [dict(zip(header, line, strict=False)) for line in body]
    else:
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter="\t")
        rows = [{name: _unquoted(cell or "") for name, cell in row.items() if name} for row in reader]
        header = list(reader.fieldnames or ())
    missing = [name for name in (*VERDICTS, "language", "rule") if name not in header]
    if missing:
        raise CommuniqueError(f"{path} is no sheet of `draw`: it lacks the columns {', '.join(missing)}")
    return rows


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell[1:]) else cell


def _cells(line: str) -> list[str]:
    parts = re.split(r"(?<!\\)((?:\\\\)*)\|", line.strip())
    joined = ["".join(pair) for pair in zip(parts[::2], [*parts[1::2], ""], strict=True)]
    return [re.sub(r"\\([\\|])", r"\1", cell).strip() for cell in joined[1:-1]]


def verdicts_of(row: Row) -> dict[str, bool | None]:
    """Return a row's verdicts, None where there is none; `all_right` follows from the others where it is
    empty.

    Raises CommuniqueError for a verdict that is neither y nor n.
    """
    verdicts = {name: _verdict(row, name) for name in VERDICTS}
    parts = [verdicts[name] for name in PARTS]
    if verdicts["all_right"] is None and (False in parts or None not in parts):
        verdicts["all_right"] = False not in parts
    return verdicts


def _verdict(row: Row, name: str) -> bool | None:
    value = (row.get(name) or "").strip().casefold()
    if value in YES | NO or not value:
        return value in YES if value else None
    raise CommuniqueError(f"row {row.get('number')}: {name} is {value!r}; write y, n or nothing")


def share_of(verdicts: Iterable[bool | None]) -> Share | None:
    """Return the share of y among the verdicts that were given; None where none was."""
    given = [verdict for verdict in verdicts if verdict is not None]
    if not given:
        return None
    interval = binomtest(sum(given), len(given)).proportion_ci(method="wilson")
    return Share(sum(given), len(given), float(interval.low), float(interval.high))


def precision_of(rows: Sequence[Row]) -> dict[str, Share]:
    """Return the precision by line of the report: each field, and all of them by language and rule family."""
    judged = [(row, verdicts_of(row)) for row in rows]
    groups: dict[str, list[bool | None]] = {
        name.replace("_", " "): [verdicts[name] for _, verdicts in judged] for name in VERDICTS
    }
    for column, key in (("language", str), ("rule", lambda rule: rule.split("/")[0])):
        for value in sorted({key(row[column]) for row in rows}):
            found = [verdicts["all_right"] for row, verdicts in judged if key(row[column]) == value]
            groups[f"all right, {column} {value}"] = found
    shares = {name: share_of(verdicts) for name, verdicts in groups.items()}
    return {name: share for name, share in shares.items() if share is not None}


def main() -> int:
    """Draw a sheet or read a filled one; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    draw = commands.add_parser("draw", help="write a sheet")
    draw.add_argument("statements", type=Path, metavar="STATEMENTS.jsonl")
    draw.add_argument("sheet", type=Path, metavar="SHEET")
    draw.add_argument("-n", "--size", type=int, default=100)
    draw.add_argument("--seed", type=int, default=1)
    draw.add_argument("--per-language", action="store_true", help="N rows of each language")
    read = commands.add_parser("read", help="print the figures of a filled sheet")
    read.add_argument("sheet", type=Path, metavar="SHEET")
    options = parser.parse_args()
    try:
        if options.command == "draw":
            if options.sheet.exists():
                parser.exit(2, f"{options.sheet} exists, maybe with verdicts in it; choose another name\n")
            statements, articles = read_statements(options.statements)
            sample = draw_sample(statements, options.size, options.seed, per_language=options.per_language)
            write_sheet(rows_of(sample, articles), options.sheet)
            print(f"{len(sample)} of {len(statements)} statements in {options.sheet}")
            return 0
        rows = read_sheet(options.sheet)
        for name, share in precision_of(rows).items():
            precision = f"{share.right / share.judged:.3f} [{share.low:.3f}, {share.high:.3f}]"
            print(f"{name:40} {precision}  {share.right} of {share.judged}")
    except (CommuniqueError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
