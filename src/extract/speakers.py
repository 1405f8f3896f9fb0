"""Who speaks: the source of an attribution resolved to actors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .coreference import resolve_all
from .discourse import FLOATING_REACH
from .grammar import (
    conjuncts,
    find_agent,
    find_possessors,
    find_subject,
    is_passive,
    prepositional,
)
from .groups import group_noun
from .mentions import ORGANISATION_LABELS
from .named_actors import actors_within
from .owning_states import state_of
from .possessed import is_somebodys
from .sources import is_anybodys, source_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Token

    from .acts import Attribution
    from .discourse import Discourse, Paragraph


def resolve_speakers(attribution: Attribution, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the actors that an attribution's source names; [] where nobody can be named."""
    source = attribution.source
    if source is None:
        return _speaker_before(attribution, paragraph, discourse)
    if discourse.is_speaking_pronoun(source, paragraph):
        return []
    listed = _listed_after_colon(source, paragraph, discourse)
    if listed:
        return listed
    found: dict[str, Actor] = {}
    members = [*conjuncts(source, discourse.language), *_joined_by(source, discourse)]
    for member in [*_listed_before(members, paragraph), *members]:
        actors = resolve_all(member, paragraph, discourse, speaking=True)
        for actor in actors or _unknown_name(member, paragraph, discourse):
            found.setdefault(actor.id, actor)
    if discourse.meeting is not None and _are_attendants(source, found.values(), discourse):
        return [discourse.meeting]  # a joint declaration has the meeting as its one speaker
    for speaker in found:
        discourse.joint[speaker] = frozenset(found)
    if not found and source.pos_ == "NOUN":
        return _behind_document(source, paragraph, discourse)
    return list(found.values())


def _are_attendants(source: Token, meant: Collection[Actor], discourse: Discourse) -> bool:
    """Tell whether "they" stands for several, or for "the ministers" of several states."""
    words = discourse.lexicon.words
    if source.lower_ not in words["plural_pronouns"] or not meant:
        return False
    if len(meant) > 1:
        return True
    [one] = meant
    attendants = {group_noun(word, discourse) for word in words["attendants"]}
    return one.kind is ActorKind.GROUP and one.name.split()[-1] in attendants


def _joined_by(source: Token, discourse: Discourse) -> list[Token]:
    """Return who speaks together with a source by a preposition: "X, **along with Y**, condemned"."""
    joining, language = discourse.lexicon.words["joining_prepositions"], discourse.language
    return [
        member
        for bearer in (source, source.head)
        for name, noun in prepositional(bearer, language)
        if name in joining and noun.i > source.i and (bearer == source or noun.i < bearer.i)
        for member in conjuncts(noun, language)
    ]


