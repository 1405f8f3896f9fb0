"""What MkDocs calls while it builds the site."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

from mkdocs.plugins import event_priority
from pages import ROOT, expand

BARE_COMMANDS = re.compile(r"^( *```)console\n(?! *\$ )", re.MULTILINE)
FURTHER_WORDS = re.compile(r"^( *```\w+) [^\n{]+$", re.MULTILINE)
EMPTY_HEADING = re.compile(r"<th([^>]*)></th>")
SOURCES = tempfile.TemporaryDirectory(prefix="communique-docs-")
"""Where the folder `src` has the package's name: docstrings are read from files, not by importing."""


@event_priority(100)  # before mkdocstrings asks for its settings
def on_config(config: Any) -> None:
    """Tell mkdocstrings where the package is."""
    link = Path(SOURCES.name) / "communique"
    if not link.exists():
        link.symlink_to(ROOT / "src", target_is_directory=True)
    handlers = config.plugins["mkdocstrings"].config.handlers
    handlers.setdefault("python", {})["paths"] = [SOURCES.name]


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Return the page as the site shows it; commands without a prompt are coloured as such, not as output.

    What stands behind the language of a block is for the tests.
    """
    text = FURTHER_WORDS.sub(r"\1", expand(markdown, page.file.src_uri))
    return BARE_COMMANDS.sub(r"\g<1>sh\n", text)


def on_page_content(html: str, **_: Any) -> str:
    """Return the page with the empty corners of tables as plain cells: a heading without words is none."""
    return EMPTY_HEADING.sub(r"<td\g<1>></td>", html)
