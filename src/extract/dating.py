"""The date of a speech act: stated beside its cue, remembered from the speaker's last one, else the publication date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .dates import DateMention, find_dates

if TYPE_CHECKING:
    from ..model import DateBasis
    from .discourse import Discourse
    from .speech_acts import SpeechAct


@dataclass(frozen=True, slots=True)
class Dating:
    """An EDTF date and what it rests on; both None when it is unknown."""

    value: str | None
    basis: DateBasis | None


UNKNOWN = Dating(None, None)
PERFECT_AUXILIARIES = frozenset({"has", "have", "had", "'ve", "'s"})


def date_of(act: SpeechAct, discourse: Discourse, days: dict[str, Dating]) -> Dating:
    """Return when a speech act was made; `days` remembers each speaker's last stated date and is updated.

    A speech act told inside another one, or in the perfect tense ("Russia has said"), lies somewhere before: unknown.
    """
    stated = _stated_date(act, discourse)
    if stated is not None:
        dating = Dating(stated.value, "stated")
        if not act.chain:
            days[act.speaker.id] = dating
        return dating
    if act.chain or _is_background(act, discourse):
        return UNKNOWN
    if act.speaker.id in days:
        return days[act.speaker.id]
    represented = discourse.represented(act.speaker)
    if represented is not None and represented.id in days:
        return days[represented.id]
    return Dating(discourse.published, "publication") if discourse.published else UNKNOWN


def _stated_date(act: SpeechAct, discourse: Discourse) -> DateMention | None:
    """Return the date named in the cue's sentence, outside of what is said."""
    if act.cue is None:
        return None
    text, token = act.paragraph.block.text, act.cue.token
    sentence = token.sent
    found = find_dates(text, discourse.lexicon, discourse.published)
    said = act.content if act.mode != "performative" else ()
    for mention in found:
        if not (sentence.start_char <= mention.start < sentence.end_char):
            continue
        if any(start <= mention.start < end for start, end in said):
            continue
        span = act.paragraph.doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is not None and _belongs_to_cue(span.root.i, act):
            return mention
    return None


def _belongs_to_cue(i: int, act: SpeechAct) -> bool:
    """A date belongs to the cue unless another verb stands between them in the tree ("the siege that began on Monday")."""
    assert act.cue is not None
    cue = act.cue.token
    current = act.paragraph.doc[i]
    while current.head != current:
        current = current.head
        if current == cue or current in cue.ancestors:
            return True
        if current.pos_ == "VERB" and current.head != cue:
            return False
    return current == cue


def _is_background(act: SpeechAct, discourse: Discourse) -> bool:
    if act.cue is None or discourse.language.code != "en":
        return False
    auxiliaries = {child.lower_ for child in act.cue.token.children if child.dep_ == "aux"}
    return bool(auxiliaries & PERFECT_AUXILIARIES)
