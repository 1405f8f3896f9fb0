"""The words of the RDF dataset: namespaces, and the IRIs that name actors, places, articles and statements.

The namespaces are closed: a misspelt term raises AttributeError. The vocabulary itself (`ns#`, the stances)
keeps its IRIs whoever publishes the data, so that ontology, shapes and queries always fit; `Names` makes the
others from a base of your own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlsplit

from rdflib import DCTERMS, OWL, PROV, RDF, RDFS, SKOS, VOID, XSD, Literal, Namespace, URIRef
from rdflib.namespace import SDO, DefinedNamespace

from ..model import Stance

if TYPE_CHECKING:
    from datetime import date

    from ..model import ArticleMetadata

BASE_IRI = "https://w3id.org/communique/"
"""Default base of all IRIs; rdf.md §8 tells how w3id.org redirects it."""

STANCE = Namespace(BASE_IRI + "stance/")
WIKIDATA = Namespace("http://www.wikidata.org/entity/")
GEONAMES = Namespace("https://sws.geonames.org/")


class CMQ(DefinedNamespace):
    """Communiqué's own terms; `ontology/communique.ttl` says what they mean and what they align to."""

    _fail = True
    _NS = Namespace(BASE_IRI + "ns#")

    Statement: URIRef
    Utterance: URIRef
    Actor: URIRef
    Country: URIRef
    Person: URIRef
    Organisation: URIRef
    ArmedGroup: URIRef
    Group: URIRef
    Place: URIRef
    Office: URIRef

    speaker: URIRef
    onBehalfOf: URIRef  # noqa: N815  # RDF names properties so
    actor: URIRef
    stance: URIRef
    target: URIRef
    polarity: URIRef
    intensity: URIRef
    negated: URIRef
    modality: URIRef
    place: URIRef
    venue: URIRef
    date: URIRef
    datePrecision: URIRef  # noqa: N815
    dateEDTF: URIRef  # noqa: N815
    dateBasis: URIRef  # noqa: N815
    dateText: URIRef  # noqa: N815
    mode: URIRef
    cue: URIRef
    text: URIRef
    confidence: URIRef
    rule: URIRef
    sourceChain: URIRef  # noqa: N815
    article: URIRef
    evidence: URIRef
    sentenceStart: URIRef  # noqa: N815
    sentenceEnd: URIRef  # noqa: N815

    utterance: URIRef
    firstReport: URIRef  # noqa: N815
    repliesTo: URIRef  # noqa: N815
    changesFrom: URIRef  # noqa: N815

    represents: URIRef
    holdsOffice: URIRef  # noqa: N815
    officeRole: URIRef  # noqa: N815
    officeFor: URIRef  # noqa: N815
    officePeriod: URIRef  # noqa: N815
    startDate: URIRef  # noqa: N815
    endDate: URIRef  # noqa: N815
    inCountry: URIRef  # noqa: N815
    textSha256: URIRef  # noqa: N815
    goldstein: URIRef
    plover: URIRef
    shortcut: URIRef
    shortcutThreshold: URIRef  # noqa: N815

    supports: URIRef
    agreesWith: URIRef  # noqa: N815
    pledgesTo: URIRef  # noqa: N815
    consults: URIRef
    appealsTo: URIRef  # noqa: N815
    commentsOn: URIRef  # noqa: N815
    demandsOf: URIRef  # noqa: N815
    isConcernedAbout: URIRef  # noqa: N815
    criticizes: URIRef
    accuses: URIRef
    rejects: URIRef
    denies: URIRef
    threatens: URIRef


class OA(DefinedNamespace):
    """What is used of the Web Annotation vocabulary, which rdflib lacks
    (https://www.w3.org/TR/annotation-vocab/)."""

    _fail = True
    _NS = Namespace("http://www.w3.org/ns/oa#")

    TextQuoteSelector: URIRef
    TextPositionSelector: URIRef
    exact: URIRef
    prefix: URIRef
    suffix: URIRef
    start: URIRef
    end: URIRef


class POS(DefinedNamespace):
    """Latitude and longitude (WGS84). rdflib's own `WGS` has a wrong namespace (https instead of http)."""

    _fail = True
    _NS = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")

    lat: URIRef
    long: URIRef


for _namespace in (CMQ, OA, POS):  # rdflib looks a term up by __getattr__ each time, a million times over
    for _name in _namespace.__annotations__:
        if not _name.startswith("_"):
            type.__setattr__(_namespace, _name, _namespace[_name])

_PLAIN = re.compile(r"[A-Za-z0-9_.~-]+")
"""What stands in an IRI as it is."""

Triple = tuple[URIRef, URIRef, URIRef | Literal]

SHORTCUTS: dict[Stance, URIRef] = {
    Stance.SUPPORT: CMQ.supports,
    Stance.AGREE: CMQ.agreesWith,
    Stance.PLEDGE: CMQ.pledgesTo,
    Stance.CONSULT: CMQ.consults,
    Stance.APPEAL: CMQ.appealsTo,
    Stance.COMMENT: CMQ.commentsOn,
    Stance.DEMAND: CMQ.demandsOf,
    Stance.CONCERN: CMQ.isConcernedAbout,
    Stance.CRITICIZE: CMQ.criticizes,
    Stance.ACCUSE: CMQ.accuses,
    Stance.REJECT: CMQ.rejects,
    Stance.DENY: CMQ.denies,
    Stance.THREATEN: CMQ.threatens,
}
"""The property that draws a statement of each stance as one edge from actor to target."""


