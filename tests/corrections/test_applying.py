"""What corrections make of statements: drop and change, by id and by pattern, and what is told of each."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from communique.corrections.applying import apply_corrections
from communique.knowledge.stances import load_stances
from communique.model import ActorKind, Article, Stance, Statement, statement_id

if TYPE_CHECKING:
    from collections.abc import Callable

    from communique.corrections.records import Corrected, Corrections

    Read = Callable[[str], Corrections]

LYING, AGREED, DENIED, CRITICISED, THREATENED, SO = range(6)


def why(corrected: Corrected) -> list[str | None]:
    return [outcome.why for outcome in corrected.outcomes]


def counts(corrected: Corrected) -> list[tuple[int, int]]:
    return [(outcome.hits, outcome.changed) for outcome in corrected.outcomes]


@pytest.mark.parametrize(
    ("where", "dropped"),
    [
        ('article = "us-1"', [LYING, AGREED, DENIED]),
        ('article = "us-*"', [LYING, AGREED, DENIED]),
        ('article = "US-*"', []),
        ('speaker = "France"', [LYING, SO]),
        ('speaker = "france"', [LYING, SO]),  # its id
        ('speaker = "F?ance", target = ""', [SO]),
        ('target = ""', [DENIED, SO]),
        ('target = "*"', [LYING, AGREED, DENIED, CRITICISED, THREATENED, SO]),
        ('target = "?*"', [LYING, AGREED, CRITICISED, THREATENED]),
        ('evidence = "*lying*", stance = "accuse"', [LYING]),
        ('evidence = "*lying*", stance = "deny"', []),
        ("stance = '[ad]*'", [LYING, AGREED, DENIED]),
        ("negated = false, polarity = 0, start = 0", [LYING, CRITICISED]),
        ('places = "Alep*"', [AGREED]),
        ('places = "aleppo"', [AGREED]),
        ('places = ""', [LYING, DENIED, CRITICISED, THREATENED, SO]),
        ('venue = "geneva"', [DENIED]),  # its id
        ('represents_id = "france"', [LYING, SO]),
        ("confidence = 0.75, article = 'uk-1', evidence = 'France*'", [SO]),
    ],
)
def test_patterns(where: str, dropped: list[int], statements: list[Statement], read: Read) -> None:
    statements[AGREED] = replace(statements[AGREED], places=("Aleppo",), place_ids=("aleppo",))
    statements[DENIED] = replace(statements[DENIED], venue="Geneva", venue_id="geneva")
    found = apply_corrections(statements, read(f"[[drop]]\nwhere = {{ {where} }}"))
    kept = [each for position, each in enumerate(statements) if position not in dropped]
    assert list(found.statements) == kept
    assert counts(found) == [(len(dropped), len(dropped))]


def test_capitals_count(statements: list[Statement], read: Read) -> None:
    both = [statements[LYING], replace(statements[SO], speaker="FRANCE", speaker_id="x")]
    text = '[[drop]]\nwhere = { evidence = "France said so", speaker = "France" }'
    assert list(apply_corrections([*both, both[0]], read(text)).statements) == [*both, both[0]]


def change(statement: Statement, **new: Any) -> str:
    values = ", ".join(f"{key} = {value!r}" for key, value in new.items())
    return f"[[change]]\nstatement = '{statement.id}'\nset = {{ {values} }}\n"


CHANGES: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"stance": "criticize"}, {"stance": Stance.CRITICIZE, "polarity": -1, "intensity": 0.2}),
    ({"stance": "support"}, {"stance": Stance.SUPPORT, "polarity": 1}),
    ({"stance": "support", "polarity": 0}, {"stance": Stance.SUPPORT, "polarity": 0}),
    ({"target": ""}, {"target": None, "target_id": None, "target_kind": None}),
    ({"target": "Moscou"}, {"target_id": "russia"}),
    ({"target": "Syrie"}, {"target": "Syria", "target_id": "syria", "target_kind": ActorKind.STATE}),
    ({"target": "OPEC"}, {"target_id": "opec"}),
    ({"target": "opec"}, {"target_id": "opec"}),
    ({"target": "syria"}, {"target": "Syria", "target_id": "syria"}),
    ({"target": "Lavroff"}, {"target_id": "lavroff", "target_kind": ActorKind.PERSON}),
    ({"target": "Xanadu"}, {"target": "Xanadu", "target_id": "xanadu", "target_kind": ActorKind.UNKNOWN}),
    ({"target": "Xanadu", "target_kind": "state"}, {"target_kind": ActorKind.STATE}),
    (
        {"speaker": "Jean-Marc Ayrault"},
        {"speaker_id": "jean-marc-ayrault", "speaker_kind": ActorKind.PERSON, "represents_id": "france"},
    ),
    ({"speaker": "Boris Johnson"}, {"represents": "United Kingdom"}),
    ({"speaker": "Michel Barnier"}, {"represents_id": "european-union"}),
    ({"speaker": "Michel Barnier", "date": "2023"}, {"represents_id": "france"}),
    ({"speaker": "Germany", "speaker_kind": "person"}, {"speaker_kind": ActorKind.STATE}),
    ({"speaker": "Germany"}, {"represents_id": "germany", "represents": "Germany"}),
    ({"speaker": "Boris Johnson", "represents": "Ghana"}, {"represents_id": "ghana"}),
    ({"speaker": "Boris Johnson", "represents": ""}, {"represents": None, "represents_id": None}),
    ({"speaker": "Boris Johnson", "represents": "France"}, {"represents_id": "france"}),
    ({"speaker": "Kofi Boateng"}, {"speaker_kind": ActorKind.UNKNOWN, "represents": None}),
    ({"speaker": "Front X", "speaker_kind": "armed_group"}, {"represents_id": "front-x"}),
    ({"represents": "Ghana"}, {"represents": "Ghana", "speaker": "France"}),
    ({"polarity": 1}, {"polarity": 1, "stance": Stance.ACCUSE}),
    ({"negated": True}, {"negated": True}),
    ({"modality": "future"}, {"modality": "future"}),
    ({"date": "2016-11"}, {"date": "2016-11", "date_basis": "stated"}),
    ({"date": ""}, {"date": None, "date_basis": None}),
    ({"venue": "Genève"}, {"venue": "Geneva", "venue_id": "geneva"}),
    ({"places": ["Alep", "Syrie"]}, {"places": ("Aleppo", "Syria"), "place_ids": ("aleppo", "syria")}),
    ({"places": ["Palmyre"]}, {"place_ids": ("palmyra",)}),
    ({"venue": "elysee-palace"}, {"venue": "Élysée Palace", "venue_id": "elysee-palace"}),
    ({"venue": "EU"}, {"venue": "EU", "venue_id": "eu"}),  # an actor, and no state
    ({"places": []}, {}),
    ({"stance": "accuse"}, {}),  # its polarity, too, stays what it was
    ({"speaker": "France", "speaker_kind": "person"}, {}),
    ({"target": "Russia", "target_kind": "person"}, {}),
]


@pytest.mark.parametrize(("new", "expected"), CHANGES)
def test_changes(
    new: dict[str, Any], expected: dict[str, Any], statements: list[Statement], read: Read
) -> None:
    old = statements[LYING]
    text = change(old, **new).replace("True", "true")
    found = apply_corrections(statements, read(text))
    got = found.statements[LYING]
    assert {name: getattr(got, name) for name in expected} == expected
    assert found.statements[1:] == tuple(statements[1:])
    assert (got.evidence, got.start, got.end) == (old.evidence, old.start, old.end)
    assert got.id == statement_id(got.article, got.start, got.end, got.speaker_id, got.stance, got.target_id)
    if expected == {} or new == {"target": "Moscou"}:
        assert got == old
        assert why(found) == ["what it sets is so already"]
    else:
        assert (got.confidence, got.rule) == (1.0, "clause/content/corrected")
        assert counts(found) == [(1, 1)]


@pytest.mark.parametrize(
    ("date", "published", "represented"),
    [
        ("2016-12", None, "united-kingdom"),
        (None, "2016-12-12", "united-kingdom"),
        ("2016-12-01/2016-12-05", None, "united-kingdom"),
    ],
)
def test_for_whom_a_new_speaker_speaks_depends_on_the_date(
    date: str | None, published: str | None, represented: str, statements: list[Statement], read: Read
) -> None:
    old = replace(statements[LYING], date=date)
    article = Article(id="us-1", published=published, text="x")
    found = apply_corrections([old], read(change(old, speaker="Boris Johnson")), [article])
    assert found.statements[0].represents_id == represented


def test_an_unknown_speaker_speaks_for_whom_he_speaks_elsewhere(
    statements: list[Statement], read: Read
) -> None:
    statements[DENIED] = replace(statements[DENIED], represents="Ghana", represents_id="ghana")
    found = apply_corrections(statements, read(change(statements[LYING], speaker="Lavroff")))
    got = found.statements[LYING]
    assert (got.speaker_id, got.speaker_kind, got.represents) == ("lavroff", ActorKind.PERSON, "Ghana")


def test_one_who_speaks_for_two_elsewhere_speaks_for_nobody(statements: list[Statement], read: Read) -> None:
    ghana = replace(statements[DENIED], represents="Ghana", represents_id="ghana")
    niger = replace(statements[DENIED], id="0" * 16, represents="Niger", represents_id="niger")
    text = change(statements[LYING], speaker="Lavroff")
    assert apply_corrections([statements[LYING], ghana, niger], read(text)).statements[0].represents is None


def test_an_id_that_stands_there_leaves_the_name(statements: list[Statement], read: Read) -> None:
    statements[THREATENED] = replace(statements[THREATENED], speaker_id="lavroff")
    found = apply_corrections(statements, read(change(statements[THREATENED], speaker="lavroff")))
    assert list(found.statements) == statements


def test_whom_a_new_speaker_represents_as_the_old_one_did(statements: list[Statement], read: Read) -> None:
    old = replace(statements[LYING], represents="RSF", represents_id="reporters-without-borders")
    text = change(old, speaker="Boris Johnson", represents="RSF")  # two are called so
    [got] = apply_corrections([old], read(text)).statements
    assert (got.speaker_id, got.represents_id) == ("boris-johnson", "reporters-without-borders")


def test_another_name_of_the_speaker_leaves_for_whom_he_speaks(
    statements: list[Statement], read: Read
) -> None:
    old = replace(statements[LYING], represents="Ghana", represents_id="ghana")
    found = apply_corrections([old], read(change(old, speaker="French Republic")))
    assert found.statements == (old,)


@pytest.mark.parametrize("new", [{"venue": "Bethlehem"}, {"places": ["Bethlehem"]}, {"places": ["x-1"]}])
def test_a_place_that_stands_there_is_not_looked_up(
    new: dict[str, Any], statements: list[Statement], read: Read
) -> None:
    venue = {"venue": "Bethlehem", "venue_id": "x-1"}
    old = replace(statements[LYING], places=("Bethlehem",), place_ids=("x-1",), **venue)  # type: ignore[arg-type]
    assert apply_corrections([old], read(change(old, **new))).statements == (old,)


def test_whom_a_name_means(statements: list[Statement], read: Read) -> None:
    """Tables go first; no two get one id; a kind that is told somewhere is known everywhere."""
    statements[DENIED] = replace(statements[DENIED], speaker="Syria", speaker_id="syria-x")
    statements[AGREED] = replace(statements[AGREED], speaker="AT&T", speaker_id="at-t")
    statements[LYING] = replace(statements[LYING], represents="Freedonia", represents_id="freedonia")
    statements[CRITICISED] = replace(
        statements[CRITICISED], target="Freedonia", target_id="freedonia", target_kind=ActorKind.STATE
    )
    for name, expected in (
        ("Syria", ("Syria", "syria", ActorKind.STATE)),
        ("AT T", ("AT&T", "at-t", ActorKind.PERSON)),
        ("Freedonia", ("Freedonia", "freedonia", ActorKind.STATE)),
    ):
        got = apply_corrections(statements, read(change(statements[SO], target=name))).statements[SO]
        assert (got.target, got.target_id, got.target_kind) == expected


def test_a_new_stance_has_its_own_polarity_each(statements: list[Statement], read: Read) -> None:
    for stance, definition in load_stances().items():
        found = apply_corrections(statements, read(change(statements[SO], stance=stance.value)))
        got = found.statements[SO]
        assert got.stance is stance
        if stance is not Stance.COMMENT:
            assert (got.polarity, got.intensity) == (definition.polarity, definition.intensity)


def test_two_changes_of_one_statement_both_apply(statements: list[Statement], read: Read) -> None:
    text = change(statements[LYING], target="Syria") + change(statements[LYING], stance="deny")
    found = apply_corrections(statements, read(text))
    got = found.statements[LYING]
    assert (got.target_id, got.stance, got.rule) == ("syria", Stance.DENY, "clause/content/corrected")
    assert counts(found) == [(1, 1), (1, 1)]
    assert found.warnings == ()


def test_two_changes_that_disagree_are_told_and_the_last_holds(
    statements: list[Statement], read: Read
) -> None:
    text = change(statements[LYING], target="Syria") + (
        '[[change]]\nwhere = { speaker = "France" }\nset = { target = "Germany" }'
    )
    found = apply_corrections(statements, read(text))
    assert [found.statements[position].target_id for position in (LYING, SO)] == ["germany", "germany"]
    [warning] = found.warnings
    assert "[[change]] no. 1 (line 1) and [[change]] no. 2 (line 4) give target different values" in warning
    assert "for 1 statement; the last one holds" in warning


@pytest.mark.parametrize(
    ("targets", "disagreeing"),
    [
        (["Syria", "Iran", "Iran"], [(1, 2)]),
        (["Syria", "Iran", "Syria"], [(1, 2), (2, 3)]),
    ],
)
def test_a_change_agrees_or_not_with_the_one_before_it(
    targets: list[str], disagreeing: list[tuple[int, int]], statements: list[Statement], read: Read
) -> None:
    text = "".join(change(statements[LYING], target=target) for target in targets)
    told = apply_corrections(statements, read(text)).warnings
    numbers = [tuple(map(int, re.findall(r"no\. (\d+)", warning))) for warning in told]
    assert numbers == disagreeing


def test_two_places_of_one_name_disagree(statements: list[Statement], read: Read) -> None:
    text = change(statements[LYING], venue="madaya") + change(statements[LYING], venue="madaya-1312649")
    assert len(apply_corrections(statements, read(text)).warnings) == 1


def test_a_change_with_an_unclear_name_leaves_the_next_one(statements: list[Statement], read: Read) -> None:
    text = change(statements[LYING], speaker="Johnson") + change(statements[LYING], stance="deny")
    found = apply_corrections(statements, read(text))
    assert found.statements[LYING].stance is Stance.DENY
    assert counts(found) == [(1, 0), (1, 1)]


def test_drop_wins(statements: list[Statement], read: Read) -> None:
    drop = f"[[drop]]\nstatement = '{statements[LYING].id}'\n"
    found = apply_corrections(statements, read(change(statements[LYING], stance="deny") + drop + drop))
    assert list(found.statements) == statements[1:]
    assert why(found) == [
        None,
        "[[drop]] no. 1 (line 4) drops it already",
        "[[drop]] no. 1 (line 4) drops it",
    ]


def test_patterns_mean_what_was_extracted(statements: list[Statement], read: Read) -> None:
    """So that the order of changes does not matter; and who looked at the corrected ones is told."""
    text = change(statements[LYING], stance="deny") + (
        '[[change]]\nwhere = { stance = "deny", speaker = "France" }\nset = { target = "Syria" }'
    )
    found = apply_corrections(statements, read(text))
    assert found.statements[LYING].target_id == "russia"
    assert why(found)[1] == (
        "it fits statements as they are corrected; patterns are compared with what was extracted"
    )


def test_an_id_after_a_correction_is_understood(statements: list[Statement], read: Read) -> None:
    first = change(statements[LYING], target="Syria")
    once = apply_corrections(statements, read(first)).statements[LYING]
    second = change(once, stance="deny")
    twice = apply_corrections(statements, read(first + second)).statements[LYING]
    assert (twice.target_id, twice.stance) == ("syria", Stance.DENY)
    # each entry written with a look at what the ones before it gave
    third = change(twice, speaker="Germany")
    thrice = apply_corrections(statements, read(first + second + third))
    assert thrice.statements[LYING].speaker_id == "germany"
    drop = f"[[drop]]\nstatement = '{thrice.statements[LYING].id}'\n"
    assert (
        list(apply_corrections(statements, read(first + second + third + drop)).statements) == statements[1:]
    )


def test_an_id_between_two_corrections_is_understood(statements: list[Statement], read: Read) -> None:
    first = change(statements[LYING], target="Syria")
    between = apply_corrections(statements, read(first)).statements[LYING]
    text = first + change(statements[LYING], stance="deny") + change(between, modality="future")
    got = apply_corrections(statements, read(text)).statements[LYING]
    assert (got.target_id, got.stance, got.modality) == ("syria", Stance.DENY, "future")


def test_an_id_after_a_merger_is_understood(statements: list[Statement], read: Read) -> None:
    merge = "[[merge]]\nnames = ['Lavroff']\ninto = 'Sergey Lavrov'\n"
    merged = apply_corrections(statements, read(merge)).statements[DENIED]
    got = apply_corrections(statements, read(merge + change(merged, modality="future"))).statements[DENIED]
    assert (got.speaker_id, got.modality) == ("sergey-lavrov", "future")


def test_two_that_came_with_one_id_both_stay(statements: list[Statement], read: Read) -> None:
    twice = [statements[SO], replace(statements[SO], modality="future")]
    found = apply_corrections(twice, read("[[drop]]\nwhere = { speaker = 'X' }"))
    assert (list(found.statements), found.warnings) == (twice, ())


def test_of_two_that_are_changed_into_the_same_the_first_is_kept(
    said: Callable[..., Statement], statements: list[Statement], read: Read
) -> None:
    twin = said("us-1", "France accused Russia of lying", "France", "accuse", "Iran", modality="future")
    text = change(statements[LYING], target="Syria") + change(twin, target="Syria")
    found = apply_corrections([statements[LYING], twin], read(text))
    assert [each.modality for each in found.statements] == ["actual"]


def test_statements_that_become_the_same_are_kept_once(
    said: Callable[..., Statement], statements: list[Statement], read: Read
) -> None:
    twin = said("us-1", "France accused Russia of lying", "France", "accuse", "Syria")
    found = apply_corrections([twin, *statements], read(change(statements[LYING], target="Syria")))
    assert [each.id for each in found.statements] == [twin.id, *(each.id for each in statements[1:])]
    assert found.statements[0].confidence == 1
    assert found.warnings == ("1 statement became the same as another one, which is kept",)


def test_who_drops_one_that_another_becomes_is_told(
    said: Callable[..., Statement], statements: list[Statement], read: Read
) -> None:
    twin = said("us-1", "France accused Russia of lying", "France", "accuse", "Syria")
    text = change(statements[LYING], target="Syria") + f"[[drop]]\nstatement = '{twin.id}'\n"
    found = apply_corrections([twin, *statements], read(text))
    assert found.statements[0].id == twin.id
    assert f"drop that one as well: {statements[LYING].id}" in found.warnings[0]


UNUSED = [
    (
        "[[drop]]\nstatement = '{near}'",
        "no statement has the id {near}; nearest: {id} (France: accuse Russia)",
    ),
    (
        "[[drop]]\nstatement = '0000000000000000'\narticle = 'us-1'\nevidence = 'France accused…'",
        "no statement has the id 0000000000000000; of the same words are {id} (France: accuse Russia)",
    ),
    (
        "[[drop]]\nstatement = '0000000000000000'\narticle = 'zz'\nevidence = 'France'",
        "no statement has the id 0000000000000000; no statement is of the article 'zz'",
    ),
    ("[[drop]]\nwhere = { speaker = 'Frnace' }", "no statement has speaker = 'Frnace'; nearest: 'France'"),
    (
        "[[drop]]\nwhere = { stance = 'ACCUSE' }",
        "no statement has stance = 'ACCUSE', but 'accuse': capitals count",
    ),
    (
        "[[drop]]\nwhere = { evidence = 'accused' }",
        "no statement has evidence = 'accused'; put * before and after a part of the words",
    ),
    (
        "[[drop]]\nwhere = { speaker = 'France', stance = 'deny' }",
        "no statement fits all of speaker = 'France', stance = 'deny'; "
        "without speaker or without stance some would",
    ),
    (
        "[[merge]]\nnames = ['Lavrof']\ninto = 'Sergei Lavrov'",
        "no statement names 'Lavrof' otherwise than 'Sergei Lavrov'; nearest: 'Lavroff'",
    ),
    (
        "[[merge]]\nnames = ['Sergei Lavrov', 'Lavrof']\ninto = 'Sergei Lavrov'",
        "no statement names 'Sergei Lavrov', 'Lavrof' otherwise than 'Sergei Lavrov'; nearest: 'Lavroff'",
    ),
    (
        "[[split]]\nactor = 'Germany'\nwhere = { article = 'us-*' }\ninto = 'X'",
        "none of the 3 statements that fit names 'Germany'",
    ),
    (
        "[[drop]]\nwhere = { speaker = 'F*x', stance = 'deny' }",
        "no statement has speaker = 'F*x'",
    ),
    (
        "[[drop]]\nstatement = '{two}'",
        "no statement has the id {two}; nearest: {id} (France: accuse Russia)",
    ),
    ("[[apart]]\nnames = ['Nobody Atall', 'Lavroff']", "no statement names 'Nobody Atall'"),
    (
        "[[change]]\nstatement = '{id}'\nset = {{ speaker = 'Johnson' }}",
        "'Johnson' names several: ",
    ),
]


@pytest.mark.parametrize(("text", "told"), UNUSED)
def test_what_fitted_nothing_is_told_with_what_may_be_meant(
    text: str, told: str, statements: list[Statement], read: Read
) -> None:
    old = statements[LYING].id
    near = ("1" if old[0] == "0" else "0") + old[1:]
    names = {"id": old, "near": near, "two": near[:-1] + ("1" if old[-1] == "0" else "0")}
    for name, value in names.items():
        text, told = text.replace(f"{{{name}}}", value), told.replace(f"{{{name}}}", value)
    found = apply_corrections(statements, read(text.replace("{{", "{").replace("}}", "}")))
    assert list(found.statements) == statements
    [outcome] = found.outcomes
    assert not outcome.is_used
    assert (outcome.why or "").startswith(told)


def test_nothing_is_near_to_no_words(statements: list[Statement], read: Read) -> None:
    found = apply_corrections(statements, read("[[drop]]\nwhere = { evidence = '' }"))
    assert why(found) == ["no statement has evidence = ''"]


def test_without_statements_everything_is_unused(read: Read) -> None:
    found = apply_corrections([], read('[[drop]]\nwhere = { article = "*" }'))
    assert found.statements == ()
    assert why(found) == ["there is no statement at all"]
    assert (found.unused, found.idle) == (found.outcomes, ())


def test_the_order_is_that_of_the_statements(statements: list[Statement], read: Read) -> None:
    text = "".join(change(each, modality="future") for each in reversed(statements))
    found = apply_corrections(statements, read(text))
    assert [each.start for each in found.statements] == [each.start for each in statements]


def test_twenty_thousand_corrections_are_quick(statements: list[Statement], read: Read) -> None:
    many = [replace(each, id=f"{i:016x}", article=f"a{i}") for i in range(4000) for each in statements[:1]]
    entries = [f"[[change]]\nstatement = '{i:016x}'\nset = {{ stance = 'deny' }}\n" for i in range(10_000)]
    entries += [
        f"[[change]]\nwhere = {{ article = 'a{i}*', speaker = 'France' }}\nset = {{ target = 'X{i}' }}\n"
        for i in range(5000)
    ]
    entries += [f"[[merge]]\nnames = ['X{i}']\ninto = 'X{i + 1}'\n" for i in range(5000)]
    corrections = read("".join(entries))
    started = time.perf_counter()
    found = apply_corrections(many, corrections)
    assert time.perf_counter() - started < 20
    assert {each.target for each in found.statements} == {"X5000"}
    assert len(found.unused) == 6000 + 1000
