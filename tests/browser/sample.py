# ruff: noqa: E501  # a table is easier to read in one line per statement
"""Twelve statements of three made-up articles, and a hostile set; the tests of the page run it by `runpy`."""

from __future__ import annotations

from dataclasses import replace

from communique.model import ActorKind, Article, Stance, Statement, statement_id

STATE, PERSON, ORGANISATION, ARMED = (
    ActorKind.STATE,
    ActorKind.PERSON,
    ActorKind.ORGANISATION,
    ActorKind.ARMED_GROUP,
)
ARTICLES = {
    article.id: article
    for article in (
        Article(
            id="monday",
            language="en",
            title="France accuses Russia of 'lying' about Syria",
            published="2016-12-12",
            publisher="The Daily",
            url="https://news.example/monday?a=1&b=2",
            text=(
                "France on Monday accused Russia of\nconstantly lying over Syria. Foreign Minister Jean-Marc Ayrault "
                'said "there is a form of permanent lie" in Brussels. Russia rejects the accusation. He thanked '
                "the United Nations. Moscow called on Syria to talk. \U0001d54f said: stop 🛑 now."
            ),
        ),
        Article(
            id="summer",
            language="en",
            published="2016-07",
            text=(
                "Ayrault is alarmed by Syria. He will not close his eyes. He could support a meeting with Iran. "
                "Islamic State claimed the attack."
            ),
        ),
        Article(
            id="mercredi",
            language="fr",
            title="Ayrault : « Nous demandons aux Russes d'arrêter »",
            published="2016-10-12",
            publisher="Europe 1",
            url="ftp://news.example/mercredi",
            text="Le ministre a appelé la Russie à cesser. « Nous demandons aux Russes d'arrêter », a-t-il martelé.",
        ),
    )
}
# article, evidence, sentence's end, speaker, kind, represents, stance, polarity, target, kind, date, mode
ROWS = (
    ("monday", "France on Monday accused Russia of\nconstantly lying", "Syria.", "France", STATE, "France", "accuse", -1, "Russia", STATE, "2016-12-12", "performative"),
    ("monday", "there is a form of permanent lie", "Brussels.", "Jean-Marc Ayrault", PERSON, "France", "accuse", -1, "Russia", STATE, "2016-12-12", "direct"),
    ("monday", "Russia rejects the accusation", ".", "Russia", STATE, "Russia", "reject", -1, "France", STATE, "2016-12", "performative"),
    ("monday", "He thanked the United Nations", ".", "Jean-Marc Ayrault", PERSON, "France", "support", 1, "United Nations", ORGANISATION, "2016-12-12", "performative"),
    ("monday", "Moscow called on Syria to talk", ".", "Russia", STATE, "Russia", "appeal", 0, "Syria", STATE, None, "indirect"),
    ("monday", "stop 🛑 now", ".", "\U0001d54f", ActorKind.GROUP, None, "demand", -1, None, None, None, "direct"),
    ("summer", "Ayrault is alarmed by Syria", ".", "Jean-Marc Ayrault", PERSON, "France", "concern", -1, "Syria", STATE, "2016-07", "performative"),
    ("summer", "He will not close his eyes", ".", "Jean-Marc Ayrault", PERSON, "France", "pledge", 1, None, None, "2016-07-19", "indirect"),
    ("summer", "He could support a meeting with Iran", ".", "Jean-Marc Ayrault", PERSON, "France", "consult", 0, "Iran", STATE, "2016-07", "indirect"),
    ("summer", "Islamic State claimed the attack", ".", "Islamic State", ARMED, "Islamic State", "comment", 0, None, None, "2016-07", "performative"),
    ("mercredi", "Le ministre a appelé la Russie à cesser", ".", "Jean-Marc Ayrault", PERSON, "France", "appeal", 0, "Russia", STATE, "2016-10-12", "performative"),
    ("mercredi", "Nous demandons aux Russes d'arrêter", "martelé.", "Jean-Marc Ayrault", PERSON, "France", "demand", -1, "Russia", STATE, "2016-10-12", "direct"),
)  # fmt: skip


