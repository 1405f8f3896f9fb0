"""Dates named in a text, and the day of a speech act, seen from Wednesday, 12 October 2016."""

import pytest

from communique.extract.dates import add_days, find_dates, find_days_without_date, find_shifts, published_day
from communique.extract.dating import Dating, date_of
from communique.extract.parsed_articles import read_discourse
from communique.extract.speech_acts import find_speech_acts
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
    ("on October 20", "2016-10", ["2016-10-20"]),
    ("in November", "2016-10-31", ["2015-11"]),
    ("last week", PUBLISHED, ["2016-10-03/2016-10-09"]),
    ("late last week", PUBLISHED, ["2016-10-03/2016-10-09"]),
    ("this week", PUBLISHED, ["2016-10-10/2016-10-12"]),
    ("earlier this week", PUBLISHED, ["2016-10-10/2016-10-12"]),
    ("earlier this week, on Monday", PUBLISHED, ["2016-10-10"]),
    ("later this week", PUBLISHED, []),
    ("earlier this month", PUBLISHED, ["2016-10"]),
    ("late last month", PUBLISHED, ["2016-09"]),
    ("late last year", PUBLISHED, ["2015"]),
    ("two weeks ago", PUBLISHED, ["2016-09-26/2016-10-02"]),
    ("a week ago", PUBLISHED, ["2016-10-03/2016-10-09"]),
    ("a month ago", PUBLISHED, ["2016-09"]),
    ("a decade ago", PUBLISHED, ["2006"]),
    ("10 days ago", PUBLISHED, ["2016-10-02"]),
    ("on Monday morning", PUBLISHED, ["2016-10-10"]),
    ("Tuesday night", PUBLISHED, ["2016-10-11"]),
    ("over the weekend", PUBLISHED, ["2016-10-08/2016-10-09"]),
    ("the day before yesterday", PUBLISHED, ["2016-10-10"]),
    ("on the 22nd of September", PUBLISHED, ["2016-09-22"]),
    ("on Sept. 3", PUBLISHED, ["2016-09-03"]),
    ("Sept 3, 2015", PUBLISHED, ["2015-09-03"]),
    ("on 3 Oct 2016", PUBLISHED, ["2016-10-03"]),
    ("in late September", PUBLISHED, ["2016-09"]),
    ("in early October", PUBLISHED, ["2016-10"]),
    ("mid-August", PUBLISHED, ["2016-08"]),
    ("at the end of August", PUBLISHED, ["2016-08"]),
    ("in September 2014", PUBLISHED, ["2014-09"]),
    ("since Tuesday", PUBLISHED, []),
    ("until Friday", PUBLISHED, []),
    ("by phone on Monday", PUBLISHED, ["2016-10-10"]),
    ("from Paris on Tuesday", PUBLISHED, ["2016-10-11"]),
    ("before last Tuesday", PUBLISHED, []),
    ("between 3 and 5 October 2016", PUBLISHED, ["2016-10"]),
    ("on October 3-5", PUBLISHED, ["2016-10"]),
    ("October 3 to October 5", PUBLISHED, ["2016-10-03", "2016-10-05"]),
    ("on 2016-10-03", PUBLISHED, ["2016-10-03"]),
    ("the 2015 deal", PUBLISHED, []),
    ("in the 1990s", PUBLISHED, []),
    ("in summer 2015", PUBLISHED, []),
    ("on February 29", PUBLISHED, ["2016-02-29"]),
    ("on February 30", PUBLISHED, []),
    ("on Monday (10 October)", PUBLISHED, ["2016-10-10"]),
    ("in May, May met Obama", PUBLISHED, ["2016-05"]),
    ("this morning", PUBLISHED, ["2016-10-12"]),
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
    ("la semaine dernière", PUBLISHED, ["2016-10-03/2016-10-09"]),
    ("cette semaine", PUBLISHED, ["2016-10-10/2016-10-12"]),
    ("plus tôt dans la semaine", PUBLISHED, ["2016-10-10/2016-10-12"]),
    ("plus tard dans la semaine", PUBLISHED, []),
    ("plus tôt ce mois-ci", PUBLISHED, ["2016-10"]),
    ("le mois passé", PUBLISHED, ["2016-09"]),
    ("l’an dernier", PUBLISHED, ["2015"]),
    ("l'année dernière", PUBLISHED, ["2015"]),
    ("plus tôt cette année", PUBLISHED, ["2016"]),
    ("il y a deux jours", PUBLISHED, ["2016-10-10"]),
    ("il y a une semaine", PUBLISHED, ["2016-10-03/2016-10-09"]),
    ("il y a un mois", PUBLISHED, ["2016-09"]),
    ("voici trois jours", PUBLISHED, ["2016-10-09"]),
    ("fin septembre", PUBLISHED, ["2016-09"]),
    ("début octobre", PUBLISHED, ["2016-10"]),
    ("mi-août", PUBLISHED, ["2016-08"]),
    ("à la fin septembre", PUBLISHED, ["2016-09"]),
    ("en septembre 2014", PUBLISHED, ["2014-09"]),
    ("début 2014", PUBLISHED, ["2014"]),
    ("mardi soir", PUBLISHED, ["2016-10-11"]),
    ("lundi dernier", PUBLISHED, ["2016-10-10"]),
    ("ce mardi", PUBLISHED, ["2016-10-11"]),
    ("lundi 10 octobre 2016", PUBLISHED, ["2016-10-10"]),
    ("mercredi, le 12 octobre", PUBLISHED, ["2016-10-12"]),
    ("le 1er octobre", PUBLISHED, ["2016-10-01"]),
    ("le 3 oct. 2015", PUBLISHED, ["2015-10-03"]),
    ("de sept pays", PUBLISHED, []),
    ("du 3 au 5 octobre 2016", PUBLISHED, ["2016-10"]),
    ("le week-end dernier", PUBLISHED, ["2016-10-08/2016-10-09"]),
    ("avant mardi", PUBLISHED, []),
    ("depuis mardi", PUBLISHED, []),
    ("jusqu'à vendredi", PUBLISHED, []),
    ("d'ici vendredi", PUBLISHED, []),
    ("à partir de lundi", PUBLISHED, []),
    ("dans les années 1990", PUBLISHED, []),
    ("l'été 2015", PUBLISHED, []),
    ("le 29 février", PUBLISHED, ["2016-02-29"]),
    ("hier soir", PUBLISHED, ["2016-10-11"]),
    ("ce matin", PUBLISHED, ["2016-10-12"]),
    ("aujourd’hui", PUBLISHED, ["2016-10-12"]),
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
    ("text", "language", "published", "words"),
    [
        ("Germany said on Tuesday that last week", "en", None, ["Tuesday", "last week"]),
        ("On July 19, 2012, and in July", "en", None, ["July"]),
        ("On July 19, 2012, and in July", "en", "2016-10", []),
        ("On Monday and on 3 May.", "en", None, ["Monday", "3 May"]),
        ("On Monday and on 3 May.", "en", "2016-10", ["Monday"]),
        ("mardi, puis il y a deux jours", "fr", None, ["mardi", "il y a deux jours"]),
        # the date behind the weekday says more
        ("On Monday, 10 October 2016", "en", None, []),
        ("On Monday (2016-10-10)", "en", "2016-10", []),
        ("mardi 11 octobre", "fr", None, ["11 octobre"]),
    ],
)
def test_words_of_days_that_only_the_publication_date_would_tell(
    text: str, language: str, published: str | None, words: list[str]
) -> None:
    found = find_days_without_date(text, language, published)
    assert [text[mention.start : mention.end] for mention in found] == words
    assert {mention.value for mention in found} <= {""}


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
    ("en", "Germany said last week that Russia must leave Syria.", ["2016-10-03/2016-10-09"]),
    ("en", "Russia must leave Syria, Germany said earlier this month.", ["2016-10"]),
    ("en", "Earlier this week on Monday, Germany condemned Russia.", ["2016-10-10"]),
    ("en", "Germany has been urging Russia to leave Syria.", [None]),
    # the day of what is announced is not that of announcing it
    ("en", "France will push this week for more pressure on Russia.", ["2016-10-12"]),
    ("en", "France announced a summit with Russia on October 20.", ["2016-10-12"]),
    ("en", "Germany condemned Russia on 22 November.", ["2015-11-22"]),
    # an inner date belongs to the inner act
    (
        "en",
        "On Monday, Germany revealed that in July Italy condemned Russia.",
        ["2016-10-10", "2016-07"],
    ),
    (
        "en",
        '"The airline transports weapons," according to a tweet on Monday by US State Secretary John Kerry.',
        ["2016-10-10"],
    ),
    ("fr", "L'Allemagne a condamné la Russie la semaine dernière.", ["2016-10-03/2016-10-09"]),
    ("fr", "L'Allemagne a condamné la Russie fin septembre.", ["2016-09"]),
    (
        "fr",
        "L'Allemagne a condamné la Russie lundi.\n\nElle vient d'annoncer son intention de quitter l'Iran.",
        ["2016-10-10", "2016-10"],
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


def test_words_of_a_day_are_kept_where_they_make_no_date() -> None:
    article = Article(id="test", text="Germany condemned Russia on Monday.", language="en")
    discourse = read_discourse(article)
    (act,) = find_speech_acts(discourse)
    assert date_of(act, discourse, {}) == Dating(None, None, "Monday")


WORDS = [
    # language, text, published, (date, basis, words) of each statement
    ("en", "Germany condemned Russia on Tuesday.", None, [(None, None, "Tuesday")]),
    ("en", "Germany condemned Russia on Tuesday.", PUBLISHED, [("2016-10-11", "stated", "Tuesday")]),
    ("en", "Germany condemned Russia on Tuesday.", "2016-10", [("2016-10", "publication", "Tuesday")]),
    ("en", "Germany condemned Russia on 10 October.", None, [(None, None, "10 October")]),
    ("en", "Germany condemned Russia in July.", None, [(None, None, "July")]),
    ("en", "Germany condemned Russia in July.", PUBLISHED, [("2016-07", "stated", "July")]),
    ("en", "Germany condemned Russia.", None, [(None, None, None)]),
    ("en", "Germany condemned Russia.", PUBLISHED, [(PUBLISHED, "publication", None)]),
    ("en", "The siege that began on Monday is a crime, Germany said.", None, [(None, None, None)]),
    ("en", "Germany condemned Russia after the invasion of May.", None, [(None, None, None)]),
    (
        "en",
        "Germany condemned Russia on Monday, 10 October 2016.",
        None,
        [("2016-10-10", "stated", "10 October 2016")],
    ),
    # a day that is remembered keeps its words; one that is only bounded by the news has none
    (
        "en",
        "Germany condemned Russia on Tuesday. It accused Iran of lying.\n\nItaly condemned Iran.",
        PUBLISHED,
        [
            ("2016-10-11", "stated", "Tuesday"),
            ("2016-10-11", "stated", "Tuesday"),
            ("2016-10-11", "publication", None),
        ],
    ),
    (
        "en",
        "Germany condemned Russia on Friday.\n\nThe next day, Italy condemned Iran.",
        PUBLISHED,
        [("2016-10-07", "stated", "Friday"), ("2016-10-08", "stated", "The next day")],
    ),
    (
        "en",
        "Germany condemned Russia on Friday.\n\nThe next day, Italy condemned Iran.",
        None,
        [(None, None, "Friday"), (None, None, "The next day")],
    ),
    # without a year it is not the day that was told before
    (
        "en",
        "On 12 November 2014, Italy condemned Iran. On 10 October, Italy condemned Syria.",
        None,
        [("2014-11-12", "stated", "12 November 2014"), (None, None, "10 October")],
    ),
    ("fr", "L'Allemagne a condamné la Russie mardi.", None, [(None, None, "mardi")]),
    ("fr", "L'Allemagne a condamné la Russie mardi.", PUBLISHED, [("2016-10-11", "stated", "mardi")]),
    ("fr", "L'Allemagne a condamné la Russie mardi 11 octobre.", None, [(None, None, "11 octobre")]),
    (
        "fr",
        "L'Allemagne a condamné la Russie la semaine dernière.",
        None,
        [(None, None, "la semaine dernière")],
    ),
    ("fr", "L'Allemagne a condamné la Russie.", None, [(None, None, None)]),
]


@pytest.mark.parametrize(("language", "text", "published", "expected"), WORDS)
def test_words_that_name_the_day_of_a_statement(
    language: str,
    text: str,
    published: str | None,
    expected: list[tuple[str | None, str | None, str | None]],
) -> None:
    statements = extract_article(Article(id="test", text=text, language=language, published=published))
    assert [(each.date, each.date_basis, each.date_text) for each in statements] == expected


def test_a_month_of_publication_is_all_that_is_known() -> None:
    assert dates_of("Germany condemned Russia on Monday.", "en", "2016-10") == ["2016-10"]


DATELINES = [
    (
        "en",
        "NAIROBI, 12 November 2024 - Kenya condemned Somalia.",
        None,
        ("2024-11-12", "stated", "12 November 2024"),
    ),
    (
        "en",
        "NAIROBI, 12 November 2024 - Kenya condemned Somalia on Monday.",
        None,
        ("2024-11-11", "stated", "Monday"),
    ),
    (
        "en",
        "NAIROBI, Nov 12 (Reuters) - Kenya condemned Somalia.",
        "2024-11-13",
        ("2024-11-12", "publication", None),
    ),
    ("en", "NAIROBI, Nov 12 (Reuters) - Kenya condemned Somalia.", None, (None, None, None)),
    (
        "fr",
        "Nairobi, le 12 novembre 2024 - Le Kenya a condamné la Somalie.",
        None,
        ("2024-11-12", "stated", "12 novembre 2024"),
    ),
    (
        "fr",
        "NAIROBI, 12 nov 2024 (AFP) - Le Kenya a condamné la Somalie lundi.",
        None,
        ("2024-11-11", "stated", "lundi"),
    ),
]


@pytest.mark.parametrize(("language", "text", "published", "dating"), DATELINES)
def test_a_dateline_tells_the_day(
    language: str, text: str, published: str | None, dating: tuple[str | None, str | None, str | None]
) -> None:
    (statement,) = extract_article(Article(id="test", text=text, language=language, published=published))
    assert (statement.date, statement.date_basis, statement.date_text) == dating
    assert statement.evidence.startswith(("Kenya", "Le Kenya"))
