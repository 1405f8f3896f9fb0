"""Whether a cue tells somebody what to do, so that it is a call on him though nobody is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Stance
from .grammar import children_in, find_objects, own_subject, prepositional

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .languages import Language
    from .lexicon import Cue, Lexicon


def urges(token: Token, cue: Cue, language: Language, lexicon: Lexicon) -> bool:
    """Tell whether a call says what to do, so that it is one whoever is called on ("a appelé les parties **à
    la retenue**", "exhorte les deux camps **à cesser**").
    """
    marks = lexicon.words.get("urging_prepositions", frozenset())
    if cue.stance in {Stance.APPEAL, Stance.DEMAND} and tells_to_do(token, language):
        return True
    if cue.stance not in {Stance.APPEAL, Stance.DEMAND} or not marks:
        return False
    addressed = [noun for name, noun in prepositional(token, language) if name in cue.target]
    bearers = [*find_objects(token, language), *addressed]
    if not bearers:
        return False
    bearers.append(token)
    for bearer in bearers:
        for child in bearer.children:
            case = next((inner.lower_ for inner in child.children if inner.dep_ in {"mark", "case"}), None)
            if child.i < token.i or case not in marks:
                continue
            if "VerbForm=Inf" in str(child.morph) or child.lower_ in lexicon.words["urged_for"]:
                return True
    return False


def tells_to_do(token: Token, language: Language) -> bool:
    """Tell whether an English verb has somebody do something: "asked **the embassies to keep** their
    staff".
    """
    for clause in children_in(token, language.roles.clause | frozenset({"xcomp"})):
        infinitive = any(child.lower_ == "to" and child.tag_ == "TO" for child in clause.children)
        subject = own_subject(clause, language)
        others = subject is not None or any(noun.i < clause.i for noun in find_objects(token, language))
        if infinitive and others and clause.i > token.i:
            return True
    return False
