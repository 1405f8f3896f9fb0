"""The command line: what each command prints, writes and exits with, and how it speaks of bad input."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyoxigraph
import pytest
import rdflib
from typer.testing import CliRunner

import communique
from article_files import visible
from command_runs import Ran, lines, run
from communique import cli
from communique.extract import statements as extraction

COMMANDS = ("build", "extract", "graph", "query", "serve", "check", "show", "score")
FRENCH = "004_ae177ae7a54f42d2"
FILES = {
    "graph.html",
    "graph.ttl",
    "graph.gexf",
    "graph.graphml",
    "statements.csv",
    "statements.jsonl",
    "articles.jsonl",
    "report.json",
}
GOOD = 'Germany condemned Russia on Monday. "Moscow must stop," Chancellor Angela Merkel said in Berlin.\n'
LATIN_1 = (
    "La France a condamné lundi les bombardements menés par la Russie à Alep, a déclaré à Genève "
    "le ministre des Affaires étrangères Jean-Marc Ayrault.\n"
)


def process(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own."""
    command = [sys.executable, "-m", "communique", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", cwd=cwd, timeout=300, check=False)


# ------------------------------------------------------------------------------------------------------ help


def test_help_lists_all_commands_and_a_start() -> None:
    result = run("--help")
    assert result.code == 0
    listed = re.findall(r"^│ (\w+)  ", result.out, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS)
    assert "communique build seeds -o output" in result.out
    assert "Exit codes: 0" in result.out


@pytest.mark.parametrize("command", COMMANDS)
def test_each_help_has_an_example_that_the_command_understands(command: str) -> None:
    result = run(command, "--help")
    assert result.code == 0
    examples = re.findall(rf"Example: communique ({command} .+)", result.out)
    assert len(examples) == 1
    usable = CliRunner().invoke(cli.app, [*examples[0].split(), "--help"])
    assert usable.exit_code == 0


def test_version_without_and_with_a_process_of_its_own(tmp_path: Path) -> None:
    assert run("--version").out == f"communique {communique.__version__}\n"
    assert process("--version", cwd=tmp_path).stdout == f"communique {communique.__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("frobnicate",),
        ("build",),
        ("build", "--frobnicate"),
        ("query",),
        ("score", "one"),
        ("query", "--format", "xml"),
    ],
)
def test_wrong_usage_ends_with_two(arguments: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli.app, list(arguments))
    assert result.exit_code == 2
    assert "Error" in result.output


# ----------------------------------------------------------------------------------------------------- build


def test_build_writes_every_file_and_names_each(
    two_builds: tuple[tuple[Path, subprocess.CompletedProcess[str]], ...],
) -> None:
    for folder, finished in two_builds:
        assert finished.returncode == 0, finished.stderr
        assert finished.stderr == ""  # no warning of any library
        assert "\x1b" not in finished.stdout  # not a terminal: no colour, no progress
        assert visible(folder) == FILES
        for name in FILES:
            assert str(folder / name) in finished.stdout
        count = len(lines(folder / "statements.jsonl"))
        assert re.search(
            rf"^{count} statements of \d+ utterances by and about \d+ actors in 5 articles \(4 en, 1 fr\)",
            finished.stdout,
            re.M,
        )
        assert f"communique query {folder / 'graph.ttl'} what-did-say-about" in finished.stdout


