"""The contract of a language: whoever adds one needs nothing but data, and this test to pass."""

from __future__ import annotations

import ast
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import catalogue
import pytest

import communique.extract
from communique.extract.languages import Roles, load_language, supported_languages
from communique.extract.lexicon import load_lexicon

if TYPE_CHECKING:
    from .conftest import Parse

LANGUAGES = supported_languages()
STAGES = sorted(Path(communique.extract.__path__[0]).glob("*.py"))
TRANSLATIONS = {
    "group_names",
    "relative_names",
    "group_modifiers",
    "group_phrases",
    "person_names",
    "person_modifiers",
    "source_phrases",
    "body_names",
    "office_names",
    "plural_titles",
    "clitic_prepositions",
}
"""Tables that put a language's words into English, or tell what its pronouns stand for; English has none."""
OF_FRENCH_RULES = {"adverbials", "asking", "indefinite", "bare_sources", "urging_prepositions", "urged_for"}
"""Lists that a rule asks for only where a language has them."""
PARSERS_DIFFER = {
    "preposition",
    "oblique",
    "possessor",
    "copula",
    "complement",
    "negation",
}
"""Roles that one of the two label schemes lacks (ClearNLP, Universal Dependencies)."""
# One plain sentence a language, its subject and its object.
SENTENCES = {
    "en": ("Norway accuses Russia.", "Norway", "Russia"),
    "fr": ("Oslo accuse Moscou.", "Oslo", "Moscou"),
}


def test_english_and_french_are_there() -> None:
    assert {"en", "fr"} <= set(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
def test_it_is_described(code: str) -> None:
    language = load_language(code)
    assert language.code == code
    assert language.name and language.packages and language.install and language.quote_pairs
    assert all(len(opening) == len(closing) in {1, 2} for opening, closing in language.quote_pairs)
    assert language.agreement and language.clitics and language.topical
    assert language.future_tags and language.conditional_tags
    for role in Roles.__dataclass_fields__:
        assert getattr(language.roles, role) or role in PARSERS_DIFFER, f"no label for {role}"
    assert bool(language.roles.preposition) != bool(language.roles.oblique)
    assert bool(language.roles.copula) != bool(language.roles.complement)


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_lexicon_files_are_there(code: str) -> None:
    folder = files("communique.extract") / "lexicons" / code
    assert {entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")} == {
        "attitudes.toml",
        "deeds.toml",
        "boilerplate.toml",
        "content.toml",
        "cues.toml",
        "words.toml",
    }


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_it_has_the_same_lists_of_words_as_english(code: str) -> None:
    english, other = load_lexicon("en"), load_lexicon(code)
    assert set(other.words) - OF_FRENCH_RULES == set(english.words)
    assert set(other.tables) - TRANSLATIONS == set(english.tables) - TRANSLATIONS
    assert [name for name, words in other.words.items() if not words] == []


@pytest.mark.parametrize("code", LANGUAGES)
def test_its_model_speaks_the_labels_of_its_roles(code: str, parse: Parse) -> None:
    text, subject, target = SENTENCES[code]
    roles = load_language(code).roles
    labels = {token.text: token.dep_ for token in parse(code, text)}
    assert labels[subject] in roles.subject
    assert labels[target] in roles.object


def test_an_unknown_language_names_the_known_ones() -> None:
    with pytest.raises(catalogue.RegistryError, match=r"en.*fr"):
        load_language("xx")


def imports_of(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {f"{node.module or ''}.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("path", STAGES, ids=lambda path: path.stem)
def test_no_stage_knows_a_language_by_name(path: Path) -> None:
    imported = {part for name in imports_of(path) for part in name.split(".")}
    assert not imported & {*LANGUAGES, "ENGLISH", "FRENCH"}
