"""Where an article names actors: known names by table lookup, unknown people and organisations by the
parser's entities.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ..knowledge.actors import NameForm, load_name_forms, user_actors
from ..knowledge.kept_tables import kept_between_runs
from .given_names import find_given
from .lexicon import load_lexicon
from .place_grammar import place_index

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping

    from spacy.tokens import Doc, Span, Token

MentionReading = Literal["name", "capital", "demonym", "seat", "surname", "entity"]
CHUNK = re.compile(r"[\w.&]+")
PERSON_LABELS = frozenset({"PERSON", "PER"})
ORGANISATION_LABELS = frozenset({"ORG"})
NAME_PARTS = frozenset({"NOUN", "PROPN", "ADJ", "PART"})
MAX_BODY_ADJECTIVES = 2
"""Words between the noun of a body and the state in its name ("le Front **populaire** du Bénin")."""
PHRASE_PARTS = NAME_PARTS | {"ADP", "DET"}
LONGEST_BODY = 7
"""Words of a body's name before the state in it: "Association des **leaders religieux** du Mali"."""
MIN_BODY_WORDS = 2
"""Words of such a name before the preposition: "the Union of X" may be anything."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A span of tokens that names an actor. Several `actors` are candidates, of a capital that is a seat
    too the
    state first; an "entity" has none yet.
    """

    start: int
    end: int
    head: int
    text: str
    reading: MentionReading
    actors: tuple[str, ...]
    label: str = ""
    """The parser's entity label, for readings of "entity"."""


def first_chunk(surface: str) -> str:
    """Return under which word a name stands in the index of names."""
    match = CHUNK.match(surface)
    return match.group().rstrip(".").casefold() if match else surface[:1].casefold()


@functools.cache
@kept_between_runs(dict[str, tuple[tuple[str, tuple[NameForm, ...], bool], ...]])
def name_index(language: str) -> Mapping[str, tuple[tuple[str, tuple[NameForm, ...], bool], ...]]:
    """Return the known names of a language by their first word, longest name first: how it is written, whom
    it means, and whether it is nothing but a demonym.
    """
    by_surface: dict[str, list[NameForm]] = {}
    for form in load_name_forms(language):
        by_surface.setdefault(form.surface, []).append(form)
    index: dict[str, list[tuple[str, tuple[NameForm, ...], bool]]] = {}
    for surface in sorted(by_surface, key=lambda text: (-len(text), text)):
        forms = tuple(by_surface[surface])
        is_demonym = all(form.reading == "demonym" for form in forms)
        index.setdefault(first_chunk(surface), []).append((surface, forms, is_demonym))
    return {chunk: tuple(found) for chunk, found in index.items()}


def _fits(text: str, position: int, surface: str, caseless: bool) -> bool:
    piece = text[position : position + len(surface)]
    same = piece.casefold() == surface.casefold() if caseless else piece == surface
    after = text[position + len(surface) : position + len(surface) + 2]
    if after[:1] == "$":
        return False  # "US$25 million"
    if surface.startswith(("the ", "The ")) and after[:1] == " " and after[1:].isupper():
        return False  # "the West" in "the West Bank"
    return same and not (after[:1].isalnum() and surface[-1].isalnum())


def proper_nouns(doc: Doc) -> list[int]:
    """Return the positions of the proper nouns of a parse."""
    (found,) = (doc.to_array("POS") == doc.vocab.strings["PROPN"]).nonzero()
    positions: list[int] = found.tolist()
    return positions


def find_names(doc: Doc, language: str) -> Iterator[Mention]:
    """Yield the known names of a paragraph, longest first at each place, never overlapping.

    Demonyms match whatever their case ("le ministre français", "les Français"); everything else as written.
    In capitals-only text ("FRANCE ACCUSES RUSSIA") names match without regard to case. Where users' own
    tables are in force, the longer of a name of ours and one of theirs is taken.
    """
    index, text, user = name_index(language), doc.text, user_actors()
    shouting = text.isupper()
    position = 0
    for token in doc:
        if token.idx < position or not (token.text[0].isalnum()):
            continue
        given = find_given(token, user, shouting=shouting) if user is not None else None
        match = CHUNK.match(text, token.idx)
        if match is None:
            continue
        for surface, forms, is_demonym in index.get(match.group().rstrip(".").casefold(), ()):
            caseless = shouting or is_demonym
            if not (caseless or text.startswith(surface, token.idx)):  # most names, at little cost
                continue
            if not _fits(text, token.idx, surface, caseless) or not (
                shouting or _written_as_name(token, forms)
            ):
                continue
            if given is not None and given.end > token.idx + len(surface):
                break
            span = doc.char_span(token.idx, token.idx + len(surface), alignment_mode="expand")
            if span is None:
                continue
            yield _mention(span, forms)
            position, given = token.idx + len(surface), None
            break
        span = doc.char_span(token.idx, given.end, alignment_mode="expand") if given is not None else None
        if given is not None and span is not None:
            position = given.end
            yield Mention(
                span.start, span.end, span.root.i, span.text, given.name.reading, (given.name.actor_id,)
            )


