"""Turns what a person writes for a parameter ("Russie", "2016-10") into the RDF term that the graph uses."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from rdflib import DCTERMS, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import SDO

from ..errors import QueryError
from ..knowledge.tables import make_slug
from .dating import read_period
from .questions import FREE
from .syntax import where_starts
from .vocabulary import CMQ, date_literal, local_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .engines import Engine

_THINGS: dict[str, tuple[str, URIRef, URIRef]] = {
    "actor": ("actor", CMQ.Actor, RDFS.label),
    "speaker": ("actor", CMQ.Actor, RDFS.label),
    "target": ("actor", CMQ.Actor, RDFS.label),
    "represented": ("actor", CMQ.Actor, RDFS.label),
    "place": ("place", CMQ.Place, RDFS.label),
    "venue": ("place", CMQ.Place, RDFS.label),
    "stance": ("stance", SKOS.Concept, SKOS.prefLabel),
    "statement": ("statement", CMQ.Statement, RDFS.label),
    "article": ("article", SDO.NewsArticle, DCTERMS.identifier),
}
"""By parameter: what it names, the class to look in, the property that holds its names."""


def bind_parameters(text: str, parameters: Mapping[str, str], engine: Engine) -> str:
    """Return the query with each given value bound to its variable by a VALUES line at the start of WHERE.

    The value is written as one escaped RDF term, so that nothing in it is read as SPARQL. Variables of an
    inner SELECT are its own and are not set.
    """
    first, last = (read_period(parameters.get(name)) for name in ("from", "to"))
    if first and last and first.first > last.last:
        raise QueryError(f"from: {parameters['from']!r} is after to: {parameters['to']!r}.")
    lines = []
    for name, value in parameters.items():
        if not re.search(rf"[?$]{re.escape(name)}(?!\w)", text):
            raise QueryError(f"the query has no variable ?{name} that the parameter {name!r} could set.")
        if value not in ("", FREE):
            lines.append(f"VALUES ?{name} {{ {_term(name, value, engine).n3()} }}")
    if not lines:
        return text
    start = where_starts(text)
    return f"{text[:start]} {' '.join(lines)} {text[start:]}"


def _term(name: str, value: str, engine: Engine) -> URIRef | Literal:
    if name in _THINGS:
        return _find(name, value, engine)
    if name in ("from", "to"):
        period = read_period(value)
        if period is None:
            raise QueryError(f"{name}: {value!r} is no date; write 2016-10-12, 2016-10 or 2016.")
        return date_literal(period.first if name == "from" else period.last)
    return Literal(value)


def _find(name: str, value: str, engine: Engine) -> URIRef:
    """Return the IRI of the thing in the graph that has this id, or else this name in either language."""
    kind, its_class, name_property = _THINGS[name]
    by_id: dict[str, URIRef] = {}
    by_name: dict[str, set[str]] = {}
    query = f"SELECT ?iri ?name WHERE {{ ?iri a <{its_class}> ; <{name_property}> ?name }}"
    for iri, label in engine.ask(query)[1]:
        local = local_name(str(iri))
        by_id[local] = URIRef(str(iri))
        by_name.setdefault(make_slug(str(label)), set()).add(local)
        if value == iri:
            return URIRef(value)
    if name == "stance":
        for broad in ("positive", "neutral", "negative"):
            by_id.pop(broad, None)
        by_name = {label: found for label, ids in by_name.items() if (found := ids & by_id.keys())}
    slug = make_slug(value)
    for local in (value, slug):
        if local in by_id:
            return by_id[local]
    named = sorted(by_name.get(slug, ()))
    if len(named) == 1:
        return by_id[named[0]]
    if named:
        raise QueryError(f"{name}: {value!r} names several: {', '.join(named)}; give one of these ids.")
    near = [known for known in sorted(by_id | by_name) if slug and slug in known.split("-")]
    near = near[:3] or difflib.get_close_matches(slug, sorted(by_id | by_name), n=3)
    ids = dict.fromkeys(local for each in near for local in by_name.get(each, {each}))
    hint = f" Did you mean {' or '.join(ids)}?" if ids else ""
    raise QueryError(f"{name}: this graph has no {kind} {value!r}.{hint}")
