"""What every part of a foundation is made with."""

from __future__ import annotations

from typing import Any, NamedTuple

import pulumi

from .plan import Plan


class Scope(NamedTuple):
    """The component, its plan, the resource group that everything else is in, and where logs go.

    Resources are of the Azure SDK's classes, which no type can name before the SDK is imported.
    """

    component: pulumi.ComponentResource
    plan: Plan
    group: Any
    workspace: Any = None

    @property
    def group_name(self) -> str:
        """The name of the resource group, which is known in a preview, too.

        A name that is an output of the group would be known only after deployment, and policies
        could not tell in a preview what belongs together. ``options`` keeps the order instead.
        """
        return self.plan.names.resource_group

    def named(self, what: str) -> str:
        """The name of a resource in the program: ``contoso-key-vault``."""
        return f"{self.component.pulumi_resource_name}-{what}"

    def options(self, *after: pulumi.Resource) -> pulumi.ResourceOptions:
        """A child of the component, made after the group and after those that are given."""
        return pulumi.ResourceOptions(parent=self.component, depends_on=[self.group, *after])
