"""Nouns made again from the plain JSON that `model.to_json` gave.

Law: what is made again equals what was kept; classes are named by type hints, never by the file.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from functools import cache
from typing import Any, TypeVar

from orbat.model import Period, Quantity, Ref, Words

T = TypeVar("T")


@cache
def _fields(noun: Any) -> dict[str, Any]:
    hints = typing.get_type_hints(noun)
    return {f.name: hints[f.name] for f in dataclasses.fields(noun) if f.init}


def from_json(noun: type[T], plain: Mapping[str, Any]) -> T:
    """The noun whose `to_json` gave `plain`. Raises KeyError or TypeError for what is none."""
    hints: dict[str, Any] = _fields(noun)  # type: ignore[arg-type]  # classes are hashable
    return noun(**{k: _build(t, plain[k]) for k, t in hints.items() if k in plain})


def revive(noun: type[T], plain: Mapping[str, Any], id_: str) -> T:
    """The noun that was kept with this id, which stands on its content and so need not be made again."""
    made = object.__new__(noun)
    hints: dict[str, Any] = _fields(noun)  # type: ignore[arg-type]  # classes are hashable
    for name, default in _defaults(noun):  # type: ignore[arg-type]
        value = _build(hints[name], plain[name]) if name in plain else default
        if value is dataclasses.MISSING:
            raise KeyError(name)
        object.__setattr__(made, name, value)
    object.__setattr__(made, "id", id_)
    return made


@cache
def _defaults(noun: Any) -> tuple[tuple[str, Any], ...]:
    return tuple((f.name, f.default) for f in dataclasses.fields(noun) if f.init)


_UNIONS: dict[str, type] = {"Ref": Ref, "Words": Words, "Quantity": Quantity, "Period": Period}


def _build(hint: Any, plain: Any) -> Any:
    kind = type(plain)
    if kind is dict:
        return from_json(_UNIONS[plain["is"]] if "is" in plain else _option(hint), plain)
    if kind is list:
        inner = _inner(hint)
        return tuple([_build(inner, item) for item in plain])
    return plain


@cache
def _option(hint: Any) -> Any:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    return next(o for o in options if o is not types.NoneType)


@cache
def _inner(hint: Any) -> Any:
    return typing.get_args(hint)[0]
