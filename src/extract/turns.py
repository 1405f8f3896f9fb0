"""PARAGRAPHS -> TURNS: who asks and who answers in interviews, briefings and transcripts.

A turn is one contribution to a dialogue. It begins with a label ("Q:", "MR. MILLER:", "Le Figaro. —"), or
questions and answers alternate without any. An ordinary article has no turns, however many questions its
author asks. What an interview calls itself and how an answer begins is in `lexicons/<language>/words.toml`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from .dialogues import (
    ANNOUNCING,
    CLOSING,
    QUESTION_END,
    QUOTED,
    Dialogue,
    asks,
    dialogue_words,
    is_explainer,
    is_transcript,
    read_dialogue,
)
from .turn_labels import Piece, Sort, cut_at_labels, find_label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from .dialogues import DialogueWords
    from .turn_labels import Label


class Role(StrEnum):
    """What somebody does in a turn."""

    ASKS = "asks"
    ANSWERS = "answers"
    TELLS = "tells"
    """Behind a label, but as ordinary text: an explainer's answer."""


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


_Roles = dict[int, tuple[Role, str | None]]

_TRAILS_OFF = re.compile(r"(?:…|\.\.\.)" + CLOSING)
_NO_ANSWER_END = re.compile(r"(?:\?|…|\.\.\.)" + CLOSING)
LONGEST_OBJECTION = 300
LONG_QUOTE = 40
"""Characters of a quotation that make a paragraph a news story's, where most answers hold one."""


def find_turns(
    paragraphs: Sequence[str], language: str, above: str = "", closed: Iterable[int] = ()
) -> list[Turn]:
    """Return the turns of a text in their order, [] if it is no dialogue.

    `above` is what stands before it (headlines, bylines), which may say that it is an interview. `closed` are
    the paragraphs that a closing note precedes: without another question nobody speaks in them. Paragraphs
    without a turn are ordinary text: the introduction, and an explainer's answers.
    """
    words = dialogue_words(language)
    pieces = list(cut_at_labels(paragraphs, language))
    dialogue = read_dialogue([piece.text for piece in pieces], language, above, words)
    if is_transcript(dialogue):
        roles = _labelled_roles(dialogue)
        if is_explainer(dialogue):
            roles = {
                index: role if role[0] is Role.ASKS else (Role.TELLS, None)
                for index, role in roles.items()
                if role[0] is Role.ASKS or index in dialogue.labels
            }
    elif _is_interview(paragraphs, words, above):
        pieces = [Piece(index, 0, text) for index, text in enumerate(paragraphs)]
        dialogue = Dialogue(paragraphs, {}, (), words, announced=True)
        roles = _alternating_roles(dialogue)
    else:
        return []
    roles = _without_the_end(roles, pieces, sorted(closed))
    return [_turn(pieces[index], dialogue.labels.get(index), *roles[index]) for index in sorted(roles)]


def begins_turn(line: str, language: str) -> bool:
    """Tell whether a line may begin a turn: it names who asks or answers, or is nothing but a label."""
    label = find_label(line, language)
    return label is not None and (label.sort in {Sort.ASKER, Sort.ANSWERER} or label.end == len(line))


def _turn(piece: Piece, label: Label | None, role: Role, name: str | None) -> Turn:
    return Turn(piece.paragraph, piece.start, piece.start + (label.end if label else 0), role, name)


def _labelled_roles(dialogue: Dialogue) -> _Roles:
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
            goes_on = not QUESTION_END.search(texts[index - 1]) and asks(text)
            if not goes_on or dialogue.words.spoken_alone.search(text):
                now = (Role.ANSWERS, None)
        if now is not None:
            roles[index] = now
    return roles


def _alternating_roles(dialogue: Dialogue) -> _Roles:
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


def _opens(text: str, after: str | None, words: DialogueWords) -> bool:
    """Tell whether a question opens an interview: one at the end of an introduction addresses nobody."""
    if not asks(text) or after is None:
        return False
    if not re.search(r"[.!…] ", text) or words.asked.search(text):
        return True
    return bool(words.opening.match(after) or words.spoken_alone.search(after))


def _wonders(text: str, words: DialogueWords) -> bool:
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


def _is_interview(texts: Sequence[str], words: DialogueWords, above: str) -> bool:
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
    bare = [QUOTED.sub(" ", answer) for answer in answers]
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
