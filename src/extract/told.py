"""Speech acts told inside others: "they say: let's talk", "France, he said, will push for sanctions"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import ActorKind, Stance
from .acts import Attribution, SpeechAct
from .clauses import clause_span
from .content_words import words_at
from .contents import read_content
from .coreference import resolve_all
from .grammar import children_in, find_clause, find_objects, modality_of
from .sides import side_of
from .sources import source_of
from .stance_groups import OBLIGATIONS
from .stances import read_performance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Actor, Mode
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .quotes import Span


MAX_TOLD = 30
"""Cues of one content that are looked into: texts that nest more are no prose, and each is read anew."""


def find_told(
    cues: list[CueMatch], outer: Actor, paragraph: Paragraph, discourse: Discourse, *, quoted: bool
) -> Iterator[SpeechAct]:
    """Yield the speech acts that a speaker reports: of others ("they say: let's talk"), or indirectly of
    himself.
    """
    side = side_of(discourse, outer)
    tellers: dict[int, Actor] = {}
    denials = {cue.token.i for cue in paragraph.cues if cue.entry.stance is Stance.DENY}
    for cue in cues[:MAX_TOLD]:
        if cue.entry.kind != "verb" or is_denied(cue.token, denials) or is_wished(cue.token, discourse):
            continue
        if orders_wrong(cue, discourse):
            continue
        source = source_of(cue, discourse.language)
        if source is None or discourse.is_speaking_pronoun(source, paragraph):
            continue
        clause = find_clause(cue.token, discourse.language)
        if cue.entry.stance is None and clause is None:
            continue
        evidence = clause_span(cue.token, source, paragraph, discourse.language)
        for speaker in resolve_all(source, paragraph, discourse, speaking=True, quoted=quoted):
            if speaker.kind is ActorKind.UNKNOWN:
                continue
            if speaker.id in side.ids:
                if not quoted:
                    attribution = Attribution(cue, source, (evidence,), evidence, "indirect", "nested")
                    yield from _inner_act(attribution, clause, outer, (), paragraph, discourse)
                continue
            if modality_of(cue.token, discourse.language) != "actual" or is_under_way(cue):
                continue
            attribution = Attribution(cue, source, (evidence,), evidence, "indirect", "nested")
            between = [tellers[above.i] for above in cue.token.ancestors if above.i in tellers]
            if speaker in between:
                continue  # "X said **he wants** ...": read as what X said
            chain = (outer, *reversed(between))
            yield from _inner_act(attribution, clause, speaker, chain, paragraph, discourse)
            tellers[cue.token.i] = speaker


def orders_wrong(cue: CueMatch, discourse: Discourse) -> bool:
    """Tell whether what somebody orders or approves is a wrong ("X **ordered the killing** of Y")."""
    if cue.entry.stance not in {Stance.DEMAND, Stance.AGREE, Stance.APPEAL, Stance.SUPPORT}:
        return False
    nouns = [noun for noun in find_objects(cue.token, discourse.language) if noun.pos_ == "NOUN"]
    return bool(nouns) and any(
        word.stance is Stance.ACCUSE and (token != cue.token or len(word.words) > 1)
        for token in (cue.token, *nouns)
        for word in words_at(token, discourse)
    )


def is_denied(token: Token, denials: set[int]) -> bool:
    """Tell whether a cue stands in what somebody denies ("X denied that Y had **accused** it"); `denials` are
    the positions of the words that deny.
    """
    for below in (token, *token.ancestors):
        if below.head.i in denials and below.head.i < token.i and below.dep_ not in {"conj", "ROOT", "root"}:
            return True  # "X denied this and **accused** Y" denies nothing of the sort
    return False


def is_wished(token: Token, discourse: Discourse) -> bool:
    """Tell whether a verb is what somebody demands or wishes ("demanded that X **recognise** Y")."""
    above = token.head
    if token.dep_ != "ccomp" or above.i > token.i:
        return False
    cues = discourse.lexicon.single_word_cues(above.lemma_.lower())
    asks = any(cue.kind == "verb" and cue.stance in OBLIGATIONS for cue in cues)
    past = any(child.lower_ in {"had", "has", "have", "a", "ont", "avait"} for child in token.children)
    return not past and (asks or above.lemma_.lower() in discourse.lexicon.words["wishing"])


def is_under_way(cue: CueMatch) -> bool:
    """ "Russia and Iran are supporting": a deed that goes on, not a speech act that somebody recalls."""
    infinitive = cue.token.tag_ == "VB" or "VerbForm=Inf" in str(cue.token.morph)
    return cue.entry.stance is not None and (infinitive or cue.token.tag_ == "VBG")


def _inner_act(
    attribution: Attribution,
    clause: Token | None,
    speaker: Actor,
    chain: tuple[Actor, ...],
    paragraph: Paragraph,
    discourse: Discourse,
) -> Iterator[SpeechAct]:
    cue = attribution.cue
    if cue is None:
        return
    side = side_of(discourse, speaker)
    mode: Mode = "performative"
    if cue.entry.stance is None and clause is not None:
        tokens = list(clause.subtree)
        content = read_content(tokens, [], paragraph, discourse, speaker, side, quoted=False)
        mode, reading = "indirect", content
        thought = cue.token.lemma_.lower() in discourse.lexicon.words["thought_verbs"]
        if chain and thought and content.stance is Stance.COMMENT and not content.targets:
            return
    else:
        performed = read_performance(cue, [], paragraph, discourse, side)
        if performed is None:
            return
        reading = performed
        if chain and not reading.targets and _means_reporter(cue, paragraph, discourse):
            [meant] = _whole_side((chain[0],), chain[0], cue, discourse)
            reading = replace(reading, targets=(meant,) if meant.id not in side.ids else ())
        elif chain and chain[0] in reading.targets and paragraph.is_quoted(cue.token):
            reading = replace(reading, targets=_whole_side(reading.targets, chain[0], cue, discourse))
    yield SpeechAct(
        paragraph,
        speaker,
        attribution.evidence,
        reading,
        mode,
        cue,
        attribution.content,
        "nested",
        "nested",
        1.0,
        chain,
    )


def _whole_side(
    targets: tuple[Actor, ...], reporter: Actor, cue: CueMatch, discourse: Discourse
) -> tuple[Actor, ...]:
    """Return the targets of what somebody did to a reporter, with his state in his place ("X refused to meet
    **us**"), unless he says "me".
    """
    alone = discourse.lexicon.words["first_person_alone"]
    if any(word.lower_ in alone for word in cue.token.subtree):
        return targets
    state = discourse.represented(reporter) or reporter
    return tuple(dict.fromkeys(state if target == reporter else target for target in targets))


def _means_reporter(cue: CueMatch, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether the object of a cue is whoever reports it ("accused **us**", "refused to meet **us**")."""
    language = discourse.language
    verbs = [cue.token, *children_in(cue.token, language.roles.open_clause)]
    objects = [noun for verb in verbs for noun in find_objects(verb, language)]
    return any(discourse.is_speaking_pronoun(noun, paragraph) for noun in objects)


def cues_within(paragraph: Paragraph, span: Span) -> list[CueMatch]:
    """Return the cues that begin within a span of a paragraph."""
    return [cue for cue in paragraph.cues if span[0] <= cue.span[0] < span[1]]
