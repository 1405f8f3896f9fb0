"""Attribution relations of any text: who says, thinks or wants what, as spans of source, cue and content.

These are the attribution relations of the PARC corpora, wider than the statements of diplomacy: hopes and
plans
belong to them, polls and reports are sources, and nobody is resolved to an actor.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .attribution import speeches_and_cues
from .clauses import noun_phrase_span
from .cleaning import split_blocks
from .complements import clause_around, complement_spans
from .cues import find_cues
from .discourse import FLOATING_REACH, Paragraph
from .grammar import RELATIVE_SUBJECTS, conjuncts, find_agent, is_passive
from .languages import load_language
from .lexicon import load_attitudes, load_lexicon
from .mentions import find_proper_names
from .overlaps import without_overlaps
from .parsing import load_pipeline, parse_paragraphs
from .pieces import readable_pieces
from .quotations import attribute_quotes
from .quotes import find_quotes
from .reported import (
    attribute_prepositions,
    inserted_content,
    inserted_source,
    reported_span,
)
from .sources import can_have_subject, source_nearby, source_of
from .unreported import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from .cleaning import Block
    from .cues import CueMatch
    from .languages import Language
    from .parsing import Models
    from .quotes import Span


@dataclass(frozen=True, slots=True)
class AttributionRelation:
    """Who says what, as spans of a text: (start, end) in code points, end exclusive."""

    source: Span | None
    """The phrase that names who speaks; None where the text does not say."""
    cue: Span | None
    """The words that report ("said", "according to"); None for a quotation that nothing introduces."""
    content: tuple[Span, ...]
    """What is said, several spans where the cue stands in its middle; quotation marks are left out."""
    rule: str


def find_attributions(
    text: str, language: str, models: Models | None = None, *, nested: bool = False
) -> list[AttributionRelation]:
    """Return the attribution relations of a text, in the order of its paragraphs.

    What somebody inside another's words says ("he said that **they want** peace") is left out unless
    `nested` asks
    for it: it is true only as far as the outer source is right. Raises ModelMissingError where the
    language has no
    model.

    >>> from communique import find_attributions
    >>> text = "The deal is dead, the minister said."
    >>> [text[slice(*relation.source)] for relation in find_attributions(text, "en")]
    ['the minister']
    """
    blocks = readable_pieces(split_blocks(text, language))
    pipeline = load_pipeline(language, models)
    docs = parse_paragraphs(pipeline, [block.text for block in blocks], without=("ner",))
    return list(relate(blocks, docs, language, nested=nested))


def relate(
    blocks: Iterable[Block], docs: Iterable[Doc], code: str, *, nested: bool = False
) -> Iterator[AttributionRelation]:
    """Yield the attribution relations of parsed blocks; a quotation without a cue keeps who was quoted
    last.
    """
    language = load_language(code)
    last: tuple[Span, int] | None = None
    for index, (block, doc) in enumerate(zip(blocks, docs, strict=True)):
        paragraph = _read(index, block, doc, language)
        for source, cue, content, rule in _relations(paragraph, language, nested):
            read = _source_span(source, cue, language) if source is not None else None
            head = (source.idx, source.idx + len(source)) if source is not None else None
            span = cue.span if cue is not None else None
            quoted = rule.startswith("quote")
            read, span, content = without_overlaps(block.text, read, head, span, content, quoted=quoted)
            if not content:
                continue
            named = _shift(read, block) if read is not None else None
            if named is None and last is not None and index - last[1] <= FLOATING_REACH:
                named = last[0]
            if named is not None and quoted:
                last = named, index
            yield AttributionRelation(
                named,
                _shift(span, block) if span is not None else None,
                tuple(_shift(part, block) for part in content),
                rule,
            )


def _source_span(source: Token, cue: CueMatch | None, language: Language) -> Span:
    """Return the phrase that names a source, with the relative pronoun that stands for it: "**officials who**
    say"."""
    spans = [noun_phrase_span(member) for member in conjuncts(source, language)]
    start, end = min(low for low, _ in spans), max(high for _, high in spans)
    if cue is not None and cue.token.dep_ in {"relcl", "acl:relcl"} and cue.token.head == source:
        for word in source.doc[source.i + 1 : cue.token.i]:
            if word.lower_ in RELATIVE_SUBJECTS and word.idx >= end - len(word):
                return start, word.idx + len(word)
    return start, end


