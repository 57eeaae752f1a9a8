"""What a stack configuration file (``Pulumi.<stack>.yaml``) declares.

Pairs stand under ``dualwrite:pairs``, facts of environments that resources are under
``dualwrite:facts``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..facts import ENCRYPTED, MASKED, SECRET, UnknownValue
from ..joining.configured import (
    ConfiguredFacts,
    ConfiguredFactsError,
    read_configured_facts,
)
from ..joining.pairs import NOTHING_CONFIGURED
from ..observation import FACTS_KEY
from ..parsing.json_text import JsonError, parse_json
from ..text import kind_of
from .errors import InputError, NoPairsError

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


class StackConfiguration(NamedTuple):
    """What a stack declares: its pairs as a list, if there is one, and facts of environments."""

    pairs: Any
    facts: ConfiguredFacts


def read_stack_configuration(document: Mapping[str, Any], source: str) -> StackConfiguration:
    """Read what a stack declares. Encrypted values are unknown here.

    :returns: the pairs unread, and None where only facts of environments are declared.
    :raises InputError: where there is neither, or either cannot be taken.
    """
    config = {} if document.get(CONFIG_KEY) is None else document[CONFIG_KEY]
    if not isinstance(config, Mapping):
        raise InputError(source, [f"config is {kind_of(config)}; accepted is a mapping."])
    facts = _facts(config, source)
    if PAIRS_KEY not in config:
        if facts:
            return StackConfiguration(None, facts)
        raise NoPairsError(source, [f"no pairs: the configuration has no {PAIRS_KEY}."])
    pairs = _decrypted(_structured(config[PAIRS_KEY], PAIRS_KEY, "a list of pairs", source))
    if isinstance(pairs, UnknownValue):
        text = (
            f"{PAIRS_KEY} is encrypted as a whole, and readable only in a preview of the stack."
            " Encrypt single values (pulumi config set --secret --path) instead."
        )
        raise InputError(source, [text])
    return StackConfiguration(pairs, facts)


def _facts(config: Mapping[str, Any], source: str) -> ConfiguredFacts:
    if FACTS_KEY not in config:
        return NOTHING_CONFIGURED
    wanted = "a mapping from environment URLs to facts"
    facts = _decrypted(_structured(config[FACTS_KEY], FACTS_KEY, wanted, source))
    try:
        return read_configured_facts(facts)
    except ConfiguredFactsError as error:
        raise InputError(source, error.problems) from None


def _structured(value: Any, key: str, wanted: str, source: str) -> Any:
    """The value itself; where ``pulumi config set`` has stored JSON as text, what it stands for."""
    if not isinstance(value, str):
        return value
    try:
        return parse_json(value)
    except JsonError as error:
        text = f"{key} is text that is no JSON ({error}) Accepted is {wanted}."
        raise InputError(source, [text]) from None


def _decrypted(value: Any) -> Any:
    if isinstance(value, Mapping):
        if set(value) == {_SECURE} and isinstance(value[_SECURE], str):
            return UnknownValue(ENCRYPTED)
        return {key: _decrypted(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_decrypted(one) for one in value]
    return UnknownValue(MASKED) if value == SECRET else value
