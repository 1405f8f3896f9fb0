"""Places named in a text, what a statement is about, and where it was made."""

import pytest

from communique.extract.parsed_articles import read_discourse
from communique.extract.place_mentions import find_places
from communique.extract.statements import extract_article
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
    ("en", "Aleppo is under siege.", ["Aleppo"]),
    ("en", "The Damascus government denied it.", []),
    ("en", "The Tehran regime accused London.", []),
    ("en", "Washington and Moscow signed the deal.", []),
    ("en", "The Kremlin denied it.", []),
    ("fr", "L'Élysée a démenti.", []),
    ("fr", "Le ministre a répondu à l'Élysée.", []),
    ("en", "Brussels imposed sanctions.", []),
    ("en", "The Minsk agreements are dead.", []),
    ("en", "Troops left Paris.", ["Paris"]),
    ("en", "The Moscow talks failed.", []),
    ("en", "He flew from Beijing to Pyongyang.", ["Beijing", "Pyongyang"]),
    ("en", "Ships crossed the Strait of Hormuz.", ["Strait of Hormuz"]),
    ("en", "Israel annexed the Golan Heights.", ["Golan Heights"]),
    ("en", "Fighting in Darfur goes on.", ["Darfur"]),
    ("en", "Turkey shelled Kurdistan.", ["Kurdistan"]),
    ("en", "Russia annexed Crimea.", ["Crimea"]),
    ("en", "The Donbas is at war.", ["Donbas"]),
    ("en", "Clashes in Kashmir killed five.", ["Kashmir"]),
    ("en", "Protests erupted across the West Bank and Gaza.", ["West Bank", "Gaza Strip"]),
    ("en", "Drought grips the Sahel.", ["Sahel"]),
    ("en", "The attack in Lattakia was condemned.", ["Latakia"]),
    ("en", "The attack in Latakia was condemned.", ["Latakia"]),
    ("en", "Demonstrators gathered in Kiev.", ["Kyiv"]),
    ("en", "Demonstrators gathered in Kyiv.", ["Kyiv"]),
    ("en", "A delegation arrived in Peking.", ["Beijing"]),
    ("en", "Police patrolled downtown Tbilisi.", ["Tbilisi"]),
    ("en", "The blast hit west Baghdad.", ["Baghdad"]),
    ("en", "A bomb destroyed a Baghdad restaurant.", ["Baghdad"]),
    ("en", "Demonstrators marched on Manila's financial district.", ["Manila"]),
    ("en", "Russia bombed Damascus.", ["Damascus"]),
    ("en", "Russia accused Damascus of lying.", []),
    ("en", "The Paris attacks shocked Europe.", ["Paris"]),
    ("en", "The Damascus offensive against the rebels failed.", []),
    ("en", "The rebels captured the villages of Boloum, Sees, and Tees.", ["Boloum", "Sees", "Tees"]),
    ("en", "The army entered Akkarayankulam village.", ["Akkarayankulam"]),
    ("en", "John London was arrested.", []),
    ("en", "The Aleppo Media Center reported strikes.", []),
    ("fr", "Moscou et Washington ont signé l'accord.", []),
    ("fr", "Le régime de Damas ment.", []),
    ("fr", "L'accord de Paris est menacé.", []),
    ("fr", "Les accords de Minsk sont morts.", []),
    ("fr", "Kiev a démenti.", []),
    ("fr", "Les autorités de Kiev ont démenti.", []),
    ("fr", "Le gouvernement de Londres a démenti.", []),
    ("fr", "Bruxelles impose des sanctions.", []),
    ("fr", "Une explosion a secoué un hôtel de Bagdad.", ["Baghdad"]),
    ("fr", "La banlieue de Damas est bombardée.", ["Damascus"]),
    ("fr", "Les habitants de Damas ont fui.", ["Damascus"]),
    ("fr", "L'attentat de Vienne a choqué l'Europe.", ["Vienna"]),
    ("fr", "L'armée a bombardé Lattaquié.", ["Latakia"]),
    ("fr", "L'armée a bombardé Lattakia.", ["Latakia"]),
    ("fr", "Une réunion se tient à Londres.", ["London"]),
    ("fr", "Une réunion se tient à Pékin.", ["Beijing"]),
    ("fr", "Une réunion se tient au Caire.", ["Cairo"]),
    ("fr", "Une réunion se tient à Kyiv.", ["Kyiv"]),
    ("fr", "La Russie a annexé la Crimée.", ["Crimea"]),
    ("fr", "La guerre dans le Donbass continue.", ["Donbas"]),
    ("fr", "Les combats au Darfour continuent.", ["Darfur"]),
    ("fr", "Des affrontements ont éclaté au Cachemire.", ["Kashmir"]),
    ("fr", "Des colons vivent en Cisjordanie.", ["West Bank"]),
    ("fr", "Israël occupe le Golan.", ["Golan Heights"]),
    ("fr", "La sécheresse frappe le Sahel.", ["Sahel"]),
    ("fr", "Des frappes visent la bande de Gaza.", ["Gaza Strip"]),
    ("fr", "Une frappe a visé le Kurdistan.", ["Kurdistan"]),
    ("fr", "Les rebelles ont pris le village de Boloum.", ["Boloum"]),
    (
        "fr",
        "Des affrontements ont eu lieu dans les quartiers de Zabdiyé et Salaheddine.",
        ["Zabdiyé", "Salaheddine"],
    ),
    ("fr", "Les troupes ont quitté Kaboul.", ["Kabul"]),
    ("fr", "L'attentat d'Alexandrie a fait vingt morts.", ["Alexandria"]),
    ("fr", "Il vient de Valence, en Espagne.", ["Valencia", "Spain"]),
    ("fr", "Il est né à Cambridge, dans le Massachusetts.", ["Cambridge", "Massachusetts"]),
    ("fr", "Le Pakistan a arrêté des militants à Hyderabad.", ["Hyderabad"]),
    ("fr", "Des combats ont éclaté à Tripoli.", ["Tripoli"]),
    ("en", "Some troops were patrolling downtown Tbilisi on Saturday.", ["Tbilisi"]),
    ("en", "Three men in west Baghdad were killed.", ["Baghdad"]),
    ("en", "A blast hit west Baghdad.", ["Baghdad"]),
    ("en", "A car bomb destroyed an upscale Baghdad restaurant.", ["Baghdad"]),
    ("en", "A soldier shot a man at a Jerusalem roadblock Thursday.", ["Jerusalem"]),
    ("en", "Rangers patrol the southern port city Karachi.", ["Karachi"]),
    ("en", "In the Yemeni capital of Sanaa several thousand people marched.", ["Sanaa"]),
    ("en", "The outbreak occurred in eastern Seoul.", ["Seoul"]),
    ("en", "Haitian gunmen shot him in suburban Port-au-Prince.", ["Port-au-Prince"]),
    ("en", "The Fatah Halab jihadists attacked Liwaa Al-Quds.", []),
    ("en", "Rebels took the village of Boloum.", ["Boloum"]),
    ("en", "The Paris agreement was signed.", []),
    ("en", "The Tehran regime is lying.", []),
    ("en", "He visited a Kabul hospital.", ["Kabul"]),
    ("en", "Puerto Rico, Guam and the Philippines were ceded by Spain.", ["Puerto Rico", "Guam"]),
    ("fr", "Une explosion a secoué l'est de Bagdad.", ["Baghdad"]),
    ("fr", "Une explosion a secoué un quartier chiite de Bagdad.", ["Baghdad"]),
    ("fr", "Les bus sont entrés dans les quartiers de Zabdiyé et Salaheddine.", ["Zabdiyé", "Salaheddine"]),
    ("fr", "Des affrontements ont eu lieu à Guam.", ["Guam"]),
    ("fr", "L'aéroport de Tripoli est fermé.", ["Tripoli"]),
    ("fr", "La ville de Khan Cheikhoun a été attaquée.", ["Khan Shaykhun"]),
]


