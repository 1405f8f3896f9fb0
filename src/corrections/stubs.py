"""A statement as an entry of a corrections file, to be edited; unedited it changes nothing."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from ..knowledge.spelling import fold_name
from ..knowledge.stances import load_stances
from .naming import Naming, UnclearNameError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model import Statement

EVIDENCE_SHOWN = 60
"""Code points of the evidence that a stub quotes."""


def write_stub(statement: Statement) -> str:
    """Return TOML that names a statement, tells who says what of whom, and sets what it has already."""
    target = statement.target or "nobody"
    label = load_stances()[statement.stance].label_en
    naming = Naming()
    values = {
        "speaker": _name(statement.speaker, statement.speaker_id, naming),
        "stance": statement.stance.value,
        "target": _name(statement.target, statement.target_id, naming),
    }
    setting = ", ".join(f"{key} = {quote_toml(value)}" for key, value in values.items())
    words = " ".join(statement.evidence.split())
    shown = words if len(words) <= EVIDENCE_SHOWN else _begin(words) + "…"
    context = {"article": statement.article.strip(), "evidence": shown}
    return "\n".join(
        (
            f"# {_comment(f'{statement.speaker}: {label} {target}')}",
            "[[change]]",
            f"statement = {quote_toml(statement.id)}",
            *(f"{key} = {quote_toml(value)}" for key, value in context.items() if value),
            f"set = {{ {setting} }}",
            'reason = ""',
            "# or leave it out:",
            "# [[drop]]",
            f"# statement = {quote_toml(statement.id)}",
            "",
        )
    )


def _begin(words: str) -> str:
    """Return as many whole words as are shown, or the beginning of the first."""
    begin = words[: EVIDENCE_SHOWN + 1]
    return begin.rpartition(" ")[0] or begin[:-1]


def write_stubs(statements: Iterable[Statement]) -> str:
    """Return the stubs of some statements, a blank line before each, ready to be appended to a file."""
    return "".join(f"\n{write_stub(each)}" for each in statements)


def quote_toml(text: str) -> str:
    r"""Return a text as a TOML string (https://toml.io/en/v1.0.0#string), what cannot be seen escaped.

    >>> print(quote_toml('the "Quai"\t\x7f'))
    "the \"Quai\"\t\u007f"
    """
    quoted = json.dumps(_whole(text), ensure_ascii=False)
    return "".join(each if each.isprintable() else _escaped(each) for each in quoted)


def _escaped(character: str) -> str:
    code = ord(character)
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _comment(text: str) -> str:
    return " ".join("".join(each if each.isprintable() else " " for each in _whole(text)).split())


def _whole(text: str) -> str:
    """Return a text without lone surrogates, which no TOML file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _name(name: str | None, actor_id: str | None, naming: Naming) -> str:
    """Return how a stub names an actor: by name where the tables mean him by it, or nobody, else by id."""
    if name is None or actor_id is None:
        return ""
    try:
        found = naming.find(name)
    except UnclearNameError:
        return actor_id
    plain = _whole(name) == name == name.strip() and bool(fold_name(name))
    return name if plain and (found is None or found.id == actor_id) else actor_id
