"""Who answers in an interview, a briefing or a transcript: by label, else whom the introduction presents.

What cannot be told is None, never a guess: an office ("MINISTER:") is resolved only where one person named in
the headline or the introduction holds it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..knowledge.actors import load_actors, load_name_forms
from ..knowledge.offices import offices_of
from ..knowledge.tables import make_slug, strip_accents
from ..model import Actor, ActorKind
from .cleaning import BlockKind
from .descriptions import describe
from .lexicon import load_lexicon
from .mentions import PERSON_LABELS
from .turn_labels import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph
    from .mentions import Mention

INTRODUCING = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING, BlockKind.CAPTION, BlockKind.BODY})
DIALOGUE = frozenset({BlockKind.QUESTION, BlockKind.ANSWER})
AFTER_REACH, BEFORE_REACH = 120, 80
"""Characters between words that present somebody and the name."""
_SENTENCE_BREAK = re.compile(r"[.!?…] +[A-ZÀ-Ý«\"“]")
TITLE_REACH = 12
"""Tokens between a name and the office beside it."""


class _Named(NamedTuple):
    """A person named in an introduction, and where."""

    actor: Actor
    mention: Mention
    paragraph: Paragraph


def find_answerers(discourse: Discourse) -> Mapping[int, Actor]:
    """Return who speaks in each answer, by the index of its paragraph; those of nobody known are left out."""
    answers = [each for each in discourse.paragraphs if each.block.kind is BlockKind.ANSWER]
    if not answers:
        return {}
    generic = discourse.lexicon.words["answer_labels"]
    labels = {each.block.label for each in answers if each.block.label is not None}
    own = sorted(label for label in labels if label.casefold().strip(". 0123456789") not in generic)
    named: dict[str, Actor | None] = {label: find_labelled(label, discourse) for label in own}
    if len(own) == 1:
        interviewee = named[own[0]] or _presented_holder(own[0], discourse)
        named[own[0]] = interviewee
    else:
        interviewee = None if own else find_interviewee(discourse)
    found: dict[int, Actor] = {}
    for each in answers:
        label = each.block.label
        actor = named[label] if label in named and label is not None else interviewee
        if actor is not None:
            found[each.index] = actor
    return found


def is_told_of(paragraph: Paragraph, answerer: Actor, discourse: Discourse) -> bool:
    """Tell whether a paragraph speaks of the one who answers, and in nobody's first person: it is no answer.

    Such are the lines about a person below an interview ("Anna Kovar has been foreign minister since May").
    """
    named = False
    for token in paragraph.doc:
        if paragraph.is_quoted(token):
            continue
        if token.lower_ in discourse.lexicon.words["spoken"]:
            return False
        mention = paragraph.covering.get(token.i)
        if mention is not None and mention.head == token.i:
            actor = discourse.resolve_mention(mention)
            named = named or (actor is not None and actor.id == answerer.id)
    return named


# -- by label
# ------------------------------------------------------------------------------------------------------------


def find_labelled(label: str, discourse: Discourse) -> Actor | None:
    """Return whom a label names ("MR. MILLER", "JMA", "THE PRESIDENT"), None where that is not sure."""
    office, name = _read_label(label, discourse.language.code)
    roles = _roles_of(office, discourse)
    if name:
        return (
            _by_name(name, roles, discourse)
            or _by_initials(name, discourse)
            or _unknown(name, label, discourse)
        )
    if office is None:
        return None
    holders = {
        each.actor.id: each.actor
        for each in _people_introduced(discourse)
        if _holds(each.actor, roles, discourse) or _is_called(each, office, roles, discourse)
    }
    return next(iter(holders.values())) if len(holders) == 1 else None


def _read_label(label: str, language: str) -> tuple[str | None, str]:
    """Return the office in a label, in lower case, and the name without titles; "" where it has none."""
    match = _offices(language).search(label)
    if match is not None:
        return match[0].casefold(), label[match.end() :].strip(" .")
    return None, _titles(language).sub("", label, count=1).strip(" .")


def _by_name(name: str, roles: frozenset[str], discourse: Discourse) -> Actor | None:
    """Return the person of a name or surname: of the article, else the only one in office on its date."""
    known = load_actors()
    full, surnames = _known_people(discourse.language.code)
    key = strip_accents(name).casefold()
    if len(full.get(key, ())) == 1:
        return known[full[key][0]]
    if make_slug(name) in discourse.people:
        return discourse.actor(make_slug(name))
    words = name.casefold().split()
    in_office = [
        known[person]
        for person in surnames.get(key, ())
        if (offices := offices_of(person, discourse.published))
        and (not roles or any(office.role in roles for office in offices))
    ]
    met = discourse.surnames.get(words[-1])
    if met is not None:
        actor = discourse.actor(met)
        first = actor.name.casefold().split()[0]
        is_other = len(words) > 1 and words[0] != first and words[0].strip(".") != first[0]
        if is_other and len(surnames.get(key, ())) == 0:
            return None
        is_better = roles and len(in_office) == 1 and met in known and not _holds(actor, roles, discourse)
        return in_office[0] if is_better else actor
    return in_office[0] if len(in_office) == 1 else None


def _by_initials(name: str, discourse: Discourse) -> Actor | None:
    """Return the one person of the article with these initials: "J.-M. A." is Jean-Marc Ayrault."""
    letters = re.sub(r"[\W\d_]", "", name)
    if not (2 <= len(letters) <= 4 and re.fullmatch(r"(?:[^\W\d_]\.?[ -]?)+", name) and letters.isupper()):
        return None
    people = {each.actor.id: each.actor for each in _people_introduced(discourse)}
    people |= {actor.id: actor for actor in map(discourse.actor, discourse.surnames.values())}
    fitting = [actor for actor in people.values() if letters in _initials(actor.name)]
    return fitting[0] if len(fitting) == 1 else None


def _initials(name: str) -> set[str]:
    words = re.split(r"[\s-]+", strip_accents(name))
    return {
        "".join(word[0] for word in words if word).upper(),
        "".join(word[0] for word in words if word[:1].isupper()),
    }


def _unknown(name: str, label: str, discourse: Discourse) -> Actor | None:
    """Return somebody whom only a label names: in full, or by surname with a form of address or an office."""
    words = name.split()
    if len(words) < 2 and len(name) == len(label.strip(" .")):
        return None
    if any(len(re.sub(r"\W", "", word)) < 2 for word in words):
        return None
    name = name.title() if name.isupper() else name
    actor_id = make_slug(name)
    if not actor_id or actor_id in load_actors():
        return None
    return discourse.people.setdefault(actor_id, Actor(id=actor_id, name=name, kind=ActorKind.PERSON))


def _roles_of(office: str | None, discourse: Discourse) -> frozenset[str]:
    return frozenset(discourse.lexicon.tables["label_offices"].get(office or "", "").split())


def _holds(actor: Actor, roles: frozenset[str], discourse: Discourse) -> bool:
    if actor.id in discourse.people:
        return False
    return any(office.role in roles for office in offices_of(actor.id, discourse.published))


def _is_called(named: _Named, office: str, roles: frozenset[str], discourse: Discourse) -> bool:
    """Tell whether an introduction ties a name to an office: "the minister, **X**", "**X**, spokesman of"."""
    found = {
        match[0].casefold() for match in _offices(discourse.language.code).finditer(_title_beside(named))
    }
    return any(each == office or bool(roles & _roles_of(each, discourse)) for each in found)


def _title_beside(named: _Named) -> str:
    """Return the words before a name, and those behind it after a comma or "is", up to a verb or another name."""
    doc, mention, covering = named.paragraph.doc, named.mention, named.paragraph.covering

    def is_end(token: Token) -> bool:
        other = covering.get(token.i)
        is_person = other is not None and other.reading in {"name", "surname", "entity"} and other != mention
        stops = token.pos_ in {"VERB", "AUX", "CCONJ"} or token.text in set('.:;?"“”«»')
        return (
            token.sent != doc[mention.head].sent or stops or (is_person and token.ent_type_ in PERSON_LABELS)
        )

    before: list[str] = []
    for i in range(mention.start - 1, max(-1, mention.start - 1 - TITLE_REACH), -1):
        if is_end(doc[i]):
            break
        before.insert(0, doc[i].text_with_ws)
    after: list[str] = []
    i = mention.end
    if i < len(doc) and (doc[i].text in {",", "(", "-", "–", "—"} or doc[i].lemma_ in {"be", "être"}):
        for token in doc[i + 1 : i + 1 + TITLE_REACH]:
            if is_end(token) or token.text == ",":
                break
            after.append(token.text_with_ws)
    return " ".join(["".join(before), "|", "".join(after)])


# -- by introduction
# ------------------------------------------------------------------------------------------------------------


def find_interviewee(discourse: Discourse) -> Actor | None:
    """Return whom the lines above the first question present ("Interview with X"), else name most often.

    Without such lines those below the last answer are asked. None where two people are named alike.
    """
    asking = {
        actor.id
        for label in dict.fromkeys(each.block.label for each in discourse.paragraphs if _asks(each))
        if label is not None and (actor := find_labelled(label, discourse)) is not None
    }
    people = [each for each in _people_introduced(discourse) if each.actor.id not in asking]
    people = people or [
        each
        for each in _people_in(discourse, [p for p in discourse.paragraphs if p.block.kind in INTRODUCING])
        if each.actor.id not in asking
    ]
    if not people:
        return _described(discourse)
    presented = _presented(discourse)
    count = Counter(each.actor.id for each in people)
    titled = {
        each.actor.id for each in people if _offices(discourse.language.code).search(_title_beside(each))
    }
    ranked = sorted(
        ((person in presented, times, person in titled) for person, times in count.items()), reverse=True
    )
    if len(ranked) > 1 and ranked[0] == ranked[1]:
        return None
    best = next(
        person
        for person, times in count.items()
        if (person in presented, times, person in titled) == ranked[0]
    )
    return discourse.actor(best)


def _presented_holder(label: str, discourse: Discourse) -> Actor | None:
    """Return who is presented as interviewed where all answers have the label of an office that fits."""
    office, name = _read_label(label, discourse.language.code)
    if office is None or name:
        return None
    presented = _presented(discourse)
    if len(presented) != 1:
        return None
    actor = discourse.actor(next(iter(presented)))
    offices = offices_of(actor.id, discourse.published) if actor.id not in discourse.people else ()
    return None if offices else actor


def _presented(discourse: Discourse) -> set[str]:
    """Return the ids of those whom an introduction presents: "Interview with X", "X told us", "X: «...»"."""
    behind, ahead = _presenting(discourse.language.code)
    found: set[str] = set()
    for paragraph in _introduction(discourse):
        people = list(_people_in(discourse, [paragraph]))
        text = paragraph.block.text
        spans = [(each, *_span(each)) for each in people]
        for match in behind.finditer(text):
            after = [row for row in spans if 0 <= row[1] - match.end() <= AFTER_REACH]
            end = match.end()
            for each, start, stop in after:
                between = text[end:start]
                if end != match.end() and between.strip() not in {"and", "et", "&", ","}:
                    break
                if _SENTENCE_BREAK.search(between):
                    break
                found.add(each.actor.id)
                end = stop
        for match in ahead.finditer(text):
            before = [row for row in spans if 0 <= match.start() - row[2] <= BEFORE_REACH]
            if before and not _SENTENCE_BREAK.search(text[before[-1][2] : match.start()]):
                found.add(before[-1][0].actor.id)
        if spans and paragraph.block.kind is BlockKind.HEADLINE:
            each, start, stop = spans[0]
            if start <= AFTER_REACH and re.match(r"\s*:", text[stop:]):
                found.add(each.actor.id)
    return found


def _span(named: _Named) -> tuple[int, int]:
    doc = named.paragraph.doc
    last = doc[named.mention.end - 1]
    return doc[named.mention.start].idx, last.idx + len(last)


def _described(discourse: Discourse) -> Actor | None:
    """Return the one holder of an office whom an introduction describes without a name."""
    found: dict[str, Actor] = {}
    for paragraph in _introduction(discourse):
        for token in paragraph.doc:
            if token.lower_ not in discourse.lexicon.words["person_nouns"] or token.i in paragraph.covering:
                continue
            actor = describe(token, paragraph, discourse, speaking=False)
            if actor is not None and actor.id not in discourse.people and actor.kind is ActorKind.PERSON:
                found[actor.id] = actor
    return next(iter(found.values())) if len(found) == 1 else None


def _asks(paragraph: Paragraph) -> bool:
    return paragraph.block.kind is BlockKind.QUESTION


def _introduction(discourse: Discourse) -> list[Paragraph]:
    first = next((each.index for each in discourse.paragraphs if each.block.kind in DIALOGUE), 0)
    return [each for each in discourse.paragraphs[:first] if each.block.kind in INTRODUCING]


def _people_introduced(discourse: Discourse) -> list[_Named]:
    """Return the people whom headlines and introduction name, one for each time."""
    return list(_people_in(discourse, _introduction(discourse)))


def _people_in(discourse: Discourse, paragraphs: list[Paragraph]) -> Iterator[_Named]:
    for paragraph in paragraphs:
        for mention in paragraph.mentions:
            actor = discourse.resolve_mention(mention)
            if actor is None:
                continue
            named = _Named(actor, mention, paragraph)
            if actor.kind is ActorKind.PERSON:
                yield named
            elif _is_person_after_all(named, discourse):
                person = replace(actor, kind=ActorKind.PERSON)
                discourse.people[person.id] = person
                yield named._replace(actor=person)


def _is_person_after_all(named: _Named, discourse: Discourse) -> bool:
    """Tell whether a name that the parser takes for an organisation stands beside an office ("X, the minister")."""
    is_made = named.actor.id in discourse.people and named.actor.kind is ActorKind.ORGANISATION
    has_two = re.fullmatch(r"[A-ZÀ-Ý][\w.'-]+(?: [A-ZÀ-Ý][\w.'-]+){1,3}", named.mention.text) is not None
    return is_made and has_two and _offices(discourse.language.code).search(_title_beside(named)) is not None


# -- words
# ------------------------------------------------------------------------------------------------------------


@cache
def _offices(language: str) -> re.Pattern[str]:
    words = any_of(load_lexicon(language).tables["label_offices"])
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def _titles(language: str) -> re.Pattern[str]:
    words = load_lexicon(language).words
    return re.compile(rf"^(?:{any_of(words['label_titles'])})(?:\. ?| )(?=\S)", re.IGNORECASE)


@cache
def _presenting(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_lexicon(language).words
    behind, ahead = any_of(words["presented_after"]), any_of(words["presented_before"])
    return (
        re.compile(rf"(?<!\w)(?:{behind})(?:(?!\w)|(?<='))", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{ahead})(?!\w)", re.IGNORECASE),
    )


@cache
def _known_people(language: str) -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, tuple[str, ...]]]:
    """Return the people of the tables by full name and by surname, without accents and in lower case."""
    full: dict[str, dict[str, None]] = {}
    surnames: dict[str, dict[str, None]] = {}
    for form in load_name_forms(language):
        if load_actors()[form.actor_id].kind is not ActorKind.PERSON:
            continue
        index = {"name": full, "surname": surnames}.get(form.reading)
        if index is not None:
            index.setdefault(strip_accents(form.surface).casefold(), {})[form.actor_id] = None
    return (
        {surface: tuple(people) for surface, people in full.items()},
        {surface: tuple(people) for surface, people in surnames.items()},
    )
