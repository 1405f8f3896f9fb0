"""Blocks: which lines are the article's text, and that no letter of it moves or gets lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extract.articles import SkippedArticle, read_articles
from communique.extract.cleaning import SPEAKING, Block, BlockKind, normalise, split_blocks

SEEDS = Path(__file__).parents[2] / "seeds"

# Texts, with the kind that each line should get; "+" goes on in the line before.
NEWS_EN = """
navigation  | Europe
headline    | Germany warns Turkey over arrests
headline    | Ankara dismisses criticism as interference
byline      | By Anna Schmidt in Berlin
byline      | Published: 4 March 2017 18:05
advertising | Advertisement
body        | Chancellor Angela Merkel warned Turkey on Friday against further arrests.
advertising | Read more: Who is Deniz Yücel?
subheading  | A test of patience
body        | In Ankara, President Erdogan dismissed the criticism. (AP)
body        | "Mind your own business," he told reporters.
caption     | Angela Merkel in Berlin. Photo: AFP
caption     | File photo of Recep Tayyip Erdogan
navigation  | Related stories
teaser      | Turkey arrests German journalist
teaser      | Erdogan accuses Berlin of Nazi practices
advertising | Sign up for our newsletter
navigation  | Share this article
byline      | (Reporting by Anna Schmidt; Editing by John Doe)
"""
NEWS_FR = """
advertising | Publicité
headline    | Burundi : Paris appelle au dialogue
byline      | Par Sonia Rolley, à Bujumbura
byline      | Publié le 12 octobre 2016 à 11h04
dateline    | PARIS, 12 octobre (Reuters) -
+body       | La France a appelé mercredi le gouvernement burundais au dialogue.
caption     | Crédit photo : AFP
caption     | Le ministre burundais, Alain-Aimé Nyamitwe (g), à New York. © AFP
advertising | La suite après cette publicité
body        | « Nous regrettons cette décision », a déclaré le porte-parole du Quai d'Orsay.
subheading  | Une rupture consommée
body        | Bujumbura a rejeté ces critiques. (AFP)
advertising | Lire aussi : L'Union africaine s'inquiète
navigation  | Sur le même sujet
teaser      | L'UE convoque l'ambassadeur du Burundi
teaser      | Le Burundi quitte la CPI
"""
SEPARATOR_BEFORE_BODY = """
headline   | Merkel meets Putin
navigation | -
body       | Chancellor Angela Merkel met President Putin in Sochi on Tuesday.
navigation | ***
body       | She said sanctions would stay until the Minsk agreement was kept.
body       | Moscow called this regrettable.
"""
RELATED_THEN_BODY = """
headline   | Le Mali demande l'aide de l'ONU
body       | Bamako a demandé jeudi l'aide de l'ONU contre les groupes armés.
navigation | À lire aussi
teaser     | Mali : trois soldats tués près de Gao
body       | « Nous ne céderons pas », a averti le président malien devant la presse.
body       | Il a aussi accusé ses voisins de passivité.
"""
TITLES_AT_THE_END = """
headline | La Chine proteste contre les sanctions
dateline | Pékin (AFP) —
+body    | La Chine a vivement protesté jeudi contre les sanctions américaines.
body     | Le ministère des Affaires étrangères a convoqué l'ambassadeur des États-Unis.
body     | « Nous prendrons des mesures », a averti sa porte-parole.
teaser   | Washington renforce ses sanctions contre Pékin
teaser   | Taïwan salue la décision américaine
teaser   | L'UE hésite à suivre les États-Unis
"""
DEMANDS = """
headline | G7 sets out demands
body     | Three days of talks ended on Saturday.
body     | No one was satisfied.
body     | Canada spoke of progress.
body     | The leaders demanded that Russia:
body     | - withdraw its troops from Ukraine
body     | - release the sailors
body     | - respect the ceasefire
"""
NO_FULL_STOPS = """
headline | France urges Russia to stop bombing
headline | Ayrault said the attacks must end
body     | Russia rejected the demand
body     | The Kremlin accused Paris of grandstanding
body     | Berlin kept silent
"""
REACTIONS = """
headline | World reacts to the referendum
body     | European leaders reacted to the vote with dismay.
body     | Markets fell. The pound lost a tenth of its value.
body     | Others were pleased.
body     | Angela Merkel, German Chancellor: "We regret the decision"
body     | François Hollande, French President: "A painful choice"
body     | Donald Tusk: "We are determined to keep our unity"
"""
EXPLAINER = """
headline | Minsk: five questions answered
body     | What is the Minsk agreement?
body     | It is a deal signed in 2015 by Russia, Ukraine, France and Germany.
body     | Why has it failed?
body     | Kiev accuses Moscow of keeping troops there. "We have none," it says.
body     | What happens next?
body     | Diplomats will meet in Paris in December.
"""
RHETORICAL = """
headline | L'Europe peut-elle se fier à Trump ?
body     | Les dirigeants européens sont inquiets. Peuvent-ils se fier à Washington ?
body     | Mme Merkel a déclaré dimanche que l'Europe devait prendre son destin en main.
body     | Mais qu'est-ce que cela signifie ?
body     | M. Macron a plaidé pour une armée européenne. « Nous devons nous défendre », a-t-il dit.
"""
INTERVIEW_FR = """
headline    | « La Russie doit cesser ses frappes »
body        | Le ministre des affaires étrangères revient sur la crise syrienne.
byline      | Propos recueillis par Marc Semo
question    | Que demandez-vous à Moscou ?
answer      | Nous demandons l’arrêt des bombardements. Moscou porte une lourde responsabilité.
question    | Sinon, que ferez-vous ? Pensez-vous aux sanctions ?
answer      | Je n’exclus rien. Qui pourrait comprendre que l’on ne fasse rien ?
answer      | Nous y travaillons avec nos partenaires.
advertising | Article réservé aux abonnés
question    | Et l’Iran ?
answer      | L’Iran soutient le régime. Il doit choisir…
question    | Vous êtes pessimiste…
answer      | Non, je suis lucide.
"""
TRANSCRIPT_EN = """
headline  | Transcript of the press briefing
label     | Q:
+question | Does the United States condemn the attack?
label     | MR. KIRBY:
+answer   | We condemn it in the strongest terms. We call on Russia to investigate.
answer    | We have said that before.
label     | Q:
+question | What about sanctions?
label     | MR. KIRBY:
+answer   | I'm not going to get ahead of the Secretary.
"""
TRANSCRIPT_FR = """
headline  | Déclarations du porte-parole (12 octobre 2016)
label     | Q -
+question | La France condamne-t-elle ces frappes ?
label     | R -
+answer   | La France condamne ces frappes avec la plus grande fermeté.
label     | Le porte-parole :
+answer   | Nous appelons toutes les parties à la retenue.
label     | LE MONDE :
+question | Avez-vous parlé à Ankara ?
label     | Le porte-parole :
+answer   | Oui.
"""
CASES = {name: case for name, case in globals().items() if name.isupper() and isinstance(case, str)}


def parse(case: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text of a case and its expected (kind, text) pairs."""
    text, expected = "", []
    for line in case.strip().splitlines():
        kind, _, words = line.partition("|")
        text += (" " if kind.startswith("+") else "\n" if text else "") + words.strip()
        expected.append((kind.strip("+ "), normalise(words.strip())))
    return text, expected


