"""What the commands print: summaries, problems, rows, marked articles, faults (scores: `score_report`)."""

from __future__ import annotations

import csv
import json
import shlex
import sys
from collections import Counter
from typing import TYPE_CHECKING

from rich.markup import escape
from rich.table import Table
from rich.text import Text

from .errors import CommuniqueError
from .plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import Console

    from .corrections.records import Corrected
    from .extract.formats import SkippedArticle
    from .extraction import Extraction, Written
    from .graph.sparql import Question
    from .graph.sparql import Table as Answer
    from .model import Article, Statement
    from .pipeline import BuildResult, Checked

TOP = 8
TOLD_CORRECTIONS = 20
"""Warnings about corrections that are printed; the report has all of them."""


def print_summary(result: BuildResult, console: Console) -> None:
    """Print what a build found and wrote, and where to look."""
    from .export.marking import COLOURS
    from .knowledge.stances import load_stances

    statements = result.merged.statements
    utterances = len(set(result.merged.utterance_of.values()))
    languages = Counter(article.language for article in result.extraction.articles)
    spoken = ", ".join(f"{count} {code}" for code, count in sorted(languages.items(), key=str))
    console.print(
        f"\n{_bold(len(statements), 'statement')} of {_bold(utterances, 'utterance')} "
        f"by and about {_bold(len(result.merged.actors), 'actor')} "
        f"in {_bold(len(result.extraction.articles), 'article')} ({spoken}), {result.seconds:.1f} s\n",
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
        f"communique query {escape(str(result.files[1]))} {escape(_question(statements))}",
        highlight=False,
        soft_wrap=True,
    )


def _bold(count: int, noun: str) -> str:
    """Return a count in bold with its noun."""
    return counted(count, noun).replace(str(count), f"[bold]{count}[/]", 1)


def _question(statements: Sequence[Statement]) -> str:
    """Return a question that has an answer: who says most about whom."""
    pairs = Counter((s.represents_id or s.speaker_id, s.target_id) for s in statements if s.target_id)
    if not pairs:
        return "counts-by-stance"
    actor, target = min(pairs, key=lambda pair: (-pairs[pair], str(pair)))
    return shlex.join(["what-did-say-about", "--actor", actor, "--target", str(target)])


WHAT_IT_IS: Mapping[str, str] = {
    "graph.html": "the graph to read in a browser, offline",
    "graph.ttl": "RDF, for SPARQL",
    "graph.graphml": "for NetworkX, Cytoscape, igraph",
    "graph.gexf": "for Gephi",
    "statements.csv": "for spreadsheets",
    "statements.jsonl": "every statement with its evidence",
    "articles.jsonl": "what was read, without the texts",
    "corrections.toml": "the corrections that were replayed",
    "report.json": "counts, warnings, what was skipped and why",
}


def _size(size: int) -> str:
    return f"{size / 1000:,.0f} kB" if size >= 1000 else f"{size} B"


def print_problems(extraction: Extraction[Article] | Written, console: Console, *, quiet: bool) -> None:
    """Print what was skipped and, unless `quiet`, what was odd."""
    tell_skipped(extraction.skipped, console)
    if quiet:
        return
    if extraction.corrected is not None:
        print_corrected(extraction.corrected, console)
    tell_warnings(extraction.warnings, console)


def tell_skipped(skipped: Iterable[SkippedArticle], console: Console) -> None:
    """Print what was skipped, and why."""
    for item in skipped:
        told = escape(f"{item.source}: {item.reason}")
        colour = "red" if item.is_failure else "yellow"
        console.print(f"[{colour}]skipped[/] {told}", highlight=False, soft_wrap=True)


def tell_warnings(warnings: Iterable[tuple[str, str]], console: Console) -> None:
    """Print what was odd about articles, each with its source."""
    for source, warning in warnings:
        told = escape(f"{source}: {warning}")
        console.print(f"[yellow]warning[/] {told}", highlight=False, soft_wrap=True)


def print_known(known: int, console: Console) -> None:
    """Print how many articles were read by an earlier run, if any were."""
    if known:
        told = f"{counted(known, 'article')} read by an earlier run; --fresh reads all anew"
        console.print(told, highlight=False, soft_wrap=True)


def print_counts(extraction: Extraction[Article], console: Console) -> None:
    """Print each article with the number of its statements."""
    counts = Counter(statement.article for statement in extraction.statements)
    for article in extraction.articles:
        tell_count(article, counts[article.id], console)


def tell_count(article: Article, statements: int, console: Console) -> None:
    """Print the number of an article's statements."""
    told = f"{escape(str(article.source))}: {counted(statements, 'statement')}"
    console.print(told, highlight=False, soft_wrap=True)


def print_corrected(corrected: Corrected, console: Console) -> None:
    """Print how many corrections made a difference; which fitted nothing or changed nothing, with what may be
    meant; and what else was odd about them. The first ones are printed, the rest is counted.
    """
    used = sum(each.is_used for each in corrected.outcomes)
    console.print(f"corrections: {used} of {len(corrected.outcomes)} made a difference", highlight=False)
    told = [f"unused correction: {each.at}: {each.why}" for each in corrected.unused]
    told += [f"correction without effect: {each.at}: {each.why}" for each in corrected.idle]
    # some work, and have something to tell all the same
    told += [f"{each.at}: {each.why}" for each in corrected.outcomes if each.is_used and each.why]
    told += corrected.warnings
    for line in told[:TOLD_CORRECTIONS]:
        console.print(f"[yellow]warning[/] {escape(_visible(line))}", highlight=False, soft_wrap=True)
    if len(told) > TOLD_CORRECTIONS:
        more = (
            f"and {len(told) - TOLD_CORRECTIONS} more; `communique build` lists them all in its report.json"
        )
        console.print(f"[yellow]warning[/] {more}", highlight=False, soft_wrap=True)


