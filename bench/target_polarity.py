"""Polarity towards a marked person: ours against a sentiment lexicon and against always saying neutral.

    python bench/target_polarity.py SENTENCES.jsonl [--errors]

Lines are {"id", "lang", "text", "target": [start, end], "polarity"}, as made from the English data set
NewsMTSC: what a sentence of the news says of a person, friendly (1), neutral (0) or hostile (-1). Each is
read as an article of its own. Since the data mark the target, the program is told of it: names that its
tables lack are given as a user's own actors, and a marked pronoun or description becomes the name of an
invented person (whom it stands for was told in a sentence that the data do not have). A target is whoever our
reading sees at the marked place, or a person of that name. The modes:

    said      the statements that we find: the sign of the sum of their polarities towards the target, neutral
              where there is none. Most sentences are narration, in which nobody speaks: silence by design.
    author    the sentence as the words of its unnamed author, clause by clause, towards the target: the
              question that the data set asks.
    both      said and author together.
    meant     as both; where neither reaches the target, what the author says in its clause and what others
              say, towards whomever: the data tell that the target is meant, as they tell classifiers of
              sentences. The mode to compare with these.
    anybody   as both, but towards whomever: what our words know, without who is meant. The lexicon asks no
              more.

Baselines: VADER (`pip install vaderSentiment`) over the whole sentence, at the thresholds of its authors, and
"its words", the plain sum of its lexicon without VADER's rules.
Printed: macro F1 and F1 of each polarity, also for the sentences in which we say something of the target; how
far our reading came; confusion tables.
"""

from __future__ import annotations

import argparse
import json
import re
import tempfile
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from communique.extract.clauses import split_clauses
from communique.extract.contents import read_content
from communique.extract.coreference import resolve
from communique.extract.parsed_articles import read_discourse
from communique.extract.sides import Side
from communique.extract.speech_acts import find_speech_acts
from communique.knowledge.actors import using_user_actors
from communique.knowledge.user_actors import read_user_actors
from communique.model import ActorKind, Article
from communique.scoring import normalise_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from communique.extract.discourse import Discourse, Paragraph
    from communique.extract.stances import StanceReading
    from communique.knowledge.user_actors import UserActors
    from communique.model import Actor

POLARITIES = {1: "friendly", 0: "neutral", -1: "hostile"}
THRESHOLD = 0.05
"""Of VADER's compound score, from its documentation: nearer to 0 a text is neutral."""
INVENTED = "Alex Doe"
"""Whom a marked pronoun or description stands for."""
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr", "president", "lord", "sen", "rep", "gov"})
REACHED = ("no charged word", "towards nobody", "towards others", "towards the target")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with a marked target and the polarity that people gave it."""

    id: str
    language: str
    text: str
    target: tuple[int, int]
    polarity: int

    @property
    def marked(self) -> str:
        """The target's words."""
        return self.text[slice(*self.target)]


@dataclass(frozen=True, slots=True)
class Answer:
    """What we read in a sentence, in each mode: polarity and rule of each reading; and how far it came."""

    said: tuple[tuple[int, str], ...]
    author: tuple[tuple[int, str], ...]
    meant: tuple[tuple[int, str], ...]
    anybody: tuple[tuple[int, str], ...]
    reached: str


def read_sentences(path: Path) -> list[Sentence]:
    """Return the sentences of a file of JSON lines."""
    with path.open(encoding="utf-8", newline="\n") as file:
        records = [json.loads(line) for line in file if line.strip()]
    return [Sentence(r["id"], r["lang"], r["text"], tuple(r["target"]), r["polarity"]) for r in records]


def name_of(sentence: Sentence) -> str | None:
    """Return the name that is marked, without honorifics; None for a pronoun or a description."""
    words = [word.strip("\"“”•’'., ") for word in sentence.marked.split()]
    words = [word for word in words if word and word.casefold() not in HONORIFICS]
    is_pronoun = len(words) == 1 and words[0].casefold() in {"he", "she", "him", "his", "her", "they", "i"}
    named = bool(words) and words[-1][0].isupper() and not is_pronoun
    return " ".join(words) if named and words[0].casefold() != "the" else None


def with_name(sentence: Sentence) -> Sentence:
    """Return a sentence whose target is named: a pronoun or description gives way to the invented name.

    "her" before another word is taken for a possessive.
    """
    if name_of(sentence) is not None:
        return sentence
    start, end = sentence.target
    owns = sentence.marked.casefold() == "his" or (
        sentence.marked.casefold() == "her" and sentence.text[end : end + 2].strip().isalnum()
    )
    text = f"{sentence.text[:start]}{INVENTED}{'’s' if owns else ''}{sentence.text[end:]}"
    return replace(sentence, text=text, target=(start, start + len(INVENTED)))


