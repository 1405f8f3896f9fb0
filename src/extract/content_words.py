"""The words of a content that give it its stance, with the conditions under which they do."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from ..model import Stance
from .clauses import is_subordinate
from .coreference import resolve
from .cues import keys_in, match_phrase
from .grammar import (
    AGAINST,
    children_in,
    find_agent,
    find_objects,
    find_possessors,
    find_subject,
    is_negated,
    is_passive,
    is_purpose,
)
from .lexicon import load_lexicon
from .named_actors import actors_within, listed_after
from .owning_states import state_of
from .sides import as_target
from .stance_groups import BLAMING, OBLIGATIONS, SUFFERED, WRONGS
from .targets import governing_predicate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from spacy.tokens import Doc, Token

    from .discourse import Discourse, Paragraph
    from .languages import Language
    from .lexicon import ContentWord
    from .sides import Side


_NONE = frozenset({"no", "any", "aucun", "aucune", "nulle"})
"""Determiners of what there is not: "has **no** intention of invading", "n'a **aucune** intention de"."""


def best_word(
    tokens: list[Token], fits: Callable[[ContentWord, Token], bool], discourse: Discourse
) -> tuple[ContentWord, Token] | None:
    """Return the content word of the first group of the lexicon that has one among some words, with where it
    stands; None if none of them fits.
    """
    best: tuple[ContentWord, Token] | None = None
    inside = {token.i for token in tokens}
    relative = discourse.language.roles.relative
    order, asides = None, dict[int, bool]()
    for token in tokens:
        for word in words_at(token, discourse):
            aside = word.stance is Stance.CONSULT or is_subordinate(token, inside, relative, asides)
            new = (aside, word.rank)
            if (order is None or new < order) and fits(word, token):
                best, order = (word, token), new
    return best


def words_at(token: Token, discourse: Discourse) -> list[ContentWord]:
    """Return the content words that begin at a token, by any of its lemmas and forms."""
    lexicon = discourse.lexicon
    kept: dict[int, list[ContentWord]] = token.doc.user_data.setdefault("content words", {})
    if token.i not in kept:
        keys, present = keys_in(token.doc, lexicon)
        seconds = _with_second_words(discourse.language.code)
        acts = token.pos_ not in {"NOUN", "PROPN", "ADV"}
        kept[token.i] = [
            word
            for key in keys[token.i]
            if acts or key not in lexicon.words["verbs_only"]
            for second, word in seconds.get(key, ())
            if (second is None or second in present) and match_phrase(token, word.words, lexicon) is not None
        ]
    return kept[token.i]


@functools.cache
def _with_second_words(language: str) -> dict[str, list[tuple[str | None, ContentWord]]]:
    """Return the content words by their first word, each with its second one: few texts have that too."""
    return {
        first: [(word.words[1] if len(word.words) > 1 else None, word) for word in same]
        for first, same in load_lexicon(language).contents.items()
    }


def threatens(token: Token, discourse: Discourse) -> bool:
    """Tell whether a word is one of force, penalties or wrongs."""
    return any(word.stance in {Stance.THREATEN, Stance.ACCUSE} for word in words_at(token, discourse))


def holds(word: ContentWord, token: Token, paragraph: Paragraph, discourse: Discourse, side: Side) -> bool:
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
    if _asks_itself(word, predicate, discourse):
        return False
    asserted = _asserted_by(word, token, predicate, discourse)
    if asserted is None or _is_judged(word, token, paragraph, discourse, side):
        return False
    predicate = asserted
    if (
        word.role == "subject"
        and word.stance in OBLIGATIONS
        and not _has_bearer(predicate, paragraph, discourse)
    ):
        return False
    if word.stance is Stance.CONSULT and is_negated(predicate, discourse.language):
        return False
    fights = word.stance is Stance.THREATEN and word.words[-1] in AGAINST
    if fights and not _names_enemy(word, token, paragraph, discourse):
        return False
    if word.person == "any":
        return True
    first = is_first_person(predicate, paragraph, discourse, side)
    if fights and not first and token == find_subject(predicate, discourse.language):
        first = not find_possessors(token, discourse.language)  # "**efforts** against X are growing": ours
    suffered = word.stance in SUFFERED and find_agent(predicate, discourse.language)
    if first and suffered and is_passive(predicate, discourse.language):
        first = False  # "**we** were attacked by X" is X's deed
    return (word.person == "first") == first


def _asserted_by(word: ContentWord, token: Token, predicate: Token, discourse: Discourse) -> Token | None:
    """Return the predicate that asserts a content word, or denies it if it is one for that; else None."""
    if word.negated == "yes":
        lacked = no_mind_to(token, discourse)
        if lacked is not None:  # "we have **no right to** give up"
            return governing_predicate(lacked.head, discourse)
        if _is_disbelieved(token, discourse):
            return predicate  # "I do **not think** that it is **right**" says that it is not
    doubted = next(_doubting_above(token, discourse), None) is not None
    if doubted or _is_putative(token, predicate):
        return None
    if word.negated == "any":
        return predicate
    negated = is_negated(token, discourse.language) or is_negated(predicate, discourse.language)
    return predicate if negated == (word.negated == "yes") else None


def _is_putative(token: Token, predicate: Token) -> bool:
    """Tell whether a "should" lays no duty on anybody: "it is outrageous that X **should** lecture us"."""
    judged = predicate.dep_ in {"ccomp", "csubj"} and predicate.head.lemma_ == "be"
    return (
        token.lower_ == "should"
        and judged
        and any(child.dep_ in {"acomp", "attr"} and child.i < token.i for child in predicate.head.children)
        and any(child.lower_ == "that" for child in predicate.children)
    )


def _names_enemy(word: ContentWord, token: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether what is fought against is somebody, and no evil such as poverty."""
    matched = match_phrase(token, word.words, discourse.lexicon) or (token,)
    return bool(listed_after(matched[-1], paragraph, discourse))


