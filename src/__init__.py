"""Communiqué reads news about diplomacy and draws who said what about whom, where and when."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if __name__ == "src":
    raise ImportError("install the project (pip install -e .) and `import communique`, not `src`")

if TYPE_CHECKING:
    from .export.html import write_html
    from .export.turtle import write_turtle
    from .extract.articles import read_articles
    from .extract.relations import find_attributions
    from .extract.runs import extract_statements
    from .graph.dataset import build_dataset
    from .graph.network import build_network
    from .model import Article, Statement
    from .opening import build, load
    from .statement_graph import StatementGraph

__all__ = [
    "Article",
    "Statement",
    "StatementGraph",
    "build",
    "build_dataset",
    "build_network",
    "extract_statements",
    "find_attributions",
    "load",
    "read_articles",
    "write_html",
    "write_turtle",
]
__version__ = "0.1.0"

_HOMES = {
    "Article": "model",
    "Statement": "model",
    "StatementGraph": "statement_graph",
    "build": "opening",
    "build_dataset": "graph.dataset",
    "build_network": "graph.network",
    "extract_statements": "extract.runs",
    "find_attributions": "extract.relations",
    "load": "opening",
    "read_articles": "extract.articles",
    "write_html": "export.html",
    "write_turtle": "export.turtle",
}
"""The module of each public name."""


def __getattr__(name: str) -> Any:
    """Load a public name when it is asked for: the parser behind it takes a second to import."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    """Return the public names too, so that they are offered for completion before they are loaded."""
    return sorted({*globals(), *__all__})
