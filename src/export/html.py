"""One self-contained HTML page of a set of statements, made through pyvis.

pyvis builds nodes, links and options; our own Jinja2 template shows them (its stock template asks the network
for files and runs scripts that stand in a title). vis-network, our script and our style stand in the page
itself, and its content security policy names their hashes: nothing else runs, and nothing is fetched.
The same statements give the same bytes.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyvis.network
from jinja2 import Environment, FunctionLoader
from markupsafe import Markup
from pyvis.network import Network

from ..errors import OutputError
from ..knowledge.stances import load_stances
from .files import policy_hash, read_template, write_atomically
from .layout import node_radius, place_actors, wrap_label
from .page_data import PageData, collect, link_id
from .tidying import tidy
from .world import load_outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..graph.merging import MergedStatements
    from ..model import ArticleMetadata, Statement

MAX_ACTORS = 300  # in the graph; vis-network draws on a canvas and stays quick up to about 1,000
MAX_ROWS = 2000  # of the table that readers without JavaScript see
LANGUAGES = ("en", "fr")
FILE_WORDS = {".ttl": "file_turtle", ".jsonl": "file_jsonl"}
"""Files beside the page that it can lead to, and the words for them."""

SCRIPTS = (
    *("view", "words", "statements", "filters", "address", "graph", "brush", "cards", "panel"),
    *("matrix", "timeline", "map", "table", "picture", "saving", "main"),
)
"""The parts of the page's script in `templates/page/`, in the order in which they run as one function."""

FIRST_SCRIPT = (
    'document.documentElement.classList.add("scripted");'
    'addEventListener("error", () => document.documentElement.classList.remove("scripted"));'
)
"""Hides the table for readers without JavaScript, which takes long to lay out; it stays if scripts fail."""

Looks = dict[str, Any]
Words = dict[str, dict[str, str]]
VIS_SCRIPT = Path(pyvis.network.__file__).parent / "templates/lib/vis-9.1.2/vis-network.min.js"


def write_html(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
    path: Path | str,
    *,
    title: str | None = None,
    language: str = "en",
    max_actors: int = MAX_ACTORS,
    files: Sequence[str] = (),
) -> None:
    """Write the page of these statements to `path`; see `render_page`.

    >>> import communique as cq
    >>> g = cq.load("output")
    >>> cq.write_html(g.merged, {}, "page.html", title="France and Russia on Syria", language="fr")
    """
    page = render_page(
        statements, articles, title=title, language=language, max_actors=max_actors, files=files
    )
    write_atomically(Path(path), page)


def render_page(
    statements: Iterable[Statement] | MergedStatements,
    articles: Mapping[str, ArticleMetadata],
    *,
    title: str | None = None,
    language: str = "en",
    max_actors: int = MAX_ACTORS,
    files: Sequence[str] = (),
) -> str:
    """Return the page of these statements. An `Article` with its text lets the page show whole sentences.

    `language` is the one that the page opens in ("en" or "fr"; the reader can switch). The graph shows the
    `max_actors` actors that the most statements name (0: all); the data in the page is always whole. `files`
    are names of files beside the page (`graph.ttl`, `statements.jsonl`) that it leads to.
    """
    if language not in LANGUAGES:
        raise OutputError(f"the page speaks {' and '.join(LANGUAGES)}, not {language!r}")
    words, looks = _read_toml("interface.toml"), _read_toml("appearance.toml")
    page = collect(statements, articles, max_actors)
    heading = tidy(title) if title else words["title"][language]
    network = _build_network(page, looks, heading, language)
    environment = _environment(words, language)
    environment.globals["ui"] = {
        **_shown_values(page, words, looks, language),
        "has_title": bool(title),
        "files": [{"href": name, "word": FILE_WORDS[Path(name).suffix]} for name in files],
    }
    network.templateEnv, network.path = environment, "page.html.j2"
    return str(network.generate_html(notebook=False))


def _build_network(page: PageData, looks: Looks, heading: str, language: str) -> Network:
    """Return the pyvis network: actors, a link for each (actor, stance, target), ties of belonging.

    The page's script gives links their look and bend: both change with filters, ground and folding.
    """
    network = Network(directed=True, cdn_resources="in_line", height="100%", width="100%", heading=heading)
    positions = place_actors(page)
    for id_ in page.shown:
        actor = page.actors[id_]
        x, y = positions[id_]
        labels = {"en": wrap_label(actor.name), "fr": wrap_label(actor.name_fr)}
        network.add_node(
            id_,
            label=labels[language],
            labels=labels,
            shape=looks["kinds"][actor.kind]["shape"],
            size=node_radius(actor),
            x=x,
            y=y,
        )
    for a, b in page.ties:
        network.add_edge(a, b, id=link_id(a, ">", b), tie=True, width=1.2, dashes=[1, 4], arrows="")
    for link in page.links:
        network.add_edge(link.speaker, link.target, id=link.id, stance=link.stance.value)
    network.options = {
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "nodes": {"borderWidth": 2, "font": {"face": "system-ui, 'DejaVu Sans', sans-serif", "size": 14}},
        "edges": {
            "arrows": {"to": {"enabled": True, "scaleFactor": 0.55}},
            "arrowStrikethrough": False,
            "hoverWidth": 1,
            "selectionWidth": 1.5,
            "smooth": False,
        },
        "interaction": {
            "hover": True,
            "tooltipDelay": 150,
            "keyboard": {"enabled": True, "bindToWindow": False},
            "hideEdgesOnDrag": len(page.links) > 800,
        },
    }
    return network


