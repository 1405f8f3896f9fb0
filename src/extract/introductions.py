"""People and organisations that no table knows: who is named, for whom he speaks, what a run remembers.

The words at the name tell for whom somebody speaks (`affiliations`); a table always takes precedence. What an
article introduced is returned as data (`introductions_of`), so that workers can hand it on.
"""

from __future__ import annotations

import functools
from collections import ChainMap
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING

from ..knowledge.actors import first_name_genders, load_actors, load_name_forms
from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .affiliations import read_calling
from .lexicon import read_toml
from .mentions import PERSON_LABELS
from .place_grammar import place_index
from .short_names import note_short_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from .discourse import Discourse, Paragraph
    from .mentions import Mention

MOST_LAYERS = 32
"""Of a memory: beyond this they are joined, which takes as long as there are people."""

LAST, FIRST = -1, 0
"""Where in a full name the word stands that is used alone."""

MIN_ACRONYM = 3
"""Letters that an unknown one-word organisation in capitals must have to be believed."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """For whom a person whom no table knows speaks, as one article tells it."""

    person: str
    represents: Actor


@dataclass(frozen=True, slots=True)
class RunMemory:
    """For whom unknown people speak by the articles of a run read so far. Never changes: `after` gives a new
    one.
    """

    affiliations: Mapping[str, Actor | None] = field(default_factory=lambda: MappingProxyType({}))
    """By person's id; None where two articles contradict each other."""
    layers: tuple[dict[str, Actor | None], ...] = field(default=(), repr=False, compare=False)
    """What `affiliations` show, the newest first: not all is copied for each article of a long run."""

    def after(self, introductions: Iterable[Introduction]) -> RunMemory:
        """Return the memory once another article has introduced people; contradictions are kept as None."""
        changed: dict[str, Actor | None] = {}
        for each in introductions:
            known = changed if each.person in changed else self.affiliations
            before = known.get(each.person, each.represents)
            agrees = before is not None and before.id == each.represents.id
            if not agrees or each.person not in known:
                changed[each.person] = before if agrees else None
        if not changed:
            return self
        older = self.layers or (dict(self.affiliations),)
        layers = (changed, *older) if len(older) < MOST_LAYERS else (_joined((changed, *older)),)
        return RunMemory(MappingProxyType(ChainMap(*layers)), layers)

    def agrees_with(self, answers: Mapping[str, Actor | None]) -> bool:
        """Tell whether it would give the same answers about some people (see `Discourse.remembered`)."""
        return all(self.affiliations.get(person) == answer for person, answer in answers.items())

    def about(self, texts: Iterable[str]) -> RunMemory:
        """Return what it knows of people whose last name stands in some texts: little to hand to a worker."""
        words = {word for text in texts for word in make_slug(text).split("-")}
        known = {
            person: owner
            for person, owner in _joined(self.layers or (dict(self.affiliations),)).items()
            if owner is not None and person.rpartition("-")[2] in words
        }
        return RunMemory(MappingProxyType(known))


def _joined(layers: Iterable[Mapping[str, Actor | None]]) -> dict[str, Actor | None]:
    """Return what some layers tell together; the first one that tells of a person is right."""
    found: dict[str, Actor | None] = {}
    for layer in reversed(tuple(layers)):
        found.update(layer)
    return found


def introductions_of(discourse: Discourse) -> tuple[Introduction, ...]:
    """Return whom the article itself introduced, in the order of their ids; what it only remembered is left
    out.
    """
    return tuple(
        Introduction(person, discourse.actor(owner))
        for person, owner in sorted(discourse.represents.items())
        if discourse.remembered.get(person) is None
    )


