"""Invented statements for benchmarks: real actors, offices, places, words of `seeds/`; the same each time."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from communique.model import ActorKind, Article, Statement, statement_id

SEEDS = Path(__file__).parents[1] / "seeds"

FIRST_DAY = date(2014, 1, 1)
DAYS = 3 * 365
PER_ARTICLE = 8
PUBLISHERS = 40
STANCES = ("accuse", "criticize", "demand", "appeal", "support", "reject", "concern", "comment", "pledge")
FREQUENT = (14, 14, 13, 12, 12, 9, 9, 8, 9)  # about as often as in news
CUES = ("said", "accused", "called on", "rejected", "told reporters")


def invent(actors: int, statements: int) -> tuple[list[Statement], dict[str, Article]]:
    """Return statements by and about so many actors, the k-th of whom is named 1/k as often as the first."""
    chance = random.Random(2016)
    people = _cast(actors)
    weights = list(accumulate(1 / (k + 1) for k in range(len(people))))
    said: list[Statement] = []
    read: dict[str, Article] = {}
    while len(said) < statements:
        sentences = [_sentence(chance) for _ in range(min(PER_ARTICLE, statements - len(said)))]
        text = " ".join(words for words, _, _ in sentences)
        day = FIRST_DAY + timedelta(days=chance.randrange(DAYS))
        name = f"article-{len(read):05}"
        publisher = f"The Paper of {chance.randrange(PUBLISHERS)}"
        title = _sentence(chance)[0][:70]
        read[name] = Article(
            id=name,
            language="en",
            title=title,
            published=day.isoformat(),
            publisher=publisher,
            url=f"https://news.example/{name}",
            text=text,
        )
        start = 0
        for words, left, right in sentences:
            k = len(said)  # everybody speaks once; then those who are named often
            speaker = people[k] if k < len(people) else chance.choices(people, cum_weights=weights)[0]
            target = chance.choices(people, cum_weights=weights)[0] if chance.random() < 0.85 else None
            target = None if target is speaker else target
            span = (start, start + left, start + right, start + len(words))
            said.append(_invent_one(chance, (name, text, day), span, speaker, target))
            start += len(words) + 1
    return said, read


def _invent_one(
    chance: random.Random,
    article: tuple[str, str, date],
    span: tuple[int, int, int, int],
    speaker: tuple[str, str, ActorKind, str | None],
    target: tuple[str, str, ActorKind, str | None] | None,
) -> Statement:
    from communique.knowledge.actors import load_actors
    from communique.knowledge.stances import load_stances

    name, text, published = article
    sentence_start, start, end, sentence_end = span
    stance = chance.choices(list(load_stances()), [_frequency(each.value) for each in load_stances()])[0]
    day = published - timedelta(days=chance.choice((0, 0, 0, 1, 2)))
    when = chance.choices((day.isoformat(), day.isoformat()[:7], None), (90, 8, 2))[0]
    places = [chance.choices(_places(), cum_weights=_place_weights())[0]] if chance.random() < 0.4 else []
    venue = chance.choices(_places(), cum_weights=_place_weights())[0] if chance.random() < 0.15 else None
    home = speaker[3]
    return Statement(
        id=statement_id(name, start, end, speaker[0], stance, target and target[0]),
        article=name,
        language="en",
        speaker=speaker[1],
        speaker_id=speaker[0],
        speaker_kind=speaker[2],
        represents=home and load_actors()[home].name,
        represents_id=home,
        stance=stance,
        polarity=load_stances()[stance].polarity,
        intensity=0.5,
        negated=chance.random() < 0.03,
        modality="conditional" if chance.random() < 0.03 else "actual",
        target=target and target[1],
        target_id=target and target[0],
        target_kind=target and target[2],
        places=tuple(place for _, place in places),
        place_ids=tuple(id_ for id_, _ in places),
        venue=venue and venue[1],
        venue_id=venue and venue[0],
        date=when,
        date_basis="stated" if when else None,
        mode=chance.choices(("performative", "indirect", "direct"), (5, 3, 2))[0],
        cue=chance.choice(CUES),
        evidence=text[start:end],
        start=start,
        end=end,
        sentence_start=sentence_start,
        sentence_end=sentence_end,
        confidence=round(chance.uniform(0.4, 0.98), 2),
        rule="subject-verb",
    )


def _frequency(stance: str) -> int:
    return FREQUENT[STANCES.index(stance)] if stance in STANCES else 3


@cache
def _cast(many: int) -> tuple[tuple[str, str, ActorKind, str | None], ...]:
    """Return known actors in an order of their own: id, name, kind, and whom they speak for."""
    from communique.knowledge.actors import home_states, load_actors
    from communique.knowledge.offices import offices_of

    known = load_actors()
    chosen = []
    for actor in known.values():
        home = actor.represents or home_states().get(actor.id)
        offices = offices_of(actor.id)
        if actor.kind is ActorKind.PERSON and not offices:
            continue  # two thirds of them; with office-holders there are enough
        home = offices[-1].represents if offices else home
        chosen.append((actor.id, actor.name, actor.kind, home if home in known else None))
    random.Random(1).shuffle(chosen)
    states = [each for each in chosen if each[2] is ActorKind.STATE][: many // 8]
    homes = {None, *(id_ for id_, *_ in states)}
    people = [each for each in chosen if each[2] is ActorKind.PERSON and each[3] in homes]
    others = [
        each for each in chosen if each[2] not in (ActorKind.STATE, ActorKind.PERSON) and each[3] in homes
    ]
    mixed = [*states, *people[: many // 2]]
    mixed += others[: many - len(mixed)]
    if len(mixed) < many:
        raise SystemExit(f"only {len(mixed)} actors are known, not {many}")
    random.Random(2).shuffle(mixed)
    return tuple(mixed)


@cache
def _places() -> tuple[tuple[str, str], ...]:
    from communique.export.world import locate
    from communique.knowledge.places import load_places

    found = [(place.id, place.name) for place in load_places().values() if locate(place.id)]
    random.Random(3).shuffle(found)
    return tuple(found[:400])


@cache
def _place_weights() -> tuple[float, ...]:
    return tuple(accumulate(1 / (k + 1) for k in range(len(_places()))))


@cache
def _words() -> tuple[str, ...]:
    """Return the words of the seeds, each as often as it stands there."""
    texts = (path.read_text("utf-8") for path in sorted(SEEDS.glob("*.txt")))
    return tuple(re.findall(r"[^\W\d_]{2,}", " ".join(texts)))


def _sentence(chance: random.Random) -> tuple[str, int, int]:
    """Return a sentence of 150 to 250 characters, and where in it the evidence starts and ends."""
    length = chance.randint(150, 250)
    words: list[str] = []
    while sum(map(len, words)) + len(words) < length:
        words.append(chance.choice(_words()))
    first = chance.randint(0, 5)
    last = len(words) - chance.randint(0, 8)
    left = len(" ".join(words[:first])) + bool(first)
    return " ".join(words) + ".", left, len(" ".join(words[:last]))
