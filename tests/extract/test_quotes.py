"""Quotation marks of all styles: which spans they quote, and that odd ones do no harm."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.extract import quotes
from communique.extract.languages import load_language
from communique.extract.quotes import find_quotes, trim

TABLE = [
    ("en", 'He said "stop now" and left.', ["stop now"]),
    ("en", "He said “stop now”, and “never”.", ["stop now", "never"]),
    ("en", "‘Stop now,’ he said.", ["Stop now"]),
    ("en", "'Stop now,' he said.", ["Stop now"]),
    ("en", "«Stop now», he said.", ["Stop now"]),
    ("en", "„Stop now”, he said.", ["Stop now"]),
    ("en", "“They said ‘stop’ to us,” he said.", ["They said ‘stop’ to us"]),
    ("en", "\"He told me, 'Stop now', twice,\" she said.", ["He told me, 'Stop now', twice"]),
    ("en", "It's Russia's and France’s turn, isn't it?", []),
    ("en", "‘Russia’s bombs don’t stop,’ he said.", ["Russia’s bombs don’t stop"]),
    ("en", "“We shall go on.", ["We shall go on"]),
    ("en", 'An empty "" and a blank " " quote nothing.', []),
    ("en", "No marks at all.", []),
    ("fr", "« Il faut cesser », a-t-il dit.", ["Il faut cesser"]),
    ("fr", "«\u00a0Il faut cesser\u00a0», a-t-il dit.", ["Il faut cesser"]),
    ("fr", "«\u202fIl faut cesser.\u202f»", ["Il faut cesser"]),
    ("fr", "“Il faut cesser”, a-t-il dit.", ["Il faut cesser"]),
    ("fr", '"Il faut cesser", a-t-il dit.', ["Il faut cesser"]),
    ("fr", "« Il a dit “non” hier », dit-elle.", ["Il a dit “non” hier"]),
    ("fr", "L'Iran n'a qu'à s'y plier aujourd'hui.", []),
    ("fr", "L’Iran n’a qu’à s’y plier aujourd’hui.", []),
    ("fr", "« L’Iran ment. L'autre aussi. »", ["L’Iran ment. L'autre aussi"]),
    ("fr", "« Première phrase.", ["Première phrase"]),
]
MARKS = "\"'“”‘’«»„‹›`´ .,;:!?aéZ\n\u00a0"


@pytest.mark.parametrize(("language", "text", "quoted"), TABLE)
def test_what_is_quoted(language: str, text: str, quoted: list[str]) -> None:
    spans = find_quotes(text, load_language(language).quote_pairs)
    assert [text[start:end].strip() for start, end in spans] == quoted


@pytest.mark.parametrize("language", ["en", "fr"])
@given(text=st.text(alphabet=MARKS) | st.text())
def test_spans_lie_in_the_text_in_order_and_never_touch(language: str, text: str) -> None:
    last = -1
    for start, end in find_quotes(text, load_language(language).quote_pairs):
        assert last < start < end <= len(text)
        last = end


def test_a_single_mark_that_is_never_closed_is_looked_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = Mock(wraps=quotes._closing_position)
    monkeypatch.setattr(quotes, "_closing_position", looked)
    assert find_quotes("‘l’un " * 50, load_language("fr").quote_pairs) == []
    assert looked.call_count == 1


@given(text=st.text(alphabet=" ,;.:ab\n"), cut=st.tuples(st.integers(0, 9), st.integers(0, 9)))
def test_trimming_only_takes_off_the_ends(text: str, cut: tuple[int, int]) -> None:
    start, end = sorted(min(each, len(text)) for each in cut)
    left, right = trim(text, (start, end))
    assert start <= left <= right <= end
    assert not set(text[start:left] + text[right:end]) - set(" ,;.:\n")
