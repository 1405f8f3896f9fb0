from __future__ import annotations

from datetime import date

import pytest

from communique.graph.dating import Period, read_period


@pytest.mark.parametrize(
    ("edtf", "first", "last", "precision"),
    [
        ("2016-07-19", date(2016, 7, 19), date(2016, 7, 19), "day"),
        ("2016-02", date(2016, 2, 1), date(2016, 2, 29), "month"),
        ("2016", date(2016, 1, 1), date(2016, 12, 31), "year"),
        ("2016-07~", date(2016, 7, 1), date(2016, 7, 31), "month"),
        ("2016-07-18/2016-08", date(2016, 7, 18), date(2016, 8, 31), "period"),
    ],
)
def test_dates_cover_days(edtf: str, first: date, last: date, precision: str) -> None:
    assert read_period(edtf) == Period(first, last, precision)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "edtf", [None, "", "2016-13", "2016-02-30", "2016-21", "201X", "soon", "2017/2016", "../2016", "2016-7-1"]
)
def test_what_is_no_date_stays_unknown(edtf: str | None) -> None:
    assert read_period(edtf) is None