def test_the_same_text_again_is_no_failure(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in").mkdir(exist_ok=True)
        (tmp_path / "in" / name).write_text("Germany accused Iran of lying.", "utf-8")
    (tmp_path / "in" / "articles.csv").write_text(
        "file,publisher,published,url\na.txt,P,2016-10-12,https://e.org/1\nb.txt,P,2016-10-12,https://e.org/1\n",
        "utf-8",
    )
    again = run("build", tmp_path / "in", "-o", tmp_path / "out", "--language", "en")
    assert again.code == 0
    assert "is the same text as" in again.err
    (tmp_path / "in" / "c.txt").write_text("", "utf-8")
    assert run("build", tmp_path / "in", "-o", tmp_path / "out", "--language", "en").code == 1


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (
            "Germany accused Iran of lying. Germany criticized Iran.",
            "what-did-say-about --actor germany --target iran",
        ),
        ('"Peace is near," Angela Merkel said.', "counts-by-stance"),
    ],
)
def test_the_question_proposed_has_an_answer(tmp_path: Path, text: str, question: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(text, "utf-8")
    told = run("build", str(tmp_path / "in"), "-o", str(tmp_path / "out"), "--language", "en").out
    assert told.rstrip().endswith(f"graph.ttl {question}")
    answer = run("query", str(tmp_path / "out" / "graph.ttl"), *question.split(), "--format", "csv").out
    assert len(answer.splitlines()) > 1


def test_two_builds_write_the_same_bytes(
    two_builds: tuple[tuple[Path, subprocess.CompletedProcess[str]], ...],
) -> None:
    (first, _), (second, _) = two_builds
    for path in map(first.joinpath, visible(first)):
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_build_finds_something_in_every_article(built: Path, seeds: Path) -> None:
    report = json.loads((built / "report.json").read_text("utf-8"))
    assert set(report["by_article"]) == {path.stem for path in seeds.glob("*.txt")}
    assert min(report["by_article"].values()) > 0
    assert sum(report["by_article"].values()) == report["statements"] == sum(report["by_stance"].values())
    assert report["skipped"] == []


def test_turtle_is_the_same_graph_for_two_parsers(built: Path) -> None:
    graph = rdflib.Graph().parse(built / "graph.ttl")
    parsed = list(pyoxigraph.parse(path=str(built / "graph.ttl"), format=pyoxigraph.RdfFormat.TURTLE))
    assert len(graph) == len(set(parsed)) > 1000
    kind = rdflib.URIRef("https://w3id.org/communique/ns#Statement")
    assert len(set(graph.subjects(rdflib.RDF.type, kind))) == len(lines(built / "statements.jsonl"))


def test_quiet_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(GOOD, "utf-8")
    result = run("build", tmp_path / "one.txt", "-o", tmp_path / "out", "--quiet")
    assert result == Ran(0, "", "")
    assert visible(tmp_path / "out") == FILES


def test_title_and_base_iri_reach_the_files(built: Path, tmp_path: Path) -> None:
    result = run(
        "graph",
        built / "statements.jsonl",
        "-o",
        tmp_path,
        "--title",
        "Crisis <7>",
        "--base-iri",
        "https://e.org/x/",
    )
    assert result.code == 0
    assert "Crisis &lt;7&gt;" in (tmp_path / "graph.html").read_text("utf-8")
    assert "https://e.org/x/id/" in (tmp_path / "graph.ttl").read_text("utf-8")


@pytest.mark.parametrize("iri", ["example", "https://e.org/a b/", "https://e.org", "https://e.org/<x>/"])
def test_wrong_base_iri_ends_before_any_work(iri: str, seeds: Path, tmp_path: Path) -> None:
    result = run("build", seeds, "-o", tmp_path / "out", "--base-iri", iri)
    assert result.code == 2
    assert iri in result.err
    assert not (tmp_path / "out").exists()


# -------------------------------------------------------------------------------------------- extract, graph


def test_extract_gives_the_statements_that_build_gives(built: Path, seeds: Path, tmp_path: Path) -> None:
    article = seeds / f"{FRENCH}.txt"
    result = run("extract", article, "-o", tmp_path / "s.jsonl", "--verbose")
    expected = [each for each in lines(built / "statements.jsonl") if each["article"] == FRENCH]
    assert lines(tmp_path / "s.jsonl") == expected != []
    assert result.code == 0
    assert result.out == f"{len(expected)} statements of 1 article in {tmp_path / 's.jsonl'}\n"
    assert result.err == f"{article}: {len(expected)} statements\n"
    [known] = lines(tmp_path / "articles.jsonl")
    assert (known["id"], known["published"], known["publisher"]) == (FRENCH, "2016-10-12", "Europe 1")

    assert run("extract", article, "-o", tmp_path / "s.csv", "--quiet") == Ran(0, "", "")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [each["id"] for each in expected]


def test_extract_refuses_other_formats_and_its_own_name(seeds: Path, tmp_path: Path) -> None:
    for name in ("s.xlsx", "articles.jsonl"):
        result = run("extract", seeds, "-o", tmp_path / name)
        assert result.code == 2
        assert name in result.err
    assert list(tmp_path.iterdir()) == []


GRAPH_FILES = {"graph.html", "graph.ttl", "graph.graphml", "graph.gexf", "statements.csv"}


def test_graph_gives_the_bytes_that_build_gives(built: Path, tmp_path: Path) -> None:
    for name in ("statements.jsonl", "articles.jsonl"):
        shutil.copy(built / name, tmp_path)
    result = run("graph", tmp_path / "statements.jsonl", "-o", tmp_path)
    assert result.code == 0
    assert {path.name for path in tmp_path.iterdir()} == GRAPH_FILES | {"statements.jsonl", "articles.jsonl"}
    for name in GRAPH_FILES:
        assert (tmp_path / name).read_bytes() == (built / name).read_bytes(), name
        assert f"wrote {tmp_path / name}\n" in result.out


def test_page_leads_only_to_files_of_its_own_statements(built: Path, tmp_path: Path) -> None:
    (tmp_path / "statements.jsonl").write_text("another graph's", "utf-8")
    assert run("graph", built / "statements.jsonl", "-o", tmp_path, "--max-actors", "3").code == 0
    page = (tmp_path / "graph.html").read_text("utf-8")
    assert re.findall(r'<a href="([^"]+)" download', page) == ["graph.ttl"]
    nodes = json.loads(re.search(r'id="data-nodes">(.*?)</script>', page)[1])
    assert len(nodes) == 3


# ----------------------------------------------------------------------------------------------------- query


def rows(built: Path, *arguments: str) -> list[dict[str, Any]]:
    result = run("query", built / "graph.ttl", *arguments, "--format", "json")
    assert result.code == 0, result.err
    found: list[dict[str, Any]] = json.loads(result.out)
    return found


def test_query_lists_questions_and_answers_each(built: Path) -> None:
    listed = run("query", "--list")
    names = re.findall(r"^│ ([a-z-]+) +│", listed.out, re.MULTILINE)
    assert listed.code == 0
    assert {"what-did-say-about", "who-accuses-whom", "sources"} <= set(names)
    for name in names:
        assert rows(built, name), name


def test_a_ready_made_question_answers_from_four_articles_and_more(built: Path) -> None:
    found = rows(built, "what-did-say-about", "-p", "actor=france", "-p", "target=russia")
    texts = {row["quote"] for row in found}
    articles = {each["article"] for each in lines(built / "statements.jsonl") if each["evidence"] in texts}
    assert len(articles) >= 4
    assert FRENCH in articles
    assert any(row["date"] == "2016-10-12" and "Ayrault" in row["speaker"] for row in found)


def test_parameters_narrow_a_question(built: Path) -> None:
    everything = rows(built, "who-accuses-whom")
    russia = rows(built, "who-accuses-whom", "-p", "target=Russie")
    assert 0 < len(russia) < len(everything)
    assert {row["accused"] for row in russia} == {"Russia"}


def test_formats_tell_the_same(built: Path) -> None:
    query = "SELECT ?id WHERE { ?a a schema:NewsArticle ; dcterms:identifier ?id } ORDER BY ?id"
    expected = [row["id"] for row in rows(built, query)]
    assert len(expected) == 5
    table = list(csv.reader(io.StringIO(run("query", built / "graph.ttl", query, "--format", "csv").out)))
    assert table == [["id"], *([each] for each in expected)]
    printed = run("query", built / "graph.ttl", query).out
    assert re.findall(r"│ (\d\S+)", printed) == expected
    assert printed.endswith("5 rows\n")


def test_questions_from_a_file(built: Path, tmp_path: Path) -> None:
    query = tmp_path / "own.rq"
    query.write_text("ASK { ?s a cmq:Statement }", "utf-8")
    assert rows(built, str(query)) == [{"answer": True}]
    query.write_bytes(b"ASK { ?s ?p '\xe9' }")
    for path, reason in ((query, "UTF-8"), (tmp_path / "none.rq", "cannot be read")):
        result = run("query", built / "graph.ttl", path)
        assert result.code == 2
        assert str(path) in result.err
        assert reason in result.err


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("SELECT ?x WHERE { ?x a [", "line 1"),
        ("SELEKT ?x { ?x ?y ?z }", "line 1, column 1"),
        ("who-criticizes", "Did you mean who-criticises?"),
        ("SELECT ?x WHERE { ?x a nobody:Thing }", "nobody"),
    ],
)
def test_wrong_sparql_is_told_in_words(question: str, told: str, built: Path) -> None:
    result = run("query", built / "graph.ttl", question)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith("Error: ")
    assert told in result.err