def _written_as_name(token: Token, forms: tuple[NameForm, ...]) -> bool:
    """A one-word name in lower case, or right behind a hyphen ("anti-Assad"), names nobody who acts,
    unless it is
    spelt so ("les talibans").
    """
    if any(form.reading == "demonym" or form.surface[:1].islower() for form in forms):
        return True
    if token.i and token.nbor(-1).text in {"-", "–"} and not token.nbor(-1).whitespace_:
        return token.i > 1 and bool(token.nbor(-1).idx > token.nbor(-2).idx + len(token.nbor(-2)))
    return token.text[:1].isupper() or token.text[:1].isdigit() or " " in forms[0].surface


def _mention(span: Span, forms: tuple[NameForm, ...]) -> Mention:
    if {"seat", "capital"} <= {form.reading for form in forms}:  # Brussels: Belgium's, or the Union's seat
        forms = tuple(form for form in forms if form.reading in {"seat", "capital"})
        both = sorted(forms, key=lambda form: form.reading)
        return Mention(
            span.start, span.end, span.root.i, span.text, "capital", tuple(form.actor_id for form in both)
        )
    reading = forms[0].reading
    actors = tuple(dict.fromkeys(form.actor_id for form in forms if form.reading == reading))
    return Mention(span.start, span.end, span.root.i, span.text, reading, actors)


def find_entities(doc: Doc, taken: frozenset[int]) -> Iterator[Mention]:
    """Yield people and organisations that the parser's entity recogniser sees where no known name stands."""
    for entity in doc.ents:
        if entity.label_ not in PERSON_LABELS | ORGANISATION_LABELS:
            continue
        if any(token.i in taken for token in entity):
            continue
        words = [token for token in entity if token.text[:1].isupper()]
        if not words or not entity[-1].text[:1].isalpha():
            continue
        start, end = entity.start, _end_of_hyphened(doc, entity.end)
        while start < entity.end - 1 and (doc[start].pos_ in {"DET", "ADP", "PUNCT"} or doc[start].is_space):
            start += 1
        if any(i in taken for i in range(entity.end, end)):
            continue
        span = doc[start:end]
        if len(span) and span.text[:1].isupper():
            yield Mention(span.start, span.end, span.root.i, span.text, "entity", (), entity.label_)


def _end_of_hyphened(doc: Doc, end: int) -> int:
    """Return where a name ends that the recogniser cuts at a hyphen: "Rami Abd al**-Rahman**"."""
    while (
        end + 1 < len(doc)
        and doc[end].text == "-"
        and not doc[end - 1].whitespace_
        and not doc[end].whitespace_
        and doc[end + 1].text[:1].isupper()
    ):
        end += 2
    return end


def _is_namesake(mention: Mention, doc: Doc, months: Container[str], places: Container[str]) -> bool:
    """Tell whether a known surname belongs to somebody else here: another first name stands before it
    ("Oumar Maïga").
    """
    if mention.reading != "surname":
        return False
    if doc[mention.start].tag_ == "MD":
        return True  # "May God protect them"
    last = doc[mention.end - 1]
    between = doc[mention.end : last.head.i]
    if (
        last.dep_ == "compound"
        and last.head.pos_ == "PROPN"
        and last.head.i >= mention.end
        and all(word.pos_ == "PROPN" and word.head == last.head for word in between)
    ):
        return True  # "the Royal Air Force", not Ségolène Royal
    neighbours = doc[max(0, mention.start - 1) : mention.end + 1]
    if mention.text.casefold() in months and any(token.text[:1].isdigit() for token in neighbours):
        return True  # "May 14", not Theresa May
    if any(doc[mention.start : mention.end + more].text in places for more in (1, 2)):
        return True  # "Hong Kong", not Hong Lei
    after = doc[mention.end] if mention.end < len(doc) else None
    if (
        after is not None
        and after.pos_ == "PROPN"
        and after.ent_type_ in PERSON_LABELS
        and after.ent_iob_ == "I"
    ):
        return True  # a first name that is a surname elsewhere ("Martin Smith")
    if not mention.start:
        return False
    before = doc[mention.start - 1]
    if not before.text[:1].isupper() or before.pos_ != "PROPN" or not before.text.isalpha():
        return False
    return before.ent_type_ in PERSON_LABELS and doc[mention.start].ent_type_ in PERSON_LABELS


