"""Names of users' tables in texts: found in ordinary case, and never where a common word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from communique.extract.mentions import find_mentions
from communique.extract.runs import extract_statements
from communique.extract.statements import extract_article
from communique.knowledge.actors import load_actors, using_user_actors
from communique.knowledge.user_actors import UserActors, read_user_actors
from communique.model import Article

if TYPE_CHECKING:
    from pathlib import Path

    from .conftest import Parse

DICTIONARY = """\
GUNTHER_ICEBERG_
+G._ICEBERG
	[USAGOV 100101-161231]
	[IGOUNO >170101]
ARMY_OF_ICE_ [FRAREB]
BURNING_PATH_ [GRCREB]
MIZRABELLE_ [NGOGBR]
VISA_ [MNCUSA]
TARGET_ [MNCUSA]
HARVEST_ [NGOGBR]
WHY_ [NGOUSA]
ABDUL-KARIM_AL-ZEBRA_ [IRQOPP 030101-161231]
NATIONAL_SNOW_COUNCIL_ [FRAGOV]
RUSSIAN_ICE_COUNCIL_ [RUSGOV]
"""
TABLE = """\
name\tkind\trepresents\taliases\tsurname\tdemonyms
Freedonia\tstate\t\t\t\tFreedonian|freedonien|freedonienne|freedoniens
Ministry of Ice of Freedonia\torganisation\tFreedonia\tMinistère de la Glace|ministère de la Neige\t\t
Rufus Firefly\tperson\tFreedonia\t\tFirefly\t
"""


@pytest.fixture(scope="module")
def given(tmp_path_factory: pytest.TempPathFactory) -> UserActors:
    """Two invented files: a dictionary and a table."""
    folder = tmp_path_factory.mktemp("given")
    (folder / "made.actors.txt").write_text(DICTIONARY, "utf-8")
    (folder / "made.tsv").write_text(TABLE, "utf-8")
    return read_user_actors([folder / "made.actors.txt", folder / "made.tsv"])


FOUND = [
    ("en", "Yesterday Gunther Iceberg condemned Russia.", ["gunther-iceberg", "russia"]),
    ("en", "Yesterday Günther Iceberg condemned Russia.", ["gunther-iceberg", "russia"]),
    ("en", "GUNTHER ICEBERG CONDEMNS RUSSIA", ["gunther-iceberg", "russia"]),
    ("en", "FREEDONIA AND FIREFLY THREATEN RUSSIA", ["freedonia", "rufus-firefly", "russia"]),
    ("en", "G. Iceberg condemned Russia.", ["gunther-iceberg", "russia"]),
    ("en", "Abdul Karim al-Zebra met him.", ["abdul-karim-al-zebra"]),
    ("en", "The Army of Ice threatened France.", ["army-of-ice", "france"]),
    ("en", "The Army of Ice's leader threatened France.", ["army-of-ice", "france"]),
    ("en", "Mizrabelle accused Iran of lying.", ["mizrabelle", "iran"]),
    ("en", "Yesterday VISA accused Iran of lying.", ["visa", "iran"]),
    ("en", "The Russian Ice Council met.", ["russian-ice-council"]),
    ("en", "The Ministry of Ice of Freedonia met.", ["ministry-of-ice-of-freedonia"]),
    ("en", "Yesterday the Freedonian minister met Firefly.", ["freedonia", "rufus-firefly"]),
    ("fr", "Le Ministère de la Glace a condamné la Russie.", ["ministry-of-ice-of-freedonia", "russia"]),
    ("fr", "Le ministère de la Neige a condamné la Russie.", ["ministry-of-ice-of-freedonia", "russia"]),
    ("fr", "Les soldats freedoniens ont quitté la Russie.", ["freedonia", "russia"]),
    ("fr", "Hier, Rufus Firefly a critiqué l'Iran.", ["rufus-firefly", "iran"]),
]


def names(parse: Parse, language: str, text: str, given: UserActors) -> list[str]:
    with using_user_actors(given):
        mentions = find_mentions(parse(language, text), language)
    return [actor for mention in mentions for actor in mention.actors]


@pytest.mark.parametrize(("language", "text", "actors"), FOUND)
def test_names_are_found(
    parse: Parse, given: UserActors, language: str, text: str, actors: list[str]
) -> None:
    assert names(parse, language, text, given) == actors


COMMON_WORDS = [
    ("en", "They marched like an army of ice along a burning path."),
    ("en", "His visa was a target, and nobody told him why."),
    ("en", "Target your efforts. Why did they come? Harvest time began."),
    ("en", "The Visa Waiver Program ended."),
    ("en", "He asked: Why should they?"),
    ("en", "They saw the army of Ice. Burning is what path means."),
    ("en", "A post-Visa world."),
    ("en", "WHY THEY ARE A TARGET"),
    ("fr", "Un visa pour la cible."),
]


@pytest.mark.parametrize(("language", "text"), COMMON_WORDS)
def test_common_words_name_nobody(parse: Parse, given: UserActors, language: str, text: str) -> None:
    assert names(parse, language, text, given) == []


def test_the_longer_of_a_name_of_ours_and_one_of_theirs_is_taken(parse: Parse, given: UserActors) -> None:
    text = "The Russian Ice Council and the United Nations Security Council met the Russian army."
    assert names(parse, "en", text, given) == [
        "russian-ice-council",
        "united-nations-security-council",
        "russian-army",
    ]


SPEAKS = [
    ("2016-05-01", "United States"),
    ("2018-05-01", "United Nations"),
    ("2005-05-01", None),
    (None, None),
]


@pytest.mark.parametrize(("date", "represented"), SPEAKS)
def test_the_date_of_the_article_tells_whom_somebody_represents(
    given: UserActors, date: str | None, represented: str | None
) -> None:
    text = "Gunther Iceberg accused Russia of lying."
    article = Article(id="made", text=text, language="en", published=date)
    (statement,) = extract_article(article, actors=given)
    assert (statement.speaker_id, statement.speaker_kind) == ("gunther-iceberg", "person")
    assert statement.represents == represented


def test_a_state_of_users_is_speaker_target_and_place(given: UserActors) -> None:
    text = (
        "Freedonia accused Russia of lying. Iran condemned Freedonia. Spain condemned the war in Freedonia."
    )
    found = extract_article(Article(id="made", text=text, language="en"), actors=given)
    assert [(each.speaker_id, each.target_id, each.place_ids) for each in found] == [
        ("freedonia", "russia", ()),
        ("iran", "freedonia", ()),
        ("spain", None, ("freedonia",)),
    ]


def test_two_runs_in_one_process_do_not_leak(given: UserActors, tmp_path: Path) -> None:
    """Also where both run by turns, as generators do."""
    path = tmp_path / "other.tsv"
    path.write_text("name\tkind\nGunther Iceberg\torganisation\n", "utf-8")
    other = read_user_actors([path])
    text = "Gunther Iceberg accused Iran of lying."
    articles = [Article(id=f"a{i}", text=text, language="en") for i in (0, 1)]
    runs = [extract_statements(articles, actors=actors) for actors in (given, other, None)]
    for _ in articles:
        kinds = []
        for run in runs:
            _, (statement,) = next(run)
            kinds.append(str(statement.speaker_kind))
            assert "gunther-iceberg" not in load_actors()
        assert kinds[:2] == ["person", "organisation"]
    assert extract_article(articles[0]) == extract_article(articles[0], actors=None)
