"""The date of a speech act: stated beside its cue, remembered from its speaker, or bounded by the news.

An article tells the day of its news once, in its first paragraph. What is said in reaction without a day of
its own lies between the news and the publication: on the day of the news if the article appeared then or on
the next day, else within the month.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from .cleaning import BlockKind
from .dates import DAY, DateMention, add_days, find_dates, find_days_without_date, find_shifts, published_day
from .grammar import children_in, modality_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import DateBasis
    from .acts import SpeechAct
    from .discourse import Discourse, Paragraph


@dataclass(frozen=True, slots=True)
class Dating:
    """An EDTF date and what it rests on; both None when it is unknown."""

    value: str | None
    basis: DateBasis | None
    words: str | None = None
    """The article's words for it ("Tuesday"), also where they make no date for want of a publication date.
    A date that is not stated, but bounded by the publication, has none.
    """


UNKNOWN = Dating(None, None)
PERFECT_AUXILIARIES = frozenset({"has", "have", "had", "'ve", "’ve", "'d", "avait", "avaient"})
RECENT_DAYS = 10
"""A day further back than this dates one act only: what the speaker says after it is of another day."""
LEAD_WORDS = 4
"""A shorter paragraph is no lead (a name of an agency, a caption)."""
RELATIVE = frozenset({"relcl", "acl:relcl"})
CLAUSES = RELATIVE | {"ccomp", "csubj", "parataxis"}
LEAD, LAST = "*lead", "*last"
"""Keys beside the actors' ids under which `days` holds the day of the news and the day told last."""


def date_of(act: SpeechAct, discourse: Discourse, days: dict[str, Dating]) -> Dating:
    """Return when a speech act was made. `days` is the article's memory of dates, empty at first.

    An act told inside another one, or as background ("Russia has said"), lies somewhere before: unknown.
    """
    if LEAD not in days:
        days[LEAD] = days[LAST] = _lead_day(discourse)
    here = f"{act.speaker.id}@{act.paragraph.index}"
    stated = _stated_date(act, discourse, days)
    if stated is not None:
        words = _words_of(stated, act.paragraph)
        if not stated.value:
            return Dating(discourse.published, "publication" if discourse.published else None, words)
        dating = Dating(stated.value, "stated", words)
        if not act.chain:
            days[here] = dating
            if _is_recent(stated.value, discourse.published):
                days[act.speaker.id] = days[LAST] = dating
        return dating
    if act.chain or _is_background(act, discourse):
        return UNKNOWN
    if act.paragraph.block.kind is BlockKind.HEADLINE:
        return days[LEAD]
    if _is_just_past(act, discourse):
        return _reaction_day(days[LEAD], discourse)
    if here in days:
        return days[here]
    if _is_general(act, discourse):
        return UNKNOWN
    represented = discourse.represented(act.speaker)
    for key in (act.speaker.id, represented.id if represented is not None else here):
        if key in days:
            return days[key]
    introduced = _introduced_day(act, discourse)
    if introduced is not None:
        days[act.speaker.id] = introduced
        return introduced
    if _is_aside(act, discourse):
        return UNKNOWN
    return days.setdefault(here, _reaction_day(days[LEAD], discourse))


def _lead_day(discourse: Discourse) -> Dating:
    """Return the day of the article's news: stated in its first paragraph, else that of publication."""
    for paragraph in discourse.paragraphs:
        if paragraph.block.kind is BlockKind.BODY and len(paragraph.block.text.split()) >= LEAD_WORDS:
            for mention in _told_dates(paragraph, discourse):
                if _is_recent(mention.value, discourse.published):
                    return Dating(mention.value, "stated", _words_of(mention, paragraph))
            break
    if discourse.dateline is not None and discourse.dateline.date is not None:
        return Dating(discourse.dateline.date, "stated", discourse.dateline.date_words)
    return Dating(discourse.published, "publication") if discourse.published else UNKNOWN


def _introduced_day(act: SpeechAct, discourse: Discourse) -> Dating | None:
    """Return the day told by the paragraph before, where it ends in a colon that opens this one."""
    before = next((each for each in discourse.paragraphs if each.index == act.paragraph.index - 1), None)
    if before is None or not before.block.text.rstrip().endswith(":"):
        return None
    told = [each for each in _told_dates(before, discourse) if _is_recent(each.value, discourse.published)]
    return Dating(told[-1].value, "stated", _words_of(told[-1], before)) if told else None


