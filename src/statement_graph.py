"""All that is known of some articles in one object: for notebooks and scripts. `pipeline` has the stages.

Tables are pandas DataFrames, graphs are networkx' and rdflib's own; each is made when it is first asked for.
"""

from __future__ import annotations

import sys
import tempfile
import webbrowser
from collections import Counter
from dataclasses import dataclass, fields, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import pipeline
from .api_arguments import ADVICE, id_of, ids_of, name_of, parameters_of, path_of, question_of
from .collection import without_collection
from .errors import OutputError, QueryError
from .export.files import writable_folder
from .export.notebook import Frame, frame_network
from .export.quoting import quote
from .export.tables import statement_to_dict
from .graph import analysis
from .graph.analysis.said import all_utterances
from .graph.dataset import build_dataset, dataset_triples
from .graph.engines import OxigraphEngine
from .graph.merging import find_actor
from .graph.network import build_network
from .graph.positions import build_positions
from .graph.sparql import run_query
from .graph.table import Table, data_frame
from .knowledge.actors import using_user_actors
from .model import Article, Statement
from .plurals import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    import networkx as nx
    import pandas as pd
    from rdflib import Graph

    from .export.quoting import Quotation
    from .graph.engines import Engine
    from .graph.merging import MergedStatements
    from .graph.network import StatementNetwork
    from .model import ArticleMetadata
    from .pipeline import Extraction

TOP = 8
"""Positions that the summary shows."""


