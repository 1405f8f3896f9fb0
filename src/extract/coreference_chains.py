"""Antecedents from a model's own coreference component (coreferee), for pronouns that our rules leave open.

coreferee 1.5.0 installs beside spaCy 3.8, but its models are on no package index: its chain classes are tried
in the tests, a trained model never was. Add it to a pipeline of your own, save that, and name its folder as
the language's model. Chains reach as far as a Doc: one paragraph. Without the component nothing is found, and
the rules stand alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.tokens import Doc, Token

if TYPE_CHECKING:
    from collections.abc import Iterable

EXTENSION = "coref_chains"


def has_chains(doc: Doc) -> bool:
    """Tell whether a coreference component has read a document."""
    return Doc.has_extension(EXTENSION) and Token.has_extension(EXTENSION) and doc._.coref_chains is not None


def antecedents_in_chains(token: Token) -> tuple[Token, ...]:
    """Return the heads that the document's chains take a pronoun for, in text order; () if they are silent.

    Several heads are the members of one coordination. Other extensions of that name are let alone.
    """
    if not has_chains(token.doc):
        return ()
    resolve = getattr(token.doc._.coref_chains, "resolve", None)
    found: Iterable[Token] | None = resolve(token) if callable(resolve) else None
    return tuple(each for each in found or () if isinstance(each, Token) and each.i != token.i)
