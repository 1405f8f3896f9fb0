"""The definitions of the stances."""

import pytest

from communique.knowledge.stances import load_stances
from communique.model import Stance


@pytest.mark.parametrize("stance", list(Stance))
def test_every_stance_is_defined_in_both_languages(stance: Stance) -> None:
    definition = load_stances()[stance]
    assert definition.stance is stance
    assert definition.label_en and definition.label_fr
    assert definition.definition_en and definition.definition_fr
    assert definition.cameo


@pytest.mark.parametrize(
    ("stance", "polarity"),
    [(Stance.SUPPORT, 1), (Stance.APPEAL, 0), (Stance.DEMAND, -1), (Stance.THREATEN, -1)],
)
def test_polarity(stance: Stance, polarity: int) -> None:
    assert load_stances()[stance].polarity == polarity
