"""Clauses that a French parser took apart: relative clauses, and verbs that close what they report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .inversion_repairs import subject_behind
from .list_repairs import name_start
from .parse_tree import FINITE, PARTICIPLE, SENTENCE_END, SUBJECTS
from .participle_repairs import is_main
from .verb_repairs import auxiliaries, finite_forms

if TYPE_CHECKING:
    from .parse_tree import Tree

LONGEST_TOPIC = 7
"""Tokens before a headline's colon, with it, that can tell what it is about."""
CALLING = frozenset(
    {"appeler", "exhorter", "inviter", "presser", "sommer", "prier", "conjurer", "encourager", "pousser"}
)
"""Lemmas of verbs whose object is called on to do something."""
CLOSING = {"averti": "avertir", "prévenu": "prévenir", "avertit": "avertir", "prévient": "prévenir"} | {
    form: form + "r"
    for form in (
        "accuse",
        "déplore",
        "dénonce",
        "regrette",
        "fustige",
        "critique",
        "menace",
        "réclame",
        "exige",
    )
}
"""Forms of verbs that close what somebody says, though they may also have him for an object; their
infinitives.
"""


def mend_relative_verbs(tree: Tree) -> None:
    """ "Ce qu'Ankara **dément**", "un texte que Paris **conteste**": a form of a cue that ends a relative
    clause behind its name is the verb of that clause.
    """
    for i in range(2, len(tree)):
        verb = finite_forms().get(tree.lower[i])
        if verb is None or tree.pos[i] in {"VERB", "AUX"} or tree.doc[i].text[:1].isupper():
            continue
        ends = i + 1 >= len(tree) or tree.lower[i + 1] in SENTENCE_END | {","}
        first = name_start(tree, i - 1)
        if first is None or not ends:
            continue
        before = first - 1
        while before > 0 and tree.pos[before] == "DET":
            before -= 1
        if before < 1 or tree.lower[before] not in {"que", "qu'", "qu’"}:
            continue
        meant = before - 1
        if tree.lower[meant] == "," and meant:
            meant -= 1
        tree.make_verb(i, verb, FINITE)
        tree.attach(i, meant, "acl:relcl")
        tree.attach(first, i, "nsubj")
        tree.attach(before, i, "obj")


def mend_whose(tree: Tree) -> None:
    """ "X, **dont** Y a salué l'effort, partira": the verb behind "dont" and its subject belong to the
    relative clause, what stands before it to the main verb.
    """
    for i in range(2, len(tree) - 2):
        if tree.lower[i] != "dont":
            continue
        meant = i - 2 if tree.lower[i - 1] == "," else i - 1
        verb = next((j for j in range(i + 1, min(len(tree), i + 12)) if is_main(tree, j)), None)
        if verb is None or any(tree.lower[j] in SENTENCE_END | {","} for j in range(i, verb)):
            continue
        subjects = [j for j in tree.children(verb) if tree.deps[j] in SUBJECTS and j < verb]
        meant = next((j for j in subjects if j < i), meant)
        if not any(j > i for j in subjects) or tree.deps[verb] == "acl:relcl":
            continue
        main = next((j for j in range(verb + 1, len(tree)) if is_main(tree, j)), None)
        if main is None or any(tree.lower[j] in SENTENCE_END for j in range(verb, main)):
            continue
        if any(tree.deps[j] in SUBJECTS and j < main and j not in subjects for j in tree.children(main)):
            continue
        tree.attach(main, main, "ROOT")
        tree.attach(meant, main, "nsubj")
        tree.attach(verb, meant, "acl:relcl")


def mend_parted_subjects(tree: Tree) -> None:
    """ "**X**, qui aide Y, | a dit": a name with a relative clause before a verb without a subject is its
    subject.
    """
    for i in range(4, len(tree)):
        if not is_main(tree, i) or tree.deps[i] != "ROOT":
            continue
        if any(tree.deps[j] in SUBJECTS for j in tree.children(i)):
            continue
        first = min([i, *(j for j in auxiliaries(tree, i) if j < i)])
        while first > 0 and tree.lower[first - 1] in {"s'", "se", "y", "en", "ne", "n'", "l'"}:
            first -= 1
        if tree.lower[first - 1] != ",":
            continue
        relative = next((j for j in range(first - 2, 0, -1) if tree.deps[j] == "acl:relcl"), None)
        head = tree.heads[relative] if relative is not None else None
        if relative is None or head is None or head > relative or tree.heads[head] != head:
            continue
        if tree.pos[head] in {"PROPN", "NOUN"} and not any(
            tree.lower[j] in SENTENCE_END for j in range(head, first)
        ):
            tree.attach(head, i, "nsubj")


