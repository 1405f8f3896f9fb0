"""Shows the `>>>` examples of docstrings as code; Markdown would take them for quotations and links."""

from __future__ import annotations

import re
from typing import Any

import griffe

FLAGS = re.compile(r"  # doctest: .*$", re.MULTILINE)
EXAMPLE = re.compile(r"^>>> .*(?:\n(?!\s*$).*)*", re.MULTILINE)


class Doctests(griffe.Extension):
    """Fences every example, up to the next empty line."""

    def on_object(self, *, obj: griffe.Object, **_: Any) -> None:
        """Change the docstring of an object that was read."""
        if obj.docstring:
            text = FLAGS.sub("", obj.docstring.value)
            obj.docstring.value = EXAMPLE.sub(r"```pycon\n\g<0>\n```", text)
