"""How good the statements are against gold ones: detect, core and full F1, and accuracy by field.

A gold statement is paired with at most one predicted statement of the same article whose evidence shares text
with it, best pairs first. `detect` counts pairs whose speaker agrees, `core` those whose target and polarity
agree too, `full` those whose stance agrees too. Names are compared after normalisation with the aliases of
`knowledge/data/scoring_aliases.tsv`.
"""

from __future__ import annotations

import difflib
import functools
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .errors import CommuniqueError
from .extract.formats import UnreadableError, decode
from .knowledge.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

Record = Mapping[str, Any]
MIN_OVERLAP = 0.3
"""Share of the shorter evidence that a pair must have in common."""
SAME_SPELLING = 0.87
"""Similarity above which two long names are one ("Sergei" and "Sergey Lavrov")."""
GOLD_FIELDS = ("article", "speaker", "polarity", "stance")
"""What a gold statement must say."""
FIELDS = ("target", "polarity", "stance", "represents", "venue", "date", "mode", "negated")


@dataclass(frozen=True, slots=True)
class Accuracy:
    """Precision, recall and F1 of something that was found `right` times."""

    right: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the predicted that is right; 0 where nothing was predicted."""
        return round(self.right / self.predicted, 3) if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of the gold that was found; 0 where there is none."""
        return round(self.right / self.gold, 3) if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.predicted + self.gold
        return round(2 * self.right / total, 3) if total else 0.0


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold and a predicted statement that speak of the same words, and which fields agree."""

    gold: int
    predicted: int
    agrees: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class Score:
    """Three accuracies, agreement by field over the detected pairs, the pairs, and the stances confused."""

    detect: Accuracy
    core: Accuracy
    full: Accuracy
    fields: Mapping[str, float | None]
    pairs: tuple[Pair, ...]
    confusion: Mapping[tuple[str, str], int]
    """How often a gold stance (first) was read as another one (second), over detected pairs."""


def read_records(path: Path, needed: Sequence[str] = ("article",)) -> list[Record]:
    """Return the statements of a file of JSON lines, gold or predicted.

    Raises CommuniqueError that names the line which is no statement or lacks a field that is needed.
    """
    records: list[Record] = []
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    record = json.loads(line)
                    missing = [name for name in needed if not isinstance(record, dict) or name not in record]
                    if missing:
                        told = f"{path}, line {number}: no statement, it lacks {', '.join(missing)}"
                        raise CommuniqueError(f"{told}. One statement a line is expected.")
                    records.append(record)
    except OSError as error:
        raise CommuniqueError(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise CommuniqueError(f"{path} is not UTF-8 text; save it as UTF-8") from error
    except json.JSONDecodeError as error:
        told = f"{path}, line {number}: no JSON ({error.msg})"
        raise CommuniqueError(f"{told}. One statement a line is expected.") from error
    return records


def read_texts(folder: Path) -> dict[str, str]:
    """Return the articles of a folder by id, decoded as for extraction, so that offsets agree."""
    if not folder.is_dir():
        raise CommuniqueError(f"{folder} is no folder; give the one that holds the articles as .txt files")
    texts = {}
    for path in sorted(folder.glob("*.txt")):
        try:
            texts[path.stem] = decode(path.read_bytes())[0]
        except (OSError, UnreadableError):
            continue  # statements of this article are compared by their offsets alone
    return texts


@functools.cache
def _aliases() -> Mapping[str, str]:
    return {row.text("alias"): row.text("name") for row in read_table("scoring_aliases.tsv")}


def normalise_name(name: str | None) -> str | None:
    """Return a name as it is compared: no accents, case, dots, articles; aliases and spellings made one."""
    if not name:
        return None
    decomposed = unicodedata.normalize("NFKD", name)
    text = "".join(c for c in decomposed if not unicodedata.combining(c)).casefold()
    text = re.sub(r"[‐-―]", "-", text).replace(".", "")
    text = re.sub(r"^the ", "", re.sub(r"\s+", " ", text).strip())
    text = text.replace("ø", "o").replace("organization", "organisation").replace("defense", "defence")
    text = re.sub(
        r"\b(foreign|defence|interior|oil|economy) ministry\b",
        lambda match: f"ministry of {match[1]}" + (" affairs" if match[1] == "foreign" else ""),
        text,
    )
    return _aliases().get(text, text)


def same_name(first: str | None, second: str | None) -> bool:
    """Tell whether two names are one after normalisation, or two spellings of one long name."""
    a, b = normalise_name(first), normalise_name(second)
    if a == b:
        return True
    if not a or not b or min(len(a), len(b)) < 10:
        return False
    return difflib.SequenceMatcher(None, a, b).ratio() >= SAME_SPELLING


def _same_date(gold: str | None, predicted: str | None) -> bool:
    if not gold or not predicted:
        return (gold or None) == (predicted or None)
    value = predicted.rstrip("~?%")
    return value.startswith(gold) or (gold.startswith(value) and len(value) >= 7)


def _agreement(gold: Record, predicted: Record) -> dict[str, bool]:
    return {
        "speaker": same_name(gold["speaker"], predicted.get("speaker")),
        "target": same_name(gold.get("target"), predicted.get("target")),
        "polarity": gold["polarity"] == predicted.get("polarity"),
        "stance": gold["stance"] == predicted.get("stance"),
        "represents": same_name(gold.get("represents"), predicted.get("represents")),
        "venue": normalise_name(gold.get("venue")) == normalise_name(predicted.get("venue")),
        "date": _same_date(gold.get("date"), predicted.get("date")),
        "mode": gold.get("mode") == predicted.get("mode"),
        "negated": bool(gold.get("negated")) == bool(predicted.get("negated")),
    }


def _span(statement: Record, text: str) -> tuple[int, int] | None:
    start, end = statement.get("start"), statement.get("end")
    if isinstance(start, int) and isinstance(end, int):
        return start, end
    words = str(statement.get("evidence") or "").split()
    match = re.search(r"\s+".join(map(re.escape, words)), text) if words else None
    return match.span() if match else None


def _overlap(first: tuple[int, int] | None, second: tuple[int, int] | None) -> float:
    if first is None or second is None:
        return 0.0
    shared = min(first[1], second[1]) - max(first[0], second[0])
    shorter = min(first[1] - first[0], second[1] - second[0])
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


def score_statements(gold: Sequence[Record], predicted: Sequence[Record], texts: Mapping[str, str]) -> Score:
    """Return the score of predicted statements of the gold's articles; `texts` holds the articles by id."""
    pairs = _pair(gold, predicted, texts)
    detected = [pair for pair in pairs if pair.agrees["speaker"]]
    core = [pair for pair in detected if pair.agrees["target"] and pair.agrees["polarity"]]
    full = [pair for pair in core if pair.agrees["stance"]]
    fields: dict[str, float | None] = {
        name: round(sum(pair.agrees[name] for pair in detected) / len(detected), 3) if detected else None
        for name in FIELDS
    }
    fields["places_f1"] = _places(gold, predicted, detected).f1
    stances = ((gold[pair.gold]["stance"], predicted[pair.predicted].get("stance")) for pair in detected)
    confusion = Counter((str(wanted), str(found)) for wanted, found in stances)
    detect, most, all_ = (Accuracy(len(kept), len(predicted), len(gold)) for kept in (detected, core, full))
    return Score(detect, most, all_, fields, tuple(pairs), confusion)


