"""Somebody's people, by a possessive pronoun: "**his** spokesman", "**son** ministre", "**her** brother".

He is never the one whose he is: the holder of an office of the same state, or somebody known only by that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import ActorKind
from .affiliations import role_in
from .agreement import STATE_LIKE
from .binding import main_subjects_before
from .grammar import children_in
from .pronouns import person_of_possessive
from .titles import belongs, office_holder

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph


def is_somebodys(token: Token, discourse: Discourse) -> bool:
    """Tell whether a noun of a person, or of several, has the possessive pronoun of one."""
    return _possessive(token, discourse) is not None


def somebodys(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, speaking: bool, quoted: bool
) -> Actor | None:
    """Return whom "his foreign minister" or, as a speaker, "his spokesman" means; None where that cannot be
    told, or for several ("his aides").
    """
    possessive = _possessive(token, discourse)
    if possessive is None or "Number=Plur" in str(token.morph):
        return None
    owner = _owner(possessive, paragraph, discourse, quoted)
    if owner is None:
        return None
    body = discourse.represented(owner)
    words = [word for word in token.subtree if belongs(word, token) and word.i != possessive.i]
    role = role_in(" ".join(word.text for word in words), discourse.language.code)
    holder = office_holder(role, body, discourse) if role is not None and body is not None else None
    if holder is not None and holder.id != owner.id:
        return holder
    noun = discourse.lexicon.tables.get("person_names", {}).get(token.lower_, "")
    if discourse.language.code == "en":
        noun = " ".join(word.text for word in words)
    elif len(words) > 1 or noun.endswith(" of"):
        noun = ""
    if not speaking or not noun:
        return None
    name = f"{owner.name}'s {noun}"
    private = token.lower_ not in discourse.lexicon.words["person_nouns"]
    speaks_for = None if private or body is None else body.id
    return discourse.describe_new(name, ActorKind.PERSON, speaks_for)


def _possessive(token: Token, discourse: Discourse) -> Token | None:
    words, language = discourse.lexicon.words, discourse.language
    people = words["person_nouns"] | words["callings"] | words["kin"]
    if not people & {token.lower_, token.lemma_.lower()}:
        return None
    if language.roles.possessor:
        owners = children_in(token, language.roles.possessor)
        return next((owner for owner in owners if owner.lower_ in words["singular_pronouns"]), None)
    return next((child for child in token.children if child.lower_ in words["neuter_pronouns"]), None)


def _owner(possessive: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool) -> Actor | None:
    if discourse.language.roles.possessor:
        return person_of_possessive(possessive, paragraph, discourse, quoted)
    nearest = next(main_subjects_before(possessive, paragraph, discourse), None)
    if nearest is not None and nearest.kind in STATE_LIKE | {ActorKind.PERSON} and not quoted:
        return nearest
    return None