def _words_of(mention: DateMention, paragraph: Paragraph) -> str:
    return paragraph.block.text[mention.start : mention.end]


def _told_dates(paragraph: Paragraph, discourse: Discourse) -> Iterator[DateMention]:
    """Yield the dates of what a paragraph tells itself, not in a subordinate clause or a quotation."""
    for mention in find_dates(paragraph.block.text, discourse.language.code, discourse.published):
        token = _root_of(paragraph, mention, discourse)
        if token is None or paragraph.is_quoted(token):
            continue
        if not any(above.dep_ in CLAUSES for above in _path_up(token)):
            yield mention


def _is_recent(value: str, published: str | None) -> bool:
    if len(value) != DAY:
        return False
    return published is None or len(published) < DAY or value >= add_days(published, -RECENT_DAYS)


def _reaction_day(lead: Dating, discourse: Discourse) -> Dating:
    """Return what is known of a day that nobody states: it lies between the news and the publication."""
    published, basis = discourse.published, discourse.dated_by
    if published is None or published_day(published) is None:
        return Dating(published, basis) if published else UNKNOWN
    stated = basis == "stated"  # by the dateline
    if lead.value is not None and lead.value >= add_days(published, -1):
        return Dating(lead.value, basis, lead.words if stated else None)
    filed = discourse.dateline.date_words if stated and discourse.dateline is not None else None
    return Dating(published[: len("2016-10")], basis, filed)


def _stated_date(act: SpeechAct, discourse: Discourse, days: dict[str, Dating]) -> DateMention | None:
    """Return the date in the cue's sentence, outside of what is said, that hangs nearest to the cue."""
    if act.cue is None:
        return None
    sentence = act.cue.token.sent
    said = act.content if act.mode != "performative" else ()
    best: tuple[tuple[bool, int, int], DateMention] | None = None
    for mention in _dates_in(act.paragraph, discourse, days):
        if not sentence.start_char <= mention.start < sentence.end_char:
            continue
        if any(start <= mention.start < end for start, end in said):
            continue
        token = _root_of(act.paragraph, mention, discourse)
        if token is None or _lies_ahead(token, mention, act.cue.token, discourse):
            continue
        distance = _distance(token, act.cue.token, mention, discourse)
        if distance is not None:
            within = act.cue.token in _path_up(token)
            rank = (not within, distance, _coarseness(mention.value))
            best = min(best or (rank, mention), (rank, mention), key=lambda each: each[0])
    return best[1] if best is not None else None


def _coarseness(value: str) -> int:
    """Return how many days a date may be, roughly: the fewer, the more it says."""
    return {DAY: 1, len("2016-10"): 30, len("2016"): 365}.get(len(value), 7)


def _lies_ahead(date: Token, mention: DateMention, cue: Token, discourse: Discourse) -> bool:
    """Tell whether a date is that of what will be done ("will push this week"), not of its announcement.

    A date without a year that may be yet to come is the act's own only where it hangs on the cue itself.
    """
    verb = next((token for token in _path_up(date) if token.pos_ in {"VERB", "AUX"}), None)
    if verb is None:
        return mention.may_come
    return modality_of(verb, discourse.language) == "future" or (mention.may_come and verb != cue)


def _dates_in(paragraph: Paragraph, discourse: Discourse, days: dict[str, Dating]) -> Iterator[DateMention]:
    text = paragraph.block.text
    yield from find_dates(text, discourse.language.code, discourse.published)
    if published_day(discourse.published) is None:
        yield from find_days_without_date(text, discourse.language.code, discourse.published)
    for shift in find_shifts(text, discourse.language.code):
        counted_from = days.setdefault(f"*{paragraph.index}:{shift.start}", days[LAST]).value
        if counted_from is not None and len(counted_from) >= DAY:
            yield DateMention(shift.start, shift.end, add_days(counted_from[:DAY], shift.days))
        elif published_day(discourse.published) is None:
            yield DateMention(shift.start, shift.end, "")


