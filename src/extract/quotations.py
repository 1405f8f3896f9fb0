"""Quotations and who is quoted: the cue that reports a quotation, a name before its colon, or whoever spoke
before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from .acts import Attribution
from .clauses import SENTENCE_MARKS, noun_phrase_span, tokens_within
from .grammar import INVERTED_PRONOUNS, find_clause, has_finite_form, is_finite, own_subject
from .lexicon import load_lexicon
from .quotes import trim
from .sources import follows_mark, lies_within, source_nearby, source_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from .cues import CueMatch
    from .discourse import Paragraph
    from .languages import Language
    from .quotes import Span

MIN_QUOTED_WORDS = 5
"""A shorter quotation without a verb ("total war") is a wording inside somebody's clause, not speech of its
own.
"""
MAX_NAMING_WORDS = 12
"""Tokens before a colon that may do no more than name who speaks behind it."""
MAX_INCISE_TAIL = 60
"""Code points behind the name of who speaks within which a cue put into a quotation must end ("à
Bruxelles").
"""
ADDRESSING = frozenset({"to", "à", "aux", "au"})
"""Behind these stands who is spoken to: "Merkel **to** Erdogan: ..."."""
MAX_CUE_DISTANCE = 160
"""Code points between a quotation and the cue that reports it; beyond, it floats and keeps the last speaker.
"""
SENTENCE_BREAK = re.compile(r"([^\W\d_.]*)([.!?…])['\"”»’)]*\s+[\"“«‘']*(?![a-zà-ÿ])\w")
"""A full stop and what may be the first word of the next sentence; the word before it may be an
abbreviation.
"""


def attribute_quotes(
    paragraph: Paragraph,
    speeches: list[Span],
    cues: list[CueMatch],
    language: Language,
    named: Sequence[Attribution] = (),
) -> list[Attribution]:
    """Return the attributions of the quotations that are speech; one that its cue splits is one attribution.

    `named` are those by a preposition ("according to X"): a quotation of their sentence is theirs.
    """
    quotes = list(paragraph.quotes)
    attributed = [
        _split_inside(paragraph, quote, language)
        or _attribute_quote(paragraph, quote, quotes, cues, language, named)
        for quote in speeches
    ]
    joined = _joined(paragraph, [item for item in attributed if item is not None], language)
    return [_with_opening(paragraph, item, language) for item in joined]


def _joined(paragraph: Paragraph, found: list[Attribution], language: Language) -> list[Attribution]:
    """Join the parts of what one cue reports: "**Yes**," he said. "**We agree.**" """
    joined: list[Attribution] = []
    for item in found:
        if joined and _continues(paragraph, joined[-1], item, language):
            before = joined.pop()
            content = (*before.content, *item.content)
            whole = before.content[0][0], item.content[-1][1]
            item = Attribution(before.cue, before.source, content, whole, before.mode, before.rule)
        joined.append(item)
    return joined


def _split_inside(paragraph: Paragraph, quote: Span, language: Language) -> Attribution | None:
    """Return the attribution of a quotation whose cue stands between its marks: "« La paix, **a dit X**,
    viendra »".

    French papers do so; the cue is between commas, its source behind it.
    """
    text = paragraph.block.text
    for cue in paragraph.cues:
        if not quote[0] < cue.span[0] < quote[1] or cue.entry.kind != "verb" or not follows_mark(cue):
            continue
        source = source_nearby(cue, paragraph, ()) if is_finite(cue.token, language) else None
        if source is None or (source.i < cue.token.i and source.lower_ not in INVERTED_PRONOUNS):
            continue
        low = next(i for i in range(cue.span[0], quote[0] - 1, -1) if i == quote[0] or text[i] in ",")
        named = max(cue.span[1], noun_phrase_span(source)[1])
        high = next((i for i in range(named, quote[1]) if text[i] in ",."), quote[1])
        if quote[0] < low and high - named <= MAX_INCISE_TAIL:
            parts = tuple(
                part
                for part in (trim(text, (quote[0], low)), trim(text, (high, quote[1])))
                if part[0] < part[1]
            )
            return Attribution(cue, source, parts, quote, "direct", "quote-incise") if parts else None
    return None


def _with_opening(paragraph: Paragraph, item: Attribution, language: Language) -> Attribution:
    """Return a quotation with its words before the cue, if they are no speech alone: "**The
    deal**," X said, "is dead".
    """
    cue = item.cue
    if cue is None or not item.rule.startswith("quote-cue") or item.content[0][0] < cue.span[0]:
        return item
    before = [quote for quote in paragraph.quotes if quote[1] <= cue.span[0]]
    if not before or _gap(paragraph, before[-1], cue, language) is None:
        return item
    behind = paragraph.block.text[before[-1][1] : cue.span[0]].lstrip("\"”»’'")
    opened = paragraph.block.text[before[-1][1] : before[-1][1] + 2]
    if "," not in opened or any(mark in behind[2:] for mark in ",;:"):
        return item
    content = (before[-1], *item.content)
    return replace(item, content=content, evidence=(before[-1][0], item.evidence[1]))


def ends_sentence(text: str, language: Language) -> bool:
    """Tell whether a sentence ends inside a text; the stops of abbreviations and initials end none ("Mr.
    Li").
    """
    return any(
        match[2] != "."
        or not (
            len(match[1]) == 1 or match[1].casefold() in load_lexicon(language.code).words["abbreviations"]
        )
        for match in SENTENCE_BREAK.finditer(text)
    )


def _continues(paragraph: Paragraph, before: Attribution, item: Attribution, language: Language) -> bool:
    """Tell whether a quotation goes on with the one before it: the same cue reports it, or no sentence stands
    between them but that cue's.
    """
    if before.cue is not None and item.cue is not None:
        return before.cue.token == item.cue.token
    if item.rule != "quote-floating":
        return False
    end = before.content[-1][1]
    if before.cue is not None:
        end = max(end, before.cue.span[1])
    between = paragraph.block.text[end : item.content[0][0]]
    return not ends_sentence(between.rstrip(" \"“«‘'"), language)


def _text_before(paragraph: Paragraph, quote: Span) -> str:
    """Return what stands before a quotation, without its opening mark."""
    return paragraph.block.text[: quote[0]].rstrip(" \"“«‘'")


def is_speech(paragraph: Paragraph, quote: Span) -> bool:
    """Tell whether a quotation is somebody's speech rather than a borrowed wording."""
    tokens = [token for token in tokens_within(paragraph.doc, quote) if not token.is_punct]
    if any(token.pos_ in {"VERB", "AUX"} and has_finite_form(token) for token in tokens):
        return len(tokens) >= 3
    before = _text_before(paragraph, quote)
    return len(tokens) >= MIN_QUOTED_WORDS and (not before or before[-1] in ".:!?,…")


def _gap(paragraph: Paragraph, quote: Span, cue: CueMatch, language: Language) -> str | None:
    """Return the text between a quotation and a cue; None where a sentence ends between them."""
    text = paragraph.block.text
    between = text[cue.span[1] : quote[0] + 1] if cue.span[1] <= quote[0] else text[quote[1] : cue.span[0]]
    ended = cue.span[0] >= quote[1] and text[quote[1] : quote[1] + 3].lstrip("\"”»’'").startswith(
        (". ", "! ", "? ")
    )
    if ended and text[quote[1] : quote[1] + 1] == ".":
        return None
    return None if len(between) > MAX_CUE_DISTANCE or ends_sentence(between, language) else between


def _attribute_quote(
    paragraph: Paragraph,
    quote: Span,
    quotes: list[Span],
    cues: list[CueMatch],
    language: Language,
    named: Sequence[Attribution],
) -> Attribution | None:
    """Return the attribution of a quotation: to the nearest cue of its sentence, a preposition, a colon,
    any verb
    that it completes, or the last speaker.
    """
    candidates = []
    colon = _text_before(paragraph, quote).endswith(":")
    for cue in cues:
        if colon and cue.span[1] <= quote[0] and cue.token.dep_ in language.roles.relative:
            continue  # a colon ends the main clause: "X, **which Y approved**, defended it: ..."
        between = _gap(paragraph, quote, cue, language)
        if between is None or cue.entry.kind == "adjective" or _takes_own_object(cue, quote):
            continue
        crossed = sum(1 for other in quotes if other != quote and _between(other, quote, cue.span))
        candidates.append((crossed, len(between) + (0 if cue.span[0] > quote[1] else 1), cue.token.i, cue))
    for _, _, _, cue in sorted(candidates, key=lambda item: item[:3]):
        source = source_of(cue, language)
        if source is None and cue.entry.kind == "noun":
            continue
        if cue.entry.kind == "verb" and (source is None or lies_within((source.idx, source.idx + 1), quotes)):
            source = source_nearby(cue, paragraph, quotes)
        clause = find_clause(cue.token, language)
        if clause is not None and cue.span[1] <= quote[0]:
            start = min(token.idx for token in clause.subtree)
            if cue.span[1] <= start < quote[0] - 12 and not paragraph.block.text[start : quote[0]].rstrip(
                ' "“«'
            ).endswith(":"):
                return None
        return Attribution(cue, source, (quote,), quote, "direct", f"quote-cue-{cue.entry.kind}")
    by_preposition = _named_by_preposition(paragraph, quote, named, language)
    if by_preposition is not None:
        return by_preposition
    before = _text_before(paragraph, quote)
    if before.endswith(":"):
        source = _source_before_colon(paragraph, len(before) - 1)
        if source is not None:
            return Attribution(None, source, (quote,), quote, "direct", "quote-colon")
    if before.endswith((",", ":")):
        source = _subject_before(paragraph, len(before), language)
        if source is not None:
            return Attribution(None, source, (quote,), quote, "direct", "quote-verb")
    return Attribution(None, None, (quote,), quote, "direct", "quote-floating")


def _named_by_preposition(
    paragraph: Paragraph, quote: Span, named: Sequence[Attribution], language: Language
) -> Attribution | None:
    """Return the attribution of a quotation whose sentence names its source by a preposition ("selon X")."""
    for item in named:
        if item.cue is not None and _gap(paragraph, quote, item.cue, language) is not None:
            return Attribution(item.cue, item.source, (quote,), quote, "direct", "quote-preposition")
    return None


def _subject_before(paragraph: Paragraph, position: int, language: Language) -> Token | None:
    """Return the subject of the clause that a quotation completes: "**X** went on television, "..."."""
    for token in reversed([token for token in paragraph.doc if token.idx < position]):
        if token.text[-1:] in SENTENCE_MARKS - {":"} or paragraph.is_quoted(token):
            return None
        if token.pos_ in {"VERB", "AUX"} and is_finite(token, language):
            return own_subject(token, language)
    return None


def _between(other: Span, quote: Span, cue: Span) -> bool:
    low, high = (cue[1], quote[0]) if cue[1] <= quote[0] else (quote[1], cue[0])
    return low <= other[0] and other[1] <= high


def _takes_own_object(cue: CueMatch, quote: Span) -> bool:
    """A performative with a target of its own ("accused Russia of 'lying'") does not merely report the
    quotation.
    """
    if cue.entry.stance is None or cue.entry.kind != "verb":
        return False
    if cue.span[0] > quote[1]:
        return False
    return "clause" not in cue.entry.target and not cue.entry.clause_only and not _colon_follows(cue, quote)


def _colon_follows(cue: CueMatch, quote: Span) -> bool:
    text = cue.token.doc.text
    return text[cue.span[1] : quote[0]].rstrip(" \"“«‘'").endswith((":", ","))


def _source_before_colon(paragraph: Paragraph, colon: int) -> Token | None:
    """Return the head of a short phrase that stands alone before a colon ("Ayrault : « ... »")."""
    tokens = [token for token in paragraph.doc if token.idx < colon]
    sentence: list[Token] = []
    for token in reversed(tokens):
        if token.text in {".", "!", "?"}:
            break
        sentence.insert(0, token)
    named = [token for token in sentence if token.i in paragraph.covering]
    if not named or len(sentence) > MAX_NAMING_WORDS:
        return None
    addressed = {token.i for token in named if token.i and token.nbor(-1).lower_ in ADDRESSING}
    speaking = [token for token in named if paragraph.covering[token.i].start not in addressed]
    return paragraph.doc[paragraph.covering[(speaking or named)[-1 if not addressed else 0].i].head]
