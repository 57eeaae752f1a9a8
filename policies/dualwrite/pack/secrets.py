"""Which values of a resource are secret: the SDK hands them to policies in plain text, unmarked."""

from __future__ import annotations

from typing import Any

from pulumi_policy.proxy import UnknownValueError, unknown_checking_proxy

from ..facts import SecretValue

_SIGNATURE_KEY = "4dabf18193072939515e22adb298388d"
_SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270"
"""How the engine marks a secret: pulumi/pulumi, sdk/go/common/resource/properties.go."""


def with_secrets_marked(decoded: Any, sent: Any) -> Any:
    """Mark the secrets among decoded properties.

    :param decoded: what the SDK has made of ``sent``, the properties as the engine sent them.
    """
    if isinstance(sent, dict):
        if sent.get(_SIGNATURE_KEY) == _SECRET_SIGNATURE:
            return _hidden(decoded)
        if isinstance(decoded, dict):
            return {key: with_secrets_marked(one, sent.get(key)) for key, one in decoded.items()}
    if isinstance(sent, list) and isinstance(decoded, list):
        return [with_secrets_marked(one, other) for one, other in zip(decoded, sent, strict=True)]
    return decoded


def _hidden(value: Any) -> Any:
    """Mark every value in a secret; one that is known only after deployment stays as it is."""
    if isinstance(value, dict):
        return {key: _hidden(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_hidden(one) for one in value]
    try:
        return SecretValue(unknown_checking_proxy({"": value})[""])
    except UnknownValueError:
        return value
