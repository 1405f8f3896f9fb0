"""Gender and number of actors, where a language's pronouns and titles agree with them; unknown is None."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Literal

from ..model import Actor, ActorKind
from .lexicon import read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from .discourse import Discourse

Gender = Literal["f", "m"]
STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})


@functools.cache
def _lists() -> Mapping[str, Mapping[str, frozenset[str]]]:
    return {
        language: {name: frozenset(group["words"]) for name, group in groups.items()}
        for language, groups in read_toml("genders.toml").items()
    }


def _first_word(actor: Actor) -> str:
    name = (actor.name_fr or actor.name).casefold()
    return name.split()[0]


def names_have_gender(language: str) -> bool:
    """Tell whether states and organisations are "he" or "she" in a language."""
    return language in _lists()


def gender_of(actor: Actor, language: str) -> Gender | None:
    """Return the gender with which pronouns of a language agree for an actor, None where unknown.

    >>> from ..knowledge.actors import load_actors
    >>> [gender_of(load_actors()[state], "fr") for state in ("hungary", "mexico", "burundi", "cuba")]
    ['f', 'm', 'm', None]
    """
    if actor.kind is ActorKind.PERSON:
        return actor.gender
    lists = _lists().get(language)
    if lists is None or actor.name_fr is None:
        return None
    first = _first_word(actor)
    if actor.kind is ActorKind.STATE:
        if first in lists["genderless_states"]:
            return None
        return "f" if first.endswith("e") and first not in lists["masculine_states"] else "m"
    if first in lists["feminine_bodies"]:
        return "f"
    return "m" if first in lists["masculine_bodies"] else None


def is_plural(actor: Actor, language: str) -> bool:
    """Tell whether an actor's name is plural in a language: a group, or "les États-Unis"."""
    if actor.kind is ActorKind.GROUP:
        return True
    lists = _lists().get(language)
    return (
        lists is not None and actor.kind is ActorKind.STATE and _first_word(actor) in lists["plural_states"]
    )


def title_gender(title: Token, discourse: Discourse) -> Gender | None:
    """Return the gender that a title or its determiner tells ("**la** ministre", "spokeswoman")."""
    gender = discourse.lexicon.tables["calling_genders"].get(title.lower_)
    if gender is None:
        feminine = _lists().get(discourse.language.code, {}).get("feminine_determiners", frozenset())
        return "f" if any(child.lower_ in feminine for child in title.children) else None
    return "f" if gender == "f" else "m"
