"""What the page shows, as plain data: actors, links between them, articles and statements, capped and sorted.

Everything here is text that came from the web: it is stripped of what could mislead a reader (control
characters, marks that reverse the reading direction); escaping is the template's work.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from ..knowledge.actors import home_states, load_actors
from ..model import ActorKind, Article, ArticleMetadata, Stance, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

CONTEXT = 400  # characters of the sentence shown on either side of the evidence
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_EDTF_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")


@dataclass(frozen=True, slots=True)
class PageActor:
    """An actor with the number of statements that name it; `home` is what it speaks for or belongs to."""

    id: str
    name: str
    name_fr: str
    kind: ActorKind
    home: str | None
    count: int


@dataclass(frozen=True, slots=True)
class PageLink:
    """All statements of one actor in one stance towards one target."""

    id: str
    speaker: str
    stance: Stance
    target: str
    count: int


@dataclass(frozen=True, slots=True)
class PageData:
    """Everything on one page. `shown` are the actors that the graph holds, `ties` who belongs to whom."""

    actors: dict[str, PageActor]
    shown: tuple[str, ...]
    links: tuple[PageLink, ...]
    ties: tuple[tuple[str, str], ...]
    articles: dict[str, dict[str, str]]
    statements: list[dict[str, Any]]
    stances: dict[Stance, int]


def collect(
    statements: Sequence[Statement], articles: Mapping[str, ArticleMetadata], max_actors: int
) -> PageData:
    """Return what the page shows of these statements; `max_actors` caps the graph only (0: not)."""
    ordered = sorted(statements, key=lambda s: (s.date is None, s.date or "", s.article, s.start, s.id))
    actors = _collect_actors(ordered)
    ranking = sorted(actors, key=lambda id_: (-actors[id_].count, id_))
    shown = set(ranking[:max_actors] if max_actors else ranking)
    counts = Counter(
        (tidy(s.speaker_id), s.stance, tidy(s.target_id)) for s in ordered if s.target_id is not None
    )
    links = tuple(
        PageLink(link_id(speaker, stance, target), speaker, stance, target, count)
        for (speaker, stance, target), count in sorted(counts.items())
        if speaker in shown and target in shown
    )
    spoken = {(tidy(s.speaker_id), tidy(s.represents_id)) for s in ordered if s.represents_id}
    belonging = {(actor.id, actor.home) for actor in actors.values() if actor.home}
    ties = sorted((a, b) for a, b in spoken | belonging if a != b and a in shown and b in shown)
    return PageData(
        actors=actors,
        shown=tuple(sorted(shown)),
        links=links,
        ties=tuple(ties),
        articles={
            tidy(id_): _article_record(articles.get(id_)) for id_ in sorted({s.article for s in ordered})
        },
        statements=[_statement_record(s, articles.get(s.article)) for s in ordered],
        stances=dict(Counter(s.stance for s in ordered)),
    )


def tidy(text: str) -> str:
    """Return `text` without control characters, direction overrides and halves of characters.

    >>> tidy("a\\u202eb\\0c")
    'abc'
    """
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", _UNSEEN.sub("", text))


def link_id(speaker: str, stance: Stance, target: str) -> str:
    """Return the name of a link, unique whatever its ids hold.

    >>> link_id("france", Stance.ACCUSE, "russia")
    'france|accuse|russia'
    """
    return "|".join(part.replace("%", "%25").replace("|", "%7C") for part in (speaker, stance.value, target))


def safe_url(url: str | None) -> str | None:
    """Return a web address that may stand in a link, else None.

    >>> safe_url("javascript:alert(1)") is None
    True
    """
    url = tidy(url or "").strip()
    if re.search(r"[\s\"'<>\\]", url):
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.netloc else None


def date_bounds(date: str | None) -> tuple[str, str] | None:
    """Return the first and the last day that an EDTF date may mean, as text that sorts; None if unknown.

    >>> date_bounds("2016-09"), date_bounds("2016-09-21/2016-10")
    (('2016-09-01', '2016-09-31'), ('2016-09-21', '2016-10-31'))
    """
    found = [_EDTF_DAY.match(part) for part in (date or "").split("/")]
    days = [match.groups() for match in found if match]
    if not days:
        return None
    (year, month, day), (last_year, last_month, last_day) = days[0], days[-1]
    if month and int(month) > 12:  # a season
        month = day = None
    if last_month and int(last_month) > 12:
        last_month = last_day = None
    return f"{year}-{month or '01'}-{day or '01'}", f"{last_year}-{last_month or '12'}-{last_day or '31'}"


def _collect_actors(statements: Sequence[Statement]) -> dict[str, PageActor]:
    """Return every actor that the statements name, with how many statements name it."""
    known, home_of = load_actors(), home_states()
    names: dict[str, str] = {}
    kinds: dict[str, ActorKind] = {}
    homes: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for s in statements:
        named = {s.speaker_id: (s.speaker, s.speaker_kind)}
        if s.target_id is not None and s.target is not None:
            named.setdefault(s.target_id, (s.target, s.target_kind or ActorKind.UNKNOWN))
        if s.represents_id is not None:
            named.setdefault(s.represents_id, (s.represents or s.represents_id, ActorKind.UNKNOWN))
            homes.setdefault(s.speaker_id, Counter())[s.represents_id] += s.represents_id != s.speaker_id
        counts.update(named.keys())
        for id_, (name, kind) in named.items():
            names.setdefault(id_, name)
            if kinds.get(id_, ActorKind.UNKNOWN) is ActorKind.UNKNOWN:
                kinds[id_] = kind
    actors = {}
    for id_, name in sorted(names.items()):
        actor = known.get(id_)
        kind = actor.kind if actor and kinds[id_] is ActorKind.UNKNOWN else kinds[id_]
        said = +homes.get(id_, Counter())
        belongs_to = (actor and actor.represents) or home_of.get(id_)
        home = min(said, key=lambda h: (-said[h], h)) if said else belongs_to
        actors[tidy(id_)] = PageActor(
            id=tidy(id_),
            name=tidy(name) or tidy(id_),
            name_fr=tidy((actor and actor.name_fr) or name) or tidy(id_),
            kind=kind,
            home=tidy(home) if home and home != id_ and home in names else None,
            count=counts[id_],
        )
    return actors


def _article_record(article: ArticleMetadata | None) -> dict[str, str]:
    """Return what the page tells of an article: only what is known."""
    if article is None:
        return {}
    fields = {
        "title": article.title,
        "publisher": article.publisher,
        "author": article.author,
        "published": article.published,
        "url": safe_url(article.url),
    }
    return {name: tidy(value) for name, value in fields.items() if value}


def _statement_record(s: Statement, article: ArticleMetadata | None) -> dict[str, Any]:
    """Return one statement for the page: ids for names, the sentence around the evidence, no empty fields."""
    before, after = _context(s, article)
    first, last = date_bounds(s.date) or (None, None)
    fields: dict[str, Any] = {
        "id": s.id,
        "article": tidy(s.article),
        "language": tidy(s.language),
        "speaker_id": tidy(s.speaker_id),
        "represents_id": s.represents_id and tidy(s.represents_id),
        "stance": s.stance.value,
        "polarity": s.polarity,
        "negated": s.negated,
        "modality": None if s.modality == "actual" else s.modality,
        "target_id": s.target_id and tidy(s.target_id),
        "link": s.target_id and link_id(tidy(s.speaker_id), s.stance, tidy(s.target_id)),
        "places": [tidy(place) for place in s.places],
        "venue": s.venue and tidy(s.venue),
        "date": s.date and tidy(s.date),
        "date_basis": s.date_basis,
        "date_text": s.date_text and tidy(s.date_text),
        "first": first,
        "last": last,
        "mode": s.mode,
        "cue": tidy(s.cue),
        "before": before,
        "evidence": tidy(s.evidence),
        "after": after,
        "start": s.start,
        "end": s.end,
        "confidence": round(s.confidence, 3),
        "rule": tidy(s.rule),
        "source_chain": [tidy(name) for name in s.source_chain],
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [], False) or value == 0}


def _context(s: Statement, article: ArticleMetadata | None) -> tuple[str, str]:
    """Return the rest of the sentence before and after the evidence; empty where the text is not at hand."""
    if not isinstance(article, Article) or article.text[s.start : s.end] != s.evidence:
        return "", ""
    before, after = article.text[s.sentence_start : s.start], article.text[s.end : s.sentence_end]
    if len(before) > CONTEXT:
        before = "… " + before[-CONTEXT:]
    if len(after) > CONTEXT:
        after = after[:CONTEXT] + " …"
    return tidy(before), tidy(after)
