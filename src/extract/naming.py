"""What somebody calls somebody or something: "called **the plan** *a mistake*", "a qualifié **X** de
*terroriste*".

The words after the verb take the stance, and what they are said of is its target.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grammar import case_of, children_in, find_agent, find_objects, find_subject, is_passive, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .cues import CueMatch
    from .discourse import Discourse
    from .languages import Language

AS = frozenset({"as", "comme"})
"""Prepositions that lead to what something is called, in both languages."""


def naming_of(cue: CueMatch, discourse: Discourse) -> tuple[Token, list[Token]] | None:
    """Return the head of what a naming verb speaks of, and the words that it calls it; None for other
    cues.
    """
    verb, language = cue.token, discourse.language
    naming = discourse.lexicon.words["naming_verbs"]
    if cue.entry.kind != "verb" or cue.entry.stance is not None or verb.lemma_.lower() not in naming:
        return None
    named = _named(verb, discourse)
    if named is None:
        return None
    predicate = _predicate(verb, named, discourse)
    if predicate is None or predicate.i == named.i:
        return None
    agent = find_agent(verb, language) if is_passive(verb, language) else None
    behind = [child for child in verb.children if child.left_edge.i == predicate.right_edge.i + 1]
    inside = {token.i for child in behind if child.dep_ == "prep" for token in child.subtree}
    words = [
        token
        for token in predicate.sent  # parsers hang "a stab **in the back**" on the verb
        if token.i in inside or token == predicate or predicate.is_ancestor(token)
        if token.i > cue.token.i or token.i < named.i
        if token not in cue.words
        if token != named and not (named.is_ancestor(token) and not named.is_ancestor(predicate))
        if agent is None or not (token == agent or agent.is_ancestor(token))
    ]
    return (named, words) if words else None


def named_above(cue: CueMatch, named: Token, discourse: Discourse) -> list[Token]:
    """Return what "it" means in "denounced **the raid**, calling it a crime": what the verb above governs."""
    words, language = discourse.lexicon.words, discourse.language
    if named.lower_ not in words["neuter_pronouns"] | {"l'", "l’", "le", "la", "les"} or named.pos_ != "PRON":
        return []
    above = cue.token.head
    if above == cue.token or above.pos_ != "VERB":
        return []
    governed = [*find_objects(above, language), *(noun for _, noun in prepositional(above, language))]
    return [noun for noun in governed if noun.i < cue.token.i]


def _named(verb: Token, discourse: Discourse) -> Token | None:
    """Return what is named: the object, or the subject of the small clause that parsers make of it."""
    language = discourse.language
    objects = [noun for noun in find_objects(verb, language) if noun.dep_ not in language.roles.complement]
    if objects:
        return objects[0]
    first = next((noun for name, noun in prepositional(verb, language) if name == "de"), None)
    if first is not None and language.code == "fr":  # "a qualifié de « provocation » **la décision**"
        return next(
            (child for child in first.children if child.dep_ in {"conj", "appos", "nmod", "obj"}), None
        )
    for clause in children_in(verb, language.roles.clause | frozenset({"xcomp"})):
        if clause.pos_ in {"VERB", "AUX"} or children_in(clause, language.roles.copula | frozenset({"mark"})):
            continue
        subject = find_subject(clause, language)
        if subject is not None and subject.i > verb.i:
            return subject
    return None


def _predicate(verb: Token, named: Token, discourse: Discourse) -> Token | None:
    """Return the head of what something is called: a predicate noun or adjective, or the noun behind "as"."""
    language = discourse.language
    behind = max(verb.i, named.i)
    for child in verb.children:
        if child != named and child.dep_ in {"oprd", "xcomp", "acomp", "attr"} and child.i > verb.i:
            return child
    second = [noun for noun in find_objects(verb, language) if noun.i > behind]
    if second:
        return second[0]  # "called it **an aggression**", both of which are objects to the parser
    for bearer in (verb, named):
        for name, noun in prepositional(bearer, language):
            inverted = bearer == verb and named.i > noun.i
            if (noun.i > behind or inverted) and (
                name in AS or (language.code == "fr" and name == "de" and bearer == verb)
            ):
                return noun
    for child in children_in(verb, language.roles.clause):
        if named.head == child and child.pos_ not in {"VERB", "AUX"}:
            return child
    for bearer in (verb, named):
        for link in (child for child in bearer.children if child.lower_ in AS and child.i >= behind):
            adjective = next((word for word in link.children if word.pos_ == "ADJ" and word.i > link.i), None)
            if adjective is not None:
                return adjective  # "described the incident as **regrettable**"
    return _hung_on(named, behind, language)


def _hung_on(named: Token, behind: int, language: Language) -> Token | None:
    """Return the predicate that the parser hung on what is named ("branded the leader **a dictator**", "jugé
    le texte **inacceptable**"), else None.
    """
    later = [child for child in named.children if child.i > behind]
    if language.code == "fr":
        for child in later:
            if case_of(child, language) == "de":
                return child
    for child in reversed(later):
        beside = child.dep_ in language.roles.apposition and child.left_edge.nbor(-1).text != ","
        if child.pos_ == "ADJ" or beside:
            return child
    return None
