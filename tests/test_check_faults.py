"""Faults sown into what `communique build` wrote: `communique check` catches each and says what to do."""

from __future__ import annotations

import json
import re
import shutil
from typing import TYPE_CHECKING

import pytest
from typer.testing import CliRunner

from communique.cli import app

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def folder(built: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built, tmp_path / "output")


def change(path: Path, pattern: str, replacement: str) -> None:
    text, count = re.subn(pattern, replacement, path.read_text("utf-8"), count=1, flags=re.DOTALL)
    assert count == 1
    path.write_text(text, "utf-8")


def drop_last_line(path: Path, _: str, __: str) -> None:
    path.write_text("".join(path.read_text("utf-8").splitlines(keepends=True)[:-1]), "utf-8")


def move_evidence(path: Path, _: str, __: str) -> None:
    first, *rest = path.read_text("utf-8").splitlines()
    record = json.loads(first)
    record |= {"start": record["start"] - 1, "end": record["end"] - 1}
    record["sentence_start"] -= 1
    path.write_text("\n".join([json.dumps(record, ensure_ascii=False), *rest]) + "\n", "utf-8")


FAULTS = {
    "evidence that is not there": ("statements.jsonl", move_evidence, "", "", "the article has"),
    "a date that is none": (
        "graph.ttl",
        change,
        r'cmq:date "\d{4}-\d\d-\d\d"\^\^xsd:date',
        'cmq:date "2016-10"^^xsd:gYearMonth',
        "full xsd:date",
    ),
    "a confidence above one": ("graph.ttl", change, r"cmq:confidence 0\.\d+", "cmq:confidence 1.5", "0 to 1"),
    "a statement without stance": ("graph.ttl", change, r"cmq:stance stance:\w+ ;", "", "exactly one stance"),
    "an unknown stance": (
        "graph.ttl",
        change,
        r"cmq:stance stance:\w+",
        "cmq:stance stance:acuse",
        "one stance",
    ),
    "two speakers": (
        "graph.ttl",
        change,
        r"cmq:speaker actor:[\w-]+",
        "cmq:speaker actor:france , actor:russia",
        "exactly one speaker",
    ),
    "an end before its start": ("graph.ttl", change, r"oa:end \d+", "oa:end 0", "before its end"),
    "no evidence": ("graph.ttl", change, r"cmq:evidence <[^>]+> ;", "", "exactly one piece of evidence"),
    "an utterance of another statement": (
        "graph.ttl",
        change,
        r"cmq:utterance utt:\w+",
        "cmq:utterance utt:0000000000000000",
        "utterance",
    ),
    "another target in the table": ("statements.csv", change, ",russia,", ",japan,", "other target_id"),
    "a row that is gone": ("statements.csv", drop_last_line, "", "", "missing: "),
    "another edge for Gephi": (
        "graph.gexf",
        change,
        r'target="russia"',
        'target="france"',
        "other target_id",
    ),
    "another edge in GraphML": (
        "graph.graphml",
        change,
        r'target="russia"',
        'target="france"',
        "other target_id",
    ),
    "another stance on the page": (
        "graph.html",
        change,
        '"stance":"accuse","start"',
        '"stance":"support","start"',
        "other stance",
    ),
    "a Turtle cut off": ("graph.ttl", change, r"# ---- Articles.*", "art:x a ", "cannot be read"),
}


def test_what_was_built_is_sound(folder: Path) -> None:
    result = CliRunner().invoke(app, ["check", str(folder)])
    assert (result.exit_code, "sound" in result.stdout) == (0, True), result.stdout


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_is_caught(folder: Path, fault: str) -> None:
    name, sow, pattern, replacement, message = FAULTS[fault]
    sow(folder / name, pattern, replacement)
    result = CliRunner().invoke(app, ["check", str(folder)], terminal_width=400)
    assert result.exit_code == 1
    told = " ".join(result.stdout.split())
    assert message in told
    assert re.search(r"fault (https://w3id\.org/communique/|" + re.escape(str(folder)) + ")", told)
    assert re.search(r"(Build|Write|Give) ", told)
