"""Which of several places a name means: the one whose country is named beside it, else in the article.

An American namesake has to be named with its state, for the United States are in every article; a village has
to be named with its country. Else it is the usual one.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from ..knowledge.places import american_states, load_namesakes, load_places, tabled_kinds
from .place_grammar import place_index, state_or_people

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..knowledge.places import Namesake
    from .discourse import Discourse, Paragraph

SHARE = 15
"""A place of less than this part of the usual one's people needs more than an article about its country."""
OFTENER = 4
"""How much oftener than the usual one's country that of a namesake is named, to be meant."""
BEHIND = re.compile(r",? *\(?(?:in|the|au|aux|en|à|la|le|l')? *(?:the |la |le |l'|l’)?")
"""What may stand between a place and its country: "Tripoli, Lebanon", "Tripoli, au Liban"."""
WORDS = re.compile(r"[A-ZÀ-Ý][\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*")
OWNING = frozenset({"", "'s", "’s"})
LOOK_BEFORE = 6
"""Tokens before a place in which its people or country are named: "the Lebanese port city of **Tripoli**"."""


def choose_place(place_id: str, start: int, end: int, paragraph: Paragraph, discourse: Discourse) -> str:
    """Return the id of the place that a name at the tokens [start, end) means, by default `place_id`."""
    surface = paragraph.doc[start:end].text
    namesakes = load_namesakes(discourse.language.code).get(surface, ())
    if not namesakes or namesakes[0].place != place_id:
        return place_id
    state = _american_state_behind(end, paragraph)
    if state is not None:
        return next((each.place for each in namesakes if each.american_state == state), place_id)
    region = _country_of_region_behind(end, paragraph, discourse)
    for country in [region] if region else _states_beside(start, end, paragraph, discourse):
        for each in namesakes:
            if each.country == country:
                return each.place
    return _told_by_article(surface, namesakes, discourse)


def _told_by_article(surface: str, namesakes: tuple[Namesake, ...], discourse: Discourse) -> str:
    """Return the namesake of whose country the article speaks, if not of that of the usual one."""
    usual = namesakes[0]
    named = _countries(discourse)
    times = {
        each.place: named[each.country] - named[f"{each.country} as {surface}"]
        for each in namesakes
        if each.country
    }
    rivals = [each for each in namesakes[1:] if each.population * SHARE >= usual.population]
    for each in rivals:
        if each.american_state is not None:
            times[each.place] = _says(each.american_state, discourse)
    best = max(rivals, key=lambda each: times.get(each.place, 0), default=usual)
    enough = OFTENER * times.get(usual.place, 0)
    return best.place if times.get(best.place, 0) > enough else usual.place


def _says(name: str, discourse: Discourse) -> int:
    return sum(len(re.findall(rf"\b{name}\b", each.block.text)) for each in discourse.paragraphs)


def _countries(discourse: Discourse) -> Counter[str]:
    """Return how often an article names each state, by its people too, and by each capital ("libya as
    Tripoli"). It is kept in the first parse, for every place asks again.
    """
    kept = discourse.paragraphs[0].doc.user_data
    if "countries" not in kept:
        counted: Counter[str] = Counter()
        for paragraph in discourse.paragraphs:
            for mention in paragraph.mentions:
                state = state_or_people(mention)
                if state is not None:
                    counted[state.id] += 1
                    counted[f"{state.id} as {mention.text}"] += 1
        kept["countries"] = counted
    found: Counter[str] = kept["countries"]
    return found


def _offset_behind(end: int, paragraph: Paragraph) -> int | None:
    """Return where that begins which tells where a place is: "Paris, **Texas**", "Tripoli, au **Liban**"."""
    last = paragraph.doc[end - 1]
    match = BEHIND.match(paragraph.block.text, last.idx + len(last))
    return match.end() if match and match.group() else None


def _american_state_behind(end: int, paragraph: Paragraph) -> str | None:
    offset = _offset_behind(end, paragraph)
    behind = paragraph.block.text[offset:] if offset is not None else ""
    return next((name for name in american_states() if re.match(rf"{name}\b", behind)), None)


def _country_of_region_behind(end: int, paragraph: Paragraph, discourse: Discourse) -> str | None:
    """Return the country of the region that is named behind a place: "London, Ontario"."""
    offset = _offset_behind(end, paragraph)
    name = WORDS.match(paragraph.block.text, offset) if offset is not None else None
    place_id = place_index(discourse.language.code).get(name.group()) if name else None
    return load_places()[place_id].country if place_id and tabled_kinds().get(place_id) == "region" else None


def _states_beside(start: int, end: int, paragraph: Paragraph, discourse: Discourse) -> Iterator[str]:
    """Yield the states named with a place: "Tripoli, Lebanon", "Lebanon's Tripoli", "la ville libanaise de
    Tripoli".
    """
    doc, settlements = paragraph.doc, discourse.lexicon.words["settlements"]
    offset = _offset_behind(end, paragraph)
    for mention in paragraph.mentions:
        state = state_or_people(mention)
        if state is None or (mention.end > start and mention.start < end):
            continue
        if doc[mention.start].idx == offset and mention.reading == "name":
            yield state.id
        elif start - LOOK_BEFORE <= mention.start < start:
            described = any(
                token.lemma_.lower() in settlements for token in doc[max(0, mention.start - 2) : start]
            )
            if described or doc[mention.end : start].text in OWNING:
                yield state.id
