"""spaCy's networks, reading each different word once.

The first layers of a network know nothing of a word's neighbours: they make numbers of its form, prefix,
suffix and shape, and take two fifths of the network's time. What they make of a word is remembered: the same
numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import ORTH  # type: ignore[import-not-found]
from thinc.api import Model, NumpyOps

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    Layers = Model[Any, Any]
    Numbers = Any
    """A NumPy array."""

MOST_WORDS = 20_000
"""Words that a network remembers, in some ten megabytes, before it forgets them and begins anew."""
AT_ONCE = 32
"""Words that layers read at once: always as many, for sums over fewer or more may be rounded otherwise."""
OF_ONE_WORD = frozenset({"extract_features", "ints-getitem", "hashembed", "static_vectors"})
"""Layers that look at attributes of one word, by thinc's and spaCy's names."""
OF_ONE_ROW = frozenset({"list2ragged", "ragged2list", "maxout", "layernorm", "dropout"})
"""Layers that change the numbers of each word by themselves."""


class Words:
    """Words without order, as the first layers ask a Doc for them."""

    def __init__(self, vocab: Vocab, names: Sequence[int | str], rows: Numbers) -> None:
        """Keep the attributes called `names` of each word, a row a word."""
        self.vocab = vocab
        self._names = names
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    def to_array(self, names: Sequence[int | str] | int | str) -> Numbers:
        """Return attributes of each word, as Doc.to_array."""
        if isinstance(names, (int, str)):
            return self._rows[:, self._names.index(names)]
        return self._rows[:, [self._names.index(name) for name in names]]


class RememberingLayers:
    """What layers that read words by themselves do with Docs, remembered by word."""

    def __init__(self, layers: Layers, names: Sequence[int | str]) -> None:
        """Take over what these layers do, which look at the attributes called `names`."""
        self._compute = layers._func
        self._names = [*names]
        self._memory: tuple[dict[bytes, int], Numbers] = {}, None
        """By a word's attributes the row of its numbers, and all numbers. Only replaced as a whole, since a
        time limit may interrupt at any point.
        """

    def __call__(
        self, layers: Layers, docs: Sequence[Doc], is_train: bool
    ) -> tuple[list[Numbers], Callable[[Any], Any]]:
        """Return a matrix a Doc, a row a word, and how to learn from it; who learns computes all words."""
        if is_train or not any(len(doc) for doc in docs):
            computed: tuple[list[Numbers], Callable[[Any], Any]] = self._compute(layers, docs, is_train)
            return computed
        words = np.concatenate(
            [doc.to_array(self._names).reshape(len(doc), len(self._names)) for doc in docs]
        )
        numbers = self._numbers_of(words, layers, docs[0].vocab)
        return np.split(numbers, np.cumsum([len(doc) for doc in docs])[:-1]), _learn_nothing

    def _numbers_of(self, words: Numbers, layers: Layers, vocab: Vocab) -> Numbers:
        known, numbers = self._memory
        if len(known) > MOST_WORDS:
            known, numbers = {}, None
        keys = [*map(bytes, words)]
        new = {key: i for i, key in enumerate(keys) if key not in known}
        if new:
            chosen = [*new.values()]
            chosen += chosen[-1:] * (-len(chosen) % AT_ONCE)
            read = [
                self._compute(layers, [Words(vocab, self._names, words[part])], False)[0][0]
                for part in (chosen[i : i + AT_ONCE] for i in range(0, len(chosen), AT_ONCE))
            ]
            before = [] if numbers is None else [numbers]
            numbers = np.concatenate([*before, *read])[: len(known) + len(new)]
            known = known | {key: row for row, key in enumerate(new, len(known))}
            self._memory = known, numbers
        return numbers[[known[key] for key in keys]]


def _learn_nothing(_: object) -> None:
    raise RuntimeError("Nothing can be learnt from words that were not read for that.")


def with_quick_embedding(pipeline: Pipeline) -> Pipeline:
    """Return the pipeline, whose networks remember what their first layers make of a word.

    Layers that look at more than a word are left as they are, and all of them on a graphics card.
    """
    if pipeline.vocab.vectors.attr != ORTH:
        return pipeline
    for _, component in pipeline.pipeline:
        model = getattr(component, "model", None)
        for node in model.walk() if isinstance(model, Model) else ():
            layers = node.get_ref("embed") if "embed" in node.ref_names else None
            if layers is not None and _read_words_alone(layers):
                columns = [name for part in layers.walk() for name in part.attrs.get("columns", ())]
                layers._func = RememberingLayers(layers, [*columns, ORTH])
    return pipeline


def _read_words_alone(layers: Layers) -> bool:
    parts = {part.name for part in layers.walk() if not part.layers}
    return isinstance(layers.ops, NumpyOps) and parts <= OF_ONE_WORD | OF_ONE_ROW
