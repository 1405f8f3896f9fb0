"""The phrase that names who speaks: the subject of a cue, or a name beside it where the parser lost that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grammar import (
    INVERTED_PRONOUNS,
    children_in,
    find_agent,
    find_objects,
    find_subject,
    has_finite_form,
    is_finite,
    is_negated,
    is_passive,
    own_subject,
    prepositional,
)
from .lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Token

    from .cues import CueMatch
    from .discourse import Paragraph
    from .languages import Language
    from .quotes import Span

CLITICS = frozenset({"lui", "leur", "l'", "s'", "se", "y", "en", "-t", "nous", "vous"})
QUOTING = frozenset({"quote", "cite", "report"})
"""Lemmas of what media do with others' words ("quoted him as saying")."""
PASSING_ON = frozenset({"quote", "cite"})
"""Those that need no "as" before a participle."""
MAX_STEPS = 4
"""How far above a participle the document stands that it speaks for."""
MIN_REST = 3
"""Tokens of what is said that must follow a cue put into it."""
RELATIVES = frozenset({"qui", "que", "qu'", "dont", "who", "which", "whose", "whom"})
ANONYMOUS = frozenset({"on", "-on", "-t-on"})
NEARBY = 6
"""Tokens beside a cue within which a source is looked for when the parser names none."""


def source_of(cue: CueMatch, language: Language) -> Token | None:
    """Return the head of the phrase that names who speaks, for any kind of cue; None where nobody is
    named.
    """
    found = _phrase_of_source(cue, language) or _author(cue, language)
    if found is None or language.code != "fr":
        return found
    return _voice_of(found) or _whose_on(found, cue.token)


def _phrase_of_source(cue: CueMatch, language: Language) -> Token | None:
    token = cue.token
    if cue.entry.kind == "noun":
        return cue.owner
    if cue.entry.kind == "verb" and is_passive(token, language):
        return find_agent(token, language)
    occasion = spoken_at(token, language)
    if occasion is not None:
        return find_subject(occasion, language)
    quoted = _quoted_as_saying(token, language)
    if quoted is not None:
        return quoted
    added = _main_subject(cue, language)
    if added is not None:
        return added
    if cue.entry.kind == "verb" and language.code == "fr":
        behind = _inverted_subject(token, language)
        if behind is not None:
            return behind
    return find_subject(token, language)


def _author(cue: CueMatch, language: Language) -> Token | None:
    """Return whose document a participle beside it speaks for: "**X** posted a message on Twitter *blaming*
    Y", "in a statement *condemning* Y, **X** said"; None where it speaks for no document.
    """
    participle = cue.token
    if (
        cue.entry.kind != "verb"
        or participle.dep_ not in {"acl", "advcl"}
        or participle.tag_ in {"VBN", "VB"}
    ):
        return None
    words = load_lexicon(language.code).words
    documents = words["documents"] | words["resolutions"]
    noun = participle.head
    for _ in range(MAX_STEPS):
        if noun.pos_ == "NOUN" and noun.lemma_.lower() in documents:
            verb = noun.head if noun.dep_ in language.roles.object else noun.head.head
            return find_subject(verb, language) if verb.pos_ == "VERB" and verb != noun else None
        if noun.pos_ not in {"NOUN", "PROPN", "ADP"} or noun.head == noun:
            return None
        noun = noun.head
    return None


def _voice_of(subject: Token) -> Token | None:
    """Return who lends a subject the voice: "l'Union, par la voix de **Josep Borrell**, a condamné"."""
    for voice in subject.children:
        if voice.lower_ == "voix" and voice.i > subject.i:
            behind = [child for child in voice.children if child.i > voice.i]
            beside = [inner for child in behind for inner in child.children if inner.i > child.i]
            named = next((word for word in [*behind, *beside] if word.pos_ == "PROPN"), None)
            if named is not None:
                return named
    return None


