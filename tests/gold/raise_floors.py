"""Raises `floors.json` to what the code reaches on the seeds: `python tests/gold/raise_floors.py`.

A floor is never lowered here. Who has a reason to lower one edits the file by hand and tells the reason in
the commit. When the gold statements change, figures cannot be compared: `--gold-changed` sets floors anew.
"""

from __future__ import annotations

import hashlib
import json
import sys
from pathlib import Path
from typing import Any

from communique.export.tables import statement_to_dict
from communique.pipeline import extract
from communique.scoring import GOLD_FIELDS, Score, read_records, read_texts, score_statements

HERE = Path(__file__).parent
SEEDS = HERE.parents[1] / "seeds"
GOLD = HERE / "seeds.jsonl"
FLOORS = HERE / "floors.json"
SLACK = 0.01
"""Floors lie this much below the figure: parsers differ a little between processors."""
FIELD_SLACK = 0.02
"""Those of single fields a little more: they are shares of the detected statements, so that a better
detection may cost a field something."""


def score_seeds(predicted: list[dict[str, Any]]) -> Score:
    """Return the score of predicted statements against the gold ones of the seeds."""
    return score_statements(read_records(GOLD, GOLD_FIELDS), predicted, read_texts(SEEDS))


def digest_gold() -> str:
    """Return the SHA-256 of the gold statements."""
    return hashlib.sha256(GOLD.read_bytes()).hexdigest()


def figures_of(score: Score) -> dict[str, float]:
    """Return every figure that has a floor, by name."""
    figures = {"detect": score.detect.f1, "core": score.core.f1, "full": score.full.f1}
    return figures | {f"field {name}": value or 0.0 for name, value in score.fields.items()}


def too_low(figures: dict[str, float], floors: dict[str, float]) -> list[str]:
    """Return a sentence for each figure below its floor, or without one."""
    told = [f"{name} is {figures.get(name)}, its floor {floor}" for name, floor in floors.items()
            if figures.get(name, 0.0) < floor]  # fmt: skip
    return told + [f"{name} has no floor" for name in figures if name not in floors]


def raised(figures: dict[str, float], floors: dict[str, float]) -> dict[str, float]:
    """Return the floors raised to the figures, none lowered."""
    reached = {
        name: round(value - (FIELD_SLACK if name.startswith("field") else SLACK), 3)
        for name, value in figures.items()
    }
    return {name: max(floors.get(name, 0.0), value) for name, value in reached.items()}


def main(arguments: list[str]) -> int:
    """Raise the floors; 1 if one would have to be lowered, 2 if the gold statements changed."""
    kept: dict[str, Any] = {"gold": digest_gold(), "floors": {}}
    if FLOORS.exists():
        kept = json.loads(FLOORS.read_text("utf-8"))
    floors: dict[str, float] = kept["floors"]
    if kept["gold"] != digest_gold():
        if "--gold-changed" not in arguments:
            sys.stderr.write(
                "The gold statements are not those of the floors; set them anew with --gold-changed.\n"
            )
            return 2
        floors = {}
    extraction = extract([SEEDS])
    if extraction.skipped:
        sys.stderr.write("".join(f"skipped {item.source}: {item.reason}\n" for item in extraction.skipped))
        return 1
    figures = figures_of(score_seeds([statement_to_dict(each) for each in extraction.statements]))
    faults = [each for each in too_low(figures, floors) if "has no floor" not in each]
    if faults:
        sys.stderr.write("".join(f"{each}: a floor is not lowered here\n" for each in faults))
        return 1
    new = raised(figures, floors)
    text = json.dumps({"gold": digest_gold(), "floors": new}, indent=2)
    FLOORS.write_text(text + "\n", "utf-8", newline="\n")
    for name, value in new.items():
        sys.stdout.write(
            f"{name:20s} {floors.get(name, 0.0):.3f} -> {value:.3f}   (now {figures[name]:.3f})\n"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
