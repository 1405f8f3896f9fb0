"""Which stance a performative cue takes: condemning, calling on somebody, promising."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..knowledge.stances import load_stances
from ..model import Stance
from .content_words import threatens, words_at
from .grammar import children_in, find_objects, is_aside, is_negated, modality_of, prepositional
from .implied_targets import (
    accusers_of,
    addressee_of,
    doer_answered,
    headed,
    implied_by,
    provoked_by,
)
from .named_actors import actors_in_span
from .stance_groups import DENIED, HELPFUL, JUDGING, OBLIGATIONS, REFUSED, WRONGS
from .targets import slot_targets
from .unnamed import is_indefinite

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor, Modality, Polarity
    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .sides import Side


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


def intensity_of(stance: Stance, own: float | None = None) -> float:
    """Return the intensity that a word of the lexicon has of its own, else that of its stance, 0 to 1."""
    return own if own is not None else load_stances()[stance].intensity


def read_cue(cue: CueMatch, targets: list[Actor], discourse: Discourse, rule: str) -> StanceReading:
    """Return the stance that a performative cue itself performs."""
    language = discourse.language
    stance = cue.entry.stance or Stance.COMMENT
    objects = [word for noun in find_objects(cue.token, language) for word in noun.children]
    negated = is_negated(cue.token, language) or any(word.lower_ in {"no", "neither"} for word in objects)
    modality = modality_of(cue.token, language)
    if negated and cue.entry.words[0] in discourse.lexicon.words["excluding"]:  # "n'exclut pas"
        force = any(threatens(token, discourse) for token in cue.token.subtree)
        stance, negated, modality = (Stance.THREATEN if force else Stance.COMMENT), False, "hypothetical"
    if negated and stance in REFUSED:
        stance, negated = Stance.REJECT, False
    if stance is Stance.PLEDGE and _pledges_force(cue, discourse):
        stance = Stance.THREATEN
    if stance is Stance.APPEAL and targets and not negated and asks_to_end(cue, discourse):
        stance = Stance.DEMAND
    intensity = intensity_of(stance, cue.entry.intensity)
    return StanceReading(stance, tuple(targets), intensity, negated, modality, rule)


def _pledges_force(cue: CueMatch, discourse: Discourse) -> bool:
    """Tell whether what somebody is ready or determined to do is a use of force or a penalty ("se dit prêt
    **à frapper**").
    """
    if discourse.language.code != "fr":
        return False
    clauses = [
        clause for word in cue.words for clause in children_in(word, discourse.language.roles.open_clause)
    ]
    forms = [clause for clause in clauses if "VerbForm=Inf" in str(clause.morph) and clause.i > cue.token.i]
    return any(word.stance is Stance.THREATEN for clause in forms for word in words_at(clause, discourse))


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
    if _votes_for_penalty(cue, discourse):
        cue = replace(cue, entry=replace(cue.entry, stance=Stance.THREATEN))
    targets = slot_targets(cue, paragraph, discourse, side, quoted=False)
    if not targets and cue.entry.kind == "noun":
        following = [token for token in evidence if token.i > cue.words[-1].i]
        targets = actors_in_span(following, paragraph, discourse, side, quoted=False)
    if cue.entry.needs_actor and not targets:
        return None
    if not targets and cue.entry.stance in OBLIGATIONS:
        targets = addressee_of(cue, paragraph, discourse, side)
    targets = targets or provoked_by(cue, paragraph, discourse, side)
    if cue.entry.stance is not None and _may_imply(cue, cue.entry.stance, discourse):
        words = evidence or list(cue.token.subtree)
        targets = implied_by(cue.entry.stance, targets, words, paragraph, discourse, side)
    if not targets and cue.entry.stance in JUDGING | {Stance.DENY, Stance.REJECT}:
        targets = doer_answered(cue, paragraph, discourse, side)
    if not targets and cue.entry.stance in WRONGS:
        targets = headed(paragraph, discourse, side) or _answered(cue, paragraph, discourse, side)
    reading = read_cue(cue, targets, discourse, cue.entry.words[0])
    if reading.stance in DENIED and _names_nothing(cue, discourse):
        return None  # "although it makes **no accusation**"
    told = cue.entry.words[0] not in discourse.lexicon.words["planning_talks"]
    if told and reading.stance is Stance.CONSULT and reading.modality == "actual":
        return None  # talks that the article itself tells of ("met") are events, said by nobody
    return reading


def _names_nothing(cue: CueMatch, discourse: Discourse) -> bool:
    """Tell whether the act itself is what there is none of: "makes **no** accusation"."""
    none = discourse.lexicon.words["none_of"]
    return any(child.lower_ in none for word in cue.words[1:] for child in word.children)


def _votes_for_penalty(cue: CueMatch, discourse: Discourse) -> bool:
    """Tell whether a vote is for what is done against somebody ("voted for **sanctions** on X")."""
    votes = cue.entry.words[0] in discourse.lexicon.words["voting_verbs"]
    if not votes or cue.entry.stance is not Stance.SUPPORT:
        return False
    nouns = [noun for word in cue.words for _, noun in prepositional(word, discourse.language)]
    return any(threatens(noun, discourse) for noun in nouns)


def _answered(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return who accused a side shortly before, where it calls that a wrong without a name: "Y a dénoncé
    **une manœuvre**"; [] for an object that is known or no wrong.
    """
    if discourse.language.code != "fr":
        return []
    objects = find_objects(cue.token, discourse.language)
    return (
        accusers_of(side, paragraph, discourse)
        if any(is_indefinite(each, discourse) for each in objects)
        else []
    )


def _may_imply(cue: CueMatch, stance: Stance, discourse: Discourse) -> bool:
    """Tell whether a cue without a named target may mean somebody all the same: not where it promises harm
    ("vowed to keep attacking ships"), and no denial that is told aside or negated.
    """
    if stance in HELPFUL:
        return not any(threatens(token, discourse) for token in cue.token.subtree)
    told_aside = cue.token.dep_ in discourse.language.roles.relative
    return stance is not Stance.DENY or not (told_aside or is_negated(cue.token, discourse.language))
