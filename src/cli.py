"""The command line: thin commands over `pipeline`. Heavy imports wait inside them, so that help is quick."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.markup import escape

from . import __version__
from .cli_inputs import (
    STOPPED,
    extract_with_dask,
    goes_on,
    read_actors,
    read_corrections,
    read_models,
    show_progress,
)
from .cli_options import (
    ActorFiles,
    BaseIri,
    BuiltFolder,
    Correct,
    CorrectionsBefore,
    CorrectionsFile,
    Engine,
    ExtractEngine,
    Format,
    Fresh,
    LanguageOption,
    MaxActors,
    Models,
    OutputFolder,
    Paths,
    Quiet,
    ReadBy,
    Scheduler,
    TimeLimit,
    Title,
    Verbose,
    Workers,
)
from .errors import CommuniqueError
from .plurals import counted
from .query_arguments import read_pair, read_question, split_parameters

if TYPE_CHECKING:
    from .model import Article

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


@app.command(epilog="Example: communique build seeds -o output")
def build(
    paths: Paths,
    folder: OutputFolder = Path("output"),
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
    corrections: CorrectionsFile = None,
    title: Title = None,
    base_iri: BaseIri = None,
    max_actors: MaxActors = 300,
    workers: Workers = 1,
    time_limit: TimeLimit = 120,
    fresh: Fresh = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Articles in; page, Turtle, GraphML, tables and a report out."""
    from . import pipeline
    from .summary import print_counts, print_known, print_problems, print_summary

    own, mended = read_actors(actors, notes, quiet=quiet), read_corrections(corrections)
    with goes_on(notes), show_progress(notes, quiet=quiet) as progress:
        result = pipeline.build(
            paths,
            folder,
            models=read_models(model),
            language=language,
            title=title,
            base_iri=base_iri,
            actors=own,
            corrections=mended,
            max_actors=max_actors,
            progress=progress,
            running=pipeline.Running(workers, time_limit, is_fresh=fresh),
        )
    print_problems(result.extraction, notes, quiet=quiet)
    if verbose:
        print_counts(result.extraction, notes)
    if result.removed is not None and not quiet:
        told = f"[yellow]removed[/] {escape(str(result.removed))}: this build was without --corrections"
        notes.print(told, highlight=False, soft_wrap=True)
    if not quiet:
        print_summary(result, output)
        print_known(result.extraction.known, notes)
    raise typer.Exit(SOME_FAILED if result.extraction.has_failures else 0)


