"""Hypothesis against the readers, the cleaner and the rules, for as long as it is given.

    python bench/fuzz.py [--seconds 600] [--seed 1] [--only PROPERTY]

Texts are put together from what hostile texts are made of and from mutated stretches of the seeds; what fails
is shrunk. Prints, as rows of a Markdown table, the examples tried of each property and the faults;
the exit status is 1 if there is one. `bench/results/hostile.md` keeps the runs.
"""

from __future__ import annotations

import argparse
import tempfile
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import hypothesis
from hostile_bytes import EVIL, SUFFIXES
from hostile_formats import PLAIN
from hostile_texts import (
    BRACKETS,
    CHAINS,
    CUES,
    DATES,
    ENDS,
    INVISIBLE,
    MARKS,
    PAGE,
    PEOPLE,
    PLACES,
    PRONOUNS,
    QUOTES,
    SCRIPTS,
    STATES,
    TEXTS,
    TITLES,
    TURNS,
    seed_texts,
)
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from communique import pipeline
from communique.extract.articles import read_articles
from communique.extract.cleaning import normalise, split_blocks
from communique.extract.pieces import LONGEST_PARAGRAPH, NO_WORD, readable_pieces
from communique.extract.statements import extract_article
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Callable

ROUND = 25
"""Examples of one property before it is the turn of the next."""

LANGUAGES = st.sampled_from(("en", "fr"))
WORDS = st.sampled_from(
    (*STATES, *PEOPLE, *TITLES, *CUES, *PRONOUNS, *DATES, *PLACES, "that", "que", "not", "who")
)
ODD = st.sampled_from((*MARKS, *QUOTES, *BRACKETS, *INVISIBLE, *ENDS, *TURNS, *PAGE, *SCRIPTS))
CHAIN = st.builds(lambda unit, times: unit * times, st.sampled_from(CHAINS), st.integers(2, 40))
SENTENCE = st.builds(
    lambda who, cue, whom, end: f"{who} {cue} {whom}{end} ",
    st.sampled_from((*PEOPLE, *STATES)),
    st.sampled_from(CUES),
    st.sampled_from(STATES),
    st.sampled_from((".", ",", " and", "?", ', "we must stop",', " : « non »", "\n\n", "")),
)


@st.composite
def stretches(draw: st.DrawFn) -> str:
    """Draw a stretch of a seed, some characters of it changed, lost or doubled."""
    text = draw(st.sampled_from(seed_texts()))
    start = draw(st.integers(0, len(text) - 1))
    letters = list(text[start : start + draw(st.integers(1, 600))])
    for _ in range(draw(st.integers(0, 4))):
        place = draw(st.integers(0, len(letters) - 1))
        letters[place] = draw(st.sampled_from(("", letters[place] * 2, " ", "\n")) | st.characters() | ODD)
    return "".join(letters)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Draw a text of a few pieces of any sort."""
    piece = WORDS | ODD | SENTENCE | stretches() | st.text(max_size=4) | CHAIN
    return draw(st.sampled_from((" ", "", "\n", "\n\n"))).join(draw(st.lists(piece, min_size=1, max_size=20)))


@st.composite
def files(draw: st.DrawFn) -> tuple[str, bytes]:
    """Draw a file: a text in some format, or something evil as such, then damaged or not."""
    rng = Random(draw(st.integers(0, 1 << 32)))
    if draw(st.booleans()):
        suffix = draw(st.sampled_from(sorted(PLAIN)))
        data = PLAIN[suffix](rng, draw(texts()))
    else:
        suffixes, make = EVIL[draw(st.sampled_from(sorted(EVIL)))]
        suffix, data = draw(st.sampled_from(suffixes)), make(rng, draw(st.integers(1, 2000)))
    if draw(st.booleans()) and data:
        changed = bytearray(data)
        for _ in range(draw(st.integers(1, 5))):
            changed[draw(st.integers(0, len(data) - 1))] = draw(st.integers(0, 255))
        data = bytes(changed[: draw(st.integers(1, len(data)))])
    return (suffix if draw(st.integers(0, 9)) else draw(st.sampled_from(SUFFIXES))), data


def check_article(text: str, language: str) -> None:
    """Extraction raises nothing, says twice the same, and proves it: evidence lies inside its sentence."""
    article = Article(id="fuzz", text=text, language=language, published="2016-10-12")
    statements = extract_article(article)
    assert statements == extract_article(article), "twice is not the same"
    for each in statements:
        assert text[each.start : each.end] == each.evidence, "evidence is not the text"
        assert each.evidence.strip(), "evidence is blank"
        inside = 0 <= each.sentence_start <= each.start < each.end <= each.sentence_end <= len(text)
        assert inside, "evidence lies outside of its sentence"


def check_blocks(text: str, language: str) -> None:
    """Every character but white space is in exactly one block, and prose in exactly one piece of it."""
    clean, end = normalise(text), 0
    assert len(clean) == len(text), "a length changed"
    blocks = split_blocks(text, language, text[:50])
    for block in blocks:
        assert not clean[end : block.start].strip(), "something was lost"
        assert block.text == clean[block.start : block.end], "a block is not where it says"
        end = block.end
    assert not clean[end:].strip(), "something was lost at the end"
    pieces = readable_pieces(blocks)
    prose = "".join(block.text for block in blocks if not NO_WORD.search(block.text))
    assert "".join(piece.text for piece in pieces) == prose, "a piece was lost"
    for piece in pieces:
        assert clean[piece.start : piece.end] == piece.text, "a piece is not where it says"
        assert len(piece.text) <= LONGEST_PARAGRAPH, "a piece is too long"


def check_file(file: tuple[str, bytes]) -> None:
    """A file is read or skipped, never lost, twice alike, and its articles hold no more than they may."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"a{file[0]}")
        path.write_bytes(file[1])
        found = list(read_articles([path]))
        assert found, "neither an article nor a reason"
        assert found == list(read_articles([path])), "twice is not the same"
        assert {item.source for item in found} == {item.source for item in read_articles([folder])}


