"""Which stance some words take: first-person performatives first ("we condemn"), then orders, then the
content
lexicon in its order; and what a naming verb calls somebody.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from ..model import Stance
from .conditions import under_condition
from .content_words import best_word, holds, is_first_person, no_mind_to
from .cues import match_phrase
from .grammar import children_in, find_clause, find_objects, is_negated, is_passive, modality_of, own_subject
from .implied_targets import (
    accusers_of,
    answerable_for,
    held_by,
    implied_by,
    meeting_meant,
    pointed_back_at,
)
from .named_actors import actors_in_span, actors_within, listed_after, spoken_of, vocatives
from .naming import named_above, naming_of
from .sides import Side, identifiable
from .stance_groups import DENIED, HELPFUL, HOSTILE, LOCAL, OBLIGATIONS, REFUSED, SPEAKS_OF_SOMEBODY, WRONGS
from .stances import StanceReading, intensity_of, read_cue
from .targets import governing_predicate, harmed_by, role_targets, slot_targets, speaks_of_anybody, sufferers

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .lexicon import ContentWord

PURPOSES = frozenset({"acl", "relcl", "xcomp"})
"""Labels of an infinitive that says what a plan is for."""
PLANNED = HELPFUL | {Stance.THREATEN, Stance.REJECT}
"""Stances of what is announced that say what the announcement is, or for whom."""


def read_content(
    tokens: list[Token],
    cues: list[CueMatch],
    paragraph: Paragraph,
    discourse: Discourse,
    speaker: Actor,
    side: Side,
    *,
    quoted: bool,
) -> StanceReading:
    """Return the stance of a content: `tokens` are its words, `cues` the cues among them.

    The stance is `comment` where no word of the lexicon decides.
    """
    performative_cue = _first_person_cue(cues, paragraph, discourse, side)
    performative = None
    if performative_cue is not None:
        others = Side.of(speaker) if quoted else side
        found = slot_targets(performative_cue, paragraph, discourse, others, quoted=quoted)
        rule = f"first-person-{performative_cue.entry.words[0]}"
        performative = read_cue(performative_cue, side.without(found), discourse, rule)
        if performative.negated and performative.stance in DENIED:  # "we never accused X"
            answered = tuple(accusers_of(side, paragraph, discourse))
            performative = replace(performative, stance=Stance.DENY, targets=answered, negated=False)
    if performative is not None and not performative.targets and performative.stance in LOCAL:
        performative = replace(performative, targets=tuple(held_by(tokens, paragraph, discourse, side)))
    best = best_word(tokens, lambda word, token: holds(word, token, paragraph, discourse, side), discourse)
    threat = best is not None and best[0].stance is Stance.THREATEN
    pushed = (
        threat and performative is not None and performative.stance in OBLIGATIONS
    )  # "push to sanction X"
    if (
        performative is not None
        and not pushed
        and (performative.targets or _is_main(performative_cue, tokens))
    ):
        return performative
    order = _imperative(tokens, discourse) if quoted else None
    ends = order is not None and order.lemma_.lower() in discourse.lexicon.words["ending_verbs"]
    if order is not None and ends:
        return _read_order(order, Stance.DEMAND, tokens, paragraph, discourse, side)
    if performative is not None and (
        best is None or best[0].stance in {Stance.CONCERN, Stance.APPEAL, Stance.CONSULT}
    ):
        return performative
    if best is None and order is not None:
        return _read_order(order, Stance.APPEAL, tokens, paragraph, discourse, side)
    if best is None:
        targets = actors_in_span(tokens, paragraph, discourse, side, quoted=quoted, subjects_only=True)
        targets = identifiable(targets) or spoken_of(tokens, paragraph, discourse, side)
        met = [] if targets else meeting_meant(tokens, paragraph, discourse, side)
        if met:
            intensity = intensity_of(Stance.CONSULT)
            return StanceReading(Stance.CONSULT, tuple(met), intensity, False, "future", "meeting-meant")
        return StanceReading(Stance.COMMENT, tuple(targets), 0.0, False, "actual", "comment")
    reading = _read_word(best[0], best[1], tokens, paragraph, discourse, side, quoted)
    return under_condition(reading, tokens, paragraph, discourse, side)


def read_naming(
    cue: CueMatch, paragraph: Paragraph, discourse: Discourse, speaker: Actor, side: Side, *, quoted: bool
) -> StanceReading | None:
    """Return the stance of what somebody calls somebody or something; None for cues that name nothing."""
    found = naming_of(cue, discourse)
    if found is None:
        return None
    named, words = found
    heads = [*named_above(cue, named, discourse), named]
    meant = next(
        filter(
            None,
            (
                actors_within(head, paragraph, discourse, quoted=quoted, stance=Stance.CRITICIZE)
                for head in heads
            ),
        ),
        [],
    )
    own = bool(meant) and not side.without(meant)
    word = best_word(words, lambda word, token: _fits_name(word, token, own, discourse), discourse)
    if word is None:  # "called **the crisis** the worst in years"
        rest = [*named.subtree]
        reading = read_content(rest, [], paragraph, discourse, speaker, side, quoted=quoted)
    else:
        modality = modality_of(cue.token, discourse.language)
        stance = word[0].stance
        intensity = intensity_of(stance, word[0].intensity)
        reading = StanceReading(stance, (), intensity, False, modality, f"content-{word[0].words[0]}")
    rule = f"named-{reading.rule.removeprefix('content-')}"
    return replace(reading, targets=tuple(side.without(meant)), rule=rule)


def agreed_on(
    cue: CueMatch,
    reading: StanceReading,
    paragraph: Paragraph,
    discourse: Discourse,
    speaker: Actor,
    side: Side,
) -> StanceReading:
    """Return a performative's reading; where it agrees, with nobody named, that somebody must do or has
    done wrong, that of what is agreed on: "agreed that **X must** disarm" demands.
    """
    clause = find_clause(cue.token, discourse.language)
    if reading.stance is not Stance.AGREE or reading.targets or clause is None or clause.i < cue.token.i:
        return reading
    content = read_content(list(clause.subtree), [], paragraph, discourse, speaker, side, quoted=False)
    return content if content.stance in HOSTILE | OBLIGATIONS and content.targets else reading


def announced(
    cue: CueMatch, reading: StanceReading, paragraph: Paragraph, discourse: Discourse, side: Side
) -> StanceReading:
    """Return an announcement's reading; where a penalty or a withdrawal is what is planned, that ("announced
    plans **to leave** X"); where help is, whom it goes to.
    """
    language, plans = discourse.language, discourse.lexicon.words["unreal_nouns"]
    if reading.stance is not Stance.PLEDGE:
        return reading
    planned = [noun for noun in find_objects(cue.token, language) if noun.lemma_.lower() in plans]
    for verb in (each for noun in planned for each in children_in(noun, PURPOSES)):
        found = best_word(list(verb.subtree), lambda word, _: word.stance in PLANNED, discourse)
        if found is None or found[0].person == "other" or found[0].negated != "no":
            continue
        word, token = found
        targets = _governed(word, token, paragraph, discourse) or role_targets(
            token, word, paragraph, discourse, side, quoted=False
        )
        meant = tuple(side.without(targets))
        if word.stance in HELPFUL:
            return replace(reading, targets=meant or reading.targets)
        return replace(
            reading, stance=word.stance, targets=meant, intensity=intensity_of(word.stance, word.intensity)
        )
    return reading


def _governed(word: ContentWord, token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whom the preposition at the end of a phrase governs ("pull out of **the country**")."""
    matched = match_phrase(token, word.words, discourse.lexicon) or (token,)
    named = listed_after(matched[-1], paragraph, discourse) if matched[-1].pos_ == "ADP" else []
    below = children_in(matched[-1], discourse.language.roles.object | {"pobj"})
    return named or [actor for noun in below for actor in actors_within(noun, paragraph, discourse)]


