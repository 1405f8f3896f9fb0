"""Which actor a description stands for: "the French foreign minister", "the regime", "its allies", "European
diplomats".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, organisation_types, state_adjectives
from ..knowledge.offices import offices_of
from ..model import Actor, ActorKind
from .agreement import STATE_LIKE
from .grammar import children_in, find_possessors
from .groups import describe_group, group_noun, make_group, relative_of
from .meetings import meeting_named, speaks_for_meeting
from .mentions import first_chunk, name_index
from .owning_states import last_state, state_of
from .place_grammar import is_located
from .titles import (
    described_speaker,
    is_definite,
    is_former,
    person_described,
    phrase_name,
    trailing_name,
)
from .unnamed import is_indefinite, unnamed_speaker

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph


def describe(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, speaking: bool, owner: Actor | None = None
) -> Actor | None:
    """Return the actor that a noun describes; None where that cannot be told.

    `owner` is whose it is, if a pronoun says so ("its allies"); else its own modifiers are asked.
    """
    words, form = discourse.lexicon.words, token.lower_
    relative = relative_of(token, paragraph, discourse)
    if relative is not None:
        return relative
    office = _presidency(token, discourse) if speaking else None
    if office is not None:
        return office
    owner = owner or state_of(token, paragraph, discourse) or _owner_within(token, paragraph, discourse)
    owner = owner or _ruled_by(token, paragraph, discourse)
    if form in words["parties"] and owner is not None and owner.kind is ActorKind.STATE and not speaking:
        name = f"{owner.name}'s {'allies' if form.startswith('all') else group_noun(form, discourse)}"
        return make_group(name, discourse, None)
    unnamed = unnamed_speaker(token, paragraph, discourse) if speaking else None
    if unnamed is not None:
        return unnamed
    meeting = speaks_for_meeting(token, paragraph, discourse)
    if meeting is None and speaking:
        meeting = meeting_named(token, discourse)
    if meeting is not None:
        return meeting
    if form in words["world_nouns"] and token.dep_ in discourse.language.roles.subject:
        return (
            load_actors()["international-community"]
            if is_definite(token, discourse) and not speaking
            else None
        )
    if form in words["callings"] - words["person_nouns"]:
        person = person_described(token, paragraph, discourse, None)
        if person is not None:
            return person
    if form in words["person_nouns"]:
        named = None if is_indefinite(token, discourse) else owner
        person = person_described(token, paragraph, discourse, named)
        if person is not None:
            return person
        if (
            speaking
            and owner is not None
            and token.tag_ not in {"NNS", "NNPS"}
            and "Plur" not in str(token.morph)
        ):
            english = None
            if trailing_name(token, discourse) is None:
                english = unnamed_speaker(token, paragraph, discourse, definite=True)
            return english or described_speaker(token, discourse, owner)
        if speaking and owner is None and is_definite(token, discourse):
            return _described_before(token, paragraph, discourse)
    if (
        speaking
        and form in words["institution_nouns"]
        and owner is not None
        and owner.kind is ActorKind.STATE
    ):
        return _institution(token, discourse, owner)
    if speaking and form in words["counted_people"] & words["group_nouns"] and owner is not None:
        return describe_group(token, discourse, owner)
    if form in words["state_nouns"] and owner is not None:
        return owner if not is_former(token, discourse) else None
    if form in words["regime_nouns"]:
        called = _last_called(token, paragraph, discourse)
        return called or last_state(token, paragraph, discourse, by_people=True)
    if form in words["country_nouns"] and owner is None:
        modifiers = children_in(token, discourse.language.roles.modifier)
        if any(modifier.text[:1].isupper() for modifier in modifiers):
            return None  # "the **Middle Eastern** nation" may be any
        several = any(word.pos_ == "DET" and "Number=Plur" in str(word.morph) for word in token.children)
        if is_definite(token, discourse) and not several:
            return last_state(token, paragraph, discourse)
    same = _last_with_noun(token, paragraph, discourse)
    if same is not None:
        return same
    if form in words["institution_nouns"] and is_definite(token, discourse):
        before = _institution_before(token, paragraph, discourse)
        if before is not None or form not in words["home_groups"]:
            return before
    if form in words["group_nouns"] and not names_one(token, discourse):
        return describe_group(token, discourse, owner)
    return None


def _presidency(token: Token, discourse: Discourse) -> Actor | None:
    """Return the presidency that a head of state's office is ("**Erdogan's office** said"), else None."""
    if token.lower_ not in discourse.lexicon.words["offices_of_heads"]:
        return None
    for owner in find_possessors(token, discourse.language):
        person = discourse.actor_at(owner)
        held = offices_of(person.id, discourse.published) if person is not None else ()
        state = next((each.represents for each in held if each.role == "head_of_state"), None)
        if state is not None:
            adjective = state_adjectives().get(state, load_actors()[state].name)
            return discourse.describe_new(f"{adjective} Presidency", ActorKind.ORGANISATION, state)
    return None


