from __future__ import annotations

from dataclasses import replace

import pytest

from communique.graph.positions import build_positions, net_polarity
from communique.model import Stance, Statement


def test_positions_sum_up_what_was_said_for_a_state(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["france", "russia"]
    assert (edge["statements"], edge["accuse"], edge["demand"], edge["support"]) == (3, 2, 1, 0)
    assert (edge["utterances"], edge["articles"]) == (3, 3)
    assert edge["net_polarity"] == -3
    assert (edge["first_date"], edge["last_date"]) == ("2016-10-12", "2016-12-12")
    assert edge["ids"] == (statements[0].id, statements[5].id, statements[9].id)


def test_positions_of_the_speakers_themselves(statements: list[Statement]) -> None:
    positions = build_positions(statements, for_represented=False, actors={})
    assert set(positions.edges) == {
        ("jean-marc-ayrault", "russia"),
        ("jean-marc-ayrault", "vladimir-putin"),
        ("united-states", "russia"),
        ("russia", "france"),
        ("germany", "syria"),
        ("france", "russia"),
    }


def test_undated_positions_have_no_dates(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["germany", "syria"]
    assert "first_date" not in edge
    assert "last_date" not in edge


@pytest.mark.parametrize(
    ("dates", "first", "last"),
    [
        (["2016-12", "2016-02-03", "2016"], "2016", "2016-12"),
        (["2016-01-02", None], "2016-01-02", "2016-01-02"),
        (["soon", "2015"], "2015", "2015"),
    ],
)
def test_dates_of_different_precision_are_compared_by_their_first_day(
    statements: list[Statement], dates: list[str | None], first: str, last: str
) -> None:
    group = [replace(statements[0], id=str(number), date=date) for number, date in enumerate(dates)]
    edge = build_positions(group, actors={}).edges["france", "russia"]
    assert (edge["first_date"], edge["last_date"]) == (first, last)


def test_all_stances_are_counted(statements: list[Statement]) -> None:
    edge = build_positions(statements, actors={}).edges["france", "vladimir-putin"]
    assert {stance.value for stance in Stance} <= set(edge)
    assert sum(edge[stance.value] for stance in Stance) == edge["statements"]


def test_an_utterance_counts_once_however_often_it_is_reported(statements: list[Statement]) -> None:
    copies = [replace(statements[0], id=str(number), article=f"copy-{number}") for number in range(4)]
    edge = build_positions(copies, actors={}).edges["france", "russia"]
    assert (edge["statements"], edge["utterances"], edge["articles"]) == (4, 1, 4)
    assert (edge["accuse"], edge["net_polarity"]) == (4, -1)


def test_an_utterance_has_the_tone_of_the_report_that_is_not_neutral(statements: list[Statement]) -> None:
    neutral = replace(statements[0], id="n", polarity=0)
    assert net_polarity([neutral, statements[0]], {"n": "u", statements[0].id: "u"}) == -1
    assert net_polarity([statements[0], neutral], {"n": "u", statements[0].id: "v"}) == -1


def test_no_statements_hold_no_positions() -> None:
    assert len(build_positions([], actors={})) == 0
