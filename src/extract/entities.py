"""Paragraphs parsed, with the entity recogniser asked only about sentences that name somebody unknown.

The recogniser is a network of its own and costs nearly half of a parse; about half of the sentences of
diplomatic news name nobody but actors that the tables know, or nobody at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from spacy.tokens import Doc, Span

from .lexicon import load_lexicon
from .mentions import find_names, proper_nouns
from .parsing import grouped, parse_paragraphs
from .repairs import COMPONENT, repair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.language import Language as Pipeline

    from .mentions import Mention

RECOGNISER = "ner"
BATCH_SIZE = 128  # sentences, which are a third as long as paragraphs
MAX_TOKENS = 10_000  # of sentences read at once, else those without end fill the memory

SETS_ENTITIES = frozenset({"entity_ruler", "span_ruler", "entity_linker"})
"""Components that need the entities of all sentences, or that set some of their own."""


def parse_with_names(
    pipeline: Pipeline, texts: Sequence[str | Doc], code: str
) -> Iterator[tuple[Doc, list[Mention] | None]]:
    """Yield one parsed Doc a text, in order, with the known names in it; None: they are still to be found.

    A recogniser that cannot be asked about sentences alone reads all of them, as part of the pipeline.
    """
    if not _reads_alone(pipeline):
        yield from ((doc, None) for doc in parse_paragraphs(pipeline, texts))
        return
    docs = list(parse_paragraphs(pipeline, texts, without=(RECOGNISER, COMPONENT)))
    named = [list(find_names(doc, code)) for doc in docs]
    words = load_lexicon(code).words
    calendar = {word.capitalize() for word in words["months"] | words["weekdays"]}
    asked = [
        sentence
        for doc, names in zip(docs, named, strict=True)
        for sentence in _sentences_with_unknown_names(doc, names, calendar)
    ]
    _recognise(asked, docs, pipeline)
    for doc, names in zip(docs, named, strict=True):
        repaired = repair(doc) if code == "fr" else doc  # a repair may ask for entities
        yield repaired, names if repaired is doc else None


def _reads_alone(pipeline: Pipeline) -> bool:
    """Tell whether the recogniser shares no network with other components, and none builds on it."""
    factories = {name: pipeline.get_pipe_meta(name).factory for name in pipeline.pipe_names}
    if RECOGNISER not in factories or SETS_ENTITIES & set(factories.values()):
        return False
    model = getattr(pipeline.get_pipe(RECOGNISER), "model", None)
    return model is not None and not any("listener" in node.name for node in model.walk())


def _sentences_with_unknown_names(doc: Doc, names: Iterable[Mention], calendar: set[str]) -> Iterator[Span]:
    """Yield the sentences with a proper noun that is in no known name, and is no day or month.

    A surname beside another name may be somebody else's: "Martin Miller" is neither Martin nor Miller.
    """
    known: set[int] = set()
    for mention in names:
        is_part = mention.reading == "surname" and any(
            0 <= i < len(doc) and doc[i].pos_ == "PROPN" for i in (mention.start - 1, mention.end)
        )
        if not is_part:
            known.update(range(mention.start, mention.end))
    read_up_to = 0
    for i in proper_nouns(doc):
        if i < read_up_to or i in known:
            continue
        token = doc[i]
        text = token.text
        if text[0].isupper() and text not in calendar:
            sentence = token.sent
            read_up_to = sentence.end
            yield sentence


def _recognise(sentences: Sequence[Span], docs: Iterable[Doc], pipeline: Pipeline) -> None:
    """Set the entities of some sentences in their Docs; elsewhere there are none."""
    recogniser: Any = pipeline.get_pipe(RECOGNISER)
    pieces = (
        piece
        for group in grouped(sentences, len, MAX_TOKENS)
        for piece in recogniser.pipe(map(_alone, group), batch_size=BATCH_SIZE)
    )
    found: dict[int, list[Span]] = {}
    for sentence, piece in zip(sentences, pieces, strict=True):
        spans = found.setdefault(id(sentence.doc), [])
        for entity in piece.ents:
            start = sentence.start + entity.start
            spans.append(Span(sentence.doc, start, start + len(entity), entity.label))
    for doc in docs:
        doc.set_ents(found.get(id(doc), []))


def _alone(sentence: Span) -> Doc:
    """Return the words of a sentence as a Doc of their own."""
    words = [token.text for token in sentence]
    return Doc(sentence.doc.vocab, words, [bool(token.whitespace_) for token in sentence])
