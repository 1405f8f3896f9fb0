"""`bench/attribution.py` as a script: what it writes, and what it does with records that it cannot read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SCRIPT = Path(__file__).parents[1] / "bench" / "attribution.py"
ENGLISH = {
    "id": "one",
    "lang": "en",
    "text": "“We want a deal,” Kerry said, “and we 😀 shall have it.”\n\n“We are glad.”",
}
FRENCH = {"id": "zwei", "lang": "fr", "text": "Kerry a dit que la paix viendrait à Genève."}


def run(folder: Path, lines: list[str], *options: str) -> tuple[int, str, list[dict[str, Any]]]:
    """Return exit code, standard error and the records written for some lines."""
    given, written = folder / "in.jsonl", folder / "out.jsonl"
    given.write_text("\n".join(lines) + "\n", encoding="utf-8")
    command = [sys.executable, str(SCRIPT), str(given), str(written), *options]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=folder, check=False)
    records = [json.loads(line) for line in written.read_text("utf-8").splitlines()]
    return done.returncode, done.stderr, records


def test_a_line_a_text_in_the_documented_format(tmp_path: Path) -> None:
    code, told, records = run(tmp_path, [json.dumps(ENGLISH), "", json.dumps(FRENCH)])
    assert (code, told) == (0, "")
    assert [record["id"] for record in records] == ["one", "zwei"]
    shown = []
    for record, text in zip(records, (ENGLISH["text"], FRENCH["text"]), strict=True):
        assert set(record) == {"id", "attributions"}
        for each in record["attributions"]:
            assert {"source", "cue", "content"} <= set(each)
            shown.append(
                [
                    None if each["source"] is None else text[slice(*each["source"])],
                    None if each["cue"] is None else text[slice(*each["cue"])],
                    *(text[slice(*span)] for span in each["content"]),
                ]
            )
    assert shown == [
        ["Kerry", "said", "We want a deal", "and we 😀 shall have it"],
        ["Kerry", None, "We are glad"],
        ["Kerry", "dit", "que la paix viendrait à Genève"],
    ]


def test_a_record_that_cannot_be_read_is_named_and_the_others_are_written(tmp_path: Path) -> None:
    lines = [json.dumps({"id": "no-text", "lang": "en"}), json.dumps(ENGLISH)]
    lines.append(json.dumps({"id": "odd-language", "lang": "xx", "text": "Kerry said so."}))
    code, told, records = run(tmp_path, lines)
    assert code == 1
    assert [line.split(":")[0] for line in told.splitlines()] == ["no-text", "odd-language"]
    assert [(record["id"], len(record["attributions"])) for record in records] == [
        ("no-text", 0),
        ("one", 2),
        ("odd-language", 0),
    ]


@pytest.mark.parametrize(
    "line", ["{oops", '{"lang": "en", "text": ""}', '["not", "a", "record"]'], ids=["broken", "no id", "list"]
)
def test_a_line_that_is_no_record_is_told_in_a_sentence(tmp_path: Path, line: str) -> None:
    code, told, _ = run(tmp_path, [line])
    assert code == 1
    assert "Traceback" not in told


def test_where_to_write_must_be_told(tmp_path: Path) -> None:
    given = tmp_path / "in.jsonl"
    given.write_text(json.dumps(FRENCH), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(given)], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 2
    assert "OUT.jsonl is needed" in done.stderr
