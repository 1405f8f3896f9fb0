"""Attribution: cue, source and content of each reported speech act, in the vocabulary of the PARC corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .acts import Attribution
from .clauses import sentence_end
from .headlines import attribute_headline
from .quotations import attribute_quotes, is_speech
from .quotes import trim
from .reported import MIN_FRONTED_WORDS, attribute_cue, attribute_prepositions
from .sources import is_anybodys, lies_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .cues import CueMatch
    from .discourse import Paragraph
    from .languages import Language
    from .lexicon import Lexicon
    from .quotes import Span


def attribute_paragraph(paragraph: Paragraph, language: Language, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of a paragraph in text order."""
    quotes, (speeches, cues) = list(paragraph.quotes), speeches_and_cues(paragraph)
    named = list(attribute_prepositions(paragraph, quotes, lexicon, language))
    found = attribute_quotes(paragraph, speeches, cues, language, named)
    used = {attribution.cue.token.i for attribution in found if attribution.cue is not None}
    for cue in cues:
        found.extend(attribute_cue(paragraph, cue, quotes, speeches, used, language))
    tellers = [item for item in found if item.source is None or not is_anybodys(item.source, language)]
    found = [item for item in found if not is_told(item, tellers)]
    if not found:
        found.extend(attribute_headline(paragraph))
    found.extend(named)
    return sorted(without_repeats(found, paragraph), key=lambda item: (item.evidence, item.mode))


def speeches_and_cues(paragraph: Paragraph) -> tuple[list[Span], list[CueMatch]]:
    """Return the quotations that are speech, and the article's own cues: none quoted, none in a question."""
    quotes = paragraph.quotes
    return (
        [quote for quote in quotes if is_speech(paragraph, quote)],
        [
            cue
            for cue in paragraph.cues
            if not lies_within(cue.span, quotes) and not in_question(cue, paragraph)
        ],
    )


def in_question(cue: CueMatch, paragraph: Paragraph) -> bool:
    """Tell whether a cue stands in a question of the article's own: "Did X accuse Y?" says nothing."""
    end = sentence_end(cue.token)
    text = paragraph.block.text[:end].rstrip()
    return text.endswith("?") and not any(low < len(text) <= high for low, high in paragraph.quotes)


def is_told(item: Attribution, found: list[Attribution]) -> bool:
    """Tell whether a speech act stands inside what somebody reports; it is then told by him, not by the
    article.
    """
    if item.cue is None or item.rule not in {
        "clause",
        "performative-verb",
        "performative-adjective",
        "performative-noun",
    }:
        return False
    start, end = item.cue.span
    return any(
        other.rule in {"clause", "preposition"}
        and other is not item
        and other.cue is not item.cue
        and any(low <= start and end <= high for low, high in other.content)
        for other in found
    )


def without_repeats(found: list[Attribution], paragraph: Paragraph) -> Iterator[Attribution]:
    """Drop an indirect or floating attribution whose content another, better one already covers."""
    for item in found:
        quoted = [other for other in found if other is not item and _quotes_within(other, item)]
        if item.rule == "preposition" and quoted:
            yield from _before_quotation(item, min(other.evidence[0] for other in quoted), paragraph)
            continue
        if item.rule == "quote-floating" and any(
            other.rule == "clause"
            and other.evidence[0] <= item.evidence[0]
            and item.evidence[1] <= other.evidence[1] + 2
            for other in found
        ):
            continue
        yield item


def _quotes_within(other: Attribution, item: Attribution) -> bool:
    inside = item.evidence[0] <= other.evidence[0] and other.evidence[1] <= item.evidence[1]
    return inside and other.mode == "direct" and other.rule != "quote-floating"


def _before_quotation(item: Attribution, quote: int, paragraph: Paragraph) -> Iterator[Attribution]:
    """Yield what a preposition ascribes before it quotes: "Selon lui, **la France a un but** : "..."."""
    span = trim(paragraph.block.text, (item.evidence[0], quote - 1))
    words = [
        word
        for word in paragraph.doc
        if span[0] <= word.idx < span[1] and (item.source is None or word.i > item.source.i)
    ]
    if len(words) >= MIN_FRONTED_WORDS and any(word.pos_ in {"VERB", "AUX"} for word in words):
        yield Attribution(item.cue, item.source, (span,), span, item.mode, item.rule)
