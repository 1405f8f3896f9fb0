"""GRAPH -> TURTLE: a text file that a person can read and `git diff` can compare.

rdflib's own writers need minutes for a million triples; this one needs seconds because the dataset has no
blank nodes: it groups, sorts and prints.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from rdflib import PROV, RDF, RDFS, SKOS, VOID, XSD, BNode, Literal, URIRef
from rdflib.namespace import SDO

from ..errors import OutputError
from ..graph.vocabulary import CMQ, OA
from .files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from rdflib import Graph
    from rdflib.term import Node

SECTIONS: tuple[tuple[str, tuple[URIRef, ...]], ...] = (
    ("This dataset, and the run that made it", (VOID.Dataset, PROV.Activity, PROV.SoftwareAgent)),
    ("Actors, and who accuses, supports, threatens ... whom (shortcut edges)", (CMQ.Actor,)),
    ("Offices: who spoke for whom, and when", (CMQ.Office,)),
    ("Places", (CMQ.Place,)),
    ("Statements: who said what about whom", (CMQ.Statement,)),
    ("Evidence: the words themselves, by their offsets in the article", (OA.TextQuoteSelector,)),
    ("Articles", (SDO.NewsArticle,)),
    ("Stances: what the speaker does to the target with words", (SKOS.ConceptScheme, SKOS.Concept)),
    ("Everything else", ()),
)
HEADER = """\
# Who said what about whom: a graph of statements found in news articles by Communiqué.
#
# It is Turtle, a text form of RDF: each line is "subject property value", ";" goes on with the same subject,
# "a" means "is a". Short names stand for web addresses: actor:france for
# <{actor}france>.
#
# Start with a statement (stmt:...): cmq:speaker says cmq:text, which is a cmq:stance towards the cmq:target;
# cmq:evidence are the very characters of the article. cmq:actor are all for whom it counts: the speaker and
# whom it speaks for. What is unknown is not written. The properties are explained at
# <{cmq}>.
#
# Shortcut edges such as "actor:france cmq:accuses actor:russia" are for drawing and quick questions.
{threshold}#
# An example question (SPARQL): what was said about Russia, and when?
#   SELECT ?date ?who ?stance ?words WHERE {{
#     ?s cmq:target actor:russia ; cmq:speaker/rdfs:label ?who ; cmq:stance/skos:prefLabel ?stance ;
#        cmq:text ?words ; cmq:date ?date .
#     FILTER(LANG(?who) = "en" && LANG(?stance) = "en") }} ORDER BY ?date
# Ask it with `communique query FILE.ttl 'SELECT ...'`; more questions: `communique query --list`.
"""
THRESHOLD = """\
# They stand for statements of confidence {threshold} and more that are neither negated, conditional nor
# hypothetical; date, source and confidence are on the statements only.
"""

_LOCAL = re.compile(r"[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_])?")
_LANGUAGE = re.compile(r'"@([A-Za-z0-9-]+)$')
_NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\\ud800-\udfff]')
_ESCAPED = re.compile('["\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]')
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile("true|false"),
}


def write_turtle(graph: Graph, path: Path) -> None:
    """Write the graph as Turtle: explained at the top, in sections, sorted, one value a line.

    The same triples give the same bytes. Raises OutputError for a blank node or an invalid IRI, which
    `build_dataset` never makes, and for a folder that cannot be written.
    """
    write_atomically(path, turtle_lines(graph))


def turtle_lines(graph: Graph) -> Iterator[str]:
    """Yield the Turtle file piece by piece."""
    prefixes = {prefix: str(namespace) for prefix, namespace in sorted(graph.namespaces())}
    name = cache(_namer(prefixes))
    yield _header(graph, prefixes)
    yield from (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    blocks: dict[str, dict[str, list[str]]] = {}
    verbs: dict[Node, str] = {RDF.type: "a"}
    for subject, predicate, value in graph:
        verb = verbs.get(predicate) or verbs.setdefault(predicate, name(predicate))
        text = _literal(value, name) if isinstance(value, Literal) else name(value)
        blocks.setdefault(name(subject), {}).setdefault(verb, []).append(text)
    section_of = {name(kind): number for number, (_, kinds) in enumerate(SECTIONS) for kind in kinds}
    sections: list[list[str]] = [[] for _ in SECTIONS]
    for text, values in blocks.items():
        numbers = (section_of[kind] for kind in values.get("a", ()) if kind in section_of)
        sections[min(numbers, default=len(SECTIONS) - 1)].append(text)
    first = {"a": 0, name(RDFS.label): 1}
    for (title, _), members in zip(SECTIONS, sections, strict=True):
        if members:
            yield f"\n# ---- {title} ----\n"
        for text in sorted(members):
            verbs_in_order = sorted(blocks[text], key=lambda verb: (first.get(verb, 2), verb))
            yield _block(text, [(verb, blocks[text][verb]) for verb in verbs_in_order])


def _block(subject: str, values: list[tuple[str, list[str]]]) -> str:
    """Return one subject with all its values, one a line."""
    lines = (f"    {verb} " + " ,\n        ".join(sorted(texts, key=_by_language)) for verb, texts in values)
    return f"\n{subject}\n" + " ;\n".join(lines) + " .\n"


def _by_language(text: str) -> tuple[str, str]:
    """Return the sort key that puts English before French."""
    tag = _LANGUAGE.search(text)
    return (tag[1] if tag else "", text)


def _namer(prefixes: Mapping[str, str]) -> Callable[[Node], str]:
    """Return the function that writes an IRI: `prefix:local` where that is plain, in full elsewhere."""
    by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

    def name(term: Node) -> str:
        if isinstance(term, BNode) or not isinstance(term, URIRef):
            raise OutputError(f"a blank node ({term}) cannot be written in a stable order; give it an IRI")
        cut = max(term.rfind("/"), term.rfind("#")) + 1
        prefix = by_namespace.get(term[:cut])
        if prefix is not None and _LOCAL.fullmatch(term, cut):
            return f"{prefix}:{term[cut:]}"
        if _NOT_IN_IRI.search(term):
            raise OutputError(f"not a valid IRI: {term!r}; percent-encode it")
        return f"<{term}>"

    return name


def _literal(literal: Literal, name: Callable[[Node], str]) -> str:
    datatype, text = literal.datatype, str(literal)
    if datatype in _BARE and _BARE[datatype].fullmatch(text):
        return text
    quoted = '"' + _ESCAPED.sub(_escape, text) + '"'
    if literal.language:
        return f"{quoted}@{literal.language}"
    return f"{quoted}^^{name(datatype)}" if datatype is not None and datatype != XSD.string else quoted


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "?"
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"


def _header(graph: Graph, prefixes: Mapping[str, str]) -> str:
    thresholds = sorted(str(threshold) for threshold in graph.objects(None, CMQ.shortcutThreshold))
    said = THRESHOLD.format(threshold=thresholds[0]) if thresholds else ""
    actor = prefixes.get("actor", "https://w3id.org/communique/id/actor/")
    return HEADER.format(actor=actor, cmq=str(CMQ._NS).removesuffix("#"), threshold=said) + "\n"
