"""What a cluster needs beyond the rest: asked for only where somebody wants one."""

from __future__ import annotations

import importlib

from ..errors import CommuniqueError

LIBRARIES = ("distributed", "duckdb", "pyarrow.parquet")


def require_cluster() -> None:
    """Raise CommuniqueError, with the command that installs it, if a library of the extra is missing."""
    for name in LIBRARIES:
        try:
            importlib.import_module(name)
        except ImportError as error:
            library = name.partition(".")[0]
            raise CommuniqueError(
                f"--engine dask needs {library}, which is not installed. "
                'Run: pip install "communique[cluster]"'
            ) from error
