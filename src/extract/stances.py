"""Which stance some words take: first-person performatives first ("we condemn"), then the content lexicon in
its order.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..knowledge.stances import load_stances
from ..model import ActorKind, Modality, Polarity, Stance
from .coreference import resolve
from .cues import CueMatch, keys_of, match_phrase
from .discourse import FLOATING_REACH
from .grammar import (
    children_in,
    find_agent,
    find_objects,
    find_subject,
    is_aside,
    is_negated,
    is_passive,
    modality_of,
    own_subject,
    prepositional,
)
from .naming import named_above, naming_of
from .targets import (
    WRONGS,
    Side,
    actors_in_span,
    actors_within,
    addressee_of,
    governing_predicate,
    harmed_by,
    held_by,
    helped_in,
    is_subordinate,
    listed_after,
    role_targets,
    slot_targets,
    spoken_of,
    vocatives,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .lexicon import ContentWord

REFUSED = frozenset({Stance.SUPPORT, Stance.AGREE, Stance.PLEDGE})
"""Friendly stances whose negation is a refusal ("we do not support")."""
OBLIGATIONS = frozenset({Stance.DEMAND, Stance.APPEAL})
"""Stances whose words lay a duty on their subject: without somebody who can bear it they are none."""
DENIED = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN})
"""Stances that somebody denies to take by their negation ("we never threatened anybody")."""
HELPFUL = frozenset({Stance.PLEDGE, Stance.SUPPORT})
"""Stances towards whom help goes to, though grammar makes a place of it."""
LOCAL = frozenset({Stance.CONCERN})
"""Stances towards the state of a place, where nobody else is named."""
SPEAKS_OF_SOMEBODY = frozenset(
    {Stance.ACCUSE, Stance.CRITICIZE, Stance.CONCERN, Stance.DEMAND, Stance.THREATEN}
)
"""Stances that are taken towards somebody: where the role of their word is empty, the content's actors are
asked.
"""


@dataclass(frozen=True, slots=True)
class StanceReading:
    """The stance that some words take, towards whom, and which rule says so."""

    stance: Stance
    targets: tuple[Actor, ...]
    intensity: float
    negated: bool
    modality: Modality
    rule: str

    @property
    def polarity(self) -> Polarity:
        """The stance's own polarity towards its target."""
        return load_stances()[self.stance].polarity


def read_cue(cue: CueMatch, targets: list[Actor], discourse: Discourse, rule: str) -> StanceReading:
    """Return the stance that a performative cue itself performs."""
    language = discourse.language
    stance = cue.entry.stance or Stance.COMMENT
    negated = is_negated(cue.token, language)
    modality = modality_of(cue.token, language)
    if negated and cue.entry.words[0] in discourse.lexicon.words["excluding"]:  # "n'exclut pas"
        force = any(_threatens(token, discourse) for token in cue.token.subtree)
        stance, negated, modality = (Stance.THREATEN if force else Stance.COMMENT), False, "hypothetical"
    if negated and stance in REFUSED:
        stance, negated = Stance.REJECT, False
    if stance is Stance.APPEAL and targets and not negated and asks_to_end(cue, discourse):
        stance = Stance.DEMAND
    intensity = cue.entry.intensity if cue.entry.intensity is not None else load_stances()[stance].intensity
    return StanceReading(stance, tuple(targets), intensity, negated, modality, rule)


def _threatens(token: Token, discourse: Discourse) -> bool:
    """Tell whether a word is one of force or penalties."""
    return any(word.stance is Stance.THREATEN for word in _content_words(token, discourse))


