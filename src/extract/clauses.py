"""Which words belong to a clause: the span of a reported clause, and where coordinated clauses part."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from .grammar import children_in, is_aside
from .quotes import Span, trim

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from .discourse import Paragraph
    from .languages import Language


SENTENCE_MARKS = frozenset('.!?…:;"”»\n')
NOT_IN_PHRASE = frozenset(
    {"relcl", "acl:relcl", "advcl", "cc", "conj", "punct", "parataxis", "ccomp", "cop", "nsubj"}
)
"""What hangs on a noun and is no part of its name: clauses, what it is coordinated with, and, in UD, the
clause
around a predicate noun.
"""


REASONS = frozenset({"because", "parce", "car"})
"""What leads to the reason that a clause gives."""
JOINT = re.compile(r"(?:and|but|et|mais)\s", re.IGNORECASE)
"""What joins a clause to the one before it, and is no part of either."""


def tokens_within(doc: Doc, span: Span) -> list[Token]:
    """Return the tokens that begin in a span. Their offsets are kept in the parse: every act asks again."""
    kept: dict[str, list[int]] = doc.user_data
    if "starts" not in kept:
        kept["starts"] = doc.to_array("IDX").tolist()
    first, last = (bisect_left(kept["starts"], offset) for offset in span)
    return [doc[i] for i in range(first, last)]


def sentence_spans(doc: Doc) -> list[Span]:
    """Return where the sentences of a parse that is no longer mended begin and end. They are kept in the
    parse: every statement asks again.
    """
    kept: dict[str, list[Span]] = doc.user_data
    if "sentence_spans" not in kept:
        kept["sentence_spans"] = [(sentence.start_char, sentence.end_char) for sentence in doc.sents]
    return kept["sentence_spans"]


def first_of_sentence(doc: Doc) -> list[int]:
    """Return the first token of the sentence of each token of a parse that is no longer mended. They are kept
    in the parse: spaCy looks for the ends of a sentence each time that it is asked.
    """
    kept: dict[str, list[int]] = doc.user_data
    if "first_of_sentence" not in kept:
        kept["first_of_sentence"] = [sentence.start for sentence in doc.sents for _ in sentence]
    return kept["first_of_sentence"]


def subtree_span(token: Token) -> Span:
    """Return the span of everything that hangs on a token."""
    tokens = list(token.subtree)
    return min(word.idx for word in tokens), max(word.idx + len(word) for word in tokens)


def core_span(token: Token, language: Language) -> Span:
    """Return the span of a phrase without what is only added behind a comma: "the law, **which he signed**",
    "the camp, **killing two**".
    """
    words = [word for word in token.subtree if not _is_within_added(word, token, language)]
    return min(word.idx for word in words), max(word.idx + len(word) for word in words)


def _is_within_added(word: Token, token: Token, language: Language) -> bool:
    while word != token:
        if word.i > token.i and is_added(word, language):
            return True
        word = word.head
    return False


def is_added(clause: Token, language: Language) -> bool:
    """Tell whether a clause behind a comma adds to a phrase rather than belonging to it."""
    if clause.dep_ not in language.roles.relative | {"advcl", "acl", "parataxis"}:
        return False
    first = clause.left_edge
    return first.i > 0 and first.nbor(-1).text == ","


def sentence_start(token: Token) -> int:
    """Return where the sentence of a token starts in the text: parsers also break sentences where no mark
    ends
    one.
    """
    first = token.sent.start
    while first > 0 and token.doc[first - 1].text[-1:] not in SENTENCE_MARKS:
        first = token.doc[first - 1].sent.start
    return int(token.doc[first].idx)


def sentence_end(token: Token) -> int:
    """Return where the sentence of a token ends in the text, by its marks; see `sentence_start`."""
    last = token.sent.end - 1
    while last + 1 < len(token.doc) and token.doc[last].text[-1:] not in SENTENCE_MARKS:
        last = token.doc[last + 1].sent.end - 1
    return int(token.doc[last].idx + len(token.doc[last]))


def noun_phrase_span(head: Token) -> Span:
    """Return the span of a noun phrase without its preposition and its relative clauses: "by Flynn, a
    general, who
    retired" is "Flynn, a general".
    """
    words = [head]
    for child in head.children:
        if child.dep_ in NOT_IN_PHRASE or (child.dep_ == "case" and child.i < head.i):
            continue
        words.extend(child.subtree)
    return min(word.idx for word in words), max(word.idx + len(word) for word in words)


def clause_span(token: Token, source: Token | None, paragraph: Paragraph, language: Language) -> Span:
    """Return the span of the clause around a cue: its subtree and its source, coordinated clauses left
    out.
    """
    words = set(clause_tokens(token, language))
    if source is not None and own_subject_is(token, source):
        words |= set(source.subtree) if source.dep_ not in {"ROOT"} else {source}
    elif source is not None and token.dep_ in {"relcl", "acl:relcl"} and source == token.head:
        words |= {word for word in source.subtree if word.i <= token.i}
    if token.dep_ in {"acomp", "attr", "oprd"}:
        words |= set(clause_tokens(token.head, language))
    words = {word for word in words if not word.is_punct} or words
    last = max(words, key=lambda word: word.i)
    if last.dep_ == "cc" and len(words) > 1:
        words.remove(last)  # "offered talks **and** Y refused"
    start = min(word.idx for word in words)
    end = max(word.idx + len(word) for word in words)
    text = paragraph.block.text
    while start < end and (text[start] in ' ,;:-–—"“«' or JOINT.match(text, start, end)):
        joint = JOINT.match(text, start, end)
        start = joint.end() if joint is not None else start + 1
    return trim(text, (start, end))


def split_clauses(paragraph: Paragraph, span: Span, language: Language) -> list[Span]:
    """Return the coordinated clauses of a content that have subjects of their own ("we support X, and we
    will help it").
    """
    text, cuts = paragraph.block.text, [span[0]]
    for token in tokens_within(paragraph.doc, span):
        if token.idx == span[0] or token.dep_ not in language.roles.conjunct:
            continue
        if token.pos_ not in {"VERB", "AUX", "ADJ"} or not span[0] <= token.head.idx < token.idx:
            continue
        if not children_in(token, language.roles.subject | language.roles.passive_subject):
            continue
        start = min(word.idx for word in token.subtree)
        if start > cuts[-1] + 8 and start < span[1] - 8:
            cuts.append(start)
    spans = []
    for start, end in zip(cuts, [*cuts[1:], span[1]], strict=True):
        piece = text[start:end].rstrip()
        for joint in (" and", " but", " et", " mais", " so", " or", " ou"):
            piece = piece.removesuffix(joint)
        spans.append(trim(text, (start, start + len(piece))))
    return spans


def own_subject_is(token: Token, source: Token) -> bool:
    """Tell whether the source stands in the cue's own clause (as its subject or agent), not in one
    above it.
    """
    current = source
    for _ in range(4):
        if current.head == current:
            return False
        current = current.head
        if current == token or (token.dep_ in {"acomp", "attr", "oprd"} and current == token.head):
            return True
    return False


def is_subordinate(token: Token, inside: set[int], relative: frozenset[str], known: dict[int, bool]) -> bool:
    """Tell whether a word stands in an adverbial or relative clause of a content: it is then less what
    it is about. `known` remembers the answers for one content, so that no clause is climbed twice.
    """
    climbed, current, apart = list[int](), token, relative | {"advcl"}
    found = False
    while current.i in inside and current.head != current:
        if current.i in known:
            found = known[current.i]
            break
        climbed.append(current.i)
        if current.dep_ in apart and current.head.i in inside:
            because = any(child.lower_ in REASONS for child in current.children)  # says why, so it says most
            if not because:
                found = True
                break
        current = current.head
    known.update(dict.fromkeys(climbed, found))
    return found


def clause_tokens(token: Token, language: Language) -> Iterator[Token]:
    """Yield the tokens of a clause, without verbs coordinated with its head and what hangs on them."""
    yield token
    for child in token.children:
        if child.dep_ in {"conj", "parataxis"} and child.pos_ in {"VERB", "AUX"} and child.i > token.i:
            continue
        if child.dep_ == "cc" and child.i > token.i:
            continue
        if child.i > token.i and is_aside(child, language):
            continue
        yield from child.subtree
