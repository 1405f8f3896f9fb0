"""MERGED STATEMENTS -> TABLES: how positions change, who answers whom, who stands with whom.

Each question is a plain function that takes statements and returns a `Table`. A person's words count for the
state or organisation that the person speaks for, unless `for_represented=False`. Groups without a proper name
("rebels") are left out, for the same words need not mean the same people; so is what is told with an if or
negated, where positions are compared one by one. A timeline and the events leave nothing out.
"""

from .blocs import blocs
from .centrality import centrality, reciprocity
from .change import changes_of_position, positions_over_time
from .events import events
from .exchange import replies, unanswered
from .timeline import timeline

__all__ = [
    "blocs",
    "centrality",
    "changes_of_position",
    "events",
    "positions_over_time",
    "reciprocity",
    "replies",
    "timeline",
    "unanswered",
]
