"""Stances that rules treat alike."""

from __future__ import annotations

from ..model import Stance

REFUSED = frozenset({Stance.SUPPORT, Stance.AGREE, Stance.PLEDGE})
"""Friendly stances whose negation is a refusal ("we do not support")."""
OBLIGATIONS = frozenset({Stance.DEMAND, Stance.APPEAL})
"""Stances whose words lay a duty on their subject: without somebody who can bear it they are none."""
DENIED = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN})
"""Stances that somebody denies to take by their negation ("we never threatened anybody")."""
HELPFUL = frozenset({Stance.PLEDGE, Stance.SUPPORT})
"""Stances towards whom help goes to, though grammar makes a place of it."""
HOSTILE = frozenset({Stance.THREATEN, Stance.ACCUSE, Stance.CRITICIZE, Stance.REJECT, Stance.DEMAND})
"""Stances against somebody, whom a condition may name."""
ANSWERS = HOSTILE | {Stance.CONCERN}
"""Stances that answer somebody's deed: "lodged a protest **after X arrested** two tourists"."""
LOCAL = frozenset({Stance.CONCERN})
"""Stances towards the state of a place, where nobody else is named."""
SPEAKS_OF_SOMEBODY = frozenset(
    {Stance.ACCUSE, Stance.CRITICIZE, Stance.CONCERN, Stance.DEMAND, Stance.THREATEN}
)
"""Stances that are taken towards somebody: where the role of their word is empty, the content's actors are
asked.
"""
WRONGS = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.CONCERN})
"""Stances towards whoever does harm, never towards whom it is done to."""
BLAMING = frozenset({Stance.CRITICIZE, Stance.DENY})
"""Stances whose verbs say of their object that it is wrong, or not so: it is not their subject's deed."""
SUFFERED = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.THREATEN})
"""Stances of words that tell, in the passive, what the speaker suffers ("we were **betrayed by X**")."""
JUDGING = frozenset(
    {
        Stance.SUPPORT,
        Stance.AGREE,
        Stance.CRITICIZE,
        Stance.ACCUSE,
        Stance.REJECT,
        Stance.DENY,
        Stance.CONCERN,
        Stance.THREATEN,
    }
)
"""Stances towards what somebody did: whose deed it is then matters."""
