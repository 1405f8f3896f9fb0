"""Who does what in a parsed clause, asked in grammatical roles and answered alike for both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .lexicon import load_lexicon

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from ..model import Modality
    from .languages import Language

MAX_CLIMB = 4
"""How many verbs a missing subject is looked for above ("accused ..., saying ..., adding ...")."""
RELATIVE_SUBJECTS = frozenset({"which", "who", "that", "qui", "lequel", "laquelle", "whom"})
AGENTIVE = frozenset({"by", "par"})
GENITIVE = frozenset({"of", "de"})
AGAINST = frozenset({"against", "contre"})
FOR = frozenset({"for", "pour"})
UPON = AGAINST | {"on", "sur"}
"""Prepositions of both languages that lead to who does a deed, whose it is, and to whom it is done."""
NO_SUBJECTS = RELATIVE_SUBJECTS | {"-t", "l'", "lui", "leur", "y"}
"""What parsers label a subject and is none: relative pronouns, whose noun is meant, and French object
clitics.
"""
SECOND_NEGATIONS = frozenset(
    {"pas", "jamais", "plus", "point", "guère", "rien", "aucun", "aucune", "nul", "nulle", "ni", "personne"}
)
"""What negates together with the French "ne"."""
BARE_NEGATION = frozenset({"savoir", "cesser", "oser", "pouvoir"})
"""French verbs that "ne" negates by itself ("on ne saurait accepter")."""
INVERTED_PRONOUNS = frozenset({"-t-il", "-t-elle", "-il", "-elle", "-ils", "-elles", "-t-on", "-je", "-nous"})


def children_in(token: Token, labels: frozenset[str]) -> list[Token]:
    """Return the children of a token whose label is one of `labels`, in text order."""
    return [child for child in token.children if child.dep_ in labels]


def predicate_of(token: Token, language: Language) -> Token:
    """Return the token that bears subject and auxiliaries of a predicate: "is" for "alarmed" in "is
    alarmed".
    """
    if token.dep_ in language.roles.complement and token.head.pos_ in {"AUX", "VERB"}:
        return token.head
    return token


def own_subject(token: Token, language: Language) -> Token | None:
    """Return the subject standing in the clause of this predicate itself, passive or not, else None."""
    roles = language.roles
    bearer = predicate_of(token, language)
    found = children_in(bearer, roles.subject | roles.passive_subject)
    if not found:  # "il a par ailleurs exhorté": parsers hang the subject on the auxiliary
        auxiliaries = children_in(bearer, roles.auxiliary)
        found = [child for auxiliary in auxiliaries for child in children_in(auxiliary, roles.subject)]
    for child in found:
        if child.lower_ not in NO_SUBJECTS or child.tag_ == "DT":  # "**that** is not true"
            return _name_beside(child, found, language) or child
    for child in bearer.children:
        if child.lower_.lstrip("'’") in INVERTED_PRONOUNS:
            return child
        for grandchild in child.children:
            if child.dep_ in roles.auxiliary and grandchild.lower_ in INVERTED_PRONOUNS:
                return grandchild
    brought_forward = _brought_forward(bearer, language) if found else None
    if brought_forward is not None:
        return brought_forward
    if bearer.dep_ in roles.relative and (found or bearer.head.pos_ in {"NOUN", "PROPN", "PRON"}):
        return bearer.head
    return None


def _brought_forward(verb: Token, language: Language) -> Token | None:
    """Return whom a cleft sentence brings forward, else None: "It was **X** that accused Y"."""
    copula = verb.head
    subjects = [child.lower_ for child in children_in(copula, language.roles.subject)]
    if verb.dep_ not in language.roles.clause or copula.lemma_ != "be" or subjects != ["it"]:
        return None
    return next(iter(children_in(copula, language.roles.complement)), None)


def is_announced(infinitive: Token, language: Language) -> bool:
    """Tell whether an infinitive is told to be ahead: "**is to** meet", "is **scheduled** to meet"."""
    above = infinitive.head
    unfinished = infinitive.tag_ == "VB" or "VerbForm=Inf" in str(infinitive.morph)
    governed = infinitive.dep_ == "xcomp" and unfinished and above.i < infinitive.i
    if not governed or is_negated(above, language):
        return False
    words = load_lexicon(language.code).words["announcing"]
    due = any(child.lemma_.lower() in words for child in children_in(above, language.roles.complement))
    bare = above.lemma_ == "be" and not children_in(above, language.roles.complement)
    return due or bare or above.lemma_.lower() in words


def _name_beside(title: Token, subjects: list[Token], language: Language) -> Token | None:
    """Return the name beside a title where parsers see two subjects: "l'ambassadeur, **X**, a dit"."""
    if title.pos_ != "NOUN" or children_in(title, language.roles.apposition):
        return None
    names = (other for other in subjects if other.i > title.i and other.pos_ == "PROPN")
    name = next(names, None)
    return name if name is not None and name.nbor(-1).text == "," else None


def pronoun_before(verb: Token, language: Language) -> Token | None:
    """Return the subject pronoun right before a verb, other clitics and auxiliaries between them: "**il**
    l'a dit".

    It stands there in both languages whatever the parser makes of the sentence.
    """
    i, first = verb.i - 1, verb.sent.start
    while i >= first:
        word = verb.doc[i]
        ending = language.agreement.get(word.lower_)
        if ending is not None and verb.doc[i + 1 : verb.i + 1].text.lower().split(" ")[0].endswith(ending):
            return word
        if not (
            word.dep_ in language.roles.auxiliary | language.roles.negation
            or word.pos_ == "ADV"
            or word.lower_ in language.clitics
        ):
            return None
        i -= 1
    return None


def find_subject(token: Token, language: Language) -> Token | None:
    """Return who does what the predicate says: its own subject, else the one it shares with the verb above
    it.
    """
    current = predicate_of(token, language)
    pronoun = pronoun_before(current, language)
    if pronoun is not None and current.pos_ in {"VERB", "AUX"}:
        return pronoun
    for _ in range(MAX_CLIMB):
        subject = own_subject(current, language)
        if subject is not None:
            return subject
        if children_in(current, frozenset({"expl"})):
            return None  # "**There** will be consequences"
        if current.dep_ == "advcl" and is_finite(current, language):
            return None  # the parser lost it: finite verbs of both languages have one
        if is_means(current):
            current = current.head.head
            continue
        shares = language.roles.conjunct | language.roles.open_clause | language.roles.clause
        if current.dep_ not in shares or current.head == current:
            return None
        if current.dep_ in language.roles.clause and children_in(current, language.roles.marker):
            return None
        current = predicate_of(current.head, language)
        if current.pos_ not in {"VERB", "AUX", "ADJ", "NOUN"}:
            current = current.head
    return None


def is_means(token: Token) -> bool:
    """Tell whether a gerund says by what its verb's subject does something: "responded **by accusing** X"."""
    by, verb = token.head, token.head.head
    passive = any(child.dep_ in {"auxpass", "aux:pass"} for child in verb.children)
    led = token.dep_ == "pcomp" and by.lower_ in AGENTIVE and by.i == token.i - 1
    return led and verb.pos_ in {"VERB", "AUX"} and not passive