@pytest.mark.parametrize(("language", "text", "names"), NAMED)
def test_places_named(language: str, text: str, names: list[str]) -> None:
    assert named_in(text, language) == names


HOMONYMS = [
    ("en", "Clashes broke out in Tripoli.", ["tripoli"]),
    ("en", "Clashes broke out in Tripoli, Lebanon.", ["tripoli-266826", "lebanon"]),
    ("en", "Clashes broke out in the Lebanese city of Tripoli.", ["tripoli-266826"]),
    ("en", "Clashes broke out in Lebanon's northern port city of Tripoli.", ["lebanon", "tripoli-266826"]),
    ("en", "Lebanon sent troops. Clashes broke out in Tripoli.", ["tripoli-266826"]),
    ("en", "Libya sent troops. Clashes broke out in Tripoli.", ["tripoli"]),
    ("fr", "Des combats ont éclaté à Tripoli, au Liban.", ["tripoli-266826", "lebanon"]),
    ("fr", "Des combats ont éclaté dans la ville libanaise de Tripoli.", ["tripoli-266826"]),
    ("fr", "Le Liban a envoyé des troupes. Des combats ont éclaté à Tripoli.", ["tripoli-266826"]),
    ("en", "He was born in Paris, Texas.", ["paris-4717560", "texas"]),
    ("en", "US talks in Paris failed.", ["paris"]),
    ("en", "The United States met Iran in Paris.", ["paris"]),
    ("en", "The conference was held in Atlanta, Georgia.", ["atlanta", "georgia-4197000"]),
    ("en", "Troops are stationed in Georgia.", ["georgia"]),
    ("en", "The vote in the state of Georgia was close.", ["georgia-4197000"]),
    ("en", "He taught in Cambridge, Massachusetts.", ["cambridge-4931972", "massachusetts"]),
    ("en", "Talks were held in Cambridge.", ["cambridge"]),
    ("en", "Spain deplored the floods in Valencia.", ["valencia-2509954"]),
    ("en", "The Venezuelan army fired on crowds in Valencia.", ["valencia"]),
    ("fr", "L'Espagne déplore les inondations à Valence.", ["valencia-2509954"]),
    ("en", "The opposition met in Santiago.", ["santiago"]),
    ("en", "Cuba arrested dissidents in Santiago.", ["santiago-de-cuba"]),
    ("en", "Pakistan arrested militants in Hyderabad.", ["hyderabad-1176734"]),
    ("en", "India arrested militants in Hyderabad.", ["hyderabad"]),
    ("en", "India and Pakistan met in Hyderabad.", ["hyderabad"]),
    ("fr", "La France renforce la police à Saint-Denis.", ["saint-denis-2980916"]),
    ("fr", "L'attentat d'Alexandrie, en Égypte, a fait 20 morts.", ["alexandria", "egypt"]),
    ("en", "The attack in Alexandria, Egypt, was condemned.", ["alexandria", "egypt"]),
    ("en", "The attack in Alexandria, Virginia, was condemned.", ["alexandria-4744091", "virginia"]),
    ("en", "The Canadian ambassador in London resigned.", []),
    ("en", "Canadian police arrested a man in London, Ontario.", ["london-6058560", "ontario"]),
    ("en", "Clashes in Birmingham, Alabama, were condemned.", ["birmingham-4049979", "alabama"]),
    ("en", "Ukraine said Odessa was shelled.", ["odesa"]),
    ("en", "The storm hit Odessa, Texas.", ["odessa", "texas"]),
    ("en", "Greece hosted a summit in Athens.", ["athens"]),
    ("en", "The meeting in Athens was hosted by the United States.", ["athens"]),
    ("en", "Guyana hosts talks in Georgetown.", ["georgetown"]),
    ("en", "A meeting in San José, Costa Rica.", ["san-jose-3621849", "costa-rica"]),
    ("en", "Syria's capital of Damascus.", ["damascus"]),
    ("en", "The government of Moscow.", []),
    ("fr", "Le gouvernement de Moscou a refusé.", []),
    ("fr", "La ville de Damas est encerclée.", ["damascus"]),
    ("fr", "La réunion de Genève a échoué.", ["geneva"]),
]


