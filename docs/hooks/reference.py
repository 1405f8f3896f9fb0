"""References made from the code and its data: command line, stances, questions, vocabulary."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer
from rdflib import RDF, RDFS, Graph
from rich.text import Text

import communique
from communique.cli import app
from communique.graph.questions import list_questions
from communique.graph.vocabulary import CMQ, SHORTCUTS, Names
from communique.knowledge.stances import load_stances

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

ROOT = Path(__file__).parents[2]
LANGUAGES = {"en": "English", "fr": "French"}
SHOWN_WORDS, SHOWN_CASES = 14, 2


def cell(text: str) -> str:
    """Return a text that cannot break a table."""
    return " ".join(text.split()).replace("|", "\\|")


def table(header: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(header)]
    lines += [["---"] * len(lines[0]), *([*row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def in_french(text: str) -> str:
    """Return a text that screen readers read as French."""
    return f'<span lang="fr">{text}</span>'


# -------------------------------------------------------------------------------------------- command line


def make_commands() -> str:
    """Return every command with its usage, arguments, options, defaults and example."""
    group: Any = typer.main.get_command(app)
    context = group.make_context("communique", [], resilient_parsing=True)
    parts = []
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if not command.hidden:
            parts.append("\n\n".join(describe_command(name, command, context)))
    return "\n\n".join(parts)


def describe_command(name: str, command: Any, parent: Any) -> Iterator[str]:
    """Yield heading, help, usage, parameters and example of one command."""
    context = command.make_context(name, [], parent=parent, resilient_parsing=True)
    rows: dict[str, list[list[str]]] = {"argument": [], "option": []}
    for parameter in command.params:
        if record := parameter.get_help_record(context):
            rows[parameter.param_type_name].append(describe_parameter(*record))
    taken = [row[0].strip("`").replace("\\|", "|") for row in rows["argument"]]
    yield f"## communique {name}"
    yield plain(command.help or "")
    yield f"```text\n{' '.join(['communique', name, *taken, '[OPTIONS]'])}\n```"
    if rows["argument"]:
        yield table(["argument", ""], (row[:2] for row in rows["argument"]))
    yield table(["option", "", "default"], rows["option"])
    example = (command.epilog or "").removeprefix("Example: ")
    if example.startswith("communique "):
        yield f"```console\n{example}\n```"


NOTE = re.compile(r"\s*\[(?:default: (?P<default>[^\];]+))?[^\]]*\]$")
TAKES = {"<str>": "TEXT", "<int range>": "NUMBER", "<float range>": "NUMBER"}
"""What typer calls the kinds of value; a name in capitals is the author's own."""


def describe_parameter(names: str, told: str) -> list[str]:
    """Return the cells of an argument or option from its line in `--help`: names, meaning, default."""
    note = NOTE.search(told)
    default = note["default"] if note else None
    for kind, word in TAKES.items():
        names = names.replace(kind, word)
    if not names.startswith("-"):  # an argument's type says nothing that its name does not
        names = re.sub(r"\s*<[^>]*>$", "", names)
    return [f"`{cell(names)}`", cell(plain(NOTE.sub("", told))), f"`{default}`" if default else ""]


def plain(markup: str) -> str:
    """Return rich markup as plain text."""
    return Text.from_markup(markup).plain


# -------------------------------------------------------------------------------------------------- stances


def make_stances() -> str:
    """Return every stance with definition, codes, values, words and examples."""
    words = {code: words_of_stances(code) for code in LANGUAGES}
    cases = {code: cases_of_stances(code) for code in LANGUAGES}
    parts = []
    for stance, definition in load_stances().items():
        sign = {1: "friendly (1)", 0: "neutral (0)", -1: "hostile (-1)"}[definition.polarity]
        listed = (definition.cameo, definition.plover)
        codes = [", ".join(f"`{code}`" for code in codes) or "–" for codes in listed]
        facts = table(
            ["polarity", "intensity", "Goldstein", "CAMEO", "PLOVER"],
            [[sign, f"{definition.intensity:g}", f"{definition.goldstein:g}", *codes]],
        )
        parts += [f"## {stance.value}", f"“{definition.label_en}”. {definition.definition_en}"]
        parts += [in_french(f"« {definition.label_fr} ». {definition.definition_fr}"), facts]
        for code, language in LANGUAGES.items():
            told = []
            for kind, found in words[code][stance.value].items():
                shown = ", ".join(islice(found, SHOWN_WORDS)) + (" …" if len(found) > SHOWN_WORDS else "")
                told.append(f"- {language}, {kind} ({len(found)}): {shown}")
            parts.append("\n".join(told))
        examples = list(islice(cases["en"][stance.value], SHOWN_CASES))
        examples += [[in_french(row[0]), *row[1:]] for row in islice(cases["fr"][stance.value], SHOWN_CASES)]
        parts.append(table(["example", "speaker", "target"], examples))
    return "\n\n".join(part for part in parts if part)


