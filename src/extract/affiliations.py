"""What the words at a name tell of a person: title, gender, and for whom he speaks.

Read from the order of words, not from the parse: parsers lose appositions too often. "Russia's UN ambassador
**X**", "**X**, a spokesman for the PMF,", "le ministre malien des Affaires étrangères, **X**".
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from ..knowledge.actors import load_actors
from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .grammar import is_finite
from .lexicon import load_lexicon
from .mentions import ORGANISATION_LABELS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph
    from .mentions import Mention

REACH = 16
"""Tokens on either side of a name within which its introduction stands."""
STOPS = frozenset({";", ":", "(", ")", "[", "]", '"', "“", "”", "«", "»", "—", "–", "…", ".", "?", "!"})
OPENERS = frozenset({",", "(", "—", "–"})
CLOSERS = frozenset({",", ")", ".", ";", ":", "—", "–", "?", "!", "»", "”", '"'})
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
RELATIVES = frozenset({"who", "qui"})


@dataclass(frozen=True, slots=True)
class Calling:
    """What an introduction says of a person."""

    titles: tuple[str, ...] = ()
    role: str | None = None
    owner: Actor | None = None
    """For whom he speaks; None if that is not told, or told to be over ("the former ambassador")."""
    gender: Literal["f", "m"] | None = None
    is_over: bool = False
    at: tuple[int, ...] = ()
    """Indices of the title nouns that stand together ("**Secrétaire général**")."""


def read_calling(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> Calling | None:
    """Return what the words before or after a person's name tell of him, None if nothing."""
    beside = [
        calling
        for words, behind in (
            (_before(mention, paragraph, discourse), False),
            (_after(mention, paragraph, discourse), True),
        )
        if (calling := _calling(words, paragraph, discourse, behind=behind)) is not None
    ]
    found = next((calling for calling in beside if calling.owner is not None or calling.is_over), None)
    if found is not None:
        return found
    owner = _owner_at_name(mention, paragraph, discourse)
    if beside:
        return replace(beside[0], owner=owner)
    return Calling(owner=owner) if owner is not None else None


@functools.cache
def titles_of(language: str) -> tuple[tuple[str, str], ...]:
    """Return the titles of a language with the role that each means, the longest first."""
    return tuple(sorted(load_lexicon(language).tables["roles"].items(), key=lambda pair: -len(pair[0])))


def role_in(phrase: str, language: str) -> str | None:
    """Return the role that the words of a phrase name, None if none does."""
    padded = f" {' '.join(phrase.casefold().split())} "
    return next((role for title, role in titles_of(language) if f" {title} " in padded), None)


