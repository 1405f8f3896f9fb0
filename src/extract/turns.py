"""PARAGRAPHS -> TURNS: who asks and who answers in interviews, briefings and transcripts.

A turn is one contribution to a dialogue. It begins with a label ("Q:", "MR. MILLER:", "Le Figaro. —"), or
questions and answers alternate without any. An ordinary article has no turns, however many questions its
author asks. What an interview calls itself and how an answer begins is in `lexicons/<language>/words.toml`.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from .lexicon import load_lexicon
from .turn_labels import Piece, Sort, any_of, cut_at_labels, find_label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from .turn_labels import Label


class Role(StrEnum):
    """What somebody does in a turn."""

    ASKS = "asks"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph, or the rest of it from `start` on, in which one person speaks."""

    paragraph: int
    start: int
    words: int
    """Where the words begin, behind the label."""
    role: Role
    label: str | None
    """Who speaks, as the transcript names them ("MINISTER"); None where it does not."""


class _Words(NamedTuple):
    asked: re.Pattern[str]
    spoken: re.Pattern[str]
    spoken_alone: re.Pattern[str]
    opening: re.Pattern[str]
    interview: re.Pattern[str]
    credits: re.Pattern[str]
    announced: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Dialogue:
    """The paragraphs of a text, cut at labels, with the labels that some of them begin with."""

    texts: Sequence[str]
    labels: Mapping[int, Label]
    asking: Collection[str]
    """The labels, by key, of those who ask."""
    words: _Words
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


_Roles = dict[int, tuple[Role, str | None]]

_CLOSING = r"[\"”»’'›)\]*_\s]*(?:\([^()]{2,30}\))?$"  # also the agency: "... critiques. (AFP)"
_SENTENCE_END = re.compile(r"[.!?…]" + _CLOSING)
_QUESTION_END = re.compile(r"\?" + _CLOSING)
_TRAILS_OFF = re.compile(r"(?:…|\.\.\.)" + _CLOSING)
_NO_ANSWER_END = re.compile(r"(?:\?|…|\.\.\.)" + _CLOSING)
_QUOTED = re.compile(r"[\"“«][^\"“”«»]*[\"”»]|\'\'[^\'].*?\'\'")
_QUOTES_FIRST = re.compile(r"[\"“«‘]")
LONGEST_QUESTION = 400
LONGEST_OBJECTION = 300
LONG_QUOTE = 40
"""Characters of a quotation that make a paragraph a news story's, where most answers hold one."""
ANNOUNCING = 8
"""Paragraphs at the start of an article in which it may say that it is an interview."""


def find_turns(
    paragraphs: Sequence[str], language: str, above: str = "", closed: Iterable[int] = ()
) -> list[Turn]:
    """Return the turns of a text in their order, [] if it is no dialogue.

    `above` is what stands before it (headlines, bylines), which may say that it is an interview. `closed` are
    the paragraphs that a closing note precedes: without another question nobody speaks in them. Paragraphs
    without a turn are ordinary text: the introduction, and an explainer's answers.
    """
    words = _words(language)
    pieces = list(cut_at_labels(paragraphs, language))
    dialogue = _read_dialogue([piece.text for piece in pieces], language, above, words)
    if _is_transcript(dialogue):
        roles = _labelled_roles(dialogue)
        if _is_explainer(dialogue):
            roles = {index: role for index, role in roles.items() if role[0] is Role.ASKS}
    elif _is_interview(paragraphs, words, above):
        pieces = [Piece(index, 0, text) for index, text in enumerate(paragraphs)]
        dialogue = _Dialogue(paragraphs, {}, (), words, announced=True)
        roles = _alternating_roles(dialogue)
    else:
        return []
    roles = _without_the_end(roles, pieces, sorted(closed))
    return [_turn(pieces[index], dialogue.labels.get(index), *roles[index]) for index in sorted(roles)]


def begins_turn(line: str, language: str) -> bool:
    """Tell whether a line may begin a turn: it names who asks or answers, or is nothing but a label."""
    label = find_label(line, language)
    return label is not None and (label.sort in {Sort.ASKER, Sort.ANSWERER} or label.end == len(line))


def asks(text: str) -> bool:
    """Tell whether a paragraph can be an interviewer's question: short, its end is one outside of quotes."""
    return len(text) <= LONGEST_QUESTION and bool(_QUESTION_END.search(_QUOTED.sub(" ", text)))


def _turn(piece: Piece, label: Label | None, role: Role, name: str | None) -> Turn:
    return Turn(piece.paragraph, piece.start, piece.start + (label.end if label else 0), role, name)


