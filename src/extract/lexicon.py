"""The word lists of a language, read from TOML and checked; `lexicons/README.md` documents the format."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping  # noqa: TC003 - msgspec looks at the fields of a kept lexicon
from dataclasses import dataclass, replace
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

from ..errors import KnowledgeError
from ..knowledge.kept_tables import kept_between_runs
from ..model import Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    needs_infinitive: bool = False


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

    def single_word_cues(self, lemma: str) -> tuple[Cue, ...]:
        """Return the cues that a word is by itself, of any kind; () where it is only part of phrases."""
        return tuple(cue for cue in self.cues.get(lemma, ()) if len(cue.words) == 1)


def read_toml(*path: str) -> dict[str, Any]:
    """Return a file of `lexicons/`; raises KnowledgeError that names it where it cannot be read."""
    resource = files(__package__).joinpath("lexicons", *path)
    try:
        return tomllib.loads(resource.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise KnowledgeError(f"lexicons/{'/'.join(path)}: {error}") from error


REQUIRED = {"stance", "words", "reason"}
STANCES = frozenset(stance.value for stance in Stance)
CUE_VALUES: Mapping[str, frozenset[Any]] = {
    "stance": STANCES | {REPORT},
    "kind": frozenset({"verb", "adjective", "noun"}),
    "clause_only": frozenset({True, False}),
    "needs": frozenset({"actor_object", "infinitive"}),
}
"""What the keys of a group in cues.toml may hold; `words`, `target`, `intensity` and `reason` are free."""
CONTENT_VALUES: Mapping[str, frozenset[Any]] = {
    "stance": STANCES,
    "role": frozenset({"subject", "object", "agent", "any", "none"}),
    "person": frozenset({"first", "other", "any"}),
    "negated": frozenset({"no", "yes", "any"}),
}
FREE = frozenset({"words", "intensity", "reason"})
CUE_KEYS = frozenset(CUE_VALUES) | FREE | {"target"}
CONTENT_KEYS = frozenset(CONTENT_VALUES) | FREE


def _check(language: str, name: str, group: Mapping[str, Any], values: Mapping[str, frozenset[Any]]) -> None:
    """Raise KnowledgeError that names the file and the group's first words where a group is malformed."""

    def fail(what: str) -> KnowledgeError:
        return KnowledgeError(f"lexicons/{language}/{name}: {what} in the group with {words[:2]}")

    words = group.get("words", [])
    missing = sorted(key for key in REQUIRED if not group.get(key))
    if missing:
        raise fail(f"missing {missing[0]}")
    unknown = sorted(set(group) - (CUE_KEYS if values is CUE_VALUES else CONTENT_KEYS))
    if unknown:
        raise fail(f"unknown key {unknown}")
    for key, allowed in values.items():
        if key in group and group[key] not in allowed:
            raise fail(f"unknown {key} {group[key]!r}")
    intensity = group.get("intensity")
    if intensity is not None and not (isinstance(intensity, int | float) and 0 <= intensity <= 1):
        raise fail(f"intensity {intensity!r} outside of 0..1")
    if any(not isinstance(word, str) or not word.split() or word != word.lower() for word in words):
        raise fail("words that are no lower-case text")


def _cues(language: str, name: str, groups: Iterable[Mapping[str, Any]]) -> Iterable[Cue]:
    for group in groups:
        _check(language, name, group, CUE_VALUES)
        for phrase in group["words"]:
            yield Cue(
                words=tuple(phrase.split()),
                kind=group.get("kind", "verb"),
                stance=None if group["stance"] == REPORT else Stance(group["stance"]),
                target=tuple(group.get("target", ())),
                intensity=group.get("intensity"),
                clause_only=group.get("clause_only", False),
                needs_actor=group.get("needs") == "actor_object",
                needs_infinitive=group.get("needs") == "infinitive",
            )


def _contents(language: str, groups: Iterable[Mapping[str, Any]]) -> Iterable[ContentWord]:
    for rank, group in enumerate(groups):
        _check(language, "content.toml", group, CONTENT_VALUES)
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


def _by_first_word(cues: Iterable[Cue]) -> Mapping[str, tuple[Cue, ...]]:
    """Return the cues by their first word, the longest phrases first, and of these comments last."""
    found: dict[str, list[Cue]] = {}
    for cue in cues:
        found.setdefault(cue.words[0], []).append(cue)
    return {word: tuple(sorted(same, key=_precedence)) for word, same in found.items()}


def _precedence(cue: Cue) -> tuple[int, bool]:
    """Of phrases as long as each other those come first that say more than that something is spoken of."""
    return -len(cue.words), cue.stance is Stance.COMMENT


@functools.cache
def load_attitudes(language: str) -> Lexicon:
    """Return the lexicon with the cues of `attitudes.toml` added: what ascribes speech, thought or will to
    somebody but makes no statement of diplomacy.
    """
    lexicon = load_lexicon(language)
    more = _cues(language, "attitudes.toml", read_toml(language, "attitudes.toml")["cue"])
    known = [cue for same in lexicon.cues.values() for cue in same]
    return replace(lexicon, cues=_by_first_word([*known, *more]))


@functools.cache
@kept_between_runs(Lexicon)
def load_lexicon(language: str) -> Lexicon:
    """Return the lexicon of a language code; raises KnowledgeError naming file and group where it is
    malformed.
    """
    contents: dict[str, list[ContentWord]] = {}
    cue_file, words_file = read_toml(language, "cues.toml"), read_toml(language, "words.toml")
    for content in _contents(language, read_toml(language, "content.toml")["content"]):
        contents.setdefault(content.words[0], []).append(content)
    return Lexicon(
        cues=_by_first_word(_cues(language, "cues.toml", cue_file["cue"])),
        contents={word: tuple(found) for word, found in contents.items()},
        forms=cue_file.get("forms", {}),
        words={key: frozenset(value["words"]) for key, value in words_file.items() if "words" in value},
        tables={key: value["table"] for key, value in words_file.items() if "table" in value},
    )