def check_build(contents: list[tuple[str, bytes]]) -> None:
    """What is built of any files that hold an article is sound, and nothing of them is lost."""
    with tempfile.TemporaryDirectory() as temporary:
        folder, output = Path(temporary, "in"), Path(temporary, "out")
        folder.mkdir()
        (folder / "sound.txt").write_text("Germany accused Russia of lying on Monday.", "utf-8")
        for number, (suffix, data) in enumerate(contents):
            (folder / f"{number}{suffix}").write_bytes(data)
        extraction = pipeline.build([folder], output).extraction
        sources = {item.source or "" for item in (*extraction.articles, *extraction.skipped)}
        for number, (suffix, _) in enumerate(contents):
            start = str(folder / f"{number}{suffix}")
            assert any(source.startswith(start) for source in sources), "a file is in no report"
        checked = pipeline.check(output)
        assert not checked.faults, f"check finds {checked.faults[0]}"


PROPERTIES: dict[str, tuple[Callable[..., None], dict[str, st.SearchStrategy[Any]]]] = {
    "extraction": (check_article, {"text": texts(), "language": LANGUAGES}),
    "cleaning and pieces": (check_blocks, {"text": texts(), "language": LANGUAGES}),
    "reading": (check_file, {"file": files()}),
    "build and check": (check_build, {"contents": st.lists(files(), min_size=1, max_size=3)}),
    "extraction of hostile texts": (
        lambda kind, number, language: check_article(TEXTS[kind](Random(number), 1500), language),
        {"kind": st.sampled_from(sorted(TEXTS)), "number": st.integers(0, 1 << 32), "language": LANGUAGES},
    ),
}
"""What must hold, with the strategies that draw the arguments."""


@dataclass
class Run:
    """What became of one property."""

    examples: int = 0
    seconds: float = 0.0
    slowest: float = 0.0
    """Seconds of the slowest example."""
    faults: list[str] = field(default_factory=list)


def fuzz(name: str, examples: int, seed: int, run: Run) -> None:
    """Try some examples of a property; what fails is added to the faults of the run, shrunk."""
    check, strategies = PROPERTIES[name]

    def tried(**arguments: Any) -> None:
        started = time.perf_counter()
        try:
            check(**arguments)
        finally:
            run.examples += 1
            run.slowest = max(run.slowest, time.perf_counter() - started)

    test = hypothesis.given(**strategies)(tried)
    phases = (Phase.generate, Phase.shrink)
    test = settings(
        max_examples=examples,
        deadline=None,
        database=None,
        phases=phases,
        suppress_health_check=list(HealthCheck),
    )(hypothesis.seed(seed)(test))
    started = time.perf_counter()
    try:
        test()
    except Exception as error:
        notes = "\n".join(getattr(error, "__notes__", ()))
        run.faults.append(f"{name}: {''.join(traceback.format_exception(error, limit=-2))}\n{notes}")
    run.seconds += time.perf_counter() - started


def main() -> int:
    """Fuzz until the time is over and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=PROPERTIES)
    options = parser.parse_args()
    names = [options.only] if options.only else list(PROPERTIES)
    runs = {name: Run() for name in names}
    end, turn = time.monotonic() + options.seconds, options.seed * 1_000_003
    while time.monotonic() < end:
        for name in names:
            if time.monotonic() < end:
                fuzz(name, ROUND // 5 if name == "build and check" else ROUND, turn, runs[name])
            turn += 1
    print("| property | examples | seconds | slowest example, s | faults |\n|---|---|---|---|---|")
    for name, run in runs.items():
        print(f"| {name} | {run.examples:,} | {run.seconds:.0f} | {run.slowest:.2f} | {len(run.faults)} |")
    faults = [fault for run in runs.values() for fault in run.faults]
    print("\n".join(faults[:20]))
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