@app.command(epilog="Example: communique extract seeds -o statements.jsonl")
def extract(
    paths: Paths,
    file: Annotated[
        Path,
        typer.Option(
            "-o", "--output", metavar="FILE", help="A .jsonl or .csv file; with --engine dask a folder."
        ),
    ] = Path("statements.jsonl"),
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
    corrections: CorrectionsFile = None,
    workers: Workers = 1,
    engine: ReadBy = ExtractEngine.LOCAL,
    scheduler: Scheduler = None,
    time_limit: TimeLimit = 120,
    fresh: Fresh = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Articles in, statements out: one JSON object a line."""
    if engine is ExtractEngine.DASK:
        asked: dict[str, object] = {"scheduler": scheduler, "workers": workers, "time_limit": time_limit}
        asked |= {"language": language, "is_fresh": fresh, "is_quiet": quiet, "models": read_models(model)}
        asked["actors"] = read_actors(actors, notes, quiet=quiet)
        failed = extract_with_dask(paths, file, notes, output, corrections=corrections, **asked)
        raise typer.Exit(SOME_FAILED if failed else 0)
    if scheduler is not None:
        raise typer.BadParameter("--scheduler is for --engine dask")
    from . import pipeline
    from .export.files import writable_folder
    from .extract.ledger import ledger_beside
    from .summary import print_known, print_problems, tell_count

    if file.suffix not in {".jsonl", ".csv"}:
        raise typer.BadParameter(f"{file}: statements are written as .jsonl or .csv")
    if file.name == pipeline.ARTICLES:
        raise typer.BadParameter(
            f"{file}: this name is kept for what is known of the articles; choose another"
        )
    names = [file.name] if file.suffix == ".csv" else [file.name, pipeline.ARTICLES]
    with writable_folder(file.parent, names, paths):
        own, mended = read_actors(actors, notes, quiet=quiet), read_corrections(corrections)
        with goes_on(notes), show_progress(notes, quiet=quiet) as progress:

            def tell(article: Article, statements: int) -> None:
                if verbose:
                    tell_count(article, statements, notes)
                if progress is not None:
                    progress(article)

            written = pipeline.write_extraction(
                paths,
                file,
                models=read_models(model),
                language=language,
                actors=own,
                corrections=mended,
                progress=tell,
                running=pipeline.Running(workers, time_limit, ledger_beside(file), fresh),
            )
    print_problems(written, notes, quiet=quiet)
    if not quiet:
        found, read = counted(written.statements, "statement"), counted(written.articles, "article")
        output.print(f"{found} of {read} in {escape(str(file))}", highlight=False)
        print_known(written.known, notes)
    raise typer.Exit(SOME_FAILED if written.has_failures else 0)


@app.command(epilog="Example: communique graph output/statements.jsonl -o output")
def graph(
    statements: Annotated[Path, typer.Argument(metavar="STATEMENTS", help="A .jsonl file of statements.")],
    folder: OutputFolder = Path("output"),
    title: Title = None,
    base_iri: BaseIri = None,
    actors: ActorFiles = None,
    corrections: CorrectionsBefore = None,
    max_actors: MaxActors = 300,
    quiet: Quiet = False,
) -> None:
    """Statements in; page, Turtle, GraphML and CSV out."""
    from . import pipeline
    from .corrections.keeping import corrections_beside
    from .export.files import writable_folder

    if not statements.is_file():
        raise CommuniqueError(
            f"{statements} does not exist. Make it with: communique extract PATH -o {statements}"
        )
    found, articles = pipeline.read_statements(statements)
    with writable_folder(folder, pipeline.GRAPH_FILES):
        own, mended = read_actors(actors, notes, quiet=quiet), read_corrections(corrections)
        files = pipeline.write_graph(
            found,
            articles,
            folder,
            title=title,
            base_iri=base_iri,
            actors=own,
            corrections=mended or corrections_beside(statements),
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
    folder: BuiltFolder,
    host: Annotated[str, typer.Option(help="127.0.0.1 is this machine only.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 chooses a free one.")] = 8765,
    timeout: Annotated[float, typer.Option(min=0.1, max=86_400, help="Seconds that a query may take.")] = 30,
) -> None:
    """Show the page in a browser and answer SPARQL about the graph, on this machine."""
    from .serving.server import serve as serve_folder

    serve_folder(folder, host, port, timeout=timeout, output=output, notes=notes)


@app.command(epilog="Example: communique check output")
def check(
    folder: BuiltFolder,
    actors: ActorFiles = None,
) -> None:
    """Prove that evidence equals article text, RDF keeps its shapes, and all files tell the same."""
    from . import pipeline
    from .summary import print_checked

    checked = pipeline.check(folder, actors=read_actors(actors, notes))
    print_checked(checked, output, notes)
    raise typer.Exit(0 if checked.is_sound else SOME_FAILED)


@app.command(epilog="Example: communique show seeds/002_c02233071185b9fd.txt --correct 1")
def show(
    article: Annotated[Path, typer.Argument(metavar="ARTICLE", help="One article.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", help="Write a page instead.")] = None,
    model: Models = None,
    language: LanguageOption = None,
    actors: ActorFiles = None,
    corrections: CorrectionsFile = None,
    correct: Correct = None,
) -> None:
    """The article with its statements marked, and the rule that found each."""
    from . import pipeline
    from .summary import print_counts, print_marked, print_problems, print_stubs

    if html is not None and html.resolve() == article.resolve():
        raise typer.BadParameter(f"{html} is the article itself; choose another name for the page")
    if html is not None and correct:
        raise typer.BadParameter("--correct prints entries, --html writes a page; ask for one of them")
    own, mended = read_actors(actors, notes), read_corrections(corrections)
    extraction = pipeline.extract(
        [article], models=read_models(model), language=language, actors=own, corrections=mended
    )
    if (html is not None or correct) and len(extraction.articles) > 1:
        what = "a page shows one" if html else "--correct counts the passages of one"
        raise CommuniqueError(
            f"{article} holds {len(extraction.articles)} articles; {what}. Give one article."
        )
    print_problems(extraction, notes, quiet=False)
    if not correct:
        print_counts(extraction, notes)
    for each in extraction.articles:
        found = [statement for statement in extraction.statements if statement.article == each.id]
        if html is not None:
            from .export.files import write_atomically
            from .export.marked_page import mark_html

            write_atomically(html, mark_html(each, found))
            output.print(f"wrote {escape(str(html))}", highlight=False)
        elif correct:
            print_stubs(found, correct)
        else:
            print_marked(each, found, output)
    raise typer.Exit(SOME_FAILED if extraction.has_failures else 0)


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
        sys.exit(STOPPED)
