"""Which values of a resource are secret: the SDK hands them to policies in plain text, unmarked."""

from __future__ import annotations

from typing import Any

from pulumi_policy.proxy import UnknownValueError, unknown_checking_proxy

from ..secret_marks import hidden, is_marked_secret


def with_secrets_marked(decoded: Any, sent: Any) -> Any:
    """Mark the secrets among decoded properties.

    :param decoded: what the SDK has made of ``sent``, the properties as the engine sent them.
    """
    if isinstance(sent, dict):
        if is_marked_secret(sent):
            return hidden(decoded, _is_unknown)
        if isinstance(decoded, dict):
            return {key: with_secrets_marked(one, sent.get(key)) for key, one in decoded.items()}
    if isinstance(sent, list) and isinstance(decoded, list):
        return [with_secrets_marked(one, other) for one, other in zip(decoded, sent, strict=True)]
    return decoded


def _is_unknown(value: Any) -> bool:
    """Whether the SDK takes it for a value that is known only after deployment."""
    try:
        unknown_checking_proxy({"": value})[""]
    except UnknownValueError:
        return True
    return False