def is_finite(token: Token, language: Language) -> bool:
    """Tell whether a verb, by itself or its auxiliaries, is finite."""
    bearers = [token, *children_in(token, language.roles.auxiliary | language.roles.copula)]
    return any(has_finite_form(bearer) for bearer in bearers)


def has_finite_form(token: Token) -> bool:
    """Tell whether a word itself is a finite verb; the models give some modals ("shall") no form."""
    return token.tag_ == "MD" or "VerbForm=Fin" in str(token.morph)


def is_passive(token: Token, language: Language) -> bool:
    """Tell whether the verb is passive ("was accused", "a été déclinée")."""
    if children_in(token, language.roles.passive_subject):
        return token.tag_ == "VBN" or any(
            child.dep_ in {"auxpass", "aux:pass"} or child.dep_ in language.roles.agent
            for child in token.children
        )
    if any(child.dep_ in {"auxpass", "aux:pass"} for child in token.children):
        return True
    if token.dep_ in language.roles.conjunct and token.head != token and find_agent(token, language):
        return not own_subject(token, language) and is_passive(token.head, language)
    participle = token.tag_ in {"VBN", "VBD"} or "Tense=Past|VerbForm=Part" in str(token.morph)
    if not participle or children_in(token, language.roles.auxiliary):
        return False
    if token.dep_ in {"acl", "relcl", "amod"}:
        return token.tag_ != "VBD"
    bare = own_subject(token, language) is None and not children_in(token, frozenset({"mark"}))
    return token.dep_ == "advcl" and bare and find_agent(token, language) is not None