def known_people(sentences: Iterable[Sentence]) -> UserActors:
    """Return the marked people as a user's own actors."""
    names = sorted({name_of(sentence) or INVENTED for sentence in sentences})
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder, "people.tsv")
        table.write_text("name\tkind\n" + "".join(f"{name}\tperson\n" for name in names), "utf-8")
        return read_user_actors([table])


def answer(sentence: Sentence, people: UserActors) -> Answer:
    """Return what we read in one sentence towards its target."""
    with using_user_actors(people):
        article = Article(id=sentence.id, language=sentence.language, text=sentence.text)
        discourse = read_discourse(article)
        acts = list(find_speech_acts(discourse))
        said = [act.reading for act in acts]
        clauses = [each for part in discourse.paragraphs for each in read_as_author(part, discourse)]
        author = [reading for _, reading in clauses]
        is_target = target_test(sentence, discourse)
    start, end = sentence.target
    beside = [reading for span, reading in clauses if span[0] < end and start < span[1]]
    beside += [act.reading for act in acts if not is_target(act.speaker)]
    both = [*said, *author]
    charged = [reading for reading in both if reading.polarity]
    towards = [actor for reading in charged for actor in reading.targets]
    level = 0 if not charged else 1 if not towards else 3 if any(map(is_target, towards)) else 2
    reached = tuple(each for each in _signs(both, is_target) if each[0])
    return Answer(
        tuple(_signs(said, is_target)),
        tuple(_signs(author, is_target)),
        reached or tuple(_signs(beside, None)),
        tuple(_signs(both, None)),
        REACHED[level],
    )


def _signs(
    readings: Iterable[StanceReading], is_target: Callable[[Actor], bool] | None
) -> Iterator[tuple[int, str]]:
    for reading in readings:
        if is_target is None or any(map(is_target, reading.targets)):
            yield reading.polarity, f"{reading.stance.value}/{reading.rule}"


def read_as_author(
    paragraph: Paragraph, discourse: Discourse
) -> Iterator[tuple[tuple[int, int], StanceReading]]:
    """Yield each clause of a paragraph, as a span of the sentence's text, with its stance as if its unnamed
    author said it.
    """
    author = discourse.describe_new("unnamed author", ActorKind.UNKNOWN)
    for sentence in paragraph.doc.sents:
        whole = (sentence.start_char, sentence.end_char)
        for start, end in split_clauses(paragraph, whole, discourse.language):
            tokens = [token for token in sentence if start <= token.idx < end]
            cues = [cue for cue in paragraph.cues if start <= cue.span[0] and cue.span[1] <= end]
            side = Side.of(author)
            reading = read_content(tokens, cues, paragraph, discourse, author, side, quoted=False)
            yield (paragraph.block.start + start, paragraph.block.start + end), reading


def target_test(sentence: Sentence, discourse: Discourse) -> Callable[[Actor], bool]:
    """Return the test whether an actor is the marked one."""
    start, end = sentence.target
    seen = {
        actor.id
        for paragraph in discourse.paragraphs
        for token in paragraph.doc
        if start <= paragraph.block.start + token.idx < end
        and (actor := resolve(token, paragraph, discourse)) is not None
    }
    name = set((normalise_name(name_of(sentence)) or "").split())

    def is_target(actor: Actor) -> bool:
        other = set((normalise_name(actor.name) or "").split())
        same = bool(name and other) and (name <= other or other <= name)
        return actor.id in seen or (same and actor.kind is ActorKind.PERSON)

    return is_target


def sign(numbers: Iterable[float], threshold: float = 0) -> int:
    """Return the sign of a sum; 0 where it lies within a threshold.

    >>> sign([1, -1, -1]), sign([0.01], 0.05)
    (-1, 0)
    """
    total = sum(numbers)
    return (total > threshold) - (total < -threshold)


def f1_of(pairs: Sequence[tuple[int, int]], polarity: int) -> float:
    """Return F1 of one polarity over pairs of gold and predicted ones; 0 where it never occurs."""
    right = sum(gold == found == polarity for gold, found in pairs)
    total = sum(gold == polarity for gold, _ in pairs) + sum(found == polarity for _, found in pairs)
    return 2 * right / total if total else 0.0


def macro_f1(pairs: Sequence[tuple[int, int]]) -> float:
    """Return the mean of the three F1."""
    return sum(f1_of(pairs, polarity) for polarity in POLARITIES) / len(POLARITIES)


