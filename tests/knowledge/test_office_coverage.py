"""That heads and foreign ministers are known since 2000, and that those of whom anybody is sure are right."""

import pytest

from communique.knowledge.offices import load_offices, office_holders

G20 = [
    "argentina",
    "australia",
    "brazil",
    "canada",
    "china",
    "european-union",
    "france",
    "germany",
    "india",
    "indonesia",
    "italy",
    "japan",
    "mexico",
    "russia",
    "saudi-arabia",
    "south-africa",
    "south-korea",
    "turkey",
    "united-kingdom",
    "united-states",
]
FURTHER = [
    "afghanistan",
    "algeria",
    "armenia",
    "azerbaijan",
    "bahrain",
    "belarus",
    "burkina-faso",
    "central-african-republic",
    "chad",
    "cuba",
    "democratic-republic-of-the-congo",
    "egypt",
    "estonia",
    "ethiopia",
    "georgia",
    "hungary",
    "iran",
    "iraq",
    "israel",
    "ivory-coast",
    "jordan",
    "kuwait",
    "latvia",
    "lebanon",
    "libya",
    "lithuania",
    "mali",
    "mauritania",
    "moldova",
    "morocco",
    "niger",
    "nigeria",
    "north-korea",
    "oman",
    "pakistan",
    "palestine",
    "poland",
    "qatar",
    "romania",
    "rwanda",
    "senegal",
    "serbia",
    "spain",
    "sudan",
    "syria",
    "tunisia",
    "ukraine",
    "united-arab-emirates",
    "venezuela",
    "yemen",
]
YEARS = range(2000, 2025)

UNKNOWN_FOREIGN_MINISTERS = {
    "afghanistan": ([2000], "the Taliban's government was recognised by few"),
    "argentina": ([2022], "Santiago Cafiero: his first name would bar the city from the places"),
    "central-african-republic": ([*range(2000, 2009), 2014, 2015], "not in the table yet"),
    "libya": ([2024], "nobody but acting ministers since 2023"),
    "mauritania": (range(2000, 2005), "not in the table yet"),
    "niger": ([2000], "not in the table yet"),
    "pakistan": ([2014, 2015, 2016], "the prime minister himself, with an adviser"),
    "palestine": ([2000, 2001, 2002, 2008], "no such ministry before 2003; 2008 not certain"),
}
"""The years without a known foreign minister, and why."""


def _unknown(state: str, *roles: str) -> list[int]:
    return [year for year in YEARS if not any(office_holders(role, state, str(year)) for role in roles)]


@pytest.mark.parametrize("state", [state for state in (*G20, *FURTHER) if state != "european-union"])
def test_head_is_known_every_year(state: str) -> None:
    assert _unknown(state, "head_of_state", "head_of_government") == []


@pytest.mark.parametrize("state", [*G20, *FURTHER])
def test_foreign_minister_is_known_every_year(state: str) -> None:
    years, _ = UNKNOWN_FOREIGN_MINISTERS.get(state, ([], ""))
    assert _unknown(state, "foreign_minister") == list(years)


@pytest.mark.parametrize(
    "organisation",
    [
        "united-nations",
        "european-union",
        "nato",
        "arab-league",
        "international-atomic-energy-agency",
        "organisation-for-the-prohibition-of-chemical-weapons",
    ],
)
def test_head_of_an_organisation_is_known_every_year(organisation: str) -> None:
    assert _unknown(organisation, "head_of_organisation") == []


