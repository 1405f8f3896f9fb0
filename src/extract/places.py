"""Which places a statement is about, and its venue: beside its cue, or in the scene set before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import ActorKind, Place
from .clauses import tokens_within
from .grammar import GENITIVE, find_objects
from .place_grammar import as_place, governor, is_place_use, place_index
from .place_mentions import find_places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from .acts import SpeechAct
    from .discourse import Discourse, Paragraph
    from .mentions import Mention
    from .place_mentions import PlaceMention
    from .quotes import Span

__all__ = ["is_place_use", "place_index", "places_in", "venue_of"]

SUBORDINATE = frozenset({"ccomp", "relcl", "acl:relcl", "csubj"})
HELD = frozenset({"relcl", "acl:relcl", "acl"})
"""How a verb hangs on an occasion that it describes: "the speech which was delivered in Tehran"."""
SAME_PHRASE = frozenset({"appos", "conj", "compound", "flat:name", "flat:foreign"})
HOST_PREPOSITIONS = frozenset({"to", "before", "at", "à", "devant"})
"""Between speaking and the body that one speaks to."""


def venue_of(act: SpeechAct, discourse: Discourse) -> Place | None:
    """Return where a speech act was made; None unless the text tells.

    A scene once set ("speaking to the press at a hospital in Watford") holds for what the same speaker says
    next, up to the end of the paragraph, and for words quoted in the paragraph after it.
    """
    if act.cue is not None and (act.family != "nested" or act.mode != "performative"):
        said = act.content if act.mode != "performative" else ()
        for token, place in _venues(act.paragraph, discourse, said):
            if token.sent == act.cue.token.sent and _stands_beside(token, act.cue.token, discourse):
                return place
    if act.chain or act.family == "nested":
        return None
    if act.mode == "performative":
        return _filed_from(act, discourse)
    for place in _scenes(act.paragraph, act, discourse, act.evidence[0]):
        return place
    before = next((each for each in discourse.paragraphs if each.index == act.paragraph.index - 1), None)
    if act.mode == "direct" and before is not None:
        for place in _scenes(before, act, discourse, len(before.block.text)):
            return place
    return _filed_from(act, discourse)


def _filed_from(act: SpeechAct, discourse: Discourse) -> Place | None:
    """Return the place of the dateline for what the paragraph right behind it reports, else None.

    Agencies file from a bureau: a foreigner is there only if the sentence tells of an occasion ("talks").
    """
    line = discourse.dateline
    if line is None or line.place is None:
        return None
    first = next((each for each in discourse.paragraphs if each.block.start >= line.end), None)
    if first is None or first.index != act.paragraph.index:
        return None
    represented = discourse.represented(act.speaker)
    if represented is not None and represented.id == line.place.country:
        return line.place
    occasions = discourse.lexicon.words["occasions"]
    told = any(
        word.lemma_.lower() in occasions
        for sentence in act.paragraph.doc.sents
        if sentence.start_char <= act.evidence[0] < sentence.end_char
        for word in sentence
    )
    return line.place if told and act.speaker.kind is ActorKind.PERSON else None


def _venues(
    paragraph: Paragraph, discourse: Discourse, said: tuple[Span, ...]
) -> Iterator[tuple[Token, Place]]:
    """Yield the places and the bodies spoken to that a preposition makes a venue, outside of what is said."""
    kept: dict[str, list[tuple[int, int, Place | Mention]]] = paragraph.doc.user_data
    if "venues" not in kept:  # every statement asks again
        found = _possible_venues(paragraph, discourse)
        kept["venues"] = [(named.idx, token.i, venue) for named, token, venue in found]
    for offset, i, venue in kept["venues"]:
        if any(start <= offset < end for start, end in said):
            continue
        if isinstance(venue, Place):
            yield paragraph.doc[i], venue
            continue
        actor = discourse.resolve_mention(venue)
        if actor is not None and actor.kind is ActorKind.ORGANISATION:
            yield paragraph.doc[i], Place(id=actor.id, name=actor.name, name_fr=actor.name_fr)


def _possible_venues(
    paragraph: Paragraph, discourse: Discourse
) -> Iterator[tuple[Token, Token, Place | Mention]]:
    """Yield the word that names a venue, the one that the preposition governs, and the place or the body."""
    words = discourse.lexicon.words
    for found in find_places(paragraph, discourse):
        named = token = paragraph.doc[found.end - 1]
        if not found.certain:
            continue
        preposition, above = governor(token, discourse)
        if preposition in GENITIVE and above is not None and above.lemma_.lower() in words["settlements"]:
            token = above
            preposition, above = governor(token, discourse)
        visited = (
            preposition in HOST_PREPOSITIONS and above is not None and above.lemma_.lower() in words["travel"]
        )
        if preposition in words["venue_prepositions"] or visited:
            yield named, token, found.place
    for mention in paragraph.mentions:
        token = paragraph.doc[mention.head]
        preposition, above = governor(token, discourse)
        platform = token.dep_ in {"compound", "nmod"} and token.head.lemma_.lower() in words["platforms"]
        if platform or (
            preposition in HOST_PREPOSITIONS and above is not None and _hosts(mention.text, above, discourse)
        ):
            yield token, token, mention


def _hosts(name: str, above: Token, discourse: Discourse) -> bool:
    """Tell whether one speaks to a body as a guest: "speaking to the Atlantic Council", "told parliament"."""
    words = discourse.lexicon.words
    institution = any(
        word.lower() in words["institution_nouns"] | words["occasions"] for word in name.split()
    )
    return institution and above.lemma_.lower() in words["occasions"]


def _scenes(paragraph: Paragraph, act: SpeechAct, discourse: Discourse, end: int) -> Iterator[Place]:
    """Yield the venues that sentences before an offset set for the speaker of an act, the last one first."""
    set_before: list[Place] = []
    for token, place in _venues(paragraph, discourse, paragraph.quotes):
        sentence = token.sent
        if sentence.end_char > end or not _tells_of_occasion(token, discourse):
            continue
        named = [mention for mention in paragraph.mentions if sentence.start <= mention.head < sentence.end]
        actors = (discourse.resolve_mention(mention) for mention in named)
        if any(actor is not None and actor.id == act.speaker.id for actor in actors):
            set_before.append(place)
    yield from reversed(set_before)


def _tells_of_occasion(token: Token, discourse: Discourse) -> bool:
    """Tell whether a place hangs on an occasion of speaking, or on a verb that has one as its object."""
    occasions, current = discourse.lexicon.words["occasions"], token
    while current.head != current:
        below, current = current, current.head
        if current.lemma_.lower() in occasions:
            return True
        if current.pos_ in {"VERB", "AUX"}:
            return any(
                child.lemma_.lower() in occasions for child in find_objects(current, discourse.language)
            )
        if not _passes(below, current, discourse):
            return False
    return False


def _passes(below: Token, noun: Token, discourse: Discourse) -> bool:
    """Tell whether a place that hangs on a noun is where that is: "at a hospital in Watford"."""
    if noun.pos_ not in {"NOUN", "PROPN"} or below.dep_ in SAME_PHRASE or noun.ent_type_:
        return True
    words = discourse.lexicon.words
    return noun.lower_ in words["group_nouns"] or governor(noun, discourse)[0] in words["venue_prepositions"]


def _stands_beside(token: Token, cue: Token, discourse: Discourse) -> bool:
    """Tell whether a place hangs on a cue directly, or by an occasion ("before a meeting in London").

    People between them ("rebels in Aleppo said") have the place, not the speech act, unless they are met.
    """
    words, governing = discourse.lexicon.words, set(cue.ancestors)
    below, current, people = token, token, False
    while current.head != current:
        below, current = current, current.head
        occasion = current.lemma_.lower() in words["occasions"]
        people = (people or current.lemma_.lower() in words["person_nouns"]) and not occasion
        people = people or (current.lower_ in words["group_nouns"] and not occasion)
        if current == cue:
            return not people
        if current in governing:
            return occasion and not people
        if current.dep_ in HELD and current.head.lemma_.lower() in words["occasions"]:
            continue
        if current.pos_ in {"VERB", "AUX"} and (not occasion or not _shares_subject(current, discourse)):
            return False
        if not occasion and not _passes(below, current, discourse):
            return False
    return False


def _shares_subject(verb: Token, discourse: Discourse) -> bool:
    """ "as he arrived in Brussels" tells of the speaker, "when the coalition meets in Bonn" does not."""
    if verb.dep_ in SUBORDINATE:
        return False
    subjects = [child for child in verb.children if child.dep_ in discourse.language.roles.subject]
    return all(subject.pos_ == "PRON" for subject in subjects)


def places_in(act: SpeechAct, discourse: Discourse, venue: Place | None) -> tuple[Place, ...]:
    """Return the places named in a statement's evidence, each once, the venue left out."""
    represented = discourse.represented(act.speaker)
    meant = {act.speaker.id, *(target.id for target in act.reading.targets)}
    meant |= {represented.id} if represented is not None else set()
    found: dict[str, Place] = {}
    for mention in find_places(act.paragraph, discourse):
        token, place = act.paragraph.doc[mention.start], mention.place
        if not act.evidence[0] <= token.idx < act.evidence[1]:
            continue
        if _frames_only(act.paragraph.doc[mention.end - 1], act, discourse):
            continue
        if venue is not None and place.id == venue.country and _tells_where(mention, act, venue, discourse):
            continue
        if (venue is None or place.id != venue.id) and (mention.certain or place.id not in meant):
            found.setdefault(place.id, place)
    if represented is not None and _speaks_of_home(act, discourse):
        found.setdefault(represented.id, as_place(represented))
    return tuple(found.values())