def read_lexicon(language: str, name: str) -> list[dict[str, Any]]:
    """Return the groups of a lexicon file as they stand in it."""
    file = ROOT / "src" / "extract" / "lexicons" / language / f"{name}.toml"
    groups: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8"))[name.removesuffix("s")]
    return groups


def words_of_stances(language: str) -> Mapping[str, dict[str, list[str]]]:
    """Return, by stance, the words that perform it and those that give a content this stance."""
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for name, kind in (("cues", "said by the verb or noun"), ("content", "said by the words")):
        for group in read_lexicon(language, name):
            found[group["stance"]].setdefault(kind, []).extend(group["words"])
    return found


def cases_of_stances(language: str) -> Mapping[str, list[list[str]]]:
    """Return, by stance, sentences that the tests read, with speaker and target; those with both first."""
    file = ROOT / "tests" / "cases" / language / "stances.toml"
    found: dict[str, list[list[str]]] = defaultdict(list)
    for case in tomllib.loads(file.read_text("utf-8"))["case"]:
        for expected in case["expected"][:1]:
            if "stance" in expected and "reason" not in case:
                row = [case["text"], expected.get("speaker", ""), expected.get("target", "").strip("-")]
                found[expected["stance"]].append([cell(each) for each in row])
    for rows in found.values():
        rows.sort(key=lambda row: not row[2])
    return found


# ------------------------------------------------------------------------------------------------ questions


def make_questions() -> str:
    """Return every ready-made question with its parameters and its SPARQL."""
    parts = []
    for question in list_questions():
        given = "".join(
            f" --{each.name} {each.default}" for each in question.parameters if each.default is not None
        )
        parts += [f"## {question.name}", f"**{question.title}** {question.comment}".strip()]
        if question.parameters:
            defaults = (f"`{each.default}`" if each.default else "anything" for each in question.parameters)
            rows = (
                [f"`--{each.name}`", cell(each.description), default]
                for each, default in zip(question.parameters, defaults, strict=True)
            )
            parts.append(table(["parameter", "", "default"], rows))
        parts.append(f"```console\ncommunique query output/graph.ttl {question.name}{given}\n```")
        body = "\n".join(line for line in question.text.splitlines() if not line.startswith("# ")).strip()
        folded = f"<summary>SPARQL</summary>\n\n```sparql\n{body}\n```"
        parts.append(f'<details markdown="1">{folded}\n\n</details>')
    return "\n\n".join(parts)


# ----------------------------------------------------------------------------------------------- vocabulary


def read_ontology() -> Graph:
    """Return the vocabulary as RDF."""
    file = Path(communique.__path__[0]) / "graph" / "ontology" / "communique.ttl"
    return Graph().parse(file, format="turtle")


def make_vocabulary() -> str:
    """Return the classes and properties with what they mean and refine."""
    graph = read_ontology()
    names = graph.namespace_manager.normalizeUri

    def english(term: Any, property_: Any) -> str:
        return next((str(each) for each in graph.objects(term, property_) if each.language == "en"), "")

    def short(terms: Iterable[Any]) -> str:
        return ", ".join(f"`{name}`" for name in sorted(names(each) for each in terms))

    rows: dict[str, list[list[str]]] = {"classes": [], "properties": [], "shortcuts": []}
    shortcuts = {str(each) for each in SHORTCUTS.values()}
    for term in (CMQ[name] for name in CMQ.__annotations__ if not name.startswith("_")):
        kinds = {names(kind) for kind in graph.objects(term, RDF.type)}
        comment = cell(english(term, RDFS.comment))
        if "owl:Class" in kinds:
            rows["classes"].append([f"`{names(term)}`", comment, short(graph.objects(term, RDFS.subClassOf))])
        elif str(term) in shortcuts:
            rows["shortcuts"].append([f"`{names(term)}`", comment])
        else:
            refined = short(graph.objects(term, RDFS.subPropertyOf))
            of, to = short(graph.objects(term, RDFS.domain)), short(graph.objects(term, RDFS.range))
            rows["properties"].append([f"`{names(term)}`", comment, of, to, refined])
    return "\n\n".join(
        (
            "## Classes",
            table(["class", "", "refines"], rows["classes"]),
            "## Properties",
            table(["property", "", "of", "to", "refines"], rows["properties"]),
            "## Shortcut edges",
            table(["property", ""], rows["shortcuts"]),
        )
    )


def make_prefixes() -> str:
    """Return every prefix that needs no PREFIX line."""
    prefixes = Names().prefixes().items()
    return table(["prefix", "stands for"], ([f"`{name}:`", f"`{iri}`"] for name, iri in prefixes))


MAKERS: Mapping[str, Callable[[], str]] = {
    "commands": make_commands,
    "stances": make_stances,
    "questions": make_questions,
    "vocabulary": make_vocabulary,
    "prefixes": make_prefixes,
}
"""What `<!-- made: NAME -->` in a page stands for."""
