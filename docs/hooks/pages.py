"""The pages as the site shows them: what is made from the code is filled in, and links stay inside.

Every page is a committed Markdown file that reads well on a code host. Where a page needs what the code or
its data already say (the options, the stances, the questions), it holds a comment `<!-- made: NAME -->`, and
the text is put there at build time; `<!-- same as: FILE -->` makes a page of a file of the project. Nothing
is kept twice, so nothing has to be kept equal.
"""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from reference import MAKERS

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
FENCED = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)[ \t]*$", re.DOTALL | re.MULTILINE)
MADE = re.compile(r"^<!-- made: (?P<name>\w+) -->$", re.MULTILINE)
SAME_AS = re.compile(r"^<!-- same as: (?P<file>\S+) -->$", re.MULTILINE)
LINK = re.compile(r"(?<!!)\[(?P<label>(?:[^\[\]]|\[[^\]]*\])+)\]\((?P<target>[^()\s]+)\)")
PICTURE = re.compile(r"^!\[(?P<alt>[^\]]*)\]\((?P<target>[^()\s]+\.svg)\)$", re.MULTILINE)


def expand(markdown: str, page: str) -> str:
    """Return the text of `page` (its path in docs/) with what is made put in, and no link out of docs/."""
    home = f"docs/{PurePosixPath(page).parent}"
    if same := SAME_AS.search(markdown):
        text = (ROOT / same["file"]).read_text("utf-8")
        folder = PurePosixPath(same["file"]).parent.as_posix()
        return outside_of_code(text, lambda part: keep_links(part, folder, home))
    markdown = MADE.sub(lambda match: MAKERS[match["name"]](), markdown)
    return outside_of_code(markdown, lambda part: inline_drawings(keep_links(part, home, home), home))


def outside_of_code(markdown: str, change: Callable[[str], str]) -> str:
    """Return the text with `change` made to everything but fenced blocks."""
    parts, position = [], 0
    for block in FENCED.finditer(markdown):
        parts += [change(markdown[position : block.start()]), block.group()]
        position = block.end()
    return "".join([*parts, change(markdown[position:])])


def keep_links(text: str, folder: str, home: str) -> str:
    """Return the text with links to pages of the site led there, and those to other files as plain code.

    The links count from `folder`, the page stands in `home`. The project has no public address to which a
    link to a source file could lead.
    """

    def replaced(match: re.Match[str]) -> str:
        label, target = match["label"], match["target"]
        path, hash_mark, anchor = target.partition("#")
        if not path or re.match(r"[a-z]+:", target):
            return match.group()
        file = os.path.normpath(os.path.join(folder, path)).replace(os.sep, "/")  # noqa: PTH118
        if file.startswith("docs/"):
            inside = os.path.relpath(file, home).replace(os.sep, "/")
            return f"[{label}]({inside}{hash_mark}{anchor})"
        plain = label.replace("`", "").rstrip("/")
        return f"`{file}`" if file.endswith(plain) else f"{label} (`{file}`)"

    return LINK.sub(replaced, text)


def inline_drawings(text: str, folder: str) -> str:
    """Return the text with SVG pictures put into the page, where they take its colours, light or dark."""

    def replaced(match: re.Match[str]) -> str:
        drawing = (ROOT / folder / match["target"]).read_text("utf-8")
        drawing = re.sub(r"<style>.*?</style>", "", drawing, flags=re.DOTALL)  # colours for a bare picture
        drawing = re.sub(r"\s*\n\s*", " ", drawing).strip()
        return f'<figure class="drawing">{drawing}</figure>'

    return PICTURE.sub(replaced, text)
