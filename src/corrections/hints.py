"""Why a correction fitted nothing, or changed nothing, and what may be meant instead."""

from __future__ import annotations

import difflib
from functools import cached_property
from itertools import islice
from operator import ne
from typing import TYPE_CHECKING

from .records import Change, Drop, Merge, Split, values_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model import Statement
    from .records import Correction, Pattern, Place, Selection
    from .selecting import Index

_HINTED = 20
"""Corrections for which something near is looked for, which takes a look at all that is there."""
_COMPARED = 5000
"""Names that something near is looked for among."""
_NAMED = 3
_LONGEST = 60


class Hints:
    """What may be meant, for the first corrections that fitted nothing."""

    def __init__(
        self,
        index: Index,
        kept: Sequence[Statement],
        meant: Mapping[Place, Mapping[int, None]],
    ) -> None:
        self.index, self.kept, self.meant = index, kept, meant
        self.left = _HINTED

    def why(self, correction: Correction) -> str:
        """Return why a correction changed nothing."""
        if isinstance(correction, Drop | Change):
            if self.meant[correction.at]:
                return "what it sets is so already"
            return self._why_none(correction.which)
        if isinstance(correction, Split):
            if not (count := len(self.meant[correction.at])):
                return self._why_none(correction.which)
            return f"none of the {count} statements that fit names {correction.actor!r}" + self._near_actor(
                correction.actor
            )
        if isinstance(correction, Merge):
            names = ", ".join(map(repr, correction.names[:_NAMED]))
            others = [name for name in correction.names if name != correction.into]
            near = self._near_actor(others[0]) if others else ""
            return f"no statement names {names} otherwise than {correction.into!r}{near}"
        return "no statement names them"

    def _why_none(self, which: Selection) -> str:
        if not self.index.statements:
            return "there is no statement at all"
        self.left -= 1
        if which.statement is not None:
            return (
                f"no statement has the id {which.statement}{self._near_id(which) if self.left >= 0 else ''}"
            )
        return self._why_patterns(which.patterns) if self.left >= 0 else "no statement fits"

    # -- by id
    # ------------------------------------------------------------------------------------------------

    def _near_id(self, which: Selection) -> str:
        same = self._same_words(which)
        if same:
            return f"; of the same words are {_listed(same)}"
        # a figure copied wrongly, or two that changed places
        ids = self.index.values("id")
        near = [ids[each][0] for each in ids if sum(map(ne, each, which.statement or "")) <= 2]
        if near:
            return f"; nearest: {_listed(self.index.statements[position] for position in near)}"
        if which.article is not None and which.article not in self.index.values("article"):
            return f"; no statement is of the article {which.article!r}"
        return ""

    def _same_words(self, which: Selection) -> list[Statement]:
        """Return the statements of an article whose evidence begins as a correction tells."""
        if which.article is None or which.evidence is None:
            return []
        begins = " ".join(which.evidence.rstrip("…").split())
        positions = self.index.values("article").get(which.article, [])
        found = [self.index.statements[position] for position in positions]
        return [each for each in found if " ".join(each.evidence.split()).startswith(begins)]

    # -- by pattern
    # -------------------------------------------------------------------------------------------

    def _why_patterns(self, patterns: Sequence[Pattern]) -> str:
        for pattern in patterns:
            if not self.index.fitting(pattern):
                return f"no statement has {_shown(pattern)}{self._near_value(pattern)}"
        if any(all(pattern.fits(each) for pattern in patterns) for each in self.kept):
            return "it fits statements as they are corrected; patterns are compared with what was extracted"
        lone = [
            pattern.name
            for pattern in patterns
            if any(
                all(other.fits(each) for other in patterns if other is not pattern)
                for each in self.index.statements
            )
        ]
        hint = f"; without {' or without '.join(lone)} some would" if lone else ""
        return f"no statement fits all of {', '.join(map(_shown, patterns))}{hint}"

    def _near_value(self, pattern: Pattern) -> str:
        values = self.index.values(pattern.name)
        folded = _folded(values)
        if pattern.glob is None and (same := folded.get(pattern.text.casefold())):
            return f", but {_cut(same)!r}: capitals count"
        if pattern.name == "evidence":
            inside = any(pattern.text.strip("*") in value for value in values)
            return "; put * before and after a part of the words" if inside and pattern.text else ""
        return _nearest(pattern.text.strip("*?"), folded)

    # -- actors
    # ----------------------------------------------------------------------------------------------

    @cached_property
    def _actors(self) -> dict[str, str]:
        """All names that the statements hold, by their small letters."""
        fields = ("speaker", "represents", "target")
        return _folded(
            value for statement in self.kept for name in fields for value in values_of(statement, name)
        )

    def _near_actor(self, name: str) -> str:
        self.left -= 1
        if self.left < 0:
            return ""
        return _nearest(name, self._actors)


def _nearest(word: str, folded: Mapping[str, str]) -> str:
    """Return the texts that come near a word, by their small letters."""
    among = [key for key in islice(folded, _COMPARED) if len(key) <= _LONGEST]
    near = difflib.get_close_matches(word.casefold(), among, n=_NAMED, cutoff=0.6)
    return f"; nearest: {', '.join(repr(folded[each]) for each in near)}" if near else ""


def _folded(values: Iterable[str]) -> dict[str, str]:
    """Return texts by their small letters; the first of those that are alike, a name before its id."""
    found: dict[str, str] = {}
    for value in values:
        if value:
            found.setdefault(value.casefold(), value)
    return found


def _listed(statements: Iterable[Statement]) -> str:
    found = list(statements)
    told = [
        f"{each.id} ({_cut(each.speaker)}: {each.stance.value} {_cut(each.target or '–')})"
        for each in found[:_NAMED]
    ]
    return ", ".join(told) + (f" and {len(found) - _NAMED} more" if len(found) > _NAMED else "")


def _shown(pattern: Pattern) -> str:
    return f"{pattern.name} = {_cut(pattern.text)!r}"


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
