"""STATEMENTS OF A PARTITION -> N-TRIPLES, in the light of what the whole run knows. A worker's task."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph
from rdflib import Literal

from ..export.files import write_atomically
from ..export.tables import statement_from_dict
from ..graph.actor_merging import with_meant_actors
from ..graph.dataset import DatasetOptions, dataset_triples, describe_exchanges
from ..graph.merging import MergedStatements
from ..graph.vocabulary import Names
from ..knowledge.actors import using_user_actors
from .merging import load_record, read_meanings
from .partitions import read_texts
from .parts import read_foot
from .reading import orders_of
from .schemas import in_utf8, read_rows, read_statements

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from rdflib import URIRef

    from ..graph.vocabulary import Triple
    from ..model import Actor, Statement
    from .folder import ClusterFolder


def write_triples(run: str, folder: ClusterFolder, number: int) -> int:
    """Write the N-Triples of a partition, sorted, each once, and return how many there are."""
    orders = orders_of(run)
    with using_user_actors(orders.reading.actors):
        lines = _lines(folder, number, orders.finished)
    write_atomically(folder.triples(number), lines)
    return len(lines)


def _lines(folder: ClusterFolder, number: int, finished: datetime | None) -> list[str]:
    foot = read_foot(folder, number)
    assert foot is not None
    texts = zip(read_texts(folder.texts(number)), foot.ties, strict=True)
    articles = {in_utf8(article.id): article for article, tie in texts if tie is not None}
    merged = _merged(folder, number)
    options = DatasetOptions(exchanges=False)
    if finished is not None:
        options["finished"] = finished
    triples = dataset_triples(merged, articles, **options)
    return sorted({_line(triple) for triple in triples})


def _merged(folder: ClusterFolder, number: int) -> MergedStatements:
    """Return the statements of a partition, merged as they are among all."""
    meanings = read_meanings(folder)
    found = [with_meant_actors(each, meanings.meant) for each in read_statements(folder.statements(number))]
    ids = _ids(found)
    utterances = {
        row["id"]: row["utterance"]
        for path in sorted(folder.utterances(number).glob("*.parquet"))
        for row in read_rows(path, ["id", "utterance"])
    }
    mergers = tuple(merger for merger in meanings.mergers if merger.into in ids)
    return MergedStatements(tuple(found), _actors(folder, ids), mergers, utterances)


def _actors(folder: ClusterFolder, ids: set[str]) -> dict[str, Actor]:
    wanted = pa.array(sorted(ids), pa.string())
    table = pq.read_table(folder.actors, filters=pc.field("id").isin(wanted))
    return {row["id"]: load_record(row["id"], row["name"], row["kind"]) for row in table.to_pylist()}


def write_exchanges(run: str, folder: ClusterFolder, bucket: int) -> int:
    """Write the N-Triples of what answers what between some sides, and return how many there are; a worker's
    task.
    """
    meant = read_meanings(folder).meant
    found: list[Statement] = []
    utterance_of: dict[str, str] = {}
    side_of: dict[str, str] = {}
    with using_user_actors(orders_of(run).reading.actors):
        for path in sorted(folder.exchanged(bucket).glob("*.parquet")):
            for row in read_rows(path):
                found.append(with_meant_actors(statement_from_dict(row), meant))
                utterance_of[row["id"]] = row["utterance"]
                side_of[row["who"]] = row["who_side"]
                if row["whom"] is not None:
                    side_of[row["whom"]] = row["whom_side"]
        merged = MergedStatements(tuple(found), _actors(folder, _ids(found)), (), utterance_of)
        lines = sorted({_line(triple) for triple in describe_exchanges(merged, Names(), side_of)})
    if lines:
        write_atomically(folder.exchanges(bucket), lines)
    return len(lines)


def _ids(statements: Iterable[Statement]) -> set[str]:
    return {
        key for each in statements for key in (each.speaker_id, each.represents_id, each.target_id) if key
    }


def _line(triple: Triple) -> str:
    subject, verb, value = triple
    return f"{pyoxigraph.Triple(_name(subject), _name(verb), _term(value))} .\n"


def _name(term: URIRef) -> pyoxigraph.NamedNode:
    return pyoxigraph.NamedNode(str(term))


def _term(value: URIRef | Literal) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if not isinstance(value, Literal):
        return _name(value)
    text = in_utf8(str(value))
    if value.language:
        return pyoxigraph.Literal(text, language=value.language)
    return pyoxigraph.Literal(text, datatype=_name(value.datatype) if value.datatype else None)