def load_lexicon_score() -> tuple[Callable[[str], float], dict[str, float]] | None:
    """Return VADER's compound score of a text and its lexicon; None where VADER is not installed."""
    try:
        from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer
    except ImportError:
        return None
    analyzer = SentimentIntensityAnalyzer()
    return lambda text: float(analyzer.polarity_scores(text)["compound"]), analyzer.lexicon


def words_of(text: str, lexicon: dict[str, float]) -> Iterator[float]:
    """Yield the valence of each word of a text that a lexicon has, without any rule."""
    for word in re.findall(r"[\w'-]+", text.lower()):
        if word in lexicon:
            yield lexicon[word]


def main() -> None:
    """Read, compare and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sentences", type=Path, metavar="SENTENCES.jsonl")
    parser.add_argument("--errors", action="store_true", help="list the sentences that `meant` gets wrong")
    options = parser.parse_args()
    sentences = read_sentences(options.sentences)
    named = [with_name(sentence) for sentence in sentences]
    people = known_people(sentences)
    answers = [answer(sentence, people) for sentence in named]
    readings = {
        "said": [each.said for each in answers],
        "author": [each.author for each in answers],
        "both": [(*each.said, *each.author) for each in answers],
        "meant": [each.meant for each in answers],
        "anybody": [each.anybody for each in answers],
    }
    predicted = {name: [sign(s for s, _ in each) for each in found] for name, found in readings.items()}
    predicted["always neutral"] = [0] * len(sentences)
    vader = load_lexicon_score()
    if vader is not None:
        score, lexicon = vader
        predicted["VADER"] = [sign([score(sentence.text)], THRESHOLD) for sentence in sentences]
        predicted["its words"] = [sign(words_of(sentence.text, lexicon)) for sentence in sentences]
    else:
        print("no baseline: vaderSentiment is not installed")
    gold = [sentence.polarity for sentence in sentences]
    print_figures("All sentences", range(len(sentences)), gold, predicted)
    for name in ("said", "author", "both", "meant"):
        spoken = [i for i, found in enumerate(readings[name]) if found]
        print_figures(f"Sentences in which `{name}` says something of the target", spoken, gold, predicted)
    print_reach(gold, answers)
    for name, found_signs in predicted.items():
        print_confusion(name, list(zip(gold, found_signs, strict=True)))
    if options.errors:
        for sentence, found, signs in zip(named, predicted["meant"], readings["meant"], strict=True):
            if found != sentence.polarity:
                print_error(sentence, found, signs)


def print_figures(
    title: str, which: Sequence[int], gold: Sequence[int], predicted: dict[str, list[int]]
) -> None:
    """Print a line for each way of answering: macro F1, and F1 of each polarity."""
    print(f"\n{title}: {len(which)}")
    print(f"{'':16}macro F1" + "".join(f"{word:>10}" for word in POLARITIES.values()))
    for name, found in predicted.items():
        pairs = [(gold[i], found[i]) for i in which]
        print(f"{name:16}{macro_f1(pairs):8.3f}" + "".join(f"{f1_of(pairs, p):10.3f}" for p in POLARITIES))


def print_reach(gold: Sequence[int], answers: Sequence[Answer]) -> None:
    """Print how far `both` came by gold polarity: to no charged word, to one, to whom it is directed at."""
    counts = Counter((polarity, each.reached) for polarity, each in zip(gold, answers, strict=True))
    print(f"\n{'reached':16}" + "".join(f"{level:>20}" for level in REACHED))
    for polarity, word in POLARITIES.items():
        print(f"{word:16}" + "".join(f"{counts[polarity, level]:20}" for level in REACHED))


def print_confusion(name: str, pairs: Sequence[tuple[int, int]]) -> None:
    """Print gold polarities (rows) by predicted ones (columns)."""
    counts = Counter(pairs)
    print(f"\n{name:16}" + "".join(f"{word:>10}" for word in POLARITIES.values()))
    for gold, word in POLARITIES.items():
        print(f"{word:16}" + "".join(f"{counts[gold, found]:10}" for found in POLARITIES))


def print_error(sentence: Sentence, found: int, signs: Sequence[tuple[int, str]]) -> None:
    """Print a sentence with its target marked, gold and found polarity, and the rules that found it."""
    start, end = sentence.target
    text = f"{sentence.text[:start]}[{sentence.marked}]{sentence.text[end:]}"
    rules = "; ".join(f"{value:+d} {rule}" for value, rule in signs)
    print(f"gold {sentence.polarity:+d} found {found:+d} ({rules}) {' '.join(text.split())}")


if __name__ == "__main__":
    main()
