"""The word lists of a language, read from TOML and checked; `lexicons/README.md` documents the format."""

from __future__ import annotations

import functools
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from ..errors import KnowledgeError
from ..model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

CueKind = Literal["verb", "adjective", "noun"]
Role = Literal["subject", "object", "agent", "any", "none"]
REPORT = "report"


@dataclass(frozen=True, slots=True)
class Cue:
    """A word or phrase that reports a speech act (`stance` None: the content decides) or performs one."""

    words: tuple[str, ...]
    kind: CueKind
    stance: Stance | None
    target: tuple[str, ...]
    intensity: float | None
    clause_only: bool
    needs_actor: bool


@dataclass(frozen=True, slots=True)
class ContentWord:
    """A word or phrase whose presence in a content gives it a stance, under conditions."""

    words: tuple[str, ...]
    stance: Stance
    role: Role
    person: Literal["first", "other", "any"]
    negated: Literal["no", "yes", "any"]
    intensity: float | None
    rank: int
    """Position of its group in the file: the first group that fits wins."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All word lists of one language, indexed by first word. `words` holds the closed classes of
    `words.toml`.
    """

    cues: Mapping[str, tuple[Cue, ...]]
    contents: Mapping[str, tuple[ContentWord, ...]]
    forms: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    tables: Mapping[str, Mapping[str, str]]


def _read_toml(language: str, name: str) -> dict[str, Any]:
    resource = files(__package__).joinpath("lexicons", language, name)
    try:
        return tomllib.loads(resource.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"lexicons/{language}/{name}: {error}") from error


def _check(condition: bool, language: str, name: str, group: Mapping[str, Any], what: str) -> None:
    if not condition:
        raise KnowledgeError(
            f"lexicons/{language}/{name}: {what} in the group with {group.get('words', [])[:2]}"
        )


CUE_KEYS = {"stance", "words", "kind", "target", "intensity", "reason", "clause_only", "needs"}
CONTENT_KEYS = {"stance", "words", "role", "person", "negated", "intensity", "reason"}
STANCES = {stance.value for stance in Stance}


def _cues(language: str, groups: Iterable[Mapping[str, Any]]) -> Iterable[Cue]:
    for group in groups:
        name = "cues.toml"
        _check(set(group) <= CUE_KEYS, language, name, group, f"unknown key {sorted(set(group) - CUE_KEYS)}")
        _check(
            group["stance"] in STANCES | {REPORT},
            language,
            name,
            group,
            f"unknown stance {group['stance']!r}",
        )
        _check(bool(group.get("reason")), language, name, group, "missing reason")
        for phrase in group["words"]:
            yield Cue(
                words=tuple(phrase.split()),
                kind=group.get("kind", "verb"),
                stance=None if group["stance"] == REPORT else Stance(group["stance"]),
                target=tuple(group.get("target", ())),
                intensity=group.get("intensity"),
                clause_only=group.get("clause_only", False),
                needs_actor=group.get("needs") == "actor_object",
            )


def _contents(language: str, groups: Iterable[Mapping[str, Any]]) -> Iterable[ContentWord]:
    for rank, group in enumerate(groups):
        name = "content.toml"
        _check(
            set(group) <= CONTENT_KEYS,
            language,
            name,
            group,
            f"unknown key {sorted(set(group) - CONTENT_KEYS)}",
        )
        _check(group["stance"] in STANCES, language, name, group, f"unknown stance {group['stance']!r}")
        _check(bool(group.get("reason")), language, name, group, "missing reason")
        for phrase in group["words"]:
            yield ContentWord(
                words=tuple(phrase.split()),
                stance=Stance(group["stance"]),
                role=group.get("role", "any"),
                person=group.get("person", "any"),
                negated=group.get("negated", "any"),
                intensity=group.get("intensity"),
                rank=rank,
            )


@functools.cache
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language code; raises KnowledgeError naming file and group where it is
    malformed.
    """
    cues: dict[str, list[Cue]] = {}
    contents: dict[str, list[ContentWord]] = {}
    cue_file, words_file = _read_toml(language, "cues.toml"), _read_toml(language, "words.toml")
    for cue in _cues(language, cue_file["cue"]):
        cues.setdefault(cue.words[0], []).append(cue)
    for content in _contents(language, _read_toml(language, "content.toml")["content"]):
        contents.setdefault(content.words[0], []).append(content)
    longest_first = {
        word: tuple(sorted(found, key=lambda cue: -len(cue.words))) for word, found in cues.items()
    }
    return Lexicon(
        cues=longest_first,
        contents={word: tuple(found) for word, found in contents.items()},
        forms=cue_file.get("forms", {}),
        words={key: frozenset(value["words"]) for key, value in words_file.items() if "words" in value},
        tables={key: value["table"] for key, value in words_file.items() if "table" in value},
    )