def is_purpose(verb: Token, language: Language) -> bool:
    """Tell whether an infinitive says what something is for ("a resolution **to sanction** X")."""
    infinitive = verb.tag_ == "VB" or "VerbForm=Inf" in str(verb.morph)
    above = (None, verb.head)  # a relative clause has its noun for a subject
    return (
        infinitive
        and verb.dep_ in {"acl", "relcl", "advcl", "xcomp"}
        and own_subject(verb, language) in above
    )


def is_main_subject(token: Token, language: Language) -> bool:
    """Tell whether a name is, or stands in apposition to, the subject of its sentence's main verb."""
    current = token
    while current.head != current:
        beside = current.dep_ in language.roles.apposition | {"compound", "flat:name"}
        unjoined = current.dep_ in language.roles.conjunct and not children_in(current, frozenset({"cc"}))
        if not (beside or unjoined):
            break
        current = current.head
    if current.dep_ not in language.roles.subject | language.roles.passive_subject:
        return False
    verb = current.head
    if children_in(verb, language.roles.subject | language.roles.passive_subject)[0] != current:
        return False  # parsers give long subjects a second head ("les forces du régime d'**Assad** ont")
    return verb.dep_ == "ROOT" or (verb.dep_ in language.roles.conjunct and verb.head.dep_ == "ROOT")


def find_agent(token: Token, language: Language) -> Token | None:
    """Return the by-phrase noun of a passive verb, else None."""
    for name, noun in prepositional(token, language):
        if name in AGENTIVE:
            return noun
    return None


def find_objects(token: Token, language: Language) -> list[Token]:
    """Return the direct objects of a verb (of a passive: what it is done to)."""
    roles = language.roles
    if is_passive(token, language):
        hung = token.dep_ in {"acl", "amod"} and token.head.pos_ in {"NOUN", "PROPN", "PRON"}
        subject = token.head if hung else find_subject(token, language)  # "**X**, criticised by Y"
        return [subject] if subject is not None else []
    found = [_relative_meant(token, child) for child in children_in(token, roles.object)]
    if not found and roles.oblique:
        found = _before_que(token)
    if roles.oblique:
        found = [child for child in found if case_of(child, language) is None]
    # "a accusé samedi la France": French parsers take the weekday for the object and the object for its part
    days = [child for child in found if child.lower_ in language.weekdays]
    behind = [inner for day in days for inner in day.children if inner.pos_ in {"NOUN", "PROPN"}]
    return [*(child for child in found if child not in days), *behind]


def _before_que(verb: Token) -> list[Token]:
    """Return the noun before ", que", which French parsers take for a conjunction ("**X**, que Y accuse")."""
    doc = verb.doc
    for child in verb.children:
        before = doc[child.i - 2] if child.i > 1 and doc[child.i - 1].text == "," else None
        if child.lower_ in {"que", "qu'", "qu’"} and before is not None and before.pos_ in {"PROPN", "NOUN"}:
            return [before]
    return []


def _relative_meant(verb: Token, noun: Token) -> Token:
    """Return the noun that a relative pronoun stands for ("**X**, *whom* Y accuses"), else the noun
    itself.
    """
    relative = noun.lower_ in RELATIVE_SUBJECTS | {"que", "qu'"} and noun.i < verb.i
    return verb.head if relative and verb.dep_ in {"relcl", "acl:relcl"} else noun


def is_aside(clause: Token, language: Language) -> bool:
    """Tell whether a clause stands beside the main one and says something of its own ("..., while X ...")."""
    if clause.dep_ != "advcl":
        return False
    markers = [child.lower_ for child in clause.children if child.dep_ in {"mark", "advmod"}]
    return any(marker in language.asides for marker in markers)


def case_of(token: Token, language: Language) -> str | None:
    """Return the preposition that marks a noun (UD), contractions undone, else None."""
    for child in token.lefts:
        if child.dep_ in {"case", "mark"}:
            return language.contractions.get(child.lower_, child.lower_)
    return None