def kinds(text: str, language: str = "en", title: str | None = None) -> list[tuple[str, str]]:
    return [(block.kind.value, block.text) for block in split_blocks(text, language, title)]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("spacing", ["\n", "\n\n", "\r\n", "\r\n \r\n", "\n\t"])
def test_cases(name: str, spacing: str) -> None:
    text, expected = parse(CASES[name])
    language = "fr" if "é" in text else "en"
    assert kinds(text.replace("\n", spacing), language) == expected


@pytest.mark.parametrize(
    ("kind", "language", "lines"),
    [
        (BlockKind.ADVERTISING, "en", ["728 x 90", "ADVERTISEMENT", "Story continues below advertisement"]),
        (
            BlockKind.ADVERTISING,
            "fr",
            ["Annonce", "Suite après la publicité", "À lire aussi : Un autre article"],
        ),
        (BlockKind.NAVIGATION, "en", ["* * *", "We use cookies to improve your visit.", "1,204 comments"]),
        (
            BlockKind.NAVIGATION,
            "fr",
            ["Accueil > Monde > Afrique", "Partager sur Facebook", "Mentions légales"],
        ),
        (BlockKind.BYLINE, "en", ["Reuters", "AFP", "Tuesday, October 8, 2019", "3 July 2012", "5 min read"]),
        (
            BlockKind.BYLINE,
            "fr",
            ["Le Monde avec AFP", "mardi 3 juillet 2012", "M.B. - Mis à jour le . 1 min"],
        ),
        (BlockKind.CAPTION, "en", ["██ Syrian Arab Republic", "Image: the two ministers", "© Getty Images"]),
        (BlockKind.CAPTION, "fr", ["Photo d'archives", "Le ministre à Alger. REUTERS/Zohra Bensemra"]),
        (BlockKind.DATELINE, "fr", ["27 octobre 2016 . –"]),
    ],
)
def test_lines_known_by_their_words(kind: BlockKind, language: str, lines: list[str]) -> None:
    if language == "fr" and kind is BlockKind.BYLINE:
        lines = ["Avec AFP", *lines[1:]]
    for line in lines:
        text = f"A first sentence stands here.\n{line}\nAnd a second sentence stands there."
        assert kinds(text, language)[1] == (kind.value, normalise(line))


