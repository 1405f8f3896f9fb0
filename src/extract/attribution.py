"""Attribution: cue, source and content of each reported speech act, in the vocabulary of the PARC corpora."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .headlines import attribute_headline
from .quotations import attribute_quotes, is_speech
from .reported import attribute_cue, attribute_prepositions
from .sources import lies_within

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .acts import Attribution
    from .discourse import Paragraph
    from .languages import Language
    from .lexicon import Lexicon


def attribute_paragraph(paragraph: Paragraph, language: Language, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of a paragraph in text order."""
    quotes = list(paragraph.quotes)
    speeches = [quote for quote in quotes if is_speech(paragraph, quote)]
    cues = [cue for cue in paragraph.cues if not lies_within(cue.span, quotes)]
    named = list(attribute_prepositions(paragraph, quotes, lexicon, language))
    found = attribute_quotes(paragraph, speeches, cues, language, named)
    used = {attribution.cue.token.i for attribution in found if attribution.cue is not None}
    for cue in cues:
        found.extend(attribute_cue(paragraph, cue, quotes, speeches, used, language))
    found = [item for item in found if not is_told(item, found)]
    if not found:
        found.extend(attribute_headline(paragraph))
    found.extend(named)
    return sorted(without_repeats(found), key=lambda item: (item.evidence, item.mode))


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


def without_repeats(found: list[Attribution]) -> Iterator[Attribution]:
    """Drop an indirect or floating attribution whose content another, better one already covers."""
    for item in found:
        if item.rule == "preposition" and any(
            other is not item
            and other.mode == "direct"
            and other.rule != "quote-floating"
            and item.evidence[0] <= other.evidence[0]
            and other.evidence[1] <= item.evidence[1]
            for other in found
        ):
            continue
        if item.rule == "quote-floating" and any(
            other.rule == "clause"
            and other.evidence[0] <= item.evidence[0]
            and item.evidence[1] <= other.evidence[1] + 2
            for other in found
        ):
            continue
        yield item
