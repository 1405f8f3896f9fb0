"""French parses set right before any rule reads them: where the parser took a verb of speech for a noun, parted a
subject from its verb, or hung a subject behind its verb elsewhere.

Each repair asks for an order of words that grammar allows to read in one way only ("« ... », **tonne Viktor
Orban**"). A Doc without such a place comes back as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language as SpacyLanguage
from spacy.tokens import Doc

from .clause_repairs import REPAIRS
from .parse_tree import Tree

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline

COMPONENT = "communique_french_repairs"


@SpacyLanguage.component(COMPONENT)
def repair(doc: Doc) -> Doc:
    """Return a French Doc with its known misreadings repaired, the same Doc where there are none."""
    if not doc.has_annotation("DEP"):
        return doc
    tree = Tree.of(doc)
    for mend in REPAIRS:
        mend(tree)
    return tree.build() if tree.changed and tree.is_sound() else doc


def with_repairs(pipeline: Pipeline) -> Pipeline:
    """Return a pipeline that ends with the repairs; adding them twice does nothing."""
    if COMPONENT not in pipeline.pipe_names:
        pipeline.add_pipe(COMPONENT, last=True)
    return pipeline
