"""spaCy's two components of rules, with the same results in a fraction of the time.

The attribute ruler sets parts of speech after the tags. It looks for nearly two hundred patterns at each
word, a sixth of an English parse. Nearly all of them are about one word's tag, role in the sentence, and form
if that is one of some two hundred: what they say of such a word is remembered. Patterns about several words
are matched as ever.

The lemmatizer looks for each form that it sees for the first time in lists of up to 66,000 words, from the
first to the last, again and again: most of a parse of French whose words are new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

import numpy as np
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler, Lemmatizer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

READ = ("TAG", "DEP", "IS_SPACE", "LOWER")
"""What a pattern about one word may look at, as numbers; of LOWER only the forms that patterns name."""
SET = frozenset({IDS["POS"], IDS["MORPH"], IDS["LEMMA"], IDS["TAG"]})
"""What a rule may set: plain numbers of a word."""
COMPARED = frozenset({"IN", "NOT_IN"})

WORTH_IT = 50
"""Rules from which on remembering is faster than looking; the French model has 23."""

INDEX = "lemma_index"
"""What the lemmatizer's table of known forms is called; of each part of speech it only asks what is in it."""

Key = tuple[int, ...]


class RememberingRuler(AttributeRuler):
    """An attribute ruler that sets the same, and remembers what its rules say of a word like one before."""

    _forms: frozenset[int]
    """The forms that remembered rules name."""
    _remembered: frozenset[int]
    """The rules, by number, that look at one word only."""
    _others: Matcher
    """The patterns of all other rules, called by their numbers."""
    _names: list[int | str]
    """The attributes that rules may set here."""
    _known: dict[Key, tuple[int, ...]]
    """The rules that fit a word, by what they look at."""

    def __call__(self, doc: Doc) -> Doc:
        """Set what the rules say; a Doc with a word like none before is matched as ever, and learnt from."""
        keys = self._keys_of(doc)
        rules = [self._known.get(key) for key in keys]
        if None in rules:
            return self._learn(doc, keys)
        fitting: list[tuple[int, ...]] = [found or () for found in rules]
        apart = []
        for match, start, end in self._others(doc, allow_missing=True) if len(self._others) else ():
            rule = int(self.vocab.strings[match])
            index = self.indices[rule]
            if self.attrs[rule].keys().isdisjoint(SET):
                apart.append((rule, match, start, end))
            elif self.attrs[rule].keys() <= SET and 0 <= index < end - start:
                fitting[start + index] = tuple(sorted((*fitting[start + index], rule)))
            else:
                return super().__call__(doc)
        shape = (len(doc), len(self._names))
        before: Any = doc.to_array(self._names).reshape(shape)
        rows = [self._values(found, row) for found, row in zip(fitting, before.tolist(), strict=True)]
        after: Any = np.array(rows, dtype=np.uint64).reshape(shape)
        doc.from_array(self._names, after)
        self.set_annotations(doc, sorted(apart))  # type: ignore[no-untyped-call]
        return doc

    def _values(self, rules: tuple[int, ...], values: list[int]) -> list[int]:
        """Return the values of a word once rules, the first ones first, have set theirs."""
        for rule in rules:
            for attribute, value in self.attrs[rule].items():
                values[self._names.index(attribute)] = value
        return values

    def _keys_of(self, doc: Doc) -> list[Key]:
        rows = doc.to_array([*READ]).tolist()
        return [(tag, dep, space, form if form in self._forms else 0) for tag, dep, space, form in rows]

    def _learn(self, doc: Doc, keys: list[Key]) -> Doc:
        found: list[list[int]] = [[] for _ in keys]
        matches = self.match(doc)
        for rule, _, start, _ in matches:
            if rule in self._remembered:
                found[start].append(rule)
        self._known.update(zip(keys, map(tuple, found), strict=True))
        self.set_annotations(doc, matches)  # type: ignore[no-untyped-call]
        return doc


def with_quick_rules(pipeline: Pipeline) -> Pipeline:
    """Return a pipeline whose attribute rulers remember and whose lemmatizers look words up in tables.

    They stay the same objects, with the same rules.
    """
    for _, component in pipeline.pipeline:
        if type(component) is AttributeRuler and len(component.attrs) >= WORTH_IT:
            _let_remember(component)
        elif isinstance(component, Lemmatizer) and component.lookups.has_table(INDEX):
            table = component.lookups.get_table(INDEX)
            for part_of_speech, forms in list(table.items()):
                table[part_of_speech] = dict.fromkeys(forms, True)
    return pipeline


def _let_remember(ruler: AttributeRuler) -> None:
    rules = list(enumerate(cast("list[dict[str, Any]]", ruler.patterns)))
    single = {number: rule for number, rule in rules if _is_about_one_word(rule, ruler.attrs[number])}
    others = Matcher(ruler.vocab)
    for number, rule in rules:
        if number not in single:
            others.add(str(number), rule["patterns"])
    forms = {form for rule in single.values() for (token,) in rule["patterns"] for form in _forms_in(token)}
    names = {name for attributes in ruler.attrs for name in attributes if name in SET}
    ruler.__class__ = RememberingRuler
    remembering = cast("RememberingRuler", ruler)
    remembering._forms = frozenset(ruler.vocab.strings.add(form) for form in forms)
    remembering._remembered, remembering._others = frozenset(single), others
    remembering._names, remembering._known = sorted(names), {}


def _is_about_one_word(rule: Mapping[str, Any], attributes: Mapping[int, object]) -> bool:
    """Tell whether a rule sets plain numbers of a word and looks at nothing but READ in that word."""
    looks = all(len(pattern) == 1 and _is_plain(pattern[0]) for pattern in rule["patterns"])
    return looks and attributes.keys() <= SET and rule["index"] in (0, -1)


def _is_plain(token: Mapping[str, Any]) -> bool:
    compared = (value for value in token.values() if isinstance(value, dict))
    return token.keys() <= set(READ) and all(value.keys() <= COMPARED for value in compared)


def _forms_in(token: Mapping[str, Any]) -> Iterator[str]:
    """Yield the forms that a pattern names."""
    named = token.get("LOWER", {})
    if isinstance(named, str):
        yield named
    else:
        for several in named.values():
            yield from several
