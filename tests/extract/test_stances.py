"""Stances: what the words inside a content say, with negation, condition and strength."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.knowledge.stances import load_stances

if TYPE_CHECKING:
    from _pytest.mark import ParameterSet

    from communique.model import Statement

    from .conftest import Extract


def wrong(reason: str, *values: object) -> ParameterSet:
    """Return a row that the program gets wrong today."""
    return pytest.param(*values, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))


# language, what Theresa May says, stance, target
CONTENTS = [
    ("en", "Russia must leave Crimea", "demand", "Russia"),
    ("en", "Russia has to stop its attacks", "demand", "Russia"),
    ("en", "We condemn Russia", "criticize", "Russia"),
    ("en", "We call on Russia to leave", "demand", "Russia"),
    ("en", "We are worried about Iran", "concern", "Iran"),
    ("en", "Russia is lying", "accuse", "Russia"),
    ("en", "Russia has committed war crimes", "accuse", "Russia"),
    ("en", "We will help Ukraine", "pledge", "Ukraine"),
    ("en", "We cannot accept the Iranian plan", "reject", "Iran"),
    ("en", "We do not support Iran", "reject", "Iran"),
    ("en", "We will impose sanctions on Iran", "threaten", "Iran"),
    ("en", "We welcome the decision of Canada", "agree", "Canada"),
    ("en", "Canada has ten provinces and three territories", "comment", "Canada"),
    ("fr", "La Russie doit quitter la Crimée", "demand", "Russia"),
    ("fr", "Il faut que la Russie cesse ses attaques", "demand", "Russia"),
    ("fr", "Nous condamnons la Russie", "criticize", "Russia"),
    ("fr", "Nous appelons la Russie au dialogue", "appeal", "Russia"),
    ("fr", "Nous sommes inquiets de l'attitude de l'Iran", "concern", "Iran"),
    wrong(
        "'ment' (lies) is parsed as a noun, so that the quotation is no speech",
        "fr",
        "La Russie ment",
        "accuse",
        "Russia",
    ),
    ("fr", "La Russie a commis des crimes de guerre", "accuse", "Russia"),
    ("fr", "Nous aiderons l'Ukraine", "pledge", "Ukraine"),
    ("fr", "Nous ne pouvons pas accepter le plan iranien", "reject", "Iran"),
    ("fr", "Nous ne soutenons pas l'Iran", "reject", "Iran"),
    ("fr", "Nous imposerons des sanctions à l'Iran", "threaten", "Iran"),
    ("fr", "Nous saluons la décision du Canada", "agree", "Canada"),
    ("fr", "Le Canada compte dix provinces et trois territoires", "comment", "Canada"),
]


def said(extract: Extract, language: str, content: str) -> list[Statement]:
    frame = {"en": '"{}," Theresa May said.', "fr": "« {} », a déclaré Theresa May."}[language]
    return extract(language, frame.format(content), "2017-10-12")


@pytest.mark.parametrize(("language", "content", "stance", "target"), CONTENTS)
def test_stance_of_a_content(extract: Extract, language: str, content: str, stance: str, target: str) -> None:
    found = said(extract, language, content)
    assert [(each.speaker, each.stance, each.target) for each in found] == [("Theresa May", stance, target)]
    polarity = load_stances()[found[0].stance].polarity
    assert (found[0].polarity, found[0].mode, found[0].evidence) == (polarity, "direct", content)


# language, from mild to strong
STRENGTH = [
    ("en", ["Norway regretted {}", "Norway criticised {}", "Norway denounced {}", "Norway condemned {}"]),
    (
        "fr",
        [
            "La Norvège regrette {}",
            "La Norvège critique {}",
            "La Norvège dénonce {}",
            "La Norvège condamne {}",
        ],
    ),
]


@pytest.mark.parametrize(("language", "frames"), STRENGTH)
def test_how_strongly_it_is_said(extract: Extract, language: str, frames: list[str]) -> None:
    deed = {"en": "Russia's decision.", "fr": "la décision de la Russie."}[language]
    found = [extract(language, frame.format(deed)) for frame in frames]
    assert [[(each.stance, each.target) for each in each_] for each_ in found] == [
        [("criticize", "Russia")]
    ] * 4
    strengths = [statements[0].intensity for statements in found]
    assert strengths == sorted(set(strengths))


MODALITIES = [
    ("en", "We will help Ukraine", "future", False),
    ("en", "We would help Ukraine", "conditional", False),
    ("en", "We will not abandon Ukraine", "future", True),
    wrong(
        "the model marks this simple future as a present", "fr", "Nous aiderons l'Ukraine", "future", False
    ),
    wrong(
        "the model marks this simple future as a present",
        "fr",
        "Nous n'abandonnerons pas l'Ukraine",
        "future",
        True,
    ),
]


@pytest.mark.parametrize(("language", "content", "modality", "negated"), MODALITIES)
def test_negation_and_modality_are_kept(
    extract: Extract, language: str, content: str, modality: str, negated: bool
) -> None:
    found = said(extract, language, content)
    assert [(each.modality, each.negated, each.polarity) for each in found] == [(modality, negated, 1)]


def test_a_refusal_is_not_negated_twice(extract: Extract) -> None:
    assert [each.negated for each in said(extract, "en", "We cannot accept the Iranian plan")] == [False]
    assert [each.negated for each in extract("en", "Norway does not support Iran.")] == [False]


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("en", "Norway urged Russia to withdraw.", "demand"),
        ("en", "Norway called on Russia to put an end to the war.", "demand"),
        ("en", "Norway called on Russia to talk without delay.", "demand"),
        ("en", "Norway called for the resignation of Bashar al-Assad.", "demand"),
        ("en", "Norway urged Russia to talk.", "appeal"),
        ("en", "Norway urged Russia not to withdraw.", "appeal"),
        ("en", "Norway advised Russia to withdraw.", "appeal"),
        ("en", "Norway called for an end to the war.", "appeal"),
        ("fr", "La Norvège a appelé la Russie à cesser ses frappes.", "demand"),
        ("fr", "La Norvège a exhorté la Russie à négocier sans délai.", "demand"),
        ("fr", "La Norvège a appelé la Russie à négocier.", "appeal"),
        ("fr", "La Norvège a conseillé à la Russie de se retirer.", "appeal"),
    ],
)
def test_who_is_asked_to_stop_is_under_demand(
    extract: Extract, language: str, text: str, stance: str
) -> None:
    assert [each.stance for each in extract(language, text)] == [stance]
