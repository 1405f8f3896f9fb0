"""`--corrections` and `show --correct` as a user runs them: on a seed, with good files and odd ones."""

from __future__ import annotations

import json
import re
import tomllib
from typing import TYPE_CHECKING

import pytest

import communique as cq
from command_runs import Ran, lines, run
from communique.knowledge.stances import load_stances
from communique.model import Stance

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = "002_c02233071185b9fd"
FIRST = "01d98ae49c7f2382"
EVERY_KIND = f'''
[[drop]]
statement = "{FIRST}"
reason = "an advertisement"

[[change]]
where = {{ article = "002*", speaker = "Jean-Marc Ayrault", stance = "accuse" }}
set = {{ stance = "criticize", target = "Syrie", speaker = "Boris Johnson" }}

[[merge]]
names = ["Jean-Marc Ayrault"]
into = "The Group"

[[split]]
actor = "France"
where = {{ evidence = "France accuses*" }}
into = "France (the paper)"

[[apart]]
names = ["Russia", "Boris Johnson"]

[[alias]]
name = "regime forces"
actor = "Syria"

[[drop]]
statement = "01d98ae49c7f2383"
'''


@pytest.fixture
def seed(seeds: Path) -> Path:
    return seeds / f"{ARTICLE}.txt"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    path = tmp_path / "mine.toml"
    path.write_text(EVERY_KIND, "utf-8")
    return path


