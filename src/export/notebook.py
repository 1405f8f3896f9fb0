"""NETWORK -> NOTEBOOK: the interactive page of a network in a frame, as Jupyter shows it, and as a file.

The frame is sandboxed without `allow-same-origin`: what an article brought along can reach neither the
notebook nor its kernel. The page stands in the frame itself (`srcdoc`), so nothing is fetched.
"""

from __future__ import annotations

from dataclasses import MISSING, dataclass, fields
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StatementError
from ..graph.network import StatementNetwork, statements_of
from ..model import Statement
from .html import MAX_ACTORS, render_page, write_html
from .tables import statement_from_dict

if TYPE_CHECKING:
    from collections.abc import Mapping


MAX_STATEMENTS = 2000  # about 4 MB, which the notebook keeps when it is saved
HEIGHT = 640  # pixels: graph and panel stand side by side in it
SANDBOX = "allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox"
TITLE = "Who said what about whom: an interactive network of statements"

_REQUIRED = [field.name for field in fields(Statement) if field.default is field.default_factory is MISSING]


@dataclass(frozen=True)
class Frame:
    """What a notebook displays: HTML that is no text to be escaped."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def frame_network(network: StatementNetwork, *, title: str | None = None, language: str = "en") -> str:
    """Return the HTML that shows a network in a notebook: its page in a frame that can reach nothing else.

    `title` and `language` are those of `render_page`. A network of more than `MAX_STATEMENTS` statements gets
    its text and advice instead.
    """
    statements = network_statements(network)
    if len(statements) > MAX_STATEMENTS:
        advice = f"A notebook shows up to {MAX_STATEMENTS:,} statements: write the page, or show a subgraph."
        return f"<pre>{escape(repr(network))}\n{advice}</pre>"
    page = render_page(statements, network.articles, title=title, language=language)
    # in single quotes the many double quotes of the page's data can stay: two thirds of the size
    page = page.replace("&", "&amp;").replace("'", "&#39;").replace("<", "&lt;")
    look = f"width:100%;height:{HEIGHT}px;border:0"
    text = escape(repr(network), quote=False)  # shown where the frame is taken away: in an untrusted notebook
    frame = f'<iframe title="{TITLE}" sandbox="{SANDBOX}" style="{look}"'
    return f"{frame} srcdoc='{page}'>{text}</iframe>"


def write_network(
    network: StatementNetwork,
    path: Path | str,
    *,
    title: str | None = None,
    language: str = "en",
    max_actors: int = MAX_ACTORS,
) -> None:
    """Write the page of a network to `path`; the options are those of `render_page`."""
    statements = network_statements(network)
    write_html(
        statements, network.articles, Path(path), title=title, language=language, max_actors=max_actors
    )


def network_statements(network: StatementNetwork) -> list[Statement]:
    """Return the statements of a network, or of a subgraph, as the records it was built from (merged).

    Raises StatementError that names the statement whose attributes were changed so that it is none any more.
    """
    return [_statement(id_, attributes) for id_, attributes in statements_of(network)]


def _statement(id_: str, attributes: Mapping[str, object]) -> Statement:
    """Return the record of which an edge holds the known fields, enumerations as text."""
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in attributes.items()}
    try:
        return statement_from_dict(dict.fromkeys(_REQUIRED) | values)
    except StatementError as error:
        raise StatementError(f"statement {id_}: {error}") from error
