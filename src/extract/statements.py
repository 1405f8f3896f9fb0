"""Article in, statements out: attribution first, then what each speech act means, joined into records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import ModelMissingError, reason_of
from ..knowledge.actors import using_user_actors
from ..model import Actor, ActorKind, Article, Mode, Statement, statement_id
from .clauses import sentence_spans
from .dating import Dating, date_of
from .formats import SkippedArticle
from .introductions import Introduction, RunMemory, introductions_of
from .parsed_articles import discourse_of, parse_articles
from .places import places_in, venue_of
from .speech_acts import find_speech_acts
from .time_limits import OutOfTimeError, within

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from ..knowledge.user_actors import UserActors
    from .acts import SpeechAct
    from .cleaning import Block
    from .discourse import Discourse, Paragraph
    from .parsed_articles import ParsedArticle
    from .parsing import Models
    from .quotes import Span

RULE_CONFIDENCE: Mapping[str, float] = {
    "quote-cue": 0.85,
    "quote-verb": 0.8,
    "quote-incise": 0.8,
    "quote-colon": 0.7,
    "quote-preposition": 0.6,
    "quote-floating": 0.35,
    "clause": 0.75,
    "performative": 0.85,
    "preposition": 0.75,
    "headline-colon": 0.7,
    "headline-future": 0.7,
    "interview": 0.85,
    "nested": 0.55,
}
"""How often a rule's statement has the right speaker, rounded to 0.05: on the development articles (409
statements) where a rule has ten there, else a guess from the seeds; `bench/calibration.py` measures it.
"""

UNNAMED = 0.5
"""Factor for a collective without a name: 8 of 23 are called as the gold calls them."""

BARE = 0.7
"""Factor on the confidence of a comment without a target: the stance may have been missed."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """What one article gives: statements in text order, and what ties it to the other articles of a run."""

    statements: list[Statement]
    introductions: tuple[Introduction, ...]
    """Whom it introduces to the articles read after it."""
    remembered: dict[str, Actor | None]
    """About whom the articles before it were asked, and what they told: other answers, other statements."""


def extract_article(
    article: Article, models: Models | None = None, actors: UserActors | None = None
) -> list[Statement]:
    """Return the statements of one article in text order; `actors` are users' own, from `read_user_actors`.

    Raises ModelMissingError if the article's language has no model.
    """
    with using_user_actors(actors):
        [parsed] = parse_articles([article], models)
        return list(_statements(article, discourse_of(parsed)))


def extract_batch(
    articles: Sequence[Article],
    models: Models | None = None,
    actors: UserActors | None = None,
    memory: RunMemory | None = None,
    time_limit: float | None = None,
) -> list[Extracted | SkippedArticle]:
    """Return what each of some articles gives, in order, read in the light of `memory` and those before it.

    An article that cannot be analysed, or that takes more than `time_limit` seconds, gives the reason.
    Whoever reads on goes on with `memory.after(extracted.introductions)` of each. Raises ModelMissingError if
    a language has no model: without it no article of that language can be read.
    """
    known = memory or RunMemory()
    results: list[Extracted | SkippedArticle] = []
    with using_user_actors(actors):
        parses = _parse_together(articles, models, time_limit)
        for article, parsed in zip(articles, parses, strict=True):
            result = _extract_one(article, parsed, models, known, time_limit)
            if isinstance(result, Extracted):
                known = known.after(result.introductions)
            results.append(result)
    return results


def _parse_together(
    articles: Sequence[Article], models: Models | None, time_limit: float | None
) -> Sequence[ParsedArticle | None]:
    """Return the articles parsed in one go; None for each if one of them makes that fail."""
    alone = [None] * len(articles)
    if len(articles) == 1:
        return alone
    try:
        with within(time_limit):
            return parse_articles(articles, models)
    except ModelMissingError:
        raise
    except (Exception, OutOfTimeError):  # which one it was shows when each is parsed alone
        return alone


def _extract_one(
    article: Article,
    parsed: ParsedArticle | None,
    models: Models | None,
    memory: RunMemory,
    time_limit: float | None,
) -> Extracted | SkippedArticle:
    try:
        with within(time_limit):
            discourse = discourse_of(parsed or parse_articles([article], models)[0], memory)
            found = list(_statements(article, discourse))
            return Extracted(found, introductions_of(discourse), discourse.remembered)
    except ModelMissingError:
        raise
    except OutOfTimeError:
        return out_of_time(article, time_limit)
    except Exception as error:  # one bad article never stops a run
        return SkippedArticle(article.source or article.id, f"cannot be analysed: {reason_of(error)}")


def out_of_time(article: Article, time_limit: float | None) -> SkippedArticle:
    """Return an article that was given up, with what can be done."""
    reason = f"takes longer than {time_limit:g} seconds; split it, or give it more (--time-limit)"
    return SkippedArticle(article.source or article.id, reason)


@dataclass(frozen=True, slots=True)
class _Reach:
    """The sentences around an evidence, in the paragraph's text."""

    start: int
    end: int


