"""Dates named in a text, and the day of a speech act, seen from Wednesday, 12 October 2016."""

import pytest

from communique.extract.dates import add_days, find_dates, find_shifts, published_day
from communique.extract.statements import extract_article
from communique.model import Article

PUBLISHED = "2016-10-12"

ENGLISH = [
    ("Germany said on Wednesday", PUBLISHED, ["2016-10-12"]),
    ("Germany said on Tuesday", PUBLISHED, ["2016-10-11"]),
    ("Germany said on Thursday", PUBLISHED, ["2016-10-06"]),
    ("last Wednesday", PUBLISHED, ["2016-10-05"]),
    ("next Friday", PUBLISHED, []),
    ("by Monday", PUBLISHED, []),
    ("yesterday and last night", PUBLISHED, ["2016-10-11", "2016-10-11"]),
    ("two days ago", PUBLISHED, ["2016-10-10"]),
    ("three months ago", PUBLISHED, ["2016-07"]),
    ("five years ago", PUBLISHED, ["2011"]),
    ("last month", PUBLISHED, ["2016-09"]),
    ("earlier this year", PUBLISHED, ["2016"]),
    ("on July 19", PUBLISHED, ["2016-07-19"]),
    ("on 22 November", PUBLISHED, ["2015-11-22"]),
    ("on July 19, 2012", PUBLISHED, ["2012-07-19"]),
    ("on Wednesday, October 12", PUBLISHED, ["2016-10-12"]),
    ("on 31 June", PUBLISHED, []),
    ("on October 13, 2016", PUBLISHED, []),
    ("in July", PUBLISHED, ["2016-07"]),
    ("Last December", PUBLISHED, ["2015-12"]),
    ("In 2007 it signed", PUBLISHED, ["2007"]),
    ("Prime Minister May may march", PUBLISHED, []),
    ("the November presidential election", PUBLISHED, []),
    ("between 2003-2011", PUBLISHED, []),
    ("on Tuesday", "2016-10", []),
    ("on Tuesday, yesterday, in July", None, []),
    ("on July 19, 2012", None, ["2012-07-19"]),
    ("in July", "2016-10", ["2016-07"]),
]

FRENCH = [
    ("mercredi", PUBLISHED, ["2016-10-12"]),
    ("mardi matin", PUBLISHED, ["2016-10-11"]),
    ("jeudi", PUBLISHED, ["2016-10-06"]),
    ("mercredi dernier", PUBLISHED, ["2016-10-05"]),
    ("vendredi prochain", PUBLISHED, []),
    ("hier (11 octobre 2016)", PUBLISHED, ["2016-10-11", "2016-10-11"]),
    ("avant-hier", PUBLISHED, ["2016-10-10"]),
    ("le 22 septembre", PUBLISHED, ["2016-09-22"]),
    ("le 22 novembre", PUBLISHED, ["2015-11-22"]),
    ("le 1er septembre 2016", PUBLISHED, ["2016-09-01"]),
    ("le 31 juin", PUBLISHED, []),
    ("mercredi 12 octobre", PUBLISHED, ["2016-10-12"]),
    ("les 8 et 9 octobre 2016", PUBLISHED, ["2016-10"]),
    ("en mai", PUBLISHED, ["2016-05"]),
    ("le mois dernier", PUBLISHED, ["2016-09"]),
    ("il y a trois jours", PUBLISHED, ["2016-10-09"]),
    ("il y a deux ans", PUBLISHED, ["2014"]),
    ("en 2003", PUBLISHED, ["2003"]),
    ("mardi, hier, en mai", None, []),
    ("le 3 juillet 2012", None, ["2012-07-03"]),
]


@pytest.mark.parametrize(("text", "published", "values"), ENGLISH)
def test_english_dates(text: str, published: str | None, values: list[str]) -> None:
    assert [mention.value for mention in find_dates(text, "en", published)] == values


@pytest.mark.parametrize(("text", "published", "values"), FRENCH)
def test_french_dates(text: str, published: str | None, values: list[str]) -> None:
    assert [mention.value for mention in find_dates(text, "fr", published)] == values


def test_a_date_mention_covers_its_words() -> None:
    text = "He spoke on July 19, 2012, in Bonn."
    (mention,) = find_dates(text, "en", PUBLISHED)
    assert text[mention.start : mention.end] == "July 19, 2012"


@pytest.mark.parametrize(
    ("text", "language", "days"),
    [
        ("The following day", "en", [1]),
        ("the previous day", "en", [-1]),
        ("Le lendemain, la veille", "fr", [1, -1]),
    ],
)
def test_days_counted_from_another_day(text: str, language: str, days: list[int]) -> None:
    assert [shift.days for shift in find_shifts(text, language)] == days


def test_days_cross_months() -> None:
    assert add_days("2016-03-01", -1) == "2016-02-29"


@pytest.mark.parametrize("published", [None, "2016", "2016-10"])
def test_only_a_full_date_is_a_publication_day(published: str | None) -> None:
    assert published_day(published) is None


def dates_of(text: str, language: str, published: str | None = PUBLISHED) -> list[str | None]:
    """Return the dates of the statements of a text, in text order."""
    article = Article(id="test", text=text, language=language, published=published)
    return [statement.date for statement in extract_article(article)]


ACTS = [
    ("en", "Germany condemned Russia on Monday.", ["2016-10-10"]),
    ("en", "Germany condemned Russia.", ["2016-10-12"]),
    ("en", "Germany has condemned Russia.", [None]),
    ("en", "In 2007, Germany condemned Russia.", ["2007"]),
    ("en", "Germany condemned the siege of Aleppo that began on Monday.", ["2016-10-12"]),
    ("en", "Germany condemned the March 3 agreement with Russia.", ["2016-10-12"]),
    # the speaker's day holds for what he says next
    (
        "en",
        "Germany condemned Russia on Monday.\n\nGermany also accused Iran of lying about the talks.",
        ["2016-10-10", "2016-10-10"],
    ),
    # others react between the news and the publication: within the month if that is days apart
    ("en", "Germany condemned Russia on Friday.\n\nItaly condemned Iran.", ["2016-10-07", "2016-10"]),
    ("en", "Germany condemned Russia on Tuesday.\n\nItaly condemned Iran.", ["2016-10-11", "2016-10-11"]),
    (
        "en",
        "Germany condemned Russia on Friday.\n\nThe next day, Italy condemned Iran.",
        ["2016-10-07", "2016-10-08"],
    ),
    ("fr", "L'Allemagne a condamné la Russie lundi.", ["2016-10-10"]),
    ("fr", "L'Allemagne a condamné la Russie.", ["2016-10-12"]),
    ("fr", "L'Allemagne avait condamné la Russie.", [None]),
    (
        "fr",
        "L'Allemagne a condamné la Russie vendredi.\n\nL'Italie a condamné l'Iran.",
        ["2016-10-07", "2016-10"],
    ),
]


@pytest.mark.parametrize(("language", "text", "dates"), ACTS)
def test_day_of_a_speech_act(language: str, text: str, dates: list[str | None]) -> None:
    assert dates_of(text, language) == dates


def test_without_a_publication_date_a_weekday_is_unknown() -> None:
    assert dates_of("Germany condemned Russia on Monday.", "en", None) == [None]


def test_a_month_of_publication_is_all_that_is_known() -> None:
    assert dates_of("Germany condemned Russia on Monday.", "en", "2016-10") == ["2016-10"]
