"""Users' files of actors: both formats, what is malformed, and what cannot be used at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from communique.errors import KnowledgeError
from communique.knowledge.actor_entries import ActorFile, Affiliation
from communique.knowledge.actor_files import read_actor_file
from communique.knowledge.tables import data_file
from communique.model import ActorKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def reading(tmp_path: Path) -> Callable[[str], ActorFile]:
    """Read a file of this text."""

    def read(text: str) -> ActorFile:
        path = tmp_path / "mine.txt"
        path.write_bytes(text.encode())
        return read_actor_file(path)

    return read


# -------------------------------------------------------------------------------- dictionaries

DICTIONARY = """\
# a comment

AFGHANISTAN_  [AFG]
+AFGHAN_
+KABUL # a city
JEAN_MARC_AYRAULT_  # CountryInfo.txt
+J.M._AYRAULT_
	[FRAGOV 160211-170510]
	[FRAELI]
KOFI_ANNAN_	[IGOUNO 970101-061231] [ELI]# IGOrulers.txt
JAVIER_SOLANA_	[IGOEUREEC 950701-951231][IGOWSTNAT 951205-991006]
BAN_KI-MOON
	[IGOUNO >20070101]
ICE_CARE_FRONT_(ICF)_ [FRAREB] # note
TAI_OAN_ [TWN]
+TAIOAN_ +TAWIAN_
OLD_MAN_
	[SYCELI <000101]
	[SYCGOV 200101-530101]