def test_wrong_sparql_in_a_real_process(built: Path) -> None:
    result = process("query", built / "graph.ttl", "SELECT [red] { ", cwd=built)
    assert (result.returncode, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: ")
    assert "[red]" in result.stderr  # brackets are no markup
    assert "Traceback" not in result.stderr


def test_query_without_a_graph_says_how_to_make_one(tmp_path: Path) -> None:
    result = run("query", tmp_path / "graph.ttl", "sources")
    assert result.code == 2
    assert "communique build" in result.err


# ----------------------------------------------------------------------------------------------------- check


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "copy"))


def test_check_finds_a_build_sound(built: Path) -> None:
    result = run("check", built)
    count = len(lines(built / "statements.jsonl"))
    assert result == Ran(0, f"sound: {count} statements, checked against 5 articles\n", "")


def test_check_finds_changed_evidence(copy: Path) -> None:
    path = copy / "statements.jsonl"
    first = json.loads(path.read_text("utf-8").split("\n")[0])
    changed = first["evidence"].replace("a", "e", 1)
    assert changed != first["evidence"]
    old, new = (json.dumps(each, ensure_ascii=False) for each in (first["evidence"], changed))
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    result = run("check", copy)
    assert result.code == 1
    assert first["id"] in result.out
    assert "communique" in result.out or "build it again" in result.out  # what to do