def find_mentions(doc: Doc, language: str, names: Iterable[Mention] | None = None) -> tuple[Mention, ...]:
    """Return all mentions of a paragraph in text order; `names`: those of `find_names`, if found already."""
    months, places = load_lexicon(language).words["months"], place_index(language)
    known = find_names(doc, language) if names is None else names
    names = [mention for mention in known if not _is_namesake(mention, doc, months, places)]
    names = list(with_bodies_named_after(doc, names, language))
    taken = frozenset(i for mention in names for i in range(mention.start, mention.end))
    return tuple(sorted([*names, *find_entities(doc, taken)], key=lambda mention: mention.start))


def _body_around(doc: Doc, mention: Mention, bodies: Container[str]) -> Mention | None:
    """Return the body in whose name a known one stands: "**Association des enseignants du Mali**"; None where
    no capital within a sentence says that it is a name.
    """
    if mention.reading != "name":
        return None
    head = _body_before(doc, mention.start, LONGEST_BODY, PHRASE_PARTS, bodies)
    if head is None or any(word.is_sent_start for word in doc[head.i : mention.start]):
        return None
    if not any(word.pos_ == "ADP" for word in doc[head.i + 1 : mention.start - 1]):
        return None
    span = doc[head.i : mention.end]
    return Mention(span.start, span.end, head.i, span.text, "entity", (), "ORG")


def _body_before(
    doc: Doc, end: int, reach: int, parts: Container[str], bodies: Container[str]
) -> Token | None:
    """Return the last noun of a body in capitals before a word, as far as only some parts of speech lie
    between.
    """
    before = (doc[i] for i in range(end - 1, max(-1, end - 1 - reach), -1))
    between = itertools.takewhile(lambda word: word.pos_ in parts, before)
    return next((word for word in between if word.lower_ in bodies and word.text[:1].isupper()), None)


def with_bodies_named_after(doc: Doc, names: Iterable[Mention], language: str) -> Iterator[Mention]:
    """Yield known names, and bodies named after one in its place: "the **Workers' Front of Ghana**" is no
    state.
    """
    words, named = load_lexicon(language).words, 0
    for mention in names:
        led, named_before, named = mention.start - 1, named, mention.end
        if led > 0 and doc[led].lower_ in words["definite"] - words["naming_prepositions"]:
            led -= 1
        head = None
        if mention.reading == "name" and led > 0 and doc[led].lower_ in words["naming_prepositions"]:
            head = _body_before(doc, led, 1 + MAX_BODY_ADJECTIVES, NAME_PARTS, words["named_bodies"])
        whole = _body_around(doc, mention, words["named_bodies"]) if head is None else None
        if whole is not None and whole.start >= named_before:
            yield whole
            continue
        first = _first_in_capitals(head, words["definite"]) if head is not None else led
        if head is None or led - first < MIN_BODY_WORDS or first < named_before:
            yield mention
            continue
        span = doc[first : mention.end]
        yield Mention(span.start, span.end, head.i, span.text, "entity", (), "ORG")


def _first_in_capitals(head: Token, articles: Container[str]) -> int:
    """Return the index of the first word of a name in capitals, its article left out, by its head."""
    doc, first = head.doc, head.i
    while first > 0 and (doc[first - 1].text[:1].isupper() or doc[first - 1].tag_ == "POS"):
        first -= 1
    while first < head.i and doc[first].lower_ in articles:
        first += 1
    return first


def find_proper_names(doc: Doc) -> tuple[Mention, ...]:
    """Return the runs of proper nouns of a paragraph as mentions of nobody known, by the tagger alone."""
    found: list[Mention] = []
    start = None
    for i in range(len(doc) + 1):
        inside = i < len(doc) and doc[i].pos_ == "PROPN"
        if inside and start is None:
            start = i
        elif not inside and start is not None:
            span = doc[start:i]
            found.append(Mention(start, i, span.root.i, span.text, "entity", (), "PERSON"))
            start = None
    return tuple(found)
