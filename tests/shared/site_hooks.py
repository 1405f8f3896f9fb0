"""What makes the pages of the documentation from the code, as MkDocs loads it."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path
from typing import Any

HOOKS = Path(__file__).parents[2] / "docs" / "hooks"


def load_hooks() -> dict[str, Any]:
    """Return the names of the module that fills in what is made from the code."""
    sys.path.insert(0, str(HOOKS))
    try:
        return runpy.run_path(str(HOOKS / "pages.py"))
    finally:
        sys.path.remove(str(HOOKS))
