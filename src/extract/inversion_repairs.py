"""Subjects behind a French verb of speech that follows a quotation: "« ... », a déclaré à l'AFP **un
diplomate**".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .cues import skip_adverbials
from .lexicon import load_lexicon
from .parse_tree import FINITE, NOMINAL, SUBJECTS
from .verb_repairs import BE, CLITICS, HAVE, INVERTED, SAID_WITH_FAIRE, auxiliaries, finite_forms

if TYPE_CHECKING:
    from collections.abc import Container

    from .parse_tree import Tree

DAYS = frozenset({"matin", "soir", "midi", "après-midi", "hier", "aujourd'hui", "aujourd’hui"})
BEHIND = 24
"""Tokens behind a verb within which its inverted subject begins."""


def mend_inversions(tree: Tree) -> None:
    """What stands behind a cue that follows a quotation is its subject: "« ... », a déclaré à l'AFP **un
    diplomate**".
    """
    for i in range(1, len(tree) - 1):
        first = _inverted_at(tree, i)
        if first is None:
            continue
        subject = subject_behind(tree, i)
        if subject is None:
            continue
        if tree.pos[i] != "VERB":
            tree.make_verb(i, finite_forms().get(tree.lower[i]) or tree.lemmas[i], FINITE)
        if tree.deps[i] in {"acl", "amod", "dep", "punct", "advcl", "nmod", "appos", "conj"}:
            tree.deps[i] = "parataxis"
            tree.changed = True
        if subject in tree.above(i):
            tree.attach(i, i, "ROOT")
        for j in range(first, i):
            if tree.lower[j] in HAVE | BE and tree.heads[j] != i:
                tree.attach(j, i, "aux:tense")
        if tree.heads[subject] != i or tree.deps[subject] not in SUBJECTS:
            tree.attach(subject, i, "nsubj")
        after = subject + 1
        if after < len(tree) and tree.deps[after] == "flat:name" and tree.heads[after] < i:
            tree.attach(after, subject, "flat:name")


def _inverted_at(tree: Tree, i: int) -> int | None:
    """Return where the verb group of a cue begins that follows a quotation or comma with no subject of its
    own;
    None where it is no such verb.
    """
    word = tree.lower[i]
    is_participle = bool(auxiliaries(tree, i)) and tree.pos[i] == "VERB"
    if not is_participle and not (
        word in finite_forms() or ("VerbForm=Fin" in tree.morphs[i] and tree.pos[i] == "VERB")
    ):
        return None
    if is_participle and any(tree.deps[j] == "aux:pass" for j in tree.children(i)):
        return None
    first = min([i, *(j for j in auxiliaries(tree, i) if j < i)])
    while first > 0 and tree.lower[first - 1] in CLITICS:
        first -= 1
    if not first or tree.lower[first - 1] not in {"»", "”", '"', ","}:
        return None
    if any(word in INVERTED for word in tree.lower[first : i + 2]):
        return None
    if tree.lower[first - 1] == "," and (first < 2 or tree.lower[first - 2] not in {"»", "”", '"'}):
        return None
    subjects = [j for j in tree.children(i) if tree.deps[j] in SUBJECTS]
    quote = _quote_before(tree, first)
    if any(j < quote for j in subjects) and not any(j >= first for j in subjects):
        return None  # "X, « ... », a dit": the subject stands before the quotation
    return first


def _quote_before(tree: Tree, first: int) -> int:
    """Return where the quotation begins that ends right before a verb."""
    return next((j for j in range(first - 1, -1, -1) if tree.lower[j] in {"«", "“"}), 0)


def subject_behind(tree: Tree, i: int) -> int | None:
    """Return the head of the first noun phrase behind a verb that no preposition governs; dates do not
    count.
    """
    lexicon = load_lexicon("fr")
    weekdays, months = lexicon.words["weekdays"], lexicon.words["months"]
    at, governed = i + 1, False
    while at < min(len(tree), i + BEHIND):
        word, pos = tree.lower[at], tree.pos[at]
        behind = skip_adverbials(tree.doc, at, lexicon)
        if behind > at:
            at = behind
            continue
        if at == i + 1 and word in SAID_WITH_FAIRE:  # "a fait **savoir** le ministère"
            at += 1
            continue
        if word in weekdays or word in months or word in DAYS or (pos == "NUM" and not governed):
            at += 1
            continue
        if pos == "ADP" or (word in {"à", "de", "du", "des", "au", "aux", "d'", "d’", "en"} and pos != "DET"):
            governed, at = True, at + 1
            while at < len(tree) and (
                tree.pos[at] in {"DET", "ADJ", "NUM"} or tree.lower[at] in {"l'", "l’"}
            ):
                at += 1
            if at < len(tree) and tree.pos[at] in NOMINAL:
                at += 1
                while at < len(tree) and (
                    tree.pos[at] in {"ADJ", "NUM"}
                    or (tree.pos[at] == "PROPN" and tree.pos[at - 1] == "PROPN")
                    or (tree.pos[at - 1] == "PROPN" and tree.lower[at] == "-")
                ):
                    at += 1
            continue
        if pos == "ADV":
            at += 1
            continue
        if word == "," and _is_dated(tree, at + 1, weekdays):
            at += 1
            continue
        if pos in {"PUNCT", "VERB", "AUX", "SCONJ", "CCONJ", "SPACE"}:
            return None
        if pos in {"DET", "ADJ", "NUM"}:
            at += 1
            if (at < len(tree) and tree.pos[at] in {"NOUN", "PROPN", "X"}) or (
                at < len(tree)
                and tree.pos[at - 1] == "DET"
                and tree.doc[at].text[:1].isupper()
                and tree.pos[at] != "ADJ"
            ):
                return at
            continue
        if pos == "PROPN" or (
            pos in {"NOUN", "X", "PRON"}
            and (tree.doc[at].text[:1].isupper() or tree.pos[at - 1] in {"DET", "ADJ"})
        ):
            return at
        return None
    return None


def _is_dated(tree: Tree, at: int, weekdays: Container[str]) -> bool:
    return at < len(tree) and (tree.lower[at] in weekdays or tree.lower[at] in DAYS)
