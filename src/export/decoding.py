"""Turns plain JSON values back into checked records, led by the records' own type hints."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache, partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping

    from ..errors import CommuniqueError

_Record = TypeVar("_Record")


def decode(
    record_class: type[_Record], values: Mapping[str, object], error_class: type[CommuniqueError]
) -> _Record:
    """Return the record of `record_class` that `values` hold; names the record does not have are left out.

    Raises `error_class` naming the field when one without default is missing or a value has the wrong type.
    """
    arguments: dict[str, Any] = {}
    for name, read, required in _readers(record_class):  # type: ignore[arg-type]  # a class is hashable
        if name in values:
            try:
                arguments[name] = read(values[name])
            except ValueError as error:
                raise error_class(f"field `{name}`: {error}") from error
        elif required:
            raise error_class(f"field `{name}` is missing")
    return record_class(**arguments)


Reader = Callable[[object], object]


@cache
def _readers(record_class: Hashable) -> tuple[tuple[str, Reader, bool], ...]:
    """Return name of each field of a record, what reads its value, and whether it has no default."""
    hints = get_type_hints(record_class)
    return tuple(
        (field.name, _reader(hints[field.name]), field.default is field.default_factory is MISSING)
        for field in fields(record_class)  # type: ignore[arg-type]  # every record is a dataclass
    )


def _reader(hint: Any) -> Reader:
    """Return the function that reads a value of a type; it raises ValueError for any other."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        choices = get_args(hint)
        read = _reader(next(choice for choice in choices if choice is not type(None)))
        return (lambda value: None if value is None else read(value)) if type(None) in choices else read
    if origin is Literal:
        return partial(_one_of, choices=get_args(hint))
    if origin is tuple:
        return _texts
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        members = {member.value: member for member in hint}
        return lambda value: members[str(_one_of(value, tuple(members)))]
    return partial(_simple, hint=hint)


def _texts(value: object) -> object:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError(f"{value!r} is not a list of texts")
    return tuple(value)


def _simple(value: object, hint: type) -> object:
    """Return `value` when it is of the type `hint`; a whole number may stand for a float."""
    if type(value) is hint:
        return value
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, hint) or (isinstance(value, bool) and hint is not bool):
        names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
        raise ValueError(f"{value!r} is not {names[hint]}")
    return value


def _one_of(value: object, choices: tuple[object, ...]) -> object:
    if value not in choices or isinstance(value, bool):
        raise ValueError(f"{value!r} is none of {', '.join(map(str, choices))}")
    return value
