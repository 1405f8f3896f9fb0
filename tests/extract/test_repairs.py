"""French parses that the model gets wrong: after the repairs the verb has its subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.grammar import find_agent, find_objects, own_subject
from communique.extract.languages import load_language
from communique.extract.parsing import load_pipeline
from communique.extract.repairs import COMPONENT, with_repairs

if TYPE_CHECKING:
    from .conftest import Parse

# sentence, verb, its subject
SUBJECTS = [
    ("Ankara pointe du doigt la responsabilité d'Athènes.", "pointe", "Ankara"),
    ("Riyad presse Beyrouth de former un gouvernement.", "presse", "Riyad"),
    ("Moscou raille les sanctions européennes.", "raille", "Moscou"),
    ("Le pape François a imploré la paix en Syrie.", "imploré", "pape"),
    ("L'Irlande s'est abstenue.", "abstenue", "Irlande"),
    ("Berlin, qui a rappelé son ambassadeur, exige des explications.", "exige", "Berlin"),
    ("Dans un communiqué commun, Paris, Londres et Berlin ont dit leur inquiétude.", "dit", "Paris"),
    ("« C'est une honte », tonne Viktor Orban.", "tonne", "Viktor"),
    ("« Les pourparlers ont échoué », a confié à l'AFP un diplomate européen.", "confié", "diplomate"),
    ("« Cette décision est illégale », a-t-on martelé à Ankara.", "martelé", "-on"),
    ("Stockholm et Helsinki ont déposé leur candidature, a annoncé Jens Stoltenberg.", "annoncé", "Jens"),
    ("Stockholm et Helsinki ont déposé leur candidature, a annoncé Jens Stoltenberg.", "déposé", "Stockholm"),
    ("Moscou comme Pékin ont dénoncé cette ingérence.", "dénoncé", "Moscou"),
    ("Le président kényan William Ruto a, de son côté, plaidé pour une trêve.", "plaidé", "président"),
]


@pytest.mark.parametrize(("text", "verb", "subject"), SUBJECTS)
def test_a_verb_has_the_subject_that_stands_beside_it(
    text: str, verb: str, subject: str, parse: Parse
) -> None:
    token = next(token for token in parse("fr", text) if token.text == verb)
    found = own_subject(token, load_language("fr"))
    assert token.pos_ == "VERB"
    assert found is not None
    assert found.text == subject


# sentences with a form of a cue that is a noun there
NOUNS = [
    ("La presse de Moscou a publié un article.", "presse"),
    ("La menace demeure, selon la presse de Moscou.", "menace"),
    ("Il a commenté la demande de Londres.", "demande"),
]


@pytest.mark.parametrize(("text", "noun"), NOUNS)
def test_a_noun_stays_a_noun(text: str, noun: str, parse: Parse) -> None:
    assert next(token for token in parse("fr", text) if token.text == noun).pos_ == "NOUN"


def test_a_name_behind_par_did_what_the_passive_tells(parse: Parse) -> None:
    doc = parse("fr", "Les propos du ministre ont été qualifiés d'irresponsables par le Kremlin.")
    agent = find_agent(next(token for token in doc if token.text == "qualifiés"), load_language("fr"))
    assert agent is not None
    assert agent.text == "Kremlin"


def test_whoever_is_warned_is_the_object(parse: Parse) -> None:
    doc = parse("fr", "Le patron de l'Otan Jens Stoltenberg a mis en garde Moscou.")
    verb = next(token for token in doc if token.text == "mis")
    assert [token.text for token in find_objects(verb, load_language("fr"))] == ["Moscou"]


def test_text_and_entities_stay_as_they_were(parse: Parse) -> None:
    text = "« C'est  une honte »,\ntonne Viktor Orban."
    doc = parse("fr", text)
    assert doc.text == text
    assert [entity.text for entity in doc.ents] == ["Viktor Orban"]


def test_only_french_is_repaired_and_only_once() -> None:
    assert COMPONENT not in load_pipeline("en").pipe_names
    french = with_repairs(load_pipeline("fr"))
    assert french.pipe_names.count(COMPONENT) == 1
