"""The actors that a phrase or a stretch of words names: itself, whose deed it is, or inside it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..model import ActorKind, Stance
from .clauses import is_subordinate
from .coreference import apposed_members, named_members, resolve, resolve_all, resolve_several
from .deeds import doers_of, harms, has_patient
from .descriptions import describe
from .grammar import (
    AGAINST,
    AGENTIVE,
    GENITIVE,
    UPON,
    case_of,
    children_in,
    conjuncts,
    find_objects,
    find_possessors,
    has_finite_form,
    is_aside,
    own_subject,
    prepositional,
)
from .owning_states import state_of
from .place_grammar import ARTICLES, is_reached
from .place_mentions import is_named_place
from .places import is_place_use
from .stance_groups import JUDGING, REFUSED, WRONGS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .languages import Language
    from .sides import Side

MAX_DEPTH = 4
"""How deep inside a noun phrase an actor is looked for ("the siege by forces of the government")."""
TOWARDS = frozenset(
    {"from", "with", "avec", "to", "à", "toward", "envers", "between", "entre", "about", "over"}
)
DEED_PREPOSITIONS = AGENTIVE | GENITIVE | UPON | TOWARDS
"""What leads from a deed to an actor in it."""
MAX_NAMES = 30
"""Names of one content that are looked into: what names more without a word about any is no prose."""


def actors_within(
    head: Token,
    paragraph: Paragraph,
    discourse: Discourse,
    *,
    quoted: bool = False,
    stance: Stance | None = None,
    depth: int = 0,
) -> list[Actor]:
    """Return the actors that a phrase names: itself, else whose deed it is ("**Russia's** bombing"), else
    inside it.

    `stance`: which one is taken towards them; one that judges means the doer of a deed told before.
    """
    language = discourse.language
    found: dict[str, Actor] = {}
    members = [
        each for each in conjuncts(head, language) if each == head or not _goes_on(head, each, language)
    ]
    for member in members:
        if is_place_use(member, paragraph, discourse):
            continue
        owners = _states_of(member, paragraph, discourse)
        if len(owners) > 1:
            found.update({owner.id: owner for owner in owners})
            continue
        senders = _senders(member, paragraph, discourse)
        if senders:
            found.update({sender.id: sender for sender in senders if sender.id not in found})
            continue
        plural = quoted and member.lower_ in discourse.lexicon.words["plural_pronouns"]
        several = list(discourse.last_targets) if plural else []
        several = several or resolve_several(member, paragraph, discourse, quoted=quoted)
        several = several or apposed_members(member, paragraph, discourse)
        actor = resolve(member, paragraph, discourse, quoted=quoted) if not several else None
        named = named_members(member, paragraph, discourse)
        listed = names_after(member, paragraph, discourse) if actor is not None else []
        if actor is not None and depth == 0:
            listed += _partners_after(member, actor, paragraph, discourse)
        for each in [*(several or ([actor] if actor is not None else [])), *named, *listed]:
            found.setdefault(each.id, each)
    if depth:  # what stands inside a phrase is an actor only if it is known as one
        found = {
            key: actor for key, actor in found.items() if actor.kind is ActorKind.GROUP or _is_known(actor)
        }
    if found or depth >= MAX_DEPTH:
        return list(found.values())
    for member in members:
        for doer in doers_of(member, paragraph, discourse, told=stance in JUDGING):
            found.setdefault(doer.id, doer)
    if found:
        return list(found.values())
    for member in members:
        for inner in _inner_heads(member, discourse, stance):
            inside = _owner_or_inside(inner, paragraph, discourse, quoted, stance, depth)
            if suffers(member, inner, inside, discourse):
                continue
            for actor in inside:
                found.setdefault(actor.id, actor)
            if found:
                break
    return list(found.values())


def _goes_on(predicate: Token, second: Token, language: Language) -> bool:
    """Tell whether a finite verb goes on behind a predicate ("is ready **but awaits** consent"), or a main
    clause with a subject of its own behind another ("X offered help, and **Y accepted**").
    """
    if second.pos_ not in {"VERB", "AUX"}:
        return False
    apart = predicate.pos_ in {"ADJ", "AUX"} and second.pos_ == "VERB" and has_finite_form(second)
    return apart or (predicate.dep_ == "ROOT" and bool(children_in(second, language.roles.subject)))


def suffers(noun: Token, owner: Token, actors: list[Actor], discourse: Discourse) -> bool:
    """Tell whether a deed's possessor is its victim, as people are ("**his** murder"), not states."""
    owns = owner.dep_ in discourse.language.roles.possessor
    return has_patient(noun, discourse) and owns and all(actor.kind is ActorKind.PERSON for actor in actors)


