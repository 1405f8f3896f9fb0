"""Names that a French parser hung elsewhere than on the verb beside them: subjects in front, agents,
objects.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .parse_tree import FINITE, NOMINAL, SENTENCE_END, SUBJECTS
from .verb_repairs import auxiliaries, finite_forms

if TYPE_CHECKING:
    from .parse_tree import Tree

MARKS = frozenset({",", "»", "”", '"', "''", "–", "—"})
URGING = frozenset({"de", "d'", "d’", "à"})
"""What stands behind whomever a verb calls on."""
CHUNK = 8
"""Most tokens of a subject before a verb that was taken for a noun."""


def mend_names_before(tree: Tree) -> None:
    """A form of a cue right behind the name that begins its sentence is a verb: "Ankara **pointe** du
    doigt".
    """
    for i in range(1, len(tree) - 1):
        verb = finite_forms().get(tree.lower[i])
        if verb is None or tree.doc[i].is_title:
            continue
        if tree.pos[i] == "VERB" and tree.deps[i] not in {"acl", "amod", "appos", "nmod", "flat:name", "dep"}:
            continue
        first = _name_before(tree, i)
        if first is None or not _goes_on(tree, i):
            continue
        inside = range(first, i)
        taken = [tree.heads[j] for j in inside if tree.deps[j] in SUBJECTS]
        if any(
            j != i and j not in inside and tree.pos[j] in {"VERB", "AUX"} and tree.is_finite(j) for j in taken
        ):
            continue
        subject = next((j for j in inside if tree.heads[j] not in inside or tree.heads[j] == j), first)
        old = tree.root(i)
        behind = [j for j in tree.children(subject) if j > i]
        tree.make_verb(i, verb, FINITE)
        tree.attach(i, i, "ROOT")
        tree.attach(subject, i, "nsubj")
        for j in inside:
            if j != subject and tree.heads[j] not in inside:
                tree.attach(j, subject, "det" if tree.pos[j] == "DET" else "flat:name")
        if old != i and old not in inside:
            tree.attach(old, i, "xcomp" if "VerbForm=Inf" in tree.morphs[old] else "parataxis")
        for j in behind:
            tree.attach(j, i, tree.deps[j])
        for j in tree.children(i):
            if j > i:
                tree.deps[j] = _label_behind(tree, j)


def _label_behind(tree: Tree, j: int) -> str:
    """Return what a phrase behind a verb is to it."""
    marked = any(tree.deps[k] == "case" for k in tree.children(j))
    if tree.pos[j] == "ADJ" and tree.deps[j] == "amod":
        return "xcomp"
    if tree.pos[j] in NOMINAL and tree.deps[j] not in {"conj", "parataxis"}:
        return "obl:arg" if marked else "obj"
    return tree.deps[j]


def _name_before(tree: Tree, i: int) -> int | None:
    """Return where the name begins that stands right before a word and opens its sentence, else None."""
    last = tree.doc[i - 1]
    named = last.text[:1].isupper() or last.ent_type_ or tree.pos[i - 1] == "ADJ"
    if not named:
        return None
    first = i - 1
    while first > 0 and i - first < CHUNK and tree.lower[first - 1] not in MARKS | SENTENCE_END | {"«", "“"}:
        if tree.pos[first - 1] in {"VERB", "AUX", "SCONJ", "PRON", "SPACE"} or (
            tree.pos[first - 1] == "ADP" and first - 1 == 0
        ):
            return None
        first -= 1
    opens = first == 0 or tree.lower[first - 1] in SENTENCE_END or tree.doc[first - 1].is_space
    if not opens or tree.pos[first] == "ADP" or tree.lower[first] in {"a", "à"}:
        return None
    inside = tree.doc[first:i]
    return (
        first
        if any(
            word.pos_ == "PROPN" or (word.text[:1].isupper() and word.i) or word.ent_type_ for word in inside
        )
        or first == i - 1
        else None
    )


def _goes_on(tree: Tree, i: int) -> bool:
    """Tell whether what follows a word is what may follow a verb and no noun."""
    after = tree.doc[i + 1]
    following = tree.lower[i + 2] if i + 2 < len(tree) else ""
    if after.lower_ == "du" and following == "doigt":
        return True
    if after.lower_ in {"de", "d'", "d’"}:
        return i + 2 < len(tree) and "VerbForm=Inf" in tree.morphs[i + 2]
    if after.lower_ in {"du", "des"} and tree.pos[i] != "VERB":
        return False
    if after.text[:1].isupper() and following in URGING:
        return True  # "Madrid presse **Caracas de**"
    return after.pos_ in {"DET", "PROPN", "SCONJ", "ADV", "CCONJ"} or after.lower_ in {
        "à",
        "au",
        "aux",
        "contre",
        "sur",
        "pour",
        "«",
        "que",
        "qu'",
        "qu’",
        "un",
        "une",
        "des",
        "l'",
        "la",
        "le",
        "les",
    }


def mend_agents(tree: Tree) -> None:
    """ "Qualifiés d'irresponsables **par le Kremlin**": a name behind "par" did what a passive tells; a
    participle
    that opens a sentence belongs to the subject ("**Accusé par Paris**, Moscou dément").
    """
    for i in range(len(tree)):
        if (
            tree.pos[i] != "VERB"
            or "Tense=Past" not in tree.morphs[i]
            or "VerbForm=Part" not in tree.morphs[i]
        ):
            continue
        passive = any(tree.deps[j] == "aux:pass" for j in tree.children(i))
        if passive and not any(tree.deps[j] == "obl:agent" for j in tree.children(i)):
            for j in range(i + 1, min(len(tree), i + 8)):
                if tree.lower[j] in SENTENCE_END | {","}:
                    break
                noun = tree.heads[j]
                if tree.lower[j] == "par" and tree.deps[j] == "case" and noun > j and is_named(tree, noun):
                    tree.attach(noun, i, "obl:agent")
                    break
        opens = i == 0 or tree.lower[i - 1] in SENTENCE_END or tree.doc[i - 1].is_space
        if (
            not opens
            or auxiliaries(tree, i)
            or not any(tree.lower[j] == "par" for j in range(i + 1, min(i + 3, len(tree))))
        ):
            continue
        comma = next((j for j in range(i + 1, min(len(tree), i + 25)) if tree.lower[j] == ","), None)
        if comma is None or comma + 1 >= len(tree):
            continue
        main = tree.root(comma + 1) if tree.deps[i] != "advcl" else tree.heads[i]
        subject = next((j for j in tree.children(main) if tree.deps[j] in SUBJECTS and j > comma), None)
        if subject is not None and main > comma:
            tree.attach(i, subject, "acl")


def is_named(tree: Tree, i: int) -> bool:
    """Tell whether a word is written, or was recognised, as a name."""
    return tree.doc[i].text[:1].isupper() or bool(tree.doc[i].ent_type_)


def mend_warnings(tree: Tree) -> None:
    """ "A mis en garde **Moscou**": whom a set phrase of verb and noun is done to is the verb's object."""
    for i in range(1, len(tree) - 1):
        if tree.lower[i] not in {"garde", "cause", "demeure"} or tree.lower[i - 1] != "en":
            continue
        verb = tree.heads[i]
        if tree.lemmas[verb] != "mettre":
            continue
        for j in tree.children(i):
            marked = any(tree.deps[k] == "case" for k in tree.children(j))
            if j > i and tree.pos[j] in NOMINAL and not marked:
                tree.attach(j, verb, "obj")