@dataclass(frozen=True, eq=False)
class StatementGraph:
    """Who said what about whom, where and when, in some articles: what `build` and `load` return.

    >>> import communique as cq
    >>> g = cq.load("output")
    >>> g
    StatementGraph: 115 statements, 108 utterances, 31 actors, 5 articles.
    As a page: g.show(); as a table: g.statements; as networkx and rdflib graphs: g.network, g.dataset
    """

    extraction: Extraction[Article] | Extraction[ArticleMetadata]
    """Articles, statements as each article has them, and what was skipped."""
    merged: MergedStatements
    """The statements with one record an actor: what every table and graph here is made of, and what the
    functions in `communique.graph.analysis` take."""

    @cached_property
    def statements(self) -> pd.DataFrame:
        """One row a statement, its id as index: the fields of the record, and the `utterance` it reports.

        What is unknown is missing (`isna()`); `places`, `place_ids` and `source_chain` are lists.

        >>> import communique as cq
        >>> s = cq.load("output").statements
        >>> len(s[(s.represents_id == "france") & (s.stance == "accuse") & (s.target == "Russia")])
        4
        """
        rows = [
            {**statement_to_dict(each), "utterance": self.merged.utterance_of[each.id]}
            for each in self.merged.statements
        ]
        columns = (*(field.name for field in fields(Statement)), "utterance")
        return data_frame(columns, rows).set_index("id")

    @cached_property
    def actors(self) -> pd.DataFrame:
        """One row an actor, its id as index: `name`, `name_fr`, `kind`, `represents` (an id), and in how many
        utterances it `said` something itself, something was `said_for` it, and was `said_of` it.

        >>> import communique as cq
        >>> cq.load("output").actors.loc["jean-marc-ayrault", ["name", "kind"]].to_list()
        ['Jean-Marc Ayrault', 'person']
        """
        said, said_for, said_of = Counter[str](), Counter[str](), Counter[str]()
        for each in all_utterances(self.merged):
            said[each.first.speaker_id] += 1
            if each.by != each.first.speaker_id:
                said_for[each.by] += 1
            if each.first.target_id is not None:
                said_of[each.first.target_id] += 1
        rows = [
            {
                **{name: getattr(actor, name) for name in ("id", "name", "name_fr")},
                "kind": actor.kind.value,
                "represents": actor.represents,
                "said": said[actor.id],
                "said_for": said_for[actor.id],
                "said_of": said_of[actor.id],
            }
            for actor in self.merged.actors.values()
        ]
        columns = ("id", "name", "name_fr", "kind", "represents", "said", "said_for", "said_of")
        return data_frame(columns, rows).set_index("id")

    @cached_property
    def articles(self) -> pd.DataFrame:
        """One row an article, its id as index: `title`, `published`, `publisher`, `language`, `url`, `source`
        (the file), `characters`, `warnings` (what was odd while reading, and was mended) and its number of
        `statements`.

        >>> import communique as cq
        >>> cq.load("output").articles.statements.sum()
        np.int64(115)
        """
        counts = Counter(each.article for each in self.merged.statements)
        columns = ("id", "title", "published", "publisher", "language", "url", "source", "characters")
        rows = [
            {
                **{name: getattr(article, name) for name in columns},
                "warnings": "; ".join(getattr(article, "warnings", ())),
                "statements": counts[article.id],
            }
            for article in self.extraction.articles
        ]
        return data_frame((*columns, "warnings", "statements"), rows).set_index("id")

    @cached_property
    def skipped(self) -> pd.DataFrame:
        """One row for all that could not be read: its `source` and the `reason`.

        >>> import communique as cq
        >>> len(cq.load("output").skipped)
        0
        """
        rows = [{"source": each.source, "reason": each.reason} for each in self.extraction.skipped]
        return data_frame(("source", "reason"), rows)

    @cached_property
    def corrections(self) -> pd.DataFrame:
        """One row a correction that `build` replayed: which (`correction`), its `reason`, how many statements
        it fitted (`hits`) and `changed`, and `why` it fitted or changed nothing.

        >>> import communique as cq
        >>> len(cq.load("output").corrections)
        0
        """
        corrected = self.extraction.corrected
        rows = [
            {
                "correction": str(each.at),
                **{name: getattr(each, name) for name in ("reason", "hits", "changed", "why")},
            }
            for each in (corrected.outcomes if corrected is not None else ())
        ]
        return data_frame(("correction", "reason", "hits", "changed", "why"), rows)

    @cached_property
    def network(self) -> StatementNetwork:
        """The networkx multigraph, an edge a statement: see `build_network`. A notebook shows it as a page.

        >>> import communique as cq
        >>> cq.load("output").network.nodes["france"]["name_fr"]
        'France'
        """
        with using_user_actors(self.extraction.actors):
            return build_network(self.merged, self._metadata)

    @cached_property
    def positions(self) -> nx.DiGraph[str]:
        """The networkx graph with one edge for each (actor, target), summed up: see `build_positions`.

        >>> import communique as cq
        >>> cq.load("output").positions.edges["france", "russia"]["accuse"]
        4
        """
        return build_positions(self.merged)

    @cached_property
    def dataset(self) -> Graph:
        """The rdflib graph: see `build_dataset`. To ask it questions `query` is quicker.

        >>> import communique as cq
        >>> len(cq.load("output").dataset) > 1000
        True
        """
        with using_user_actors(self.extraction.actors):
            return build_dataset(self.merged, self._metadata)

    def query(
        self, question: str | Path, parameters: Mapping[str, str] | None = None, **more: str | None
    ) -> pd.DataFrame:
        """Return the answer to a ready-made question or to SPARQL, a row a solution.

        SPARQL may stand in a file (.rq). The first question takes as long as writing the Turtle, later ones
        are quick. Parameters are given by name, as ids or names: `actor="France"`, `target="russia"`;
        `from`, which Python keeps for itself, as `from_`. Raises QueryError that says what is wrong and what
        comes near.

        >>> import communique as cq
        >>> g = cq.load("output")
        >>> g.query("who-criticises", target="Syria").speaker.to_list()[:3]
        ['Jean-Marc Ayrault', 'France', 'Jean-Marc Ayrault']
        >>> g.query("SELECT (COUNT(*) AS ?n) WHERE { ?s cmq:stance stance:demand }").n.item() > 10
        True
        """
        asked, given = question_of(question), parameters_of(parameters, more)
        return run_query(self._engine, asked, given).to_pandas()

    def timeline(self, actor: str | None = None, target: str | None = None) -> pd.DataFrame:
        """Return what an actor (or whoever speaks for it) said of a target, a row an utterance, in time.

        Both are ids or names, and either may be left out. The columns are those of `analysis.timeline`.
        Raises QueryError for a name that nobody here has.

        >>> import communique as cq
        >>> cq.load("output").timeline("France", "Russie").date.min()
        '2016-07-19'
        """
        names = (name_of(actor), name_of(target))
        ids = [None if name is None else find_actor(self.merged, name) for name in names]
        return analysis.timeline(self.merged, *ids).to_pandas().set_index("id")

    def select(self, chosen: pd.Series[bool] | Iterable[bool] | Iterable[str]) -> StatementGraph:
        """Return the graph of some of the statements: those where a mask is true, or of some ids.

        Raises QueryError for an id that no statement has, and for a mask that is not of these statements.

        >>> import communique as cq
        >>> g = cq.load("output")
        >>> len(g.select(g.statements.stance == "threaten")) < len(g)
        True
        """
        ids = ids_of(chosen, [each.id for each in self.merged.statements])
        found = [each for each in self.merged.statements if each.id in ids]
        with using_user_actors(self.extraction.actors):
            some = pipeline.merge_corrected(found, self.extraction.corrections)
        mergers = tuple(each for each in self.merged.mergers if each.into in some.actors)
        statements = [each for each in self.extraction.statements if each.id in ids]
        kept = replace(self.extraction, statements=statements)
        return replace(self, extraction=kept, merged=replace(some, mergers=mergers))

    def article(self, article_id: str) -> ArticleMetadata:
        """Return the record of an article; an `Article`, with its text, where that is at hand.

        Raises QueryError for an id that no article has.

        >>> import communique as cq
        >>> g = cq.load("output")
        >>> [one] = g.statements.head(1).itertuples()
        >>> g.article(one.article).text[one.start : one.end] == one.evidence
        True
        """
        try:
            return self._metadata[article_id]
        except KeyError:
            raise QueryError(
                f"no article has the id {article_id!r}; ids are the index of .articles"
            ) from None

    def evidence(self, statement: str | pd.Series[Any]) -> Quotation:
        """Return the sentence of a statement with its very words marked, and where they stand.

        A statement is named by its id, by its address in the RDF, as `query` returns it, or by its row of
        `.statements`. Raises QueryError for one that is not there.

        >>> import communique as cq
        >>> g = cq.load("output")
        >>> print(g.evidence("01d98ae49c7f2382"))  # doctest: +ELLIPSIS
        [France on Monday accused Russia of constantly lying ... backing Bashar al-Assad].
        France accuses Russia of 'lying' about Syria, 2016-12-12, characters 113-297
        """
        wanted = id_of(statement)
        for each in self.merged.statements:
            if each.id == wanted:
                return quote(each, self._metadata.get(each.article))
        raise QueryError(f"no statement has the id {wanted!r}; {ADVICE}")

    def show(self, path: Path | str | None = None, *, title: str | None = None, language: str = "en") -> None:
        """Show the interactive page: in a notebook in a frame, elsewhere in a browser; with `path`, write it.

        >>> import communique as cq
        >>> cq.load("output").show("page.html", title="France and Russia on Syria")
        """
        from .export.html import write_html

        if path is None and _in_notebook():
            from IPython.display import display

            framed = frame_network(self.network, title=title, language=language)
            display(Frame(framed))  # type: ignore[no-untyped-call]
            return
        to_open = (
            Path(tempfile.mkdtemp(prefix="communique-")) / pipeline.PAGE if path is None else path_of(path)
        )
        with using_user_actors(self.extraction.actors):
            write_html(self.merged, self._metadata, to_open, title=title, language=language)
        if path is None:
            webbrowser.open(to_open.as_uri())

    def write(self, folder: Path | str) -> tuple[Path, ...]:
        """Write every file of `communique build` into a folder and return their paths.

        Raises OutputError for a folder that cannot be written, or that holds articles which were read: the
        results would be taken for articles.

        >>> import communique as cq
        >>> [path.name for path in cq.load("output").write("copy")][:2]
        ['graph.html', 'graph.ttl']
        """
        output = path_of(folder)
        read = {
            Path(article.source).parent.resolve() for article in self._metadata.values() if article.source
        }
        if output.resolve() in read:
            raise OutputError(f"{output} holds articles that were read; choose another folder")
        with writable_folder(output, pipeline.ALL_FILES):
            return pipeline.write_build(self.extraction, self.merged, output)

    def events(self) -> pd.DataFrame:
        """Return the rows of an event data set, with CAMEO and PLOVER codes: see `analysis.events`.

        >>> import communique as cq
        >>> cq.load("output").events().cameo.head(3).to_list()
        ['012', '10', '012']
        """
        return analysis.events(self.merged).to_pandas()

    def __iter__(self) -> Iterator[Statement]:
        """Yield the records of the statements, actors merged."""
        return iter(self.merged.statements)

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy needs: an engine cannot be pickled, and is made again when it is asked."""
        return {name: value for name, value in vars(self).items() if name != "_engine"}

    def __len__(self) -> int:
        """Return the number of statements."""
        return len(self.merged.statements)

    def __repr__(self) -> str:
        """Return how much it holds, and what to do with it."""
        return (
            f"StatementGraph: {self._counts()}.\nAs a page: g.show(); as a table: g.statements; "
            "as networkx and rdflib graphs: g.network, g.dataset"
        )

    def _repr_html_(self) -> str:
        counts = {(one, other): edge["utterances"] for one, other, edge in self.positions.edges(data=True)}
        ranked = sorted(counts, key=lambda pair: (-counts[pair], pair))[:TOP]
        name = {actor.id: actor.name for actor in self.merged.actors.values()}
        rows = tuple((name[actor], name[target], counts[actor, target]) for actor, target in ranked)
        table = Table(("who (or whoever speaks for it)", "of whom", "utterances"), rows)
        return f"<p><strong>StatementGraph</strong>: {self._counts()}</p>{table._repr_html_()}"

    def _counts(self) -> str:
        counts = {
            "statement": len(self),
            "utterance": len(set(self.merged.utterance_of.values())),
            "actor": len(self.merged.actors),
            "article": len(self.extraction.articles),
        }
        if self.extraction.skipped:
            counts["skipped article"] = len(self.extraction.skipped)
        return ", ".join(counted(count, noun) for noun, count in counts.items())

    @cached_property
    def _metadata(self) -> dict[str, ArticleMetadata]:
        return {article.id: article for article in self.extraction.articles}

    @cached_property
    def _engine(self) -> Engine:
        with using_user_actors(self.extraction.actors), without_collection():
            return OxigraphEngine(dataset_triples(self.merged, self._metadata))


def _in_notebook() -> bool:
    """Tell whether a Jupyter kernel runs this, which can show HTML."""
    ipython = sys.modules.get("IPython")
    shell = ipython.get_ipython() if ipython is not None else None
    return shell is not None and hasattr(shell, "kernel")