def _tells_where(state: PlaceMention, act: SpeechAct, venue: Place, discourse: Discourse) -> bool:
    """Tell whether a state only says where the venue is: "in Tripoli, **Lebanon**"."""
    before = [each for each in find_places(act.paragraph, discourse) if each.end < state.start]
    between = act.paragraph.doc[before[-1].end : state.start].text if before else ""
    return bool(before) and before[-1].place.id == venue.id and between.split(" ")[0] == ","


def _frames_only(place: Token, act: SpeechAct, discourse: Discourse) -> bool:
    """Tell whether a place only says who speaks ("X, prime minister **of Iraq**, said") or when ("after the
    attack **in Nice**, X said"): the statement is not about it.
    """
    if any(start <= place.idx < end for start, end in act.content) and act.mode != "performative":
        return False
    words, current = discourse.lexicon.words, place
    while current.head != current and current.pos_ not in {"VERB", "AUX"}:
        if governor(current, discourse)[0] in words["time_prepositions"]:
            return True
        mention = act.paragraph.covering.get(current.i)
        if current != place and mention is not None:
            actor = discourse.resolve_mention(mention)
            if actor is not None and actor.id == act.speaker.id:
                return True
        current = current.head
    return False


def _speaks_of_home(act: SpeechAct, discourse: Discourse) -> bool:
    """Tell whether a speaker names his own state as a place: "the laws **in this country**"."""
    words = discourse.lexicon.words
    for start, end in act.content if act.mode == "direct" else ():
        for token in tokens_within(act.paragraph.doc, (start, end)):
            if token.lemma_.lower() in words["land_nouns"]:
                pointing = any(child.lower_ in words["home_determiners"] for child in token.children)
                if pointing and governor(token, discourse)[0] in words["locative"]:
                    return True
    return False