def _pair(gold: Sequence[Record], predicted: Sequence[Record], texts: Mapping[str, str]) -> list[Pair]:
    spans = [_span(statement, texts.get(statement["article"], "")) for statement in predicted]
    candidates = []
    for i, wanted in enumerate(gold):
        span = _span(wanted, texts.get(wanted["article"], ""))
        for j, found in enumerate(predicted):
            shared = _overlap(span, spans[j]) if found["article"] == wanted["article"] else 0.0
            if shared < MIN_OVERLAP:
                continue
            agrees = _agreement(wanted, found)
            weight = 8 * agrees["speaker"] + 4 * agrees["target"] + 2 * agrees["polarity"] + agrees["stance"]
            candidates.append((-(weight + shared), i, j, agrees))
    pairs: list[Pair] = []
    used_gold: set[int] = set()
    used_predicted: set[int] = set()
    for _, i, j, agrees in sorted(candidates, key=lambda candidate: candidate[:3]):
        if i not in used_gold and j not in used_predicted:
            used_gold.add(i)
            used_predicted.add(j)
            pairs.append(Pair(i, j, agrees))
    return pairs


def _places(gold: Sequence[Record], predicted: Sequence[Record], pairs: Sequence[Pair]) -> Accuracy:
    right = found = wanted = 0
    for pair in pairs:
        a = {normalise_name(name) for name in gold[pair.gold].get("places") or []}
        b = {normalise_name(name) for name in predicted[pair.predicted].get("places") or []}
        right, found, wanted = right + len(a & b), found + len(b), wanted + len(a)
    return Accuracy(right, found, wanted)
