"""Cues in a parsed paragraph: the words of the lexicon that report or perform a speech act."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..model import Stance
from .grammar import (
    AGAINST,
    AGENTIVE,
    children_in,
    find_objects,
    find_subject,
    is_aside,
    is_passive,
    prepositional,
)
from .lexicon import Cue, Lexicon, load_lexicon
from .unreported import is_deed_in_phrase
from .urging import tells_to_do, urges

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from spacy.tokens import Doc, Span, Token
    from spacy.vocab import Vocab

    from .languages import Language

PHRASE_REACH = 4
"""How far the next part of a phrase may be ("express *deep* concern"); particles follow directly."""
NO_FUNCTION_WORDS = frozenset({"call", "move", "side", "part"})
"""Words that spaCy counts as stop words, and that are nouns in a phrase ("rejected **the** call")."""
VERBAL = frozenset({"VERB", "AUX"})
DATIVE = frozenset({"dative", "iobj"})
PARTICIPLE_ENDINGS = ("ées", "és", "ée", "é")
"""Of French verbs in -er, the longest first."""
PREPOSITION = Cue(("",), "noun", None, (), None, False, False)


@dataclass(frozen=True, slots=True)
class CueMatch:
    """A cue found in a text: its first word, all of its words' span, and its lexicon entry."""

    token: Token
    words: tuple[Token, ...]
    span: tuple[int, int]
    entry: Cue
    owner: Token | None = None
    """Whose speech act a noun is ("**Trump's** vow")."""

    @classmethod
    def of_preposition(cls, span: Span) -> CueMatch:
        """Return the match of a preposition that names a source."""
        return cls(span[0], tuple(span), (span.start_char, span.end_char), PREPOSITION)


def lemma_of(token: Token, lexicon: Lexicon) -> str:
    """Return the lemma by which the lexicon knows a token: its table of forms first, then the parser's."""
    return lexicon.forms.get(token.lower_, token.lemma_.lower())


def keys_of(token: Token, lexicon: Lexicon) -> tuple[str, ...]:
    """Return the keys under which a token may stand in the lexicon: lemma, form, and a French participle's
    infinitive.
    """
    return keys_in(token.doc, lexicon)[0][token.i]


Keys = tuple[list[tuple[str, ...]], frozenset[str]]
"""The keys of each token of a text, and all of them."""


def keys_in(doc: Doc, lexicon: Lexicon) -> Keys:
    """Return the keys of a text. They are kept in the parse, for every phrase asks again."""
    kept = doc.user_data
    if "keys" not in kept:
        keys = [_read_keys(token, lexicon) for token in doc]
        kept["keys"] = keys, frozenset(key for each in keys for key in each)
    found: Keys = kept["keys"]
    return found