def _visible(text: str) -> str:
    from .export.marking import CONTROLS

    return CONTROLS.sub("", text)


def print_stubs(statements: Sequence[Statement], numbers: Iterable[int]) -> None:
    """Print entries for a corrections file: those of all statements of some passages, by number.

    Raises CommuniqueError for a number that no passage has.
    """
    from .corrections.stubs import write_stubs
    from .export.marking import find_passages

    passages = {passage.number: passage for passage in find_passages(statements)}
    wrong = [number for number in numbers if number not in passages]
    if wrong:
        there = f"numbered 1 to {len(passages)}" if passages else "none"
        raise CommuniqueError(f"There is no passage no. {wrong[0]}; the article's passages are {there}.")
    for number in dict.fromkeys(numbers):
        readings = passages[number].readings
        sys.stdout.write(write_stubs(statement for reading in readings for statement in reading))


def print_questions(questions: Iterable[Question], console: Console) -> None:
    """Print the ready-made questions, what to know about them, and their parameters with defaults."""
    table = Table(header_style="bold", show_lines=True)
    for column in ("name", "question", "parameters"):
        table.add_column(column, overflow="fold")
    for question in questions:
        parameters = "\n".join(f"--{p.name} {p.default or ''}".rstrip() for p in question.parameters)
        explained = Text(question.title, style="bold").append(f"\n{question.comment}", style="not bold")
        table.add_row(question.name, explained, escape(parameters))
    console.print(table)


def print_rows(result: Answer, format_: str, console: Console) -> None:
    """Print the rows of a query as a table, CSV or JSON; unknown values are empty (JSON: null).

    A table too wide for the console is printed as one block a row.
    """
    if format_ == "json":
        sys.stdout.write(json.dumps(result.records(), ensure_ascii=False, indent=1, default=str) + "\n")
    elif format_ == "csv":
        writer = csv.writer(sys.stdout)
        writer.writerow(result.columns)
        writer.writerows([["" if value is None else value for value in row] for row in result.rows])
    else:
        wide = len(result.columns) * _COLUMN_WIDTH > console.width
        console.print(_blocks(result) if wide else _rows(result))
        console.print(counted(len(result), "row"), highlight=False)


_COLUMN_WIDTH = 14


def _rows(result: Answer) -> Table:
    table = Table(header_style="bold")
    for column in result.columns:
        table.add_column(column, overflow="fold")
    for row in result.rows:
        table.add_row(*(escape("" if value is None else str(value)) for value in row))
    return table


def _blocks(result: Answer) -> Table:
    table = Table(show_header=False)
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for row in result.rows:
        known = [(name, value) for name, value in zip(result.columns, row, strict=True) if value is not None]
        for name, value in known:
            table.add_row(name, escape(str(value)))
        table.add_section()
    return table


def print_marked(article: Article, statements: Sequence[Statement], console: Console) -> None:
    """Print an article with its statements marked, each paragraph followed by what is read out of it."""
    from .export.marking import CONTROLS, find_passages, find_rows, key_of_marks, list_passages, mark_text

    passages = find_passages(statements)
    about = [article.publisher, article.published, article.language, article.id if article.title else None]
    heading = Text(CONTROLS.sub("", article.title or article.id), style="bold")
    heading.append("\n" + CONTROLS.sub("", " · ".join(part for part in about if part)), style="not bold dim")
    console.print(heading)
    console.print()
    for row in find_rows(article, passages):
        console.print(mark_text(row))
        if row.passages:
            console.print(list_passages(row.passages))
        if row.passages or row.gap.count("\n") > 1:
            console.print()
    console.print(key_of_marks())
    console.print(
        f"{counted(len(statements), 'statement')} in {counted(len(passages), 'passage')}", highlight=False
    )


def print_checked(checked: Checked, console: Console, notes: Console) -> None:
    """Print what `communique check` found, each fault with its IRI and what to do; what could not be proven,
    to `notes`.
    """
    for fault in checked.faults:
        told = f"[red]fault[/] {escape(fault.iri)}: {escape(fault.message)}"
        console.print(told, highlight=False, soft_wrap=True)
        console.print(f"      {escape(fault.what_to_do)}", highlight=False, soft_wrap=True)
    if checked.unproven:
        told = escape(", ".join(checked.unproven))
        told = f"[yellow]not checked against their text[/] (file gone or changed): {told}"
        notes.print(told, highlight=False, soft_wrap=True)
    if checked.absent:
        told = f"[yellow]not there[/]: {escape(', '.join(checked.absent))}"
        notes.print(told, highlight=False, soft_wrap=True)
    texts = counted(len(checked.proven), "article")
    against = f"{counted(checked.statements, 'statement')}, checked against {texts}"
    if checked.faults:
        console.print(f"{len(checked.faults)} faults", highlight=False)
    elif checked.is_sound:
        console.print(f"[green]sound[/]: {against}", highlight=False)
    else:
        console.print(f"[yellow]not proven[/]: {against}; the files agree with each other", highlight=False)
