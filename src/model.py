"""The records that flow through Communiqué: frozen, checked when made, and without further behaviour.

`Article` is what goes in, `Statement` is what comes out of extraction, `Actor` and `Office` are what is known
beforehand. A statement is flat: its field names are those of the JSON lines, the CSV and the GraphML file.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from .errors import StatementError


class Stance(StrEnum):
    """What a speaker does to the target with words; definitions in `knowledge/data/stances.toml`."""

    SUPPORT = "support"
    AGREE = "agree"
    PLEDGE = "pledge"
    CONSULT = "consult"
    APPEAL = "appeal"
    COMMENT = "comment"
    DEMAND = "demand"
    CONCERN = "concern"
    CRITICIZE = "criticize"
    ACCUSE = "accuse"
    REJECT = "reject"
    DENY = "deny"
    THREATEN = "threaten"


class ActorKind(StrEnum):
    """What sort of thing an actor is. `GROUP` is a collective without a proper name ("European
    diplomats").
    """

    STATE = "state"
    PERSON = "person"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    GROUP = "group"
    UNKNOWN = "unknown"


Mode = Literal["direct", "indirect", "performative"]
Modality = Literal["actual", "conditional", "hypothetical", "future"]
DateBasis = Literal["stated", "publication"]
Polarity = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleMetadata:
    """What is known about an article without its text. `published` is EDTF: "2016-07-19", "2016-09" or
    "2016".
    """

    id: str
    language: str | None = None
    title: str | None = None
    published: str | None = None
    publisher: str | None = None
    author: str | None = None
    url: str | None = None
    source: str | None = None
    """Where it was read from, as the user named it (`seeds/004.txt`, `wire.jsonl:12`)."""
    characters: int = 0
    sha256: str = ""
    """Of the text in UTF-8, to tell whether a file is still the one that was read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Article(ArticleMetadata):
    """One article. `text` is as read from the file: all offsets count its code points, before any
    cleaning.

    >>> import communique as cq
    >>> article = cq.Article(id="a", text="France condemned Russia.", language="en", published="2016-12-12")
    >>> article.text[0:6], article.characters
    ('France', 24)
    """

    text: str
    warnings: tuple[str, ...] = ()
    """What was odd while reading and was mended ("read as Latin-1")."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "characters", len(self.text))
        digest = hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()
        object.__setattr__(self, "sha256", digest)


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, state, organisation or group. `id` is a slug of the canonical English `name`."""

    id: str
    name: str
    kind: ActorKind
    name_fr: str | None = None
    represents: str | None = None
    """Id of the state or organisation it belongs to (a ministry's state); a state's own id; None if unknown.
    """
    gender: Literal["f", "m"] | None = None
    wikidata: str | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A dated office of a person: who speaks for whom, when. Dates are EDTF; an open end is None."""

    person: str
    role: str
    """"head_of_state", "head_of_government", "foreign_minister", "spokesperson", "ambassador", "envoy" ..."""
    title: str
    title_fr: str | None
    represents: str
    start: str | None
    end: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place. `geonames`, `latitude` and `longitude` come from recorded sources only, else None."""

    id: str
    name: str
    name_fr: str | None = None
    country: str | None = None
    """Id of the state it lies in."""
    latitude: float | None = None
    longitude: float | None = None
    geonames: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One actor takes one stance towards one target (or none) in the words of one article.

    `article_text[start:end] == evidence` always holds. Raises StatementError when a value is out of its
    range.

    >>> import communique as cq
    >>> article = cq.Article(id="a", text="France condemned Russia.", language="en")
    >>> [(_, [statement])] = cq.extract_statements([article])
    >>> statement.speaker, statement.stance, statement.target, statement.date
    ('France', <Stance.CRITICIZE: 'criticize'>, 'Russia', None)
    """

    id: str
    article: str
    language: str
    speaker: str
    speaker_id: str
    speaker_kind: ActorKind
    represents: str | None
    represents_id: str | None
    stance: Stance
    polarity: Polarity
    intensity: float
    negated: bool
    modality: Modality
    target: str | None
    target_id: str | None
    target_kind: ActorKind | None
    places: tuple[str, ...] = ()
    place_ids: tuple[str, ...] = ()
    venue: str | None = None
    venue_id: str | None = None
    date: str | None = None
    """EDTF: when it was said, as precise as text and publication date allow."""
    date_basis: DateBasis | None = None
    date_text: str | None = None
    """The article's words from which the date was read ("on" left out: "Tuesday"), or that name it where no
    publication date makes a date of them; None where the date is that of publication or nothing names it.
    """
    mode: Mode
    cue: str
    """The word or words that report the speech act ("accused", "a-t-il martelé"); "" in an interview's
    answers.
    """
    evidence: str
    start: int
    end: int
    sentence_start: int
    sentence_end: int
    confidence: float
    rule: str
    source_chain: tuple[str, ...] = field(default=())
    """Who reports whom: the outer speakers of a speech act told inside another."""

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or self.end - self.start != len(self.evidence):
            raise StatementError(
                f"{self.id}: offsets {self.start}-{self.end} do not fit the evidence's length"
            )
        if not self.sentence_start <= self.start or not self.end <= self.sentence_end:
            raise StatementError(f"{self.id}: the evidence lies outside of its sentence")
        if not (0 <= self.confidence <= 1 and 0 <= self.intensity <= 1):
            raise StatementError(f"{self.id}: confidence and intensity must lie in 0..1")
        if self.polarity not in (-1, 0, 1):
            raise StatementError(f"{self.id}: polarity must be -1, 0 or 1")
        if (self.target is None) != (self.target_id is None):
            raise StatementError(f"{self.id}: target and target_id must be given together")
        if len(self.places) != len(self.place_ids):
            raise StatementError(f"{self.id}: each place needs its id")


def statement_id(
    article: str, start: int, end: int, speaker_id: str, stance: Stance, target_id: str | None
) -> str:
    """Return the 16 hex digits that name a statement: stable when place, date or confidence improve."""
    key = "|".join((article, str(start), str(end), speaker_id, stance.value, target_id or ""))
    return hashlib.sha256(key.encode()).hexdigest()[:16]
