"""Which actor a noun phrase, a surname or a pronoun stands for, within one article.

The rules stand alone: recency, grammatical role, number and gender. What cannot be decided is None, never a
guess.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..model import Actor, ActorKind
from .collectives import collective_meant
from .descriptions import describe
from .grammar import children_in, conjuncts, find_possessors
from .groups import describe_group, relative_of
from .owning_states import names_people, state_of
from .possessed import somebodys
from .pronouns import person_of_possessive, resolve_pronoun
from .several import several_meant
from .titles import counterpart, described_counterpart

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph

MEMBER_REACH = 7
"""Tokens behind a collective within which its members may be named."""


def resolve(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, speaking: bool = False, quoted: bool = False
) -> Actor | None:
    """Return the actor for which a noun phrase stands, given its head; of several the first (`resolve_all`).

    `speaking`: it is the source of a speech act (a ministry then keeps its own name). `quoted`: it stands
    inside
    somebody's words, so that it cannot be the one who speaks.
    """
    words = discourse.lexicon.words
    named = resolve_named(token, paragraph, discourse)
    if named is not None:
        return named
    personal = words["singular_pronouns"] | words["plural_pronouns"]
    is_object = (
        token.dep_ in discourse.language.roles.object
        and token.lower_ in discourse.lexicon.tables["object_pronouns"]
    )
    if token.lower_ in words["plural_pronouns"]:
        several = several_meant(token, paragraph, discourse, quoted=quoted)
        if several:
            return several[0]
    if token.pos_ == "PRON" or token.lower_ in personal or is_object or _is_latter(token, discourse):
        return resolve_pronoun(token, paragraph, discourse, quoted)
    if token.lower_ in words["counterparts"]:
        owner = state_of(token, paragraph, discourse)
        whose = _whose(token, paragraph, discourse, quoted)
        found = counterpart(whose, owner, discourse)
        return found or (described_counterpart(whose, owner, discourse) if speaking else owner)
    relative = relative_of(token, paragraph, discourse)
    if relative is not None:
        return relative
    person = somebodys(token, paragraph, discourse, speaking=speaking, quoted=quoted)
    if person is not None:
        return person
    return describe(
        token, paragraph, discourse, speaking=speaking, owner=_owner_by_pronoun(token, paragraph, discourse)
    )


def _half_of_korea(token: Token, discourse: Discourse) -> Actor | None:
    """Return the state that "**the North**" means in an article that names one of the two Koreas."""
    halves = discourse.lexicon.tables["halves"]
    half = load_actors().get(halves.get(token.lower_, "")) if token.text[:1].isupper() else None
    if half is None or not any(child.lower_ in {"the", "le"} for child in token.children):
        return None
    kept: dict[str, bool] = discourse.paragraphs[0].doc.user_data
    if "names a half" not in kept:  # every such word asks again
        told = {actor for each in discourse.paragraphs for name in each.mentions for actor in name.actors}
        kept["names a half"] = not told.isdisjoint(halves.values())
    return half if kept["names a half"] else None


def _is_latter(token: Token, discourse: Discourse) -> bool:
    """Tell whether a word is "(the) latter", "ce dernier", and no adjective of a noun."""
    words = discourse.lexicon.words
    if token.lower_ not in words["latter"] or token.dep_ in discourse.language.roles.modifier:
        return False
    beside = token.doc[max(0, token.i - 1) : token.i + 3]
    return any(word.lower_ in words["latter_determiners"] for word in beside if word.i != token.i)


def _whose(token: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool) -> Actor | None:
    """Return the person whose counterpart is meant, by name or pronoun ("**Blinken's**", "**his**")."""
    words = discourse.lexicon.words
    for owner in [*token.children, *find_possessors(token, discourse.language)]:
        mention = paragraph.covering.get(owner.i)
        actor = discourse.resolve_mention(mention) if mention is not None else None
        if actor is not None and actor.kind is ActorKind.PERSON:
            return actor
        if owner.lower_ in words["singular_pronouns"] | words["neuter_pronouns"]:
            return person_of_possessive(owner, paragraph, discourse, quoted)
    return None


def _owner_by_pronoun(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return whom a neuter or plural possessive before a partner or an office means: "Syria and **its**
    allies", "Turkey ... **its** foreign minister".
    """
    words, language = discourse.lexicon.words, discourse.language
    owners = list(token.children)
    if token.lower_ in words["parties"]:
        owners += find_possessors(token, language)
    elif not (
        language.roles.possessor and token.lower_ in words["person_nouns"] | words["institution_nouns"]
    ):
        return None
    for owner in owners:
        if owner.lower_ in words["neuter_pronouns"] | words["plural_pronouns"]:
            return collective_meant(owner, paragraph, discourse, None, plural=False)
    return None


