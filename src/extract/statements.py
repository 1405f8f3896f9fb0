"""Article in, statements out: attribution first, then what each speech act means, joined into records."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import CommuniqueError, ModelMissingError
from ..knowledge.actors import using_user_actors
from ..model import ActorKind, Article, Mode, Statement, statement_id
from .cleaning import Block, BlockKind, split_blocks
from .datelines import read_dateline
from .dating import Dating, date_of
from .discourse import Discourse, Paragraph, read_paragraph
from .entities import parse_with_names
from .formats import SkippedArticle
from .introductions import RunMemory, introductions_of
from .languages import load_language
from .parsing import load_pipeline
from .pieces import readable_pieces
from .places import places_in, venue_of
from .speech_acts import find_speech_acts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..knowledge.user_actors import UserActors
    from ..model import Actor
    from .acts import SpeechAct
    from .introductions import Introduction
    from .parsing import Models
    from .quotes import Span

READ = frozenset(
    {BlockKind.HEADLINE, BlockKind.BODY, BlockKind.QUESTION, BlockKind.ANSWER, BlockKind.CAPTION}
)
"""Blocks that are parsed: headlines, body and answers speak, questions and captions tell who is meant."""

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
    """What one article gives: its statements, and whom it introduces to the articles read after it."""

    statements: list[Statement]
    introductions: tuple[Introduction, ...]


def extract_article(
    article: Article, models: Models | None = None, actors: UserActors | None = None
) -> list[Statement]:
    """Return the statements of one article in text order; `actors` are users' own, from `read_user_actors`.

    Raises ModelMissingError if the article's language has no model.
    """
    return extract_with_introductions(article, models, actors).statements


def extract_with_introductions(
    article: Article,
    models: Models | None = None,
    actors: UserActors | None = None,
    memory: RunMemory | None = None,
) -> Extracted:
    """Return what one article gives, read in the light of `memory`; raises as `extract_article`.

    Whoever reads many articles goes on with `memory.after(extracted.introductions)`.
    """
    with using_user_actors(actors):
        discourse = read_discourse(article, models, memory)
        return Extracted(list(_statements(article, discourse)), introductions_of(discourse))


def extract_statements(
    articles: Iterable[Article | SkippedArticle],
    models: Models | None = None,
    actors: UserActors | None = None,
    memory: RunMemory | None = None,
    *,
    skipped: list[SkippedArticle] | None = None,
) -> Iterator[tuple[Article, list[Statement]]]:
    """Yield each article with its statements, one article in memory at a time.

    A person whom no table knows keeps, in a later article that does not introduce him, the affiliation on
    which the articles before it agree. What `read_articles` could not read and what cannot be analysed is
    added to `skipped` with its reason; without such a list each is a Python warning.

    Raises ModelMissingError if a language has no model: without it no article of that language can be read.

    >>> import communique as cq
    >>> for article, statements in cq.extract_statements(cq.read_articles("seeds/002_c02233071185b9fd.txt")):
    ...     print(article.title, len(statements))
    France accuses Russia of 'lying' about Syria 9
    """
    known = memory or RunMemory()
    for article in articles:
        if isinstance(article, SkippedArticle):
            _skip(article, skipped)
            continue
        try:
            extracted = extract_with_introductions(article, models, actors, known)
        except ModelMissingError:
            raise
        except Exception as error:  # one bad article never stops a run
            reason = str(error) if isinstance(error, CommuniqueError) else f"{type(error).__name__}: {error}"
            _skip(SkippedArticle(article.source or article.id, f"cannot be analysed: {reason}"), skipped)
            continue
        known = known.after(extracted.introductions)
        yield article, extracted.statements


def _skip(article: SkippedArticle, skipped: list[SkippedArticle] | None) -> None:
    if skipped is None:
        warnings.warn(f"skipped {article.source}: {article.reason}", stacklevel=3)
    else:
        skipped.append(article)


def read_discourse(
    article: Article, models: Models | None = None, memory: RunMemory | None = None
) -> Discourse:
    """Return the article cut into paragraphs, parsed, with the actors that it names."""
    language = load_language(article.language or "en")
    pipeline = load_pipeline(language.code, models)
    every_block = split_blocks(article.text, language.code, article.title)
    dateline = read_dateline(every_block, language.code, article.published)
    blocks = readable_pieces(block for block in every_block if block.kind in READ)
    docs = parse_with_names(pipeline, [block.text for block in blocks], language.code)
    paragraphs = [
        read_paragraph(index, block, doc, language, names)
        for index, (block, (doc, names)) in enumerate(zip(blocks, docs, strict=True))
    ]
    filed = dateline.date if dateline is not None and article.published is None else None
    return Discourse(
        language,
        article.published or filed,
        paragraphs,
        dateline,
        "stated" if filed else "publication",
        memory=memory or RunMemory(),
    )


@dataclass(frozen=True, slots=True)
class _Reach:
    """The sentences around an evidence, in the paragraph's text."""

    start: int
    end: int


def _sentences_around(paragraph: Paragraph, span: Span) -> _Reach:
    start, end = span
    for sentence in paragraph.doc.sents:
        if sentence.start_char < end and span[0] < sentence.end_char:
            start, end = min(start, sentence.start_char), max(end, sentence.end_char)
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
