"""The ready-made questions: SPARQL files in `queries/`, explained by the comments at their top.

    # title: What did one actor say about another, and when?
    # comment: Counts whoever speaks for the actor too.
    # param: actor france who speaks, or for whom is spoken

A parameter is a SPARQL variable; its default "-" leaves it free, so that it stands for anything.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..errors import QueryError

FREE = "-"


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a question lets its asker choose. `default` None: anything."""

    name: str
    default: str | None
    description: str


@dataclass(frozen=True, slots=True)
class Question:
    """A ready-made question. `text` is SPARQL that runs in any engine; `name` is that of its file."""

    name: str
    title: str
    comment: str
    parameters: tuple[Parameter, ...]
    text: str


@cache
def list_questions() -> tuple[Question, ...]:
    """Return all ready-made questions, sorted by name."""
    folder = files(__package__).joinpath("queries")
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".rq"))
    questions = (read_question(each.name.removesuffix(".rq"), each.read_text("utf-8")) for each in found)
    return tuple(sorted(questions, key=lambda question: question.name))


def load_question(name: str) -> Question:
    """Return the ready-made question of this name; QueryError tells the nearest and lists all."""
    known = {question.name: question for question in list_questions()}
    if name in known:
        return known[name]
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise QueryError(f"there is no ready-made question {name!r}.{hint} Known: {', '.join(known)}.")


def read_question(name: str, text: str) -> Question:
    """Return the question that a SPARQL text and the comments at its top make.

    >>> read_question("n", "# title: How many?\\n# param: actor - who\\nSELECT ...").parameters
    (Parameter(name='actor', default=None, description='who'),)
    """
    fields: dict[str, str] = {}
    parameters = []
    for line in text.splitlines():
        if not line.startswith("#"):
            break
        key, _, value = line.lstrip("# ").partition(":")
        if key == "param":
            parameter, default, *description = value.split(maxsplit=2)
            parameters.append(
                Parameter(parameter, None if default == FREE else default, " ".join(description))
            )
        else:
            fields[key] = value.strip()
    return Question(name, fields.get("title", name), fields.get("comment", ""), tuple(parameters), text)
