"""``AzureFoundation``: the component."""

# No `from __future__ import annotations` here: Pulumi's component providers read the annotations
# of this class as types, not as text.

from collections.abc import Mapping
from importlib.util import find_spec
from typing import Any

import pulumi

from ..secret_configuration import secrets_masked
from .args import AzureFoundationArgs
from .building import build
from .claims import claim_names
from .parent import pair_of
from .reading import read_plan

TYPE = "dualwrite:index:AzureFoundation"
_SDK = "pulumi_azure_native"


class AzureFoundation(pulumi.ComponentResource):
    """The Azure side of a pair: what its Power Platform side needs in Azure, in the right places.

    It is a child of its ``EnvironmentPair``, which is its option ``parent``: where the policy pack
    refuses the pair, nothing of this exists either. All that takes tags is tagged with the pair and
    with the side that it serves.
    """

    resourceGroupName: pulumi.Output[str]
    """The name of the resource group: ``rg-contoso``."""
    subnetIds: pulumi.Output[Mapping[str, str]]
    """The Azure ID of the delegated subnet, by Azure region (``westeurope``); empty without
    ``network``."""
    egressAddresses: pulumi.Output[Mapping[str, str]]
    """The public IPv4 address that calls out of the subnet come from, by Azure region
    (``westeurope``); empty without ``network``."""
    networkPolicySystemId: pulumi.Output[str | None]
    """The system ID of the network-injection policy, which the Power Platform side refers to it by;
    only with ``network``."""
    encryptionPolicySystemId: pulumi.Output[str | None]
    """The system ID of the encryption policy, which the Power Platform side refers to it by; only
    with ``encryption``."""
    vaultUri: pulumi.Output[str | None]
    """The https URI of the key vault; only with ``encryption``."""
    logWorkspaceId: pulumi.Output[str | None]
    """The Azure ID of the Log Analytics workspace; only with ``logs``."""
    storageAccountName: pulumi.Output[str | None]
    """The name of the storage account; only with ``storage``."""

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
            before anything is registered; and for names in Azure that another foundation of the
            program has.
        """
        with secrets_masked():
            problems: list[str] = []
            pair = pair_of(opts, problems)
            plan = read_plan(name, args, pair, problems)
            _need_sdk()
            claim_names(name, plan, opts)
        inputs: dict[str, Any] = {**args, "pair": plan.pair}
        super().__init__(TYPE, name, inputs, opts)
        outputs = build(self, plan)
        for key in AzureFoundation.__annotations__:
            setattr(self, key, pulumi.Output.from_input(outputs.get(key)))
        self.register_outputs(outputs)


def _need_sdk() -> None:
    if find_spec(_SDK) is None:
        raise pulumi.RunError(
            "an AzureFoundation needs the package pulumi-azure-native, 3.x. Install it, or this"
            " project with its extra: dualwrite-guardrail[azure]."
        )
