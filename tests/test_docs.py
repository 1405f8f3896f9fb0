"""What `docs/` tells is whole and true: fields, attributes, options, stances, questions, terms, links.

`test_docs_blocks.py` runs what it shows, `test_site.py` builds the site of it.
"""

from __future__ import annotations

import json
import re
from dataclasses import fields
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args, get_type_hints

import networkx as nx
import pytest
import typer

from communique.cli import SOME_FAILED, USAGE, app
from communique.export.files import read_template
from communique.export.graphml import read_graphml
from communique.graph import analysis
from communique.graph.network import statements_of
from communique.graph.positions import build_positions
from communique.graph.sparql import list_questions
from communique.graph.vocabulary import CMQ, Names
from communique.knowledge.stances import load_stances
from communique.model import ArticleMetadata, Stance, Statement
from communique.pipeline import read_statements
from site_hooks import load_hooks

DOCS = Path(__file__).parents[1] / "docs"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md"))}


HOOKS = load_hooks()
SHOWN = {name: HOOKS["expand"](text, name) for name, text in PAGES.items()}
"""The pages as the site shows them."""


def rows_of(text: str) -> list[list[str]]:
    """Return the cells of every row of every table of a text, heads and rules left out."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]
    rules = [index for index, row in enumerate(cells) if all(set(cell) <= {"-", ":"} for cell in row)]
    return [row for index, row in enumerate(cells) if index not in rules and index + 1 not in rules]


def section(page: str, heading: str) -> str:
    """Return what stands under a heading, up to the next of any rank."""
    return SHOWN[page].split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]


def test_every_question_is_listed() -> None:
    for question in list_questions():
        assert f"`{question.name}`" in PAGES["sparql.md"], question.name


def test_every_analysis_is_listed() -> None:
    for name in analysis.__all__:
        assert f"`{name}(" in PAGES["network.md"], name


def documented(heading: str) -> set[str]:
    part = PAGES["network.md"].partition(f"**{heading}")[2].partition("\n**")[0]
    return set(re.findall(r"`(\w+)`", part))


def test_every_attribute_is_documented(built: Path) -> None:
    network = read_graphml(built / "graph.graphml")
    for _, attributes in network.nodes(data=True):
        assert set(attributes) <= documented("Nodes")
    record = set((built / "statements.csv").read_text("utf-8-sig").splitlines()[0].split(","))
    for _, attributes in statements_of(network):
        assert set(attributes) - record - {"relation"} <= documented("Edges** of the network")
    ties = [data for *_, data in network.edges(data=True) if data["relation"] == "speaks_for"]
    assert ties
    for tie in ties:
        assert set(tie) - {"relation", "id"} <= documented("Edges** of the network")
    statements, _ = read_statements(built / "statements.jsonl")
    stances = {"agree", "pledge", "consult", "appeal", "comment", "demand"}
    stances |= {"concern", "criticize", "accuse", "reject", "deny"}  # "`support`, `agree` ... `threaten`"
    for *_, position in build_positions(statements).edges(data=True):
        assert set(position) - stances <= documented("Edges of positions")


def test_gephi_reads_the_gexf(built: Path) -> None:
    network = nx.read_gexf(built / "graph.gexf")
    graphml = read_graphml(built / "graph.graphml")
    assert set(network) == set(graphml)
    assert network.number_of_edges() == graphml.number_of_edges()
    assert all(data["label"] for _, data in network.nodes(data=True))


LINKING = [
    *DOCS.glob("*.md"),
    *(DOCS.parent / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
]


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", page.read_text("utf-8")):
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        assert file.exists(), target
        if anchor and file.suffix == ".md":
            text = SHOWN[file.name] if file.parent == DOCS else file.read_text("utf-8")
            headings = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
            slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
            assert anchor in slugs, target


def test_the_address_of_the_page_is_told_whole() -> None:
    script = read_template("page/address.js")
    told = set(
        re.findall(r"`(?:no-|only-)?([a-z]+)(?:=[^`]*)?`", PAGES["page.md"].split("in the address |")[1])
    )
    plain = set(re.findall(r'hash\.(?:set|append)\("([a-z]+)"', script))
    choices = set(re.findall(r'"([a-z]+)"', script.split("CHOICES = [")[1].split("]")[0]))
    facets = set(
        re.findall(r'"([a-z]+)"', read_template("page/view.js").split("FACETS = [")[1].split("]")[0])
    )
    assert plain | choices | facets <= told


# ------------------------------------------------------------------------------------------------- references

KINDS = {"str": "text", "float": "number", "int": "whole number", "bool": "true or false"}


def kind_of(hint: Any) -> tuple[str, list[str]]:
    """Return what the page calls a type, and the values that it allows, if they are few."""
    inner = [each for each in get_args(hint) if each is not type(None)]
    if type(None) in get_args(hint):
        name, allowed = kind_of(inner[0] if len(inner) == 1 else hint)
        return f"{name} or null", allowed
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return "one of", [each.value for each in hint]
    if get_args(hint) and getattr(hint, "__origin__", None) is tuple:
        return "list of texts", []
    if get_args(hint):
        return "one of", [str(each) for each in get_args(hint)]
    return KINDS[hint.__name__], []


FIELDS_OF_A_STATEMENT = SHOWN["statement.md"].split("\n## ")[0]


@pytest.mark.parametrize(
    ("record", "table"),
    [(Statement, FIELDS_OF_A_STATEMENT), (ArticleMetadata, section("statement.md", "Fields of an article"))],
    ids=["statement", "article"],
)
def test_every_field_is_told_with_its_type(record: type, table: str) -> None:
    hints = get_type_hints(record)
    rows = rows_of(table)
    assert [row[0].strip("`") for row in rows] == [each.name for each in fields(record)]
    for name, kind, meaning, *_ in rows:
        expected, allowed = kind_of(hints[name.strip("`")])
        assert kind == expected, name
        told = set(re.findall(r"`([^`]+)`", meaning))
        assert set(allowed) <= told or told == {"speaker_kind"}, name


def test_the_examples_of_fields_are_of_the_statement_named(built: Path) -> None:
    lines = (built / "statements.jsonl").read_text("utf-8").splitlines()
    (record,) = [each for line in lines if (each := json.loads(line))["id"] == "01d98ae49c7f2382"]
    for name, _, _, example in rows_of(FIELDS_OF_A_STATEMENT):
        value = record[name.strip("`")]
        shown = example.strip("`")
        if shown.endswith(" …"):
            assert value.startswith(shown.removesuffix(" …"))
        else:
            assert shown == (value if isinstance(value, str) else json.dumps(value)), name


def test_every_stance_is_told_with_codes_words_and_examples() -> None:
    for stance, definition in load_stances().items():
        text = section("stances.md", stance.value)
        told = set(re.findall(r"`([^`]+)`", text))
        assert {*definition.cameo, *definition.plover} <= told
        assert definition.definition_en in text and definition.definition_fr in text
        assert text.count("\n- English, ") == 2 and text.count("\n- French, ") == 2
        examples = rows_of(text)[1:]
        assert 2 <= len(examples) <= 4
        assert {row[0].startswith('<span lang="fr">') for row in examples} == {True, False}


def test_the_stances_of_the_seeds_are_in_the_seeds(built: Path) -> None:
    statements, _ = read_statements(built / "statements.jsonl")
    rows = rows_of(PAGES["stances.md"])
    assert {row[0] for row in rows} == {each.value for each in Stance}
    for stance, who, words in rows:
        speaker, target = who.split(", ")
        found = [
            each
            for each in statements
            if (each.stance, each.speaker, each.target or "–") == (stance, speaker, target)
            and words in each.evidence
        ]
        assert found, words


def test_every_command_and_option_is_told_with_its_default() -> None:
    group: Any = typer.main.get_command(app)
    context = group.make_context("communique", [], resilient_parsing=True)
    assert len(group.list_commands(context)) >= 8
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        text = section("cli.md", f"communique {name}")
        assert command.help in text
        rows = {
            option: row for row in rows_of(text) for option in re.findall(r"(?<![\w-])--?[a-z][\w-]*", row[0])
        }
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert set(parameter.opts) <= set(rows), parameter.name
                default = getattr(parameter.default, "value", parameter.default)
                if isinstance(default, str | Path | int) and not isinstance(default, bool):
                    assert rows[parameter.opts[0]][2] == f"`{default}`", parameter.name
            else:
                assert re.split(r"[ |]", parameter.metavar)[0].rstrip(".") in text
        assert f"```console\n{command.epilog.removeprefix('Example: ')}\n```" in text


def test_the_exit_codes_are_those_of_the_program() -> None:
    told = {row[0]: row[1] for row in rows_of(section("cli.md", "Exit codes"))}
    assert set(told) == {"0", str(SOME_FAILED), str(USAGE), "130"}


def test_every_question_is_told_with_its_parameters() -> None:
    for question in list_questions():
        text = section("questions.md", question.name)
        assert question.title in text and question.comment in text
        assert [row[0] for row in rows_of(text)] == [f"`--{each.name}`" for each in question.parameters]
        assert question.text.splitlines()[-1] in text


def test_every_term_and_prefix_is_told() -> None:
    told = {row[0].strip("`") for row in rows_of(SHOWN["rdf.md"])}
    assert {f"cmq:{name}" for name in CMQ.__annotations__ if not name.startswith("_")} <= told
    assert {f"{name}:" for name in Names().prefixes()} <= told


def test_every_text_that_is_made_is_asked_for() -> None:
    asked = {name for text in PAGES.values() for name in re.findall(r"<!-- made: (.*) -->", text)}
    assert asked == set(HOOKS["MAKERS"])


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        ("[the page](page.md#read)", "[the page](page.md#read)"),
        ("[accuracy](../docs/accuracy.md)", "[accuracy](accuracy.md)"),
        ("[definitions](../src/model.py)", "definitions (`src/model.py`)"),
        ("[`src/model.py`](../src/model.py)", "`src/model.py`"),
        ("[CHANGELOG.md](../CHANGELOG.md)", "`CHANGELOG.md`"),
        ("[out](https://www.w3.org/) and [here](#below)", "[out](https://www.w3.org/) and [here](#below)"),
        ("```text\n[a](../src/model.py)\n```\n", "```text\n[a](../src/model.py)\n```\n"),
    ],
)
def test_links_out_of_the_site_become_plain(markdown: str, shown: str) -> None:
    assert HOOKS["expand"](markdown, "index.md") == shown
