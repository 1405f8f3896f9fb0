"""A language is data: which model parses it, and how its parser's labels map to grammatical roles.

Rules elsewhere speak of roles only (`subject`, `object`, `clause` ...), never of labels: the English models
speak
ClearNLP, the French ones Universal Dependencies.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ...registry import languages

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Roles:
    """Parser labels for each grammatical role that a rule may ask for."""

    subject: frozenset[str]
    passive_subject: frozenset[str]
    object: frozenset[str]
    agent: frozenset[str]
    clause: frozenset[str]
    open_clause: frozenset[str]
    """Clauses without a subject of their own: it is the governing verb's."""
    preposition: frozenset[str]
    """Labels of a preposition that governs its noun (ClearNLP); empty where nouns carry a case marker (UD).
    """
    oblique: frozenset[str]
    """Labels of nouns that carry a case marker as a child (UD); empty where prepositions govern."""
    possessor: frozenset[str]
    modifier: frozenset[str]
    apposition: frozenset[str]
    conjunct: frozenset[str]
    relative: frozenset[str]
    copula: frozenset[str]
    complement: frozenset[str]
    """Labels of an adjective or noun that completes a copula as its child (ClearNLP)."""
    auxiliary: frozenset[str]
    negation: frozenset[str]
    marker: frozenset[str]


@dataclass(frozen=True, slots=True)
class Language:
    """Everything that the extraction must know of a language beside its lexicons."""

    code: str
    name: str
    packages: tuple[str, ...]
    """Names under which the default model may be installed, best first."""
    install: str
    """What to pip install when it is not."""
    roles: Roles
    quote_pairs: tuple[tuple[str, str], ...]
    """Opening and closing quotation marks; the same mark twice toggles."""
    contractions: Mapping[str, str]
    """Forms of prepositions merged with an article, and the preposition they hold ("aux" -> "à")."""
    asides: frozenset[str]
    """Markers of clauses that say something else beside the main one ("while", "tandis que")."""
    topical: frozenset[str]
    """Prepositions that lead from a cue to what is said ("call **for**"), not to where, when or to whom."""
    agreement: Mapping[str, tuple[str, ...]]
    """Personal pronouns that are a subject where they stand right before a verb with one of these endings."""
    clitics: frozenset[str]
    """What may stand between such a pronoun and its verb: object pronouns and negation."""
    weekdays: frozenset[str]
    future_tags: frozenset[str]
    """Morphology (`Tense=Fut`) or auxiliary lemmas (`will`) that make a verb future."""
    conditional_tags: frozenset[str]


@functools.cache  # the registry looks for entry points at every call
def load_language(code: str) -> Language:
    """Return the language record for an ISO 639-1 code; raises `catalogue.RegistryError` naming the known
    ones.
    """
    language: Language = languages.get(code)()
    return language


def supported_languages() -> tuple[str, ...]:
    """Return the codes of all registered languages, sorted."""
    return tuple(sorted(name for name in languages.get_all()))


from .en import ENGLISH  # noqa: E402  (they need the records above)
from .fr import FRENCH  # noqa: E402

languages.register("en", func=lambda: ENGLISH)
languages.register("fr", func=lambda: FRENCH)