def asks_to_end(cue: CueMatch, discourse: Discourse) -> bool:
    """Tell whether an appeal asks somebody to stop or give up something, or to obey at once: it then demands
    ("called on X **to withdraw**", "asked for his **resignation**", "urged X to act **without delay**").
    """
    words, language = discourse.lexicon.words, discourse.language
    if cue.entry.words[0] in words["mild_appeals"]:
        return False
    bearers = [cue.token, *find_objects(cue.token, language)]
    clauses = [
        clause
        for bearer in bearers
        for clause in children_in(bearer, language.roles.open_clause | language.roles.clause)
    ]
    behind = [clause for clause in clauses if clause.i > cue.token.i and not is_aside(clause, language)]
    for clause in behind:
        if clause.lemma_.lower() in words["ending_verbs"] and not is_negated(clause, language):
            return True
    last = max((token.i for clause in behind for token in clause.subtree), default=cue.words[-1].i)
    said = cue.token.doc[cue.token.i : last + 1].text.lower()
    if any(f" {urgent}" in said for urgent in words["urgent"]):
        return True
    nouns = [noun for word in cue.words for noun in find_objects(word, language)]
    nouns += [noun for word in cue.words for _, noun in prepositional(word, language)]
    return any(noun.pos_ == "NOUN" and noun.lemma_.lower() in words["ending_nouns"] for noun in nouns)