def test_check_finds_a_missing_line(copy: Path) -> None:
    path = copy / "statements.jsonl"
    kept = path.read_text("utf-8").split("\n")
    gone = json.loads(kept.pop(3))["id"]
    path.write_text("\n".join(kept), "utf-8")
    result = run("check", copy)
    assert result.code == 1
    for name in ("graph.ttl", "graph.html", "graph.graphml", "graph.gexf", "statements.csv"):
        assert re.search(rf"fault .*{name}: .*unknown: {gone}", result.out), name


def test_check_names_a_line_that_is_no_statement(copy: Path) -> None:
    path = copy / "statements.jsonl"
    path.write_text(path.read_text("utf-8").replace('"polarity": -1', '"polarity": 7', 1), "utf-8")
    result = run("check", copy)
    assert result.code == 2
    assert re.search(rf"{path}, line \d+: .*polarity", result.err)


def test_check_finds_broken_turtle(copy: Path) -> None:
    with (copy / "graph.ttl").open("a", encoding="utf-8") as file:
        file.write("this is no turtle")
    result = run("check", copy)
    assert result.code == 1
    assert re.search(r"fault .*graph\.ttl: cannot be read", result.out)


def test_check_tells_what_it_could_not_check(copy: Path) -> None:
    path = copy / "articles.jsonl"
    path.write_text(re.sub(r'"source": "', '"source": "gone-', path.read_text("utf-8"), count=1), "utf-8")
    result = run("check", copy)
    assert result.code == 0
    assert "not checked" in result.err
    assert "000_ec7cf43d32d84a45" in result.err
    assert "against 4 articles" in result.out


def test_check_without_any_text_proves_nothing(copy: Path) -> None:
    path = copy / "articles.jsonl"
    path.write_text(re.sub(r'"source": "', '"source": "gone-', path.read_text("utf-8")), "utf-8")
    (copy / "graph.gexf").unlink()
    result = run("check", copy)
    assert result.code == 1
    assert "not proven" in result.out
    assert "not there: graph.gexf" in result.err


def test_check_of_another_folder(tmp_path: Path) -> None:
    result = run("check", tmp_path)
    assert result.code == 2
    assert "holds no statements.jsonl" in result.err


@pytest.mark.parametrize("format_", ["table", "csv", "json"])
def test_words_are_printed_as_they_are(built: Path, format_: str) -> None:
    result = run("query", built / "graph.ttl", 'SELECT ("a :x: [b]" AS ?v) {}', "--format", format_)
    assert "a :x: [b]" in result.out


def test_a_question_in_a_file_of_notepad(built: Path, tmp_path: Path) -> None:
    path = tmp_path / "q.rq"
    path.write_bytes("\ufeffSELECT ?s\r\nWHERE { ?s a cmq:Statement } LIMIT 1\r\n".encode())
    assert run("query", built / "graph.ttl", path, "--format", "csv").code == 0