def resolve_several(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, quoted: bool = False
) -> list[Actor]:
    """Return the actors for which one word stands ("they", "the two countries", "its Russian and Iranian
    allies"); [] for every other word.
    """
    if token.i in paragraph.covering:
        return []
    allies = _allied_states(token, paragraph, discourse)
    return allies or several_meant(token, paragraph, discourse, quoted=quoted)


def _allied_states(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the states that somebody's allies are, by the peoples' names beside: "son allié **russe**"."""
    words = discourse.lexicon.words
    if token.lower_ not in words["allies"]:
        return []
    possessive = words["neuter_pronouns"] | words["plural_pronouns"] | words["singular_pronouns"]
    owned = any(child.lower_ in possessive for child in token.children)
    if not owned and not children_in(token, discourse.language.roles.possessor):
        return []
    found: dict[str, Actor] = {}
    for step in (-1, 1):  # before the noun in English, behind it in French; parsers lose the second of two
        i = token.i + step
        while 0 <= i < len(token.doc):
            mention = paragraph.covering.get(i)
            if mention is None and token.doc[i].pos_ != "CCONJ":
                break
            if mention is not None and mention.reading != "demonym":
                break
            actor = discourse.resolve_mention(mention) if mention is not None else None
            if actor is not None:
                found[actor.id] = actor
            i += step
    return list(found.values())


def resolve_all(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, speaking: bool = False, quoted: bool = False
) -> list[Actor]:
    """Return the actors of a coordination ("Syria and its allies"), each once, in text order."""
    found: dict[str, Actor] = {}
    for member in conjuncts(token, discourse.language):
        for actor in _resolve_several(member, paragraph, discourse, speaking, quoted):
            found.setdefault(actor.id, actor)
    if speaking:
        for speaker in found:
            discourse.joint[speaker] = frozenset(found)
    return list(found.values())


def _name_beside_title(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the person whose name stands between commas beside a title, whatever the recogniser takes it
    for: "l'ancien porte-parole de l'ONU, **Timor Goksel**, a dit".
    """
    words = discourse.lexicon.words
    if token.lower_ not in words["person_nouns"]:
        return None
    for name in children_in(token, discourse.language.roles.apposition):
        parts = [name, *children_in(name, frozenset({"flat:name", "compound"}))]
        named = all(part.pos_ == "PROPN" and part.text[:1].isupper() for part in parts)
        known = any(part.i in paragraph.covering for part in parts)
        if named and not known and len(parts) > 1 and name.i > token.i:
            parts.sort(key=lambda part: part.i)
            return discourse.describe_new(" ".join(part.text for part in parts), ActorKind.PERSON)
    return None


def resolve_named(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the actor that a head's own name, or a name in apposition to it, stands for."""
    mention = paragraph.covering.get(token.i)
    bare = mention is not None and mention.text.casefold() in discourse.lexicon.words["institution_nouns"]
    if mention is not None and not bare and (mention.reading != "demonym" or names_people(token)):
        found = discourse.resolve_mention(mention)
        if found is not None:
            return found
    half = _half_of_korea(token, discourse)
    if half is not None:
        return half
    called = discourse.called.get((paragraph.index, token.i))
    if called is not None:
        return discourse.actor(called)
    roles = discourse.language.roles
    titled = _name_beside_title(token, paragraph, discourse)
    if titled is not None:
        return titled
    is_regime = token.lower_ in discourse.lexicon.words["regime_nouns"]
    for child in token.children:
        # "the minister, X": the name stands in apposition to its title
        beside = roles.apposition | {"flat:name", "nmod"}
        if (
            child.dep_ in beside or _follows_title(token, child, discourse)
        ) and child.i in paragraph.covering:
            if child.dep_ == "nmod" and any(inner.dep_ == "case" for inner in child.children):
                continue
            inner_mention = paragraph.covering[child.i]
            if inner_mention.reading in {"name", "surname", "entity"}:
                found = discourse.resolve_mention(inner_mention)
                if is_regime and found is not None and found.kind is ActorKind.PERSON:
                    continue  # "le gouvernement **Assad**" is a state's, no person
                if found is not None and (found.kind is ActorKind.PERSON or mention is None):
                    return found
    return None


def _follows_title(title: Token, name: Token, discourse: Discourse) -> bool:
    """Tell whether a name that the parser coordinates with a title belongs to it: "la ministre, **X**,
    a dit".
    """
    if name.dep_ not in discourse.language.roles.conjunct or name.i < title.i:
        return False
    joined = any(child.dep_ == "cc" for child in [*title.children, *name.children])
    return not joined and title.lower_ in discourse.lexicon.words["person_nouns"]


def _resolve_several(
    token: Token, paragraph: Paragraph, discourse: Discourse, speaking: bool, quoted: bool
) -> list[Actor]:
    """Return the actors of one noun or pronoun that may mean several: "they", "its sponsors, **Iran and
    Russia**".
    """
    words = discourse.lexicon.words
    if quoted and token.lower_ in words["plural_pronouns"] and discourse.last_targets:
        return list(discourse.last_targets)
    several = resolve_several(token, paragraph, discourse, quoted=quoted)
    if several:
        return several
    apposed = apposed_members(token, paragraph, discourse) or (
        _groups_of_states(token, discourse) if speaking else []
    )
    if apposed:
        return apposed
    actor = resolve(token, paragraph, discourse, speaking=speaking, quoted=quoted)
    named = named_members(token, paragraph, discourse)
    return [*([actor] if actor is not None else []), *named]


def _groups_of_states(token: Token, discourse: Discourse) -> list[Actor]:
    """Return who speaks for each of several states: "officials from **Kenya and Uganda**", "the governments
    of X and Y"; [] where a group is of one or of none, or each has one holder of an office ("ministers").
    """
    words, language = discourse.lexicon.words, discourse.language
    if token.lower_ not in words["group_nouns"] - (words["attendants"] - words["counted_states"]):
        return []
    beside = children_in(token, language.roles.modifier | language.roles.possessor)
    for owner in [*beside, *find_possessors(token, language)]:
        actors = [discourse.actor_at(member) for member in conjuncts(owner, language)]
        states = {actor.id: actor for actor in actors if actor is not None and actor.kind is ActorKind.STATE}
        if len(states) > 1 and token.lower_ in words["counted_states"]:
            return list(states.values())
        if len(states) > 1:
            return [describe_group(token, discourse, state) for state in states.values()]
    return []


def apposed_members(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the members of a group that stand in apposition to it: "its sponsors, **Iran and Russia**"."""
    words = discourse.lexicon.words
    if token.lower_ not in words["group_nouns"] | words["parties"]:
        return []
    for child in children_in(token, discourse.language.roles.apposition):
        members = conjuncts(child, discourse.language)
        named = {
            actor.id: actor
            for member in [*members, *_named_behind_and(members, paragraph)]
            if (actor := resolve_named(member, paragraph, discourse)) is not None
        }
        if named:
            return list(named.values())
    return []


def _named_behind_and(members: list[Token], paragraph: Paragraph) -> list[Token]:
    """Return the name behind an "and" whose list the parser broke off: "Iran and, above all, **Russia**"."""
    joint = next((child for child in members[-1].children if child.dep_ == "cc"), None)
    if joint is None or len(members) > 1:
        return []
    following = (mention for mention in paragraph.mentions if mention.start > joint.i)
    mention = next(following, None)
    if mention is None or mention.start > joint.i + MEMBER_REACH:
        return []
    between = paragraph.doc[joint.i + 1 : mention.start]
    if any(word.pos_ in {"VERB", "AUX", "NOUN"} for word in between):
        return []
    return [paragraph.doc[mention.head]]


def named_members(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the members of a group that its phrase names: "countries, **including X and Y**", "allies
    such as X".
    """
    words = discourse.lexicon.words
    if token.lower_ not in words["group_nouns"] | words["parties"]:
        return []
    following = [word for word in token.sent if token.i < word.i <= token.i + MEMBER_REACH]
    for preposition in following:
        if preposition.lower_ not in words["member_prepositions"]:
            continue
        named = {
            actor.id: actor
            for noun in preposition.children
            for member in conjuncts(noun, discourse.language)
            if (actor := resolve_named(member, paragraph, discourse)) is not None
        }
        if named:
            return list(named.values())
    return []
