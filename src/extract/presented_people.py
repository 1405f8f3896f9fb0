"""Whom headline and introduction name, what they call them, and whom they present as interviewed."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from ..model import ActorKind
from .cleaning import BlockKind
from .descriptions import describe
from .lexicon import load_lexicon
from .mentions import PERSON_LABELS
from .turn_labels import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Token

    from ..model import Actor
    from .discourse import Discourse, Paragraph
    from .mentions import Mention

INTRODUCING = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADING, BlockKind.CAPTION, BlockKind.BODY})
DIALOGUE = frozenset({BlockKind.QUESTION, BlockKind.ANSWER})
AFTER_REACH, BEFORE_REACH = 120, 80
"""Characters between a name and the words before or behind it that present somebody."""
TITLE_REACH = 12
"""Tokens between a name and the office beside it."""
_SENTENCE_BREAK = re.compile(r"[.!?…] +[A-ZÀ-Ý«\"“]")


class Named(NamedTuple):
    """A person named in an introduction, and where."""

    actor: Actor
    mention: Mention
    paragraph: Paragraph


def introduction(discourse: Discourse) -> list[Paragraph]:
    """Return the headlines, captions and paragraphs above the first question or answer."""
    first = next((each.index for each in discourse.paragraphs if each.block.kind in DIALOGUE), 0)
    return [each for each in discourse.paragraphs[:first] if each.block.kind in INTRODUCING]


def people_introduced(discourse: Discourse) -> list[Named]:
    """Return the people whom headlines and introduction name, one for each time."""
    return list(people_in(discourse, introduction(discourse)))


def people_in(discourse: Discourse, paragraphs: Iterable[Paragraph]) -> Iterator[Named]:
    """Yield the people whom some paragraphs name, one for each time."""
    for paragraph in paragraphs:
        for mention in paragraph.mentions:
            actor = discourse.resolve_mention(mention)
            if actor is None:
                continue
            named = Named(actor, mention, paragraph)
            if actor.kind is ActorKind.PERSON:
                yield named
            elif _is_person_after_all(named, discourse):
                person = replace(actor, kind=ActorKind.PERSON)
                discourse.people[person.id] = person
                yield named._replace(actor=person)


def _is_person_after_all(named: Named, discourse: Discourse) -> bool:
    """Tell whether what the parser takes for an organisation stands beside an office ("X, the minister")."""
    is_made = named.actor.id in discourse.people and named.actor.kind is ActorKind.ORGANISATION
    has_two = re.fullmatch(r"[A-ZÀ-Ý][\w.'-]+(?: [A-ZÀ-Ý][\w.'-]+){1,3}", named.mention.text) is not None
    return (
        is_made
        and has_two
        and offices_pattern(discourse.language.code).search(title_beside(named)) is not None
    )


def title_beside(named: Named) -> str:
    """Return the words before a name, and behind it after a comma or "is", up to a verb or another name."""
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


def presented(discourse: Discourse) -> set[str]:
    """Return the ids of those whom an introduction presents: "Interview with X", "X told us", "X: «...»"."""
    behind, ahead = _presenting(discourse.language.code)
    found: set[str] = set()
    for paragraph in introduction(discourse):
        people = list(people_in(discourse, [paragraph]))
        text = paragraph.block.text
        spans = [(each, *span_of(each)) for each in people]
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
        if paragraph.block.kind is BlockKind.HEADLINE and spans:
            each, start, stop = spans[0]
            is_only = len({row[0].actor.id for row in spans}) == 1 and not paragraph.is_quoted(_head(each))
            if (paragraph.quotes and is_only) or (start <= BEFORE_REACH and re.match(r"\s*:", text[stop:])):
                found.add(each.actor.id)
    return found


def _head(named: Named) -> Token:
    return named.paragraph.doc[named.mention.head]


def span_of(named: Named) -> tuple[int, int]:
    """Return where a name stands in the text of its paragraph."""
    doc = named.paragraph.doc
    last = doc[named.mention.end - 1]
    return doc[named.mention.start].idx, last.idx + len(last)


def described_holder(discourse: Discourse) -> Actor | None:
    """Return the one holder of an office whom an introduction describes without a name."""
    found: dict[str, Actor] = {}
    for paragraph in introduction(discourse):
        for token in paragraph.doc:
            if token.lower_ not in discourse.lexicon.words["person_nouns"] or token.i in paragraph.covering:
                continue
            actor = describe(token, paragraph, discourse, speaking=False)
            if actor is not None and actor.id not in discourse.people and actor.kind is ActorKind.PERSON:
                found[actor.id] = actor
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def offices_pattern(language: str) -> re.Pattern[str]:
    """Return a pattern of the offices that labels and introductions name, the longest first."""
    words = any_of(load_lexicon(language).tables["label_offices"])
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])", re.IGNORECASE)


@cache
def _credits(language: str) -> re.Pattern[str]:
    words = any_of(load_lexicon(language).words["interview_credits"])
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)", re.IGNORECASE)


@cache
def _presenting(language: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load_lexicon(language).words
    behind, ahead = any_of(words["presented_after"]), any_of(words["presented_before"])
    return (
        re.compile(rf"(?<!\w)(?:{behind})(?:(?!\w)|(?<='))", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{ahead})(?!\w)", re.IGNORECASE),
    )


def credited(discourse: Discourse) -> set[str]:
    """Return the ids of those whom an introduction names as asking ("Interview by X")."""
    credit = _credits(discourse.language.code)
    return {
        each.actor.id
        for each in people_introduced(discourse)
        for match in credit.finditer(each.paragraph.block.text)
        if 0 <= span_of(each)[0] - match.end() <= BEFORE_REACH
    }
