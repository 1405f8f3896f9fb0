"""Thousands of hostile inputs, one after the other: does each end soon, in little memory, and in the report?

    python bench/hostile.py [--inputs 10000] [--seed 1] [--only KIND] [--keep FOLDER]

Every input is an article read or an entry in what was skipped; every evidence is the article's own text. Most
inputs are small, some have 10,000 characters, one in 200 has 100,000. Prints what became of them, the slowest
ones and whatever went wrong; the exit status is 1 if something did.
"""

from __future__ import annotations

import argparse
import os
import resource
import signal
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from hostile_files import KINDS, write_input
from hostile_texts import SEEDS

from communique import pipeline
from communique.extract.articles import read_articles
from communique.extract.reading.records import reason_in_general
from communique.model import Article

LIMIT = 60
"""Seconds by the clock after which an input is given up and counted as a hang."""


class HangError(BaseException):
    """An input took too long; no `except Exception` may catch it."""


@dataclass
class Tally:
    """What became of the inputs."""

    inputs: int = 0
    articles: int = 0
    statements: int = 0
    warnings: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: list[tuple[float, int, str, str]] = field(default_factory=list)
    """CPU seconds, bytes, kind and name of each input."""
    crashes: list[str] = field(default_factory=list)
    hangs: list[str] = field(default_factory=list)
    unaccounted: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    """Evidence that is not the text of its article, or stands outside of its sentence."""

    @property
    def is_sound(self) -> bool:
        """Whether nothing went wrong."""
        return not (self.crashes or self.hangs or self.unaccounted or self.wrong)


def size_of(number: int, rng: Random) -> int:
    """Return how many characters an input is to have."""
    if number % 200 == 199:
        return 100_000
    if number % 40 == 39:
        return 10_000
    return round(10 ** rng.uniform(1.3, 3.3))


def write_inputs(folder: Path, count: int, seed: int, kinds: tuple[str, ...]) -> list[tuple[str, Path]]:
    """Write inputs into a folder, the kinds in turn; return the kind and place of each."""
    rng = Random(seed)
    order = [kinds[(number + number // len(kinds)) % len(kinds)] for number in range(count)]
    return [
        (kind, write_input(kind, seed * 1_000_003 + number, folder / f"{number:05}", size_of(number, rng)))
        for number, kind in enumerate(order)
    ]


def run(path: Path, kind: str, tally: Tally) -> None:
    """Extract from one input, and count what became of it."""
    name, started = f"{kind}: {path.name!r}", time.process_time()
    signal.setitimer(signal.ITIMER_REAL, LIMIT)
    try:
        result = pipeline.extract([path])
    except HangError:
        tally.hangs.append(name)
        return
    except Exception:
        tally.crashes.append(f"{name}\n{traceback.format_exc(limit=-3)}")
        return
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        tally.inputs += 1
        tally.seconds.append((time.process_time() - started, size_on_disk(path), kind, path.name))
    tally.articles += len(result.articles)
    tally.statements += len(result.statements)
    tally.warnings += sum(len(article.warnings) for article in result.articles)
    tally.skipped.update(reason_in_general(item.reason) for item in result.skipped)
    tally.crashes += [
        f"{name}: {item.reason}" for item in result.skipped if "cannot be analysed" in item.reason
    ]
    if not result.articles and not result.skipped:
        tally.unaccounted.append(name)
    texts = {article.id: article.text for article in result.articles}
    for each in result.statements:
        text = texts[each.article]
        inside = 0 <= each.sentence_start <= each.start < each.end <= each.sentence_end <= len(text)
        if text[each.start : each.end] != each.evidence or not inside:
            tally.wrong.append(f"{name}: {each.evidence[:60]!r} at {each.start}")


def size_on_disk(path: Path) -> int:
    """Return the bytes of a file, 0 for what is none."""
    return path.stat().st_size if path.is_file() and not path.is_symlink() else 0


def not_in_report(folder: Path, inputs: list[tuple[str, Path]]) -> list[str]:
    """Return the inputs of which nothing is told when the whole folder is read at once.

    A link to another file of the run or to a folder is none of its own.
    """
    read = read_articles([folder], language="en")
    told = {item.source or "" if isinstance(item, Article) else item.source for item in read}
    beginning = len(str(folder)) + 1  # no path is made of it: members of archives may be called "../a.txt"
    entries = {source[beginning:].partition(os.sep)[0] for source in told}
    first = {entry.partition(":")[0].partition("!")[0] for entry in entries} | entries
    missing = []
    for kind, path in inputs:
        entry = path.relative_to(folder).parts[0]
        is_link = (folder / entry).is_symlink()
        if entry not in first and not (is_link and path.exists()):
            missing.append(f"{kind}: {entry!r} in the folder")
    return missing


def report(tally: Tally) -> str:
    """Return what became of the inputs as lines."""
    slowest = sorted(tally.seconds, reverse=True)[:10]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    total = sum(seconds for seconds, *_ in tally.seconds)
    kinds = len({kind for *_, kind, _ in tally.seconds})
    lines = [
        f"{tally.inputs} inputs of {kinds} kinds in {total:.0f} s of CPU",
        f"{tally.articles} articles read, {tally.statements} statements, {tally.warnings} warnings",
        f"{sum(tally.skipped.values())} skipped:",
        *(f"  {count:6} {reason[:110]!r}" for reason, count in tally.skipped.most_common()),
        "slowest:",
        *(f"  {seconds:6.2f} s {size:9} bytes  {kind}, {name!r}" for seconds, size, kind, name in slowest),
        f"peak memory {peak:.0f} MB",
    ]
    for what in ("crashes", "hangs", "unaccounted", "wrong"):
        found: list[str] = getattr(tally, what)
        lines += [f"{what}: {len(found)}", *(f"  {each}" for each in found[:20])]
    return "\n".join(lines)


def main() -> int:
    """Write, read, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KINDS, help="one kind only")
    parser.add_argument("--keep", type=Path, help="a new folder for the inputs, which are then not deleted")
    options = parser.parse_args()

    def give_up(*_: object) -> None:
        raise HangError

    signal.signal(signal.SIGALRM, give_up)
    with tempfile.TemporaryDirectory(prefix="hostile") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(exist_ok=options.keep is None)
        inputs = write_inputs(
            folder, options.inputs, options.seed, (options.only,) if options.only else KINDS
        )
        pipeline.extract(SEEDS)  # loads models and tables
        tally = Tally()
        for kind, path in inputs:
            run(path, kind, tally)
        tally.unaccounted += not_in_report(folder, inputs)
    print(report(tally))
    return 0 if tally.is_sound else 1


if __name__ == "__main__":
    raise SystemExit(main())