"""


def test_names_synonyms_and_codes(reading: Callable[[str], ActorFile]) -> None:
    file = reading(DICTIONARY)
    assert file.problems == []
    told = {
        entry.names[0]: (
            entry.names[1:],
            [(each.represents, each.start, each.end) for each in entry.affiliations],
        )
        for entry in file.entries
    }
    assert told == {
        "AFGHANISTAN": (["AFGHAN", "KABUL"], [("afghanistan", None, None)]),
        "JEAN MARC AYRAULT": (
            ["J.M. AYRAULT"],
            [("france", "2016-02-11", "2017-05-10"), ("france", None, None)],
        ),
        "KOFI ANNAN": ([], [("united-nations", "1997-01-01", "2006-12-31")]),
        "JAVIER SOLANA": (
            [],
            [("european-union", "1995-07-01", "1995-12-31"), ("nato", "1995-12-05", "1999-10-06")],
        ),
        "BAN KI-MOON": ([], [("united-nations", "2007-01-01", None)]),
        "ICE CARE FRONT": (["ICF"], [("", None, None)]),
        "TAI OAN": (["TAIOAN", "TAWIAN"], [("taiwan", None, None)]),
        "OLD MAN": (
            [],
            [("seychelles", None, "2000-01-01"), ("seychelles", "1920-01-01", "1953-01-01")],
        ),
    }


MALFORMED = [
    ("+LOST_SYNONYM\nA_NAME [FRA]\n", "mine.txt, line 1: a synonym without a name above it"),
    ("# c\n\t[FRAGOV]\nA_NAME [FRA]\n", "mine.txt, line 2: a code without a name above it"),
    ("B_NAME [FRAGOV\nA_NAME [FRA]\n", "mine.txt, line 1: a bracket is not closed"),
    ("NO_CODE\nA_NAME [FRA]\n", "mine.txt, line 1: 'NO CODE' has no code"),
    ("A_NAME\n\t[FRA]\n\t[GBRGOV >201005011]\n", "line 3: [GBRGOV >201005011]: the dates cannot be read"),
    ("A_NAME\n\t[FRA]\n\t[GBRGOV 20120230-20130101]\n", "line 3: [GBRGOV 20120230-20130101]: the dates"),
    ("A_NAME\n\t[FRA]\n\t[GBRGOV 20130101-20120101]\n", "line 3: [GBRGOV 20130101-20120101]: the dates"),
    ("A_NAME [FRA]\nB [Sept 2014: a note]\n", "line 2: [Sept 2014: a note] is no code"),
    ("A_NAME [FRA]\n___ [FRA]\n", "line 2: '' is no readable name"),
]


@pytest.mark.parametrize(("text", "problem"), MALFORMED)
def test_a_malformed_line_is_told_and_the_rest_read(
    reading: Callable[[str], ActorFile], text: str, problem: str
) -> None:
    file = reading(text)
    assert [entry.names[0] for entry in file.entries] == ["A NAME"]
    assert len(file.problems) == 1
    assert problem in str(file.problems[0])


def test_a_name_with_the_code_of_nobody_is_left_out(reading: Callable[[str], ActorFile]) -> None:
    assert [entry.names for entry in reading("A [FRA]\nSEA_OF_ICE [---]\n").entries] == [["A"]]


# -------------------------------------------------------------------------------- tables

TABLE = """\
# ours
name\tkind\trepresents\taliases\tsurname\tstart\tend
Ministry of Ice\torganisation\tFreedonia\tIce Ministry| Ministère de la Glace |\t\t\t
Rufus Firefly\tperson\tFreedonia\t\tFirefly\t2015-03\t2017
"""


@pytest.mark.parametrize("separator", ["\t", ";", ","])
@pytest.mark.parametrize("begin", ["", "\ufeff"])
def test_a_table_of_names_and_kinds(reading: Callable[[str], ActorFile], separator: str, begin: str) -> None:
    file = reading(begin + TABLE.replace("# ours\n", "").replace("\t", separator))
    ministry, firefly = file.entries
    assert ministry.names == ["Ministry of Ice", "Ice Ministry", "Ministère de la Glace"]
    assert ministry.kind is ActorKind.ORGANISATION
    assert firefly.surnames == ("Firefly",)
    assert firefly.affiliations == [Affiliation("Freedonia", "2015-03", "2017")]
    assert (firefly.line, file.problems) == (3, [])


def test_name_and_kind_are_enough(reading: Callable[[str], ActorFile]) -> None:
    (entry,) = reading("Name;Kind\r\nIce Front;armed group\r\n").entries
    assert (entry.names, entry.kind, entry.affiliations) == (["Ice Front"], ActorKind.ARMED_GROUP, [])


def test_our_own_table_of_people_is_understood() -> None:
    from importlib.resources import as_file

    with as_file(data_file("people.tsv")) as path:
        file = read_actor_file(path)
    assert len(file.entries) > 500
    assert file.problems == []
    sarkozy = file.entries[0]
    assert (sarkozy.id, sarkozy.kind, sarkozy.surnames) == ("nicolas-sarkozy", ActorKind.PERSON, ("Sarkozy",))
    assert sarkozy.affiliations == [Affiliation("france")]


BAD_ROWS = [
    ("\torganisation\t\t\t\t\t", "the name is empty"),
    ("X\tmonster\t\t\t\t\t", "the kind 'monster' is not one of state, person"),
    ("X\tperson\tFrance\t\t\t2015-3\t", "'2015-3' is no date of the form 2016-02-11"),
    ("X\tperson\tFrance\t\t\t2015\t2014", "it ends (2014) before it starts (2015)"),
    ("X\tperson\t\t\t\t2015\t", "represents is empty"),
    ("X\tperson\tFrance\t\t\t\t\tmore", "8 cells, but the header has 7"),
]


@pytest.mark.parametrize(("row", "why"), BAD_ROWS)
def test_a_malformed_row_is_told_and_the_rest_read(
    reading: Callable[[str], ActorFile], row: str, why: str
) -> None:
    file = reading(TABLE + row + "\n")
    assert len(file.entries) == 2
    (problem,) = file.problems
    assert problem.line == 5
    assert why in problem.why


def test_an_unknown_column_is_told(reading: Callable[[str], ActorFile]) -> None:
    file = reading("name\tkind\tcolour\nIce Front\tgroup\tblue\n")
    assert len(file.entries) == 1
    assert "'colour' is not known" in file.problems[0].why


def test_a_table_saved_by_an_old_spreadsheet_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes("name;kind\nMinistère de l’Été;organisation\n".encode("cp1252"))
    file = read_actor_file(path)
    assert file.entries[0].names == ["Ministère de l’Été"]
    assert "line 2: is not UTF-8" in str(file.problems[0])


UNUSABLE = [
    (b"", "no table of actors"),
    (b"# nothing\n", "no table of actors"),
    (b"Once upon a time there was a ministry.\n", "no table of actors"),
    (b"iso2,name\nFR,France\n", "no table of actors"),
    (b"name\tkind\n", "holds no actor that can be used"),
    (b"name\tkind\nX\tmonster\n", "the kind 'monster'"),
    (b"A_NAME [FRA 1]\n", r"\[FRA 1\]: the dates cannot be read"),
    (b"\x89PNG\0\0", "is no text"),
]


@pytest.mark.parametrize(("data", "why"), UNUSABLE)
def test_a_file_without_actors_is_refused_with_advice(tmp_path: Path, data: bytes, why: str) -> None:
    path = tmp_path / "mine.txt"
    path.write_bytes(data)
    with pytest.raises(KnowledgeError, match=why) as caught:
        read_actor_file(path)
    assert "at least name and kind" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"nowhere\.tsv cannot be read: No such file"):
        read_actor_file(tmp_path / "nowhere.tsv")


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            [
                "\t",
                " ",
                "+",
                "[",
                "]",
                "#",
                "_",
                "(",
                ")",
                "FRA",
                "GOV",
                "160101",
                "-",
                ">",
                "ICE",
                "é",
                "\n",
                ";",
                "name",
                "kind",
            ]
        ),
        max_size=40,
    )
)
def test_whatever_a_file_holds_it_is_read_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    path = tmp_path / "mine.txt"
    path.write_text("".join(pieces), "utf-8")
    try:
        file = read_actor_file(path)
    except KnowledgeError:
        return
    assert file.entries
    assert all(entry.names and all(entry.names) for entry in file.entries)
