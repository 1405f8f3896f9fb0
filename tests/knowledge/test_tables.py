"""How tables are read, and what is said of a malformed one."""

import pytest

from communique.errors import KnowledgeError
from communique.knowledge.tables import data_file, make_slug, parse_table, read_table, strip_accents

TABLES = sorted(path.name for path in data_file("").iterdir() if path.name.endswith(".tsv"))


@pytest.mark.parametrize("name", TABLES)
def test_packaged_tables_parse(name: str) -> None:
    assert read_table(name)


@pytest.mark.parametrize(
    "name", ["states.tsv", "organisations.tsv", "armed_groups.tsv", "people.tsv", "places.tsv"]
)
def test_ids_are_unique(name: str) -> None:
    ids = [row.text("id") for row in read_table(name)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Côte d'Ivoire", "cote-divoire"),
        ("Beata Szydło", "beata-szydlo"),
        ("Recep Tayyip Erdoğan", "recep-tayyip-erdogan"),
        ("Kurdistan Workers’ Party", "kurdistan-workers-party"),
        ("OPEC+", "opec-plus"),
        ("Żagań", "zagan"),
    ],
)
def test_make_slug(name: str, slug: str) -> None:
    assert make_slug(name) == slug


def test_strip_accents_keeps_case() -> None:
    assert strip_accents("Élysée, Yıldırım") == "Elysee, Yildirim"


def test_rows_know_their_line_and_cells() -> None:
    (row,) = parse_table(["# why\n", "id\taliases\tsize\n", "x\ta| b |\t1.5\n"], "made.tsv")
    assert (row.line, row.several("aliases"), row.number("size")) == (3, ("a", "b"), 1.5)


@pytest.mark.parametrize(
    ("lines", "ask", "message"),
    [
        (["id\tname", "x"], "id", "made.tsv, line 2: 1 cells, but the header has 2"),
        (["id\tname", "x\t"], "name", "made.tsv, line 2: column 'name' is empty"),
        (["id", "x"], "name", "made.tsv, line 2: there is no column 'name'"),
    ],
)
def test_malformed_rows_are_named(lines: list[str], ask: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        [row.text(ask) for row in parse_table(lines, "made.tsv")]
