"""STATEMENTS -> NETWORK: every statement as an edge of a NetworkX multigraph, and who speaks for whom, when.

`docs/network.md` lists all attributes. `positions` sums statements up, one edge for each pair of actors.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any

import networkx as nx

from ..knowledge.offices import held_between, load_offices
from ..model import Actor, ArticleMetadata, Statement
from ..plurals import counted
from ..registry import representations
from .dating import first_and_last, read_period
from .merging import merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ..model import Office
    from .merging import MergedStatements

    _MultiDiGraph = nx.MultiDiGraph[str]
else:
    _MultiDiGraph = nx.MultiDiGraph  # takes a type only when types are checked

STATEMENT = "statement"
"""`relation` of an edge that is a statement."""

SPEAKS_FOR = "speaks_for"
"""`relation` of the edge from a person to the state or organisation it speaks for."""

UNTARGETED = "untargeted"
"""Attribute of the network (statements without a target, by id) and of their speakers' nodes (the ids)."""

Attributes = dict[str, Any]

_FIELDS = tuple(field.name for field in fields(Statement))


class _NetworkAttributes(Attributes):
    """The attributes of a network, and beside them the articles it was built from.

    NetworkX hands `network.graph` on to every view, copy and composition. The articles are no attribute of
    their own, for JSON and GraphML could not hold them and nobody wants the texts there.
    """

    def __init__(self) -> None:
        super().__init__()
        self.articles: dict[str, ArticleMetadata] = {}

    def update(self, *others: Any, **attributes: Any) -> None:
        """Take over attributes; two networks in one keep the articles and untargeted statements of both."""
        untargeted = self.get(UNTARGETED)
        super().update(*others, **attributes)
        if untargeted is not None:
            self[UNTARGETED] = untargeted | self[UNTARGETED]
        for other in others:
            self.articles = self.articles | getattr(other, "articles", {})


