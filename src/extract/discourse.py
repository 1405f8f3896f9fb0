"""What an article has said so far: its paragraphs, who is named in them, who spoke last and about whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..knowledge.actors import first_name_genders, load_actors
from ..knowledge.offices import offices_of, represents_of
from ..knowledge.tables import make_slug
from ..model import Actor, ActorKind
from .cues import CueMatch, find_cues
from .grammar import children_in, find_possessors
from .lexicon import load_lexicon
from .mending import mend_parse
from .mentions import PERSON_LABELS, Mention, find_mentions
from .places import place_index
from .quotes import Span, find_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from .cleaning import Block
    from .languages import Language

LOOK_BACK = 3
"""Paragraphs behind the pronoun's own in which its antecedent is looked for."""
STATE_LIKE = frozenset({ActorKind.STATE, ActorKind.ORGANISATION, ActorKind.ARMED_GROUP})


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


def read_paragraph(index: int, block: Block, doc: Doc, language: Language) -> Paragraph:
    """Return the paragraph of a block with its mentions and quotations found."""
    mentions = find_mentions(doc, language.code)
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
    people: dict[str, Actor] = field(default_factory=dict)
    """Actors that no table knows, by id."""
    represents: dict[str, str] = field(default_factory=dict)
    """State or organisation of such a person, as the text introduces him ("Russia's ambassador X")."""
    surnames: dict[str, str] = field(default_factory=dict)
    last_speaker: Actor | None = None
    last_speaker_at: int = -100
    """Index of the paragraph in which `last_speaker` spoke."""
    last_told: Actor | None = None
    """Whose words a speaker last reported: "that is not true" denies them."""
    other_speaker: Actor | None = None
    """The last speaker before that one: whose "move" or "proposal" the last one speaks of."""
    last_targets: tuple[Actor, ...] = ()
    """Whom the last speech act was directed at: "they" inside a quotation are first of all these."""

    def __post_init__(self) -> None:
        self.lexicon = load_lexicon(self.language.code)
        self._introduce_people()

    # -- who is named
    # -------------------------------------------------------------------------------------------

    def actor(self, actor_id: str) -> Actor:
        """Return the record of an id, known beforehand or met in this article."""
        return self.people[actor_id] if actor_id in self.people else load_actors()[actor_id]

    def _introduce_people(self) -> None:
        """Note everybody named in full, so that surnames and descriptions can be resolved to them later."""
        known = load_actors()
        mentions = [(paragraph, mention) for paragraph in self.paragraphs for mention in paragraph.mentions]
        for _, mention in mentions:
            if mention.reading == "name" and len(mention.actors) == 1:
                actor = known[mention.actors[0]]
                if actor.kind is ActorKind.PERSON:
                    self.surnames.setdefault(mention.text.split()[-1].casefold(), actor.id)
        # people first: a surname alone is often taken for an organisation
        for paragraph, mention in sorted(mentions, key=lambda pair: pair[1].label not in PERSON_LABELS):
            if mention.reading == "entity":
                self._introduce_entity(paragraph, mention)

    def _introduce_entity(self, paragraph: Paragraph, mention: Mention) -> None:
        if not self._is_actor_like(mention):
            return
        kind = ActorKind.PERSON if mention.label in PERSON_LABELS else ActorKind.ORGANISATION
        name = self._bare_name(mention)
        if kind is ActorKind.PERSON and len(name.split()) < 2:
            return
        actor_id = make_slug(name)
        if not actor_id or actor_id in load_actors():
            return
        gender = first_name_genders().get(name.split()[0]) if kind is ActorKind.PERSON else None
        self.people.setdefault(actor_id, Actor(id=actor_id, name=name, kind=kind, gender=gender))
        if kind is ActorKind.PERSON:
            self.surnames.setdefault(name.split()[-1].casefold(), actor_id)
        if actor_id not in self.represents:
            head = paragraph.doc[mention.head]
            owner = self._affiliation(head, paragraph)
            if owner is not None:
                self.represents[actor_id] = owner.id

    def _bare_name(self, mention: Mention) -> str:
        """Return a name without the honorific before it ("M. Kutesa")."""
        words = mention.text.strip(" ,.'’").split()
        while len(words) > 1 and words[0].casefold().rstrip(".") in self.lexicon.words["honorifics"]:
            words = words[1:]
        return " ".join(words)

    def _is_actor_like(self, mention: Mention) -> bool:
        """An unknown one-word organisation is believed when it is an acronym or named more than once, and no
        place.
        """
        if mention.label in PERSON_LABELS or len(mention.text.split()) > 1:
            return True
        if mention.text.casefold() in self.surnames:
            return False
        if mention.text in place_index(self.language.code):
            return False
        times = sum(other.text == mention.text for each in self.paragraphs for other in each.mentions)
        return (mention.text.isupper() and len(mention.text) > 2) or times > 1

    def _affiliation(self, head: Token, paragraph: Paragraph) -> Actor | None:
        """Return the state or organisation that the words around a name tie it to."""
        titles = [head, *children_in(head, self.language.roles.apposition | self.language.roles.modifier)]
        if head.dep_ in self.language.roles.apposition | {"compound", "flat:name", "nmod"}:
            titles.append(head.head)
        for title in titles:
            modifiers = children_in(title, self.language.roles.modifier)
            for token in [title, *modifiers, *find_possessors(title, self.language)]:
                mention = paragraph.covering.get(token.i)
                if mention and mention.reading != "entity" and mention.reading != "surname":
                    actor = load_actors()[mention.actors[0]]
                    if actor.kind in STATE_LIKE:
                        return actor
        return None

    def represented(self, actor: Actor) -> Actor | None:
        """Return for whom an actor speaks at the article's date: a state or organisation, itself if it is
        one.
        """
        owner = self.represents.get(actor.id) or actor.represents
        if owner is None and actor.id not in self.people:
            owner = represents_of(actor.id, self.published)
        if owner is None:
            return actor if actor.kind in STATE_LIKE else None
        return self.actor(owner)

    def resolve_mention(self, mention: Mention) -> Actor | None:
        """Return the one actor that a mention names, by full names in the article and offices on its date."""
        if mention.reading == "entity":
            name = self._bare_name(mention)
            actor_id = make_slug(name)
            if " " not in name and name.casefold() in self.surnames:
                return self.actor(self.surnames[name.casefold()])
            if actor_id in self.people or actor_id in load_actors():
                return self.actor(actor_id)
            full = self.surnames.get(name.split()[-1].casefold()) if mention.label in PERSON_LABELS else None
            return self.actor(full) if full else None
        if len(mention.actors) == 1:
            return self.actor(mention.actors[0])
        named = self.surnames.get(mention.text.split()[-1].casefold())
        if named in mention.actors:
            return self.actor(str(named))
        in_office = [found for found in mention.actors if self._in_office(found)]
        return self.actor(in_office[0]) if len(in_office) == 1 else None

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

    # -- looking back
    # ------------------------------------------------------------------------------------------------

    def tokens_before(self, paragraph: Paragraph, position: int) -> Iterator[tuple[Paragraph, int]]:
        """Yield the places before a position, the nearest first: this paragraph, then those before it."""
        for i in range(position - 1, -1, -1):
            yield paragraph, i
        for earlier in reversed(self.paragraphs[max(0, paragraph.index - LOOK_BACK) : paragraph.index]):
            for i in range(len(earlier.doc) - 1, -1, -1):
                yield earlier, i

    def named_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the actors named before a place, the nearest first; those of its own sentence's subject are
        left out.
        """
        sentence = paragraph.doc[position].sent
        for earlier, i in self.tokens_before(paragraph, position):
            mention = earlier.covering.get(i)
            if mention is None or mention.head != i or (earlier is paragraph and i >= sentence.start):
                continue
            actor = self.resolve_mention(mention)
            if actor is not None:
                yield actor

    def people_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the people named before a place, subjects of their sentence first within each paragraph's
        reach.
        """
        for earlier, i in self.tokens_before(paragraph, position):
            mention = earlier.covering.get(i)
            if mention is not None and mention.head == i:
                actor = self.resolve_mention(mention)
                if actor is not None and actor.kind is ActorKind.PERSON:
                    yield actor
