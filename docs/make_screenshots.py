"""Takes the pictures of the page for the README: `python docs/make_screenshots.py PAGE.html [FOLDER]`.

Writes page.webp into the folder (default: docs/) and the other pictures into its folder pictures/, each of
one view in a window of its own; with `--all`, each view in both sizes on both grounds.
Lossless WebP needs half of what PNG does. Needs Playwright, Pillow and a Chromium.
"""

from __future__ import annotations

import argparse
import os
import shutil
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-lcd-text",
)
LINK = "link=france%7Caccuse%7Crussia"
VIEWS = {
    "page": LINK,
    "graph": "",
    "matrix": "view=matrix",
    "timeline": "view=timeline",
    "map": "view=map",
    "table": "view=table",
}
"""What the address of the page says in each view."""

SIZES = {"": (1400, 900), "-phone": (390, 844)}
GROUNDS = {"": "light", "-dark": "dark"}
SETTLING = 600  # milliseconds until nothing moves any more
LIMIT, LIMIT_ALL = 200_000, 1_300_000  # bytes of a picture, and of all in the repository


class Picture(NamedTuple):
    """One picture: a view, in a size, on a ground; keys of `VIEWS`, `SIZES` and `GROUNDS`."""

    view: str
    size: str = ""
    ground: str = ""

    @property
    def path(self) -> str:
        """Where it stands in the folder; the README shows page.webp."""
        name = f"{self.view}{self.size}{self.ground}.webp"
        return name if name == "page.webp" else f"pictures/{name}"


KEPT = (
    *(Picture(view) for view in VIEWS),
    *(Picture(view, ground="-dark") for view in ("page", "matrix", "map")),
    *(Picture(view, "-phone") for view in ("page", "graph", "matrix", "timeline", "table")),
)
EVERY = tuple(Picture(view, size, ground) for view in VIEWS for size in SIZES for ground in GROUNDS)


def main() -> None:
    """Take the pictures; fail if one is too large for the repository."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("page", type=Path)
    parser.add_argument("folder", type=Path, nargs="?", default=Path(__file__).parent)
    parser.add_argument("--all", action="store_true", help="every view in both sizes on both grounds")
    given = parser.parse_args()
    sizes = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for picture in EVERY if given.all else KEPT:
            path = given.folder / picture.path
            path.parent.mkdir(parents=True, exist_ok=True)
            take(browser, given.page, picture, path)
            sizes[path] = path.stat().st_size
            print(f"{sizes[path]:9,} bytes  {path}")
        browser.close()
    large = [str(path) for path, size in sizes.items() if size > LIMIT]
    if large or (sum(sizes.values()) > LIMIT_ALL and not given.all):
        raise SystemExit(f"too large: {', '.join(large) or f'{sum(sizes.values()):,} bytes in all'}")


def take(browser: Browser, page: Path, picture: Picture, path: Path) -> None:
    """Open the page as the picture says, and write what is seen."""
    width, height = SIZES[picture.size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=GROUNDS[picture.ground],  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    tab = context.new_page()
    tab.goto(f"{page.resolve().as_uri()}#{VIEWS[picture.view]}")
    tab.wait_for_function("window.communique && communique.ready")
    if picture.size and picture.view == "page":  # there the panel stands below the graph
        tab.evaluate("document.getElementById('network').scrollIntoView()")
    tab.wait_for_timeout(SETTLING)
    with Image.open(BytesIO(tab.screenshot())) as seen:
        seen.convert("RGB").save(path, lossless=True, quality=100, method=6)
    context.close()


if __name__ == "__main__":
    main()
