"""Main verbs that the English parser misread.

It takes them for a noun ("Cairo summit **denounces** plan"), for a participle of the subject ("The
participants **condemned** in the strongest terms the raid"), or a headline's passive for active ("Kenya
**accused** of lying"). Hidden verbs are looked for only in sentences without any finite verb, and only those
of the lexicon are found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..model import Stance
from .grammar import children_in, has_finite_form
from .lexicon import Lexicon, load_lexicon
from .parse_tree import hang
from .stance_groups import OBLIGATIONS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from .languages import Language

BEFORE_VERB = frozenset({"compound", "amod", "nmod", "nsubj", "poss", "appos"})
"""How the parser hangs what is the subject on a verb that it takes for a noun."""
BEHIND_VERB = frozenset({"appos", "dobj", "dep", "npadvmod", "nmod", "conj"})
"""How it hangs the object there."""

UNSURE = frozenset({"dep", "npadvmod", "nmod", "compound", "appos", "dobj"})
"""How it hangs a headline's subject on an infinitive."""

WITH_OBJECT = frozenset({Stance.ACCUSE, Stance.CRITICIZE, Stance.SUPPORT})
"""Stances whose verbs are passive where they have no object but a reason behind them."""
REASON = frozenset({"of", "for", "over", "by"})
"""What leads to why somebody is accused or praised, or to who does it."""
GOVERNED = frozenset({"dobj", "dative", "ccomp", "conj", "aux", "auxpass", "prt", "neg"})
"""What hangs on an active verb, or on one whose voice needs no mending."""


def mend_verbs(doc: Doc, language: Language) -> None:
    """Give each sentence without a finite verb the one that it has by the lexicon, with subject and object;
    make passive what a headline tells in the passive.
    """
    if language.code != "en":
        return
    lexicon = load_lexicon(language.code)
    for token in doc:
        if token.dep_ == "conj" and token.pos_ == "VERB" and has_finite_form(token):
            _join_to_verb(token, language)
    for sentence in list(doc.sents):
        if _is_bare_passive(sentence.root, lexicon):
            _make_passive(sentence.root)
            continue
        _give_subject(sentence.root)
        _yield_to_finite_verb(sentence.root)
        root = sentence.root
        finite = [token for token in sentence if token.pos_ in {"VERB", "AUX"} and has_finite_form(token)]
        if root in finite and _is_hung_as_noun(root):
            finite.remove(root)
        if any(token.i < root.i or not _hangs_on_content(token, root) for token in finite):
            continue
        if _is_hidden_verb(root, sentence, lexicon):
            _make_noun_verb(root, lexicon)
        else:
            _make_participle_verb(root)


def _give_subject(root: Token) -> None:
    """Make what stands before a headline's infinitive its subject ("**US** to impose sanctions")."""
    if root.tag_ != "VB" or not any(child.tag_ == "TO" and child.i < root.i for child in root.children):
        return
    before = [child for child in root.children if child.i < root.i and child.dep_ in UNSURE]
    if before and not any(child.dep_ in {"nsubj", "nsubjpass"} for child in root.children):
        before[-1].dep_ = "nsubj"


