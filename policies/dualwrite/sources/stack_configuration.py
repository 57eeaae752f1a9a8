"""Pairs in a stack configuration file (``Pulumi.<stack>.yaml``), under ``dualwrite:pairs``."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..facts import ENCRYPTED, UnknownValue
from ..pair import Pair
from ..text import kind_of
from .errors import InputError, NoPairsError
from .json_text import JsonError, parse_json
from .listing import read_listing

CONFIG_KEY = "config"
PAIRS_KEY = "dualwrite:pairs"
_SECURE = "secure"
_STACK_KEYS = {CONFIG_KEY, "environment", "encryptedkey", "encryptionsalt", "secretsprovider"}
"""All keys that Pulumi knows in such a file. A new stack's may hold nothing but the salt."""


def is_stack_configuration(document: object) -> bool:
    """Whether a document has the shape of a stack configuration file."""
    if not isinstance(document, Mapping) or "pairs" in document:
        return False
    return not _STACK_KEYS.isdisjoint(document)


def read_stack_configuration(document: Mapping[str, Any], source: str) -> list[Pair]:
    """Read the pairs that a stack declares. Encrypted values are unknown here.

    :raises InputError: where there are none, or any of them cannot be read.
    """
    config = {} if document.get(CONFIG_KEY) is None else document[CONFIG_KEY]
    if not isinstance(config, Mapping):
        raise InputError(source, [f"config is {kind_of(config)}; accepted is a mapping."])
    if PAIRS_KEY not in config:
        raise NoPairsError(source, [f"no pairs: the configuration has no {PAIRS_KEY}."])
    pairs = _decrypted(_structured(config[PAIRS_KEY], source))
    if isinstance(pairs, UnknownValue):
        text = (
            f"{PAIRS_KEY} is encrypted as a whole, and readable only in a preview of the stack."
            " Encrypt single values (pulumi config set --secret --path) instead."
        )
        raise InputError(source, [text])
    return read_listing(pairs, source)


def _structured(value: Any, source: str) -> Any:
    """The value itself; where ``pulumi config set`` has stored JSON as text, what it stands for."""
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value)
    except JsonError as error:
        text = f"{PAIRS_KEY} is text that is no JSON ({error}) Accepted is a list of pairs."
        raise InputError(source, [text]) from None


def _decrypted(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {_SECURE} and isinstance(value[_SECURE], str):
            return UnknownValue(ENCRYPTED)
        return {key: _decrypted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_decrypted(one) for one in value]
    return value
