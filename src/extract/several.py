"""Whom a plural means that stands for several actors named before: "they", "the two countries", "both sides".

A coordination ("Iran and Russia ... they") counts as its members. Where fewer or more are named than are
counted, nobody is meant.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import ActorKind
from .affiliations import role_in
from .agreement import STATE_LIKE, is_plural
from .binding import named_below
from .discourse import SENTENCES_BACK
from .grammar import children_in, conjuncts, is_main_subject
from .owning_states import names_people
from .places import is_place_use
from .titles import is_definite, office_holder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph

MOST, PAIR = 5, 2
"""Greatest number of actors that a counted noun may mean."""
PEOPLE = frozenset({ActorKind.PERSON})
COUNTED = {
    "counted_states": frozenset({ActorKind.STATE}),
    "counted_sides": STATE_LIKE,
    "counted_people": PEOPLE,
}
"""What the nouns of each group count."""


def several_meant(token: Token, paragraph: Paragraph, discourse: Discourse, *, quoted: bool) -> list[Actor]:
    """Return the actors that a plural pronoun or a counted noun stands for; [] where it is not several."""
    words, form = discourse.lexicon.words, token.lower_
    objects = discourse.lexicon.tables["object_pronouns"]
    is_object = token.dep_ in discourse.language.roles.object
    if form in words["plural_pronouns"] or (is_object and objects.get(form) == "plural"):
        return _coordination_before(token, paragraph, discourse, quoted=quoted)
    holders = _holders_of_title(token, paragraph, discourse)
    if holders:
        return holders
    kinds = next((kinds for group, kinds in COUNTED.items() if form in words[group]), None)
    number = _number(token, discourse) if kinds is not None else None
    if kinds is None or number is None:
        return []
    found = _counted(number, kinds, token, paragraph, discourse)
    if found or form in words["counted_people"]:
        return found
    people = _counted(number, PEOPLE, token, paragraph, discourse)
    states = {state.id: state for person in people if (state := discourse.represented(person)) is not None}
    return list(states.values()) if len(states) == number else []


def _holders_of_title(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return who holds an office in each of several states: "les ministres **français et allemand** des
    Affaires étrangères", by the names that follow ("..., **X et Y**,"), else by the tables.
    """
    title = discourse.lexicon.tables.get("plural_titles", {}).get(token.lower_)
    if title is None:
        return []
    named = _names_beside(token, paragraph, discourse)
    if len(named) > 1:
        return named
    first = next((child for child in children_in(token, frozenset({"amod"})) if child.i > token.i), None)
    peoples = conjuncts(first, discourse.language) if first is not None else []
    states = [discourse.actor_at(member) for member in peoples]
    if len(states) < PAIR:
        return []
    beside = {word.i for member in peoples for word in member.subtree}
    inside = set(token.subtree)
    words = [word for word in token.doc[token.i + 1 : token.sent.end] if word in inside]
    rest = " ".join(word.text for word in words if word.i not in beside or word.pos_ == "ADP")
    before = " ".join(
        plural_undone(word.text.casefold(), discourse) for word in token.doc[max(0, token.i - 1) : token.i]
    )
    phrase = f"{before} {title} {rest}".replace("' ", "'").replace("’ ", "’")
    role = role_in(phrase, discourse.language.code)
    found = [office_holder(role, state, discourse) for state in states if state is not None] if role else []
    return [person for person in found if person is not None] if None not in found and len(found) > 1 else []


def plural_undone(word: str, discourse: Discourse) -> str:
    """Return the singular of a word that begins a title of several ("**premiers** ministres")."""
    return discourse.lexicon.tables["plural_titles"].get(word, word)


