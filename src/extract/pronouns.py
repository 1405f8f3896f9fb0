"""Which actor a pronoun stands for: one that agrees, subjects first, then whoever spoke, then the nearest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Actor, ActorKind
from .agreement import STATE_LIKE, Gender, gender_of, is_plural, names_have_gender
from .binding import main_subjects_before, named_below
from .collectives import collective_meant
from .coreference_chains import antecedents_in_chains
from .descriptions import describe
from .discourse import LOOK_BACK
from .grammar import children_in, find_objects
from .owning_states import names_people
from .stance_groups import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Span, Token

    from .discourse import Discourse, Paragraph


def resolve_pronoun(token: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool) -> Actor | None:
    """Return the actor that a third-person pronoun stands for; inside a quotation never the one who
    speaks.
    """
    while (same := _same_above(token, discourse)) is not None:
        token = same
    words, form = discourse.lexicon.words, token.lower_
    barred = discourse.last_speaker if quoted else None
    if _is_impersonal(token, discourse):
        return None
    found: Actor | None = None
    if form in words["neuter_pronouns"] | words["plural_pronouns"]:
        found = _blamed_above(token, paragraph, discourse)
    if found is not None:
        return found
    if form in words["latter"]:
        found = _named_last(token, paragraph, discourse)
    elif form in words["singular_pronouns"]:
        found = _person_meant(token, paragraph, discourse, barred)
    elif form in words["plural_pronouns"]:
        found = collective_meant(token, paragraph, discourse, barred, plural=True)
    elif form in words["neuter_pronouns"]:
        found = collective_meant(token, paragraph, discourse, barred, plural=False)
    elif (
        token.dep_ in discourse.language.roles.object and form in discourse.lexicon.tables["object_pronouns"]
    ):
        found = _object_meant(token, paragraph, discourse, barred)
    else:
        return None
    return found if found is not None else _by_chain(token, paragraph, discourse, barred)


def _same_above(token: Token, discourse: Discourse) -> Token | None:
    """Return the same pronoun where it is the subject of the clause above an adverbial one ("**it** claims to
    want talks when **it** wants war"): both mean one actor.
    """
    roles = discourse.language.roles
    clause = token.head
    if token.dep_ not in roles.subject or not clause.dep_.startswith("advcl") or clause.head == clause:
        return None
    above = children_in(clause.head, roles.subject)
    return next((each for each in above if each.lower_ == token.lower_ and each.i < token.i), None)


def _blamed_above(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return who is blamed by a verb that a participle explains ("accused **Russia** of lying, saying **it**
    was only interested in ..."); None for a person, and in every other place.
    """
    said = token.head
    saying = said.head
    roles = discourse.language.roles
    if (
        token.dep_ not in roles.subject
        or said.dep_ not in roles.clause
        or not saying.dep_.startswith("advcl")
    ):
        return None
    if saying.tag_ != "VBG" and "VerbForm=Part" not in str(saying.morph):
        return None
    cues = discourse.lexicon.single_word_cues(saying.head.lemma_.lower())
    if not any(cue.stance in HOSTILE for cue in cues):
        return None
    for noun in find_objects(saying.head, discourse.language):
        mention = paragraph.covering.get(noun.i)
        actor = discourse.resolve_mention(mention) if mention is not None else None
        if actor is not None and actor.kind is not ActorKind.PERSON:
            return actor
    return None


def _is_impersonal(token: Token, discourse: Discourse) -> bool:
    """Tell whether the word behind a pronoun makes it name nobody ("il **y** a", "it **seems**")."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return after is not None and after.lower_ in discourse.lexicon.words["impersonal_followers"]


def _by_chain(token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None) -> Actor | None:
    """Return whom a coreference component of the model takes a pronoun for, if it names one actor."""
    found = {}
    for antecedent in antecedents_in_chains(token):
        mention = paragraph.covering.get(antecedent.i)
        actor = discourse.resolve_mention(mention) if mention is not None else None
        if actor is None or (barred is not None and actor.id == barred.id):
            return None
        found[actor.id] = actor
    return next(iter(found.values())) if len(found) == 1 else None


def _gender(token: Token, discourse: Discourse) -> Gender:
    return "f" if token.lower_ in discourse.lexicon.words["feminine"] else "m"


def _agrees(actor: Actor, gender: Gender, discourse: Discourse) -> bool:
    """Tell whether a singular pronoun of a gender may stand for an actor; for a state if that is known."""
    if actor.kind is ActorKind.PERSON:
        return actor.gender in (None, gender)
    code = discourse.language.code
    if actor.kind not in STATE_LIKE or not names_have_gender(code) or is_plural(actor, code):
        return False
    return gender_of(actor, code) == gender


def person_of_possessive(
    token: Token, paragraph: Paragraph, discourse: Discourse, quoted: bool
) -> Actor | None:
    """Return the person whose something is ("**his** counterpart"); "son homologue" tells no gender."""
    if token.lower_ in discourse.lexicon.words["singular_pronouns"]:
        return _person_meant(token, paragraph, discourse, discourse.last_speaker if quoted else None)
    subjects = main_subjects_before(token, paragraph, discourse)
    person = next((actor for actor in subjects if actor.kind is ActorKind.PERSON), None)
    return person or next(discourse.people_before(paragraph, token.i), None)


def _person_meant(
    token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None
) -> Actor | None:
    gender, speaker = _gender(token, discourse), discourse.last_speaker
    below = named_below(token, paragraph, discourse)
    if barred is not None:
        about = [actor for actor in discourse.last_targets if _agrees(actor, gender, discourse)]
        if len(about) == 1:
            return about[0]
    elif token.dep_ == "pobj" and (governed := _only_one_before(token, paragraph, discourse, gender)):
        return governed  # "labelled X a terrorist and imposed sanctions on **him**"
    elif token.dep_ not in discourse.language.roles.object:
        for actor in main_subjects_before(token, paragraph, discourse):
            if _agrees(actor, gender, discourse):
                return actor
    recent = paragraph.index - discourse.last_speaker_at <= LOOK_BACK
    is_other = token.dep_ in discourse.language.roles.object
    if barred is None and recent and not is_other and speaker is not None:
        is_person = speaker.kind is ActorKind.PERSON
        if is_person and _agrees(speaker, gender, discourse) and speaker.id not in below:
            return speaker
    if barred is None and is_other:
        return _only_one_before(token, paragraph, discourse, gender)
    barred_ids = below | ({barred.id} if barred is not None else frozenset())
    people = _people_of_nearest_sentence(token, paragraph, discourse, gender, barred_ids)
    if people:
        known = [person for person in people if person.gender is not None] or people
        return known[0] if len(known) == 1 else None
    code = discourse.language.code
    if barred is None and speaker is not None and names_have_gender(code):
        may_agree = gender_of(speaker, code) in (None, gender)
        if may_agree and speaker.kind in STATE_LIKE and speaker.id not in below:
            return speaker
        only = _only_one_before(token, paragraph, discourse, gender)
        if only is not None and only.id not in below:
            return only
    return _named_later(token, paragraph, discourse, gender) if barred is None else None


def _people_of_nearest_sentence(
    token: Token, paragraph: Paragraph, discourse: Discourse, gender: Gender, barred: frozenset[str]
) -> list[Actor]:
    """Return the people that agree with a pronoun in the nearest sentence before it that names any."""

    def fits(actor: Actor) -> bool:
        is_person = actor.kind is ActorKind.PERSON and actor.id not in barred
        return is_person and _agrees(actor, gender, discourse)

    return _of_nearest_sentence(token, paragraph, discourse, fits)


def _of_nearest_sentence(
    token: Token, paragraph: Paragraph, discourse: Discourse, fits: Callable[[Actor], bool]
) -> list[Actor]:
    """Return all that fit a pronoun in the nearest sentence before it that names any who do."""
    nearest: Span | None = None
    found: dict[str, Actor] = {}
    for mention, word in discourse.mentions_before(paragraph, token.i):
        if nearest is not None and word.sent != nearest:
            break
        if mention.reading == "demonym" and not names_people(word):
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None and fits(actor):
            nearest = word.sent
            found[actor.id] = actor
    return list(found.values())


def _object_meant(
    token: Token, paragraph: Paragraph, discourse: Discourse, barred: Actor | None
) -> Actor | None:
    """Return whom an object that looks like an article means ("Londres **l'**a accusée")."""
    value = discourse.lexicon.tables["object_pronouns"][token.lower_]
    if value == "plural":
        return collective_meant(token, paragraph, discourse, barred, plural=True)
    if value == "*":
        value = "f" if token.head.lower_.endswith("e") else "m"  # participles agree: "accusée"
    return _only_one_before(token, paragraph, discourse, "f" if value == "f" else "m")


def _only_one_before(
    token: Token, paragraph: Paragraph, discourse: Discourse, gender: Gender
) -> Actor | None:
    """Return whom an object pronoun means: the only one that agrees in the nearest sentence with any."""
    subjects = _own_subjects(token, paragraph, discourse)
    found = _of_nearest_sentence(
        token,
        paragraph,
        discourse,
        lambda actor: actor not in subjects and _agrees(actor, gender, discourse),
    )
    return found[0] if len(found) == 1 else None


def _own_subjects(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who does to an object pronoun what its verb says: never the one it means."""
    found: list[Actor] = []
    if token.dep_ not in discourse.language.roles.object:
        return found  # a subject is asked nothing: it might ask itself
    for child in token.head.children:
        mention = paragraph.covering.get(child.i)
        actor: Actor | None = None
        if child.dep_ in discourse.language.roles.subject and mention is not None:
            actor = discourse.resolve_mention(mention)
            if actor is not None:
                found.append(actor)
        elif child.dep_ in discourse.language.roles.subject:
            actor = (
                resolve_pronoun(child, paragraph, discourse, quoted=False)
                if child.pos_ == "PRON"
                else describe(child, paragraph, discourse, speaking=True)
            )
            if actor is not None:
                found.append(actor)
    return found


def _named_later(token: Token, paragraph: Paragraph, discourse: Discourse, gender: Gender) -> Actor | None:
    """Return the only person of the paragraph's rest, whom a pronoun may announce ("Before **he** left, X
    said") if nobody was named before it.
    """
    found = {}
    for mention in paragraph.mentions:
        actor = discourse.resolve_mention(mention) if mention.start > token.i else None
        if actor is not None and actor.kind is ActorKind.PERSON:
            found[actor.id] = actor
    only = next(iter(found.values())) if len(found) == 1 else None
    return only if only is not None and _agrees(only, gender, discourse) else None


def _named_last(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return whom "the latter", "ce dernier" or "celui-ci" means: whoever was named last and agrees."""
    gendered = names_have_gender(discourse.language.code)
    gender = _gender(token, discourse)
    for mention, word in discourse.mentions_before(paragraph, token.i):
        if mention.reading == "demonym" and not names_people(word):
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None and (not gendered or _agrees(actor, gender, discourse)):
            return actor
    return None