def mend_called_on(tree: Tree) -> None:
    """ "Appelle **le Soudan** à partir": a noun between a verb that calls on somebody and what is to be
    done is the object of that verb.
    """
    for i in range(1, len(tree) - 3):
        if tree.pos[i] != "VERB" or tree.lemmas[i] not in CALLING:
            continue
        noun = i + 1
        while noun < len(tree) - 2 and tree.pos[noun] in {"DET", "NUM"}:
            noun += 1
        if tree.heads[noun] != i or tree.deps[noun] not in {
            "xcomp",
            "ccomp",
            "obl:mod",
            "nmod",
            "obl:arg",
            "advcl",
        }:
            continue
        if tree.pos[noun] not in {"NOUN", "PROPN"} or any(
            tree.deps[j] == "case" for j in tree.children(noun)
        ):
            continue
        tree.deps[noun], tree.changed = "obj", True


def mend_headings(tree: Tree) -> None:
    """ "Tigré : **Asmara et Addis-Abeba** rejettent": the subject of a headline stands behind its colon,
    and before it only what it is about.
    """
    colon = next((j for j in range(1, min(len(tree), LONGEST_TOPIC)) if tree.lower[j] == ":"), None)
    if colon is None or any(tree.pos[j] in {"VERB", "AUX"} for j in range(colon)):
        return
    verb = next((j for j in range(colon + 2, len(tree)) if is_main(tree, j)), None)
    if verb is None:
        return
    topic = next((j for j in tree.children(verb) if tree.deps[j] in SUBJECTS and j < colon), None)
    subject = colon + 1
    while subject < verb and tree.pos[subject] == "DET":
        subject += 1
    if topic is None or subject >= verb or tree.pos[subject] not in {"NOUN", "PROPN"}:
        return
    joint = next((j for j in range(subject, verb) if tree.lower[j] == "et"), None)
    tree.attach(subject, verb, "nsubj")
    tree.attach(topic, verb, "dep")
    if joint is not None and joint + 1 < verb:
        last = next((j for j in range(joint + 1, verb) if tree.pos[j] in {"NOUN", "PROPN"}), None)
        if last is not None and tree.heads[last] in {topic, subject}:
            tree.attach(last, subject, "conj")
            tree.attach(joint, last, "cc")


def mend_closings(tree: Tree) -> None:
    """ "La Bolivie refuse, **a prévenu le ministre**": who warns at the end of a sentence is the subject,
    though these verbs also have those for an object whom they warn.
    """
    for i in range(4, len(tree)):
        if tree.lower[i] not in CLOSING or tree.pos[i] not in {"VERB", "AUX", "ADJ", "NOUN"}:
            continue
        first = i - 1 if tree.lower[i - 1] in {"a", "ont", "avait", "avaient"} else i
        if tree.lower[first - 1] != ",":
            continue
        begin = next((j + 1 for j in range(first - 2, -1, -1) if tree.lower[j] in SENTENCE_END), 0)
        said = [j for j in range(begin, first - 1) if is_main(tree, j)]
        if not said or any(tree.deps[j] == "acl:relcl" for j in said):
            continue
        subject = subject_behind(tree, i)
        end = next((j for j in range(i + 1, len(tree)) if tree.lower[j] in SENTENCE_END), len(tree))
        if (
            subject is None
            or subject > end
            or any(
                tree.pos[j] in {"VERB", "AUX", "SCONJ"} or tree.lower[j] in {"contre", "et", "que", "qu'"}
                for j in range(i + 1, end)
            )
        ):
            continue
        tree.make_verb(i, CLOSING[tree.lower[i]], PARTICIPLE if first < i else FINITE)
        old = tree.root(i)
        tree.attach(i, i, "ROOT")
        if first < i:
            tree.attach(first, i, "aux:tense")
        tree.attach(subject, i, "nsubj")
        if old != i:
            tree.attach(old, i, "ccomp")