def _environment(words: Words, language: str) -> Environment:
    """Return the Jinja2 environment: everything is escaped, JSON is sorted."""
    environment = Environment(
        loader=FunctionLoader(read_template), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.policies["json.dumps_kwargs"] = {
        "sort_keys": True,
        "ensure_ascii": False,
        "allow_nan": False,
        "separators": (",", ":"),
    }
    environment.filters["script_json"] = _script_json
    environment.globals["word"] = lambda key, **values: words[key][language].format(**values)
    return environment


def _shown_values(page: PageData, words: Words, looks: Looks, language: str) -> dict[str, Any]:
    """Return all that the template shows beside what pyvis hands it; `data` is what the script reads."""
    stances = {
        stance.value: definition for stance, definition in load_stances().items() if stance in page.stances
    }
    labels = {name: {"en": entry.label_en, "fr": entry.label_fr} for name, entry in stances.items()}
    world = load_outline()
    colours = _colours(looks)
    facets = [
        (name, sorted({value(statement) for statement in page.statements}))
        for name, value in (
            ("mode", lambda s: s["mode"]),
            ("language", lambda s: s["language"]),
            ("source", lambda s: page.articles[s["article"]].get("publisher", "")),
        )
    ]
    return {
        "language": language,
        "style": _inline(read_template("page.css") + _colour_rules(looks, colours), "style"),
        "first_script": _inline(FIRST_SCRIPT, "script"),
        "scripts": [_inline(_vis_script(), "script"), _inline(_page_script(), "script")],
        "page": page,
        "rows": page.statements[:MAX_ROWS],
        "labels": labels,
        "polarities": [
            (key, [name for name, entry in stances.items() if entry.polarity == polarity])
            for key, polarity in (("friendly", 1), ("neutral", 0), ("hostile", -1))
        ],
        "looks": looks,
        "kinds": [kind for kind in looks["kinds"] if kind in {actor.kind for actor in page.actors.values()}],
        "facets": facets,
        "undated": sum("first" not in statement for statement in page.statements),
        "world": world,
        "data": {
            "language": language,
            "words": words,
            "stances": labels,
            "dashes": {name: looks["stances"][name]["dashes"] for name in stances},
            "colours": sorted(colours),
            "actors": {
                actor.id: {
                    "en": actor.name,
                    "fr": actor.name_fr,
                    "kind": actor.kind.value,
                    "home": actor.home,
                    "count": actor.count,
                    **actor.record,
                }
                for actor in page.actors.values()
            },
            "articles": page.articles,
            "places": page.places,
            "world": {"width": world.width, "height": world.height},
            "statements": page.statements,
        },
    }


@cache
def _vis_script() -> str:
    return VIS_SCRIPT.read_text("utf-8").split("//# sourceMappingURL")[0]


@cache
def _page_script() -> str:
    """Return our own script: its parts as one function, so that nothing of them is seen from outside."""
    parts = "\n".join(read_template(f"page/{name}.js") for name in SCRIPTS)
    return f'(function () {{\n"use strict";\n{parts}}})();\n'


def _inline(text: str, element: str) -> dict[str, Markup]:
    """Return text that stands in a script or style element as it is, with the hash that lets it run there."""
    if f"</{element}" in text.lower() or "<!--" in text:
        raise OutputError(f"a {element} of the page would end too early; this is a fault of the package")
    return {"text": Markup(text), "hash": Markup(f"'{policy_hash(text)}'")}  # our own files only


def _script_json(text: str) -> Markup:
    """Return JSON that no `</script>` can end."""
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))


def _colours(looks: Looks) -> dict[str, dict[str, str]]:
    """Return the colours of page, stances, kinds and tones by the name of their style variable."""
    kinds = {f"kind-{kind}": look for kind, look in looks["kinds"].items()}
    return {**looks["page"], **looks["stances"], **kinds, **looks["tones"]}


def _colour_rules(looks: Looks, colours: dict[str, dict[str, str]]) -> str:
    """Return the style rules that give every stance and kind its colour, on light and on dark ground."""
    light = "".join(f"--{name}:{look['light']};" for name, look in colours.items())
    dark = "".join(f"--{name}:{look['dark']};" for name, look in colours.items())
    uses = "".join(f'[data-stance="{name}"]{{--stance:var(--{name})}}\n' for name in looks["stances"])
    uses += "".join(f'[data-kind="{kind}"]{{--kind:var(--kind-{kind})}}\n' for kind in looks["kinds"])
    return (
        f":root{{{light}}}\n:root[data-theme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f":root:root[data-printing]{{{light}}}\n@media print{{:root:root:root{{{light}}}}}\n{uses}"
    )


@cache
def _read_toml(name: str) -> dict[str, Any]:
    return tomllib.loads(read_template(name))
