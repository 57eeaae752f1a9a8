"""Pairs out of Pulumi stack configuration, ready to be declared."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pulumi

from dualwrite.discovery.sources.kinds import NAME_KEY
from dualwrite.discovery.sources.manifest import read_listing
from dualwrite.model.facts import ENCRYPTED, UnknownValue
from dualwrite.model.raw_values import hidden
from dualwrite.text.errors import InputError

from .encrypted_names import encrypted_names
from .environment_pair import EnvironmentPairArgs

_KEY = "pairs"


class DeclaredPair(NamedTuple):
    """A pair of the stack configuration: its name and the arguments of ``EnvironmentPair``."""

    name: str
    args: EnvironmentPairArgs


def declared_pairs(config: pulumi.Config) -> list[DeclaredPair]:
    """Read the pairs of the configuration key ``pairs`` (``dualwrite:pairs`` in the stack's file).

    Where a value in it is encrypted, Pulumi marks the whole key as secret; the facts are then
    secrets in the state, too, and no error quotes any of them. A pair's name stands in plain in its
    URN: one that is encrypted is refused.

    :raises pulumi.RunError: with every problem of every pair, before anything is registered.
    """
    key = f"{config.name}:{_KEY}"
    try:
        raw = config.get_object(_KEY)
    except pulumi.ConfigTypeError:
        raise pulumi.RunError(f"{key} is no list of pairs in YAML or JSON.") from None
    if raw is None:
        raise pulumi.RunError(f"{key} is not set. Declare the pairs in Pulumi.<stack>.yaml.")
    secret = pulumi.runtime.is_config_secret(key)
    try:
        read_listing(_secret(raw, key) if secret else raw, f"stack configuration {key}")
    except InputError as error:
        raise pulumi.RunError(str(error)) from None
    return [_declared(one, secret) for one in raw]


def _secret(raw: Any, key: str) -> Any:
    """The pairs with everything marked as secret but the names that are known to be none."""
    if not isinstance(raw, list):
        return raw
    encrypted = encrypted_names([_name(one) for one in raw], key)
    return [_but_name(one, number in encrypted) for number, one in enumerate(raw)]


def _name(one: Any) -> Any:
    return one.get(NAME_KEY) if isinstance(one, dict) else None


def _but_name(one: Any, is_name_encrypted: bool) -> Any:
    if not isinstance(one, dict):
        return UnknownValue(ENCRYPTED)
    facts = {key: hidden(value) for key, value in one.items() if key != NAME_KEY}
    if NAME_KEY not in one:
        return facts
    name = UnknownValue(ENCRYPTED) if is_name_encrypted else one[NAME_KEY]
    return {NAME_KEY: name, **facts}


def _declared(raw: dict[str, Any], secret: bool) -> DeclaredPair:
    facts = {
        key: pulumi.Output.secret(value) if secret else value
        for key, value in raw.items()
        if key != NAME_KEY
    }
    return DeclaredPair(raw[NAME_KEY], cast(EnvironmentPairArgs, facts))
