"""Tables with one row an utterance: `timeline` and `events`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.graph.analysis import events, timeline
from communique.knowledge.actors import load_actors

if TYPE_CHECKING:
    from .conftest import Say


def test_a_timeline_is_in_order_and_leaves_nothing_out(say: Say) -> None:
    said = [
        say("france", "accuse", "russia", None),
        say("france", "support", "russia", "2016-12-01", modality="conditional"),
        say("france", "demand", "russia", "2016-10-12", speaker="jean-marc-ayrault"),
        say("france", "accuse", "russia", "2016-11", negated=True),
        say("rebels", "accuse", "russia", "2016-10-13"),
    ]
    table = timeline(said)
    assert [(row["date"], row["stance"]) for row in table.records()] == [
        ("2016-10-12", "demand"),
        ("2016-10-13", "accuse"),
        ("2016-11", "accuse"),
        ("2016-12-01", "support"),
        (None, "accuse"),
    ]
    first = table.records()[0]
    assert (first["actor"], first["speaker"]) == ("France", "Jean-Marc Ayrault")
    assert [row["negated"] for row in table.records()] == [False, False, True, False, False]
    assert table.records()[3]["modality"] == "conditional"


@pytest.mark.parametrize(
    ("actor", "target", "count"),
    [
        ("france", None, 2),
        ("jean-marc-ayrault", None, 1),
        (None, "russia", 2),
        ("france", "syria", 1),
        ("russia", "syria", 0),
        (None, None, 3),
    ],
)
def test_a_timeline_of_an_actor_and_of_a_target(
    say: Say, actor: str | None, target: str | None, count: int
) -> None:
    said = [
        say("france", "accuse", "russia", speaker="jean-marc-ayrault"),
        say("france", "accuse", "syria"),
        say("russia", "deny", "russia"),
    ]
    assert len(timeline(said, actor, target)) == count


def test_what_several_articles_report_is_one_row(say: Say) -> None:
    said = [say("france", "accuse", "russia", words="You bomb hospitals", article=name) for name in "abc"]
    [row] = timeline(said).records()
    assert row["articles"] == 3
    [event] = events(said).records()
    assert (event["articles"], event["statements"]) == (3, 3)
    assert event["event_id"] == row["id"] == said[0].id
    assert event["places"] is None


def test_an_article_that_reports_it_twice_counts_once(say: Say) -> None:
    said = [say("france", "accuse", "russia", words="You bomb hospitals", article=name) for name in "aab"]
    assert [row["articles"] for row in timeline(said).records()] == [2]
    assert [(row["articles"], row["statements"]) for row in events(said).records()] == [(2, 3)]


def test_who_speaks_for_somebody_may_count_for_himself(say: Say) -> None:
    said = [say("france", "accuse", "russia", speaker="jean-marc-ayrault")]
    assert [row["source"] for row in events(said, for_represented=False).records()] == ["Jean-Marc Ayrault"]
    assert [row["actor"] for row in timeline(said, for_represented=False).records()] == ["Jean-Marc Ayrault"]


DATES = [
    ("2016-10-12", 2016, "2016-10"),
    ("2016-10~", 2016, "2016-10"),
    ("2016", 2016, None),
    ("2016~", 2016, None),
    ("2016-10-01/2016-11-30", None, None),
    (None, None, None),
]


@pytest.mark.parametrize(("date", "year", "month"), DATES)
def test_year_and_month_are_told_only_where_the_date_does(
    say: Say, date: str | None, year: int | None, month: str | None
) -> None:
    [event] = events([say("france", "accuse", "russia", date)]).records()
    assert (event["date"], event["year"], event["month"]) == (date, year, month)


CODES = [
    ("accuse", "112", "ACCUSE", -2.0),
    ("deny", "12|016", "REJECT", -4.0),
    ("comment", "01", None, 0.0),
    ("pledge", "03", "AGREE|COOPERATE", 4.0),
]


@pytest.mark.parametrize(("stance", "cameo", "plover", "goldstein"), CODES)
def test_events_have_the_codes_of_the_field(
    say: Say, stance: str, cameo: str, plover: str | None, goldstein: float
) -> None:
    [event] = events([say("france", stance, "united-nations", speaker="jean-marc-ayrault")]).records()
    assert (event["cameo"], event["plover"], event["goldstein"]) == (cameo, plover, goldstein)
    assert (event["source_code"], event["target_code"]) == ("FRA", "IGOUNO")
    assert (event["source"], event["speaker"]) == ("France", "Jean-Marc Ayrault")


SIDES = [
    ("vladimir-putin", "2016-10-12", "russia", "RUS"),
    ("boris-johnson", "2016-10-12", "united-kingdom", "GBR"),
    ("michel-barnier", "2016-10-12", "european-union", "IGOEUREEC"),
    ("michel-barnier", "2023-10-12", "france", "FRA"),
    ("kofi-annan", "2016-10-12", "kofi-annan", None),  # for nobody then
    ("russia", "2016-10-12", "russia", "RUS"),
    ("islamic-state", "2016-10-12", "islamic-state", None),
    ("rebels", "2016-10-12", "rebels", None),
]


@pytest.mark.parametrize(("target", "date", "side", "code"), SIDES)
def test_a_person_counts_for_its_side_as_target_too(
    say: Say, target: str, date: str, side: str, code: str | None
) -> None:
    [event] = events([say("france", "accuse", target, date)]).records()
    assert (event["target_id"], event["target_side_id"], event["target_code"]) == (target, side, code)
    assert event["target_side"] == (load_actors()[side].name if side in load_actors() else side)


def test_who_has_no_code_has_none(say: Say) -> None:
    [event] = events([say("vladimir-putin", "accuse", None)]).records()
    assert (event["source_code"], event["target"], event["target_id"], event["target_code"]) == (None,) * 4