def _read_keys(token: Token, lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(dict.fromkeys([lemma_of(token, lexicon), *keys_of_form(token.lower_, lexicon)]))


def keys_of_form(form: str, lexicon: Lexicon) -> list[str]:
    """Return the keys that a lower-case form has by itself, whatever its lemma."""
    keys = [form]
    whole = lexicon.tables["contractions"].get(form)
    if whole is not None:
        keys.append(whole)
    if form.endswith(PARTICIPLE_ENDINGS):
        ending = next(ending for ending in PARTICIPLE_ENDINGS if form.endswith(ending))
        if len(form) > len(ending) + 2:
            keys.append(form.removesuffix(ending) + "er")
    return keys


def match_phrase(token: Token, words: tuple[str, ...], lexicon: Lexicon) -> tuple[Token, ...] | None:
    """Return the tokens of a phrase that begins at a token, its parts in order and near each other, else
    None.
    """
    if len(words) == 1:
        return (token,)
    keys, present = keys_in(token.doc, lexicon)
    if not may_stand(words, present):
        return None
    matched = [token]
    position = token.i + 1
    for word in words[1:]:
        opposed = len(words) == 2 and word in AGAINST and token.pos_ in VERBAL
        adjacent = opposed or _is_function_word(token.vocab, word)  # "votes **for** sanctions against X"
        position = skip_adverbials(token.doc, position, lexicon)
        for i in range(position, min(position + PHRASE_REACH, len(token.doc))):
            candidate = token.doc[i]
            if word in keys[i] and not _has_clause_of_its_own(candidate, token):
                matched.append(candidate)
                position = i + 1
                break
            if candidate.text in {".", ";", ":", "!", "?"} or (
                adjacent and not _may_part(candidate, lexicon)
            ):
                return None
        else:
            return None
    return tuple(matched)


@functools.lru_cache(maxsize=20_000)
def _is_function_word(vocab: Vocab, word: str) -> bool:
    """Tell whether a language counts a word among its commonest; the vocabulary takes long to answer."""
    return bool(vocab[word].is_stop) and word not in NO_FUNCTION_WORDS


def may_stand(words: tuple[str, ...], present: frozenset[str]) -> bool:
    """Tell whether all words of a phrase but the first are somewhere in a text, by its keys."""
    return len(words) == 1 or present.issuperset(words[1:])


def _has_clause_of_its_own(part: Token, verb: Token) -> bool:
    """Tell whether a verb behind another is finite, so no part of its phrase, as in "dit si X soutiendra"."""
    both = part.pos_ in VERBAL and verb.pos_ in VERBAL
    return both and part.tag_ != "MD" and "VerbForm=Fin" in str(part.morph)


def skip_adverbials(doc: Doc, position: int, lexicon: Lexicon) -> int:
    """Return the index behind a set phrase that parts a verb: "adopté **à l'unanimité** une résolution"."""
    phrases = _adverbials(frozenset(lexicon.words.get("adverbials", frozenset())))
    if position >= len(doc):
        return position
    if phrases and doc[position].lower_ == ",":
        inserted = [token.lower_ for token in doc[position : position + 3]]
        if inserted[2:] == [","] and inserted[1] in lexicon.words["weekdays"]:
            return position + 3  # "a rejeté**, jeudi,** les accusations"
    for phrase in phrases.get(doc[position].lower_, ()):
        length = len(phrase)
        if tuple(token.lower_ for token in doc[position : position + length]) == phrase:
            return position + length
    return position


@functools.cache
def _adverbials(phrases: frozenset[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return set phrases cut into tokens by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for phrase in sorted(phrases):
        words = tuple(re.findall(r"[\w-]+['’]?", phrase))
        found[words[0]] = (*found.get(words[0], ()), words)
    return found


def _may_part(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word may stand between a verb and its particle: "push **this week** for"."""
    return token.pos_ == "ADV" or names_time(token, lexicon)


def names_time(token: Token, lexicon: Lexicon) -> bool:
    """Tell whether a word is of a date ("Monday", "today", "this week"), or the model takes it for that."""
    word, dates = token.lower_, lexicon.tables["relative_dates"]
    if word in lexicon.words["weekdays"] or word in dates or token.ent_type_ in {"DATE", "TIME"}:
        return True
    before, behind = (
        token.doc[i].lower_ if 0 <= i < len(token.doc) else "" for i in (token.i - 1, token.i + 1)
    )
    return f"{before} {word}" in dates or f"{word} {behind}" in dates


def find_cues(doc: Doc, language: Language, lexicon: Lexicon, named: Container[int]) -> Iterator[CueMatch]:
    """Yield the cues of a paragraph, the longest phrase at each word; `named` are the tokens that name
    actors.
    """
    taken: set[int] = set()
    keys, _ = keys_in(doc, lexicon)
    for token, known_by in zip(doc, keys, strict=True):
        if lexicon.cues.keys().isdisjoint(known_by) or token.i in taken or token.is_punct or token.is_space:
            continue
        match = _best_match(token, language, lexicon, named)
        if match is not None:
            taken.update(word.i for word in match.words)
            yield match


def _best_match(token: Token, language: Language, lexicon: Lexicon, named: Container[int]) -> CueMatch | None:
    keys, present = keys_in(token.doc, lexicon)
    for key in keys[token.i]:
        for cue in lexicon.cues.get(key, ()):
            words = _match_clitic(token, cue, lexicon)
            if words is None and may_stand(cue.words, present):
                words = match_phrase(token, cue.words, lexicon)
                words = words or _match_turned(token, cue, language, lexicon)
            if words is None:
                continue
            owner = None
            if cue.kind == "noun":
                owner = _owner(words[-1], language)
                if owner is None or not _has_complement(token, language):
                    continue
            elif not _acts_as(token, cue, language) or _is_state_of_mind(token, cue, language):
                continue
            if cue.needs_infinitive and not tells_to_do(token, language):
                continue
            if cue.needs_actor and urges(token, cue, language, lexicon):
                cue = replace(cue, needs_actor=False)
            if cue.needs_actor and not _addresses_actor(words, cue, language, lexicon, named):
                continue
            span = (
                (token.idx, token.idx + len(token))
                if words[-1].i < token.i
                else (words[0].idx, max(word.idx + len(word) for word in words))
            )
            return CueMatch(token, words, span, cue, owner)
    return None


def _match_turned(token: Token, cue: Cue, language: Language, lexicon: Lexicon) -> tuple[Token, ...] | None:
    """Return the tokens of a verb and its object where the passive turns them round ("**support** was
    **expressed** by X"), or where the object's name stands before it ("**summoned** X, Y's **ambassador**").
    """
    if len(cue.words) != 2 or cue.kind != "verb":
        return None
    passive = children_in(token, language.roles.passive_subject)
    meant = [*passive, *(child for noun in find_objects(token, language) for child in noun.children)]
    apposed = [noun for noun in meant if noun.dep_ in language.roles.apposition]
    for noun in [*passive[:1], *apposed]:
        if cue.words[1] in keys_of(noun, lexicon):
            return (token, noun)
    return None


def _match_clitic(token: Token, cue: Cue, lexicon: Lexicon) -> tuple[Token, ...] | None:
    """Return the tokens of a reflexive verb and the pronoun before it that stands for its preposition:
    "s'**en** est **félicité**" is "se féliciter de".
    """
    meant = lexicon.tables.get("clitic_prepositions")
    if not meant or len(cue.words) != 2 or cue.kind != "verb" or cue.words[1] not in meant.values():
        return None
    doc = token.doc
    for i in range(token.i - 1, max(0, token.i - PHRASE_REACH), -1):
        if meant.get(doc[i].lower_) == cue.words[1] and doc[i - 1].lower_ in {"s'", "s’", "se"}:
            return (token, doc[i])
        if doc[i].pos_ not in {"AUX", "ADV", "PRON"}:
            return None
    return None


def _addresses_actor(
    words: tuple[Token, ...], cue: Cue, language: Language, lexicon: Lexicon, named: Container[int]
) -> bool:
    """Tell whether a slot of the cue's target holds a name, a pronoun or a collective that can be an
    actor.
    """
    collective = lexicon.words["state_nouns"] | lexicon.words["group_nouns"] | lexicon.words["person_nouns"]
    pronouns = lexicon.words["plural_pronouns"] | lexicon.words["singular_pronouns"]
    for head in slot_heads(words, cue.target, language):
        for token in head.subtree:
            if (
                token.i in named
                or token.lower_ in collective
                or (token.i == head.i and (token.lower_ in pronouns or _is_object_pronoun(token, language)))
            ):
                return True
    return False


def _is_object_pronoun(token: Token, language: Language) -> bool:
    """Tell whether a clitic stands for whom a verb is done to: "il **le** met en garde"."""
    return token.pos_ == "PRON" and token.dep_ in language.roles.object and token.lower_ in language.clitics


def slot_heads(words: tuple[Token, ...], slots: Iterable[str], language: Language) -> Iterator[Token]:
    """Yield the heads that stand in the slots of a cue, in the slots' order (`lexicons/README.md` names
    them).
    """
    token = words[0]
    if is_drawn(token, language):
        yield from (subject for subject in [find_subject(token.head, language)] if subject is not None)
    for slot in slots:
        if slot == "object":
            yield from (word for word in words[1:] if word.dep_ in language.roles.apposition)
            yield from find_objects(token, language)
            if not is_passive(token, language):  # "welcomed the statement **by X**": hung on the verb
                yield from (noun for name, noun in prepositional(token, language) if name in AGENTIVE)
        elif slot in {"clause", "content"}:
            labels = language.roles.clause | language.roles.open_clause
            for child in [child for word in words for child in children_in(word, labels)]:
                if (
                    (child.i < token.i and slot == "clause")
                    or is_aside(child, language)
                    or _is_bare_pronoun(child, language)
                ):
                    continue
                subject = find_subject(child, language)
                if subject is not None and subject.i > token.i:
                    yield subject
                if slot == "content":
                    yield child
            if slot == "content":
                yield token
                phrases = (phrase for word in words for phrase in prepositional(word, language))
                yield from (noun for name, noun in phrases if name != "at")  # "demanded X **at the UN**"
        else:
            stranded = any(child.lower_ == slot and not [*child.children] for child in token.children)
            if stranded and is_passive(token, language):  # "**X** was called on by Y"
                yield from find_objects(token, language)
            if slot in {"to", "for", "à"}:
                yield from children_in(token, DATIVE)  # "offered **X** help", "**lui** accorde l'asile"
            for bearer in dict.fromkeys([*words, *find_objects(token, language)]):
                for name, noun in prepositional(bearer, language):
                    if name == slot or name.split()[-1] == slot:
                        yield noun


def _is_bare_pronoun(token: Token, language: Language) -> bool:
    return token.pos_ == "PRON" and not children_in(token, language.roles.relative)


def _acts_as(token: Token, cue: Cue, language: Language) -> bool:
    """Tell whether a token really is the verb or the predicative adjective that its entry describes."""
    if cue.kind == "verb":
        if token.pos_ in VERBAL:
            return token.dep_ not in language.roles.auxiliary | {"amod"} and not is_deed_in_phrase(
                token, cue, language
            )
        # the French tagger takes many participles for adjectives ("a-t-il martelé") or nouns
        auxiliaries = children_in(token, language.roles.auxiliary)
        inverted = any(child.lower_.startswith(("-t-", "-il", "-elle")) for child in token.children)
        before = token.doc[token.i - 1].lower_ if token.i else ""
        return bool(auxiliaries) or inverted or before in {"-t-il", "-t-elle", "-il", "-elle"}
    predicative = token.dep_ in language.roles.complement or bool(children_in(token, language.roles.copula))
    passive = any(child.dep_ in {"auxpass", "aux:pass"} for child in token.children)
    return predicative or passive


def _is_state_of_mind(token: Token, cue: Cue, language: Language) -> bool:
    """ "Is worried by X" is the worry of its subject, not an act of X: the adjective's entry reads it."""
    return cue.kind == "verb" and cue.stance is Stance.CONCERN and is_passive(token, language)


def _owner(noun: Token, language: Language) -> Token | None:
    possessive = children_in(noun, language.roles.possessor)
    if possessive:
        return possessive[0]
    for bearer in (noun, *([noun.head] if is_drawn(noun, language) else [])):
        for name, inner in prepositional(bearer, language):
            if name in {"by", "from", "de", "par"} and (bearer == noun or inner.i > noun.i):
                return inner
    return None


def is_drawn(noun: Token, language: Language) -> bool:
    """Tell whether a noun is what its verb's subject meets with: "the decision **drew criticism** from X"."""
    verbs = load_lexicon(language.code).words["drawing_verbs"]
    return noun.pos_ == "NOUN" and noun in find_objects(noun.head, language) and noun.head.lemma_ in verbs


def _has_complement(noun: Token, language: Language) -> bool:
    """A bare noun ("Trump's statement") says nothing; one with a clause or a phrase of its own, or with who
    meets with it, does.
    """
    if is_drawn(noun, language):
        return True
    owner = _owner(noun, language)
    bearers = [
        noun,
        *([owner] if owner is not None and owner.i > noun.i else []),
    ]  # "promesse de X **de faire**"
    labels = language.roles.open_clause | language.roles.clause
    clauses = [child for bearer in bearers for child in children_in(bearer, labels)]
    phrases = [
        name
        for name, _ in prepositional(noun, language)
        if name not in {"by", "from", "de", "par", "in", "at"}
    ]
    following = noun.doc[noun.i + 1].lower_ if noun.i + 1 < len(noun.doc) else ""
    return bool(clauses or phrases) or following in {"to", "that", "against", "à", "que", "contre"}
