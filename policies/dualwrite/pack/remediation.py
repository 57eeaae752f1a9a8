"""Changing properties as the engine sends them: only what a fix names, all else to the letter.

Secrets stay marked and what is not known stays unknown, because nothing is decoded and encoded anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from google.protobuf import json_format, struct_pb2
from pulumi_policy import ResourceValidationArgs, ResourceValidationPolicy

from ..judging.requirement import Fix
from ..model.raw_values import SIGNATURE_KEY


def fixed(properties: Any, fixes: Iterable[Fix]) -> Any | None:
    """Return the properties of a resource with the fixes; None where these change nothing.

    A fix whose way is blocked, by what is not known yet or is no mapping or list, is left out.

    :param properties: a ``google.protobuf.Struct``, which stays as it is.
    """
    changed = struct_pb2.Value(struct_value=properties)
    for one in fixes:
        tried = struct_pb2.Value()
        tried.CopyFrom(changed)
        if _apply(tried, one):
            changed = tried
    return None if changed.struct_value == properties else changed.struct_value


def _apply(root: Any, fix: Fix) -> bool:
    place = root
    for step in fix.path:
        place = _step(place, step)
        if place is None:
            return False
    place = _opened(place)
    place.CopyFrom(json_format.ParseDict(fix.value, struct_pb2.Value()))
    return True


def _step(place: Any, step: str | int) -> Any | None:
    """The value at a key or position; an entry that is not there is made."""
    place = _opened(place)
    kind = place.WhichOneof("kind")
    if isinstance(step, int):
        values = place.list_value.values if kind == "list_value" else ()
        return values[step] if step < len(values) else None
    if kind in (None, "null_value"):
        place.struct_value.SetInParent()
    elif kind != "struct_value" or SIGNATURE_KEY in place.struct_value.fields:
        return None
    return place.struct_value.fields[step]


def _opened(place: Any) -> Any:
    """What a mark holds: a secret mapping is changed inside, and stays a secret."""
    while place.WhichOneof("kind") == "struct_value":
        fields = place.struct_value.fields
        if SIGNATURE_KEY not in fields or "value" not in fields:
            break
        place = fields["value"]
    return place


class RemediationPolicy(ResourceValidationPolicy):
    """A policy that can also change a resource, where it is configured with the level remediate.

    Our own servicer asks for the fixes and makes them. The SDK's host would have the policy write all
    properties anew, where a release may lose what is secret: there nothing is changed, and the
    violation blocks.
    """

    def __init__(
        self, fixes: Callable[[ResourceValidationArgs], Iterable[Fix]], **described: Any
    ) -> None:
        super().__init__(**described)
        self.fixes = fixes

    def remediate(self, args: ResourceValidationArgs) -> None:
        """Leave the resource as it is."""
        args.not_applicable("This host does not keep secrets in what a policy changes.")
