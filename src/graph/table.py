"""A table: the answer of every query and every analysis, to print, to write or to hand to pandas."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

from ..plurals import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pandas as pd

Value = str | int | float | bool | None
"""What a cell holds; None: nothing is known."""


def data_frame(columns: Sequence[str], rows: list[Any]) -> pd.DataFrame:
    """Return rows, lists or mappings, as a DataFrame with these columns, also where there are no rows."""
    import pandas as pd  # slow to import, and only needed here

    try:
        return pd.DataFrame(rows, columns=list(columns))
    except UnicodeEncodeError:  # halves of characters, which Arrow's texts cannot hold
        return pd.DataFrame(rows, columns=list(columns), dtype=object)


@dataclass(frozen=True, slots=True)
class Table:
    """Names of the columns, and the rows as plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self.rows)

    def records(self) -> list[dict[str, Value]]:
        """Return each row as a mapping from column to value.

        >>> Table(("actor", "n"), (("France", 3),)).records()
        [{'actor': 'France', 'n': 3}]
        """
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pd.DataFrame:
        """Return the table as a pandas DataFrame, one row a row; whole numbers stay whole where some are
        unknown.
        """
        frame = data_frame(self.columns, [list(row) for row in self.rows])
        for place, column in enumerate(self.columns):
            kinds = {type(row[place]) for row in self.rows}
            if kinds == {int, type(None)}:  # pandas made fractions of them
                frame[column] = frame[column].astype("Int64")
        return frame

    def __repr__(self) -> str:
        """Return how much it holds: a row may hold a whole paragraph."""
        return f"Table: {counted(len(self), 'row')} of {', '.join(self.columns)}; .to_pandas() shows them"

    def _repr_html_(self) -> str:
        """Return the table as notebooks show it."""
        head = "".join(f"<th>{escape(column)}</th>" for column in self.columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{'' if cell is None else escape(str(cell))}</td>" for cell in row)
            + "</tr>"
            for row in self.rows
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
