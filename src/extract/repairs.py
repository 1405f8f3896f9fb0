"""French parses set right before any rule reads them.

The parser takes a verb of speech for a noun, parts a subject from its verb, or hangs one behind its verb
elsewhere.
Each repair asks for an order of words that grammar allows to read in one way only ("« ... », **tonne Viktor
Orban**"). A Doc without such a place comes back as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language as SpacyLanguage

from .clause_repairs import (
    mend_called_on,
    mend_closings,
    mend_headings,
    mend_parted_subjects,
    mend_relative_verbs,
    mend_whose,
)
from .inversion_repairs import mend_inversions
from .list_repairs import mend_broken_lists, mend_genitive_lists
from .name_repairs import mend_agents, mend_hyphens, mend_likenesses, mend_names_before, mend_warnings
from .parse_tree import Tree
from .participle_repairs import mend_added_participles, mend_joined_participles, mend_openings
from .subject_repairs import mend_joint_subjects, mend_lists, mend_name_lists, mend_sentences
from .verb_repairs import mend_faire, mend_participles, mend_pronouns, mend_reflexives

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.language import Language as Pipeline
    from spacy.tokens import Doc

COMPONENT = "communique_french_repairs"
REPAIRS: tuple[Callable[[Tree], None], ...] = (
    mend_hyphens,
    mend_participles,
    mend_sentences,
    mend_joint_subjects,
    mend_pronouns,
    mend_faire,
    mend_lists,
    mend_relative_verbs,
    mend_whose,
    mend_parted_subjects,
    mend_openings,
    mend_added_participles,
    mend_joined_participles,
    mend_names_before,
    mend_inversions,
    mend_closings,
    mend_headings,
    mend_called_on,
    mend_agents,
    mend_name_lists,
    mend_broken_lists,
    mend_genitive_lists,
    mend_warnings,
    mend_reflexives,
    mend_likenesses,
)
"""The repairs in the order in which they run: verbs before their subjects, subjects before their objects."""


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
