"""What Pulumi reports of policies while it runs."""

from __future__ import annotations

from typing import NamedTuple


class PolicyEvent(NamedTuple):
    """What Pulumi printed of one finding of a policy; without a resource, the URN is empty."""

    policy: str
    urn: str
    level: str
    message: str


class PreviewError(Exception):
    """The text says why, and what to do."""
