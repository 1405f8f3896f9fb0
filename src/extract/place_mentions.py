"""Places that a paragraph names: cities and regions of the gazetteer, states where grammar makes them one.

Nouns that mean such a place again are places too: "the city", "our region", "the country", "le nord du pays".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..knowledge.places import american_states, load_places, tabled_kinds
from ..knowledge.tables import make_slug
from ..model import Place
from .grammar import GENITIVE
from .place_events import is_event_again, place_of_event
from .place_grammar import (
    ARTICLES,
    LINKS,
    as_place,
    direction_beside,
    governor,
    is_located,
    is_part_of_name,
    is_reached,
    is_sited,
    kind_of,
    may_begin_place,
    nouns_of_places,
    place_index,
    settlement_nouns,
    small_openings,
    state_of,
    state_or_people,
)
from .place_homonyms import choose_place

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .mentions import Mention

MIN_NAME = 3
MAX_WORDS = 4
"""Longest place name looked up, in tokens."""
OPENING = 2
"""Paragraphs that open an article, headline and lead: they tell of its event."""
LOOK_BACK = 2
"""Paragraphs before its own in which "the city" finds its name, beside the headline."""
PLACE_LABELS = frozenset({"GPE", "LOC", "FAC"})
PERSON_LABELS = frozenset({"PERSON", "PER"})
POINTING = ARTICLES | {"this", "our", "ce", "cet", "cette", "notre", "du", "au"}


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place named in a paragraph, by the tokens [start, end)."""

    start: int
    end: int
    place: Place
    certain: bool = True
    """False for a state that is no place where the statement is directed at it ("lying about Syria")."""
    by_event: bool = False
    """Is it where an event took place that is told again ("the attack")?"""


def find_places(paragraph: Paragraph, discourse: Discourse) -> tuple[PlaceMention, ...]:
    """Return the places named in a paragraph. They are kept in the parse, for every statement asks again."""
    kept: dict[str, tuple[PlaceMention, ...]] = paragraph.doc.user_data
    if "places" not in kept:
        kept["places"] = tuple(_Finder(paragraph, discourse).find())
    return kept["places"]


