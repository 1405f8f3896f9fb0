"""Towards whom: the actors in the slots of a cue, or inside what is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, organisation_types
from ..model import Actor, ActorKind, Stance
from .coreference import apposed_members, named_members, resolve, resolve_all, resolve_several
from .cues import slot_heads, tells_to_do
from .deeds import doers_of, harms
from .descriptions import describe_group, state_of
from .grammar import (
    case_of,
    children_in,
    conjuncts,
    find_agent,
    find_objects,
    find_possessors,
    find_subject,
    is_aside,
    is_passive,
    own_subject,
    prepositional,
)
from .place_grammar import ARTICLES, governor, is_reached
from .place_mentions import find_places
from .places import is_place_use

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from .cues import CueMatch
    from .discourse import Discourse, Paragraph
    from .lexicon import ContentWord, Role

GOVERNMENT_BODIES = frozenset(
    {"ministry", "embassy", "army", "military", "police", "government", "presidency"}
)
"""Words in the English names of institutions that stand for their state as a target."""
JUDGING = frozenset(
    {
        Stance.SUPPORT,
        Stance.AGREE,
        Stance.CRITICIZE,
        Stance.ACCUSE,
        Stance.REJECT,
        Stance.DENY,
        Stance.CONCERN,
        Stance.THREATEN,
    }
)
"""Stances towards what somebody did: whose deed it is then matters."""
REQUESTS = frozenset({Stance.APPEAL, Stance.DEMAND})
"""Stances towards whoever is told what to do."""
POSSESSIVES = frozenset({"son", "sa", "ses", "leur", "leurs", "his", "her", "its", "their"})
"""Determiners that say whose a thing is."""
WRONGS = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.CONCERN})
"""Stances towards whoever does harm, never towards whom it is done to."""
MAX_DEPTH = 4
"""How deep inside a noun phrase an actor is looked for ("the siege by forces of the government")."""
DEED_PREPOSITIONS = frozenset(
    {
        "of",
        "by",
        "from",
        "de",
        "par",
        "on",
        "sur",
        "against",
        "contre",
        "with",
        "avec",
        "to",
        "à",
        "toward",
        "envers",
        "between",
        "entre",
        "about",
        "over",
    }
)


@dataclass(frozen=True, slots=True)
class Side:
    """The speaker and whom he speaks for: never their own target, unless named as the object of their
    words.
    """

    ids: frozenset[str]

    @classmethod
    def of(cls, *actors: Actor | None) -> Side:
        """Return the side made of some actors, unknown ones left out."""
        return cls(frozenset(actor.id for actor in actors if actor is not None))

    def without(self, actors: Iterable[Actor]) -> list[Actor]:
        """Return the actors that are not on this side, each once, as targets are called (`as_target`)."""
        found: dict[str, Actor] = {}
        for actor in actors:
            target = as_target(actor)
            if not self.ids & {actor.id, target.id}:
                found.setdefault(target.id, target)
        return list(found.values())


def as_target(actor: Actor) -> Actor:
    """Return whom a stance towards an actor is directed at: the state of a ministry, an embassy or an army;
    parliaments, courts, agencies and parties keep their name (guidelines, "conventions settled").
    """
    if actor.kind is not ActorKind.ORGANISATION or actor.represents is None:
        return actor
    known = organisation_types().get(actor.id)
    described = known is None and not GOVERNMENT_BODIES.isdisjoint(actor.name.casefold().split())
    state = load_actors().get(actor.represents)
    if state is None or state.kind is not ActorKind.STATE:
        return actor
    return state if known == "government" or described else actor


def side_of(discourse: Discourse, *speakers: Actor) -> Side:
    """Return the side of some speakers: they, whom they speak for, and who speaks for them in this
    article.
    """
    own = {actor.id: actor for actor in speakers}
    for speaker in speakers:
        represented = discourse.represented(speaker)
        if represented is not None:
            own.setdefault(represented.id, represented)
    for speaker in speakers:
        for partner in sorted(discourse.joint.get(speaker.id, ())):
            own.setdefault(partner, discourse.actor(partner))
    states = {speaker.id for speaker in speakers if speaker.kind is not ActorKind.PERSON}
    for person in set(discourse.surnames.values()):
        represented = discourse.represented(discourse.actor(person))
        if represented is not None and represented.id in states:
            own.setdefault(person, discourse.actor(person))
    return Side.of(*own.values())


def slot_targets(
    cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side, *, quoted: bool
) -> list[Actor]:
    """Return the actors in the first slot of a cue that holds any ("object", a preposition, "clause",
    "content").
    """
    stance = cue.entry.stance if cue.entry.words[0] not in discourse.lexicon.words["own_deeds"] else None
    for head in slot_heads(cue.words, cue.entry.target, discourse.language):
        if paragraph.is_quoted(cue.token) and not paragraph.is_quoted(head):
            continue
        named = actors_within(head, paragraph, discourse, quoted=quoted, stance=stance)
        found = side.without(named)
        if found or (named and _is_own_deed(head, discourse)):
            return found
    if cue.entry.stance in REQUESTS and cue.entry.kind == "verb":
        return _addressees(cue, discourse)
    return []


def _addressees(cue: CueMatch, discourse: Discourse) -> list[Actor]:
    """Return the collective without a name that is told what to do ("asked **foreign embassies** to keep")."""
    language = discourse.language
    if language.code != "en" or not tells_to_do(cue.token, language):
        return []
    heads = [*find_objects(cue.token, language)]
    heads += [noun for word in cue.words for _, noun in prepositional(word, language)]
    subjects = (find_subject(clause, language) for clause in children_in(cue.token, language.roles.clause))
    heads += [subject for subject in subjects if subject is not None and subject.i > cue.token.i]
    groups = discourse.lexicon.words["group_nouns"] | discourse.lexicon.words["state_nouns"]
    for head in heads:
        if head.tag_ == "NNS" and head.lower_ in groups:
            return [describe_group(head, discourse, None)]
    return []


def _is_own_deed(head: Token, discourse: Discourse) -> bool:
    """Tell whether a phrase is a thing with a possessive pronoun ("defended **his decision**"): where it is
    the speaker's own, nobody else is meant.
    """
    words = discourse.lexicon.words
    possessive = words["singular_pronouns"] | words["neuter_pronouns"] | words["plural_pronouns"]
    is_thing = head.pos_ == "NOUN" and head.lower_ not in words["person_nouns"] | words["parties"]
    return is_thing and any(child.lower_ in possessive | POSSESSIVES for child in head.children)


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
    for member in conjuncts(head, language):
        if is_place_use(member, paragraph, discourse):
            continue
        sender = _sender(member, paragraph, discourse)
        if sender is not None:
            found.setdefault(sender.id, sender)
            continue
        owners = _states_of(member, paragraph, discourse)
        if len(owners) > 1:
            found.update({owner.id: owner for owner in owners})
            continue
        plural = quoted and member.lower_ in discourse.lexicon.words["plural_pronouns"]
        several = list(discourse.last_targets) if plural else []
        several = several or resolve_several(member, paragraph, discourse, quoted=quoted)
        several = several or apposed_members(member, paragraph, discourse)
        actor = resolve(member, paragraph, discourse, quoted=quoted) if not several else None
        named = named_members(member, paragraph, discourse)
        listed = names_after(member, paragraph, discourse) if actor is not None else []
        for each in [*(several or ([actor] if actor is not None else [])), *named, *listed]:
            found.setdefault(each.id, each)
    if depth:  # what stands inside a phrase is an actor only if it is known as one
        found = {key: actor for key, actor in found.items() if actor.kind is ActorKind.GROUP or _is_known(actor)}
    if found or depth >= MAX_DEPTH:
        return list(found.values())
    for member in conjuncts(head, language):
        for doer in doers_of(member, paragraph, discourse, told=stance in JUDGING):
            found.setdefault(doer.id, doer)
    if found:
        return list(found.values())
    for member in conjuncts(head, language):
        for inner in _inner_heads(member, discourse, stance):
            for actor in _owner_or_inside(inner, paragraph, discourse, quoted, stance, depth):
                found.setdefault(actor.id, actor)
            if found:
                break
    return list(found.values())


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


def _states_of(noun: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the states that one noun for a part of a state belongs to ("the people **of Turkey and Syria**")."""
    if noun.lower_ not in discourse.lexicon.words["state_nouns"]:
        return []
    owners = find_possessors(noun, discourse.language)
    found = [actor for owner in owners for actor in resolve_all(owner, paragraph, discourse)]
    return [actor for actor in found if actor.kind is ActorKind.STATE]


