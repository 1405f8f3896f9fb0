"""English names of speakers whom a French phrase only describes: "Senior US official".

Names are English in both languages. A phrase with a word that the tables lack keeps its French words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..knowledge.actors import load_actors, state_adjectives
from ..model import Actor, ActorKind
from .grammar import prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .discourse import Discourse, Paragraph

UNITED_STATES = "united-states"
OF = "of"
"""Last word of a name that holds on to whose he is: "associate of X", against "X spokesperson"."""
MAX_DEPTH = 3
"""Phrases within phrases ("un conseiller du porte-parole de l'armée")."""


def unnamed_speaker(
    token: Token, paragraph: Paragraph, discourse: Discourse, *, definite: bool = False
) -> Actor | None:
    """Return somebody known only by an indefinite phrase ("un haut diplomate européen") or by the body or
    group whose he is ("le chef des rebelles"), `definite` or not; None where the tables lack a word of
    the phrase.
    """
    tables = discourse.lexicon.tables
    if token.lower_ not in tables.get("person_names", {}):
        return None
    if not definite and not _is_unnamed(token, discourse):
        return None
    name = _name(token, paragraph, discourse, 0)
    if name is None:
        return None
    name = name[:1].upper() + name[1:]
    state = None if "former" in name.casefold().split() else _represented(token, paragraph, discourse)
    return discourse.describe_new(name, ActorKind.PERSON, state)


def is_indefinite(token: Token, discourse: Discourse) -> bool:
    """Tell whether a noun's article says that nobody named before is meant ("**un** ministre allemand")."""
    articles = discourse.lexicon.words.get("indefinite", frozenset())
    return any(child.lower_ in articles and child.i < token.i for child in token.children)


def translated_modifier(form: str, discourse: Discourse) -> str | None:
    """Return the English adjective of a speaker's modifier, in either number and gender; None if unknown."""
    tables = discourse.lexicon.tables
    for table in ("group_modifiers", "person_modifiers"):
        known = tables.get(table, {})
        for key in (form, form.removesuffix("s"), form.removesuffix("es"), form.removesuffix("e")):
            if key in known:
                return known[key]
    return None


def _is_unnamed(token: Token, discourse: Discourse) -> bool:
    if is_indefinite(token, discourse):
        return True
    bare = not any(child.pos_ == "DET" for child in token.children)
    if bare and token.lower_ in discourse.lexicon.words.get("bare_sources", frozenset()):
        return True  # "de source diplomatique"
    groups = discourse.lexicon.words["group_nouns"]
    return any(
        name == "de" and noun.lower_ in groups for name, noun in prepositional(token, discourse.language)
    )


def _represented(token: Token, paragraph: Paragraph, discourse: Discourse) -> str | None:
    """Return the only state or organisation that the phrase names as whose he is."""
    found: set[str] = set()
    for word in token.subtree:
        mention = paragraph.covering.get(word.i)
        if mention is None or mention.head != word.i or not _hangs_on(word, token):
            continue
        actor = discourse.resolve_mention(mention)
        if actor is not None and actor.kind is not ActorKind.PERSON:
            found.add(actor.represents or actor.id)
    return found.pop() if len(found) == 1 else None


def _hangs_on(word: Token, head: Token) -> bool:
    while word.i != head.i:
        if word.dep_ not in {"amod", "nmod", "flat:name", "compound", "obl:arg"}:
            return False
        word = word.head
    return True


def _name(token: Token, paragraph: Paragraph, discourse: Discourse, depth: int) -> str | None:
    """Return the English of a noun phrase, None where a word of it is not in the tables."""
    tables = discourse.lexicon.tables
    noun = tables.get("person_names", {}).get(token.lower_) or tables["group_names"].get(token.lower_)
    noun = noun or tables.get("body_names", {}).get(token.lower_)
    if noun is None or depth > MAX_DEPTH:
        return None
    before: list[tuple[int, str]] = []
    behind = ""
    for child in token.children:
        if child.dep_ in {"amod", "flat:name", "appos", "nummod"} and child.pos_ in {
            "ADJ",
            "NOUN",
            "PROPN",
            "VERB",
        }:
            if child.dep_ == "appos" and child.nbor(-1).text == ",":
                continue
            phrase = _set_phrase(child, discourse)
            adjective = phrase or _adjective(child, paragraph, discourse)
            if adjective is None:
                return None
            if phrase is not None and phrase.startswith("close"):
                behind = f" {phrase}"
            else:
                before.append((_rank(child, adjective, paragraph), adjective))
    for name, inner in prepositional(token, discourse.language):
        if inner.i < token.i or inner.head != token or name != "de":
            continue
        owner = _owner(inner, paragraph, discourse, depth)
        if owner is None:
            return None
        if noun.endswith(f" {OF}"):
            behind = f" {owner}"
        else:
            before.append((2, owner.removeprefix("the ")))
    words = [word for _, word in sorted(before, key=lambda pair: pair[0])]
    if noun.endswith(f" {OF}") and not behind:
        return None
    return " ".join([*words, noun]) + behind


def _set_phrase(adjective: Token, discourse: Discourse) -> str | None:
    """Return the English of an adjective with its complement: "proche **du dossier**"."""
    following = adjective.doc[adjective.i : adjective.i + 4].text.casefold()
    phrases = discourse.lexicon.tables.get("source_phrases", {})
    return next((phrases[phrase] for phrase in sorted(phrases) if following.startswith(phrase)), None)


def _adjective(word: Token, paragraph: Paragraph, discourse: Discourse) -> str | None:
    translated = translated_modifier(word.lower_, discourse)
    if translated is not None:
        return translated
    actor = discourse.actor_at(word)
    if actor is None and word.i in paragraph.covering:
        actor = discourse.resolve_mention(paragraph.covering[word.i])
    if actor is None or actor.kind is ActorKind.PERSON:
        return None
    return _adjective_of(actor)


def _adjective_of(actor: Actor) -> str:
    return "US" if actor.id == UNITED_STATES else state_adjectives().get(actor.id, actor.name)


def _rank(word: Token, adjective: str, paragraph: Paragraph) -> int:
    """English order: former, senior, whose, of which kind."""
    if adjective == "former":
        return 0
    if adjective == "senior":
        return 1
    return 2 if word.i in paragraph.covering or adjective[:1].isupper() else 3


def _owner(token: Token, paragraph: Paragraph, discourse: Discourse, depth: int) -> str | None:
    """Return the English name of whose somebody is: a name, a body, an office or another such phrase."""
    mention = paragraph.covering.get(token.i)
    actor = discourse.resolve_mention(mention) if mention is not None else None
    if actor is not None and mention is not None and mention.reading == "seat":
        return mention.text  # "porte-parole du **Kremlin**"
    if actor is not None:
        return (
            _adjective_of(actor)
            if actor.kind is ActorKind.STATE and actor.id in load_actors()
            else actor.name
        )
    person = discourse.lexicon.tables.get("office_names", {}).get(token.text.casefold())
    whole = " ".join(word.text for word in token.subtree if word.pos_ != "DET" or word.i > token.i).casefold()
    whole = whole.replace("' ", "'").replace("’ ", "’")
    whole = whole.removeprefix("de l'").removeprefix("de ").removeprefix("du ")
    office = discourse.lexicon.tables.get("office_names", {}).get(whole)
    if office or person:
        return office or person
    return _name(token, paragraph, discourse, depth + 1)
