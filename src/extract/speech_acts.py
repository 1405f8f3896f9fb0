"""Speech acts of an article: attributions with their speaker, cut into the units that carry one stance
each.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Stance
from .acts import Attribution, SpeechAct
from .attribution import attribute_paragraph
from .clauses import split_clauses, tokens_within
from .cleaning import BlockKind
from .contents import agreed_on, announced, read_content, read_naming
from .coreference import resolve_all
from .implied_targets import topic_of
from .interviews import find_answerers, is_told_of
from .named_actors import actors_in_span
from .retold import comment_on, contrasted, only_carries, others_reported
from .sides import Side, side_of
from .sources import source_of
from .speakers import resolve_speakers
from .stance_groups import OBLIGATIONS
from .stances import StanceReading, intensity_of, read_cue, read_performance
from .targets import slot_targets
from .told import cues_within, find_told, is_denied, is_wished

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Actor, Mode
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .quotes import Span

MIN_UNIT_WORDS = 2
MIN_COMMENT_WORDS = 6
SPEAKING = frozenset({BlockKind.HEADLINE, BlockKind.BODY})


def find_speech_acts(discourse: Discourse) -> Iterator[SpeechAct]:
    """Yield the speech acts of an article in reading order."""
    answerers = find_answerers(discourse)
    for paragraph in discourse.paragraphs:
        if paragraph.block.kind in SPEAKING:
            yield from _reported(paragraph, discourse)
        elif paragraph.block.kind is BlockKind.QUESTION:
            _take_topic(paragraph, discourse, next(iter(answerers.values()), None))
        elif paragraph.index in answerers:
            answering = answerers[paragraph.index]
            told = is_told_of(paragraph, answering, discourse)
            yield from _reported(paragraph, discourse) if told else _answered(paragraph, discourse, answering)


def _take_topic(paragraph: Paragraph, discourse: Discourse, interviewee: Actor | None) -> None:
    """Whom a question names, "they" in its answer mean."""
    own = side_of(discourse, *([interviewee] if interviewee is not None else []))
    named = actors_in_span(list(paragraph.doc), paragraph, discourse, own, quoted=False)
    if named:
        discourse.last_targets = tuple(named)


def _answered(paragraph: Paragraph, discourse: Discourse, interviewee: Actor) -> Iterator[SpeechAct]:
    everything = (0, len(paragraph.block.text))
    whole = Attribution(None, None, (everything,), everything, "direct", "interview")
    yield from _direct(whole, interviewee, 1.0, paragraph, discourse)


def _reported(paragraph: Paragraph, discourse: Discourse) -> Iterator[SpeechAct]:
    denials = {cue.token.i for cue in paragraph.cues if cue.entry.stance is Stance.DENY}
    for attribution in attribute_paragraph(paragraph, discourse.language, discourse.lexicon):
        performed = attribution.cue if attribution.mode == "performative" else None
        if performed is not None and _is_unreal(performed.token, denials, discourse):
            continue  # "X denied that Y had **accused** it"
        speakers = resolve_speakers(attribution, paragraph, discourse)
        certainty = _certainty(attribution, paragraph)
        for speaker in speakers:
            if attribution.mode == "performative":
                yield from _performed(attribution, speaker, speakers, certainty, paragraph, discourse)
            elif attribution.mode == "direct" and attribution.rule != "clause":
                yield from _direct(attribution, speaker, certainty, paragraph, discourse)
            else:
                yield from _indirect(attribution, speaker, certainty, paragraph, discourse)
        if speakers and attribution.rule not in {"performative-noun"}:
            discourse.note_speaker(speakers[0], paragraph)
    _announce_speaker(paragraph, discourse)


def _announce_speaker(paragraph: Paragraph, discourse: Discourse) -> None:
    """A paragraph that ends with a colon names who speaks in the next one ("X reacted:")."""
    if not paragraph.block.text.rstrip().endswith(":"):
        return
    for cue in reversed(cues_within(paragraph, (0, len(paragraph.block.text)))):
        source = source_of(cue, discourse.language)
        actors = resolve_all(source, paragraph, discourse, speaking=True) if source is not None else []
        if actors:
            discourse.note_speaker(actors[0], paragraph)
            return


def _certainty(attribution: Attribution, paragraph: Paragraph) -> float:
    source = attribution.source
    if source is None:
        return 0.9
    return 1.0 if source.i in paragraph.covering else 0.85


def _performed(
    attribution: Attribution,
    speaker: Actor,
    speakers: list[Actor],
    certainty: float,
    paragraph: Paragraph,
    discourse: Discourse,
) -> Iterator[SpeechAct]:
    cue = attribution.cue
    if cue is None:
        return
    side = side_of(discourse, *speakers)
    evidence = tokens_within(paragraph.doc, attribution.evidence)
    reading = read_performance(cue, evidence, paragraph, discourse, side)
    if reading is None:
        return
    reading = agreed_on(cue, reading, paragraph, discourse, speaker, side)
    reading = announced(cue, reading, paragraph, discourse, side)
    shared = (
        reading.stance in {Stance.AGREE, Stance.CONSULT}
        and cue.entry.words[0] in discourse.lexicon.words["shared_acts"]
    )
    mutual = shared or _is_mutual(paragraph, attribution.evidence, discourse)
    if len(speakers) > 1 and not reading.targets and mutual:
        reading = replace(reading, targets=tuple(other for other in speakers if other != speaker))
    _note_act(reading, speaker, paragraph, discourse)
    yield SpeechAct(
        paragraph,
        speaker,
        attribution.evidence,
        reading,
        "performative",
        cue,
        attribution.content,
        attribution.rule,
        "performative",
        certainty,
    )


def _is_unreal(verb: Token, denials: set[int], discourse: Discourse) -> bool:
    """Tell whether a performative is only denied, wished or named by a past infinitive."""
    return is_denied(verb, denials) or is_wished(verb, discourse) or _is_infinitive(verb)


def _is_infinitive(verb: Token) -> bool:
    """Tell whether a French verb is a past infinitive ("reproche à X de n'avoir pas **condamné** Y")."""
    return any(child.lower_ in {"avoir", "être"} and child.dep_.startswith("aux") for child in verb.children)


def _is_mutual(paragraph: Paragraph, evidence: Span, discourse: Discourse) -> bool:
    """Tell whether joint speakers speak of each other ("blamed **each other**", "s'accusent
    mutuellement").
    """
    text = paragraph.block.text[slice(*evidence)].lower()
    return any(f" {word}" in text for word in discourse.lexicon.words["mutual"])


def _indirect(
    attribution: Attribution, speaker: Actor, certainty: float, paragraph: Paragraph, discourse: Discourse
) -> Iterator[SpeechAct]:
    family = attribution.rule
    mode: Mode = "direct" if attribution.mode == "direct" else "indirect"
    span = attribution.content[0]
    parts = _read_parts(span, attribution, speaker, paragraph, discourse, quoted=False)
    others = others_reported(attribution, speaker, paragraph, discourse)
    if others and only_carries(attribution.cue, speaker, discourse):
        parts = []  # who only carries somebody's words says nothing (guidelines)
    elif others:
        against = contrasted(attribution, others, speaker, paragraph, discourse)
        parts = [(span, against or comment_on(others))]
    for part, reading in parts:
        evidence = attribution.evidence if len(parts) == 1 else part
        if part[0] == span[0] and attribution.evidence[0] < part[0]:
            evidence = (
                attribution.evidence[0],
                max(part[1], attribution.evidence[1] if len(parts) == 1 else part[1]),
            )
        yield SpeechAct(
            paragraph,
            speaker,
            evidence,
            reading,
            mode,
            attribution.cue,
            attribution.content,
            attribution.rule,
            family,
            certainty,
        )
        _remember_targets(reading, speaker, paragraph, discourse)
    skip = attribution.cue.words if attribution.cue is not None else ()
    cues = [cue for cue in cues_within(paragraph, span) if cue.token not in skip]
    for act in find_told(cues, speaker, paragraph, discourse, quoted=False):
        own = act.speaker == speaker
        said = any((act.reading.stance, act.reading.targets) == (r.stance, r.targets) for _, r in parts)
        pushed = any(r.stance is Stance.THREATEN and act.reading.stance in OBLIGATIONS for _, r in parts)
        words = act.cue.entry.words[0] if act.cue is not None else ""
        again = any(r.rule == f"first-person-{words}" for _, r in parts)
        if not (own and (said or pushed or again)):
            yield act


def _read_parts(
    span: Span,
    attribution: Attribution,
    speaker: Actor,
    paragraph: Paragraph,
    discourse: Discourse,
    *,
    quoted: bool,
) -> list[tuple[Span, StanceReading]]:
    """Return a content's stance, or those of its coordinated clauses where each of them takes one."""
    side = side_of(discourse, speaker)
    skip = attribution.cue.words if attribution.cue is not None else ()

    def read(part: Span) -> StanceReading:
        tokens = [token for token in tokens_within(paragraph.doc, part) if token not in skip]
        cues = [cue for cue in cues_within(paragraph, part) if cue.token not in skip]
        return read_content(tokens, cues, paragraph, discourse, speaker, side, quoted=quoted)

    if attribution.cue is not None:
        naming = read_naming(attribution.cue, paragraph, discourse, speaker, side, quoted=quoted)
        if naming is not None:
            return [(span, naming)]
    parts = split_clauses(paragraph, span, discourse.language)
    if len(parts) > 1:
        readings = [read(part) for part in parts]
        if all(reading.stance is not Stance.COMMENT for reading in readings):
            return list(zip(parts, readings, strict=True))
    tokens = tokens_within(paragraph.doc, span)
    reading = _with_cue_stance(read(span), attribution, tokens, paragraph, discourse, side, quoted=quoted)
    if attribution.cue is not None and _is_ultimatum(attribution.cue, tokens, discourse):
        meant = reading.targets or actors_in_span(tokens, paragraph, discourse, side, quoted=quoted)
        intensity = intensity_of(Stance.THREATEN)
        reading = StanceReading(
            Stance.THREATEN, tuple(meant), intensity, False, "conditional", "warned-unless"
        )
    if attribution.cue is not None and _is_feared(attribution.cue, reading, discourse):
        intensity = intensity_of(Stance.CONCERN)
        reading = replace(reading, stance=Stance.CONCERN, intensity=intensity, rule="warned-of")
    if not reading.targets and attribution.cue is not None:
        topic = topic_of(attribution.cue, paragraph, discourse, side)
        reading = replace(reading, targets=tuple(topic))
    return [(span, reading)]


def _is_ultimatum(cue: CueMatch, tokens: list[Token], discourse: Discourse) -> bool:
    """Tell whether a warning says what will come unless somebody acts ("**warned** that X would be cut off
    **unless** it paid").
    """
    words = discourse.lexicon.words
    warned = cue.entry.words[0] in words["warning_verbs"]
    return warned and any(token.lower_ in words["or_else"] for token in tokens)


def _is_feared(cue: CueMatch, reading: StanceReading, discourse: Discourse) -> bool:
    """Tell whether a warning is of what somebody may do ("**warned** that X **could** attack"): nobody asks
    for that.
    """
    may = reading.rule.removeprefix("content-") in discourse.lexicon.words["possibilities"]
    return cue.entry.words[0] in discourse.lexicon.words["warning_verbs"] and may


def _remember_targets(
    reading: StanceReading, speaker: Actor, paragraph: Paragraph, discourse: Discourse
) -> None:
    """Whom one sentence is about, "they" in the next one mean; whoever is accused may deny it."""
    if reading.targets:
        discourse.last_targets = reading.targets
    _note_act(reading, speaker, paragraph, discourse)


def _note_act(reading: StanceReading, speaker: Actor, paragraph: Paragraph, discourse: Discourse) -> None:
    if reading.stance in {Stance.ACCUSE, Stance.CRITICIZE}:
        discourse.note_accusation(speaker, reading.targets, paragraph)
    if reading.stance is Stance.CONSULT and reading.targets:
        discourse.note_meeting(reading.targets, paragraph)


def _direct(
    attribution: Attribution, speaker: Actor, certainty: float, paragraph: Paragraph, discourse: Discourse
) -> Iterator[SpeechAct]:
    discourse.last_speaker, discourse.last_speaker_at = speaker, paragraph.index
    acts = list(_sentences_said(attribution, speaker, certainty, paragraph, discourse))
    telling = [act for act in acts if act.mode != "direct" or not _tells_nothing(act.reading)]
    yield from telling or acts


def _tells_nothing(reading: StanceReading) -> bool:
    """Tell whether a sentence takes no stance and speaks of nobody: beside others it is skipped (guidelines,
    "What counts"), alone it is kept as a comment.
    """
    return reading.stance is Stance.COMMENT and not reading.targets


def _sentences_said(
    attribution: Attribution, speaker: Actor, certainty: float, paragraph: Paragraph, discourse: Discourse
) -> Iterator[SpeechAct]:
    """Yield what each sentence of somebody's words does, and what it tells of others' words."""
    family = "quote-cue" if attribution.rule.startswith("quote-cue") else attribution.rule
    for content in attribution.content:
        for unit in _units(paragraph, content):
            nested = list(find_told(cues_within(paragraph, unit), speaker, paragraph, discourse, quoted=True))
            for part, reading in _read_parts(unit, attribution, speaker, paragraph, discourse, quoted=True):
                theirs = {Stance.COMMENT, *(act.reading.stance for act in nested)}
                if reading.stance in theirs and _tells_only(nested, part):
                    reading = comment_on(act.speaker for act in nested)
                if _tells_nothing(reading) and _is_short(paragraph, part, content):
                    continue
                yield SpeechAct(
                    paragraph,
                    speaker,
                    part,
                    reading,
                    "direct",
                    attribution.cue,
                    attribution.content,
                    attribution.rule,
                    family,
                    certainty,
                )
                _remember_targets(reading, speaker, paragraph, discourse)
            yield from nested
            if nested:
                discourse.last_told = nested[-1].speaker


def _is_short(paragraph: Paragraph, part: Span, content: Span) -> bool:
    """A short sentence within a longer quotation that takes no stance towards anybody ("Literally.") is
    skipped.
    """
    return part != content and len(paragraph.block.text[slice(*part)].split()) < MIN_COMMENT_WORDS


def _tells_only(nested: list[SpeechAct], unit: Span) -> bool:
    """Tell whether a sentence does no more than report what somebody else says."""
    return any(2 * (act.evidence[1] - act.evidence[0]) > unit[1] - unit[0] for act in nested)


def _with_cue_stance(
    reading: StanceReading,
    attribution: Attribution,
    tokens: list[Token],
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
    *,
    quoted: bool,
) -> StanceReading:
    """Where the content decides nothing, the cue that reports it may ("..., he **warned**")."""
    cue = attribution.cue
    if cue is None or reading.stance is not Stance.COMMENT:
        return reading
    implied = discourse.lexicon.tables["implied_stances"].get(cue.entry.words[0])
    if cue.entry.stance is None and implied is not None:
        stance = Stance(implied)
        return replace(
            reading, stance=stance, intensity=intensity_of(stance), rule=f"cue-{cue.entry.words[0]}"
        )
    if cue.entry.stance is None:
        return reading
    targets = slot_targets(cue, paragraph, discourse, side, quoted=False)
    if cue.entry.words[0] in discourse.lexicon.words["own_deeds"]:  # "..., it said, **justifying** the raid"
        return read_cue(cue, targets, discourse, f"cue-{cue.entry.words[0]}")
    targets = (
        targets or list(reading.targets) or actors_in_span(tokens, paragraph, discourse, side, quoted=quoted)
    )
    return read_cue(cue, targets, discourse, f"cue-{cue.entry.words[0]}")


def _units(paragraph: Paragraph, content: Span) -> Iterator[Span]:
    """Yield the sentences of a content, without the white space and marks around them."""
    text = paragraph.block.text
    for sentence in paragraph.doc.sents:
        start, end = max(sentence.start_char, content[0]), min(sentence.end_char, content[1])
        while start < end and (text[start].isspace() or text[start] in "\"“”«»‘’'—–- "):
            start += 1
        while end > start and (text[end - 1].isspace() or text[end - 1] in '"“”«»,;:.—–'):
            end -= 1
        if len(text[start:end].split()) >= MIN_UNIT_WORDS:
            yield start, end
