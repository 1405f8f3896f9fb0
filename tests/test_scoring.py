"""The figures: names made comparable, gold against itself, and every figure against an independent count."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.errors import CommuniqueError
from communique.scoring import (
    FIELDS,
    Accuracy,
    normalise_name,
    read_records,
    read_texts,
    same_name,
    score_statements,
)

GOLD = Path(__file__).parent / "gold" / "seeds.jsonl"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (None, None),
        ("", None),
        ("France", "france"),
        ("The Kremlin", "kremlin"),
        ("Théo  Müller", "theo muller"),
        ("U.S.", "united states"),
        ("USA", "united states"),
        ("Bachar al-Assad", "bashar al-assad"),
        ("the Syrian regime", "syria"),
        ("Daech", "islamic state"),
        ("Al\u2010Nosra", "al-nusra front"),  # another hyphen
        ("Recep Tayyip Erdoğan", "recep tayyip erdogan"),
        ("Lars Løkke", "lars lokke"),
        ("French Foreign Ministry", "french ministry of foreign affairs"),
        ("defense ministry", "ministry of defence"),
        ("World Health Organization", "world health organisation"),
        ("Theresa May", "theresa may"),  # "the" is an article only as a word
    ],
)
def test_names_are_made_comparable(name: str | None, expected: str | None) -> None:
    assert normalise_name(name) == expected


@given(st.text("abcdéÉèñÿ-'", min_size=1, max_size=30))
def test_case_accents_and_article_make_no_other_name(name: str) -> None:
    plain = name.translate(str.maketrans("éÉèñÿ", "eeeny"))
    assert normalise_name(f" The  {name.upper()}") == normalise_name(plain)
    assert same_name(name, plain)


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Sergei Lavrov", "Sergey Lavrov", True),
        ("Assad", "Bashar al-Assad", True),
        ("Iran", "Iraq", False),  # near, but short
        ("North Korea", "South Korea", False),
        ("Syria", None, False),
        (None, None, True),
        ("", None, True),
    ],
)
def test_two_spellings_of_a_long_name_are_one(first: str | None, second: str | None, same: bool) -> None:
    assert same_name(first, second) is same
    assert same_name(second, first) is same


def test_gold_against_itself_is_perfect(seeds: Path) -> None:
    gold = read_records(GOLD)
    score = score_statements(gold, gold, read_texts(seeds))
    assert (score.detect, score.core, score.full) == (Accuracy(len(gold), len(gold), len(gold)),) * 3
    assert score.full.f1 == score.full.precision == score.full.recall == 1.0
    assert set(score.fields.values()) == {1.0}
    assert set(score.fields) == {*FIELDS, "places_f1"}
    assert all(wanted == found for wanted, found in score.confusion)


def test_gold_without_offsets_is_found_by_its_words(seeds: Path) -> None:
    gold = read_records(GOLD)
    bare = [
        {name: value for name, value in each.items() if name not in ("start", "end")}
        | {"evidence": "  ".join(each["evidence"].split())}
        for each in gold
    ]
    assert (
        score_statements(gold, bare, read_texts(seeds)).detect.f1 > 0.97
    )  # a repeated evidence is ambiguous


def record(start: int, end: int, **other: Any) -> dict[str, Any]:
    plain = {
        "article": "a", "speaker": "France", "target": "Russia", "stance": "accuse", "polarity": -1,
        "start": start, "end": end, "mode": "direct", "represents": "France", "venue": None,
        "date": "2016-10-12", "negated": False, "places": [], "evidence": "x" * (end - start),
    }  # fmt: skip
    return plain | other


def test_each_gold_statement_has_one_partner_the_best_first() -> None:
    gold = [record(0, 10), record(0, 10, target="Syria")]
    predicted = [record(0, 10, target="Syria"), record(2, 9), record(0, 10, speaker="Iran")]
    score = score_statements(gold, predicted, {})
    assert [(pair.gold, pair.predicted) for pair in score.pairs] == [(0, 1), (1, 0)]
    assert score.full == Accuracy(2, 3, 2)
    assert (score.full.precision, score.full.recall, score.full.f1) == (0.667, 1.0, 0.8)


@pytest.mark.parametrize(
    ("start", "end", "detected"),
    [(0, 10, 1), (7, 17, 1), (8, 18, 0), (10, 20, 0), (3, 5, 1), (0, 1000, 1)],  # 30 % of the shorter one
)
def test_a_partner_shares_words(start: int, end: int, detected: int) -> None:
    assert score_statements([record(0, 10)], [record(start, end)], {}).detect.right == detected


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (None, None, True),
        ("2016-10-12", "2016-10-12", True),
        ("2016-10", "2016-10-12", True),  # more exact than the gold
        ("2016-10-12", "2016-10", True),  # less exact by the day
        ("2016-10-12", "2016", False),
        ("2016", "2016-10", True),
        ("2016-10-12", "2016-10-12~", True),
        ("2016-10-12", None, False),
        (None, "2016", False),
        ("2016-10-12", "2016-10-13", False),
    ],
)
def test_dates_agree_up_to_the_month(gold: str | None, predicted: str | None, same: bool) -> None:
    score = score_statements([record(0, 9, date=gold)], [record(0, 9, date=predicted)], {})
    assert score.fields["date"] == (1.0 if same else 0.0)


def test_places_are_counted_one_by_one() -> None:
    gold = [record(0, 9, places=["Aleppo", "Damascus"]), record(20, 29, places=[])]
    predicted = [record(0, 9, places=["aleppo", "Homs", "Geneva"]), record(20, 29, places=["Paris"])]
    assert score_statements(gold, predicted, {}).fields["places_f1"] == 0.333  # 1 of 4 found, of 2 wanted


def test_nothing_found_is_zero_not_an_error() -> None:
    score = score_statements([record(0, 9)], [], {})
    assert (score.detect.precision, score.detect.recall, score.detect.f1) == (0.0, 0.0, 0.0)
    assert score.fields["target"] is None
    assert score_statements([], [], {}).detect.f1 == 0.0


RECORDS = st.lists(
    st.builds(
        lambda article, start, length, **other: record(start, start + length, article=article, **other),
        article=st.sampled_from("ab"),
        start=st.integers(0, 12),
        length=st.integers(1, 6),
        speaker=st.sampled_from(["France", "Iran", "the Kremlin"]),
        target=st.sampled_from([None, "Russia", "Syria"]),
        polarity=st.sampled_from([-1, 0]),
        stance=st.sampled_from(["accuse", "comment"]),
        venue=st.sampled_from([None, "Paris"]),
    ),
    max_size=5,
)


def recount(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> tuple[list[float], list[float]]:
    """Count again, in the plainest way: for each figure precision and recall."""

    def share(one: dict[str, Any], other: dict[str, Any]) -> float:
        common = set(range(one["start"], one["end"])) & set(range(other["start"], other["end"]))
        return len(common) / int(min(one["end"] - one["start"], other["end"] - other["start"]))

    ranked = []
    for (i, one), (j, other) in itertools.product(enumerate(gold), enumerate(predicted)):
        shared = share(one, other) if one["article"] == other["article"] else 0.0
        if shared >= 0.3:
            equal = [one[name] == other[name] for name in ("speaker", "target", "polarity", "stance")]
            ranked.append((int("".join(str(int(each)) for each in equal), 2) + shared, -i, -j, equal))
    right, left, used = [0, 0, 0], set(), set()
    for _, i, j, (speaker, target, polarity, stance) in sorted(ranked, reverse=True):
        if i in left or j in used:
            continue
        left.add(i)
        used.add(j)
        right[0] += speaker
        right[1] += speaker and target and polarity
        right[2] += speaker and target and polarity and stance
    precision = [each / len(predicted) if predicted else 0.0 for each in right]
    recall = [each / len(gold) if gold else 0.0 for each in right]
    return precision, recall


@settings(max_examples=200, deadline=None)
@given(RECORDS, RECORDS)
def test_figures_equal_an_independent_count(
    gold: list[dict[str, Any]], predicted: list[dict[str, Any]]
) -> None:
    score = score_statements(gold, predicted, {})
    precision, recall = recount(gold, predicted)
    for accuracy, p, r in zip((score.detect, score.core, score.full), precision, recall, strict=True):
        assert accuracy.precision == pytest.approx(p, abs=6e-4)
        assert accuracy.recall == pytest.approx(r, abs=6e-4)
        assert accuracy.f1 == pytest.approx(2 * p * r / (p + r) if p + r else 0.0, abs=6e-4)
    assert score.detect.right >= score.core.right >= score.full.right


def test_texts_are_read_as_for_extraction(tmp_path: Path) -> None:
    (tmp_path / "crlf.txt").write_bytes("\ufeffa\r\nb".encode())
    (tmp_path / "latin.txt").write_bytes("été à Genève".encode("latin-1"))
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    assert read_texts(tmp_path) == {"crlf": "a\r\nb", "latin": "été à Genève"}
    with pytest.raises(CommuniqueError, match="is no folder"):
        read_texts(tmp_path / "none")
