"""Places that a statement is about, and the venue where it was made; a capital that acts is no place."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..knowledge.places import load_place_forms, load_places
from ..model import ActorKind, Place
from .grammar import case_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from .acts import SpeechAct
    from .discourse import Discourse, Paragraph

MAX_WORDS = 4
"""Longest place name looked up, in tokens."""


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a paragraph, by the tokens [start, end)."""

    start: int
    end: int
    place: Place


@functools.cache
def place_index(language: str) -> Mapping[str, str]:
    """Return place ids by surface form; of homonyms the first one that the knowledge lists."""
    index: dict[str, str] = {}
    for surface, place_id in load_place_forms(language):
        index.setdefault(surface, place_id)
    return index


def governing_preposition(token: Token, discourse: Discourse) -> str | None:
    """Return the preposition that governs a noun phrase, in either language, contractions undone."""
    language = discourse.language
    head = token
    while head.dep_ in language.roles.conjunct | {"compound", "flat:name", "amod"} and head.head != head:
        head = head.head
    if language.roles.preposition and head.dep_ == "pobj":
        return language.contractions.get(head.head.lower_, head.head.lower_)
    return case_of(head, language)


def is_place_use(token: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a state's or capital's name is used as a place: "in Syria", "à Moscou"."""
    mention = paragraph.covering.get(token.i)
    if mention is None or mention.reading not in {"name", "capital"} or not mention.actors:
        return False
    actor = load_actors().get(mention.actors[0])
    if actor is None or actor.kind is not ActorKind.STATE:
        return False
    before = paragraph.doc[mention.start - 1].lower_ if mention.start else ""
    if before in {"the", "la", "l'", "l’", "le", "les"} and mention.start > 1:
        before = paragraph.doc[mention.start - 2].lower_
    locative = discourse.lexicon.words["locative"]
    if before in locative and not (before in {"à", "au", "aux", "to"} and _is_addressed(token, discourse)):
        return True
    return False


def _is_addressed(token: Token, discourse: Discourse) -> bool:
    """A state behind French "à" is a place only if it is no verb's argument ("demander à la Russie")."""
    article = any(child.lower_ in {"la", "l'", "l’", "le", "les"} for child in token.children)
    return token.dep_ in {"obl:arg", "iobj", "obj"} or article


def find_places(paragraph: Paragraph, discourse: Discourse) -> Iterator[PlaceMention]:
    """Yield the places named in a paragraph: cities and regions of the gazetteer, states and capitals used
    as places.
    """
    index, places = place_index(discourse.language.code), load_places()
    position = 0
    doc = paragraph.doc
    for token in doc:
        if token.i < position or not token.text[:1].isupper():
            continue
        mention = paragraph.covering.get(token.i)
        if mention is not None and mention.reading in {"name", "capital"} and mention.start == token.i:
            found = _state_as_place(token, mention.head, paragraph, discourse)
            position = mention.end
            if found is not None:
                yield PlaceMention(mention.start, mention.end, found)
            continue
        if mention is not None and mention.reading != "entity":
            continue
        for length in range(min(MAX_WORDS, len(doc) - token.i), 0, -1):
            place_id = index.get(doc[token.i : token.i + length].text)
            if place_id is not None and _reads_as_place(doc[token.i], mention is not None, discourse):
                yield PlaceMention(token.i, token.i + length, places[place_id])
                position = token.i + length
                break


def _reads_as_place(token: Token, person_like: bool, discourse: Discourse) -> bool:
    if token.ent_type_ in {"PERSON", "PER"} or (person_like and token.ent_type_ in {"ORG"}):
        return governing_preposition(token, discourse) in discourse.lexicon.words["locative"]
    return token.pos_ in {"PROPN", "NOUN", "ADJ", "X"}


def _state_as_place(token: Token, head: int, paragraph: Paragraph, discourse: Discourse) -> Place | None:
    if not is_place_use(paragraph.doc[head], paragraph, discourse):
        return None
    mention = paragraph.covering[token.i]
    if mention.reading == "capital":
        place_id = place_index(discourse.language.code).get(mention.text)
        return load_places().get(place_id) if place_id else None
    state = load_actors()[mention.actors[0]]
    return Place(
        id=state.id, name=state.name, name_fr=state.name_fr, country=state.id, geonames=state.geonames
    )


def venue_of(act: SpeechAct, discourse: Discourse) -> Place | None:
    """Return where a speech act was made: a place beside its cue, outside of what is said."""
    if act.cue is None:
        return None
    cue = act.cue.token
    sentence = cue.sent
    for found in find_places(act.paragraph, discourse):
        token = act.paragraph.doc[found.start]
        if not sentence.start <= found.start < sentence.end:
            continue
        if act.mode != "performative" and any(start <= token.idx < end for start, end in act.content):
            continue
        if not _stands_beside(token, cue, discourse):
            continue
        if governing_preposition(token, discourse) in discourse.lexicon.words["venue_prepositions"]:
            return found.place
    return None


def _stands_beside(token: Token, cue: Token, discourse: Discourse) -> bool:
    """Tell whether a place hangs on a cue directly, or by an occasion ("before a meeting in London", "as he
    arrived in").
    """
    words = discourse.lexicon.words
    current = token
    while current.head != current:
        current = current.head
        if current == cue:
            return True
        occasion = current.lemma_.lower() in words["occasions"]
        if current.pos_ in {"NOUN", "VERB", "PROPN"} and not occasion and not current.ent_type_:
            return False
    return False


def places_in(act: SpeechAct, discourse: Discourse, venue: Place | None) -> tuple[Place, ...]:
    """Return the places named in a statement's evidence, each once, the venue left out."""
    found: dict[str, Place] = {}
    for mention in find_places(act.paragraph, discourse):
        token = act.paragraph.doc[mention.start]
        if act.evidence[0] <= token.idx < act.evidence[1] and (venue is None or mention.place.id != venue.id):
            found.setdefault(mention.place.id, mention.place)
    return tuple(found.values())
