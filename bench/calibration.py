"""Whether a statement's confidence is true: how often its speaker is right, by confidence and by rule.

    python bench/calibration.py GOLD.jsonl PREDICTED.jsonl ARTICLES

`right` counts the predicted statements whose speaker a gold statement confirms, of all predicted ones;
`of paired` leaves out those that no gold statement speaks of. The line that matters: of those at 0.8 and
above, at least 85 % have the right speaker.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from communique.scoring import read_records, read_texts, score_statements

if TYPE_CHECKING:
    from collections.abc import Iterable

HIGH = 0.8


def main() -> None:
    """Print the two tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("predicted", type=Path)
    parser.add_argument("articles", type=Path)
    options = parser.parse_args()
    gold = read_records(options.gold)
    articles = {record["article"] for record in gold}
    predicted = [record for record in read_records(options.predicted) if record["article"] in articles]
    score = score_statements(gold, predicted, read_texts(options.articles))
    paired = {pair.predicted: pair.agrees["speaker"] for pair in score.pairs}
    rows: dict[str, list[bool | None]] = defaultdict(list)
    for index, record in enumerate(predicted):
        right = paired.get(index)
        rows[f"confidence {record['confidence']:.1f}"].append(right)
        rows[f"rule {record['rule'].split('/')[0]}"].append(right)
        if record["confidence"] >= HIGH:
            rows[f"at {HIGH} and above"].append(right)
    for name in sorted(rows):
        print(line(name, rows[name]))


def line(name: str, found: Iterable[bool | None]) -> str:
    """Return a row: how many, and the share that is right; None stands for no gold statement."""
    verdicts = list(found)
    known = [verdict for verdict in verdicts if verdict is not None]
    right = sum(known)
    paired = f"{right / len(known):5.2f}" if known else "    –"
    return f"{name:32}{len(verdicts):6}   right {right / len(verdicts):5.2f}   of paired {paired}"


if __name__ == "__main__":
    main()
