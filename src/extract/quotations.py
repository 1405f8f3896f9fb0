"""Attribution: cue, source and content of each reported speech act, in the vocabulary of the PARC corpora.

`find_attributions` looks at one paragraph: quotations and the cue that introduces them, indirect speech,
verbs, nouns and adjectives that perform a speech act, and prepositions that name a source ("according
to", "selon").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .clauses import clause_span, clause_tokens, subtree_span
from .cues import CueMatch
from .grammar import find_clause, find_objects, is_passive, prepositional
from .quotes import Span, trim
from .sources import can_have_subject, lies_within, source_between_commas, source_nearby, source_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Mode
    from .discourse import Paragraph
    from .languages import Language
    from .lexicon import Lexicon

MIN_QUOTED_WORDS = 5
"""A shorter quotation without a verb ("total war") is a wording inside somebody's clause, not speech of its
own.
"""
THAT_REACH = 10
"""Tokens behind a cue within which the conjunction of its content may stand."""
MAX_CUE_DISTANCE = 160
"""Code points between a quotation and the cue that reports it; beyond, it floats and keeps the last speaker.
"""
SENTENCE_BREAK = re.compile(r"[.!?…]['\"”»’)]*\s+[\"“«‘']?[^\W\d_a-zà-ÿ]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported speech act: who (`source`), with which words (`cue`), says what (`content`)."""

    cue: CueMatch | None
    """None where nothing but quotation marks, a colon or the form of an interview reports it."""
    source: Token | None
    """Head of the phrase that names the source; None means: whoever spoke last."""
    content: tuple[Span, ...]
    evidence: Span
    mode: Mode
    rule: str


def find_attributions(paragraph: Paragraph, language: Language, lexicon: Lexicon) -> list[Attribution]:
    """Return the attributions of a paragraph in text order."""
    quotes = list(paragraph.quotes)
    speeches = [quote for quote in quotes if _is_speech(paragraph, quote)]
    cues = [cue for cue in paragraph.cues if not lies_within(cue.span, quotes)]
    attributed = [_attribute_quote(paragraph, quote, quotes, cues, language) for quote in speeches]
    found = [attribution for attribution in attributed if attribution is not None]
    used = {attribution.cue.token.i for attribution in found if attribution.cue is not None}
    for cue in cues:
        found.extend(_attribute_cue(paragraph, cue, quotes, speeches, used, language))
    found = [item for item in found if not _is_told(item, found)]
    found.extend(_attribute_prepositions(paragraph, quotes, lexicon, language))
    return sorted(_without_repeats(found), key=lambda item: (item.evidence, item.mode))


def _is_speech(paragraph: Paragraph, quote: Span) -> bool:
    """Tell whether a quotation is somebody's speech rather than a borrowed wording."""
    tokens = [token for token in paragraph.doc if quote[0] <= token.idx < quote[1] and not token.is_punct]
    if any(token.pos_ in {"VERB", "AUX"} and "VerbForm=Fin" in str(token.morph) for token in tokens):
        return len(tokens) >= 3
    before = paragraph.block.text[: quote[0]].rstrip(" \"“«‘'")
    return len(tokens) >= MIN_QUOTED_WORDS and (not before or before[-1] in ".:!?,…")


def _gap(paragraph: Paragraph, quote: Span, cue: CueMatch) -> str | None:
    """Return the text between a quotation and a cue; None where a sentence ends between them."""
    text = paragraph.block.text
    between = text[cue.span[1] : quote[0] + 1] if cue.span[1] <= quote[0] else text[quote[1] : cue.span[0]]
    ended = cue.span[0] >= quote[1] and text[quote[1] : quote[1] + 3].lstrip("\"”»’'").startswith(
        (". ", "! ", "? ")
    )
    if ended and text[quote[1] : quote[1] + 1] == ".":
        return None
    return None if len(between) > MAX_CUE_DISTANCE or SENTENCE_BREAK.search(between) else between


