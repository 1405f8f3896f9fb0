"""Attribution relations of any text: source, cue and content as spans that lie in it and share no letter."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.tokens import Doc

from communique.extract.cleaning import Block, BlockKind
from communique.extract.complements import complement_spans
from communique.extract.cues import CueMatch
from communique.extract.discourse import Paragraph
from communique.extract.languages import load_language
from communique.extract.lexicon import Cue
from communique.extract.overlaps import without_overlaps
from communique.extract.parsing import load_pipeline
from communique.extract.relations import find_attributions

TABLE = [
    (
        "en",
        "It is a goal which she plans to reach with a tax on the rich.",
        [("she", "plans", ["which", "to reach with a tax on the rich"])],
    ),
    (
        "fr",
        "Un expert a averti que l'accès restait peu fiable.",
        [("Un expert", "averti", ["que l'accès restait peu fiable"])],
    ),
    (
        "en",
        "Said Ellis: “I do not get the sense that she is interested in tax reform.",
        [("Ellis", "Said", ["I do not get the sense that she is interested in tax reform"])],
    ),
]
OVERLAPS = [
    # content around source and cue; content that begins in its cue; content inside its cue
    ("what many expect to be", (5, 9), (5, 9), (10, 16), ((0, 22),), False, ("many", "expect", "what|to be")),
    ("Li warned that we go", (0, 2), (0, 2), (3, 14), ((10, 20),), False, ("Li", "warned", "that we go")),
    ("Li gave a talk", (0, 2), (0, 2), (3, 14), ((8, 14),), False, ("Li", "gave a talk", "")),
    # a source over its cue, over its quotation, inside a quotation, inside other content
    ("Said Li: “We go", (0, 15), (5, 7), (0, 4), ((10, 15),), True, ("Li", "Said", "We go")),
    ("Li: “We go” today", (0, 17), (0, 2), None, ((5, 10),), True, ("Li", None, "We go")),
    ("“We go”, said they", (1, 3), (1, 3), (9, 13), ((1, 6),), True, (None, "said", "We go")),
    ("They call us they", (0, 4), (0, 4), (5, 9), ((0, 4),), False, ("They", "call", "")),
]
WORDS = {
    "en": "Merkel said told that Russia must leave , : . “ ” \" ' which they who accused according to and "
    "not vowed draw a contrast \ud800 \u200b \n\n announced need truce claim of by",
    "fr": 'Merkel a dit que la Russie doit partir , : . « » " ’ -t-elle qui accusé selon pour et ne pas '
    "averti parler de ce dont \u00a0 \n\n déclaration par ajoutant",
}


@pytest.mark.parametrize(("language", "text", "expected"), TABLE)
def test_who_says_what(
    language: str, text: str, expected: list[tuple[str | None, str | None, list[str]]]
) -> None:
    assert [
        (
            text[slice(*found.source)] if found.source else None,
            text[slice(*found.cue)] if found.cue else None,
            [text[slice(*part)] for part in found.content],
        )
        for found in find_attributions(text, language)
    ] == expected


@pytest.mark.parametrize(("text", "source", "head", "cue", "content", "quoted", "expected"), OVERLAPS)
def test_what_is_read_over_each_other_is_cut(
    text: str,
    source: tuple[int, int],
    head: tuple[int, int],
    cue: tuple[int, int] | None,
    content: tuple[tuple[int, int], ...],
    quoted: bool,
    expected: tuple[str | None, str | None, str],
) -> None:
    named, reported, said = without_overlaps(text, source, head, cue, content, quoted=quoted)
    assert expected == (
        text[slice(*named)] if named else None,
        text[slice(*reported)] if reported else None,
        "|".join(text[slice(*part)] for part in said),
    )


def test_a_clause_behind_a_cue_may_begin_before_everything_else() -> None:
    words = ["when", "Li", "urges", "talks", "win"]
    labels = ["advmod", "nsubj", "ROOT", "dobj", "advcl"]
    doc = Doc(load_pipeline("en").vocab, words, heads=[4, 2, 2, 2, 2], deps=labels)
    paragraph = Paragraph(0, Block(BlockKind.BODY, 0, len(doc.text), doc.text), doc, (), {}, (), ())
    cue = CueMatch(doc[2], (doc[2],), (8, 13), Cue(("urge",), "verb", None, (), None, False, False))
    assert complement_spans(cue, paragraph, load_language("en")) == ((14, 19),)


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("nested", [False, True])
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_spans_lie_in_the_text_and_share_no_letter(language: str, nested: bool, data: st.DataObject) -> None:
    words = st.sampled_from(WORDS[language].split(" ")) | st.text(max_size=3)
    text = " ".join(data.draw(st.lists(words, max_size=30)))
    for found in find_attributions(text, language, nested=nested):
        spans = [*found.content, *(span for span in (found.source, found.cue) if span is not None)]
        assert found.content
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert list(found.content) == sorted(found.content)
        in_order = combinations(sorted(spans), 2)
        if found.rule == "quote-floating":
            continue  # its source is named elsewhere
        assert all(first[1] <= second[0] for first, second in in_order)
