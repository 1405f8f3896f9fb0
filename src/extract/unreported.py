"""Cues that tell no speech act: what is supposed, not said, laid down in a text, or said less strongly."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Stance
from .grammar import children_in, find_agent, is_means, is_negated, is_passive, modality_of, prepositional
from .lexicon import load_lexicon
from .sources import spoken_at

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Token

    from .cues import CueMatch
    from .languages import Language
    from .lexicon import Cue, Lexicon

UNDONE = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN})
"""Acts that are nothing where they were not done: "has not condemned the raid" is no statement, while "has
not accepted the plan" refuses it.
"""


def is_free_naming(verb: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb names what another one speaks of: "condemned **what he called** blackmail"."""
    words = lexicon.words
    if verb.lemma_.lower() not in words["naming_verbs"] or verb.dep_ in {"ROOT", "conj"}:
        return False
    beside = [verb.head, *verb.children]  # "**ce** qu'elle a qualifié de ..."
    return any(word.lower_ in words["free_relatives"] and word.i < verb.i for word in beside)


def says_nothing(cue: CueMatch, language: Language) -> bool:
    """Tell whether a cue is only supposed, or is a saying that does not take place: "**if** X accuses Y",
    "did **not** say whether", "**declined** to say", "a deal **under which** X would agree".
    """
    words, token = load_lexicon(language.code).words, cue.token
    if any(child.lower_ in words["conditions"] for child in children_in(token, language.roles.marker)):
        return True
    if token.lemma_.lower() in words.get("asking", ()) and is_passive(token, language):
        return True  # "**interrogé** par l'AFP, X a dit"
    if _is_background(cue, words, language) or is_free_naming(token, load_lexicon(language.code)):
        return True
    if cue.entry.kind == "adjective":
        graded = any(child.lower_ in words["graded"] for child in token.children)
        return graded and is_negated(token, language)
    if cue.entry.kind != "verb":
        return False
    if cue.entry.stance is Stance.COMMENT and _says_it_beside(token, language):
        return True
    if cue.entry.stance in UNDONE:
        return _is_left_undone(token, language)
    if cue.entry.stance is not None or token.lemma_.lower() in words["thought_verbs"]:
        return False
    refused = token.dep_ == "xcomp" and token.head.lemma_.lower() in words["refusing_verbs"]
    return refused or is_negated(token, language)


def _says_it_beside(verb: Token, language: Language) -> bool:
    """Tell whether another verb beside an answer has what is said ("responded to it **by saying**",
    "responding to it, X **said**").
    """
    if verb.dep_ == "advcl":
        return True
    beside = [*children_in(verb, frozenset({"advcl"})), *(noun for _, noun in prepositional(verb, language))]
    return any(word.tag_ == "VBG" for word in beside)


def _is_left_undone(verb: Token, language: Language) -> bool:
    """Tell whether a verb says up to now that nothing was done: "**has not** condemned"; "did not" tells of
    one occasion, on which that is a stance.
    """
    auxiliaries = children_in(verb, language.roles.auxiliary)
    perfect = any(
        word.lemma_.lower() == "have" or word.lower_ in {"has", "had", "have"} for word in auxiliaries
    )
    return perfect and is_negated(verb, language) and modality_of(verb, language) == "actual"


def _is_background(cue: CueMatch, words: Mapping[str, frozenset[str]], language: Language) -> bool:
    """Tell whether a cue stands in a relative clause that only describes: what a deal lays down ("a pact **in
    which** X agreed to"), or what somebody means to do somewhere ("Poland, **where** he plans to").
    """
    verb = cue.token
    while verb.dep_ in language.roles.conjunct | {"xcomp"} and verb.head.pos_ in {"VERB", "AUX"}:
        verb = verb.head
    if verb.dep_ not in language.roles.relative:
        return False
    before = verb.doc[max(verb.left_edge.i, verb.sent.start) : verb.i]
    opening = [word.lower_ for word in before[:2]]
    if verb.head.lemma_.lower() in words["agreements"]:
        return len(opening) > 1 and before[0].pos_ == "ADP"
    return bool(set(opening[:1]) & words["relative_places"]) and verb.lemma_.lower() in words["thought_verbs"]


def is_deed_in_phrase(token: Token, cue: Cue, language: Language) -> bool:
    """A participle or gerund inside a noun phrase ("states **opposed** to", "interested in **backing**")
    tells no speech.
    """
    if cue.stance is None:
        return False
    if (token.dep_ == "pcomp" and not is_means(token)) or _tells_how_things_stand(token, cue, language):
        return True
    if (
        token.dep_ != "acl"
        or token.tag_ == "VBG"
        or spoken_at(token, language) is not None
        or "VerbForm=Fin" in str(token.morph)
    ):
        return False
    return cue.stance is Stance.SUPPORT or find_agent(token, language) is None


def _tells_how_things_stand(token: Token, cue: Cue, language: Language) -> bool:
    """Tell whether a present passive describes ("are supported by") rather than reports speech."""
    if cue.words[0] not in load_lexicon(language.code).words["lasting_stands"]:
        return False
    auxiliaries = [child for child in token.children if child.dep_ in {"auxpass", "aux:pass"}]
    return any("Tense=Pres" in str(auxiliary.morph) for auxiliary in auxiliaries) and is_passive(
        token, language
    )
