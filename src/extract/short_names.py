"""Short forms of what an article names in full: acronyms ("the Workers' Front of Ghana ... the **WFG**") and
names cut short ("the **Workers' Front**").

What an article introduces means itself there, whatever the tables call so.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..model import ActorKind
from .mentions import proper_nouns

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .discourse import Discourse, Paragraph
    from .mentions import Mention

MIN_ACRONYM = 2
"""Letters of an acronym."""
MIN_SHORT_NAME = 2
"""Words of a name cut short: one word alone ("the Front") may be anybody's."""


def note_short_names(mentions: Iterable[tuple[Paragraph, Mention]], discourse: Discourse) -> None:
    """Note whom each short form means that the article introduced: of mentions in `discourse.decided`, of
    names that the recogniser missed in `discourse.called`.
    """
    found = list(mentions)
    full = _named_in_full(found, discourse)
    bodies: dict[str, dict[str, None]] = {}
    for name, body in full.items():
        for letters in _initials(name):
            bodies.setdefault(letters, {})[body] = None
    for (_, before), (paragraph, mention) in pairwise(found):
        explained, acronym = full.get(before.text.casefold()), _letters(mention.text)
        if not explained or not acronym or not _in_brackets_behind(before, mention, paragraph):
            continue
        own = explained not in load_actors() and acronym in _initials(before.text)
        if mention.reading == "entity" or own:
            bodies[acronym] = {explained: None}
            discourse.decided[id(mention)] = explained
    for _, mention in found:
        acronym = _letters(mention.text)
        if mention.reading == "entity":
            meant = list(bodies.get(acronym, ())) if acronym else _beginning_with(mention, full)
            if len(meant) == 1:
                discourse.decided[id(mention)] = meant[0]
    _note_missed_names(bodies, discourse)


def _note_missed_names(bodies: Mapping[str, Mapping[str, None]], discourse: Discourse) -> None:
    people: dict[str, dict[str, None]] = {}
    for person in discourse.people.values():
        words = person.name.casefold().split() if person.kind is ActorKind.PERSON else []
        for word in words[:1] + words[-1:]:
            people.setdefault(word, {})[person.id] = None
    for paragraph in discourse.paragraphs:
        for i in proper_nouns(paragraph.doc):
            token = paragraph.doc[i]
            if i in paragraph.covering or not token.text[:1].isupper():
                continue
            acronym = _letters(token.text)
            meant = list(bodies.get(acronym, ()) if acronym else people.get(token.lower_, ()))
            if len(meant) == 1:
                discourse.called.setdefault((paragraph.index, token.i), meant[0])


def _named_in_full(found: Iterable[tuple[Paragraph, Mention]], discourse: Discourse) -> dict[str, str]:
    """Return the ids of the organisations that the article names in several words, by their names."""
    full: dict[str, str] = {}
    for _, mention in found:
        if " " not in mention.text or mention.reading not in {"name", "entity"}:
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None and actor.kind in {ActorKind.ORGANISATION, ActorKind.ARMED_GROUP}:
            full[mention.text.casefold()] = actor.id
    return full


def _letters(name: str) -> str | None:
    """Return an acronym in lower case and without its full stops; None of any other name."""
    letters = name.replace(".", "")
    return letters.casefold() if letters.isupper() and len(letters) >= MIN_ACRONYM else None


def _initials(name: str) -> tuple[str, ...]:
    """Return the acronyms that a name may have: with the first letters of its little words and without."""
    words = [word for word in name.replace("-", " ").replace("’", "'").split() if word[0].isalpha()]
    return (
        "".join(word[0] for word in words).casefold(),
        "".join(word[0] for word in words if len(word) > 3).casefold(),
    )


def _in_brackets_behind(before: Mention, mention: Mention, paragraph: Paragraph) -> bool:
    """Tell whether a mention stands in brackets right behind another: "the Workers' Front (**WFG**)"."""
    opening = paragraph.doc[before.end : mention.start].text
    closing = paragraph.doc[mention.end : mention.end + 1].text
    return 0 < mention.start - before.end <= 2 and opening.endswith("(") and closing == ")"


def _beginning_with(mention: Mention, full: dict[str, str]) -> list[str]:
    """Return the organisations whose longer names a mention of several words begins."""
    name = mention.text.casefold()
    if len(name.split()) < MIN_SHORT_NAME or not mention.text.isascii():
        return []
    return list(dict.fromkeys(body for longer, body in full.items() if longer.startswith(f"{name} ")))
