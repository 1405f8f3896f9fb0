"""Takes the pictures of the page that the README shows: `python docs/make_screenshots.py PAGE.html OUT_DIR`.

Writes page.png (desktop), page-dark.png and page-phone.png, with a link chosen so that the panel shows its
words: France -> Russia where there is one, else what is said most often. Needs Playwright and a Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-lcd-text",
)
LIMIT = 300_000  # bytes that a picture of the README may have
VIEWS = {
    "page.png": {"width": 1400, "height": 900, "scheme": "light"},
    "page-dark.png": {"width": 1400, "height": 900, "scheme": "dark"},
    "page-phone.png": {"width": 390, "height": 844, "scheme": "light"},
}
CHOOSE = """() => {
  const links = [...document.querySelectorAll("#panel .list button")];
  communique.select("france|accuse|russia");
  if (!document.querySelector("#panel article") && links.length) links[0].click();
}"""


def main(page: Path, folder: Path) -> None:
    """Take every picture of `page` into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for name in VIEWS:
            take_picture(browser, page, folder / name)
        browser.close()


def take_picture(browser: Browser, page: Path, picture: Path) -> None:
    """Open the page as `VIEWS` says, choose a link, write the picture."""
    view = VIEWS[picture.name]
    context = browser.new_context(
        viewport={"width": view["width"], "height": view["height"]}, color_scheme=view["scheme"]
    )
    tab = context.new_page()
    tab.goto(page.resolve().as_uri())
    tab.wait_for_function("window.communique && communique.ready")
    tab.evaluate(CHOOSE)
    tab.evaluate("communique.network.fit({ maxZoomLevel: 1.25 })")
    tab.wait_for_timeout(800)
    tab.screenshot(path=picture)
    context.close()
    if picture.stat().st_size > LIMIT:
        print(f"{picture} has {picture.stat().st_size:,} bytes, more than {LIMIT:,}", file=sys.stderr)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