def test_an_option_given_twice_is_refused(built: Path) -> None:
    asked = ("query", built / "graph.ttl", "who-accuses-whom", "--actor=france", "--actor", "russia")
    result = run(*asked)
    assert (result.code, "given twice" in result.err) == (2, True)


# ------------------------------------------------------------------------------------------------------ show


def test_show_marks_the_evidence_in_the_terminal(built: Path, seeds: Path) -> None:
    article = seeds / "000_ec7cf43d32d84a45.txt"
    result = run("show", article)
    assert result.code == 0
    found = [each for each in lines(built / "statements.jsonl") if each["article"] == article.stem]
    numbers = sorted({(each["start"], -each["end"]) for each in found})
    for statement in found:
        number = numbers.index((statement["start"], -statement["end"])) + 1
        assert f"[{number} " in result.out
        assert f" {number}]" in result.out
        listed = rf"^ *{number} [-+=] {re.escape(statement['speaker'])}.*\n.* {re.escape(statement['rule'])} "
        assert re.search(listed, result.out, re.MULTILINE), number
    assert result.out.rstrip().endswith(f"{len(found)} statements in {len(numbers)} passages")
    known = json.loads((built / "articles.jsonl").read_text("utf-8").split("\n")[0])
    assert result.out.startswith(known["title"] or article.stem)


def test_show_as_a_page_escapes_the_article(tmp_path: Path) -> None:
    article, page = tmp_path / "a.txt", tmp_path / "a.html"
    article.write_text(GOOD + "\n<script>alert('x')</script> & <b>Mr Steinmeier</b> agreed.\n", "utf-8")
    result = run("show", article, "--html", page)
    assert result == Ran(0, f"wrote {page}\n", f"{article}: {len(extracted(article))} statements\n")
    html = page.read_text("utf-8")
    assert "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &lt;b&gt;" in html
    assert "<script" not in html
    assert "default-src 'none'" in html
    assert html.count('class="card"') > 1
    for statement in extracted(article):
        assert f'id="{statement["id"]}"' in html


def extracted(article: Path) -> list[dict[str, Any]]:
    file = article.with_name("extracted.jsonl")
    assert run("extract", article, "-o", file, "--quiet").code == 0
    return lines(file)


def test_show_as_a_page_refuses_several_articles(tmp_path: Path) -> None:
    file = tmp_path / "two.jsonl"
    file.write_text("".join(json.dumps({"id": name, "text": GOOD}) + "\n" for name in "ab"), "utf-8")
    result = run("show", file, "--html", tmp_path / "x.html")
    assert result.code == 2
    assert "2 articles" in result.err
    assert not (tmp_path / "x.html").exists()
    assert run("show", file, "--html", file).code == 2  # never over the article itself
    assert len(lines(file)) == 2


# ----------------------------------------------------------------------------------------------------- score


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """Gold and predicted statements whose figures are easily told by hand."""
    text = "Alpha said one. Beta said two. Gamma said three. Delta said four."
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "x.txt").write_text(text, "utf-8")

    def record(speaker: str, stance: str, target: str | None, polarity: int, evidence: str) -> dict[str, Any]:
        start = text.index(evidence)
        return {
            "article": "x", "speaker": speaker, "stance": stance, "target": target, "polarity": polarity,
            "evidence": evidence, "start": start, "end": start + len(evidence), "places": ["Paris"],
        }  # fmt: skip

    gold = [
        record("Alpha", "accuse", "Russia", -1, "said one"),
        record("Beta", "demand", "Russia", -1, "said two"),
        record("Gamma", "support", "France", 1, "said three"),
        record("Delta", "comment", None, 0, "said four"),
    ]
    predicted = [
        record("Alpha", "accuse", "The Russia", -1, "Alpha said one"),  # all right
        record("Beta", "criticize", "Russia", -1, "said two"),  # right but for the stance
        record("Gamma", "support", None, 1, "said three"),  # right but for the target
        record("Epsilon", "comment", None, 0, "said four"),  # another speaker
        record("Zeta", "comment", None, 0, "."),  # nothing of the kind
        record("Alpha", "accuse", "Russia", -1, "said one") | {"article": "without gold"},
    ]
    for name, records in (("gold", gold), ("predicted", predicted)):
        (tmp_path / f"{name}.jsonl").write_text("".join(json.dumps(each) + "\n" for each in records), "utf-8")
    return tmp_path