@dataclass(frozen=True, slots=True)
class Names:
    """Mints the IRIs of a dataset below `base`; any character that an IRI cannot hold is percent-encoded."""

    base: str = BASE_IRI

    def _mint(self, folder: str, local: str) -> URIRef:
        return _mint(self.base, folder, local)

    def actor(self, actor_id: str) -> URIRef:
        """Return the IRI of an actor, `.../id/actor/france`."""
        return self._mint("actor", actor_id)

    def place(self, place_id: str) -> URIRef:
        """Return the IRI of a place, `.../id/place/aleppo`."""
        return self._mint("place", place_id)

    def statement(self, statement_id: str) -> URIRef:
        """Return the IRI of a statement."""
        return self._mint("statement", statement_id)

    def utterance(self, utterance_id: str) -> URIRef:
        """Return the IRI of an utterance, which is named by the id of its first report."""
        return self._mint("utterance", utterance_id)

    def office(self, local: str) -> URIRef:
        """Return the IRI of a dated office."""
        return self._mint("office", local)

    def run(self, local: str) -> URIRef:
        """Return the IRI of the run that made the dataset."""
        return self._mint("run", local)

    def software(self, version: str) -> URIRef:
        """Return the IRI of one version of Communiqué."""
        return self._mint("software", f"communique-{version}")

    def dataset(self) -> URIRef:
        """Return the IRI of the dataset itself."""
        return URIRef(f"{self.base}id/dataset")

    def article(self, article_id: str, metadata: ArticleMetadata | None) -> URIRef:
        """Return `.../id/article/` and 16 hex digits of the text's hash, or the id if the hash is unknown.

        The same text has the same IRI wherever it was read; a URL changes and repeats, so it is a property
        only.
        """
        return self._mint("article", metadata.sha256[:16] if metadata and metadata.sha256 else article_id)

    def evidence(self, article: URIRef, start: int, end: int) -> URIRef:
        """Return the IRI of a span of text (RFC 5147), so that equal spans are one node."""
        return _evidence(article, start, end)

    def prefixes(self) -> dict[str, str]:
        """Return every prefix that the dataset and the ready-made questions use."""
        data = {
            "actor": self.base + "id/actor/",
            "place": self.base + "id/place/",
            "stmt": self.base + "id/statement/",
            "utt": self.base + "id/utterance/",
            "art": self.base + "id/article/",
            "office": self.base + "id/office/",
            "run": self.base + "id/run/",
            "sw": self.base + "id/software/",
        }
        terms = {"cmq": CMQ, "oa": OA, "pos": POS, "prov": PROV, "rdfs": RDFS, "rdf": RDF, "xsd": XSD}
        terms |= {"skos": SKOS, "owl": OWL, "dcterms": DCTERMS, "schema": SDO, "void": VOID}
        others = {"stance": str(STANCE), "wd": str(WIKIDATA), "geonames": str(GEONAMES)}
        return dict(sorted((data | {name: str(term._NS) for name, term in terms.items()} | others).items()))


def local_name(iri: str) -> str:
    """Return the id that an IRI of `Names` was made of.

    >>> local_name(Names().actor("a/b é"))
    'a/b é'
    """
    return unquote(re.split("[/#]", iri)[-1])


@lru_cache(maxsize=65536)
def _mint(base: str, folder: str, local: str) -> URIRef:
    plain = local if _PLAIN.fullmatch(local) else quote(local, safe="", errors="replace")
    return URIRef(f"{base}id/{folder}/{plain}")


@lru_cache(maxsize=64)
def _evidence(article: URIRef, start: int, end: int) -> URIRef:
    return URIRef(f"{article}#char={start},{end}")


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


@lru_cache(maxsize=4096)
def text_literal(text: str, language: str | None = None) -> Literal:
    """Return `text` as RDF: with a language tag if it is a valid one, lone surrogates as "?" (offsets
    hold)."""
    clean = text.encode(errors="replace").decode()
    tag = language if language and _LANGUAGE_TAG.fullmatch(language) else None
    return Literal(clean, lang=tag, normalize=False)  # texts are normal; rdflib looks long for what they are


@lru_cache(maxsize=4096)
def plain_literal(value: str | int | bool) -> Literal:
    """Return one of the few values that come again and again: a word of a list, a number, true or false."""
    return Literal(value)


@lru_cache(maxsize=4096)
def decimal_literal(number: float, digits: int = 2) -> Literal:
    """Return an xsd:decimal of at most `digits` digits; a float would be written as 8.7e-01."""
    rounded = Decimal(repr(number)).quantize(Decimal(1).scaleb(-digits))
    plain = f"{rounded:f}".rstrip("0")
    return Literal(plain + "0" if plain.endswith(".") else plain, datatype=XSD.decimal)


@lru_cache(maxsize=65536)
def date_literal(day: date) -> Literal:
    """Return a full xsd:date: the only sort of date that all engines compare alike (rdf.md §7)."""
    return Literal(day.isoformat(), datatype=XSD.date)


def web_iri(url: str | None) -> URIRef | None:
    """Return the address as a valid IRI, percent-encoded; None for anything but http and https.

    >>> web_iri("https://news.example/a b?q=é")
    rdflib.term.URIRef('https://news.example/a%20b?q=%C3%A9')
    """
    try:
        parts = urlsplit((url or "").strip())
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname or (parts.port or 0) < 0:
            return None
    except ValueError:  # a port that is no number, half an IPv6 address
        return None
    if "[" in parts.netloc or "]" in parts.netloc:
        return None
    address, hash_mark, fragment = parts.geturl().partition("#")
    encoded = _encode(address) + hash_mark + _encode(fragment)
    return URIRef(encoded)


def _encode(text: str) -> str:
    return quote(_BAD_PERCENT.sub("%25", text), safe="%/:?@!$&'()*+,;=~-._", errors="replace")
