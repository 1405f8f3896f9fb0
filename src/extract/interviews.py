"""Who answers in an interview, a briefing or a transcript: by label, else whom the introduction presents."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..knowledge.offices import offices_of
from .cleaning import BlockKind
from .presented_people import (
    INTRODUCING,
    credited,
    described_holder,
    offices_pattern,
    people_in,
    people_introduced,
    presented,
    title_beside,
)
from .speaker_labels import find_labelled, find_named, read_label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from ..model import Actor
    from .discourse import Discourse, Paragraph


def find_answerers(discourse: Discourse) -> Mapping[int, Actor]:
    """Return who speaks in each answer, by the index of its paragraph; those of nobody known are left out."""
    answers = [each for each in discourse.paragraphs if each.block.kind is BlockKind.ANSWER]
    if not answers:
        return {}
    generic = discourse.lexicon.words["answer_labels"]
    labels = {each.block.label for each in answers if each.block.label is not None}
    own = sorted(label for label in labels if label.casefold().strip(". 0123456789") not in generic)
    named: dict[str, Actor | None] = {label: find_labelled(label, discourse) for label in own}
    if len(own) == 1:
        named[own[0]] = named[own[0]] or _presented_holder(own[0], discourse)
    speakers = {actor.id if actor is not None else None for actor in named.values()}
    interviewee = None if own else find_interviewee(discourse)
    if len(speakers) == 1:
        interviewee = named[own[0]]
    found: dict[int, Actor] = {}
    for each in answers:
        label = each.block.label
        actor = named[label] if label in named and label is not None else interviewee
        if actor is not None:
            found[each.index] = actor
    return found


def is_told_of(paragraph: Paragraph, answerer: Actor, discourse: Discourse) -> bool:
    """Tell whether a paragraph speaks of the one who answers, and in nobody's first person: it is no answer.

    Such are the lines about a person below an interview ("Anna Kovar has been foreign minister since May").
    """
    named = False
    for token in paragraph.doc:
        if paragraph.is_quoted(token):
            continue
        if token.lower_ in discourse.lexicon.words["spoken"]:
            return False
        mention = paragraph.covering.get(token.i)
        if mention is not None and mention.head == token.i:
            actor = discourse.resolve_mention(mention)
            named = named or (actor is not None and actor.id == answerer.id)
    return named


def find_interviewee(discourse: Discourse) -> Actor | None:
    """Return whom the lines above the first question present ("Interview with X"), else name most often.

    Without such lines those below the last answer are asked. None where two people are named alike.
    """
    asking = _interviewers(discourse)
    people = [each for each in people_introduced(discourse) if each.actor.id not in asking]
    if not people:
        around = (each for each in discourse.paragraphs if each.block.kind in INTRODUCING)
        people = [each for each in people_in(discourse, around) if each.actor.id not in asking]
    if not people:
        return described_holder(discourse)
    shown = presented(discourse)
    offices = offices_pattern(discourse.language.code)
    titled = {each.actor.id for each in people if offices.search(title_beside(each))}
    count = Counter(each.actor.id for each in people)
    ranked = sorted(((person in shown, times, person in titled, person) for person, times in count.items()))
    best = ranked[-1]
    if len(ranked) > 1 and ranked[-2][:3] == best[:3]:
        return None
    return discourse.actor(best[3])


def _interviewers(discourse: Discourse) -> set[str]:
    """Return the ids of those who ask: by their labels, and whom a credit names ("Interview by X")."""
    asking = (each.block.label for each in discourse.paragraphs if each.block.kind is BlockKind.QUESTION)
    named = (find_named(label, discourse) for label in dict.fromkeys(asking) if label is not None)
    return credited(discourse) | {actor.id for actor in named if actor is not None}


def _presented_holder(label: str, discourse: Discourse) -> Actor | None:
    """Return who is presented as interviewed where all answers have the label of an office that fits."""
    office, name = read_label(label, discourse.language.code)
    if office is None or name:
        return None
    shown = presented(discourse)
    if len(shown) != 1:
        return None
    actor = discourse.actor(next(iter(shown)))
    offices = offices_of(actor.id, discourse.published) if actor.id not in discourse.people else ()
    return None if offices else actor
