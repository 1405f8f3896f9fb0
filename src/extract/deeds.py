"""Whose deed a noun means that names nobody: "condemned **the attack**", "such a **decision** is a mistake".

The deed was told before, with who did it: as a noun with its doer ("Turkish **strikes**"), as a verb ("Turkey
**bombed** ..."), or as the object of a verb of doing ("Turkey launched an **operation**"). The nearest
counts.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..errors import KnowledgeError
from ..knowledge.actors import organisation_types
from ..model import ActorKind
from .coreference import resolve_all, resolve_named
from .grammar import (
    AGENTIVE,
    GENITIVE,
    children_in,
    find_agent,
    find_subject,
    is_negated,
    is_passive,
    prepositional,
)
from .lexicon import read_toml
from .places import is_place_use

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .languages import Language

ACTING = frozenset({ActorKind.PERSON, ActorKind.STATE, ActorKind.ORGANISATION})
"""Who decides and announces."""
LEAD = 3
"""Paragraphs at the head of an article, headline included, that tell what it is about: a deed that the
paragraphs right before do not tell is looked for there.
"""


@dataclass(frozen=True, slots=True)
class Deeds:
    """The deeds of one language: the kinds of deed that each noun and each verb (lemmas) may tell of."""

    nouns: Mapping[str, frozenset[int]]
    verbs: Mapping[str, frozenset[int]]
    doing: frozenset[str]
    """Verbs that only say that a deed is done."""
    generic: frozenset[int]
    """Kinds that fit every deed: "the decision"."""
    harmful: frozenset[int]
    """Kinds that are done to somebody."""


@functools.cache
def load_deeds(language: str) -> Deeds:
    """Return the deeds of a language code; raises KnowledgeError where the file is malformed."""
    table = read_toml(language, "deeds.toml")
    nouns: dict[str, set[int]] = {}
    verbs: dict[str, set[int]] = {}
    marked: dict[str, set[int]] = {"generic": set(), "harmful": set()}
    for kind, group in enumerate(table.get("deed", ())):
        if not group.get("reason") or not group.get("nouns"):
            raise KnowledgeError(f"lexicons/{language}/deeds.toml: group {kind + 1} lacks nouns or reason")
        for words, by_word in ((group["nouns"], nouns), (group.get("verbs", ()), verbs)):
            for word in words:
                by_word.setdefault(word, set()).add(kind)
        for mark, kinds in marked.items():
            if group.get(mark, False):
                kinds.add(kind)
    return Deeds(
        nouns={word: frozenset(kinds) for word, kinds in nouns.items()},
        verbs={word: frozenset(kinds) for word, kinds in verbs.items()},
        doing=frozenset(table.get("doing", ())),
        generic=frozenset(marked["generic"]),
        harmful=frozenset(marked["harmful"]),
    )


def doers_of(noun: Token, paragraph: Paragraph, discourse: Discourse, *, told: bool) -> list[Actor]:
    """Return who did the deed that a noun means: named beside it, or, of a definite noun and if `told`, in
    what was told before; [] where that cannot be told.
    """
    if noun.pos_ != "NOUN":
        return []
    deeds, words = load_deeds(discourse.language.code), discourse.lexicon.words
    kinds = deeds.nouns.get(noun.lemma_.lower(), deeds.nouns.get(noun.lower_, frozenset()))
    if kinds:
        beside = _doers_of_noun(noun, paragraph, discourse, deeds)
        if beside or _is_taken_part_in(noun, kinds, deeds, discourse.language):
            return beside
    if not _points_back(noun, discourse) or (kinds & deeds.generic and _has_content(noun, discourse)):
        return []
    just_told = doers_in_sentence_before(noun, paragraph, discourse) if told and kinds & deeds.generic else []
    further_back = _start_of_sentence_before(noun) if just_told else 0
    for earlier, token in _told_before(noun, paragraph, discourse) if told and kinds else ():
        if just_told and (earlier is not paragraph or token.i < further_back):
            return just_told
        found = _doers_at(token, kinds, earlier, discourse, deeds)
        if found:
            return found
    if just_told:
        return just_told
    uttered = noun.lower_ in words["acts"] or (told and kinds & deeds.generic)
    return _whose_words(noun, paragraph, discourse) if uttered else []


def doers_in_sentence_before(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who did what the sentence before tells, whatever it is ("**Serbia** armed. X called the move a
    provocation"); [] where that sentence is quoted or reports words.
    """
    start = token.sent.start
    if not start:
        return []
    before = paragraph.doc[start - 1].sent
    root = before.root
    language, words = discourse.language, discourse.lexicon.words
    if paragraph.is_quoted(root) or root.pos_ not in {"VERB", "AUX"} or is_negated(root, language):
        return []
    if any(before.start <= cue.token.i < start for cue in paragraph.cues):
        return []
    doer = _doer_of(root, language)
    if doer is None or doer.lower_ in words["impersonal_pronouns"]:
        return []
    return _actors(doer, paragraph, discourse)