def _sentences_around(paragraph: Paragraph, span: Span) -> _Reach:
    start, end = span
    for first, last in sentence_spans(paragraph.doc):
        if first < end and span[0] < last:
            start, end = min(start, first), max(end, last)
    return _Reach(start, end)


def _statements(article: Article, discourse: Discourse) -> Iterator[Statement]:
    seen: set[str] = set()
    days: dict[str, Dating] = {}
    found: list[Statement] = []
    for act in find_speech_acts(discourse):
        dating = date_of(act, discourse, days)
        for target in act.reading.targets or (None,):
            statement = _statement(article, discourse, act, target, dating)
            if statement.id not in seen:
                seen.add(statement.id)
                found.append(statement)
    yield from sorted(found, key=lambda statement: (statement.start, statement.end, statement.id))


def _statement(
    article: Article, discourse: Discourse, act: SpeechAct, target: Actor | None, dating: Dating
) -> Statement:
    paragraph, block = act.paragraph, act.paragraph.block
    start, end = (_absolute(block, offset) for offset in act.evidence)
    reach = _sentences_around(paragraph, act.evidence)
    represented = discourse.represented(act.speaker)
    venue = venue_of(act, discourse)
    places = places_in(act, discourse, venue)
    mode: Mode = act.mode
    return Statement(
        id=statement_id(
            article.id, start, end, act.speaker.id, act.reading.stance, target.id if target else None
        ),
        article=article.id,
        language=discourse.language.code,
        speaker=act.speaker.name,
        speaker_id=act.speaker.id,
        speaker_kind=act.speaker.kind,
        represents=represented.name if represented else None,
        represents_id=represented.id if represented else None,
        stance=act.reading.stance,
        polarity=act.reading.polarity,
        intensity=round(act.reading.intensity, 2),
        negated=act.reading.negated,
        modality=act.reading.modality,
        target=target.name if target else None,
        target_id=target.id if target else None,
        target_kind=target.kind if target else None,
        places=tuple(place.name for place in places),
        place_ids=tuple(place.id for place in places),
        venue=venue.name if venue else None,
        venue_id=venue.id if venue else None,
        date=dating.value,
        date_basis=dating.basis,
        date_text=dating.words,
        mode=mode,
        cue=act.cue_text,
        evidence=article.text[start:end],
        start=start,
        end=end,
        sentence_start=_absolute(block, reach.start),
        sentence_end=_absolute(block, reach.end),
        confidence=_confidence(act),
        rule=f"{act.rule}/{act.reading.rule}",
        source_chain=tuple(actor.name for actor in act.chain),
    )


def _confidence(act: SpeechAct) -> float:
    """Return how likely the speaker is right: by rule, by how he is named, and less for a bare comment."""
    factor = (
        act.certainty * (BARE if act.is_bare else 1) * (UNNAMED if act.speaker.kind is ActorKind.GROUP else 1)
    )
    return round(RULE_CONFIDENCE[act.family] * factor, 2)


def _absolute(block: Block, offset: int) -> int:
    return block.start + offset