def mend_hyphens(tree: Tree) -> None:
    """ "**Addis-Abeba**": two capitalised words joined by a hyphen are one name; what the parser hung on
    the second hangs on what governs the first.
    """
    for i in range(1, len(tree) - 1):
        if tree.lower[i] != "-" or tree.doc[i - 1].whitespace_ or tree.doc[i].whitespace_:
            continue
        if not (tree.doc[i - 1].text[:1].isupper() and tree.doc[i + 1].text[:1].isupper()):
            continue
        first, last = i - 1, i + 1
        while tree.deps[first] == "flat:name" and tree.heads[first] == first - 1:
            first -= 1
        if first in tree.above(last) or tree.heads[first] == last or tree.heads[first] == first:
            continue
        above = tree.heads[first]
        for j in tree.children(last):
            if j > last:
                infinitive = "VerbForm=Inf" in tree.morphs[j]
                tree.attach(j, above, "xcomp" if infinitive else tree.deps[j])
        tree.attach(last, first, "flat:name")
        tree.attach(i, first, "flat:name")


def mend_likenesses(tree: Tree) -> None:
    """ "Moscou **comme** Pékin ont dénoncé": two names so joined before a plural verb are both its
    subject.
    """
    for i in range(1, len(tree) - 2):
        if (
            tree.lower[i] != "comme"
            or not is_named(tree, i - 1)
            or tree.lower[i + 2] not in {"ont", "sont", "avaient"}
        ):
            continue
        if is_named(tree, i + 1) and tree.heads[i + 1] == i - 1:
            tree.attach(i + 1, i - 1, "conj")
            tree.attach(i, i + 1, "cc")
