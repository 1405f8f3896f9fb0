"""What syntax tells of a pronoun: the subjects that it most likely means, and whom it cannot mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .descriptions import describe
from .grammar import is_main_subject
from .groups import describe_group
from .meetings import speaks_for_meeting
from .owning_states import state_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph


def main_subjects_before(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, same_sentence: bool = False
) -> Iterator[Actor]:
    """Yield the subjects of the paragraph's main clauses before a pronoun, the nearest first: not quoted, and
    not the subject of the pronoun's own verb if that is its object.
    """
    below = named_below(token, paragraph, discourse)
    first = token.sent.start if same_sentence else 0
    for i in range(token.i - 1, first - 1, -1):
        mention, word = paragraph.covering.get(i), paragraph.doc[i]
        if (mention is not None and mention.head != i) or paragraph.is_quoted(word):
            continue
        if not is_main_subject(word, discourse.language) or _is_object_of_same_verb(token, word, discourse):
            continue
        called = discourse.called.get((paragraph.index, i))
        if mention is not None or called is not None:
            actor = (
                discourse.resolve_mention(mention) if mention is not None else discourse.actor(str(called))
            )
        elif (meeting := speaks_for_meeting(word, paragraph, discourse)) is not None:
            actor = meeting
        elif word.lower_ in discourse.lexicon.words["group_nouns"]:
            actor = describe_group(word, discourse, state_of(word, paragraph, discourse))
        elif word.lower_ in discourse.lexicon.words["person_nouns"]:
            actor = describe(word, paragraph, discourse, speaking=True)
        else:
            continue
        if actor is not None and actor.id not in below:
            yield actor


def named_below(token: Token, paragraph: Paragraph, discourse: Discourse) -> frozenset[str]:
    """Return the ids of those whom a subject pronoun's own predicate names: it never means them ("They
    accused **Turkey**", "Speaking to **X**, he said").
    """
    if token.dep_ not in discourse.language.roles.subject | discourse.language.roles.passive_subject:
        return frozenset()
    roles = discourse.language.roles
    apart = roles.subject | roles.passive_subject | roles.possessor | roles.apposition | roles.conjunct
    verb, first, last = token.head, token.head.left_edge.i, token.head.right_edge.i
    named = []
    for mention in paragraph.mentions:
        word = paragraph.doc[mention.head]
        if not first <= word.i <= last or not (word == verb or verb.is_ancestor(word)):
            continue
        aside = word.dep_ in apart if word.i < token.i else _is_aside_of(word, verb, discourse)
        if not aside and not paragraph.is_quoted(word):
            named.append(discourse.resolve_mention(mention))
    return frozenset(actor.id for actor in named if actor is not None)


def _is_aside_of(word: Token, verb: Token, discourse: Discourse) -> bool:
    """Tell whether a word behind a verb stands in an adverbial or relative clause of its own, where writers
    name somebody anew ("It ... , revealing **Moscow's** priorities").
    """
    while word != verb and word.head != word:
        if word.dep_ in discourse.language.roles.relative | {"advcl"}:
            return True
        word = word.head
    return False


def _is_object_of_same_verb(token: Token, subject: Token, discourse: Discourse) -> bool:
    """Tell whether a pronoun is the object of the verb that has this subject ("**X** praised **him**")."""
    roles = discourse.language.roles
    if token.dep_ not in roles.object | {"pobj"}:
        return False
    verb = token.head if token.dep_ in roles.object else token.head.head
    while subject.head != subject and subject.head.pos_ not in {"VERB", "AUX"}:
        subject = subject.head
    return subject.head == verb
