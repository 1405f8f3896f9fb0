"""LABELS -> PEOPLE: whom a transcript's label names, by name, initials or office.

What cannot be told is None, never a guess: an office ("MINISTER:") is resolved only where one person named in
the headline or the introduction holds it.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, load_name_forms
from ..knowledge.offices import offices_of
from ..knowledge.tables import make_slug, strip_accents
from ..model import Actor, ActorKind
from .lexicon import load_lexicon
from .presented_people import offices_pattern, people_introduced, title_beside
from .turn_labels import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .discourse import Discourse
    from .presented_people import Named


def find_named(label: str, discourse: Discourse) -> Actor | None:
    """Return whom tables or article know by the name in a label; None for initials and offices alone."""
    office, name = read_label(label, discourse.language.code)
    return _by_name(name, _roles_of(office, discourse), discourse) if name else None


def find_labelled(label: str, discourse: Discourse) -> Actor | None:
    """Return whom a label names ("MR. MILLER", "JMA", "THE PRESIDENT"), None where that is not sure."""
    office, name = read_label(label, discourse.language.code)
    roles = _roles_of(office, discourse)
    if office is not None and name.casefold().startswith(_links(discourse.language.code)):
        known = _by_name(name.split()[-1], roles, discourse)
        if known is not None:
            return known
        name = ""
    if name:
        return (
            _by_name(name, roles, discourse)
            or _by_initials(name, discourse)
            or _unknown(name, label, discourse)
        )
    if office is None:
        return None
    holders = {
        each.actor.id: each.actor
        for each in people_introduced(discourse)
        if _holds(each.actor, roles, discourse) or _is_called(each, office, roles, discourse)
    }
    return next(iter(holders.values())) if len(holders) == 1 else None


def read_label(label: str, language: str) -> tuple[str | None, str]:
    """Return the office in a label, in lower case, and the name without titles; "" where it has none."""
    match = offices_pattern(language).search(label)
    if match is not None:
        return match[0].casefold(), label[match.end() :].strip(" .")
    return None, _titles(language).sub("", label, count=1).strip(" .")


def _by_name(name: str, roles: frozenset[str], discourse: Discourse) -> Actor | None:
    """Return the person of a name or surname: of the article, else the only one in office on its date."""
    known = load_actors()
    full, surnames = _known_people(discourse.language.code)
    key = strip_accents(name).casefold()
    if len(full.get(key, ())) == 1:
        return known[full[key][0]]
    if make_slug(name) in discourse.people:
        return discourse.actor(make_slug(name))
    words = name.casefold().split()
    in_office = [
        known[person]
        for person in surnames.get(key, ())
        if (offices := offices_of(person, discourse.published))
        and (not roles or any(office.role in roles for office in offices))
    ]
    met = discourse.surnames.get(words[-1])
    if met is not None:
        actor = discourse.actor(met)
        first = actor.name.casefold().split()[0]
        is_other = len(words) > 1 and words[0] != first and words[0].strip(".") != first[0]
        if is_other and len(surnames.get(key, ())) == 0:
            return None
        is_better = roles and len(in_office) == 1 and met in known and not _holds(actor, roles, discourse)
        return in_office[0] if is_better else actor
    return in_office[0] if len(in_office) == 1 else None


def _by_initials(name: str, discourse: Discourse) -> Actor | None:
    """Return the one person of the article with these initials: "J.-M. A." is Jean-Marc Ayrault."""
    letters = re.sub(r"[\W\d_]", "", name)
    if not (2 <= len(letters) <= 4 and re.fullmatch(r"(?:[^\W\d_]\.?[ -]?)+", name) and letters.isupper()):
        return None
    people = {each.actor.id: each.actor for each in people_introduced(discourse)}
    people |= {actor.id: actor for actor in map(discourse.actor, discourse.surnames.values())}
    fitting = [actor for actor in people.values() if letters in _initials(actor.name)]
    return fitting[0] if len(fitting) == 1 else None


def _initials(name: str) -> set[str]:
    words = re.split(r"[\s-]+", strip_accents(name))
    return {
        "".join(word[0] for word in words if word).upper(),
        "".join(word[0] for word in words if word[:1].isupper()),
    }


def _unknown(name: str, label: str, discourse: Discourse) -> Actor | None:
    """Return somebody whom only a label names: in full, or by surname with a form of address or an office."""
    words = name.split()
    if len(words) < 2 and len(name) == len(label.strip(" .")):
        return None
    if any(len(re.sub(r"\W", "", word)) < 2 for word in words):
        return None
    name = name.title() if name.isupper() else name
    actor_id = make_slug(name)
    if not actor_id or actor_id in load_actors():
        return None
    return discourse.people.setdefault(actor_id, Actor(id=actor_id, name=name, kind=ActorKind.PERSON))


def _roles_of(office: str | None, discourse: Discourse) -> frozenset[str]:
    return frozenset(discourse.lexicon.tables["label_offices"].get(office or "", "").split())


def _holds(actor: Actor, roles: frozenset[str], discourse: Discourse) -> bool:
    if actor.id in discourse.people:
        return False
    return any(office.role in roles for office in offices_of(actor.id, discourse.published))


def _is_called(named: Named, office: str, roles: frozenset[str], discourse: Discourse) -> bool:
    """Tell whether an introduction ties a name to an office: "the minister, **X**", "**X**, spokesman of"."""
    found = {
        match[0].casefold()
        for match in offices_pattern(discourse.language.code).finditer(title_beside(named))
    }
    return any(each == office or bool(roles & _roles_of(each, discourse)) for each in found)


@cache
def _links(language: str) -> tuple[str, ...]:
    words = sorted(load_lexicon(language).words["label_links"])
    return tuple(word if word.endswith("'") else f"{word} " for word in words)


@cache
def _titles(language: str) -> re.Pattern[str]:
    words = load_lexicon(language).words
    return re.compile(rf"^(?:{any_of(words['label_titles'])})(?:\. ?| )(?=\S)", re.IGNORECASE)


@cache
def _known_people(language: str) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Return the people of the tables by full name and by surname, without accents and in lower case."""
    full: dict[str, dict[str, None]] = {}
    surnames: dict[str, dict[str, None]] = {}
    for form in load_name_forms(language):
        if load_actors()[form.actor_id].kind is not ActorKind.PERSON:
            continue
        index = {"name": full, "surname": surnames}.get(form.reading)
        if index is not None:
            index.setdefault(strip_accents(form.surface).casefold(), {})[form.actor_id] = None
    return (
        {surface: tuple(people) for surface, people in full.items()},
        {surface: tuple(people) for surface, people in surnames.items()},
    )