class StatementNetwork(_MultiDiGraph):
    """A networkx multigraph of statements that a notebook shows as a page, and so its copies and subgraphs.

    All of NetworkX works on it; `build_network` tells what nodes and edges hold.
    """

    graph: _NetworkAttributes
    graph_attr_dict_factory = _NetworkAttributes

    @property
    def articles(self) -> Mapping[str, ArticleMetadata]:
        """What is known of the articles, by id; a subgraph has those of the whole network."""
        return getattr(self.graph, "articles", {})

    def to_directed_class(self) -> type[StatementNetwork]:
        """Return the class of directed copies: this one."""
        return StatementNetwork

    def __repr__(self) -> str:
        """Return what it is, how much it holds, and how to get a page of it: what a console shows."""
        found = [attributes for _, attributes in statements_of(self)]
        articles = {attributes["article"] for attributes in found if "article" in attributes}
        counts = {"actor": len(self), "statement": len(found), "article": len(articles)}
        told = ", ".join(counted(count, noun) for noun, count in counts.items())
        return (
            f"StatementNetwork (a networkx.MultiDiGraph): {told}.\n"
            'As a page: communique.export.notebook.write_network(network, "network.html")'
        )

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows; None, so that it shows the text, where nothing is installed to
        draw it.
        """
        if "network" not in representations:
            return None
        return str(representations.get("network")(self))


def build_network(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata] | None = None,
    *,
    actors: Mapping[str, Actor] | None = None,
    offices: Iterable[Office] | None = None,
) -> StatementNetwork:
    """Return the multigraph of all statements; nodes are actor ids, sorted. A notebook shows it as a page.

    A node has the known fields of its `Actor` (`name`, `kind`, ...), and as `also_named` the names that were
    merged into it. Edges have a `relation`:

    - "statement": from speaker to target, its key is the statement's id; all fields of the statement that are
      known, the `utterance` it reports, and `article_title`, `article_published`, `article_publisher`,
      `article_url` from `articles`;
    - "speaks_for": from a speaker to the actor it spoke for, one edge for each dated office (`role`, `title`,
      `since`, `until`, `basis` "office") and one for what only articles tell (`basis` "article");
      `statements` counts how many were made so, `first_date` and `last_date` say when.

    A statement without a target has no edge, for nobody is invented to point at: its attributes are in
    `network.graph["untargeted"][id]`, its id in the speaker's node attribute `untargeted`. `statements_of`
    gives both sorts. Unknown attributes are absent. `network.articles` has what `articles` tells of the
    statements' articles. `actors` and `offices` are the known ones (default: packaged tables).

    >>> import communique as cq
    >>> article = cq.Article(id="a", text="France condemned Russia.", language="en")
    >>> [(_, statements)] = cq.extract_statements([article])
    >>> list(cq.build_network(statements).edges(data="stance"))
    [('france', 'russia', 'criticize')]
    """
    merged = merge(statements, actors)
    network = StatementNetwork(untargeted={})
    untargeted: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    for merger in merged.mergers:
        names.setdefault(merger.into, []).append(merger.name)
    for actor in merged.actors.values():
        network.add_node(actor.id, **actor_attributes(actor))
        if actor.id in names:
            network.nodes[actor.id]["also_named"] = tuple(names[actor.id])
    for statement in merged.statements:
        article = (articles or {}).get(statement.article)
        if article is not None:
            network.graph.articles[statement.article] = article
        attributes = _statement_attributes(statement, article)
        attributes["utterance"] = merged.utterance_of[statement.id]
        if statement.target_id is None:
            network.graph[UNTARGETED][statement.id] = attributes
            untargeted.setdefault(statement.speaker_id, []).append(statement.id)
        else:
            network.add_edge(statement.speaker_id, statement.target_id, key=statement.id, **attributes)
    for speaker, ids in untargeted.items():
        network.nodes[speaker][UNTARGETED] = tuple(ids)
    for speaker, represented, key, tie in _ties(merged.statements, offices):
        network.add_edge(speaker, represented, key=key, **tie)
    return network


def statements_of(network: nx.MultiDiGraph[str]) -> Iterator[tuple[str, Attributes]]:
    """Yield id and attributes of every statement in the network, those without a target last.

    A subgraph has the statements on its own edges, and those without a target of the speakers in it.
    """
    for _, _, key, attributes in network.edges(keys=True, data=True):
        if attributes.get("relation") == STATEMENT:
            yield str(key), attributes
    listed: set[str] = set()  # a subgraph shares `graph` with the whole; its nodes tell which are its own
    for _, ids in network.nodes(data=UNTARGETED, default=()):
        listed.update(ids.split("|") if isinstance(ids, str) else ids)  # GraphML joins lists
    for id_, attributes in network.graph.get(UNTARGETED, {}).items():
        if id_ in listed or attributes["speaker_id"] in network:  # a renamed node, or one of two networks
            yield id_, attributes


def actor_attributes(actor: Actor) -> Attributes:
    """Return the known fields of an actor, its id left out."""
    return _known({field.name: getattr(actor, field.name) for field in fields(Actor) if field.name != "id"})


def _ties(
    statements: Iterable[Statement], offices: Iterable[Office] | None
) -> Iterator[tuple[str, str, str, Attributes]]:
    """Yield who spoke for whom, the edge's key, and by what office, in the order of first mention."""
    if offices is None:
        offices = load_offices()
    held: dict[tuple[str, str], list[Office]] = {}
    for office in offices:
        held.setdefault((office.person, office.represents), []).append(office)
    made: dict[tuple[str, str, Office | None], list[Statement]] = {}
    for statement in statements:
        represented = statement.represents_id
        if represented is not None and represented != statement.speaker_id:
            pair = (statement.speaker_id, represented)
            held_then = office_held(statement, held.get(pair, []))
            made.setdefault((*pair, held_then), []).append(statement)
    for (speaker, represented, held_then), group in made.items():
        key = f"{speaker}-{SPEAKS_FOR}-{represented}"
        tie: Attributes = {"relation": SPEAKS_FOR, "basis": "article", "statements": len(group)}
        if held_then is not None:
            key += f"-{held_then.role}-{held_then.start or 'unknown'}"
            tie |= {"basis": "office", "role": held_then.role, "title": held_then.title}
            tie |= {"since": held_then.start, "until": held_then.end}
        first, last = first_and_last(statement.date for statement in group)
        yield speaker, represented, key, _known({**tie, "first_date": first, "last_date": last})


def office_held(statement: Statement, offices: Iterable[Office]) -> Office | None:
    """Return the first of some offices that was held on the statement's date; None if no date tells it."""
    period = read_period(statement.date)
    return next(iter(held_between(offices, period.first, period.last)), None) if period else None


def _statement_attributes(statement: Statement, article: ArticleMetadata | None) -> Attributes:
    attributes: Attributes = {"relation": STATEMENT}
    attributes |= {name: getattr(statement, name) for name in _FIELDS}
    if article is not None:
        attributes["article_title"] = article.title
        attributes["article_published"] = article.published
        attributes["article_publisher"] = article.publisher
        attributes["article_url"] = article.url
    return _known(attributes)


def _known(attributes: Attributes) -> Attributes:
    """Return the attributes that are known; enumerations become their plain text."""
    return {
        name: str(value) if isinstance(value, str) else value
        for name, value in attributes.items()
        if value is not None
    }
