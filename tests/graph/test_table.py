from __future__ import annotations

from communique.graph.table import Table

TABLE = Table(("who", "n"), (("France <b>", 3), (None, 1)))


def test_a_table_becomes_records_and_a_data_frame() -> None:
    assert TABLE.records() == [{"who": "France <b>", "n": 3}, {"who": None, "n": 1}]
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["who", "n"]
    assert frame["n"].sum() == 4
    assert len(TABLE) == len(frame) == 2


def test_whole_numbers_stay_whole_beside_unknown_ones() -> None:
    table = Table(("n", "x", "b"), ((1, 0.5, True), (None, None, None)))
    frame = table.to_pandas()
    assert str(frame["n"][0]) == "1"
    assert frame["n"].isna().to_list() == frame["x"].isna().to_list() == [False, True]
    assert frame["b"][0] is True


def test_an_empty_table_keeps_its_columns() -> None:
    assert list(Table(("a", "b"), ()).to_pandas().columns) == ["a", "b"]


def test_notebooks_show_it_with_everything_escaped() -> None:
    assert "<td>France &lt;b&gt;</td><td>3</td>" in TABLE._repr_html_()
    assert "<td></td><td>1</td>" in TABLE._repr_html_()
