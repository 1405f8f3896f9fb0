"""Which person a description means: "the French minister", "the former president", "his Russian counterpart".

Evidence in this order: title, state and date by the office tables; a title by which the article introduced
somebody; a word that fits any politician. What remains open is None.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, state_adjectives
from ..knowledge.offices import office_holders, offices_of
from ..knowledge.tables import make_slug, strip_accents
from ..model import Actor, ActorKind
from .affiliations import role_in
from .agreement import title_gender
from .introductions import spelt_otherwise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph

MIN_NAME, MAX_NAME = 2, 4
"""Words of a person's full name."""
SAME_TITLE = 6
"""Letters in which titles agree across genders and languages: "presid|ent", "présid|ente"."""


def person_described(
    token: Token, paragraph: Paragraph, discourse: Discourse, owner: Actor | None
) -> Actor | None:
    """Return the person that a title noun means, given whose office it is; None where that cannot be told."""
    if not is_definite(token, discourse) and owner is None:
        return None
    role = role_in(_title_words(token, discourse), discourse.language.code)
    if is_former(token, discourse):
        return _only(
            person
            for person in _people_of_article(discourse)
            if role is not None and _held_before(person, discourse, role, owner)
        )
    sole = discourse.lexicon.tables["sole_offices"].get(token.lower_)
    if sole is not None:
        role, _, seat = sole.partition(":")
        holders = office_holders(role, seat, discourse.published)
        return discourse.actor(holders[0]) if len(holders) == 1 and discourse.published else None
    if role is not None and owner is not None:
        holder = office_holder(role, owner, discourse)
        if holder is not None:
            return holder
    if role is not None:
        return _in_role(role, owner, token, paragraph, discourse)
    return _named_with_title(token, paragraph, discourse, owner)


def _title_words(token: Token, discourse: Discourse) -> str:
    """Return the words of a title without the names of states in them."""
    words = sorted((word for word in token.subtree if not word.is_punct), key=lambda word: word.i)
    states = {word.i for word in words if names_state(word, discourse)}
    return "".join(word.text_with_ws for word in words if word.i not in states)


def names_state(token: Token, discourse: Discourse) -> bool:
    """Tell whether a word names a state."""
    actor = discourse.actor_at(token)
    return actor is not None and actor.kind is ActorKind.STATE


def is_definite(token: Token, discourse: Discourse) -> bool:
    """Tell whether a noun has a determiner that points back ("**the** minister")."""
    return any(child.lower_ in discourse.lexicon.words["definite"] for child in token.children)


def is_former(token: Token, discourse: Discourse) -> bool:
    """Tell whether a title's office is told to be over ("the **former** president")."""
    return any(child.lower_ in discourse.lexicon.words["former"] for child in token.children)


def office_holder(role: str, owner: Actor, discourse: Discourse) -> Actor | None:
    """Return who holds an office on the article's date: in a handover, whom the article names."""
    holders = office_holders(role, owner.id, discourse.published)
    named = [holder for holder in holders if holder in discourse.surnames.values()]
    if len(named or holders) == 1:
        return discourse.actor((named or list(holders))[0])
    return None


def _people_of_article(discourse: Discourse) -> Iterator[Actor]:
    for person in dict.fromkeys(discourse.surnames.values()):
        yield discourse.actor(person)


def _only(people: Iterable[Actor]) -> Actor | None:
    found = {person.id: person for person in people}
    return next(iter(found.values())) if len(found) == 1 else None


