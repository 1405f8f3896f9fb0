"""Corrections files: what is read, and how every mistake is told, all of them at once."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from communique.corrections.reading import read_corrections
from communique.corrections.records import Place
from communique.errors import KnowledgeError
from communique.model import ActorKind, Stance

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from communique.corrections.records import Corrections

ALL = '''# my corrections
[[drop]]
statement = "01D98AE49C7F2382"
reason = "an advertisement"

[[change]]
where = { article = "002*", negated = true, polarity = -1, date = 2016-12-12 }
set = { stance = "criticize", target = "", date = 2016-12, negated = false, places = ["Aleppo"] }
reason = """
[[drop]]
is no table here"""

[[ change ]]   # spaces
statement = " #01d98ae49c7f2382 "
article = "002"
evidence = "France accused"
set.speaker = "Jean-Marc Ayrault"
set.speaker_kind = "person"

[[merge]]
names = ["Lavroff", "Serguei Lavrov", "Lavroff"]
into = "Sergei Lavrov"
kind = "person"

[[split]]
actor = "John Smith"
where = { article = "us-*" }
into = "John Smith (US)"
represents = "United States"

[[apart]]
names = ["John A. Smith", "John B. Smith"]

[[alias]]
name = "the Kremlin's man in Geneva"
actor = "Russia"
'''.replace("date = 2016-12,", 'date = "2016-12",')


def test_every_sort_is_read(read: Callable[[str], Corrections]) -> None:
    found = read(ALL)
    assert [str(each.at) for each in found] == [
        "[[alias]] no. 1 (line 34)",
        "[[drop]] no. 1 (line 2)",
        "[[change]] no. 1 (line 6)",
        "[[change]] no. 2 (line 13)",
        "[[split]] no. 1 (line 25)",
        "[[merge]] no. 1 (line 20)",
        "[[apart]] no. 1 (line 31)",
    ]
    assert found.drop[0].which.statement == "01d98ae49c7f2382"
    assert found.drop[0].reason == "an advertisement"
    first, second = found.change
    assert [(each.name, each.text) for each in first.which.patterns] == [
        ("article", "002*"),
        ("negated", "true"),
        ("polarity", "-1"),
        ("date", "2016-12-12"),
    ]
    new = first.set
    assert (new.stance, new.target, new.date, new.negated, new.places, new.speaker) == (
        Stance.CRITICIZE,
        "",
        "2016-12",
        False,
        ("Aleppo",),
        None,
    )
    assert (second.which.statement, second.which.article) == ("01d98ae49c7f2382", "002")
    assert (second.set.speaker, second.set.speaker_kind) == ("Jean-Marc Ayrault", ActorKind.PERSON)
    assert found.merge[0].names == ("Lavroff", "Serguei Lavrov")
    assert found.split[0].represents == "United States"


@pytest.mark.parametrize(
    "data",
    [
        ALL.encode("utf-8-sig"),
        ALL.replace("\n", "\r\n").encode(),
        ALL.encode("utf-16"),
    ],
    ids=["byte order mark", "CRLF", "UTF-16"],
)
def test_however_an_editor_saves_it(data: bytes, read: Callable[[str | bytes], Corrections]) -> None:
    assert list(read(data)) == list(read(ALL))


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing yet\n", "\ufeff"])
def test_an_empty_file_holds_no_correction(text: str, read: Callable[[str], Corrections]) -> None:
    assert list(read(text)) == []


DROP = '[[drop]]\nstatement = "01d98ae49c7f2382"\n'
QUOTED = f"{DROP}reason = \"'''\"\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f'# """\n{DROP}# """\n{DROP}', [2, 5]),
        (QUOTED + QUOTED, [1, 4]),
        (DROP + DROP.replace("drop", '"drop"'), [None, None]),
    ],
)
def test_comments_and_strings_hide_no_table(
    text: str, lines: list[int | None], read: Callable[[str], Corrections]
) -> None:
    assert [each.at.line for each in read(text).drop] == lines


def test_an_empty_reason_is_none(read: Callable[[str], Corrections]) -> None:
    assert read(f'{DROP}reason = ""').drop[0].reason is None


def test_tables_in_a_row_have_no_line(read: Callable[[str], Corrections]) -> None:
    found = read('drop = [{ statement = "01d98ae49c7f2382" }]')
    assert found.drop[0].at == Place("drop", 1, None)
    assert str(found.drop[0].at) == "[[drop]] no. 1"