@pytest.mark.parametrize(
    "line",
    [
        "By any measure, the talks failed.",
        "By Friday Moscow had changed its mind.",
        "More than 300,000 people have died.",
        "Photo-op diplomacy is over, the minister said.",
        "Read the agreement again, Moscow told Kiev.",
        "Reporting from Aleppo is impossible, Reuters said.",
        "Russia vetoed the resolution. (Reuters)",
        "NATO (the North Atlantic Treaty Organization) - an alliance of 28 states - rejected the claim.",
        "Share the burden, Trump told NATO.",
        "In 2016, Moscow and Ankara made peace.",
        "Editing the text took diplomats a week.",
        "US, UK and France: no.",
        "Video of the attack shows Russian jets, Washington said.",
    ],
)
def test_sentences_that_look_like_boilerplate_are_body(line: str) -> None:
    assert ("body", line) in kinds(f"A first sentence stands here.\n{line}\nAnd a second one stands there.")


@pytest.mark.parametrize(
    "line",
    [
        "Par ailleurs, Alger a rappelé son ambassadeur.",
        "Lire ce texte est un devoir, a dit le ministre.",
        "Depuis le 22 septembre – date de la rupture – Rabat refuse tout dialogue.",
        "Le 12 octobre, Paris a condamné l'attaque.",
        "Vous devriez avoir honte, a-t-il lancé aux Russes.",
        "Image désastreuse, selon Berlin.",
        "Suivez-nous ou partez, a lancé Trump.",
        "Rabat a rejeté la proposition. (ats)",
    ],
)
def test_french_sentences_that_look_like_boilerplate_are_body(line: str) -> None:
    assert ("body", line) in kinds(f"Une première phrase se trouve ici.\n{line}\nEt une autre là.", "fr")


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("PARIS, July 19 (Reuters) - France is alarmed.", "PARIS, July 19 (Reuters) -"),
        ("BEIRUT (AP) — Syria denied it.", "BEIRUT (AP) —"),
        ("WASHINGTON/MOSCOW, Oct 3 - The two powers met.", "WASHINGTON/MOSCOW, Oct 3 -"),
        ("UNITED NATIONS (Reuters) - The council met.", "UNITED NATIONS (Reuters) -"),
        ("Paris (AFP) - France is alarmed.", "Paris (AFP) -"),
        ("JERUSALEM — Israel rejected the vote.", "JERUSALEM —"),
        ("TUNIS, Tunisia (AP) — The minister resigned.", "TUNIS, Tunisia (AP) —"),
        ("Nairobi, November 24, 2026 - Sudan denied it.", "Nairobi, November 24, 2026 -"),
        ("Geneva, Tuesday, Nov. 24 — Russia denied it.", "Geneva, Tuesday, Nov. 24 —"),
        ("Geneva (24 November 2026) – Russia denied it.", "Geneva (24 November 2026) –"),
        ("Washington DC, November 24, 2026 – Cuba denied it.", "Washington DC, November 24, 2026 –"),
        ("MOSCOW, November 24. /TASS/. Ukraine denied it.", "MOSCOW, November 24. /TASS/."),
        ("Tehran, IRNA - Iran denied it.", "Tehran, IRNA -"),
        (
            "Berlin, Germany | AFP | Tuesday 24 November 2026 - Mali denied it.",
            "Berlin, Germany | AFP | Tuesday 24 November 2026 -",
        ),
        ("Brussels, 24.11.2026 - Belgium denied it.", "Brussels, 24.11.2026 -"),
        ("NEW YORK — Libya denied on Monday that it had sent arms.", "NEW YORK —"),
        ("ROME — Libya denied on Monday that it had sent arms.", "ROME —"),
        ("Paris - Libya denied on Monday that it had sent arms.", "Paris -"),
        ("Kyiv/Moscow - Libya denied on Monday that it had sent arms.", "Kyiv/Moscow -"),
        ("ISLAMABAD: Libya denied on Monday that it had sent arms.", "ISLAMABAD:"),
        ("Geneva (Switzerland) — Libya denied on Monday that it had sent arms.", "Geneva (Switzerland) —"),
    ],
)
def test_datelines(text: str, dateline: str) -> None:
    first, second = split_blocks(text, "en")
    assert (first.kind, first.text) == (BlockKind.DATELINE, dateline)
    assert (second.kind, second.text) == (BlockKind.BODY, text[len(dateline) :].strip())


