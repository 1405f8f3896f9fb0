"""What a cue takes as its complement: the words that say what is accused, demanded, wished or promised.

Of "The minister on Monday **accused** Russia of lying, witnesses said" it is "Russia of lying": neither the
source nor the circumstances. Of a passive it is the subject and what else stands behind the verb.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .clauses import core_span, is_added, noun_phrase_span, subtree_span
from .grammar import children_in, find_agent, find_subject, is_aside, is_passive, prepositional
from .quotes import trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .cues import CueMatch
    from .discourse import Paragraph
    from .languages import Language
    from .quotes import Span

CIRCUMSTANCES = frozenset(
    {"npadvmod", "advmod", "punct", "cc", "prt", "mark", "intj", "obl:mod", "cop", "fixed"}
)
"""Labels of what stands beside a complement in both languages: times, adverbs, particles, joints."""


def complement_spans(cue: CueMatch, paragraph: Paragraph, language: Language) -> tuple[Span, ...]:
    """Return the spans of a cue's complement in text order; () where it has none."""
    token = cue.token
    if cue.entry.kind == "noun":
        return _joined(_noun_complements(cue, language), paragraph)
    passive = cue.entry.kind == "verb" and is_passive(token, language)
    agent = find_agent(token, language) if passive else None
    parts: list[Span] = []
    if passive:
        subject = find_subject(token, language)
        if subject is not None and subject.i < token.i:
            parts.append(noun_phrase_span(subject))
    bearers = (
        [token] if cue.entry.kind == "verb" else [token, *([token.head] if token.head.i < token.i else [])]
    )
    behind = sorted(
        (part for bearer in bearers for part in _behind(bearer, cue, agent, language)),
        key=lambda span: span[0],
    )
    if behind:
        start, end = behind[0][0], behind[-1][1]
        parts.append((start, end))
    return _joined(parts, paragraph)


def _behind(bearer: Token, cue: CueMatch, agent: Token | None, language: Language) -> Iterator[Span]:
    """Yield the spans of what a verb governs behind its cue."""
    last = cue.words[-1].i
    inner = {word.i for word in cue.words}
    roles = language.roles
    for word in (bearer, *cue.words[1:]):
        if word is not bearer and word.head.i not in inner:
            continue
        for child in word.children:
            if (child.i <= last and child.i in inner) or child.i < cue.token.i:
                continue
            if child.dep_ in CIRCUMSTANCES | roles.auxiliary | roles.subject | roles.passive_subject:
                continue
            if child.dep_ == "advcl" and is_added(child, language):
                continue
            if child.dep_ in roles.conjunct or is_aside(child, language) or _is_when(child, language):
                continue
            if agent is not None and (child == agent or agent in child.children):
                continue
            if child.dep_ in roles.preposition:
                if not _says_what(child, language):
                    continue
                governed = [noun for noun in child.children if noun.dep_ in {"pobj", "pcomp"}]
                yield core_span(governed[0] if governed and word is not bearer else child, language)
                continue
            yield core_span(child, language)


def _says_what(preposition: Token, language: Language) -> bool:
    """Tell whether a preposition leads to what is said, not to where, when or to whom."""
    name = language.contractions.get(preposition.lower_, preposition.lower_)
    return name in language.topical


def _is_when(child: Token, language: Language) -> bool:
    return child.ent_type_ in {"DATE", "TIME"} or child.lower_ in language.weekdays


def _noun_complements(cue: CueMatch, language: Language) -> list[Span]:
    """Return what follows a noun of saying: "Trump's **vow** to build a wall", "his **call** for talks"."""
    clauses = language.roles.open_clause | language.roles.clause | language.roles.relative
    for word in cue.words:
        for child in children_in(word, clauses):
            if child.i > word.i:
                return [subtree_span(child)]
        behind = word.doc[word.i + 1] if word.i + 1 < len(word.doc) else None
        if behind is not None and behind.tag_ == "TO" and behind.head.i > word.i:
            return [subtree_span(behind.head)]  # parsers hang "**to build** ties" on a verb further up
        for name, noun in prepositional(word, language):
            if noun != cue.owner and name in language.topical and noun.i > word.i:
                return [subtree_span(noun)]
    return []


def _joined(parts: list[Span], paragraph: Paragraph) -> tuple[Span, ...]:
    trimmed = (trim(paragraph.block.text, part) for part in sorted(parts))
    return tuple(span for span in trimmed if span[1] > span[0])


def clause_around(cue: CueMatch, source: Token, paragraph: Paragraph, language: Language) -> tuple[Span, ...]:
    """Return the clause that a source preposition stands in, without the prepositional phrase: before and
    behind
    it.
    """
    text, first = paragraph.block.text, cue.words[0]
    start, end = cue.span[0], max(noun_phrase_span(source)[1], cue.span[1])
    inside = {word.i for word in paragraph.doc if start <= word.idx < end}
    head = first
    while head.i in inside and head.head != head:
        head = head.head
    while head.pos_ not in {"VERB", "AUX"} and head.head != head and head.dep_ not in language.roles.clause:
        head = head.head
    if first.is_sent_start or head.i in inside:
        low, high = source.sent.start_char, source.sent.end_char
    else:
        low, high = subtree_span(head)
    parts = (trim(text, (low, start)), trim(text, (end, high)))
    return tuple(part for part in parts if any(letter.isalnum() for letter in text[slice(*part)]))