def _whose_on(subject: Token, verb: Token) -> Token | None:
    """Return whose words "on" tells where a phrase of its sentence says so ("à **Moscou**, on dément", "de
    **source** diplomatique, on indique"); every other subject comes back as it is.
    """
    if subject.lower_ not in ANONYMOUS:
        return subject
    sentence, doc = subject.sent, subject.doc
    before = doc[sentence.start : min(subject.i, verb.i)]
    behind = doc[verb.i + 1 : min(sentence.end, verb.i + 1 + NEARBY)]
    for words in (before, behind):
        for token in words:
            lead = [word.lower_ for word in doc[max(sentence.start, token.i - 3) : token.i]]
            if token.lower_ in {"source", "sources"} and lead[-1:] == ["de"]:
                return token
            if token.pos_ == "PROPN" and set(lead[-2:]) & {"à", "a"}:
                return token
            if token.text[:1].isupper() and lead[-3:-1] == ["du", "côté"]:
                return token
    return subject


def _main_subject(cue: CueMatch, language: Language) -> Token | None:
    """Return who goes on to speak in a participle behind a comma: "X a dit que Y devait partir,
    **ajoutant** que".

    Parsers hang it on the last verb, whose subject is somebody else.
    """
    token, root = cue.token, cue.token.sent.root
    participle = token.tag_ == "VBG" or "Tense=Pres|VerbForm=Part" in str(token.morph)
    if cue.entry.stance is not None or not participle or root == token or own_subject(token, language):
        return None
    if not token.i or token.nbor(-1).text != "," or children_in(token, language.roles.auxiliary):
        return None
    return (
        find_subject(root, language)
        if root.pos_ in {"VERB", "AUX"} and not is_passive(root, language)
        else None
    )


def _quoted_as_saying(verb: Token, language: Language) -> Token | None:
    """Return whose words a medium passes on: "quoted **the president** as saying", "**he** was cited as
    saying", "quoted **X** saying".
    """
    if verb.dep_ == "pcomp" and passes_on(verb.head.head):
        return next(iter(find_objects(verb.head.head, language)), None)
    if verb.tag_ != "VBG" or verb.dep_ not in {"advcl", "acl", "xcomp", "ccomp"}:
        return None
    quoting = next((above for above in verb.ancestors if above.pos_ == "VERB"), verb)
    own = quoting.lemma_.lower() in PASSING_ON and quoting.i < verb.i and has_finite_form(quoting)
    quoted = find_objects(quoting, language) if own else []
    return next((noun for noun in quoted if noun.i < verb.i), None)


def spoken_at(infinitive: Token, language: Language) -> Token | None:
    """Return the verb that makes an infinitive a speech act of its subject ("**used** his visit to urge X",
    "**took** the opportunity to accuse Y"); None where there is none.
    """
    words = load_lexicon(language.code).words
    if infinitive.tag_ != "VB" and "VerbForm=Inf" not in str(infinitive.morph):
        return None
    above = [verb for verb in infinitive.ancestors if verb.pos_ in {"VERB", "AUX"}][:1]
    for verb in above:
        nouns = [*find_objects(verb, language), *(noun for _, noun in prepositional(verb, language))]
        told = any(
            noun.i < infinitive.i and noun.lemma_.lower() in words["speaking_occasions"] for noun in nouns
        )
        if verb.lemma_.lower() in words["occasion_verbs"] and told and not is_negated(verb, language):
            return verb
    return None


def is_anybodys(source: Token, language: Language) -> bool:
    """Tell whether a source is texts of nobody in particular: "**Reports** said that ..."."""
    bare = source.tag_ == "NNS" and not any(child.i < source.i for child in source.children)
    return bare and source.lemma_.lower() in load_lexicon(language.code).words["documents"]


def passes_on(verb: Token) -> bool:
    """Tell whether a verb only passes on somebody else's words: "**quoted** him as saying"."""
    if verb.lemma_.lower() not in QUOTING:
        return False
    return any(
        child.lower_ == "as" and any(inner.dep_ == "pcomp" for inner in child.children)
        for child in verb.children
    )