def is_named_place(token: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a word is of a place's name."""
    return any(place.start <= token.i < place.end for place in find_places(paragraph, discourse))


class _Finder:
    """Reads one paragraph from left to right."""

    def __init__(self, paragraph: Paragraph, discourse: Discourse) -> None:
        self.paragraph, self.discourse, self.doc = paragraph, discourse, paragraph.doc
        self.language, self.text = discourse.language.code, paragraph.block.text
        self.found: list[PlaceMention] = []
        strong = settlement_nouns(self.language)
        self.declares = any(token.lemma_.lower() in strong for token in self.doc)
        """Is there a noun behind which an unknown name is a place's?"""

    def find(self) -> list[PlaceMention]:
        position, openings = 0, small_openings(self.language)
        nouns = nouns_of_places(self.language)
        for token in self.doc:
            if token.i < position:
                continue
            is_noun = token.text[:1].islower() and token.lemma_.lower() in nouns
            if is_noun and self._add_meant_again(token):
                continue
            mention = self.paragraph.covering.get(token.i)
            if mention is not None and mention.start == token.i and self._holds_more(mention):
                mention = None
            if mention is not None and mention.reading in {"name", "capital"} and mention.start == token.i:
                self._add_state(mention)
                position = mention.end
            elif mention is not None and mention.reading == "seat":
                self._add_seat(mention)
                position = mention.end
            elif mention is not None and mention.reading == "demonym":
                self._add_territory(mention)
            elif (mention is None or mention.reading == "entity") and (
                token.text[:1].isupper() or token.text in openings
            ):
                position = self._add_named(token, person_like=mention is not None)
        return self.found

    def _holds_more(self, mention: Mention) -> bool:
        """Tell whether an actor's name only begins a place's ("**Syrian**-Turkish border")."""
        index, last = place_index(self.language), min(mention.start + MAX_WORDS, len(self.doc))
        longer = (self._written(mention.start, end) for end in range(mention.end + 1, last + 1))
        return any(index.get(text) in tabled_kinds() for text in longer)

    def _written(self, start: int, end: int) -> str:
        """Return the text from a token up to another; a span takes longer to tell it."""
        last = self.doc[end - 1]
        return self.text[self.doc[start].idx : last.idx + len(last)]

    def _add_state(self, mention: Mention) -> None:
        state = state_of(mention)
        if state is None:
            return
        head = self.doc[mention.head]
        region = self._region(mention.start, mention.end, state) if mention.reading == "name" else None
        if region is not None:
            self.found.append(PlaceMention(mention.start, mention.end, region))
            return
        place: Place | None
        if mention.reading == "capital":
            place_id = place_index(self.language).get(mention.text)
            place = self._place(place_id, mention.start, mention.end) if place_id else None
        else:
            place = self._american_state(mention, head) or as_place(state)
        if place is None:
            return
        american = place.id != state.id and mention.reading == "name"
        located = american or is_located(head, mention.start, self.discourse)
        if located or self._is_beside_place(mention, head):
            self.found.append(PlaceMention(mention.start, mention.end, place))
        elif mention.reading == "name" and is_reached(head, self.discourse):
            self.found.append(PlaceMention(mention.start, mention.end, place, certain=False))

    def _add_seat(self, mention: Mention) -> None:
        """ "At the Kremlin" one is in a building, which elsewhere stands for whom it houses."""
        place_id = place_index(self.language).get(mention.text)
        if place_id and is_located(self.doc[mention.head], mention.start, self.discourse):
            self.found.append(PlaceMention(mention.start, mention.end, load_places()[place_id]))

    def _place(self, place_id: str, start: int, end: int) -> Place:
        return load_places()[choose_place(place_id, start, end, self.paragraph, self.discourse)]

    def _american_state(self, mention: Mention, head: Token) -> Place | None:
        """ "Atlanta, Georgia", "the state of Georgia" mean no state of the world."""
        state = american_states().get(mention.text)
        before = self.found[-1] if self.found else None
        follows = before is not None and self.doc[before.end : mention.start].text == ","
        _, above = governor(head, self.discourse)
        if follows and before is not None and before.place.country == "united-states":
            return state
        named = above is not None and above.lemma_.lower() in self.discourse.lexicon.words["federal_units"]
        return state if named else None

    def _add_territory(self, mention: Mention) -> None:
        """ "Cypriot waters", "le territoire syrien" are the state as a place; a "city of" has a name."""
        head = self.doc[mention.head]
        behind = max(mention.end, head.head.i + 1)
        if behind + 1 < len(self.doc) and self.doc[behind].lower_ in LINKS and self.doc[behind + 1].is_title:
            return
        actor = load_actors().get(mention.actors[0]) if mention.actors else None
        if actor is not None and head.head.lemma_.lower() in self.discourse.lexicon.words["territory"]:
            self.found.append(PlaceMention(mention.start, mention.end, as_place(actor)))

    def _is_beside_place(self, mention: Mention, head: Token) -> bool:
        """Tell whether a name continues a list of cities, names a city's state, or describes a settlement."""
        if mention.reading == "capital" and is_sited(head, mention.start, self.discourse):
            return True
        if not self.found or not self.found[-1].certain:
            return False
        between = self.doc[self.found[-1].end : mention.start].text.strip().removesuffix("the").strip()
        if self.found[-1].place.id not in load_places():
            return head.dep_ in {"conj", "appos"} and between in {",", ", and", "and", "et"}
        if head.dep_ in self.discourse.language.roles.subject:  # "after the attack in Nice, **Germany** said"
            return False
        return between == "," or (mention.reading == "capital" and between in {", and", "and", "et"})

    def _region(self, start: int, end: int, state: Actor) -> Place | None:
        """Return the part of a state that a direction names: "northern Mali", "Syria's northeast"."""
        span = self.doc[start:end]
        direction = direction_beside(self.text, (span.start_char, span.end_char), self.language)
        if direction is None:
            return None
        name = f"{direction} {state.name}"
        known = load_places().get(make_slug(name))
        return known or Place(id=make_slug(name), name=name, country=state.id)

    def _add_meant_again(self, noun: Token) -> bool:
        """Add the place that a noun means again: "bomb the city", "the region", "leave the country"."""
        words, lemma = self.discourse.lexicon.words, noun.lemma_.lower()
        if is_event_again(noun, self.discourse):
            told = place_of_event(noun, self._told_before())
            if told is not None:
                self.found.append(PlaceMention(noun.i, noun.i + 1, told, certain=False, by_event=True))
            return told is not None
        if not any(child.lower_ in POINTING for child in noun.children):
            return False
        place: Place | None = None
        if lemma in words["land_nouns"]:
            start = noun.left_edge.i
            state = self._last_state(noun)
            place = self._region(noun.i, noun.i + 1, state) if state is not None else None
            if place is None and (
                is_located(noun, start + 1, self.discourse) or is_reached(noun, self.discourse)
            ):
                place = next((each for each in self._before() if each.id in load_actors()), None)
        elif lemma in words["region_nouns"]:
            regions = [each for each in self._before() if kind_of(each) == "region"]
            place = max(regions, key=regions.count, default=None)
        elif lemma in words["building_nouns"]:
            place = next((each for each in self._before() if kind_of(each) == "building"), None)
        elif lemma in words["city_nouns"] and noun.dep_ != "compound":
            place = next((each for each in self._before() if kind_of(each) == "city"), None)
        if place is not None:
            self.found.append(PlaceMention(noun.i, noun.i + 1, place))
        return place is not None

    def _before(self) -> Iterator[Place]:
        """Yield the places named before, the last one first."""
        yield from (mention.place for mention in reversed(self.found) if not mention.by_event)
        at = self.paragraph.index
        near = range(max(0, at - LOOK_BACK), at)
        for i in sorted({*near, *range(min(1, at))}, reverse=True):
            paragraph = self.discourse.paragraphs[i]
            found = reversed(find_places(paragraph, self.discourse))
            yield from (mention.place for mention in found if not mention.by_event)

    def _told_before(self) -> Iterator[tuple[Paragraph, Sequence[PlaceMention]]]:
        """Yield what stands before with its places: headline, lead, then the last one first."""
        at, paragraphs = self.paragraph.index, self.discourse.paragraphs
        for i in range(min(OPENING, at)):
            yield paragraphs[i], find_places(paragraphs[i], self.discourse)
        yield self.paragraph, self.found
        for i in range(at - 1, OPENING - 1, -1):
            yield paragraphs[i], find_places(paragraphs[i], self.discourse)

    def _last_state(self, noun: Token) -> Actor | None:
        """Return the state last named before a noun in its paragraph, by its people or its army too."""
        for mention in reversed(self.paragraph.mentions):
            state = state_or_people(mention) if mention.start < noun.i else None
            if state is not None:
                return state
        return None

    def _add_named(self, token: Token, *, person_like: bool) -> int:
        """Add the longest name of the gazetteer that begins at a token; return the first token behind it."""
        index = place_index(self.language)
        longest = min(MAX_WORDS, len(self.doc) - token.i) if may_begin_place(token, self.language) else 0
        for length in range(longest, 0, -1):
            place_id = index.get(self._written(token.i, token.i + length))
            if place_id is not None and self._readsas_place(token.i, length, place_id, person_like):
                place = self._place(place_id, token.i, token.i + length)
                self.found.append(PlaceMention(token.i, token.i + length, place))
                return token.i + length
        return self._add_declared(token)

    def _add_declared(self, token: Token) -> int:
        """Add a name that no gazetteer has where it is said to be a place: "the village of Boloum"."""
        if not self.declares:
            return token.i + 1
        end = token.i + 1
        while end < len(self.doc) and self._goes_on(end):
            end += 1
        name, last = self.doc[token.i : end], self.doc[end - 1]
        if (
            name.text in self.discourse.lexicon.words["months"]
            or not last.is_alpha
            or len(name.text) < MIN_NAME
        ):
            return token.i + 1
        head = name.root if name.root.pos_ in {"PROPN", "NOUN", "X", "ADJ"} else last
        preposition, above = governor(head, self.discourse)
        strong = settlement_nouns(self.language)
        behind = self.doc[end] if end < len(self.doc) else None
        declared = (
            preposition in GENITIVE
            and above is not None
            and above.i < token.i
            and above.lemma_.lower() in strong
            and above.text.islower()
        ) or (
            behind is not None
            and behind.lemma_.lower() in strong
            and head.head == behind
            and head.dep_ in {"compound", "nmod"}
        )
        if not declared or head.pos_ == "VERB":
            return token.i + 1
        self._declare(token.i, end)
        listed = above is not None and "Plur" in above.morph.get("Number", [])
        while listed and end + 1 < len(self.doc) and self.doc[end].lower_ in {",", "and", "et"}:
            start = end + 1 + (self.doc[end + 1].lower_ in {"and", "et"})
            if start >= len(self.doc) or self.doc[start].pos_ not in {"PROPN", "X"}:
                break
            end = next((i for i in range(start + 1, len(self.doc)) if not self._goes_on(i)), len(self.doc))
            self._declare(start, end)
        return end

    def _declare(self, start: int, end: int) -> None:
        name = self.doc[start:end].text
        place_id = place_index(self.language).get(name)
        place = self._place(place_id, start, end) if place_id else Place(id=make_slug(name), name=name)
        self.found.append(PlaceMention(start, end, place))

    def _goes_on(self, i: int) -> bool:
        """Tell whether a token belongs to the name before it: another name, or what a hyphen joins."""
        token, before = self.doc[i], self.doc[i - 1]
        if i in self.paragraph.covering and self.paragraph.covering[i].reading != "entity":
            return False
        if token.text in {"-", "–"} or before.text in {"-", "–"}:
            return not before.whitespace_
        return token.pos_ == "PROPN" and token.text[:1].isupper()

    def _ends_name(self, token: Token) -> bool:
        """ "Fatah **Halab**", "Liwaa **Al-Quds**" are no places; "East **Aleppo**" is."""
        if not token.i or not self.doc[token.i - 1].text[:1].isupper():
            return False
        words, covering = self.discourse.lexicon.words, self.paragraph.covering
        before, around = self.doc[token.i - 1], covering.get(token.i)
        if before.lower_ in words["place_parts"] | words["settlements"] or before.pos_ != "PROPN":
            return False
        if around is not None and around.start < token.i and around.label not in PLACE_LABELS:
            return True
        return (
            before.head == token
            and before.dep_ == "compound"
            and (before.i not in covering or covering[before.i].reading != "demonym")
        )

    def _is_apposed(self, noun: Token, name: Token) -> bool:
        """ "the port city **Karachi**"."""
        settlements = self.discourse.lexicon.words["settlements"]
        return (
            noun.lemma_.lower() in settlements and name in (noun.head, *noun.children) and noun.text.islower()
        )

    def _readsas_place(self, start: int, length: int, place_id: str, person_like: bool) -> bool:
        words, kind = self.discourse.lexicon.words, tabled_kinds().get(place_id)
        first, last = self.doc[start], self.doc[start + length - 1]
        if kind != "building" and self._ends_name(first):
            return False
        if kind is not None and length > 1:
            return True
        if length == 1 and is_part_of_name(self.doc, start):
            return False
        preposition, _ = governor(last, self.discourse)
        if start and self._is_apposed(self.doc[start - 1], last):
            return True
        if kind == "continent":
            return is_located(last, start, self.discourse) or is_reached(last, self.discourse)
        alone = (
            length == 1
            and first.ent_iob_ == "B"
            and (last.i + 1 == len(self.doc) or self.doc[last.i + 1].ent_iob_ != "I")
        )
        if kind is not None and alone and last.dep_ not in self.discourse.language.roles.subject:
            return True
        if first.ent_type_ in PERSON_LABELS or (person_like and first.ent_type_ == "ORG" and kind is None):
            return preposition in words["locative"]
        if first.pos_ not in {"PROPN", "NOUN", "ADJ", "X"}:
            return False
        if kind is None and preposition is None and last.dep_ in self.discourse.language.roles.subject:
            return False
        return (
            kind is not None or first.ent_type_ in PLACE_LABELS or preposition in words["place_prepositions"]
        )
