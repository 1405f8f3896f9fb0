"""Subjects that a French parser parted from their verb: fragments of a sentence, lists, coordinations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .inversion_repairs import subject_behind
from .parse_tree import SENTENCE_END, SUBJECTS
from .verb_repairs import CLITICS, auxiliaries

if TYPE_CHECKING:
    from .parse_tree import Tree


def mend_sentences(tree: Tree) -> None:
    """A fragment without a verb goes on in what follows it: "Le président | William Ruto | **a plaidé**"."""
    starts = [token.i for token in tree.doc if token.is_sent_start]
    for start in starts:
        if (
            not start
            or tree.lower[start - 1] in SENTENCE_END | {"»", "”", '"'}
            or tree.doc[start - 1].is_space
        ):
            continue
        root = tree.root(start)
        if tree.pos[root] not in {"VERB", "AUX"} or not tree.is_finite(root):
            continue
        before = _fragment_before(tree, start)
        if before is None:
            continue
        subjects = [j for j in tree.children(root) if tree.deps[j] in SUBJECTS and j < root]
        head = tree.root(before)
        opening = next((j for j in subjects if tree.lower[j] == "qui" and j <= start + 1), None)
        if opening is not None:
            _mend_relative(tree, head, root)
            continue
        if subjects and tree.lower[start] != ",":
            continue
        for j in subjects:
            tree.attach(j, head, "appos")
        parts = {tree.root(j) for j in range(before, start)} - {head}
        tree.attach(head, root, "nsubj")
        for part in sorted(parts):
            tree.attach(part, head, "appos" if tree.pos[part] == "PROPN" else "punct")


def _fragment_before(tree: Tree, start: int) -> int | None:
    """Return where the run of verbless fragments right before a sentence begins, None where there is none."""
    first = start
    while first > 0 and tree.lower[first - 1] not in SENTENCE_END | {"»", "”", '"', "«"}:
        if tree.doc[first - 1].is_space or start - first > 14:
            return None
        first -= 1
    while first < start and (tree.pos[first] in {"PUNCT", "SPACE"}):
        first += 1
    inside = range(first, start)
    if not inside or any(tree.pos[j] in {"VERB", "AUX"} or tree.deps[j] in SUBJECTS for j in inside):
        return None
    if tree.pos[tree.root(first)] not in {"NOUN", "PROPN"} or tree.pos[first] == "ADP":
        return None
    return first


def _mend_relative(tree: Tree, head: int, root: int) -> None:
    """ "Berlin | , **qui** a rappelé son ambassadeur, exige": the verb behind the comma is the main one."""
    behind = [j for j in tree.children(root) if j > root and tree.pos[j] == "VERB" and tree.is_finite(j)]
    main = next((j for j in behind if tree.lower[j - 1] == ","), None)
    if main is None:
        composed = [(j, min(auxiliaries(tree, j))) for j in behind if auxiliaries(tree, j)]
        main = next((j for j, first in composed if tree.lower[first - 1] == ","), None)
    if main is None or any(tree.deps[j] in SUBJECTS for j in tree.children(main)):
        return
    tree.attach(main, main, "ROOT")
    tree.attach(head, main, "nsubj")
    tree.attach(root, head, "acl:relcl")


def mend_joint_subjects(tree: Tree) -> None:
    """A verb joined to a noun makes that noun its subject: "**X, secrétaire général**, et le président Y
    **ont
    condamné**", "**Stockholm et Helsinki** ont déposé leur candidature, a annoncé".
    """
    for i in range(1, len(tree)):
        head = tree.heads[i]
        if tree.pos[i] != "VERB" or tree.deps[i] != "conj" or tree.pos[head] not in {"NOUN", "PROPN"}:
            continue
        if head > i or not tree.is_finite(i) or any(tree.deps[j] == "cop" for j in tree.children(head)):
            continue
        own = [j for j in tree.children(i) if tree.deps[j] in SUBJECTS and head < j < i]
        joined = [j for j in tree.children(i) if tree.deps[j] == "cc" and j < i]
        if len(own) != 1 or not joined:
            continue
        verb, label = tree.heads[head], tree.deps[head]
        if verb == head:
            tree.attach(i, i, "ROOT")
        elif label in SUBJECTS and verb > i and tree.lower[min([verb, *auxiliaries(tree, verb)]) - 1] == ",":
            tree.attach(i, verb, "ccomp")
            behind = subject_behind(tree, verb)
            if behind is not None:
                tree.attach(behind, verb, "nsubj")
        else:
            continue
        tree.attach(head, i, "nsubj")
        tree.attach(own[0], head, "conj")
        for j in joined:
            tree.attach(j, own[0], "cc")


def mend_lists(tree: Tree) -> None:
    """Names listed right before a verb that has no subject are its subject: "Dans un communiqué, **Paris,
    Londres et
    Berlin** ont dit".
    """
    for i in range(2, len(tree)):
        if tree.pos[i] != "VERB" or not tree.is_finite(i):
            continue
        if any(tree.deps[j] in SUBJECTS for j in tree.children(i)) or tree.deps[i] not in {
            "ROOT",
            "conj",
            "parataxis",
            "ccomp",
        }:
            continue
        last = min([i, *(j for j in auxiliaries(tree, i) if j < i)]) - 1
        while last > 0 and tree.lower[last] in CLITICS:
            last -= 1
        names = _names_until(tree, last)
        if not names or names[0] == 0:
            continue
        comma = names[0] - 1
        while comma > 0 and tree.pos[comma] == "DET":
            comma -= 1
        if tree.lower[comma] != "," or tree.deps[names[0]] not in {"nmod", "conj", "appos", "dep", "ROOT"}:
            continue
        tree.attach(names[0], i, "nsubj")
        for j in names[1:]:
            tree.attach(j, names[0], "conj")


def _names_until(tree: Tree, last: int) -> list[int]:
    """Return the heads of the coordinated names that end at a token, at least two of them, else []."""
    found: list[int] = []
    at = last
    joined = False
    while at >= 0 and tree.pos[at] == "PROPN":
        first = at
        while first > 0 and tree.deps[first] == "flat:name" and tree.pos[first - 1] == "PROPN":
            first -= 1
        found.insert(0, first)
        at = first - 1
        while at >= 0 and tree.pos[at] == "DET":
            at -= 1
        if at < 0 or tree.lower[at] not in {",", "et"}:
            break
        joined = joined or tree.lower[at] == "et"
        if tree.lower[at] == "," and (at < 1 or tree.pos[at - 1] != "PROPN"):
            break
        at -= 1
    return found if joined and len(found) > 1 else []


def mend_name_lists(tree: Tree) -> None:
    """Names side by side before "et" and a name are one list: "**Paris, Londres et Berlin** ont"."""
    for i in range(1, len(tree) - 1):
        if tree.lower[i] != "et" or tree.pos[i - 1] != "PROPN":
            continue
        names = [i - 1]
        while names[0] > 1 and tree.lower[names[0] - 1] == "," and tree.pos[names[0] - 2] == "PROPN":
            names.insert(0, names[0] - 2)
        last = i + 1
        while last < len(tree) - 1 and tree.pos[last] == "DET":
            last += 1
        if len(names) < 2 or tree.pos[last] != "PROPN" or tree.deps[names[0]] not in SUBJECTS:
            continue
        for j in [*names[1:], last]:
            if tree.deps[j] in {"appos", "conj", "nmod"}:
                tree.attach(j, names[0], "conj")