@pytest.mark.parametrize(
    ("text", "dateline"),
    [
        ("Alger - Le Mali a démenti lundi avoir envoyé des armes.", "Alger -"),
        (
            "NEW YORK (Nations unies) — Le Mali a démenti avoir envoyé des armes.",
            "NEW YORK (Nations unies) —",
        ),
        (
            "Nations unies (États-Unis), 24 novembre 2026 (AFP) – Le Mali dément.",
            "Nations unies (États-Unis), 24 novembre 2026 (AFP) –",
        ),
    ],
)
def test_french_datelines(text: str, dateline: str) -> None:
    first, second = split_blocks(text, "fr")
    assert (first.kind, first.text) == (BlockKind.DATELINE, dateline)
    assert (second.kind, second.text) == (BlockKind.BODY, text[len(dateline) :].strip())


@pytest.mark.parametrize(
    "text",
    [
        "On Tuesday, Nov. 24 - Russia's Constitution Day - the two presidents spoke by telephone.",
        "Last Tuesday, November 24, 2026 - Monday in Washington - the two presidents met.",
        "Moscow: Ukraine planned the attack on the bridge to Crimea for several months.",
        "Paris - a city of two million - will host the summit of the two presidents.",
        "Europe - Macron called it a continent at war - has to arm, he told the deputies.",
        "Russia — Putin said so on Monday — will not give up the land that it has taken.",
        "Clinton — Trump called her a liar — denied on Monday that she had said so.",
        "Vienna — Austria.",
    ],
)
def test_what_is_no_dateline(text: str) -> None:
    assert [block.kind for block in split_blocks(text, "en")] != []
    assert all(block.kind is not BlockKind.DATELINE for block in split_blocks(text, "en"))


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = (
        "OTTAWA, Oct 12 (Reuters) - Canada on Wednesday urged Myanmar to stop the violence\n"
        'in Rakhine state. "The attacks must end now," its foreign minister told lawmakers\n'
        "in the House of Commons.\n"
        "Myanmar rejected the demand and said its army was striking terrorists only, a\n"
        "claim that Western governments dispute.\n"
        "\n"
        "It also accused Ottawa of grandstanding.\n"
    )
    blocks = split_blocks(text, "en")
    assert [block.kind.value for block in blocks] == ["dateline", "body", "body", "body"]
    assert blocks[1].text.endswith("told lawmakers in the House of Commons.")
    assert blocks[2].text.endswith("only, a claim that Western governments dispute.")


