"""Which actor a pronoun stands for: the nearest one that agrees with it, the subject of its paragraph
first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, ActorKind
from .descriptions import describe, describe_group, names_people, state_of
from .discourse import LOOK_BACK, STATE_LIKE
from .grammar import is_main_subject
from .places import is_place_use

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph


def resolve_pronoun(token: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool) -> Actor | None:
    """Return the actor that a third-person pronoun stands for; inside a quotation never the one who
    speaks.
    """
    words, form = discourse.lexicon.words, token.lower_
    barred = discourse.last_speaker if quoted else None
    if form in words["singular_pronouns"]:
        return _person_meant(token, paragraph, discourse, barred)
    if form in words["plural_pronouns"]:
        return collective_meant(token, paragraph, discourse, barred, plural=True)
    if form in words["neuter_pronouns"]:
        return collective_meant(token, paragraph, discourse, barred, plural=False)
    return None


def _person_meant(
    token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None
) -> Actor | None:
    gender = "f" if token.lower_ in discourse.lexicon.words["feminine"] else "m"
    speaker = discourse.last_speaker
    if barred is None:
        for earlier, i in discourse.tokens_before(paragraph, token.i):
            if earlier is not paragraph:
                break
            mention = earlier.covering.get(i)
            if mention is None or mention.head != i or paragraph.is_quoted(earlier.doc[i]):
                continue
            if is_main_subject(earlier.doc[i], discourse.language):
                actor = discourse.resolve_mention(mention)
                if actor is not None and actor.kind is ActorKind.PERSON and actor.gender in (None, gender):
                    return actor
    recent = paragraph.index - discourse.last_speaker_at <= LOOK_BACK
    agrees = speaker is not None and speaker.kind is ActorKind.PERSON and speaker.gender in (None, gender)
    if barred is None and recent and agrees:
        return speaker
    for actor in discourse.people_before(paragraph, token.i):
        if actor.gender in (None, gender) and (barred is None or actor.id != barred.id):
            return actor
    if discourse.language.code == "fr" and barred is None and speaker is not None:
        return speaker if speaker.kind in STATE_LIKE else None
    return None


def collective_meant(
    token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None, plural: bool
) -> Actor | None:
    """Return the state, organisation or group that "they" or "its" means: the nearest before it, not of
    `barred`'s side.
    """
    own = discourse.represented(barred) if barred is not None else None
    for earlier, i in discourse.tokens_before(paragraph, token.i):
        actor = _collective_at(earlier, discourse, i, plural)
        if actor is None or (own is not None and actor.id == own.id):
            continue
        if plural or actor.kind is not ActorKind.ORGANISATION:
            return actor
    return None


def _collective_at(paragraph: Paragraph, discourse: Discourse, i: int, plural: bool) -> Actor | None:
    token = paragraph.doc[i]
    if i in paragraph.covering:
        mention = paragraph.covering[i]
        if mention.head != i or (mention.reading == "demonym" and not names_people(token)):
            return None
        if is_place_use(token, paragraph, discourse):
            return None
        found = discourse.resolve_mention(mention)
        return found if found is not None and found.kind in STATE_LIKE else None
    if plural and token.lower_ in discourse.lexicon.words["group_nouns"]:
        return describe_group(token, discourse, state_of(token, paragraph, discourse))
    if token.lower_ in discourse.lexicon.words["regime_nouns"]:
        return describe(token, paragraph, discourse, speaking=False)
    return None