def _inverted_subject(verb: Token, language: Language) -> Token | None:
    """Return the subject right behind a verb that follows a comma or quotation: "..., a annoncé
    **l'Elysée**".

    Parsers label it an object, and lend the verb the subject of the sentence before.
    """
    doc = verb.doc
    if not is_finite(verb, language):
        return None
    left = [child for child in verb.children if child.i < verb.i]
    if any(child.dep_ in language.roles.subject and child.lower_ not in CLITICS for child in left):
        return None
    first = verb.i
    while first and (doc[first - 1].lower_ in CLITICS or doc[first - 1].dep_ in language.roles.auxiliary):
        first -= 1
    if not first or doc[first - 1].text not in {",", '"', "»", "”"}:
        return None
    if doc[first - 1].text == "," and not _says_something(doc[verb.sent.start : first], language):
        return None
    behind = [child for child in children_in(verb, language.roles.subject) if child.i > verb.i]
    if behind and behind[0].pos_ in {"NOUN", "PROPN"}:
        return behind[0]
    skipped: set[int] = set()
    for token in doc[verb.i + 1 : verb.i + 1 + 2 * NEARBY]:
        if token.i in skipped or token.lower_ in language.weekdays:
            continue
        if token.pos_ == "ADP" and token.head.pos_ == "NOUN" and token.head.i > token.i:
            skipped.update(word.i for word in token.head.subtree if word.pos_ != "PROPN")
            continue
        if token.is_punct or token.pos_ in {"VERB", "AUX", "SCONJ", "ADP"}:
            return None
        if token.pos_ in {"NOUN", "PROPN"} and (token.head == verb or skipped):
            return token
    return None


def _says_something(words: Iterable[Token], language: Language) -> bool:
    """Tell whether words hold a finite verb outside of relative clauses, as what stands before an inverted
    subject does: "Berlin, qui a rappelé son ambassadeur, **exige**" is no inversion.
    """
    finite = [word for word in words if word.pos_ in {"VERB", "AUX"} and is_finite(word, language)]
    return any(
        not any(above.dep_ in language.roles.relative for above in (word, *word.ancestors)) for word in finite
    )


def source_nearby(cue: CueMatch, paragraph: Paragraph, quotes: Iterable[Span]) -> Token | None:
    """Return the source beside a cue whose subject the parser lost: an inverted pronoun or a name ("a
    déclaré **X**").
    """
    doc, last = paragraph.doc, cue.words[-1].i
    for i in range(max(0, cue.token.i - 2), min(len(doc), last + 3)):
        if doc[i].lower_ in INVERTED_PRONOUNS:
            return doc[i]
    inverted = follows_mark(cue) or cue.token.is_sent_start
    for i in range(last + 1, min(len(doc), last + 1 + NEARBY)) if inverted else ():
        if doc[i].is_punct or doc[i].is_sent_start or doc[i].pos_ in {"VERB", "AUX", "ADP", "SCONJ"}:
            break
        if i in paragraph.covering and not lies_within((doc[i].idx, doc[i].idx + 1), quotes):
            return doc[paragraph.covering[i].head]
        if doc[i].pos_ == "NOUN" and i > last + 1 and doc[i - 1].pos_ in {"DET", "ADJ"} and follows_mark(cue):
            return doc[i]
    before_cue = _skip_apposition(cue.token)
    for i in range(before_cue, max(-1, before_cue - NEARBY), -1):
        if (doc[i].pos_ in {"VERB", "ADP"} and i not in paragraph.covering) or doc[i].text in {
            ".",
            ";",
            ":",
            "?",
            "!",
        }:
            break
        mention = paragraph.covering.get(i)
        if (
            mention is not None
            and not lies_within((doc[i].idx, doc[i].idx + 1), quotes)
            and mention.reading != "demonym"
        ):
            before = doc[mention.start - 1] if mention.start else None
            return None if before is not None and before.pos_ == "ADP" else _first_of_list(doc[mention.head])
    return None


