"""What the commands print: summaries, rows, statements, scores and faults, as Rich tables."""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from .graph.checking import Fault
    from .graph.sparql import QueryResult, Question
    from .model import Statement
    from .pipeline import BuildResult
    from .scoring import Score

TOP = 8
COLOURS = {-1: "red", 0: "yellow", 1: "green"}


def print_summary(result: BuildResult, console: Console) -> None:
    """Print what a build found and wrote, and where to look."""
    from .knowledge.stances import load_stances

    statements = result.extraction.statements
    actors = {s.speaker_id for s in statements} | {s.target_id for s in statements if s.target_id}
    languages = Counter(article.language for article in result.extraction.articles)
    spoken = ", ".join(f"{count} {code}" for code, count in sorted(languages.items(), key=str))
    console.print(
        f"\n[bold]{len(statements)}[/] statements by and about [bold]{len(actors)}[/] actors "
        f"in [bold]{len(result.extraction.articles)}[/] articles ({spoken}), {result.seconds:.1f} s\n",
        highlight=False,
    )
    labels = load_stances()
    positions = Counter((s.represents or s.speaker, s.stance, s.target) for s in statements if s.target)
    table = Table(title="Who says most about whom", title_justify="left", header_style="bold")
    for column, justify in (
        ("statements", "right"),
        ("who (or speaks for)", "left"),
        ("stance", "left"),
        ("whom", "left"),
    ):
        table.add_column(column, justify="right" if justify == "right" else "left")
    ranked = sorted(positions.items(), key=lambda item: (-item[1], [str(part) for part in item[0]]))
    for (actor, stance, target), count in ranked[:TOP]:
        colour = COLOURS[labels[stance].polarity]
        table.add_row(
            str(count), escape(actor), Text(labels[stance].label_en, style=colour), escape(str(target))
        )
    console.print(table)
    files = Table(header_style="bold")
    files.add_column("file")
    files.add_column("size", justify="right")
    files.add_column("what it is")
    for path in result.files:
        files.add_row(escape(str(path)), _size(path.stat().st_size), WHAT_IT_IS.get(path.name, ""))
    console.print(files)
    console.print(
        f"Open [bold]{escape(str(result.files[0]))}[/] in a browser, or ask: "
        f"communique query {escape(str(result.files[1]))} "
        "what-did-say-about -p actor=france -p target=russia",
        highlight=False,
        soft_wrap=True,
    )


WHAT_IT_IS: Mapping[str, str] = {
    "graph.html": "the graph to read in a browser, offline",
    "graph.ttl": "RDF, for SPARQL",
    "graph.graphml": "for NetworkX and Gephi",
    "statements.csv": "for spreadsheets",
    "statements.jsonl": "every statement with its evidence",
    "articles.jsonl": "what was read, without the texts",
    "report.json": "counts, warnings, what was skipped and why",
}


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} B"


def print_questions(questions: Iterable[Question], console: Console) -> None:
    """Print the ready-made questions with their parameters."""
    table = Table(header_style="bold", show_lines=True)
    for column in ("name", "question", "parameters"):
        table.add_column(column, overflow="fold")
    for question in questions:
        parameters = "\n".join(f"{p.name}={p.default or ''}" for p in question.parameters)
        table.add_row(question.name, escape(question.title), escape(parameters))
    console.print(table)


def print_rows(result: QueryResult, format_: str, console: Console) -> None:
    """Print the rows of a query as a table, CSV or JSON; unknown values are empty (JSON: null)."""
    if format_ == "json":
        rows = [dict(zip(result.columns, row, strict=True)) for row in result.rows]
        sys.stdout.write(json.dumps(rows, ensure_ascii=False, indent=1, default=str) + "\n")
    elif format_ == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(result.columns)
        writer.writerows([["" if value is None else value for value in row] for row in result.rows])
    else:
        table = Table(header_style="bold")
        for column in result.columns:
            table.add_column(column, overflow="fold")
        for row in result.rows:
            table.add_row(*(escape("" if value is None else str(value)) for value in row))
        console.print(table)
        console.print(f"{len(result.rows)} rows", highlight=False)