def _shift(span: Span, block: Block) -> Span:
    return block.start + span[0], block.start + span[1]


def _read(index: int, block: Block, doc: Doc, language: Language) -> Paragraph:
    """Return a paragraph in which every proper name may be a source: no table and no recogniser is asked."""
    mentions = find_proper_names(doc)
    covering = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    quotes = tuple(find_quotes(block.text, language.quote_pairs))
    cues = tuple(find_cues(doc, language, load_attitudes(language.code), covering))
    return Paragraph(index, block, doc, mentions, covering, quotes, cues)


_Parts = tuple["Token | None", "CueMatch | None", "tuple[Span, ...]", str]


def _relations(paragraph: Paragraph, language: Language, nested: bool) -> Iterator[_Parts]:
    quotes, (speeches, cues) = list(paragraph.quotes), speeches_and_cues(paragraph)
    quoted = attribute_quotes(paragraph, speeches, cues, language)
    used = {item.cue.token.i for item in quoted if item.cue is not None}
    found: list[_Parts] = [(item.source, item.cue, item.content, item.rule) for item in quoted]
    for cue in cues:
        if cue.token.i in used:
            continue
        source = _source(cue, paragraph, language)
        if source is None or _is_impersonal(source, language) or says_nothing(cue, language):
            continue
        content, rule = _content(cue, source, paragraph, language)
        if content:
            found.append((source, cue, content, rule))
    for item in attribute_prepositions(paragraph, quotes, load_attitudes(language.code), language):
        if item.source is not None and item.cue is not None:
            content = clause_around(item.cue, item.source, paragraph, language)
            if content:
                found.append((item.source, item.cue, content, item.rule))
    yield from sorted(found if nested else _outermost(found), key=lambda parts: parts[2])


def _outermost(found: list[_Parts]) -> Iterator[_Parts]:
    """Yield the parts whose content does not stand inside what somebody else is reported to say."""
    wholes = [(content[0][0], content[-1][1]) for _, _, content, _ in found]
    for parts, (start, end) in zip(found, wholes, strict=True):
        if not any(low <= start and end <= high and (low, high) != (start, end) for low, high in wholes):
            yield parts


def _source(cue: CueMatch, paragraph: Paragraph, language: Language) -> Token | None:
    inserted = inserted_source(cue, paragraph, language) if cue.entry.kind == "verb" else None
    source = inserted or source_of(cue, language)
    if source is None and cue.entry.kind == "verb" and can_have_subject(cue.token, language):
        source = source_nearby(cue, paragraph, paragraph.quotes)
    return source


def _is_impersonal(source: Token, language: Language) -> bool:
    """Tell whether a pronoun names nobody ("il convient de", "it remains to")."""
    words = load_lexicon(language.code).words
    return source.dep_ in {"expl", "expl:subj"} and source.head.lemma_.lower() in words["impersonal_verbs"]


def _content(
    cue: CueMatch, source: Token, paragraph: Paragraph, language: Language
) -> tuple[tuple[Span, ...], str]:
    """Return what a cue reports, and by which rule: the rest of its sentence, its clause, or its
    complement.
    """
    if cue.entry.kind == "verb":
        around = inserted_content(cue, paragraph, language)
        if around:
            return around, "inserted"
        passive = is_passive(cue.token, language)
        reporting = cue.entry.stance is None and find_agent(cue.token, language) is not None
        clause = reported_span(cue, source, paragraph, language) if reporting or not passive else None
        if clause is not None:
            return (clause,), "clause"
        if cue.entry.clause_only:
            return (), ""
    return complement_spans(cue, paragraph, language), f"complement-{cue.entry.kind}"
