"""What the installed Azure SDK takes: the inputs of a resource compared with its types."""

from __future__ import annotations

import importlib
import inspect
import typing
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from enum import Enum
from typing import Any

import pulumi
from pulumi import _types


def problems_with(token: str, inputs: Mapping[str, Any]) -> list[str]:
    """Everything that the SDK's types do not allow: names, kinds, values, and what is missing.

    Where a property takes text or a value of a list, only values of the list are accepted.
    """
    return list(_of_object(inputs, _arguments(token), token))


def _arguments(token: str) -> type:
    _, module, name = token.split(":")
    sdk = importlib.import_module(f"pulumi_azure_native.{module}")
    # A nested type of the same name takes the shorter one.
    found: type = getattr(sdk, f"{name}InitArgs", None) or getattr(sdk, f"{name}Args")
    return found


def _of_object(value: Mapping[str, Any], arguments: type, path: str) -> Iterator[str]:
    types = _types.input_type_types(arguments)
    for key, one in value.items():
        if key in types:
            yield from _of_value(one, types[key], f"{path}.{key}")
        else:
            yield f"{path}.{key}: no such property"
    for name in _required(arguments) - set(value):
        yield f"{path}.{name}: missing"


def _required(arguments: type) -> set[str]:
    names = _types.input_type_py_to_pulumi_names(arguments)
    parameters = inspect.signature(arguments.__init__).parameters  # type: ignore[misc]
    return {
        names[name]
        for name, one in parameters.items()
        if name in names and one.default is inspect.Parameter.empty
    }


def _of_value(value: Any, accepted: Any, path: str) -> Iterator[str]:
    choices = list(_choices(accepted))
    enums = [one for one in choices if isinstance(one, type) and issubclass(one, Enum)]
    if enums:
        if value not in {member.value for one in enums for member in one}:
            yield f"{path}: {value!r} is not in the list"
        return
    (choice,) = choices
    origin = typing.get_origin(choice)
    if origin is not None and issubclass(origin, Mapping):
        for key, one in value.items():
            yield from _of_value(one, typing.get_args(choice)[1], f"{path}.{key}")
    elif origin is not None and issubclass(origin, Sequence):
        for at, one in enumerate(value):
            yield from _of_value(one, typing.get_args(choice)[0], f"{path}[{at}]")
    elif _types.is_input_type(choice):
        yield from _of_object(value, choice, path)
    elif not _is_a(value, choice):
        yield f"{path}: {value!r} is no {choice.__name__}"


def _is_a(value: Any, kind: type) -> bool:
    if kind is int:  # all numbers come as floats
        return isinstance(value, float) and value.is_integer()
    return type(value) is kind


def _choices(accepted: Any) -> Iterator[Any]:
    """The plain types of an input, without the ways in which it may come later."""
    if typing.get_origin(accepted) is typing.Union:
        for one in typing.get_args(accepted):
            yield from _choices(one)
    elif accepted is not type(None) and typing.get_origin(accepted) not in (
        Awaitable,
        pulumi.Output,
    ):
        yield accepted
