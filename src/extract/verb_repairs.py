"""Verbs of speech that a French parser took for something else, and what belongs to them: auxiliaries,
pronouns.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from .cues import PARTICIPLE_ENDINGS, skip_adverbials
from .lexicon import load_lexicon
from .parse_tree import PARTICIPLE, SENTENCE_END, SUBJECTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .parse_tree import Tree

HAVE = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "eut", "eurent"})
BE = frozenset({"est", "sont", "était", "étaient", "sera", "seront", "serait", "seraient", "fut", "furent"})
INVERTED = frozenset(
    {"-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles"}
)
"""Subject pronouns joined to their verb by a hyphen."""
CLITICS = frozenset(
    {"se", "s'", "s’", "lui", "leur", "y", "en", "l'", "l’", "le", "la", "les", "n'", "ne", "-t"}
)
DISJUNCTIVE = frozenset({"lui", "elle", "eux", "elles"})
"""Pronouns that stress a subject between commas: "Paris a, **lui**, refusé"."""
SAID_WITH_FAIRE = frozenset(
    {"valoir", "savoir", "remarquer", "observer", "connaître", "comprendre", "croire"}
)
"""Infinitives with which "faire" is a verb of speech ("faire valoir")."""
ACTIVE_WITH_BE = frozenset({"convenir", "intervenir", "parvenir", "revenir"})
"""Lemmas whose "être" makes a past tense and no passive."""


def _cue_verbs() -> set[str]:
    cues = load_lexicon("fr").cues.values()
    return {cue.words[0] for same in cues for cue in same if cue.kind == "verb"}


@functools.cache
def finite_forms() -> Mapping[str, str]:
    """Return the finite third-person forms of the French cues in -er, which the tagger may take for nouns,
    with
    their infinitives, and those that the table of forms names.
    """
    verbs, found = _cue_verbs(), dict[str, str]()
    for verb in sorted(verbs):
        if not verb.endswith("er"):
            continue
        stem = verb[:-2]
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        for ending in ("e", "ent", "era", "eront", "erait", "eraient", "èrent"):
            found[stem + ending] = verb
        for ending in ("a", "ait", "aient"):
            found[soft + ending] = verb
    tabled = {
        form: verb
        for form, verb in load_lexicon("fr").forms.items()
        if verb in verbs and form.endswith(("e", "ent", "ait", "a", "t")) and not form.endswith(("ée", "ant"))
    }
    return found | tabled


@functools.cache
def participles() -> Mapping[str, str]:
    """Return the past participles of the French cues in -er, every gender and number, with their
    infinitives.
    """
    found = {
        verb[:-2] + ending: verb
        for verb in _cue_verbs()
        if verb.endswith("er")
        for ending in PARTICIPLE_ENDINGS
    }
    return found | {
        "abstenu": "abstenir",
        "abstenus": "abstenir",
        "abstenue": "abstenir",
        "abstenues": "abstenir",
    }


def mend_participles(tree: Tree) -> None:
    """A participle behind "avoir", or behind a reflexive with "être", is a verb: "a **imploré**", "s'est
    **abstenue**".
    """
    for i in range(1, len(tree)):
        verb = participles().get(tree.lower[i])
        if verb is not None and "VerbForm=Inf" in tree.morphs[i]:
            tree.morphs[i], tree.changed = PARTICIPLE, True  # "a protesté" is no infinitive
        if verb is None or (tree.pos[i] in {"VERB", "AUX"} and any(auxiliaries(tree, i))):
            continue
        aux = _auxiliary_before(tree, i)
        if aux is None:
            continue
        if tree.heads[i] == i or i not in tree.above(aux):
            for j in tree.children(aux):
                if j != i:
                    tree.attach(j, i, "parataxis" if tree.deps[j] == "ROOT" else tree.deps[j])
            head, dep = tree.heads[aux], tree.deps[aux]
            if head == aux:
                tree.attach(i, i, "ROOT")
            elif head != i:
                if _lies_parted(tree, i, head) and aux < head:
                    _take_over(tree, i, head)
                elif head < aux and tree.heads[head] == head and tree.pos[head] in {"NOUN", "PROPN"}:
                    tree.attach(i, i, "ROOT")
                    tree.attach(head, i, "nsubj")
                else:
                    tree.attach(i, head, dep if not dep.startswith("aux") else "parataxis")
        tree.make_verb(i, verb, PARTICIPLE)
        tree.attach(aux, i, "aux:tense")
        tree.pos[aux] = "AUX"
        for j in tree.children(i):
            if tree.deps[j] == "cop":
                tree.deps[j] = "aux:tense"
            elif tree.deps[j] == "nmod" and j > i:
                tree.deps[j] = "obl:arg"
        if tree.deps[i] in {"acl", "amod", "nmod", "obj"}:
            tree.deps[i] = "parataxis"


def _lies_parted(tree: Tree, i: int, head: int) -> bool:
    """Tell whether an auxiliary hangs on a noun of the phrase between it and its participle ("a de son
    **côté**
    jugé").
    """
    return head < i and tree.pos[head] == "NOUN"


def _take_over(tree: Tree, i: int, head: int) -> None:
    """Put a verb where a noun stood in the tree; the noun becomes an adverbial of it."""
    above, dep = tree.heads[head], tree.deps[head]
    for j in tree.children(head):
        if j < head and tree.deps[j] in {"case", "det", "amod"}:
            continue
        tree.attach(j, i, "obj" if tree.deps[j] == "nmod" and j > i else tree.deps[j])
    if above == head:
        tree.attach(i, i, "ROOT")
    else:
        tree.attach(i, above, dep)
    tree.attach(head, i, "obl:mod")


def auxiliaries(tree: Tree, i: int) -> list[int]:
    """Return the auxiliaries of a verb, in text order."""
    return [j for j in tree.children(i) if tree.deps[j].startswith("aux")]


def _auxiliary_before(tree: Tree, i: int) -> int | None:
    """Return the auxiliary before a participle, adverbs and set phrases between them."""
    lexicon = load_lexicon("fr")
    for j in range(i - 1, max(-1, i - 8), -1):
        word = tree.lower[j]
        reflexive = j > 0 and tree.lower[j - 1] in {"se", "s'", "s’"}
        if word in HAVE or (word in BE and reflexive):
            at = j + 1
            while at < i and tree.lower[at] in INVERTED | {"-t", ","}:
                at += 1
            while at < i:
                behind = skip_adverbials(tree.doc, at, lexicon)
                if behind == at:
                    apart = tree.lower[at] in DISJUNCTIVE and tree.lower[at - 1] == ","
                    if not apart and tree.pos[at] != "ADV" and tree.lower[at] not in {",", "pas"}:
                        return None
                    behind = at + 1
                at = behind
            return j if at == i else None
        if tree.lower[j] in SENTENCE_END:
            return None
    return None


def mend_pronouns(tree: Tree) -> None:
    """A pronoun joined to a verb by a hyphen is its subject: "a-t-**on** martelé", "fait-**on** valoir"."""
    for i in range(1, len(tree) - 1):
        if tree.lower[i] not in INVERTED:
            continue
        verb = i - 1 if tree.lower[i - 1] != "-t" else i - 2
        if verb < 0:
            continue
        if tree.lower[verb] in HAVE | BE:
            following = next(
                (j for j in range(i + 1, min(len(tree), i + 4)) if "VerbForm=Part" in tree.morphs[j]),
                None,
            )
            if following is None:
                continue
            if tree.heads[following] == i or verb in tree.above(following):
                above = tree.heads[verb] if tree.heads[verb] not in {following, i, verb} else following
                if tree.doc[above].is_punct or above > following:
                    above = following
                tree.attach(following, above, "ROOT" if above == following else "parataxis")
            tree.attach(verb, following, "aux:tense")
            verb = following
        if tree.heads[i] == verb and tree.deps[i] in SUBJECTS:
            continue
        tree.attach(i, verb, "nsubj")


def mend_faire(tree: Tree) -> None:
    """ "A **fait** valoir", "**fait**-on savoir": what one lets know is said by whoever does it, so
    "faire" leads.
    """
    for i in range(len(tree) - 1):
        if tree.lemmas[i] != "faire" and tree.lower[i] not in {"fait", "font"}:
            continue
        for j in range(i + 1, min(len(tree), i + 4)):
            if tree.lower[j] in SAID_WITH_FAIRE and tree.heads[i] == j:
                above, dep = tree.heads[j], tree.deps[j]
                for k in tree.children(j):
                    if k != i:
                        tree.attach(k, i, tree.deps[k])
                tree.attach(
                    i,
                    i if above == j else above,
                    "ROOT" if above == j else "parataxis" if dep == "xcomp" else dep,
                )
                tree.attach(j, i, "xcomp")
                tree.pos[i] = "VERB"
                tree.lemmas[i] = "faire"
                break
            if tree.pos[j] not in {"ADV", "PRON"}:
                break


def mend_reflexives(tree: Tree) -> None:
    """A reflexive of a cue with a name for its subject is no passive: "Le président turc **s'en est
    pris** à".
    """
    for i in range(len(tree)):
        if tree.pos[i] != "VERB":
            continue
        kids = tree.children(i)
        for j in kids:  # "**s'**en est félicité" supposes nothing
            if tree.lower[j] in {"s'", "s’"} and tree.deps[j] == "mark" and tree.lower[j + 1] in {"en", "y"}:
                tree.pos[j], tree.deps[j], tree.changed = "PRON", "expl:comp", True
        lone = not any(tree.lower[j] == "été" for j in kids)
        active = (lone and tree.lemmas[i] in ACTIVE_WITH_BE) or any(tree.deps[j] == "expl:pass" for j in kids)
        for j in kids:
            if lone and j < i and tree.lower[j] in {"se", "s'", "s’"} and tree.deps[j] == "obj":
                tree.deps[j], tree.changed, active = "expl:comp", True, True
        if not active:
            continue
        for j in kids:
            if tree.deps[j] in {"nsubj:pass", "aux:pass", "expl:pass"}:
                tree.deps[j] = {"nsubj:pass": "nsubj", "aux:pass": "aux:tense", "expl:pass": "expl:comp"}[
                    tree.deps[j]
                ]
                tree.changed = True
