"""Lists of names in front of a plural verb that a French parser broke up: "**L'Italie, le Portugal et la
Grèce** menacent", "les présidents **X, Y et Z** ont condamné".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .parse_tree import SENTENCE_END, SUBJECTS
from .verb_repairs import CLITICS, auxiliaries

if TYPE_CHECKING:
    from .parse_tree import Tree

MIN_NAMES = 2
LONGEST_NAME = 6
"""Tokens of one name of a list."""
REPEATED = (
    frozenset({"de", "du", "des", "d'", "d’"}),
    frozenset({"à", "au", "aux"}),
    frozenset({"contre"}),
    frozenset({"avec"}),
)
"""Forms of the prepositions that lists of names repeat."""


def mend_broken_lists(tree: Tree) -> None:
    """Capitalised names joined by commas and "et" right before a plural verb are together its subject."""
    for i in range(2, len(tree)):
        if tree.pos[i] != "VERB" or not _is_plural(tree, i):
            continue
        names = _names_before(tree, i)
        if len(names) < MIN_NAMES or _is_whole(tree, i, names):
            continue
        first = names[0]
        if any(tree.deps[j] in SUBJECTS and j < first for j in tree.children(i)) and not _title(tree, first):
            continue
        _join(tree, i, names)


def _is_plural(tree: Tree, i: int) -> bool:
    """Tell whether a finite verb, by itself or its auxiliaries, is of the third person plural."""
    bearers = [i, *auxiliaries(tree, i)]
    finite = [j for j in bearers if "VerbForm=Fin" in tree.morphs[j]]
    return any(tree.lower[j].endswith("nt") and "Number=Sing" not in tree.morphs[j] for j in finite)


def _names_before(tree: Tree, i: int) -> list[int]:
    """Return where each name of the list begins that ends right before a verb, in text order; [] for none."""
    last = min([i, *(j for j in auxiliaries(tree, i) if j < i)]) - 1
    while last > 0 and tree.lower[last] in CLITICS:
        last -= 1
    names: list[int] = []
    joined = False
    while last >= 0:
        first = name_start(tree, last)
        if first is None:
            break
        before = first - 1
        while before >= 0 and tree.pos[before] == "DET" and tree.lower[before] not in {"du", "des", "au"}:
            before -= 1
        if before >= 0 and tree.pos[before] == "ADP":
            break
        names.insert(0, first)
        if before < 0 or tree.lower[before] not in {",", "et"} or (joined and tree.lower[before] == "et"):
            break
        joined = joined or tree.lower[before] == "et"
        if not joined:
            break
        last = before - 1
        if last >= 0 and tree.lower[last] == ",":
            last -= 1
    return names if joined else []


def name_start(tree: Tree, last: int) -> int | None:
    """Return where the capitalised name begins that ends at a token, hyphens and their parts in it."""
    first = last + 1
    while first > 0 and last - first < LONGEST_NAME:
        token = tree.doc[first - 1]
        hyphened = first > 1 and tree.lower[first - 2] == "-"
        if not (token.text[:1].isupper() or token.text == "-" or hyphened):
            break
        opens = first == 1 or tree.lower[first - 2] in SENTENCE_END or tree.doc[first - 2].is_space
        if opens and tree.pos[first - 1] in {"DET", "ADP", "PRON"} and first <= last:
            break
        first -= 1
    opens = first == 0 or tree.lower[first - 1] in SENTENCE_END or tree.doc[first - 1].is_space
    named = first <= last and tree.doc[first].text[:1].isupper()
    named = named and not (opens and tree.pos[first] in {"DET", "PRON"})
    return first if named else None


def _title(tree: Tree, first: int) -> int | None:
    """Return the plural title that stands before the names of a list, else None."""
    title = first - 1
    if title < 0 or tree.pos[title] not in {"NOUN", "ADJ"} or not tree.lower[title].endswith("s"):
        return None
    while title > 0 and tree.pos[title] == "ADJ" and tree.pos[title - 1] in {"NOUN", "ADJ"}:
        title -= 1
    return title if tree.pos[title] == "NOUN" else None


def _is_whole(tree: Tree, i: int, names: list[int]) -> bool:
    """Tell whether the parser already has the list: its first name the subject, the others joined to it."""
    first, *others = names
    led = tree.heads[first] == i and tree.deps[first] in SUBJECTS
    joined = all(first in tree.above(j) and tree.deps[j] == "conj" for j in others)
    return led and joined and any(tree.deps[k] == "cc" and k < others[-1] for k in tree.children(others[-1]))


def _join(tree: Tree, i: int, names: list[int]) -> None:
    """Make the names of a list the subject of a verb, and what precedes them no part of it."""
    first, *others = names
    start = first - 1 if first and tree.pos[first - 1] == "DET" else first
    opens = start <= 0 or tree.lower[start - 1] in SENTENCE_END | {","} or tree.doc[start - 1].is_space
    title = _title(tree, first)
    if not opens and title is None:
        return
    root = tree.root(i)
    if root in range(title if title is not None else first, i):
        tree.attach(i, i, "ROOT")
    if title is not None and title in tree.children(i):
        tree.attach(title, first, "dep")
    tree.attach(first, i, "nsubj")
    if title is not None:
        tree.attach(title, first, "dep")
    for place, name in enumerate(names):
        end = others[place] if place < len(others) else i
        if place:
            tree.attach(name, first, "conj")
        tree.pos[name] = "PROPN"
        for j in range(name + 1, end):
            if tree.doc[j].text[:1].isupper() or tree.lower[j] == "-" or tree.lower[j - 1] == "-":
                if not tree.doc[j].text[:1].islower() or tree.lower[j - 1] == "-":
                    tree.attach(j, name, "flat:name")
            elif tree.lower[j] == "et" and place + 1 < len(names):
                tree.attach(j, others[place], "cc")
        if name and tree.pos[name - 1] == "DET":
            tree.attach(name - 1, name, "det")


def mend_genitive_lists(tree: Tree) -> None:
    """ "Les ambassadeurs **de l'Allemagne, de la France et du Togo**": names that repeat the preposition
    of the first one are joined to it, not to the noun before it.
    """
    at = 0
    while at < len(tree):
        names, joint = _genitives_from(tree, at)
        if joint is not None and len(names) > 1:
            first, *others = names
            for name in others:
                if tree.heads[name] != first or tree.deps[name] != "conj":
                    tree.attach(name, first, "conj")
            tree.attach(joint, others[-1], "cc")
        at = names[-1] + 1 if names else at + 1


def _genitives_from(tree: Tree, at: int) -> tuple[list[int], int | None]:
    """Return the names of a list that begins with the preposition at a token, and where its "et" stands."""
    names: list[int] = []
    joint = None
    same = next((forms for forms in REPEATED if at < len(tree) and tree.lower[at] in forms), frozenset())
    while at < len(tree) and tree.lower[at] in same:
        first = at + 1
        while first < len(tree) and tree.pos[first] == "DET":
            first += 1
        if first >= len(tree) or not tree.doc[first].text[:1].isupper() or first - at > 2:
            break
        names.append(first)
        at = first + 1
        while at < len(tree) and (
            tree.doc[at].text[:1].isupper() or "-" in (tree.lower[at], tree.lower[at - 1])
        ):
            at += 1
        if joint is not None or at + 1 >= len(tree):
            break
        if tree.lower[at] == "," and tree.lower[at + 1] == "et":
            at += 1
        if tree.lower[at] not in {",", "et"}:
            break
        joint = at if tree.lower[at] == "et" else None
        at += 1
    return names, joint if len(names) > 1 and joint is not None and names[-1] > joint else None
