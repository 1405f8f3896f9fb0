from __future__ import annotations

from communique.graph.table import Table

TABLE = Table(("who", "n"), (("France <b>", 3), (None, 1)))


def test_a_table_becomes_records_and_a_data_frame() -> None:
    assert TABLE.records() == [{"who": "France <b>", "n": 3}, {"who": None, "n": 1}]
    frame = TABLE.to_pandas()
    assert list(frame.columns) == ["who", "n"]
    assert frame["n"].sum() == 4
    assert len(TABLE) == len(frame) == 2


def test_an_empty_table_keeps_its_columns() -> None:
    assert list(Table(("a", "b"), ()).to_pandas().columns) == ["a", "b"]


def test_notebooks_show_it_with_everything_escaped() -> None:
    assert "<td>France &lt;b&gt;</td><td>3</td>" in TABLE._repr_html_()
    assert "<td></td><td>1</td>" in TABLE._repr_html_()
