"""Whose a noun is by its modifiers, and which state an article named last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import ActorKind
from .grammar import children_in, find_possessors, prepositional
from .titles import is_definite

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph


def state_of(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the actor that a noun's modifiers name: "**Syria's** army", "le régime **syrien**"; of a person
    his state.
    """
    modifiers = children_in(token, discourse.language.roles.modifier | discourse.language.roles.possessor)
    for modifier in [*modifiers, *find_possessors(token, discourse.language)]:
        mention = paragraph.covering.get(modifier.i)
        if mention is None:
            if modifier.lower_ in discourse.lexicon.words["country_nouns"] and is_definite(
                modifier, discourse
            ):
                return last_state(modifier, paragraph, discourse)
            continue
        owner = discourse.resolve_mention(mention)
        if owner is None:
            continue
        if owner.kind is ActorKind.PERSON:
            return discourse.represented(owner) or owner
        return owner
    return _seat_of(token, paragraph, discourse)


def _seat_of(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the state in which those who rule sit ("the regime **in Minsk**", "le pouvoir **à Damas**")."""
    words = discourse.lexicon.words
    if token.lower_ not in words["regime_nouns"] | words["rulers"]:
        return None
    for name, noun in prepositional(token, discourse.language):
        mention = paragraph.covering.get(noun.i) if name in words["locative"] else None
        actor = discourse.resolve_mention(mention) if mention is not None else None
        if actor is not None and actor.kind is ActorKind.STATE:
            return actor
    return None


def last_state(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, by_people: bool = False
) -> Actor | None:
    """Return the state named last before this sentence, but none that the sentence itself names; by the name
    of its people only if `by_people` ("**Syrian** planes ... the regime").
    """
    sentence = paragraph.doc[token.i].sent
    beside = {
        actor.id
        for mention in paragraph.mentions
        if sentence.start <= mention.start < token.i and (actor := discourse.resolve_mention(mention))
    }
    for mention in paragraph.mentions:
        topic = mention.start == sentence.start and paragraph.doc[mention.end : mention.end + 1].text == ":"
        if topic and (actor := discourse.resolve_mention(mention)) and actor.kind is ActorKind.STATE:
            return actor  # "Burundi: the UN calls on **the country** to talk"
    for mention, word in discourse.mentions_before(paragraph, sentence.start):
        if mention.reading == "demonym" and not (by_people or names_people(word)):
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None and actor.kind is ActorKind.STATE and actor.id not in beside:
            return actor
    return None


def names_people(token: Token) -> bool:
    """A demonym stands for the state as a noun ("the Russians"), not as an adjective ("Russian planes")."""
    return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"amod", "compound"}