def _is_judged(
    word: ContentWord, token: Token, paragraph: Paragraph, discourse: Discourse, side: Side
) -> bool:
    """Tell whether a wrong is what somebody else condemns ("China denounced **torture**"), or condemns it."""
    language = discourse.language
    if word.stance not in WRONGS:
        return False
    if word.negated != "yes" and _blames(token, discourse) and not is_passive(token, language):
        subject = find_subject(token, language)
        return subject is not None and not is_first_person(token, paragraph, discourse, side)
    clauses = language.roles.relative | {"ccomp", "advcl"}
    for below in (token, *token.ancestors):
        above = below.head
        if below.dep_ in clauses | language.roles.conjunct | language.roles.subject or above == below:
            return False
        if above.i < token.i and _blames(above, discourse):
            return not is_passive(above, language) and not is_first_person(above, paragraph, discourse, side)
    return False


def _blames(verb: Token, discourse: Discourse) -> bool:
    """Tell whether a word is a verb that by itself condemns its object, or says that it is not so."""
    cues = discourse.lexicon.single_word_cues(verb.lemma_.lower()) if verb.pos_ == "VERB" else ()
    return any(cue.stance in BLAMING for cue in cues)


def _asks_itself(word: ContentWord, predicate: Token, discourse: Discourse) -> bool:
    """Tell whether a question is asked of nobody but oneself ("we must **ask ourselves** why")."""
    words, language = discourse.lexicon.words, discourse.language
    if word.stance not in {Stance.APPEAL, Stance.PLEDGE}:
        return False
    return any(
        verb.lemma_.lower() in words["wondering_verbs"]
        and any(child.lower_ in words["reflexive_pronouns"] for child in verb.children)
        for verb in (predicate, *children_in(predicate, language.roles.open_clause))
    )


def no_mind_to(token: Token, discourse: Discourse) -> Token | None:
    """Return the right or intention that nobody has to do what a verb says, else None."""
    nouns = discourse.lexicon.words["unreal_nouns"]
    return next((above for above in _doubting_above(token, discourse) if above.lemma_.lower() in nouns), None)


def _doubting_above(token: Token, discourse: Discourse) -> Iterator[Token]:
    """Yield what makes a word part of what is not believed ("I do not **think** that X lied"), inmost
    first.
    """
    doubts = _doubts(token.doc, discourse)
    if doubts:
        yield from (above for above in token.ancestors if above.i < token.i and above.i in doubts)


