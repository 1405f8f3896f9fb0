"""LABELS -> DIALOGUE: which paragraphs begin with who speaks, who of them asks, and if it is a dialogue."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import load_lexicon
from .turn_labels import Sort, any_of, find_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .turn_labels import Label

CLOSING = r"[\"”»’'›)\]*_\s]*(?:\([^()]{2,30}\))?$"  # also the agency: "... critiques. (AFP)"
_SENTENCE_END = re.compile(r"[.!?…]" + CLOSING)
QUESTION_END = re.compile(r"\?" + CLOSING)
QUOTED = re.compile(r"[\"“«][^\"“”«»]*[\"”»]|\'\'[^\'].*?\'\'")
_QUOTES_FIRST = re.compile(r"[\"“«‘]")
LONGEST_QUESTION = 400
ANNOUNCING = 8
"""Paragraphs at the start of an article in which it may say that it is an interview."""


class DialogueWords(NamedTuple):
    """How those who ask and answer speak, and what tells that they do; patterns of `words.toml`."""

    asked: re.Pattern[str]
    spoken: re.Pattern[str]
    spoken_alone: re.Pattern[str]
    opening: re.Pattern[str]
    interview: re.Pattern[str]
    credits: re.Pattern[str]
    announced: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Dialogue:
    """The paragraphs of a text, cut at labels, with the labels that some of them begin with."""

    texts: Sequence[str]
    labels: Mapping[int, Label]
    asking: Collection[str]
    """The labels, by key, of those who ask."""
    words: DialogueWords
    announced: bool
    """What stands above calls it an interview or a transcript."""

    def said(self, index: int) -> str:
        """Return the words behind a label: where it stands alone, those of the next paragraph."""
        return _said(index, self.labels, self.texts)

    def answers(self) -> list[str]:
        """Return the names of the labels that do not ask, one a turn."""
        return [label.name for label in self.labels.values() if label.key not in self.asking]

    def is_below_label(self, index: int) -> bool:
        """Tell whether a paragraph stands below a label that is alone on its line."""
        return index - 1 in self.labels and not self.texts[index - 1][self.labels[index - 1].end :].strip()

    def is_above_answer(self, index: int) -> bool:
        """Tell whether a paragraph stands right above one whose label answers."""
        return index + 1 in self.labels and self.labels[index + 1].key not in self.asking


def read_dialogue(texts: Sequence[str], language: str, above: str, words: DialogueWords) -> Dialogue:
    """Return paragraphs with their labels, be they a dialogue or not; `above` is what announces one."""
    labels = _labels(texts, language)
    first = min([ANNOUNCING, *labels])
    announced = bool(words.announced.search("\n".join([above, *texts[:first]])))
    return Dialogue(texts, labels, _asking(labels, texts, words), words, announced)


def _labels(texts: Sequence[str], language: str) -> dict[int, Label]:
    """Return the labels by paragraph: those of known words, and names that the others make sure."""
    found = {
        index: label for index, text in enumerate(texts) if (label := find_label(text, language)) is not None
    }
    count = Counter(label.key for label in found.values())
    asked = any(label.sort is Sort.ASKER for label in found.values())
    kept: dict[int, Label] = {}
    for index, label in found.items():
        quotes = _QUOTES_FIRST.match(texts[index][label.end :]) is not None and not asked
        if label.sort is Sort.NAME:
            sure = (
                count[label.key] > 1
                or (label.name.isupper() and not label.is_loose)
                or _stands_in_exchange(index, found, kept, texts)
            )
            if sure and not quotes:
                kept[index] = label
        elif label.sort is Sort.OFFICE:
            if not quotes:
                kept[index] = label  # quotes behind labels are a list of reactions, which quotations.py reads
        elif len(label.key) > 1 or label.sort is Sort.ASKER or asked:
            kept[index] = label  # "A. Kovar" is a name
    return kept


def _stands_in_exchange(
    index: int, found: Mapping[int, Label], kept: Mapping[int, Label], texts: Sequence[str]
) -> bool:
    """Tell whether a name that stands there once answers a question with another label, or asks one."""
    before = max(kept, default=None)
    if before is not None and kept[before].key != found[index].key:
        asked = kept[before].sort is Sort.ASKER or QUESTION_END.search(texts[before]) is not None
        if asked:
            return True
    after = found.get(index + 1)
    return after is not None and after.key != found[index].key and asks(texts[index])


def _said(index: int, labels: Mapping[int, Label], texts: Sequence[str]) -> str:
    said = texts[index][labels[index].end :].strip()
    if not said and index + 1 < len(texts) and index + 1 not in labels:
        return texts[index + 1]
    return said


def _asking(labels: Mapping[int, Label], texts: Sequence[str], words: DialogueWords) -> frozenset[str]:
    """Return the labels, by key, of those who ask: known words, and whoever asks more often than not.

    "You" without "I" or "we" is as good as a question where somebody has asked one ("So you remain firm.").
    """
    turns, questions, addresses = Counter[str](), Counter[str](), Counter[str]()
    for index, label in labels.items():
        said = QUOTED.sub(" ", _said(index, labels, texts))
        is_question = bool(QUESTION_END.search(said))
        turns[label.key] += 1
        questions[label.key] += is_question
        addresses[label.key] += is_question or bool(
            words.asked.search(said) and not words.spoken.search(said)
        )
    sorts = {label.key: label.sort for label in labels.values()}
    known = {key for key, sort in sorts.items() if sort is Sort.ASKER}
    surnames = {key.split()[-1] for key in known if " " in key}  # "JOHN DOE, HOST" is "DOE" later on
    known |= {key for key, sort in sorts.items() if sort is Sort.NAME and key in surnames}
    names = {key for key, sort in sorts.items() if sort is Sort.NAME and key not in known}
    others = names | {key for key, sort in sorts.items() if sort is Sort.OFFICE and not known}
    often = {key for key in others if 2 * questions[key] > turns[key] > bool(known)}
    often |= {key for key in names if questions[key] and turns[key] > 1 and 2 * addresses[key] > turns[key]}
    if known:
        return frozenset(known | often)
    if often and (often < others or Sort.ANSWERER in sorts.values()):
        return frozenset(often)
    if len(others) == 2:
        (low, _), (high, host) = sorted((questions[key] / turns[key], key) for key in others)
        if high >= 0.3 and high > 2 * low:
            return frozenset({host})
    return frozenset()


def is_transcript(dialogue: Dialogue) -> bool:
    """Tell whether labels are those of a dialogue: there are two speakers, and they speak as people do.

    Lists ("Foreign minister: ...", "WHEN: ...") hold no sentences, and nobody says "I" or "you" in them.
    """
    labels, words = dialogue.labels, dialogue.words
    said = [QUOTED.sub(" ", dialogue.said(index)) for index in labels]
    if 2 * sum(bool(_SENTENCE_END.search(text)) for text in said) < max(1, len(said)):
        return False
    keys = Counter(label.key for label in labels.values())
    sorts = {label.sort for label in labels.values()}
    personal = sum(bool(words.spoken.search(text) or words.asked.search(text)) for text in said)
    is_personal = personal >= max(1, 0.2 * len(said))
    if dialogue.asking or Sort.ANSWERER in sorts:
        return len(labels) > 1 and (is_personal or dialogue.announced or {Sort.ASKER, Sort.ANSWERER} <= sorts)
    answered = sum(
        index - 1 not in labels and index > 0 and asks(dialogue.texts[index - 1]) for index in labels
    )
    if len(keys) > 1 or 2 * answered >= len(labels):
        return is_personal and (max(keys.values()) > 1 or sorts == {Sort.OFFICE})
    label = next(iter(labels.values()))
    is_sure = label.name.isupper() or dialogue.announced or len(labels) > 1
    return label.sort is Sort.OFFICE and is_sure and personal >= 0.5 * len(said)


def is_explainer(dialogue: Dialogue) -> bool:
    """Tell whether questions and answers are an outlet's own: nobody is named as answering, or speaks."""
    labels, words = dialogue.labels, dialogue.words
    if dialogue.announced or any(label.sort in {Sort.OFFICE, Sort.NAME} for label in labels.values()):
        return False
    first = next(iter(labels))
    answers = [text for index, text in enumerate(dialogue.texts) if index > first and index not in labels]
    answers += [dialogue.said(index) for index, label in labels.items() if label.key not in dialogue.asking]
    bare = [QUOTED.sub(" ", answer) for answer in answers]
    return not any(words.spoken.search(text) or words.opening.match(text) for text in bare)


def asks(text: str) -> bool:
    """Tell whether a paragraph can be an interviewer's question: short, its end is one outside of quotes."""
    return len(text) <= LONGEST_QUESTION and bool(QUESTION_END.search(QUOTED.sub(" ", text)))


@cache
def dialogue_words(language: str) -> DialogueWords:
    """Return the patterns of a language, compiled once."""
    lists = load_lexicon(language).words
    return DialogueWords(
        asked=_standing(lists["asked"]),
        spoken=_standing(lists["spoken"]),
        spoken_alone=_standing(lists["spoken_alone"]),
        opening=_standing(lists["answer_openings"]),
        interview=_standing(lists["interview_words"]),
        credits=_standing(lists["interview_credits"]),
        announced=_standing(lists["interview_words"] | lists["briefing_words"]),
    )


def _standing(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for some words as whole words; one with an apostrophe at its end begins one ("j'")."""
    elided = [word for word in words if word.endswith("'")]
    whole = [word for word in words if not word.endswith("'")]
    parts = [rf"(?:{any_of(whole)})(?!\w)", *([any_of(elided)] if elided else [])]
    return re.compile(rf"(?<![\w'])(?:{'|'.join(parts)})", re.IGNORECASE)
