"""Participles beside a French sentence: in front of it with an agent, or behind it, where whoever spoke
goes on.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from .lexicon import load_lexicon
from .parse_tree import PARTICIPLE, SENTENCE_END, SUBJECTS
from .verb_repairs import HAVE, auxiliaries, participles

if TYPE_CHECKING:
    from .parse_tree import Tree

LEANING = frozenset({"tout", "en", "se", "s'", "s’", "y", "ne", "n'", "n’", "lui", "leur", "l'", "les"})
"""What may stand between a comma and its participle: ", **tout en se** disant"."""
PRESENT = "Tense=Pres|VerbForm=Part"


@functools.cache
def _cue_lemmas() -> frozenset[str]:
    cues = load_lexicon("fr").cues.values()
    return frozenset(cue.words[0] for same in cues for cue in same if cue.kind == "verb")


def mend_added_participles(tree: Tree) -> None:
    """ "« ... », a dit X, **appelant** Y à partir": a present participle of a cue behind a comma goes on
    with what the subject of the verb before it says, and describes no noun.
    """
    forms = load_lexicon("fr").forms
    for i in range(2, len(tree)):
        if PRESENT not in tree.morphs[i] or tree.pos[i] not in {"VERB", "AUX"}:
            continue
        if forms.get(tree.lower[i], tree.lemmas[i]) not in _cue_lemmas():
            continue
        at = i - 1
        while at > 0 and tree.lower[at] in LEANING:
            at -= 1
        if tree.lower[at] != ",":
            continue
        if tree.deps[i].startswith("aux"):
            _take_lead(tree, i)
        on_noun = tree.deps[i] in {"acl", "amod", "nmod", "appos", "dep", "conj", "aux:tense"}
        if not on_noun and not _describes(tree, tree.heads[i]):
            continue
        above = (j for j in tree.above(i) if tree.pos[j] == "VERB" and j < i and not _describes(tree, j))
        verb = next(above, None)
        if verb is not None and tree.lower[at - 1] not in {"qui", "que"}:
            tree.attach(i, verb, "advcl")


def _describes(tree: Tree, j: int) -> bool:
    """Tell whether a past participle only describes a noun: "la procédure **prévue**"."""
    return tree.deps[j] == "acl" and "Tense=Past" in tree.morphs[j] and not auxiliaries(tree, j)


def mend_joined_participles(tree: Tree) -> None:
    """ "A condamné X, qui aide Y, et **demandé** à Z": a participle of a cue behind "et" goes on with the
    last verb that has "avoir" for an auxiliary, whatever stands between them.
    """
    for i in range(3, len(tree) - 1):
        if tree.lower[i - 1] != "et" or tree.lower[i] not in participles():
            continue
        ends = tree.lower[i].endswith("é")
        if not ends or (
            tree.lower[i + 1] in {"de", "d'", "d’", "par", "à", "en", ","} and not _asks(tree, i)
        ):
            continue
        head = tree.heads[i]
        if tree.pos[i] == "VERB" and tree.pos[head] == "VERB" and any(auxiliaries(tree, head)):
            continue
        if tree.pos[i] == "VERB" and auxiliaries(tree, i):
            continue
        verb = next((j for j in range(i - 2, 0, -1) if _is_composed(tree, j)), None)
        if verb is None or any(tree.lower[j] in SENTENCE_END for j in range(verb, i)):
            continue
        tree.make_verb(i, participles()[tree.lower[i]], PARTICIPLE)
        tree.attach(i, verb, "conj")
        tree.attach(i - 1, i, "cc")
        noun = next(
            (j for j in range(i + 1, min(len(tree), i + 4)) if tree.pos[j] in {"NOUN", "PROPN"}), None
        )
        if noun is not None and tree.heads[noun] < i and tree.lower[i + 1] not in {"à", "au", "aux"}:
            tree.attach(noun, i, "obj")


def _asks(tree: Tree, i: int) -> bool:
    """Tell whether a participle and what follows it ask somebody: "demandé à Y"."""
    return tree.lower[i] in {"demandé", "proposé", "appelé"} and tree.lower[i + 1] in {"à", "au", "aux"}


def _is_composed(tree: Tree, j: int) -> bool:
    """Tell whether a verb is a participle with "avoir"."""
    return tree.pos[j] == "VERB" and any(tree.lower[k] in HAVE for k in auxiliaries(tree, j))


def _take_lead(tree: Tree, i: int) -> None:
    """ "Se **disant** disposé": a participle that was taken for the auxiliary of its adjective governs it."""
    adjective = tree.heads[i]
    verb = next((j for j in tree.above(adjective) if tree.pos[j] == "VERB" and j < i), None)
    if verb is None:
        verb = next((j for j in tree.children(adjective) if j < i and is_main(tree, j)), None)
        if verb is not None:
            tree.attach(verb, verb, "ROOT")
    if verb is None or adjective < i:
        return
    for j in tree.children(adjective):
        if j < i:
            reflexive = tree.lower[j] in LEANING
            tree.attach(j, i if reflexive else verb, tree.deps[j])
    tree.attach(i, verb, "advcl")
    tree.attach(adjective, i, "xcomp")


def mend_openings(tree: Tree) -> None:
    """ "**Menacé par Bakou** d'une offensive, Erevan a demandé": a participle that opens a sentence, with the
    agent behind it, belongs to the subject behind the comma, whatever the parser took it for.
    """
    for i in range(len(tree) - 3):
        opens = i == 0 or tree.lower[i - 1] in SENTENCE_END or tree.doc[i - 1].is_space
        verb = participles().get(tree.lower[i])
        if not opens or verb is None:
            continue
        comma = next((j for j in range(i + 1, min(len(tree), i + 25)) if tree.lower[j] == ","), None)
        by = next((j for j in range(i + 1, min(len(tree), i + 7)) if tree.lower[j] == "par"), None)
        if comma is None or by is None or by + 2 > comma or comma + 2 > len(tree):
            continue
        agent = _first_noun(tree, by + 1, comma)
        subject = _first_noun(tree, comma + 1, min(len(tree), comma + 5))
        main = next((j for j in range(comma + 1, len(tree)) if is_main(tree, j)), None)
        if agent is None or not tree.doc[agent].text[:1].isupper():
            continue
        if subject is None or main is None or subject > main:
            continue
        if any(tree.lower[j] in {"qui", "que", "dont", "qu'"} for j in range(comma, main)):
            continue
        tree.make_verb(i, verb, PARTICIPLE)
        tree.attach(main, main, "ROOT")
        for j in [*tree.children(main)]:
            if tree.deps[j] in SUBJECTS and j != subject and j < main:
                tree.attach(j, subject, "appos" if j > comma else "dep")
        tree.attach(subject, main, "nsubj")
        tree.attach(i, subject, "acl")
        tree.attach(agent, i, "obl:agent")
        tree.attach(by, agent, "case")


def _first_noun(tree: Tree, start: int, end: int) -> int | None:
    """Return the first noun or name between two tokens, only articles and adjectives before it."""
    for j in range(start, end):
        if tree.pos[j] in {"NOUN", "PROPN"} or (tree.doc[j].text[:1].isupper() and tree.pos[j] != "DET"):
            return j
        if tree.pos[j] not in {"DET", "ADJ", "NUM"}:
            return None
    return None


def is_main(tree: Tree, j: int) -> bool:
    """Tell whether a token is a verb that is finite by itself or its auxiliaries."""
    return tree.pos[j] == "VERB" and tree.is_finite(j)