def _doer_of(verb: Token, language: Language) -> Token | None:
    """Return who does what a verb says: its subject, or the agent of a passive."""
    return find_agent(verb, language) if is_passive(verb, language) else find_subject(verb, language)


def _start_of_sentence_before(noun: Token) -> int:
    """Return where the sentence begins that precedes a noun's."""
    start: int = noun.sent.start
    return int(noun.doc[start - 1].sent.start) if start else 0


def is_deed(noun: Token, language: str) -> bool:
    """Tell whether a noun names a deed of any kind."""
    return noun.pos_ == "NOUN" and noun.lemma_.lower() in load_deeds(language).nouns


def has_patient(noun: Token, discourse: Discourse) -> bool:
    """Tell whether a noun is a deed whose "of" leads to whom it is done to ("the murder **of** X")."""
    return noun.lemma_.lower() in discourse.lexicon.words["patient_nouns"]


def harms(noun: Token, language: str) -> bool:
    """Tell whether a noun is a deed of force: what stands behind "on" or "against" is then its victim."""
    deeds = load_deeds(language)
    return bool(deeds.nouns.get(noun.lemma_.lower(), frozenset()) & deeds.harmful)


def _is_taken_part_in(noun: Token, kinds: frozenset[int], deeds: Deeds, language: Language) -> bool:
    """Tell whether the verb above a noun does that deed itself: who votes for a law is not against its
    makers.
    """
    above = _governing(noun, language)
    return any(deeds.verbs.get(verb.lemma_.lower(), frozenset()) & kinds for verb in above)


def _points_back(noun: Token, discourse: Discourse) -> bool:
    """Tell whether a noun has a determiner that points back, and nothing that says whose it is."""
    words = discourse.lexicon.words
    before = {child.lower_ for child in noun.children if child.i < noun.i}
    if not before & (words["definite"] | words["such"]):
        return False
    return not children_in(noun, discourse.language.roles.possessor)


def _has_content(noun: Token, discourse: Discourse) -> bool:
    """Tell whether a noun itself says what deed it is ("the idea **of a meeting**", "the decision **to
    go**").
    """
    roles = discourse.language.roles
    phrases = any(inner.i > noun.i for _, inner in prepositional(noun, discourse.language))
    return phrases or bool(children_in(noun, roles.open_clause | roles.clause | roles.relative))


def _told_before(
    noun: Token, paragraph: Paragraph, discourse: Discourse
) -> Iterator[tuple[Paragraph, Token]]:
    """Yield the words before a noun, the nearest first, then those of the article's head."""
    first = paragraph.index
    governing = {above.i for above in _governing(noun, discourse.language)}
    for earlier, i in discourse.tokens_before(paragraph, noun.i):
        first = earlier.index
        if earlier is not paragraph or i not in governing:
            yield earlier, earlier.doc[i]
    for lead in discourse.paragraphs[: min(LEAD, first)]:
        yield from ((lead, token) for token in lead.doc)


