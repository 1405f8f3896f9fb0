"""Turns plain JSON values back into checked records, led by the records' own type hints."""

from __future__ import annotations

import types
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import cache
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
    hints = _type_hints(record_class)  # type: ignore[arg-type]  # a class is hashable
    arguments: dict[str, Any] = {}
    for field in fields(record_class):  # type: ignore[arg-type]  # every record is a dataclass
        if field.name in values:
            try:
                arguments[field.name] = _decode_value(values[field.name], hints[field.name])
            except ValueError as error:
                raise error_class(f"field `{field.name}`: {error}") from error
        elif field.default is MISSING and field.default_factory is MISSING:
            raise error_class(f"field `{field.name}` is missing")
    return record_class(**arguments)


@cache
def _type_hints(record_class: Hashable) -> dict[str, Any]:
    return get_type_hints(record_class)


def _decode_value(value: object, hint: Any) -> object:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        choices = get_args(hint)
        if value is None and type(None) in choices:
            return None
        return _decode_value(value, next(choice for choice in choices if choice is not type(None)))
    if origin is Literal:
        return _one_of(value, get_args(hint))
    if origin is tuple:
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise ValueError(f"{value!r} is not a list of texts")
        return tuple(value)
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint(str(_one_of(value, tuple(member.value for member in hint))))
    return _simple(value, hint)


def _simple(value: object, hint: type) -> object:
    """Return `value` when it is of the type `hint`; a whole number may stand for a float."""
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
