"""Places named in a text, what a statement is about, and where it was made."""

import pytest

from communique.extract.place_mentions import find_places
from communique.extract.statements import extract_article, read_discourse
from communique.model import Article, Statement


def named_in(text: str, language: str) -> list[str]:
    discourse = read_discourse(Article(id="test", text=text, language=language, published="2016-10-12"))
    return [mention.place.name for each in discourse.paragraphs for mention in find_places(each, discourse)]


def statements_of(text: str, language: str = "en") -> list[Statement]:
    return extract_article(Article(id="test", text=text, language=language, published="2016-10-12"))


NAMED = [
    ("en", "The siege of Aleppo worries Germany.", ["Aleppo"]),
    ("en", "The army bombed eastern Aleppo.", ["Aleppo"]),
    ("en", "The war in Syria goes on.", ["Syria"]),
    ("en", "Syria shelled its neighbours.", []),
    ("en", "The ministers met in Moscow.", ["Moscow"]),
    ("en", "Moscow denied the report.", []),
    ("en", "The army holds Homs, Damascus and Aleppo.", ["Homs", "Damascus", "Aleppo"]),
    ("en", "Fighters hide in Raqqa, Syria.", ["Raqqa", "Syria"]),
    ("en", "The country sends weapons to Libya.", ["Libya"]),
    (
        "en",
        "The plot was directed against people in nations including Denmark and France.",
        ["Denmark", "France"],
    ),
    ("en", "The Libyan ambassador to Greece left.", []),
    ("en", "He is the French ambassador in Moscow.", []),
    ("en", "Troops moved into northern Mali.", ["northern Mali"]),
    ("en", "Turkey invaded Syria's northeast.", ["northeastern Syria"]),
    ("en", "The drilling in Cypriot waters must stop.", ["Cyprus"]),
    ("en", "The Amazon rainforest is burning.", ["Amazon rainforest"]),
    ("en", "Ships left the Persian Gulf, for the region is unsafe.", ["Persian Gulf", "Persian Gulf"]),
    ("en", "Rebels took Palmyra. The army then bombed the city.", ["Palmyra", "Palmyra"]),
    ("en", "President Carter met Prime Minister May.", []),
    ("fr", "Le siège d'Alep inquiète l'Allemagne.", ["Aleppo"]),
    ("fr", "La guerre en Syrie continue.", ["Syria"]),
    ("fr", "Les ministres se sont réunis à Genève.", ["Geneva"]),
    ("fr", "Moscou a démenti.", []),
    ("fr", "Nous demandons à la Russie de partir.", []),
    ("fr", "Les islamistes contrôlent le nord du Mali.", ["northern Mali"]),
    ("fr", "L'armée malienne veut libérer le nord du pays.", ["northern Mali"]),
    ("fr", "Le ministre parlait sur Europe 1.", []),
    ("fr", "Les combats ont repris dans la ville de Homs.", ["Homs"]),
]


@pytest.mark.parametrize(("language", "text", "names"), NAMED)
def test_places_named(language: str, text: str, names: list[str]) -> None:
    assert named_in(text, language) == names


ABOUT = [
    ("Germany accused Russia of lying about Syria.", ("Syria",)),
    ("Germany condemned Syria.", ()),
    ("Germany condemned the attack on Aleppo and the siege of Aleppo.", ("Aleppo",)),
    ("Germany called on Russia to leave Syria.", ("Syria",)),
]


@pytest.mark.parametrize(("text", "places"), ABOUT)
def test_places_of_a_statement(text: str, places: tuple[str, ...]) -> None:
    assert {statement.places for statement in statements_of(text)} == {places}


VENUES = [
    ("en", '"Russia must leave Aleppo," Ayrault said before a meeting in London.', "London"),
    ("en", '"Russia must leave Aleppo," Ayrault said as he arrived for a summit in Brussels.', "Brussels"),
    (
        "en",
        "Speaking to the press at a hospital in Watford, Ayrault said Russia must leave Aleppo.",
        "Watford",
    ),
    ("en", "Speaking to the Atlantic Council, Ayrault said Russia must leave Aleppo.", "Atlantic Council"),
    ("en", "Ayrault said, at the UN podium, that Russia must leave Aleppo.", "United Nations"),
    ("en", "Ayrault said ministers would meet in Berlin.", None),
    ("en", "Rebels in Aleppo accused Russia of lying.", None),
    ("fr", "« La Russie doit quitter Alep », a déclaré Ayrault lors d'une réunion à Genève.", "Geneva"),
    ("fr", "« La Russie doit quitter Alep », a déclaré Ayrault sur Europe 1.", None),
]


@pytest.mark.parametrize(("language", "text", "venue"), VENUES)
def test_venue_of_a_statement(language: str, text: str, venue: str | None) -> None:
    found = statements_of(text, language)
    assert found
    assert {statement.venue for statement in found} == {venue}


def test_a_venue_is_not_told_again_as_a_place() -> None:
    (statement,) = statements_of('"Russia must leave Aleppo," Ayrault said at a summit in Brussels.')
    assert (statement.places, statement.venue) == (("Aleppo",), "Brussels")


def test_a_scene_holds_for_the_next_quotation_of_the_same_speaker() -> None:
    text = (
        'Jean-Marc Ayrault spoke at a summit in Brussels.\n\n"Russia must leave Aleppo," Ayrault said.\n\n'
        '"Russia must leave Homs," Angela Merkel said.'
    )
    assert [(each.speaker, each.venue) for each in statements_of(text)] == [
        ("Jean-Marc Ayrault", "Brussels"),
        ("Angela Merkel", None),
    ]
