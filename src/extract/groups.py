"""Collectives without a name of their own: "European diplomats", "Syrian rebels", "critics of X"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, state_adjectives
from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .grammar import children_in, find_possessors, prepositional
from .mentions import first_chunk, name_index
from .owning_states import state_of
from .place_mentions import find_places
from .titles import names_state, phrase_name
from .unnamed import translated_modifier

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph


SCENE = 2
"""How often a text must name places of a state to take place there, and how much oftener than others'."""


def describe_group(token: Token, discourse: Discourse, owner: Actor | None) -> Actor:
    """Return the collective that a plural noun names: "European diplomats", "rebels", "Syrian officials"."""
    words = discourse.lexicon.words
    called = _same_called(token, discourse) if owner is None else None
    if called is not None:
        return called
    owner = owner or home_of(token, discourse)
    modifiers = []
    phrase = _group_phrase(token, discourse)
    noun = phrase or group_noun(token.lower_, discourse)
    for child in token.children:
        if phrase is not None and child.i in {token.i + 1, token.i + 2, token.i + 3}:
            continue
        if (
            child.dep_ in discourse.language.roles.modifier
            and child.lower_ not in words["bare_group_modifiers"]
            and not names_state(child, discourse)
            and (owner is None or discourse.actor_at(child) != owner)
        ):
            word = child.doc[child.left_edge.i : child.i + 1].text
            hyphened = word if "-" in word and " " not in word else child.text  # "like-minded"
            known = translated_modifier(child.lower_, discourse)
            if known is None and "group_modifiers" in discourse.lexicon.tables and _is_foreign(child):
                continue  # a French adjective without a translation is no part of an English name
            if not any(inner.dep_ == "case" for inner in child.children):
                modifiers.append(known or hyphened)
    stand = _declared_stand(token, discourse) or _whose_side(token, discourse)
    if stand is not None:
        return make_group(" ".join([*modifiers, noun, stand]), discourse, None)
    if owner is not None and owner.kind is ActorKind.STATE:
        adjective = state_adjectives().get(owner.id, owner.name)
        beside = [child for child in children_in(token, frozenset({"compound"})) if child.pos_ == "PROPN"]
        if any(child.text != adjective and discourse.actor_at(child) == owner for child in beside):
            adjective = owner.name  # "US officials"
        words_of_name = [adjective, *modifiers, noun]
        return make_group(" ".join(words_of_name), discourse, owner.id)
    believed = owner is not None and (owner.id in load_actors() or " " in owner.name)
    if owner is not None and owner.kind is ActorKind.ORGANISATION and believed:
        return make_group(" ".join([owner.name, *modifiers, noun]), discourse, owner.id)
    body = _body_of_members(token, discourse)
    if body is not None:
        return make_group(" ".join([*modifiers, noun, "of", body]), discourse, None)
    return make_group(" ".join([*modifiers, noun]), discourse, None)


def _body_of_members(token: Token, discourse: Discourse) -> str | None:
    """Return of which body, no state's own, some are members ("Sunni members **of Parliament**")."""
    if token.lower_ != "members":
        return None
    bodies = [noun for name, noun in prepositional(token, discourse.language) if name == "of"]
    return phrase_name(bodies[0]) if bodies and bodies[0].text[:1].isupper() else None


def _is_foreign(modifier: Token) -> bool:
    """Tell whether a modifier is an ordinary word of its language and no name."""
    return modifier.text.islower() and modifier.pos_ in {"ADJ", "VERB", "NOUN"}


def _group_phrase(token: Token, discourse: Discourse) -> str | None:
    """Return the English of a collective of several words: "forces rebelles", "chefs de la diplomatie"."""
    phrases = discourse.lexicon.tables.get("group_phrases", {})
    following = (token.doc[token.i : token.i + length].text.casefold() for length in (4, 3, 2))
    return next((phrases[words] for words in following if words in phrases), None)


def _declared_stand(token: Token, discourse: Discourse) -> str | None:
    """Return what sets a collective apart by its stand: "countries **opposed to Bashar al-Assad**"."""
    following = list(token.doc[token.i + 1 : token.i + 2])
    for child in dict.fromkeys([*children_in(token, frozenset({"acl"})), *following]):
        if child.tag_ != "VBN":
            continue
        for name, noun in prepositional(child, discourse.language):
            actor = discourse.actor_at(noun)
            if actor is not None:
                return f"{child.text} {name} {actor.name}"
    return None


def _whose_side(token: Token, discourse: Discourse) -> str | None:
    """Return whose side a collective is on or against: "critics **of Jair Bolsonaro**"; whom a pronoun means
    is open here.
    """
    if token.lower_ not in discourse.lexicon.words["taking_sides"]:
        return None
    for owner in find_possessors(token, discourse.language):
        actor = discourse.actor_at(owner)
        if actor is not None:
            return f"of {actor.name}"
    return None


