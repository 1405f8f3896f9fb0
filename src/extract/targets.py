"""Towards whom: the actors in the slots of a cue, or in the role of a word of what is said."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from ..model import ActorKind, Stance
from .cues import slot_heads
from .deeds import doers_of, has_patient, is_deed
from .grammar import (
    AGAINST,
    GENITIVE,
    UPON,
    case_of,
    children_in,
    find_agent,
    find_objects,
    find_subject,
    is_passive,
    is_purpose,
    prepositional,
)
from .groups import describe_group, group_noun
from .named_actors import actors_within, suffers
from .sides import NOBODY, identifiable
from .stance_groups import OBLIGATIONS
from .unreported import is_free_naming
from .urging import tells_to_do

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Actor
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .lexicon import ContentWord, Role
    from .sides import Side


def slot_targets(
    cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side, *, quoted: bool
) -> list[Actor]:
    """Return the actors in the first slot of a cue that holds any ("object", a preposition, "clause",
    "content").
    """
    stance = cue.entry.stance if cue.entry.words[0] not in discourse.lexicon.words["own_deeds"] else None
    heads = slot_heads(cue.words, cue.entry.target, discourse.language)
    for head in chain(heads, _what_is_called(cue.token, discourse)):
        if quoted and paragraph.is_quoted(cue.token) and not paragraph.is_quoted(head):
            continue
        if stance is None and is_deed(head, discourse.language.code):  # "justified the strike"
            return side.without(doers_of(head, paragraph, discourse, told=False))
        named = actors_within(head, paragraph, discourse, quoted=quoted, stance=stance)
        found = side.without(named)
        if group_noun(head.lower_, discourse) not in NOBODY:
            found = identifiable(found)  # "proposed **a forum** to involve all countries"
        if found or (named and _is_own_deed(head, discourse)):
            return found
    if cue.entry.stance in OBLIGATIONS and cue.entry.kind == "verb":
        return _addressees(cue, discourse)
    return []


def _what_is_called(cue: Token, discourse: Discourse) -> Iterator[Token]:
    """Yield what a clause behind a cue names: "a protest over **what it called** the *manoeuvre* of X"."""
    words, language = discourse.lexicon.words, discourse.language
    for verb in cue.subtree:
        if verb.i <= cue.i or not is_free_naming(verb, discourse.lexicon):
            continue
        yield from (
            noun for noun in find_objects(verb, language) if noun.lower_ not in words["free_relatives"]
        )
        yield from children_in(verb, frozenset({"oprd", "attr", "xcomp", "ccomp"}))
        yield from (noun for _, noun in prepositional(verb, language))


def _addressees(cue: CueMatch, discourse: Discourse) -> list[Actor]:
    """Return the collective without a name that is told what to do ("asked **foreign embassies** to
    keep").
    """
    language = discourse.language
    if language.code != "en" or not tells_to_do(cue.token, language):
        return []
    heads = [*find_objects(cue.token, language)]
    heads += [noun for word in cue.words for _, noun in prepositional(word, language)]
    subjects = (find_subject(clause, language) for clause in children_in(cue.token, language.roles.clause))
    heads += [subject for subject in subjects if subject is not None and subject.i > cue.token.i]
    words = discourse.lexicon.words
    groups = words["group_nouns"] | words["state_nouns"] | words["addressed_groups"]
    for head in heads:
        if head.tag_ == "NNS" and head.lower_ in groups:
            return [describe_group(head, discourse, None)]
    return []


def _is_own_deed(head: Token, discourse: Discourse) -> bool:
    """Tell whether a phrase is a thing with a possessive pronoun ("defended **his decision**"): where it is
    the speaker's own, nobody else is meant.
    """
    words = discourse.lexicon.words
    possessive = words["possessive_determiners"] | words["singular_pronouns"]
    possessive |= words["neuter_pronouns"] | words["plural_pronouns"]
    is_thing = head.pos_ == "NOUN" and head.lower_ not in words["person_nouns"] | words["parties"]
    return is_thing and any(child.lower_ in possessive for child in head.children)


def role_targets(
    trigger: Token,
    word: ContentWord,
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
    *,
    quoted: bool,
) -> list[Actor]:
    """Return the actors in a role of the word that gives a content its stance (`content.toml`, key
    `role`).
    """
    if word.role == "none":
        return []
    own = own_state_named(trigger, word, paragraph, discourse, side)
    if own is not None:
        return _befriended(trigger, paragraph, discourse, side) or [own]
    heads = _role_heads(trigger, word.role, discourse, praised=word.stance is Stance.SUPPORT)
    if word.stance is Stance.THREATEN and is_purpose(trigger, discourse.language):
        heads = chain(find_objects(trigger, discourse.language), heads)
    if word.stance is Stance.THREATEN and trigger.pos_ == "NOUN":  # "extend the sanctions **against X**"
        met = [noun for name, noun in prepositional(trigger, discourse.language) if name in AGAINST]
        heads = chain(met, heads)
    for head in heads:
        named = actors_within(head, paragraph, discourse, quoted=quoted, stance=word.stance)
        if suffers(trigger, head, named, discourse):
            continue
        found = side.without(named)
        if found:
            return found
    return []


def _befriended(trigger: Token, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return whose friend the speaker's own state is called ("Britain remains a friend **of Iraq**")."""
    if trigger.pos_ != "NOUN":
        return []
    heads = [
        noun for name, noun in prepositional(trigger, discourse.language) if name in GENITIVE | {"to", "à"}
    ]
    return side.without(actor for head in heads for actor in actors_within(head, paragraph, discourse))


def speaks_of_anybody(trigger: Token, discourse: Discourse) -> bool:
    """Tell whether the subject of a word is whoever does something, and not named ("**those who** lie")."""
    subject = find_subject(governing_predicate(trigger, discourse), discourse.language)
    generic = subject is not None and subject.lower_ in discourse.lexicon.words["anybody"]
    return generic and subject is not None and bool(children_in(subject, discourse.language.roles.relative))


def own_state_named(
    trigger: Token, word: ContentWord, paragraph: Paragraph, discourse: Discourse, side: Side
) -> Actor | None:
    """Return the speaker's own state or body where he praises it by name as the subject ("**France** plays a
    clear role"): his own side is a target only where he says so.
    """
    if word.stance is not Stance.SUPPORT or (word.role == "object" and trigger.pos_ in {"VERB", "AUX"}):
        return None
    subject = find_subject(governing_predicate(trigger, discourse), discourse.language)
    mention = paragraph.covering.get(subject.i) if subject is not None else None
    if mention is None or mention.reading == "demonym":
        return None
    actor = discourse.resolve_mention(mention)
    own = actor is not None and actor.id in side.ids and actor.kind is not ActorKind.PERSON
    return actor if own else None


def _role_heads(
    trigger: Token, role: Role, discourse: Discourse, *, praised: bool = False
) -> Iterator[Token]:
    """Yield the heads in a role of a word; who is `praised` is the subject of a passive, not its agent."""
    language = discourse.language
    predicate = governing_predicate(trigger, discourse)
    if role in {"object"}:
        yield from find_objects(predicate, language)
        phrases = sorted(prepositional(predicate, language), key=lambda pair: pair[0] not in AGAINST)
        yield from (noun for _, noun in phrases)
        yield from children_in(predicate, language.roles.clause | language.roles.open_clause)
        return
    if trigger.pos_ == "NOUN":
        yield from children_in(trigger, language.roles.possessor)
        beside = children_in(trigger, language.roles.modifier)
        yield from (word for word in beside if case_of(word, language) is None)
        patient = has_patient(trigger, discourse)
        for name, noun in prepositional(trigger, language):
            if name in {"by", "from", "par"} or (name in GENITIVE and not patient):
                yield noun
    if is_passive(predicate, language):
        agent = find_agent(predicate, language)
        if agent is not None and not praised:
            yield agent
        if role == "agent":
            return
    subject = find_subject(predicate, language)
    if subject is not None:
        yield subject


def harmed_by(trigger: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whom a wrong is done to: the object of its verb, the patient of its noun ("the murder **of
    X**").
    """
    language = discourse.language
    heads: list[Token] = []
    if trigger.pos_ == "NOUN":
        patient = has_patient(trigger, discourse)
        for name, noun in prepositional(trigger, language):
            if name in UPON or (patient and name in GENITIVE):
                heads.append(noun)
    elif trigger.pos_ in {"VERB", "AUX"}:
        heads = find_objects(trigger, language)
    return [actor for head in heads for actor in actors_within(head, paragraph, discourse)]


def sufferers(noun: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the people to whom a deed was done, by its possessor ("**Navalny's** poisoning")."""
    if noun.pos_ != "NOUN":
        return []
    owners = children_in(noun, discourse.language.roles.possessor)
    meant = [(owner, actors_within(owner, paragraph, discourse)) for owner in owners]
    return [actor for owner, found in meant if suffers(noun, owner, found, discourse) for actor in found]


def governing_predicate(trigger: Token, discourse: Discourse) -> Token:
    """Return the predicate that a trigger belongs to: the verb of a modal, the verb above a noun, else
    itself.
    """
    if trigger.dep_ in discourse.language.roles.auxiliary:
        return trigger.head
    if trigger.pos_ in {"VERB", "AUX"} or trigger.dep_ in discourse.language.roles.complement:
        return trigger
    current = trigger
    for _ in range(4):
        if current.pos_ in {"VERB", "AUX"} or current.head == current:
            return current
        if children_in(current, discourse.language.roles.copula):
            return current
        current = current.head
    return current