def _governing(noun: Token, language: Language) -> list[Token]:
    """Return the words that a noun hangs on in its own clause, not in the one that "and X welcomed the
    **offer**" goes on from.
    """
    found: list[Token] = []
    for above in noun.ancestors:
        found.append(above)
        if above.dep_ in language.roles.conjunct and children_in(above, language.roles.subject):
            break
    return found


def _doers_at(
    token: Token, kinds: frozenset[int], paragraph: Paragraph, discourse: Discourse, deeds: Deeds
) -> list[Actor]:
    """Return who does the deed that a word tells of, if it is of one of some kinds."""
    lemma, language = token.lemma_.lower(), discourse.language
    table = deeds.nouns if token.pos_ == "NOUN" else deeds.verbs if token.pos_ == "VERB" else {}
    told = table.get(lemma, frozenset())
    if not told or not (told & kinds or kinds & deeds.generic):
        return []
    if token.pos_ == "NOUN":
        return _doers_of_noun(token, paragraph, discourse, deeds)
    if is_negated(token, language):
        return []
    doer = _doer_of(token, language)
    return _actors(doer, paragraph, discourse)


def _doers_of_noun(noun: Token, paragraph: Paragraph, discourse: Discourse, deeds: Deeds) -> list[Actor]:
    """Return the doer beside a deed's noun: possessor, people's name, agent, or who launches it."""
    language = discourse.language
    patient = has_patient(noun, discourse)
    roles = language.roles
    for child in children_in(noun, roles.possessor | roles.modifier):
        mention = paragraph.covering.get(child.i)
        if mention is not None and mention.reading == "demonym":
            owner = discourse.resolve_mention(mention)
            return [owner] if owner is not None else []
        if not any(inner.dep_ == "case" for inner in child.children) or child.dep_ in roles.possessor:
            found = _actors(child, paragraph, discourse)
            people = all(actor.kind is ActorKind.PERSON for actor in found)
            if found and not (people and patient):
                return found
    below = [word for word in noun.subtree if word != noun and word.pos_ in {"NOUN", "PROPN"}]
    agents = [
        agent for word in below for agent in _agents(word, language)
    ]  # "the shooting of monks **by X**"
    phrases = [*prepositional(noun, language), *(("by", agent) for agent in agents)]
    for name, inner in sorted(phrases, key=lambda phrase: phrase[0] not in AGENTIVE):
        if name in AGENTIVE or (name in GENITIVE and not patient):
            found = _actors(inner, paragraph, discourse)
            if found:
                return found
    for clause in children_in(noun, frozenset({"acl"})):
        found = _actors(find_agent(clause, language), paragraph, discourse)
        if found:
            return found
    verb = noun.head
    if noun.dep_ in roles.object | roles.passive_subject and verb.lemma_.lower() in deeds.doing:
        doer = _doer_of(verb, language)
        return _actors(doer, paragraph, discourse)
    return []


def _agents(noun: Token, language: Language) -> list[Token]:
    """Return the agents that the parser hung on a noun inside a deed's phrase."""
    return [inner for name, inner in prepositional(noun, language) if name in AGENTIVE]


def _actors(token: Token | None, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the actors for which a doer stands; a people's name beside a noun ("Turkish jets") is one."""
    if token is None or is_place_use(token, paragraph, discourse):
        return []
    if token.pos_ == "NOUN" and resolve_named(token, paragraph, discourse) is None:
        for child in children_in(token, discourse.language.roles.modifier):
            mention = paragraph.covering.get(child.i)
            owner = discourse.resolve_mention(mention) if mention is not None else None
            if owner is not None and owner.kind is ActorKind.STATE:
                return [owner]
    return resolve_all(token, paragraph, discourse)


def _whose_words(noun: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whose claim or decision is meant: that of whoever spoke last before the one who now speaks."""
    acting = {actor.id for actor in (discourse.last_speaker, discourse.other_speaker) if actor is not None}
    for actor in discourse.named_before(paragraph, noun.i):
        is_carrier = organisation_types().get(actor.id) == "media"  # it tells of others' decisions
        if actor.id in acting and actor.kind in ACTING and not is_carrier:
            return [actor]
    return []
