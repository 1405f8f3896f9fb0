"""Actors over all statements: merged, split, kept apart; also by the graph's own rules of merging."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from communique.corrections.aliases import check_names
from communique.corrections.applying import apply_corrections
from communique.corrections.uniting import groups_apart
from communique.errors import KnowledgeError
from communique.graph.merging import merge
from communique.model import ActorKind, Statement

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.corrections.records import Corrections

    Read = Callable[[str], Corrections]

LYING, AGREED, DENIED, CRITICISED, THREATENED, SO = range(6)
MERGE = '[[merge]]\nnames = ["Lavroff", "lavroff-sergei"]\ninto = "Sergueï Lavrov"\n'
SPLIT = '[[split]]\nactor = "John Smith"\nwhere = { article = "us-*" }\ninto = "John Smith (US)"\n'


def test_actors_that_are_one_get_one_name_and_his_office(statements: list[Statement], read: Read) -> None:
    found = apply_corrections(statements, read(MERGE))
    for position in (DENIED, THREATENED):
        got = found.statements[position]
        assert (got.speaker, got.speaker_id, got.represents_id) == (
            "Sergey Lavrov",
            "sergey-lavrov",
            "russia",
        )
        assert got.id != statements[position].id
        assert (got.confidence, got.rule) == (0.75, "clause/content")  # only who it is was corrected
    assert [(each.hits, each.changed) for each in found.outcomes] == [(2, 2)]
    assert found.statements[LYING] == statements[LYING]


def test_names_that_nobody_has_are_told_though_others_are_merged(
    statements: list[Statement], read: Read
) -> None:
    [outcome] = apply_corrections(statements, read(MERGE.replace("lavroff-sergei", "Lavrow"))).outcomes
    assert (outcome.changed, outcome.why) == (1, "no statement names 'Lavrow'")


def test_only_those_who_become_another_are_counted(statements: list[Statement], read: Read) -> None:
    text = MERGE.replace("Sergueï Lavrov", "Lavroff")
    [outcome] = apply_corrections(statements, read(text)).outcomes
    assert (outcome.hits, outcome.changed, outcome.why) == (1, 1, None)


def test_merged_into_somebody_new(statements: list[Statement], read: Read) -> None:
    found = apply_corrections(statements, read(MERGE.replace("Sergueï Lavrov", "Sergei Q. Lavroff")))
    got = found.statements[DENIED]
    assert (got.speaker_id, got.speaker_kind) == ("sergei-q-lavroff", ActorKind.PERSON)


@pytest.mark.parametrize(
    ("pairs", "ends"),
    [
        ([("Lavroff", "A"), ("A", "B")], {"Lavroff": "B"}),
        ([("Lavroff", "A"), ("A", "Lavroff")], {"Lavroff": "Lavroff"}),
        ([("Lavroff", "John Smith"), ("John Smith", "B")], {"Lavroff": "B", "John Smith": "B"}),
        (
            [("Lavroff", "John Smith"), ("Lavroff", "B")],
            {"Lavroff": "John Smith", "John Smith": "John Smith"},
        ),
        ([("France", "Germany"), ("Germany", "France")], {"France": "France"}),
    ],
)
def test_mergers_follow_one_another(
    pairs: list[tuple[str, str]], ends: dict[str, str], statements: list[Statement], read: Read
) -> None:
    text = "".join(f"[[merge]]\nnames = ['{old}']\ninto = '{new}'\n" for old, new in pairs)
    found = apply_corrections(statements, read(text)).statements
    for before, after in zip(statements, found, strict=True):
        assert after.speaker == ends.get(before.speaker, before.speaker)


def test_one_that_is_represented_or_a_target_is_merged_too(statements: list[Statement], read: Read) -> None:
    text = "[[merge]]\nnames = ['France', 'Russia']\ninto = 'Germany'\n"
    got = apply_corrections(statements, read(text)).statements[LYING]
    assert (got.speaker_id, got.represents_id, got.target_id) == ("germany",) * 3
    assert got.target_kind is ActorKind.STATE


def test_a_target_gets_the_kind_of_the_one_that_it_is(statements: list[Statement], read: Read) -> None:
    found = apply_corrections(statements, read("[[merge]]\nnames = ['Rebels']\ninto = 'Germany'\n"))
    assert found.statements[THREATENED].target_kind is ActorKind.STATE


def test_one_who_spoke_for_himself_speaks_for_whom_the_other_does(
    statements: list[Statement], read: Read
) -> None:
    statements[DENIED] = replace(statements[DENIED], represents="Lavroff", represents_id="lavroff")
    assert apply_corrections(statements, read(MERGE)).statements[DENIED].represents_id == "russia"


def test_an_actor_that_is_two_is_split(statements: list[Statement], read: Read) -> None:
    corrected = apply_corrections(statements, read(SPLIT))
    assert [(each.hits, each.changed) for each in corrected.outcomes] == [(1, 1)]
    found = corrected.statements
    assert [(each.speaker, each.speaker_kind) for each in (found[AGREED], found[CRITICISED])] == [
        ("John Smith (US)", ActorKind.PERSON),
        ("John Smith", ActorKind.PERSON),
    ]
    assert [each for each in found if each.speaker_id == "john-smith-us"] == [found[AGREED]]


def test_a_split_may_tell_for_whom_the_other_one_speaks(statements: list[Statement], read: Read) -> None:
    found = apply_corrections(statements, read(SPLIT + 'represents = "États-Unis"\nkind = "person"\n'))
    assert found.statements[AGREED].represents == "United States"


def test_split_goes_before_merge(statements: list[Statement], read: Read) -> None:
    merge_all = "[[merge]]\nnames = ['John Smith (US)', 'Lavroff']\ninto = 'X'\n"
    found = apply_corrections(statements, read(merge_all + SPLIT)).statements
    assert [each.speaker for each in found] == ["France", "X", "X", "John Smith", "Lavroff Sergei", "France"]


def namesakes(statements: list[Statement]) -> list[Statement]:
    """Two whom the rules of the graph take for one."""
    first = replace(statements[AGREED], speaker="John A. Smith", speaker_id="john-a-smith")
    second = replace(statements[CRITICISED], speaker="John Smith", speaker_id="john-smith")
    return [first, second]


def test_those_kept_apart_are_not_merged_by_rule(statements: list[Statement], read: Read) -> None:
    both = namesakes(statements)
    assert len(merge(both).mergers) == 1
    corrections = read('[[apart]]\nnames = ["John A. Smith", "john-smith"]')
    groups = groups_apart(corrections, both)
    assert groups == (frozenset({"john-a-smith", "john-smith"}),)
    merged = merge(both, apart=groups)
    assert merged.mergers == ()
    assert {"john-a-smith", "john-smith"} <= set(merged.actors)
    [outcome] = apply_corrections(both, corrections).outcomes
    assert (outcome.hits, outcome.why) == (2, None)


def test_whoever_was_split_stays_split(statements: list[Statement], read: Read) -> None:
    corrections = read(SPLIT.replace("John Smith (US)", "John Q. Smith"))
    found = apply_corrections(statements, corrections).statements
    assert len(merge(found).mergers) == 1
    assert merge(found, apart=groups_apart(corrections, found)).mergers == ()


@pytest.mark.parametrize(
    ("names", "groups", "hits"),
    [
        (["Nobody Atall", "Lavroff"], [], 0),
        (["Nobody Atall", "John Smith"], [], 0),  # two have this name, and nobody the other
        (["Russia", "russia", "France"], [{"russia", "france"}], 4),
        (["John Smith", "john-smith-2"], [{"john-smith", "john-smith-2"}], 2),
        (
            ["John Smith", "Lavroff"],
            [{"john-smith", "lavroff"}, {"john-smith-2", "lavroff"}],
            3,
        ),
    ],
)
def test_who_is_kept_apart_from_whom(
    names: list[str], groups: list[set[str]], hits: int, statements: list[Statement], read: Read
) -> None:
    statements[CRITICISED] = replace(statements[CRITICISED], speaker_id="john-smith-2")
    corrections = read(f"[[apart]]\nnames = {names}")
    assert [set(group) for group in groups_apart(corrections, statements)] == groups
    [outcome] = apply_corrections(statements, corrections).outcomes
    assert outcome.hits == outcome.changed == hits
    if names == ["Russia", "russia", "France"]:
        assert outcome.why == "they have one id (russia) already; [[split]] makes two"


def test_one_id_cannot_be_kept_apart(statements: list[Statement], read: Read) -> None:
    [outcome] = apply_corrections(statements, read('[[apart]]\nnames = ["Russia", "russia"]')).outcomes
    assert not outcome.is_used
    assert outcome.why == "they have one id (russia) already; [[split]] makes two"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            '[[change]]\nwhere = { article = "x" }\nset = { speaker = "RSF" }',
            "'RSF' names several: rapid-support-forces, reporters-without-borders; write one of these ids",
        ),
        (
            '[[merge]]\nnames = ["x"]\ninto = "中国外交部"',
            "'中国外交部' is not known, and has no Latin letter",
        ),
        ('[[split]]\nactor = "x"\nwhere = { article = "x" }\ninto = "Путин"', "no Latin letter for an id"),
        (
            '[[split]]\nactor = "x"\nwhere = { article = "x" }\ninto = "y"\nrepresents = "RSF"',
            "'RSF' names several",
        ),
    ],
)
def test_names_that_cannot_be_understood_are_told_before_any_work(text: str, told: str, read: Read) -> None:
    with pytest.raises(KnowledgeError, match=rf"(?s)corrections\.toml cannot be used.*{told}"):
        check_names(read(text))


def test_names_of_statements_and_new_names_pass(read: Read) -> None:
    check_names(read(MERGE + SPLIT + '[[change]]\nwhere = { stance = "deny" }\nset = { speaker = "rsf" }'))
    check_names(None)


@pytest.mark.parametrize(
    ("merged", "apart", "is_told"),
    [
        ('["Lavroff"]\ninto = "Sergey Lavrov"', '["Sergey Lavrov", "lavroff"]', True),
        ('["Lavroff", "John Smith"]\ninto = "X"', '["John Smith", "Lavroff"]', True),
        ('["Lavroff"]\ninto = "Sergey Lavrov"', '["Sergey Lavrov", "John Smith"]', False),
        ('["Lavroff"]\ninto = "Lavroff"', '["Lavroff", "John Smith"]', False),
    ],
)
def test_a_merger_of_those_kept_apart_is_told(
    merged: str, apart: str, is_told: bool, statements: list[Statement], read: Read
) -> None:
    found = apply_corrections(statements, read(f"[[merge]]\nnames = {merged}\n[[apart]]\nnames = {apart}\n"))
    told = "[[merge]] no. 1 (line 1) makes one of what [[apart]] no. 1 (line 4) keeps apart; the merger holds"
    assert (told in found.warnings) == is_told