def read_performance(
    cue: CueMatch, evidence: list[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> StanceReading | None:
    """Return what a performative cue does to whom; None where it tells an event or lacks the actor it needs.

    A noun's target may stand anywhere behind it in its `evidence` ("the vow to build ties with **X**").
    """
    targets = slot_targets(cue, paragraph, discourse, side, quoted=False)
    if not targets and cue.entry.kind == "noun":
        following = [token for token in evidence if token.i > cue.words[-1].i]
        targets = actors_in_span(following, paragraph, discourse, side, quoted=False)
    if cue.entry.needs_actor and not targets:
        return None
    if not targets and cue.entry.stance in LOCAL:
        targets = held_by(evidence or cue.token.subtree, paragraph, discourse, side)
    if not targets and cue.entry.stance in OBLIGATIONS:
        targets = addressee_of(cue, paragraph, discourse, side)
    if cue.entry.stance in HELPFUL and all(target.kind is ActorKind.GROUP for target in targets):
        targets = helped_in(evidence or cue.token.subtree, paragraph, discourse, side) or targets
    told_aside = cue.token.dep_ in discourse.language.roles.relative
    if cue.entry.stance is Stance.DENY and not told_aside and not is_negated(cue.token, discourse.language):
        targets = targets or accusers_of(side, paragraph, discourse)
    reading = read_cue(cue, targets, discourse, cue.entry.words[0])
    if reading.stance is Stance.CONSULT and reading.modality == "actual":
        return None  # talks that the article itself tells of ("met") are events, said by nobody
    return reading


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
        filter(None, (actors_within(head, paragraph, discourse, quoted=quoted, stance=Stance.CRITICIZE) for head in heads)),
        [],
    )
    own = bool(meant) and not side.without(meant)
    word = _best_word(words, lambda word, token: _fits_name(word, token, own, discourse), discourse)
    if word is None:  # "called **the crisis** the worst in years"
        rest = [*named.subtree]
        reading = read_content(rest, [], paragraph, discourse, speaker, side, quoted=quoted)
    else:
        modality = modality_of(cue.token, discourse.language)
        stance = word[0].stance
        intensity = word[0].intensity if word[0].intensity is not None else load_stances()[stance].intensity
        reading = StanceReading(stance, (), intensity, False, modality, f"content-{word[0].words[0]}")
    rule = f"named-{reading.rule.removeprefix('content-')}"
    return replace(reading, targets=tuple(side.without(meant)), rule=rule)


def _fits_name(word: ContentWord, token: Token, own: bool, discourse: Discourse) -> bool:
    """Tell whether a content word may be what somebody is called: its person and negation fit."""
    negated = is_negated(token, discourse.language)
    fits = word.person == "any" or (word.person == "first") == own
    return fits and word.negated != ("no" if negated else "yes")


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
    best = _best_word(tokens, lambda word, token: _holds(word, token, paragraph, discourse, side), discourse)
    threat = best is not None and best[0].stance is Stance.THREATEN
    pushed = threat and performative is not None and performative.stance in OBLIGATIONS  # "push to sanction X"
    if performative is not None and not pushed and (performative.targets or _is_main(performative_cue, tokens)):
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
        targets = targets or spoken_of(tokens, paragraph, discourse, side)
        return StanceReading(Stance.COMMENT, tuple(targets), 0.0, False, "actual", "comment")
    return _read_word(best[0], best[1], tokens, paragraph, discourse, side, quoted)


def _read_order(
    order: Token, stance: Stance, tokens: list[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> StanceReading:
    """Return what an order asks, of whom it calls by name."""
    called = side.without(vocatives(tokens, paragraph, discourse))
    intensity = load_stances()[stance].intensity
    return StanceReading(stance, tuple(called), intensity, False, "actual", f"order-{order.lemma_.lower()}")


def _imperative(tokens: list[Token], discourse: Discourse) -> Token | None:
    """Return the verb that begins some words as an order ("**Leave** our country!"), else None."""
    words = [token for token in tokens if not token.is_punct and not token.is_space]
    first = next((token for token in words if token.dep_ not in {"neg", "aux", "intj", "cc", "advmod"}), None)
    if first is None or first.pos_ != "VERB" or first.dep_ not in {"ROOT", "ccomp", "conj", "parataxis"}:
        return None
    bare = first.tag_ == "VB" or "Mood=Imp" in str(first.morph)
    marked = any(child.lower_ == "to" or child.dep_ == "mark" for child in first.children if child.i < first.i)
    subject = own_subject(first, discourse.language)
    led = subject is not None and subject.i < first.i
    courtesy = first.lemma_.lower() in discourse.lexicon.words["courtesies"]
    return first if bare and not marked and not led and not courtesy and len(words) > 1 else None


def _best_word(
    tokens: list[Token], fits: Callable[[ContentWord, Token], bool], discourse: Discourse
) -> tuple[ContentWord, Token] | None:
    """Return the content word of the first group of the lexicon that has one among some words, with where it
    stands; None if none of them fits.
    """
    best: tuple[ContentWord, Token] | None = None
    inside = {token.i for token in tokens}
    relative = discourse.language.roles.relative
    order = None
    for token in tokens:
        for word in _content_words(token, discourse):
            aside = word.stance is Stance.CONSULT or is_subordinate(token, inside, relative)
            new = (aside, word.rank)
            if (order is None or new < order) and fits(word, token):
                best, order = (word, token), new
    return best


def _content_words(token: Token, discourse: Discourse) -> list[ContentWord]:
    lexicon = discourse.lexicon
    return [
        word
        for key in keys_of(token, lexicon)
        for word in lexicon.contents.get(key, ())
        if match_phrase(token, word.words, lexicon) is not None
    ]


def _holds(word: ContentWord, token: Token, paragraph: Paragraph, discourse: Discourse, side: Side) -> bool:
    """Tell whether the conditions of a content word are met: negation and grammatical person."""
    predicate = governing_predicate(token, discourse)
    if token.pos_ == "PROPN" or token.i in paragraph.covering:
        return False
    if (
        word.role == "agent"
        and is_passive(predicate, discourse.language)
        and not find_agent(predicate, discourse.language)
    ):
        return False
    if word.negated != "any":
        negated = is_negated(token, discourse.language) or is_negated(predicate, discourse.language)
        if negated != (word.negated == "yes"):
            return False
    if (
        word.role == "subject"
        and word.stance in OBLIGATIONS
        and not _has_bearer(predicate, paragraph, discourse)
    ):
        return False
    if word.stance is Stance.CONSULT and is_negated(predicate, discourse.language):
        return False
    if word.person == "any":
        return True
    first = is_first_person(predicate, paragraph, discourse, side)
    suffered = word.stance in {Stance.ACCUSE, Stance.THREATEN} and find_agent(predicate, discourse.language)
    if first and suffered and is_passive(predicate, discourse.language):
        first = False  # "**we** were attacked by X" is X's deed
    return (word.person == "first") == first


def _has_bearer(predicate: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a duty's subject can bear it ("the evacuation should resume" lays none on anybody).

    A passive leaves the bearer out ("pressure must be put on X"), and so does "il faut".
    """
    subject = find_subject(predicate, discourse.language)
    if subject is None or is_passive(predicate, discourse.language) or subject.dep_.startswith("expl"):
        return True
    if discourse.is_speaking_pronoun(subject, paragraph) or subject.pos_ == "PRON":
        return True
    return bool(actors_within(subject, paragraph, discourse))


def is_first_person(predicate: Token, paragraph: Paragraph, discourse: Discourse, side: Side) -> bool:
    """Tell whether a predicate's subject is whoever speaks: "we", "nous", or his own state."""
    subject = find_subject(predicate, discourse.language)
    if subject is None:
        return False
    if discourse.is_speaking_pronoun(subject, paragraph):
        return True
    words = discourse.lexicon.words
    own = any(child.lower_ in words["first_person"] for child in subject.children)
    if own and subject.lower_ in words["state_nouns"]:
        return True  # "**our country** will not be blackmailed"
    pronoun = subject.pos_ == "PRON" and not paragraph.is_quoted(subject)
    if subject.i not in paragraph.covering and not pronoun:
        return False
    actor = resolve(subject, paragraph, discourse)
    return actor is not None and actor.id in side.ids


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
    targets = (
        side.without(listed_after(matched[-1], paragraph, discourse))
        if len(matched) > 1 and matched[-1].pos_ == "ADP"
        else []
    ) or role_targets(token, word, paragraph, discourse, side, quoted=quoted)
    if not targets and word.role != "none" and (word.stance in SPEAKS_OF_SOMEBODY or word.role == "any"):
        victims = harmed_by(token, paragraph, discourse) if word.stance in WRONGS else []
        others = Side(side.ids | {actor.id for actor in victims})
        targets = actors_in_span(tokens, paragraph, discourse, others, quoted=quoted)
    predicate = governing_predicate(token, discourse)
    if not targets and quoted and word.role != "none":
        targets = _pointed_back_at(word.stance, predicate, discourse, side)
    if word.stance in HELPFUL and all(target.kind is ActorKind.GROUP for target in targets):
        targets = helped_in(tokens, paragraph, discourse, side) or targets
    if not targets and word.stance in LOCAL:
        targets = held_by(tokens, paragraph, discourse, side)
    if not targets and word.stance is Stance.DENY:
        targets = accusers_of(side, paragraph, discourse)
    negated = word.negated != "no" and is_negated(predicate, discourse.language)
    stance = word.stance
    if negated and stance in REFUSED and word.negated == "any":
        stance = Stance.REJECT
    if stance in {Stance.REJECT, Stance.DENY}:
        negated = False  # the label already holds the negation
    intensity = word.intensity if word.intensity is not None else load_stances()[stance].intensity
    modality = modality_of(predicate, discourse.language)
    return StanceReading(stance, tuple(targets), intensity, negated, modality, f"content-{word.words[0]}")


def accusers_of(side: Side, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who accused or criticised a side shortly before, whom its denial answers; [] where nobody did."""
    accused = [discourse.accusers[own] for own in sorted(side.ids) if own in discourse.accusers]
    recent = [accuser for accuser, index in accused if paragraph.index - index <= FLOATING_REACH]
    return side.without(recent[:1])


def _pointed_back_at(stance: Stance, predicate: Token, discourse: Discourse, side: Side) -> list[Actor]:
    """Return whom "that is not true" or "this is unacceptable" mean: who was spoken of in the sentence
    before.
    """
    subject = find_subject(predicate, discourse.language)
    if subject is None or subject.lower_ not in discourse.lexicon.words["pointers"]:
        return []
    if stance is Stance.DENY and discourse.last_told is not None:
        return side.without([discourse.last_told])
    return side.without(discourse.last_targets) if stance in SPEAKS_OF_SOMEBODY | {Stance.REJECT} else []


def _first_person_cue(
    cues: list[CueMatch], paragraph: Paragraph, discourse: Discourse, side: Side
) -> CueMatch | None:
    """Return the performative whose subject is the speaker himself: "we **call on** Russia to ..."."""
    for cue in cues:
        if cue.entry.stance is None or cue.entry.kind == "noun":
            continue
        if cue.token.dep_ in discourse.language.roles.relative:
            continue  # "pressure, something that he **wanted** others to discuss"
        if is_first_person(cue.token, paragraph, discourse, side):
            return cue
    return None


def _is_main(cue: CueMatch | None, tokens: list[Token]) -> bool:
    """Tell whether a cue is the main predicate of some words: nothing in them governs it."""
    return cue is not None and cue.token.head.i not in {token.i for token in tokens} - {cue.token.i}