def _before(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> list[Token]:
    """Return the words before a name that may introduce it, in text order; parsers end sentences in them."""
    doc = paragraph.doc
    i, apart = mention.start - 1, True
    if i > 0 and doc[i].text == ",":
        after = doc[mention.end] if mention.end < len(doc) else None
        apart = after is None or after.text in CLOSERS
        i -= 1
    found: list[Token] = []
    while i >= 0 and len(found) < REACH:
        token = doc[i]
        if token.text in STOPS | {","} or _is_verb(token, discourse):
            break
        if _is_person(i, paragraph, discourse) and (i + 1 >= len(doc) or doc[i + 1].text not in POSSESSIVE):
            break
        found.append(token)
        i -= 1
    if not apart and i >= 0 and doc[i].text not in STOPS:
        return []  # "He met the minister, X said": no apposition
    return found[::-1]


def _after(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> list[Token]:
    """Return the words of an apposition or relative clause right behind a name, in text order."""
    doc, i = paragraph.doc, mention.end
    if i >= len(doc) or doc[i].text not in OPENERS:
        return []
    words, relative = discourse.lexicon.words, False
    i += 1
    if i + 1 < len(doc) and doc[i].lower_ in RELATIVES:
        relative, i = True, i + 1
        if doc[i].lower_ in words["past_copulas"]:
            return []
    found: list[Token] = []
    while i < len(doc) and len(found) < REACH and doc[i].text not in CLOSERS:
        if _is_verb(doc[i], discourse) and not (relative and not found):
            break
        found.append(doc[i])
        i += 1
    return found


def _is_verb(token: Token, discourse: Discourse) -> bool:
    return token.pos_ in {"VERB", "AUX"} and is_finite(token, discourse.language)


def _is_person(i: int, paragraph: Paragraph, discourse: Discourse) -> bool:
    mention = paragraph.covering.get(i)
    actor = discourse.resolve_mention(mention) if mention is not None else None
    return actor is not None and actor.kind is ActorKind.PERSON


def _calling(
    tokens: list[Token], paragraph: Paragraph, discourse: Discourse, *, behind: bool
) -> Calling | None:
    """Return what a phrase before or behind a name says: its title, and whose office that is."""
    words = discourse.lexicon.words
    if tokens and tokens[0].lower_ in words["heading_verbs"]:
        owner = _named_behind(tokens, 0, paragraph, discourse, owned=True)
        return Calling(owner=owner) if owner is not None else None
    known = words["person_nouns"] | words["callings"]
    places = [at for at, token in enumerate(tokens) if token.lower_ in known and not _names(token, paragraph)]
    genders = discourse.lexicon.tables["calling_genders"]
    if not places:
        gender = genders.get(tokens[-1].lower_.rstrip(".")) if tokens else None
        return Calling(gender=cast('Literal["f", "m"] | None', gender)) if gender else None
    at = places[0] if behind else places[-1]
    at = _run(places, at)[0]
    title = tokens[at]
    gender = genders.get(title.lower_) or genders.get(tokens[-1].lower_.rstrip("."))
    if behind and any(token.pos_ == "ADP" for token in tokens[:at]):
        return None
    is_over = any(token.lower_ in words["disowning"] for token in _phrase(tokens, at))
    office = title.lower_ in words["person_nouns"]
    owner = None if is_over else _owner(tokens, at, paragraph, discourse, office)
    phrase = " ".join(token.text for token in _phrase(tokens, at) if not _names(token, paragraph))
    return Calling(
        titles=tuple(sorted({tokens[place].lower_ for place in places})),
        role=None if is_over else role_in(phrase, discourse.language.code),
        owner=owner,
        gender=cast('Literal["f", "m"] | None', gender),
        is_over=is_over,
        at=tuple(tokens[place].i for place in _run(places, at)),
    )


def _run(places: list[int], at: int) -> list[int]:
    """Return the places right beside each other among which one is."""
    first = last = at
    while first - 1 in places:
        first -= 1
    while last + 1 in places:
        last += 1
    return list(range(first, last + 1))


def _names(token: Token, paragraph: Paragraph) -> bool:
    return token.i in paragraph.covering


def _phrase(tokens: list[Token], at: int) -> list[Token]:
    """Return the words of a title's phrase: back to a preposition or coordination, and all behind it."""
    first = at
    while first and tokens[first - 1].pos_ not in {"ADP", "CCONJ"}:
        first -= 1
    return tokens[first:]


def _owner(
    tokens: list[Token], at: int, paragraph: Paragraph, discourse: Discourse, office: bool
) -> Actor | None:
    """Return whose office a title is: named before it where a language does so, else behind it."""
    if discourse.language.roles.possessor:
        for token in _phrase(tokens, at)[: at - len(tokens)] if at else ():
            mention = paragraph.covering.get(token.i)
            if mention is not None and _is_part_of_title(mention, tokens[at], discourse):
                continue
            owner = _owner_at(token, paragraph, discourse, office)
            if owner is not None:
                return owner
    return _named_behind(tokens, at, paragraph, discourse, owned=False, office=office)


def _is_part_of_title(mention: Mention, title: Token, discourse: Discourse) -> bool:
    """Tell whether an unknown body before a capitalised title may be no body ("**Police and Crime**
    Commissioner").
    """
    words = discourse.lexicon.words
    bodies = words["institution_nouns"] | words["organisation_nouns"]
    last = mention.text.split()[-1]
    named = last.casefold() in bodies or (last.isupper() and len(last) > 2)
    return mention.reading == "entity" and title.text[:1].isupper() and not named


def _named_behind(
    tokens: list[Token],
    at: int,
    paragraph: Paragraph,
    discourse: Discourse,
    *,
    owned: bool,
    office: bool = True,
) -> Actor | None:
    """Return the first owner behind a title: a people's name, or what a fitting preposition governs."""
    words = discourse.lexicon.words
    joined = owned
    preposition: str | None = None
    for token in tokens[at + 1 :]:
        if token.pos_ == "ADP" or token.lower_ in words["owner_prepositions"]:
            preposition = token.lower_
            joined = preposition in words["owner_prepositions"]
            continue
        mention = paragraph.covering.get(token.i)
        is_people = mention is not None and mention.reading == "demonym"
        if not (joined or (is_people and preposition is None)):
            continue
        owner = _owner_at(token, paragraph, discourse, office)
        if owner is None:
            continue
        is_topic = tokens[at].lower_ in words["posted"] and preposition not in {None, "of", "from"}
        if owner.kind is ActorKind.STATE and is_topic and discourse.language.roles.possessor:
            continue  # "envoy for Syria"
        return owner
    return None


def _owner_at(token: Token, paragraph: Paragraph, discourse: Discourse, office: bool) -> Actor | None:
    """Return for whom somebody speaks whose office names this token; an occupation is no state's."""
    mention = paragraph.covering.get(token.i)
    if mention is None:
        return _state_told_of(token, paragraph, discourse) if office else None
    if mention.reading == "surname" and token.i != mention.end - 1:
        return None
    body = _unknown_body(mention, paragraph, discourse)
    if body is not None:
        return body
    actor = discourse.resolve_mention(mention)
    if actor is None:
        return None
    if actor.kind is ActorKind.PERSON:
        return discourse.represented(actor)
    if actor.kind is ActorKind.STATE and not office:
        return None
    if actor.kind is ActorKind.ORGANISATION and actor.represents:
        return discourse.actor(actor.represents)
    return actor


def _state_told_of(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the state named last before a sentence that speaks of "the country"."""
    if token.lower_ not in discourse.lexicon.words["country_nouns"]:
        return None
    before = discourse.named_before(paragraph, token.i)
    return next((actor for actor in before if actor.kind is ActorKind.STATE), None)


def _unknown_body(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return an organisation that no table knows and whose name holds a people's, or ends with another
    body's ("the **Syrian** Observatory for Human Rights", "the Freedonian **Red Cross**").
    """
    words = discourse.lexicon.words
    of_state = words["state_nouns"] | words["institution_nouns"] | words["person_nouns"]
    for entity in paragraph.doc.ents:
        if entity.label_ not in ORGANISATION_LABELS or not entity.start <= mention.start < entity.end:
            continue
        span = entity[1:] if entity[0].pos_ == "DET" and len(entity) > 1 else entity
        rest = [token for token in span if not mention.start <= token.i < mention.end]
        named = [token for token in rest if token.text[:1].isupper()]
        if any(token.lower_ in of_state for token in rest):
            return None
        if mention.reading == "demonym" and len(named) < 2:
            return None
        if mention.reading != "demonym" and not (named and named[0].i == mention.start - 1):
            return None
        if mention.reading != "demonym" and named[0].i in paragraph.covering:
            return None
        name = " ".join(span.text.split())
        body = load_actors().get(make_slug(name)) or Actor(
            id=make_slug(name), name=name, kind=ActorKind.ORGANISATION
        )
        return body if body.id in load_actors() else discourse.people.setdefault(body.id, body)
    return None


def _owner_at_name(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return who possesses a name ("the BBC's **X**"), or the body right behind it ("**X** of the Heritage
    Foundation").
    """
    doc = paragraph.doc
    if mention.start > 1 and doc[mention.start - 1].text in POSSESSIVE:
        owner = _owner_at(doc[mention.start - 2], paragraph, discourse, office=True)
        if owner is not None and not _is_person(mention.start - 2, paragraph, discourse):
            return owner
    i = mention.end
    if i < len(doc) and doc[i].text == ",":
        i += 1
    if i >= len(doc) or doc[i].lower_ not in discourse.lexicon.words["owner_prepositions"]:
        return None
    for token in doc[i + 1 : i + 4]:
        if token.i in paragraph.covering:
            return _owner_at(token, paragraph, discourse, office=False)
        if token.pos_ not in {"DET", "PROPN", "ADJ"}:
            break
    return None