def introduce_people(discourse: Discourse, memory: RunMemory) -> None:
    """Note everybody named in full, so that surnames and descriptions can be resolved to them later."""
    known = load_actors()
    mentions = [(paragraph, mention) for paragraph in discourse.paragraphs for mention in paragraph.mentions]
    for _, mention in mentions:
        if mention.reading == "name" and len(mention.actors) == 1:
            actor = known[mention.actors[0]]
            if actor.kind is ActorKind.PERSON:
                discourse.note_full_name(mention.text, actor.id)
    # people first: a surname alone is often taken for an organisation
    for _, mention in sorted(mentions, key=lambda pair: pair[1].label not in PERSON_LABELS):
        if mention.reading == "entity":
            _introduce(mention, discourse)
    note_short_names(mentions, discourse)
    _decide_surnames(mentions, discourse)
    for paragraph, mention in mentions:
        _affiliate(mention, paragraph, discourse)
    unplaced = sorted(person for person in discourse.people if person not in discourse.represents)
    discourse.remembered = {person: memory.affiliations.get(person) for person in unplaced}
    for person, owner in discourse.remembered.items():
        if owner is not None:
            if owner.id not in known:
                discourse.people.setdefault(owner.id, owner)
            discourse.represents[person] = owner.id


def _decide_surnames(mentions: Iterable[tuple[Paragraph, Mention]], discourse: Discourse) -> None:
    """Note whom a surname alone means where the article names in full several who bear it, or somebody else
    than the tables' one.

    It is the only one named so far, of several the only one named in the same paragraph, else nobody.
    """
    in_order = [
        (paragraph.index, mention, words, _named_in_full(mention, discourse))
        for paragraph, mention in mentions
        if (words := mention.text.casefold().split())
    ]
    bearers: dict[tuple[str, int], dict[str, None]] = {}
    so_far: dict[tuple[str, int], dict[str, int]] = {}
    for _, _, words, person in in_order:
        if person is not None:
            for at in (LAST, FIRST):
                bearers.setdefault((words[at], at), {})[person] = None
    for index, mention, words, person in in_order:
        if person is not None:
            for at in (LAST, FIRST):
                so_far.setdefault((words[at], at), {})[person] = index
            continue
        key = words[0], LAST
        everybody = list(bearers.get(key, ()))
        alone = len(words) == 1 and (mention.reading == "surname" or mention.label in PERSON_LABELS)
        if len(words) == 1 and not everybody:
            key = words[0], FIRST
            everybody = [each for each in bearers.get(key, ()) if _stands_first(each, mention, discourse)]
            alone = True
        if not alone or not everybody:
            continue
        named = {each: at for each, at in so_far.get(key, {}).items() if each in everybody}
        if len(everybody) == 1 or len(named) == 1:
            discourse.decided[id(mention)] = next(iter(named or everybody))
        else:
            here = [bearer for bearer, at in named.items() if at == index]
            discourse.decided[id(mention)] = here[0] if len(here) == 1 else None


def _stands_first(person: str, mention: Mention, discourse: Discourse) -> bool:
    """Tell whether a name alone may be the first word of somebody's full name: "Park Min-jun ... **Park**",
    a family name in many languages. Of people in tables, these tell.
    """
    return person in discourse.people or person in mention.actors


def _named_in_full(mention: Mention, discourse: Discourse) -> str | None:
    """Return the id of the person whom a mention of two words or more names."""
    if " " not in bare_name(mention, discourse) or mention.reading not in {"name", "entity"}:
        return None
    person = discourse.resolve_mention(mention)
    return person.id if person is not None and person.kind is ActorKind.PERSON else None


def bare_name(mention: Mention, discourse: Discourse) -> str:
    """Return a name without the honorific before it ("M. Kutesa")."""
    words = mention.text.strip(" ,.'’").split()
    while len(words) > 1 and words[0].casefold().rstrip(".") in discourse.lexicon.words["honorifics"]:
        words = words[1:]
    return " ".join(words)