def _sender(envoy: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return whose an ambassador or diplomat is: as a target he is his state, named or not."""
    if envoy.lower_ not in discourse.lexicon.words["diplomats"]:
        return None
    state = state_of(envoy, paragraph, discourse)
    return state if state is not None and state.kind is ActorKind.STATE else None


def addressee_of(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return to whom a request goes by the verb above it or a letter beside it: "wrote **to the embassy**
    asking ...", "in a letter **to X**, he urged ..."; [] where nobody is addressed.
    """
    language, words = discourse.language, discourse.lexicon.words
    above = [cue.token, *cue.token.ancestors]
    letters = [token for token in cue.token.sent if token.lemma_.lower() in words["documents"]]
    for bearer in [token for token in above if token.lemma_.lower() in words["requesting"]] + letters:
        for name, noun in prepositional(bearer, language):
            if name in {"to", "à"} and not paragraph.is_quoted(noun):
                found = side.without(actors_within(noun, paragraph, discourse))
                if found:
                    return found
    return []


def topic_of(cue: CueMatch, paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return of whom something is said, where the cue tells it ("he said **of X**", "said Y, referring **to
    X's raid**"); [] where it does not.
    """
    language, words = discourse.language, discourse.lexicon.words
    bearers = [cue.token] if cue.entry.stance is None else []
    source = find_subject(cue.token, language)
    if bearers and source is not None and source.i > cue.token.i and source.i in paragraph.covering:
        bearers.append(source)  # "said **X** of Y"
    clauses = children_in(cue.token, language.roles.open_clause)
    bearers += [clause for clause in clauses if clause.lemma_.lower() in words["referring"]]
    for noun in _behind_phrases(cue, words["topic_phrases"]):
        found = side.without(actors_within(noun, paragraph, discourse, stance=Stance.CRITICIZE))
        if found and not paragraph.is_quoted(noun):
            return found
    for bearer in bearers:
        referring = bearer in clauses
        allowed = words["referring_prepositions"] if referring else words["topic_prepositions"]
        heads = [noun for name, noun in prepositional(bearer, language) if name in allowed]
        heads += find_objects(bearer, language) if referring else []
        for head in heads:
            if any(start <= head.idx < end for start, end in paragraph.quotes):
                continue
            found = side.without(actors_within(head, paragraph, discourse, stance=Stance.CRITICIZE))
            if found:
                return found
    return []


def _behind_phrases(cue: CueMatch, phrases: frozenset[str]) -> Iterator[Token]:
    """Yield the heads of the noun phrases behind some phrases in a cue's sentence ("à propos de **l'incursion**")."""
    sentence = cue.token.sent
    text = sentence.text.lower().replace("’", "'")
    for phrase in sorted(phrases):
        at = text.find(phrase)
        if at >= 0:
            behind = [word for word in sentence if word.idx >= sentence.start_char + at + len(phrase)]
            yield from [word for word in behind[:4] if word.pos_ in {"NOUN", "PROPN", "PRON"}][:1]


def helped_in(tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the state to which something is promised ("will send troops **to Mali**"), though grammar makes
    it a place.
    """
    inside = {token.i for token in tokens}
    for mention in paragraph.mentions:
        if mention.head in inside and mention.reading in {"name", "capital"}:
            preposition, _ = governor(paragraph.doc[mention.head], discourse)
            actor = discourse.resolve_mention(mention)
            state = actor is not None and actor.kind is ActorKind.STATE
            if actor is not None and state and preposition in {"to", "for", "à", "pour"}:
                return side.without([actor])
    return []


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
    yield from children_in(token, roles.possessor)
    if token.pos_ in {"VERB", "AUX"}:
        subject = own_subject(token, discourse.language)  # not the speaker's, as "refused to meet **X**" shares it
        if subject is not None and subject.i not in {word.i for word in (token, *token.ancestors)}:
            yield subject
        yield from find_objects(token, discourse.language)
    beside = children_in(token, roles.modifier)
    yield from (word for word in beside if case_of(word, discourse.language) is None)
    patient = token.lemma_.lower() in discourse.lexicon.words["patient_nouns"]
    phrases = [
        (0 if name in {"by", "par"} else 1 if name in {"of", "de"} and not patient else 2, name, noun)
        for name, noun in prepositional(token, discourse.language)
    ]
    victims = {"on", "against", "sur", "contre"} if harms(token, discourse.language.code) else set()
    victims |= {"against", "contre"} if stance in WRONGS else set()
    doer = roles.oblique and "Number=Plur" in str(token.morph)  # "les bombardements de la Russie"
    victims |= {"of", "de"} if stance in WRONGS and patient and not doer else set()
    phrases = [phrase for phrase in phrases if phrase[1] not in victims]
    in_order = sorted(phrases, key=lambda phrase: phrase[0])
    yield from (noun for _, name, noun in in_order if name.split()[-1] in DEED_PREPOSITIONS)
    clauses = children_in(token, roles.open_clause | roles.clause | roles.relative)
    yield from (clause for clause in clauses if not is_aside(clause, discourse.language))


def role_targets(
    trigger: Token,
    word: ContentWord,
    paragraph: Paragraph,
    discourse: Discourse,
    side: Side,
    *,
    quoted: bool,
) -> list[Actor]:
    """Return the actors in a role of the word that gives a content its stance (`content.toml`, key
    `role`).
    """
    if word.role == "none":
        return []
    own = own_state_named(trigger, word, paragraph, discourse, side)
    if own is not None:
        return [own]
    for head in _role_heads(trigger, word.role, discourse):
        found = side.without(actors_within(head, paragraph, discourse, quoted=quoted, stance=word.stance))
        if found:
            return found
    return []


def own_state_named(
    trigger: Token, word: ContentWord, paragraph: Paragraph, discourse: Discourse, side: Side
) -> Actor | None:
    """Return the speaker's own state or body where he praises it by name as the subject ("**France** plays a
    clear role"): his own side is a target only where he says so.
    """
    if word.stance is not Stance.SUPPORT or (word.role == "object" and trigger.pos_ in {"VERB", "AUX"}):
        return None
    subject = find_subject(governing_predicate(trigger, discourse), discourse.language)
    mention = paragraph.covering.get(subject.i) if subject is not None else None
    if mention is None or mention.reading == "demonym":
        return None
    actor = discourse.resolve_mention(mention)
    own = actor is not None and actor.id in side.ids and actor.kind is not ActorKind.PERSON
    return actor if own else None


def _role_heads(trigger: Token, role: Role, discourse: Discourse) -> Iterator[Token]:
    language = discourse.language
    predicate = governing_predicate(trigger, discourse)
    if role in {"object"}:
        yield from find_objects(predicate, language)
        phrases = sorted(
            prepositional(predicate, language), key=lambda pair: pair[0] not in {"against", "contre"}
        )
        yield from (noun for _, noun in phrases)
        yield from children_in(predicate, language.roles.clause | language.roles.open_clause)
        return
    if trigger.pos_ == "NOUN":
        yield from children_in(trigger, language.roles.possessor)
        yield from children_in(trigger, language.roles.modifier)
        patient = trigger.lemma_.lower() in discourse.lexicon.words["patient_nouns"]
        for name, noun in prepositional(trigger, language):
            if name in {"by", "from", "par"} or (name in {"of", "de"} and not patient):
                yield noun
    if is_passive(predicate, language):
        agent = find_agent(predicate, language)
        if agent is not None:
            yield agent
        if role == "agent":
            return
    subject = find_subject(predicate, language)
    if subject is not None:
        yield subject


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


def harmed_by(trigger: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return whom a wrong is done to: the object of its verb, the patient of its noun ("the murder **of
    X**").
    """
    language = discourse.language
    heads: list[Token] = []
    if trigger.pos_ == "NOUN":
        patient = trigger.lemma_.lower() in discourse.lexicon.words["patient_nouns"]
        for name, noun in prepositional(trigger, language):
            if name in {"on", "against", "sur", "contre"} or (patient and name in {"of", "de"}):
                heads.append(noun)
    elif trigger.pos_ in {"VERB", "AUX"}:
        heads = find_objects(trigger, language)
    return [actor for head in heads for actor in actors_within(head, paragraph, discourse)]


def held_by(tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side) -> list[Actor]:
    """Return the state of the first place that some words name: who is concerned by "the situation **in
    Aleppo**" is so towards the state whose it is.
    """
    inside = {token.i for token in tokens}
    for place in find_places(paragraph, discourse):
        state = (
            load_actors().get(place.place.country or "") if place.certain and place.start in inside else None
        )
        if state is not None:
            return side.without([state])
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


def spoken_of(
    tokens: Iterable[Token], paragraph: Paragraph, discourse: Discourse, side: Side
) -> list[Actor]:
    """Return the first known actor that some words name anywhere, with those coordinated with it: whom a
    comment is about that has none as its subject. Places and unknown names are none.
    """
    inside = {token.i for token in tokens}
    for mention in paragraph.mentions:
        head = paragraph.doc[mention.head]
        if mention.head not in inside or is_subordinate(head, inside, discourse.language.roles.relative):
            continue
        if is_place_use(head, paragraph, discourse) or is_reached(head, discourse):
            continue
        named = actors_within(head, paragraph, discourse) or [discourse.resolve_mention(mention)]
        known = [actor for actor in named if actor is not None and _is_known(actor)]
        found = side.without(known)
        if found:
            return found
    return []


def _is_known(actor: Actor) -> bool:
    return actor.kind is not ActorKind.GROUP and (actor.id in load_actors() or actor.kind is ActorKind.PERSON)


def governing_predicate(trigger: Token, discourse: Discourse) -> Token:
    """Return the predicate that a trigger belongs to: the verb of a modal, the verb above a noun, else
    itself.
    """
    if trigger.dep_ in discourse.language.roles.auxiliary:
        return trigger.head
    if trigger.pos_ in {"VERB", "AUX"} or trigger.dep_ in discourse.language.roles.complement:
        return trigger
    current = trigger
    for _ in range(4):
        if current.pos_ in {"VERB", "AUX"} or current.head == current:
            return current
        if children_in(current, discourse.language.roles.copula):
            return current
        current = current.head
    return current


def is_subordinate(token: Token, inside: set[int], relative: frozenset[str]) -> bool:
    """Tell whether a word stands in an adverbial or relative clause of a content: it is then less what
    it is about.
    """
    current = token
    while current.i in inside and current.head != current:
        if current.dep_ in relative | {"advcl"} and current.head.i in inside:
            return True
        current = current.head
    return False


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
    """Return the actors named anywhere in some words: the first subject that is one, else the first one in
    the text.
    """
    language = discourse.language
    roles = language.roles
    inside = {token.i for token in tokens}
    subjects = [token for token in tokens if token.dep_ in roles.subject | roles.passive_subject]
    in_order = subjects if subjects_only else [*subjects, *tokens]
    for token in sorted(in_order, key=lambda word: is_subordinate(word, inside, roles.relative)):
        if token.dep_ in roles.conjunct and token.head.i in inside:
            continue
        nominal = token.i in paragraph.covering or token.pos_ in {"NOUN", "PROPN"}
        if token not in subjects and not nominal and not (quoted and _points_to_somebody(token, discourse)):
            continue
        mention = paragraph.covering.get(token.i)
        if mention is not None and mention.head != token.i:
            continue
        if token.lower_ in discourse.lexicon.words["impersonal_pronouns"] and mention is None:
            continue
        if is_place_use(token, paragraph, discourse):
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
