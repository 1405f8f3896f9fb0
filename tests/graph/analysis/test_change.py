from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.errors import CommuniqueError
from communique.graph.analysis import changes_of_position, positions_over_time

if TYPE_CHECKING:
    from .conftest import Say


def test_positions_are_counted_by_month(say: Say) -> None:
    said = [
        say("france", "accuse", "russia", "2016-10-12"),
        say("france", "accuse", "russia", "2016-10-30", article="b"),
        say("france", "support", "russia", "2016-10"),
        say("france", "comment", "russia", "2016-12-01", speaker="jean-marc-ayrault"),
        say("france", "accuse", "russia", "2016"),
        say("france", "accuse", "russia", None),
        say("france", "accuse", "syria", "2016-10-12"),
        say("russia", "accuse", "france", "2016-10-12"),
    ]
    table = positions_over_time(said, "france", "russia")
    assert table.columns == ("period", "utterances", "articles", "friendly", "neutral", "hostile", "net")
    assert table.rows == (("2016-10", 3, 2, 1, 0, 2, -1), ("2016-12", 1, 1, 0, 1, 0, 0))


@pytest.mark.parametrize(
    ("step", "periods"),
    [("day", ["2016-10-12"]), ("month", ["2016-10"]), ("year", ["2015", "2016"])],
)
def test_the_step_decides_what_is_precise_enough(say: Say, step: str, periods: list[str]) -> None:
    said = [
        say("france", "accuse", "russia", date) for date in ("2016-10-12", "2015", "2016-10-01/2016-10-09")
    ]
    table = positions_over_time(said, "france", "russia", step=step)  # type: ignore[arg-type]
    assert [row[0] for row in table.rows] == periods


def test_a_person_counts_alone_where_asked(say: Say) -> None:
    said = [say("france", "accuse", "russia", speaker="jean-marc-ayrault"), say("france", "demand", "russia")]
    assert len(positions_over_time(said, "jean-marc-ayrault", "russia", for_represented=False)) == 1
    assert positions_over_time(said, "france", "russia", for_represented=False).rows[0][1] == 1
    assert positions_over_time(said, "france", "russia").rows[0][1] == 2


def test_copies_of_one_utterance_count_once(say: Say) -> None:
    said = [say("france", "accuse", "russia", words="You bomb hospitals", article=name) for name in "abc"]
    assert positions_over_time(said, "france", "russia").rows == (("2016-10", 1, 3, 0, 0, 1, -1),)


def test_a_change_shows_both_quotes(say: Say) -> None:
    said = [
        say(
            "france",
            "accuse",
            "russia",
            "2016-10-12",
            words="You bomb hospitals",
            speaker="jean-marc-ayrault",
        ),
        say(
            "france",
            "support",
            "russia",
            "2016-11-02",
            words="We welcome the truce",
            speaker="jean-marc-ayrault",
        ),
        say("france", "comment", "russia", "2016-10-20"),
    ]
    [record] = changes_of_position(said[::-1]).records()
    assert record == {
        "actor": "France",
        "target": "Russia",
        "change": "same speaker",
        "earlier_date": "2016-10-12",
        "earlier_speaker": "Jean-Marc Ayrault",
        "earlier_stance": "accuse",
        "earlier_words": "You bomb hospitals",
        "earlier_id": "s1",
        "later_date": "2016-11-02",
        "later_speaker": "Jean-Marc Ayrault",
        "later_stance": "support",
        "later_words": "We welcome the truce",
        "later_id": "s2",
    }


@pytest.mark.parametrize(
    ("first", "second", "dates", "change"),
    [
        ("jean-marc-ayrault", "france", ("2016-10-12", "2016-11-02"), "same actor"),
        ("jean-marc-ayrault", "francois-hollande", ("2016-10-12", "2016-11-02"), "same actor"),
        ("jean-marc-ayrault", "jean-yves-le-drian", ("2016-10-12", "2018-11-02"), "succession"),
        ("barack-obama", "donald-trump", ("2016-10-12", "2017-11-02"), "succession"),
        ("barack-obama", "john-kerry", ("2016-10-12", "2016-11-02"), "same actor"),
    ],
)
def test_succession_of_office_is_told_apart(
    say: Say, first: str, second: str, dates: tuple[str, str], change: str
) -> None:
    state = "united-states" if first == "barack-obama" else "france"
    said = [
        say(state, "accuse", "russia", dates[0], speaker=first),
        say(state, "support", "russia", dates[1], speaker=second),
    ]
    assert [row[2] for row in changes_of_position(said).rows] == [change]


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2016-10-12"},
        {"date": None},
        {"date": "2016-10"},
        {"date": "2016-11-02", "modality": "hypothetical"},
        {"date": "2016-11-02", "modality": "conditional"},
        {"date": "2016-11-02", "negated": True},
        {"date": "2016-11-02", "whom": "rebels"},
        {"date": "2016-11-02", "whom": "syria"},
        {"date": "2016-11-02", "stance": "accuse"},
        {"date": "2016-11-02", "stance": "comment"},
    ],
)
def test_what_is_no_change_of_position(say: Say, changed: dict[str, object]) -> None:
    later = {"who": "france", "stance": "support", "whom": "russia", **changed}
    said = [say("france", "accuse", "russia", "2016-10-12"), say(**later)]  # type: ignore[arg-type]
    said.append(say("france", "accuse", "rebels", "2016-01-01"))
    assert changes_of_position(said).rows == ()


@pytest.mark.parametrize("date", ["2016-10~", "2016-10-12?", "2016-10-01/2016-10-12"])
def test_dates_with_marks_and_spans_are_understood(say: Say, date: str) -> None:
    said = [
        say("united-states", "accuse", "russia", date, speaker="barack-obama"),
        say("united-states", "support", "russia", "2018-01-01", speaker="donald-trump"),
    ]
    assert [row[2] for row in changes_of_position(said).rows] == ["succession"]


def test_a_vague_date_between_does_not_hide_a_change(say: Say) -> None:
    said = [
        say("france", "support", "russia", "2016-01-01"),
        say("france", "accuse", "russia", "2016"),
        say("france", "accuse", "russia", "2016-05-01"),
    ]
    assert [row[3] for row in changes_of_position(said).rows] == ["2016-01-01"]


def test_the_same_turn_twice_a_day_is_one(say: Say) -> None:
    said = [say("france", "support", "russia", "2016-01-01")]
    said += [say("france", "accuse", "russia", "2016-05-01") for _ in range(2)]
    assert len(changes_of_position(said)) == 1


def test_an_unknown_step_is_an_error(say: Say) -> None:
    with pytest.raises(CommuniqueError, match="take day, month, year"):
        positions_over_time([say("france", "accuse", "russia")], "france", "russia", step="week")  # type: ignore[arg-type]


def test_nothing_said_is_an_empty_table() -> None:
    assert changes_of_position([]).rows == ()
    assert positions_over_time([], "france", "russia").rows == ()
