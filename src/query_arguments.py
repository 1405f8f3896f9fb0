"""What the words of a command line mean: parameters of a question, and the question itself."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .errors import CommuniqueError

if TYPE_CHECKING:
    from .graph.questions import Question


def split_parameters(words: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the plain words, and the values of `--NAME VALUE` and `--NAME=VALUE`, in whatever order.

    >>> split_parameters(["graph.ttl", "--from=2016", "who-accuses-whom", "--actor", "france"])
    (['graph.ttl', 'who-accuses-whom'], {'from': '2016', 'actor': 'france'})
    """
    plain: list[str] = []
    values: dict[str, str] = {}
    rest = iter(words)
    for word in rest:
        name, equals, value = word.removeprefix("--").partition("=")
        if not word.startswith("--"):
            plain.append(word)
            continue
        if name in values:
            raise typer.BadParameter(f"--{name} is given twice; a question takes one value")
        if not equals:
            try:
                value = next(rest)
            except StopIteration:
                raise typer.BadParameter(f"{word} needs a value, as in {word} france") from None
        values[name] = value
    return plain, values


def read_question(text: str) -> Question | str:
    """Return SPARQL given as such or as a file, else the ready-made question of this name.

    Raises CommuniqueError for a file that cannot be read, QueryError for an unknown question.
    """
    from .graph import sparql

    if text.endswith(".rq"):
        try:
            return Path(text).read_text(encoding="utf-8-sig")
        except OSError as error:
            raise CommuniqueError(f"{text} cannot be read: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommuniqueError(f"{text} is not UTF-8 text; save it as UTF-8") from error
    return text if "{" in text or " " in text.strip() else sparql.load_question(text)


def read_pair(text: str, option: str) -> tuple[str, str]:
    """Return name and value of NAME=VALUE; BadParameter names the option otherwise."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise typer.BadParameter(f"{text!r} is not NAME=VALUE", param_hint=option)
    return name, value