# -- labels
# ------------------------------------------------------------------------------------------------------------


def _read_dialogue(texts: Sequence[str], language: str, above: str, words: _Words) -> _Dialogue:
    labels = _labels(texts, language)
    first = min([ANNOUNCING, *labels])
    announced = bool(words.announced.search("\n".join([above, *texts[:first]])))
    return _Dialogue(texts, labels, _asking(labels, texts), words, announced)


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
        asked = kept[before].sort is Sort.ASKER or _QUESTION_END.search(texts[before]) is not None
        if asked:
            return True
    after = found.get(index + 1)
    return after is not None and after.key != found[index].key and asks(texts[index])


def _said(index: int, labels: Mapping[int, Label], texts: Sequence[str]) -> str:
    said = texts[index][labels[index].end :].strip()
    if not said and index + 1 < len(texts) and index + 1 not in labels:
        return texts[index + 1]
    return said


def _asking(labels: Mapping[int, Label], texts: Sequence[str]) -> frozenset[str]:
    """Return the labels, by key, of those who ask: known words, and whoever asks more often than not."""
    turns, questions = Counter[str](), Counter[str]()
    for index, label in labels.items():
        turns[label.key] += 1
        questions[label.key] += bool(_QUESTION_END.search(_said(index, labels, texts)))
    sorts = {label.key: label.sort for label in labels.values()}
    asking = {key for key, sort in sorts.items() if sort is Sort.ASKER}
    others = {key for key, sort in sorts.items() if sort in {Sort.NAME, Sort.OFFICE}}
    if asking:
        return frozenset(
            asking | {key for key in others if turns[key] > 1 and questions[key] > 0.6 * turns[key]}
        )
    often = {key for key in others if 2 * questions[key] > turns[key]}
    if often and (often < others or Sort.ANSWERER in sorts.values()):
        return frozenset(often)
    if len(others) == 2:
        (low, _), (high, host) = sorted((questions[key] / turns[key], key) for key in others)
        if high >= 0.3 and high > 2 * low:
            return frozenset({host})
    return frozenset()


def _is_transcript(dialogue: _Dialogue) -> bool:
    """Tell whether labels are those of a dialogue: there are two speakers, and they speak as people do.

    Lists ("Foreign minister: ...", "WHEN: ...") hold no sentences, and nobody says "I" or "you" in them.
    """
    labels, words = dialogue.labels, dialogue.words
    said = [_QUOTED.sub(" ", dialogue.said(index)) for index in labels]
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


def _is_explainer(dialogue: _Dialogue) -> bool:
    """Tell whether questions and answers are an outlet's own: nobody is named as answering, or speaks."""
    labels, words = dialogue.labels, dialogue.words
    if dialogue.announced or any(label.sort in {Sort.OFFICE, Sort.NAME} for label in labels.values()):
        return False
    first = next(iter(labels))
    answers = [text for index, text in enumerate(dialogue.texts) if index > first and index not in labels]
    answers += [dialogue.said(index) for index, label in labels.items() if label.key not in dialogue.asking]
    bare = [_QUOTED.sub(" ", answer) for answer in answers]
    return not any(words.spoken.search(text) or words.opening.match(text) for text in bare)


# -- who speaks in which paragraph
# ------------------------------------------------------------------------------------------------------------


def _labelled_roles(dialogue: _Dialogue) -> _Roles:
    """Return who speaks where labels tell it: whoever has the word keeps it until the next label.

    Where only the first question has a label, and others stand alone, the rest alternates. Where no question
    has one, a question right before a labelled answer is one.
    """
    texts, labels = dialogue.texts, dialogue.labels
    asked = sum(label.key in dialogue.asking for label in labels.values())
    first = next(iter(labels))
    alone = [text for index, text in enumerate(texts) if index > first and index not in labels and asks(text)]
    addressed = sum(bool(dialogue.words.asked.search(text)) for text in alone)
    if (asked == 1 and alone and len(labels) <= 2) or 0 < asked <= min(2, addressed):
        return _alternating_roles(dialogue)
    all_labelled = bool(dialogue.answers() and asked)
    roles: _Roles = {}
    now: tuple[Role, str | None] | None = None
    for index, text in enumerate(texts):
        label = labels.get(index)
        if label is not None:
            now = (Role.ASKS if label.key in dialogue.asking else Role.ANSWERS, label.name)
        elif dialogue.is_below_label(index):
            pass
        elif (now is None or not asked) and dialogue.is_above_answer(index) and asks(text):
            now = (Role.ASKS, None)
        elif now is not None and now[0] is Role.ASKS and not all_labelled:
            goes_on = not _QUESTION_END.search(texts[index - 1]) and asks(text)
            if not goes_on or dialogue.words.spoken_alone.search(text):
                now = (Role.ANSWERS, None)
        if now is not None:
            roles[index] = now
    return roles


