"""Interviews and transcripts: who speaks which words, and that questions and ordinary news are nobody's.

The table is `tests/cases/interviews.txt`; a second one below holds labels and introductions on their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.extract.articles import SkippedArticle, read_articles
from communique.extract.cleaning import BlockKind, normalise, split_blocks
from communique.extract.interviews import find_answerers, find_interviewee, is_told_of
from communique.extract.speaker_labels import find_labelled

if TYPE_CHECKING:
    from collections.abc import Iterator

    from communique.extract.discourse import Discourse
    from communique.model import Article, Statement

    from .conftest import Extract, Read

TABLE = Path(__file__).parents[1] / "cases" / "interviews.txt"
UNREAD = {"byline", "navigation", "advertising", "teaser", "dateline", "label", "subheading"}


@dataclass(frozen=True)
class Case:
    """A text and, for each of its paragraphs, what it is or who speaks in it."""

    form: str
    language: str
    published: str | None
    lines: tuple[tuple[str, str], ...]

    def text(self, separator: str = "\n\n") -> str:
        """Return the article: its paragraphs, "+" going on in the one before."""
        joined = ""
        for what, words in self.lines:
            joined += (" " if what.startswith("+") else separator if joined else "") + words
        return joined


def read_cases() -> Iterator[Case]:
    """Yield the cases of the table, in its order."""
    for part in TABLE.read_text(encoding="utf-8").split("\n== ")[1:]:
        head, *lines = (line for line in part.splitlines() if line and not line.startswith("#"))
        start, _, form = head.partition(": ")
        language, published = start.split()
        cut = (line.partition("|") for line in lines)
        rows = tuple((what.strip(), words.strip()) for what, _, words in cut)
        yield Case(form, language, None if published == "-" else published, rows)


CASES = tuple(read_cases())
SHOWN = [pytest.param(case, id=f"{case.language}: {case.form}") for case in CASES]


def who_speaks(discourse: Discourse) -> list[tuple[str, str]]:
    """Return what each paragraph is, or who speaks in it, with its words."""
    answerers = find_answerers(discourse)
    found = []
    for paragraph in discourse.paragraphs:
        kind = paragraph.block.kind
        what = {BlockKind.QUESTION: "asks", BlockKind.ANSWER: "nobody"}.get(kind, kind.value)
        actor = answerers.get(paragraph.index)
        if actor is not None:
            what = "told" if is_told_of(paragraph, actor, discourse) else actor.name
        found.append((what, paragraph.block.text))
    return found


@pytest.mark.parametrize("separator", ["\n\n", "\n", "\r\n \r\n"])
@pytest.mark.parametrize("case", SHOWN)
def test_who_speaks(case: Case, separator: str, read: Read) -> None:
    expected = [(what.lstrip("+"), normalise(words)) for what, words in case.lines if what not in UNREAD]
    found = who_speaks(read(case.language, case.text(separator), case.published))
    assert [what for what, _ in found] == [what for what, _ in expected], found
    for (_, words), (_, line) in zip(found, expected, strict=True):
        assert line.endswith(words)


@pytest.mark.parametrize("case", SHOWN)
def test_only_answers_speak(case: Case, extract: Extract) -> None:
    text, at = case.text(), 0
    statements = extract(case.language, text, case.published)
    for what, words in case.lines:
        at = text.index(words, at)
        within = [each for each in statements if each.start < at + len(words) and at < each.end]
        if what.lstrip("+") in {"asks", "nobody", "label"} | UNREAD:
            assert within == []
        elif what.lstrip("+") not in {"body", "headline", "told"}:
            assert {each.speaker for each in within if not each.source_chain} <= {what.lstrip("+")}
        at += len(words)
    for each in statements:
        assert text[each.start : each.end] == each.evidence
        assert not each.evidence.startswith(("Q:", "A:", "Q ", "A -", "R -", "QUESTION", "**"))


def test_the_table_is_wide() -> None:
    assert len(CASES) >= 40
    assert len({(case.language, case.form) for case in CASES}) == len(CASES)
    for language in ("en", "fr"):
        mine = [case for case in CASES if case.language == language]
        assert len(mine) >= 20
        assert sum(all(what in {"headline", "body"} for what, _ in case.lines) for case in mine) >= 3


SAYING = [
    ("en", "Q: Did Russia lie?\nA: We condemn Russia.", [("criticize", "Russia", "We condemn Russia")]),
    (
        "en",
        "Q: Russia lies. You accuse it.\nA: We support Russia.",
        [("support", "Russia", "We support Russia")],
    ),
    (
        "fr",
        "Q - La Russie ment-elle ?\nR - Nous condamnons la Russie.",
        [("criticize", "Russia", "Nous condamnons la Russie")],
    ),
    (
        "fr",
        "Q - La Russie ment.\nR - Nous soutenons la Russie.",
        [("support", "Russia", "Nous soutenons la Russie")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SAYING)
def test_what_is_said(
    language: str, text: str, expected: list[tuple[str, str, str]], extract: Extract
) -> None:
    head = {"en": "Interview with Anna Kovar", "fr": "Entretien avec Anna Kovar"}[language]
    found = extract(language, f"{head}\n\n{text}", "2016-10-12")
    assert [(each.stance, each.target, each.evidence) for each in found] == expected
    assert {(each.speaker, each.mode) for each in found} == {("Anna Kovar", "direct")}


MEETING = {
    "en": "{}\n\nQ: Will you go?\n\n{}: Thank you all for coming. We are happy to be here.",
    "fr": "{}\n\nQ : Irez-vous ?\n\n{} : Merci à tous. Nous sommes heureux d'être ici.",
}
LABELS = [
    # language, label, headline, whom it names; the day is 12 October 2016
    ("en", "THE PRESIDENT", "President Pavel Orlik meets the press", "Pavel Orlik"),
    ("en", "THE PRESIDENT", "Vladimir Putin and Sergey Lavrov meet the press", "Vladimir Putin"),
    ("en", "THE PRESIDENT", "Vladimir Putin and François Hollande meet the press", None),
    ("en", "THE PRESIDENT", "Vice President Pavel Orlik meets the press", None),
    ("en", "MINISTER", "Prime Minister Pavel Orlik meets the press", None),
    ("en", "MINISTER", "Foreign Minister Anna Kovar meets President Pavel Orlik", "Anna Kovar"),
    ("en", "FOREIGN MINISTER", "Sergey Lavrov meets the press", "Sergey Lavrov"),
    ("en", "FOREIGN MINISTER", "Vladimir Putin meets the press", None),
    ("en", "SPOKESMAN", "Spokesman Martin Miller meets the press", "Martin Miller"),
    ("en", "SPOKESMAN", "Martin Miller, spokesman of the ministry, meets the press", "Martin Miller"),
    ("en", "SPOKESMAN", "Martin Miller meets the press", None),
    ("en", "MR. MILLER", "Martin Miller meets the press", "Martin Miller"),
    ("en", "MS. BRANDELL", "A meeting with the press", "Brandell"),
    ("en", "AK", "Anna Kovar meets the press", "Anna Kovar"),
    ("en", "A. K.", "Anna Kovar meets the press", "Anna Kovar"),
    ("en", "AK", "Anna Kovar and Adam Kessler meet the press", None),
    ("en", "XY", "Anna Kovar meets the press", None),
    ("en", "BRANDELL", "Anna Kovar meets the press", None),
    ("en", "PAVEL KOVAR", "Anna Kovar meets the press", "Pavel Kovar"),
    ("en", "SECRETARY KERRY", "A meeting with the press", "John Kerry"),
    ("en", "FOREIGN MINISTER LAVROV", "A meeting with the press", "Sergey Lavrov"),
    ("en", "MINISTER OF TRADE KOVAR", "Anna Kovar meets the press", "Anna Kovar"),
    ("en", "MINISTER OF TRADE", "Minister of Trade Anna Kovar meets the press", "Anna Kovar"),
    ("en", "MINISTER OF TRADE", "Pavel Orlik meets the press", None),
    ("en", "Sergey Lavrov", "A meeting with the press", "Sergey Lavrov"),
    ("fr", "LE PRÉSIDENT", "Le président Pavel Orlik devant la presse", "Pavel Orlik"),
    ("fr", "Le président", "Vladimir Poutine et Sergueï Lavrov devant la presse", "Vladimir Putin"),
    ("fr", "Le ministre", "Le premier ministre Pavel Orlik devant la presse", None),
    ("fr", "La ministre", "La ministre Anna Kovar reçoit le président Pavel Orlik", "Anna Kovar"),
    ("fr", "Le ministre", "Jean-Marc Ayrault devant la presse", "Jean-Marc Ayrault"),
    ("fr", "Le porte-parole", "Martin Miller, porte-parole du ministère, devant la presse", "Martin Miller"),
    ("fr", "Le porte-parole", "Point de presse du ministère", None),
    ("fr", "M. Ayrault", "Une rencontre avec la presse", "Jean-Marc Ayrault"),
    ("fr", "Sergueï Lavrov", "Une rencontre avec la presse", "Sergey Lavrov"),
    ("fr", "J.-M. A.", "Jean-Marc Ayrault devant la presse", "Jean-Marc Ayrault"),
    ("fr", "JMA", "Jean-Marc Ayrault devant la presse", "Jean-Marc Ayrault"),
    ("fr", "A. K.", "Jean-Marc Ayrault devant la presse", None),
    ("fr", "Mme Brandell", "Une rencontre avec la presse", "Brandell"),
    ("fr", "LE MINISTRE DU COMMERCE", "Le ministre du commerce Pavel Orlik devant la presse", "Pavel Orlik"),
    ("fr", "LE MINISTRE DU COMMERCE", "Pavel Orlik devant la presse", None),
    ("fr", "Monsieur le ministre", "Jean-Marc Ayrault devant la presse", "Jean-Marc Ayrault"),
]


@pytest.mark.parametrize(("language", "label", "headline", "name"), LABELS)
def test_labels(language: str, label: str, headline: str, name: str | None, read: Read) -> None:
    text = MEETING[language].format(headline, label)
    actor = find_labelled(label, read(language, text, "2016-10-12"))
    assert (actor.name if actor else None) == name


INTRODUCTIONS = [
    ("en", "An interview with Anna Kovar about Pavel Orlik, as Pavel Orlik leaves.", "Anna Kovar"),
    ("en", "Anna Kovar told us about Pavel Orlik. Pavel Orlik has left.", "Anna Kovar"),
    ("en", "Pavel Orlik has left. Anna Kovar explains what comes next.", "Anna Kovar"),
    ("en", "Pavel Orlik has left, and Anna Kovar has come.", None),
    ("en", "Anna Kovar sat with Pavel Orlik, but Anna Kovar left.", "Anna Kovar"),
    ("en", "Anna Kovar, the foreign minister of Freedonia, sat beside Pavel Orlik.", "Anna Kovar"),
    ("en", "The French foreign minister answers our questions.", "Jean-Marc Ayrault"),
    ("en", "The minister answers our questions.", None),
    ("en", "Anna Kovar answers. Interview by John Smith.", "Anna Kovar"),
    ("fr", "Entretien avec Anna Kovar au sujet de Pavel Orlik, que Pavel Orlik a lu.", "Anna Kovar"),
    ("fr", "Pavel Orlik est parti. Anna Kovar revient sur ce départ.", "Anna Kovar"),
    ("fr", "La ministre répond à nos questions.", None),
]
EXCHANGE = {
    "en": "Will you go?\n\nYes, I will.\n\nDo you know when?\n\nI do not.",
    "fr": "Irez-vous ?\n\nOui, j'irai.\n\nSavez-vous quand ?\n\nNon, je ne sais pas.",
}


@pytest.mark.parametrize(("language", "introduction", "name"), INTRODUCTIONS)
def test_introductions(language: str, introduction: str, name: str | None, read: Read) -> None:
    discourse = read(language, f"{introduction}\n\n{EXCHANGE[language]}", "2016-10-12")
    assert any(each.block.kind is BlockKind.ANSWER for each in discourse.paragraphs)
    actor = find_interviewee(discourse)
    assert (actor.name if actor else None) == name


def test_no_statement_comes_from_a_question_of_the_third_seed(
    seeds: Path, seed_statements: dict[str, tuple[Article, list[Statement]]]
) -> None:
    [path] = seeds.glob("003_*.txt")
    [article] = read_articles([path])
    assert not isinstance(article, SkippedArticle)
    lines = [line for line in article.text.splitlines() if line.endswith(("?", "…")) and len(line) < 250]
    assert len(lines) == 10
    _, statements = seed_statements["003"]
    for line in lines:
        start = article.text.index(line)
        assert not [each for each in statements if each.start < start + len(line) and start < each.end], line


# -- made-up interviews
# ------------------------------------------------------------------------------------------------------------

MARKS = {
    "en": [
        ("Q: ", "A: "),
        ("Q. ", "A. "),
        ("Q - ", "A - "),
        ("Q1: ", "A1: "),
        ("QUESTION: ", "MS. KOVAR: "),
        ("SPIEGEL: ", "Kovar: "),
        ("HERALD: ", "AK: "),
        ("**Le Monde:** ", "**Anna Kovar:** "),
        ("", ""),
    ],
    "fr": [
        ("Q : ", "R : "),
        ("Q - ", "R - "),
        ("Question : ", "Réponse : "),
        ("LE FIGARO. - ", "Anna KOVAR. - "),
        ("Le Monde : ", "A. K. : "),
        ("**Le Point :** ", "**Anna Kovar :** "),
        ("", ""),
    ],
}
QUESTIONS = {
    "en": [
        "Do you support the talks?",
        "Russia has left. Will you go on?",
        "And your partners, what do they say?",
    ],
    "fr": [
        "Soutenez-vous les pourparlers ?",
        "La Russie est partie. Que ferez-vous ?",
        "Et vos partenaires ?",
    ],
}
ANSWERS = {
    "en": [
        "I support the talks.",
        "We reject that. Is it fair? We think not.",
        "Russia must stop. I said so.",
    ],
    "fr": [
        "Je soutiens tout cela.",
        "Nous rejetons cela. Est-ce juste ? Non.",
        "La Russie doit cesser. Je le dis.",
    ],
}
HEADS = {
    "en": "Interview with Anna Kovar\n\nAnna Kovar, the foreign minister of Freedonia, met us in Geneva.",
    "fr": "Entretien avec Anna Kovar\n\nAnna Kovar, ministre des Affaires étrangères, nous a reçus à Genève.",
}


@st.composite
def interviews(draw: st.DrawFn) -> tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]]:
    """Draw an interview: its language and text, and where the words of questions and answers stand."""
    language = draw(st.sampled_from(["en", "fr"]))
    asks, answers = draw(st.sampled_from(MARKS[language]))
    gap = draw(st.sampled_from(["\n", "\n\n", "\r\n", "\n \n", "\n\n\n\t"]))
    text, asked, answered = HEADS[language].replace("\n\n", gap), [], []
    for _ in range(draw(st.integers(2, 4))):
        text += gap + asks
        question = draw(st.sampled_from(QUESTIONS[language]))
        asked.append((len(text), len(text) + len(question)))
        text += question
        for number in range(draw(st.integers(1, 3))):
            text += gap + (answers if number == 0 else "")
            answer = draw(st.sampled_from(ANSWERS[language]))
            answered.append((len(text), len(text) + len(answer)))
            text += answer
    return language, text, asked, answered


@given(interviews())
def test_made_up_interviews_are_cut_into_turns(
    made: tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    language, text, asked, answered = made
    blocks = split_blocks(text, language)
    found = {kind: [(each.start, each.end) for each in blocks if each.kind is kind] for kind in BlockKind}
    assert found[BlockKind.QUESTION] == asked
    assert found[BlockKind.ANSWER] == answered
    for block in blocks:
        assert block.text == normalise(text)[block.start : block.end]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=interviews())
def test_in_made_up_interviews_only_answers_speak(
    made: tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]], extract: Extract
) -> None:
    language, text, _, answered = made
    statements = extract(language, text, "2016-10-12")
    assert statements
    for each in statements:
        assert text[each.start : each.end] == each.evidence
        assert any(start <= each.start and each.end <= end for start, end in answered)
        assert each.speaker == "Anna Kovar"


@given(
    st.lists(
        st.sampled_from([*QUESTIONS["en"], *ANSWERS["en"], "Q:", "A:", "Q: Why?", "MR. X: Yes.", "»", "**"]),
        max_size=12,
    ),
    st.sampled_from(["\n", "\n\n", " ", "\r\n"]),
    st.sampled_from(["en", "fr"]),
)
def test_no_letter_of_a_dialogue_moves_or_gets_lost(lines: list[str], gap: str, language: str) -> None:
    text = gap.join(lines)
    blocks = split_blocks(text, language)
    covered = "".join(normalise(text)[each.start : each.end] for each in blocks)
    assert covered.replace(" ", "") == normalise(text).replace(" ", "")
    assert all(one.end <= two.start for one, two in pairwise(blocks))
