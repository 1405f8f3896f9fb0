"""How the grammar tells a place from an actor: a state, capital or continent is one only where it says so.

"In Syria", "sends troops to Libya", "lying about Syria" make a place of what acts or is addressed elsewhere.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..knowledge.places import american_states, load_place_forms, load_places, tabled_kinds
from ..model import ActorKind, Place
from .cues import keys_of
from .grammar import GENITIVE, case_of
from .lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from spacy.tokens import Doc, Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .lexicon import Lexicon
    from .mentions import Mention
    from .quotes import Span

ARTICLES = frozenset({"the", "la", "l'", "l’", "le", "les"})
NAME_LABELS = frozenset({"PERSON", "PER", "ORG"})
LINKS = frozenset({"of", "to", "de", "d'", "d’", "du", "des"})
NEARNESS = frozenset(
    {
        "north", "south", "east", "west", "outside", "outskirts", "close", "next",
        "près", "autour", "loin", "proche", "environs", "alentours", "large", "hors",
        "nord", "sud", "est", "ouest",
    }
)  # fmt: skip
"""Words that make a preposition of place with one of LINKS: "close **to**", "près **de**"."""
LISTING = frozenset({"including", "like"})
"""Prepositions that only name members of what stands before them."""


NEAR = 48
"""Characters before and behind a name in which a direction is looked for; the longest has fourteen."""
_WORD = re.compile(r"\w*")
_LINK = re.compile(r"(?:\bthe|\bde la|\bde l['’]|\bdu|\bdes|\bde|\bd['’])\s*$")
"""What may stand between a direction and the state: "le nord **du** Mali"."""


@functools.cache
def place_index(language: str) -> Mapping[str, str]:
    """Return place ids by surface form; of homonyms the first one that the knowledge lists."""
    index: dict[str, str] = {}
    for surface, place_id in load_place_forms(language):
        index.setdefault(surface, place_id)
    return index


@functools.cache
def _openings(language: str) -> frozenset[str]:
    """Return what names of places begin with, up to a blank or mark."""
    return frozenset(found.group() for found in map(_WORD.match, place_index(language)) if found)


def may_begin_place(token: Token, language: str) -> bool:
    """Tell whether the name of a place begins as a token does, or with a word that the next one goes on."""
    found = _WORD.match(token.text)
    word = found.group() if found else ""
    return word in _openings(language) or (len(word) == len(token) and not token.whitespace_)


@functools.cache
def small_openings(language: str) -> frozenset[str]:
    """Return the first words of the forms that begin with a small letter ("bande de Gaza")."""
    return frozenset(surface.split()[0] for surface in place_index(language) if surface[0].islower())


@functools.cache
def settlement_nouns(language: str) -> frozenset[str]:
    """Return the nouns behind which an unknown name is a place's ("the **village** of Boloum")."""
    words = load_lexicon(language).words
    return words["settlements"] - words["vague_settlements"]


@functools.cache
def nouns_of_places(language: str) -> frozenset[str]:
    """Return the nouns that may mean again a place told before."""
    words = load_lexicon(language).words
    lists = ("events", "land_nouns", "region_nouns", "building_nouns", "city_nouns")
    return frozenset().union(*(words[name] for name in lists))


@functools.cache
def _directions(language: str) -> tuple[tuple[re.Pattern[str], bool, str], ...]:
    """Return the directions of a language, the longest first: the pattern of the words, whether they stand
    before the state's name, and the direction in English.
    """
    table = load_lexicon(language).tables["directions"]
    found = []
    for frame in sorted(table, key=len, reverse=True):
        prefix, suffix = (part.strip() for part in frame.split("%s"))
        pattern = rf"(?:^|[\s(]){prefix}$" if prefix else rf"{suffix}\b"
        found.append((re.compile(pattern), bool(prefix), table[frame]))
    return tuple(found)