def group_noun(form: str, discourse: Discourse) -> str:
    """Return the English of a collective's noun, itself in English: "rebelles" is "rebels"."""
    return discourse.lexicon.tables.get("group_names", {}).get(form, form)


def make_group(name: str, discourse: Discourse, represents: str | None) -> Actor:
    """Return the group of an English name, the tables' where they know it ("Syrian insurgents")."""
    known = load_actors().get(make_slug(name))
    for surface, forms, _ in name_index("en").get(first_chunk(name), ()) if known is None else ():
        if surface == name and len(forms) == 1:
            return load_actors()[forms[0].actor_id]
    return known or discourse.describe_new(name, ActorKind.GROUP, represents)


def relative_of(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return somebody who is only told to be of another's family: "mother of Harry Dunn", "widow of a Kenyan
    lawmaker". He speaks for himself, not for whoever the phrase names. None for other nouns.
    """
    words = discourse.lexicon.words
    if token.lower_ not in words["relatives"] or token.i in paragraph.covering:
        return None
    owners = find_possessors(token, discourse.language)
    if not owners or any(owner.lower_ in words["possessive_determiners"] for owner in owners):
        return None
    several = token.lower_ in words["families"]
    noun = discourse.lexicon.tables.get("relative_names", {}).get(token.lower_, token.lower_)
    whose = discourse.actor_at(owners[0])
    name = f"{noun} of {whose.name}" if whose is not None else phrase_name(token)
    name = name if several else name[:1].upper() + name[1:]
    return discourse.describe_new(name, ActorKind.GROUP if several else ActorKind.PERSON)


def home_of(token: Token, discourse: Discourse) -> Actor | None:
    """Return whose rebels, police or state media are meant where their words do not say it: of the only state
    whose the article calls them elsewhere, else of that in which it takes place. None for other groups.
    """
    words = discourse.lexicon.words
    beside = {child.lower_ for child in token.children}
    if token.lower_ not in words["home_groups"] and not beside & words["home_modifiers"]:
        return None
    if _is_told_apart(token, discourse):
        return None
    form = token.lower_
    if form not in discourse.homes:  # an article may tell of them again and again
        discourse.homes[form] = _home_named(form, discourse)
    return discourse.homes[form]


def _home_named(form: str, discourse: Discourse) -> Actor | None:
    """Return the only state whose the article calls a group elsewhere, else that in which it takes place."""
    called = {
        owner.id: owner
        for paragraph in discourse.paragraphs
        for word in paragraph.doc
        if word.lower_ == form and (owner := state_of(word, paragraph, discourse)) is not None
    }
    if called:
        [first, *others] = called.values()
        return first if not others and first.kind is ActorKind.STATE else None
    return _scene(discourse)


def _is_told_apart(token: Token, discourse: Discourse) -> bool:
    """Tell whether a group's own words say whose or which it is."""
    beside = [*token.children, *find_possessors(token, discourse.language)]
    whose = discourse.lexicon.words["possessive_determiners"]
    return any(_is_name(word) or word.lower_ in whose or word.dep_ == "poss" for word in beside)


def _is_name(word: Token) -> bool:
    return word.pos_ == "PROPN" or bool(word.ent_type_ and word.text[:1].isupper())


def _same_called(token: Token, discourse: Discourse) -> Actor | None:
    """Return the only body whose name in the article ends with a group's noun ("Kent **police** ..."), for
    groups of a state that nothing tells apart.
    """
    if token.lower_ not in discourse.lexicon.words["home_groups"] or _is_told_apart(token, discourse):
        return None
    form = token.lower_
    if form not in discourse.bodies:
        discourse.bodies[form] = _body_named(form, discourse)
    return discourse.bodies[form]


def _body_named(form: str, discourse: Discourse) -> Actor | None:
    """Return the only body that the article names by a noun and words of its own before it."""
    found: dict[str, Actor] = {}
    for paragraph in discourse.paragraphs:
        for word in paragraph.doc:
            if word.lower_ != form or not any(map(_is_name, word.children)):
                continue
            mention = paragraph.covering.get(word.i)
            if mention is not None and mention.end > word.i + 1:
                continue
            named = discourse.resolve_mention(mention) if mention is not None else None
            actor = named or describe_group(word, discourse, state_of(word, paragraph, discourse))
            found[actor.id] = actor
    return next(iter(found.values())) if len(found) == 1 else None


def _scene(discourse: Discourse) -> Actor | None:
    """Return the state in which most of the places of an article lie, None where no state stands out."""
    counted = Counter(
        place.place.country or place.place.id
        for paragraph in discourse.paragraphs
        for place in find_places(paragraph, discourse)
        if place.certain
    )
    [(state, times), (_, others)] = [*counted.most_common(2), ("", 0), ("", 0)][:2]
    actor = load_actors().get(state)
    stands_out = times >= SCENE and times >= SCENE * others
    return actor if stands_out and actor is not None and actor.kind is ActorKind.STATE else None
