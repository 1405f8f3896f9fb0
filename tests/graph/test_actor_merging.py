from __future__ import annotations

from dataclasses import replace

import pytest

from communique.graph.actor_merging import collect_actors, find_mergers, merge_statements
from communique.graph.merging import merge
from communique.knowledge.tables import make_slug
from communique.model import Actor, ActorKind, Statement


def test_every_speaker_represented_and_target_is_collected(
    statements: list[Statement], actors: dict[str, Actor]
) -> None:
    assert list(collect_actors(statements, actors)) == [
        "eastern-front",
        "france",
        "germany",
        "jean-marc-ayrault",
        "russia",
        "syria",
        "united-states",
        "vladimir-putin",
    ]


def test_known_actors_keep_their_record(statements: list[Statement], actors: dict[str, Actor]) -> None:
    assert collect_actors(statements, actors)["russia"].name_fr == "Russie"


def test_unknown_actors_are_made_of_the_statements_own_words(
    statements: list[Statement], actors: dict[str, Actor]
) -> None:
    found = collect_actors(statements, actors)["eastern-front"]
    assert found == Actor(id="eastern-front", name="Eastern Front", kind=ActorKind.ARMED_GROUP)


@pytest.mark.parametrize("turn", [1, -1])
def test_a_kind_told_anywhere_wins_over_an_unknown_one(statements: list[Statement], turn: int) -> None:
    first = replace(statements[0], represents="Ruritania", represents_id="ruritania")
    second = replace(statements[4], speaker="Ruritania", speaker_id="ruritania")
    found = collect_actors([first, second][::turn], {})
    assert found["ruritania"].kind is ActorKind.STATE


def test_an_actor_only_represented_has_an_unknown_kind(statements: list[Statement]) -> None:
    lone = replace(statements[1], represents="Ruritania", represents_id="ruritania")
    assert collect_actors([lone], {})["ruritania"].kind is ActorKind.UNKNOWN


def test_a_statement_may_stand_for_many_of_the_same_actors(statements: list[Statement]) -> None:
    first = replace(statements[0], id="a", speaker="Ruritania", speaker_id="x")
    second = replace(first, id="b", speaker="Kingdom of Ruritania")
    for times, name in (({"a": 2, "b": 1}, "Ruritania"), ({"a": 1, "b": 2}, "Kingdom of Ruritania")):
        many = [replace(each, id=f"{each.id}{n}") for each in (first, second) for n in range(times[each.id])]
        assert collect_actors([first, second], {}, times=times)["x"].name == name
        assert collect_actors(many, {}) == collect_actors([first, second], {}, times=times)
        assert find_mergers([first, second], {}, times=times) == find_mergers(many, {})


def test_the_packaged_tables_are_the_default(statements: list[Statement]) -> None:
    assert collect_actors(statements)["russia"].name_fr == "Russie"


