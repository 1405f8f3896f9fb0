"""Where an event told of before took place: "the attack" is where the article told of it first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cleaning import BlockKind
from .place_grammar import ARTICLES, governor, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.tokens import Token

    from ..model import Place
    from .discourse import Discourse, Paragraph
    from .place_mentions import PlaceMention

DETERMINERS = ARTICLES | {
    "this",
    "these",
    "that",
    "those",
    "ce",
    "cet",
    "cette",
    "ces",
    "du",
    "des",
    "au",
    "aux",
}
SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
MAX_STEPS = 6
"""How far a place hangs from its event at most ("an attack with drones on an oil plant near Abqaiq")."""
STEM = 5
"""First letters that a noun and a verb of one event share: "évacuation", "évacuer"."""


def is_event_again(noun: Token, discourse: Discourse) -> bool:
    """Tell whether a noun means an event that was told before, without saying again where."""
    if noun.lemma_.lower() not in discourse.lexicon.words["events"] or noun.pos_ != "NOUN":
        return False
    if not _is_definite(noun):
        return False
    if governor(noun, discourse)[0] in discourse.lexicon.words["time_prepositions"]:
        return False  # "in a statement after the attack" is not about it
    return not any(token.pos_ == "PROPN" for token in noun.subtree)


def _is_definite(noun: Token) -> bool:
    return any(child.lower_ in DETERMINERS and child.i < noun.i for child in noun.children)


def place_of_event(noun: Token, told: Iterable[tuple[Paragraph, Sequence[PlaceMention]]]) -> Place | None:
    """Return the place that hangs on the same event, in the first of the paragraphs that tell one: a city
    before the region that it lies in, then the nearest. A headline tells of one event.
    """
    for paragraph, mentions in told:
        doc = paragraph.doc
        near: list[tuple[bool, int, Place]] = []
        for mention in mentions:
            steps = _steps_to(noun, doc[mention.end - 1], mention) if mention.certain else None
            if steps is not None:
                near.append((kind_of(mention.place) in {"region", "state"}, steps, mention.place))
        if (
            not near
            and paragraph.block.kind is BlockKind.HEADLINE
            and any(_is_same_event(each, noun) for each in doc)
        ):
            near = [(False, each.start, each.place) for each in mentions if each.certain]
        if near:
            return min(near, key=lambda each: each[:2])[2]
    return None


def _steps_to(noun: Token, place: Token, mention: PlaceMention) -> int | None:
    """Return how many steps a place hangs below a telling of the event that a noun means, else None."""
    current = place
    for step in range(MAX_STEPS):
        subjects = [child for child in current.children if child.dep_ in SUBJECTS and not _is_definite(child)]
        told = [current, *subjects] if not mention.start <= current.i < mention.end else []
        if any(_is_same_event(each, noun) for each in told):
            return step
        if current.head == current:
            return None
        current = current.head
    return None


def _is_same_event(told: Token, noun: Token) -> bool:
    first, second = told.lemma_.lower(), noun.lemma_.lower()
    if told.pos_ == "NOUN" and first == second:
        return True
    return first != second and len(second) > STEM and first[:STEM] == second[:STEM]
