"""Which state, organisation or group "they", "it" or "its" means: subjects first, then the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, ActorKind
from .agreement import STATE_LIKE, is_plural, names_have_gender
from .binding import main_subjects_before, named_below
from .clauses import first_of_sentence
from .descriptions import describe, names_one
from .discourse import SENTENCES_BACK
from .grammar import children_in, find_subject, is_main_subject
from .groups import describe_group
from .owning_states import names_people, state_of
from .places import is_place_use

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph


def collective_meant(
    token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None, plural: bool
) -> Actor | None:
    """Return the state, organisation or group that "they" or "its" means: the nearest before it, not of
    `barred`'s side; for a subject outside of quotations first the subject before it.
    """
    own = discourse.represented(barred) if barred is not None else None
    below = named_below(token, paragraph, discourse)
    if barred is None and _stands_as_subject(token, discourse):
        if plural and _spoke_as_group(paragraph, discourse):
            return discourse.last_speaker
        told = _subject_told_before(token, paragraph, discourse)
        if told is not None and (plural or _counts_as(told, plural, discourse)):
            return told
        for actor in main_subjects_before(token, paragraph, discourse):
            if actor.kind is ActorKind.GROUP and plural:
                return actor
            if actor.kind in STATE_LIKE and _counts_as(actor, plural, discourse):
                return actor
            break
    roles = discourse.language.roles
    if barred is None and plural and token.dep_ in roles.subject:
        here = main_subjects_before(token, paragraph, discourse, same_sentence=True)
        group = next((actor for actor in here if actor.kind is ActorKind.GROUP), None)
        if group is not None:
            return group  # "lawmakers said ..., as they left"
    if barred is None and token.dep_ in roles.subject | roles.passive_subject:
        acting = _only_one_acting(token, paragraph, discourse, plural, below)
        return acting or _body_of_speaker(token, paragraph, discourse)
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        found = _collective_at(earlier, discourse, i, plural)
        if found is None or found.id in below or (own is not None and found.id == own.id):
            continue
        if plural and not _counts_as(found, plural, discourse):
            continue
        if plural or found.kind is not ActorKind.ORGANISATION:
            return found
    return None


def _subject_told_before(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the subject of what is told before its source ("**Sudan** is ready, **its** minister said")."""
    language = discourse.language
    if token.dep_ not in language.roles.possessor:
        return None
    clauses = [each for each in children_in(token.head.head, language.roles.clause) if each.i < token.i]
    subject = find_subject(clauses[-1], language) if clauses else None
    if subject is None or paragraph.is_quoted(subject):
        return None
    return _collective_at(paragraph, discourse, subject.i, plural=False)


def _only_one_acting(
    token: Token, paragraph: Paragraph, discourse: Discourse, plural: bool, below: frozenset[str]
) -> Actor | None:
    """Return the only state, organisation or group that does something or is done to in the nearest sentence
    with any, not too far above.
    """
    roles = discourse.language.roles
    arguments = roles.subject | roles.passive_subject | roles.object | roles.conjunct | roles.oblique
    passed: list[tuple[int, int]] = []
    acting: dict[str, Actor] = {}
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        word, sentence = earlier.doc[i], (earlier.index, first_of_sentence(earlier.doc)[i])
        if not passed or sentence != passed[-1]:
            passed.append(sentence)
            if acting or len(passed) > SENTENCES_BACK:
                break
        if word.dep_ not in arguments or _is_left_or_reached(word, discourse):
            continue
        found = _collective_at(earlier, discourse, i, plural)
        if found is not None and found.id not in below and _counts_as(found, plural, discourse):
            acting[found.id] = found
    return next(iter(acting.values())) if len(acting) == 1 else None


def _is_left_or_reached(word: Token, discourse: Discourse) -> bool:
    """Tell whether a word is where somebody goes, as the object of a verb of going ("left **Chile**")."""
    is_object = word.dep_ in discourse.language.roles.object
    return is_object and word.head.lemma_.lower() in discourse.lexicon.words["traversal"]


def _body_of_speaker(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return for whom the person speaks in whose words a pronoun stands ("X, its envoy, said **it** had"), if
    the sentence names no other body before it.
    """
    if _stands_as_subject(token, discourse):
        return None
    speaker = next(main_subjects_before(token, paragraph, discourse, same_sentence=True), None)
    if speaker is None or speaker.kind is not ActorKind.PERSON:
        return None
    body = discourse.represented(speaker)
    before = [
        discourse.resolve_mention(mention)
        for mention in paragraph.mentions
        if token.sent.start <= mention.start < token.i
    ]
    between = before[before.index(speaker) :] if speaker in before else before
    others = [actor for actor in between if actor is not None and actor.kind in STATE_LIKE and actor != body]
    return body if not others else None


def _stands_as_subject(token: Token, discourse: Discourse) -> bool:
    """Tell whether a pronoun, or what it possesses, is a main clause's subject ("**Its** minister said")."""
    owned = token.head if token.dep_ in discourse.language.roles.possessor else token
    return is_main_subject(owned, discourse.language)


def _spoke_as_group(paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a group spoke last in this paragraph: "the ministers said ... they"."""
    speaker = discourse.last_speaker
    here = paragraph.index == discourse.last_speaker_at
    return here and speaker is not None and speaker.kind is ActorKind.GROUP


def _counts_as(actor: Actor, plural: bool, discourse: Discourse) -> bool:
    """Tell whether a plural (or singular) pronoun may stand for one state or organisation."""
    code = discourse.language.code
    return not names_have_gender(code) or is_plural(actor, code) == plural


def _collective_at(paragraph: Paragraph, discourse: Discourse, i: int, plural: bool) -> Actor | None:
    token = paragraph.doc[i]
    if i in paragraph.covering:
        mention = paragraph.covering[i]
        if mention.head != i or (mention.reading == "demonym" and not names_people(token)):
            return None
        if is_place_use(token, paragraph, discourse):
            return None
        found = discourse.resolve_mention(mention)
        return found if found is not None and found.kind in STATE_LIKE else None
    is_group = token.lower_ in discourse.lexicon.words["group_nouns"]
    if plural and is_group and not names_one(token, discourse):
        return describe_group(token, discourse, state_of(token, paragraph, discourse))
    if token.lower_ in discourse.lexicon.words["regime_nouns"]:
        return describe(token, paragraph, discourse, speaking=False)
    return None
