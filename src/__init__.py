"""Communiqué reads news about diplomacy and draws who said what about whom, where and when."""

from typing import TYPE_CHECKING, Any

if __name__ == "src":
    raise ImportError("install the project (pip install -e .) and `import communique`, not `src`")

if TYPE_CHECKING:
    from .extract.relations import AttributionRelation, find_attributions

__all__ = ["AttributionRelation", "find_attributions"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Load a public name when it is asked for: the parser behind it takes a second to import."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from .extract import relations

    return getattr(relations, name)
