"""What the page is told of statements: homes, counts, records, sequels, and its limits."""

from __future__ import annotations

import re
import runpy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from communique.export import html as html_module
from communique.export.html import render_page
from communique.export.page_data import PageData, collect
from communique.model import ActorKind, ArticleMetadata, Statement

SETS = runpy.run_path(str(Path(__file__).parents[1] / "browser" / "sets.py"))
say = SETS["say"]


def records(
    *statements: Statement, articles: dict[str, ArticleMetadata] | None = None
) -> list[dict[str, Any]]:
    """Return what the page is told of each, in the order of the page."""
    return collect(statements, articles or {}, 0).statements


def spoken(speaker: str, *sides: str | None) -> list[Statement]:
    return [
        say(k, speaker, stance="comment", represents=side, date="2016-12-12") for k, side in enumerate(sides)
    ]


# ---------------------------------------------------------------------------------------------------- homes


@pytest.mark.parametrize(
    ("sides", "home"),
    [
        (("Tin Bureau", "Old Realm", "Old Realm"), "old-realm"),
        (("Old Realm", "Tin Bureau", "Tin Bureau"), "tin-bureau"),
        (("Tin Bureau", "Old Realm"), "old-realm"),  # as often: the first by its id
        ((None, None, "Tin Bureau"), "tin-bureau"),
        ((None,), None),
        (("Clerk Almond",), None),  # who speaks for itself has no home
        (("Clerk Almond", "Clerk Almond", "Tin Bureau"), "tin-bureau"),
    ],
)
def test_home_is_for_whom_an_actor_speaks_most(sides: tuple[str | None, ...], home: str | None) -> None:
    assert collect(spoken("Clerk Almond", *sides), {}, 0).actors["clerk-almond"].home == home


def test_home_of_the_tables_holds_where_nobody_is_spoken_for() -> None:
    about = say(0, "Clerk Almond", target="Jean-Marc Ayrault", target_kind=ActorKind.PERSON)
    france = say(1, "France", kind=ActorKind.STATE)
    assert collect([about, france], {}, 0).actors["jean-marc-ayrault"].home == "france"
    assert collect([about], {}, 0).actors["jean-marc-ayrault"].home is None  # France does not occur
    spoke = spoken("Jean-Marc Ayrault", "Tin Bureau")
    assert collect([*spoke, france], {}, 0).actors["jean-marc-ayrault"].home == "tin-bureau"


def test_ties_join_whom_is_spoken_for_and_the_home() -> None:
    page = collect(spoken("Clerk Almond", "Tin Bureau", "Old Realm", "Old Realm", "Clerk Almond"), {}, 0)
    assert page.ties == (("clerk-almond", "old-realm"), ("clerk-almond", "tin-bureau"))
    page = collect(
        [say(0, "Clerk Almond", target="Jean-Marc Ayrault"), say(1, "France", kind=ActorKind.STATE)], {}, 0
    )
    assert page.ties == (("jean-marc-ayrault", "france"),)


# --------------------------------------------------------------------------------------------------- counts


@pytest.mark.parametrize(
    ("statement", "counts"),
    [
        (say(0, "Adam", target="Adam", represents="Adam"), {"adam": 1}),
        (say(0, "Adam", target="Eve"), {"adam": 1, "eve": 1}),
        (say(0, "Adam", target="Eve", represents="Eve"), {"adam": 1, "eve": 1}),
        (say(0, "Adam", represents="Eve"), {"adam": 1, "eve": 1}),
    ],
)
def test_actor_counts_once_a_statement(statement: Statement, counts: dict[str, int]) -> None:
    assert {actor.id: actor.count for actor in collect([statement], {}, 0).actors.values()} == counts


@pytest.mark.parametrize(
    ("most", "shown"),
    [
        (0, ("adam", "eve", "seth")),
        (1, ("adam",)),
        (2, ("adam", "eve")),  # as often as Seth: the first by its id
        (9, ("adam", "eve", "seth")),
    ],
)
def test_graph_shows_those_named_most_and_all_for_nought(most: int, shown: tuple[str, ...]) -> None:
    page = collect([say(0, "Adam", target="Seth"), say(1, "Adam", target="Eve")], {}, most)
    assert page.shown == shown
    assert [(link.speaker, link.target) for link in page.links] == [
        ("adam", other) for other in shown if other != "adam"
    ]
    assert set(page.actors) == {"adam", "eve", "seth"}
    assert len(page.statements) == 2


def test_tie_to_who_is_not_shown_is_left_out() -> None:
    statements = [*spoken("Adam", "Eve"), say(5, "Adam"), say(6, "Adam")]
    assert collect(statements, {}, 0).ties == (("adam", "eve"),)
    assert collect(statements, {}, 1).ties == ()


# -------------------------------------------------------------------------------------------------- records


def test_article_tells_its_author_and_nothing_that_is_unknown() -> None:
    article = ArticleMetadata(id="wire", author="A. Scribe", title="", url="javascript:0")
    page = collect([say(0, "Adam")], {"wire": article, "unused": article}, 0)
    assert page.articles == {"wire": {"author": "A. Scribe"}}
    assert collect([say(0, "Adam")], {}, 0).articles == {"wire": {}}


