"""The repairs of French parses, each a function on a Tree. `repairs` runs them in the order of REPAIRS."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from .cues import skip_adverbials
from .lexicon import load_lexicon
from .parse_tree import FINITE, PARTICIPLE, SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from .parse_tree import Tree

MARKS = frozenset({",", "»", "”", '"', "''", "–", "—"})
CLITICS = frozenset({"se", "s'", "s’", "lui", "leur", "y", "en", "l'", "l’", "le", "la", "les", "n'", "ne", "-t"})
HAVE = frozenset({"a", "ont", "avait", "avaient", "aura", "auront", "aurait", "auraient", "eut", "eurent"})
BE = frozenset({"est", "sont", "était", "étaient", "sera", "seront", "serait", "seraient", "fut", "furent"})
PARTICIPLE_ENDINGS = ("ées", "és", "ée", "é")
DAYS = frozenset({"matin", "soir", "midi", "après-midi", "hier", "aujourd'hui", "aujourd’hui"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
ACTIVE_WITH_BE = frozenset({"convenir", "intervenir", "parvenir", "revenir"})
INVERTED = frozenset({"-il", "-elle", "-on", "-ils", "-elles", "-t-il", "-t-elle", "-t-on", "-t-ils", "-t-elles"})
SAID_WITH_FAIRE = frozenset({"valoir", "savoir", "remarquer", "observer", "connaître", "comprendre", "croire"})
SUBJECTS = frozenset({"nsubj", "nsubj:pass", "csubj", "expl:subj"})
CHUNK = 8
"""Most tokens of a subject before a verb that was taken for a noun."""
BEHIND = 24
"""Tokens behind a verb within which its inverted subject begins."""


@functools.cache
def finite_forms() -> Mapping[str, str]:
    """Return the finite third-person forms of the French cues in -er, which the tagger may take for nouns, with
    their infinitives, and those that the table of forms names.
    """
    lexicon = load_lexicon("fr")
    verbs = {
        cue.words[0] for same in lexicon.cues.values() for cue in same if cue.kind == "verb"
    }
    found: dict[str, str] = {}
    for verb in sorted(verbs):
        if not verb.endswith("er"):
            continue
        stem = verb[:-2]
        soft = stem + "e" if stem.endswith("g") else stem[:-1] + "ç" if stem.endswith("c") else stem
        for ending in ("e", "ent", "era", "eront", "erait", "eraient", "èrent"):
            found[stem + ending] = verb
        for ending in ("a", "ait", "aient"):
            found[soft + ending] = verb
    for form, verb in lexicon.forms.items():
        if verb in verbs and form.endswith(("e", "ent", "ait", "a", "t")) and not form.endswith(("ée", "ant")):
            found[form] = verb
    return found


@functools.cache
def participles() -> Mapping[str, str]:
    """Return the past participles of the French cues in -er, every gender and number, with their infinitives."""
    lexicon = load_lexicon("fr")
    verbs = {cue.words[0] for same in lexicon.cues.values() for cue in same if cue.kind == "verb"}
    found = {verb[:-2] + ending: verb for verb in verbs if verb.endswith("er") for ending in PARTICIPLE_ENDINGS}
    return found | {"abstenu": "abstenir", "abstenus": "abstenir", "abstenue": "abstenir", "abstenues": "abstenir"}


def mend_participles(tree: Tree) -> None:
    """A participle behind "avoir", or behind a reflexive with "être", is a verb: "a **imploré**", "s'est
    **abstenue**".
    """
    for i in range(1, len(tree)):
        verb = participles().get(tree.lower[i])
        if verb is not None and "VerbForm=Inf" in tree.morphs[i]:
            tree.morphs[i], tree.changed = PARTICIPLE, True  # "a protesté" is no infinitive
        if verb is None or (tree.pos[i] in {"VERB", "AUX"} and any(_auxiliaries(tree, i))):
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
                if _lies_parted(tree, i, head):
                    _take_over(tree, i, head)
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
    """Tell whether an auxiliary hangs on a noun of the phrase between it and its participle ("a de son **côté**
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


def _auxiliaries(tree: Tree, i: int) -> list[int]:
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
                    if tree.pos[at] != "ADV" and tree.lower[at] not in {",", "pas"}:
                        return None
                    behind = at + 1
                at = behind
            return j if at == i else None
        if tree.lower[j] in SENTENCE_END:
            return None
    return None


def mend_sentences(tree: Tree) -> None:
    """A fragment without a verb goes on in what follows it: "Le président | William Ruto | **a plaidé**"."""
    starts = [token.i for token in tree.doc if token.is_sent_start]
    for start in starts:
        if not start or tree.lower[start - 1] in SENTENCE_END | {"»", "”", '"'} or tree.doc[start - 1].is_space:
            continue
        first = tree.doc[start]
        root = tree.root(start)
        if tree.pos[root] not in {"VERB", "AUX"} or not tree.is_finite(root):
            continue
        if first.text[:1].isupper() and tree.pos[start] not in {"VERB", "AUX"}:
            pass
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
    main = next(
        (
            j
            for j in tree.children(root)
            if j > root and tree.pos[j] == "VERB" and tree.is_finite(j) and tree.lower[j - 1] == ","
        ),
        None,
    )
    if main is None:
        main = next(
            (j for j in tree.children(root) if j > root and tree.pos[j] == "VERB" and tree.is_finite(j)
             and _auxiliaries(tree, j) and tree.lower[min(_auxiliaries(tree, j)) - 1] == ","), None)
    if main is None or any(tree.deps[j] in SUBJECTS for j in tree.children(main)):
        return
    tree.attach(main, main, "ROOT")
    tree.attach(head, main, "nsubj")
    tree.attach(root, head, "acl:relcl")


def mend_names_before(tree: Tree) -> None:
    """A form of a cue right behind the name that begins its sentence is a verb: "Ankara **pointe** du doigt"."""
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
        if any(j != i and j not in inside and tree.pos[j] in {"VERB", "AUX"} and tree.is_finite(j) for j in taken):
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
    return first if any(word.pos_ == "PROPN" or (word.text[:1].isupper() and word.i) or word.ent_type_ for word in inside) or first == i - 1 else None


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
    return after.pos_ in {"DET", "PROPN", "SCONJ", "ADV", "CCONJ"} or after.lower_ in {
        "à", "au", "aux", "contre", "sur", "pour", "«", "que", "qu'", "qu’", "un", "une", "des", "l'", "la", "le", "les",
    }


def mend_inversions(tree: Tree) -> None:
    """What stands behind a cue that follows a quotation is its subject: "« ... », a déclaré à l'AFP **un
    diplomate**".
    """
    for i in range(1, len(tree) - 1):
        first = _inverted_at(tree, i)
        if first is None:
            continue
        subject = _subject_behind(tree, i)
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
        for j in range(subject + 1, len(tree)):
            if tree.deps[j] == "flat:name" and tree.heads[j] < i and j == subject + 1:
                tree.attach(j, subject, "flat:name")


def _inverted_at(tree: Tree, i: int) -> int | None:
    """Return where the verb group of a cue begins that follows a quotation or comma with no subject of its own;
    None where it is no such verb.
    """
    word = tree.lower[i]
    is_participle = bool(_auxiliaries(tree, i)) and tree.pos[i] == "VERB"
    if not is_participle and not (
        word in finite_forms() or ("VerbForm=Fin" in tree.morphs[i] and tree.pos[i] == "VERB")
    ):
        return None
    if is_participle and any(tree.deps[j] == "aux:pass" for j in tree.children(i)):
        return None
    first = min([i, *(j for j in _auxiliaries(tree, i) if j < i)])
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


def _subject_behind(tree: Tree, i: int) -> int | None:
    """Return the head of the first noun phrase behind a verb that no preposition governs; dates do not count."""
    weekdays = load_lexicon("fr").tables["weekdays"]
    months = load_lexicon("fr").tables["months"]
    lexicon = load_lexicon("fr")
    at, governed = i + 1, False
    while at < min(len(tree), i + BEHIND):
        word, pos = tree.lower[at], tree.pos[at]
        behind = skip_adverbials(tree.doc, at, lexicon)
        if behind > at:
            at = behind
            continue
        if word in weekdays or word in months or word in DAYS or (pos == "NUM" and not governed):
            at += 1
            continue
        if pos == "ADP" or word in {"à", "de", "du", "des", "au", "aux", "d'", "d’", "en"} and pos != "DET":
            governed, at = True, at + 1
            while at < len(tree) and (tree.pos[at] in {"DET", "ADJ", "NUM"} or tree.lower[at] in {"l'", "l’"}):
                at += 1
            if at < len(tree) and tree.pos[at] in NOMINAL:
                at += 1
                while at < len(tree) and (
                    tree.pos[at] in {"ADJ", "NUM"}
                    or (tree.pos[at] == "PROPN" and tree.pos[at - 1] == "PROPN")
                    or (tree.pos[at - 1] == "PROPN" and tree.lower[at] in {"-"})
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
            if at < len(tree) and tree.pos[at] in {"NOUN", "PROPN", "X"} or (at < len(tree) and tree.pos[at - 1] == "DET" and tree.doc[at].text[:1].isupper() and tree.pos[at] != "ADJ"):
                return at
            continue
        if pos == "PROPN" or (pos in {"NOUN", "X", "PRON"} and (tree.doc[at].text[:1].isupper() or tree.pos[at - 1] in {"DET", "ADJ"})):
            return at
        return None
    return None


def _is_dated(tree: Tree, at: int, weekdays: Mapping[str, str]) -> bool:
    return at < len(tree) and (tree.lower[at] in weekdays or tree.lower[at] in DAYS)


def mend_agents(tree: Tree) -> None:
    """ "Qualifiés d'irresponsables **par le Kremlin**": a name behind "par" did what a passive tells; a participle
    that opens a sentence belongs to the subject ("**Accusé par Paris**, Moscou dément").
    """
    for i in range(len(tree)):
        if tree.pos[i] != "VERB" or "Tense=Past" not in tree.morphs[i] or "VerbForm=Part" not in tree.morphs[i]:
            continue
        passive = any(tree.deps[j] == "aux:pass" for j in tree.children(i))
        if passive and not any(tree.deps[j] == "obl:agent" for j in tree.children(i)):
            for j in range(i + 1, min(len(tree), i + 8)):
                if tree.lower[j] in SENTENCE_END | {","}:
                    break
                noun = tree.heads[j]
                if tree.lower[j] == "par" and tree.deps[j] == "case" and noun > j and _is_named(tree, noun):
                    tree.attach(noun, i, "obl:agent")
                    break
        opens = i == 0 or tree.lower[i - 1] in SENTENCE_END or tree.doc[i - 1].is_space
        if not opens or _auxiliaries(tree, i) or not any(tree.lower[j] == "par" for j in range(i + 1, min(i + 3, len(tree)))):
            continue
        comma = next((j for j in range(i + 1, min(len(tree), i + 25)) if tree.lower[j] == ","), None)
        if comma is None or comma + 1 >= len(tree):
            continue
        main = tree.root(comma + 1) if tree.deps[i] != "advcl" else tree.heads[i]
        subject = next((j for j in tree.children(main) if tree.deps[j] in SUBJECTS and j > comma), None)
        if subject is not None and main > comma:
            tree.attach(i, subject, "acl")


def _is_named(tree: Tree, i: int) -> bool:
    return tree.doc[i].text[:1].isupper() or bool(tree.doc[i].ent_type_)


def mend_lists(tree: Tree) -> None:
    """Names listed right before a verb that has no subject are its subject: "Dans un communiqué, **Paris, Londres et
    Berlin** ont dit".
    """
    for i in range(2, len(tree)):
        if tree.pos[i] != "VERB" or not tree.is_finite(i):
            continue
        if any(tree.deps[j] in SUBJECTS for j in tree.children(i)) or tree.deps[i] not in {"ROOT", "conj", "parataxis", "ccomp"}:
            continue
        last = min([i, *(j for j in _auxiliaries(tree, i) if j < i)]) - 1
        while last > 0 and tree.lower[last] in CLITICS:
            last -= 1
        names = _names_until(tree, last)
        if len(names) < 1 or names[0] == 0:
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


def mend_reflexives(tree: Tree) -> None:
    """A reflexive of a cue with a name for its subject is no passive: "Le président turc **s'en est pris** à"."""
    for i in range(len(tree)):
        kids = tree.children(i)
        lone = not any(tree.lower[j] == "été" for j in kids)
        active = (lone and tree.lemmas[i] in ACTIVE_WITH_BE) or any(tree.deps[j] == "expl:pass" for j in kids)
        if tree.pos[i] != "VERB" or not active:
            continue
        for j in kids:
            if tree.deps[j] in {"nsubj:pass", "aux:pass", "expl:pass"}:
                tree.deps[j] = {"nsubj:pass": "nsubj", "aux:pass": "aux:tense", "expl:pass": "expl:comp"}[tree.deps[j]]
                tree.changed = True


def mend_likenesses(tree: Tree) -> None:
    """ "Moscou **comme** Pékin ont dénoncé": two names so joined before a plural verb are both its subject."""
    for i in range(1, len(tree) - 2):
        if tree.lower[i] != "comme" or not _is_named(tree, i - 1) or tree.lower[i + 2] not in {"ont", "sont", "avaient"}:
            continue
        if _is_named(tree, i + 1) and tree.heads[i + 1] == i - 1:
            tree.attach(i + 1, i - 1, "conj")
            tree.attach(i, i + 1, "cc")


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
                (j for j in range(i + 1, min(len(tree), i + 4)) if tree.morphs[j].find("VerbForm=Part") >= 0), None
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
    """ "A **fait** valoir", "**fait**-on savoir": what one lets know is said by whoever does it, so "faire" leads."""
    for i in range(len(tree) - 1):
        if tree.lemmas[i] != "faire" and tree.lower[i] not in {"fait", "font"}:
            continue
        for j in range(i + 1, min(len(tree), i + 4)):
            if tree.lower[j] in SAID_WITH_FAIRE and tree.heads[i] == j:
                above, dep = tree.heads[j], tree.deps[j]
                for k in tree.children(j):
                    if k != i:
                        tree.attach(k, i, tree.deps[k])
                tree.attach(i, i if above == j else above, "ROOT" if above == j else "parataxis" if dep == "xcomp" else dep)
                tree.attach(j, i, "xcomp")
                tree.pos[i] = "VERB"
                tree.lemmas[i] = "faire"
                break
            if tree.pos[j] not in {"ADV", "PRON"}:
                break


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


def mend_joint_subjects(tree: Tree) -> None:
    """A verb joined to a noun makes that noun its subject: "**X, secrétaire général**, et le président Y **ont
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
        elif label in SUBJECTS and verb > i and tree.lower[min([verb, *_auxiliaries(tree, verb)]) - 1] == ",":
            tree.attach(i, verb, "ccomp")
            behind = _subject_behind(tree, verb)
            if behind is not None:
                tree.attach(behind, verb, "nsubj")
        else:
            continue
        tree.attach(head, i, "nsubj")
        tree.attach(own[0], head, "conj")
        for j in joined:
            tree.attach(j, own[0], "cc")


REPAIRS: tuple[Callable[[Tree], None], ...] = (
    mend_participles,
    mend_sentences,
    mend_joint_subjects,
    mend_pronouns,
    mend_faire,
    mend_lists,
    mend_names_before,
    mend_inversions,
    mend_agents,
    mend_name_lists,
    mend_warnings,
    mend_reflexives,
    mend_likenesses,
)
