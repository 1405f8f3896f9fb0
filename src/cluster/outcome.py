"""What became of a run on a cluster, and its report."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from .. import __version__
from ..extraction import has_failures, report_of_problems
from .folder import name_of

if TYPE_CHECKING:
    from ..extract.formats import SkippedArticle
    from ..graph.actor_merging import Merger
    from .folder import ClusterFolder


@dataclass(slots=True)
class ClusterRun:
    """What became of the articles, and where they went."""

    folder: ClusterFolder
    partitions: int = 0
    kept: int = 0
    """Partitions that an earlier run had read."""
    articles: int = 0
    statements: int = 0
    utterances: int = 0
    actors: int = 0
    by_stance: dict[str, int] = field(default_factory=dict)
    mergers: tuple[Merger, ...] = ()
    skipped: list[SkippedArticle] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    failed: dict[int, str] = field(default_factory=dict)
    """Why partitions could not be read at all, by their numbers."""
    lost: dict[int, list[str]] = field(default_factory=dict)
    """The sources of the articles of failed partitions."""

    @property
    def has_failures(self) -> bool:
        """Tell whether an article or a partition could not be read; the same text again is none."""
        return bool(self.failed) or has_failures(self.skipped)


def report_of(run: ClusterRun) -> dict[str, Any]:
    """Return what a run did as plain data, under the names of the report of `communique build`."""
    return {
        "communique": __version__,
        "partitions": run.partitions,
        "articles": run.articles,
        "statements": run.statements,
        "utterances": run.utterances,
        "actors": run.actors,
        "merged": [asdict(merger) for merger in run.mergers],
        "by_stance": run.by_stance,
        **report_of_problems(run.warnings, run.skipped),
        "failed_partitions": [
            {"partition": name_of(number), "reason": reason, "articles": run.lost.get(number, [])}
            for number, reason in sorted(run.failed.items())
        ],
    }
