"""GRAPH -> TURTLE: a text file that a person can read and `git diff` can compare.

rdflib's own writers need minutes for a million triples; this one needs seconds because the dataset has no
blank nodes: it groups, sorts and prints.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from rdflib import PROV, RDF, RDFS, SKOS, VOID, XSD, BNode, Graph, Literal, URIRef
from rdflib.namespace import SDO

from ..errors import OutputError
from ..graph.vocabulary import CMQ, OA, Names
from .files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rdflib.term import Node

    from ..graph.vocabulary import Triple

SECTIONS: tuple[tuple[str, tuple[URIRef, ...]], ...] = (
    ("This dataset, and the run that made it", (VOID.Dataset, PROV.Activity, PROV.SoftwareAgent)),
    ("Actors, and who accuses, supports, threatens ... whom (shortcut edges)", (CMQ.Actor,)),
    ("Offices: who spoke for whom, and when", (CMQ.Office,)),
    ("Places", (CMQ.Place,)),
    ("Statements: who said what about whom", (CMQ.Statement,)),
    ("Utterances: what was said, however often it is reported", (CMQ.Utterance,)),
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
# Statements stand in groups: search for "# -- France accuses" to see whom France accuses, when and in what
# words. What several articles report of one act of speech is one cmq:Utterance (utt:...), so count those.
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
_FIRST = {"a": 0, "rdfs:label": 1, "cmq:text": 2}
_SHORT_ESCAPES = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\", "\b": "\\b", "\f": "\\f"}
_STRING = XSD.string
_BARE = {
    XSD.integer: re.compile(r"[+-]?[0-9]+"),
    XSD.decimal: re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD.boolean: re.compile("true|false"),
}


def write_turtle(
    triples: Graph | Iterable[Triple], path: Path | str, prefixes: Mapping[str, str] | None = None
) -> None:
    """Write a graph, or triples as they come, as Turtle: explained at the top, in sections, one value a line.

    `prefixes` are those of the graph, or else `Names().prefixes()`. The same triples give the same bytes, in
    whatever order and how often they come. Raises OutputError for a blank node or an invalid IRI, which
    `build_dataset` never makes, and for a folder that cannot be written.

    >>> import communique as cq
    >>> cq.write_turtle(cq.load("output").dataset, "graph.ttl")
    """
    write_atomically(Path(path), turtle_lines(triples, prefixes))


def turtle_lines(
    triples: Graph | Iterable[Triple], prefixes: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Yield the Turtle file piece by piece."""
    if prefixes is None:
        own = triples.namespaces() if isinstance(triples, Graph) else Names().prefixes().items()
        prefixes = {prefix: str(namespace) for prefix, namespace in own}
    prefixes = dict(sorted(prefixes.items()))
    name = _namer(prefixes)
    blocks = _collect(triples, name)
    yield _header(blocks, prefixes)
    yield from (f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())
    section_of = {name(kind): number for number, (_, kinds) in enumerate(SECTIONS) for kind in kinds}
    sections: list[list[str]] = [[] for _ in SECTIONS]
    for subject, values in blocks.items():
        numbers = (section_of[text] for verb, text in _pairs(values) if verb == "a" and text in section_of)
        sections[min(numbers, default=len(SECTIONS) - 1)].append(subject)
    for (title, kinds), members in zip(SECTIONS, sections, strict=True):
        if members:
            yield f"\n# ---- {title} ----\n"
        if CMQ.Statement in kinds:
            yield from _statement_blocks(members, blocks, name)
        else:
            yield from (_block(subject, blocks[subject]) for subject in sorted(members))


def _collect(triples: Graph | Iterable[Triple], name: Callable[[Node], str]) -> dict[str, list[str]]:
    """Return property and value in turn, of all triples by their subject, written as they will stand in the
    file.
    """
    blocks: dict[str, list[str]] = {}
    verbs: dict[Node, str] = {RDF.type: "a"}
    last, values = None, []
    for subject, predicate, value in triples:
        if subject is not last:
            last, values = subject, blocks.setdefault(name(subject), [])
        verb = verbs.get(predicate) or verbs.setdefault(predicate, name(predicate))
        # most are IRIs; rdflib's classes are abstract, and to ask whether one is an instance takes long
        if type(value) is not URIRef and isinstance(value, Literal):
            values += (verb, _literal(value, name))
        else:
            values += (verb, name(value))
    return blocks