def _introduce(mention: Mention, discourse: Discourse) -> None:
    if not _is_actor_like(mention, discourse):
        return
    kind = ActorKind.PERSON if mention.label in PERSON_LABELS else ActorKind.ORGANISATION
    name = bare_name(mention, discourse)
    if kind is ActorKind.PERSON and len(name.split()) < 2:
        return
    actor_id = make_slug(name)
    if not actor_id or actor_id in load_actors():
        return
    if kind is ActorKind.PERSON:
        known = spelt_otherwise(name)
        discourse.note_full_name(name, known or actor_id)
        if known is not None:
            discourse.spellings[actor_id] = known
            return
    gender = first_name_genders().get(name.split()[0]) if kind is ActorKind.PERSON else None
    discourse.people.setdefault(actor_id, Actor(id=actor_id, name=name, kind=kind, gender=gender))


def _affiliate(mention: Mention, paragraph: Paragraph, discourse: Discourse) -> None:
    """Note what the words at a name tell of a person: titles, gender, and of an unknown one for whom he
    speaks.
    """
    if mention.reading not in {"entity", "surname", "name"}:
        return
    person = discourse.resolve_mention(mention)
    if person is None or person.kind is not ActorKind.PERSON:
        return
    calling = read_calling(mention, paragraph, discourse)
    if calling is None:
        return
    for i in calling.at:
        discourse.called.setdefault((paragraph.index, i), person.id)
    discourse.titles.setdefault(person.id, set()).update(calling.titles)
    if calling.role is not None:
        discourse.roles.setdefault(person.id, calling.role)
    if person.id not in discourse.people:
        return
    if person.gender is None and calling.gender is not None:
        discourse.people[person.id] = Actor(
            id=person.id, name=person.name, kind=person.kind, gender=calling.gender
        )
    if calling.owner is not None and calling.owner.id != person.id:
        discourse.represents.setdefault(person.id, calling.owner.id)


def _is_actor_like(mention: Mention, discourse: Discourse) -> bool:
    """An unknown one-word organisation is believed when it is an acronym or named more than once, and no
    place.
    """
    if mention.label in PERSON_LABELS or len(mention.text.split()) > 1:
        return True
    if mention.text.casefold() in discourse.surnames:
        return False
    if mention.text in place_index(discourse.language.code):
        return False
    times = sum(other.text == mention.text for each in discourse.paragraphs for other in each.mentions)
    return (mention.text.isupper() and len(mention.text) >= MIN_ACRONYM) or times > 1


def spelt_otherwise(name: str) -> str | None:
    """Return the tabled person whose name this is in another spelling, None if nobody's or several people's.

    The family name must be the same without accents and hyphens, the first name one of its transliterations
    (`lexicons/first_names.toml`); middle names may be left out. A surname alone never suffices.

    >>> spelt_otherwise("Serguei Lavrov"), spelt_otherwise("Igor Lavrov")
    ('sergey-lavrov', None)
    """
    words = make_slug(name).split("-")
    if len(words) < 2:
        return None
    found = {
        person
        for first in _same_first_name(words[0])
        for person, middle in _full_names().get((first, words[-1]), ())
        if set(middle) <= set(words[1:-1]) or set(words[1:-1]) <= set(middle)
    }
    return found.pop() if len(found) == 1 else None


@functools.cache
def _full_names() -> Mapping[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]]:
    """Return people and the middle words of their names by first and last word, as slugs have them."""
    known = load_actors()
    names: dict[tuple[str, str], dict[tuple[str, tuple[str, ...]], None]] = {}
    for language in ("en", "fr"):
        for form in load_name_forms(language):
            words = make_slug(form.surface).split("-")
            is_full = form.reading == "name" and known[form.actor_id].kind is ActorKind.PERSON
            if is_full and len(words) > 1:
                names.setdefault((words[0], words[-1]), {})[form.actor_id, tuple(words[1:-1])] = None
    return {ends: tuple(found) for ends, found in names.items()}


def _same_first_name(first: str) -> Iterator[str]:
    found = {first}
    for spellings in _first_names():
        if first in spellings:
            found |= spellings
    yield from sorted(found)


@functools.cache
def _first_names() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(spellings) for spellings in read_toml("first_names.toml")["spellings"])