def _partners_after(member: Token, owner: Actor, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the partners named with a state right behind it ("la Corée du Nord **et ses alliés**")."""
    mention, doc = paragraph.covering.get(member.i), paragraph.doc
    if mention is None or mention.reading == "demonym" or mention.end + 2 >= len(doc):
        return []
    joint, whose, partner = doc[mention.end : mention.end + 3]
    owned = joint.lower_ in {"et", "and"} and whose.lower_ in {"ses", "its", "leurs", "their"}
    if not owned or partner.lower_ not in discourse.lexicon.words["parties"]:
        return []
    if partner.i + 1 in paragraph.covering:
        return []  # "its ally **Russia**", "ses alliés **russe** et iranien"
    found = describe(partner, paragraph, discourse, speaking=False, owner=owner)
    return [found] if found is not None else []


def _states_of(noun: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the states that one noun for a part of a state belongs to ("the people **of Turkey and
    Syria**").
    """
    if noun.lower_ not in discourse.lexicon.words["state_nouns"] | discourse.lexicon.words["diplomats"]:
        return []
    owners = find_possessors(noun, discourse.language)
    found = [actor for owner in owners for actor in resolve_all(owner, paragraph, discourse)]
    sending = {ActorKind.STATE, ActorKind.ORGANISATION}
    kinds = sending if noun.lower_ in discourse.lexicon.words["diplomats"] else {ActorKind.STATE}
    return [actor for actor in found if actor.kind in kinds]


def names_after(member: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the names of a list that begins with a name and ends with "and", however the parser hung them
    ("condemned **Iran**, Venezuela **and** Nicaragua"); [] where it is no such list.
    """
    mention = paragraph.covering.get(member.i)
    if mention is None or mention.reading == "demonym":
        return []
    found: list[Actor] = []
    joined, position, subjects = False, mention.end, discourse.language.roles.subject
    for following in paragraph.mentions:
        if following.start < position or joined:
            continue
        between = {token.lower_ for token in paragraph.doc[position : following.start]}
        joints = between & {",", "and", "et"}
        head = paragraph.doc[following.head]
        if not joints or between - joints - ARTICLES or (head.dep_ in subjects and head.head.i > head.i):
            break
        actor = discourse.resolve_mention(following)
        if actor is None or following.reading == "demonym":
            break
        found.append(actor)
        joined, position = bool(joints & {"and", "et"}), following.end
    return found if joined else []


def _senders(envoy: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whose an ambassador or diplomats are: as targets they are their states, named or not ("expelled
    the **British** and **Canadian** ambassadors").
    """
    if envoy.lower_ not in discourse.lexicon.words["diplomats"]:
        return []
    beside = {word.i for word in envoy.subtree if word.i < envoy.i}
    peoples = (each for each in paragraph.mentions if each.reading == "demonym" and each.head in beside)
    several = [discourse.resolve_mention(each) for each in peoples]
    states = [state for state in several if state is not None and state.kind is ActorKind.STATE]
    first = state_of(envoy, paragraph, discourse) if len(states) < 2 else None
    return states if first is None else [first] if first.kind is ActorKind.STATE else []


def _owner_or_inside(
    inner: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool, stance: Stance | None, depth: int
) -> list[Actor]:
    mention = paragraph.covering.get(inner.i)
    if mention is not None and mention.reading == "demonym":
        owner = discourse.resolve_mention(mention)
        return [owner] if owner is not None else []
    return actors_within(inner, paragraph, discourse, quoted=quoted, stance=stance, depth=depth + 1)


def _inner_heads(token: Token, discourse: Discourse, stance: Stance | None) -> Iterator[Token]:
    """Yield where inside a phrase its doer or its object stands, the likeliest first."""
    roles = discourse.language.roles
    if token.lower_ in discourse.lexicon.words["victims"]:
        return  # "the victims of the Israeli strikes" are nobody's deed
    yield from children_in(token, roles.possessor)
    owner = _owner_by_relative(token, discourse)
    if owner is not None:
        yield owner
    if token.pos_ in {"VERB", "AUX"}:
        subject = own_subject(
            token, discourse.language
        )  # not the speaker's, as "refused to meet **X**" shares it
        if subject is not None and subject.i not in {word.i for word in (token, *token.ancestors)}:
            yield subject
        yield from find_objects(token, discourse.language)
    beside = children_in(token, roles.modifier)
    yield from (word for word in beside if case_of(word, discourse.language) is None)
    patient = has_patient(token, discourse)
    phrases = [
        (0 if name in AGENTIVE else 1 if name in GENITIVE and not patient else 2, name, noun)
        for name, noun in prepositional(token, discourse.language)
    ]
    victims = UPON if harms(token, discourse.language.code) else frozenset()
    victims |= AGAINST if stance in WRONGS | REFUSED else frozenset()
    doer = roles.oblique and "Number=Plur" in str(token.morph)  # "les bombardements de la Russie"
    victims |= GENITIVE if stance in WRONGS and patient and not doer else frozenset()
    phrases = [phrase for phrase in phrases if phrase[1] not in victims]
    in_order = sorted(phrases, key=lambda phrase: phrase[0])
    yield from (noun for _, name, noun in in_order if name.split()[-1] in DEED_PREPOSITIONS)
    clauses = children_in(token, roles.open_clause | roles.clause | roles.relative)
    for clause in clauses:
        blames = any(cue.stance in WRONGS for cue in discourse.lexicon.cues.get(clause.lemma_.lower(), ()))
        against = blames and token.pos_ == "NOUN" and stance not in WRONGS
        if not is_aside(clause, discourse.language) and not against:
            yield clause  # not "a resolution **condemning X**", which is against X itself


def _owner_by_relative(noun: Token, discourse: Discourse) -> Token | None:
    """Return whose a thing is by the French relative pronoun before its verb: "**X**, dont Y a salué
    l'engagement".
    """
    verb = noun.head
    language = discourse.language
    if noun.dep_ not in language.roles.object or verb.dep_ not in language.roles.relative:
        return None
    return verb.head if any(child.lower_ == "dont" and child.i < verb.i for child in verb.subtree) else None


def _is_known(actor: Actor) -> bool:
    return actor.kind is not ActorKind.GROUP and (actor.id in load_actors() or actor.kind is ActorKind.PERSON)


def listed_after(preposition: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the actors named one after another behind a preposition ("fight against **X, Y and Z**").

    Parsers hang such lists on the wrong word too often to ask them.
    """
    found: list[Actor] = []
    position = preposition.i + 1
    for mention in paragraph.mentions:
        if mention.start < position:
            continue
        between = paragraph.doc[position : mention.start]
        if any(token.pos_ in {"VERB", "AUX", "NOUN", "ADP"} for token in between) or len(between) > 3:
            break
        actor = discourse.resolve_mention(mention)
        if actor is not None and mention.reading != "demonym":
            found.append(actor)
        position = mention.end
    return found


def _points_to_somebody(token: Token, discourse: Discourse) -> bool:
    words = discourse.lexicon.words
    personal = token.lower_ in words["plural_pronouns"] | words["singular_pronouns"]
    apart = token.i > 0 and token.nbor(-1).text == "," and token.doc[token.i + 1 : token.i + 2].text == ","
    impersonal = token.head.lemma_.lower() in words["impersonal_verbs"] or token.dep_.startswith("expl")
    return personal and not impersonal and not apart


def actors_in_span(
    tokens: list[Token],
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
    *,
    quoted: bool,
    subjects_only: bool = False,
) -> list[Actor]:
    """Return the actors named anywhere in some words: the first subject that is one, else the first."""
    language = discourse.language
    roles = language.roles
    inside = {token.i for token in tokens}
    subjects = [token for token in tokens if token.dep_ in roles.subject | roles.passive_subject]
    in_order = dict.fromkeys(subjects if subjects_only else [*subjects, *tokens])
    known = dict[int, bool]()
    aside = {token: is_subordinate(token, inside, roles.relative, known) for token in in_order}
    for token in sorted(in_order, key=aside.__getitem__):
        if token.dep_ in roles.conjunct and token.head.i in inside:
            continue
        nominal = token.i in paragraph.covering or token.pos_ in {"NOUN", "PROPN"}
        points = token in subjects or (quoted and _points_to_somebody(token, discourse))
        if not nominal and (aside[token] or not points):  # "wherever **they** are"
            continue
        mention = paragraph.covering.get(token.i)
        if mention is not None and mention.head != token.i:
            continue
        if token.lower_ in discourse.lexicon.words["impersonal_pronouns"] and mention is None:
            continue
        if is_place_use(token, paragraph, discourse):
            continue
        unknown = mention is None or mention.reading == "entity"
        if unknown and is_named_place(token, paragraph, discourse):
            continue
        if mention is not None and mention.reading == "demonym":
            owner = resolve(token.head, paragraph, discourse, quoted=quoted) or discourse.resolve_mention(
                mention
            )
            found = side.without([owner] if owner is not None else [])
        else:
            found = side.without(resolve_all(token, paragraph, discourse, quoted=quoted))
            if not found and token in subjects:
                found = side.without(actors_within(token, paragraph, discourse, quoted=quoted))
        found = [
            actor
            for actor in found
            if actor.kind is not ActorKind.GROUP or token in subjects or mention is None
        ]
        if found:
            return found
    return []


def spoken_of(tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the first known actor that some words name anywhere, with those coordinated with it: whom a
    comment is about that has none as its subject. Places and unknown names are none.
    """
    inside, asides = {token.i for token in tokens}, dict[int, bool]()
    relative = discourse.language.roles.relative
    for mention in islice((each for each in paragraph.mentions if each.head in inside), MAX_NAMES):
        head = paragraph.doc[mention.head]
        if is_subordinate(head, inside, relative, asides):
            continue
        if is_place_use(head, paragraph, discourse) or is_reached(head, discourse):
            continue
        if mention.reading == "entity" and is_named_place(head, paragraph, discourse):
            continue
        alone = discourse.resolve_mention(mention)
        named = actors_within(head, paragraph, discourse) or ([alone] if alone is not None else [])
        known = [actor for actor in named if _is_known(actor)]
        found = side.without(known)
        if found:
            return found
    return []


def vocatives(tokens: list[Token], paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who is called by name between commas or marks ("Stop this, **Mr Putin**")."""
    inside = {token.i for token in tokens}
    found = []
    for mention in paragraph.mentions:
        if mention.head not in inside or mention.reading == "demonym":
            continue
        doc, first = paragraph.doc, mention.start
        while first and doc[first - 1].lower_ in discourse.lexicon.words["honorifics"] | {"."}:
            first -= 1
        before = doc[first - 1].text if first else ","
        after = doc[mention.end].text if mention.end < len(doc) else ","
        marks = {",", '"', "“", "”", "«", "»", "!", ".", "?"}
        actor = discourse.resolve_mention(mention)
        if actor is not None and before in marks and after in marks:
            found.append(actor)
    return found