def _pairs(values: list[str]) -> Iterator[tuple[str, str]]:
    return zip(values[::2], values[1::2], strict=True)


def _statement_blocks(
    subjects: list[str], blocks: Mapping[str, list[str]], name: Callable[[Node], str]
) -> Iterator[str]:
    """Yield the statements by actor, stance and date, each group under a heading that names it."""
    verbs = tuple(name(verb) for verb in (CMQ.onBehalfOf, CMQ.speaker, CMQ.stance, CMQ.date))
    wanted = frozenset(verbs)
    label, label_of_stance = name(RDFS.label), name(SKOS.prefLabel)

    def key(subject: str) -> tuple[str, str, str, str]:
        found: dict[str, str] = {}
        for verb, text in _pairs(blocks[subject]):
            if verb in wanted:
                found[verb] = min(found.get(verb, text), text)
        represented, speaker, stance, date = (found.get(verb, "") for verb in verbs)
        return represented or speaker, stance, date, subject

    heading = None
    for actor, stance, _, subject in sorted(map(key, subjects)):
        if (actor, stance) != heading:
            heading = actor, stance
            who, does = (
                _english(blocks.get(actor, []), label),
                _english(blocks.get(stance, []), label_of_stance),
            )
            yield f"\n# -- {who or actor} {does or stance} --\n"
        yield _block(subject, blocks[subject])


def _english(values: list[str], label: str) -> str | None:
    """Return the English label of a subject, as it stands between the quotation marks."""
    found = sorted(text for verb, text in _pairs(values) if verb == label and text.endswith('"@en'))
    return found[0][1:-4] if found else None


def _block(subject: str, values: list[str]) -> str:
    """Return one subject with all its values, one a line: type and label first, English before French."""
    by_verb: dict[str, list[str]] = {}
    for verb, text in _pairs(values):
        by_verb.setdefault(verb, []).append(text)
    for verb, texts in by_verb.items():
        if len(texts) > 1:
            by_verb[verb] = sorted(set(texts), key=_in_order)
    lines = [f"    {verb} " + " ,\n        ".join(by_verb[verb]) for verb in sorted(by_verb, key=_rank)]
    return f"\n{subject}\n" + " ;\n".join(lines) + " .\n"


@lru_cache(maxsize=1024)
def _rank(verb: str) -> tuple[int, str]:
    return _FIRST.get(verb, len(_FIRST)), verb


def _in_order(text: str) -> tuple[str, str]:
    """Return the sort key of a value: by its language, if it has one, and by itself."""
    tag = _LANGUAGE.search(text) if text.startswith('"') else None
    return (tag[1] if tag else "", text)


def _namer(prefixes: Mapping[str, str]) -> Callable[[Node], str]:
    """Return the function that writes an IRI: `prefix:local` where that is plain, in full elsewhere."""
    by_namespace = {namespace: prefix for prefix, namespace in prefixes.items()}

    @lru_cache(maxsize=65536)
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
    text, language = str(literal), literal.language
    if language:
        return f'"{_ESCAPED.sub(_escape, text)}"@{language}'
    datatype = literal.datatype
    if datatype is not None and datatype in _BARE and _BARE[datatype].fullmatch(text):
        return text
    quoted = f'"{_ESCAPED.sub(_escape, text)}"'
    return quoted if datatype is None or datatype == _STRING else f"{quoted}^^{name(datatype)}"


def _escape(found: re.Match[str]) -> str:
    character = found[0]
    if "\ud800" <= character <= "\udfff":
        return "?"
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"


def _header(blocks: Mapping[str, list[str]], prefixes: Mapping[str, str]) -> str:
    verb = "cmq:shortcutThreshold"
    told = (_pairs(values) for values in blocks.values() if verb in values)
    thresholds = sorted(text for values in told for each, text in values if each == verb)
    said = THRESHOLD.format(threshold=thresholds[0]) if thresholds else ""
    actor = prefixes.get("actor", "https://w3id.org/communique/id/actor/")
    return HEADER.format(actor=actor, cmq=str(CMQ._NS).removesuffix("#"), threshold=said) + "\n"