def _attribute_quote(
    paragraph: Paragraph,
    quote: Span,
    quotes: list[Span],
    cues: list[CueMatch],
    language: Language,
) -> Attribution | None:
    """Return the attribution of a quotation: to the nearest cue of its sentence, a colon, or the last
    speaker.
    """
    candidates = []
    for cue in cues:
        between = _gap(paragraph, quote, cue)
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
    before = paragraph.block.text[: quote[0]].rstrip(" \"“«‘'")
    if before.endswith(":"):
        named = _source_before_colon(paragraph, len(before) - 1)
        if named is not None:
            return Attribution(None, named, (quote,), quote, "direct", "quote-colon")
    return Attribution(None, None, (quote,), quote, "direct", "quote-floating")


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
    return named[-1] if named and len(sentence) <= 12 else None


def _attribute_cue(
    paragraph: Paragraph,
    cue: CueMatch,
    quotes: list[Span],
    speeches: list[Span],
    used: set[int],
    language: Language,
) -> Iterator[Attribution]:
    """Yield what a cue reports without being the cue of a whole quotation: indirect speech or a
    performative.
    """
    token = cue.token
    source = source_of(cue, language)
    if token.i in used and (cue.entry.stance is None or cue.entry.kind != "verb"):
        return
    if source is None and cue.entry.kind == "verb" and can_have_subject(token, language):
        source = source_nearby(cue, paragraph, quotes)
    if cue.entry.kind == "verb" and is_passive(token, language) and source is None:
        return
    if cue.entry.stance is None and cue.entry.kind == "verb":
        inserted = source_between_commas(cue, paragraph)
        if inserted is not None and not paragraph.is_quoted(token):
            whole = trim(paragraph.block.text, (token.sent.start_char, token.sent.end_char))
            yield Attribution(cue, inserted, (whole,), whole, "indirect", "clause")
            return
    if cue.entry.stance is None or cue.entry.clause_only:
        content = _reported_span(cue, source, paragraph, language)
        if content is None or source is None:
            return
        evidence = clause_span(token, source, paragraph, language)
        evidence = min(evidence[0], content[0]), max(evidence[1], content[1])
        mixed = any(content[0] <= start and end <= content[1] + 2 for start, end in speeches)
        yield Attribution(cue, source, (content,), evidence, "direct" if mixed else "indirect", "clause")
        return
    if source is None or _is_bare_infinitive(token):
        return
    evidence = clause_span(token, source, paragraph, language)
    if token.i in used:
        quoted = min((start for start, _ in speeches if start >= evidence[0]), default=evidence[1])
        objects = [item for item in find_objects(token, language) if token.i < item.i and item.idx < quoted]
        if not objects:
            return
        evidence = trim(paragraph.block.text, (evidence[0], min(evidence[1], quoted - 1)))
    yield Attribution(cue, source, (evidence,), evidence, "performative", f"performative-{cue.entry.kind}")


def _is_bare_infinitive(token: Token) -> bool:
    """An infinitive performs nothing ("is accused of supporting", "plans to condemn") unless a modal
    carries it.
    """
    if "VerbForm=Inf" not in str(token.morph):
        return False
    return not any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)


