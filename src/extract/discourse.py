"""What an article has said so far: its paragraphs, who is named in them, who spoke last and about whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors
from ..knowledge.offices import offices_of, represents_of
from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .agreement import STATE_LIKE
from .cues import CueMatch, find_cues
from .introductions import RunMemory, bare_name, introduce_people
from .lexicon import load_lexicon
from .meetings import meeting_of
from .mending import mend_parse
from .mentions import PERSON_LABELS, Mention, find_mentions
from .quotes import Span, find_quotes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Token

    from ..model import DateBasis
    from .cleaning import Block
    from .datelines import Dateline
    from .languages import Language

LOOK_BACK = 3
"""Paragraphs behind the pronoun's own in which its antecedent is looked for."""
SENTENCES_BACK = 3
"""Sentences, the pronoun's own among them, in which what a subject or plural pronoun means is looked for."""
FLOATING_REACH = 2
"""Paragraphs over which a quotation without any cue keeps the last speaker."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A block of the article with its parse and the actors that it names."""

    index: int
    block: Block
    doc: Doc
    mentions: tuple[Mention, ...]
    covering: dict[int, Mention]
    """Mention by token index."""
    quotes: tuple[Span, ...]
    """What stands between quotation marks."""
    cues: tuple[CueMatch, ...]
    """The words that report or perform a speech act."""

    def is_quoted(self, token: Token) -> bool:
        """Tell whether a token stands between quotation marks."""
        return any(start <= token.idx < end for start, end in self.quotes)


def read_paragraph(
    index: int, block: Block, doc: Doc, language: Language, names: Iterable[Mention] | None = None
) -> Paragraph:
    """Return the paragraph of a block with its mentions and quotations found; `names` as `find_mentions`."""
    mentions = find_mentions(doc, language.code, names)
    mend_parse(doc, mentions, language)
    covering = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    quotes = tuple(find_quotes(block.text, language.quote_pairs))
    cues = tuple(find_cues(doc, language, load_lexicon(language.code), covering))
    return Paragraph(index, block, doc, mentions, covering, quotes, cues)