def prepositional(token: Token, language: Language) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, noun or verb it governs) for each prepositional phrase that hangs on a token."""
    roles = language.roles
    for child in token.children:
        if child.dep_ in roles.preposition:
            name = language.contractions.get(child.lower_, child.lower_)
            for noun in child.children:
                if noun.dep_ in {"pobj", "pcomp"}:
                    yield name, noun
                elif noun.dep_ in roles.preposition:
                    yield from ((name, inner) for inner in noun.children if inner.dep_ == "pobj")
        if roles.oblique and child.dep_ in (roles.oblique | {"xcomp", "advcl"}):
            case = case_of(child, language)
            if case is not None:
                yield case, child


def find_clause(token: Token, language: Language) -> Token | None:
    """Return the head of the clause that a reporting verb governs ("said that X **is** ...")."""
    found = children_in(token, language.roles.clause)
    after = [child for child in found if child.i > token.i]
    if after or found:
        finite = [child for child in after or found if is_finite(child, language)]
        return (finite or after or found)[0]
    for child in children_in(token, language.roles.open_clause - {"acl"}):
        if child.i > token.i and child.dep_ == "xcomp":
            return child
    return None


def conjuncts(token: Token, language: Language) -> list[Token]:
    """Return the token and what is coordinated with it ("Syria and its **allies**"), in text order.

    Names side by side without any "and" are no list: parsers join a subject to the name before its comma.
    """
    found = [token]
    for current in found:
        found.extend(child for child in children_in(current, language.roles.conjunct) if child not in found)
    joined = any(child.dep_ == "cc" for member in found for child in member.children)
    return found if joined else [token]


def is_negated(token: Token, language: Language) -> bool:
    """Tell whether a predicate (or the verb that carries it) is negated."""
    bearers = {token, predicate_of(token, language)}
    above = token
    while above.dep_ in language.roles.conjunct | {"xcomp"} and above.head != above:
        above = above.head  # "aren't going to sit and do nothing": the negation stands on the verb above
        bearers |= (
            {above}
            if above.lemma_ in {"go", "want", "intend", "aller", "vouloir", "pouvoir", "devoir"}
            else set()
        )
    for bearer in bearers:
        for child in bearer.children:
            if child.dep_ in language.roles.negation or child.lower_ in {"never", "no", "nobody"}:
                return True
            if child.lower_ == "longer" and any(inner.lower_ == "no" for inner in child.children):
                return True
            if language.code == "fr" and _negates(child, bearer):
                return True
    subject = own_subject(token, language)
    negative = load_lexicon(language.code).words["negative_subjects"]
    return subject is not None and any(word.lower_ in negative for word in (subject, *subject.children))


def _negates(word: Token, verb: Token) -> bool:
    """Tell whether a word under a French verb negates it: "pas" and the like, or "ne" with its second half.

    "ne ... que" restricts, "un pas" is a step, "craindre que ... ne" expresses nothing.
    """
    if word.lower_ in {"pas", "jamais", "aucunement"}:
        return word.pos_ != "NOUN" and not children_in(word, frozenset({"det", "amod"}))
    if word.lower_ not in {"ne", "n'", "n’"}:
        return False
    return verb.lemma_.lower() in BARE_NEGATION or any(
        inner.lower_ in SECOND_NEGATIONS and inner.i != word.i for inner in verb.subtree
    )


def modality_of(token: Token, language: Language) -> Modality:
    """Return the modality of a predicate: future, conditional, hypothetical (under "if") or actual."""
    bearer = predicate_of(token, language)
    auxiliaries = [
        *children_in(bearer, language.roles.auxiliary),
        *children_in(bearer, language.roles.copula),
        bearer,
    ]
    forms = {auxiliary.lower_ for auxiliary in auxiliaries}
    morphology = {str(tag) for auxiliary in auxiliaries for tag in str(auxiliary.morph).split("|")}
    if any(
        child.lower_ in {"if", "si", "unless", "s'"} for child in children_in(bearer, frozenset({"mark"}))
    ):
        return "hypothetical"
    if forms & language.conditional_tags or morphology & language.conditional_tags:
        return "conditional"
    if forms & language.future_tags or morphology & language.future_tags or is_announced(token, language):
        return "future"
    return "actual"


def find_possessors(noun: Token, language: Language) -> list[Token]:
    """Return whose the noun is: possessive ("Russia's"), else of-phrase or agent ("by", "de", "par")
    nouns, or for whom somebody speaks ("a spokesman **for** X").
    """
    owners = children_in(noun, language.roles.possessor)
    for name, inner in prepositional(noun, language):
        speaks_for = name in FOR and noun.lower_ in load_lexicon(language.code).words["spokespeople"]
        if speaks_for or name in {"of", "by", "from", "de", "par"}:
            owners.append(inner)
    return owners