def _in_role(
    role: str, owner: Actor | None, token: Token, paragraph: Paragraph, discourse: Discourse
) -> Actor | None:
    """Return the only person with a role in the article, else the only one named so far in the paragraph."""

    def fits(person: Actor) -> bool:
        if not _holds(person.id, discourse, role) or not _agrees(token, person, discourse):
            return False
        if owner is None:
            return True
        represented = discourse.represented(person)
        return represented is not None and represented.id == owner.id

    everywhere = _only(person for person in _people_of_article(discourse) if fits(person))
    if everywhere is not None:
        return everywhere
    title = [word.casefold() for word in _title_words(token, discourse).split()]
    called_so = _only(
        person
        for person in _people_of_article(discourse)
        if fits(person) and any(word in _titles_of(person, discourse) for word in title)
    )
    if called_so is not None:
        return called_so
    speaker = discourse.last_speaker
    if owner is None and speaker is not None and paragraph.is_quoted(token):
        home = discourse.represented(speaker)  # in somebody's words "the president" is that of his state
        own = [
            person
            for person in _people_of_article(discourse)
            if fits(person) and person.id != speaker.id and discourse.represented(person) == home
        ]
        if home is not None and len(own) == 1:
            return own[0]
    here = [discourse.resolve_mention(mention) for mention in paragraph.mentions if mention.end <= token.i]
    return _only(person for person in here if person is not None and fits(person))


def _holds(person: str, discourse: Discourse, role: str) -> bool:
    if discourse.roles.get(person) == role and person in discourse.people:
        return True
    return any(office.role == role for office in offices_of(person, discourse.published))


def _held_before(person: Actor, discourse: Discourse, role: str, owner: Actor | None) -> bool:
    """Tell whether a person once held an office, of `owner` if that is given, and does so no longer."""
    past = [
        office
        for office in offices_of(person.id)
        if office.role == role and (owner is None or office.represents == owner.id)
    ]
    return bool(past) and bool(discourse.published) and not _holds(person.id, discourse, role)


def _named_with_title(
    token: Token, paragraph: Paragraph, discourse: Discourse, owner: Actor | None
) -> Actor | None:
    """Return the person named last before this sentence whom a title noun fits, best evidence first."""
    before: list[Actor] = []
    for actor in discourse.named_before(paragraph, token.i):
        if actor.kind is not ActorKind.PERSON or not _agrees(token, actor, discourse):
            continue
        represented = discourse.represented(actor)
        if owner is None or (represented is not None and represented.id == owner.id):
            before.append(actor)
    generic = token.lower_ in discourse.lexicon.words["generic_people"]
    for actor in before:
        if any(_same_title(token.lower_, title) for title in _titles_of(actor, discourse)):
            return actor
    called_so = _only(
        actor
        for actor in _people_of_article(discourse)
        if any(_same_title(token.lower_, title) for title in _titles_of(actor, discourse))
        and _agrees(token, actor, discourse)
        and (owner is None or discourse.represented(actor) == owner)
    )
    if called_so is not None or token.lower_ in discourse.lexicon.words["callings"]:
        return called_so
    return next((actor for actor in before if generic or not _titles_of(actor, discourse)), None)


def _titles_of(person: Actor, discourse: Discourse) -> set[str]:
    """Return the words of a person's titles at the article's date, by the tables and by the article."""
    tabled = offices_of(person.id, discourse.published)
    words = {
        word
        for office in tabled
        for title in (office.title, office.title_fr or "")
        for word in title.casefold().split()
    }
    return words | discourse.titles.get(person.id, set())


def _same_title(one: str, other: str) -> bool:
    return strip_accents(one)[:SAME_TITLE] == strip_accents(other)[:SAME_TITLE]


def _agrees(token: Token, person: Actor, discourse: Discourse) -> bool:
    """Tell whether a description's gender allows a person: "la ministre" is a woman, "le ministre" may be."""
    gender = title_gender(token, discourse)
    return gender is None or person.gender in (None, gender)


def counterpart(person: Actor | None, owner: Actor | None, discourse: Discourse) -> Actor | None:
    """Return who holds in another state the office that a person has ("Lavrov met **his American
    counterpart**").
    """
    if person is None or owner is None:
        return None
    roles = [office.role for office in offices_of(person.id, discourse.published)]
    if not roles and person.id in discourse.roles:
        roles = [discourse.roles[person.id]]
    found = [holder for role in roles if (holder := office_holder(role, owner, discourse)) is not None]
    return _only(found)