def _root_of(paragraph: Paragraph, mention: DateMention, discourse: Discourse) -> Token | None:
    """Return the head of a date's words; None where it describes a thing ("the November 27 agreement")."""
    span = paragraph.doc.char_span(mention.start, mention.end, alignment_mode="expand")
    if span is None or span.root.pos_ in {"VERB", "AUX"}:
        return None
    root, described = span.root, span.root.head
    describes = described.i > root.i and root.dep_ in {"compound", "nmod", "amod", "nummod", "poss"}
    if describes and described.pos_ in {"NOUN", "PROPN"} and not _is_occasion(described, discourse):
        return None
    return root


def _is_occasion(token: Token, discourse: Discourse) -> bool:
    words = discourse.lexicon.words
    return token.lemma_.lower() in words["occasions"] | words["utterances"]


def _path_up(token: Token) -> Iterator[Token]:
    """Yield a token and what it hangs on, up to the root of its sentence."""
    yield token
    while token.head != token:
        token = token.head
        yield token


def _distance(date: Token, cue: Token, mention: DateMention, discourse: Discourse) -> int | None:
    """Return how many steps a date hangs from a cue or from what governs it; None if it belongs elsewhere.

    Another verb between them ("the siege that began on Monday") owns the date, unless it tells the occasion
    of speaking ("speaking on Monday", "in an interview published on Friday"). So does a noun before a month
    or year ("the invasion of 2014"); days are told of nouns too seldom to trust the parser with them.
    """
    above: dict[int, int] = {}
    for step, token in enumerate(_path_up(cue)):
        above[token.i] = step
        if token.dep_ in RELATIVE:
            break
    for step, token in enumerate(_path_up(date)):
        if token.i in above and (token != date or token == cue):
            return step + above[token.i]
        if token == date or _is_occasion(token, discourse):
            continue
        if token.lower_ in discourse.lexicon.words["before_month"]:  # "**fin** septembre"
            continue
        if token.dep_ in {"acl", *RELATIVE} and _is_occasion(token.head, discourse):
            continue
        if (
            token.pos_ == "VERB"
            or token.dep_ in CLAUSES
            or (token.pos_ == "NOUN" and (mention.is_month or 0 < len(mention.value) < DAY))
        ):
            return None
    return None


def _is_background(act: SpeechAct, discourse: Discourse) -> bool:
    """Tell whether an act is recalled, not reported: in the English perfect, in the pluperfect, "already"."""
    if act.cue is None:
        return False
    token = act.cue.token
    auxiliaries = children_in(token, discourse.language.roles.auxiliary)
    auxiliaries += [word for each in auxiliaries for word in each.children]  # "**has** been urging"
    if PERFECT_AUXILIARIES & {word.lower_ for word in auxiliaries}:
        return True
    return any(child.lower_ in discourse.lexicon.words["recalled"] for child in token.children)


def _is_just_past(act: SpeechAct, discourse: Discourse) -> bool:
    """ "vient d'annoncer": it belongs to the news, whenever the speaker spoke before."""
    return act.cue is not None and act.cue.token.head.lemma_.lower() in discourse.lexicon.words["just_past"]


def _is_aside(act: SpeechAct, discourse: Discourse) -> bool:
    """Tell whether an act without a date is told in passing, so that it need not belong to the news.

    Such are nouns ("Trump's vow"), participles and relative clauses ("a resolution proposed by France"), what
    is told after an older date in the same paragraph, and what an English article quotes as held in general
    ("according to CNN", "claims").
    """
    if act.cue is None:
        return False
    token = act.cue.token
    if act.cue.entry.kind == "noun" and act.family != "preposition":
        return True
    if act.mode == "performative" and token.dep_ in {"acl", *RELATIVE}:
        return True
    earlier = [mention for mention in _told_dates(act.paragraph, discourse) if mention.end <= act.evidence[0]]
    if earlier and discourse.published and not earlier[-1].value.startswith(discourse.published[:7]):
        return not _is_recent(earlier[-1].value, discourse.published)
    return _is_general(act, discourse)


def _is_general(act: SpeechAct, discourse: Discourse) -> bool:
    """Tell whether an act is told as held in general, as English does in the present ("claims", "according
    to CNN").
    """
    if act.cue is None or discourse.language.code != "en" or act.mode == "direct":
        return False
    token, utterances = act.cue.token, discourse.lexicon.words["utterances"]
    written = any(child.lemma_.lower() in utterances for word in act.cue.words for child in word.children)
    return (act.family == "preposition" and not written) or token.tag_ in {"VBZ", "VBP"}
