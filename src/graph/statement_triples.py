"""One statement as RDF: its node, the piece of text that proves it, and the edges it draws between actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rdflib import DCTERMS, PROV, RDF, RDFS, Literal, URIRef

from ..model import Article, ArticleMetadata, Stance, Statement
from .dating import read_period
from .positions import SAID_SO
from .vocabulary import (
    CMQ,
    OA,
    SHORTCUTS,
    STANCE,
    Names,
    Triple,
    date_literal,
    decimal_literal,
    plain_literal,
    text_literal,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..knowledge.stances import StanceDefinition

CONTEXT = 32
"""Characters of prefix and suffix, with which a reader finds the quotation again in a changed text."""

_TYPE, _LABEL, _RUN, _PART = RDF.type, RDFS.label, PROV.wasGeneratedBy, DCTERMS.isPartOf
"""Looked up once: rdflib makes a new term each time."""

_CONCEPTS = {stance: STANCE[stance.value] for stance in Stance}


def describe_statement(
    statement: Statement,
    article: ArticleMetadata | None,
    stances: Mapping[Stance, StanceDefinition],
    run: URIRef,
    names: Names,
    utterance: str,
) -> Iterator[Triple]:
    """Yield everything that the record of a statement knows, and the utterance that it reports."""
    iri = names.statement(statement.id)
    article_iri = names.article(statement.article, article)
    yield iri, _TYPE, CMQ.Statement
    yield from ((iri, _LABEL, label) for label in _labels(statement, stances))
    yield iri, CMQ.stance, _CONCEPTS[statement.stance]
    yield iri, CMQ.polarity, plain_literal(statement.polarity)
    yield iri, CMQ.intensity, decimal_literal(statement.intensity)
    yield iri, CMQ.negated, plain_literal(statement.negated)
    yield iri, CMQ.modality, plain_literal(statement.modality)
    yield iri, CMQ.mode, plain_literal(statement.mode)
    yield iri, CMQ.text, text_literal(statement.evidence, statement.language)
    yield iri, CMQ.confidence, decimal_literal(statement.confidence)
    for term, text in ((CMQ.cue, statement.cue), (CMQ.rule, statement.rule)):
        if text:
            yield iri, term, text_literal(text)
    if statement.source_chain:
        yield iri, CMQ.sourceChain, text_literal(" > ".join(statement.source_chain))
    yield iri, CMQ.utterance, names.utterance(utterance)
    yield iri, CMQ.article, article_iri
    yield iri, CMQ.evidence, names.evidence(article_iri, statement.start, statement.end)
    yield iri, CMQ.sentenceStart, plain_literal(statement.sentence_start)
    yield iri, CMQ.sentenceEnd, plain_literal(statement.sentence_end)
    yield iri, _RUN, run
    yield from _who_and_where(statement, iri, names)
    yield from _when(statement, iri)


def describe_evidence(
    statement: Statement, article: ArticleMetadata | None, names: Names
) -> Iterator[Triple]:
    """Yield the span of text as one node that is both quote and position selector (Web Annotation)."""
    article_iri = names.article(statement.article, article)
    iri = names.evidence(article_iri, statement.start, statement.end)
    yield iri, _TYPE, OA.TextQuoteSelector
    yield iri, _TYPE, OA.TextPositionSelector
    yield iri, _PART, article_iri
    yield iri, OA.exact, text_literal(statement.evidence, statement.language)
    yield iri, OA.start, plain_literal(statement.start)
    yield iri, OA.end, plain_literal(statement.end)
    if isinstance(article, Article):
        before = article.text[max(0, statement.start - CONTEXT) : statement.start]
        after = article.text[statement.end : statement.end + CONTEXT]
        if before:
            yield iri, OA.prefix, text_literal(before, statement.language)
        if after:
            yield iri, OA.suffix, text_literal(after, statement.language)


def describe_utterance(utterance: str, names: Names) -> Iterator[Triple]:
    """Yield an utterance and the statement that stands for it."""
    iri = names.utterance(utterance)
    yield iri, _TYPE, CMQ.Utterance
    yield iri, CMQ.firstReport, names.statement(utterance)


def draw_edges(statement: Statement, threshold: float, names: Names) -> Iterator[Triple]:
    """Yield who speaks for whom, and the shortcut edges from those it counts for to the target.

    A statement that is negated, hypothetical, conditional or less sure than `threshold` draws no shortcut.
    """
    if statement.represents_id is not None and statement.represents_id != statement.speaker_id:
        yield names.actor(statement.speaker_id), CMQ.represents, names.actor(statement.represents_id)
    if statement.negated or statement.modality not in SAID_SO or statement.confidence < threshold:
        return
    if statement.target_id is not None:
        for actor_id in _counts_for(statement):
            yield names.actor(actor_id), SHORTCUTS[statement.stance], names.actor(statement.target_id)


def _who_and_where(statement: Statement, iri: URIRef, names: Names) -> Iterator[Triple]:
    yield iri, CMQ.speaker, names.actor(statement.speaker_id)
    if statement.represents_id is not None:
        yield iri, CMQ.onBehalfOf, names.actor(statement.represents_id)
    for actor_id in _counts_for(statement):
        yield iri, CMQ.actor, names.actor(actor_id)
    if statement.target_id is not None:
        yield iri, CMQ.target, names.actor(statement.target_id)
    for place_id in statement.place_ids:
        yield iri, CMQ.place, names.place(place_id)
    if statement.venue_id is not None:
        yield iri, CMQ.venue, names.place(statement.venue_id)


def _when(statement: Statement, iri: URIRef) -> Iterator[Triple]:
    if statement.date_text:
        yield iri, CMQ.dateText, text_literal(statement.date_text)
    if statement.date is None:
        return
    yield iri, CMQ.dateEDTF, text_literal(statement.date)
    if statement.date_basis is not None:
        yield iri, CMQ.dateBasis, plain_literal(statement.date_basis)
    period = read_period(statement.date)
    if period is not None:
        yield iri, CMQ.date, date_literal(period.first)
        yield iri, CMQ.datePrecision, plain_literal(period.precision)


def _counts_for(statement: Statement) -> tuple[str, ...]:
    """Return the ids of those whose statement it is: the speaker, and whom it speaks for."""
    if statement.represents_id is None or statement.represents_id == statement.speaker_id:
        return (statement.speaker_id,)
    return (statement.speaker_id, statement.represents_id)


def _labels(statement: Statement, stances: Mapping[Stance, StanceDefinition]) -> Iterator[Literal]:
    """Yield a line to recognise it by, in English and French: "France: accuses Russia, 2016-12-12"."""
    speaker = statement.speaker
    if statement.represents and statement.represents_id != statement.speaker_id:
        speaker = f"{speaker} ({statement.represents})"
    definition = stances[statement.stance]
    marks = ["negated"] if statement.negated else []
    marks += [statement.modality] if statement.modality != "actual" else []
    for verb, language in ((definition.label_en, "en"), (definition.label_fr, "fr")):
        line = f"{speaker}: {verb} {statement.target or '…'}"
        line += f" [{', '.join(marks)}]" if marks else ""
        line += f", {statement.date}" if statement.date else ""
        yield text_literal(line, language)
