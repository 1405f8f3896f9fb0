"""Speech that a cue reports in other words, or that its verb performs: "said that ...", "accused X of ...",
"according to X".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ..model import Stance
from .acts import Attribution
from .added_speech import before_added
from .clauses import (
    SENTENCE_MARKS,
    clause_span,
    clause_tokens,
    core_span,
    noun_phrase_span,
    sentence_end,
    sentence_start,
    subtree_span,
)
from .complements import complement_spans
from .cues import CueMatch, is_drawn
from .grammar import (
    INVERTED_PRONOUNS,
    case_of,
    find_clause,
    find_objects,
    is_announced,
    is_aside,
    is_finite,
    is_passive,
    prepositional,
)
from .lexicon import load_lexicon
from .quotes import Span, trim
from .sources import (
    CLITICS,
    can_have_subject,
    commas_around,
    lies_within,
    passes_on,
    source_between_commas,
    source_nearby,
    source_of,
    spoken_at,
)
from .unreported import says_nothing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .discourse import Paragraph
    from .languages import Language
    from .lexicon import Lexicon

MIN_FRONTED_WORDS = 5
"""Words before a comma that can be a sentence whose speaker stands behind it ("..., Ayrault said")."""
RELATIVE = frozenset({"laquelle", "lequel", "lesquelles", "lesquels", "which", "whom"})
"""Pronouns that stand for a claim or a rule, not for who makes it ("la thèse selon laquelle")."""
MIN_INVERTED_WORDS = 2
"""As above where the speaker stands behind the cue: such a cue can only close its sentence."""
AUXILIARY = frozenset({"aux", "aux:tense", "aux:pass", "auxpass"})
STRAYS = frozenset({"prep", "npadvmod", "advmod", "dobj", "obl:mod", "obl:arg", "obj", "nmod", "obl"})
"""What hangs on a cue behind the clause that it reports belongs to that clause: parsers attach it too
high.
"""
QUE = frozenset({"que", "qu'", "qu’"})
"""With an adverb before it, a conjunction of two words."""
THAT_REACH = 10
"""Tokens behind a cue within which the conjunction of its content may stand."""


def attribute_cue(
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
        yield from _beside_quotation(cue, source, paragraph, speeches, language)
        return
    if source is None and cue.entry.kind == "verb" and can_have_subject(token, language):
        source = source_nearby(cue, paragraph, quotes)
    if cue.entry.kind == "verb" and is_passive(token, language) and source is None:
        return
    if passes_on(token) or says_nothing(cue, language):
        return
    if cue.entry.stance is None and cue.entry.kind == "verb":
        inserted = inserted_source(cue, paragraph, language)
        if inserted is not None:
            whole = trim(paragraph.block.text, (token.sent.start_char, token.sent.end_char))
            yield Attribution(cue, inserted, (whole,), whole, "indirect", "clause")
            return
    closes = token.i not in used and _closes(cue, source, paragraph, language)
    if cue.entry.stance is None or cue.entry.clause_only or closes:
        content = reported_span(cue, source, paragraph, language)
        if content is None and source is not None and not cue.entry.clause_only:
            content = _named_content(cue, source, paragraph, language)
        if content is None or source is None:
            return
        evidence = clause_span(token, source, paragraph, language)
        content = before_added(content, cue, paragraph, language)
        evidence = before_added(evidence, cue, paragraph, language)
        evidence = min(evidence[0], content[0]), max(evidence[1], content[1])
        mixed = any(content[0] <= start and end <= content[1] + 2 for start, end in speeches)
        yield Attribution(cue, source, (content,), evidence, "direct" if mixed else "indirect", "clause")
        return
    announced = cue.entry.stance is Stance.CONSULT and is_announced(token, language)
    if source is None or (_is_bare_infinitive(token, language) and not announced):
        return
    evidence = clause_span(token, source, paragraph, language)
    occasion = token.head if is_drawn(token, language) else spoken_at(token, language)
    if cue.entry.kind == "noun" and occasion is not None:
        evidence = clause_span(occasion, source, paragraph, language)
    elif announced and source.i < token.i:
        evidence = min(noun_phrase_span(source)[0], evidence[0]), evidence[1]
    elif occasion is not None:
        evidence = clause_span(occasion, source, paragraph, language)[0], evidence[1]
    if token.i in used:
        quoted = min((start for start, _ in speeches if start >= evidence[0]), default=evidence[1])
        objects = [item for item in find_objects(token, language) if token.i < item.i and item.idx < quoted]
        objects = [item for item in objects if item != source]
        if not objects:
            return
        evidence = trim(paragraph.block.text, (evidence[0], min(evidence[1], quoted - 1)))
    yield Attribution(cue, source, (evidence,), evidence, "performative", f"performative-{cue.entry.kind}")


def _closes(cue: CueMatch, source: Token | None, paragraph: Paragraph, language: Language) -> bool:
    """Tell whether a French verb that performs something ends what it reports: "La Turquie ment, **dénonce
    Athènes**".
    """
    inverted = language.code == "fr" and cue.entry.kind == "verb" and source is not None
    if not inverted or source is None or source.i < cue.token.i or source.dep_ != "nsubj":
        return False
    others = [noun for noun in find_objects(cue.token, language) if noun != source]
    return not others and _fronted_span(cue, source, paragraph, language) is not None


def _named_content(cue: CueMatch, source: Token, paragraph: Paragraph, language: Language) -> Span | None:
    """Return what a finite cue reports in a noun, else None: "announced **a withdrawal**"."""
    if not is_finite(cue.token, language) or is_passive(cue.token, language):
        return None
    named = noun_phrase_span(source)
    text, end = paragraph.block.text, cue.span[1]
    behind = [span for span in complement_spans(cue, paragraph, language) if span[1] > end]
    spans = [
        span if span[0] >= end else trim(text, (end, span[1])) for span in behind if span[0] > cue.token.idx
    ]  # "parle **de** « boycottage »": the preposition belongs to the cue
    return next((span for span in spans if span[1] <= named[0] or named[1] <= span[0]), None)


def _beside_quotation(
    cue: CueMatch, source: Token | None, paragraph: Paragraph, speeches: list[Span], language: Language
) -> Iterator[Attribution]:
    """Yield what a cue reports in other words before it quotes: "said **the talks had failed**, but "we
    go on".
    """
    clause = find_clause(cue.token, language) if cue.entry.kind == "verb" else None
    if clause is None or source is None or clause.i < cue.token.i:
        return
    start, end = subtree_span(clause)
    quoted = min((low for low, high in speeches if high > start), default=end)
    span = trim(paragraph.block.text, (start, min(end, quoted - 1)))
    if len(paragraph.block.text[slice(*span)].split()) >= MIN_FRONTED_WORDS and clause.idx < span[1]:
        whole = clause_span(cue.token, source, paragraph, language)
        yield Attribution(cue, source, (span,), (min(whole[0], span[0]), span[1]), "indirect", "clause")


def inserted_source(cue: CueMatch, paragraph: Paragraph, language: Language) -> Token | None:
    """Return the source of a cue put into what it reports ("Russia, **Merkel** said, must leave"), else
    None.
    """
    if cue.entry.stance is not None or paragraph.is_quoted(cue.token) or not is_finite(cue.token, language):
        return None
    return source_between_commas(cue, paragraph)


def inserted_content(cue: CueMatch, paragraph: Paragraph, language: Language) -> tuple[Span, ...]:
    """Return what stands around a cue put into it ("**Russia**, Merkel said, **must leave**"), else ()."""
    around = commas_around(cue) if inserted_source(cue, paragraph, language) is not None else None
    if around is None:
        return ()
    low, high = sentence_start(cue.token), sentence_end(cue.token)
    parts = ((low, around[0].idx), (around[1].idx + 1, high))
    return tuple(trim(paragraph.block.text, part) for part in parts)


def _is_bare_infinitive(token: Token, language: Language) -> bool:
    """An infinitive performs nothing ("is accused of supporting", "plans to condemn") unless a modal
    carries it, somebody decides on it ("voted **to condemn**") or speaks so ("used his visit **to urge**").
    """
    if "VerbForm=Inf" not in str(token.morph):
        return False
    if _is_decided(token, language) or spoken_at(token, language) is not None:
        return False
    return not any(child.dep_ == "aux" and child.tag_ != "TO" for child in token.children)


def _is_decided(infinitive: Token, language: Language) -> bool:
    deciding = load_lexicon(language.code).words["deciding_verbs"]
    governed = infinitive.dep_ in {"xcomp", "ccomp", "advcl", "acl"}
    return governed and infinitive.head.lemma_.lower() in deciding


def reported_span(
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
    if clause is None or clause.i < token.i:
        fronted = _fronted_span(cue, source, paragraph, language)
        if fronted is not None:
            return fronted
    if clause is not None:
        start, end = subtree_span(clause)
        parts = [
            child for child in token.children if child.dep_ == clause.dep_ and token.i < child.i < clause.i
        ]
        behind = [child for child in token.children if child.i > clause.i > token.i and child.dep_ in STRAYS]
        end = max([end, *(subtree_span(part)[1] for part in behind if not is_aside(part, language))])
        return trim(text, (min([start, *(subtree_span(part)[0] for part in parts)]), end))
    rest = _behind_conjunction(cue, paragraph)
    if rest is not None:
        return rest
    if cue.entry.clause_only and cue.entry.stance is not None:
        return None
    for item in find_objects(token, language):
        if item.i > token.i and any(word.pos_ in {"VERB", "AUX"} for word in item.subtree):
            return trim(text, core_span(item, language))
        if item.i > token.i and _has_predicate(token, item, language):
            return trim(
                text,
                (subtree_span(item)[0], max(word.idx + len(word) for word in clause_tokens(token, language))),
            )
    return None


def _fronted_span(
    cue: CueMatch, source: Token | None, paragraph: Paragraph, language: Language
) -> Span | None:
    """Return what stands before a cue that closes its sentence: "**More is needed**, Ayrault said on
    Monday".
    """
    text, token, sentence = paragraph.block.text, cue.token, cue.token.sent
    if source is None or source.sent != sentence:
        return None
    first = cue.words[0]
    while first.i > sentence.start and _leans_on_verb(first.nbor(-1)):
        first = first.nbor(-1)
    start = first.idx
    if source.i < token.i and source.lower_ not in INVERTED_PRONOUNS:
        start = min(start, source.idx, *(word.idx for word in source.subtree if word.sent == sentence))
    low = sentence_start(token)
    fronted = text[low:start].rstrip()
    opening = next((word for word in paragraph.doc if word.idx >= low), token)
    joined = paragraph.doc[opening.i + 1].lower_ in QUE if opening.i < token.i else False
    supposed = opening.pos_ == "SCONJ" or (joined and opening.lower_ in language.asides)  # "alors **que**"
    supposed = supposed or opening.lower_ in load_lexicon(language.code).words["conditions"]
    if supposed or text[: sentence.end_char].endswith(":"):
        return None  # "If X accuses Y, Z **will answer**", "In a statement, Z **said**:"
    least = MIN_FRONTED_WORDS if source.i < token.i else MIN_INVERTED_WORDS
    if not fronted.endswith(",") or len(fronted.split()) < least:
        return None
    behind = paragraph.doc[cue.words[-1].i + 1 : sentence.end]
    if any(word.pos_ == "SCONJ" or word.lower_ in {"that", "que", "qu'"} for word in behind[:THAT_REACH]):
        return None
    said = (word for word in paragraph.doc[: first.i] if word.idx >= low)
    return trim(text, (low, start)) if any(word.pos_ in {"VERB", "AUX"} for word in said) else None


def _leans_on_verb(word: Token) -> bool:
    """Tell whether a word belongs to the verb behind it: an auxiliary or a clitic ("**a-t-il** déclaré")."""
    return word.dep_ in AUXILIARY or word.lower_ in CLITICS | INVERTED_PRONOUNS


def _behind_conjunction(cue: CueMatch, paragraph: Paragraph) -> Span | None:
    """Return what follows a "that" behind a cue whose clause the parser lost: "a confirmé, jeudi,
    **que** ...".
    """
    last = cue.words[-1]
    for token in paragraph.doc[last.i + 1 : last.i + 1 + THAT_REACH]:
        adjacent = token.i == last.i + 1
        if token.lower_ in {"que", "qu'", "that"} and (adjacent or token.dep_ in {"mark", "fixed", "advmod"}):
            return trim(paragraph.block.text, (token.idx, sentence_end(token)))
        if token.pos_ in {"VERB", "AUX"} or token.text in SENTENCE_MARKS:
            return None
    return None


def _has_predicate(verb: Token, item: Token, language: Language) -> bool:
    """Tell whether a verb says something of its object: "called the deal **void**", "labelled him **as** a
    terrorist".
    """
    if any(child.dep_ in {"oprd", "xcomp", "acomp"} and child.i > item.i for child in verb.children):
        return True
    if any(child.dep_ == "xcomp" and child.pos_ == "ADJ" and child.i > verb.i for child in verb.children):
        return True  # "juge « inacceptable » **la présence**": French may put the predicate first
    named = [name for bearer in (verb, item) for name, _ in prepositional(bearer, language)]
    if {"as", "comme"} & set(named):
        return True
    if any(name == "de" and noun.i > item.i for name, noun in prepositional(verb, language)):
        return True
    naming = load_lexicon(language.code).words["naming_verbs"]
    return verb.lemma_.lower() in naming and any(
        child.i > item.i and (child.pos_ == "ADJ" or case_of(child, language) == "de")
        for child in item.children
    )


def attribute_prepositions(
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
            if source is None or source.lower_ in RELATIVE or (phrase == "pour" and not _at_edge(span[0])):
                continue
            sentence = source.sent
            start, end = sentence.start_char, sentence.end_char
            evidence = trim(text, (start, end))
            if source.i not in paragraph.covering and source.pos_ not in {"PRON", "NOUN", "PROPN", "X"}:
                continue
            cue = CueMatch.of_preposition(span)
            yield Attribution(cue, source, (evidence,), evidence, "indirect", "preposition")


def _governed(last: Token, first: Token, language: Language) -> Token | None:
    """Return the noun that a source preposition governs."""
    if first.dep_ in {"case", "mark"} and first.head not in {first, last}:
        return first.head
    for child in last.children:
        if child.dep_ in {"pobj", "obj"}:
            return child
    for _, noun in prepositional(first, language):
        return noun
    return last.head if last.dep_ == "case" else None


def _at_edge(token: Token) -> bool:
    return token.is_sent_start is True or (token.i > 0 and token.nbor(-1).text in {",", "—", "–", '"', "»"})