def print_statements(statements: Sequence[Statement], console: Console) -> None:
    """Print statements numbered as `communique show` marks them: who, stance, whom; what else is
    known; the rule.
    """
    from .knowledge.stances import load_stances

    labels = load_stances()
    for number, s in enumerate(statements, start=1):
        line = Text(f"{number:3d} ", style="bold cyan")
        line.append(s.speaker, style="bold")
        if s.represents and s.represents != s.speaker:
            line.append(f" (for {s.represents})")
        line.append(f" {labels[s.stance].label_en}", style=COLOURS[s.polarity])
        line.append(f" {s.target or '–'}", style="bold" if s.target else "")
        known = [
            s.date or "",
            f"about {', '.join(s.places)}" if s.places else "",
            f"in {s.venue}" if s.venue else "",
        ]
        known += ["negated" if s.negated else "", s.modality if s.modality != "actual" else "", s.mode]
        line.append(
            f"\n    {' · '.join(part for part in known if part)} · {s.rule} · {s.confidence:.2f}", style="dim"
        )
        console.print(line, soft_wrap=True)


def print_faults(faults: Sequence[Fault], statements: int, articles: int, console: Console) -> None:
    """Print what `communique check` found, each fault with its IRI and what to do."""
    for fault in faults:
        console.print(
            f"[red]fault[/] {escape(fault.iri)}: {escape(fault.message)}", highlight=False, soft_wrap=True
        )
        console.print(f"      {escape(fault.what_to_do)}", highlight=False, soft_wrap=True)
    if not faults:
        console.print(
            f"[green]sound[/]: {statements} statements, checked against {articles} articles", highlight=False
        )
    else:
        console.print(f"{len(faults)} faults", highlight=False)


def score_as_dict(score: Score) -> dict[str, Any]:
    """Return the figures of a score as plain data."""
    accuracies = {
        name: {
            "p": getattr(score, name).precision,
            "r": getattr(score, name).recall,
            "f1": getattr(score, name).f1,
        }
        for name in ("detect", "core", "full")
    }
    counts = {"gold": score.detect.gold, "predicted": score.detect.predicted}
    return {**counts, **accuracies, "fields": dict(score.fields)}


def print_score(
    score: Score,
    gold: Sequence[Mapping[str, Any]],
    predicted: Sequence[Mapping[str, Any]],
    console: Console,
    *,
    errors: bool = False,
) -> None:
    """Print accuracy, agreement by field, the stances most confused and, if asked, all disagreements."""
    figures = score_as_dict(score)
    for name in ("detect", "core", "full"):
        row = figures[name]
        console.print(f"{name:7s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}", highlight=False)
    console.print(
        f"gold {figures['gold']} predicted {figures['predicted']} fields {figures['fields']}",
        highlight=False,
        soft_wrap=True,
    )
    confused = sorted(
        ((n, pair) for pair, n in score.confusion.items() if pair[0] != pair[1]), key=lambda x: (-x[0], x[1])
    )
    if confused:
        table = Table(
            "times", "gold stance", "read as", title="Stances most often confused", title_justify="left"
        )
        for count, stances in confused[:TOP]:
            table.add_row(str(count), *stances)
        console.print(table)
    if not errors:
        return
    for pair in score.pairs:
        wrong = [name for name, agrees in pair.agrees.items() if not agrees]
        if wrong:
            wanted, found = gold[pair.gold], predicted[pair.predicted]
            differences = "; ".join(
                f"{name}: {found.get(name)!r}, gold {wanted.get(name)!r}" for name in wrong
            )
            _print_line("differs", wanted, differences, console)
    used_gold, used = {pair.gold for pair in score.pairs}, {pair.predicted for pair in score.pairs}
    for i, record in enumerate(gold):
        if i not in used_gold:
            _print_line(
                "missed", record, f"{record['speaker']} {record['stance']} {record.get('target')}", console
            )
    for j, record in enumerate(predicted):
        if j not in used:
            who, stance, target = (record.get(name) for name in ("speaker", "stance", "target"))
            _print_line("extra", record, f"{who} {stance} {target}", console)


def _print_line(kind: str, record: Mapping[str, Any], what: str, console: Console) -> None:
    evidence = " ".join(str(record.get("evidence") or "").split())[:110]
    console.print(Text(f"{kind:8s}{record['article']} {what} | {evidence}"), soft_wrap=True)