def slug(name: str | None) -> str | None:
    """Return an id for a name; a name without letters keeps itself."""
    return name and name.lower().replace(" ", "-")


def make_statement(k: int, row: tuple) -> Statement:
    """Return one row as a record; the k-th has a confidence of its own."""
    (
        article,
        evidence,
        ending,
        speaker,
        kind,
        represents,
        stance,
        polarity,
        target,
        target_kind,
        date,
        mode,
    ) = row
    text = ARTICLES[article].text
    start = text.index(evidence)
    end = start + len(evidence)
    return Statement(
        id=statement_id(article, start, end, slug(speaker), Stance(stance), slug(target)),
        article=article,
        language=ARTICLES[article].language,
        speaker=speaker,
        speaker_id=slug(speaker),
        speaker_kind=kind,
        represents=represents,
        represents_id=slug(represents),
        stance=Stance(stance),
        polarity=polarity,
        intensity=0.3,
        negated=stance == "pledge",
        modality="conditional" if stance == "consult" else "actual",
        target=target,
        target_id=slug(target),
        target_kind=target_kind,
        places=("Aleppo",) if k % 3 == 0 else (),
        place_ids=("aleppo",) if k % 3 == 0 else (),
        venue="Brussels" if "permanent" in evidence else None,
        venue_id="brussels" if "permanent" in evidence else None,
        date=date,
        date_basis=date and "stated",
        date_text={0: "Monday", 4: "Tuesday"}.get(k),
        mode=mode,
        cue="said",
        evidence=evidence,
        start=start,
        end=end,
        sentence_start=max((text.rfind(mark, 0, start) + 2 for mark in (". ", ".\n") if mark in text[:start]), default=0),
        sentence_end=text.index(ending, end) + len(ending),
        confidence=round(0.4 + 0.05 * k, 2),
        rule="subject-verb",
        source_chain=("Reuters",) if k == 4 else (),
    )  # fmt: skip


STATEMENTS = [make_statement(k, row) for k, row in enumerate(ROWS)]

EVIL = (
    '</script><script>window.HIT=1</script><img src=x onerror="window.HIT=2">{{7*7}}<!--\u202e\0\ud800'
    "\" onmouseover=\"window.HIT=3</title><style>*{display:none}</style>href='javascript:window.HIT=4'"
)


def make_hostile() -> tuple[list[Statement], dict[str, Article]]:
    """Return statements and articles with an attack in every field that holds text from outside."""
    text = EVIL + " before " + EVIL + " after."
    start = len(EVIL) + 8
    urls = (
        "javascript:window.HIT=5",
        'https://x.example/" onclick="window.HIT=6',
        "data:text/html,<script>",
        "//x",
        "https://[",
        "HTTPS://OK.example/a",
    )
    articles = {
        f"{EVIL}{k}": Article(
            id=f"{EVIL}{k}", language=EVIL, title=EVIL, publisher=EVIL, published=EVIL, url=url, text=text
        )
        for k, url in enumerate(urls)
    }
    statements = [
        replace(
            STATEMENTS[k],
            id=f"{k:016x}",
            article=article,
            language=EVIL,
            speaker=EVIL,
            speaker_id=f"{EVIL}|{k}",
            represents=EVIL,
            represents_id=EVIL,
            target=EVIL + "2" if k else None,
            target_id=EVIL + "2" if k else None,
            places=(EVIL,),
            place_ids=(EVIL,),
            venue=EVIL,
            date=("2016-01", "=cmd", "2016-99-99", EVIL, "2016/..", "../2016")[k],
            date_text=EVIL,
            cue=EVIL,
            rule="=1+1" + EVIL,
            evidence=EVIL,
            start=start,
            end=start + len(EVIL),
            sentence_start=0,
            sentence_end=len(text),
            source_chain=(EVIL,),
        )
        for k, article in enumerate(articles)
    ]  # fmt: skip
    return statements, articles