def test_build_replays_every_sort_and_check_finds_it_sound(
    seed: Path, mine: Path, built: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    result = run("build", seed, "-o", out, "--corrections", mine)
    assert result.code == 0, result.err
    assert "corrections: 6 of 7 made a difference\n" in result.err
    assert (
        "warning unused correction: [[drop]] no. 2 (line 26): no statement has the id 01d98ae49c7f2383; "
        f"nearest: {FIRST} (France: accuse Russia)\n" in result.err
    )
    assert str(out / "corrections.toml") in result.out
    found = lines(out / "statements.jsonl")
    before = [each for each in lines(built / "statements.jsonl") if each["article"] == ARTICLE]
    assert len(found) == len(before) - 1
    assert FIRST not in {each["id"] for each in found}
    johnson = [each for each in found if each["speaker_id"] == "boris-johnson"]
    assert {(each["represents_id"], each["stance"], each["target_id"]) for each in johnson} == {
        ("united-kingdom", "criticize", "syria")
    }
    assert {each["target"] for each in found if each["speaker"] == "France (the paper)"} == {"Russia"}
    assert "jean-marc-ayrault" not in {each["speaker_id"] for each in found}
    assert all(each["rule"].endswith("/corrected") and each["confidence"] == 1 for each in johnson)

    report = json.loads((out / "report.json").read_text("utf-8"))["corrections"]
    assert [(each["correction"], each["number"], each["line"]) for each in report["unused"]] == [
        ("drop", 2, 26)
    ]
    assert [each["correction"] for each in report["used"]] == [
        "alias",
        "drop",
        "change",
        "split",
        "merge",
        "apart",
    ]
    assert (report["used"][1]["reason"], report["used"][1]["statements"]) == ("an advertisement", 1)
    assert (report["copied"], report["without_effect"], report["warnings"]) == (True, [], [])
    assert (out / "corrections.toml").read_bytes() == mine.read_bytes()

    assert run("check", out).code == 0
    other = tmp_path / "other"
    assert run("graph", out / "statements.jsonl", "-o", other).code == 0
    for name in ("graph.ttl", "graph.graphml", "graph.gexf", "statements.csv"):
        assert (other / name).read_bytes() == (out / name).read_bytes(), name
    rows = run(
        "query", out / "graph.ttl", "what-did-say-about", "--actor", "boris-johnson", "--target", "syria"
    )
    assert rows.out.count("Boris Johnson") == len(johnson)

    # the graph of a notebook is the same one, and without the file all is as before
    assert len(cq.load(out)) == len(found)
    again = cq.build(seed, corrections=mine)
    assert set(again.statements.index) == {each["id"] for each in found}
    again.write(tmp_path / "written")
    assert run("check", tmp_path / "written").code == 0
    cq.load(out).write(tmp_path / "written")
    assert (tmp_path / "written" / "corrections.toml").read_bytes() == mine.read_bytes()
    assert run("check", tmp_path / "written").code == 0
    result = run("build", seed, "-o", out, "--quiet")
    assert (result.code, result.err) == (0, "")
    assert lines(out / "statements.jsonl") == before
    assert not (out / "corrections.toml").exists()
    assert "corrections" not in json.loads((out / "report.json").read_text("utf-8"))


NAMESAKES = """British ambassador John A. Smith condemned Russia.
British ambassador John Smith accused Iran of lying.
"""


def test_those_kept_apart_stay_two_for_every_command(tmp_path: Path) -> None:
    article, out = tmp_path / "a.txt", tmp_path / "out"
    article.write_text(NAMESAKES, "utf-8")
    mine = tmp_path / "mine.toml"
    mine.write_text('[[apart]]\nnames = ["John A. Smith", "John Smith"]\n', "utf-8")

    def named(folder: Path) -> set[str]:
        return {each for each in cq.load(folder).actors.index if each.startswith("john")}

    assert run("build", article, "-o", out, "--language", "en", "-q").code == 0
    assert len(named(out)) == 1
    apart = tmp_path / "apart"
    assert run("build", article, "-o", apart, "--language", "en", "-q", "--corrections", mine).code == 0
    assert named(apart) == {"john-a-smith", "john-smith"}
    graph = cq.load(apart)
    assert set(graph.select(graph.statements.index).actors.index) == set(graph.actors.index)
    assert run("check", apart).code == 0
    (apart / "corrections.toml").unlink()
    assert run("check", apart).code == 1
    # given to `graph`, where no copy lies beside
    assert run("graph", apart / "statements.jsonl", "-o", apart, "--corrections", mine).code == 0
    assert "john-a-smith" in (apart / "graph.graphml").read_text("utf-8")


def test_extract_replays_them_too(seed: Path, mine: Path, tmp_path: Path) -> None:
    result = run("extract", seed, "-o", tmp_path / "s.jsonl", "--corrections", mine)
    assert result.code == 0
    assert "corrections: 6 of 7" in result.err
    assert FIRST not in {each["id"] for each in lines(tmp_path / "s.jsonl")}


def test_show_prints_stubs_that_change_nothing_until_edited(seed: Path, tmp_path: Path) -> None:
    listed = run("show", seed)
    numbers = [int(number) for number in re.findall(r"^ +(\d+) [-=+] ", listed.out, re.M)]
    assert numbers
    mine = tmp_path / "mine.toml"
    wanted = [part for number in dict.fromkeys(numbers) for part in ("--correct", str(number))]
    result = run("show", seed, *wanted)
    assert (result.code, result.err) == (0, "")
    mine.write_text(result.out, "utf-8")
    entries = tomllib.loads(mine.read_text("utf-8"))["change"]
    assert len(entries) == len(numbers)
    result = run("show", seed, "--corrections", mine)
    assert f"corrections: 0 of {len(entries)} made a difference" in result.err
    assert result.err.count("without effect") == len(entries)
    assert result.out == listed.out

    mine.write_text(mine.read_text("utf-8").replace('stance = "accuse"', 'stance = "deny"', 1), "utf-8")
    result = run("show", seed, "--corrections", mine)
    assert f"France {load_stances()[Stance.DENY].label_en} Russia" in result.out
    assert "performative-verb/accuse/corrected · 1.00" in result.out


def test_several_stubs_in_one_call(seed: Path) -> None:
    both = run("show", seed, "--correct", "2", "--correct", "1", "--correct", "2").out
    assert both == run("show", seed, "--correct", "2").out + run("show", seed, "--correct", "1").out


def test_the_page_of_an_article_has_ids_and_stubs(seed: Path, tmp_path: Path) -> None:
    page = tmp_path / "marked.html"
    assert run("show", seed, "--html", page).code == 0
    html = page.read_text("utf-8")
    assert f"<code>{FIRST}</code>" in html
    assert f"statement = &#34;{FIRST}&#34;" in html
    assert "<script" not in html


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--correct", "99"), "There is no passage no. 99; the article's passages are numbered 1 to"),
        (("--correct", "0"), "There is no passage no. 0"),
        (("--correct", "1", "--html", "x.html"), "--correct prints entries, --html writes a page"),
    ],
)
def test_wrong_numbers(options: tuple[str, ...], told: str, seed: Path) -> None:
    result = run("show", seed, *options)
    assert result.code == 2
    assert told in result.err


