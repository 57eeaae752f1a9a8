"""From the properties that the engine sends to plain values, with unknowns and secrets marked.

One pass over the message. The SDK's own way takes several, through a JSON form and proxies, and
forgets which values are secret.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pulumi_policy import proxy

from ..facts import MASKED, SECRET, UnknownValue
from ..secret_marks import SIGNATURE_KEY, hidden, is_marked_secret

_UNKNOWNS = frozenset(
    value
    for name, value in vars(proxy).items()
    if name.startswith("UNKNOWN_") and isinstance(value, str)
)
_OUTPUT_SIGNATURE = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
"""An output with its dependencies (pulumi/pulumi, sdk/go/common/resource/properties.go)."""


class Decoded(dict[str, Any]):
    """Properties that are plain already: mappings, lists, scalars, and marks."""


def decode(struct: Any) -> Decoded:
    """Decode a ``google.protobuf.Struct``."""
    return Decoded((key, _value(one)) for key, one in struct.fields.items())


def _value(value: Any) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        text = value.string_value
        if text == SECRET:
            return UnknownValue(MASKED)
        return UnknownValue() if text in _UNKNOWNS else text
    if kind == "struct_value":
        return _mapping({key: _value(one) for key, one in value.struct_value.fields.items()})
    if kind == "list_value":
        return [_value(one) for one in value.list_value.values]
    return None if kind in (None, "null_value") else getattr(value, kind)


def _mapping(found: dict[str, Any]) -> Any:
    """What a mapping stands for. Assets, archives and references to resources are left as they are."""
    if SIGNATURE_KEY not in found:
        return found
    if is_marked_secret(found):
        return hidden(found.get("value"))
    if found[SIGNATURE_KEY] == _OUTPUT_SIGNATURE:
        return _output(found)
    return found


def _output(found: Mapping[str, Any]) -> Any:
    value = found["value"] if "value" in found else UnknownValue()
    return hidden(value) if found.get("secret") is True else value