@pytest.mark.parametrize(
    ("role", "represents", "on", "holder"),
    [
        ("head_of_state", "united-states", "2001-09-11", "george-w-bush"),
        ("foreign_minister", "united-states", "2003-02-05", "colin-powell"),
        ("foreign_minister", "united-states", "2006-07", "condoleezza-rice"),
        ("defence_minister", "united-states", "2003-03-20", "donald-rumsfeld"),
        ("vice_president", "united-states", "2005", "dick-cheney"),
        ("head_of_state", "france", "2003-02-14", "jacques-chirac"),
        ("foreign_minister", "france", "2003-02-14", "dominique-de-villepin"),
        ("head_of_government", "france", "2005-11", "dominique-de-villepin"),
        ("head_of_government", "france", "2001", "lionel-jospin"),
        ("foreign_minister", "united-kingdom", "2003-03", "jack-straw"),
        ("head_of_government", "germany", "2002-09", "gerhard-schroder"),
        ("foreign_minister", "germany", "2003-02", "joschka-fischer"),
        ("foreign_minister", "russia", "2003-03", "igor-ivanov"),
        ("head_of_government", "russia", "2003", "mikhail-kasyanov"),
        ("head_of_state", "china", "2001-07", "jiang-zemin"),
        ("head_of_government", "japan", "2002-09-17", "junichiro-koizumi"),
        ("head_of_state", "south-korea", "2000-06-15", "kim-dae-jung"),
        ("foreign_minister", "south-korea", "2005-09", "ban-ki-moon"),
        ("head_of_government", "india", "2002", "atal-bihari-vajpayee"),
        ("head_of_government", "australia", "2003", "john-howard"),
        ("head_of_government", "italy", "2007", "romano-prodi"),
        ("head_of_government", "israel", "2002-04", "ariel-sharon"),
        ("head_of_government", "israel", "2006-07-12", "ehud-olmert"),
        ("head_of_state", "palestine", "2002-04", "yasser-arafat"),
        ("head_of_government", "lebanon", "2006-07-12", "fouad-siniora"),
        ("head_of_state", "syria", "2000-06-09", "hafez-al-assad"),
        ("foreign_minister", "syria", "2003", "farouk-al-sharaa"),
        ("head_of_state", "iraq", "2008", "jalal-talabani"),
        ("foreign_minister", "iran", "2003-10", "kamal-kharrazi"),
        ("head_of_state", "egypt", "2011-06", "mohamed-hussein-tantawi"),
        ("head_of_state", "pakistan", "2007-12-27", "pervez-musharraf"),
        ("head_of_state", "ukraine", "2008-04", "viktor-yushchenko"),
        ("head_of_state", "georgia", "2008-08", "mikheil-saakashvili"),
        ("head_of_state", "poland", "2010-04-09", "lech-kaczynski"),
        ("head_of_state", "nigeria", "2006", "olusegun-obasanjo"),
        ("head_of_state", "niger", "2009-06", "mamadou-tandja"),
        ("head_of_organisation", "international-atomic-energy-agency", "2003-03-07", "mohamed-elbaradei"),
        ("foreign_minister", "european-union", "2004", "javier-solana"),
        ("head_of_organisation", "nato", "2008-08", "jaap-de-hoop-scheffer"),
        ("head_of_organisation", "african-union-commission", "2010", "jean-ping"),
        ("spokesperson", "iran", "2014-06", "marzieh-afkham"),
        ("ambassador", "russia", "2003-03", "sergey-lavrov"),
        ("ambassador", "united-states", "2003-03", "john-negroponte"),
        ("foreign_minister", "japan", "2024-01", "yoko-kamikawa"),
        ("foreign_minister", "pakistan", "2022-09", "bilawal-bhutto-zardari"),
    ],
)
def test_who_is_known_to_have_held_an_office(role: str, represents: str, on: str, holder: str) -> None:
    assert holder in office_holders(role, represents, on)


@pytest.mark.parametrize(
    ("role", "represents", "day", "holder"),
    [
        ("head_of_state", "france", "2007-05-15", "jacques-chirac"),
        ("head_of_state", "france", "2007-05-17", "nicolas-sarkozy"),
        ("head_of_state", "south-africa", "2008-12-01", "kgalema-motlanthe"),
        ("head_of_state", "saudi-arabia", "2005-07-31", "king-fahd"),
        ("head_of_government", "turkey", "2003-01-01", "abdullah-gul"),
        ("foreign_minister", "australia", "2011-01-01", "kevin-rudd"),
        ("foreign_minister", "united-kingdom", "2006-05-10", "margaret-beckett"),
        ("head_of_state", "oman", "2020-02-01", "haitham-bin-tariq"),
    ],
)
def test_one_alone_holds_an_office_on_a_day(role: str, represents: str, day: str, holder: str) -> None:
    assert office_holders(role, represents, day) == (holder,)


def test_every_office_has_one_of_the_named_sources() -> None:
    sources = {"public record", "Phoenix.Countries 2014 (CountryInfo)", "Phoenix.International"}
    assert {office.source for office in load_offices()} == sources
    assert all(
        not office.start or office.start < "2014-02"
        for office in load_offices()
        if "Phoenix" in office.source
    )
