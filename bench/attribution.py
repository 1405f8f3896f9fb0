"""Attribution relations of many texts, to be scored; or how much attribution adds to parsing.

    python bench/attribution.py IN.jsonl OUT.jsonl      lines {"id", "lang", "text"} in, and out
                                                        {"id", "attributions": [{"source", "cue", "content",
                                                        "rule"}]}
    python bench/attribution.py IN.jsonl --speed        seconds of bare `nlp.pipe`, and of attribution on top

Spans are [start, end) in code points of the text; a source or cue that the text does not have is null. A text
that cannot be read gives no attributions and is named on standard error; the exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from speed import bare_model

from communique.extract.cleaning import split_blocks
from communique.extract.parsing import load_pipeline
from communique.extract.relations import find_attributions, relate
from communique.extract.repairs import COMPONENT as REPAIRS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


def main() -> int:
    """Write the attributions, or measure; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", type=Path, metavar="IN.jsonl")
    parser.add_argument("out", type=Path, nargs="?", metavar="OUT.jsonl")
    parser.add_argument("--nested", action="store_true", help="also what is said inside somebody's words")
    parser.add_argument("--speed", action="store_true", help="measure instead of writing")
    parser.add_argument("--repeat", type=int, default=5, help="rounds of --speed")
    options = parser.parse_args()
    if options.speed:
        measure(list(read(options.texts)), options.repeat)
        return 0
    if options.out is None:
        parser.error("OUT.jsonl is needed, or --speed")
    failed = 0
    with options.out.open("w", encoding="utf-8") as file:
        for record in read(options.texts):
            found: list[dict[str, Any]] = []
            try:
                relations = find_attributions(record["text"], record["lang"], nested=options.nested)
                found = [
                    {"source": item.source, "cue": item.cue, "content": item.content, "rule": item.rule}
                    for item in relations
                ]
            except Exception as error:
                print(f"{record['id']}: {error!r}", file=sys.stderr)
                failed = 1
            file.write(json.dumps({"id": record["id"], "attributions": found}) + "\n")
    return failed


def read(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the records of a JSON Lines file."""
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                record = json.loads(line) if line.strip() else None
                if record is None:
                    continue
                if not isinstance(record, dict) or "id" not in record:
                    sys.exit(f"{path}, line {number}: an object with id, lang and text is expected")
                yield record
    except OSError as error:
        sys.exit(f"{path} cannot be read: {error.strerror}")
    except ValueError as error:
        sys.exit(f"{path} is no file of JSON lines: {error}")


def measure(records: list[dict[str, Any]], repeat: int) -> None:
    """Print the medians of bare parsing and of attribution, taking turns, and their ratio.

    Bare parsing is `nlp.pipe` with all components of the model over the same paragraphs; what we repair in a
    French parse counts as attribution.
    """
    words = sum(len(record["text"].split()) for record in records)
    texts = [(split_blocks(record["text"], record["lang"]), record["lang"]) for record in records]

    def parse() -> list[Any]:
        return [
            (
                blocks,
                list(bare_model(code).pipe([block.text for block in blocks])),
                code,
            )
            for blocks, code in texts
        ]

    def attribute() -> int:
        return sum(len(list(relate(blocks, repaired(docs, code), code))) for blocks, docs, code in parsed)

    def whole() -> int:
        return sum(len(find_attributions(record["text"], record["lang"])) for record in records)

    parsed = parse()
    attribute()
    rounds = [(seconds(parse), seconds(attribute), seconds(whole)) for _ in range(repeat)]
    bare, added, all_in = (statistics.median(column) for column in zip(*rounds, strict=True))
    share = statistics.median(second / first for first, second, _ in rounds)
    ratio = statistics.median(third / first for first, _, third in rounds)
    print(f"{len(records)} texts, {words} words, medians of {repeat}")
    print(f"bare nlp.pipe          {bare:7.2f} s  {words / bare:7.0f} words/s")
    print(f"attribution on top     {added:7.2f} s  {share:7.1%} of bare")
    print(f"find_attributions      {all_in:7.2f} s  {words / all_in:7.0f} words/s, {ratio:.2f} of bare")
    print("(find_attributions parses without the entity recogniser, which it does not need)")


def repaired(docs: list[Any], code: str) -> list[Any]:
    """Return parsed paragraphs as the extraction reads them."""
    pipeline = load_pipeline(code)
    return [pipeline.get_pipe(REPAIRS)(doc) for doc in docs] if pipeline.has_pipe(REPAIRS) else docs


def seconds(work: Callable[[], object]) -> float:
    """Return how long a call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    sys.exit(main())