def person(
    like: Statement, name: str, represents: str | None, article: str, language: str = "en", **changes: object
) -> Statement:
    """Return a statement of a person whom no table knows."""
    return replace(
        like,
        id=f"{name}-{article}",
        article=article,
        language=language,
        speaker=name,
        speaker_id=make_slug(name),
        speaker_kind=ActorKind.PERSON,
        represents=represents,
        represents_id=make_slug(represents) if represents else None,
        **changes,  # type: ignore[arg-type]
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (
            [("Pierre B. Kaboré", "Burkina Faso"), ("Pierre Kaboré", "Burkina Faso")],
            {"pierre-kabore": "pierre-b-kabore"},
        ),
        ([("Pierre B. Kaboré", None), ("Pierre Kaboré", "Mali")], {"pierre-kabore": "pierre-b-kabore"}),
        ([("Pierre B. Kaboré", "Togo"), ("Pierre Kaboré", "Mali")], {}),
        ([("Anton Emil Wirth", "Austria"), ("Anton Wirth", "Austria")], {"anton-wirth": "anton-emil-wirth"}),
        ([("Anton Emil Wirth", "Austria"), ("Anton Wirth", None)], {}),
        ([("Anton Wirth", "Austria"), ("A. Wirth", "Austria")], {"a-wirth": "anton-wirth"}),
        ([("Anton Wirth", "Austria"), ("A. Wirth", None)], {}),
        ([("Anton Wirth", "Austria"), ("Alois Wirth", "Austria"), ("A. Wirth", "Austria")], {}),
        ([("Anton Wirth", "Austria"), ("Wirth", "Austria")], {}),
        ([("Anton Wirth", "Austria"), ("Wirth", None)], {}),
        ([("Anton Wirth", "Austria"), ("Alois Wirth", "Germany"), ("Wirth", "Austria")], {}),
        ([("Anton Wirth", "Austria"), ("Berta Wirth", "Austria")], {}),
        (
            [("*Mohamed Sanoussi", "Niger"), ("Muhammad Sanusi", "Niger")],
            {"mohamed-sanoussi": "muhammad-sanusi"},
        ),
        ([("*Mohamed Sanoussi", "Niger"), ("Muhammad Sanusi", "Nigeria")], {}),
        ([("Mohamed Sanoussi", "Niger"), ("Muhammad Sanusi", "Niger")], {}),
        ([("John F. Kerry", "United States")], {"john-f-kerry": "john-kerry"}),
        ([("John Xavier Kerry", "Canada")], {}),
        ([("John X. Kerry", None)], {}),
        (
            [("Paul Pierre Kabo", None), ("Paul P. Kabo", "Mali"), ("Paul Kabo", "Togo")],
            {"paul-p-kabo": "paul-pierre-kabo"},
        ),
        ([("Jim D. Larsson", "Norway"), ("Jim E. Larsson", "Norway")], {}),
        ([("Donald Jonsson Jr.", "Norway"), ("Donald Jonsson", "Norway")], {}),
        ([("*Zhang Yong", "China"), ("Zheng Yong", "China")], {}),
        ([("Simone Weber", "Germany"), ("*Simona Weber", "Germany")], {}),
        ([("General Ali Khan", "Pakistan"), ("General Khan", "Canada")], {}),
        ([("Jose Garcia Lopez", None), ("Jose Lopez", None)], {}),
    ],
)
def test_unknown_people_are_merged_within_reason(
    statements: list[Statement], people: list[tuple[str, str | None]], expected: dict[str, str]
) -> None:
    target = {"target": "John Kerry", "target_id": "john-kerry", "target_kind": ActorKind.PERSON}
    said = [
        person(
            statements[0],
            name.lstrip("*"),
            side,
            f"article-{number}",
            "fr" if "*" in name else "en",
            **target,
        )
        for number, (name, side) in enumerate(people)
    ]
    for order in (said, said[::-1]):
        assert {merger.id: merger.into for merger in find_mergers(order)} == expected


@pytest.mark.parametrize(
    ("name", "kind", "into"),
    [
        ("Daech", ActorKind.ARMED_GROUP, "islamic-state"),
        ("ISIS", ActorKind.ARMED_GROUP, "islamic-state"),
        ("Etat islamique", ActorKind.ARMED_GROUP, "islamic-state"),
        ("Vladimir Poutine", ActorKind.PERSON, "vladimir-putin"),
        ("Nations unies", ActorKind.ORGANISATION, "united-nations"),
        ("Russie", ActorKind.STATE, "russia"),
        ("Nations unies", ActorKind.PERSON, None),
        ("rebels", ActorKind.GROUP, None),
    ],
)
def test_names_that_the_tables_know_lead_to_their_actor(
    statements: list[Statement], name: str, kind: ActorKind, into: str | None
) -> None:
    foreign = replace(statements[0], target=name, target_id="from-elsewhere", target_kind=kind)
    assert [(merger.into, merger.reason) for merger in find_mergers([foreign])] == (
        [(into, "alias")] if into else []
    )


def test_a_known_surname_alone_is_nobody(statements: list[Statement]) -> None:
    lone = person(statements[0], "Poutine", None, "a", "fr")
    lone = replace(lone, speaker_id="from-elsewhere", represents="Russia", represents_id="russia")
    assert find_mergers([lone]) == ()


def test_who_speaks_of_another_is_not_the_other(statements: list[Statement]) -> None:
    critic = person(statements[0], "Anton Wirth", "Austria", "a")
    target = person(statements[0], "A. Wirth", "Austria", "b")
    assert len(find_mergers([critic, target])) == 1
    of_him = replace(critic, target="A. Wirth", target_id="a-wirth", target_kind=ActorKind.PERSON)
    assert find_mergers([of_him, target]) == ()


@pytest.mark.parametrize(("states", "merged"), [(("Iran", "Iran"), 1), (("Iran", "Russia"), 0)])
def test_bodies_of_two_states_may_have_one_name(
    statements: list[Statement], states: tuple[str, str], merged: int
) -> None:
    banks = [
        replace(
            person(statements[0], "Central Bank", state, f"{number}"),
            speaker_id=f"bank-{number}",
            speaker_kind=ActorKind.ORGANISATION,
        )
        for number, state in enumerate(states)
    ]
    assert len(find_mergers(banks)) == merged


