"""What several commands ask for, declared once: their arguments and options."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

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
CorrectionsFile = Annotated[
    list[Path] | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="Your corrections of what is read, a TOML file; `communique show` prints entries for it.",
    ),
]
CorrectionsBefore = Annotated[
    list[Path] | None,
    typer.Option(
        "--corrections",
        metavar="FILE",
        help="The corrections that these statements went through already: who is kept apart, further names.",
    ),
]
Correct = Annotated[
    list[int] | None,
    typer.Option(
        "--correct",
        metavar="NUMBER",
        help="Print entries for --corrections instead: those of the passage shown with this number.",
    ),
]
MaxActors = Annotated[
    int,
    typer.Option(min=0, help="How many actors the graph on the page shows, those named most; 0: all."),
]
Workers = Annotated[
    int,
    typer.Option(
        min=1,
        max=512,
        metavar="N",
        help="Processes that read at once; the result is always the same.",
    ),
]
TimeLimit = Annotated[
    float, typer.Option(min=0.1, metavar="SECONDS", help="What takes longer is given up: one article's time.")
]
Fresh = Annotated[
    bool, typer.Option("--fresh", help="Read every article anew, also those that an earlier run has read.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Name each article and count its statements.")]
OutputFolder = Annotated[Path, typer.Option("-o", "--output", metavar="DIR", help="Where the files go.")]
BuiltFolder = Annotated[Path, typer.Argument(metavar="DIR", help="What `communique build` wrote.")]
Title = Annotated[str | None, typer.Option(help="The page's title.")]
BaseIri = Annotated[str | None, typer.Option(help="What the IRIs of the Turtle begin with.")]


class ExtractEngine(StrEnum):
    """Who reads articles."""

    LOCAL = "local"
    DASK = "dask"


ReadBy = Annotated[
    ExtractEngine,
    typer.Option(
        "--engine", help="Who reads: this command, or a Dask cluster, which writes a folder of Parquet files."
    ),
]
Scheduler = Annotated[
    str | None,
    typer.Option(
        "--scheduler",
        metavar="ADDRESS",
        help="With --engine dask: a scheduler that runs already; without it --workers N processes here.",
    ),
]


class Format(StrEnum):
    """How the rows of a query are printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class Engine(StrEnum):
    """Who answers a query."""

    OXIGRAPH = "oxigraph"
    RDFLIB = "rdflib"
