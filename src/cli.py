"""The command line: thin commands over `pipeline`. Heavy imports wait inside them, so that help is quick."""

from __future__ import annotations

import json
import sys
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from . import __version__
from .errors import CommuniqueError
from .query_arguments import read_pair, read_question, split_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .knowledge.user_actors import UserActors
    from .pipeline import Progress

SOME_FAILED, USAGE = 1, 2

app = typer.Typer(
    name="communique",
    no_args_is_help=True,
    rich_markup_mode="rich",
    add_completion=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Reads news about diplomacy, English and French, and draws "
    "[bold]who said what about whom, where and when[/].\n\n"
    "Start with: [green]communique build seeds -o output[/] and open output/graph.html.",
    epilog="Each edge leads back to the exact characters of an article. Exit codes: 0 done, 1 some articles "
    "failed (they are named, the rest is done), 2 usage.",
)
output = Console(emoji=False)  # ":x:" in a quotation is no picture
notes = Console(stderr=True, emoji=False)

Paths = Annotated[
    list[Path],
    typer.Argument(
        metavar="PATH...",
        help="Files or folders of articles: .txt, .html, .jsonl, .csv, .tsv, .parquet, .rss, .atom, .warc, "
        "also packed (.gz, .zst) or in .zip and .tar; - reads JSON Lines or one text from standard input.",
    ),
]
Models = Annotated[
    list[str] | None,
    typer.Option(
        "--model", metavar="LANG=NAME", help="Another installed spaCy model, as in en=en_core_web_lg."
    ),
]
LanguageOption = Annotated[
    str | None,
    typer.Option("--language", metavar="CODE", help="The language of all articles (en, fr), if you know it."),
]
ActorFiles = Annotated[
    list[Path] | None,
    typer.Option("--actors", metavar="FILE", help="A table of your own actors, or a TABARI dictionary."),
]
MaxActors = Annotated[
    int,
    typer.Option(min=0, help="How many actors the graph on the page shows, those named most; 0: all."),
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Name each article and count its statements.")]


class Format(StrEnum):
    """How the rows of a query are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Engine(StrEnum):
    """Who answers a query."""

    OXIGRAPH = "oxigraph"
    RDFLIB = "rdflib"


@app.command(epilog="Example: communique build seeds -o output")
def build(
    paths: Paths,
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go.")] = Path(
        "output"
    ),
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
    title: Annotated[str | None, typer.Option(help="The page's title.")] = None,
    base_iri: Annotated[str | None, typer.Option(help="What the IRIs of the Turtle begin with.")] = None,
    max_actors: MaxActors = 300,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Articles in; page, Turtle, GraphML, tables and a report out."""
    from . import pipeline
    from .summary import print_problems, print_summary

    own = _user_actors(actors, quiet)
    with _progress(quiet) as progress:
        result = pipeline.build(
            paths,
            folder,
            models=_models(model),
            language=language,
            title=title,
            base_iri=base_iri,
            actors=own,
            max_actors=max_actors,
            progress=progress,
        )
    print_problems(result.extraction, notes, quiet=quiet, verbose=verbose)
    if not quiet:
        print_summary(result, output)
    raise typer.Exit(SOME_FAILED if result.extraction.skipped else 0)


@app.command(epilog="Example: communique extract seeds -o statements.jsonl")
def extract(
    paths: Paths,
    file: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help="A .jsonl or .csv file.")
    ] = Path("statements.jsonl"),
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Articles in, statements out: one JSON object a line."""
    from . import pipeline
    from .export.tables import write_articles, write_csv, write_jsonl
    from .summary import print_problems

    if file.suffix not in {".jsonl", ".csv"}:
        raise typer.BadParameter(f"{file}: statements are written as .jsonl or .csv")
    if file.name == pipeline.ARTICLES:
        raise typer.BadParameter(
            f"{file}: this name is kept for what is known of the articles; choose another"
        )
    names = [file.name] if file.suffix == ".csv" else [file.name, pipeline.ARTICLES]
    with pipeline.writable_folder(file.parent, names, paths):
        own = _user_actors(actors, quiet)
        with _progress(quiet) as progress:
            extraction = pipeline.extract(
                paths, models=_models(model), language=language, actors=own, progress=progress
            )
        print_problems(extraction, notes, quiet=quiet, verbose=verbose)
        if file.suffix == ".csv":
            write_csv(extraction.statements, file)
        else:
            write_jsonl(extraction.statements, file)
            write_articles(extraction.articles, file.with_name(pipeline.ARTICLES))
    if not quiet:
        found, read = len(extraction.statements), len(extraction.articles)
        output.print(f"{found} statements of {read} articles in {escape(str(file))}", highlight=False)
    raise typer.Exit(SOME_FAILED if extraction.skipped else 0)


@app.command(epilog="Example: communique graph output/statements.jsonl -o output")
def graph(
    statements: Annotated[Path, typer.Argument(metavar="STATEMENTS", help="A .jsonl file of statements.")],
    folder: Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go.")] = Path(
        "output"
    ),
    title: Annotated[str | None, typer.Option(help="The page's title.")] = None,
    base_iri: Annotated[str | None, typer.Option(help="What the IRIs of the Turtle begin with.")] = None,
    actors: ActorFiles = None,
    max_actors: MaxActors = 300,
    quiet: Quiet = False,
) -> None:
    """Statements in; page, Turtle, GraphML and CSV out."""
    from . import pipeline

    if not statements.is_file():
        raise CommuniqueError(
            f"{statements} does not exist. Make it with: communique extract PATH -o {statements}"
        )
    found, articles = pipeline.read_statements(statements)
    with pipeline.writable_folder(folder, pipeline.GRAPH_FILES):
        own = _user_actors(actors, quiet)
        files = pipeline.write_graph(
            found,
            articles,
            folder,
            title=title,
            base_iri=base_iri,
            actors=own,
            max_actors=max_actors,
            beside=pipeline.files_beside(statements, folder),
        )
    if not quiet:
        for path in files:
            output.print(f"wrote {escape(str(path))}", highlight=False)


@app.command(
    epilog="Example: communique query output/graph.ttl what-did-say-about --actor france --target russia",
    context_settings={"ignore_unknown_options": True},
)
def query(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="FILE.ttl NAME|FILE.rq|SPARQL [--PARAMETER VALUE]...",
            help="The Turtle file, a ready-made question, a file or SPARQL, and what it shall be about.",
        ),
    ] = None,
    parameter: Annotated[
        list[str] | None,
        typer.Option("--parameter", "-p", metavar="NAME=VALUE", help="The same as --NAME VALUE."),
    ] = None,
    list_questions: Annotated[bool, typer.Option("--list", help="Show the ready-made questions.")] = False,
    format_: Annotated[Format, typer.Option("--format", help="How rows are printed.")] = Format.TABLE,
    engine: Annotated[
        Engine, typer.Option("--engine", help="Who answers; both give the same rows.")
    ] = Engine.OXIGRAPH,
) -> None:
    """Ask the graph, with a ready-made question or your own SPARQL."""
    from .graph import sparql
    from .summary import print_questions, print_rows

    if list_questions:
        print_questions(sparql.list_questions(), output)
        return
    given, pairs = split_parameters(words or [])
    pairs |= dict(read_pair(item, "--parameter") for item in parameter or [])
    if len(given) != 2:
        raise typer.BadParameter(
            "give a Turtle file and one question (SPARQL in quotation marks); "
            "`communique query --list` shows the ready-made ones"
        )
    file = Path(given[0])
    if not file.is_file():
        raise CommuniqueError(f"{file} does not exist. Make it with: communique build PATH -o {file.parent}")
    print_rows(
        sparql.run_query(file, read_question(given[1]), pairs, engine=engine.value), format_.value, output
    )


@app.command(epilog="Example: communique serve output")
def serve(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `communique build` wrote.")],
    host: Annotated[str, typer.Option(help="127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 chooses a free one.")] = 8765,
    timeout: Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds that a query may take.")] = 30,
) -> None:
    """Show the page in a browser and answer SPARQL about the graph, on this machine."""
    from .serving.server import serve as serve_folder

    serve_folder(folder, host, port, timeout=timeout, output=output, notes=notes)


@app.command(epilog="Example: communique check output")
def check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="What `communique build` wrote.")],
    actors: ActorFiles = None,
) -> None:
    """Prove that evidence equals article text, RDF keeps its shapes, and all files tell the same."""
    from . import pipeline
    from .summary import print_checked

    checked = pipeline.check(folder, actors=_user_actors(actors, quiet=False))
    print_checked(checked, output, notes)
    raise typer.Exit(0 if checked.is_sound else SOME_FAILED)


@app.command(epilog="Example: communique show seeds/002_c02233071185b9fd.txt --html marked.html")
def show(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="One article.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page instead.")] = None,
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
) -> None:
    """The article with its statements marked, and the rule that found each."""
    from . import pipeline
    from .summary import print_marked, print_problems

    if html is not None and html.resolve() == article.resolve():
        raise typer.BadParameter(f"{html} is the article itself; choose another name for the page")
    own = _user_actors(actors, quiet=False)
    extraction = pipeline.extract([article], models=_models(model), language=language, actors=own)
    if html is not None and len(extraction.articles) > 1:
        raise CommuniqueError(
            f"{article} holds {len(extraction.articles)} articles; a page shows one. Give one article."
        )
    print_problems(extraction, notes, quiet=False, verbose=True)
    for each in extraction.articles:
        found = [statement for statement in extraction.statements if statement.article == each.id]
        if html is not None:
            from .export.files import write_atomically
            from .export.marked_page import mark_html

            write_atomically(html, mark_html(each, found))
            output.print(f"wrote {escape(str(html))}", highlight=False)
        else:
            print_marked(each, found, output)
    raise typer.Exit(SOME_FAILED if extraction.skipped else 0)


@app.command(epilog="Example: communique score tests/gold/seeds.jsonl output/statements.jsonl seeds --errors")
def score(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Gold statements, .jsonl.")],
    predicted: Annotated[Path, typer.Argument(metavar="PREDICTED", help="Extracted statements, .jsonl.")],
    articles: Annotated[Path, typer.Argument(metavar="ARTICLES", help="The folder of the articles.")],
    errors: Annotated[bool, typer.Option("--errors", help="List every disagreement, worst first.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="All of it as JSON.")] = False,
) -> None:
    """Accuracy against gold statements, stances and targets confused, the worst errors."""
    from .score_report import print_score, report_as_dict
    from .scoring import GOLD_FIELDS, read_records, read_texts, score_statements

    wanted, found = read_records(gold, GOLD_FIELDS), read_records(predicted)
    covered = {record["article"] for record in wanted}
    found = [record for record in found if record["article"] in covered]
    result = score_statements(wanted, found, read_texts(articles))
    if as_json:
        typer.echo(json.dumps(report_as_dict(result, wanted, found), ensure_ascii=False))
    else:
        print_score(result, wanted, found, output, errors=errors)


def _models(options: list[str] | None) -> dict[str, str]:
    from .extract.metadata import SUPPORTED_LANGUAGES

    models = dict(read_pair(option, "--model") for option in options or [])
    for code in models:
        if code not in SUPPORTED_LANGUAGES:
            known = ", ".join(SUPPORTED_LANGUAGES)
            raise typer.BadParameter(f"language {code!r} is not supported ({known})", param_hint="--model")
    return models


def _user_actors(files: list[Path] | None, quiet: bool) -> UserActors | None:
    """Return the actors of users' files, after a warning that names the first unusable lines."""
    if not files:
        return None
    from .knowledge.user_actors import read_user_actors, tell_problems

    own = read_user_actors(files)
    if own.problems and not quiet:
        told = escape(tell_problems(own.problems))
        notes.print(f"[yellow]warning[/] {told}", highlight=False, soft_wrap=True)
    return own


@contextmanager
def _progress(quiet: bool) -> Iterator[Progress | None]:
    """Give a callback that moves a progress line, on terminals only."""
    if quiet or not notes.is_terminal:
        yield None
        return
    with notes.status("Loading the language models ...") as status:
        yield lambda article: status.update(f"Read {escape(article.id)}")


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"communique {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Reads news about diplomacy and draws who said what about whom, where and when."""


def main() -> None:
    """Run the command line; known errors end with their message alone, without a traceback."""
    try:
        app()
    except CommuniqueError as error:
        notes.print(f"[red]Error:[/] {escape(str(error))}", highlight=False, soft_wrap=True)
        sys.exit(USAGE)
    except KeyboardInterrupt:
        notes.print("stopped")
        sys.exit(130)
