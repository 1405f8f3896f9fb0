"""A capital, a people, forces or authorities stand for their state: for every state, in both languages.

Each sentence is one paragraph of an article. What fails is listed by sentence, with the reason.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from communique.extract.statements import extract_article
from communique.knowledge.actors import load_actors, load_name_forms
from communique.knowledge.tables import read_table
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Mapping

    from communique.knowledge.tables import Row
    from communique.model import Statement

# who must be the state: speaker, target; "its" allows what speaks for it, "place": neither speaker nor target
FRAMES = {
    "en": [
        ("{capital} accused {other} of lying.", "speaker"),
        ("{capital} said {other} was lying.", "speaker"),
        ("{other} accused {capital} of lying.", "target"),
        ("The {people} rejected the plan of {other}.", "speaker"),
        ("{other} criticised the {people}.", "target"),
        ("{other} accused {adjective} forces of killing civilians.", "its target"),
        ("{adjective} authorities condemned {other}.", "its speaker"),
        ("{other} criticised the {adjective} authorities.", "target"),
        ("{other} condemned the attack in {capital}.", "place"),
        ("{other} condemned the bombing near {capital}.", "place"),
        ("The {other_adjective} president said in {capital} that the talks had failed.", "place"),
    ],
    "fr": [
        ("{capital} a accusé {other} de mentir.", "speaker"),
        ("{capital} accuse {other} de mentir.", "speaker"),
        ("{Other} a accusé {capital} de mentir.", "target"),
        ("{Other} a condamné {capital} lundi.", "target"),
        ("Les {people} ont rejeté le plan de {other_capital}.", "speaker"),
        ("{Other} a critiqué les {people}.", "target"),
        ("{Other} a accusé les forces {feminine} de tuer des civils.", "its target"),
        ("Les autorités {feminine} ont condamné {other}.", "its speaker"),
        ("{Other} a critiqué les autorités {feminine}.", "target"),
        ("{Other} a condamné l'attentat à {capital}.", "place"),
        ("{Other} a condamné le bombardement près de {capital}.", "place"),
        (
            "Le président {other_adjective} a déclaré à {capital} que les négociations avaient échoué.",
            "place",
        ),
    ],
}
PARAGRAPHS = 128
"""Of one article: the models are quickest with many at once."""
WRONG_PARSE = "the small model takes it apart: {}"
KNOWN_FAILURES = {
    "St. John's accused Peru of lying.": WRONG_PARSE.format("Peru is the possession of St. John"),
    "St. George's accused Peru of lying.": WRONG_PARSE.format("Peru is the possession of St. George"),
}
OTHERS = {
    "en": [
        {"id": "peru", "other": "Peru", "other_adjective": "Peruvian"},
        {"id": "norway", "other": "Norway", "other_adjective": "Norwegian"},
    ],
    "fr": [
        {
            "id": "peru",
            "other": "le Pérou",
            "Other": "Le Pérou",
            "other_adjective": "péruvien",
            "other_capital": "Lima",
        },
        {
            "id": "portugal",
            "other": "le Portugal",
            "Other": "Le Portugal",
            "other_adjective": "portugais",
            "other_capital": "Lisbonne",
        },
    ],
}


def words_of(state: Row, language: str) -> dict[str, str]:
    """Return the words that fill the frames for a state; ambiguous adjectives are left out."""
    suffix = "_fr" if language == "fr" else ""
    other = next(each for each in OTHERS[language] if each["id"] != state.text("id"))
    words = dict(other)
    if state.several(f"capital{suffix}"):
        words["capital"] = state.several(f"capital{suffix}")[0]
    if state.several("ambiguous_demonyms"):
        return words
    forms = state.several(f"demonyms_{language}")
    if language == "en":
        plurals = [form for form in forms if form.endswith(("s", "men"))]
        return words | {"adjective": forms[0], "people": (plurals or list(forms))[0]}
    masculine = forms[0]
    feminine = forms[1] if len(forms) > 1 and forms[1] != f"{masculine}s" else masculine
    people = masculine if masculine.endswith(("s", "x")) else f"{masculine}s"
    words["feminine"] = feminine if feminine.endswith("s") else f"{feminine}s"
    return words | {"people": people[:1].upper() + people[1:]}


def _fill(frame: str, words: Mapping[str, str]) -> str | None:
    try:
        return frame.format_map(words)
    except KeyError:
        return None


def is_right(state: str, expected: str, found: list[Statement]) -> bool:
    """Tell whether the statements of a sentence have the state where the frame has it."""
    if expected == "place":
        return bool(found) and not any(state in (each.speaker_id, each.target_id) for each in found)
    role = expected.removeprefix("its ")
    actors = {each.speaker_id if role == "speaker" else each.target_id for each in found}
    if expected.startswith("its "):
        spoken_for = {each.represents_id for each in found} if role == "speaker" else set()
        known = [load_actors()[actor] for actor in actors if actor in load_actors()]
        actors |= spoken_for | {actor.represents for actor in known}
    return state in actors


def statements_by_line(lines: list[str], language: str) -> list[list[Statement]]:
    """Return the statements of each paragraph of an article made of some lines."""
    found = extract_article(Article(id="made", text="\n\n".join(lines), language=language))
    starts = [sum(len(line) + 2 for line in lines[:i]) for i in range(len(lines) + 1)]
    return [[each for each in found if start <= each.start < end] for start, end in pairwise(starts)]


@pytest.fixture(scope="module")
def outcomes() -> dict[tuple[str, str], dict[str, bool]]:
    """Whether each sentence is understood, by language and frame."""
    right: dict[tuple[str, str], dict[str, bool]] = {}
    for language, frames in FRAMES.items():
        lines = [
            (state.text("id"), frame, expected, line)
            for state in read_table("states.tsv")
            for frame, expected in frames
            if (line := _fill(frame, words_of(state, language))) is not None
        ]
        for piece in (lines[i : i + PARAGRAPHS] for i in range(0, len(lines), PARAGRAPHS)):
            told = statements_by_line([line for *_, line in piece], language)
            for (state_id, frame, expected, line), found in zip(piece, told, strict=True):
                right.setdefault((language, frame), {})[line] = is_right(state_id, expected, found)
    return right


@pytest.mark.parametrize(
    ("language", "frame"), [(lang, frame) for lang in FRAMES for frame, _ in FRAMES[lang]]
)
def test_every_state_is_meant_by_its_capital_people_and_forces(
    outcomes: dict[tuple[str, str], dict[str, bool]], language: str, frame: str
) -> None:
    told = outcomes[language, frame]
    assert len(told) > 180
    wrong = [sentence for sentence, right in told.items() if not right and sentence not in KNOWN_FAILURES]
    assert wrong == []


@pytest.mark.parametrize(
    "sentence",
    [
        pytest.param(sentence, marks=pytest.mark.xfail(strict=True, raises=AssertionError, reason=reason))
        for sentence, reason in KNOWN_FAILURES.items()
    ],
)
def test_what_is_known_to_fail(outcomes: dict[tuple[str, str], dict[str, bool]], sentence: str) -> None:
    assert all(told[sentence] for told in outcomes.values() if sentence in told)


def test_known_failures_are_sentences_of_this_table(outcomes: dict[tuple[str, str], dict[str, bool]]) -> None:
    assert KNOWN_FAILURES.keys() <= {sentence for told in outcomes.values() for sentence in told}


SEATS = {
    "en": ("The {seat} accused Peru of lying.", "Peru accused the {seat} of lying."),
    "fr": ("Le {seat} a accusé le Pérou de mentir.", "Le Pérou a accusé le {seat} de mentir."),
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_seat_stands_for_whom_it_houses(language: str) -> None:
    seats = [form for form in load_name_forms(language) if form.reading == "seat"]
    lines = [(form, frame.format(seat=form.surface)) for form in seats for frame in SEATS[language]]
    told = statements_by_line([line for _, line in lines], language)
    wrong = [
        line
        for (form, line), found in zip(lines, told, strict=True)
        if not any(form.actor_id in (each.speaker_id, each.target_id) for each in found)
    ]
    assert wrong == []


READINGS = [
    ("en", "Ayrault said in Moscow that Iran must stop.", "iran", None),
    ("en", "Germany condemned the attack north of Kyiv.", None, "kyiv"),
    ("en", "Germany condemned the attack close to Damascus.", None, "damascus"),
    ("en", "Germany condemned the attack on the outskirts of Baghdad.", None, "baghdad"),
    ("en", "Germany condemned Damascus.", "syria", None),
    ("fr", "La Russie a condamné l'Iran à Genève.", "iran", "geneva"),
    ("fr", "La Russie a condamné l'attentat au nord de Bagdad.", None, "baghdad"),
    ("fr", "La Russie a condamné l'attentat au large de Tripoli.", None, "tripoli"),
    ("fr", "La Russie a condamné l'attentat à La Havane.", None, "havana"),
    ("fr", "La Russie a demandé à Damas de cesser les frappes.", "syria", None),
    ("fr", "La Russie a demandé à La Havane de cesser.", "cuba", None),
    ("fr", "La Russie a condamné Bagdad lundi.", "iraq", None),
]


@pytest.mark.parametrize(("language", "text", "target", "place"), READINGS)
def test_grammar_tells_the_place_from_the_actor(
    language: str, text: str, target: str | None, place: str | None
) -> None:
    found = extract_article(Article(id="made", text=text, language=language))
    assert {each.target_id for each in found} == {target}
    if place is not None:
        assert place in {
            *(id_ for each in found for id_ in each.place_ids),
            *(each.venue_id for each in found),
        }
