"""The thirteen stances: what each means, in both languages, and how it maps to CAMEO and PLOVER."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from ..errors import KnowledgeError
from ..model import Polarity, Stance
from .tables import data_file

if TYPE_CHECKING:
    from collections.abc import Mapping

_FILE = "stances.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class StanceDefinition:
    """One stance as the guidelines define it. `polarity` and `intensity` are defaults."""

    stance: Stance
    label_en: str
    label_fr: str
    definition_en: str
    definition_fr: str
    polarity: Polarity
    intensity: float
    goldstein: float
    cameo: tuple[str, ...]
    plover: tuple[str, ...]


@cache
def load_stances() -> Mapping[Stance, StanceDefinition]:
    """Return the definition of every stance, from the friendliest to the most hostile.

    >>> load_stances()[Stance.DEMAND].cameo
    ('10',)
    """
    try:
        table = tomllib.loads(data_file(_FILE).read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{_FILE}: {error}") from error
    if set(table) != {stance.value for stance in Stance}:
        raise KnowledgeError(
            f"{_FILE}: the stances are not those of the model: {sorted(set(table) ^ set(Stance))}"
        )
    return MappingProxyType({Stance(name): _definition(Stance(name), entry) for name, entry in table.items()})


def _definition(stance: Stance, entry: dict[str, Any]) -> StanceDefinition:
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    try:
        definition = StanceDefinition(stance=stance, **values)
    except TypeError as error:
        raise KnowledgeError(f"{_FILE}, [{stance.value}]: {error}") from error
    if definition.polarity not in (-1, 0, 1) or not 0 <= definition.intensity <= 1:
        raise KnowledgeError(f"{_FILE}, [{stance.value}]: polarity or intensity is out of its range")
    return definition