@functools.cache
def _any_direction(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds any direction of a language before a state's name, and any behind it."""
    before = [pattern.pattern for pattern, is_before, _ in _directions(language) if is_before]
    behind = [pattern.pattern for pattern, is_before, _ in _directions(language) if not is_before]
    return re.compile("|".join(before or [r"\b\B"])), re.compile("|".join(behind or [r"\b\B"]))


def direction_beside(text: str, span: Span, language: str) -> str | None:
    """Return the direction, in English, beside which a state's name stands ("**le nord du** Mali")."""
    before = _LINK.sub("", text[max(0, span[0] - NEAR) : span[0]].lower().rstrip()).rstrip()
    after = text[span[1] : span[1] + NEAR].lower().replace("’", "'")
    any_before, any_behind = _any_direction(language)
    if not any_before.search(before) and not any_behind.match(after):
        return None
    for pattern, is_before, direction in _directions(language):
        if pattern.search(before) if is_before else pattern.match(after):
            return direction
    return None


def governor(token: Token, discourse: Discourse) -> tuple[str | None, Token | None]:
    """Return the preposition that governs a noun phrase, contractions undone, and what that phrase hangs on.

    A member of a list is governed as the list is ("in nations including Denmark and France").
    """
    language, head = discourse.language, token
    climbed = language.roles.conjunct | {"compound", "flat:name", "amod"}
    while head.dep_ in climbed and head.head != head:
        head = head.head
    if not language.roles.preposition:
        return case_of(head, language), head.head
    if head.dep_ != "pobj":
        return None, head.head
    preposition = head.head
    if preposition.lower_ in LISTING and preposition.head.i < preposition.i:
        return governor(preposition.head, discourse)
    return language.contractions.get(preposition.lower_, preposition.lower_), preposition.head


def is_place_use(token: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a state's or capital's name is used as a place: "in Syria", "à Moscou"."""
    mention = paragraph.covering.get(token.i)
    if mention is None or state_of(mention) is None:
        return False
    if mention.start and paragraph.doc[mention.start - 1].lower_ == "at":
        return False  # "lashed out **at China**", "aimed **at Moscow**": one is in a state, never at it
    return is_located(paragraph.doc[mention.head], mention.start, discourse)


def state_of(mention: Mention) -> Actor | None:
    """Return the state that a name or a capital stands for, else None."""
    if mention.reading not in {"name", "capital"} or not mention.actors:
        return None
    actor = load_actors().get(mention.actors[0])
    return actor if actor is not None and actor.kind is ActorKind.STATE else None


def state_or_people(mention: Mention) -> Actor | None:
    """Return the state that a name, a capital, a people or a body of it stands for, else None."""
    if mention.reading not in {"name", "capital", "demonym"} or not mention.actors:
        return None
    actor = load_actors().get(mention.actors[0])
    if actor is not None and actor.kind is not ActorKind.STATE:
        actor = load_actors().get(actor.represents or "")
    return actor if actor is not None and actor.kind is ActorKind.STATE else None


def is_located(head: Token, start: int, discourse: Discourse) -> bool:
    """Tell whether a preposition of place stands before a name, or before the list that it ends."""
    doc, words = head.doc, discourse.lexicon.words
    preposition, above = governor(head, discourse)
    if above is not None and above.lemma_.lower() in words["posted"]:
        return False
    before = doc[start - 1].lower_ if start else ""
    if before in ARTICLES and start > 1:
        start -= 1
        before = doc[start - 1].lower_
    if before in LINKS and start > 1 and doc[start - 2].lower_ in NEARNESS:
        return True
    if before in words["locative"]:
        return not (before in {"à", "au", "aux", "to"} and _is_addressed(head, discourse))
    listed = head.dep_ in discourse.language.roles.conjunct or before in {",", "and", "et", *LISTING}
    return listed and preposition in words["locative"] - {"à"}


def is_sited(token: Token, start: int, discourse: Discourse) -> bool:
    """Tell whether a city is told as a place by what is in it or by its parts: "a **Baghdad** restaurant",
    "la banlieue de **Damas**", "downtown **Tbilisi**", "bombed **Damascus**".
    """
    words = discourse.lexicon.words
    sites = words["sites"] | words["settlements"]
    if start and token.doc[start - 1].lower_ in words["place_parts"]:
        return True
    if token.dep_ in discourse.language.roles.object | discourse.language.roles.passive_subject:
        return token.head.lemma_.lower() in words["traversal"] | words["conquest"]
    if token.dep_ in {"compound", "appos", "nmod", "poss"} and token.head.lemma_.lower() in sites:
        return token.dep_ != "poss" or token.head.i > token.i
    if token.dep_ == "compound":
        return _befell(token.head, discourse)
    preposition, above = governor(token, discourse)
    if above is None:
        return False
    if preposition in {"from", "to", "into", "de", "vers", "à"} and above.lemma_.lower() in words["travel"]:
        return True
    return preposition in GENITIVE and (above.lemma_.lower() in sites or _befell(above, discourse))


def _befell(event: Token, discourse: Discourse) -> bool:
    """Tell whether a city's name with an event tells where: "l'attentat de **Vienne**", not "the Damascus
    offensive against the rebels", whose city acts.
    """
    language = discourse.language
    cases = [child.lower_ for child in event.children if language.roles.preposition & {child.dep_}]
    cases += [case_of(child, language) or "" for child in event.children]
    events = discourse.lexicon.words["events"]
    return event.lemma_.lower() in events and not {"against", "on", "contre", "sur"} & set(cases)


def _is_addressed(token: Token, discourse: Discourse) -> bool:
    """A state behind French "à" is a place unless it is spoken to: "demander à la Russie", not "déclarer à
    Ankara".

    An article with a capital belongs to the name ("à La Paz") and says nothing.
    """
    is_city = not place_index(discourse.language.code).keys().isdisjoint({token.text, f"Le {token.text}"})
    if not is_city and any(child.lower_ in ARTICLES and child.text.islower() for child in token.children):
        return True
    verb, lexicon = token.head, discourse.lexicon
    if _asks_right_before(verb, token, lexicon):
        return True
    if token.dep_ not in {"obl:arg", "iobj", "obj"}:
        return False
    if not is_city or verb.lemma_.lower() in lexicon.words["addressing"]:
        return verb.lemma_.lower() in lexicon.cues
    said = {word.lemma_.lower() for word in verb.subtree}
    return any(
        "à" in cue.target and said >= set(cue.words) for cue in lexicon.cues.get(verb.lemma_.lower(), ())
    )


def _asks_right_before(verb: Token, name: Token, lexicon: Lexicon) -> bool:
    """Tell whether "à" and a name stand right behind a verb that takes whom it addresses there: "reproche à
    Ankara", "s'en prend à Paris"; for a verb that needs nobody it is where something is said.
    """
    if verb.pos_ != "VERB" or verb.i != name.i - 2 or verb.lemma_.lower() in lexicon.words["travel"]:
        return False
    entries = [entry for key in keys_of(verb, lexicon) for entry in lexicon.cues.get(key, ())]
    return any(entry.needs_actor and entry.target[:1] == ("à",) for entry in entries)


def is_reached(head: Token, discourse: Discourse) -> bool:
    """Tell whether one moves to or from a state ("withdrawal from Syria"), or talks about it ("on Syria")."""
    words = discourse.lexicon.words
    preposition, above = governor(head, discourse)
    if above is None:
        return False
    lemma = above.lemma_.lower()
    if preposition is None:
        return head.dep_ in discourse.language.roles.object and lemma in words["traversal"]
    if preposition in {"about"}:
        return True
    if preposition in {"on", "over", "sur"}:
        return lemma in words["topics"]
    return preposition in {"to", "from", "into", "of", "de", "vers", "à", "en"} and lemma in words["motion"]


def as_place(state: Actor) -> Place:
    """Return the place that a state is."""
    return Place(
        id=state.id, name=state.name, name_fr=state.name_fr, country=state.id, geonames=state.geonames
    )


def kind_of(place: Place) -> str:
    """Return "state", "city", "building" or "region" (any other stretch of land or sea)."""
    actor = load_actors().get(place.id)
    if actor is not None and actor.kind is ActorKind.STATE:
        return "state"
    is_city = place.id in load_places() and place not in american_states().values()
    kind = tabled_kinds().get(place.id, "city" if is_city else "region")
    return kind if kind in {"city", "building"} else "region"


def is_part_of_name(doc: Doc, i: int) -> bool:
    """ "Europe 1", "Aleppo Media Center": what follows belongs to the same name, of something else."""
    if i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    longer = doc[i].ent_type_ in NAME_LABELS and after.ent_iob_ == "I" and after.text[:1].isupper()
    return longer or (after.like_num and after.dep_ != "nummod")
