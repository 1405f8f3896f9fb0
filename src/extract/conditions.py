"""What is said under a condition: "if **X** goes on, we will act" threatens X."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Stance
from .content_words import is_first_person, words_at
from .grammar import find_subject, is_negated
from .named_actors import actors_within
from .stance_groups import HOSTILE
from .stances import intensity_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph
    from .sides import Side
    from .stances import StanceReading


def under_condition(
    reading: StanceReading, tokens: list[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> StanceReading:
    """Return a reading as what it does to whom a condition is set: the speaker's own deed to come threatens
    whoever goes on with a wrong; "if **X** does so, we will respond" means X.
    """
    for clause, bearer in _conditions(tokens, discourse):
        subject = find_subject(clause, discourse.language)
        if subject is None or not is_first_person(bearer, paragraph, discourse, side):
            continue
        others = side.without(actors_within(subject, paragraph, discourse, quoted=True))
        if not others:
            continue
        if reading.stance in HOSTILE:
            return reading if reading.targets else replace(reading, targets=tuple(others))
        vague = reading.stance in {Stance.COMMENT, Stance.APPEAL} or reading.rule == "content-will"
        if vague and _is_wrong(clause, discourse):
            return replace(
                reading,
                stance=Stance.THREATEN,
                targets=tuple(others),
                intensity=intensity_of(Stance.THREATEN),
                negated=False,
                rule="condition",
            )
    return reading


def _conditions(tokens: list[Token], discourse: Discourse) -> Iterator[tuple[Token, Token]]:
    """Yield the verb of each condition among some words, and the verb that depends on it."""
    conditional, inside = discourse.lexicon.words["conditional"], {token.i for token in tokens}
    for token in tokens:
        if token.dep_ == "advcl" and token.head.i in inside:
            marks = {child.lower_ for child in token.children if child.i < token.i}
            if marks & conditional:
                yield token, token.head


def _is_wrong(clause: Token, discourse: Discourse) -> bool:
    """Tell whether what a condition supposes is a wrong, or that a wrong goes on or a duty is not done."""
    persisting = discourse.lexicon.words["persisting"]
    hostile = any(word.stance in HOSTILE for token in clause.subtree for word in words_at(token, discourse))
    return hostile or clause.lemma_.lower() in persisting or is_negated(clause, discourse.language)
