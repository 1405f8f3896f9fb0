"""How well places are found: names in sentences of which people marked where the event of a verb took place.

    python bench/places.py FILE.jsonl [--errors]

Each line holds `text` (a sentence), `verb` and `locations`: spans of characters, maybe no location. The file
of ahalterman/event_location has this format. What differs from what is marked there: we find every place
that a sentence names, not that of one verb alone, so the places beside the marked ones count as wrong only
where the sentence has a marked one (`precision`); and we know cities from 15,000 inhabitants, no streets,
camps and villages (`known` counts the marked names that the gazetteer has).
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.extract.parsed_articles import read_discourse
from communique.extract.place_grammar import place_index
from communique.extract.place_mentions import find_places
from communique.knowledge.actors import load_actors
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


@dataclass
class Count:
    """Marked and found names, and how many of them agree."""

    marked: int = 0
    found: int = 0
    right: int = 0
    """Found names that share characters with a marked one."""
    reached: int = 0
    """Marked names that share characters with a found one."""

    def line(self, name: str) -> str:
        """Return precision, recall and F1 as a line of the table."""
        precision, recall = self.right / max(1, self.found), self.reached / max(1, self.marked)
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        return (
            f"{name:<10} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  of {self.marked} marked"
        )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--errors", action="store_true", help="print the sentences that differ")
    options = parser.parse_args()
    try:
        records = [json.loads(line) for line in options.file.read_text("utf-8").splitlines() if line.strip()]
        marked = [[(int(start), int(end)) for start, end in record["locations"]] for record in records]
    except (OSError, UnicodeDecodeError, ValueError, KeyError, TypeError) as error:
        parser.exit(2, f"{options.file}: {error!r}\n")
    every, known = Count(), Count()
    for record, spans in zip(records, marked, strict=True):
        text: str = record["text"]
        names = [span for span in spans if _is_known(text[slice(*span)])]
        found = _places(text) if spans else []
        _add(every, spans, found)
        _add(known, names, found if names else [])
        if options.errors and not _agree(spans, found):
            _print_error(record, found)
    print(every.line("all"))
    print(known.line("known"))


def _places(text: str) -> list[Span]:
    """Return the spans of the places that we find in a sentence."""
    discourse = read_discourse(Article(id="sentence", text=text, language="en"))
    return [
        (paragraph.block.start + span.start_char, paragraph.block.start + span.end_char)
        for paragraph in discourse.paragraphs
        for mention in find_places(paragraph, discourse)
        for span in [paragraph.doc[mention.start : mention.end]]
    ]


def _is_known(name: str) -> bool:
    states = {actor.name for actor in load_actors().values() if actor.kind == "state"}
    return name in place_index("en") or name in states


def _add(count: Count, marked: list[Span], found: list[Span]) -> None:
    count.marked += len(marked)
    count.found += len(found)
    count.right += sum(_touches(span, marked) for span in found)
    count.reached += sum(_touches(span, found) for span in marked)


def _touches(span: Span, others: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in others)


def _agree(marked: list[Span], found: list[Span]) -> bool:
    return all(_touches(span, found) for span in marked)


def _print_error(record: dict[str, Any], found: list[Span]) -> None:
    text: str = record["text"]
    print(f"{record.get('verb_text')}: {[text[slice(*each)] for each in record['locations']]}")
    print(f"    found {[text[slice(*each)] for each in found]} in {text.strip()!r}")


if __name__ == "__main__":
    main()