def _is_disbelieved(token: Token, discourse: Discourse) -> bool:
    """Tell whether a word stands below a verb of belief that is negated, and is not negated itself."""
    believing = discourse.lexicon.words["believing"]
    disbelieved = any(above.lemma_.lower() in believing for above in _doubting_above(token, discourse))
    return disbelieved and not is_negated(token, discourse.language)


def _doubts(doc: Doc, discourse: Discourse) -> frozenset[int]:
    """Return the positions of what doubts in a text. They are kept in the parse: every content asks again."""
    kept: dict[str, frozenset[int]] = doc.user_data
    if "doubts" not in kept:
        words, language = discourse.lexicon.words, discourse.language
        lemmas = ((token, token.lemma_.lower()) for token in doc)
        kept["doubts"] = frozenset(
            token.i
            for token, lemma in lemmas
            if (lemma in words["doubting"] and not _is_denied(token, language))
            or (lemma in words["believing"] and is_negated(token, language))
            or (lemma in words["unreal_nouns"] and _is_none(token, language))
        )
    return kept["doubts"]


def _is_denied(doubt: Token, language: Language) -> bool:
    """Tell whether there is no doubt: "there is **no** doubt that", "nobody doubts"."""
    return is_negated(doubt, language) or _has_none(doubt)


def _is_none(noun: Token, language: Language) -> bool:
    """Tell whether there is none of something: "**no** right", "do **not** have the right"."""
    held = noun.head.lemma_ in {"have", "avoir"} and noun in find_objects(noun.head, language)
    return _has_none(noun) or (held and is_negated(noun.head, language))


def _has_none(token: Token) -> bool:
    return not _NONE.isdisjoint(child.lower_ for child in token.children)


def _has_bearer(predicate: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    """Tell whether a duty's subject can bear it ("the evacuation should resume" lays none on anybody).

    A passive leaves the bearer out ("pressure must be put on X"), and so does "il faut".
    """
    subject = find_subject(predicate, discourse.language)
    if subject is None or is_passive(predicate, discourse.language) or subject.dep_.startswith("expl"):
        return True
    if discourse.is_speaking_pronoun(subject, paragraph) or subject.pos_ == "PRON":
        return True
    if subject.lemma_.lower() in discourse.lexicon.words["internal_wrongs"]:
        return True  # "the **crackdown** in X has to stop": X bears it (`answerable_for`)
    return bool(actors_within(subject, paragraph, discourse))


def is_first_person(predicate: Token, paragraph: Paragraph, discourse: Discourse, side: Side) -> bool:
    """Tell whether a predicate's subject is whoever speaks: "we", "nous", or his own state."""
    words, purposeful = discourse.lexicon.words, predicate.head.lemma_.lower()
    means = purposeful in words["resolutions"] or purposeful in words["resolve_nouns"]
    if means and is_purpose(predicate, discourse.language):
        predicate = governing_predicate(predicate.head, discourse)  # "**we** want a resolution to punish X"
    subject = find_subject(predicate, discourse.language)
    if subject is None:
        return False
    if discourse.is_speaking_pronoun(subject, paragraph):
        return True
    own = any(child.lower_ in words["first_person"] for child in subject.children)
    if own and subject.lower_ in words["state_nouns"]:
        return True  # "**our country** will not be blackmailed"
    if subject.lemma_.lower() in words["own_means"] or subject.lower_ in words["armed_forces"]:
        whose = state_of(subject, paragraph, discourse)
        owners = {whose.id, as_target(whose).id} if whose is not None else set()
        return not side.ids.isdisjoint(owners)  # "no **Russian plane** bombed X", Moscow said
    if subject.lower_ in words["state_nouns"] and not paragraph.is_quoted(subject):
        possessive = words["singular_pronouns"] | words["possessive_determiners"]
        if any(child.lower_ in possessive for child in subject.children):
            return True  # "said **his country** would help"
    pronoun = subject.pos_ == "PRON" and not paragraph.is_quoted(subject)
    if subject.i not in paragraph.covering and not pronoun:
        return False
    actor = resolve(subject, paragraph, discourse)
    return actor is not None and not side.ids.isdisjoint({actor.id, as_target(actor).id})