def _names_beside(token: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the people named in apposition to a plural title, the comma between them."""
    found: dict[str, Actor] = {}
    end = next((i for i in range(token.i + 1, token.sent.end) if token.doc[i].text == ","), None)
    if end is None:
        return []
    for mention in paragraph.mentions:
        if mention.start < end or mention.end > token.sent.end:
            continue
        between = token.doc[end : mention.start]
        if any(word.pos_ in {"VERB", "AUX"} for word in between):
            break
        actor = discourse.resolve_mention(mention)
        if actor is not None and actor.kind is ActorKind.PERSON:
            found[actor.id] = actor
    return list(found.values())


def _number(token: Token, discourse: Discourse) -> int | None:
    """Return how many a definite plural noun counts: "the **two** countries", "**both** sides"."""
    numbers, words = discourse.lexicon.tables["numbers"], discourse.lexicon.words
    beside = {child.lower_ for child in token.children} | {
        word.lower_ for word in token.doc[max(0, token.i - 2) : token.i]
    }
    is_pair = bool(beside & words["pairing"])
    counted = {int(numbers[word]) for word in beside if word in numbers and 1 < int(numbers[word]) <= MOST}
    if is_pair and (is_definite(token, discourse) or not counted):
        return 2
    return counted.pop() if len(counted) == 1 and is_definite(token, discourse) else None


def _sentences_before(
    token: Token, paragraph: Paragraph, discourse: Discourse
) -> Iterator[tuple[Paragraph, Span]]:
    """Yield the sentences before a token, the nearest first: its own up to it, then those above."""
    own = token.doc[token.sent.start : token.i]
    if len(own):
        yield paragraph, own
    before = [sentence for sentence in token.doc.sents if sentence.end <= token.sent.start]
    yield from ((paragraph, sentence) for sentence in reversed(before))
    if paragraph.index:
        above = discourse.paragraphs[paragraph.index - 1]
        yield from ((above, sentence) for sentence in reversed(list(above.doc.sents)))


def _named_in(paragraph: Paragraph, span: Span, discourse: Discourse) -> Iterator[tuple[Token, Actor]]:
    """Yield who is named in a span as an actor, in text order: no places, no bare adjectives."""
    for token in span:
        mention = paragraph.covering.get(token.i)
        if mention is None or mention.head != token.i:
            continue
        if mention.reading == "demonym" and not names_people(token):
            continue
        if mention.reading != "surname" and is_place_use(token, paragraph, discourse):
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None:
            yield token, actor


def _counted(
    number: int, kinds: frozenset[ActorKind], token: Token, paragraph: Paragraph, discourse: Discourse
) -> list[Actor]:
    """Return exactly `number` actors of a kind, from the nearest sentences that together name so many.

    An object is never its own sentence's subject: that sentence counts only for a subject.
    """
    roles = discourse.language.roles
    sentences = _sentences_before(token, paragraph, discourse)
    found: dict[str, Actor] = {}
    for _, (above, sentence) in zip(range(SENTENCES_BACK), sentences, strict=False):
        is_own = above is paragraph and sentence.end == token.i
        if is_own and token.dep_ not in roles.subject | roles.passive_subject:
            continue
        here = {actor.id: actor for _, actor in _named_in(above, sentence, discourse) if actor.kind in kinds}
        if is_own and len(here) != number:
            continue
        found = {**here, **{actor_id: actor for actor_id, actor in found.items() if actor_id not in here}}
        if len(found) >= number:
            break
    return list(found.values()) if len(found) == number else []


def _coordination_before(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, quoted: bool
) -> list[Actor]:
    """Return the members of the coordination that a plural pronoun means: the nearest that is a main subject,
    else the only one of its sentence.
    """
    roles, below = discourse.language.roles, named_below(token, paragraph, discourse)
    arguments = roles.subject | roles.passive_subject | roles.object
    speaker, spoken_at = discourse.last_speaker, discourse.last_speaker_at
    if (
        not quoted
        and speaker is not None
        and speaker.kind is ActorKind.GROUP
        and spoken_at == paragraph.index
    ):
        return []  # "the ministers said ... they"
    for _, (above, sentence) in zip(
        range(SENTENCES_BACK), _sentences_before(token, paragraph, discourse), strict=False
    ):
        joined: list[list[Actor]] = []
        for head in sentence:
            if above.is_quoted(head) != quoted and above is paragraph:
                continue
            is_subject = is_main_subject(head, discourse.language)
            actors = _members(head, above, discourse)
            if any(actor.id in below for actor in actors):
                continue
            if len(actors) > 1 and is_subject and not _governs(head, token):
                return actors
            if is_subject and _is_plural_head(head, above, discourse):
                return []  # "the rebels ... they": a group of its own
            if len(actors) > 1 and above is paragraph and head.dep_ in arguments:
                joined.append(actors)
        if len(joined) == 1:
            return joined[0]
        if not joined and _is_meeting(sentence, discourse):
            met = {
                actor.id: actor for _, actor in _named_in(above, sentence, discourse) if actor.id not in below
            }
            people = [actor for actor in met.values() if actor.kind is ActorKind.PERSON]
            for pair in (people, list(met.values())):
                if len(pair) == PAIR:
                    return pair
        if joined:
            return []
    return []


def _is_meeting(sentence: Span, discourse: Discourse) -> bool:
    """Tell whether a sentence tells that some met others: afterwards "they" are both."""
    return sentence.root.lemma_.lower() in discourse.lexicon.words["meeting_verbs"]


def _governs(subject: Token, token: Token) -> bool:
    """Tell whether a pronoun is the object of the very verb whose subject this is: they then differ."""
    return subject.head == token.head


def _members(head: Token, paragraph: Paragraph, discourse: Discourse) -> list[Actor]:
    """Return the actors of a coordination that begins with this token, [] if one of them is not named."""
    if head.dep_ in discourse.language.roles.conjunct:
        return []
    found: dict[str, Actor] = {}
    for member in _joined(head, discourse):
        beside = [
            inner
            for child in children_in(member, discourse.language.roles.apposition)
            for inner in conjuncts(child, discourse.language)
        ]
        actors = [_named_at(member, paragraph, discourse)]
        if actors == [None] and beside:  # "his counterparts, **X and Y**"
            actors = [_named_at(each, paragraph, discourse) for each in beside]
        for actor in actors:
            if actor is None:
                return []
            found.setdefault(actor.id, actor)
    return list(found.values())


def _joined(head: Token, discourse: Discourse) -> list[Token]:
    """Return what is coordinated with a token; French parsers may give a verb two subjects instead."""
    subject = discourse.language.roles.subject
    found = conjuncts(head, discourse.language)
    if len(found) > 1 or head.dep_ not in subject:
        return found
    others = [word for word in head.head.children if word.dep_ in subject and word.i > head.i]
    between = head.doc[head.i : others[-1].i] if others else ()
    return [head, *others] if any(word.pos_ == "CCONJ" for word in between) else found


def _named_at(token: Token, paragraph: Paragraph, discourse: Discourse) -> Actor | None:
    """Return whom a token names as somebody who acts."""
    mention = paragraph.covering.get(token.i)
    if mention is None or (mention.reading == "demonym" and not names_people(token)):
        return None
    if is_place_use(token, paragraph, discourse):
        return None
    return discourse.resolve_mention(mention)


def _is_plural_head(head: Token, paragraph: Paragraph, discourse: Discourse) -> bool:
    if head.lower_ in discourse.lexicon.words["group_nouns"]:
        return True
    mention = paragraph.covering.get(head.i)
    actor = discourse.resolve_mention(mention) if mention is not None else None
    return actor is not None and is_plural(actor, discourse.language.code)