def _speaker_before(attribution: Attribution, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who goes on to be quoted where nothing says so: the paragraph's main speaker, else the last one.

    States and bodies are quoted with a cue only.
    """
    before = _main_speaker_before(attribution.evidence[0], paragraph, discourse)
    recent = paragraph.index - discourse.last_speaker_at <= FLOATING_REACH
    last = discourse.last_speaker if recent else None
    return before or ([last] if last is not None and last.kind is ActorKind.PERSON else [])


def _listed_before(members: list[Token], paragraph: Paragraph) -> list[Token]:
    """Return the names of a list that the parser left out of it: "**Paris**, Londres et Berlin ont ..."."""
    found: list[Token] = []
    first = paragraph.covering.get(members[0].i)
    while (
        len(members) > 1
        and first is not None
        and first.start > 1
        and paragraph.doc[first.start - 1].text == ","
    ):
        before = paragraph.covering.get(first.start - 2)
        if before is None or before.end != first.start - 1 or before.reading != first.reading:
            break
        found.insert(0, paragraph.doc[before.head])
        first = before
    return found


def _main_speaker_before(position: int, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the source of the last main-clause cue before a quotation that has none of its own ("X insisted
    on it. «...»").
    """
    for cue in reversed(
        [cue for cue in paragraph.cues if cue.span[1] <= position and cue.entry.kind == "verb"]
    ):
        root = cue.token.dep_ == "ROOT" or (cue.token.dep_ == "conj" and cue.token.head.dep_ == "ROOT")
        if not root or paragraph.is_quoted(cue.token):
            continue
        source = source_of(cue, discourse.language)
        return resolve_all(source, paragraph, discourse, speaking=True)[:1] if source is not None else []
    return []


def _listed_after_colon(source: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the members of a counted group that its sentence lists ("ten voted against: Germany, Greece
    ...").
    """
    counted = source.pos_ == "NUM" or any(child.pos_ == "NUM" for child in source.children)
    if not counted or source.lower_ in discourse.lexicon.words["documents"]:
        return []
    after = [token for token in source.sent if token.i > source.i]
    colon = next((token.i for token in after if token.text == ":"), None)
    if colon is None:
        return []
    found: dict[str, Actor] = {}
    for mention in paragraph.mentions:
        if mention.start > colon and mention.end <= source.sent.end and mention.reading == "name":
            actor = discourse.resolve_mention(mention)
            if actor is not None:
                found.setdefault(actor.id, actor)
    return list(found.values()) if len(found) > 1 else []


def _behind_document(source: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who stands behind a statement, report or vote ("a statement by **the ministry** said")."""
    words, lemma = discourse.lexicon.words, source.lemma_.lower()
    is_text = lemma in words["documents"] | words["resolutions"]
    named = _authors(source, paragraph, discourse) if is_text else []
    if named:
        return named
    authors = [
        agent for child in source.children if (agent := find_agent(child, discourse.language)) is not None
    ]
    owners = [] if is_somebodys(source, discourse) else find_possessors(source, discourse.language)
    for owner in [*owners, *authors]:
        found = actors_within(owner, paragraph, discourse)
        if found:
            return found
    if lemma in words["resolutions"]:
        return _authors_before(source, paragraph, discourse)
    recent = paragraph.index - discourse.last_speaker_at <= FLOATING_REACH
    anybodys = is_anybodys(source, discourse.language)
    if lemma in words["documents"] and discourse.last_speaker and recent and not anybodys:
        return [discourse.last_speaker]
    return []


def _authors(document: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whose a text is: who backs, signs or adopts it ("a draft backed by **Ghana and Togo**"), else
    whose name stands before it ("the **Turkish** statement").
    """
    language = discourse.language
    is_object = document.dep_ in language.roles.object | language.roles.passive_subject
    for verb in [*document.children, *([document.head] if is_object else [])]:
        if verb.lemma_.lower() not in discourse.lexicon.words["authoring_verbs"]:
            continue
        active = verb == document.head and not is_passive(verb, language)
        agent = find_subject(verb, language) if active else find_agent(verb, language)
        found = resolve_all(agent, paragraph, discourse, speaking=True) if agent is not None else []
        if found:
            return found
    owner = state_of(document, paragraph, discourse)
    return [owner] if owner is not None else []


def _authors_before(source: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whose the text was that the article last told of: "A **UN** resolution ... **The draft** calls
    for"; [] where the text is a new one.
    """
    words = discourse.lexicon.words
    if not any(child.lower_ in words["definite"] for child in source.children):
        return []
    for earlier, i in discourse.tokens_before(paragraph, source.i):
        word = earlier.doc[i]
        if word.lemma_.lower() in words["resolutions"]:
            found = _authors(word, earlier, discourse)
            if found:
                return found
    return []


def _unknown_name(source: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return an actor for a proper name that no table knows: who speaks is an actor, named once or often."""
    mention = paragraph.covering.get(source.i)
    if mention is not None and mention.reading == "entity" and mention.label in ORGANISATION_LABELS:
        name = mention.text.strip(" ,.'")
        actor = Actor(id=make_slug(name), name=name, kind=ActorKind.ORGANISATION)
        return [discourse.people.setdefault(actor.id, actor)] if actor.id else []
    if source.pos_ != "PROPN" or not source.text[:1].isupper() or mention is not None:
        return []
    words = [word.text for word in source.subtree if word.pos_ == "PROPN" and abs(word.i - source.i) <= 3]
    name = " ".join(words)
    actor_id = make_slug(name)
    if len(name) < 3 or not actor_id:
        return []
    known = discourse.surnames.get(name.split()[-1].casefold())
    if known is not None:
        return [discourse.actor(known)]
    return [discourse.people.setdefault(actor_id, Actor(id=actor_id, name=name, kind=ActorKind.UNKNOWN))]