def test_score_counts_as_a_hand_does(small: Path) -> None:
    arguments = (small / "gold.jsonl", small / "predicted.jsonl", small / "articles")
    result = run("score", *arguments, "--json")
    figures = json.loads(result.out)
    assert (result.code, figures["gold"], figures["predicted"]) == (
        0,
        4,
        5,
    )  # the article without gold is left out
    assert figures["detect"] == {"p": 0.6, "r": 0.75, "f1": 0.667}  # 3 of 5, of 4
    assert figures["core"] == {"p": 0.4, "r": 0.5, "f1": 0.444}
    assert figures["full"] == {"p": 0.2, "r": 0.25, "f1": 0.222}
    assert figures["fields"] == {
        "target": 0.667, "polarity": 1.0, "stance": 0.667, "represents": 1.0, "venue": 1.0, "date": 1.0,
        "mode": 1.0, "negated": 1.0, "places_f1": 1.0,
    }  # fmt: skip
    printed = run("score", *arguments, "--errors").out
    assert "detect  P 0.600  R 0.750  F1 0.667\n" in printed
    assert "core    P 0.400  R 0.500  F1 0.444\n" in printed
    assert "full    P 0.200  R 0.250  F1 0.222\n" in printed
    assert figures["confusion"] == {
        "accuse": {"accuse": 1}, "demand": {"criticize": 1}, "support": {"support": 1},
    }  # fmt: skip
    assert figures["targets"] == {"right": 2, "right_null": 0, "missed": 1, "invented": 0, "other": 0}
    assert re.search(r"^ +supp crit accu total right *$", printed, re.MULTILINE)
    assert re.search(r"^demand +· +1 +· +1 +0% *$", printed, re.MULTILINE)
    assert re.search(r"^accuse +· +· +\[1\] +1 +100% *$", printed, re.MULTILINE)
    assert re.search(r"^total +1 +1 +1 +3 +67% *$", printed, re.MULTILINE)
    assert re.search(r"^missed +1 +33% +gold names somebody, we name nobody", printed, re.MULTILINE)


def test_score_tells_the_worst_errors_first(small: Path) -> None:
    predicted = lines(small / "predicted.jsonl")
    for record, confidence in zip(predicted, (0.9, 0.8, 0.7, 0.6, 0.55, 0.5), strict=True):
        record |= {"confidence": confidence, "rule": "quote/[bold]"}
    (small / "predicted.jsonl").write_text("".join(json.dumps(each) + "\n" for each in predicted), "utf-8")
    arguments = (small / "gold.jsonl", small / "predicted.jsonl", small / "articles")
    errors = json.loads(run("score", *arguments, "--json").out)["errors"]
    told = [(each["kind"], each["confidence"], each["fields"]) for each in errors]
    assert told == [
        ("speaker", 0.6, ["speaker"]),
        ("extra", 0.55, []),
        ("target", 0.7, ["target"]),
        ("stance", 0.8, ["stance"]),
    ]
    assert (errors[0]["article"], errors[0]["evidence"], errors[0]["rule"]) == (
        "x",
        "said four",
        "quote/[bold]",
    )
    assert (errors[0]["gold"]["speaker"], errors[0]["predicted"]["speaker"]) == ("Delta", "Epsilon")
    assert errors[1]["gold"] is None
    printed = run("score", *arguments).out
    assert "The 4 disagreements: 1 extra · 1 speaker · 1 target · 1 stance" in printed
    expected = (
        "  3 target  x  confidence 0.70  quote/[bold]\n"
        "    gold  Gamma | support +1 | France\n    ours  Gamma | support +1 | nobody\n    “said three”\n"
    )
    assert expected in printed


def test_score_shows_ten_errors_or_all(small: Path) -> None:
    missed = [{**lines(small / "gold.jsonl")[0], "speaker": f"Nobody {i}"} for i in range(12)]
    (small / "gold.jsonl").write_text("".join(json.dumps(each) + "\n" for each in missed), "utf-8")
    (small / "predicted.jsonl").write_text("", "utf-8")
    arguments = (small / "gold.jsonl", small / "predicted.jsonl", small / "articles")
    short = run("score", *arguments).out
    assert "The 10 worst of 12 disagreements (--errors lists all): 12 missed" in short
    assert short.count("gold  Nobody") == 10
    assert "Stances" not in short  # nothing was detected
    assert run("score", *arguments, "--errors").out.count("gold  Nobody") == 12