def test_an_acronym_leads_to_the_one_name_that_it_shortens(statements: list[Statement]) -> None:
    kind = ActorKind.ORGANISATION
    full = replace(
        statements[0], target="Malian Observatory of Free Trade", target_id="full", target_kind=kind
    )
    short = replace(statements[0], id="s", target="MOFT", target_id="moft", target_kind=kind)
    assert [(each.id, each.into, each.reason) for each in find_mergers([full, short])] == [
        ("moft", "full", "acronym")
    ]
    rival = replace(full, id="r", target="Mongolian Office for Fair Trade", target_id="rival")
    assert find_mergers([full, short, rival]) == ()


def test_an_acronym_of_a_name_with_two_ids_leads_to_the_kept_one(statements: list[Statement]) -> None:
    about = replace(statements[0], target_kind=ActorKind.ORGANISATION)
    names = {"full-b": "Malian Observatory of Free Trade", "full-a": "Malian observatory of free trade"}
    said = [replace(about, id=key, target=name, target_id=key) for key, name in names.items()]
    said.append(replace(about, id="s", target="MOFT", target_id="moft"))
    into = {merger.id: merger.into for merger in find_mergers(said)}
    assert into == {"full-b": "full-a", "moft": "full-a"}
    assert {each.target_id for each in merge(said).statements} == {"full-a"}


def test_merged_statements_keep_id_and_evidence(statements: list[Statement]) -> None:
    foreign = replace(statements[0], target="Daech", target_id="daech", target_kind=ActorKind.UNKNOWN)
    [merged] = merge_statements([foreign], find_mergers([foreign]))
    assert (merged.target, merged.target_id, merged.target_kind) == (
        "Islamic State",
        "islamic-state",
        ActorKind.ARMED_GROUP,
    )
    assert replace(merged, target="Daech", target_id="daech", target_kind=ActorKind.UNKNOWN) == foreign


def test_merging_again_changes_nothing(statements: list[Statement]) -> None:
    said = [
        person(statements[0], name, "Austria", name) for name in ("Anton Wirth", "A. Wirth", "Anton C. Wirth")
    ]
    once = merge(said)
    assert len(once.mergers) == 2
    assert merge(once) is once
    again = merge(once.statements)
    assert (again.statements, again.mergers) == (once.statements, ())


def test_a_statement_given_twice_is_kept_once(statements: list[Statement]) -> None:
    assert len(merge([*statements, *statements]).statements) == len(statements)


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        ([], {"pierre-kabore": "pierre-b-kabore", "p-kabore": "pierre-b-kabore"}),
        ([{"pierre-kabore", "pierre-b-kabore"}], {}),
        ([{"p-kabore", "pierre-kabore"}], {"pierre-kabore": "pierre-b-kabore"}),
        (
            [{"p-kabore", "france"}],
            {"pierre-kabore": "pierre-b-kabore", "p-kabore": "pierre-b-kabore"},
        ),
    ],
)
def test_people_kept_apart_are_never_one(
    apart: list[set[str]], expected: dict[str, str], statements: list[Statement]
) -> None:
    """Nor may a third one join them; who fits both of two people stays alone."""
    names = ("Pierre B. Kaboré", "Pierre Kaboré", "P. Kaboré")
    said = [person(statements[0], name, "Burkina Faso", f"a{i}") for i, name in enumerate(names)]
    found = find_mergers(said, apart=apart)
    assert {merger.id: merger.into for merger in found} == expected


@pytest.mark.parametrize(
    ("apart", "expected"),
    [
        ([], {"board-2": "board", "nrbg": "board"}),
        (
            [{"board", "board-2"}],
            {"nrbg": "board"},
        ),
        ([{"nrbg", "board-2"}], {"board-2": "board"}),
    ],
)
def test_bodies_kept_apart_are_never_one(
    apart: list[set[str]], expected: dict[str, str], statements: list[Statement]
) -> None:
    bodies = [
        replace(
            person(statements[0], name, None, f"a{i}"),
            speaker_kind=ActorKind.ORGANISATION,
            speaker_id=actor_id,
        )
        for i, (name, actor_id) in enumerate(
            [
                ("Northern Relief Board Ghana", "board"),
                ("Northern relief board Ghana", "board-2"),
                ("NRBG", "nrbg"),
            ]
        )
    ]
    found = find_mergers(bodies, apart=apart)
    assert {merger.id: merger.into for merger in found} == expected