def _alternating_roles(dialogue: _Dialogue) -> _Roles:
    """Return who speaks where questions and answers alternate; an answer goes on until the next question."""
    roles: _Roles = {}
    labels, words = dialogue.labels, dialogue.words
    named = set(dialogue.answers())
    answerer = next(iter(named)) if len(named) == 1 else None
    now: Role | None = None
    for index, text in enumerate(dialogue.texts):
        after = dialogue.texts[index + 1] if index + 1 < len(dialogue.texts) else None
        name: str | None = None
        if index in labels:
            name = labels[index].name
            now = Role.ASKS if labels[index].key in dialogue.asking else Role.ANSWERS
        elif dialogue.is_below_label(index):
            name = labels[index - 1].name
        elif now is None:
            may_open = dialogue.is_above_answer(index) or not labels
            now = Role.ASKS if may_open and _opens(text, after, words) else None
        elif (now is Role.ANSWERS and _objects(text, after)) or (asks(text) and not _wonders(text, words)):
            now = Role.ASKS
        else:
            now, name = Role.ANSWERS, answerer
        if now is not None:
            roles[index] = (now, name)
    return roles


def _opens(text: str, after: str | None, words: _Words) -> bool:
    """Tell whether a question opens an interview: one at the end of an introduction addresses nobody."""
    if not asks(text) or after is None:
        return False
    return not re.search(r"[.!…] ", text) or bool(words.asked.search(text))


def _wonders(text: str, words: _Words) -> bool:
    """Tell whether a question is part of an answer: "We tried. What else could we do?"."""
    if words.asked.search(text) or not words.spoken.search(text):
        return False
    opening = re.search(r"[.!?…] ", text)
    return bool(words.spoken_alone.search(text)) or (opening is not None and opening[0] != "? ")


def _objects(text: str, after: str | None) -> bool:
    """Tell whether an objection trails off between two answers ("But Russia has its veto…")."""
    if len(text) > LONGEST_OBJECTION or not _TRAILS_OFF.search(text):
        return False
    return after is not None and not _NO_ANSWER_END.search(after)


def _is_interview(texts: Sequence[str], words: _Words, above: str) -> bool:
    """Tell whether questions and answers alternate without labels, and who answers speaks as one asked.

    In an explainer ("What is the Minsk agreement?") nobody does, and a news story has few questions, or its
    answers are quotations.
    """
    pairs = [index for index, (one, two) in enumerate(pairwise(texts)) if asks(one) and not asks(two)]
    if not pairs:
        return False
    first = pairs[0]
    head = "\n".join([above, *texts[: min(first, ANNOUNCING)]])
    announced = words.interview.search(head) is not None
    if announced:
        later = range(first + 2, len(texts) - 1)
        pairs = sorted({*pairs, *(index for index in later if _objects(*texts[index : index + 2]))})
    if len(pairs) < max(2, 0.12 * (len(texts) - first)):
        return False
    if words.credits.search("\n".join([head, *texts[-2:]])):
        return True
    spans = zip(pairs, [*pairs[1:], len(texts)], strict=True)
    answers = ["\n".join(texts[start + 1 : end]) for start, end in spans]
    bare = [_QUOTED.sub(" ", answer) for answer in answers]
    sure = sum(bool(words.opening.match(text) or words.spoken_alone.search(text)) for text in bare)
    own = sum(bool(words.opening.match(text) or words.spoken.search(text)) for text in bare)
    quoting = sum(len(answer) - len(text) > LONG_QUOTE for answer, text in zip(answers, bare, strict=True))
    addressed = any(words.asked.search(texts[index]) for index in pairs)
    if 2 * quoting > len(pairs) or not (addressed or (announced and (sure or len(pairs) > 2))):
        return False
    return own >= max(1, (0.25 if sure or announced else 0.5) * len(pairs))


def _without_the_end(roles: _Roles, pieces: Sequence[Piece], closed: Sequence[int]) -> _Roles:
    """Return the roles without those of unlabelled paragraphs behind a closing note and no other question."""
    asked = [pieces[index].paragraph for index, (role, _) in roles.items() if role is Role.ASKS]
    last = max(asked, default=-1)
    end = next((paragraph for paragraph in closed if paragraph > last + 1), None)
    return {index: role for index, role in roles.items() if end is None or pieces[index].paragraph < end}


@cache
def _words(language: str) -> _Words:
    lists = load_lexicon(language).words
    return _Words(
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
