"""Where the parser misses that a name is one, its parse is mended: the tables know better.

Small models cut a sentence behind a name that they do not know ("Madrid | accuse le Pérou"), call a subject
an adverb ("Nauru accused Peru"), or an object an oblique ("a accusé Caracas de mentir").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grammar import case_of, children_in, is_finite, is_passive, own_subject
from .parse_tree import hang
from .verb_mending import mend_verbs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from .languages import Language
    from .mentions import Mention

MISTAKEN_SUBJECTS = frozenset(
    {"intj", "advmod", "npadvmod", "dep", "amod", "nmod", "obl:mod", "obl:arg", "vocative"}
)
"""What parsers take a subject for that stands right before its verb."""
MISTAKEN_OBJECTS = frozenset({"obl:arg", "obl:mod", "xcomp", "advmod", "dep", "punct", "ROOT"})
"""What French parsers take an object for that stands right behind its verb, without a preposition."""


def mend_parse(doc: Doc, mentions: Iterable[Mention], language: Language) -> None:
    """Attach known names to the verb beside them as its subject or object, where the parser lost that."""
    mend_verbs(doc, language)
    for mention in mentions:
        if mention.reading == "entity":
            continue
        _join_pieces(doc, mention)
        head = doc[mention.head]
        if mention.reading == "demonym" and mention.start:
            _make_adjective(head, doc[mention.start - 1], language)
        if language.roles.oblique and mention.start and doc[mention.start - 1].pos_ == "VERB":
            _make_object(head, doc[mention.start - 1], language)
        elif head.dep_ in MISTAKEN_SUBJECTS and head.head.i == mention.end:
            _make_subject(head, doc[mention.start], language)
        else:
            _join_sentences(doc, mention, language)


def _make_adjective(head: Token, noun: Token, language: Language) -> None:
    """Make a demonym in lower case behind a noun its adjective, no verb: "les forces **cap-verdiennes**"."""
    behind = language.roles.oblique and noun.pos_ == "NOUN" and head.text[:1].islower()
    if behind and head.pos_ == "VERB":
        hang(head, noun, "amod")
        head.pos_ = "ADJ"


def _make_subject(head: Token, first: Token, language: Language) -> None:
    """Make a name that begins a sentence the subject of the finite verb right behind it."""
    verb = head.head
    if first.is_sent_start and is_finite(verb, language) and own_subject(verb, language) is None:
        head.dep_ = "nsubj"


def _make_object(head: Token, verb: Token, language: Language) -> None:
    """Make a name right behind a verb its object; a weekday behind both is none."""
    objects = children_in(verb, language.roles.object)
    days = [child for child in verb.children if child.lower_ in language.weekdays]
    lost = head.head in days or (head.dep_ in MISTAKEN_OBJECTS and (head.dep_ == "ROOT" or head.head == verb))
    if not lost or case_of(head, language) is not None or is_passive(verb, language):
        return
    if all(child in days for child in objects):
        hang(head, verb, "obj")
        for day in days:
            day.dep_ = "obl:mod"


def _join_pieces(doc: Doc, mention: Mention) -> None:
    """Make one phrase of a name that the parser cut in several sentences ("Équato | - | guinéens")."""
    head = doc[mention.head]
    for token in doc[mention.start : mention.end]:
        if token.dep_ == "ROOT" and token.i != head.i and token.sent != head.sent:
            hang(token, head, "flat:name")


def _join_sentences(doc: Doc, mention: Mention, language: Language) -> None:
    """Join a phrase that ends with a name, and is a sentence by itself, with the clause behind it.

    It is the subject there: "Les autorités bissau-guinéennes | ont condamné le Pérou".
    """
    sentence = doc[mention.head].sent
    if sentence.end != mention.end or mention.end == len(doc):
        return
    if any(token.pos_ in {"VERB", "AUX"} for token in sentence if token.i < mention.start):
        return
    verb = _verb_behind(doc[mention.end], language)
    if verb is not None:
        hang(sentence.root, verb, "nsubj")


def _verb_behind(token: Token, language: Language) -> Token | None:
    """Return the finite verb of the sentence that begins with a verb in lower case, and has no subject."""
    verb = token.sent.root
    begins = token.text[:1].islower() and token.pos_ in {"VERB", "AUX", "PRON", "ADV"}
    if not begins or verb.pos_ not in {"VERB", "AUX"} or not is_finite(verb, language):
        return None
    return verb if own_subject(verb, language) is None else None
