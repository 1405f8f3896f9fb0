"""Contents that tell what others say: the reporter comments on them, or speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import organisation_types
from ..model import Stance
from .contents import read_content
from .coreference import resolve_all
from .grammar import find_clause, find_subject, modality_of
from .sides import as_target, side_of
from .sources import source_of
from .stance_groups import HOSTILE
from .stances import StanceReading
from .told import cues_within, is_under_way, orders_wrong

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Token

    from ..model import Actor
    from .acts import Attribution
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph


def others_reported(
    attribution: Attribution, speaker: Actor, paragraph: Paragraph, discourse: Discourse
) -> list[Actor]:
    """Return whose speech act a content is ("X rejected the offer, **the ministry said**"): its stance is
    theirs, and the reporter only speaks of them. [] where it is nobody else's.
    """
    head = _head_of_content(attribution, discourse)
    own = side_of(discourse, speaker)
    for cue in cues_within(paragraph, attribution.content[0]):
        if cue.token != head or cue.entry.kind != "verb":
            continue
        if is_under_way(cue) or orders_wrong(cue, discourse):
            continue
        if modality_of(cue.token, discourse.language) != "actual":
            continue
        source = source_of(cue, discourse.language)
        found = resolve_all(source, paragraph, discourse, speaking=True) if source is not None else []
        return [] if any({actor.id, as_target(actor).id} & own.ids for actor in found) else found
    return []


def only_carries(cue: CueMatch | None, actor: Actor, discourse: Discourse) -> bool:
    """Tell whether a newspaper, a broadcaster or a news agency only carries somebody's words ("Reuters
    **reported** that X had said"): what it reveals or alleges is its own.
    """
    carrying = discourse.lexicon.words["carrying_verbs"]
    if cue is not None and cue.entry.kind == "verb" and cue.entry.words[0] not in carrying:
        return False
    name = actor.name.casefold().removeprefix("the ")
    return organisation_types().get(actor.id) == "media" or name in discourse.lexicon.words["outlets"]


def _head_of_content(attribution: Attribution, discourse: Discourse) -> Token | None:
    if attribution.cue is None or attribution.source is None:
        return None
    if attribution.rule == "preposition":
        return attribution.source.sent.root
    return find_clause(attribution.cue.token, discourse.language)


def contrasted(
    attribution: Attribution, others: list[Actor], speaker: Actor, paragraph: Paragraph, discourse: Discourse
) -> StanceReading | None:
    """Return what a speaker sets against the words of those whom he reports ("said X claimed to want peace
    **when it bombs Y**"), if that is hostile to them.
    """
    head, side = _head_of_content(attribution, discourse), side_of(discourse, speaker)
    asides = [word for word in head.subtree if word.dep_.startswith("advcl")] if head is not None else []
    for clause in asides:
        if head is None or clause.i < head.i or find_subject(clause, discourse.language) is None:
            continue
        reading = read_content(list(clause.subtree), [], paragraph, discourse, speaker, side, quoted=False)
        if reading.stance in HOSTILE and any(target in others for target in reading.targets):
            return reading
    return None


def comment_on(tellers: Iterable[Actor]) -> StanceReading:
    """Return the comment that reporting somebody's words is; the stance in those words is not the
    reporter's.
    """
    each = {teller.id: teller for teller in tellers}
    return StanceReading(Stance.COMMENT, tuple(each.values()), 0.0, False, "actual", "tells")
