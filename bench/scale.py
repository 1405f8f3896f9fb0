"""How time and memory of `communique extract` grow with the number of articles, 100 to 100,000.

    python bench/scale.py [--sizes 100 1000 10000] [--workers 1 2] [--articles PATH...]
    python bench/scale.py --sizes 1000 --kill 5

Articles are made by sampling real ones (seeds/, or those that you give). Each size is read by the command in
a process of its own. Prints seconds, words/s, and the memory (MB, resident) of the run and of its largest
worker: at most, and once a tenth and nine tenths of the articles were read. With `--kill` runs are
killed (-9) at random points, started again until they are complete, and compared with an unbroken run.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from sampled_articles import SEEDS, write_sampled

PAUSE = 0.2  # seconds between two looks at a run


@dataclass(slots=True)
class Run:
    """What a run took."""

    seconds: float = 0.0
    memory: list[tuple[int, float, float]] = field(default_factory=list)
    """Articles written so far, MB of the run itself, MB of its largest worker (0 without)."""

    def most(self, place: int) -> float:
        """Return the most memory of the run (1) or of a worker (2)."""
        return max(each[place] for each in self.memory)

    def at(self, articles: float) -> float:
        """Return the memory of the largest process once so many articles were written."""
        later = [max(each[1:]) for each in self.memory if each[0] >= articles]
        return later[0] if later else max(self.memory[-1][1:])


def extract(source: Path, output: Path, workers: int, kill_after: float | None = None) -> Run:
    """Run the command and watch it; kill it after so many seconds."""
    command = [sys.executable, "-m", "communique", "extract", str(source), "-o", str(output)]
    started = time.perf_counter()
    running = subprocess.Popen([*command, "--workers", str(workers), "--quiet"])
    run, part = Run(), output.with_name("articles.jsonl.part")
    lines = read_up_to = 0
    while running.poll() is None:
        time.sleep(PAUSE)
        if kill_after is not None and time.perf_counter() - started > kill_after:
            running.kill()
            break
        if part.exists():
            with part.open("rb") as file:
                file.seek(read_up_to)
                new = file.read()
            lines, read_up_to = lines + new.count(b"\n"), read_up_to + len(new)
        try:
            process = psutil.Process(running.pid)
            below = [_resident(child) for child in process.children(recursive=True)]
            run.memory.append((lines, _resident(process), max(below, default=0.0)))
        except psutil.Error:
            continue
    running.wait()
    run.seconds = time.perf_counter() - started
    return run


def _resident(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss / 1e6)
    except psutil.Error:
        return 0.0


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000])
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--articles", type=Path, nargs="+", default=[SEEDS])
    parser.add_argument("--kill", type=int, default=0, metavar="TIMES")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if given.kill:
            kill(place, given)
            return
        print("articles    words  workers  seconds  words/s |  MB: run  worker   at 10 %  at 90 %")
        for size in given.sizes:
            words = write_sampled(place / "in.jsonl", size, given.articles)
            for workers in given.workers:
                run = extract(place / "in.jsonl", place / f"{size}-{workers}" / "s.jsonl", workers)
                early, late = run.at(0.1 * size), run.at(0.9 * size)
                print(
                    f"{size:8,} {words:8,} {workers:8} {run.seconds:8.1f} {words / run.seconds:8,.0f} |"
                    f" {run.most(1):8.0f} {run.most(2):7.0f} {early:9.0f} {late:8.0f}",
                    flush=True,
                )


def kill(place: Path, given: argparse.Namespace) -> None:
    """Kill runs at random points, go on until they are complete, compare."""
    chance = random.Random(9)
    [size, *_], [workers, *_] = given.sizes, given.workers
    write_sampled(place / "in.jsonl", size, given.articles)
    whole = extract(place / "in.jsonl", place / "whole" / "s.jsonl", workers)
    wanted = (place / "whole" / "s.jsonl").read_bytes()
    same = 0
    for number in range(given.kill):
        output = place / f"killed-{number}" / "s.jsonl"
        points = [chance.uniform(0.1, 0.9) * whole.seconds for _ in range(2)]
        for point in points:
            extract(place / "in.jsonl", output, workers, kill_after=point)
        part = output.with_name("s.jsonl.part")
        cut = part.exists() and part.read_bytes()[-1:] not in (b"", b"\n")
        last = extract(place / "in.jsonl", output, workers)
        same += output.read_bytes() == wanted
        result = "the same" if output.read_bytes() == wanted else "DIFFERENT"
        at = ", ".join(f"{point:.1f}" for point in points)
        print(
            f"killed after {at} s of {whole.seconds:.1f} s, went on for {last.seconds:.1f} s: {result}"
            f"{', with half a line' if cut else ''}",
            flush=True,
        )
    print(f"{same} of {given.kill} the same as the unbroken run ({size} articles, {workers} workers)")


if __name__ == "__main__":
    main()
