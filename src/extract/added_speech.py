"""Where reported words end and the reporter goes on in a participle: "X a annoncé avoir signé, **accusant
Y**".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .grammar import is_finite, own_subject
from .participle_repairs import LEANING
from .quotes import trim

if TYPE_CHECKING:
    from spacy.tokens import Token

    from .cues import CueMatch
    from .discourse import Paragraph
    from .languages import Language
    from .quotes import Span


def before_added(content: Span, cue: CueMatch, paragraph: Paragraph, language: Language) -> Span:
    """Return a content up to the comma before a French participle that is a cue of the same source; the whole
    of it where there is none, or where somebody else in it may be meant.
    """
    if language.code != "fr":
        return content
    for other in paragraph.cues:
        token = other.token
        inside = content[0] < token.idx < content[1] and token.i > cue.token.i
        if not inside or other.entry.kind != "verb" or "Tense=Pres|VerbForm=Part" not in str(token.morph):
            continue
        comma = _comma_before(token)
        if comma is None or comma.idx <= content[0] or paragraph.is_quoted(token):
            continue
        if not _may_be_others(token, cue.token, language):
            return trim(paragraph.block.text, (content[0], comma.idx))
    return content


def _comma_before(participle: Token) -> Token | None:
    """Return the comma behind which a participle stands, particles and pronouns between them, else None."""
    i = participle.i - 1
    while i > 0 and participle.doc[i].lower_ in LEANING:
        i -= 1
    return participle.doc[i] if i > 0 and participle.doc[i].text == "," else None


def _may_be_others(participle: Token, verb: Token, language: Language) -> bool:
    """Tell whether a participle may belong to a clause with a subject of its own below the verb."""
    for above in participle.ancestors:
        if above == verb:
            return False
        if above.pos_ in {"VERB", "AUX"} and is_finite(above, language) and own_subject(above, language):
            return True
    return False
