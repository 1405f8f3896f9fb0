"""Where the files of a cluster run lie. All machines see the folder under the same name."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NAMES = ("statements", "articles", "triples", "counts.parquet", "actors.parquet", "report.json")
"""What a run writes into its folder."""

PARTS, EXCHANGES = "part-", "exchanges-"
_WORK = ".work"


@dataclass(frozen=True, slots=True)
class ClusterFolder:
    """The paths below a folder; partitions and buckets are numbered from 0."""

    root: Path

    def statements(self, part: int) -> Path:
        """Return the file of a partition's statements; its foot tells how it was made (see `parts`)."""
        return self.root / "statements" / f"{name_of(part)}.parquet"

    def articles(self, part: int) -> Path:
        """Return the file of what is known of a partition's articles."""
        return self.root / "articles" / f"{name_of(part)}.parquet"

    def triples(self, part: int) -> Path:
        """Return the file of a partition's N-Triples."""
        return self.root / "triples" / f"{name_of(part)}.nt"

    def exchanges(self, bucket: int) -> Path:
        """Return the file of the N-Triples of what some pairs of actors answer each other."""
        return self.root / "triples" / f"{EXCHANGES}{bucket:05}.nt"

    @property
    def counts(self) -> Path:
        """The file of who says what about whom how often."""
        return self.root / "counts.parquet"

    @property
    def actors(self) -> Path:
        """The file of who is who."""
        return self.root / "actors.parquet"

    @property
    def report(self) -> Path:
        """The file of what the run did."""
        return self.root / "report.json"

    @property
    def work(self) -> Path:
        """The folder of what is needed during a run only."""
        return self.root / _WORK

    def texts(self, part: int) -> Path:
        """Return the file of a partition's articles with their texts, for the run only."""
        return self.work / "texts" / f"{name_of(part)}.json.gz"

    @property
    def mergers(self) -> Path:
        """The file of which actors are which, for the run only."""
        return self.work / "mergers.json"

    @property
    def weights(self) -> Path:
        """The file of how often each word stands, for the run only."""
        return self.work / "weights.json"

    def bucket(self, number: int) -> Path:
        """Return the folder of the statements of some pairs of speaker and target, for the run only."""
        return self.work / "buckets" / f"bucket={number}"

    def merged(self, bucket: int) -> Path:
        """Return the file of what is counted of a bucket's statements, for the run only."""
        return self.work / "merged" / f"{bucket:05}.parquet"

    def exchanged(self, bucket: int) -> Path:
        """Return the folder of the statements of some pairs of sides, for the run only."""
        return self.work / "exchanged" / f"bucket={bucket}"

    def utterances(self, part: int) -> Path:
        """Return the folder of the utterances of a partition's statements, for the run only."""
        return self.work / "utterances" / f"part={part}"

    def remove_part(self, part: int) -> None:
        """Remove what an earlier run has left of a partition."""
        for path in (self.statements(part), self.articles(part), self.triples(part)):
            with contextlib.suppress(OSError):
                path.unlink(missing_ok=True)

    def remove_parts_from(self, number: int) -> None:
        """Remove what an earlier run on more articles has left, and files that a killed worker began."""
        for folder in NAMES[:3]:
            for path in (self.root / folder).glob("*"):
                part = path.stem.removeprefix(PARTS)
                is_over = path.name.startswith(EXCHANGES) or (part.isdecimal() and int(part) >= number)
                if is_over or path.name.endswith(".tmp"):
                    with contextlib.suppress(OSError):
                        path.unlink()

    def remove_work(self) -> None:
        """Remove what is needed during a run only."""
        shutil.rmtree(self.work, ignore_errors=True)


def name_of(part: int) -> str:
    """Return what a partition is called.

    >>> name_of(7)
    'part-00007'
    """
    return f"{PARTS}{part:05}"