def ids_in(text: str, language: str) -> list[str]:
    discourse = read_discourse(Article(id="test", text=text, language=language, published="2016-10-12"))
    return [mention.place.id for each in discourse.paragraphs for mention in find_places(each, discourse)]


@pytest.mark.parametrize(("language", "text", "ids"), HOMONYMS)
def test_context_decides_between_homonyms(language: str, text: str, ids: list[str]) -> None:
    assert ids_in(text, language) == ids


ABOUT = [
    ("Germany accused Russia of lying about Syria.", ("Syria",)),
    ("Germany condemned Syria.", ()),
    ("Germany condemned the attack on Aleppo and the siege of Aleppo.", ("Aleppo",)),
    ("Germany called on Russia to leave Syria.", ("Syria",)),
    ("Germany condemned the attack in Nice.", ("Nice",)),
    ("After the attack in Nice, Germany condemned Iran.", ()),
    ("Haider al-Abadi, prime minister of Iraq, condemned Turkey.", ()),
    ("The attack in Homs killed many.\n\nGermany condemned the attack.", ("Homs",)),
    ("Homs hit by an attack\n\nIt was told at night.\n\nGermany condemned the attack.", ("Homs",)),
    ("Fires rage in Homs\n\nNobody came.\n\nGermany condemned the fires.", ("Homs",)),
    ('"Russia must respect the laws in this country," Angela Merkel said.', ("Germany",)),
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
    ("en", "Ayrault told reporters in Ottawa that Russia must leave Aleppo.", "Ottawa"),
    ("en", '"Russia must leave Aleppo," Ayrault said on a visit to Ankara.', "Ankara"),
    ("en", '"Russia must leave Aleppo," Ayrault told a news conference in Paris.', "Paris"),
    ("en", '"Russia must leave Aleppo," said Ayrault, who left Paris.', None),
    ("en", "BEIRUT - Lebanon condemned Israel.", "Beirut"),
    ("en", "Ayrault said at the Kremlin that Syria must leave Aleppo.", "Kremlin"),
    ("fr", "« La Russie doit quitter Alep », a déclaré Ayrault à l'Élysée.", "Élysée Palace"),
    ("en", "GENEVA (AP) - Sergey Lavrov said after talks with Iran that Syria must leave Aleppo.", "Geneva"),
    ("en", "GENEVA (AP) - Russia accused Ukraine of lying.", None),
    ("en", "LONDON (Reuters) - Iran accused Israel of lying.", None),
    ("fr", "« La Russie doit quitter Alep », a déclaré Ayrault à Ankara.", "Ankara"),
    ("fr", "Ayrault a demandé à Moscou de quitter Alep.", None),
    ("fr", "En visite à Ankara, Ayrault a déclaré que la Russie doit quitter Alep.", "Ankara"),
    ("fr", "Depuis Beyrouth, Ayrault a exhorté la Russie à quitter Alep.", "Beirut"),
    ("fr", "« La Russie doit quitter Alep », a dit Ayrault à la tribune de l'ONU.", "United Nations"),
    ("fr", "GENÈVE (AFP) - La Russie a accusé l'Ukraine de mentir.", None),
    ("fr", "NAIROBI (AFP) - Le Kenya a condamné la Somalie.", "Nairobi"),
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


def test_the_state_of_a_venue_is_no_place_of_the_statement() -> None:
    (statement,) = statements_of("Speaking in Tripoli, Lebanon, Ayrault said Russia must leave Aleppo.")
    assert (statement.places, statement.venue_id) == (("Aleppo",), "tripoli-266826")