def described_counterpart(person: Actor | None, owner: Actor | None, discourse: Discourse) -> Actor | None:
    """Return somebody known only as the counterpart of a person in a state, None if either is unknown."""
    if person is None or owner is None or owner.kind is not ActorKind.STATE:
        return None
    name = f"{state_adjectives().get(owner.id, owner.name)} counterpart of {person.name}"
    return discourse.describe_new(name, ActorKind.PERSON, owner.id)


def described_speaker(token: Token, discourse: Discourse, owner: Actor) -> Actor:
    """Return somebody known only by what he is: "UN Special Envoy for Syria", "Russian foreign ministry
    official".
    """
    own_name = trailing_name(token, discourse)
    if own_name is not None:
        known = make_slug(own_name) if make_slug(own_name) in load_actors() else spelt_otherwise(own_name)
        if known is not None:
            return discourse.actor(known)
    name = own_name or _with_owner(phrase_name(token), owner, discourse).replace("U.N.", "UN").replace(
        "U.S.", "US"
    )
    represents = None if is_former(token, discourse) else owner.represents or owner.id
    return discourse.describe_new(name, ActorKind.PERSON, represents)


def _with_owner(name: str, owner: Actor, discourse: Discourse) -> str:
    """Return a description with the owner's name in place of a possessive pronoun ("**Its** ambassador")."""
    first, _, rest = name.partition(" ")
    words = discourse.lexicon.words
    possessives = words["neuter_pronouns"] | words["singular_pronouns"] | words["plural_pronouns"]
    if not rest or first.casefold() not in possessives | {"son", "sa", "ses", "leur", "leurs"}:
        return name
    return f"{state_adjectives().get(owner.id, owner.name)} {rest}"


def trailing_name(title: Token, discourse: Discourse) -> str | None:
    """Return the name that ends a title's phrase where the entity recogniser missed it ("former US
    Ambassador to the United Nations **X Y**").
    """
    inside = [word for word in title.subtree if belongs(word, title)]
    end = max(word.i for word in inside) + 1
    first = end
    while first > title.i + 1 and _may_be_name(title.doc[first - 1], discourse):
        first -= 1
    return title.doc[first:end].text if MIN_NAME <= end - first <= MAX_NAME else None


def _may_be_name(word: Token, discourse: Discourse) -> bool:
    known = discourse.lexicon.words["institution_nouns"] | discourse.lexicon.words["person_nouns"]
    if word.pos_ != "PROPN" or not word.text[:1].isupper() or word.lower_ in known:
        return False
    return discourse.actor_at(word) is None


def phrase_name(head: Token) -> str:
    """Return the words of a noun phrase as a name: without its article, clauses and appositions."""
    inside = [word.i for word in head.subtree if belongs(word, head)]
    text = " ".join(head.doc[min(inside) : max(inside) + 1].text.split())
    for article in (
        "the ",
        "The ",
        "le ",
        "Le ",
        "la ",
        "La ",
        "l'",
        "L'",
        "l’",
        "a ",
        "A ",
        "an ",
        "un ",
        "une ",
        "Un ",
        "Une ",
    ):
        text = text.removeprefix(article)
    for short, full in (("US ", "United States "), ("U.S. ", "United States "), ("UK ", "United Kingdom ")):
        text = full + text.removeprefix(short) if text.startswith(short) else text
    return text[:1].upper() + text[1:]


def belongs(word: Token, head: Token) -> bool:
    """Tell whether a word belongs to what a noun calls somebody: it hangs on it through names and
    of-phrases only.
    """
    while word.i != head.i:
        if word.dep_ in {"relcl", "acl:relcl", "acl", "appos", "conj", "cc", "punct", "advcl"}:
            return False
        word = word.head
    return True