@pytest.mark.parametrize("line", ["{", "[1]", '{"speaker": "x"}', "null"])
def test_score_names_a_line_that_is_no_statement(line: str, small: Path) -> None:
    broken = small / "broken.jsonl"
    broken.write_text("\n" + line + "\n", "utf-8")
    for gold, predicted in ((broken, small / "predicted.jsonl"), (small / "gold.jsonl", broken)):
        result = run("score", gold, predicted, small / "articles")
        assert result.code == 2
        assert f"{broken}, line 2:" in result.err


def test_score_names_what_is_not_there(small: Path) -> None:
    paths = [small / "gold.jsonl", small / "predicted.jsonl", small / "articles"]
    for i in range(3):
        missing = small / "missing"
        result = run("score", *(missing if j == i else path for j, path in enumerate(paths)))
        assert result.code == 2
        assert str(missing) in result.err


def test_score_reads_lines_with_unicode_line_ends(small: Path) -> None:
    """U+2028 ends no JSON line, though `str.splitlines` thinks so."""
    text = (small / "gold.jsonl").read_text("utf-8").replace('"Beta"', '"Be\u2028ta"')
    (small / "gold.jsonl").write_text(text, "utf-8")
    assert run("score", small / "gold.jsonl", small / "gold.jsonl", small / "articles").code == 0


# ------------------------------------------------------------------------------------------------- bad input


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ran]:
    """A folder with one of each kind of bad article among good ones, and how its build ended."""
    folder = tmp_path_factory.mktemp("bad")
    (folder / "good.txt").write_text(GOOD, "utf-8")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "latin.txt").write_bytes(LATIN_1.encode("latin-1"))
    (folder / "line.txt").write_bytes(b"word " * 2_000_000)
    (folder / "dated.txt").write_text(GOOD, "utf-8")
    (folder / "foreign.txt").write_text(GOOD, "utf-8")
    (folder / "odd [red] name.txt").write_text(" \n", "utf-8")
    (folder / "articles.csv").write_text(
        "file,published,language\nnowhere.txt,2016-01-01,en\ndated.txt,the day before,en\nforeign.txt,,tlh\n",
        "utf-8",
    )
    return folder, run("build", folder, "-o", folder.parent / "bad-output")


def test_bad_articles_do_not_stop_the_rest(bad: tuple[Path, Ran]) -> None:
    folder, result = bad
    output = folder.parent / "bad-output"
    assert result.code == 1
    assert visible(output) == FILES
    read = {each["id"] for each in lines(output / "articles.jsonl")}
    assert read == {"good", "latin", "dated"}
    assert {each["article"] for each in lines(output / "statements.jsonl")} == read
    assert run("check", output).code == 0


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "empty"),
        ("binary.txt", "binary"),
        ("line.txt", "longer than 1,000,000 characters"),
        ("foreign.txt", "'tlh' is not supported (en, fr)"),
        ("odd [red] name.txt", "empty"),
        ("articles.csv:2", "nowhere.txt is not in the folder"),
    ],
)
def test_each_skipped_article_is_named_with_its_reason(name: str, reason: str, bad: tuple[Path, Ran]) -> None:
    folder, result = bad
    report = json.loads((folder.parent / "bad-output" / "report.json").read_text("utf-8"))
    reasons = {each["source"]: each["reason"] for each in report["skipped"]}
    assert len(reasons) == 6
    assert reason in reasons[str(folder / name)]
    assert f"skipped {folder / name}: {reasons[str(folder / name)]}\n" in result.err


@pytest.mark.parametrize(("name", "warning"), [("latin.txt", "Latin-1"), ("dated.txt", "'the day before'")])
def test_each_mended_article_is_named_with_a_warning(name: str, warning: str, bad: tuple[Path, Ran]) -> None:
    folder, result = bad
    report = json.loads((folder.parent / "bad-output" / "report.json").read_text("utf-8"))
    warnings = {each["source"]: each["warning"] for each in report["warnings"]}
    assert len(warnings) == 2
    assert warning in warnings[str(folder / name)]
    assert f"warning {folder / name}: " in result.err


