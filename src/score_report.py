"""What `communique score` tells: accuracy, how stances and targets are confused, and the worst errors."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from rich import box
from rich.table import Table
from rich.text import Text

from .error_analysis import (
    KINDS,
    TARGETS,
    compare_targets,
    disagreement_as_dict,
    rank_disagreements,
)
from .knowledge.stances import load_stances

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from .error_analysis import Disagreement
    from .scoring import Record, Score

WORST = 10
EXCERPT = 160
"""Characters of an evidence that an error shows."""


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


def report_as_dict(score: Score, gold: Sequence[Record], predicted: Sequence[Record]) -> dict[str, Any]:
    """Return everything that `print_score` prints as plain data; `errors` are all disagreements."""
    confusion: dict[str, dict[str, int]] = {}
    for (wanted, found), count in sorted(score.confusion.items()):
        confusion.setdefault(wanted, {})[found] = count
    return {
        **score_as_dict(score),
        "confusion": confusion,
        "targets": compare_targets(score, gold, predicted),
        "errors": [disagreement_as_dict(each) for each in rank_disagreements(score, gold, predicted)],
    }


def print_score(
    score: Score,
    gold: Sequence[Record],
    predicted: Sequence[Record],
    console: Console,
    *,
    errors: bool = False,
) -> None:
    """Print accuracy, agreement by field, stances and targets confused, and the worst errors, or all."""
    figures = score_as_dict(score)
    for name in ("detect", "core", "full"):
        row = figures[name]
        console.print(f"{name:7s} P {row['p']:.3f}  R {row['r']:.3f}  F1 {row['f1']:.3f}", highlight=False)
    console.print(
        f"gold {figures['gold']} predicted {figures['predicted']} fields {figures['fields']}",
        highlight=False,
        soft_wrap=True,
    )
    if score.confusion:
        console.print()
        console.print(confusion_table(score), crop=False)  # 86 columns at most: a narrower terminal folds it
        console.print()
        _print_targets(compare_targets(score, gold, predicted), console)
    _print_errors(rank_disagreements(score, gold, predicted), console, None if errors else WORST)


def confusion_table(score: Score) -> Table:
    """Return gold stances by predicted ones over the detected pairs, only those that occur; the diagonal, in
    brackets, is what is right.
    """
    counts = score.confusion
    occurring = {stance for pair in counts for stance in pair}
    known = [stance.value for stance in load_stances()]
    order = [name for name in known if name in occurring] + sorted(occurring - set(known))
    rows = [name for name in order if any(wanted == name for wanted, _ in counts)]
    columns = [name for name in order if any(found == name for _, found in counts)]
    table = Table(
        title="Stances: gold (rows) read as (columns)", title_justify="left", box=box.SIMPLE,
        padding=0, header_style="bold", show_footer=True, show_edge=False,
    )  # fmt: skip
    everything = sum(counts.values())
    right = sum(count for (wanted, found), count in counts.items() if wanted == found)
    table.add_column("", no_wrap=True, min_width=9, footer="total")
    for name in columns:
        total = sum(count for (_, found), count in counts.items() if found == name)
        table.add_column(name[:4], justify="right", no_wrap=True, min_width=4, footer=str(total))
    table.add_column("total", justify="right", no_wrap=True, min_width=5, footer=str(everything))
    table.add_column("right", justify="right", no_wrap=True, min_width=5, footer=f"{right / everything:.0%}")
    for wanted in rows:
        total = sum(count for (name, _), count in counts.items() if name == wanted)
        cells = [_cell(counts.get((wanted, found), 0), wanted == found) for found in columns]
        share = f"{counts.get((wanted, wanted), 0) / total:.0%}"
        table.add_row(wanted, *cells, str(total), share)
    return table


def _cell(count: int, is_diagonal: bool) -> Text:
    if is_diagonal:
        return Text(f"[{count}]", style="bold green" if count else "dim")
    return Text(str(count), style="red") if count else Text("·", style="dim")


def _print_targets(counts: dict[str, int], console: Console) -> None:
    table = Table(title="Targets", title_justify="left", box=None, show_header=False, pad_edge=False)
    everything = sum(counts.values())
    for name, meaning in TARGETS.items():
        count = Text(str(counts[name]), style="bold")
        share = f"{counts[name] / everything:.0%}"
        table.add_row(name.replace("_", " "), count, share, Text(meaning, "dim"))
    console.print(table)
    console.print()


def _print_errors(ranked: Sequence[Disagreement], console: Console, limit: int | None) -> None:
    if not ranked:
        return
    shown = ranked[:limit]
    kinds = Counter(each.kind for each in ranked)
    told = " · ".join(f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
    title = f"The {len(ranked)} disagreements"
    if len(shown) < len(ranked):
        title = f"The {len(shown)} worst of {len(ranked)} disagreements (--errors lists all)"
    console.print(Text.assemble((title, "bold"), f": {told}"))
    for number, each in enumerate(shown, start=1):
        found = each.predicted or {}
        how = [f"confidence {found['confidence']:.2f}" if "confidence" in found else "", found.get("rule")]
        heading = Text.assemble(f"{number:3d} ", (each.kind, "bold red"), f"  {each.record['article']}")
        heading.append("".join(f"  {part}" for part in how if part), style="dim")
        console.print(heading, soft_wrap=True)
        for name, record in (("gold", each.gold), ("ours", each.predicted)):
            if record is not None:
                console.print(Text(f"    {name}  {_described(record, each)}"), soft_wrap=True)
        evidence = " ".join(str(each.record.get("evidence") or "").split())
        excerpt = evidence if len(evidence) <= EXCERPT else evidence[: EXCERPT - 1] + "…"
        console.print(Text(f"    “{excerpt}”", style="italic"), soft_wrap=True)


def _described(record: Record, disagreement: Disagreement) -> str:
    """Return a statement in a line: who, stance with its sign, whom, and other fields that differ."""
    polarity = record.get("polarity")
    sign = f" {polarity:+d}" if isinstance(polarity, int) and polarity else ""
    line = f"{record.get('speaker')} | {record.get('stance')}{sign} | {record.get('target') or 'nobody'}"
    shown = {"speaker", "stance", "polarity", "target"}
    others = [f"{name} {record.get(name)}" for name in disagreement.fields if name not in shown]
    return " | ".join([line, *others])
