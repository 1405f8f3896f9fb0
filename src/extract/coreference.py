"""Which actor a noun phrase, a surname or a pronoun stands for, within one article.

The rules stand alone: recency, grammatical role, number and gender. What cannot be decided is None, never a guess.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ..knowledge.actors import first_name_genders, load_actors, make_slug
from ..knowledge.offices import office_holders, offices_of, represents_of
from ..model import Actor, ActorKind
from .grammar import children_in, conjuncts, find_possessors, is_main_subject, prepositional
from .lexicon import load_lexicon
from .mentions import PERSON_LABELS, Mention, find_mentions
from .places import place_index
from .quotes import Span, find_quotes

if TYPE_CHECKING:
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

    def is_quoted(self, token: Token) -> bool:
        """Tell whether a token stands between quotation marks."""
        return any(start <= token.idx < end for start, end in self.quotes)


def read_paragraph(index: int, block: Block, doc: Doc, language: Language) -> Paragraph:
    """Return the paragraph of a block with its mentions and quotations found."""
    mentions = find_mentions(doc, language.code)
    covering = {i: mention for mention in mentions for i in range(mention.start, mention.end)}
    return Paragraph(index, block, doc, mentions, covering, tuple(find_quotes(block.text, language.quote_pairs)))


@dataclass
class Discourse:
    """What an article has said so far about who is who. One per article; the only thing here that has state."""

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

    # -- who is named -------------------------------------------------------------------------------------------

    def actor(self, actor_id: str) -> Actor:
        """Return the record of an id, known beforehand or met in this article."""
        return self.people[actor_id] if actor_id in self.people else load_actors()[actor_id]

    def _introduce_people(self) -> None:
        """Note everybody named in full, so that surnames and descriptions can be resolved to them later."""
        known = load_actors()
        for paragraph in self.paragraphs:
            for mention in paragraph.mentions:
                if mention.reading == "name" and len(mention.actors) == 1:
                    actor = known[mention.actors[0]]
                    if actor.kind is ActorKind.PERSON:
                        self.surnames.setdefault(mention.text.split()[-1].casefold(), actor.id)
                elif mention.reading == "entity":
                    self._introduce_entity(paragraph, mention)

    def _introduce_entity(self, paragraph: Paragraph, mention: Mention) -> None:
        if not self._is_actor_like(mention):
            return
        kind = ActorKind.PERSON if mention.label in PERSON_LABELS else ActorKind.ORGANISATION
        name = " ".join(mention.text.split()).strip(" ,.'’")
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

    def _is_actor_like(self, mention: Mention) -> bool:
        """An unknown one-word organisation is believed when it is an acronym or named more than once, and no place."""
        if mention.label in PERSON_LABELS or len(mention.text.split()) > 1:
            return True
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
        """Return for whom an actor speaks at the article's date: a state or organisation, itself if it is one."""
        owner = self.represents.get(actor.id) or actor.represents
        if owner is None and actor.id not in self.people:
            owner = represents_of(actor.id, self.published)
        if owner is None:
            return actor if actor.kind in STATE_LIKE else None
        return self.actor(owner)

    def resolve_mention(self, mention: Mention) -> Actor | None:
        """Return the one actor that a mention names, by full names in the article and offices on its date."""
        if mention.reading == "entity":
            name = mention.text.strip(" ,.'’")
            actor_id = make_slug(name)
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

    def is_speaking_pronoun(self, token: Token, paragraph: Paragraph) -> bool:
        """Tell whether a word is "I" or "we" (and not "US" or another name)."""
        return token.lower_ in self.lexicon.words["first_person"] and token.i not in paragraph.covering

    def note_speaker(self, speaker: Actor, paragraph: Paragraph) -> None:
        """Remember who spoke last, and who before him: pronouns and "the move" mean them."""
        if self.last_speaker is not None and self.last_speaker.id != speaker.id:
            self.other_speaker = self.last_speaker
        self.last_speaker, self.last_speaker_at = speaker, paragraph.index

    # -- noun phrases -------------------------------------------------------------------------------------------

    def resolve(self, token: Token, paragraph: Paragraph, *, speaking: bool = False, quoted: bool = False) -> Actor | None:
        """Return the actor for which a noun phrase stands, given its head.

        `speaking`: it is the source of a speech act (a ministry then keeps its own name). `quoted`: it stands inside
        somebody's words, so that it cannot be the one who speaks.
        """
        words = self.lexicon.words
        named = self._resolve_named(token, paragraph)
        if named is not None:
            return named
        if token.pos_ == "PRON" or token.lower_ in words["singular_pronouns"] | words["plural_pronouns"]:
            return self._resolve_pronoun(token, paragraph, quoted)
        return self._resolve_description(token, paragraph, speaking)

    def _resolve_named(self, token: Token, paragraph: Paragraph) -> Actor | None:
        mention = paragraph.covering.get(token.i)
        if mention is not None and (mention.reading != "demonym" or self._names_people(token)):
            found = self.resolve_mention(mention)
            if found is not None:
                return found
        roles = self.language.roles
        for child in token.children:
            # "the minister, X": the name stands in apposition to its title
            if child.dep_ in roles.apposition | {"flat:name", "nmod"} and child.i in paragraph.covering:
                if child.dep_ == "nmod" and any(inner.dep_ == "case" for inner in child.children):
                    continue
                inner_mention = paragraph.covering[child.i]
                if inner_mention.reading in {"name", "surname", "entity"}:
                    found = self.resolve_mention(inner_mention)
                    if found is not None and (found.kind is ActorKind.PERSON or mention is None):
                        return found
        return None

    def _names_people(self, token: Token) -> bool:
        """A demonym stands for the state as a noun ("the Russians"), not as an adjective ("Russian planes")."""
        return token.pos_ in {"NOUN", "PROPN"} and token.dep_ not in {"amod", "compound"}

    def state_of(self, token: Token, paragraph: Paragraph) -> Actor | None:
        """Return the state (or other actor) that the modifiers of a noun name: "**Syria's** army", "le régime **syrien**"."""
        modifiers = children_in(token, self.language.roles.modifier | self.language.roles.possessor)
        for modifier in [*modifiers, *find_possessors(token, self.language)]:
            mention = paragraph.covering.get(modifier.i)
            if mention is None:
                pronouns = self.lexicon.words["neuter_pronouns"] | self.lexicon.words["plural_pronouns"]
                if modifier.lower_ in pronouns and token.lower_ in self.lexicon.words["parties"]:
                    return self._collective_meant(modifier, paragraph, None, plural=False)
                continue
            owner = self.resolve_mention(mention)
            if owner is None:
                continue
            if owner.kind is ActorKind.PERSON:
                return self.represented(owner) or owner
            return owner
        return None

    def _resolve_description(self, token: Token, paragraph: Paragraph, speaking: bool) -> Actor | None:
        words, form = self.lexicon.words, token.lower_
        owner = self.state_of(token, paragraph)
        if form in words["parties"] and owner is not None and owner.kind is ActorKind.STATE and not speaking:
            name = f"{owner.name}'s {'allies' if form.startswith('all') else self._group_noun(form)}"
            return self._group(name, None)
        if form in words["person_nouns"]:
            person = self._person_described(token, paragraph, owner)
            if person is not None:
                return person
            if speaking and owner is not None and token.tag_ not in {"NNS", "NNPS"} and "Plur" not in str(token.morph):
                return self._described_speaker(token, owner)
        if speaking and form in words["institution_nouns"] and owner is not None and owner.kind is ActorKind.STATE:
            return self._institution(token, owner)
        if form in words["state_nouns"] and owner is not None:
            return owner
        if form in words["regime_nouns"]:
            return self._last_named_with(token, paragraph)
        if not speaking and owner is None and form in words["acts"] and self._is_definite(token):
            return self._whose_act(token, paragraph)
        if form in words["country_nouns"] and owner is None and self._is_definite(token):
            return self._last_state(token, paragraph)
        same = self._last_with_noun(token, paragraph)
        if same is not None:
            return same
        if form in words["group_nouns"] and not self._is_singular(token):
            return self._group_described(token, owner)
        return None

    def _is_singular(self, token: Token) -> bool:
        articles = {child.lower_ for child in token.children}
        return token.lower_ in self.lexicon.words["country_nouns"] and bool(articles & {"le", "ce", "un", "notre", "son", "du", "au"})

    def _is_definite(self, token: Token) -> bool:
        return any(child.lower_ in self.lexicon.words["definite"] for child in token.children)

    def _whose_act(self, token: Token, paragraph: Paragraph) -> Actor | None:
        """Return whose "move" or "decision" is meant: that of whoever acted last before the one who now speaks."""
        for actor in self._named_before(paragraph, token.i):
            if self.last_speaker is not None and actor.id == self.last_speaker.id:
                return actor
            if self.other_speaker is not None and actor.id == self.other_speaker.id:
                return actor
        return None

    def _last_state(self, token: Token, paragraph: Paragraph) -> Actor | None:
        for actor in self._named_before(paragraph, token.i):
            if actor.kind is ActorKind.STATE:
                return actor
        return None

    def _named_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the actors named before a place, the nearest first; those of its own sentence's subject are left out."""
        sentence = paragraph.doc[position].sent
        for earlier, i in self._tokens_before(paragraph, position):
            mention = earlier.covering.get(i)
            if mention is None or mention.head != i or (earlier is paragraph and i >= sentence.start):
                continue
            actor = self.resolve_mention(mention)
            if actor is not None:
                yield actor

    def _last_with_noun(self, token: Token, paragraph: Paragraph) -> Actor | None:
        """Return the organisation named last whose name holds this noun ("the **ministry**"), or any for "the group"."""
        form, words = token.lower_, self.lexicon.words
        if form not in words["institution_nouns"] | words["organisation_nouns"]:
            return None
        for earlier, i in self._tokens_before(paragraph, token.i):
            mention = earlier.covering.get(i)
            if mention is None or mention.head != i:
                continue
            actor = self.resolve_mention(mention)
            if actor is None or actor.kind not in STATE_LIKE or actor.kind is ActorKind.STATE:
                continue
            names = f" {mention.text} {actor.name} {actor.name_fr or ''} ".casefold()
            if form in words["organisation_nouns"] or f" {form} " in names:
                return actor
        return None

    def _person_described(self, token: Token, paragraph: Paragraph, owner: Actor | None) -> Actor | None:
        phrase = " ".join(word.lower_ for word in token.subtree if not word.is_punct)
        role = next((role for title, role in self._roles if f" {title} " in f" {phrase} "), None)
        if owner is not None and role is not None:
            holders = office_holders(role, owner.id, self.published)
            named = [holder for holder in holders if holder in self.surnames.values()]
            if len(named or holders) == 1:
                return self.actor((named or list(holders))[0])
        if role is not None:
            holders = [person for person in dict.fromkeys(self.surnames.values()) if self._holds(person, role)]
            return self.actor(holders[0]) if len(holders) == 1 else None
        if not self._is_definite(token) and owner is None:
            return None
        for actor in self._people_before(paragraph, token.i):
            represented = self.represented(actor)
            if owner is None or (represented is not None and represented.id == owner.id):
                return actor
        return None

    def _holds(self, person: str, role: str) -> bool:
        return any(office.role == role for office in offices_of(person, self.published))

    @functools.cached_property
    def _roles(self) -> tuple[tuple[str, str], ...]:
        return tuple(sorted(self.lexicon.tables["roles"].items(), key=lambda pair: -len(pair[0])))

    def _described_speaker(self, token: Token, owner: Actor) -> Actor:
        """Return somebody known only by what he is: "UN Special Envoy for Syria", "Russian foreign ministry official"."""
        name = _phrase_name(token).replace("U.N.", "UN").replace("U.S.", "US")
        actor = Actor(id=make_slug(name), name=name, kind=ActorKind.PERSON, represents=owner.id)
        return self.people.setdefault(actor.id, actor)

    def _institution(self, token: Token, owner: Actor) -> Actor:
        name = _phrase_name(token)
        actor = Actor(id=make_slug(name), name=name, kind=ActorKind.ORGANISATION, represents=owner.id)
        self.people.setdefault(actor.id, actor)
        return self.people[actor.id]

    def _last_named_with(self, token: Token, paragraph: Paragraph) -> Actor | None:
        """Return the state that the article last called by this noun ("the **Assad** regime" ... "the regime")."""
        same = self.lexicon.words["regime_nouns"]
        for earlier, i in self._tokens_before(paragraph, token.i):
            if earlier.doc[i].lower_ in same:
                owner = self.state_of(earlier.doc[i], earlier)
                if owner is not None:
                    return owner
        for later in self.paragraphs:
            for word in later.doc:
                if word.lower_ in same:
                    owner = self.state_of(word, later)
                    if owner is not None and owner.kind is ActorKind.STATE:
                        return owner
        return None

    def _group_described(self, token: Token, owner: Actor | None) -> Actor | None:
        words, tables = self.lexicon.words, self.lexicon.tables
        modifiers = []
        for child in token.children:
            if child.dep_ in self.language.roles.modifier and child.lower_ not in words["bare_group_modifiers"]:
                translated = tables.get("group_modifiers", {}).get(child.lower_, child.text)
                if not any(inner.dep_ == "case" for inner in child.children):
                    modifiers.append(translated)
        stand = self._declared_stand(token)
        if stand is not None:
            return self._group(" ".join([*modifiers, self._group_noun(token.lower_), stand]), None)
        if owner is not None and owner.kind is ActorKind.STATE:
            return self._group(f"{owner.name} {self._group_noun(token.lower_)}", owner.id) if not modifiers else self._group(
                f"{' '.join(modifiers)} {self._group_noun(token.lower_)}", owner.id
            )
        return self._group(" ".join([*modifiers, self._group_noun(token.lower_)]), None)

    def _declared_stand(self, token: Token) -> str | None:
        """Return what sets a collective apart by its stand: "countries **opposed to Bashar al-Assad**"."""
        for child in children_in(token, frozenset({"acl"})):
            for name, noun in prepositional(child, self.language):
                for paragraph in self.paragraphs:
                    if paragraph.doc is token.doc and noun.i in paragraph.covering:
                        actor = self.resolve_mention(paragraph.covering[noun.i])
                        if actor is not None and child.tag_ == "VBN":
                            return f"{child.text} {name} {actor.name}"
        return None

    def _group_noun(self, form: str) -> str:
        return self.lexicon.tables.get("group_names", {}).get(form, form)

    def _group(self, name: str, represents: str | None) -> Actor:
        known = load_actors().get(make_slug(name))
        if known is not None:
            return known
        actor = Actor(id=make_slug(name), name=name, kind=ActorKind.GROUP, represents=represents)
        return self.people.setdefault(actor.id, actor)

    # -- pronouns -----------------------------------------------------------------------------------------------

    def _resolve_pronoun(self, token: Token, paragraph: Paragraph, quoted: bool) -> Actor | None:
        words, form = self.lexicon.words, token.lower_
        barred = self.last_speaker if quoted else None
        if form in words["singular_pronouns"]:
            return self._person_meant(token, paragraph, barred)
        if form in words["plural_pronouns"]:
            return self._collective_meant(token, paragraph, barred, plural=True)
        if form in words["neuter_pronouns"]:
            return self._collective_meant(token, paragraph, barred, plural=False)
        return None

    def _person_meant(self, token: Token, paragraph: Paragraph, barred: Actor | None) -> Actor | None:
        gender = "f" if token.lower_ in self.lexicon.words["feminine"] else "m"
        speaker = self.last_speaker
        if barred is None:
            for earlier, i in self._tokens_before(paragraph, token.i):
                if earlier is not paragraph:
                    break
                mention = earlier.covering.get(i)
                if mention is None or mention.head != i or paragraph.is_quoted(earlier.doc[i]):
                    continue
                if is_main_subject(earlier.doc[i], self.language):
                    actor = self.resolve_mention(mention)
                    if actor is not None and actor.kind is ActorKind.PERSON and actor.gender in (None, gender):
                        return actor
        if barred is None and speaker is not None and paragraph.index - self.last_speaker_at <= LOOK_BACK:
            if speaker.kind is ActorKind.PERSON and speaker.gender in (None, gender):
                return speaker
        for actor in self._people_before(paragraph, token.i):
            if actor.gender in (None, gender) and (barred is None or actor.id != barred.id):
                return actor
        if self.language.code == "fr" and barred is None and speaker is not None:
            return speaker if speaker.kind in STATE_LIKE else None
        return None

    def _collective_meant(self, token: Token, paragraph: Paragraph, barred: Actor | None, plural: bool) -> Actor | None:
        own = self.represented(barred) if barred is not None else None
        for earlier, i in self._tokens_before(paragraph, token.i):
            actor = self._collective_at(earlier, i, plural)
            if actor is not None and actor is not own and (own is None or actor.id != own.id):
                return actor
        return None

    def _collective_at(self, paragraph: Paragraph, i: int, plural: bool) -> Actor | None:
        token = paragraph.doc[i]
        if i in paragraph.covering:
            mention = paragraph.covering[i]
            if mention.head != i or (mention.reading == "demonym" and not self._names_people(token)):
                return None
            found = self.resolve_mention(mention)
            return found if found is not None and found.kind in STATE_LIKE else None
        if plural and token.lower_ in self.lexicon.words["group_nouns"]:
            return self._group_described(token, self.state_of(token, paragraph))
        if token.lower_ in self.lexicon.words["regime_nouns"]:
            return self._resolve_description(token, paragraph, speaking=False)
        return None

    def _tokens_before(self, paragraph: Paragraph, position: int) -> Iterator[tuple[Paragraph, int]]:
        for i in range(position - 1, -1, -1):
            yield paragraph, i
        for earlier in reversed(self.paragraphs[max(0, paragraph.index - LOOK_BACK) : paragraph.index]):
            for i in range(len(earlier.doc) - 1, -1, -1):
                yield earlier, i

    def _people_before(self, paragraph: Paragraph, position: int) -> Iterator[Actor]:
        """Yield the people named before a place, subjects of their sentence first within each paragraph's reach."""
        for earlier, i in self._tokens_before(paragraph, position):
            mention = earlier.covering.get(i)
            if mention is not None and mention.head == i:
                actor = self.resolve_mention(mention)
                if actor is not None and actor.kind is ActorKind.PERSON:
                    yield actor

    def resolve_all(self, token: Token, paragraph: Paragraph, *, speaking: bool = False, quoted: bool = False) -> list[Actor]:
        """Return the actors of a coordination ("Syria and its allies"), each once, in text order."""
        found: dict[str, Actor] = {}
        for member in conjuncts(token, self.language):
            for actor in self._resolve_several(member, paragraph, speaking, quoted):
                found.setdefault(actor.id, actor)
        return list(found.values())

    def _resolve_several(self, token: Token, paragraph: Paragraph, speaking: bool, quoted: bool) -> list[Actor]:
        """Return the actors of one noun or pronoun that may mean several: "they", "its sponsors, **Iran and Russia**"."""
        words = self.lexicon.words
        if quoted and token.lower_ in words["plural_pronouns"] and self.last_targets:
            return list(self.last_targets)
        if token.lower_ in words["group_nouns"] | words["parties"]:
            for child in children_in(token, self.language.roles.apposition | self.language.roles.conjunct):
                named = [
                    actor
                    for member in conjuncts(child, self.language)
                    if (actor := self._resolve_named(member, paragraph)) is not None
                ]
                if named and child.dep_ in self.language.roles.apposition:
                    return named
        actor = self.resolve(token, paragraph, speaking=speaking, quoted=quoted)
        return [actor] if actor is not None else []


def _phrase_name(head: Token) -> str:
    """Return the words of a noun phrase as a name: without its article, clauses and appositions."""
    inside = [word.i for word in head.subtree if _belongs(word, head)]
    text = " ".join(head.doc[min(inside) : max(inside) + 1].text.split())
    for article in ("the ", "The ", "le ", "Le ", "la ", "La ", "l'", "L'", "l’", "a ", "A ", "an ", "un ", "une ", "Un ", "Une "):
        text = text.removeprefix(article)
    return text[:1].upper() + text[1:]


def _belongs(word: Token, head: Token) -> bool:
    """A word belongs to an institution's name when it hangs on its head through names and of-phrases only."""
    while word.i != head.i:
        if word.dep_ in {"relcl", "acl:relcl", "acl", "appos", "conj", "cc", "punct", "advcl"}:
            return False
        word = word.head
    return True

