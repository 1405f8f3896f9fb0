"""Texts that no newsroom writes, by kind: what breaks rules, tokenizers, parsers and decoders.

Each maker takes a random generator and a number of characters and returns about so many; `TEXTS` lists them.
`bench/hostile_formats.py` puts them into files, `bench/hostile.py` and `bench/fuzz.py` read them.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    Maker = Callable[[Random, int], str]

SEEDS = Path(__file__).parent.parent / "seeds"

QUOTES = "\"'“”„‟«»‹›‘’‚‛「」『』＂＇`´"
BRACKETS = "()[]{}<>（）【】⟨⟩"
INVISIBLE = (
    "\u200b\u200c\u200d\u2060\ufeff\u00ad\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069\u034f\u180e"
)
ENDS = ("\n", "\r", "\r\n", "\n\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029", "\n\n", "\r\r\n")
SCRIPTS = (
    "وقالت روسيا إن ألمانيا تكذب",
    "俄罗斯表示德国在撒谎。",
    "Россия заявила, что Германия лжёт.",
    "Η Ρωσία δήλωσε ότι η Γερμανία ψεύδεται.",
    "रूस ने कहा कि जर्मनी झूठ बोल रहा है।",
    "รัสเซียกล่าวว่าเยอรมนีโกหก",
    "ロシアは言った",
    "רוסיה אמרה",
    "🇩🇪🤝🇷🇺 👩‍👩‍👧‍👦 🙂",
    "𝔊𝔢𝔯𝔪𝔞𝔫𝔶 𝐬𝐚𝐢𝐝",
    "Ｇｅｒｍａｎｙ　ｓａｉｄ",
)
STATES = (
    "Germany", "Russia", "the United States", "Syria", "Turkey", "Iran", "China", "France", "la Russie",
    "l'Allemagne", "les États-Unis", "Washington", "the Kremlin", "the UN", "NATO", "l'ONU",
)  # fmt: skip
PEOPLE = (
    "Angela Merkel", "Vladimir Putin", "Sergei Lavrov", "Jean-Marc Ayrault", "Recep Tayyip Erdogan",
    "Mr Putin",
    "Barack Obama", "François Hollande", "Bashar al-Assad", "Ban Ki-moon", "M. Ayrault", "Mme Merkel",
)  # fmt: skip
TITLES = (
    "President", "Foreign Minister", "Chancellor", "spokesman for", "the ambassador of", "le ministre des",
    "Affaires étrangères", "porte-parole du", "Secretary-General", "the Russian", "French", "King", "Prime",
)  # fmt: skip
CUES = (
    "said", "accused", "condemned", "told", "warned", "denied", "called on", "demanded that", "urged",
    "agreed",
    "rejected", "according to", "added that", "a déclaré", "a accusé", "selon", "a condamné", "dit-il",
    "a-t-il ajouté", "appelle", "se félicite de", "praised", "threatened to", "claims that", "insisted",
)  # fmt: skip
PRONOUNS = (
    "he",
    "she",
    "they",
    "it",
    "him",
    "its",
    "their",
    "we",
    "I",
    "il",
    "elle",
    "ils",
    "lui",
    "the latter",
)
DATES = (
    "on Monday", "12 October 2016", "last week", "in July", "2016-10-12", "31 February", "12/10/16", "lundi",
    "le 22 septembre", "il y a trois mois", "two days ago", "99 May 9999", "0000-00-00", "the next day",
    "1,234.56", "10^9", "٣٤", "½", "²³", "100%", "MMXVI", "1e999",
)  # fmt: skip
PLACES = ("in Berlin", "at the UN", "in Aleppo", "à Genève", "en Syrie", "northern Mali", "near Paris, Texas")
MARKS = (".", ",", ";", ":", "?", "!", "...", "…", "—", "-", "–", "•", "*", "/", "|", "~", "&", "#", "%", "=")
TURNS = (
    "Q: ",
    "A: ",
    "Question: ",
    "MERKEL: ",
    "MR. PUTIN: ",
    "- ",
    "— ",
    "THE MINISTER: ",
    "Q. ",
    "Journalist: ",
)
CHAINS = (
    "including France, ", "was accused and ", "France and Germany and ", "the ally of the ally of ",
    "he, him, ", "to say to say ", "who said who said ", "y compris la France, ",
    "qui a dit que qui ", "ne ne pas pas ",
    "la France, qui accuse la Russie, qui accuse ", "Russia's president's minister's ",
    "such as Russia such as ", "the spokesman for the spokesman for ", "a été accusé et ",
    "denied that he denied that ", "(he said) ",
)  # fmt: skip
PAGE = (
    "Advertisement",
    "Read more:",
    "Photo: AFP",
    "By Anna Schmidt",
    "Share",
    "BERLIN (Reuters) - ",
    "***",
    "| Home |",
)


@cache
def seed_texts() -> tuple[str, ...]:
    """Return the five articles."""
    return tuple(path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))


def drawn(*pools: object, joint: str = " ") -> Maker:
    """Return a maker that draws words from some pools again and again."""
    words = [word for pool in pools for word in pool]  # type: ignore[attr-defined]

    def make(rng: Random, size: int) -> str:
        average = sum(map(len, words)) / len(words) + len(joint)
        return joint.join(rng.choices(words, k=max(1, round(size / average))))[:size]

    return make


def repeated(*units: str) -> Maker:
    """Return a maker that repeats one of some units."""
    return lambda rng, size: (unit := rng.choice(units)) * max(1, size // len(unit))


def sentences(rng: Random, size: int) -> str:
    """Return prose in which people say things about states, marks and line ends as they should be."""
    found, length = [], 0
    while length < size:
        who, whom = rng.choice(PEOPLE + STATES), rng.choice(STATES)
        said = (
            f"{rng.choice(TITLES)} {who} {rng.choice(CUES)} {whom} {rng.choice(PLACES)} {rng.choice(DATES)}. "
        )
        said += f'"{whom} must stop," {who} said.' + rng.choice((" ", "\n\n"))
        found.append(said)
        length += len(said)
    return "".join(found)


def sprinkled(pool: str | tuple[str, ...], share: float) -> Maker:
    """Return a maker of prose with something strewn into it at a share of its letters."""

    def make(rng: Random, size: int) -> str:
        letters = list(sentences(rng, size))
        for place in rng.sample(range(len(letters)), max(1, int(share * len(letters)))):
            letters[place] += rng.choice(pool)
        return "".join(letters)

    return make


def nested_quotes(rng: Random, size: int) -> str:
    """Return quotations in quotations, closed in order or not at all."""
    depth = min(size // 20, rng.choice((3, 30, 3000)))
    pairs = [rng.choice(("“”", "«»", "‘’", '""', "''")) for _ in range(depth)]
    opened = "".join(f"{pair[0]}He said " for pair in pairs)
    closed = "".join(pair[1] for pair in reversed(pairs)) if rng.random() < 0.5 else ""
    return (opened + "Russia lied." + closed + " ") * max(1, size // (10 * depth + 20))


def no_spaces(rng: Random, size: int) -> str:
    """Return letters without a space, some of them words."""
    return "".join(
        rng.choices(("Russia", "said", "a", "é", "-", ".", "'", "’", "ß", "İ"), k=max(1, size // 3))
    )


def told_inside(rng: Random, size: int) -> str:
    """Return one sentence in which one says that another says that another says."""
    words = rng.choice(
        ((" said that ", " says that "), (" a dit que ", " affirme que "), (" told ", " accused "))
    )
    return "".join(rng.choice(STATES) + rng.choice(words) for _ in range(max(1, size // 20))) + "it is over."


def invented_names(rng: Random, size: int) -> str:
    """Return people with offices, all of them different and none known."""
    parts = ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "dar", "hol", "mer", "o'", "-al-", "é")

    def name() -> str:
        return "".join(rng.choices(parts, k=3)).capitalize()

    found = [
        f"{name()} {name()}, the {rng.choice(('foreign minister', 'envoy', 'king'))} of "
        f"{rng.choice(STATES)}, {rng.choice(CUES)} {name()}{rng.choice(('. ', ', ', '.' + chr(10)))}"
        for _ in range(max(1, size // 60))
    ]
    return "".join(found)


def turns(rng: Random, size: int) -> str:
    """Return an interview of short turns."""
    said = (
        "Why did Russia attack?",
        "We condemn Russia.",
        "I accuse Moscow of lying.",
        "Yes.",
        "Who said so?",
        "No",
    )
    return "\n".join(rng.choice(TURNS) + rng.choice(said) for _ in range(max(1, size // 30)))


def short_lines(rng: Random, size: int) -> str:
    """Return lines of a word or less."""
    return "\n".join(
        rng.choice(("a", "Talks.", "Syria", "?", "- x", "BERLIN", "by", "1")) for _ in range(size // 4 + 1)
    )


def broken_lines(rng: Random, size: int) -> str:
    """Return prose without a full stop, broken at a width."""
    line = rng.choice(
        (
            "France said on Monday that the talks in Geneva had\nfailed and that it would not go on with\n",
            "La France a déclaré lundi que les négociations à Genève avaient\néchoué et qu'elle ne\n",
        )
    )
    return line * max(1, size // len(line))


def page_lines(rng: Random, size: int) -> str:
    """Return what stands around articles on a page, and titles."""
    pool = (
        *PAGE,
        "France accuses Russia of lying",
        'Hollande: "We condemn Russia"',
        "Tags: a, b",
        "http://a.b/c?d",
    )
    return rng.choice(("\n", "\n\n")).join(rng.choices(pool, k=max(1, size // 20)))


def cut_seed(rng: Random, size: int) -> str:
    """Return a stretch of an article that begins and ends anywhere."""
    text = rng.choice(seed_texts())
    start = rng.randrange(len(text))
    return text[start : start + size]


def repeated_seed(rng: Random, size: int) -> str:
    """Return one stretch of an article over and over, no line break in it or all."""
    part = cut_seed(rng, rng.choice((30, 300, 3000))) or "Paris."
    part = " ".join(part.split()) + " " if rng.random() < 0.5 else part
    return (part * (size // len(part) + 1))[:size]


def spliced_seeds(rng: Random, size: int) -> str:
    """Return pieces of all articles, both languages, put together."""
    return "".join(cut_seed(rng, rng.randint(5, 200)) for _ in range(max(1, size // 100)))


def shuffled_seed(rng: Random, size: int) -> str:
    """Return the words of an article in any order, marks with them."""
    words = cut_seed(rng, size).split(" ")
    rng.shuffle(words)
    return " ".join(words)


def flipped_seed(rng: Random, size: int) -> str:
    """Return a stretch of an article with any characters at some places."""
    letters = list(cut_seed(rng, size) or "Paris.")
    for place in rng.choices(range(len(letters)), k=max(1, len(letters) // 50)):
        letters[place] = chr(rng.choice((rng.randrange(0x80), rng.randrange(0x3000), rng.randrange(0xD800))))
    return "".join(letters)


TEXTS: dict[str, Maker] = {
    "prose": sentences,
    "quotation marks in prose": sprinkled(QUOTES, 0.05),
    "quotation marks alone": drawn(QUOTES, joint=""),
    "one quotation mark": repeated('"', '" ', '"a" ', "“a ", "» ", "' ", "“ ”"),
    "quotations in quotations": nested_quotes,
    "long sentence": drawn(STATES, CUES, PEOPLE, ("the", "of", "and", "talks", "who", "which", "because")),
    "brackets": sprinkled(BRACKETS, 0.1),
    "brackets alone": drawn(BRACKETS, joint=""),
    "no spaces": no_spaces,
    "invisible and turned": sprinkled(INVISIBLE, 0.2),
    "control characters": sprinkled("".join(map(chr, (*range(9), *range(14, 32), 127, 128, 159))), 0.005),
    "null characters": sprinkled("\0", 0.01),
    "half characters": sprinkled("\ud800\udfff\udc80", 0.01),
    "combining": sprinkled("\u0301\u0308\u20dd\u0489" * 3, 0.5),
    "stacked combining": repeated("e" + "\u0301" * 40, "a\u0308" * 9 + " "),
    "other scripts": drawn(SCRIPTS, STATES, CUES),
    "marks inside": sprinkled("\ufeff\ufffe\uffff\ufffd", 0.01),
    "line ends": sprinkled(ENDS, 0.05),
    "names": drawn(PEOPLE, STATES, joint=", "),
    "invented names": invented_names,
    "cues": drawn(CUES),
    "said that": told_inside,
    "who told whom": drawn(PRONOUNS, CUES, ("that", "him", "and", ".", ",")),
    "according to": repeated(
        "according to the minister, according to France, ", "selon lui, d'après la France, "
    ),
    "chains": repeated(*CHAINS),
    "capitals": repeated("FRANCE SAID GERMANY LIED ", "LA FRANCE ACCUSE LA RUSSIE "),
    "turns": turns,
    "short lines": short_lines,
    "broken lines": broken_lines,
    "page": page_lines,
    "dates and numbers": drawn(DATES),
    "titles": drawn(TITLES, PEOPLE),
    "places": drawn(PLACES, joint=", "),
    "marks alone": drawn(MARKS),
    "marks in prose": sprinkled(MARKS, 0.1),
    "everything": drawn(
        STATES, PEOPLE, TITLES, CUES, PRONOUNS, DATES, PLACES, MARKS, TURNS, PAGE, QUOTES, ENDS
    ),
    "article cut": cut_seed,
    "article repeated": repeated_seed,
    "articles spliced": spliced_seeds,
    "article shuffled": shuffled_seed,
    "article with other characters": flipped_seed,
}
"""The makers by the name of their kind."""
