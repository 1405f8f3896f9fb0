"""Any number of articles, made by sampling real ones; each names people and towns that no other one names."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import TYPE_CHECKING

from communique.extract.articles import read_articles
from communique.model import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

SEEDS = Path(__file__).parents[1] / "seeds"
_SYLLABLES = ["ba", "kor", "lu", "men", "ti", "ras", "vo", "del", "shi", "an", "quo", "fer", "nis", "gal"]
_NEW = {
    "en": "{title} {first} {last} of {town} said on Tuesday that {country} must withdraw its troops.",
    "fr": "{title} {first} {last}, de {town}, a déclaré mardi que {country} devait retirer ses troupes.",
}
"""A paragraph put in: new words, and a person introduced whom later articles do not know."""
_TITLES = {
    "en": ("Foreign Minister", "Ambassador", "Senator"),
    "fr": ("Le ministre", "La députée", "Le sénateur"),
}
_COUNTRIES = {
    "en": ("Russia", "Turkey", "Iran", "China"),
    "fr": ("la Russie", "la Turquie", "l'Iran", "la Chine"),
}


def sampled(count: int, sources: Sequence[Path] = (SEEDS,)) -> Iterator[Article]:
    """Yield so many articles, the same each time; words and lengths are those of the real ones."""
    chance = random.Random(2016)
    real = [each for each in read_articles(sources) if isinstance(each, Article)]
    for number in range(count):
        model = chance.choice(real)
        language = str(model.language)
        new = _NEW[language].format(
            title=chance.choice(_TITLES[language]),
            first=_name(chance),
            last=_name(chance),
            town=_name(chance),
            country=chance.choice(_COUNTRIES[language]),
        )
        yield Article(
            id=f"sampled-{number:06}",
            text=f"{model.text}\n\n{new}\n",
            title=model.title,
            language=language,
            published=f"{2010 + number % 10}-{1 + number % 12:02}-{1 + number % 28:02}",
            publisher=f"The Paper of {number % 40}",
        )


def _name(chance: random.Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(chance.randint(2, 4))).capitalize()


def write_sampled(path: Path, count: int, sources: Sequence[Path] = (SEEDS,)) -> int:
    """Write sampled articles as JSON Lines; return how many words they have."""
    told = ("id", "text", "title", "language", "published", "publisher")
    words = 0
    with path.open("w", encoding="utf-8") as file:
        for article in sampled(count, sources):
            words += len(article.text.split())
            file.write(json.dumps({name: getattr(article, name) for name in told}, ensure_ascii=False) + "\n")
    return words