def _first_of_list(token: Token) -> Token:
    """Return the head of the coordination that a name stands in: "**Paris** et Berlin"."""
    joined = any(child.dep_ == "cc" for child in token.children)
    return token.head if joined and token.dep_ == "conj" and token.head.pos_ in {"PROPN", "NOUN"} else token


def follows_mark(cue: CueMatch) -> bool:
    """Tell whether a cue follows a comma or quotation, so that what stands behind it is its subject."""
    first = cue.token
    leaning = CLITICS | INVERTED_PRONOUNS
    while first.i and (first.nbor(-1).lower_ in leaning or first.nbor(-1).pos_ == "AUX"):
        first = first.nbor(-1)
    return first.i > 0 and first.nbor(-1).text in {",", '"', "»", "”", "''"}


def _skip_apposition(cue: Token) -> int:
    """Return the index from which to look back for a lost subject: before "X, **minister of ...,** said"."""
    doc, i = cue.doc, cue.i - 1
    while i > 0 and (doc[i].pos_ in {"PRON", "AUX", "ADV"} or doc[i].dep_.startswith("expl")):
        i -= 1
    if doc[i].text != ",":
        return cue.i - 1
    for j in range(i - 1, max(-1, i - 14), -1):
        if doc[j].text == ",":
            return j - 1
        if doc[j].text in {".", ";", ":"}:
            break
    return i - 1


def can_have_subject(token: Token, language: Language) -> bool:
    """Tell whether a verb can have a subject that the parser lost: an infinitive or a bare participle has
    none.
    """
    if children_in(token, language.roles.auxiliary):
        return not is_passive(token, language) and token.tag_ != "VB"
    return "VerbForm=Fin" in str(token.morph)


def lies_within(span: Span, quotes: Iterable[Span]) -> bool:
    """Tell whether a span lies within one of some quotations."""
    return any(start <= span[0] and span[1] <= end for start, end in quotes)


def commas_around(cue: CueMatch) -> tuple[Token, Token] | None:
    """Return the commas between which a cue and its source are put into a sentence, else None."""
    doc, sentence = cue.token.doc, cue.token.sent
    left = _comma(doc, range(cue.token.i - 1, sentence.start, -1), cue)
    right = _comma(doc, range(cue.words[-1].i + 1, sentence.end - 1), cue)
    if left is None or right is None or right + MIN_REST > sentence.end:
        return None
    return doc[left], doc[right]


def source_between_commas(cue: CueMatch, paragraph: Paragraph) -> Token | None:
    """Return the source of a cue put into what it reports: "Russia, **Merkel** said, must leave"."""
    around = commas_around(cue)
    if around is None or _leads_list(cue.token, around[0]):
        return None
    if around[0].nbor(1).lower_ in RELATIVES:
        return None  # "Alger, **qui soutient le Polisario**, a dénoncé"
    inside = [token for token in cue.token.doc[around[0].i + 1 : around[1].i] if token not in cue.words]
    names = [token for token in inside if token.i in paragraph.covering]
    nouns = [token for token in inside if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    return next(iter([*(paragraph.doc[paragraph.covering[name.i].head] for name in names), *nouns]), None)


def _leads_list(verb: Token, comma: Token) -> bool:
    """Tell whether a comma stands inside the list of a verb's subjects: "Paris**,** Rome et Berlin ont
    dit".
    """
    heads = [child for child in verb.children if child.dep_ in {"nsubj"} and child.i < comma.i]
    return any(
        child.dep_ == "conj" and comma.i < child.i < verb.i for head in heads for child in head.children
    )


def _comma(doc: Doc, positions: range, cue: CueMatch) -> int | None:
    """Return the nearest comma at some positions, with no other verb and not too many words before it."""
    for i in positions[:NEARBY]:
        if doc[i].text == ",":
            return i
        if doc[i].pos_ == "VERB" or doc[i].text in {";", ":", '"', "“", "”", "«", "»"} or doc[i] in cue.words:
            return None
    return None
