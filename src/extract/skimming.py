"""What shows before a parse: whether an article can hold a statement at all, and a paragraph anything to it.

A statement needs a cue, a quotation, a turn of a transcript or a headline that leaves its cue out. An
article without any is never parsed. Nor is a paragraph of others that holds no cue, no quotation and nobody's
name: its words are kept, for dates are read from words. Nothing that could be a cue under any part of speech
is passed over, so statements are those of a full parse.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

from .cleaning import BlockKind
from .cues import keys_of_form
from .headlines import may_leave_out_cue
from .languages import load_language
from .lexicon import load_lexicon
from .mentions import find_names
from .quotes import find_quotes
from .turn_labels import any_of
from .verb_repairs import finite_forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Token

    from .cleaning import Block
    from .languages import Language

TURNS = frozenset({BlockKind.QUESTION, BlockKind.ANSWER})
"""Blocks that need no cue: answers speak, and questions say of whom."""
ANTECEDENTS = ("state_nouns", "group_nouns", "person_nouns", "regime_nouns")
"""Word lists of those who are meant without a name."""
PARTS_OF_SPEECH = [
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"),
    *("PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"),
]
"""Of Universal Dependencies, as the models set them."""
MOST_FORMS = 50_000
"""Word forms whose keys are remembered: ten times those of a batch of articles."""
SENTENCE_ENDS = frozenset({".", "?", "!", ":"})


@functools.lru_cache(maxsize=16)
def skimmer_of(pipeline: Pipeline, code: str) -> Skimmer:
    """Return what skims texts of a language, with what it has learnt of the words of this pipeline."""
    return Skimmer(pipeline, load_language(code))


class Skimmer:
    """Looks at the words of one language's texts as one pipeline cuts them, and remembers which can be
    cues.
    """

    def __init__(self, pipeline: Pipeline, language: Language) -> None:
        """A pipeline whose lemmas are not made by rules or tables may make any word a cue."""
        self._vocab = pipeline.vocab
        self._language = language
        self._lexicon = load_lexicon(language.code)
        parts = (part for _, part in pipeline.pipeline)
        self._lemmatizer = next((part for part in parts if isinstance(part, Lemmatizer)), None)
        self._antecedents = frozenset().union(*(self._lexicon.words[name] for name in ANTECEDENTS))
        self._mended = finite_forms() if language.code == "fr" else {}  # what repairs take nouns for
        prepositions = any_of(self._lexicon.words["source_prepositions"])
        self._prepositions = re.compile(rf"\b(?:{prepositions})\b", re.IGNORECASE)
        self._words = frozenset(
            word for cues in self._lexicon.cues.values() for cue in cues for word in cue.words
        )
        self._keys = functools.lru_cache(MOST_FORMS)(self._find_keys)

    def can_hold_statement(self, blocks: Sequence[Block], docs: Sequence[Doc]) -> bool:
        """Tell whether anything in an article's blocks could be or report a speech act."""
        return any(map(self._speaks_without_cue, blocks)) or any(map(self.can_hold_cue, docs))

    def is_worth_parsing(self, block: Block, doc: Doc) -> bool:
        """Tell whether a block could hold a statement, or name somebody whom another block speaks of."""
        return self._names_somebody(doc) or self._speaks_without_cue(block) or self.can_hold_cue(doc)

    def _speaks_without_cue(self, block: Block) -> bool:
        return (
            block.kind in TURNS
            or block.label is not None
            or bool(find_quotes(block.text, self._language.quote_pairs))
            or self._prepositions.search(block.text) is not None
            or may_leave_out_cue(block.text)
        )

    def can_hold_cue(self, doc: Doc) -> bool:
        """Tell whether all words of a cue stand in a text, whatever parts of speech they turn out to be."""
        if self._lemmatizer is None:
            return True
        forms = dict.fromkeys(token.lower_ for token in doc)
        if any(() in self._rests(key) for form in forms for key in self._keys(form)):
            return True
        present = frozenset[str]().union(*map(self._keys, forms))
        return any(present.issuperset(rest) for key in present for rest in self._rests(key))

    def _rests(self, key: str) -> list[tuple[str, ...]]:
        """Return what each cue that begins with a word needs besides."""
        return [cue.words[1:] for cue in self._lexicon.cues.get(key, ())]

    def _find_keys(self, form: str) -> frozenset[str]:
        """Return the words of cues that a form can be, whatever part of speech it turns out to be."""
        return self._words.intersection((*self._lemmas(form), *keys_of_form(form, self._lexicon)))

    def _lemmas(self, form: str) -> Iterator[str]:
        yield from (table[form] for table in (self._lexicon.forms, self._mended) if form in table)
        lemmatizer = self._lemmatizer
        if lemmatizer is not None:
            words = Doc(self._vocab, [form] * len(PARTS_OF_SPEECH), pos=PARTS_OF_SPEECH)
            yield from (lemma.lower() for word in words for lemma in lemmatizer.lemmatize(word))

    def _names_somebody(self, doc: Doc) -> bool:
        return (
            any(self._is_capital(token) for token in doc)
            or any(token.lower_ in self._antecedents for token in doc)
            or any(True for _ in find_names(doc, self._language.code))
        )

    def _is_capital(self, token: Token) -> bool:
        """Tell whether a word has a capital, other than a function word that begins a sentence."""
        if not token.text[0].isupper():
            return False
        first = token.i == 0 or token.nbor(-1).text in SENTENCE_ENDS
        return not (first and bool(self._vocab[token.lower_].is_stop))


def unparsed(doc: Doc) -> Doc:
    """Return the words of a text in place of its parse, in which no word governs another."""
    words = [token.text for token in doc]
    count = len(words)
    return Doc(
        doc.vocab,
        words,
        [bool(token.whitespace_) for token in doc],
        pos=["X"] * count,
        lemmas=[word.lower() for word in words],
        heads=[0] * count,
        deps=["ROOT", *["dep"] * (count - 1)][:count],
    )
