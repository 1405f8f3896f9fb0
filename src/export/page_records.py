"""Actors, articles, places and statements as the page's script reads them: plain, and only what is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from ..graph.dating import read_period
from ..graph.network import office_held
from ..knowledge.offices import offices_of
from ..model import Article
from .tidying import safe_url, tidy
from .world import locate, place_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Actor, ArticleMetadata, Office, Statement

CONTEXT = 400  # characters of the sentence shown on either side of the evidence


class Sequels(NamedTuple):
    """How statements hang together; an utterance is named by the id of its first report."""

    utterance_of: Mapping[str, str]
    """The utterance that each statement reports."""
    reply_to: Mapping[str, str]
    """The first answer to an utterance."""
    unanswered: frozenset[str]
    """Utterances that call for an answer and have none in these articles."""
    earlier_than: Mapping[str, str]
    """The earlier utterance from which one departs."""


def offices_in_time(actor_id: str) -> list[Office]:
    """Return the offices of an actor, those whose start is unknown first."""
    return sorted(offices_of(actor_id), key=lambda office: (office.start or "", office.end or "9999"))


def actor_record(actor: Actor, offices: Sequence[Office]) -> dict[str, Any]:
    """Return what the page tells of an actor beside its name: its offices and its Wikidata item."""
    return _known(
        {
            "offices": [_office_record(office) for office in offices],
            "wikidata": actor.wikidata and tidy(actor.wikidata),
        }
    )


def article_record(article: ArticleMetadata | None) -> dict[str, str]:
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
    return _known({name: value and tidy(value) for name, value in fields.items()})


def place_records(statements: Iterable[Statement]) -> dict[str, dict[str, Any]]:
    """Return names and position on the map (`x`, `y`, see `world.project`) of every place, by id."""
    named: dict[str, str] = {}
    for s in statements:
        named |= dict(zip(s.place_ids, s.places, strict=True))
        if s.venue_id is not None:
            named.setdefault(s.venue_id, s.venue or s.venue_id)
    records = {}
    for place_id, name in sorted(named.items()):
        english, french = place_name(place_id) or (name, name)
        x, y = locate(place_id) or (None, None)
        records[tidy(place_id)] = _known({"en": tidy(english), "fr": tidy(french), "x": x, "y": y})
    return records


def statement_record(
    s: Statement, article: ArticleMetadata | None, offices: Sequence[Office], sequels: Sequels
) -> dict[str, Any]:
    """Return one statement for the page: ids for names, the sentence around the evidence, no empty fields.

    Its `office` is a place in `offices`, its speaker's in the order of `actor_record`.
    """
    before, after = _context(s, article)
    period = read_period(s.date)
    utterance = sequels.utterance_of[s.id]
    return _known(
        {
            "id": s.id,
            "article": tidy(s.article),
            "language": tidy(s.language),
            "speaker_id": tidy(s.speaker_id),
            "represents_id": s.represents_id and tidy(s.represents_id),
            "office": _office_held(s, offices),
            "stance": s.stance.value,
            "polarity": s.polarity,
            "negated": s.negated,
            "modality": None if s.modality == "actual" else s.modality,
            "target_id": s.target_id and tidy(s.target_id),
            "place_ids": [tidy(place) for place in s.place_ids],
            "venue_id": s.venue_id and tidy(s.venue_id),
            "date": s.date and tidy(s.date),
            "date_basis": s.date_basis,
            "date_text": s.date_text and tidy(s.date_text),
            "first": period and period.first.isoformat(),
            "last": period and period.last.isoformat(),
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
            "utterance": None if utterance == s.id else utterance,
            "reply": sequels.reply_to.get(s.id),
            "unanswered": s.id in sequels.unanswered,
            "earlier": sequels.earlier_than.get(s.id),
        }
    )


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that say something: nought does, what is unknown, empty or false does not."""
    return {
        name: value
        for name, value in fields.items()
        if value is not None and value is not False and value not in ("", [])
    }


def _office_record(office: Office) -> dict[str, str]:
    return _known(
        {
            "en": tidy(office.title),
            "fr": office.title_fr and tidy(office.title_fr),
            "for": tidy(office.represents),
            "start": office.start,
            "end": office.end,
        }
    )


def _office_held(s: Statement, offices: Sequence[Office]) -> int | None:
    """Return in which of its speaker's offices, of those for whom the speaker spoke, the words were said."""
    office = office_held(s, (each for each in offices if each.represents == s.represents_id))
    return None if office is None else offices.index(office)


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