def _yield_to_finite_verb(gerund: Token) -> None:
    """Make the verb behind a bare gerund the main one: "X *speaking* to Y **accused** Z" is said by X.

    No English sentence has a gerund without an auxiliary for its verb.
    """
    subjects = children_in(gerund, frozenset({"nsubj"}))
    if gerund.tag_ != "VBG" or not subjects or children_in(gerund, frozenset({"aux"})):
        return
    for verb in gerund.subtree:
        past = verb.tag_ in {"VBD", "VBZ", "VBP", "VBN"} and verb.dep_ in {"acl", "dep", "ccomp"}
        alone = not children_in(verb, frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "mark"}))
        if past and alone and verb.i > gerund.i and children_in(verb, frozenset({"dobj", "ccomp", "oprd"})):
            verb.head, verb.dep_, verb.tag_ = verb, "ROOT", "VBD"
            verb.set_morph("Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]  # missing in its stubs
            subjects[-1].head = verb
            gerund.head, gerund.dep_ = subjects[-1], "acl"
            for child in [*gerund.children]:
                if child.i < subjects[-1].i or child.i > verb.i:
                    child.head = verb
            return


def _join_to_verb(second: Token, language: Language) -> None:
    """Coordinate a finite verb without a subject with the verb before it where the parser coordinates it with
    that one's object: "denies such claims and **accuses** X of lying".
    """
    noun = second.head
    joint = second.nbor(-1) if second.i else second
    while joint.i > noun.i and (joint.pos_ == "ADV" or joint.dep_ in {"neg", "aux", "auxpass"}):
        joint = joint.nbor(-1)
    first = next((above for above in noun.ancestors if above.pos_ in {"VERB", "AUX"}), None)
    if (
        noun.pos_ not in {"NOUN", "PROPN", "PRON"}
        or joint.dep_ != "cc"
        or first is None
        or not first.i < noun.i < second.i
        or not (has_finite_form(first) or children_in(first, language.roles.auxiliary))
        or children_in(second, language.roles.subject | language.roles.passive_subject)
    ):
        return
    second.head = first
    hang(joint, first, joint.dep_)
    for child in list(noun.children):
        if child.i > second.i:
            child.head = second


def _verb_lemma(token: Token, lexicon: Lexicon) -> str | None:
    """Return the lemma of the lexicon's verb whose third person a word is ("denounces"), else None."""
    form = token.lower_
    endings = (form[:-1], form[:-2]) if form.endswith("s") else ()
    for lemma in endings:
        if any(cue.kind == "verb" and cue.stance is not None for cue in lexicon.cues.get(lemma, ())):
            return lemma
    return None


def _is_hung_as_noun(root: Token) -> bool:
    """Tell whether the parser hangs words on a verb as on a noun: an article and a word before it."""
    return root.tag_ == "VBZ" and all(
        any(child.dep_ == label and child.i < root.i for child in root.children)
        for label in ("det", "compound")
    )


def _hangs_on_content(verb: Token, root: Token) -> bool:
    """Tell whether a verb stands in what a noun would say, were it a verb ("The draft **demands** that X
    *leave*").
    """
    below = verb
    while below.head not in {root, below}:
        below = below.head
    said = below.dep_ in {"ccomp", "relcl", "acl"} and any(
        child.lower_ == "that" and child.dep_ == "mark" for child in below.children
    )
    return said or (below.dep_ == "conj" and below.pos_ == "VERB")


def _is_hidden_verb(root: Token, sentence: Span, lexicon: Lexicon) -> bool:
    """Tell whether a plural noun in the middle of a sentence is the verb that it lacks."""
    inside = sentence.start < root.i < sentence.end - 1
    after = root.doc[root.i + 1] if inside else None
    goes_on = after is not None and not after.is_punct and after.pos_ not in {"ADP", "CCONJ"}
    plural = root.tag_ in {"NNS", "NNPS"} or _is_hung_as_noun(root)
    return goes_on and plural and _verb_lemma(root, lexicon) is not None


def _make_noun_verb(root: Token, lexicon: Lexicon) -> None:
    before = [child for child in root.children if child.i < root.i and child.dep_ in BEFORE_VERB]
    behind = [child for child in root.children if child.i > root.i and child.dep_ in BEHIND_VERB]
    clauses = [child for child in root.children if _hangs_on_content(child, root) and child.dep_ != "conj"]
    if not before or not (behind or clauses):
        return
    root.lemma_ = _verb_lemma(root, lexicon) or root.lemma_
    root.tag_, root.pos_ = "VBZ", "VERB"
    root.set_morph("Number=Sing|Person=3|Tense=Pres|VerbForm=Fin")  # type: ignore[attr-defined]  # missing in its stubs
    subject = before[-1]
    subject.dep_ = "nsubj"
    for child in before[:-1]:
        child.head, child.dep_ = subject, "compound"
    for article in children_in(root, frozenset({"det"})):
        article.head = subject
    for clause in clauses:
        clause.dep_ = "ccomp"
    if not clauses:
        behind[0].dep_ = "dobj"


def _make_participle_verb(noun: Token) -> None:
    """Make the participle behind a bare subject its verb where it has an object, as passives have not."""
    for child in noun.children:
        objects = [inner for inner in child.children if inner.dep_ == "dobj"]
        if child.dep_ == "acl" and child.tag_ == "VBN" and objects and noun.pos_ in {"NOUN", "PROPN"}:
            child.head, child.dep_, child.tag_ = child, "ROOT", "VBD"
            child.set_morph("Tense=Past|VerbForm=Fin")  # type: ignore[attr-defined]  # missing in its stubs
            noun.head, noun.dep_ = child, "nsubj"
            return


def _is_bare_passive(root: Token, lexicon: Lexicon) -> bool:
    """Tell whether a verb that needs an object has none, but what it is done for ("urged **to** stop")."""
    behind = root.doc[root.i + 1 : root.i + 2].text.lower()
    if root.tag_ not in {"VBD", "VBN"} or behind not in REASON | {"to"} or children_in(root, GOVERNED):
        return False
    cues = [cue for cue in lexicon.single_word_cues(root.lemma_.lower()) if cue.kind == "verb"]
    if behind == "to" and not children_in(root, frozenset({"xcomp"})):
        return False
    stances = OBLIGATIONS if behind == "to" else WITH_OBJECT
    return bool(cues) and all(cue.stance in stances and "object" in cue.target for cue in cues)


def _make_passive(verb: Token) -> None:
    verb.tag_ = "VBN"
    verb.set_morph("Aspect=Perf|Tense=Past|VerbForm=Part")  # type: ignore[attr-defined]  # missing in its stubs
    for subject in children_in(verb, frozenset({"nsubj"})):
        subject.dep_ = "nsubjpass"
