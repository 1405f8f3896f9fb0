"""Meetings that speak: a joint declaration has the meeting as its one speaker ("Cairo summit")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.places import load_places
from ..model import ActorKind
from .cleaning import BlockKind
from .grammar import children_in, prepositional
from .place_grammar import place_index

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph

AT = frozenset({"in", "at", "of", "de", "à"})
"""Prepositions between a meeting and where it is held."""


def meeting_named(token: Token, discourse: Discourse) -> Actor | None:
    """Return the meeting that a noun and a place beside it name ("the **Cairo summit**", "le sommet du
    Caire"); None where no place says which.
    """
    noun = discourse.lexicon.tables["meetings"].get(token.lower_)
    if noun is None:
        return None
    roles = discourse.language.roles
    beside = children_in(token, roles.modifier | roles.possessor)
    beside += [inner for name, inner in prepositional(token, discourse.language) if name in AT]
    for word in beside:
        place = _place_at(word, discourse)
        if place is not None:
            return discourse.describe_new(f"{place} {noun}", ActorKind.GROUP)
    return None


def meeting_of(discourse: Discourse) -> Actor | None:
    """Return the meeting that an article's headline names, whose participants then speak as one."""
    for paragraph in discourse.paragraphs[:1]:
        if paragraph.block.kind is BlockKind.HEADLINE:
            named = (meeting_named(token, discourse) for token in paragraph.doc)
            return next((meeting for meeting in named if meeting is not None), None)
    return None


def speaks_for_meeting(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return the meeting for which "the participants" or "the foreign ministers" speak, else None."""
    words = discourse.lexicon.words
    if token.lower_ not in words["attendants"] or discourse.meeting is None:
        return None
    named = [word for word in token.subtree if word.i in paragraph.covering]
    return discourse.meeting if not named or token.lower_ in discourse.lexicon.tables["meetings"] else None


def _place_at(word: Token, discourse: Discourse) -> str | None:
    """Return the English name of the place that ends or begins with a word, else None."""
    doc, index = word.doc, place_index(discourse.language.code)
    for start in range(max(0, word.i - 2), word.i + 1):
        for end in range(word.i + 1, min(len(doc), word.i + 3) + 1):
            place = load_places().get(index.get(doc[start:end].text, ""))
            if place is not None:
                return place.name
    return None
