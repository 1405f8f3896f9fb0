"""The records of this stage: an attribution (who says what, in which words) and the speech acts that it
holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ..model import Stance

if TYPE_CHECKING:
    from spacy.tokens import Token

    from ..model import Actor, Mode
    from .cues import CueMatch
    from .discourse import Paragraph
    from .quotes import Span
    from .stances import StanceReading


@dataclass(frozen=True, slots=True)
class Attribution:
    """One reported speech act in the terms of the PARC corpora: who (`source`), with which words (`cue`),
    says
    what (`content`). Spans are in the paragraph's text.
    """

    cue: CueMatch | None
    """None where nothing but quotation marks, a colon or the form of an interview reports it."""
    source: Token | None
    """Head of the phrase that names the source; None means: whoever spoke last."""
    content: tuple[Span, ...]
    """What is said: several spans where a cue stands in the middle."""
    evidence: Span
    """The content with its cue and source, or a quotation alone: what a statement cites."""
    mode: Mode
    rule: str


@dataclass(frozen=True, slots=True)
class SpeechAct:
    """One actor taking one stance: the unit that becomes a statement for each of its targets."""

    paragraph: Paragraph
    speaker: Actor
    evidence: Span
    """In the paragraph's text."""
    reading: StanceReading
    mode: Mode
    cue: CueMatch | None
    content: tuple[Span, ...]
    rule: str
    family: str
    certainty: float = 1.0
    """Less than 1 where the speaker had to be resolved from a pronoun or from the context."""
    chain: tuple[Actor, ...] = ()

    @property
    def cue_text(self) -> str:
        """The cue's words as the article has them."""
        return self.paragraph.block.text[slice(*self.cue.span)] if self.cue is not None else ""

    @property
    def is_bare(self) -> bool:
        """Tell whether nothing but the speaker is known: no stance was recognised, and nobody is
        addressed.
        """
        return self.reading.stance is Stance.COMMENT and not self.reading.targets
