"""A policy that can change a resource before it is created."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pulumi_policy import ResourceValidationArgs, ResourceValidationPolicy

from ..azure.fix import Fix


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
