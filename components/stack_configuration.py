"""Pairs out of Pulumi stack configuration, ready to be declared."""

from __future__ import annotations

from typing import Any, NamedTuple, cast

import pulumi

from dualwrite.sources.errors import InputError
from dualwrite.sources.listing import NAME_KEY, read_listing

from .environment_pair import EnvironmentPairArgs

_KEY = "pairs"


class DeclaredPair(NamedTuple):
    """A pair of the stack configuration: its name and the arguments of ``EnvironmentPair``."""

    name: str
    args: EnvironmentPairArgs


def declared_pairs(config: pulumi.Config) -> list[DeclaredPair]:
    """Read the pairs of the configuration key ``pairs`` (``dualwrite:pairs`` in the stack's file).

    Where a value in it is encrypted, Pulumi marks the whole key as secret; the facts are then
    secrets in the state, too.

    :raises pulumi.RunError: with every problem of every pair, before anything is registered.
    """
    key = f"{config.name}:{_KEY}"
    try:
        raw = config.get_object(_KEY)
    except pulumi.ConfigTypeError:
        raise pulumi.RunError(f"{key} is no list of pairs in YAML or JSON.") from None
    if raw is None:
        raise pulumi.RunError(f"{key} is not set. Declare the pairs in Pulumi.<stack>.yaml.")
    try:
        read_listing(raw, f"stack configuration {key}")
    except InputError as error:
        raise pulumi.RunError(str(error)) from None
    secret = pulumi.runtime.is_config_secret(key)
    return [_declared(one, secret) for one in raw]


def _declared(raw: dict[str, Any], secret: bool) -> DeclaredPair:
    facts = {
        key: pulumi.Output.secret(value) if secret else value
        for key, value in raw.items()
        if key != NAME_KEY
    }
    return DeclaredPair(raw[NAME_KEY], cast(EnvironmentPairArgs, facts))
