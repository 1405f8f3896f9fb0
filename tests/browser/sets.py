"""Further sets of made-up statements, for what the twelve of `sample.py` cannot show; run by `runpy`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from communique.export.html import write_html
from communique.model import ActorKind, ArticleMetadata, Stance, Statement, statement_id

if TYPE_CHECKING:
    from pathlib import Path

POLARITIES = {"accuse": -1, "comment": 0, "support": 1}


def slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def say(
    k: int,
    speaker: str,
    stance: str = "accuse",
    target: str | None = None,
    date: str | None = "2016-10-01",
    *,
    represents: str | None = None,
    kind: ActorKind = ActorKind.PERSON,
    target_kind: ActorKind = ActorKind.GROUP,
    article: str = "wire",
    **others: Any,
) -> Statement:
    """Return one statement; the k-th stands k-th in its article and says what no other does."""
    evidence = others.pop("evidence", f"note {k}")
    start = 100 * k
    return Statement(
        id=statement_id(article, start, start + len(evidence), slug(speaker), Stance(stance), target),
        article=article,
        language=others.pop("language", "en"),
        speaker=speaker,
        speaker_id=slug(speaker),
        speaker_kind=kind,
        represents=represents,
        represents_id=represents and slug(represents),
        stance=Stance(stance),
        polarity=others.pop("polarity", POLARITIES[stance]),
        intensity=0.3,
        negated=others.pop("negated", False),
        modality=others.pop("modality", "actual"),
        target=target,
        target_id=target and slug(target),
        target_kind=target_kind if target else None,
        places=tuple(place.title() for place in others.get("place_ids", ())),
        date=date,
        date_basis=others.pop("date_basis", date and "stated"),
        mode=others.pop("mode", "performative"),
        cue="said",
        evidence=evidence,
        start=start,
        end=start + len(evidence),
        sentence_start=start,
        sentence_end=start + len(evidence),
        confidence=others.pop("confidence", 0.7),
        rule="subject-verb",
        **others,
    )


PLACES = (
    *("aleppo", "damascus", "homs", "idlib", "hama", "latakia", "raqqa", "palmyra", "mosul", "baghdad"),
    *("beirut", "amman", "ankara", "jerusalem", "cairo", "tehran", "riyadh", "ghouta", "sydney", "canberra"),
)
"""Twenty: most close together, one without a position (Ghouta), two at the other end of the world."""


def make_many() -> list[Statement]:
    """260 statements of ten years: 31 delegates on 26 blocs, and a hermit on twelve hermitages of its own."""
    found = []
    for k in range(248):
        date = f"{2003 + k % 10}-{1 + k % 12:02}-{1 + k % 28:02}"
        places = (PLACES[k % 18],) if k % 40 else (PLACES[18 + k // 40 % 2],)
        found.append(
            say(k, f"Delegate {k % 31:02}", target=f"Bloc {k * 7 % 26:02}", date=date, place_ids=places)
        )
    hermit = [
        say(k, "Hermit", target=f"Hermitage {k}", date=None if k > 256 else "2010-05-06")
        for k in range(248, 260)
    ]
    return found + hermit


def make_loud() -> list[Statement]:
    """45 words of Talker on Listener, two a day; forty words of Loud, and three about it."""
    talk = [
        say(k, "Talker", target="Listener", date=f"2016-01-{1 + k // 2:02}", evidence=f"word {k}")
        for k in range(45)
    ]
    loud = [say(100 + k, "Loud", stance="comment", date=f"2016-02-{1 + k % 20:02}") for k in range(40)]
    about = [say(200 + k, "Critic", target="Loud", date="2016-03-01") for k in range(3)]
    few = [say(300 + k, "Listener", stance="comment", date="2016-03-02") for k in range(5)]
    return [*talk, *loud, *about, *few]


def make_month() -> list[Statement]:
    """Twenty days of one month, three words on the third; two are known to the month alone."""
    days = [say(k, "Witness", target="Envoy", date=f"2016-10-{1 + k:02}") for k in range(20)]
    more = [say(30 + k, "Witness", target="Envoy", date="2016-10-03") for k in range(2)]
    vague = [say(40, "Witness", date="2016-10"), say(41, "Envoy", date="2016-10")]
    return [*days, *more, *vague]


def make_years() -> list[Statement]:
    """A word of each year from 2003 to 2015 that is known no closer, two of 2015, and one without a date."""
    years = [say(k, "Chronicler", target="Bystander", date=f"{2003 + k}") for k in range(13)]
    return [*years, say(20, "Chronicler", date="2015"), say(21, "Chronicler", date=None)]


def make_ages() -> list[Statement]:
    """Words from nine centuries; the name of who says them is too long for its lane."""
    name = "Perpetual Secretary of the Society for the Keeping of Very Old Annals and Chronicles"
    return [say(k, name, date=f"{1140 + 97 * k}") for k in range(10)]


def make_chain() -> list[Statement]:
    """A clerk speaks for a bureau and that for a realm; all kinds of records that are seldom seen."""
    realm, clerk, bureau = "Old Realm", "Clerk Almond", "Tin Bureau"
    body = ActorKind.ORGANISATION
    said = {"represents": bureau, "target": "Far Isle"}
    quoted = 'He said: "no;\nnever", twice'
    found = [
        say(0, clerk, **said, evidence="the treaty of the islands was torn up by the islanders", polarity=0),
        say(1, clerk, **said, date="2016-10-04"),
        say(2, bureau, represents=realm, target="Far Isle", kind=body, date="2016-10-05"),
        say(3, realm, target="Near Isle", kind=ActorKind.STATE, date="2016-10-06"),
        say(4, realm, target=realm, kind=ActorKind.STATE, target_kind=ActorKind.STATE, date="2016-10-07"),
        say(5, "Zoé", target="Adam", evidence="note 10", venue="Geneva", venue_id="geneva"),
        say(6, "Adam", target="Zoé", evidence="note 9", target_kind=ActorKind.PERSON),
        say(7, "Émile", target="Adam", evidence=quoted, negated=True, modality="hypothetical"),
        say(8, "Adam", evidence="l’accord tient", source_chain=("Reuters", "The Daily"), confidence=0.85),
        say(9, "Adam", evidence="l'essai est raté", date="2016-10-09", date_basis="publication"),
        say(10, "Zoé", target=clerk, evidence="note 11", date="2016-10-10", target_kind=ActorKind.PERSON),
    ]
    copies = [
        replace(found[0], id=f"{k:016x}", article=f"copy{k}", polarity=polarity)
        for k, polarity in enumerate((0, -1))
    ]
    return [*found, *copies]


SETS = {
    "many": make_many,
    "loud": make_loud,
    "month": make_month,
    "years": make_years,
    "ages": make_ages,
    "chain": make_chain,
}


def write_sets(folder: Path, *names: str) -> dict[str, str]:
    """Write the pages of these sets; return their addresses."""
    for name in names:
        statements = SETS[name]()
        articles = {
            id_: ArticleMetadata(id=id_, title=id_.title()) for id_ in {s.article for s in statements}
        }
        write_html(statements, articles, folder / f"{name}.html")
    return {name: (folder / f"{name}.html").as_uri() for name in names}