@pytest.mark.parametrize(
    ("venue", "name"),
    [
        ({"venue": "the Palace", "venue_id": "moon-palace"}, "the Palace"),
        ({"venue": None, "venue_id": "moon-palace"}, "moon-palace"),
        ({"venue": "Genf", "venue_id": "geneva"}, "Geneva"),
        ({"venue": "x", "venue_id": "hut", "place_ids": ("hut",)}, "Hut"),  # the place's name goes first
    ],
)
def test_place_where_it_was_said_has_a_name(venue: dict[str, Any], name: str) -> None:
    page = collect([say(0, "Adam", **venue)], {}, 0)
    (place,) = page.places.values()
    assert place["en"] == name
    assert ("x" in place) == (name == "Geneva")


@pytest.mark.parametrize(
    ("date", "represents", "title"),
    [
        ("2016-12-12", "France", "Foreign Minister"),
        ("2016-12-12", "Old Realm", None),
        ("2016-12-12", None, None),
        (None, "France", None),
        ("2011-01-01", "France", None),
    ],
)
def test_office_is_that_in_which_one_speaks_for_somebody(
    date: str | None, represents: str | None, title: str | None
) -> None:
    page = collect([say(0, "Jean-Marc Ayrault", represents=represents, date=date)], {}, 0)
    place = page.statements[0].get("office")
    offices = page.actors["jean-marc-ayrault"].record["offices"]
    assert (None if place is None else offices[place]["en"]) == title


@pytest.mark.parametrize(("confidence", "told"), [(0.8123456, 0.812), (0.8126, 0.813), (1.0, 1.0), (0.0, 0)])
def test_confidence_is_told_to_three_places(confidence: float, told: float) -> None:
    assert records(say(0, "Adam", confidence=confidence))[0]["confidence"] == told


def test_what_is_usual_is_not_told_and_what_is_not_is() -> None:
    usual, odd = records(
        say(0, "Adam"), say(1, "Adam", negated=True, modality="future", source_chain=("Reuters",))
    )
    told = ("negated", "modality", "source_chain", "target_id", "place_ids", "utterance", "unanswered")
    assert [name for name in told if name in usual] == []
    assert [odd.get(name) for name in told[:3]] == [True, "future", ["Reuters"]]
    assert (usual["polarity"], usual["start"]) == (-1, 0)  # nought is told


def test_statements_without_a_date_come_last() -> None:
    found = records(say(0, "Adam", date=None), say(1, "Adam", date="2016-12"), say(2, "Adam", date="2016"))
    assert [each.get("date") for each in found] == ["2016", "2016-12", None]


# -------------------------------------------------------------------------------------------------- sequels

TREATY = "the treaty of the islands was torn up by the islanders"


def exchange() -> list[Statement]:
    """Return praise, then an accusation told by three papers, then an answer to it."""
    state = {"kind": ActorKind.STATE, "target_kind": ActorKind.STATE}
    praise = say(0, "France", stance="support", target="Russia", date="2016-11-01", **state)
    accusation = say(1, "France", target="Russia", date="2016-12-12", evidence=TREATY, **state)
    copies = [replace(accusation, id=f"{k:016x}", article=f"zcopy{k}") for k in range(2)]
    answer = say(2, "Russia", target="France", date="2016-12-13", polarity=-1, **state)
    return [praise, accusation, *copies, answer]


def test_answer_and_earlier_position_hang_on_the_first_report_alone() -> None:
    praise, accusation, *copies, answer = exchange()
    by_id = {each["id"]: each for each in records(praise, accusation, *copies, answer)}
    first = by_id[accusation.id]
    assert (first["reply"], first["earlier"]) == (answer.id, praise.id)
    assert "utterance" not in first
    for copy in copies:
        other = by_id[copy.id]
        assert other["utterance"] == accusation.id
        assert [name for name in ("reply", "earlier", "unanswered") if name in other] == []


def test_only_a_challenge_without_answer_says_so() -> None:
    praise, accusation, *copies, answer = exchange()

    def silent(*statements: Statement) -> list[str]:
        return [each["id"] for each in records(*statements) if each.get("unanswered")]

    assert accusation.id not in silent(praise, accusation, answer)
    assert accusation.id in silent(praise, accusation)
    assert silent(accusation, *copies) == [accusation.id]
    assert praise.id not in silent(praise)


# --------------------------------------------------------------------------------------------------- limits


def notes(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", each) for each in re.findall(r'class="notice"[^>]*>([^<]*)<', page)]


@pytest.mark.parametrize(("most", "rows", "is_told"), [(3, 3, True), (4, 4, False), (9, 4, False)])
def test_table_of_readers_without_script_says_what_it_leaves_out(
    monkeypatch: pytest.MonkeyPatch, most: int, rows: int, is_told: bool
) -> None:
    monkeypatch.setattr(html_module, "MAX_ROWS", most)
    page = render_page([say(k, "Adam") for k in range(4)], {})
    assert page.count('<tr><td data-column="date">') == rows
    told = "The table shows the first 3 of 4 statements; the rest needs JavaScript, or statements.csv."
    assert (told in notes(page)) == is_told
    assert len(collect_from(page)) == 4


def collect_from(page: str) -> list[str]:
    """Return the ids of the statements that the page's data holds."""
    return re.findall(r'"id":"([0-9a-f]{16})"', page)


@pytest.mark.parametrize(("most", "is_told"), [(0, False), (1, True), (2, False), (300, False)])
def test_graph_says_whom_it_leaves_out(most: int, is_told: bool) -> None:
    page = render_page([say(0, "Adam", target="Eve")], {}, max_actors=most)
    told = [each for each in notes(page) if each.startswith("The graph shows the 1 actors named most of 2;")]
    assert bool(told) == is_told


def test_the_same_statements_in_another_order_give_the_same_data() -> None:
    one: PageData = collect(exchange(), {}, 0)
    assert collect(exchange()[::-1], {}, 0) == one