def _reported_span(
    cue: CueMatch, source: Token | None, paragraph: Paragraph, language: Language
) -> Span | None:
    """Return the content of indirect speech: the clause that the cue governs, else what else its sentence
    says.

    Parsers often lose the clause: "said more pressure needed to be put" (read as an object with a verb
    inside it), or
    "..., Ayrault said" behind a long sentence (read as two sentences side by side).
    """
    text, token = paragraph.block.text, cue.token
    clause = find_clause(token, language)
    if clause is not None:
        start, end = subtree_span(clause)
        parts = [
            child for child in token.children if child.dep_ == clause.dep_ and token.i < child.i < clause.i
        ]
        return trim(text, (min([start, *(subtree_span(part)[0] for part in parts)]), end))
    behind = _behind_conjunction(cue, paragraph)
    if behind is not None:
        return behind
    if cue.entry.clause_only and cue.entry.stance is not None:
        return None
    for item in find_objects(token, language):
        if item.i > token.i and any(word.pos_ in {"VERB", "AUX"} for word in item.subtree):
            return trim(text, subtree_span(item))
        if item.i > token.i and _has_predicate(token, item, language):
            return trim(
                text,
                (subtree_span(item)[0], max(word.idx + len(word) for word in clause_tokens(token, language))),
            )
    if source is None:
        return None
    start = min(token.idx, source.idx, *(word.idx for word in source.subtree if word.sent == token.sent))
    fronted = text[token.sent.start_char : start].rstrip()
    if fronted.endswith(",") and len(fronted.split()) >= MIN_QUOTED_WORDS:
        return trim(text, (token.sent.start_char, start))
    return None


def _behind_conjunction(cue: CueMatch, paragraph: Paragraph) -> Span | None:
    """Return what follows a "that" behind a cue whose clause the parser lost: "a confirmé, jeudi,
    **que** ...".
    """
    last = cue.words[-1]
    for token in paragraph.doc[last.i + 1 : min(last.i + 1 + THAT_REACH, last.sent.end)]:
        if token.lower_ in {"que", "qu'", "that"} and token.dep_ in {"mark", "fixed", "advmod"}:
            return trim(paragraph.block.text, (token.idx, last.sent.end_char))
        if token.pos_ in {"VERB", "AUX"}:
            return None
    return None


def _has_predicate(verb: Token, item: Token, language: Language) -> bool:
    """Tell whether a verb says something of its object: "called the deal **void**", "labelled him **as** a
    terrorist".
    """
    if any(child.dep_ in {"oprd", "xcomp", "acomp"} and child.i > item.i for child in verb.children):
        return True
    named = [name for bearer in (verb, item) for name, _ in prepositional(bearer, language)]
    if {"as", "comme"} & set(named):
        return True
    return any(
        name == "de" and noun.i > item.i and noun.head == verb for name, noun in prepositional(verb, language)
    )


def _attribute_prepositions(
    paragraph: Paragraph, quotes: list[Span], lexicon: Lexicon, language: Language
) -> Iterator[Attribution]:
    """Yield attributions by preposition: "according to X", "selon X", "pour X" at the edge of a sentence."""
    text = paragraph.block.text
    for phrase in sorted(lexicon.words["source_prepositions"]):
        for match in re.finditer(rf"\b{re.escape(phrase)}\b", text, re.IGNORECASE):
            span = paragraph.doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is None or lies_within((match.start(), match.end()), quotes):
                continue
            source = _governed(span[-1], span[0], language)
            if source is None or (phrase == "pour" and not _at_edge(span[0])):
                continue
            sentence = source.sent
            start, end = sentence.start_char, sentence.end_char
            evidence = trim(text, (start, end))
            if source.i not in paragraph.covering and source.pos_ != "PRON" and source.pos_ != "NOUN":
                continue
            cue = CueMatch.of_preposition(span)
            yield Attribution(cue, source, (evidence,), evidence, "indirect", "preposition")


def _governed(last: Token, first: Token, language: Language) -> Token | None:
    """Return the noun that a source preposition governs."""
    if first.dep_ in {"case", "mark"} and first.head != first:
        return first.head
    for child in last.children:
        if child.dep_ in {"pobj", "obj"}:
            return child
    for _, noun in prepositional(first, language):
        return noun
    return last.head if last.dep_ == "case" else None


def _at_edge(token: Token) -> bool:
    return token.is_sent_start is True or (token.i > 0 and token.nbor(-1).text in {",", "—", "–", '"', "»"})


def _is_told(item: Attribution, found: list[Attribution]) -> bool:
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


def _without_repeats(found: list[Attribution]) -> Iterator[Attribution]:
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