def _fits_name(word: ContentWord, token: Token, own: bool, discourse: Discourse) -> bool:
    """Tell whether a content word may be what somebody is called: its person and negation fit."""
    negated = is_negated(token, discourse.language)
    fits = word.person == "any" or (word.person == "first") == own
    return fits and word.negated != ("no" if negated else "yes")


def _read_order(
    order: Token, stance: Stance, tokens: list[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> StanceReading:
    """Return what an order asks, of whom it calls by name."""
    called = side.without(vocatives(tokens, paragraph, discourse))
    return StanceReading(
        stance, tuple(called), intensity_of(stance), False, "actual", f"order-{order.lemma_.lower()}"
    )


def _imperative(tokens: list[Token], discourse: Discourse) -> Token | None:
    """Return the verb that begins some words as an order ("**Leave** our country!"), else None."""
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    first = next((token for token in words if token.dep_ not in {"neg", "aux", "intj", "cc", "advmod"}), None)
    if first is None or first.pos_ != "VERB" or first.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}:
        return None
    bare = first.tag_ == "VB" or "Mood=Imp" in str(first.morph)
    marked = any(
        child.lower_ == "to" or child.dep_ == "mark" for child in first.children if child.i < first.i
    )
    subject = own_subject(first, discourse.language)
    led = subject is not None and subject.i < first.i
    courtesy = first.lemma_.lower() in discourse.lexicon.words["courtesies"]
    return first if bare and not marked and not led and not courtesy and len(words) > 1 else None


def _read_word(
    word: ContentWord,
    token: Token,
    tokens: list[Token],
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
    quoted: bool,
) -> StanceReading:
    matched = match_phrase(token, word.words, discourse.lexicon) or (token,)
    leads = len(matched) > 1 and matched[-1].pos_ == "ADP"
    behind = side.without(listed_after(matched[-1], paragraph, discourse)) if leads else []
    in_role = role_targets(token, word, paragraph, discourse, side, quoted=quoted)
    targets = (in_role or behind) if word.role == "subject" else (behind or in_role)
    open_role = word.stance in SPEAKS_OF_SOMEBODY or word.role == "any"
    if not targets and word.role != "none" and open_role and not speaks_of_anybody(token, discourse):
        victims = harmed_by(token, paragraph, discourse) if word.stance in WRONGS else []
        if word.stance in WRONGS:
            victims += [victim for each in tokens for victim in sufferers(each, paragraph, discourse)]
        others = Side(side.ids | {actor.id for actor in victims})
        targets = actors_in_span(tokens, paragraph, discourse, others, quoted=quoted)
    targets = identifiable(targets)
    predicate = governing_predicate(token, discourse)
    if not targets and quoted and word.role != "none":
        targets = pointed_back_at(word.stance, predicate, paragraph, discourse, side)
    if not targets and word.stance in WRONGS | OBLIGATIONS and word.role != "none":
        targets = answerable_for(token, predicate, paragraph, discourse, side)
    targets = implied_by(word.stance, targets, tokens, paragraph, discourse, side)
    if not targets and quoted and word.stance is Stance.THREATEN and word.role != "none":
        targets = side.without(discourse.last_targets)  # "there will be no impunity": who was spoken of
    lacked = no_mind_to(token, discourse) if word.negated == "yes" else None
    negated = word.negated != "no" and (lacked is not None or is_negated(predicate, discourse.language))
    stance = word.stance
    above = predicate.head.lemma_.lower() if predicate.dep_ in discourse.language.roles.open_clause else ""
    ended = above in discourse.lexicon.words["ending_verbs"]  # "will **stop** implementing the deal"
    if stance in REFUSED and (ended or (negated and word.negated == "any")):
        stance = Stance.REJECT
    if stance in {Stance.REJECT, Stance.DENY}:
        negated = False  # the label already holds the negation
    intensity = intensity_of(stance, word.intensity)
    modality = modality_of(predicate, discourse.language)
    return StanceReading(stance, tuple(targets), intensity, negated, modality, f"content-{word.words[0]}")


def _first_person_cue(
    cues: list[CueMatch], paragraph: Paragraph, discourse: Discourse, side: Side
) -> CueMatch | None:
    """Return the performative whose subject is the speaker himself: "we **call on** Russia to ..."."""
    for cue in cues:
        if cue.entry.stance is None or cue.entry.kind == "noun":
            continue
        if cue.token.dep_ in discourse.language.roles.relative:
            continue  # "pressure, something that he **wanted** others to discuss"
        if cue.entry.stance in OBLIGATIONS and is_passive(cue.token, discourse.language):
            continue  # "we were **encouraged** by X"
        if is_first_person(cue.token, paragraph, discourse, side):
            return cue
    return None


def _is_main(cue: CueMatch | None, tokens: list[Token]) -> bool:
    """Tell whether a cue is the main predicate of some words: nothing in them governs it."""
    return cue is not None and cue.token.head.i not in {token.i for token in tokens} - {cue.token.i}