def test_title_of_the_metadata_finds_the_headline() -> None:
    text = "Top of the page\nMali asks the U.N. for help.\nBamako asked the U.N. for help on Thursday."
    assert kinds(text, title="Mali asks the UN for help")[1] == ("headline", "Mali asks the U.N. for help.")


def test_a_repeated_line_is_a_caption() -> None:
    caption = "The president, in Bamako"
    text = f"Mali asks for help\n{caption}\n{caption}\nMali asked for help on Thursday."
    assert [kind for kind, _ in kinds(text)] == ["headline", "caption", "caption", "body"]


def test_a_lone_line_is_body() -> None:
    assert kinds("Mali asks for help") == [("body", "Mali asks for help")]


def test_labels_name_who_speaks() -> None:
    text, _ = parse(TRANSCRIPT_EN)
    answers = [block.label for block in split_blocks(text, "en") if block.kind is BlockKind.ANSWER]
    assert answers == ["MR. KIRBY"] * 3


def test_normalising_keeps_every_position() -> None:
    text = "l’Iran\u00a0: «\u202foui\u202f»\r\n\tJ’\u200bai ‘dit’ \ud800 d’« ici »\x00"
    assert normalise(text) == "l'Iran : « oui »   J' ai ‘dit’ \ufffd d'« ici » "
    assert len(normalise(text)) == len(text)


def check(text: str, blocks: tuple[Block, ...]) -> None:
    clean, covered = normalise(text), [False] * len(text)
    end = 0
    for block in blocks:
        assert end <= block.start < block.end <= len(text)
        assert block.text == clean[block.start : block.end]
        assert block.text == block.text.strip()
        covered[block.start : block.end] = [True] * len(block.text)
        end = block.end
    assert all(done or character == " " for done, character in zip(covered, clean, strict=True))


LINES = [line.partition("| ")[2] for case in CASES.values() for line in case.strip().splitlines()]
TEXTS = st.lists(st.one_of(st.sampled_from(LINES), st.text()), max_size=25)


@given(TEXTS, st.sampled_from(["\n", "\n\n", "\r\n", "\u2028", " "]), st.sampled_from(["en", "fr"]))
def test_no_letter_moves_or_gets_lost(lines: list[str], separator: str, language: str) -> None:
    text = separator.join(lines)
    check(text, split_blocks(text, language, lines[0] if lines else None))


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_seeds(path: Path) -> None:
    [article] = read_articles([path])
    assert not isinstance(article, SkippedArticle)
    assert article.language
    blocks = split_blocks(article.text, article.language, article.title)
    check(article.text, blocks)
    spoken = "\n".join(block.text for block in blocks if block.kind in SPEAKING)
    kept = {
        "000": ["France is alarmed", "Our priority also"],
        "001": ["France accused Syria", "should investigate the accusations"],
        "002": ["France accuses Russia of 'lying'", "Moscow was only interested", "ISIS overran Palmyra"],
        "003": ["Iran and Russia have to stay", "They need to stop their double play", "Does Assad not have"],
        "004": ["Nous demandons aux Russes d'arrêter de soutenir Al-Assad", "Pourrait-il y avoir un dégel"],
    }[path.stem[:3]]
    lost = {
        "000": ["reuters\n"],
        "001": [],
        "002": ["ISIS back in Palmyra", "will be destroyed", "veto UN resolution", "Hundreds of trucks"],
        "003": [
            "728",
            "What option is France",
            "failing for more than five",
            "has been no Security Council",
            "Losson",
        ],
        "004": ["Publicité", "Mis à jour"],
    }[path.stem[:3]]
    assert [words for words in kept if words not in spoken] == []
    assert [words for words in lost if words in spoken] == []