def test_latin_1_is_read_to_the_letter(bad: tuple[Path, Ran]) -> None:
    found = lines(bad[0].parent / "bad-output" / "statements.jsonl")
    evidence = [each["evidence"] for each in found if each["article"] == "latin"]
    assert any("condamné" in each or "menés" in each for each in evidence)


def test_an_article_that_fails_in_analysis_is_skipped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = extraction.discourse_of

    def fail(parsed: Any, *arguments: Any) -> Any:
        if parsed.article.id == "b":
            raise ZeroDivisionError("by [bold]zero[/bold]")
        return inside(parsed, *arguments)

    monkeypatch.setattr(extraction, "discourse_of", fail)
    (tmp_path / "in").mkdir()
    for name in "abc":
        (tmp_path / "in" / f"{name}.txt").write_text(GOOD + name, "utf-8")
    result = run("build", tmp_path / "in", "-o", tmp_path / "out")
    source = str(tmp_path / "in" / "b.txt")
    reason = "cannot be analysed: ZeroDivisionError: by [bold]zero[/bold]"
    assert result.code == 1
    assert f"skipped {source}: {reason}" in result.err
    report = json.loads((tmp_path / "out" / "report.json").read_text("utf-8"))
    assert report["skipped"] == [{"source": source, "reason": reason}]
    assert set(report["by_article"]) == {"a", "c"}


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "{missing}", "-o", "{out}"),
        ("extract", "{missing}", "-o", "{out}/s.jsonl"),
        ("graph", "{missing}", "-o", "{out}"),
        ("show", "{missing}"),
        ("build", "{empty}", "-o", "{out}"),
        ("build", "{seeds}", "-o", "{out}", "--model", "en=nonexistent"),
        ("build", "{seeds}", "-o", "{out}", "--model", "xx=en_core_web_sm"),
        ("build", "{seeds}", "-o", "{out}", "--model", "en"),
        ("build", "{seeds}", "-o", "{out}", "--language", "tlh"),
        ("build", "{seeds}", "-o", "{file}"),
        ("build", "{seeds}", "-o", "{file}/below"),
        ("extract", "{seeds}", "-o", "{file}/s.jsonl"),
        ("graph", "{statements}", "-o", "{file}"),
        ("build", "{seeds}", "-o", "{blocked}"),
        ("graph", "{statements}", "-o", "{blocked}"),
    ],
    ids=lambda arguments: " ".join(arguments),
)
def test_what_cannot_be_done_leaves_nothing_behind(
    arguments: tuple[str, ...], built: Path, seeds: Path, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("mine", "utf-8")
    (tmp_path / "empty").mkdir()
    (tmp_path / "blocked" / "graph.ttl").mkdir(parents=True)
    before = sorted(tmp_path.rglob("*"))
    places = {name: tmp_path / name for name in ("missing", "out", "empty", "file", "blocked")}
    filled = [part.format(**places, seeds=seeds, statements=built / "statements.jsonl") for part in arguments]
    result = run(*filled)
    assert (result.code, result.out) == (2, "")
    assert result.err.count("Error") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "file").read_text("utf-8") == "mine"


def test_a_missing_model_is_told_in_one_line(seeds: Path, tmp_path: Path) -> None:
    result = run("build", seeds, "-o", tmp_path / "out", "--model", "en=nonexistent")
    assert (
        result.err == "Error: No English model: nonexistent is not installed. Try: pip install nonexistent\n"
    )


def test_results_are_never_written_among_the_articles(tmp_path: Path) -> None:
    folder = tmp_path / "news"
    folder.mkdir()
    records = folder / "articles.jsonl"  # the very name that `extract` writes beside its statements
    records.write_text(json.dumps({"id": "a", "text": GOOD}) + "\n", "utf-8")
    before = records.read_bytes()
    for arguments in (
        ("build", folder, "-o", folder),
        ("build", folder, "-o", folder / "output"),
        ("build", records, "-o", folder),
        ("extract", records, "-o", folder / "statements.jsonl"),
        ("extract", folder, "-o", folder / "statements.csv"),
    ):
        result = run(*arguments)
        assert result.code == 2
        assert "among the articles" in result.err
        assert [path.name for path in folder.iterdir()] == ["articles.jsonl"]
        assert records.read_bytes() == before
    assert run("extract", records, "-o", folder / "statements.csv").code == 0
