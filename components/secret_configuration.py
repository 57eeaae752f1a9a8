"""The secrets of the stack's configuration, which no message of a component may quote."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pulumi
from pulumi.runtime import config as configuration

from dualwrite.model.secret_texts import SecretTexts, secret_texts
from dualwrite.text.quoting import masking

_PAIRS = ":pairs"


def configured_secrets() -> SecretTexts:
    """The secrets, as text, whether they are values or parts of structures."""
    return _secrets(_secret_values())


def configured_secret_names() -> SecretTexts:
    """Those that no pair may be called: all but the list of pairs, which has their names in it."""
    values = _secret_values()
    return _secrets({key: one for key, one in values.items() if not key.endswith(_PAIRS)})


@contextmanager
def secrets_masked() -> Iterator[None]:
    """Quote no secret of the configuration, not even shortened or escaped."""
    with masking(configured_secrets().masked):
        yield


def _secrets(values: dict[str, str]) -> SecretTexts:
    return secret_texts(values, values.keys())


def _secret_values() -> dict[str, str]:
    values = {**pulumi.runtime.get_config_env(), **configuration.CONFIG.get()}
    marked = set(pulumi.runtime.get_config_secret_keys_env())
    return {
        key: str(value)
        for key, value in values.items()
        if key in marked or pulumi.runtime.is_config_secret(key)
    }
