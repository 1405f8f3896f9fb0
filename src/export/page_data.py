"""What the page shows, as plain data: actors, links between them, articles, places and statements.

Capped and sorted here; everything that came from the web is tidied, escaping is the template's work.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..graph.analysis.change import find_changes
from ..graph.analysis.exchange import find_replies, is_challenge
from ..graph.analysis.said import utterances
from ..graph.merging import merge
from ..knowledge.actors import home_states
from .page_records import (
    Sequels,
    actor_record,
    article_record,
    offices_in_time,
    place_records,
    statement_record,
)
from .tidying import tidy

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..graph.merging import MergedStatements
    from ..model import ActorKind, ArticleMetadata, Office, Stance, Statement


@dataclass(frozen=True, slots=True)
class PageActor:
    """An actor with the number of statements that name it; `home` is what it speaks for or belongs to."""

    id: str
    name: str
    name_fr: str
    kind: ActorKind
    home: str | None
    count: int
    record: dict[str, Any]
    """What the page is told of it: see `actor_record`."""


@dataclass(frozen=True, slots=True)
class PageLink:
    """All statements of one actor in one stance towards one target."""

    id: str
    speaker: str
    stance: Stance
    target: str


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything on one page. `shown` are the actors that the graph holds, `ties` who belongs to whom."""

    actors: dict[str, PageActor]
    shown: tuple[str, ...]
    links: tuple[PageLink, ...]
    ties: tuple[tuple[str, str], ...]
    articles: dict[str, dict[str, str]]
    places: dict[str, dict[str, Any]]
    statements: list[dict[str, Any]]
    stances: dict[Stance, int]


def collect(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
    max_actors: int,
) -> PageData:
    """Return what the page shows of these statements; `max_actors` caps the graph only (0: not)."""
    merged = merge(statements)
    ordered = sorted(merged.statements, key=_in_time)
    offices = {id_: offices_in_time(id_) for id_ in merged.actors}
    actors = _collect_actors(merged, ordered, offices)
    ranking = sorted(actors, key=lambda id_: (-actors[id_].count, id_))
    shown = set(ranking[:max_actors] if max_actors else ranking)
    linked = {(tidy(s.speaker_id), s.stance, tidy(s.target_id)) for s in ordered if s.target_id is not None}
    links = tuple(
        PageLink(link_id(speaker, stance, target), speaker, stance, target)
        for speaker, stance, target in sorted(linked)
        if speaker in shown and target in shown
    )
    spoken = {(tidy(s.speaker_id), tidy(s.represents_id)) for s in ordered if s.represents_id}
    belonging = {(actor.id, actor.home) for actor in actors.values() if actor.home}
    ties = sorted((a, b) for a, b in spoken | belonging if a != b and a in shown and b in shown)
    sequels = _find_sequels(merged)
    return PageData(
        actors=actors,
        shown=tuple(sorted(shown)),
        links=links,
        ties=tuple(ties),
        articles={
            tidy(id_): article_record(articles.get(id_)) for id_ in sorted({s.article for s in ordered})
        },
        places=place_records(ordered),
        statements=[
            statement_record(s, articles.get(s.article), offices[s.speaker_id], sequels) for s in ordered
        ],
        stances=dict(Counter(s.stance for s in ordered)),
    )


def _in_time(s: Statement) -> tuple[bool, str, str, int, str]:
    return (s.date is None, s.date or "", s.article, s.start, s.id)


def link_id(speaker: str, kind: str, target: str) -> str:
    """Return the name of a link, unique whatever its ids hold; `joined` in words.js makes the same.

    >>> link_id("france", "accuse", "russia")
    'france|accuse|russia'
    """
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in (speaker, kind, target))


def _find_sequels(merged: MergedStatements) -> Sequels:
    """Return how statements hang together: as one utterance, as an answer, as a turn of position."""
    said = utterances(merged)
    answers = {challenge.id: reply.id for challenge, reply in find_replies(merged, said)}
    silent = {each.id for each in said if is_challenge(each) and each.id not in answers}
    earlier = {later.id: before.id for _, before, later in find_changes(said)}
    return Sequels(merged.utterance_of, answers, frozenset(silent), earlier)


def _collect_actors(
    merged: MergedStatements, ordered: Sequence[Statement], offices: Mapping[str, Sequence[Office]]
) -> dict[str, PageActor]:
    """Return every actor that the statements name, with how many statements name it."""
    counts: Counter[str] = Counter()
    sides: dict[str, Counter[str]] = {}
    for s in ordered:
        counts.update({s.speaker_id, s.represents_id, s.target_id} - {None})  # type: ignore[arg-type]
        if s.represents_id is not None and s.represents_id != s.speaker_id:
            sides.setdefault(s.speaker_id, Counter())[s.represents_id] += 1
    found = {}
    for actor in merged.actors.values():
        said = sides.get(actor.id)
        home = actor.represents or home_states().get(actor.id)
        if said:
            home = min(said, key=lambda side: (-said[side], side))
        page_actor = PageActor(
            id=tidy(actor.id),
            name=tidy(actor.name) or tidy(actor.id),
            name_fr=tidy(actor.name_fr or actor.name) or tidy(actor.id),
            kind=actor.kind,
            home=tidy(home) if home and home != actor.id and home in merged.actors else None,
            count=counts[actor.id],
            record=actor_record(actor, offices[actor.id]),
        )
        found[page_actor.id] = page_actor
    return dict(sorted(found.items()))