WRONG = [
    ('[[dorp]]\nstatement = "x"', r"'dorp' is no sort of correction; did you mean \[\[drop\]\]\?"),
    ("[[frobnicate]]\nx = 1", "known are alias, drop, change, split, merge, apart"),
    ('[drop]\nstatement = "x"', r"\[drop\] must be \[\[drop\]\], with double brackets"),
    ("drop = 3", r"\[drop\] must be \[\[drop\]\]"),
    ('[[drop]]\nstatment = "01d98ae49c7f2382"', "key 'statment' is not known; did you mean statement?"),
    ("[[drop]]\nreason = 'x'", "statement or where is missing"),
    ('[[drop]]\nstatement = "01d98ae49c7f238"', "is no id; an id is 16 of the figures 0-9 a-f"),
    ("[[drop]]\nstatement = 17", r'statement must be a text, as in statement = "\.\.\.", not 17'),
    ('[[drop]]\nstatement = ""', "statement is empty"),
    ('[[drop]]\nstatement = "01d98ae49c7f2382"\nwhere = { stance = "deny" }', "not both"),
    ("[[drop]]\nwhere = {}", "where must hold patterns"),
    ('[[drop]]\nwhere = "France"', "where must hold patterns"),
    ('[[drop]]\nwhere = { speeker = "x" }', "no field 'speeker'; did you mean speaker?"),
    ('[[drop]]\nwhere = { speaker = ["x"] }', "where.speaker must be one text, number or true/false"),
    ('[[drop]]\narticle = "x"\nwhere = { stance = "deny" }', "article stands here only beside statement"),
    ("[[drop]]\nwhere = { date = 2016-12-12T10:00:00 }", "where.date must be one text"),
    ('[[drop]]\nstatement = "01d98ae49c7f2382"\nreason = 3', "reason must be a text"),
    ('[[change]]\nwhere = { stance = "deny" }', "set must hold new values"),
    ('[[change]]\nset = { stance = "deny" }', "statement or where is missing"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { stance = "criticise" }', "did you mean criticize?"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { stance = 3 }', "stance = 3 is none"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { evidence = "x" }', "set.evidence cannot be changed"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { speeker = "x" }', "did you mean speaker?"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { speaker = "" }', "set.speaker is empty"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { speaker = "?!" }', "set.speaker = .* is no name"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { target = false }', "set.target must be a text"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { date = "Tuesday" }', "'Tuesday' is no date"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { date = "2016-13" }', "is no date"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { date = "2016/2015" }', "is no date"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { polarity = 7 }', "none of -1, 0, 1"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { polarity = true }', "none of -1, 0, 1"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { negated = "no" }', "none of true, false"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { modality = "maybe" }', "none of actual, conditional"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { places = "Aleppo" }', "set.places must be a list"),
    ('[[change]]\nwhere = { stance = "deny" }\nset = { target_kind = "state" }', "only beside set.target"),
    (
        '[[change]]\nwhere = { stance = "deny" }\nset = { target = "", target_kind = "state" }',
        "only beside set.target",
    ),
    (
        '[[change]]\nwhere = { stance = "deny" }\nset = { target = "X", target_kind = "country" }',
        "set.target_kind = 'country' is none of state, person",
    ),
    ('[[merge]]\ninto = "X"', "names is missing"),
    ('[[merge]]\nnames = "X"\ninto = "Y"', "names must be a list of names"),
    ('[[merge]]\nnames = []\ninto = "Y"', "names is empty"),
    ('[[merge]]\nnames = ["X"]', "into is missing"),
    ('[[merge]]\nnames = ["X"]\ninto = "…"', "is no name: it holds no letter"),
    ('[[merge]]\nnames = ["X"]\ninto = "a\\u0000b"', "or what cannot be printed"),
    ('[[merge]]\nnames = ["X", 3]\ninto = "Y"', "names must be a list of names"),
    ('[[split]]\nactor = "X"\ninto = "Y"', "where is missing"),
    ('[[split]]\nactor = "X"\ninto = "x"\nwhere = { article = "a" }', "into must be another actor"),
    ('[[apart]]\nnames = ["X", "X"]', "two different names or more"),
    ('[[alias]]\nname = "X"', "actor is missing"),
]


@pytest.mark.parametrize(("text", "told"), WRONG)
def test_what_is_wrong_is_told(text: str, told: str, read: Callable[[str], Corrections]) -> None:
    with pytest.raises(KnowledgeError, match=rf"corrections\.toml cannot be used; mend th(?s:.*){told}"):
        read(text)


def test_all_problems_are_told_at_once_with_their_lines(read: Callable[[str], Corrections]) -> None:
    text = '[[drop]]\n\n[[change]]\nstatement = "x"\nset = { stance = "y" }\n[[apart]]\nnames = ["one"]\n'
    with pytest.raises(KnowledgeError) as raised:
        read(text)
    told = str(raised.value).splitlines()
    assert told[0].endswith("cannot be used; mend these 4 things:")
    assert [line.split(":")[0].strip() for line in told[1:]] == [
        "[[drop]] no. 1 (line 1)",
        "[[change]] no. 1 (line 3)",
        "[[change]] no. 1 (line 3)",
        "[[apart]] no. 1 (line 6)",
    ]


def test_what_is_missing_is_told_once(read: Callable[[str], Corrections]) -> None:
    with pytest.raises(KnowledgeError, match=r"mend this:\n.*into is missing$"):
        read('[[merge]]\nnames = ["X"]')
    with pytest.raises(KnowledgeError, match="these 2 things"):
        read('[[split]]\nwhere = { article = "a" }')


def test_many_problems_are_counted(read: Callable[[str], Corrections]) -> None:
    with pytest.raises(KnowledgeError, match=r"these 50 things(?s:.*)and 30 more$"):
        read("[[drop]]\n" * 50)
    with pytest.raises(KnowledgeError, match=r"these 20 things(?s:.*)which statements are meant\?$"):
        read("[[drop]]\n" * 20)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"[[drop]\n", r"is no TOML: .*line 1, column"),
        (b'[[drop]]\nstatement = "\xe9"\n', "line 2: not UTF-8 text"),
        (b'statement = "a\0b"', "is no text"),
        (b"x = " + b"[" * 100_000, "is nested too deeply|is no TOML"),
        (b"x = " + b"1" * 10_000, "is no TOML"),
        (b"a = 1\na = 2", "is no TOML"),
    ],
)
def test_what_is_no_corrections_file(
    data: bytes, told: str, read: Callable[[str | bytes], Corrections]
) -> None:
    with pytest.raises(KnowledgeError, match=told):
        read(data)


def test_a_folder_or_nothing_is_told(tmp_path: Path) -> None:
    for path, told in ((tmp_path, os.strerror(21)), (tmp_path / "none.toml", os.strerror(2))):
        with pytest.raises(KnowledgeError, match=f"cannot be read: {told}. Give --corrections a TOML file"):
            read_corrections(path)