@dataclass
class Discourse:
    """What an article has said so far about who is who. One per article; the only thing here that has
    state.
    """

    language: Language
    published: str | None
    paragraphs: list[Paragraph]
    dateline: Dateline | None = None
    dated_by: DateBasis = "publication"
    """"stated" where `published` is not known beforehand, but told by the dateline."""
    people: dict[str, Actor] = field(default_factory=dict)
    """Actors that no table knows, by id."""
    represents: dict[str, str] = field(default_factory=dict)
    """State or organisation of such a person, as the text introduces him ("Russia's ambassador X")."""
    surnames: dict[str, str] = field(default_factory=dict)
    first_names: dict[str, set[str]] = field(default_factory=dict)
    """Ids of the people whom the article names in full with a first name, as it spells that."""
    last_speaker: Actor | None = None
    last_speaker_at: int = -100
    """Index of the paragraph in which `last_speaker` spoke."""
    last_told: Actor | None = None
    """Whose words a speaker last reported: "that is not true" denies them."""
    other_speaker: Actor | None = None
    """The last speaker before that one: whose "move" or "proposal" the last one speaks of."""
    last_met: tuple[Actor, ...] = ()
    """With whom the meeting is that was spoken of last: "it will take place in May" tells of it."""
    last_met_at: int = -100
    """Index of the paragraph in which `last_met` was told."""
    accusers: dict[str, tuple[Actor, int]] = field(default_factory=dict)
    """Who last accused or criticised an actor, by the actor's id, and in which paragraph: a denial answers
    him.
    """
    last_targets: tuple[Actor, ...] = ()
    """Whom the last speech act was directed at: "they" inside a quotation are first of all these."""

    memory: RunMemory = field(default_factory=RunMemory)
    """For whom unknown people spoke in the articles of the run before this one."""
    remembered: dict[str, Actor | None] = field(default_factory=dict)
    """Whom `memory` was asked about, since the article does not tell for whom they speak, and its answers."""
    spellings: dict[str, str] = field(default_factory=dict)
    """Id of the tabled person whom another spelling names, by the spelling's own id."""
    titles: dict[str, set[str]] = field(default_factory=dict)
    """Title nouns by which the article introduces a person, by id."""
    roles: dict[str, str] = field(default_factory=dict)
    """Role of the office by which the article introduces a person, by id."""

    called: dict[tuple[int, int], str] = field(default_factory=dict)
    """Id of the person whose name stands beside a title, by the title's paragraph and token."""

    decided: dict[int, str | None] = field(default_factory=dict)
    """Whom a surname alone means, by the identity of its mention, where the article has several answers."""
    homes: dict[str, Actor | None] = field(default_factory=dict)
    """Whose rebels or police are meant, by the noun."""
    bodies: dict[str, Actor | None] = field(default_factory=dict)
    """Which body's name a noun by itself is short for, by the noun ("police" in an article on Kent's)."""
    joint: dict[str, frozenset[str]] = field(default_factory=dict)
    """With whom each speaker spoke jointly when he last did: "they" in their words are all of them."""

    _tabled: dict[str, str | None] = field(default_factory=dict)
    """For whom a known actor speaks on the article's date, by id, once it was looked up."""

    def __post_init__(self) -> None:
        self.lexicon = load_lexicon(self.language.code)
        introduce_people(self, self.memory)

    @cached_property
    def regimes(self) -> tuple[tuple[Paragraph, Token], ...]:
        """The words of the article for a regime or government, with their paragraphs."""
        words = self.lexicon.words["regime_nouns"]
        return tuple(
            (paragraph, word)
            for paragraph in self.paragraphs
            for word in paragraph.doc
            if word.lower_ in words
        )

    @cached_property
    def states_named(self) -> frozenset[str]:
        """The ids of states that the article names by their name or people, not by a capital only."""
        return frozenset(actors[0] for actors in self._named_by("name", "demonym") if actors)

    @cached_property
    def states_told(self) -> frozenset[str]:
        """The ids of states that the article names by what names no other, their capitals too."""
        named = self._named_by("name", "demonym", "capital")
        return frozenset(actors[0] for actors in named if len(actors) == 1)

    def _named_by(self, *readings: str) -> Iterator[tuple[str, ...]]:
        """Yield the ids of whom each name of some readings may mean, all over the article."""
        for paragraph in self.paragraphs:
            yield from (mention.actors for mention in paragraph.mentions if mention.reading in readings)

    @cached_property
    def meeting(self) -> Actor | None:
        """The meeting that the headline names: its participants speak as one."""
        return meeting_of(self)

    # -- who is named
    # -------------------------------------------------------------------------------------------

    def actor(self, actor_id: str) -> Actor:
        """Return the record of an id, known beforehand or met in this article."""
        return self.people[actor_id] if actor_id in self.people else load_actors()[actor_id]

    def describe_new(self, name: str, kind: ActorKind, represents: str | None = None) -> Actor:
        """Return the actor of this name that no table knows, the same for the same name in one article."""
        actor = Actor(id=make_slug(name), name=name, kind=kind, represents=represents)
        return self.people.setdefault(actor.id, actor)

    def represented(self, actor: Actor) -> Actor | None:
        """Return for whom an actor speaks at the article's date: a state or organisation, itself if it is
        one.
        """
        owner = self.represents.get(actor.id) or actor.represents
        if owner is None and actor.id not in self.people:
            if actor.id not in self._tabled:
                self._tabled[actor.id] = represents_of(actor.id, self.published)
            owner = self._tabled[actor.id]
        if owner is None:
            return actor if actor.kind in STATE_LIKE else None
        return self.actor(owner)

    def resolve_mention(self, mention: Mention) -> Actor | None:
        """Return the one actor that a mention names, by full names in the article and offices on its date."""
        if id(mention) in self.decided:
            person = self.decided[id(mention)]
            return self.actor(person) if person is not None else None
        if mention.reading == "entity":
            name = bare_name(mention, self)
            actor_id = make_slug(name)
            actor_id = self.spellings.get(actor_id, actor_id)
            if " " not in name and name.casefold() in self.surnames:
                return self.actor(self.surnames[name.casefold()])
            if actor_id in self.people or actor_id in load_actors():
                return self.actor(actor_id)
            if " " not in name and mention.label in PERSON_LABELS:
                return self._by_first_name(name)
            full = self.surnames.get(name.split()[-1].casefold()) if mention.label in PERSON_LABELS else None
            return self.actor(full) if full else None
        if len(mention.actors) == 1:
            return self.actor(mention.actors[0])
        if mention.reading == "capital":
            state, seated = mention.actors[0], mention.actors[-1]
            return self.actor(state if state in self.states_named else seated)
        if mention.reading in {"name", "demonym"}:
            meant = [state for state in mention.actors if state in self.states_told]
            return self.actor(meant[0]) if len(meant) == 1 else None  # "Congolese" by Kinshasa
        named = self.surnames.get(mention.text.split()[-1].casefold())
        if named in mention.actors:
            return self.actor(str(named))
        in_office = [found for found in mention.actors if self._in_office(found)]
        return self.actor(in_office[0]) if len(in_office) == 1 else None

    def _by_first_name(self, name: str) -> Actor | None:
        """Return the only person of the article with a first name ("I thank **John**")."""
        named = self.first_names.get(name.casefold(), set())
        return self.actor(next(iter(named))) if len(named) == 1 else None

    def note_full_name(self, name: str, person: str) -> None:
        """Remember whom a first name means, and a surname: whoever bore that first."""
        parts = name.casefold().split()
        self.first_names.setdefault(parts[0], set()).add(person)
        self.surnames.setdefault(parts[-1], person)

    def _in_office(self, person: str) -> bool:
        return bool(offices_of(person, self.published))

    def actor_at(self, token: Token) -> Actor | None:
        """Return the actor that a token's own name stands for, whichever paragraph it is in."""
        for paragraph in self.paragraphs:
            if paragraph.doc is token.doc and token.i in paragraph.covering:
                return self.resolve_mention(paragraph.covering[token.i])
        return None

    def is_speaking_pronoun(self, token: Token, paragraph: Paragraph) -> bool:
        """Tell whether a word is "I" or "we" (and not "US" or another name)."""
        return token.lower_ in self.lexicon.words["first_person"] and token.i not in paragraph.covering

    def note_speaker(self, speaker: Actor, paragraph: Paragraph) -> None:
        """Remember who spoke last, and who before him: pronouns and "the move" mean them."""
        if self.last_speaker is not None and self.last_speaker.id != speaker.id:
            self.other_speaker = self.last_speaker
        self.last_speaker, self.last_speaker_at = speaker, paragraph.index

    def note_meeting(self, others: Iterable[Actor], paragraph: Paragraph) -> None:
        """Remember with whom a meeting is that somebody announced."""
        self.last_met, self.last_met_at = tuple(others), paragraph.index

    def note_accusation(self, speaker: Actor, targets: Iterable[Actor], paragraph: Paragraph) -> None:
        """Remember who accused whom: whoever is accused may deny it."""
        self.accusers.update({target.id: (speaker, paragraph.index) for target in targets})

    # -- looking back
    # ------------------------------------------------------------------------------------------------

    def tokens_before(self, paragraph: Paragraph, position: int) -> Iterator[tuple[Paragraph, int]]:
        """Yield the places before a position, the nearest first: this paragraph, then those before it."""
        for i in range(position - 1, -1, -1):
            yield paragraph, i
        for earlier in reversed(self.paragraphs[max(0, paragraph.index - LOOK_BACK) : paragraph.index]):
            for i in range(len(earlier.doc) - 1, -1, -1):
                yield earlier, i

    def mentions_before(self, paragraph: Paragraph, position: int) -> Iterator[tuple[Mention, Token]]:
        """Yield the names before a position with their heads, the nearest first."""
        for earlier, i in self.tokens_before(paragraph, position):
            mention = earlier.covering.get(i)
            if mention is not None and mention.head == i:
                yield mention, earlier.doc[i]

    def named_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the actors named before a place, the nearest first; those of its own sentence's subject are
        left out.
        """
        for mention, _ in self.mentions_before(paragraph, paragraph.doc[position].sent.start):
            actor = self.resolve_mention(mention)
            if actor is not None:
                yield actor

    def people_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the people named before a place, subjects of their sentence first within each paragraph's
        reach.
        """
        for mention, _ in self.mentions_before(paragraph, position):
            actor = self.resolve_mention(mention)
            if actor is not None and actor.kind is ActorKind.PERSON:
                yield actor