def _ruled_by(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the state of a government's soldiers ("**government** forces", "les forces du **régime**")."""
    words = discourse.lexicon.words
    if token.lower_ not in words["armed_forces"]:
        return None
    modifiers = children_in(token, discourse.language.roles.modifier | discourse.language.roles.possessor)
    for modifier in [*modifiers, *find_possessors(token, discourse.language)]:
        if modifier.lower_ in words["regime_nouns"] and modifier.i not in paragraph.covering:
            called = _last_called(modifier, paragraph, discourse)
            return called or last_state(modifier, paragraph, discourse, by_people=True)
    return None


def _owner_within(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the state one step further in: "le chef de la diplomatie **française**"."""
    if token.lower_ not in discourse.lexicon.words["person_nouns"]:
        return None
    for inner in find_possessors(token, discourse.language):
        owner = state_of(inner, paragraph, discourse)
        if owner is not None:
            return owner
    return None


def names_one(token: Token, discourse: Discourse) -> bool:
    """Tell whether a noun of the same form in singular and plural is singular here ("**le** pays")."""
    articles = {child.lower_ for child in token.children}
    return token.lower_ in discourse.lexicon.words["country_nouns"] and bool(
        articles & {"le", "ce", "un", "notre", "son", "du", "au"}
    )


def _last_with_noun(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the organisation named last whose name holds this noun ("the **ministry**"), or any for "the
    group".
    """
    form, words = token.lower_, discourse.lexicon.words
    if form not in words["institution_nouns"] | words["organisation_nouns"]:
        return None
    fitting = None
    for mention, word in discourse.mentions_before(paragraph, token.i):
        actor = discourse.resolve_mention(mention)
        if actor is None or actor.kind not in STATE_LIKE or actor.kind is ActorKind.STATE:
            continue
        if mention.reading == "capital" and is_located(word, mention.start, discourse):
            continue
        names = f" {mention.text} {actor.name} {actor.name_fr or ''} ".casefold()
        if f" {form} " in names:
            return actor
        if actor.kind is ActorKind.ARMED_GROUP and form not in words["armed_nouns"]:
            continue
        sorts = discourse.lexicon.tables["organisation_sorts"].get(form)
        if sorts is not None and organisation_types().get(actor.id, "unknown") not in [
            *sorts.split(),
            "unknown",
        ]:
            continue
        if actor.id in load_actors() or " " in actor.name:
            fitting = fitting or actor
    return fitting if form in words["organisation_nouns"] else None


def _institution(token: Token, discourse: Discourse, owner: Actor) -> Actor:
    """Return a state's body by its name, also where a pronoun says whose ("**its** defence ministry")."""
    name, whose = phrase_name(token), discourse.lexicon.words["possessive_determiners"]
    first, _, rest = name.partition(" ")
    if first.casefold() not in whose:
        return discourse.describe_new(name, ActorKind.ORGANISATION, owner.id)
    called = f"{owner.name}'s {rest}"
    for surface, forms, _ in name_index(discourse.language.code).get(first_chunk(called), ()):
        if surface == called:
            return load_actors()[forms[0].actor_id]
    return discourse.describe_new(called, ActorKind.ORGANISATION, owner.id)


def _institution_before(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the institution that the article last called by this noun with its state ("the embassy")."""
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        word = earlier.doc[i]
        if word.lower_ == token.lower_:
            owner = state_of(word, earlier, discourse)
            if owner is not None and owner.kind is ActorKind.STATE:
                return _institution(word, discourse, owner)
    return None


def _described_before(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the unnamed person whom the article last called by this title with his state ("the envoy")."""
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        word = earlier.doc[i]
        if word.lower_ == token.lower_ and (earlier.index, i) not in discourse.called:
            owner = state_of(word, earlier, discourse)
            if owner is not None:
                return described_speaker(word, discourse, owner)
    return None


def _last_called(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the state that the article last called by this noun ("the **Assad** regime" ... "the
    regime").
    """
    same = discourse.lexicon.words["regime_nouns"]
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        if earlier.doc[i].lower_ in same:
            owner = state_of(earlier.doc[i], earlier, discourse)
            if owner is not None:
                return owner
    for later, word in discourse.regimes:
        owner = state_of(word, later, discourse)
        if owner is not None and owner.kind is ActorKind.STATE:
            return owner
    return None
