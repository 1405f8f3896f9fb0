"""Lexicons: both languages load, their entries are sound, and a malformed one says where it is wrong."""

from __future__ import annotations

import copy
import inspect
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, get_args

import pytest

from communique.errors import KnowledgeError
from communique.extract import lexicon
from communique.extract.languages import supported_languages
from communique.extract.lexicon import CueKind, Lexicon, Role, load_lexicon
from communique.model import Stance

if TYPE_CHECKING:
    from collections.abc import Callable

LANGUAGES = supported_languages()
GROUPS = {"cues.toml": "cue", "content.toml": "content"}
Table = dict[str, Any]


def read(language: str, name: str) -> Table:
    text = (files("communique.extract") / "lexicons" / language / name).read_text(encoding="utf-8")
    return tomllib.loads(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_sound(language: str) -> None:
    found = load_lexicon(language)
    for cue in [cue for cues in found.cues.values() for cue in cues]:
        assert cue.kind in get_args(CueKind), cue
        assert cue.words and all(word == word.lower() for word in cue.words), cue
        assert cue.intensity is None or 0 <= cue.intensity <= 1, cue
        assert not cue.needs_actor or cue.target, f"{cue} needs an actor and has no slot for one"
    for word in [word for words in found.contents.values() for word in words]:
        assert word.role in get_args(Role), word
        assert word.person in {"first", "other", "any"} and word.negated in {"no", "yes", "any"}, word
        assert word.intensity is None or 0 <= word.intensity <= 1, word


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_stances_have_cues_and_so_does_plain_saying(language: str) -> None:
    stances = {cue.stance for cues in load_lexicon(language).cues.values() for cue in cues}
    assert stances == {*Stance, None}


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_stands_twice_in_one_construction(language: str, name: str) -> None:
    seen: dict[tuple[object, ...], Table] = {}
    for group in read(language, name)[GROUPS[name]]:
        construction = tuple(
            str(group.get(key)) for key in ("kind", "target", "needs", "role", "person", "negated")
        )
        for word in group["words"]:
            assert (word, *construction) not in seen, f"{word!r} stands twice in {language}/{name}"
            seen[(word, *construction)] = group


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_longest_phrase_comes_first(language: str) -> None:
    for cues in load_lexicon(language).cues.values():
        lengths = [len(cue.words) for cue in cues]
        assert lengths == sorted(lengths, reverse=True)


def test_known_words_stand_where_they_should() -> None:
    assert {cue.stance for cue in load_lexicon("en").cues["condemn"]} == {Stance.CRITICIZE}
    assert {cue.stance for cue in load_lexicon("fr").cues["déclarer"] if cue.words == ("déclarer",)} == {None}
    assert "lundi" in load_lexicon("fr").words["weekdays"]
    assert "nous" in load_lexicon("fr").words["first_person"]


@pytest.fixture
def load_changed(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[[Table], object]], Lexicon]:
    """Load the English lexicon with one file changed by a function."""

    def load(name: str, change: Callable[[Table], object]) -> Lexicon:
        def read_changed(language: str, wanted: str) -> Table:
            table = copy.deepcopy(read(language, wanted))
            if wanted == name:
                change(table)
            return table

        monkeypatch.setattr(lexicon, "read_toml", read_changed)
        return inspect.unwrap(load_lexicon)("en")

    return load


FAULTS = [
    ("cues.toml", {"stance": "hostile"}),
    ("cues.toml", {"colour": "red"}),
    ("cues.toml", {"reason": ""}),
    ("cues.toml", {"stance": None}),
    ("cues.toml", {"words": None}),
    ("cues.toml", {"kind": "adverb"}),
    ("cues.toml", {"needs": "courage"}),
    ("cues.toml", {"intensity": 7}),
    ("content.toml", {"stance": "report"}),
    ("content.toml", {"target": ["object"]}),
    ("content.toml", {"reason": None}),
    ("content.toml", {"role": "hero"}),
    ("content.toml", {"person": "third"}),
    ("content.toml", {"negated": "maybe"}),
]


@pytest.mark.parametrize(("name", "fault"), FAULTS)
def test_a_malformed_group_is_named(
    load_changed: Callable[[str, Callable[[Table], object]], Lexicon],
    name: str,
    fault: Table,
) -> None:
    def spoil(table: Table) -> None:
        group = table[GROUPS[name]][3]
        group.update(fault)
        for key in [key for key, value in fault.items() if value is None]:
            del group[key]

    fourth = read("en", name)[GROUPS[name]][3]["words"][0]
    with pytest.raises(KnowledgeError) as raised:
        load_changed(name, spoil)
    assert f"lexicons/en/{name}" in str(raised.value)
    assert fourth in str(raised.value) or "words" in str(raised.value)


@pytest.mark.parametrize("language", ["xx", "../en/../zz"])
def test_a_language_without_lexicon_is_a_knowledge_error(language: str) -> None:
    with pytest.raises(KnowledgeError, match=r"cues\.toml"):
        inspect.unwrap(load_lexicon)(language)


def test_the_readme_tells_every_key_that_is_used() -> None:
    told = (files("communique.extract") / "lexicons" / "README.md").read_text(encoding="utf-8")
    used = {
        key
        for language in LANGUAGES
        for name in GROUPS
        for group in read(language, name)[GROUPS[name]]
        for key in group
    }
    assert [key for key in sorted(used) if f"{key} = " not in told] == []
