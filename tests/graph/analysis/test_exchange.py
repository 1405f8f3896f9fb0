from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.graph.analysis import replies, unanswered
from communique.model import Stance

if TYPE_CHECKING:
    from .conftest import Say


def test_an_answer_stands_beside_the_challenge(say: Say) -> None:
    said = [
        say(
            "france", "demand", "russia", "2016-10-12", words="Stop the bombing", speaker="jean-marc-ayrault"
        ),
        say("russia", "reject", "france", "2016-10-14", words="Mind your business", speaker="sergey-lavrov"),
        say("russia", "accuse", "france", "2016-10-15", words="You arm terrorists"),
    ]
    [record] = replies(said[:2]).records()
    assert record == {
        "by": "France",
        "to": "Russia",
        "stance": "demand",
        "date": "2016-10-12",
        "words": "Stop the bombing",
        "id": "s1",
        "reply_stance": "reject",
        "reply_speaker": "Sergey Lavrov",
        "reply_date": "2016-10-14",
        "reply_words": "Mind your business",
        "reply_id": "s2",
        "days": 2,
    }
    assert [row[10] for row in replies(said).rows] == ["s2"]  # the first answer, and it calls for none


@pytest.mark.parametrize(
    ("answer", "answered"),
    [
        ({}, True),
        ({"date": "2016-10-12"}, True),
        ({"date": "2016-10-26"}, True),
        ({"date": "2016-10-27"}, False),
        ({"date": "2016-10-11"}, False),
        ({"date": "2016-10"}, True),
        ({"date": None}, True),
        ({"date": None, "article": "b"}, False),
        ({"stance": "comment"}, False),
        ({"stance": "agree"}, True),
        ({"whom": "jean-marc-ayrault"}, True),
        ({"whom": "germany"}, False),
        ({"who": "germany"}, False),
        ({"who": "russia", "speaker": "sergey-lavrov"}, True),
        ({"whom": None, "stance": "deny"}, True),
        ({"whom": None, "stance": "deny", "article": "b"}, False),
        ({"whom": None, "stance": "accuse"}, False),
        ({"modality": "hypothetical"}, False),
    ],
)
def test_what_counts_as_an_answer(say: Say, answer: dict[str, object], answered: bool) -> None:
    reply = {"who": "russia", "stance": "reject", "whom": "france", "date": "2016-10-13", **answer}
    said = [
        say("france", "demand", "russia", "2016-10-12", speaker="jean-marc-ayrault"),
        say(**reply),  # type: ignore[arg-type]
    ]
    assert len(replies(said)) == answered
    assert len(unanswered(said)) == (not answered)


@pytest.mark.parametrize("stance", ["demand", "appeal", "accuse", "criticize", "threaten"])
def test_what_calls_for_an_answer(say: Say, stance: str) -> None:
    said = [say("france", stance, "russia"), say("russia", "deny", "france", "2016-10-13")]
    assert [row[2] for row in replies(said).rows] == [stance]


def test_who_is_accused_in_person_is_answered_for_by_the_state(say: Say) -> None:
    said = [
        say("france", "accuse", "vladimir-putin"),
        say("russia", "deny", "france", "2016-10-13"),
        say("russia", "comment", "syria", "2016-01-01", speaker="vladimir-putin"),
    ]
    assert [row[10] for row in replies(said).rows] == ["s2"]


def test_nobody_answers_himself(say: Say) -> None:
    said = [
        say("france", "demand", "jean-marc-ayrault"),
        say("france", "reject", "france", "2016-10-13", speaker="jean-marc-ayrault"),
    ]
    assert replies(said).rows == ()


def test_silence_is_listed_in_the_order_of_time(say: Say) -> None:
    said = [
        say("france", "demand", "russia", "2016-12-01"),
        say("france", "demand", "iran", "2016-10-01"),
        say("france", "demand", None, "2016-10-01"),
        say("france", "accuse", "syria", "2016-09-01"),
    ]
    assert [row[1] for row in unanswered(said).rows] == ["Iran", "Russia"]
    assert [row[1] for row in unanswered(said, stances=[Stance.ACCUSE]).rows] == ["Syria"]


def test_a_demand_that_five_papers_print_is_unanswered_once(say: Say) -> None:
    said = [say("france", "demand", "russia", words="Stop the bombing", article=name) for name in "abcde"]
    assert len(unanswered(said)) == 1


@pytest.mark.parametrize(
    ("day", "answered"), [("2016-09-30", True), ("2016-10-01", False), ("2016-08-31", False)]
)
def test_a_challenge_of_a_month_is_answered_in_that_month_only(say: Say, day: str, answered: bool) -> None:
    said = [say("france", "demand", "russia", "2016-09"), say("russia", "reject", "france", day)]
    assert len(replies(said)) == answered


def test_an_article_tells_the_answer_after_the_challenge(say: Say) -> None:
    earlier = say("russia", "accuse", "france")
    challenge = say("france", "demand", "russia")
    assert [row[10] for row in replies([earlier, challenge]).rows] == [
        challenge.id
    ]  # it answers, not is answered
    denial = say("russia", "deny", "france")
    assert [row[5] for row in replies([challenge, denial]).rows] == [challenge.id]


def test_a_year_is_too_vague_for_an_answer(say: Say) -> None:
    said = [
        say("france", "demand", "russia", "2016-10-12"),
        say("russia", "reject", "france", "2016", article="b"),
    ]
    assert len(replies(said)) == 0
    said = [
        say("france", "demand", "russia", "2016"),
        say("russia", "reject", "france", "2016-10-12", article="b"),
    ]
    assert len(replies(said)) == 0


def test_a_negated_matter_is_still_demanded(say: Say) -> None:
    assert len(unanswered([say("france", "demand", "russia", negated=True)])) == 1


def test_the_limit_can_be_set(say: Say) -> None:
    said = [say("france", "demand", "russia", "2016-10-12"), say("russia", "reject", "france", "2016-12-12")]
    assert len(replies(said)) == 0
    assert replies(said, within_days=90).rows[0][-1] == 61
