"""A maker of statements, so that each test shows in a line who says what of whom, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from communique.knowledge.actors import load_actors
from communique.knowledge.stances import load_stances
from communique.model import Actor, ActorKind, Stance, Statement

if TYPE_CHECKING:
    from communique.model import Modality

Say = Callable[..., Statement]

_WORDS = [
    "castle",
    "river",
    "lantern",
    "meadow",
    "winter",
    "copper",
    "saddle",
    "velvet",
    "orchard",
    "thunder",
    "barrel",
    "pigeon",
]


def known(actor_id: str) -> Actor:
    """Return the packaged actor, or a group of that name."""
    return load_actors().get(actor_id) or Actor(id=actor_id, name=actor_id, kind=ActorKind.GROUP)


@pytest.fixture
def say() -> Say:
    """Return a function that makes statements: actors are packaged ids, a `speaker` speaks for `who`."""
    made = 0

    def make(
        who: str,
        stance: str,
        whom: str | None,
        date: str | None = "2016-10-12",
        *,
        speaker: str | None = None,
        words: str | None = None,
        article: str = "a",
        modality: Modality = "actual",
        negated: bool = False,
    ) -> Statement:
        nonlocal made
        made += 1
        spoken = known(speaker or who)
        represented, target = known(who), known(whom) if whom else None
        text = words or f"{_WORDS[made % len(_WORDS)]} {_WORDS[made * 5 % len(_WORDS)]}x{made}"
        start = made * 1000
        return Statement(
            id=f"s{made}",
            article=article,
            language="en",
            speaker=spoken.name,
            speaker_id=spoken.id,
            speaker_kind=spoken.kind,
            represents=represented.name,
            represents_id=represented.id,
            stance=Stance(stance),
            polarity=load_stances()[Stance(stance)].polarity,
            intensity=0.5,
            negated=negated,
            modality=modality,
            target=target.name if target else None,
            target_id=target.id if target else None,
            target_kind=target.kind if target else None,
            date=date,
            date_basis="stated" if date else None,
            mode="direct",
            cue="said",
            evidence=text,
            start=start,
            end=start + len(text),
            sentence_start=start,
            sentence_end=start + len(text),
            confidence=0.9,
            rule="test",
        )

    return make