def test_stubs_are_those_of_one_article(tmp_path: Path) -> None:
    records = [{"id": name, "text": "France condemned Russia.", "language": "en"} for name in "ab"]
    (tmp_path / "w.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    result = run("show", tmp_path / "w.jsonl", "--correct", "1")
    assert result.code == 2
    assert "holds 2 articles; --correct counts the passages of one" in result.err


def test_an_empty_file_says_so_and_changes_nothing(seed: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_bytes(b"\xef\xbb\xbf")
    result = run("show", seed, "--corrections", tmp_path / "mine.toml")
    assert result.code == 0
    assert "corrections: 0 of 0 made a difference" in result.err


def test_a_malformed_file_ends_before_any_work(seed: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[drop]]\nstatment = "x"\n[[chnge]]\n', "utf-8")
    result = run("build", seed, "-o", tmp_path / "out", "--corrections", mine)
    assert (result.code, result.out) == (2, "")
    assert f"Error: {mine} cannot be used; mend these 3 things:" in result.err
    assert "[[drop]] no. 1 (line 1): the key 'statment' is not known; did you mean statement?" in result.err
    assert "did you mean [[change]]?" in result.err
    assert not (tmp_path / "out").exists()
    for path in (tmp_path, tmp_path / "none.toml"):
        result = run("extract", seed, "-o", tmp_path / "s.jsonl", "--corrections", path)
        assert result.code == 2
        assert f"Error: {path} cannot be read" in result.err


def test_corrections_of_ones_own_in_the_folder_are_never_lost(seed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    own = out / "corrections.toml"
    own.write_text(f'[[drop]]\nstatement = "{FIRST}"\n', "utf-8")
    result = run("build", seed, "-o", out)
    assert result.code == 2
    assert f"Use it, with --corrections {own}; or move it away" in result.err
    assert run("build", seed, "-o", out, "--corrections", own, "--quiet").code == 0
    assert own.read_text("utf-8").startswith("[[drop]]")
    assert run("check", out).code == 0
    assert run("build", seed, "-o", out).code == 2
    assert own.exists()


def small_build(tmp_path: Path, *options: str | Path) -> Ran:
    (tmp_path / "in").mkdir(exist_ok=True)
    (tmp_path / "in" / "a.txt").write_text("Germany condemned Russia on Monday in Berlin.", "utf-8")
    return run("build", tmp_path / "in", "-o", tmp_path / "out", "--language", "en", *options)


def test_an_edited_copy_is_no_proof(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[drop]]\nwhere = { speaker = "Poland" }\n', "utf-8")
    assert small_build(tmp_path, "--corrections", mine).code == 0
    assert run("check", tmp_path / "out").code == 0
    (tmp_path / "out" / "corrections.toml").write_text('[[drop]]\nwhere = { speaker = "Germany" }\n', "utf-8")
    checked = run("check", tmp_path / "out")
    assert checked.code == 1
    assert "corrections.toml: was edited since the build" in checked.out
    with pytest.warns(UserWarning, match="was edited since the build"):
        assert len(cq.load(tmp_path / "out")) == 1
    assert small_build(tmp_path, "--corrections", tmp_path / "out" / "corrections.toml").code == 0
    assert run("check", tmp_path / "out").code == 0


def test_a_copy_that_goes_is_told(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[drop]]\nwhere = { speaker = "Poland" }\n', "utf-8")
    assert "removed" not in small_build(tmp_path, "--corrections", mine).err
    assert f"removed {tmp_path / 'out' / 'corrections.toml'}" in small_build(tmp_path).err
    assert not (tmp_path / "out" / "corrections.toml").exists()
    assert "removed" not in small_build(tmp_path).err


def test_two_files_of_corrections_are_refused(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[drop]]\nwhere = { speaker = "Poland" }\n', "utf-8")
    refused = small_build(tmp_path, "--corrections", mine, "--corrections", mine)
    assert refused.code == 2
    assert "give one file" in refused.err
