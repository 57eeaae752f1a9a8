"""``AzureFoundation``: the component."""

# No `from __future__ import annotations` here: Pulumi's component providers read the annotations
# of this class as types, not as text.

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pulumi
from pulumi.resource import DependencyResource

from dualwrite.text import quoted

from ..environment_pair import EnvironmentPair
from .args import AzureFoundationArgs
from .building import build
from .reading import read_plan

TYPE = "dualwrite:index:AzureFoundation"
_SDK = "pulumi_azure_native"


class AzureFoundation(pulumi.ComponentResource):
    """The Azure side of a pair: what its Power Platform side needs in Azure, in the right places.

    It is a child of its ``EnvironmentPair`` (``ResourceOptions(parent=pair)``): where the policy
    pack refuses the pair, nothing of this exists either. All that takes tags is tagged with the
    pair and with the side that it serves.
    """

    resourceGroupName: pulumi.Output[str]
    """The resource group."""
    subnetIds: pulumi.Output[Mapping[str, str]]
    """By Azure region, the Azure ID of the delegated subnet; empty without networks."""
    egressAddresses: pulumi.Output[Mapping[str, str]]
    """By Azure region, the public IP address that calls out of the subnet come from."""
    networkPolicySystemId: pulumi.Output[str | None]
    """What the Power Platform side refers to the network-injection policy by."""
    encryptionPolicySystemId: pulumi.Output[str | None]
    """What the Power Platform side refers to the encryption policy by."""
    vaultUri: pulumi.Output[str | None]
    """The URI of the key vault."""
    logWorkspaceId: pulumi.Output[str | None]
    """The Azure ID of the Log Analytics workspace."""
    storageAccountName: pulumi.Output[str | None]
    """The storage account."""

    def __init__(
        self,
        name: str,
        args: AzureFoundationArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        """Make a foundation.

        :param name: its name in the program. The names in Azure follow from the pair's.
        :param args: its parts; without any, only the resource group is made.
        :param opts: with the pair as ``parent``; an Azure provider in ``providers``, or none.
        :raises pulumi.RunError: for everything that is wrong with the arguments, in one message,
            before anything is registered.
        """
        problems: list[str] = []
        pair = _pair_name(opts, problems)
        plan = read_plan(name, args, pair, problems)
        _need_sdk()
        inputs: dict[str, Any] = {**args, "pair": plan.pair}
        super().__init__(TYPE, name, inputs, opts)
        outputs = build(self, plan)
        for key in AzureFoundation.__annotations__:
            setattr(self, key, pulumi.Output.from_input(outputs.get(key)))
        self.register_outputs(outputs)


def _pair_name(opts: pulumi.ResourceOptions | None, problems: list[str]) -> str | None:
    """The name of the pair that is the parent; ``None`` where only its URN is known here.

    It is empty where the parent is no pair, which is a problem.
    """
    parent = opts.parent if opts is not None else None
    if isinstance(parent, EnvironmentPair):
        return parent.pulumi_resource_name
    if isinstance(parent, DependencyResource):
        return None
    found = "no parent"
    if parent is not None:
        found = f"a parent of type {quoted(parent.pulumi_resource_type)}"
    problems.append(
        f"opts: {found}; accepted: an EnvironmentPair, as in ResourceOptions(parent=pair), so that"
        " the pair is judged first."
    )
    return ""


def _need_sdk() -> None:
    if find_spec(_SDK) is None:
        raise pulumi.RunError(
            "an AzureFoundation needs the package pulumi-azure-native, 3.x. Install it, or this"
            " project with its extra: dualwrite-guardrail[azure]."
        )
